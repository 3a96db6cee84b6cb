"""A table as HTML for a page, and the same in plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


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


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Shown:
    """Return a table with a caption and headings that a screen reader announces."""
    cells = [tuple(map(str, row)) for row in rows]
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    # The label travels with each cell, so that on a phone a row can be set as a small list.
    body = "".join(
        "<tr>"
        + "".join(f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, row, strict=True))
        + "</tr>"
        for row in cells
    )
    # A table of two columns fits a phone as it is.
    wide = " mb-wide" if len(head) > 2 else ""  # noqa: PLR2004
    html = f'<table class="mb-table{wide}"><caption>{escape(caption)}</caption><tr>{top}</tr>{body}</table>'
    text = "\n".join([caption, " | ".join(head), *(" | ".join(row) for row in cells)])
    return Shown(html, text)
