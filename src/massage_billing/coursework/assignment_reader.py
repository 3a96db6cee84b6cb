"""Read an assignment folder: what was asked, the class, the key, and what the instructor added."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from massage_billing.base.files import CsvError, parse_json, read_csv
from massage_billing.coursework.assignment_spec import Selection, parse_due
from massage_billing.coursework.key import HANDOUTS, GradingError, Key
from massage_billing.coursework.lms import formats
from massage_billing.coursework.rosters import PLAIN, Student

ASSIGNMENT, KEY, CLASS = "assignment.json", "key.json", "class.jsonl"
ADJUSTMENTS = "adjustments.csv"  # student, question, points, reason
ACCEPTED = "accepted.csv"  # question, response, reason, and a student if it applies to that student only

__all__ = ["ACCEPTED", "ADJUSTMENTS", "ASSIGNMENT", "CLASS", "HANDOUTS", "KEY", "AskedQuestion", "Assignment"]


class AskedQuestion(NamedTuple):
    """One question of an assignment. Its family is the same for every student."""

    id: str  # such as "q1"
    family: str
    objectives: tuple[str, ...]
    level: int
    points: int


class Assignment:
    """The contents of an assignment folder."""

    def __init__(self, folder: Path) -> None:
        """Read assignment.json, and find the students in the key.

        Raises:
            GradingError: a file cannot be read.
        """
        self.folder = folder
        try:
            about = parse_json((folder / ASSIGNMENT).read_text(encoding="utf-8"))
            self.ident, self.title, self.roster = str(about["assignment"]), str(about["title"]), str(about["roster"])
            self.due, self.points = parse_due(about["due"]), int(about["points"])
            self.questions = tuple(
                AskedQuestion(
                    str(row["id"]),
                    str(row["family"]),
                    tuple(map(str, row["objectives"])),
                    int(row["level"]),
                    int(row["points"]),
                )
                for row in about["questions"]
            )
            # Version 0.1 did not record the selections.
            self.selections = tuple(Selection(*one) for one in about["asks"]) if "asks" in about else None
        except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError):
            self.questions = ()
        if not self.questions or self.roster not in {PLAIN, *formats()}:
            msg = f"{folder / ASSIGNMENT} cannot be read. Name the folder that massage-billing assign wrote, or restore the file."
            raise GradingError(msg)
        self.key = Key(folder / KEY)

    def students(self) -> Iterator[Student]:
        """Yield the students in the order of the class list.

        Raises:
            GradingError: the file of the class cannot be read.
        """
        try:
            with (self.folder / CLASS).open(encoding="utf-8") as file:
                for line in file:
                    row = parse_json(line)
                    yield Student(str(row["id"]), str(row["name"]), str(row["file"]), dict(row["columns"]))
        except (OSError, ValueError, KeyError, TypeError):
            msg = f"{self.folder / CLASS} cannot be read. massage-billing assign wrote this file, so restore it or make the assignment again."
            raise GradingError(msg) from None

    def adjustments(self) -> dict[tuple[str, str], tuple[float, str]]:
        """Return the points that the instructor set and the reason (adjustments.csv), by student and question.

        Raises:
            GradingError: a row has no student of the class, no question, points that the question does not have, or no reason.
        """
        most = {asked.id: asked.points for asked in self.questions}
        found = {}
        for number, row in _rows(self.folder / ADJUSTMENTS):
            student, question, points = row.get("student", ""), row.get("question", ""), _number(row.get("points", ""))
            if student not in self.key or question not in most or points is None or not 0 <= points <= most[question]:
                msg = (
                    f"{ADJUSTMENTS}, row {number}: This row cannot be used. It needs a student in the class, a question such as q1, "
                    "and points from 0 to the points of the question."
                )
                raise GradingError(msg)
            found[student, question] = points, row["reason"]
        return found

    def accepted(self) -> dict[tuple[str, str], frozenset[str]]:
        """Return the answers that the instructor accepts in addition to the key (accepted.csv), by student and question.

        A row without a student applies to every student's question of that number. The response is written as in answers.csv.

        Raises:
            GradingError: a row has an unknown student, no question, no response, or no reason.
        """
        known = {asked.id for asked in self.questions}
        found: dict[tuple[str, str], frozenset[str]] = {}
        for number, row in _rows(self.folder / ACCEPTED):
            student, question, response = row.get("student", ""), row.get("question", ""), row.get("response", "")
            if (student and student not in self.key) or question not in known or not response:
                msg = (
                    f"{ACCEPTED}, row {number}: This row cannot be used. It needs a question such as q1, the response as it is in "
                    "answers.csv, and a student in the class, or no student to accept it from everyone."
                )
                raise GradingError(msg)
            found[student, question] = found.get((student, question), frozenset()) | {response}
        return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file that an instructor wrote, with their numbers; none if the file does not exist."""
    if not path.exists():
        return
    try:
        rows, _ = read_csv(path)
    except CsvError as error:
        raise GradingError(str(error)) from None
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        row = dict(zip(header, (text.strip() for text in cells), strict=False))
        if not row.get("reason"):
            msg = f"{path.name}, row {number}: The reason is missing. Write one for the student to read."
            raise GradingError(msg)
        yield number, row


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
