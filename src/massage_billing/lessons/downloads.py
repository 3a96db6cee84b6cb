"""What a learner downloads: a filled-in worksheet or a report, as a web page and as a Word document."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

import ipywidgets as widgets

from massage_billing.base import html
from massage_billing.base.html import cite, web_page
from massage_billing.lessons import browser_storage
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import bar, bullets, check_box, choices, download_link, fold, live, paragraph

NOTE = "Made with the massage-billing course, which is for teaching and is not legal advice. Rules change, so check the sources again."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a worksheet.

    Example:
        >>> item = Item("Start here", "Post the notice", "Hang it where clients see it.", "45 CFR 164.520", done=True)
        >>> item.html()
        '<strong>☑ Done: Post the notice.</strong> Hang it where clients see it. (Source: 45 CFR 164.520)'
    """

    part: str  # the heading that it is listed under
    name: str
    text: str  # what to do, or why to ask
    source: str  # the citation that supports it
    done: bool = False
    notes: str = ""  # the learner's notes

    def html(self) -> str:
        """Return the item as a line of HTML."""
        notes = f" My notes: {self.notes}" if self.notes else ""
        name = f"{'☑ Done' if self.done else '☐ To do'}: {self.name.rstrip('.')}."
        return f"<strong>{escape(name)}</strong> {escape(f'{self.text}{notes} (Source: {self.source})')}"


def by_part(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Group items by the heading that they are listed under, in order.

    Example:
        >>> list(by_part([Item("Start here", "Post the notice", "Hang it.", "45 CFR 164.520")]))
        ['Start here']
    """
    parts: dict[str, list[Item]] = {}
    for item in items:
        parts.setdefault(item.part, []).append(item)
    return parts


def sources(items: Sequence[Item]) -> widgets.HTML:
    """Return the source of each item and the date on which we last checked it, closed until a learner opens it."""
    lines = [f"<li>{escape(item.name)}: {cite(item.source)}</li>" for item in items]
    return widgets.HTML(html.fold("Sources", html.Shown(f"<ul>{''.join(lines)}</ul>", "")).html)


def as_html(title: str, items: Sequence[Item]) -> str:
    """Return a worksheet as a complete HTML page.

    Args:
        title: The title of the page, as text.
        items: The items of the worksheet.
    """
    summary = paragraph(f"{sum(item.done for item in items)} of {len(items)} done.")
    listed = "".join(
        f"<h2>{escape(part)}</h2>{bullets(item.html() for item in inside)}" for part, inside in by_part(items).items()
    )
    return titled_page(title, f"{summary}{listed}{paragraph(NOTE)}")


def titled_page(title: str, body: str) -> str:
    """Return a complete HTML page that starts with its title.

    Args:
        title: The title, as text.
        body: The rest of the page, as HTML.
    """
    return web_page(title, f"<h1>{escape(title)}</h1>\n{body}")


def as_docx(page: str, title: str) -> bytes:
    """Convert a page to a Word document.

    Args:
        page: A page that `titled_page` returned.
        title: The title of the document.

    Returns:
        The contents of a .docx file.
    """
    from html4docx import HtmlToDocx  # noqa: PLC0415  (loaded when a document is made, not before)

    document = HtmlToDocx().parse_html_string(page[page.index("<h1>") : page.index("</main>")])
    document.core_properties.title = title
    document.core_properties.language = "en-US"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class Download(widgets.VBox):
    """A button that creates a page, and links to download it as a Word document and as a web page."""

    def __init__(self, description: str, title: str, stem: str, page: Callable[[], str], ready: str) -> None:
        """Create the button.

        Args:
            description: The label of the button.
            title: The title of the page.
            stem: The name of the files, without an extension.
            page: Returns the page when a learner presses the button.
            ready: A sentence to show with the links.
        """
        self._title, self._stem, self._page, self._ready = title, stem, page, ready
        self.button = widgets.Button(description=description, button_style="primary")
        self.button.on_click(lambda _: self._make())
        self.links = live()
        super().__init__([bar(self.button), self.links])

    def clear(self) -> None:
        """Remove the links after a change to what they would download."""
        self.links.value = ""

    def _make(self) -> None:
        page = self._page()
        files = [("web page", "html", "text/html", page.encode())]
        if not browser_storage.HERE:  # a browser's kernel has no library for Word documents
            files.insert(0, ("Word document", "docx", DOCX, as_docx(page, self._title)))
        links = bullets(
            download_link(f"{self._stem}.{end}", data, kind, f"Download as a {name}") for name, end, kind, data in files
        )
        self.links.value = paragraph(self._ready) + links


class Worksheet(Explorer):
    """Items to check off, with notes, and a download of the result. Nothing is saved in the learner's folder.

    Example:
        >>> worksheet = Worksheet("My start", "start", [Item("Start here", "Post the notice", "Hang it.", "45 CFR 164.520")])
        >>> worksheet.boxes["Post the notice"].value = True
        >>> worksheet.filled()[0].done
        True
    """

    def __init__(self, title: str, stem: str, items: Sequence[Item]) -> None:
        self.items = items
        self.boxes: dict[str, widgets.Checkbox] = {}
        self.notes: dict[str, widgets.Text] = {}
        shown = [
            fold(part, stem, *map(self._row, inside), sources(inside), opened=not number)
            for number, (part, inside) in enumerate(by_part(items).items())
        ]
        ready = "Your worksheet is ready. Download it now, since this page does not save it."
        self.download = Download("Create my worksheet", title, stem, lambda: as_html(title, self.filled()), ready)
        super().__init__(*shown)
        self.children = [*shown, self.answer, self.download]

    def _row(self, item: Item) -> widgets.VBox:
        box = self.boxes[item.name] = check_box(f"{item.name} {item.text}", checked=item.done)
        notes = self.notes[item.name] = widgets.Text(
            description=f"My notes on “{item.name}”", continuous_update=False, value=item.notes
        )
        notes.add_class("mb-notes")
        return widgets.VBox([choices(box), notes])

    def update(self) -> None:
        """Show how many items are done."""
        self.download.clear()
        self.show(paragraph(f"{sum(box.value for box in self.boxes.values())} of {len(self.boxes)} done."))

    def filled(self) -> list[Item]:
        """Return the items as the learner has filled them in."""
        return [
            replace(item, done=self.boxes[item.name].value, notes=self.notes[item.name].value.strip())
            for item in self.items
        ]
