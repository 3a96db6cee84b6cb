"""The instructor's forms give the same results as the commands, and report what is missing in one sentence."""

import json
import re
from pathlib import Path
from typing import Any

import papermill
import pytest

from coursework_helpers import read_table, submission
from massage_billing.base.tables import packaged
from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.assignment_spec import AssignmentError, parse_due
from massage_billing.coursework.forms.assign import AssignForm, make
from massage_billing.coursework.forms.file_drop import FileDrop
from massage_billing.coursework.forms.grade import GradeForm
from massage_billing.coursework.rosters import RosterError
from massage_billing.lessons.page import Shown

CLASS = b"id,name\na1,Ann Example\nb2,Ben <b>Sample</b>\nc3,Zebulon Third\n"


def status_text(form: Any) -> str:
    return re.sub(r"<[^>]+>", " ", form.status.value).strip()


def filled(folder: Path) -> AssignForm:
    form = AssignForm(folder)
    form.take("class.csv", CLASS)
    form.subjects["codes"].count.value = 2
    form.subjects["claims"].count.value = 3
    form.subjects["claims"].level.value = 1
    form.out.value = "week-1"
    return form


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_form_writes_the_handouts_that_it_previewed(tmp_path: Path) -> None:
    form = filled(tmp_path)
    assert "3 students in class.csv, a plain list." in form.class_status.value
    form.look.click()
    shown = form.shown.value
    assert "Ann Example" in shown
    assert "Ben &lt;b&gt;Sample" in shown
    assert "Zebulon" not in shown
    form.write.click()
    assert "Created 3 handouts in week-1/handouts." in form.done.value
    assert form.progress.value == 3
    assigned = Assignment(tmp_path / "week-1")
    with assigned.key.reading() as read:
        for question in read("a1", True)[1]:
            assert question.prompt.text.replace("'", "&#x27;").replace('"', "&quot;") in shown
    assert assigned.due.isoformat().endswith(("-08:00", "-07:00"))
    assert form.shown.value == ""


def test_the_command_that_the_form_shows_creates_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from massage_billing.cli import main  # noqa: PLC0415

    form = filled(tmp_path)
    form.title.value = "Week 1 & more"
    form.write.click()
    first = files(tmp_path / "week-1")
    line = re.search(r"<code>massage-billing (.+)</code>", form.done.value)
    assert line
    import html  # noqa: PLC0415
    import shlex  # noqa: PLC0415

    (tmp_path / "class.csv").write_bytes(CLASS)
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(html.unescape(line[1]))) == 0
    assert files(tmp_path / "week-1") == first


@pytest.mark.parametrize(
    ("remove", "message"),
    [
        (lambda form: setattr(form, "roster", None), "Choose the class list first."),
        (lambda form: setattr(form.title, "value", " "), "Give the assignment a title and a due date."),
        (lambda form: setattr(form.due, "value", None), "Give the assignment a title and a due date."),
        (lambda form: setattr(form.out, "value", "../week"), "Give the folder a simple name, such as week-1."),
        (lambda form: [setattr(one.count, "value", 0) for one in form.subjects.values()], "The assignment has no questions"),
    ],
)  # fmt: skip
def test_a_missing_field_is_reported_and_nothing_is_written(tmp_path: Path, remove: Any, message: str) -> None:
    form = filled(tmp_path)
    remove(form)
    form.write.click()
    assert status_text(form).startswith(message)
    assert list(tmp_path.iterdir()) == []


def send(upload: FileDrop, **files: bytes) -> None:
    """Send files as the browser does; each underscore in a name becomes a dot."""
    names = [name.replace("_", ".") for name in files]
    upload._handle_custom_msg({"kind": "begin", "names": names}, [])
    for at, data in enumerate(files.values()):
        upload._handle_custom_msg({"kind": "piece", "file": at}, [memoryview(data)])
    upload._handle_custom_msg({"kind": "end"}, [])


def test_the_forms_receive_the_files_that_are_chosen(tmp_path: Path) -> None:
    form = AssignForm(tmp_path)
    send(form.upload, class_csv=CLASS)
    assert "3 students in class.csv, a plain list." in form.class_status.value
    grading = GradeForm(tmp_path)
    send(grading.upload, a1_json=b"{}", b2_json=b"{}")
    assert "Received: a1.json, b2.json." in grading.files_status.value


def test_a_class_list_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    form = AssignForm(tmp_path)
    form.take("class.csv", b"id,name\na1,Ann\na1,Ben\n")
    assert "class.csv, rows 2 and 3: " in form.class_status.value
    assert form.roster is None


def test_papermill_creates_the_same_assignment_again(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_bytes(CLASS)
    settings = {
        "roster": str(tmp_path / "class.csv"), "title": "Week 1", "due": "2026-12-01T23:59-08:00", "asks": "codes=2 claims:1=3",
        "points": 2, "out": str(tmp_path / "week-1"),
    }  # fmt: skip
    notebook = packaged("notebooks") / "instructor" / "make_assignment.ipynb"
    quiet = {"progress_bar": False, "kernel_name": "python3"}
    ran = papermill.execute_notebook(notebook, tmp_path / "ran.ipynb", settings, **quiet)
    assert "Created 3 handouts" in json.dumps(next(cell for cell in ran.cells if cell.id == "form").outputs)
    first = files(tmp_path / "week-1")
    papermill.execute_notebook(notebook, tmp_path / "ran.ipynb", settings, **quiet)
    assert files(tmp_path / "week-1") == first


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [({"roster": "gone.csv"}, RosterError, "gone.csv cannot be read"), ({"due": "Friday"}, AssignmentError, "Write it like 2026"),
     ({"asks": "codes"}, AssignmentError, "Write it like codes=3")],
)  # fmt: skip
def test_invalid_settings_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], error: type[Exception], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class.csv").write_bytes(CLASS)
    settings = {
        "roster": "class.csv",
        "title": "W",
        "due": "2026-12-01T23:59-08:00",
        "asks": "codes=2",
        "points": 1,
        "out": "w",
    }
    with pytest.raises(error, match=message):
        make(**(settings | changed))  # type: ignore[arg-type]
    assert isinstance(make(**settings), Shown)  # type: ignore[arg-type]


def graded(folder: Path, *right: int) -> GradeForm:
    form = filled(folder)
    form.write.click()
    roster, spec = form.roster, form.spec
    assert roster
    saved = parse_due("2026-11-30T12:00+00:00")
    grading = GradeForm(folder)
    grading.assignment.value = "week-1"
    grading.take(
        [
            (f"{student.file}.json", submission(spec, student, correct, saved))
            for student, correct in zip(roster.students, right, strict=False)
        ]
    )
    grading.grade.click()
    return grading


def test_the_form_grades_and_shows_the_grades(tmp_path: Path) -> None:
    form = graded(tmp_path, 5, 2)
    assert status_text(form).startswith("Graded 2 students. 1 submitted nothing. 0 files could not be graded.")
    assert [row["points"] for row in read_table(tmp_path / "week-1-results" / "grades.csv")] == ["5.0", "2.0", ""]
    assert "Ben &lt;b&gt;Sample" in form.results.value
    assert 'download="grades.csv"' in form.results.value


def test_points_can_be_set_by_hand_in_the_form(tmp_path: Path) -> None:
    form = graded(tmp_path, 5, 2)
    form.adjust.student.value, form.adjust.question.value, form.adjust.points.value = "b2", "q5", 0.5
    form.adjust.set_points.click()
    assert status_text(form) == "adjustments.csv, row 2: The reason is missing. Write one for the student to read."
    assert not (tmp_path / "week-1" / "adjustments.csv").exists()
    form.adjust.why.value = "the question was unclear"
    form.adjust.set_points.click()
    assert "Grades that changed" in form.results.value
    assert [row["points"] for row in read_table(tmp_path / "week-1-results" / "grades.csv")] == ["5.0", "2.5", ""]
    form.adjust.student.value, form.adjust.question.value, form.adjust.points.value = "b2", "q4", 99
    form.adjust.set_points.click()
    assert status_text(form).startswith("adjustments.csv, row 3: This row cannot be used")
    assert len(read_table(tmp_path / "week-1" / "adjustments.csv")) == 1


def test_a_wrong_answer_can_be_accepted_in_the_form(tmp_path: Path) -> None:
    form = filled(tmp_path)
    form.write.click()
    assert form.roster
    data = json.loads(submission(form.spec, form.roster.students[0], 5, parse_due("2026-11-30T12:00+00:00")))
    with Assignment(tmp_path / "week-1").key.reading() as read:
        question = next(one for one in read("a1", False)[1] if one.prompt.kind == "single_choice")
    data["answers"][question.ident]["response"] = question.key.misconceptions[0].answer
    grading = GradeForm(tmp_path)
    grading.assignment.value = "week-1"
    grading.take([("a1.json", json.dumps(data).encode())])
    grading.grade.click()
    grades = tmp_path / "week-1-results" / "grades.csv"
    assert read_table(grades)[0]["points"] == "4.0"
    grading.adjust.answer.value = grading.adjust.answer.options[0][1]
    grading.adjust.why_accepted.value = "both answers can be defended"
    grading.adjust.accept.click()
    assert read_table(grades)[0]["points"] == "5.0"


def test_a_missing_assignment_or_submission_is_reported(tmp_path: Path) -> None:
    form = GradeForm(tmp_path)
    assert status_text(form).startswith("There are no assignments here yet.")
    form.grade.click()
    assert status_text(form) == "Choose an assignment first."
    filled(tmp_path).write.click()
    form = GradeForm(tmp_path)
    form.assignment.value = "week-1"
    form.grade.click()
    assert status_text(form) == "Choose the submissions first: a zip file, or separate files."


def test_unusual_file_names_are_accepted_and_a_damaged_file_is_reported_and_kept(tmp_path: Path) -> None:
    form = AssignForm(tmp_path)
    for name in ("..", "a" * 300 + ".csv", "nul\0.csv", "folder/../class.csv"):
        form.take(name, CLASS)
        assert "3 students in" in form.class_status.value
    form.upload._receive(None, {"kind": "begin", "names": []}, [])
    form.upload._receive(None, {"kind": "end"}, [])
    assert form.roster is not None
    form.subjects["codes"].count.value = 2
    form.write.click()
    grading = GradeForm(tmp_path)
    grading.take([("..", b""), ("ALL.ZIP", b"")])
    (tmp_path / "week-1" / "adjustments.csv").write_bytes(b"\0")
    grading.adjust.why.value = "fair"
    grading.adjust.set_points.click()
    assert "is not a CSV file" in grading.status.value
    assert (tmp_path / "week-1" / "adjustments.csv").read_bytes() == b"\0"


def test_changing_the_questions_makes_a_new_assignment_even_with_the_same_title(tmp_path: Path) -> None:
    form = AssignForm(tmp_path)
    form.take("class.csv", CLASS)
    idents = []
    for count in (2, 3, 3, 2):
        form.subjects["codes"].count.value = count
        form.write.click()
        idents.append(Assignment(tmp_path / "week-1").ident)
    first, other, same, again = idents
    assert other == same, "writing the same questions again keeps the assignment"
    assert len({first, other, again}) == 3, "a submission to one assignment must not match another"
