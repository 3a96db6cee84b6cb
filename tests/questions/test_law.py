"""Answer keys of the questions on HIPAA and Washington's law that an expert could once have disputed."""

from collections.abc import Iterator
from datetime import date

import pytest

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.questions.banks.covered_entity.transactions import (
    DEPENDS_ON_PATIENTS,
    ONLY_HIPAA,
    PARTLY_ON_CHECKLIST,
    PERMISSIONS_AND_CONTRACTS,
)
from massage_billing.questions.banks.covered_entity.vignettes import NOT_EXACT, Vignette, changes, with_facts
from massage_billing.questions.banks.statements import Statement
from massage_billing.questions.model import Question
from massage_billing.rules.covered_entity import ASSOCIATE, COVERED, DEPENDS, NOT_COVERED, WORKFORCE, PrivacyDuty
from massage_billing.rules.every_category_law import SurveyFigure, events, law_on


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


def test_the_governor_who_signs_what_a_legislature_passes_is_not_a_wrong_choice_beside_it() -> None:
    for question in drawn("every_category_law.who"):
        if "legislature" in str(question.key.accepted):
            assert "The governor" not in wrong_choices(question)


def test_a_ruling_that_was_reversed_is_not_called_decided_at_an_earlier_step() -> None:
    (ruling,) = events(["the federal district court"])
    for question in drawn("every_category_law.left_open", 120):
        if ruling.event not in question.prompt.text:
            assert ruling.decided not in wrong_choices(question)


def test_the_law_is_called_unclear_only_while_the_latest_ruling_is_against_it() -> None:
    # Until February 1999, the case was not over, although the law had been upheld.
    for question in drawn("every_category_law.on_that_day"):
        assert any("the latest ruling was against it" in choice for choice in question.prompt.payload["choices"])


def test_the_cost_of_one_operation_is_not_called_the_cost_for_one_person() -> None:
    for question in drawn("every_category_law.cost_model"):
        if "surgery does the plan avoid" in question.prompt.text:
            assert "one person" not in " ".join(messages(question).values())
        else:
            assert "Massage prevents only" not in " ".join(messages(question).values())


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


def vignette(number: str) -> Vignette:
    (row,) = [row for row in current(Vignette) if row.number == number]
    return row


def messages(question: Question) -> dict[object, str]:
    return {str(one.answer): one.message for one in question.key.misconceptions}


@pytest.mark.parametrize("family", ["covered_entity.outcome", "covered_entity.role"])
def test_a_role_is_asked_for_exactly_since_a_workforce_member_is_no_covered_entity(family: str) -> None:
    for question in drawn(family):
        assert question.prompt.text.endswith("Choose the most exact answer.")
        for number in ("27", "28", "30"):
            if vignette(number).story in question.prompt.text:
                assert messages(question)["Not a covered entity"] == NOT_EXACT
    assert {vignette(number).outcome for number in ("27", "28", "30")} == {WORKFORCE, ASSOCIATE}


def test_every_practice_has_a_therapist_to_ask_about() -> None:
    assert all("therapist" in row.story for row in current(Vignette))


def test_a_clear_outcome_is_not_called_only_the_safest_answer() -> None:
    assert not [row.number for row in current(Vignette) if row.outcome != DEPENDS and "safest" in row.reason]


def test_a_practice_that_once_sent_claims_depends_on_whether_it_can_stop_being_covered() -> None:
    assert vignette("33").condition.startswith("It depends on whether a practice can stop being covered.")


def test_a_flexible_spending_account_in_a_question_is_run_by_another_company() -> None:
    (row,) = {change.fact for row in with_facts() for change in changes(row) if "FSA" in change.fact.change}
    assert "through the company that runs it" in row.change


def test_a_claim_to_a_second_payer_is_not_a_change_of_a_claim_to_a_second_payer() -> None:
    assert "claim to a second plan" not in " ".join(change.fact.change for change in changes(vignette("39")))


def test_a_claim_on_a_clearinghouse_website_is_not_explained_by_the_payers_website() -> None:
    assert vignette("4").means == "computer"


def test_the_textbook_covers_nobody_who_does_nothing_electronically() -> None:
    for question in drawn("covered_entity.who_is_right"):
        (right,) = question.key.accepted
        if "rents a room" in question.prompt.text or "cash and checks" in question.prompt.text:
            assert any(choice.startswith("A textbook") for choice in right)


def test_the_agencys_statement_is_not_judged_where_only_the_receiver_decides() -> None:
    for question in drawn("covered_entity.who_is_right", 120):
        assert "auto insurers" not in question.prompt.text
        assert "workers' compensation" not in question.prompt.text


def test_an_explanation_says_if_a_statement_is_right_only_about_this_practice() -> None:
    for question in drawn("covered_entity.statement"):
        (right,) = question.key.accepted
        lead = "The statement is right about this practice, but not in general."
        assert question.key.explanation.startswith(lead) == right.endswith("That is right.")


def test_a_permission_and_a_plans_contract_are_not_duties_that_a_checklist_leaves_out() -> None:
    assert set(PERMISSIONS_AND_CONTRACTS) < {row.duty for row in current(PrivacyDuty)}
    for question in drawn("covered_entity.duties", 120):
        assert not set(PERMISSIONS_AND_CONTRACTS) & set(question.prompt.payload["choices"])


def test_the_explanation_of_a_duty_names_the_duty_itself() -> None:
    duties = {row.duty: row.do.partition(". ")[0] for row in current(PrivacyDuty)}
    assert duties["Authorization"].endswith("get an authorization in plain words")
    assert "four factors" in duties["Breach risk assessment"]
    assert duties["Subpoena notice"].startswith("Answer a lawyer's request for a record only if")


def test_a_missed_transaction_is_called_standard_even_if_the_practice_does_not_send_it() -> None:
    for question in drawn("covered_entity.transactions"):
        (right,) = question.key.accepted
        for choice in right:
            assert messages(question)[choice].startswith(f"{choice} is a standard transaction.")


def test_837_is_first_of_all_the_number_of_a_claim() -> None:
    for question in drawn("covered_entity.number_of"):
        if "837" in wrong_choices(question):
            assert messages(question)["837"] == "837 is the number for this transaction: claim."


def test_a_wrong_check_digit_is_explained_with_the_digits_of_the_number() -> None:
    for question in drawn("covered_entity.well_formed"):
        if question.key.accepted == ("It has the wrong check digit.",):
            assert "so the check digit is" in question.key.explanation


def test_only_a_covered_provider_must_report_changes_of_its_npi() -> None:
    statements = {row.statement for row in current(Statement) if row.group == "covered_entity.npi"}
    assert "A covered provider must report changes within 30 days." in statements


def test_a_condition_is_asked_by_what_plans_cover_since_doctors_may_refer_for_stress() -> None:
    for question in drawn("every_category_law.condition"):
        assert "cover massage" in question.prompt.text


def test_an_auto_insurer_is_regulated_but_sells_no_health_plan() -> None:
    for question in drawn("every_category_law.plan_reached"):
        if "auto policy" in question.prompt.text:
            assert "only to the health plans of insurers" in messages(question)["Yes, the law applies."]


def test_a_knee_that_may_still_improve_is_not_maintenance_care() -> None:
    knees = [question for question in drawn("every_category_law.necessity") if "knee" in question.prompt.text]
    assert knees
    assert all("expects it to bend further" in question.prompt.text for question in knees)


def test_nobody_had_sued_when_the_law_took_effect() -> None:
    assert "Insurers sued in September 1996" in law_on(date(1996, 1, 17)).why


def test_no_appeal_is_said_to_be_pending_a_few_days_after_the_ruling() -> None:
    for question in drawn("every_category_law.on_that_day"):
        assert "appeal was pending" not in " ".join(question.prompt.payload["choices"])


def test_section_2706_took_effect_in_2014_but_became_law_before() -> None:
    statements = {row.statement for row in current(Statement) if row.group == "every_category_law.section_2706"}
    assert any(statement.startswith("It has been in effect since 2014") for statement in statements)


def test_the_explanation_of_several_true_statements_gives_the_reason_of_each() -> None:
    reasons = {row.statement: row.why for row in current(Statement) if row.right}
    for family in ("covered_entity.email_all", "covered_entity.roles_all", "every_category_law.cost_all"):
        for question in drawn(family):
            (right,) = question.key.accepted
            assert all(reasons[statement] in question.key.explanation for statement in right)


def test_a_receipt_that_the_therapist_sends_to_a_plan_is_as_open_as_a_claim_sent_as_a_favor() -> None:
    assert vignette("18").outcome == DEPENDS
    for number, change in (
        ("16", "The therapist sends the information herself."),
        ("17", "a Medicare Advantage plan."),
    ):
        (found,) = [one.found for one in changes(vignette(number)) if one.fact.change.endswith(change)]
        assert found.outcome == DEPENDS


def test_an_emailed_superbill_is_not_changed_by_sending_it_by_email() -> None:
    assert vignette("17").means == "email"


def test_a_duty_that_the_checklist_names_in_part_is_not_a_wrong_choice() -> None:
    for question in drawn("covered_entity.duties", 120):
        assert not set(PARTLY_ON_CHECKLIST) & wrong_choices(question)


def test_a_security_official_is_not_a_wrong_choice_since_washington_asks_for_security_as_in_hipaa() -> None:
    assert "Security official" not in ONLY_HIPAA


def test_a_well_formed_number_is_not_said_to_have_a_problem() -> None:
    for question in drawn("covered_entity.well_formed"):
        if question.key.accepted == ("It is well formed.",):
            assert "problem" not in " ".join(messages(question).values())


def test_an_update_of_a_hipaa_notice_is_not_worded_as_a_duty_of_every_practice() -> None:
    (row,) = [row for row in current(PrivacyDuty) if row.duty == "Notice update of 2026"]
    assert "every practice" not in row.do
