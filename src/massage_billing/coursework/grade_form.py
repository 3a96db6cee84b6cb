"""The form by which an instructor grades: the assignment, the hand-ins, what lateness costs, and what is mended by hand."""

import base64
import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import ipywidgets as widgets

from massage_billing.base.files import read_csv
from massage_billing.base.html import table
from massage_billing.base.text import plural
from massage_billing.coursework import class_report
from massage_billing.coursework.assigned import ACCEPTED, ADJUSTMENTS, Assigned
from massage_billing.coursework.assignment import ASSIGNMENT
from massage_billing.coursework.file_drop import FileDrop
from massage_billing.coursework.grader import Late
from massage_billing.coursework.key import GradingError
from massage_billing.coursework.results import ANSWERS, GRADES, MOVED, REFUSED, grade
from massage_billing.lessons.folder import write_whole
from massage_billing.lessons.parts import bar, live, paragraph

LATE = {
    "Late work counts in full": "full",
    "Late work loses percent a day": "percent",
    "Late work does not count": "cut-off",
}
SEVERAL = {"The last one counts": False, "The best one counts": True}
FILES = ".json,.zip,application/json,application/zip"
MADE = {ADJUSTMENTS: "student,question,points,reason", ACCEPTED: "student,question,response,reason"}
NAMED = 5  # files named in the form
SHOWN = 50  # rows of a table in the form; the file has all


class GradeForm(widgets.VBox):
    """Grade the hand-ins of an assignment, look at the marks, mend what must be mended, and grade again."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._kept = tempfile.TemporaryDirectory()
        found = sorted(path.parent.name for path in place.glob(f"*/{ASSIGNMENT}"))
        self.assignment = widgets.Dropdown(options=found, description="Assignment:")
        self.upload = FileDrop("Choose the hand-ins (zip, or files)", accept=FILES, multiple=True)
        self.upload.on_files(self.take)
        self.files_said, self.said = live(), live()
        self.late = widgets.RadioButtons(options=LATE, description="After the due date:")
        self.percent = widgets.BoundedIntText(10, min=0, max=100, description="Percent a day:")
        self.floor = widgets.BoundedIntText(50, min=0, max=100, description="Never below percent:")
        self.several = widgets.RadioButtons(options=SEVERAL, description="Of several hand-ins:")
        self.grade = widgets.Button(description="Grade", button_style="primary")
        self.grade.on_click(lambda _: self._try(self._grade))
        self.progress = widgets.IntProgress(description="Files:")
        self.progress.layout.display = "none"
        self.results, self.page = widgets.HTML(), live()
        self.report = widgets.Button(description="Make the class report")
        self.report.on_click(lambda _: self._try(self._report))
        self.report.layout.display = "none"
        self.mend = _Mend(self._mended)
        self.mend.layout.display = "none"
        super().__init__([
            widgets.HTML("<h2>What to grade</h2>"), self.assignment, self.upload, self.files_said,
            widgets.HTML("<h2>How to count</h2>"), self.late, bar(self.percent, self.floor), self.several, bar(self.grade),
            self.said, self.progress, self.results, bar(self.report), self.page, self.mend,
        ])  # fmt: skip
        self.add_class("mb-instructor")
        if not found:
            self.said.value = paragraph(
                "There is no assignment here yet. Make one first, on the page “Make an assignment”."
            )
        self.files_said.value = paragraph(
            "The zip that Canvas or Moodle gives for all, or the students' files themselves."
        )

    @property
    def folder(self) -> Path:
        """Return the folder of the assignment.

        Raises:
            GradingError: none is chosen.
        """
        if not self.assignment.value:
            raise GradingError("Choose an assignment first.")
        return self.place / str(self.assignment.value)

    @property
    def out(self) -> Path:
        """Return the folder of the results."""
        return self.place / f"{self.folder.name}-results"

    def take(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Take hand-ins, or a zip of them, as they were dropped."""
        self._kept.cleanup()
        self._kept = tempfile.TemporaryDirectory()
        for number, (name, data) in enumerate(files):
            place = Path(self._kept.name) / f"{number}"  # two files of one name stay two
            place.mkdir()
            (place / (Path(name).name or "file")).write_bytes(data)
        told = ", ".join(name for name, _ in files[:NAMED])
        self.files_said.value = paragraph(f"Taken: {told}{' and more' if len(files) > NAMED else ''}.")

    def _hand_ins(self) -> Path:
        files = [path for path in Path(self._kept.name).rglob("*") if path.is_file()]
        if not files:
            raise GradingError("Choose the hand-ins first: a zip, or the files.")
        return files[0] if len(files) == 1 and files[0].suffix == ".zip" else Path(self._kept.name)

    def _grade(self) -> None:
        late = Late(
            self.percent.value if self.late.value == "percent" else 0, self.floor.value, self.late.value == "cut-off"
        )
        self.progress.layout.display = None
        try:
            found = grade(self.folder, self._hand_ins(), self.out, late, best=self.several.value, done=self._count)
        finally:
            self.progress.layout.display = "none"
        self.said.value = paragraph(
            f"Graded {found.graded}; {found.missing} handed nothing in; {plural(found.refused, 'file')} refused. "
            f"All of it is in the folder {self.out.name}."
        )
        self._show()

    def _count(self, number: int, many: int) -> None:
        self.progress.max, self.progress.value = many, number

    def _show(self) -> None:
        marks, refused, moved = (_rows(self.out / name) for name in (GRADES, REFUSED, MOVED))
        shown = [
            _links(self.out),
            table(
                "Marks",
                ("Student", "Points", "Of"),
                [(row["name"] or row["id"], row["points"] or "none", row["out_of"]) for row in marks[:SHOWN]],
            ).html,
        ]
        if refused:
            shown.append(
                table("Refused files", ("File", "Why"), [(row["file"], row["reason"]) for row in refused[:SHOWN]]).html
            )
        if moved:
            rows = [(row["id"], row["before"] or "none", row["now"] or "none") for row in moved[:SHOWN]]
            shown.append(table("Whose marks moved", ("Student", "Before", "Now"), rows).html)
        self.results.value = "".join(shown)
        self.mend.fill(_rows(self.out / ANSWERS), {row["id"]: row["name"] or row["id"] for row in marks})
        self.mend.layout.display = self.report.layout.display = None
        self.page.value = ""

    def _report(self) -> None:
        self.page.value = paragraph("Making the report. It takes about ten seconds …")
        path = self.out / class_report.PAGE
        try:
            class_report.write(self.out, path)
        except BaseException:
            self.page.value = ""
            raise
        self.page.value = paragraph(f"The report is {path.name} in the folder {self.out.name}.") + _link(
            path, "text/html"
        )

    def _mended(self, name: str, row: tuple[str, ...]) -> None:
        """Add a row to what the instructor set by hand, and grade again; a row that cannot be used is not kept."""
        path = self.folder / name
        before = path.read_bytes() if path.exists() else None
        rows = read_csv(path)[0] if before else [MADE[name].split(",")]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([*rows, row])
        try:
            write_whole(path, text.getvalue())
            assigned = Assigned(self.folder)
            assigned.adjustments(), assigned.additions()
        except GradingError as error:
            path.unlink() if before is None else path.write_bytes(before)
            self.said.value = paragraph(str(error))
            return
        self._try(self._grade)

    def _try(self, act: Callable[[], None]) -> None:
        self.said.value = ""
        try:
            act()
        except OSError as error:
            self.said.value = paragraph(
                f"{error.filename or 'The folder'} cannot be read or written: {error.strerror or error}."
            )
        except ValueError as error:
            self.said.value = paragraph(str(error))


class _Mend(widgets.VBox):
    """Points set by hand, and answers accepted beside the key."""

    def __init__(self, add: Callable[[str, tuple[str, ...]], None]) -> None:
        self.student = widgets.Dropdown(description="Student:")
        self.question = widgets.Dropdown(description="Question:")
        self.points = widgets.BoundedFloatText(0, min=0, max=1000, step=0.5, description="Points:")
        self.answer = widgets.Dropdown(description="Answer:")
        self.why = widgets.Text(description="Reason:")
        self.why_accepted = widgets.Text(description="Reason, for the answer:")
        for field in (self.why, self.why_accepted, self.answer):
            field.add_class("mb-wide-field")
        self.set_points = widgets.Button(description="Set the points and grade again")
        self.accept = widgets.Button(description="Accept the answer and grade again")
        self.set_points.on_click(
            lambda _: add(
                ADJUSTMENTS, (self.student.value, self.question.value, f"{self.points.value:g}", self.why.value)
            )
        )
        self.accept.on_click(lambda _: add(ACCEPTED, (*(self.answer.value or ("", "", "")), self.why_accepted.value)))
        super().__init__([
            widgets.HTML("<h2>Set points by hand</h2>"), bar(self.student, self.question, self.points), self.why, bar(self.set_points),
            widgets.HTML("<h2>Accept an answer beside the key</h2>"), self.answer, self.why_accepted, bar(self.accept),
        ])  # fmt: skip

    def fill(self, answers: list[dict[str, str]], names: dict[str, str]) -> None:
        """Offer the students, the questions and the wrong answers of a grading."""
        self.student.options = [(name, ident) for ident, name in names.items()]
        self.question.options = list(dict.fromkeys(row["question"] for row in answers))
        wrong = [row for row in answers if row["answered"] == "True" and row["correct"] != "True"]
        self.answer.options = [
            (
                f"{names[row['id']]}, {row['question']}: {row['response'][:80]}",
                (row["id"], row["question"], row["response"]),
            )
            for row in wrong[:500]
        ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _links(out: Path) -> str:
    """Return links to the tables that an instructor takes away."""
    told = "".join(f"<li>{_link(path, 'text/csv')}</li>" for path in sorted(out.glob("*.csv")))
    return f"<p>Take away:</p><ul>{told}</ul>"


def _link(path: Path, kind: str) -> str:
    """Return a link that gives a file to whoever clicks it."""
    data = base64.b64encode(path.read_bytes()).decode()
    return f'<a download="{escape(path.name)}" href="data:{kind};base64,{data}">Download {escape(path.name)}</a>'
