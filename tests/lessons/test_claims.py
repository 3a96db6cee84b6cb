"""The explorers of the lesson from prescription to payment."""

import base64
import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawings import alt, words
from massage_billing.base.html import Shown
from massage_billing.base.tables import Row, current, history
from massage_billing.lessons import claims as lesson
from massage_billing.lessons.claims import figures
from massage_billing.lessons.claims.paperwork import units_of
from massage_billing.lessons.claims.tables import valid
from massage_billing.rules.claims.benefits import AdjustmentReason, BenefitQuestion, ContractClause, explain_benefits
from massage_billing.rules.claims.claim_form import ClaimItem, ClaimStep
from massage_billing.rules.claims.notes import NotePart
from massage_billing.rules.claims.prescriptions import PrescriptionPart
from massage_billing.rules.claims.review import Diagnosis


def test_the_steps_are_walked_forward_back_and_by_choice() -> None:
    stepper = lesson.steps()
    rows = current(ClaimStep)
    assert stepper.back.disabled
    for number, row in enumerate(rows, start=1):
        assert f"Step {number} of {len(rows)}." in words(stepper.answer.value)
        assert row.step in words(stepper.answer.value)
        assert f"Set off: step {number}, {row.step}." in alt(figures.steps(number - 1))
        stepper.forward.click()
    assert stepper.forward.disabled
    stepper.back.click()
    assert f"Step {len(rows) - 1} of" in words(stepper.answer.value)
    stepper.step.value = 2
    assert "Step 3 of" in words(stepper.answer.value)


def test_a_prescription_is_reviewed_as_it_changes() -> None:
    shown = lesson.prescription()
    assert "✔ It covers this visit, number 3 of 8. Its last day is 2026-04-12." in words(shown.answer.value)
    shown.on.value = date(2026, 4, 13)
    assert "The prescription ended on 2026-04-12." in words(shown.answer.value)
    assert "lies after it" in alt(shown.figure.value)
    shown.weeks.value = 0
    assert "does not say over how many weeks" in words(shown.answer.value)
    shown.signed.value = ""
    shown.start.value = None
    assert "does not say who signed it" in words(shown.answer.value)
    shown.used.value = 8
    assert "This is visit 9." in words(shown.answer.value)


def test_a_note_is_scored_item_by_item() -> None:
    shown = lesson.note()
    rows = current(NotePart)
    assert f"0 of {len(rows)} parts hold. No unit is supported yet." in words(shown.answer.value)
    for row in rows:
        shown.lists[row.part].value = "weak"
    assert f"0 of {len(rows)} parts hold." in words(shown.answer.value), "a weak sentence carries nothing"
    for row in rows:
        assert row.missed in words(shown.answer.value)
        shown.lists[row.part].value = row.example
    assert f"{len(rows)} of {len(rows)} parts hold. 2 units of 97140 are supported." in words(shown.answer.value)
    assert "✘" not in shown.answer.value


def test_the_units_of_a_note_follow_from_its_minutes() -> None:
    assert units_of("97124: 52 minutes.") == "3 units of 97124"
    with pytest.raises(ValueError, match="unpack"):
        units_of("One hour.")


def test_the_form_is_rejected_until_it_agrees_with_the_documents() -> None:
    shown = lesson.claim_form()
    shown.submit.click()
    assert "✘ It comes back with 17 things to mend." in words(shown.answer.value)
    shown.fill()
    shown.submit.click()
    assert "✔ Clean." in words(shown.answer.value)
    shown.fields["2"].value = "Annie"  # no clearinghouse knows the client's name, but the card does
    shown.submit.click()
    assert "Item 2, the patient's name, is not what the papers say." in words(shown.answer.value)
    shown.fill()
    shown.fields["24G"].value = "nine"
    shown.fields["28"].value = shown.right()["28"].removesuffix(".00")  # whole dollars are dollars
    shown.submit.click()
    assert "nine is not a number of units." in words(shown.answer.value)
    assert "28" not in re.findall(r"Item (\w+),", words(shown.answer.value))
    shown.more.click()
    assert {field.value for field in shown.fields.values()} == {""}


@pytest.mark.parametrize("seed", range(20))
def test_every_drawn_form_can_be_filled_cleanly(seed: int) -> None:
    shown = lesson.claim_form(seed)
    shown.fill()
    shown.submit.click()
    assert "✔ Clean." in words(shown.answer.value)


def test_a_form_cannot_be_led_astray_by_what_is_typed() -> None:
    shown = lesson.claim_form()
    for field in shown.fields.values():
        field.value = "<script>{name}</script>"
    shown.submit.click()
    assert "<script>" not in shown.answer.value


def test_the_clearinghouse_distinguishes_a_found_error_from_a_missed_one() -> None:
    shown = lesson.clearinghouse(seed=4)
    (item, *_) = [found.item for found in shown.findings]
    shown.item.value = "4"
    shown.report.click()
    assert "✘ Item 4 holds. Look on." in words(shown.answer.value)
    shown.item.value = item
    shown.report.click()
    assert "✔ Found" in words(shown.answer.value)
    assert shown.findings[0].problem in words(shown.answer.value)
    before = shown.form.value
    shown.more.click()
    assert shown.form.value != before
    shown.all.click()
    assert "✔ Found, all of it." in words(shown.answer.value)
    assert "PRACTICE. This is no form to send to anybody." in words(shown.form.value)


@settings(max_examples=10)
@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 100), st.integers(0, 50))
def test_the_waterfall_says_in_words_what_it_draws(billed: int, allowed: int, left: int, percent: int) -> None:
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent)
    assert figures.describe_waterfall(settled) in alt(figures.waterfall(settled))


def test_a_statement_adds_up_and_a_denial_says_what_to_do() -> None:
    shown = lesson.statement()
    assert "Billed $120.00 = taken off $40.00 + the client's share $40.00" in words(shown.answer.value)
    shown.denial.value = "CO-29"
    assert "taken off $120.00 + the client's share $0.00" in words(shown.answer.value)
    assert "What you do: let go." in words(shown.answer.value)


def test_a_report_follows_the_notes() -> None:
    shown = lesson.report()
    assert "visit 1: 30; visit 2: 35" in words(shown.notes.value)
    assert "30 at the first visit, 55 at the latest. It is better. The client drives again in town." in words(
        shown.answer.value
    )
    shown.visits.value = 2
    assert "2 visits so far." in words(shown.answer.value)
    assert "30 at the first visit, 35 at the latest. It is better." in words(shown.answer.value)
    assert "visit 3" not in shown.notes.value
    shown.visits.value = 6
    shown.measure.value = "Sits without a break, in minutes"
    assert "It has not changed. I suggest to stop" in words(shown.answer.value)
    shown.measure.value = "Headaches a week"
    assert "5 at the first visit, 7 at the latest. It is worse. I suggest to stop" in words(shown.answer.value)
    shown.download.button.click()
    made = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', shown.download.links.value))
    document = docx.Document(io.BytesIO(base64.b64decode(made["progress-report.docx"])))
    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "Dear Dr. Ames," in text
    assert "7 at the latest. It is worse." in text


def test_the_call_sheet_is_filled_in_and_downloaded() -> None:
    shown = lesson.benefits()
    ask = "How many visits a year, and how many are left?"
    shown.boxes[ask].value = True
    shown.notes[ask].value = " 12 a year, <b>9</b> left "
    assert f"1 of {len(current(BenefitQuestion))} done." in words(shown.answer.value)
    shown.download.button.click()
    made = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', shown.download.links.value))
    page = base64.b64decode(made["benefits-call-sheet.html"]).decode()
    assert "My notes: 12 a year, &lt;b&gt;9&lt;/b&gt; left" in page
    assert page.count("☑ Done") == 1
    shown.notes[ask].value = "more"
    assert shown.download.links.value == "", "an old sheet is not offered after a change"


def test_the_tables_are_whole() -> None:
    tables: list[tuple[Shown, type[Row]]] = [
        (lesson.contract(), ContractClause),
        (lesson.prescription_parts(), PrescriptionPart),
        (lesson.form_items(), ClaimItem),
        (lesson.reason_codes(), AdjustmentReason),
    ]
    for made, rows in tables:
        assert len(made.text.splitlines()) == len(current(rows)) + 2
    codes = {row.code for row in history(Diagnosis)}
    assert len(lesson.diagnoses().text.splitlines()) == len(codes) + 2


def test_the_rows_of_a_diagnosis_are_one_span_unless_days_lie_between() -> None:
    row = current(Diagnosis)[0]
    first = replace(row, start=date(2015, 10, 1), end=date(2020, 9, 30))
    second = replace(row, start=date(2020, 10, 1), end=date(2021, 9, 30))
    third = replace(row, start=date(2024, 1, 1), end=None)
    assert valid([second, first]) == "from 2015-10-01 until 2021-09-30"
    assert valid([third, second, first]) == "from 2015-10-01 until 2021-09-30, from 2024-01-01"


def test_what_is_to_be_read_again_is_listed_soonest_first() -> None:
    rows = [line.split(" | ") for line in lesson.current().text.splitlines()[2:]]
    again = [row[3] for row in rows]
    assert again == sorted(again)
    assert all(row[2][:7] < row[3] for row in rows)
