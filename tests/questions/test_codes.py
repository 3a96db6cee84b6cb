"""Questions on codes never mark a defensible answer as wrong, and their explanations cite the rule that decides."""

import re
from collections import Counter

import pytest

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.questions.banks.codes.sessions import SessionCase
from massage_billing.questions.banks.codes.techniques import ENTRIES
from massage_billing.questions.banks.codes.validity import ANSWERS, CONDITIONS, RULE
from massage_billing.questions.banks.situations import Situation, SituationChoice
from massage_billing.rules.codes import Technique
from massage_billing.rules.eight_minute_rule import most_units


def test_a_code_that_another_source_gives_is_not_a_wrong_choice() -> None:
    """One source puts passive pressure on trigger points under 97124 (techniques.csv, facts A2)."""
    found = [
        row
        for row in current(Situation)
        if row.family in ("codes.which_code", "codes.old_form") and "trigger point" in row.text
    ]
    assert len(found) == 2
    for row in found:
        assert "97140" in row.choice
        assert "97124" in row.not_with


def test_work_on_which_sources_disagree_is_not_sorted() -> None:
    assert not set(ENTRIES) & {row.technique for row in current(Technique) if row.also}
    assert set(ENTRIES) == {row.technique for row in current(Technique) if not row.also}


def test_a_license_training_or_contract_alone_refuses_a_code() -> None:
    """Exactly one of the three lists lacks the code, so that one reason is right."""
    for seed in range(60):
        question = mb.draw("codes.yours", seed)
        text, (right,) = question.prompt.text, question.key.accepted
        code, work = re.findall(r"May you bill (\d{5}), (.*)\?", text)[0]
        lists = dict(
            zip(
                ("training", "license", "contract"),
                re.findall(r"trained in (.*?)\. Your license allows (.*?)\. The contract pays for (.*?)\.", text)[0],
                strict=True,
            )
        )
        lacking = [name for name, listed in lists.items() if (code if name == "contract" else work) not in listed]
        assert right == CONDITIONS[lacking[0] if lacking else ""]
        assert len(lacking) <= 1


def test_a_wrong_answer_about_a_code_suggests_a_belief_that_fits_the_reason() -> None:
    named = {one.name for seed in range(60) for one in mb.draw("codes.on_the_day", seed).key.misconceptions}
    assert named == {
        "",
        "relied on an old list of codes",
        "overlooked license and training",
        "tied a code to one profession",
    }


def test_a_refusal_for_training_or_contract_cites_the_rule_on_training() -> None:
    for seed in range(40):
        question = mb.draw("codes.yours", seed)
        assert question.key.source == RULE


def test_only_sessions_without_separate_blocks_or_without_the_payers_consent_have_one_code_of_a_pair() -> None:
    """Two blocks with their own minutes may both be billed if the payer allows it (ncci-manual, facts A1)."""
    for family in ("codes.sessions", "codes.hard_sessions"):
        for seed in range(150):
            question = mb.draw(family, seed)
            if question.key.source.startswith("Massage Today, CPT Codes, 97124 and 97140"):
                text = question.prompt.text
                assert "no separate blocks of time" in text or "does not allow 97124 and 97140" in text


def test_a_wrong_answer_in_two_families_suggests_each_belief_about_codes() -> None:
    """A misconception is named only when answers from two families agree, or when nothing else leads to an answer."""
    families: dict[str, set[str]] = {}
    for found in mb.families("codes"):
        for seed in range(120):
            for one in mb.draw(found.name, seed).key.misconceptions:
                families.setdefault(one.name, set()).add(found.name)
    assert {name for name, where in families.items() if len(where) == 1} == set()


def test_each_choice_about_codes_is_right_about_equally_often() -> None:
    rows = [row for row in current(Situation) if row.family.startswith("codes.")]
    right = Counter((row.family, row.choice) for row in rows)
    for choice in current(SituationChoice):
        if choice.family.startswith("codes."):
            assert right[choice.family, choice.choice] >= 3, choice.choice
    for row in rows:
        offered = {choice.choice for choice in current(SituationChoice) if choice.family == row.family}
        assert len(offered - {row.choice, *row.not_with.split("|")}) >= 2, row.situation
        assert set(row.not_with.split("|")) - {""} <= offered - {row.choice}, row.situation


def test_a_claim_in_a_question_does_not_list_0_units() -> None:
    assert not [
        seed for seed in range(300) if "lists 0 units" in mb.draw("eight_minute_rule.judge_a_bill", seed).prompt.text
    ]


@pytest.mark.parametrize("family", ["long_service", "least_minutes", "next_row"])
def test_units_past_the_table_come_with_medicares_limits(family: str) -> None:
    """The published limits of 2026 are 4 units of 97124 and 6 of 97140 a day (mue-2026, facts A7)."""
    explanation = mb.draw(f"eight_minute_rule.{family}", 1).key.explanation
    assert "4 units of 97124 and 6 of 97140 a day" in explanation


def test_a_second_reason_to_refuse_a_code_is_not_called_wrong() -> None:
    """A code that has ended is not in the contract either, so the question asks for the first reason."""
    for seed in range(80):
        question = mb.draw("codes.on_the_day", seed)
        assert "what is the first reason?" in question.prompt.text
        if question.key.accepted == (ANSWERS["not a code on that day"],):
            feedback = question.check(ANSWERS["not yours"])
            assert not feedback.correct
            assert feedback.message == "An earlier check already says no. Choose the first reason."


def test_pressure_on_trigger_points_is_accepted_under_both_codes_that_sources_give() -> None:
    """One source puts passive pressure under 97124; none puts it under 97112 (techniques.csv, facts A2)."""
    drawn = [mb.draw("codes.first_sessions", seed) for seed in range(200)]
    found = [question for question in drawn if "pressure on trigger points" in question.prompt.text]
    assert found
    for question in found:
        (manual,), (massage,) = question.key.accepted
        assert (manual, massage) == ("97140", "97124")
        assert not question.check({"97112": question.key.accepted[0]["97140"]}).correct


def test_work_on_which_sources_disagree_decides_the_key_of_a_session_only_if_both_codes_are_accepted() -> None:
    disputed = {row.technique for row in current(Technique) if row.also}
    for row in current(SessionCase):
        used = {part.split("=")[0] for part in row.work.split("; ")}
        assert not used & disputed or len(used) == 1, row.case


def test_the_message_about_a_second_code_fits_the_story() -> None:
    """A payer that refuses the pair is not a session that blends."""
    for seed in range(150):
        question = mb.draw("codes.sessions", seed)
        messages = " ".join(one.message for one in question.key.misconceptions)
        refused = "does not allow 97124 and 97140" in question.prompt.text
        assert ("This payer does not allow both codes for one visit." in messages) == refused
        assert ("The two kinds of work blended." in messages) == ("no separate blocks" in question.prompt.text)


def test_moving_all_minutes_to_one_of_two_codes_is_named_as_that() -> None:
    drawn = [mb.draw("codes.hard_sessions", seed) for seed in range(60)]
    found = [question for question in drawn if len(question.key.accepted[0]) == 2]
    assert found
    for question in found:
        (right,) = question.key.accepted
        for one in question.key.misconceptions:
            if len(one.answer) == 1 and set(one.answer.values()) == {sum(right.values())}:
                assert one.message.startswith("You put all ")


def test_the_explanation_of_a_session_lists_every_way_to_assign_its_units() -> None:
    """25 and 25 minutes tie for the third unit."""
    ties = [
        question.key.explanation
        for question in (mb.draw("codes.hard_sessions", seed) for seed in (44, 144))
        if "separate block" in question.prompt.text
    ]
    assert ties
    assert all(", or " in explanation for explanation in ties)


def test_the_explanation_of_sorting_names_the_cards_and_no_other_work() -> None:
    for seed in range(30):
        question = mb.draw("codes.sort", seed)
        explanation = question.key.explanation
        assert all(card in explanation for card in question.prompt.payload["cards"])
        assert "trigger point" not in explanation


def test_resting_time_and_work_injuries_are_not_billed_to_a_health_plan() -> None:
    """Rest periods do not count (bpm-15), and an injury at work goes to workers' compensation."""
    assert not [row.case for row in current(SessionCase) if "with rests" in row.story or "at work. You do" in row.story]


ONE_SERVICE = ("bill_or_not", "visits_to_bill", "judge_a_bill", "one_service", "minutes_for_units", "minutes_to_next",
               "next_row", "long_service", "least_minutes")  # fmt: skip


@pytest.mark.parametrize("family", ONE_SERVICE)
def test_a_question_about_units_names_the_payers_rule(family: str) -> None:
    """Some payers have a rule of their own (counting_methods.csv, facts A5)."""
    assert all("Medicare's" in mb.draw(f"eight_minute_rule.{family}", seed).prompt.text for seed in range(30))


@pytest.mark.parametrize("family", ["one_service", "minutes_for_units", "minutes_to_next"])
def test_more_than_4_units_of_one_service_come_with_medicares_limits(family: str) -> None:
    for seed in range(80):
        question = mb.draw(f"eight_minute_rule.{family}", seed)
        units = max(
            int(count) for count in re.findall(r"(\d+) units?", question.key.explanation + question.prompt.text)
        )
        assert ("4 units of 97124" in question.key.explanation) == (units > 4)


def test_a_claim_for_a_visit_stays_within_medicares_limit_for_the_code() -> None:
    """Medicare denies all units of 97124 beyond 4 a day (mue-2026, facts A7)."""
    for seed in range(300):
        question = mb.draw("eight_minute_rule.session_clock", seed)
        (code,) = re.findall(r"How many units of (\d{5})", question.prompt.text)
        assert question.key.accepted[0] <= most_units(code)


UNITS_OF_SEVERAL = ("day_total", "spare_unit", "several_services", "right_billings", "short_pair", "short_and_long",
                    "day_with_pack", "each_by_itself", "midpoint_day", "two_payers")  # fmt: skip


@pytest.mark.parametrize("family", UNITS_OF_SEVERAL)
def test_a_day_with_massage_and_manual_therapy_says_that_the_payer_allows_both(family: str) -> None:
    """Otherwise a claim for one code alone could be defended (ncci-manual, facts A1)."""
    for seed in range(60):
        text = mb.draw(f"eight_minute_rule.{family}", seed).prompt.text
        both = "97124 massage" in text and "97140 manual" in text
        assert ("own block of time" in text and "97124 together with 97140" in text) == both


def test_the_explanations_of_minutes_that_count_have_the_numbers_of_the_question() -> None:
    for seed in range(30):
        question = mb.draw("eight_minute_rule.what_counts", seed)
        minutes = [int(text.split()[-2]) for text in question.key.accepted[0]]
        assert f"= {sum(minutes)} minutes" in question.key.explanation
        question = mb.draw("eight_minute_rule.visits_to_bill", seed)
        for choice in question.prompt.payload["choices"]:
            name, start, end = re.fullmatch(r"(\S+), \d+:(\d\d) to \d+:(\d\d)", choice).groups()  # type: ignore[union-attr]
            assert f"{name} ({int(end) - int(start)})" in question.key.explanation
