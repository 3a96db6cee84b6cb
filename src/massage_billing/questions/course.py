"""The course itself: its lessons, objectives, corrections, and glossary."""

from functools import cache

from massage_billing.base.tables import DatedRow, Row, current, table


@table("syllabus", key=("id",))
class Objective(Row):
    """Something that a learner can do after a lesson."""

    id: str
    subject: str
    objective: str
    course_text_says: str
    standing: str  # whether the 2013 articles are still correct


@table("lessons", key=("notebook",))
class Lesson(Row):
    """A lesson, as the start page shows it.

    Example:
        >>> [row.notebook for row in current(Lesson)][0]
        '01_codes'
    """

    notebook: str
    subject: str
    title: str
    sentence: str
    minutes: int
    needs: str  # what to know beforehand


@table("pages", key=("notebook",))
class Page(Row):
    """A page beside the lessons, as the start page shows it.

    Example:
        >>> "glossary" in [row.notebook for row in current(Page) if row.part == "look up"]
        True
    """

    notebook: str
    title: str
    sentence: str
    part: str  # "look up" or "instructor"


@table("glossary", key=("term",))
class Term(Row):
    """A billing term and its meaning."""

    term: str
    meaning: str
    lesson: str  # the notebook that introduces the term or uses it most


@table("corrections", key=("objective",))
class Correction(DatedRow):
    """What the 2013 articles say, and what the sources say."""

    objective: str
    course_text_says: str
    source_says: str
    lesson: str  # the notebook that teaches it


def objective(ident: str) -> str:
    """Return the text of an objective in syllabus.csv.

    Raises:
        KeyError: There is no such objective.
    """
    return _objectives()[ident]


@cache
def _objectives() -> dict[str, str]:
    return {row.id: row.objective for row in current(Objective)}
