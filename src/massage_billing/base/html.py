"""HTML that the course shows: a table, with the same in plain text, and a complete page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

PAGE_STYLE = Path(__file__).parents[1] / "static" / "page.css"  # built from js/design


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Something a cell shows: HTML in a notebook or page, plain text elsewhere (and for nbval to compare).

    Example:
        >>> Shown("<p>3 units</p>", "3 units")
        3 units
    """

    html: str
    text: str

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def web_page(title: str, body: str) -> str:
    """Return a complete page with the look of the course. It needs no other file, so it can be sent or printed.

    Example:
        >>> "<title>Terms &amp; forms</title>" in web_page("Terms & forms", "<p>A claim.</p>")
        True

    Args:
        title: The title in the browser's tab, as text.
        body: The contents, as HTML.
    """
    style = PAGE_STYLE.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Shown:
    """Return a table with a caption and headings that a screen reader announces.

    Example:
        >>> table("Units", ("Code", "Units"), [("97124", 3)])
        Units
        Code | Units
        97124 | 3

    Args:
        caption: The caption of the table.
        head: The heading of each column.
        rows: The cells of each row, as many as there are headings.

    Raises:
        ValueError: A row has more or fewer cells than there are headings.
    """
    cells = [tuple(map(str, row)) for row in rows]
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    # Each cell has its label, so that a phone can show a row as a short list.
    body = "".join(
        "<tr>"
        + "".join(f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, row, strict=True))
        + "</tr>"
        for row in cells
    )
    # A table with two columns already fits on a phone.
    wide = " mb-wide" if len(head) > 2 else ""  # noqa: PLR2004
    html = f'<table class="mb-table{wide}"><caption>{escape(caption)}</caption><tr>{top}</tr>{body}</table>'
    text = "\n".join([caption, " | ".join(head), *(" | ".join(row) for row in cells)])
    return Shown(html, text)
