"""The book links glossary terms, shows the parts and steps of each lesson, and has an accessibility statement that is up to date."""

import json
import re

import pytest

from massage_billing.base.tables import current, packaged
from massage_billing.questions.course import Lesson, Term
from massage_billing.site.book import STEP, TERM_LINK, show_parts, term_slug
from stamp_assets import ROOT
from test_design import SHAPE_CONTRAST, TEXT_CONTRAST

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


@pytest.mark.parametrize("lesson", [row.notebook for row in current(Lesson)])
def test_a_page_of_the_book_shows_the_same_parts_and_steps_as_the_lesson(lesson: str) -> None:
    cells = json.loads((packaged("notebooks") / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    cells = [cell | {"source": "".join(cell["source"])} for cell in cells]
    tags = [set(cell["metadata"].get("tags", ())) for cell in cells]
    parts = sum("part" in found for found in tags)
    assert show_parts(cells) == parts > 1
    page = "\n".join(cell["source"] for cell in cells)
    assert [int(number) for number in re.findall(r"(?m)^## Part (\d+): ", page)] == list(range(1, parts + 1))
    assert page.count(STEP) == sum("step" in found for found in tags)
    assert all(
        cell["cell_type"] == "markdown" for cell, found in zip(cells, tags, strict=True) if found & {"part", "step"}
    )


def test_the_accessibility_statement_names_tests_that_exist_and_the_contrast_that_they_require() -> None:
    text = (packaged("book") / "accessibility.md").read_text(encoding="utf-8")
    named = re.findall("`(tests/[^`]+)`", text)
    assert len(named) >= 5
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert f"at least {TEXT_CONTRAST} to 1, and controls have at least {SHAPE_CONTRAST} to 1" in text
