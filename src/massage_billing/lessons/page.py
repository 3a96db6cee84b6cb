"""Tables that the pages of the course show: corrections, glossary, and sources."""

from html import escape

from massage_billing.base.html import Shown, cite, fold, table
from massage_billing.base.tables import Source, citation, current
from massage_billing.base.text import plural, us_date
from massage_billing.questions.course import Correction, Lesson, Term


def course_text(lesson: str) -> Shown:
    """Return the table of what the 2013 articles say and what the sources say, for one lesson (corrections.csv).

    Example:
        >>> course_text("05_claims").text.splitlines()[0]
        'What has changed since 2013'

    Args:
        lesson: The name of a notebook, such as "05_claims".
    """
    rows = [(row.course_text_says, row.source_says, _since(row)) for row in current(Correction) if row.lesson == lesson]
    head = ("The 2013 articles say", "The sources say", "Source and first known date")
    return table("What has changed since 2013", head, rows)


def _since(row: Correction) -> Shown:
    since = f"Since {us_date(row.start)}."
    return Shown(f"{cite(row.citation)}. {since}", f"{row.citation}. {since}")


def glossary() -> Shown:
    """Return the table of billing terms, with what each means and which lesson covers it (glossary.csv).

    Example:
        >>> glossary().text.splitlines()[1]
        'Term | What it means | Lesson'
    """
    titles = {row.notebook: row.title for row in current(Lesson)}
    rows = [(row.term, row.meaning, titles[row.lesson]) for row in current(Term)]
    return table("Billing terms, A to Z", ("Term", "What it means", "Lesson"), rows)


def based_on(*citations: str) -> Shown:
    """Return the sources of what a step says, closed at first, each with its place and the date we last checked it.

    Example:
        >>> based_on("cms-clm-5: section 20.2 C")
        Source
        Medicare Claims Processing Manual, chapter 5, section 20.2 C

    Args:
        citations: The ID of each source in sources.csv and, after a colon, the place in it.

    Raises:
        KeyError: There is no source with that ID.
    """
    cited = [citation(ident, place) for ident, _, place in (one.partition(": ") for one in citations)]
    html = "".join(f"<li>{cite(one)}</li>" for one in cited)
    title = "Source" if len(cited) == 1 else plural(len(cited), "source")
    return fold(title, Shown(f'<ul class="mb-sources">{html}</ul>', "\n".join(cited)))


def sources(lesson: str) -> Shown:
    """Return the list of sources for a lesson, closed at first, with the date each was issued and the date we last checked it.

    Example:
        >>> "https://" in sources("05_claims").text
        True

    Args:
        lesson: The name of a notebook, such as "05_claims".
    """
    rows = [row for row in current(Source) if lesson in row.lessons]
    items = "".join(
        f'<li><a href="{escape(row.url)}" target="_blank" rel="noopener">{escape(row.title)}</a>. '
        f"{escape(_publication(row))}</li>"
        for row in rows
    )
    text = "\n".join(f"{row.title}. {_publication(row)} {row.url}" for row in rows)
    first, last = (us_date(pick(row.checked for row in rows)) for pick in (min, max))
    checked = first if first == last else f"from {first} to {last}"
    return fold(
        f"{plural(len(rows), 'source')}, last checked {checked}", Shown(f'<ul class="mb-sources">{items}</ul>', text)
    )


def _publication(row: Source) -> str:
    issued = f"issued {us_date(row.issued)}, " if row.issued else ""
    return f"{row.publisher}. {row.standing.capitalize()} source, {issued}last checked {us_date(row.checked)}."
