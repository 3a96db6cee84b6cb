"""What a learner does in the lesson from prescription to payment, by mouse and by keyboard alone, wrong and right."""

import base64
import io
import re
from pathlib import Path

import docx
from playwright.sync_api import Locator, Page, expect

import massage_billing as mb
from massage_billing.lessons import claims
from walking import SCREENSHOTS, choose_by_keyboard, explorer, first_card, tab_to, violations

TITLE = "From prescription to payment"
STEPS = [label.partition(". ")[2] for label, _ in claims.steps().step.options]


def next_question_of_kind(practice: Locator, inside: str) -> Locator:
    """Ask for other questions until one has a part of a kind, and return its card."""
    for _ in mb.families("claims"):
        if practice.locator(f".mb-card {inside}").count():
            break
        shown = practice.locator(".mb-prompt").text_content()
        practice.get_by_role("button", name="Another question").click()
        expect(practice.locator(".mb-prompt")).not_to_have_text(shown or "")
    return practice.locator(".mb-card")


def test_the_first_question_is_answered_wrong_and_right_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    choose_by_keyboard(lesson, card, "Appeal, with the notes")
    expect(card.locator(".mb-feedback")).to_contain_text("✘ Not quite. Common mistake: the wrong answer to a denial.")
    choose_by_keyboard(lesson, card, "Bill the client")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    assert violations(lesson) == []


def test_the_steps_are_walked_by_pointer_and_by_keyboard(lesson: Page) -> None:
    shown = explorer(lesson, "Next step")
    status = shown.get_by_role("status")
    shown.get_by_role("button", name="Next step").click()
    expect(status).to_contain_text(re.compile(r"Step 2 of 14\.\s*Get the prescription"))
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("Set off: step 2, Get the prescription.")
    )
    tab_to(lesson, shown.get_by_role("button", name="Next step"))
    lesson.keyboard.press("Enter")
    expect(status).to_contain_text("Step 3 of 14.")
    lesson.keyboard.press("Shift+Tab")
    lesson.keyboard.press("Enter")
    expect(status).to_contain_text("Step 2 of 14.")
    shown.get_by_label("Step:").select_option(label="14. Stop, or get a new prescription")
    expect(status).to_contain_text("Step 14 of 14.")
    expect(shown.get_by_role("button", name="Next step")).to_be_disabled()


def test_steps_are_put_in_order_by_pointer_wrong_and_right(lesson: Page) -> None:
    card = next_question_of_kind(lesson.locator(".mb-practice").first, ".mb-order-row")
    card.get_by_role("button", name="Check my answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("Put the cards in order first.")
    rows = card.locator(".mb-order-row")
    texts = [re.sub(r"^\d+\. ", "", text) for text in rows.locator("p").all_text_contents()]
    wanted = sorted(texts, key=STEPS.index)
    for place, text in enumerate(wanted):
        for number in range(texts.index(text), place, -1):
            card.get_by_role("button", name=f"Earlier: {text}", exact=True).click()
            expect(card.get_by_role("status").first).to_contain_text(f"{text}: now number {number} of")
        texts.insert(place, texts.pop(texts.index(text)))
    card.get_by_role("button", name="Check my answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    card.get_by_role("button", name=f"Later: {wanted[0]}", exact=True).click()
    card.get_by_role("button", name="Check my answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("Partly correct. Common mistake: order reversed.")
    assert violations(lesson) == []


def test_steps_are_put_in_order_with_the_keyboard_alone(lesson: Page) -> None:
    card = next_question_of_kind(lesson.locator(".mb-practice").first, ".mb-order-row")
    rows = card.locator(".mb-order-row")
    texts = [re.sub(r"^\d+\. ", "", text) for text in rows.locator("p").all_text_contents()]
    wanted = sorted(texts, key=STEPS.index)
    for place, text in enumerate(wanted):
        at = texts.index(text)
        if at == place:
            continue
        button = card.get_by_role("button", name=f"Earlier: {text}", exact=True)
        lesson.evaluate("document.activeElement.blur()")
        tab_to(lesson, button, presses=600)
        for number in range(at, place, -1):
            lesson.keyboard.press("Enter")
            expect(card.get_by_role("status").first).to_contain_text(f"{text}: now number {number} of")
            # the focus goes with the card: to its other button where it cannot move further
            expect(
                card.get_by_role("button", name=re.compile(f"(Earlier|Later): {re.escape(text)}")).and_(
                    lesson.locator(":focus")
                )
            ).to_have_count(1)
        texts.insert(place, texts.pop(at))
    tab_to(lesson, card.get_by_role("button", name="Check my answer"))
    lesson.keyboard.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")


def test_a_prescription_is_reviewed_on_the_day_of_the_visit(lesson: Page) -> None:
    shown = explorer(lesson, "Visits ordered:")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("✔ It covers this visit, number 3 of 8.")
    shown.get_by_label("Day of the visit:").fill("2026-04-13")
    expect(status).to_contain_text(re.compile(r"Its last day is 2026-04-12\.\s*The prescription ended on 2026-04-12\."))
    shown.get_by_label("Signed by:").select_option(label="Not there")
    expect(status).to_contain_text("The prescription does not say who signed it.")


def test_the_call_sheet_is_filled_in_and_downloaded(lesson: Page, tmp_path: Path) -> None:
    shown = explorer(lesson, "Is the plan active on the day of the visit?")
    shown.get_by_role("checkbox", name="Is the plan active").check()
    shown.get_by_label("My notes on “Is the plan active on the day of the visit?”").fill("yes, until June")
    shown.get_by_role("button", name="Make my sheet").click()
    with lesson.expect_download() as download:
        shown.get_by_role("link", name="Download as a Word document").click()
    download.value.save_as(tmp_path / "sheet.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "sheet.docx")).paragraphs)
    assert "My notes: yes, until June" in text
    assert violations(lesson) == []


def test_a_note_is_put_together_and_scored(lesson: Page) -> None:
    shown = explorer(lesson, "The total of the timed minutes:")
    status = shown.get_by_role("status")
    shown.get_by_label("A measure:").select_option(label="Feels better.")
    expect(status).to_contain_text("0 of 11 parts hold.")
    shown.get_by_label("A measure:").select_option(label="Turns 40 degrees to the left; last visit 30.")
    expect(status).to_contain_text("1 of 11 parts hold. No unit is supported yet.")
    shown.get_by_label("The minutes of each code:").select_option(label="97140: 30 minutes.")
    shown.get_by_label("The total of the timed minutes:").select_option(label="Timed minutes: 30.")
    expect(status).to_contain_text("2 units of 97140 are supported.")


def test_the_form_is_rejected_and_then_accepted(lesson: Page) -> None:
    shown = explorer(lesson, "Send it to the clearinghouse")
    send, status = shown.get_by_role("button", name="Send it to the clearinghouse"), shown.get_by_role("status")
    expect(shown).to_contain_text("PRACTICE. This is no form to send to anybody.")
    send.click()
    expect(status).to_contain_text("✘ It comes back with 17 things to mend.")
    shown.get_by_role("button", name="Fill it for me").click()
    expect(shown.get_by_label("24G The units")).not_to_have_value("")
    send.click()
    expect(status).to_contain_text("✔ Clean.")
    shown.get_by_label("24G The units").fill("9")
    shown.get_by_label("24G The units").press("Tab")
    send.click()
    expect(status).to_contain_text("The claim says 9 units of")
    lesson.screenshot(path=SCREENSHOTS / "the_claim_form.png")
    assert violations(lesson) == []


def test_the_form_is_filled_with_the_keyboard_alone(lesson: Page) -> None:
    shown = explorer(lesson, "Send it to the clearinghouse")
    model = claims.claim_form()
    tab_to(lesson, shown.get_by_label("1a The insured's ID number"), presses=600)
    for value in model.right().values():
        lesson.keyboard.type(value)
        lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")  # the button comes next
    expect(shown.get_by_role("status")).to_contain_text("✔ Clean.")


def test_the_clearinghouse_finds_what_was_planted(lesson: Page) -> None:
    shown = explorer(lesson, "Report it")
    status = shown.get_by_role("status")
    (item, *_) = [found.item for found in claims.clearinghouse().findings]
    shown.get_by_label("Something is wrong in item:").select_option(index=2)
    shown.get_by_role("button", name="Report it").click()
    expect(status).to_contain_text("holds. Look on.")
    shown.get_by_label("Something is wrong in item:").select_option(label=item_label(shown, item))
    shown.get_by_role("button", name="Report it").click()
    expect(status).to_contain_text("✔ Found")
    shown.get_by_role("button", name="Another claim").click()
    expect(status).to_contain_text("Look it through.")
    shown.get_by_role("button", name="Show all").click()
    expect(status).to_contain_text("✔ Found, all of it.")


def item_label(shown: Locator, item: str) -> str:
    labels = shown.get_by_label("Something is wrong in item:").locator("option").all_text_contents()
    return next(label for label in labels if label.replace("\u00a0", " ").startswith(f"{item} "))


def test_the_statement_moves_by_keyboard_and_always_adds_up(lesson: Page) -> None:
    shown = explorer(lesson, "Billed, dollars:")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("Billed $120.00 = taken off $40.00 + the client's share $40.00")
    slider = shown.get_by_role("slider", name="Allowed, dollars:")
    slider.focus()
    lesson.keyboard.press("Home")
    expect(status).to_contain_text("Billed $120.00 = taken off $120.00 + the client's share $0.00")
    shown.get_by_label("What the plan says:").select_option(label="Denied: CO-50 not medically necessary")
    expect(status).to_contain_text("What you do: appeal.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute("aria-label", re.compile("the plan pays \\$0.00"))
    assert violations(lesson) == []


def test_a_report_is_made_and_downloaded(lesson: Page) -> None:
    shown = explorer(lesson, "Make the report")
    shown.get_by_label("What the notes measure:").select_option(label="Headaches a week")
    expect(shown).to_contain_text("Headaches a week: 5 at the first visit, 7 at the latest. It is worse.")
    shown.get_by_role("slider", name="Report after visit:").focus()
    for _ in range(3):
        lesson.keyboard.press("ArrowLeft")
    expect(shown).to_contain_text("3 visits so far.")
    expect(shown).to_contain_text("Headaches a week: 5 at the first visit, 4 at the latest. It is better.")
    shown.get_by_role("button", name="Make the report").click()
    link = shown.get_by_role("link", name="Download as a Word document")
    address_ = link.get_attribute("href") or ""
    document = docx.Document(io.BytesIO(base64.b64decode(address_.partition("base64,")[2])))
    assert "Headaches a week: 5" in "\n".join(paragraph.text for paragraph in document.paragraphs)
