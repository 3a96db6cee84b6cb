"""The form that makes an assignment: choose a class list and questions, preview two handouts, write the folder."""

import io
import secrets
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import ipywidgets as widgets

from massage_billing.base.html import Shown
from massage_billing.base.tables import current
from massage_billing.base.text import plural
from massage_billing.coursework.assignment import assign, is_same
from massage_billing.coursework.assignment_reader import ASSIGNMENT, HANDOUTS, KEY, Assignment
from massage_billing.coursework.assignment_spec import (
    AssignmentError,
    AssignmentSpec,
    Selection,
    chosen_families,
    parse_due,
    parse_selection,
    questions_for,
)
from massage_billing.coursework.forms.file_drop import FileDrop
from massage_billing.coursework.forms.form import Form, file_name, heading, wide
from massage_billing.coursework.rosters import Roster, RosterError, read_roster
from massage_billing.lessons.practice import LEVELS
from massage_billing.lessons.question_card import exhibit_html
from massage_billing.lessons.widgets import bar, download_link, live, paragraph
from massage_billing.questions.course import Lesson
from massage_billing.questions.model import Question

# The time zones of the states, by their names in the IANA database.
ZONES = {
    "Pacific": "America/Los_Angeles", "Mountain": "America/Denver", "Arizona": "America/Phoenix", "Central": "America/Chicago",
    "Eastern": "America/New_York", "Alaska": "America/Anchorage", "Hawaii": "Pacific/Honolulu", "UTC": "UTC",
}  # fmt: skip
ROSTERS = {"plain": "a plain list", "canvas": "a Canvas export", "moodle": "a Moodle export"}
LARGEST_ZIP = 20_000_000  # bytes that a browser accepts in a link; a larger zip is not offered
CSV = ".csv,text/csv"
PREVIEWED = 2  # students


def make(roster: str, title: str, due: str, asks: str, points: int, out: str) -> "AssignForm | Shown":
    """Return the form; or write the assignment at once if a class list and a folder are given, so that a notebook can be rerun.

    Args:
        roster: the file of the class list.
        title: the title of the assignment.
        due: such as "2026-12-01T23:59-08:00".
        asks: such as "codes=3 claims:2=4": subject, level (optional), and number of questions.
        points: what each question is worth.
        out: the folder to write.

    Raises:
        RosterError, AssignmentError, FolderError: an argument cannot be used; the message says what to do.
        OSError: the folder cannot be written.
    """
    if not (roster and out):
        return AssignForm(Path.cwd())
    read = read_roster(Path(roster))
    assign(read, AssignmentSpec(title, parse_due(due), tuple(map(parse_selection, asks.split())), points), Path(out))
    message = f"Created {plural(len(read.students), 'handout')} in {Path(out) / HANDOUTS}."
    return Shown(paragraph(message), message)


class AssignForm(Form):
    """A class list, what to ask, when it is due, a preview, and a button that writes the folder."""

    def __init__(self, place: Path) -> None:
        super().__init__(place, "Handouts")
        self.roster: Roster | None = None
        self._roster_file = ""
        self._secret = secrets.token_hex(16)
        self.upload = FileDrop("Choose the class list (CSV)", accept=CSV)
        self.upload.on_files(lambda files: self.take(*files[0]))
        self.class_status, self.done = live(), live()
        self.title = wide(widgets.Text("Week 1", description="Title:"))
        self.points = widgets.BoundedIntText(1, min=1, max=100, description="Points per question:")
        week = datetime.now().astimezone().replace(hour=23, minute=59, second=0, microsecond=0) + timedelta(days=7)
        self.due = widgets.NaiveDatetimePicker(value=week.replace(tzinfo=None), description="Due:")
        self.zone = widgets.Dropdown(options=ZONES, value="America/Los_Angeles", description="Time zone:")
        self.subjects = {lesson.subject: _Subject(lesson.title) for lesson in current(Lesson)}
        self.out = wide(widgets.Text("week-1", description="Save in folder:"))
        self.look = widgets.Button(description="Preview two handouts")
        self.write = widgets.Button(description="Create the assignment", button_style="primary")
        self.look.on_click(lambda _: self._act(self._preview))
        self.write.on_click(lambda _: self._act(self._write))
        self.shown = widgets.HTML()
        self.children = [
            heading("Class"), self.upload, self.class_status,
            heading("Questions"), *self.subjects.values(), self.points,
            heading("Title, due date, and folder"), self.title, bar(self.due, self.zone), self.out,
            bar(self.look, self.write), self.status, self.progress, self.done, self.shown,
        ]  # fmt: skip
        self.class_status.value = paragraph(
            "Use a CSV file with the columns id and name, or an export from Canvas or Moodle."
        )

    @property
    def spec(self) -> AssignmentSpec:
        """Return the spec that the fields describe.

        Raises:
            AssignmentError: the title or the due date is missing.
        """
        title = self.title.value.strip()
        if not title or self.due.value is None:
            raise AssignmentError("Give the assignment a title and a due date.")
        due = self.due.value.replace(tzinfo=ZoneInfo(str(self.zone.value)))
        selections = tuple(
            Selection(name, int(subject.level.value or 0), subject.count.value)
            for name, subject in self.subjects.items()
            if subject.count.value
        )
        return self._with_secret(AssignmentSpec(title, due, selections, self.points.value))

    def _with_secret(self, spec: AssignmentSpec) -> AssignmentSpec:
        """Return a spec with the secret of the same assignment in the folder, or else with one that no other has."""
        folder = self._folder()
        if (folder / ASSIGNMENT).exists():
            existing = Assignment(folder)
            same = spec._replace(secret=existing.key.secret)
            if is_same(same, existing):
                return same
            if existing.key.secret == self._secret:
                self._secret = secrets.token_hex(16)
        return spec._replace(secret=self._secret)

    def _folder(self) -> Path:
        name: str = self.out.value.strip()
        if not name or Path(name).name != name:
            raise AssignmentError("Give the folder a simple name, such as week-1.")
        return self.place / name

    def take(self, name: str, data: bytes) -> None:
        """Read a class list that was chosen or dropped."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file_name(name, "class.csv")
            path.write_bytes(data)
            try:
                self.roster = read_roster(path)
            except RosterError as error:
                self.roster = None
                self.class_status.value = paragraph(str(error))
                return
        self._roster_file = path.name
        kind = ROSTERS.get(self.roster.kind, f"a {self.roster.kind} export")
        sentences = [f"{plural(len(self.roster.students), 'student')} in {path.name}, {kind}.", *self.roster.notes]
        self.class_status.value = "".join(map(paragraph, sentences))

    def _act(self, act: Callable[[], None]) -> None:
        self.done.value = self.shown.value = ""
        self.attempt(act)

    def _class(self) -> Roster:
        if self.roster is None:
            raise AssignmentError("Choose the class list first.")
        return self.roster

    def _preview(self) -> None:
        roster, spec = self._class(), self.spec
        chosen_families(spec)
        shown = [
            f"<section><h3>{escape(student.name or student.ident)}</h3>{_preview_html(questions_for(spec, student))}</section>"
            for student in roster.students[:PREVIEWED]
        ]
        self.shown.value = f'<div class="mb-handouts">{"".join(shown)}</div>'
        self.status.value = paragraph(
            f"Below are the handouts of {plural(len(shown), 'student')}, with the answers that the key accepts."
        )

    def _write(self) -> None:
        roster, folder = self._class(), self._folder()
        self.status.value = paragraph("Creating the handouts …")
        assign(roster, self.spec, folder, self.count)
        self.status.value = ""
        message = (
            f"Created {plural(len(roster.students), 'handout')} in {folder.name}/{HANDOUTS}. Give each student their own file. "
            f"Do not share {folder.name}/{KEY}: it contains the answers."
        )
        self.done.value = paragraph(message) + _download(folder) + self._command(folder)

    def _command(self, folder: Path) -> str:
        """Return the command that makes the same assignment again, as HTML."""
        spec = self.spec
        selections = " ".join(
            f"--ask {one.subject}{f':{one.level}' if one.level else ''}={one.questions}" for one in spec.selections
        )
        line = (
            f'massage-billing assign "{self._roster_file}" "{folder.name}" --title "{spec.title}" '
            f"--due {spec.due.isoformat(timespec='minutes')} {selections} --points {spec.points}"
        )
        return f"<details><summary>Create it again from the command line</summary><p><code>{escape(line)}</code></p></details>"


class _Subject(widgets.HBox):
    """The number and the level of the questions on a subject."""

    def __init__(self, title: str) -> None:
        self.count = widgets.BoundedIntText(0, min=0, max=50, description=f"{title} (number of questions):")
        self.level = widgets.Dropdown(options=LEVELS, value=0, description=f"{title} (difficulty):")
        super().__init__([self.count, self.level])
        self.add_class("mb-bar")


def _preview_html(questions: Sequence[Question]) -> str:
    """Return a student's questions with the accepted answers."""
    shown = []
    for number, question in enumerate(questions, start=1):
        choices = "".join(f"<li>{escape(choice)}</li>" for choice in _choices(question))
        right = " Or: ".join(map(question.describe, question.key.accepted))
        shown.append(
            f'<p class="mb-prompt">Question {number}. {escape(question.prompt.text)}</p>{exhibit_html(question.prompt.exhibit)}'
            f"{f'<ul>{choices}</ul>' if choices else ''}<p>Correct: {escape(right)}</p>"
        )
    return "".join(shown)


def _choices(question: Question) -> Iterator[str]:
    """Yield the choices, cards, and groups that a question shows."""
    for value in question.prompt.payload.values():
        if isinstance(value, list):
            yield from value


def _download(folder: Path) -> str:
    """Return a link to all handouts in one zip, if it is small enough for a browser."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted((folder / HANDOUTS).iterdir()):
            packed.write(path, path.name)
    if buffer.tell() > LARGEST_ZIP:
        return ""
    name = f"{folder.name}-handouts.zip"
    return (
        f"<p>{download_link(name, buffer.getvalue(), 'application/zip', 'Download all handouts as one zip file')}</p>"
    )
