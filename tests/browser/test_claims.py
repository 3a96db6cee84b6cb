"""A learner can use the lesson "From prescription to payment" with a mouse or with the keyboard alone."""

import base64
import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

import massage_billing as mb
from lesson_checks import assert_accessible_in_each_look, assert_lesson_fits_on_a_phone, assert_steps_are_accessible
from massage_billing.lessons import claims
from massage_billing.questions.banks.claims.workflow import ACTIONS
from walking import SCREENSHOTS, choose_by_keyboard, explorer, first_card, tab_to, violations

SUBJECT = "claims"
STEPS = [action for step in ACTIONS for action in step]  # what the cards of claims.steps say, in order


def next_question_of_kind(practice: Locator, inside: str) -> Locator:
    """Ask for new questions until one has the element `inside`, and return its card."""
    for _ in mb.families("claims"):
        if practice.locator(f".mb-card {inside}").count():
            break
        shown = practice.locator(".mb-prompt").text_content()
        practice.get_by_role("button", name="Next question").click()
        expect(practice.locator(".mb-prompt")).not_to_have_text(shown or "")
    return practice.locator(".mb-card")


def test_the_lesson_fits_on_a_phone_and_every_question_has_labels(lesson: Page, questions: int) -> None:
    assert_lesson_fits_on_a_phone(lesson, figures=3, questions=questions)


def test_the_lesson_is_accessible_in_light_and_dark_and_on_a_phone_and_step_by_step(
    lesson: Page, every_step: bool
) -> None:
    assert_accessible_in_each_look(lesson)
    assert_steps_are_accessible(lesson, every=every_step)


@pytest.mark.slow
def test_the_first_question_can_be_answered_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    choose_by_keyboard(lesson, card, "Appeal with the session notes")
    expect(card.locator(".mb-feedback")).to_contain_text("✘ Not quite.")
    choose_by_keyboard(lesson, card, "Bill the patient")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    assert violations(card) == []


def test_the_steps_can_be_viewed_by_pointer_and_by_keyboard(lesson: Page) -> None:
    shown = explorer(lesson, "Next step")
    status = shown.get_by_role("status")
    shown.get_by_role("button", name="Next step").click()
    expect(status).to_contain_text(re.compile(r"Step 2 of 14\.\s*Get the prescription"))
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("Highlighted: step 2, Get the prescription.")
    )
    tab_to(lesson, shown.get_by_role("button", name="Next step"), start=shown)
    lesson.keyboard.press("Enter")
    expect(status).to_contain_text("Step 3 of 14.")
    lesson.keyboard.press("Shift+Tab")
    lesson.keyboard.press("Enter")
    expect(status).to_contain_text("Step 2 of 14.")
    shown.get_by_label("Step:").select_option(label="14. End care, or get a new prescription")
    expect(status).to_contain_text("Step 14 of 14.")
    expect(shown.get_by_role("button", name="Next step")).to_be_disabled()


def test_steps_can_be_put_in_order_by_pointer(lesson: Page) -> None:
    card = next_question_of_kind(lesson.locator(".mb-practice").first, ".mb-order-row")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("Put the cards in order first.")
    rows = card.locator(".mb-order-row")
    texts = [re.sub(r"^\d+\. ", "", text) for text in rows.locator("p").all_text_contents()]
    wanted = sorted(texts, key=STEPS.index)
    for place, text in enumerate(wanted):
        for number in range(texts.index(text), place, -1):
            card.get_by_role("button", name=f"Move up: {text}", exact=True).click()
            expect(card.get_by_role("status").first).to_contain_text(f"“{text}” is now number {number} of")
        texts.insert(place, texts.pop(texts.index(text)))
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    card.get_by_role("button", name=f"Move down: {wanted[0]}", exact=True).click()
    expect(card.get_by_role("status").first).to_contain_text(f"“{wanted[0]}” is now number 2 of")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("Partly correct.")
    assert violations(card) == []


def test_steps_can_be_put_in_order_with_the_keyboard_alone(lesson: Page) -> None:
    card = next_question_of_kind(lesson.locator(".mb-practice").first, ".mb-order-row")
    rows = card.locator(".mb-order-row")
    texts = [re.sub(r"^\d+\. ", "", text) for text in rows.locator("p").all_text_contents()]
    wanted = sorted(texts, key=STEPS.index)
    for place, text in enumerate(wanted):
        at = texts.index(text)
        if at == place:
            continue
        button = card.get_by_role("button", name=f"Move up: {text}", exact=True)
        tab_to(lesson, button, start=card)
        for number in range(at, place, -1):
            lesson.keyboard.press("Enter")
            expect(card.get_by_role("status").first).to_contain_text(f"“{text}” is now number {number} of")
            # the focus moves with the card, or to its other button if the card cannot move further
            expect(
                card.get_by_role("button", name=re.compile(f"(Move up|Move down): {re.escape(text)}")).and_(
                    lesson.locator(":focus")
                )
            ).to_have_count(1)
        texts.insert(place, texts.pop(at))
    tab_to(lesson, card.get_by_role("button", name="Check answer"))
    lesson.keyboard.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")


def test_a_prescription_is_reviewed_for_the_date_of_the_visit(lesson: Page) -> None:
    shown = explorer(lesson, "Visits ordered:")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("✔ Covered: this is visit 3 of 8.")
    shown.get_by_label("Date of the visit:").fill("2026-04-13")
    expect(status).to_contain_text(
        re.compile(r"The last day covered is 04/12/2026\.\s*The prescription ended on 04/12/2026\.")
    )
    shown.get_by_label("Signed by:").select_option(label="Missing")
    expect(status).to_contain_text("The prescription is missing the provider's signature.")


def test_the_benefits_worksheet_can_be_filled_in_and_downloaded(lesson: Page, tmp_path: Path) -> None:
    shown = explorer(lesson, "Is the plan active on the date of the visit?")
    shown.get_by_role("checkbox", name="Is the plan active").check()
    shown.get_by_label("My notes on “Is the plan active on the date of the visit?”").fill("yes, until June")
    shown.get_by_role("button", name="Create my worksheet").click()
    with lesson.expect_download() as download:
        shown.get_by_role("link", name="Download as a Word document").click()
    download.value.save_as(tmp_path / "sheet.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "sheet.docx")).paragraphs)
    assert "My notes: yes, until June" in text
    assert violations(shown) == []


def test_a_note_is_reviewed_as_it_is_built(lesson: Page) -> None:
    shown = explorer(lesson, "Total timed minutes:")
    status = shown.get_by_role("status")
    shown.get_by_text("O: objective").click()
    shown.get_by_label("Measure:").select_option(label="Feels better.")
    expect(status).to_contain_text("The note has 0 of 11 parts.")
    shown.get_by_label("Measure:").select_option(label="Turns head 40 degrees to the left.")
    expect(status).to_contain_text("The note has 1 of 11 parts. It does not support any units yet.")
    shown.get_by_text("P: plan").click()
    shown.get_by_label("Minutes for each code:").select_option(label="97140: 30 minutes.")
    shown.get_by_label("Total timed minutes:").select_option(label="30 timed minutes.")
    expect(status).to_contain_text("It supports 2 units of 97140.")


def test_the_form_is_rejected_until_it_is_correct(lesson: Page) -> None:
    shown = explorer(lesson, "Send to the clearinghouse")
    send, status = shown.get_by_role("button", name="Send to the clearinghouse"), shown.get_by_role("status")
    expect(shown).to_contain_text("Practice form. Do not submit.")
    send.click()
    expect(status).to_contain_text("✘ Rejected: 17 errors to fix.")
    shown.get_by_role("button", name="Fill in the form").click()
    expect(shown.get_by_label("24G Units")).not_to_have_value("")
    send.click()
    expect(status).to_contain_text("✔ Clean claim.")
    shown.get_by_label("24G Units").fill("9")
    shown.get_by_label("24G Units").press("Tab")
    send.click()
    expect(status).to_contain_text("The claim bills 9 units of")
    lesson.screenshot(path=SCREENSHOTS / "the_claim_form.png")
    assert violations(shown) == []


def test_the_form_can_be_filled_in_with_the_keyboard_alone(lesson: Page) -> None:
    shown = explorer(lesson, "Send to the clearinghouse")
    model = claims.claim_form()
    tab_to(lesson, shown.get_by_label("1a Insured's ID number"), start=shown)
    for value in model.right().values():
        lesson.keyboard.type(value)
        lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")  # the button is next
    expect(shown.get_by_role("status")).to_contain_text("✔ Clean claim.")


def test_the_error_in_a_claim_can_be_found(lesson: Page) -> None:
    shown = explorer(lesson, "Report the error")
    status = shown.get_by_role("status")
    (item, *_) = [found.item for found in claims.clearinghouse().findings]
    shown.get_by_label("Item with an error:").select_option(index=2)
    shown.get_by_role("button", name="Report the error").click()
    expect(status).to_contain_text("is correct. Keep looking.")
    shown.get_by_label("Item with an error:").select_option(label=item_label(shown, item))
    shown.get_by_role("button", name="Report the error").click()
    expect(status).to_contain_text(re.compile("✔ (Error|All errors) found"))
    shown.get_by_role("button", name="New claim").click()
    expect(status).to_contain_text("Check the claim.")
    shown.get_by_role("button", name="Show all errors").click()
    expect(status).to_contain_text("✔ All errors found.")


def item_label(shown: Locator, item: str) -> str:
    labels = shown.get_by_label("Item with an error:").locator("option").all_text_contents()
    return next(label for label in labels if label.replace("\u00a0", " ").startswith(f"{item} "))


def test_the_eob_can_be_changed_by_keyboard_and_adds_up(lesson: Page) -> None:
    shown = explorer(lesson, "Billed ($):")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("Billed $120.00 = adjustment $40.00 + patient's share $40.00")
    slider = shown.get_by_role("slider", name="Allowed amount ($):")
    slider.focus()
    lesson.keyboard.press("Home")
    expect(status).to_contain_text("Billed $120.00 = adjustment $120.00 + patient's share $0.00")
    shown.get_by_label("Plan's decision:").select_option(label="Denied: CO-50 not medically necessary")
    expect(status).to_contain_text("What to do: appeal with the session notes.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute("aria-label", re.compile("plan pays \\$0.00"))
    assert violations(shown) == []


def test_a_report_can_be_created_and_downloaded(lesson: Page) -> None:
    shown = explorer(lesson, "Create the report")
    shown.get_by_label("Measure in the notes:").select_option(label="Headaches per week")
    expect(shown).to_contain_text("Headaches per week: 5 at the first visit, 7 at the latest visit. This has worsened.")
    shown.get_by_role("slider", name="Report after visit:").focus()
    for _ in range(3):
        lesson.keyboard.press("ArrowLeft")
    expect(shown).to_contain_text("The patient has had 3 visits so far.")
    expect(shown).to_contain_text("Headaches per week: 5 at the first visit, 4 at the latest visit. This has improved.")
    shown.get_by_role("button", name="Create the report").click()
    link = shown.get_by_role("link", name="Download as a Word document")
    address_ = link.get_attribute("href") or ""
    document = docx.Document(io.BytesIO(base64.b64decode(address_.partition("base64,")[2])))
    assert "Headaches per week: 5" in "\n".join(paragraph.text for paragraph in document.paragraphs)
