"""The lesson on covered entities works in a browser, with a mouse and with the keyboard alone."""

import json
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from lesson_checks import assert_accessible_in_each_look, assert_lesson_fits_on_a_phone, assert_steps_are_accessible
from massage_billing.base.tables import current
from massage_billing.rules.covered_entity import PrivacyDuty
from walking import SCREENSHOTS, WIDTHS, choose_by_keyboard, explorer, first_card, picture, tab_to, too_wide, violations

SUBJECT = "covered_entity"


def test_the_lesson_fits_on_a_phone_and_every_question_has_labels(lesson: Page, questions: int) -> None:
    assert_lesson_fits_on_a_phone(lesson, figures=1, questions=questions)


def test_the_lesson_is_accessible_in_light_and_dark_and_on_a_phone_and_step_by_step(
    lesson: Page, every_step: bool
) -> None:
    assert_accessible_in_each_look(lesson)
    assert_steps_are_accessible(lesson, every=every_step)


@pytest.mark.slow
def test_the_first_question_can_be_answered_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    for choice, expected in (
        ("A covered entity", "Storing information is not sending it. A textbook makes the same mistake."),
        ("Not a covered entity", "✔ Correct."),
    ):
        choose_by_keyboard(lesson, card, choice)
        expect(card.locator(".mb-feedback")).to_contain_text(expected)
    assert violations(card) == []


def test_changing_one_fact_changes_the_outcome(lesson: Page) -> None:
    shown = explorer(lesson, "How it is sent:")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("Not a covered entity. What decides the outcome: who receives it.")
    shown.get_by_label("Who receives it:").select_option(label="A private health plan")
    expect(status).to_contain_text("A covered entity. All four facts count.")
    shown.get_by_label("How it is sent:").select_option(label="On paper, by mail")
    expect(status).to_contain_text("What decides the outcome: how it is sent. Paper mail is not electronic.")


def test_the_statements_show_which_practices_each_gets_wrong(lesson: Page) -> None:
    shown = explorer(lesson, "Practice to test:")
    shown.get_by_label("Practice to test:").select_option(label="Practice 20")
    expect(shown).to_contain_text("She bills only auto insurers and sends the claims electronically.")
    shown.get_by_role("button", name="Test the three statements").click()
    expect(shown).to_contain_text("A textbook would say: covered entity. Wrong.")
    expect(shown).to_contain_text("1 practice tested.")
    shown.get_by_role("button", name="Test all practices").click()
    expect(shown).to_contain_text("40 practices tested. The agency (HHS) misjudges 0 practices.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("A magazine misjudges 27 practices")
    )
    assert violations(shown) == []


def test_an_npi_is_checked(lesson: Page) -> None:
    shown = explorer(lesson, "Number to check:")
    shown.get_by_label("Number to check:").fill("1234567898")
    shown.get_by_label("Number to check:").press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("✘ The last digit does not match the first nine")


def test_rows_open_one_at_a_time_by_pointer_and_by_keyboard(lesson: Page) -> None:
    lesson.locator("details.mb-more > summary").filter(has_text="Safeguards (").click()
    duties = lesson.get_by_role("figure", name="What the 2013 checklist leaves out: safeguards")
    risk, breach = (
        duties.locator("summary").filter(has_text=name) for name in ("Risk analysis", "Breach notification")
    )
    risk_text, breach_text = (
        duties.get_by_text("Write down what could happen"),
        duties.get_by_text("Notify the patients"),
    )
    risk.scroll_into_view_if_needed()
    place = risk.bounding_box()
    risk.click()
    expect(risk_text).to_be_visible()
    assert risk.bounding_box() == place, "a name moves away from the pointer when it opens"
    tab_to(lesson, breach, start=duties)
    lesson.keyboard.press("Enter")
    expect(breach_text).to_be_visible()
    expect(risk_text).to_be_hidden()
    lesson.screenshot(path=SCREENSHOTS / "rows_to_open.png")
    assert violations(duties) == []
    lesson.keyboard.press("Space")
    expect(breach_text).to_be_hidden()
    expect(breach).to_be_focused()


def test_a_guess_is_checked_by_pointer_and_by_keyboard(lesson: Page) -> None:
    asked = lesson.get_by_role("figure", name="Is it a standard transaction?")
    charts = asked.get_by_role("group", name="Charts stored online")
    reason = charts.get_by_text("Storing records does not send them to a plan.")
    expect(reason).to_be_hidden()
    charts.get_by_text("Yes").click()
    expect(charts.get_by_role("status")).to_contain_text("✘ Not quite. Answer: No.", use_inner_text=True)
    expect(reason).to_be_visible()
    claim = asked.get_by_role("group", name="Claim (provider to plan)")
    tab_to(lesson, claim.get_by_role("radio", name="Yes"), start=asked)
    lesson.keyboard.press("Space")
    expect(claim.get_by_role("status")).to_contain_text("✔ Correct. Answer: Yes.", use_inner_text=True)
    lesson.keyboard.press("ArrowDown")
    expect(claim.get_by_role("status")).to_contain_text("✘ Not quite. Answer: Yes.", use_inner_text=True)
    lesson.screenshot(path=SCREENSHOTS / "rows_to_guess.png")
    assert violations(asked) == []


def test_what_is_closed_on_the_page_is_printed(lesson: Page) -> None:
    closed = ".mb-rows details > div, .mb-rows [role=status] > div, .mb-more > div, .mb-fold > :last-child"
    hidden = "parts => parts.filter((part) => !part.checkVisibility() || !part.offsetHeight).length"
    parts = lesson.locator(closed)
    assert parts.evaluate_all(hidden) > 30
    lesson.emulate_media(media="print")
    assert parts.evaluate_all(hidden) == 0
    lesson.emulate_media(media="screen")


def test_the_checklist_is_downloaded_and_is_saved_only_on_request(lesson: Page, folder: Path, tmp_path: Path) -> None:
    saved = folder / "privacy-checklist.json"
    every, covered = len(current(PrivacyDuty)), sum(row.who == "covered" for row in current(PrivacyDuty))
    shown = explorer(lesson, "My practice:")
    parts = shown.locator("details > summary")
    parts.filter(has_text="Officials, policies, and training (").click()
    expect(shown.get_by_label("Training:")).to_be_visible()
    parts.filter(has_text="Safeguards (").click()
    expect(shown.get_by_label("Training:")).to_be_hidden()  # one part at a time
    shown.get_by_label("Risk analysis:").check()
    expect(shown).to_contain_text(f"1 of {covered} done.")
    shown.get_by_label("We are licensed in Washington").check()
    expect(shown).to_contain_text(f"1 of {every} done.")
    shown.get_by_role("button", name="Create my checklist").click()
    for name, end in (("Word document", "docx"), ("web page", "html")):
        with lesson.expect_download() as download:
            shown.get_by_role("link", name=f"Download as a {name}").click()
        assert download.value.suggested_filename == f"privacy-checklist.{end}"
        download.value.save_as(tmp_path / f"checklist.{end}")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "checklist.docx")).paragraphs)
    assert "☑ Done: Risk analysis." in text
    assert "☑ Done: Risk analysis." in (tmp_path / "checklist.html").read_text(encoding="utf-8")
    assert not saved.exists()
    shown.get_by_label("Save my check marks in my folder").check()
    parts.filter(has_text="Officials, policies, and training (").click()
    shown.get_by_label("Training:").check()
    expect(shown).to_contain_text(f"2 of {every} done.")
    for _ in range(50):  # the kernel saves the file shortly after the page changes
        if saved.exists():
            break
        lesson.wait_for_timeout(100)
    assert json.loads(saved.read_text(encoding="utf-8"))["done"] == ["Risk analysis", "Training"]
    lesson.reload()
    first_card(lesson)
    shown = explorer(lesson, "My practice:")
    expect(shown).to_contain_text(f"2 of {every} done.")
    expect(shown.get_by_label("Training:")).to_be_checked()
    shown.get_by_label("Save my check marks in my folder").uncheck()
    expect(shown.get_by_label("Save my check marks in my folder")).not_to_be_checked()
    lesson.wait_for_timeout(500)
    assert not saved.exists()
    assert violations(shown) == []


def test_the_downloaded_checklist_is_accessible(page: Page, address: str, tmp_path: Path) -> None:
    from massage_billing.lessons.covered_entity import duties  # noqa: PLC0415

    (tmp_path / "checklist.html").write_text(duties.page(["covered", "Washington"], ["NPI"]), encoding="utf-8")
    page.goto((tmp_path / "checklist.html").as_uri())
    assert violations(page) == []


def test_the_path_lights_up_with_each_answer_and_an_answer_can_be_changed(lesson: Page) -> None:
    shown = picture(lesson, "decision")
    lit, outcome = shown.locator(".mb-question.mb-lit"), shown.get_by_role("status")
    for number in range(4):
        expect(lit).to_have_count(number)
        shown.get_by_role("button", name="Yes", exact=True).click()
        expect(shown.locator("[aria-current=step]")).to_contain_text(f"{number + 2}. ")
        expect(shown.get_by_role("button", name="Yes", exact=True)).to_be_in_viewport()
    shown.get_by_role("button", name="No", exact=True).click()
    expect(outcome).to_contain_text("Outcome: not a covered entity.")
    expect(outcome).to_contain_text("Source: 45 CFR part 160, 160.103, covered entity (3) and electronic media")
    expect(shown.locator(".mb-end.mb-lit")).to_have_text("➤ Not a covered entity")
    assert violations(shown) == []
    shown.get_by_role("button", name="Change the answer to question 2").click()
    expect(lit).to_have_count(1)
    expect(outcome).to_be_empty()
    shown.get_by_role("button", name="No", exact=True).click()
    expect(outcome).to_contain_text("Outcome: workforce member.")
    for width in WIDTHS:
        lesson.set_viewport_size({"width": width, "height": 800})
        assert too_wide(lesson, ".mb-decision") == []


def test_the_keyboard_alone_reaches_an_outcome(lesson: Page) -> None:
    shown = picture(lesson, "decision")
    again = shown.get_by_role("button", name="Start over")
    if again.is_visible():
        again.click()
    tab_to(lesson, shown.get_by_role("button", name="Yes", exact=True), start=shown)
    for number in (2, 3, 4, 5, 6):
        lesson.keyboard.press("Enter")
        expect(shown.locator("[aria-current=step]")).to_contain_text(f"{number}. ")
        lesson.keyboard.press("Tab")  # from the question, which has the focus now, to "Yes"
    lesson.keyboard.press("Tab")  # to "No": no part of the business is set apart
    lesson.keyboard.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("Outcome: covered entity.")
    expect(shown.locator(".mb-end.mb-lit")).to_have_text("➤ Covered entity")


def test_an_answer_that_is_not_known_says_what_to_find_out(lesson: Page) -> None:
    shown = picture(lesson, "decision")
    again = shown.get_by_role("button", name="Start over")
    if again.is_visible():
        again.click()
    for _ in range(3):
        shown.get_by_role("button", name="Yes", exact=True).click()
    shown.get_by_role("button", name="Not sure").click()
    expect(shown.get_by_role("status")).to_contain_text(
        "Outcome: it depends. Find out what is sent and who receives it."
    )
    expect(shown.locator(".mb-end.mb-lit")).to_have_count(0)
    expect(shown).to_contain_text("Your answer: not sure")
