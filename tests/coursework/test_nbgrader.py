"""A course that uses nbgrader gets the same points from its own commands as from `massage-billing grade`."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coursework_helpers import read_table, submission
from isolated import run_isolated
from massage_billing.coursework import nbgrader
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection, questions_for
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.rosters import Roster, Student

ROOT = Path(__file__).resolve().parents[2]
CLASS = Student("class", "All students", "class")
SELECTIONS = (Selection("claims", 0, 3), Selection("codes", 2, 3), Selection("eight_minute_rule", 0, 2))
SPEC = AssignmentSpec("Week 3", datetime(2026, 12, 1, tzinfo=UTC), SELECTIONS, 2, "3" * 32, nbgrader=True)
# What an instructor does: release the assignment, collect what each student submits (here from the folder `received`), and grade it.
COURSE = """
import json, pathlib, shutil
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
course = NbGraderAPI()
done = [course.generate_assignment("week3")]
students = [student.name for student in pathlib.Path("received").iterdir()]
for student in students:
    submitted = shutil.copytree("release/week3", f"submitted/{student}/week3")
    shutil.copy(f"received/{student}/submission_1_class.json", submitted)
done += [course.autograde("week3", student) for student in students]
assert all(one["success"] for one in done), done
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps({
        found.student.id: {grade.name: grade.score for notebook in found.notebooks for grade in notebook.grades}
        for found in book.assignment_submissions("week3")
    }))
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    place = tmp_path / "course"
    assign(Roster("plain", (CLASS,), ()), SPEC, place / "keys" / "week3")
    (place / "source" / "week3").mkdir(parents=True)
    shutil.copy(place / "keys" / "week3" / "handouts" / "class.ipynb", place / "source" / "week3" / "week3.ipynb")
    return place


def partly_right_submission() -> bytes:
    """Return a submission with right, wrong, and missing answers, so that some earn only part of their points."""
    data = json.loads(submission(SPEC, CLASS, 8, datetime(2026, 11, 30, tzinfo=UTC)))
    for number, question in enumerate(questions_for(SPEC, CLASS), start=1):
        if number % 2:
            data["answers"][f"q{number}"]["response"] = question.example_mistake()
    del data["answers"]["q8"]
    return json.dumps(data).encode()


def test_nbgrader_autograde_gives_the_same_points(course: Path, tmp_path: Path) -> None:
    early = datetime(2026, 11, 30, tzinfo=UTC)
    files = {"ann": submission(SPEC, CLASS, 8, early), "ben": partly_right_submission(), "cleo": b""}
    expected = {}
    for student, data in files.items():
        received = course / "received" / student
        received.mkdir(parents=True)
        (received / "submission_1_class.json").write_bytes(data)
        grade(course / "keys" / "week3", received, tmp_path / f"{student}-out", pages=False)
        rows = read_table(tmp_path / f"{student}-out" / "answers.csv")
        expected[student] = {row["question"]: float(row["points"]) for row in rows} or {
            f"q{n}": 0.0 for n in range(1, 9)
        }
    printed = run_isolated("--with", "nbgrader", "--with-editable", str(ROOT), "python", "-c", COURSE, cwd=course)
    found = json.loads(printed)
    assert "accepted" not in (course / "release" / "week3" / "week3.ipynb").read_text(encoding="utf-8")
    assert found == expected
    assert sum(found["ann"].values()) == 16
    assert 0 < sum(found["ben"].values()) < 16
    assert any(score % 2 for score in found["ben"].values()), "some answers must earn part of their points"


def test_a_grade_cell_returns_nothing_on_a_students_machine(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    shutil.copy(course / "source" / "week3" / "week3.ipynb", tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    assert nbgrader.points("q1") is None
    nbgrader._points.cache_clear()
