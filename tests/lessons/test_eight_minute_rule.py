"""The interactive tools of the lesson on the 8-minute rule show the correct words and figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import massage_billing as mb
from drawings import alt
from massage_billing.lessons import eight_minute_rule as lesson
from massage_billing.lessons.eight_minute_rule import figures
from massage_billing.lessons.eight_minute_rule.steps import Stage, compare_methods, walk
from massage_billing.lessons.eight_minute_rule.tables import examples
from massage_billing.rules.codes import codes
from massage_billing.rules.eight_minute_rule import METHODS, count_day, describe, describe_all

CODES = list(codes("usual", "question"))
days = st.dictionaries(st.sampled_from(CODES), st.integers(0, 120), max_size=5)


def test_the_bar_of_minutes_shows_the_units_of_the_published_table() -> None:
    shown = lesson.minutes().shown
    data = shown["data"]
    (method,) = data["methods"]
    found = [method["results"][at]["units"] for at in method["at"]]
    assert found == [mb.units_for(minutes) for minutes in range(data["most"] + 1)]
    assert data["marks"] == [minutes for minutes in range(1, data["most"] + 1) if found[minutes] > found[minutes - 1]]
    assert "7 minutes: 0 units. You need 1 more minute" in method["results"][7]["text"]
    assert shown["lines"][:3] == ["0 to 7 minutes: 0 units", "8 to 22 minutes: 1 unit", "23 to 37 minutes: 2 units"]


def test_two_methods_are_compared_on_every_pair_of_minutes() -> None:
    data = lesson.two_methods().shown["data"]
    first, second = [one["code"] for one in data["services"]]
    side = data["most"] + 1
    for method, name in zip(data["methods"], METHODS, strict=True):
        assert len(method["at"]) == side * side
        for at in range(0, side * side, 7):
            found = mb.billings({first: at // side, second: at % side}, method=name)
            result = method["results"][method["at"][at]]
            assert result["text"] == f"Bill {describe_all(found)}."
            assert result["units"] == sum(found[0].values())
    assert [method["together"] for method in data["methods"]] == [True, False]


@settings(max_examples=15)
@given(days, st.sampled_from(METHODS), st.sampled_from(Stage))
def test_any_day_can_be_drawn_at_any_stage(services: dict[str, int], method: str, stage: Stage) -> None:
    day = count_day(services, method)
    assert alt(figures.blocks(day, stage)).startswith("Bar chart of minutes in 15-minute blocks.")


@given(days, st.sampled_from(METHODS))
def test_the_steps_of_any_day_end_with_the_units_to_bill(services: dict[str, int], method: str) -> None:
    day = count_day(services, method)
    steps = walk(day)
    assert steps[-1].text.startswith("Bill ")
    assert all(describe(units) in steps[-1].text for units in day.billings)
    assert [step.stage for step in steps] == sorted(step.stage for step in steps)


@pytest.mark.parametrize("number", sorted(examples()))
def test_a_learner_can_step_through_each_worked_example_and_back(number: int) -> None:
    shown = lesson.worked_examples()
    shown.example.value = number
    steps = shown.steps
    assert steps.back.disabled
    while not steps.forward.disabled:
        steps.forward.click()
    assert all(describe(units) in steps.answer.value for units in mb.billings(examples()[number]))
    while not steps.back.disabled:
        steps.back.click()
    assert "Step 1 of" in steps.answer.value


def test_a_day_is_counted_again_after_each_change() -> None:
    shown = lesson.day({"97110": 33})
    assert "Both methods give the same units" in shown.answer.value
    shown.list.choice.value, shown.list.new.value = "97140", 7
    shown.list.add.click()
    assert shown.list.value == {"97110": 33, "97140": 7}
    assert "The two methods differ here" in shown.answer.value
    assert "97140" not in [value for _, value in shown.list.choice.options]
    shown.list.rows.children[1].children[0].value = 8
    assert shown.list.value["97140"] == 8
    shown.list.rows.children[0].children[1].click()
    assert shown.list.value == {"97140": 8}


def test_the_counting_method_can_be_changed() -> None:
    shown = lesson.day()
    first = shown.steps.answer.value
    shown.method.value = "midpoint"
    assert shown.steps.answer.value != first
    assert "separately" in shown.steps.answer.value


def test_more_minutes_than_a_day_contains_get_a_message() -> None:
    shown = lesson.day({"97110": 1440})
    shown.list.choice.value, shown.list.new.value = "97140", 1
    shown.list.add.click()
    assert "add up to 1,441, but a day has only 1,440" in shown.answer.value


def test_every_code_can_be_added_once() -> None:
    shown = lesson.day({})
    for _ in CODES:
        assert not shown.list.add.disabled
        shown.list.add.click()
    assert shown.list.add.disabled
    assert sorted(shown.list.value) == sorted(CODES)


def test_the_difference_between_the_methods_is_described() -> None:
    assert compare_methods({"97110": 33, "97140": 7}) == (
        "The two methods differ here. Medicare's 8-minute rule: 2 units of 97110 and 1 unit of 97140. "
        "CPT midpoint rule: 2 units of 97110."
    )
