"""An example class, to show what a report looks like: 24 synthetic students, graded as real ones would be."""

import json
import random
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from massage_billing.coursework.analytics import Results, read_results
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection, questions_for
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.rosters import PLAIN, Roster, Student
from massage_billing.questions.model import Question

NAMES = [
    "Ada",
    "Bob",
    "Cleo",
    "Dov",
    "Eva",
    "Finn",
    "Gia",
    "Hal",
    "Ines",
    "Jon",
    "Kay",
    "Lou",
    "Mia",
    "Nat",
    "Ona",
    "Pim",
    "Quin",
    "Rae",
    "Sol",
    "Tess",
    "Uma",
    "Vic",
    "Wren",
    "Yan",
]
DUE = datetime(2026, 12, 1, tzinfo=UTC)
SELECTIONS = tuple(Selection(subject, 0, 3) for subject in ("codes", "eight_minute_rule", "covered_entity", "claims"))
SPEC = AssignmentSpec("Example class", DUE, SELECTIONS, 1, "0" * 32)


@cache
def example() -> Results:
    """Return the results of the example class, the same on every machine."""
    students = tuple(Student(f"s{at:02}", f"{name} Example", f"s{at:02}") for at, name in enumerate(NAMES, start=1))
    with tempfile.TemporaryDirectory() as folder:
        week, place = Path(folder, "week"), Path(folder, "in")
        assign(Roster(PLAIN, students, ()), SPEC, week)
        place.mkdir()
        for student in students[:-1]:  # one submits nothing
            (place / f"{student.file}.json").write_text(_submission(student, students[7]), encoding="utf-8")
        grade(week, place, Path(folder, "out"), Late(percent=10), pages=False)
        found = read_results(Path(folder, "out"))
    return found._replace(about=found.about | {"example": True})


def _submission(student: Student, friend: Student) -> str:
    """Return what a student of some skill would submit. Lou gives the answers to her friend's questions."""
    author = friend if student.name.startswith("Lou") else student
    rng = random.Random(author.ident)  # noqa: S311  (an example)
    skill = rng.uniform(0.3, 0.95)
    saved = DUE - timedelta(hours=rng.randrange(-3, 60))
    answers = {}
    for number, question in enumerate(questions_for(SPEC, author), start=1):
        right = rng.random() < skill - 0.15 * (question.level - 2)
        saved += timedelta(seconds=rng.randrange(20, 400))
        response = question.key.accepted[0] if right else _mistake(question, rng)
        answers[f"q{number}"] = {"response": response, "first": saved.isoformat(), "last": saved.isoformat()}
    return json.dumps({
        "version": 1, "assignment": SPEC.ident, "student": student.ident, "saved": saved.isoformat(), "answers": answers,
    })  # fmt: skip


def _mistake(question: Question, rng: random.Random) -> Any:
    """Return an answer that shows a misconception, the first one more often than the others."""
    answer = question.example_mistake()
    # For some kinds a misconception is a whole answer, for others only a part of one.
    if answer == question.key.misconceptions[0].answer and rng.random() < 0.5:  # noqa: PLR2004
        return rng.choice(question.key.misconceptions).answer
    return answer
