"""The tools of the lesson "From prescription to payment" respond to each change."""

import base64
import io
import re
from dataclasses import replace
from datetime import date, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawings import alt, row_count, words
from massage_billing.base.html import Shown
from massage_billing.base.tables import Row, Source, current, history
from massage_billing.lessons import claims as lesson
from massage_billing.lessons.claims import figures
from massage_billing.lessons.claims.paperwork import units_of
from massage_billing.lessons.claims.tables import valid
from massage_billing.rules.claims.benefits import AdjustmentReason, BenefitQuestion, ContractClause, explain_benefits
from massage_billing.rules.claims.claim_form import ClaimItem, ClaimStep
from massage_billing.rules.claims.notes import NotePart
from massage_billing.rules.claims.prescriptions import PrescriptionPart
from massage_billing.rules.claims.review import Diagnosis


def test_the_steps_are_shown_with_the_buttons_and_the_list() -> None:
    stepper = lesson.steps()
    rows = current(ClaimStep)
    assert stepper.back.disabled
    for number, row in enumerate(rows, start=1):
        assert f"Step {number} of {len(rows)}." in words(stepper.answer.value)
        assert row.step in words(stepper.answer.value)
        assert f"Highlighted: step {number}, {row.step}." in alt(figures.steps(number - 1))
        stepper.forward.click()
    assert stepper.forward.disabled
    stepper.back.click()
    assert f"Step {len(rows) - 1} of" in words(stepper.answer.value)
    stepper.step.value = 2
    assert "Step 3 of" in words(stepper.answer.value)


def test_a_prescription_is_reviewed_as_it_changes() -> None:
    shown = lesson.prescription()
    assert "✔ Covered: this is visit 3 of 8. The last day covered is 04/12/2026." in words(shown.answer.value)
    shown.on.value = date(2026, 4, 13)
    assert "The prescription ended on 04/12/2026." in words(shown.answer.value)
    assert "The visit on 04/13/2026 is after these days." in alt(shown.figure.value)
    shown.weeks.value = 0
    assert "is missing the number of weeks" in words(shown.answer.value)
    shown.signed.value = ""
    shown.start.value = None
    assert "is missing the provider's signature" in words(shown.answer.value)
    shown.used.value = 8
    assert "This is visit 9." in words(shown.answer.value)


def test_a_prescription_is_not_reviewed_without_the_date_of_the_visit() -> None:
    shown = lesson.prescription()
    shown.on.value = None
    assert words(shown.answer.value).strip() == "Enter a date. Choose the date of the visit."
    assert not shown.figure.value
    shown.on.value = date(2026, 4, 12)
    assert "✔ Covered" in words(shown.answer.value)


def test_a_note_is_reviewed_part_by_part() -> None:
    shown = lesson.note()
    rows = current(NotePart)
    assert f"The note has 0 of {len(rows)} parts. It does not support any units yet." in words(shown.answer.value)
    for row in rows:
        shown.lists[row.part].value = "weak"
    assert f"The note has 0 of {len(rows)} parts." in words(shown.answer.value), "a weak sentence does not count"
    for row in rows:
        assert row.missed in words(shown.answer.value)
        shown.lists[row.part].value = row.example
    assert f"The note has {len(rows)} of {len(rows)} parts. It supports 2 units of 97140." in words(shown.answer.value)
    assert "✘" not in shown.answer.value
    shown.lists["minutes"].value = ""  # Medicare asks for the total only (A4)
    assert "Its total supports 2 units of 97140. Add the minutes for each code." in words(shown.answer.value)
    shown.lists["total"].value = ""
    assert "It does not support any units yet." in words(shown.answer.value)


def test_the_minutes_in_a_note_determine_its_units() -> None:
    assert units_of("97124: 52 minutes.") == "3 units of 97124"
    with pytest.raises(ValueError, match="unpack"):
        units_of("One hour.")


def test_the_form_is_rejected_until_it_matches_the_documents() -> None:
    shown = lesson.claim_form()
    shown.submit.click()
    assert "✘ Rejected: 17 errors to fix." in words(shown.answer.value)
    shown.fill()
    shown.submit.click()
    assert "✔ Clean claim." in words(shown.answer.value)
    shown.fields["2"].value = "Annie"  # the clearinghouse cannot know the patient's name, but the card shows it
    shown.submit.click()
    assert "Item 2 (the patient's name) does not match the documents." in words(shown.answer.value)
    shown.fill()
    shown.fields["24G"].value = "nine"
    shown.fields["28"].value = shown.right()["28"].removesuffix(".00")  # whole dollars are accepted
    shown.submit.click()
    assert "nine is not a valid number of units." in words(shown.answer.value)
    assert "28" not in re.findall(r"Item (\w+) \(", words(shown.answer.value))
    shown.more.click()
    assert {field.value for field in shown.fields.values()} == {""}


def test_a_date_may_be_typed_as_a_us_date_or_as_an_iso_date() -> None:
    shown = lesson.claim_form()
    for birth_date, signed in (("3/2/1980", "03/09/2026"), ("1980-03-02", "2026-03-09")):
        shown.fill()
        shown.fields["3"].value, shown.fields["31"].value = birth_date, signed
        assert (shown.filled()["birth_date"], shown.filled()["signed"]) == ("1980-03-02", "2026-03-09")
    shown.fields["31"].value = "13/40/2026"
    shown.submit.click()
    assert "Item 31 (the signature and date) cannot be read: 13/40/2026." in words(shown.answer.value)


@pytest.mark.parametrize("seed", range(20))
def test_every_fictional_patient_has_a_clean_claim(seed: int) -> None:
    shown = lesson.claim_form(seed)
    shown.fill()
    shown.submit.click()
    assert "✔ Clean claim." in words(shown.answer.value)


def test_typed_html_is_escaped() -> None:
    shown = lesson.claim_form()
    for field in shown.fields.values():
        field.value = "<script>{name}</script>"
    shown.submit.click()
    assert "<script>" not in shown.answer.value


def test_the_clearinghouse_tells_an_error_from_a_correct_item() -> None:
    shown = lesson.clearinghouse(seed=4)
    (item, *_) = [found.item for found in shown.findings]
    shown.item.value = "4"
    shown.report.click()
    assert "✘ Item 4 is correct. Keep looking." in words(shown.answer.value)
    shown.item.value = item
    shown.report.click()
    assert re.search("✔ (Error|All errors) found", words(shown.answer.value))
    assert shown.findings[0].problem in words(shown.answer.value)
    before = shown.form.value
    shown.more.click()
    assert shown.form.value != before
    shown.all.click()
    assert "✔ All errors found." in words(shown.answer.value)
    assert "Practice form. Do not submit." in words(shown.form.value)


@settings(max_examples=10)
@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 100), st.integers(0, 50))
def test_the_alternative_text_of_the_waterfall_gives_its_amounts(
    billed: int, allowed: int, left: int, percent: int
) -> None:
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent)
    assert figures.describe_waterfall(settled) in alt(figures.waterfall(settled))


def test_an_eob_adds_up_and_a_denial_says_what_to_do() -> None:
    shown = lesson.statement()
    assert "Billed $120.00 = adjustment $40.00 + patient's share $40.00" in words(shown.answer.value)
    shown.denial.value = "CO-29"
    assert "adjustment $120.00 + patient's share $0.00" in words(shown.answer.value)
    assert "What to do: accept the adjustment." in words(shown.answer.value)


def test_a_report_agrees_with_the_notes() -> None:
    shown = lesson.report()
    assert "visit 1: 30; visit 2: 35" in words(shown.notes.value)
    assert (
        "30 at the first visit, 55 at the latest visit. This has improved. The patient can drive in town again."
        in words(shown.answer.value)
    )
    shown.visits.value = 2
    assert "The patient has had 2 visits so far." in words(shown.answer.value)
    assert "30 at the first visit, 35 at the latest visit. This has improved." in words(shown.answer.value)
    assert "visit 3" not in shown.notes.value
    shown.visits.value = 6
    shown.measure.value = "Sitting without a break, in minutes"
    assert "This has not changed. I suggest that we stop treatment." in words(shown.answer.value)
    shown.measure.value = "Headaches per week"
    assert "5 at the first visit, 7 at the latest visit. This has worsened. I suggest that we stop treatment." in words(
        shown.answer.value
    )
    shown.download.button.click()
    made = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', shown.download.links.value))
    document = docx.Document(io.BytesIO(base64.b64decode(made["progress-report.docx"])))
    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "Dear Dr. Ames," in text
    assert "7 at the latest visit. This has worsened." in text


def test_the_benefits_worksheet_is_filled_in_and_downloaded() -> None:
    shown = lesson.benefits()
    ask = "How many visits are allowed per year, and how many are left?"
    shown.boxes[ask].value = True
    shown.notes[ask].value = " 12 a year, <b>9</b> left "
    assert f"1 of {len(current(BenefitQuestion))} done." in words(shown.answer.value)
    shown.download.button.click()
    made = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', shown.download.links.value))
    page = base64.b64decode(made["benefits-call-sheet.html"]).decode()
    assert "My notes: 12 a year, &lt;b&gt;9&lt;/b&gt; left" in page
    assert page.count("☑ Done") == 1
    shown.notes[ask].value = "more"
    assert shown.download.links.value == "", "a change removes the link to the old worksheet"


def test_each_table_shows_every_row() -> None:
    tables: list[tuple[Shown, type[Row]]] = [
        (lesson.contract(), ContractClause),
        (lesson.prescription_parts(), PrescriptionPart),
        (lesson.form_items(), ClaimItem),
        (lesson.reason_codes(), AdjustmentReason),
    ]
    for made, rows in tables:
        assert row_count(made.html) == len(current(rows))
        groups = made.html.count('<details class="mb-more">')
        captions = 2 * groups or 1  # a group has a title and a caption
        assert len(made.text.splitlines()) == len(current(rows)) + captions, "captions, and a line for each row"
    codes = {row.code for row in history(Diagnosis) if row.usual}
    assert row_count(lesson.diagnoses().html) == len(lesson.diagnoses().text.splitlines()) - 1 == len(codes)


def test_rows_of_a_diagnosis_without_a_gap_are_one_period() -> None:
    row = current(Diagnosis)[0]
    first = replace(row, start=date(2015, 10, 1), end=date(2020, 9, 30))
    second = replace(row, start=date(2020, 10, 1), end=date(2021, 9, 30))
    third = replace(row, start=date(2024, 1, 1), end=None)
    assert valid([second, first]) == "10/01/2015 to 09/30/2021"
    assert valid([third, second, first]) == "10/01/2015 to 09/30/2021, 01/01/2024 to present"


def test_sources_to_check_soonest_are_listed_first() -> None:
    dates = r"Last checked (\d\d/\d\d/\d{4})\. Check again by (\d\d/\d{4})\."
    first: list[datetime] = []  # the first rule of each publisher
    for line in lesson.current().text.splitlines()[1:]:
        rules = re.findall(dates, line)
        again = [datetime.strptime(later, "%m/%Y") for _, later in rules]
        assert again == sorted(again)
        assert all(
            datetime.strptime(checked, "%m/%d/%Y") < later for (checked, _), later in zip(rules, again, strict=True)
        )
        first.append(again[0])
    assert first == sorted(first)
    due = [row for row in current(Source) if row.every and row.standing == "primary"]
    assert len(re.findall(dates, lesson.current().text)) == len(due)
