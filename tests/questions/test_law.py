"""Answer keys of the questions on HIPAA and Washington's law that an expert could once have disputed."""

from collections.abc import Iterator

import pytest

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.questions.banks.covered_entity.transactions import DEPENDS_ON_PATIENTS, ONLY_HIPAA
from massage_billing.questions.banks.covered_entity.vignettes import Vignette, changes, with_facts
from massage_billing.questions.banks.statements import Statement
from massage_billing.questions.model import Question
from massage_billing.rules.covered_entity import COVERED, DEPENDS, NOT_COVERED, PrivacyDuty
from massage_billing.rules.every_category_law import SurveyFigure, events


def drawn(family: str, seeds: int = 60) -> Iterator[Question]:
    for seed in range(seeds):
        yield mb.draw(family, seed)


def wrong_choices(question: Question) -> set[str]:
    (accepted,) = question.key.accepted
    return set(question.prompt.payload["choices"]) - (set(accepted) if isinstance(accepted, list) else {accepted})


def test_a_change_that_leaves_the_case_open_is_not_a_wrong_choice() -> None:
    open_cases = {
        (row.story, change.fact.change)
        for row in with_facts()
        for change in changes(row)
        if change.found.outcome == DEPENDS
    }
    for question in drawn("covered_entity.which_fact"):
        story = next(row.story for row in with_facts() if question.prompt.text.startswith(row.story))
        assert not {(story, choice) for choice in wrong_choices(question)} & open_cases


def test_the_source_of_a_changed_fact_is_that_of_the_fact_that_decides() -> None:
    for question in drawn("covered_entity.one_fact"):
        if question.key.explanation == "An auto insurer is not a health plan.":
            assert question.key.source.startswith("Privacy Rule preamble, Health plan")


@pytest.mark.parametrize("family", ["covered_entity.statement", "covered_entity.who_is_right"])
def test_a_statement_is_judged_only_on_a_practice_with_a_clear_outcome(family: str) -> None:
    clear = [row.story for row in current(Vignette) if row.outcome in (COVERED, NOT_COVERED)]
    for question in drawn(family):
        assert any(story in question.prompt.text for story in clear)


def test_a_duty_that_washington_has_too_is_not_a_wrong_choice() -> None:
    duties = {row.duty: row for row in current(PrivacyDuty)}
    only = {duties[name].do for name in ONLY_HIPAA}
    assert {duties[name].who for name in ONLY_HIPAA} == {"covered"}
    assert {duties[name].who for name in DEPENDS_ON_PATIENTS} == {"Washington"}
    for question in drawn("covered_entity.whom_it_binds"):
        assert wrong_choices(question) <= only


def test_what_a_step_left_open_is_asked_with_choices_that_were_decided() -> None:
    decided = {row.decided for row in events()}
    for question in drawn("every_category_law.left_open"):
        assert wrong_choices(question) <= decided


def test_a_caution_that_is_true_of_a_survey_figure_is_not_a_wrong_choice() -> None:
    wishes = {row.care for row in current(SurveyFigure) if row.id.startswith("wish")}
    for question in drawn("every_category_law.survey"):
        wrong = wrong_choices(question)
        assert "The figure covers one year and is self-reported." not in wrong
        if "would like insurance" in question.prompt.text:
            assert not wrong & wishes


def test_the_legislature_that_passed_the_bill_is_not_a_wrong_choice_beside_the_governor() -> None:
    for question in drawn("every_category_law.who"):
        if question.key.accepted == ("The governor",):
            assert "The 1995 legislature" not in wrong_choices(question)


def test_a_measure_that_fits_the_complaint_is_not_a_wrong_choice() -> None:
    for question in drawn("every_category_law.measure"):
        wrong = wrong_choices(question)
        assert "feels better after each visit" not in question.prompt.text
        if "neck pain" in question.prompt.text or "turn her head" in question.prompt.text:
            assert not wrong & {"Nights with pain each week", "Headaches per week"}
        if "cook" in question.prompt.text:
            assert "Minutes of sitting or standing without a break" not in wrong


def test_the_explanation_starts_with_the_reason_for_this_answer() -> None:
    reasons = {row.statement: row.why for row in current(Statement) if row.right and row.why}
    for family in ("every_category_law.your_state", "covered_entity.npi", "every_category_law.closed_panels"):
        for question in drawn(family):
            (right,) = question.key.accepted
            assert question.key.explanation.startswith(reasons.get(right, ""))
    assert {
        row.statement for row in current(Statement) if row.group == "every_category_law.your_state" and row.right
    } <= set(reasons)


def test_one_association_and_eleven_insurers_sued() -> None:
    (suit,) = events(["the insurers"])[:1]
    assert suit.event.startswith("One association and eleven insurers")
