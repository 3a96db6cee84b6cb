"""What every lesson prints from the tables of the course: corrections, glossary, and sources."""

from html import escape

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import Source, current
from massage_billing.questions.course import Correction, Lesson, Term


def course_text(lesson: str) -> Shown:
    """Return what the course text says beside what the source says, for one lesson (corrections.csv)."""
    rows = [
        (row.course_text_says, row.source_says, f"{row.citation} ({row.start})")
        for row in current(Correction)
        if row.lesson == lesson
    ]
    head = ("The course text says", "The source says", "Source, and since when at least")
    return table("The course text and the sources", head, rows)


def glossary() -> Shown:
    """Return the words of the trade with what they mean, and the lesson to read (glossary.csv)."""
    titles = {row.notebook: row.title for row in current(Lesson)}
    rows = [(row.term, row.meaning, titles[row.lesson]) for row in current(Term)]
    return table("Words of the trade, from A to Z", ("Word", "What it means", "Lesson"), rows)


def sources(lesson: str) -> Shown:
    """Return the sources of one lesson with their dates: issued by the publisher, last checked by us."""
    rows = [row for row in current(Source) if lesson in row.lessons]
    items = "".join(
        f'<li><a href="{escape(row.url)}" target="_blank" rel="noopener">{escape(row.title)}</a>. '
        f"{escape(_publication(row))}</li>"
        for row in rows
    )
    text = "\n".join(f"{row.title}. {_publication(row)} {row.url}" for row in rows)
    return Shown(f'<ul class="mb-sources">{items}</ul>', text)


def _publication(row: Source) -> str:
    issued = f"issued {row.issued}, " if row.issued else ""
    return f"{row.publisher}. A {row.standing} source, {issued}last checked {row.checked}."
