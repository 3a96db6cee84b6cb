"""What an assignment asks: the same kinds of questions for everyone, with each student's own numbers and cases.

Everything depends on the spec and the student's ID, so the same spec gives the same questions. Without the secret, no one can draw
a student's questions again.
"""

import hashlib
import hmac
import json
import random
import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from massage_billing.coursework.rosters import Student
from massage_billing.questions.model import Question
from massage_billing.questions.registry import Family, draw_new, families

TRIES = 200  # draws until a family is taken to have nothing new for a student


class AssignmentError(ValueError):
    """Raised for an assignment that cannot be created. The message says which part is wrong and what to do."""


class Selection(NamedTuple):
    """A number of questions on one subject.

    Example:
        >>> Selection("claims", level=2, questions=4)
        Selection(subject='claims', level=2, questions=4)
    """

    subject: str
    level: int  # 0: any
    questions: int


class AssignmentSpec(NamedTuple):
    """Everything that an assignment is created from.

    Example:
        >>> due = parse_due("2026-12-01T23:59-08:00")
        >>> AssignmentSpec("Week 3", due, (Selection("codes", 0, 3),), secret="0" * 32).ident
        '4e742b8c9d58'
    """

    title: str
    due: datetime  # with its time zone
    selections: tuple[Selection, ...]
    points: int = 1  # for each question
    secret: str = ""  # empty: the one in the existing folder, or a new one
    nbgrader: bool = False  # whether a handout has a grade cell for each question

    @property
    def ident(self) -> str:
        """Return the ID that ties a submission to its assignment. It does not reveal the secret."""
        return self.mac(self.title, "ident")[:12]

    def mac(self, *parts: str) -> str:
        """Return hexadecimal digits that no one can predict without the secret."""
        return hmac.new(self.secret.encode(), json.dumps(parts).encode(), hashlib.sha256).hexdigest()


def parse_selection(text: str) -> Selection:
    """Return what SUBJECT[:LEVEL]=COUNT selects.

    Example:
        >>> parse_selection("claims:2=4"), parse_selection("codes=3")
        (Selection(subject='claims', level=2, questions=4), Selection(subject='codes', level=0, questions=3))

    Args:
        text: A subject, an optional level from 1 to 3, and a number of questions, such as "claims:2=4".

    Raises:
        AssignmentError: The text does not have this form.
    """
    found = re.fullmatch(r"(\w+)(?::([1-3]))?=(\d{1,3})", text)
    if not found:
        msg = f"{text!r} is not SUBJECT[:LEVEL]=COUNT. Write it like codes=3 or claims:2=4."
        raise AssignmentError(msg)
    return Selection(found[1], int(found[2] or 0), int(found[3]))


def parse_due(text: str) -> datetime:
    """Return a due date and time with its time zone.

    Example:
        >>> parse_due("2026-12-01T23:59-08:00").isoformat()
        '2026-12-01T23:59:00-08:00'

    Args:
        text: A date and time in ISO 8601 format.

    Raises:
        AssignmentError: The text is not a date and time, or has no time zone.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        msg = f"{text!r} is not a date and time with a time zone. Write it like 2026-12-01T23:59-08:00."
        raise AssignmentError(msg)
    return found


def chosen_families(spec: AssignmentSpec) -> tuple[Family, ...]:
    """Return the question family of each question. It is the same for every student.

    Example:
        >>> import massage_billing
        >>> spec = AssignmentSpec("Week 3", parse_due("2026-12-01T23:59-08:00"), (Selection("codes", 1, 2),), secret="0")
        >>> [found.level for found in chosen_families(spec)]
        [1, 1]

    Args:
        spec: What the assignment is created from.

    Raises:
        AssignmentError: A subject or level does not exist, a count is below 1, nothing is selected, or the title is empty.
    """
    rng = random.Random(spec.mac(spec.title, "families"))  # noqa: S311  (the secret makes it unpredictable)
    chosen: list[Family] = []
    for selection in spec.selections:
        fit, queue = _fitting(selection), list[Family]()
        for _ in range(selection.questions):
            queue = queue or rng.sample(fit, len(fit))  # use each family once before any is repeated
            chosen.append(queue.pop())
    if not spec.title.strip():
        msg = "The title is empty. Give the assignment a title."
        raise AssignmentError(msg)
    if not chosen:
        msg = "The assignment has no questions. Choose a subject and a number of questions."
        raise AssignmentError(msg)
    return tuple(chosen)


def _fitting(selection: Selection) -> list[Family]:
    """Return the families that a selection can draw from."""
    fit = [found for found in families(selection.subject) if selection.level in (0, found.level)]
    if not fit:
        known = sorted({found.name.partition(".")[0] for found in families()})
        msg = (
            f"There are no questions on {selection.subject!r}{f' at level {selection.level}' if selection.level else ''}. "
            f"The subjects are {', '.join(known)}, and the levels are 1 to 3."
        )
        raise AssignmentError(msg)
    if selection.questions < 1:
        msg = f"{selection.subject} asks for {selection.questions} questions. Ask for 1 or more."
        raise AssignmentError(msg)
    return fit


def questions_for(spec: AssignmentSpec, student: Student, names: Sequence[str] = ()) -> tuple[Question, ...]:
    """Return the questions of one student, without repeating a case.

    Example:
        >>> import massage_billing
        >>> spec = AssignmentSpec("Week 3", parse_due("2026-12-01T23:59-08:00"), (Selection("codes", 1, 2),), secret="0")
        >>> len(questions_for(spec, Student("a1", "Ann Example", "a1")))
        2

    Args:
        spec: What the assignment is created from.
        student: The student who gets the questions.
        names: The family of each question. If omitted, use `chosen_families`.

    Raises:
        AssignmentError: As `chosen_families`, or this version does not have one of the families.
    """
    seen: set[object] = set()
    questions = []
    for place, name in enumerate(names or [found.name for found in chosen_families(spec)]):
        seeds = (int(spec.mac(student.ident, f"{place}/{attempt}")[:15], 16) for attempt in range(TRIES))
        try:
            question = draw_new(name, seeds, seen)
        except LookupError as error:
            msg = f"{error} The class has a question from this family, so you cannot add a student with this version."
            raise AssignmentError(msg) from None
        questions.append(question)
    return tuple(questions)
