"""An example class, to see what a report looks like: 24 made-up students, graded as real ones would be."""

import json
import random
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from massage_billing.coursework.analytics import Results, read_results
from massage_billing.coursework.assignment import Ask, Recipe, assign, ident, paper
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.rosters import Roster, Student
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
ASKS = tuple(Ask(subject, 0, 3) for subject in ("codes", "eight_minute_rule", "covered_entity", "claims"))
RECIPE = Recipe("Example class", DUE, ASKS, 1, "0" * 32)


@cache
def example() -> Results:
    """Return the results of the example class; the same on every machine."""
    students = tuple(Student(f"s{at:02}", f"{name} Example", f"s{at:02}") for at, name in enumerate(NAMES, start=1))
    with tempfile.TemporaryDirectory() as folder:
        week, hand_ins = Path(folder, "week"), Path(folder, "in")
        assign(Roster("plain", students, ()), RECIPE, week)
        hand_ins.mkdir()
        for student in students[:-1]:  # one hands nothing in
            (hand_ins / f"{student.file}.json").write_text(_hand_in(student, students[7]), encoding="utf-8")
        grade(week, hand_ins, Path(folder, "out"), Late(percent=10), pages=False)
        found = read_results(Path(folder, "out"))
    return found._replace(about=found.about | {"example": True})


def _hand_in(student: Student, friend: Student) -> str:
    """Return a paper as a student of some skill would hand it in; Lou gives the answers of her friend's paper."""
    author = friend if student.name.startswith("Lou") else student
    rng = random.Random(author.ident)  # noqa: S311  (an example)
    skill = rng.uniform(0.3, 0.95)
    begun = DUE - timedelta(hours=rng.randrange(-3, 60))
    answers = {}
    for number, question in enumerate(paper(RECIPE, author), start=1):
        right = rng.random() < skill - 0.15 * (question.level - 2)
        begun += timedelta(seconds=rng.randrange(20, 400))
        response = question.key.accepted[0] if right else _a_mistake(question, rng)
        answers[f"q{number}"] = {"response": response, "first": begun.isoformat(), "last": begun.isoformat()}
    return json.dumps({
        "version": 1, "assignment": ident(RECIPE), "student": student.ident, "saved": begun.isoformat(), "answers": answers,
    })  # fmt: skip


def _a_mistake(question: Question, rng: random.Random) -> Any:
    """Return an answer that reveals a misconception, the first one more often than the others."""
    answer = question.example_mistake()
    # Of some kinds a misconception has a whole answer, of others only a part of one.
    if answer == question.key.misconceptions[0].answer and rng.random() < 0.5:  # noqa: PLR2004
        return rng.choice(question.key.misconceptions).answer
    return answer
