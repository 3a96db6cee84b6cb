"""The glossary links in the lessons lead to terms on the glossary page of the book."""

import json
import re

import pytest

from massage_billing.base.tables import current, packaged
from massage_billing.questions.course import Lesson, Term
from massage_billing.site.book import TERM_LINK, term_slug

TERMS = {term_slug(row.term): row.term for row in current(Term)}


def test_each_glossary_term_has_its_own_address() -> None:
    assert len(TERMS) == len(current(Term))


@pytest.mark.parametrize("lesson", [row.notebook for row in current(Lesson)])
def test_each_glossary_link_in_a_lesson_leads_to_a_term_and_is_not_repeated(lesson: str) -> None:
    cells = json.loads((packaged("notebooks") / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    links = re.findall(TERM_LINK, text)
    assert len(links) >= 3
    assert text.count("glossary.ipynb#") == len(links)
    assert [slug for _, slug in links if slug not in TERMS] == []
    assert len({slug for _, slug in links}) == len(links)
    for words, slug in links:
        assert words.lower().startswith(TERMS[slug].lower())
