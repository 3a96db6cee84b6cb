"""Grade one submission: who it is from, its points, the late penalty, and the feedback page."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from massage_billing.base.files import csv_cell
from massage_billing.coursework import feedback
from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.key import KeyedQuestion, Read
from massage_billing.coursework.marking import Mark, mark
from massage_billing.coursework.submissions import RefusedError, Senders, read_files, read_submission
from massage_billing.questions.misconceptions import Sign, named

ANSWERS_HEAD = ("id", "question", "points", "out_of", "answered", "correct", "mistake", "response", "objectives")
NONE: frozenset[str] = frozenset()


class Late(NamedTuple):
    """The penalty for late work."""

    percent: float = 0.0  # of the points, for each day begun
    floor: float = 0.0  # the lowest percentage of the points that remains
    cut_off: bool = False  # whether nothing counts after the due date

    def share(self, saved: datetime, due: datetime) -> float:
        """Return the share of the points that counts, 0 to 1.

        >>> due = datetime.fromisoformat("2026-12-01T00:00+00:00")
        >>> Late(percent=10, floor=50).share(datetime.fromisoformat("2026-12-02T12:00+00:00"), due)
        0.8
        """
        if saved <= due:
            return 1.0
        if self.cut_off:
            return 0.0
        days = -((due - saved) // timedelta(days=1))
        return max(100 - self.percent * days, self.floor if self.percent else 0.0) / 100


class Graded(NamedTuple):
    """One submission, graded."""

    student: str
    points: float  # after the late penalty
    share: float
    saved: str  # ISO 8601
    work: int | None  # minutes
    answers: str  # its rows in answers.csv
    page: str  # its feedback; empty if none was requested
    hundredths: Sequence[int]  # the points of each question, times 100
    answered: Sequence[int]  # the positions of the questions that were answered
    misconceptions: Sequence[tuple[int, str]]  # positions, each with the misconception shown there


class Grader:
    """Grades the submissions to an assignment."""

    def __init__(self, folder: Path) -> None:
        self.assignment = Assignment(folder)
        self.points = [asked.points for asked in self.assignment.questions]
        self._adjusted, self._accepted = self.assignment.adjustments(), self.assignment.accepted()
        self._senders = Senders(self.assignment)

    def grade(self, name: str, data: bytes, key: Read, late: Late, *, page: bool) -> Graded:
        """Grade a submission.

        Args:
            name: the name of its file.
            data: its contents.
            key: reads a student's part of the key.
            late: the penalty for late work.
            page: whether to write its feedback page.

        Raises:
            RefusedError: the submission cannot be graded; the message is the reason.
            GradingError: the key is damaged.
        """
        found = read_submission(data, self.assignment.ident)
        self._check_student(found.student, self._senders.of(name))
        who, questions = key(found.student, page)
        share, html = late.share(found.saved, self.assignment.due), ""
        try:
            marks = mark(questions, self.points, found.answers, self._accepted_of(found.student))
            marks = self._adjust(marks, found.student)
            if page:
                html = feedback.page(self.assignment.title, who or found.student, share, self._named(marks), questions)
            answers = _answers(found.student, questions, marks)
        except RefusedError:
            raise
        except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError):
            raise self.assignment.key.damaged(found.student) from None
        points = round(sum(one.points for one in marks) * share, 2)
        return Graded(
            found.student, points, share, found.saved.isoformat(), found.work, answers, html,
            [round(one.points * 100) for one in marks],
            [place for place, one in enumerate(marks) if one.answered],
            [(place, one.misconception) for place, one in enumerate(marks) if one.misconception],
        )  # fmt: skip

    def _named(self, marks: list[Mark]) -> list[Mark]:
        """Return the marks with only those misconceptions that the student's answers show, as the student is told.

        answers.csv and the class report have all that answers suggest, since a class is more than one guess.
        """
        families = [asked.family for asked in self.assignment.questions]
        shown = named(
            Sign(family, one.misconception, one.feedback is not None and one.feedback.sure)
            for family, one in zip(families, marks, strict=True)
            if one.misconception
        )
        return [one if one.misconception in shown else one._replace(misconception="") for one in marks]

    def _check_student(self, student: str, sender: str | None) -> None:
        """Check that the student is in the class and, if the LMS says who submitted the file, that it was this student."""
        if student not in self.assignment.key:
            msg = f"The student {student[:40]!r} is not in this class."
            raise RefusedError(msg)
        if sender not in (None, student):
            msg = f"It belongs to {student[:40]!r}, but {sender!r} submitted it."
            raise RefusedError(msg)

    def _accepted_of(self, student: str) -> dict[str, frozenset[str]]:
        """Return the answers accepted from a student in addition to the key, by question."""
        if not self._accepted:
            return {}
        return {
            asked.id: self._accepted.get(("", asked.id), NONE) | self._accepted.get((student, asked.id), NONE)
            for asked in self.assignment.questions
        }

    def _adjust(self, marks: list[Mark], student: str) -> list[Mark]:
        """Return the marks with the points that the instructor set."""
        if not self._adjusted:
            return marks
        adjusted = [self._adjusted.get((student, one.question)) for one in marks]
        return [
            one._replace(points=found[0], reason=found[1]) if found else one
            for one, found in zip(marks, adjusted, strict=True)
        ]


@lru_cache(maxsize=1)
def _grader(assignment: Path, token: str) -> Grader:  # noqa: ARG001  (another run reads the key again)
    return Grader(assignment)


def grade_batch(
    assignment: Path, token: str, submissions: Path, names: Sequence[str], late: Late, pages: bool
) -> list[tuple[str, str | Graded]]:
    """Grade the files of a batch; return the name of each with its result, or with the reason why it was refused.

    Everything is in the arguments, so any process on any machine with the same folders can do this.
    """
    grader = _grader(assignment, token)
    found: list[tuple[str, str | Graded]] = []
    with grader.assignment.key.reading() as key:
        for name, data in read_files(submissions, names):
            try:
                if isinstance(data, RefusedError):
                    raise data
                found.append((name, grader.grade(name, data, key, late, page=pages)))
            except RefusedError as reason:
                found.append((name, str(reason)))
    return found


def _answers(student: str, questions: Iterable[KeyedQuestion], marks: Iterable[Mark]) -> str:
    """Return a student's rows of answers.csv."""
    text, who = io.StringIO(newline=""), csv_cell(student)
    csv.writer(text, lineterminator="\n").writerows(
        (
            who, one.question, one.points, one.out_of, one.answered, one.correct, one.misconception,
            csv_cell(one.description), " ".join(question.row["objectives"]),
        )
        for question, one in zip(questions, marks, strict=True)
    )  # fmt: skip
    return text.getvalue()
