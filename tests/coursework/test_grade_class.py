"""A class is graded from a folder or a zip file. Bad files are refused with a reason, and nothing is lost."""

import contextlib
import io
import json
import re
import subprocess
import sys
import warnings
import zipfile
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from coursework_helpers import read_table, submission
from massage_billing.base.files import FolderError, recover
from massage_billing.coursework import grade_class
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection, questions_for
from massage_billing.coursework.grade_class import Outcome, grade
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.key import GradingError
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.coursework.submissions import RefusedError, read_submission
from massage_billing.questions.misconceptions import Sign, named

DUE = datetime(2026, 12, 1, tzinfo=UTC)
SPEC = AssignmentSpec("Week 3", DUE, (Selection("claims", 1, 3), Selection("codes", 2, 3)), 2, "2" * 32)
CLASS = Roster("plain", (Student("a1", "=Ann", "a1"), Student("b2", "Ben", "b2"), Student("c3", "Cleo", "c3")), ())
EARLY = DUE - timedelta(hours=5)


def submit(student: Student, right: int, saved: datetime = EARLY, /, **changed: object) -> bytes:
    return submission(SPEC, student, right, saved, **changed)


@pytest.fixture
def week(tmp_path: Path) -> Path:
    assign(CLASS, SPEC, tmp_path / "week3")
    (tmp_path / "in").mkdir()
    return tmp_path


def written(week: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (week / "out").rglob("*") if path.is_file()}


def run(week: Path, files: dict[str, bytes], **options: Any) -> Outcome:
    for name, data in files.items():
        (week / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (week / "in" / name).write_bytes(data)
    return grade(week / "week3", week / "in", week / "out", **options)


def points(week: Path) -> dict[str, str]:
    return {row["id"]: row["points"] for row in read_table(week / "out" / "grades.csv")}


def test_a_class_is_graded_and_includes_students_who_submitted_nothing(week: Path) -> None:
    ann, ben, _ = CLASS.students
    assert run(week, {"ann.json": submit(ann, 6), "folder/inside/ben.json": submit(ben, 2)}) == Outcome(2, 1, 0)
    assert points(week) == {"a1": "12.0", "b2": "4.0", "c3": ""}
    rows = read_table(week / "out" / "answers.csv")
    assert len(rows) == 12
    assert sum(row["correct"] == "True" for row in rows) == 8
    assert read_table(week / "out" / "grades.csv")[0]["name"] == "'=Ann", (
        "a spreadsheet must not read a name as a formula"
    )


@pytest.mark.parametrize("selection", [Selection("eight_minute_rule", 0, 12), Selection("claims", 0, 12)])
def test_a_student_is_told_only_the_misconceptions_that_the_answers_show(tmp_path: Path, selection: Selection) -> None:
    spec = SPEC._replace(selections=(selection,), points=1)
    assign(CLASS, spec, tmp_path / "week3")
    ann = CLASS.students[0]
    questions = questions_for(spec, ann)
    data = json.loads(submission(spec, ann, len(questions), EARLY))
    signs = []
    for number, question in enumerate(questions, start=1):
        wrong = question.example_mistake()
        data["answers"][f"q{number}"]["response"] = wrong
        feedback = question.check(wrong)
        signs.append(Sign(question.family, feedback.misconception, feedback.sure))
    (tmp_path / "in").mkdir()
    run(tmp_path, {"ann.json": json.dumps(data).encode()})
    rows = read_table(tmp_path / "out" / "answers.csv")[: len(questions)]
    assert [row["mistake"] for row in rows] == [sign.misconception for sign in signs]
    page = (tmp_path / "out" / "feedback" / "a1.html").read_text(encoding="utf-8")
    told = [unescape(text) for text in re.findall(r"Common mistake:</strong> (.+?)\.</p>", page)]
    signs = [sign for sign in signs if sign.misconception]  # a wrong choice can have many reasons
    assert told == [sign.misconception for sign in signs if sign.misconception in named(signs)]


def test_the_last_or_the_best_submission_counts(week: Path) -> None:
    ann = CLASS.students[0]
    files = {"1.json": submit(ann, 6, EARLY), "2.json": submit(ann, 1, EARLY + timedelta(hours=1))}
    run(week, files)
    assert points(week)["a1"] == "2.0"
    run(week, files, best=True)
    assert points(week)["a1"] == "12.0"


@pytest.mark.parametrize(
    ("late", "hours", "expected"),
    [(Late(), 50, 12.0), (Late(percent=10), 0, 12.0), (Late(percent=10), 1, 10.8), (Late(percent=10), 25, 9.6),
     (Late(percent=10, floor=50), 24 * 30, 6.0), (Late(percent=10), 24 * 30, 0.0), (Late(cut_off=True), 1, 0.0)],
)  # fmt: skip
def test_a_late_submission_loses_the_stated_percent_per_day(
    week: Path, late: Late, hours: int, expected: float
) -> None:
    run(week, {"ann.json": submit(CLASS.students[0], 6, DUE + timedelta(hours=hours))}, late=late)
    assert points(week)["a1"] == str(expected)


def test_bad_files_are_refused_with_a_reason_and_good_files_are_graded(week: Path) -> None:
    ann, ben, _ = CLASS.students
    bad = {
        "cut.json": submit(ann, 6)[:-9], "empty.json": b"", "other.json": submit(ann, 6, assignment="week4"),
        "not_in_class.json": submit(ann, 6, student="../../etc"), "unknown.json": submit(ann, 6, answers={"q99": {"response": "x"}}),
        "large.json": b" " * 100_000_000, "week3.ipynb": b"{}", "nan.json": submit(ann, 6).replace(b'"version": 1', b'"version": NaN'),
    }  # fmt: skip
    assert run(week, {**bad, "ben.json": submit(ben, 6)}) == Outcome(1, 2, len(bad))
    refused = {row["file"]: row["reason"] for row in read_table(week / "out" / "refused.csv")}
    assert set(refused) == set(bad)
    assert "is not in this class" in refused["not_in_class.json"]
    assert "“Get my submission file”" in refused["week3.ipynb"]
    assert all(reason.endswith(".") for reason in refused.values())


def test_a_symbolic_link_is_not_followed(week: Path) -> None:
    (week / "secret.json").write_bytes(submit(CLASS.students[0], 6))
    (week / "in" / "link.json").symlink_to(week / "secret.json")
    assert run(week, {}) == Outcome(0, 3, 1)


def test_a_zip_file_is_graded_without_being_unpacked(week: Path) -> None:
    ann, ben, cleo = CLASS.students
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore", UserWarning)  # two entries have the same name
        packed.writestr("annexample_1001_55_hand_in.json", submit(ann, 6))
        packed.writestr("Ben Sample_77_assignsubmission_file_/hand_in.json", submit(ben, 3))
        packed.writestr("../../out.json", submit(cleo, 6))
        packed.writestr("/etc/cron.json", b"{}")
        packed.writestr("bomb.json", b" " * 900_000)
        packed.writestr("twice.json", b"{}")
        packed.writestr("twice.json", submit(ann, 6))
    (week / "all.zip").write_bytes(buffer.getvalue())
    before = set(week.rglob("*")) | {week / "out"}
    found = grade(week / "week3", week / "all.zip", week / "out")
    assert found == Outcome(3, 0, 4)
    assert points(week) == {"a1": "12.0", "b2": "6.0", "c3": "12.0"}
    assert {path for path in week.rglob("*") if week / "out" not in path.parents} == before


HOSTILE = "=HYPERLINK(1)\x00\x1b[31m\ud800<img src=x onerror=alert(1)>" + "x" * 9_000


def test_hostile_text_is_written_as_plain_text_everywhere(week: Path) -> None:
    ann = CLASS.students[0]
    data = json.loads(submit(ann, 6))
    for number in range(1, 7):
        data["answers"][f"q{number}"]["response"] = HOSTILE
    run(week, {"a.json": json.dumps(data).encode(), "=1+1\n.json": b"{}"})
    rows = read_table(week / "out" / "answers.csv")
    assert {row["points"] for row in rows} == {"0.0"}
    assert all(row["response"].startswith("'=HYPERLINK(1)") for row in rows)
    assert read_table(week / "out" / "refused.csv")[0]["file"].startswith("'=1+1")
    page = (week / "out" / "feedback" / "a1.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert not set("\x00\x1b") & set(page + (week / "out" / "answers.csv").read_text(encoding="utf-8"))


def test_work_minutes_count_the_time_between_changes_without_long_pauses(week: Path) -> None:
    data = json.loads(submit(CLASS.students[0], 2))
    times = (
        "2026-11-30T09:00:00+00:00",
        "2026-11-30T09:04:00+00:00",
        "2026-11-30T12:00:00+00:00",
        "2026-11-30T12:06:00+00:00",
    )
    data["answers"]["q1"] |= {"first": times[0], "last": times[1]}
    data["answers"]["q2"] |= {"first": times[2], "last": times[3]}
    run(week, {"a.json": json.dumps(data).encode(), "b.json": submit(CLASS.students[1], 1)})
    assert [row["work_minutes"] for row in read_table(week / "out" / "grades.csv")] == ["10", "", ""]


def test_several_batches_give_the_same_results_as_one_batch(week: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number}.json": submit(student, number) for number, student in enumerate(CLASS.students, start=1)}
    run(week, files)
    first, progress = written(week), []
    monkeypatch.setattr(grade_class, "BATCH", 1)
    run(week, files, done=lambda *counts: progress.append(counts))
    assert written(week) == first
    assert progress == [(1, 3), (2, 3), (3, 3)]


def test_feedback_pages_can_be_left_out(week: Path) -> None:
    run(week, {"a.json": submit(CLASS.students[0], 2)}, pages=False)
    assert list((week / "out" / "feedback").iterdir()) == []
    assert points(week)["a1"] == "4.0"


def test_results_are_restored_if_the_machine_stopped_while_replacing_them(week: Path) -> None:
    run(week, {"ann.json": submit(CLASS.students[0], 4)})
    first = written(week)
    (week / "out").replace(week / "out.old")
    with pytest.raises(GradingError):
        grade(week / "week3", week / "nowhere", week / "out")
    assert written(week) == first


GRADE_UNTIL_KILLED = """
import os, sys, threading, time
from pathlib import Path
from massage_billing.coursework.grade_class import grade
week, after = Path(sys.argv[1]), float(sys.argv[2])
threading.Thread(target=lambda: (time.sleep(after), os._exit(9)), daemon=True).start()
while True:
    grade(week / "week3", week / "in", week / "out")
"""


@pytest.mark.parametrize("after", [0.01, 0.03, 0.05, 0.07, 0.1])
def test_killing_the_process_at_any_time_keeps_the_last_results(week: Path, after: float) -> None:
    run(week, {"ann.json": submit(CLASS.students[0], 4), "ben.json": submit(CLASS.students[1], 2)})
    first = written(week)
    done = subprocess.run(
        [sys.executable, "-c", GRADE_UNTIL_KILLED, str(week), str(after)], capture_output=True, check=False
    )
    assert done.returncode == 9
    recover(week / "out")
    assert written(week) == first


def test_grading_the_same_files_again_gives_the_same_results(week: Path) -> None:
    files = {"ann.json": submit(CLASS.students[0], 4), "ben.json": submit(CLASS.students[1], 2)}
    run(week, files)
    first = written(week)
    run(week, files)
    assert written(week) == first


def test_a_failure_while_grading_keeps_the_last_results(week: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(week, {"ann.json": submit(CLASS.students[0], 4)})
    first = written(week)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(grade_class, "write_csv", full)
    with pytest.raises(OSError, match="No space left"):
        run(week, {"ben.json": submit(CLASS.students[1], 4)})
    assert written(week) == first
    assert not (week / "out.making").exists()


def adjust(week: Path, text: str) -> None:
    (week / "week3" / "adjustments.csv").write_text(f"student,question,points,reason\n{text}\n", encoding="utf-8")


def test_points_set_by_hand_change_the_grade_and_changed_grades_are_listed(week: Path) -> None:
    ann, ben, _ = CLASS.students
    files = {"ann.json": submit(ann, 4), "ben.json": submit(ben, 2)}
    run(week, files)
    assert read_table(week / "out" / "moved.csv") == []
    adjust(week, "a1,q6,1.5,the question was unclear")
    run(week, files)
    assert points(week) == {"a1": "9.5", "b2": "4.0", "c3": ""}
    assert read_table(week / "out" / "moved.csv") == [{"id": "a1", "before": "8.0", "now": "9.5"}]


@pytest.mark.parametrize(
    "row", ["x9,q1,1,why", "a1,q99,1,why", "a1,q1,3,why", "a1,q1,-1,why", "a1,q1,nan,why", "a1,q1,two,why", "a1"]
)
def test_an_invalid_adjustment_is_reported_with_its_row(week: Path, row: str) -> None:
    adjust(week, row)
    with pytest.raises(
        GradingError, match=r"^adjustments\.csv, row 2: (This row cannot be used\. It needs|The reason is missing)"
    ):
        run(week, {})
    adjust(week, "a1,q1,1,")
    with pytest.raises(GradingError, match=r"^adjustments\.csv, row 2: The reason is missing"):
        run(week, {})
    assert not (week / "out").exists()


def test_files_that_the_instructor_added_are_kept(week: Path) -> None:
    adjust(week, "a1,q6,1.5,the question was unclear")
    assign(CLASS, SPEC, week / "week3")
    run(week, {"ann.json": submit(CLASS.students[0], 4)})
    assert points(week)["a1"] == "9.5"
    (week / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    (week / "out" / "report.html").write_text("about the earlier grades", encoding="utf-8")
    run(week, {})
    assert (week / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (week / "out" / "report.html").exists()


def accept(week: Path, text: str) -> None:
    (week / "week3" / "accepted.csv").write_text(f"student,question,response,reason\n{text}\n", encoding="utf-8")


def test_an_answer_that_the_instructor_accepts_earns_full_points(week: Path) -> None:
    ann, ben, _ = CLASS.students
    wrong = {}
    for student in (ann, ben):
        data = json.loads(submit(student, 6))
        data["answers"]["q1"]["response"] = questions_for(SPEC, student)[0].key.misconceptions[0].answer
        wrong[f"{student.ident}.json"] = json.dumps(data).encode()
    run(week, wrong)
    assert points(week) == {"a1": "10.0", "b2": "10.0", "c3": ""}
    listed_answer = read_table(week / "out" / "answers.csv")[0]["response"]
    accept(week, f'a1,q1,"{listed_answer}",the question can be read that way')
    run(week, wrong)
    assert points(week) == {"a1": "12.0", "b2": "10.0", "c3": ""}
    assert read_table(week / "out" / "moved.csv") == [{"id": "a1", "before": "10.0", "now": "12.0"}]
    page = (week / "out" / "feedback" / "a1.html").read_text(encoding="utf-8")
    assert "Your instructor also accepts this answer." in page
    other = read_table(week / "out" / "answers.csv")[6]["response"]
    accept(week, f'a1,q1,"{listed_answer}",unclear\n,q1,"{other}",for every student')
    run(week, wrong)
    assert points(week) == {"a1": "12.0", "b2": "12.0", "c3": ""}


@pytest.mark.parametrize("row", ["x9,q1,x,why", "a1,q99,x,why", "a1,q1,,why"])
def test_an_invalid_accepted_answer_is_reported_with_its_row(week: Path, row: str) -> None:
    accept(week, row)
    with pytest.raises(
        GradingError, match=r"^accepted\.csv, row 2: This row cannot be used\. It needs a question such as q1"
    ):
        run(week, {})


def test_an_adjustments_file_in_another_encoding_is_read(week: Path) -> None:
    (week / "week3" / "adjustments.csv").write_bytes(
        "student,question,points,reason\na1,q6,1,d\u00e9j\u00e0".encode("cp1252")
    )
    run(week, {"ann.json": submit(CLASS.students[0], 4)})
    assert points(week)["a1"] == "9.0"
    assert "déjà" in (week / "out" / "feedback" / "a1.html").read_text(encoding="utf-8")
    (week / "week3" / "adjustments.csv").write_bytes(b"PK\0\0")
    with pytest.raises(GradingError, match=r"^adjustments\.csv is not a CSV file\. Save it as CSV"):
        run(week, {})


def test_each_student_gets_a_feedback_page_with_explanations(week: Path) -> None:
    ann, ben, _ = CLASS.students
    data = json.loads(submit(ann, 2, DUE + timedelta(hours=1)))
    data["answers"]["q3"] = {"response": "<script>alert(1)</script>"}
    run(week, {"a.json": json.dumps(data).encode(), "b.json": submit(ben, 6)}, late=Late(percent=10))
    page = (week / "out" / "feedback" / "a1.html").read_text(encoding="utf-8")
    assert "3.6 of 12 points" in page
    assert "It was late, so 90% of the points count." in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.count("✔") == 2
    assert page.count("<strong>Correct answer:</strong>") == 4
    for question in questions_for(SPEC, ann):
        assert escape(question.key.explanation) in page
    assert sorted(path.name for path in (week / "out" / "feedback").iterdir()) == ["a1.html", "b2.html"]


def test_items_csv_shows_how_each_question_went(week: Path) -> None:
    ann, ben, cleo = CLASS.students
    run(week, {"a.json": submit(ann, 6), "b.json": submit(ben, 3), "c.json": submit(cleo, 0)})
    rows = read_table(week / "out" / "items.csv")
    assert [row["mean_share"] for row in rows] == ["0.667"] * 3 + ["0.333"] * 3
    assert [row["answered"] for row in rows] == ["2"] * 3 + ["1"] * 3
    assert all(float(row["discrimination"]) > 0.5 for row in rows)
    assert rows[0]["family"].startswith("claims.")


def test_a_single_submission_has_no_discrimination(week: Path) -> None:
    run(week, {"a.json": submit(CLASS.students[0], 6)})
    assert {row["discrimination"] for row in read_table(week / "out" / "items.csv")} == {""}


def test_a_folder_that_is_not_an_assignment_or_has_no_submissions_is_reported(week: Path) -> None:
    with pytest.raises(
        GradingError, match=r"assignment\.json cannot be read\. Name the folder that massage-billing assign wrote"
    ):
        grade(week / "in", week / "in", week / "out")
    with pytest.raises(GradingError, match="nowhere does not exist"):
        grade(week / "week3", week / "nowhere", week / "out")
    (week / "note.txt").write_text("not a zip file", encoding="utf-8")
    with pytest.raises(GradingError, match="is neither a folder nor a zip file of submissions"):
        grade(week / "week3", week / "note.txt", week / "out")
    with pytest.raises(FolderError, match="already exists and is not an earlier folder of results"):
        grade(week / "week3", week / "in", week / "week3")
    assert (week / "week3" / "key.json").exists()


def test_an_id_that_looks_like_a_formula_is_listed_among_the_changed_grades(week: Path) -> None:
    student = Student("=1+1", "Formula", "formula")
    assign(Roster("plain", (student,), ()), SPEC, week / "week3")
    files = {"a.json": submit(student, 4)}
    run(week, files)
    run(week, files)
    assert read_table(week / "out" / "moved.csv") == []
    adjust(week, "=1+1,q6,1.5,the question was unclear")
    run(week, files)
    assert read_table(week / "out" / "moved.csv") == [{"id": "'=1+1", "before": "8.0", "now": "9.5"}]


def damaged(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_entry_of_a_zip_file_is_refused_and_the_others_are_graded(week: Path, method: int) -> None:
    """The class is graded, no matter which byte of an entry is damaged."""
    with zipfile.ZipFile(week / "whole.zip", "w", method) as packed:
        packed.writestr("ben.json", submit(CLASS.students[1], 4))
        packed.writestr("ann.json", submit(CLASS.students[0], 4))
        start = packed.getinfo("ann.json").header_offset
        end = packed.start_dir
    data = (week / "whole.zip").read_bytes()
    for at in range(start + 30 + len("ann.json"), end - 2, 13):
        (week / "all.zip").write_bytes(damaged(data, at, b"\xff\x00"))
        assert grade(week / "week3", week / "all.zip", week / "out").graded >= 1


@pytest.mark.parametrize(("offset", "value"), [(6, b"\xff"), (8, b"\x00\x08"), (46, b"\xff\xfe")])
def test_a_zip_file_with_a_damaged_table_of_contents_is_reported(week: Path, offset: int, value: bytes) -> None:
    with zipfile.ZipFile(week / "all.zip", "w") as packed:
        packed.writestr("änn.json", submit(CLASS.students[0], 4))
        start = packed.start_dir
    whole = (week / "all.zip").read_bytes()
    (week / "all.zip").write_bytes(damaged(damaged(whole, start + 8, b"\x00\x08"), start + offset, value))
    try:
        assert grade(week / "week3", week / "all.zip", week / "out").refused >= 0
    except GradingError as error:
        assert "is neither a folder nor a zip" in str(error)  # noqa: PT017  (some damage leaves a readable zip)


@pytest.mark.parametrize("name", ["assignment.json", "key.json", "class.jsonl"])
def test_a_damaged_assignment_file_is_reported(week: Path, name: str) -> None:
    path = week / "week3" / name
    for text in ("[" * 100_000, '{"points": Infinity}', '{"id": ["x"], "name": "", "file": "x", "columns": "abc"}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(GradingError, match=r"cannot be read|do not have the same students"):
            grade(week / "week3", week, week / "out")


def test_a_class_list_with_a_repeated_and_a_missing_student_is_reported(week: Path) -> None:
    path = week / "week3" / "class.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[0], *lines[2:]]), encoding="utf-8")
    with pytest.raises(GradingError, match="do not have the same students"):
        grade(week / "week3", week, week / "out")


def test_a_submission_that_is_nested_too_deeply_is_refused(week: Path) -> None:
    assignment = json.loads((week / "week3" / "assignment.json").read_text(encoding="utf-8"))["assignment"]
    for depth, reason in ((90, ""), (200, "nested too deep"), (100_000, "nested too deep")):
        answers = f'{{"q1": {{"response": {"[" * depth}"[[{{{{"{"]" * depth}}}}}'
        text = f'{{"assignment": "{assignment}", "student": "s0", "saved": "2026-11-30T00:00+00:00", "answers": {answers}}}'
        with contextlib.nullcontext() if not reason else pytest.raises(RefusedError, match=reason):
            read_submission(text.encode(), assignment)
