"""How each question went in a class: the share that was earned, whether it tells the strong from the weak, and the mistakes."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from massage_billing.coursework.assigned import Asked
from massage_billing.coursework.grading import Mark

HEAD = ("question", "family", "objectives", "answered", "mean_share", "discrimination", "mistakes")


class _Item:
    """Sums over a class of one question's points x and the rest of the paper's points y, in hundredths, so that they are exact."""

    __slots__ = ("answered", "count", "mistakes", "x", "xx", "xy", "y", "yy")

    def __init__(self) -> None:
        self.answered = self.count = self.x = self.y = self.xx = self.yy = self.xy = 0
        self.mistakes: Counter[str] = Counter()

    def add(self, one: Mark, x: int, y: int) -> None:
        self.count += 1
        self.answered += one.answered
        self.x, self.y = self.x + x, self.y + y
        self.xx, self.yy, self.xy = self.xx + x * x, self.yy + y * y, self.xy + x * y
        if one.mistake:
            self.mistakes[one.mistake] += 1

    def correlation(self) -> float | None:
        """Return Pearson's correlation of x and y; None where nothing varies or too few took part."""
        varied = (self.count * self.xx - self.x**2) * (self.count * self.yy - self.y**2)
        return (self.count * self.xy - self.x * self.y) / math.sqrt(varied) if varied else None


class Items:
    """The questions of an assignment over a class that is told paper by paper, so that it need not be held."""

    def __init__(self, questions: Sequence[Asked]) -> None:
        self._questions = questions
        self._items = [_Item() for _ in questions]

    def add(self, marks: Sequence[Mark]) -> None:
        """Count one student's marks."""
        points = [round(one.points * 100) for one in marks]
        total = sum(points)
        for item, one, x in zip(self._items, marks, points, strict=True):
            item.add(one, x, total - x)

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield a row of items.csv for each question; discrimination is the correlation with the rest of the paper, -1 to 1."""
        for asked, item in zip(self._questions, self._items, strict=True):
            mean = round(item.x / item.count / asked.points / 100, 3) if item.count else ""
            told = sorted(item.mistakes.items(), key=lambda one: (-one[1], one[0]))
            found = item.correlation()
            yield (
                asked.ident, asked.family, " ".join(asked.objectives), item.answered, mean,
                "" if found is None else round(found, 3), "; ".join(f"{name} ({count})" for name, count in told),
            )  # fmt: skip
