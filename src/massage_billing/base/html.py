"""HTML that the course shows: tables and rows to explore, with the same in plain text, and a complete page."""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path

from massage_billing.base.tables import source_of
from massage_billing.base.text import us_date

LONG = 36  # characters of a name that does not fit beside another on a phone


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


def cited(citation: str) -> dict[str, str]:
    """Return a citation with the address of its source and the date on which we last checked it, for JavaScript.

    Example:
        >>> cited("A colleague")
        {'text': 'A colleague', 'url': '', 'checked': ''}

    Args:
        citation: A citation as a table row gives it. One that names no row of sources.csv has no address and no date.
    """
    found = source_of(citation)
    return {"text": citation, "url": found.url if found else "", "checked": us_date(found.checked) if found else ""}


def cite(citation: str) -> str:
    """Return a citation as HTML: a link to its source, and the date on which we last checked it.

    Example:
        >>> cite("A colleague")
        'A colleague'

    Args:
        citation: As for `cited`.
    """
    found = cited(citation)
    if not found["url"]:
        return escape(citation)
    link = f'<a href="{escape(found["url"])}" target="_blank" rel="noopener">{escape(citation)}</a>'
    return f"{link} (checked {found['checked']})"


@cache
def built(name: str) -> str:
    """Return a script or a style sheet that was built from js/.

    Example:
        >>> "--mb-ink" in built("page.css")
        True

    Args:
        name: The name of the file in the package's folder `static`.
    """
    return (Path(__file__).parents[1] / "static" / name).read_text(encoding="utf-8")


def web_page(title: str, body: str) -> str:
    """Return a complete page with the look of the course. It needs no other file, so it can be sent or printed.

    Example:
        >>> "<title>Terms &amp; forms</title>" in web_page("Terms & forms", "<p>A claim.</p>")
        True

    Args:
        title: The title in the browser's tab, as text.
        body: The contents, as HTML.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{built('page.css')}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to explore, or to guess."""

    name: str
    facts: Mapping[str, str] = field(default_factory=dict)  # the text by its label; the label may be empty
    source: str = ""
    answer: str = ""  # what `rows` shows before the row is open, or the right option of `guesses`

    def html(self) -> str:
        """Return the facts and the source."""
        facts = "".join(
            f"<p>{f'<strong>{escape(label)}:</strong> ' if label else ''}{escape(text)}</p>"
            for label, text in self.facts.items()
        )
        return facts + (f'<p class="mb-source">Source: {cite(self.source)}</p>' if self.source else "")

    def text(self) -> str:
        """Return the row as one line of plain text."""
        facts = [f"{label}: {text}" if label else text for label, text in self.facts.items()]
        return " | ".join(filter(None, [self.name, self.answer, *facts, self.source and f"Source: {self.source}"]))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], sources: Sequence[str] = ()) -> Shown:
    """Return a table of a few rows, with a caption and headings that a screen reader announces. For more rows, see `rows`.

    Example:
        >>> table("Units", ("Code", "Units"), [("97124", 3)], ["Medicare manual"])
        Units
        Code | Units
        97124 | 3
        Source: Medicare manual

    Args:
        caption: The caption of the table.
        head: The heading of each column.
        rows: The cells of each row, as many as there are headings. A cell may be HTML with its text.
        sources: The source of each row.

    Raises:
        ValueError: A row has more or fewer cells than there are headings.
    """
    given = [tuple(row) for row in rows]
    cells = [tuple(map(str, row)) for row in given]
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    # Each cell has its label, so that a phone can show a row as a short list.
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{escape(name)}">{cell.html if isinstance(cell, Shown) else escape(str(cell))}</td>'
            for name, cell in zip(head, row, strict=True)
        )
        + "</tr>"
        for row in given
    )
    # A table with two columns already fits on a phone.
    wide = " mb-wide" if len(head) > 2 else ""  # noqa: PLR2004
    html = f'<table class="mb-table{wide}"><caption>{escape(caption)}</caption><tr>{top}</tr>{body}</table>'
    below = _sources([row[0] for row in cells], sources)
    text = "\n".join([caption, " | ".join(head), *(" | ".join(row) for row in cells), *below.text.splitlines()])
    return Shown(html + below.html, text)


def rows(caption: str, entries: Iterable[Entry]) -> Shown:
    """Return rows to explore. A learner sees their names and opens one at a time; all are printed.

    Rows without an answer are short names side by side.

    Example:
        >>> rows("Codes", [Entry("97010 hot or cold pack", {"Ask first": "Does the payer pay for packs?"}, answer="untimed")])
        Codes
        97010 hot or cold pack | untimed | Ask first: Does the payer pay for packs?

    Args:
        caption: What the rows are about.
        entries: The rows.
    """
    listed = list(entries)
    long = any(len(entry.name) > LONG for entry in listed)
    shape = "mb-list" if any(entry.answer for entry in listed) else f"mb-chips{' mb-long' * long}"
    inside = "".join(
        f'<details name="{_name(caption)}"><summary><strong>{escape(entry.name)}</strong> '
        f"<span>{escape(entry.answer)}</span></summary><div>{entry.html()}</div></details>"
        for entry in listed
    )
    return _figure(shape, caption, inside, listed)


def guesses(caption: str, options: Sequence[str], entries: Iterable[Entry]) -> Shown:
    """Return rows to guess. For each, a learner chooses an option and then sees the right one, with the reason and the source.

    Example:
        >>> guesses("Is it timed?", ("Yes", "No"), [Entry("97010 hot or cold pack", {"": "It is 1 unit."}, answer="No")])
        Is it timed?
        97010 hot or cold pack | No | It is 1 unit.

    Args:
        caption: The question.
        options: The answers to choose from.
        entries: The rows; the answer of each is one of the options.

    Raises:
        ValueError: The answer of a row is not an option.
    """
    listed = list(entries)
    for entry in listed:
        if entry.answer not in options:
            msg = f"The answer of {entry.name!r} is not one of {', '.join(options)}: {entry.answer!r}."
            raise ValueError(msg)
    # The tables list the rows of one answer together, which would give it away.
    random.Random(caption).shuffle(listed)  # noqa: S311  (an order, not a secret)
    inside = "".join(_guess(f"{_name(caption)}-{at}", options, entry) for at, entry in enumerate(listed))
    return _figure("mb-guesses", caption, inside, listed)


def fold(summary: str, inside: Shown) -> Shown:
    """Return something that is closed until a learner opens it. It is printed in full.

    Example:
        >>> fold("1 source", Shown("<p>Medicare manual</p>", "Medicare manual"))
        1 source
        Medicare manual
    """
    html = f'<details class="mb-more"><summary>{escape(summary)}</summary><div>{inside.html}</div></details>'
    return Shown(html, f"{summary}\n{inside.text}")


def groups(caption: str, parts: Mapping[str, Sequence[Entry]]) -> Shown:
    """Return rows to explore in groups that are closed until a learner opens one. The title of each says how many rows it has.

    Example:
        >>> groups("Codes", {"Untimed": [Entry("97010 hot or cold pack", {"": "It is 1 unit."})]})
        Untimed (1)
        Codes: untimed
        97010 hot or cold pack | It is 1 unit.

    Args:
        caption: What the rows are about.
        parts: The rows by group, in the order in which they are shown.
    """
    shown = [
        fold(f"{part} ({len(entries)})", rows(f"{caption}: {part[0].lower()}{part[1:]}", entries))
        for part, entries in parts.items()
    ]
    return Shown("".join(one.html for one in shown), "\n".join(one.text for one in shown))


def _guess(name: str, options: Sequence[str], entry: Entry) -> str:
    """Return one row to guess. The style sheet shows the answer when an option is checked, so that this needs no script."""
    labels = "".join(
        f'<label{" class=mb-hit" if option == entry.answer else ""}><input type="radio" name="{name}"> {escape(option)}</label>'
        for option in options
    )
    verdicts = '<span class="mb-if-hit">✔ Correct. </span><span class="mb-if-miss">✘ Not quite. </span>'
    answer = f"<p>{verdicts}<strong>Answer: {escape(entry.answer)}.</strong></p>{entry.html()}"
    return (
        f"<fieldset><legend>{escape(entry.name)}</legend><div>{labels}</div>"
        f'<div role="status"><div>{answer}</div></div></fieldset>'
    )


def _figure(shape: str, caption: str, inside: str, entries: Iterable[Entry]) -> Shown:
    html = f'<figure class="mb-rows {shape}"><figcaption>{escape(caption)}</figcaption>{inside}</figure>'
    return Shown(html, "\n".join([caption, *(entry.text() for entry in entries)]))


def _name(caption: str) -> str:
    """Return a name that ties rows or options together."""
    return "mb-" + re.sub(r"\W+", "-", caption.casefold())


def _sources(names: Sequence[str], sources: Sequence[str]) -> Shown:
    """Return the sources of a table's rows: one line if they are all the same, and otherwise a closed list."""
    if not sources:
        return Shown("", "")
    if len(set(sources)) == 1:
        return Shown(f'<p class="mb-source">Source: {cite(sources[0])}</p>', f"Source: {sources[0]}")
    lines = [f"{name}: {source}" for name, source in zip(names, sources, strict=True)]
    listed = "".join(f"<li>{escape(name)}: {cite(source)}</li>" for name, source in zip(names, sources, strict=True))
    return fold("Sources", Shown(f'<ul class="mb-sources">{listed}</ul>', "\n".join(lines)))
