"""What a learner takes home: a list of things to do, as a web page and as a Word document from one template."""

import base64
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import ipywidgets as widgets
from jinja2 import Environment, FileSystemLoader

from massage_billing.lessons import browser_storage
from massage_billing.lessons.widgets import bar, box, choices, live, paragraph

NOTE = (
    "Made with the course massage-billing. It teaches and is not legal advice. Rules change: look at the sources again."
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Line(NamedTuple):
    """One line of a list."""

    name: str
    text: str  # what to do, or why to ask
    source: str  # the citation that it rests on
    done: bool = False
    mine: str = ""  # the learner's own notes


class HasPart(Protocol):
    """A row of a table whose rows are listed by part."""

    @property
    def part(self) -> str:
        """Return the heading that the row belongs to."""

    @property
    def citation(self) -> str:
        """Return the source as a reader sees it."""


PartRow = TypeVar("PartRow", bound=HasPart)


def by_part(
    rows: Iterable[PartRow], name: Callable[[PartRow], str], text: Callable[[PartRow], str]
) -> dict[str, list[Line]]:
    """Return the rows of a table as lines by heading.

    Args:
        rows: rows of one table.
        name: returns the name of a row's line.
        text: returns what to do, or why to ask.
    """
    parts: dict[str, list[Line]] = {}
    for row in rows:
        parts.setdefault(row.part, []).append(Line(name(row), text(row), row.citation))
    return parts


def as_html(title: str, parts: Mapping[str, Sequence[Line]]) -> str:
    """Return a list as a whole HTML page.

    Args:
        title: what the list is called.
        parts: lines by heading.
    """
    lines = [line for part in parts.values() for line in part]
    summary = f"{sum(line.done for line in lines)} of {len(lines)} done."
    return rendered("take_home.html.j2", title=title, summary=summary, parts=list(parts.items()), note=NOTE)


def rendered(template: str, **values: object) -> str:
    """Return a template of this folder with its values filled in, each of them escaped."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return environment.get_template(template).render(values)


def as_docx(page: str, title: str) -> bytes:
    """Return a page that `rendered` made as a Word document."""
    from html4docx import HtmlToDocx  # noqa: PLC0415  (loaded when a document is made, not before)

    document = HtmlToDocx().parse_html_string(page[page.index("<h1>") : page.index("</body>")])
    document.core_properties.title = title
    document.core_properties.language = "en-US"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def links(page: str, title: str, stem: str) -> str:
    """Return links that download a page as a Word document and as a web page; `stem` begins their file names.

    In a browser's kernel there is no library for Word documents, and the web page is all.
    """
    files = [("web page", "html", "text/html", page.encode())]
    if not browser_storage.HERE:
        files.insert(0, ("Word document", "docx", DOCX, as_docx(page, title)))
    return "".join(
        f'<li><a download="{stem}.{end}" href="data:{kind};base64,{base64.b64encode(data).decode()}">'
        f"Download as a {name}</a></li>"
        for name, end, kind, data in files
    )


class Sheet(widgets.VBox):
    """Lines to tick and to write on, taken home when filled; nothing of it is kept here."""

    def __init__(self, title: str, stem: str, parts: Mapping[str, Sequence[Line]]) -> None:
        self.title, self.stem, self.parts = title, stem, parts
        self.boxes: dict[str, widgets.Checkbox] = {}
        self.notes: dict[str, widgets.Text] = {}
        shown: list[widgets.Widget] = []
        for part, lines in parts.items():
            shown.append(widgets.HTML(f'<p class="mb-group">{escape(part)}</p>'))
            shown += [self._line(line) for line in lines]
        self.count, self.out = live(), live()
        self.make = widgets.Button(description="Make my sheet", button_style="primary")
        self.make.on_click(lambda _: self._make())
        super().__init__([*shown, self.count, bar(self.make), self.out])
        self.add_class("mb-explorer")
        self._tell()

    def _line(self, line: Line) -> widgets.VBox:
        self.boxes[line.name] = box(f"{line.name} {line.text}", ticked=line.done)
        self.notes[line.name] = widgets.Text(
            description=f"My notes on “{line.name}”", continuous_update=False, value=line.mine
        )
        self.notes[line.name].add_class("mb-notes")
        self.boxes[line.name].observe(lambda _: self._tell(), "value")
        self.notes[line.name].observe(lambda _: self._tell(), "value")
        return widgets.VBox([choices(self.boxes[line.name]), self.notes[line.name]])

    def _tell(self) -> None:
        self.out.value = ""
        self.count.value = paragraph(f"{sum(one.value for one in self.boxes.values())} of {len(self.boxes)} done.")

    def filled(self) -> dict[str, list[Line]]:
        """Return the lines as the learner has filled them."""
        return {
            part: [
                line._replace(done=self.boxes[line.name].value, mine=self.notes[line.name].value.strip())
                for line in lines
            ]
            for part, lines in self.parts.items()
        }

    def _make(self) -> None:
        page = as_html(self.title, self.filled())
        made = links(page, self.title, self.stem)
        self.out.value = f"<p>Your sheet is ready. It is not kept here.</p><ul>{made}</ul>"
