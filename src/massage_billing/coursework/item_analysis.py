"""How each question went in a class: the share that was earned, whether it tells the strong from the weak, and the mistakes."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from massage_billing.coursework.assignment_reader import Asked

HEAD = ("question", "family", "objectives", "answered", "mean_share", "discrimination", "mistakes")
HELD = 1000  # papers that are held before they are added up


class Items:
    """The questions of an assignment over a class that is told paper by paper, so that it need not be held.

    Kept are sums over the class of a question's points x and of the rest of the paper's y: of x, y, their squares and product.
    Points are hundredths, so that the sums are exact.
    """

    def __init__(self, questions: Sequence[Asked]) -> None:
        self._questions = questions
        self._count, self._papers = 0, list[Sequence[int]]()
        self._sums = np.zeros((5, len(questions)), dtype=np.int64)
        self._answered, self._mistakes = Counter[int](), Counter[tuple[int, str]]()

    def add(self, hundredths: Sequence[int], answered: Sequence[int], mistakes: Sequence[tuple[int, str]]) -> None:
        """Count one student's paper.

        Args:
            hundredths: the points of each question, times 100.
            answered: the places of the questions that were answered, from 0.
            mistakes: places with the known mistake made there.
        """
        self._papers.append(hundredths)
        self._answered.update(answered)
        self._mistakes.update((place, name) for place, name in mistakes)
        if len(self._papers) == HELD:
            self._add_up()

    def _add_up(self) -> None:
        if self._papers:
            x = np.array(self._papers, dtype=np.int64)
            y = x.sum(axis=1, keepdims=True) - x
            self._sums += np.array([part.sum(axis=0) for part in (x, y, x * x, y * y, x * y)])
            self._count += len(self._papers)
            self._papers = []

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield a row of items.csv for each question; discrimination is the correlation with the rest of the paper, -1 to 1."""
        self._add_up()
        for place, asked in enumerate(self._questions):
            sums = [int(part) for part in self._sums[:, place]]
            mean = round(sums[0] / self._count / asked.points / 100, 3) if self._count else ""
            made = [(name, count) for (at, name), count in self._mistakes.items() if at == place]
            told = "; ".join(f"{name} ({count})" for name, count in sorted(made, key=lambda one: (-one[1], one[0])))
            found = self._correlation(*sums)
            yield (
                asked.ident, asked.family, " ".join(asked.objectives), self._answered[place], mean,
                "" if found is None else round(found, 3), told,
            )  # fmt: skip

    def _correlation(self, x: int, y: int, xx: int, yy: int, xy: int) -> float | None:
        """Return Pearson's correlation from the sums; None where nothing varies or too few took part."""
        varied = (self._count * xx - x * x) * (self._count * yy - y * y)
        return (self._count * xy - x * y) / math.sqrt(varied) if varied else None
