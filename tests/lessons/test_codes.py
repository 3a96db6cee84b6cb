"""The interactive tools of the lesson on choosing a code show the correct words and figures."""

from datetime import date

import pytest

from drawings import alt, words
from massage_billing.lessons import codes as lesson
from massage_billing.lessons.codes import figures
from massage_billing.questions.banks.codes.validity import ANSWERS
from massage_billing.rules.codes import codes


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("97124", "✔ Yes. You may bill this code."),
        (
            "9714O",
            "✘ No. This is not a code. 9714O is not one of the codes in this course. A CPT code has five digits.",
        ),
        ("97122", "✘ No. The code was not valid on that date. 97122 ended on 12/31/1998. It was replaced by 97140."),
        ("97112", "✘ No. Your license, training, or contract does not allow it. 97112"),
        ("<b>x", "<b>x is not one of the codes in this course"),
    ],
)
def test_a_code_gets_one_of_four_answers(code: str, answer: str) -> None:
    shown = lesson.code_card("97140")
    shown.code.value = code
    assert answer in words(shown.answer.value)


def test_a_code_that_the_course_does_not_cover_may_still_be_a_code() -> None:
    shown = lesson.code_card("97124")
    shown.code.value = "99213"  # an office visit
    answer = words(shown.answer.value).strip()
    assert answer.startswith("This course cannot answer. 99213 is not one of the codes in this course. Look it up")
    assert "This is not a code" not in answer


def test_an_empty_field_asks_for_a_code() -> None:
    shown = lesson.code_card("97124")
    shown.code.value = " "
    assert words(shown.answer.value).strip().startswith("Enter a code. Type its five digits")


def test_a_code_may_be_billed_once_training_and_contract_allow_it() -> None:
    shown = lesson.code_card("97112")
    assert "you need the training" in shown.answer.value
    shown.terms.trained.boxes["97112"].value = True
    assert "contract does not include it" in shown.answer.value
    shown.terms.contract.boxes["97112"].value = True
    assert "✔ Yes" in shown.answer.value


def test_the_date_of_service_decides_and_an_unknown_date_is_explained() -> None:
    shown = lesson.code_card("97161")
    shown.terms.on.value = date(2016, 12, 31)
    assert "not valid until 01/01/2017" in shown.answer.value
    shown.code.value = "97124"
    shown.terms.on.value = date(1990, 1, 1)
    assert "this course cannot say whether it was valid on 01/01/1990" in shown.answer.value
    shown.terms.on.value = None
    assert "✔ Yes" in shown.answer.value


@pytest.mark.parametrize("code", codes())
def test_the_figure_of_every_code_has_alternative_text(code: str) -> None:
    assert f"A line marks 01/05/2026. {code} " in alt(figures.lifetimes(code, date(2026, 1, 5)))


def test_a_session_before_the_first_known_date_is_explained_with_the_date_as_it_was_entered() -> None:
    shown = lesson.session()
    shown.terms.on.value = date(1990, 1, 1)
    answer = words(shown.answer.value)
    assert (
        "Our sources do not say which code covered this work on 01/01/1990. Choose a later date of service." in answer
    )
    assert ".csv" not in answer


def test_a_session_shows_what_to_bill_and_what_stays_in_the_note() -> None:
    shown = lesson.session()
    answer = words(shown.answer.value)
    assert "Bill 97124 massage for 30 minutes." in answer
    assert "Units under Medicare's 8-minute rule: 2 units of 97124." in answer
    assert "97140 manual therapy, 12 minutes: record it in the note, but do not bill it." in answer
    shown.separate.value = True
    assert "97124 massage for 30 minutes and 97140 manual therapy for 12 minutes" in words(shown.answer.value)
    shown.list.choice.value, shown.list.new.value = "hot pack", 10
    shown.list.add.click()
    assert "97010 hot or cold pack, 10 minutes: record it in the note" in words(shown.answer.value)


def test_a_tie_shows_both_ways() -> None:
    answer = words(lesson.session({"kneading": 20, "trigger points": 20}).answer.value)
    assert "Bill 97124 massage for 20 minutes, or 97140 manual therapy for 20 minutes." in answer


def test_an_empty_session_bills_nothing() -> None:
    assert "Bill nothing." in lesson.session({}).answer.value


def test_the_tables_show_codes_dates_and_reasons() -> None:
    assert "97001" in lesson.retired().text
    assert "97161, 97162, or 97163" in lesson.retired().text
    assert "since at least 01/01/1996, still valid" in lesson.cards().text
    assert "07/01/2024 allowed no modifier for this pair" in lesson.pairs().text
    assert [line.split(" | ")[1] for line in lesson.denied().text.splitlines()[2:]] == [
        ANSWERS[answer]
        for answer in ("not a code", "not a code on that day", "not a code on that day", "not yours", "yes")
    ]  # fmt: skip
