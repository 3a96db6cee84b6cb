"""Each mistake in counting units is recognized, and questions cover both sides of each limit."""

import re

import pytest

import massage_billing as mb
from massage_billing.questions.banks.eight_minute_rule import misconceptions
from massage_billing.questions.model import Misconception, Question
from massage_billing.rules.eight_minute_rule import count_day


def named(found: list[Misconception]) -> dict[object, str]:
    """Return the misconception for each wrong answer. If several share an answer, keep the first, as a question does."""
    names: dict[object, str] = {}
    for one in found:
        key = tuple(one.answer.items()) if isinstance(one.answer, dict) else one.answer
        names.setdefault(key, one.name)
    return names


def first(family: str, kind: object) -> Question:
    """Return the first question of a family for which `kind` is true."""
    return next(question for question in (mb.draw(family, seed) for seed in range(2000)) if kind(question))  # type: ignore[operator]


@pytest.mark.parametrize("last", [7, 22, 37, 52, 67, 82, 97, 112, 127, 142])
def test_an_answer_is_off_by_one_on_either_side_of_a_boundary(last: int) -> None:
    units = mb.units_for(last)
    assert named(list(misconceptions.of_total(last)))[units + 1] == "off by one at a boundary"
    assert named(list(misconceptions.of_total(last + 1)))[units] == "off by one at a boundary"


def test_rounding_up_and_dropping_leftover_minutes_are_distinguished() -> None:
    assert named(list(misconceptions.of_total(33))) == {
        3: "billed every block that was started",
        2: "dropped the leftover minutes",
    }
    assert mb.units_for(33) == 2  # so only the first is a wrong answer here
    assert named(list(misconceptions.of_total(40)))[2] == "dropped the leftover minutes"


def test_adding_the_minutes_of_an_untimed_code_is_recognized() -> None:
    found = named(list(misconceptions.of_day_total({"97124": 20, "97010": 15})))
    assert found[2] == "counted untimed minutes"


def test_counting_each_code_separately_is_recognized_when_the_payer_adds() -> None:
    assert (
        named(list(misconceptions.of_day_total({"97124": 10, "97140": 10, "97112": 8})))[3]
        == "counted each code separately"
    )
    question = first(
        "eight_minute_rule.several_services",
        lambda found: "counted each code separately" in str(found.key.misconceptions),
    )
    one = next(one for one in question.key.misconceptions if one.name == "counted each code separately")
    assert question.check(one.answer).message.startswith("You counted each code separately.")


def test_adding_the_minutes_is_recognized_when_the_payer_counts_each_code() -> None:
    question = mb.draw("eight_minute_rule.midpoint_day", 1)
    minutes = {code: int(count) for code, count in re.findall(r"(\d{5}) [a-z ]+, (\d+) minutes?", question.prompt.text)}
    for totaled in mb.billings(minutes):
        assert question.check(totaled).misconception == "added the minutes of all codes"
    assert question.check(mb.billings(minutes, method="midpoint")[0]).correct


def test_giving_the_extra_unit_to_the_wrong_code_is_recognized() -> None:
    found = named(list(misconceptions.of_shares(count_day({"97112": 24, "97110": 23}))))
    assert found[(("97112", 1), ("97110", 2))] == "gave the extra unit to the wrong code"


def test_putting_all_units_on_one_code_is_recognized_in_a_tie() -> None:
    """In the manual's second example, 3 units of one code are never correct."""
    found = named(list(misconceptions.of_shares(count_day({"97112": 20, "97110": 20}))))
    assert found[(("97112", 3),)] == found[(("97110", 3),)] == "put all units on one code"


@pytest.mark.parametrize("family", ["several_services", "short_services", "day_with_pack"])
def test_every_correct_answer_of_a_tie_is_accepted(family: str) -> None:
    question = first(f"eight_minute_rule.{family}", lambda found: len(found.key.accepted) > 1)
    assert all(question.check(response).correct for response in question.key.accepted)
    assert " tie for the " in question.key.explanation


@pytest.mark.parametrize("family", ["bill_or_not", "one_service", "judge_a_bill", "long_service", "session_clock"])
def test_questions_cover_both_sides_of_the_limits(family: str) -> None:
    sides = set()
    for seed in range(200):
        minutes = [
            int(number)
            for number in re.findall(r"(\d+) minutes", mb.draw(f"eight_minute_rule.{family}", seed).prompt.text)
        ]
        sides |= {number % 15 for number in minutes}
    assert {7, 8} <= sides


def test_of_two_short_sessions_those_of_8_minutes_or_more_are_billed() -> None:
    for seed in range(200):
        question = mb.draw("eight_minute_rule.bill_or_not", seed)
        enough = [int(minutes) >= 8 for minutes in re.findall(r"'s (\d+) minutes", question.key.explanation)]
        expected = {2: "Both visits", 1: "Just ", 0: "Neither visit"}[sum(enough)]
        assert question.key.accepted[0].startswith(expected)


@pytest.mark.parametrize("family", ["spare_unit", "right_billings", "two_payers", "judge_a_bill"])
def test_each_kind_of_answer_is_right_in_some_questions(family: str) -> None:
    """Otherwise a learner would soon see that a choice is never right."""
    right = [mb.draw(f"eight_minute_rule.{family}", seed).key.accepted[0] for seed in range(400)]
    shares = {
        "spare_unit": ["none of the codes" in one for one in right],
        "right_billings": [len(one) == 2 for one in right],
        "two_payers": [len(set(re.findall(r": (\d)", str(one)))) == 1 for one in right],
        "judge_a_bill": ["correct" in one for one in right],
    }[family]
    assert 0.2 <= sum(shares) / len(shares) <= 0.6
