"""The form by which an instructor makes an assignment: drop a class list, pick questions, look at two papers, write the folder."""

import base64
import io
import secrets
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import ipywidgets as widgets

from massage_billing.base.html import Shown
from massage_billing.base.tables import current
from massage_billing.base.text import plural
from massage_billing.coursework.assignment import (
    HANDOUTS,
    KEY,
    Ask,
    AssignmentError,
    Recipe,
    ask_of,
    assign,
    moment_of,
    paper,
    secret_in,
    slots,
)
from massage_billing.coursework.file_drop import FileDrop
from massage_billing.coursework.rosters import Roster, RosterError, read_roster
from massage_billing.lessons.parts import bar, live, paragraph
from massage_billing.lessons.practice import LEVELS
from massage_billing.lessons.view import exhibit_html
from massage_billing.questions.course import Lesson
from massage_billing.questions.model import Question

# The time zones of the states, as the IANA database names them.
ZONES = {
    "Pacific": "America/Los_Angeles", "Mountain": "America/Denver", "Arizona": "America/Phoenix", "Central": "America/Chicago",
    "Eastern": "America/New_York", "Alaska": "America/Anchorage", "Hawaii": "Pacific/Honolulu", "UTC": "UTC",
}  # fmt: skip
LARGEST_ZIP = 20_000_000  # bytes that a browser takes as a link; larger ones are left in the folder
CSV = ".csv,text/csv"
PREVIEWED = 2  # students


def make(roster: str, title: str, due: str, asks: str, points: int, out: str) -> "AssignForm | Shown":
    """Write an assignment at once where a class list and a folder are named, as a rerun of the notebook does; else return the form.

    Args:
        roster: the file of the class list.
        title: what the assignment is called.
        due: such as "2026-12-01T23:59-08:00".
        asks: such as "codes=3 claims:2=4": subject, level where one is meant, and how many questions.
        points: what each question is worth.
        out: the folder to write.

    Raises:
        RosterError, AssignmentError, FolderError: something named cannot be used; the message says what to do.
        OSError: the folder cannot be written.
    """
    if not (roster and out):
        return AssignForm(Path.cwd())
    read = read_roster(Path(roster))
    assign(read, Recipe(title, moment_of(due), tuple(map(ask_of, asks.split())), points), Path(out))
    told = f"Made {plural(len(read.students), 'handout')} in {Path(out) / HANDOUTS}."
    return Shown(paragraph(told), told)


class AssignForm(widgets.VBox):
    """A class list, what to ask, when it is due, a look at two papers, and a button that writes the folder."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.roster: Roster | None = None
        self._roster_file = ""
        self._secret = secrets.token_hex(16)
        self.upload = FileDrop("Choose the class list (CSV)", accept=CSV)
        self.upload.on_files(lambda files: self.take(*files[0]))
        self.class_said, self.said, self.done = live(), live(), live()
        self.title = _wide(widgets.Text("Week 1", description="Title:"))
        self.points = widgets.BoundedIntText(1, min=1, max=100, description="Points a question:")
        week = datetime.now().astimezone().replace(hour=23, minute=59, second=0, microsecond=0) + timedelta(days=7)
        self.due = widgets.NaiveDatetimePicker(value=week.replace(tzinfo=None), description="Due:")
        self.zone = widgets.Dropdown(options=ZONES, value="America/Los_Angeles", description="Time zone:")
        self.asks = {lesson.subject: _Subject(lesson.title) for lesson in current(Lesson)}
        self.out = _wide(widgets.Text("week-1", description="Folder:"))
        self.look, self.write = (
            widgets.Button(description="Show two papers"),
            widgets.Button(description="Write the assignment"),
        )
        self.write.button_style = "primary"
        self.look.on_click(lambda _: self._try(self._preview))
        self.write.on_click(lambda _: self._try(self._write))
        self.progress = widgets.IntProgress(description="Papers:")
        self.progress.layout.display = "none"
        self.shown = widgets.HTML()
        parts = [
            _heading("The class"), self.upload, self.class_said,
            _heading("The questions"), *self.asks.values(), self.points,
            _heading("Title, day and folder"), self.title, bar(self.due, self.zone), self.out,
            bar(self.look, self.write), self.said, self.progress, self.done, self.shown,
        ]  # fmt: skip
        super().__init__(parts)
        self.add_class("mb-instructor")
        self.class_said.value = paragraph("A plain list with id,name, or an export of Canvas or Moodle.")

    @property
    def recipe(self) -> Recipe:
        """Return what the form says.

        Raises:
            AssignmentError: the title or the day is missing.
        """
        title = self.title.value.strip()
        if not title or self.due.value is None:
            raise AssignmentError("Give the assignment a title and a due date.")
        due = self.due.value.replace(tzinfo=ZoneInfo(self.zone.value))
        asks = tuple(
            Ask(name, found.level.value, found.count.value) for name, found in self.asks.items() if found.count.value
        )
        return Recipe(title, due, asks, self.points.value, secret_in(self._folder()) or self._secret)

    def _folder(self) -> Path:
        name: str = self.out.value.strip()
        if not name or Path(name).name != name:
            raise AssignmentError("Give the folder a plain name, such as week-1.")
        return self.place / name

    def take(self, name: str, data: bytes) -> None:
        """Take a class list as it was dropped."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (Path(name).name or "class.csv")
            path.write_bytes(data)
            try:
                self.roster = read_roster(path)
            except RosterError as error:
                self.roster = None
                self.class_said.value = paragraph(str(error))
                return
        self._roster_file = path.name
        kind = {"plain": "a plain list", "canvas": "an export of Canvas", "moodle": "an export of Moodle"}[
            self.roster.kind
        ]
        told = [f"{plural(len(self.roster.students), 'student')} in {path.name}, {kind}.", *self.roster.notes]
        self.class_said.value = "".join(map(paragraph, told))

    def _try(self, act: Callable[[], None]) -> None:
        self.said.value = self.done.value = self.shown.value = ""
        try:
            act()
        except OSError as error:
            self.said.value = paragraph(f"The folder cannot be written: {error.strerror or error}.")
        except ValueError as error:
            self.said.value = paragraph(str(error))

    def _class(self) -> Roster:
        if self.roster is None:
            raise AssignmentError("Choose the class list first.")
        return self.roster

    def _preview(self) -> None:
        roster, recipe = self._class(), self.recipe
        slots(recipe)
        shown = [
            f"<section><h3>{escape(student.name or student.ident)}</h3>{_as_html(paper(recipe, student))}</section>"
            for student in roster.students[:PREVIEWED]
        ]
        self.shown.value = f'<div class="mb-papers">{"".join(shown)}</div>'
        self.said.value = paragraph(
            f"Below: the papers of {plural(len(shown), 'student')}, with the answers that the key accepts."
        )

    def _write(self) -> None:
        roster, folder = self._class(), self._folder()
        self.progress.max, self.progress.value = len(roster.students), 0
        self.progress.layout.display = None
        self.said.value = paragraph("Writing the papers …")
        try:
            assign(roster, self.recipe, folder, self._count)
        finally:
            self.progress.layout.display = "none"
        self.said.value = ""
        told = (
            f"Made {plural(len(roster.students), 'handout')} in {folder.name}/{HANDOUTS}. Give each student the file of their own. "
            f"Keep {folder.name}/{KEY} to yourself: it has the answers."
        )
        self.done.value = paragraph(told) + _download(folder) + self._again(folder)

    def _count(self, number: int) -> None:
        if number % 10 == 0 or number == self.progress.max:  # each step is a message to the browser
            self.progress.value = number

    def _again(self, folder: Path) -> str:
        """Return the line that makes the same assignment again, for those who like to type."""
        recipe = self.recipe
        asks = " ".join(
            f"--ask {ask.subject}{f':{ask.level}' if ask.level else ''}={ask.questions}" for ask in recipe.asks
        )
        line = (
            f'massage-billing assign "{self._roster_file}" "{folder.name}" --title "{recipe.title}" '
            f"--due {recipe.due.isoformat(timespec='minutes')} {asks} --points {recipe.points}"
        )
        return f"<details><summary>Make it again from one line</summary><p><code>{escape(line)}</code></p></details>"


class _Subject(widgets.HBox):
    """How many questions on a subject, and how hard."""

    def __init__(self, title: str) -> None:
        self.count = widgets.BoundedIntText(0, min=0, max=50, description=f"{title}, questions:")
        self.level = widgets.Dropdown(options=LEVELS, value=0, description=f"{title}, how hard:")
        super().__init__([self.count, self.level])
        self.add_class("mb-bar")


def _wide(field: widgets.Text) -> widgets.Text:
    field.add_class("mb-wide-field")
    return field


def _heading(text: str) -> widgets.HTML:
    return widgets.HTML(f"<h2>{escape(text)}</h2>")


def _as_html(questions: tuple[Question, ...]) -> str:
    """Return a paper as the instructor looks it over."""
    shown = []
    for number, question in enumerate(questions, start=1):
        choices = "".join(f"<li>{escape(choice)}</li>" for choice in _listed(question))
        right = " Or: ".join(map(question.describe, question.key.accepted))
        shown.append(
            f'<p class="mb-prompt">Question {number}. {escape(question.prompt.text)}</p>{exhibit_html(question.prompt.exhibit)}'
            f"{f'<ul>{choices}</ul>' if choices else ''}<p>Right: {escape(right)}</p>"
        )
    return "".join(shown)


def _listed(question: Question) -> Iterator[str]:
    """Yield the choices, cards and groups that a question shows."""
    for value in question.prompt.payload.values():
        if isinstance(value, list):
            yield from value


def _download(folder: Path) -> str:
    """Return a link to all handouts in one zip, where a browser can take it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted((folder / HANDOUTS).iterdir()):
            packed.write(path, path.name)
    if buffer.tell() > LARGEST_ZIP:
        return ""
    data = base64.b64encode(buffer.getvalue()).decode()
    name = f"{folder.name}-handouts.zip"
    return f'<p><a download="{escape(name)}" href="data:application/zip;base64,{data}">Download all handouts as one zip</a></p>'
