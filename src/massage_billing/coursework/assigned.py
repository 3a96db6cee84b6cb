"""An assignment folder as grading reads it back: what was asked, the class, the key, and what the instructor added to them."""

import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.coursework.assignment import ASSIGNMENT, CLASS, KEY
from massage_billing.coursework.rosters import Student
from massage_billing.coursework.sheets import SheetError, read_table

ADJUSTMENTS = "adjustments.csv"  # student, question, points, reason
ACCEPTED = "accepted.csv"  # question, response, reason, and a student where it is one student's question alone


class GradingError(ValueError):
    """The assignment, or what was added to it, cannot be used; the message names the file and row and says what to do."""


class Asked(NamedTuple):
    """One question of every paper."""

    ident: str
    family: str
    objectives: tuple[str, ...]
    points: int


class Assigned:
    """What an assignment folder holds. The key is read a student at a time, so that a class of any size fits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        about = _about(folder)
        self.ident: str = about["assignment"]
        self.title: str = about["title"]
        self.due: str = about["due"]
        self.points: int = about["points"]
        self.roster: str = about["roster"]
        self.questions = tuple(
            Asked(row["id"], row["family"], tuple(row["objectives"]), row["points"]) for row in about["questions"]
        )
        self._numbers, self._places = _scan(folder / KEY)

    def __len__(self) -> int:
        """Return how many students the class has."""
        return len(self._places)

    def __contains__(self, student: object) -> bool:
        """Return whether somebody is of the class."""
        return student in self._numbers

    def number(self, student: str) -> int:
        """Return a student's place in the class, from 0.

        Raises:
            KeyError: nobody of the class.
        """
        return self._numbers[student]

    def students(self) -> Iterator[Student]:
        """Yield the class in its order.

        Raises:
            GradingError: the file of the class cannot be read.
        """
        try:
            with (self.folder / CLASS).open(encoding="utf-8") as file:
                for line in file:
                    row = json.loads(line)
                    yield Student(row["id"], row["name"], row["file"], row["columns"])
        except (OSError, ValueError, KeyError, TypeError):
            msg = f"{self.folder / CLASS} cannot be read; it is the class that massage-billing assign wrote."
            raise GradingError(msg) from None

    @contextmanager
    def key(self) -> Iterator[Callable[[str], tuple[str, list[dict[str, Any]]]]]:
        """Hold the key open, and give what returns a student's name and part of it, a row for each question.

        Raises:
            GradingError: the key cannot be read.
        """
        path = self.folder / KEY

        def part(student: str) -> tuple[str, list[dict[str, Any]]]:
            try:
                file.seek(self._places[self._numbers[student]])
                found = json.loads(b"{%s}" % file.readline().rstrip().rstrip(b","))[student]
                return found["name"], found["questions"]
            except (OSError, ValueError, KeyError, TypeError):
                msg = f"{path} cannot be read at the student {student[:40]!r}; it is the key that massage-billing assign wrote."
                raise GradingError(msg) from None

        with path.open("rb") as file:
            yield part

    def adjustments(self) -> dict[tuple[str, str], tuple[float, str]]:
        """Return the points that the instructor set by hand and the reason (adjustments.csv), by student and question.

        Raises:
            GradingError: a row names nobody of the class, no question, points that the question does not have, or no reason.
        """
        most = {asked.ident: asked.points for asked in self.questions}
        found = {}
        for number, row in _added(self.folder / ADJUSTMENTS):
            student, question, points = row.get("student", ""), row.get("question", ""), _number(row.get("points", ""))
            if student not in self or question not in most or points is None or not 0 <= points <= most[question]:
                msg = (
                    f"Row {number} of {ADJUSTMENTS} cannot be used; it needs a student of the class, a question such as q1, "
                    "and points from 0 to what the question has."
                )
                raise GradingError(msg)
            found[student, question] = points, row["reason"]
        return found

    def additions(self) -> dict[tuple[str, str], frozenset[str]]:
        """Return the answers that the instructor accepts beside those of the key (accepted.csv), by student and question.

        A row without a student holds for everybody's question of that number. The response is written as answers.csv has it.

        Raises:
            GradingError: a row names nobody of the class, no question, no response, or no reason.
        """
        known = {asked.ident for asked in self.questions}
        found: dict[tuple[str, str], frozenset[str]] = {}
        for number, row in _added(self.folder / ACCEPTED):
            student, question, response = row.get("student", ""), row.get("question", ""), row.get("response", "")
            if (student and student not in self) or question not in known or not response:
                msg = (
                    f"Row {number} of {ACCEPTED} cannot be used; it needs a question such as q1, the response as answers.csv "
                    "has it, and a student of the class, or none where it holds for everybody."
                )
                raise GradingError(msg)
            found[student, question] = found.get((student, question), frozenset()) | {response}
        return found


def _about(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / ASSIGNMENT).read_text(encoding="utf-8"))
        if {"assignment", "title", "due", "points", "roster", "questions"} <= found.keys():
            return found
    except (OSError, ValueError, AttributeError):
        pass
    msg = f"{folder} is no assignment; name the folder that massage-billing assign wrote."
    raise GradingError(msg)


def _scan(path: Path) -> tuple[Mapping[str, int], Sequence[int]]:
    """Return each student's number, and where in the key the line of each begins."""
    decoder, numbers, places, place = json.JSONDecoder(), {}, array("q"), 0
    try:
        with path.open("rb") as file:
            for line in file:
                if line.startswith(b'"'):
                    ident, _ = decoder.raw_decode(line.decode())
                    numbers[ident] = len(places)
                    places.append(place)
                place += len(line)
    except (OSError, ValueError):
        msg = f"{path} cannot be read; it is the key that massage-billing assign wrote."
        raise GradingError(msg) from None
    return numbers, places


def _added(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows that an instructor wrote, by number; none where there is no such file."""
    if not path.exists():
        return
    try:
        rows, _ = read_table(path)
    except SheetError as error:
        raise GradingError(str(error)) from None
    head = [name.strip().casefold() for name in rows[0]] if rows else []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        row = dict(zip(head, (text.strip() for text in cells), strict=False))
        if not row.get("reason"):
            msg = f"Row {number} of {path.name} gives no reason; write one, so that it can be explained."
            raise GradingError(msg)
        yield number, row


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
