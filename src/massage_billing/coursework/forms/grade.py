"""The form that grades: choose the assignment, the submissions, and the late penalty; then adjust grades where needed."""

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import ipywidgets as widgets

from massage_billing.base.files import read_csv
from massage_billing.base.html import table
from massage_billing.base.text import plural
from massage_billing.coursework import report
from massage_billing.coursework.assignment_reader import ACCEPTED, ADJUSTMENTS, ASSIGNMENT, Assignment
from massage_billing.coursework.forms.file_drop import FileDrop
from massage_billing.coursework.forms.form import Form, file_name, heading, wide
from massage_billing.coursework.grade_class import ANSWERS, GRADES, MOVED, REFUSED, grade
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.key import GradingError
from massage_billing.lessons.widgets import bar, download_link, live, paragraph
from massage_billing.lessons.workspace import write_whole

LATE = {
    "Counts in full": "full",
    "Loses points for each day": "percent",
    "Does not count": "cut-off",
}
WHICH = {"The last one counts": False, "The best one counts": True}
FILES = ".json,.zip,application/json,application/zip"
HEADERS = {
    ADJUSTMENTS: ["student", "question", "points", "reason"],
    ACCEPTED: ["student", "question", "response", "reason"],
}
NAMED = 5  # how many files the form lists by name
SHOWN = 50  # rows of each table in the form; the CSV file has all of them
OFFERED = 500  # wrong answers offered for acceptance; accepted.csv can list any other


class GradeForm(Form):
    """Grade the submissions of an assignment, look at the grades, adjust them, and grade again."""

    def __init__(self, place: Path) -> None:
        super().__init__(place, "Files")
        self._kept = tempfile.TemporaryDirectory()
        found = sorted(path.parent.name for path in place.glob(f"*/{ASSIGNMENT}"))
        self.assignment = widgets.Dropdown(options=found, description="Assignment:")
        self.upload = FileDrop("Choose the submissions (a zip file, or separate files)", accept=FILES, multiple=True)
        self.upload.on_files(self.take)
        self.files_status = live()
        self.late = widgets.RadioButtons(options=LATE, description="Late work:")
        self.percent = widgets.BoundedIntText(10, min=0, max=100, description="Percent per day:")
        self.floor = widgets.BoundedIntText(50, min=0, max=100, description="Minimum percent:")
        self.which = widgets.RadioButtons(options=WHICH, description="If there are several submissions:")
        self.grade = widgets.Button(description="Grade", button_style="primary")
        self.grade.on_click(lambda _: self.attempt(self._grade))
        self.results, self.page = widgets.HTML(), live()
        self.report = widgets.Button(description="Create the class report")
        self.report.on_click(lambda _: self.attempt(self._report))
        self.adjust = _Adjust(lambda name, row: self.attempt(lambda: self._add_row(name, row)))
        self.report.layout.display = self.adjust.layout.display = "none"
        self.children = [
            heading("What to grade"), self.assignment, self.upload, self.files_status,
            heading("Late work and repeat submissions"), self.late, bar(self.percent, self.floor), self.which, bar(self.grade),
            self.status, self.progress, self.results, bar(self.report), self.page, self.adjust,
        ]  # fmt: skip
        if not found:
            self.status.value = paragraph(
                "There are no assignments here yet. Create one first, on the page “Make an assignment.”"
            )
        self.files_status.value = paragraph(
            "Use the zip file that you download from Canvas or Moodle, or the students' files."
        )

    @property
    def folder(self) -> Path:
        """Return the folder of the assignment.

        Raises:
            GradingError: no assignment is chosen.
        """
        if not self.assignment.value:
            raise GradingError("Choose an assignment first.")
        return self.place / str(self.assignment.value)

    @property
    def out(self) -> Path:
        """Return the folder of the results."""
        return self.place / f"{self.folder.name}-results"

    def take(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Receive submissions, or a zip file of them, that were chosen or dropped."""
        self._kept.cleanup()
        self._kept = tempfile.TemporaryDirectory()
        for number, (name, data) in enumerate(files):
            place = Path(self._kept.name) / f"{number}"  # so files with the same name do not collide
            place.mkdir()
            (place / file_name(name, "file")).write_bytes(data)
        names = ", ".join(name for name, _ in files[:NAMED])
        self.files_status.value = paragraph(f"Received: {names}{' and more' if len(files) > NAMED else ''}.")

    def _submissions(self) -> Path:
        files = [path for path in Path(self._kept.name).rglob("*") if path.is_file()]
        if not files:
            raise GradingError("Choose the submissions first: a zip file, or separate files.")
        return files[0] if len(files) == 1 and files[0].suffix.casefold() == ".zip" else Path(self._kept.name)

    def _grade(self) -> None:
        late = Late(
            self.percent.value if self.late.value == "percent" else 0, self.floor.value, self.late.value == "cut-off"
        )
        outcome = grade(self.folder, self._submissions(), self.out, late, best=bool(self.which.value), done=self.count)
        self.status.value = paragraph(
            f"Graded {plural(outcome.graded, 'student')}. {outcome.missing} submitted nothing. "
            f"{plural(outcome.refused, 'file')} could not be graded. The results are in the folder {self.out.name}."
        )
        self._show()

    def _show(self) -> None:
        grades, refused, moved = (_rows(self.out / name) for name in (GRADES, REFUSED, MOVED))
        points = [(row["name"] or row["id"], row["points"] or "none", row["out_of"]) for row in grades[:SHOWN]]
        files = [(row["file"], row["reason"]) for row in refused[:SHOWN]]
        changes = [(row["id"], row["before"] or "none", row["now"] or "none") for row in moved[:SHOWN]]
        links = "".join(
            f"<li>{download_link(path.name, path.read_bytes(), 'text/csv')}</li>"
            for path in sorted(self.out.glob("*.csv"))
        )
        shown = [f"<p>Download:</p><ul>{links}</ul>", table("Grades", ("Student", "Points", "Out of"), points).html]
        if files:
            shown.append(table("Files that were not graded", ("File", "Reason"), files).html)
        if changes:
            shown.append(table("Grades that changed", ("Student", "Before", "Now"), changes).html)
        self.results.value = "".join(shown)
        self.adjust.fill(_rows(self.out / ANSWERS), {row["id"]: row["name"] or row["id"] for row in grades})
        self.adjust.layout.display = self.report.layout.display = None
        self.page.value = ""

    def _report(self) -> None:
        self.page.value = paragraph("Creating the report. This takes about ten seconds …")
        path = self.out / report.PAGE
        try:
            report.write(self.out, path)
        except BaseException:
            self.page.value = ""
            raise
        link = download_link(path.name, path.read_bytes(), "text/html")
        self.page.value = paragraph(f"The report is {path.name} in the folder {self.out.name}.") + link

    def _add_row(self, name: str, row: Sequence[str]) -> None:
        """Add a row to adjustments.csv or accepted.csv, and grade again. A row that cannot be used is removed again."""
        path = self.folder / name
        before = path.read_bytes() if path.exists() else None
        rows = read_csv(path)[0] if before else [HEADERS[name]]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([*rows, row])
        try:
            write_whole(path, text.getvalue())
            assignment = Assignment(self.folder)
            assignment.adjustments()
            assignment.accepted()
        except (OSError, ValueError):
            path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
            raise
        self._grade()


class _Adjust(widgets.VBox):
    """Fields to set points by hand, and to accept answers in addition to the key."""

    def __init__(self, add: Callable[[str, Sequence[str]], None]) -> None:
        self.student = widgets.Dropdown(description="Student:")
        self.question = widgets.Dropdown(description="Question:")
        self.points = widgets.BoundedFloatText(0, min=0, max=1000, step=0.5, description="Points:")
        self.why = wide(widgets.Text(description="Reason:"))
        self.set_points = widgets.Button(description="Set points and grade again")
        self.set_points.on_click(lambda _: add(ADJUSTMENTS, self._adjustment()))
        self.answer = wide(widgets.Dropdown(description="Answer:"))
        self.why_accepted = wide(widgets.Text(description="Reason for accepting it:"))
        self.accept = widgets.Button(description="Accept answer and grade again")
        self.accept.on_click(lambda _: add(ACCEPTED, (*(self.answer.value or ("", "", "")), self.why_accepted.value)))
        super().__init__([
            heading("Set points by hand"), bar(self.student, self.question, self.points), self.why, bar(self.set_points),
            heading("Accept an answer that is not in the key"), self.answer, self.why_accepted, bar(self.accept),
        ])  # fmt: skip

    def _adjustment(self) -> tuple[str, str, str, str]:
        return self.student.value or "", self.question.value or "", f"{self.points.value:g}", self.why.value

    def fill(self, answers: list[dict[str, str]], names: dict[str, str]) -> None:
        """Offer the students, the questions, and the wrong answers of a class."""
        self.student.options = [(name, ident) for ident, name in names.items()]
        self.question.options = list(dict.fromkeys(row["question"] for row in answers))
        wrong = [row for row in answers if row["answered"] == "True" and row["correct"] != "True"]
        self.answer.options = [
            (
                f"{names[row['id']]}, {row['question']}: {row['response'][:80]}",
                (row["id"], row["question"], row["response"]),
            )
            for row in wrong[:OFFERED]
        ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
