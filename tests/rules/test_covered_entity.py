"""The covered-entity decision: its questions, the 33 practices, and the facts that decide."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.base.tables import OutsideKnownDatesError
from massage_billing.questions.banks.covered_entity.three_statements import statement_says
from massage_billing.questions.banks.covered_entity.vignettes import Vignette
from massage_billing.rules.covered_entity import (
    COVERED,
    DEPENDS,
    FACTS,
    NOT_COVERED,
    OUTCOMES,
    WORKFORCE,
    QuotedStatement,
    decide_from_facts,
    questions,
    values,
    walk,
)

VIGNETTES = tables.current(Vignette)
ASKED = ("health_care", "own_practice", "transaction", "electronic")
# The answers, practice by practice, as worked out before the table was written: C covered, N not, W workforce, BA business associate, D depends
LETTERS = [
    "N",
    "N",
    "N",
    "C",
    "C",
    "N",
    "N",
    "C",
    "C",
    "N",
    "D",
    "C",
    "C",
    "D",
    "D",
    "N",
    "N",
    "D",
    "N",
    "N",
    "C",
    "N",
    "N",
    "D",
    "C",
    "C",
    "W",
    "W",
    "N",
    "BA",
    "W",
    "N",
    "D",
]
NAMES = {"C": COVERED, "N": NOT_COVERED, "W": WORKFORCE, "BA": "business associate", "D": DEPENDS}


@pytest.mark.parametrize(
    ("answers", "outcome", "asked"),
    [
        ((False,), NOT_COVERED, 1),
        ((True, False), WORKFORCE, 2),
        ((True, True, False), NOT_COVERED, 3),
        ((True, True, True, False), NOT_COVERED, 4),
        ((True, True, True, True), COVERED, 4),
    ],
)
def test_the_decision_asks_only_what_it_needs(answers: tuple[bool, ...], outcome: str, asked: int) -> None:
    found = mb.decide_covered_entity(dict(zip(ASKED, answers, strict=False)))
    assert found.outcome == outcome
    assert len(found.steps) == asked
    assert found.sources
    assert all(source.startswith("45 CFR part 16") for source in found.sources)


@given(st.dictionaries(st.sampled_from(ASKED), st.booleans()))
def test_any_answers_lead_to_an_outcome_or_to_the_question_that_is_missing(answers: dict[str, bool]) -> None:
    path = walk(answers)
    assert bool(path.next) != bool(path.outcome)
    assert path.next not in answers
    assert [step.question for step in path.steps] == list(ASKED[: len(path.steps)])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "^health_care has no answer; give True or False: Do you give"),
        (None, "^answers must be True or False by question"),
        ([True], "^answers must be True or False by question"),
        ({"health_care": "yes"}, "^The answer to health_care must be True or False; it is 'yes'"),
        ({"health_care": True, "own_practice": 1}, "^The answer to own_practice must be True or False"),
    ],
)
def test_a_missing_or_odd_answer_names_its_question(answers: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mb.decide_covered_entity(answers)


def test_a_day_before_the_rule_is_an_error() -> None:
    with pytest.raises(
        OutsideKnownDatesError,
        match=r"^covered_entity\.csv starts on 2003-10-16, so it cannot answer for 2001-01-01\.$",
    ):
        mb.decide_covered_entity({"health_care": False}, on=date(2001, 1, 1))


@pytest.mark.parametrize("on", ["2026-01-05", 2026])
def test_what_is_not_a_day_is_named(on: Any) -> None:
    with pytest.raises(ValueError, match=r"^on, the date of service, must be a date"):
        mb.decide_covered_entity({"health_care": False}, on=on)


def test_every_way_ends_in_an_outcome() -> None:
    asked = questions()
    ends = {end for row in asked.values() for end in (row.if_yes, row.if_no)}
    assert ends <= {*asked, *OUTCOMES}


@pytest.mark.parametrize(
    ("row", "letter"), list(zip(VIGNETTES, LETTERS, strict=True)), ids=[row.number for row in VIGNETTES]
)
def test_each_practice_has_the_outcome_of_the_fact_sheet(row: Vignette, letter: str) -> None:
    assert row.outcome == NAMES[letter]
    assert row.tempting != row.outcome
    assert bool(row.condition) == (row.outcome == DEPENDS)


@pytest.mark.parametrize("row", [row for row in VIGNETTES if row.sender], ids=lambda row: row.number)
def test_the_facts_of_a_practice_come_to_its_outcome(row: Vignette) -> None:
    assert decide_from_facts({fact: getattr(row, fact) for fact in FACTS}).outcome == row.outcome


def test_one_fact_is_enough_to_keep_a_practice_out() -> None:
    """Every combination there is: covered only where all four facts count; no fact is named as deciding that is not."""
    for chosen in product(*(values(fact).items() for fact in FACTS)):
        facts = {fact: value for fact, (value, _) in zip(FACTS, chosen, strict=True)}
        counts = [row.counts for _, row in chosen]
        found = decide_from_facts(facts)
        assert (found.outcome == COVERED) == (set(counts) == {"yes"})
        assert (found.outcome == NOT_COVERED) == ("no" in counts)
        assert len(found.why) == len(found.deciding) >= 1


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "^sender is missing; use one of you, billing service"),
        (None, "^facts must be a value for each of sender, what, means, receiver"),
        ({"sender": "you", "what": "poem"}, "^what is 'poem'; use one of claim"),
    ],
)
def test_a_missing_or_unknown_fact_is_named(facts: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decide_from_facts(facts)


def test_attachments_count_only_from_their_day() -> None:
    facts = {"sender": "you", "what": "chart notes for a claim", "means": "web page", "receiver": "health plan"}
    assert decide_from_facts(facts, date(2026, 5, 26)).outcome == DEPENDS
    with pytest.raises(OutsideKnownDatesError, match="cannot answer for 2026-05-25"):
        decide_from_facts(facts, date(2026, 5, 25))


def test_the_three_statements_against_all_practices() -> None:
    """The agency's line is never wrong; the magazine's makes everybody covered; the textbook's lies between."""
    wrong = {
        row.id: sum(statement_says(row.looks_at, case) != case.outcome for case in VIGNETTES)
        for row in tables.current(QuotedStatement)
    }
    assert wrong["agency"] == 0
    assert wrong["magazine"] == sum(letter != "C" for letter in LETTERS)
    assert 0 < wrong["textbook"] < wrong["magazine"]
