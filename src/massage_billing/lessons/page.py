"""What a lesson prints from the tables: HTML for the page, and the same in plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from massage_billing.tables import cited, load


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Something a cell shows: HTML where a page is drawn, plain text elsewhere (and for nbval to compare)."""

    html: str
    text: str

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Shown:
    """Return a table with a caption and headings that a screen reader announces."""
    rows = [tuple(str(cell) for cell in row) for row in rows]
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    # The label travels with each cell, so that on a phone a row can be set as a small list.
    body = "".join(
        "<tr>"
        + "".join(f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, row, strict=True))
        + "</tr>"
        for row in rows
    )
    # A table of two columns fits a phone as it is.
    wide = " mb-wide" if len(head) > 2 else ""  # noqa: PLR2004
    html = f'<table class="mb-table{wide}"><caption>{escape(caption)}</caption><tr>{top}</tr>{body}</table>'
    text = "\n".join([caption, " | ".join(head), *(" | ".join(row) for row in rows)])
    return Shown(html, text)


def course_text(lesson: str) -> Shown:
    """Return what the course text says beside what the source says, for one lesson (corrections.csv)."""
    rows = [
        (row["course_text_says"], row["source_says"], f"{cited(row)} ({row['start']})")
        for row in load("corrections")
        if row["lesson"] == lesson
    ]
    head = ("The course text says", "The source says", "Source, and since when at least")
    return table("The course text and the sources", head, rows)


def glossary() -> Shown:
    """Return the words of the trade with what they mean, and the lesson to read (glossary.csv)."""
    titles = {row["notebook"]: row["title"] for row in load("lessons")}
    rows = [(row["term"], row["meaning"], titles[row["lesson"]]) for row in load("glossary")]
    return table("Words of the trade, from A to Z", ("Word", "What it means", "Lesson"), rows)


def sources(lesson: str) -> Shown:
    """Return the sources of one lesson with their dates: issued by the publisher, last checked by us."""
    html, text = [], []
    for row in load("sources"):
        if lesson not in row["lessons"].split():
            continue
        issued = f"issued {row['issued']}, " if row["issued"] else ""
        told = f"{row['publisher']}. A {row['standing']} source, {issued}last checked {row['checked']}."
        link = f'<a href="{escape(row["url"])}" target="_blank" rel="noopener">{escape(row["title"])}</a>'
        html.append(f"<li>{link}. {escape(told)}</li>")
        text.append(f"{row['title']}. {told} {row['url']}")
    return Shown(f'<ul class="mb-sources">{"".join(html)}</ul>', "\n".join(text))
