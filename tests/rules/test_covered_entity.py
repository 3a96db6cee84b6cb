"""The covered-entity decision gives the right outcome from answers, from facts, and for 40 practices."""

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
from massage_billing.questions.banks.covered_entity.vignettes import Vignette, answers
from massage_billing.rules.covered_entity import (
    ASSOCIATE,
    COVERED,
    DEPENDS,
    FACTS,
    HYBRID,
    NOT_COVERED,
    OUTCOMES,
    WORKFORCE,
    QuotedStatement,
    answers_from_facts,
    decide_from_facts,
    questions,
    values,
    walk,
)

VIGNETTES = tables.current(Vignette)
ASKED = ("health_care", "own_practice", "own_patients", "transaction", "electronic", "set_apart")
# The outcome of each practice, worked out by hand before the table was written. The letters are the keys of NAMES.
LETTERS = [
    "N", "N", "N", "C", "C", "N", "N", "C", "C", "N", "D", "C", "C", "D", "N", "N", "N", "D", "N", "N", "C", "N",
    "N", "D", "C", "C", "W", "W", "N", "BA", "W", "N", "D",
    "C", "H", "C", "C", "N", "C", "N",
]  # fmt: skip
NAMES = {"C": COVERED, "N": NOT_COVERED, "W": WORKFORCE, "BA": ASSOCIATE, "H": HYBRID, "D": DEPENDS}


@pytest.mark.parametrize(
    ("answers", "outcome", "asked"),
    [
        ((False,), NOT_COVERED, 1),
        ((True, False), WORKFORCE, 2),
        ((True, True, False), ASSOCIATE, 3),
        ((True, True, True, False), NOT_COVERED, 4),
        ((True, True, True, True, False), NOT_COVERED, 5),
        ((True, True, True, True, True, False), COVERED, 6),
        ((True, True, True, True, True, True), HYBRID, 6),
        ((None,), DEPENDS, 1),
        ((True, None), DEPENDS, 2),
        ((True, True, True, None, True), DEPENDS, 4),
        ((True, True, True, None, False), NOT_COVERED, 4),  # either answer leads to the same outcome
        ((True, True, True, True, None), DEPENDS, 5),
    ],
)
def test_the_decision_asks_only_what_it_needs(answers: tuple[bool | None, ...], outcome: str, asked: int) -> None:
    found = mb.decide_covered_entity(dict(zip(ASKED, answers, strict=False)))
    assert found.outcome == outcome
    assert len(found.steps) == asked
    assert found.sources
    assert all(source.startswith("45 CFR part 16") for source in found.sources)


def test_the_usual_answer_is_assumed_where_a_practice_seldom_differs() -> None:
    usual = {"health_care": True, "own_practice": True, "transaction": True, "electronic": True}
    assert mb.decide_covered_entity(usual).outcome == COVERED
    assert walk(usual).next == "own_patients", "somebody who is asked one question at a time is asked all of them"


@given(st.dictionaries(st.sampled_from(ASKED), st.sampled_from([True, False, None])))
def test_any_answers_lead_to_an_outcome_or_to_the_next_question(answers: dict[str, bool | None]) -> None:
    path = walk(answers)
    assert bool(path.next) != bool(path.outcome)
    assert path.next not in answers
    assert [step.question for step in path.steps] == list(ASKED[: len(path.steps)])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "^health_care has no answer. Give True, False, or None: Do you give"),
        (None, "^answers must map each question to True or False"),
        ([True], "^answers must map each question to True or False"),
        ({"health_care": "yes"}, "^The answer to health_care must be True, False, or None, but it is 'yes'"),
        ({"health_care": True, "own_practice": 1}, "^The answer to own_practice must be True, False, or None"),
    ],
)
def test_a_missing_or_invalid_answer_is_rejected_with_its_question(answers: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mb.decide_covered_entity(answers)


def test_a_misspelled_question_is_rejected_because_its_answer_would_not_count() -> None:
    misspelled = {"health_care": True, "own_practice": True, "own_patient": False, "transaction": False}
    with pytest.raises(
        ValueError, match=r"^answers has 'own_patient', which is not a question\. Use health_care, own_"
    ):
        mb.decide_covered_entity(misspelled)


def test_a_date_before_the_rule_is_rejected() -> None:
    with pytest.raises(
        OutsideKnownDatesError,
        match=r"^covered_entity\.csv starts on 2003-04-14, so it cannot answer for 2001-01-01\.$",
    ):
        mb.decide_covered_entity({"health_care": False}, on=date(2001, 1, 1))


@pytest.mark.parametrize("on", ["2026-01-05", 2026])
def test_a_value_that_is_not_a_date_is_rejected(on: Any) -> None:
    with pytest.raises(ValueError, match=r"^on, the date of service, must be a date"):
        mb.decide_covered_entity({"health_care": False}, on=on)


def test_every_answer_leads_to_a_question_or_an_outcome() -> None:
    asked = questions()
    ends = {end for row in asked.values() for end in (row.if_yes, row.if_no)}
    assert ends <= {*asked, *OUTCOMES}


@pytest.mark.parametrize(
    ("row", "letter"), list(zip(VIGNETTES, LETTERS, strict=True)), ids=[row.number for row in VIGNETTES]
)
def test_each_practice_has_the_expected_outcome(row: Vignette, letter: str) -> None:
    assert row.outcome == NAMES[letter]
    assert row.tempting != row.outcome
    assert bool(row.condition) == (row.outcome == DEPENDS)


@pytest.mark.parametrize("row", VIGNETTES, ids=lambda row: row.number)
def test_the_decision_leads_each_practice_to_its_outcome(row: Vignette) -> None:
    assert mb.decide_covered_entity(answers(row)).outcome == row.outcome


def test_a_practice_is_covered_only_if_all_four_facts_count() -> None:
    for combination in product(*(values(fact).items() for fact in FACTS)):
        facts = {fact: value for fact, (value, _) in zip(FACTS, combination, strict=True)}
        counts = [row.counts for _, row in combination]
        found = decide_from_facts(facts)
        assert (found.outcome == COVERED) == (set(counts) == {"yes"})
        assert (found.outcome == NOT_COVERED) == ("no" in counts)
        assert len(found.why) == len(found.deciding) >= 1


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "^sender is missing. Use one of you, billing service"),
        (None, "^facts must have a value for each of sender, what, means, receiver"),
        ({"sender": "you", "what": "poem"}, "^what is 'poem'. Use one of claim"),
    ],
)
def test_a_missing_or_unknown_fact_is_rejected_with_its_name(facts: Any, message: str) -> None:
    for rule in (decide_from_facts, answers_from_facts):
        with pytest.raises(ValueError, match=message):
            rule(facts)


def test_attachments_have_no_answer_before_their_rule() -> None:
    facts = {"sender": "you", "what": "chart notes for a claim", "means": "web page", "receiver": "health plan"}
    assert decide_from_facts(facts, date(2026, 5, 26)).outcome == DEPENDS
    with pytest.raises(OutsideKnownDatesError, match="cannot answer for 2026-05-25"):
        decide_from_facts(facts, date(2026, 5, 25))


def test_the_agency_is_never_wrong_and_the_magazine_is_wrong_most_often() -> None:
    wrong = {
        row.id: sum(statement_says(row.looks_at, case) != case.outcome for case in VIGNETTES)
        for row in tables.current(QuotedStatement)
    }
    assert wrong["agency"] == 0
    assert wrong["magazine"] == sum(letter != "C" for letter in LETTERS)
    assert 0 < wrong["textbook"] < wrong["magazine"]
