"""Text for learners is at most at an eighth-grade level, has short sentences, and explains every technical term."""

import gc
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import textstat

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.questions.course import Term
from massage_billing.questions.registry import Family
from tidy_notebooks import NOTEBOOKS

with warnings.catch_warnings():  # textstat leaves its dictionary file open
    warnings.simplefilter("ignore", ResourceWarning)
    textstat.flesch_kincaid_grade("word")
    gc.collect()

HIGHEST_GRADE = 8.0  # Flesch-Kincaid grade level
LONGEST_SENTENCE = 25  # words
LONGEST_EXPLANATION = 60  # words
END_OF_SENTENCE = re.compile(r"(?<=[.?!:;])[”\"*)]*\s+|\n+")
TERMS = sorted((row.term for row in tables.current(Term)), key=len, reverse=True)
TERM = re.compile(rf"\b({'|'.join(f'{re.escape(term)}(?:s|es)?' for term in TERMS)})\b", re.IGNORECASE)
# Columns with names, codes, and addresses instead of prose.
NOT_PROSE = {"id", "code", "group", "source", "pinpoint", "url", "read_at", "title", "short", "publisher", "misconception", "standing", "lesson",
            "number"}  # fmt: skip
SHOWN_TABLES = ["statements", "statement_groups", "privacy_duties", "claim_checks", "every_category_law", "law_periods", "plan_kinds",
         "necessity_cases", "research_charts", "survey_figures", "corrections", "claim_items", "claim_steps", "contract_clauses",
         "benefit_questions", "adjustment_reasons", "note_parts", "state_steps", "other_states", "practice_vignettes",
         "practice_facts", "codes", "code_pairs", "covered_entity", "glossary"]  # fmt: skip


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text. Each glossary term and each number counts as one short word."""
    text = re.sub(r"[*_`#>→✔✘×+=$“”|]", " ", text)
    text = TERM.sub("term", text)
    text = re.sub(r"[^\s(]*\d[^\s.?!]*", "five", text)
    return float(textstat.flesch_kincaid_grade(text))


def words(text: str) -> int:
    """Return how many words a text has. A symbol alone is not a word."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def too_long(text: str) -> list[str]:
    """Return the sentences that have too many words."""
    return [one for one in END_OF_SENTENCE.split(text) if words(one) > LONGEST_SENTENCE]


def prose(path: Path) -> str:
    """Return the prose of a notebook, with each heading and list item as a sentence."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)  # keep the text of a link, but not its address
    return re.sub(r"(?m)^[#-]+ *(.*?)[,:.]?$", r"\1.", text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_lesson_prose_is_at_an_eighth_grade_level(path: Path) -> None:
    assert grade(prose(path)) <= HIGHEST_GRADE
    assert too_long(prose(path)) == []


@pytest.mark.parametrize("found", mb.families(), ids=lambda found: found.name)
def test_questions_and_feedback_are_at_an_eighth_grade_level(found: Family) -> None:
    texts: list[str] = []
    for seed in range(12):
        question = mb.draw(found.name, seed)
        messages = (one.message for one in question.key.misconceptions)
        texts += [question.prompt.text, question.key.explanation, *messages]
        assert words(question.key.explanation) <= LONGEST_EXPLANATION, question.key.explanation
    assert grade(" ".join(texts)) <= HIGHEST_GRADE
    assert [one for text in texts for one in too_long(text)] == []


def sentences(name: str) -> Iterator[str]:
    """Yield each cell of a table that has more than three words."""
    for row in tables.history(name):
        cells = {field.name: getattr(row, field.name) for field in fields(row) if field.name not in NOT_PROSE}
        yield from (cell for cell in cells.values() if isinstance(cell, str) and len(cell.split()) > 3)


@pytest.mark.parametrize("name", SHOWN_TABLES)
def test_table_text_is_at_an_eighth_grade_level(name: str) -> None:
    assert grade(" ".join(text if text[-1] in ".?!" else f"{text}." for text in sentences(name))) <= HIGHEST_GRADE
    assert [one for text in sentences(name) for one in too_long(text)] == []


def test_a_difficult_text_gets_a_high_grade() -> None:
    hard = (
        "Notwithstanding the aforementioned considerations, the administrative adjudication of reimbursement determinations "
        "necessitates comprehensive substantiation."
    )
    assert grade(hard) > HIGHEST_GRADE


def test_a_sentence_that_is_too_long_is_found() -> None:
    long = "word " * (LONGEST_SENTENCE + 1)
    assert too_long(f"Short. {long}.") == [f"{long}."]
    assert too_long(f"{'word ' * LONGEST_SENTENCE}.") == []


def test_a_glossary_term_names_its_lesson_and_is_not_explained_by_itself() -> None:
    notebooks = {path.stem for path in NOTEBOOKS}
    for row in tables.current(Term):
        assert row.lesson in notebooks
        assert row.meaning.endswith(".")
        assert row.term.casefold() not in row.meaning.casefold().split(), row.term
