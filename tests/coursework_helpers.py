"""A handout with one question of each kind, and submissions to it, for the coursework tests."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import massage_billing as mb
from massage_billing.coursework import example_class, key
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection, questions_for
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.handout import handout
from massage_billing.coursework.rosters import Roster, Student

NAMES = ("claims.denial", "claims.note_gap", "claims.visits_left", "eight_minute_rule.several_services", "codes.first_sessions",
         "codes.sort", "claims.steps")  # fmt: skip
SPEC = AssignmentSpec("Week 3", datetime(2026, 12, 1, tzinfo=UTC), (Selection("claims", 0, 1),), 1, "0" * 32)
SAMPLES = Path(__file__).resolve().parent / "samples" / "0.1"
# The specification of the version 0.1 assignment in tests/samples.
SAMPLE_SPEC = AssignmentSpec(
    "Week 3", datetime(2026, 11, 20, 23, 59, tzinfo=UTC),
    (Selection("codes", 1, 6), Selection("codes", 3, 5), Selection("eight_minute_rule", 0, 9), Selection("covered_entity", 2, 3),
     Selection("every_category_law", 2, 7), Selection("claims", 2, 9)),
    2, "5a3f" * 8, nbgrader=True,
)  # fmt: skip
ANN = Student("a1", "Ann Example", "a1")
QUESTIONS = [mb.draw(name, 3) for name in NAMES]
KEYED = key.questions_of(*json.loads(json.dumps(key.entry(QUESTIONS))))  # as the key stores them
DATA: dict[str, Any] = json.loads(json.dumps(handout(SPEC, ANN, [question.prompt for question in QUESTIONS])))[
    "metadata"
]["massage_billing"]


def submission(spec: AssignmentSpec, student: Student, right: int, saved: datetime, /, **changed: object) -> bytes:
    """Return a submission file with the first `right` questions answered correctly, and the others not answered."""
    answers = {
        f"q{number}": {"response": question.key.accepted[0]}
        for number, question in enumerate(questions_for(spec, student)[:right], start=1)
    }
    data = {
        "version": 1,
        "assignment": spec.ident,
        "student": student.ident,
        "saved": saved.isoformat(),
        "answers": answers,
    }
    return json.dumps(data | changed).encode()


def graded_class(folder: Path, *right: int) -> Path:
    """Grade a small class, and return its folder of results; `right` has the number of correct answers of each student."""
    students = tuple(
        Student(f"s{at}", f"<b>{name}</b>", f"s{at}") for at, name in enumerate(example_class.NAMES[: len(right)])
    )
    assign(Roster("plain", students, ()), example_class.SPEC, folder / "week")
    (folder / "in").mkdir()
    for student, correct in zip(students, right, strict=True):
        (folder / "in" / f"{student.file}.json").write_bytes(
            submission(example_class.SPEC, student, correct, example_class.DUE)
        )
    grade(folder / "week", folder / "in", folder / "out")
    return folder / "out"


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, each by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
