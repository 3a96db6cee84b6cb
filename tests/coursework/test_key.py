"""Grades and feedback pages stay the same, whatever changes after an assignment is created."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coursework_helpers import QUESTIONS, SAMPLE_SPEC, SAMPLES, read_table, submission
from massage_billing.base.tables import packaged
from massage_billing.coursework import key
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import (
    AssignmentError,
    AssignmentSpec,
    Selection,
    chosen_families,
    questions_for,
)
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.key import GradingError, Key
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.questions import registry
from massage_billing.questions.model import Question

DUE = datetime(2026, 12, 1, tzinfo=UTC)
SUBJECTS = ("codes", "eight_minute_rule", "covered_entity", "every_category_law", "claims")
SPEC = AssignmentSpec("Week 3", DUE, tuple(Selection(subject, 0, 12) for subject in SUBJECTS), 2, "7" * 32)
CLASS = Roster("plain", tuple(Student(f"s{at}", f"Student {at}", f"s{at}") for at in range(3)), ())
# Grade again in a separate process with changed tables, no question families, and a newer version.
GRADE_AGAIN = """
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from massage_billing.base import tables

here, datasets = Path(sys.argv[1]), Path(sys.argv[2])
tables.packaged = lambda folder: datasets
import massage_billing as mb
from massage_billing.coursework import key
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.grade_class import grade
from massage_billing.questions import registry

print(mb.draw("claims.denial", 1).prompt.text)
registry._families.clear()
key.VERSION = 99
grade(here / "week3", here / "in", here / "afterwards", Late(percent=10))
"""


def change_every_table(out: Path) -> None:
    """Write a copy of the tables with "Changed." before every sentence."""
    out.mkdir()
    for path in packaged("datasets").glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        with (out / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rows[0])
            for row in rows[1:]:
                writer.writerow(
                    [f"Changed. {cell}" if cell.endswith((".", "?")) and " " in cell else cell for cell in row]
                )


def write_submissions(folder: Path) -> None:
    """Write a submission for each student: right, wrong, malformed, and missing answers."""
    folder.mkdir()
    for at, student in enumerate(CLASS.students):
        data = json.loads(submission(SPEC, student, 60, DUE + timedelta(hours=10 * at - 5)))
        for number, question in enumerate(questions_for(SPEC, student), start=1):
            if number % 3 == at:
                data["answers"][f"q{number}"]["response"] = question.example_mistake()
            elif number % 10 == 9:
                data["answers"][f"q{number}"]["response"] = ["<odd>", number]
            elif number % 10 == 8:
                del data["answers"][f"q{number}"]
        (folder / f"{student.file}.json").write_text(json.dumps(data), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_grades_and_feedback_stay_the_same_after_tables_families_and_version_change(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    write_submissions(tmp_path / "in")
    grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out", Late(percent=10))
    change_every_table(tmp_path / "datasets")
    run = [sys.executable, "-c", GRADE_AGAIN, str(tmp_path), str(tmp_path / "datasets")]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "Changed." in done.stdout, "the process must read the changed tables"
    before, after = files(tmp_path / "out"), files(tmp_path / "afterwards")
    assert len([name for name in before if name.endswith(".html")]) == 3
    assert after == before


def test_the_key_has_everything_that_a_feedback_page_shows(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    with Key(tmp_path / "week3" / "key.json").reading() as read:
        _, kept = read("s1", True)
    for one, question in zip(kept, questions_for(SPEC, CLASS.students[1]), strict=True):
        assert one.explained
        assert one.key.explanation == question.key.explanation
        assert one.key.source == question.key.source
        assert [tuple(found) for found in one.key.misconceptions] == [
            tuple(found) for found in question.key.misconceptions
        ]
        assert one.prompt.payload == question.prompt.payload


def test_grading_without_pages_does_not_read_the_texts(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    with Key(tmp_path / "week3" / "key.json").reading() as read:
        _, kept = read("s1", False)
    assert {one.prompt.text + one.key.explanation + one.key.source for one in kept} == {""}


def test_the_key_file_is_valid_json(tmp_path: Path) -> None:
    with key.writing(tmp_path / "key.json", "secret") as write:
        for ident in ('a "quoted" id', "ünïcode", "feedback"):
            write(ident, "A name", key.entry(QUESTIONS))
    written = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))
    assert (written["version"], written["secret"]) == (2, "secret")
    assert list(written["students"]) == ['a "quoted" id', "ünïcode", "feedback"]
    with Key(tmp_path / "key.json").reading() as read:
        for ident in written["students"]:
            name, kept = read(ident, True)
            assert name == "A name"
            assert [one.prompt for one in kept] == [question.prompt for question in QUESTIONS]


def test_the_key_of_an_empty_class_is_valid(tmp_path: Path) -> None:
    with key.writing(tmp_path / "key.json", "secret"):
        pass
    assert json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))["students"] == {}
    assert len(Key(tmp_path / "key.json")) == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-400],
        lambda data: data.replace(b'"accepted"', b'"acc"'),
        lambda data: data.replace(b'"messages"', b'"mess"').replace(
            b'"misconceptions": [[', b'"misconceptions": [[], ['
        ),
        lambda data: data.replace(b'"kind": "', b'"kind": "new_'),
    ],
)
def test_a_damaged_key_is_reported_with_its_file_and_the_student(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    one = Roster("plain", CLASS.students[:1], ())
    assign(one, SPEC, tmp_path / "week3")
    path = tmp_path / "week3" / "key.json"
    path.write_bytes(damage(path.read_bytes()))
    answers = {"q1": {"response": "x"}, "q2": {"response": []}, "q14": {"response": "2"}, "q50": {"response": "no"}}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "s0.json").write_bytes(submission(SPEC, CLASS.students[0], 60, DUE, answers=answers))
    with pytest.raises(
        GradingError, match=r"key\.json cannot be read( at the student 's0')?\. massage-billing assign wrote this key"
    ):
        grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_adding_a_late_student_keeps_all_other_questions_even_after_families_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    before = files(tmp_path / "week3")
    late = Student("late", "Late Student", "late")
    # Every family now asks something else, and an extra family would change which families are chosen.
    changed = {
        name: found._replace(write=lambda rng, found=found: _with_changed_prompt(found.write(rng)))
        for name, found in registry._families.items()
    }
    extra = changed["claims.denial"]._replace(name="claims.extra")
    monkeypatch.setattr(registry, "_families", {"claims.extra": extra, **changed})
    assert [found.name for found in chosen_families(SPEC)] != families_in(before)
    later_spec = SPEC._replace(due=DUE + timedelta(days=1))
    assign(CLASS._replace(students=(*CLASS.students, late)), later_spec, tmp_path / "week3")
    after = files(tmp_path / "week3")
    assert families_in(after) == families_in(before)
    old, new = (json.loads(found["key.json"])["students"] for found in (before, after))
    assert {ident: new[ident] for ident in old} == old
    assert all(one["text"].startswith("Changed prompt. ") for one in new["late"]["feedback"])
    for student in CLASS.students:
        name = str(Path("handouts", f"{student.file}.ipynb"))
        (was, now) = (json.loads(found[name])["metadata"]["massage_billing"] for found in (before, after))
        assert now == was | {"due": later_spec.due.isoformat()}


def test_changing_the_selections_makes_a_new_assignment(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    before = files(tmp_path / "week3")
    assign(CLASS, SPEC._replace(selections=(Selection("codes", 0, 3),)), tmp_path / "week3")
    assert len(families_in(files(tmp_path / "week3"))) == 3
    assign(CLASS, SPEC, tmp_path / "week3")
    assert files(tmp_path / "week3") == before


def test_a_late_student_cannot_be_added_if_the_key_is_damaged_or_a_family_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    late = CLASS._replace(students=(*CLASS.students, Student("late", "Late Student", "late")))
    path = tmp_path / "week3" / "key.json"
    intact = path.read_bytes()
    path.write_bytes(intact.replace(b'"feedback"', b'"feed"'))
    with pytest.raises(AssignmentError, match=r"key\.json cannot be read at the student 's0'"):
        assign(late, SPEC, tmp_path / "week3")
    path.write_bytes(intact)
    monkeypatch.setattr(registry, "_families", {"claims.denial": registry._families["claims.denial"]})
    with pytest.raises(AssignmentError, match="you cannot add a student with this version"):
        assign(late, SPEC, tmp_path / "week3")
    assert path.read_bytes() == intact


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: b"".join(data.splitlines(keepends=True)[:3]),  # cut off at the end of a line
        lambda data: json.dumps(json.loads(data), indent=1).encode(),  # saved again by an editor
        lambda data: json.dumps(json.loads(data)).encode(),
    ],
)
def test_a_key_that_was_cut_off_or_rewritten_is_reported_and_nothing_is_changed(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    write_submissions(tmp_path / "in")
    path = tmp_path / "week3" / "key.json"
    path.write_bytes(damage(path.read_bytes()))
    before = files(tmp_path / "week3")
    with pytest.raises(GradingError, match=r"key\.json cannot be read\. massage-billing assign wrote this key"):
        grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")
    late = CLASS._replace(students=(*CLASS.students, Student("late", "Late Student", "late")))
    with pytest.raises(AssignmentError, match=r"key\.json cannot be read\. massage-billing assign wrote this key"):
        assign(late, SPEC._replace(secret=""), tmp_path / "week3")
    assert files(tmp_path / "week3") == before


@pytest.mark.parametrize("lines", [[1, 2], [0, 0, 1, 2], [0, 1, 2, 2]])
def test_a_class_list_whose_students_differ_from_the_key_is_reported(tmp_path: Path, lines: list[int]) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    write_submissions(tmp_path / "in")
    path = tmp_path / "week3" / "class.jsonl"
    written = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(written[at] for at in lines), encoding="utf-8")
    with pytest.raises(GradingError, match="do not have the same students"):
        grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")


def test_grades_belong_to_the_right_students_in_any_order_of_the_class_list(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    write_submissions(tmp_path / "in")
    grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")
    path = tmp_path / "week3" / "class.jsonl"
    path.write_text("".join(reversed(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    grade(tmp_path / "week3", tmp_path / "in", tmp_path / "again")
    rows = [sorted(read_table(tmp_path / name / "grades.csv"), key=lambda row: row["id"]) for name in ("out", "again")]
    assert rows[0] == rows[1]
    assert len({row["points"] for row in rows[0]}) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [("due", None), ("due", "x"), ("due", "2030-01-01T00:00"), ("roster", "x"), ("roster", []), ("questions", None),
     ("questions", []), ("questions", [5]), ("points", None), ("points", "x")],
)  # fmt: skip
def test_a_damaged_assignment_is_reported(tmp_path: Path, name: str, value: object) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    write_submissions(tmp_path / "in")
    path = tmp_path / "week3" / "assignment.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {name: value}), encoding="utf-8")
    with pytest.raises(GradingError, match=r"assignment\.json cannot be read"):
        grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"payload": {', b'"payload": null, "was": {'), (b'"accepted": [', b'"accepted": [], "was": ['),
     (b'"exhibit": [[', b'"exhibit": [["a"], ['), (b'"payload": {', b'"payload": [], "was": {')],
)  # fmt: skip
def test_a_key_that_was_edited_by_hand_is_reported_with_the_student(tmp_path: Path, old: bytes, new: bytes) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    write_submissions(tmp_path / "in")
    path = tmp_path / "week3" / "key.json"
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    with pytest.raises(GradingError, match=r"key\.json cannot be read at the student 's"):
        grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")


def test_changing_points_or_grade_cells_keeps_all_questions(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "week3")
    before = files(tmp_path / "week3")
    assign(CLASS, SPEC._replace(secret="", points=5, nbgrader=True), tmp_path / "week3")
    after = files(tmp_path / "week3")
    assert after["key.json"] == before["key.json"]
    about = json.loads(after["assignment.json"])
    assert {question["points"] for question in about["questions"]} == {5}
    assert about["assignment"] == json.loads(before["assignment.json"])["assignment"]


def test_changing_the_questions_makes_a_new_assignment_even_with_the_same_title(tmp_path: Path) -> None:
    first = assign(CLASS, SPEC._replace(secret=""), tmp_path / "week3")
    other = assign(CLASS, SPEC._replace(secret="", selections=(Selection("codes", 0, 3),)), tmp_path / "week3")
    assert other.ident != first.ident, "a submission to the first assignment must be refused"


def test_a_late_student_can_be_added_to_a_0_1_assignment_without_changing_it(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "week3", tmp_path / "week3")
    students = [
        json.loads(line) for line in (SAMPLES / "week3" / "class.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    late = Student("late", "Late Student", "late")
    roster = Roster("plain", (*(Student(one["id"], one["name"], one["file"]) for one in students), late), ())
    assign(roster, SAMPLE_SPEC, tmp_path / "week3")
    handouts = files(SAMPLES / "week3" / "handouts")
    now = files(tmp_path / "week3" / "handouts")
    assert now.pop("late.ipynb")
    assert now == handouts
    grade(tmp_path / "week3", SAMPLES / "submissions", tmp_path / "out", Late(percent=10, floor=50))
    rows = read_table(tmp_path / "out" / "grades.csv")
    assert rows[:-1] == read_table(SAMPLES / "results" / "grades.csv")
    assert (rows[-1]["id"], rows[-1]["points"]) == ("late", "")
    assert "There is no explanation" in (tmp_path / "out" / "feedback" / "s02.html").read_text(encoding="utf-8")


def test_a_0_1_assignment_with_different_questions_is_not_overwritten(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "week3", tmp_path / "week3")
    with pytest.raises(AssignmentError, match=r"from version 0\.1 with different questions\. Keep it"):
        assign(CLASS, SAMPLE_SPEC._replace(selections=(Selection("codes", 0, 3),)), tmp_path / "week3")
    assert files(tmp_path / "week3") == files(SAMPLES / "week3")


def families_in(found: dict[str, bytes]) -> list[str]:
    return [question["family"] for question in json.loads(found["assignment.json"])["questions"]]


def _with_changed_prompt(question: Question) -> Question:
    return question._replace(prompt=question.prompt._replace(text=f"Changed prompt. {question.prompt.text}"))
