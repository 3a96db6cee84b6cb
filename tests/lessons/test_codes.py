"""The explorers of the lesson on choosing a code, in words and figures."""

from datetime import date

import pytest

from drawings import alt, words
from massage_billing.lessons import codes as lesson
from massage_billing.lessons.codes import figures
from massage_billing.rules.codes import codes


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("97124", "✔ Yes"),
        ("9714O", "✘ Not a code. 9714O is not a code of this course. A code has five digits."),
        ("97122", "✘ Not a code on that day. 97122 ended on 1998-12-31. Today's number: 97140."),
        ("97112", "✘ A code, but not yours without more. 97112"),
        ("<b>x", "<b>x is not a code of this course"),
    ],
)
def test_a_number_gets_one_of_four_answers(code: str, answer: str) -> None:
    shown = lesson.code_card("97140")
    shown.code.value = code
    assert answer in words(shown.answer.value)


def test_a_code_becomes_yours_with_training_and_contract() -> None:
    shown = lesson.code_card("97112")
    assert "without the training" in shown.answer.value
    shown.terms.trained.boxes["97112"].value = True
    assert "not in this payer" in shown.answer.value
    shown.terms.contract.boxes["97112"].value = True
    assert "✔ Yes" in shown.answer.value


def test_the_day_decides_and_an_unknown_day_is_named() -> None:
    shown = lesson.code_card("97161")
    shown.terms.on.value = date(2016, 12, 31)
    assert "only from 2017-01-01" in shown.answer.value
    shown.code.value = "97124"
    shown.terms.on.value = date(1990, 1, 1)
    assert "it cannot answer for 1990-01-01" in shown.answer.value
    shown.terms.on.value = None
    assert "✔ Yes" in shown.answer.value


@pytest.mark.parametrize("code", codes())
def test_every_code_is_drawn_with_its_words(code: str) -> None:
    assert f"with a line at 2026-01-05. {code} " in alt(figures.lifetimes(code, date(2026, 1, 5)))


def test_a_session_shows_codes_minutes_units_and_what_stays_in_the_note() -> None:
    shown = lesson.session()
    answer = words(shown.answer.value)
    assert "Bill: 97124 massage, 30 minutes." in answer
    assert "Units by the Medicare total: 2 units of 97124." in answer
    assert "97140 manual therapy, 12 minutes: in the note, not on the bill." in answer
    shown.separate.value = True
    assert "97124 massage, 30 minutes and 97140 manual therapy, 12 minutes" in words(shown.answer.value)
    shown.list.choice.value, shown.list.new.value = "hot pack", 10
    shown.list.add.click()
    assert "97010 hot or cold pack, 10 minutes: in the note" in words(shown.answer.value)


def test_a_tie_shows_both_ways() -> None:
    answer = words(lesson.session({"kneading": 20, "trigger points": 20}).answer.value)
    assert "97140 manual therapy, 20 minutes" in answer
    assert " Or: " in answer


def test_an_empty_session_bills_nothing() -> None:
    assert "Bill: nothing." in lesson.session({}).answer.value


def test_the_tables_are_whole() -> None:
    assert "97001" in lesson.retired().text
    assert "97161 or 97162 or 97163" in lesson.retired().text
    assert "since at least 2006-05-08, still valid" in lesson.cards().text
    assert "We could not read which of these two comes first" in lesson.pairs().text
    assert [line.split(" | ")[1] for line in lesson.denied().text.splitlines()[2:]] == [
        "not a code", "not a code on that day", "not a code on that day", "not yours", "yes"
    ]  # fmt: skip
