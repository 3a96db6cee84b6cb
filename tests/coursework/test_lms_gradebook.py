"""Grades are written for the LMS that the class list came from, and renamed submissions are matched to their senders."""

import csv
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coursework_helpers import read_table, submission
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection
from massage_billing.coursework.grade_class import Outcome, grade
from massage_billing.coursework.rosters import Roster, Student, read_roster

DUE = datetime(2026, 12, 1, tzinfo=UTC)
SPEC = AssignmentSpec("Week 3", DUE, (Selection("claims", 1, 3), Selection("codes", 2, 3)), 2, "2" * 32)
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (77)
    Points Possible,,,,,10
"Example, Ann",1001,s-1,ann,Morning,9
"Sample, Ben",1002,s-2,ben,Morning,
"""
MOODLE = """First name,Last name,ID number,Email address
Ann,Example,m1,ann@example.org
Ben,Sample,m2,ben@example.org
"""


def submit(student: Student, right: int) -> bytes:
    return submission(SPEC, student, right, DUE)


def create_assignment(folder: Path, text: str) -> Roster:
    (folder / "class.csv").write_text(text, encoding="utf-8")
    roster = read_roster(folder / "class.csv")
    assign(roster, SPEC, folder / "week3")
    return roster


def grade_zip(folder: Path, files: dict[str, bytes]) -> Outcome:
    with zipfile.ZipFile(folder / "all.zip", "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return grade(folder / "week3", folder / "all.zip", folder / "out")


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_gets_its_own_columns_and_the_points_possible(tmp_path: Path) -> None:
    ann, _ = create_assignment(tmp_path, CANVAS).students
    assert grade_zip(tmp_path, {"exampleann_LATE_1001_55_submission.json": submit(ann, 6)}) == Outcome(1, 1, 0)
    assert rows(tmp_path / "out" / "grades_canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 3"],
        ["    Points Possible", "", "", "", "", "12"],
        ["Example, Ann", "1001", "s-1", "ann", "Morning", "12.0"],
        ["Sample, Ben", "1002", "s-2", "ben", "Morning", ""],
    ]
    assert not (tmp_path / "out" / "grades_moodle.csv").exists()


def test_moodle_gets_the_columns_that_it_exported(tmp_path: Path) -> None:
    _, ben = create_assignment(tmp_path, MOODLE).students
    assert grade_zip(tmp_path, {"Ben Sample_77_assignsubmission_file/submission.json": submit(ben, 2)}) == Outcome(
        1, 1, 0
    )
    assert rows(tmp_path / "out" / "grades_moodle.csv") == [
        ["First name", "Last name", "ID number", "Email address", "Week 3"],
        ["Ann", "Example", "m1", "ann@example.org", ""],
        ["Ben", "Sample", "m2", "ben@example.org", "4.0"],
    ]


def test_a_plain_class_list_gets_a_gradebook_file_for_each_lms(tmp_path: Path) -> None:
    ann, _ = create_assignment(tmp_path, "id,name\na1,=Ann\nb2,Ben\n").students
    grade_zip(tmp_path, {"x.json": submit(ann, 1)})
    assert rows(tmp_path / "out" / "grades_moodle.csv")[1] == ["a1", "'=Ann", "2.0"]
    assert rows(tmp_path / "out" / "grades_canvas.csv")[2] == ["'=Ann", "a1", "", "", "", "2.0"]


@pytest.mark.parametrize(
    ("roster", "name"),
    [(CANVAS, "sampleben_1002_56_submission.json"), (CANVAS, "sampleben_LATE_1002_56_submission.json"),
     (MOODLE, "Ben Sample_78_assignsubmission_file/submission.json"), (MOODLE, "Ben Sample_78_assignsubmission_file_submission.json")],
)  # fmt: skip
def test_a_submission_that_another_student_sent_is_refused(tmp_path: Path, roster: str, name: str) -> None:
    ann, ben = create_assignment(tmp_path, roster).students
    assert grade_zip(tmp_path, {name: submit(ann, 6)}) == Outcome(0, 2, 1)
    (refused,) = read_table(tmp_path / "out" / "refused.csv")
    assert refused["reason"] == f"It belongs to {ann.ident!r}, but {ben.ident!r} submitted it."
    assert grade_zip(tmp_path, {name: submit(ben, 6)}) == Outcome(1, 1, 0)


def test_the_class_list_keeps_the_columns_that_the_lms_needs(tmp_path: Path) -> None:
    create_assignment(tmp_path, MOODLE)
    first, _ = (tmp_path / "week3" / "class.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["columns"] == {
        "First name": "Ann", "Last name": "Example", "ID number": "m1", "Email address": "ann@example.org",
    }  # fmt: skip
