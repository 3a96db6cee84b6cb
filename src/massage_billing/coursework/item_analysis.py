"""How each question went in a class: the share that was earned, its discrimination, and the misconceptions."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from massage_billing.coursework.assignment_reader import AskedQuestion

HEAD = ("question", "family", "objectives", "answered", "mean_share", "discrimination", "mistakes")
BATCH = 1000  # students whose points are collected before they are added up


class Items:
    """Statistics of each question in a class. Students are added one at a time, and are not kept in memory.

    This class keeps only sums over the class. With x for the points of a question and y for the points of all other questions, they
    are the sums of x, y, x², y², and xy. Points are in hundredths, so that the sums are exact.

    Example:
        >>> items = Items([AskedQuestion("q1", "codes.sort", ("code-1",), 1, 2), AskedQuestion("q2", "codes.sort", ("code-1",), 1, 2)])
        >>> items.add([200, 100], answered=[0, 1], misconceptions=[(1, "chose 97124 for other work")])
        >>> [row[4] for row in items.rows()]
        [1.0, 0.5]
    """

    def __init__(self, questions: Sequence[AskedQuestion]) -> None:
        self._questions = questions
        self._count, self._batch = 0, list[Sequence[int]]()
        self._sums = np.zeros((5, len(questions)), dtype=np.int64)
        self._answered, self._misconceptions = Counter[int](), Counter[tuple[int, str]]()

    def add(
        self, hundredths: Sequence[int], answered: Sequence[int], misconceptions: Sequence[tuple[int, str]]
    ) -> None:
        """Add the results of one student.

        Args:
            hundredths: The points for each question, times 100.
            answered: The positions, from 0, of the questions that the student answered.
            misconceptions: The position of each wrong answer with a misconception, and the name of the misconception.
        """
        self._batch.append(hundredths)
        self._answered.update(answered)
        self._misconceptions.update((place, name) for place, name in misconceptions)
        if len(self._batch) == BATCH:
            self._add_up()

    def _add_up(self) -> None:
        if self._batch:
            x = np.array(self._batch, dtype=np.int64)
            y = x.sum(axis=1, keepdims=True) - x
            self._sums += np.array([part.sum(axis=0) for part in (x, y, x * x, y * y, x * y)])
            self._count += len(self._batch)
            self._batch = []

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield a row of items.csv for each question.

        The mean share is from 0 to 1. Discrimination is the correlation with the points for all other questions, from -1 to 1.
        """
        self._add_up()
        for place, asked in enumerate(self._questions):
            sums = [int(part) for part in self._sums[:, place]]
            mean = round(sums[0] / self._count / asked.points / 100, 3) if self._count else ""
            shown = [(name, count) for (at, name), count in self._misconceptions.items() if at == place]
            names = "; ".join(f"{name} ({count})" for name, count in sorted(shown, key=lambda one: (-one[1], one[0])))
            found = self._correlation(*sums)
            yield (
                asked.id, asked.family, " ".join(asked.objectives), self._answered[place], mean,
                "" if found is None else round(found, 3), names,
            )  # fmt: skip

    def _correlation(self, x: int, y: int, xx: int, yy: int, xy: int) -> float | None:
        """Return Pearson's correlation from the sums; None if nothing varies or too few took part."""
        varied = (self._count * xx - x * x) * (self._count * yy - y * y)
        return (self._count * xy - x * y) / math.sqrt(varied) if varied else None
