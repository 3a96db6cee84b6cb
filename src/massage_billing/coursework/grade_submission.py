"""One hand-in of a class, marked: who it is of, what it earns by the key and by the instructor, what lateness costs, its page."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from massage_billing.base.files import csv_cell
from massage_billing.coursework import feedback, submissions
from massage_billing.coursework.assignment_reader import Assigned
from massage_billing.coursework.key import KeyedQuestion, Read
from massage_billing.coursework.marking import Mark, RefusedError, hand_in_of, mark

ANSWERS_HEAD = ("id", "question", "points", "out_of", "answered", "correct", "mistake", "response", "objectives")


class Late(NamedTuple):
    """What lateness costs."""

    percent: float = 0.0  # of the points, for each day begun
    floor: float = 0.0  # the least percent of the points that is left
    cut_off: bool = False  # after the due date nothing counts

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
    """One hand-in, marked."""

    student: str
    points: float  # after what lateness costs
    share: float
    saved: str  # ISO 8601
    work: int | None  # minutes
    answers: str  # its rows of answers.csv
    page: str  # its feedback; empty where none is asked for
    hundredths: Sequence[int]  # the points of each question, times 100
    answered: Sequence[int]  # the places of the questions that were answered
    mistakes: Sequence[tuple[int, str]]  # places with the known mistake made there


class Grader:
    """What is needed to mark a hand-in of an assignment."""

    def __init__(self, assignment: Path) -> None:
        self.assigned = Assigned(assignment)
        self.due = datetime.fromisoformat(self.assigned.due)
        self.points = [asked.points for asked in self.assigned.questions]
        self._adjusted, self._accepted = self.assigned.adjustments(), self.assigned.additions()
        self._senders = submissions.Senders(self.assigned)

    def graded(self, name: str, data: bytes, key: Read, late: Late, *, page: bool) -> Graded:
        """Return a hand-in marked.

        Raises:
            RefusedError: it is not graded; the message is the reason.
            GradingError: the key is damaged.
        """
        found = hand_in_of(data, self.assigned.ident)
        if found.student not in self.assigned.key:
            msg = f"The student {found.student[:40]!r} is not in this class."
            raise RefusedError(msg)
        sender = self._senders.of(name)
        if sender not in (None, found.student):
            msg = f"It is the paper of {found.student[:40]!r}, and {sender!r} handed it in."
            raise RefusedError(msg)
        who, questions = key(found.student, page)
        accepted = self._accepted_of(found.student) if self._accepted else {}
        share, html = late.share(found.saved, self.due), ""
        try:
            marks = self._adjust(mark(questions, self.points, found.answers, accepted), found.student)
            if page:
                html = feedback.page(self.assigned.title, who or found.student, share, marks, questions)
            answers = _answers(found.student, questions, marks)
        except RefusedError:
            raise
        except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError):
            raise self.assigned.key.damaged(found.student) from None
        points = round(sum(one.points for one in marks) * share, 2)
        return Graded(
            found.student, points, share, found.saved.isoformat(), found.work, answers, html,
            [round(one.points * 100) for one in marks],
            [place for place, one in enumerate(marks) if one.answered],
            [(place, one.misconception) for place, one in enumerate(marks) if one.misconception],
        )  # fmt: skip

    def _accepted_of(self, student: str) -> dict[str, frozenset[str]]:
        """Return what is accepted of a student beside the key, by question: what holds for everybody, and for this one."""
        none: frozenset[str] = frozenset()
        return {
            asked.ident: self._accepted.get(("", asked.ident), none) | self._accepted.get((student, asked.ident), none)
            for asked in self.assigned.questions
        }

    def _adjust(self, marks: list[Mark], student: str) -> list[Mark]:
        if not self._adjusted:
            return marks
        set_by_hand = [self._adjusted.get((student, one.question)) for one in marks]
        return [
            one._replace(points=found[0], reason=found[1]) if found else one
            for one, found in zip(marks, set_by_hand, strict=True)
        ]


@lru_cache(maxsize=1)
def _grader(assignment: Path, token: str) -> Grader:  # noqa: ARG001  (another run reads the key anew)
    return Grader(assignment)


def grade_batch(
    assignment: Path, token: str, hand_ins: Path, names: Sequence[str], late: Late, pages: bool
) -> list[tuple[str, str | Graded]]:
    """Return each file of a batch by name, and why it is refused or what it earned. All of it is told by the arguments."""
    grader = _grader(assignment, token)
    found: list[tuple[str, str | Graded]] = []
    with grader.assigned.key.reading() as key:
        for name, data in submissions.read(hand_ins, names):
            try:
                if isinstance(data, RefusedError):
                    raise data
                found.append((name, grader.graded(name, data, key, late, page=pages)))
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
