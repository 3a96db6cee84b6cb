"""What a learner does in the lesson on covered entities, by mouse and by keyboard alone, wrong and right."""

import json
import re
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from walking import SCREENSHOTS, choose_by_keyboard, explorer, first_card, tab_to, violations

TITLE = "Are you a covered entity?"


def test_the_decision_is_walked_and_taken_again_from_the_second_step(lesson: Page) -> None:
    shown = lesson.locator(".mb-explorer").first
    yes, no = shown.get_by_role("button", name="Yes"), shown.get_by_role("button", name="No", exact=True)
    for number in (2, 3, 4):
        yes.click()
        expect(shown.get_by_role("status")).to_contain_text(f"Question {number}.")
    no.click()
    expect(shown.get_by_role("status")).to_contain_text("Outcome: not a covered entity.")
    expect(shown).to_contain_text("Source: 45 CFR part 160, 160.103, covered entity (3) and electronic media")
    expect(shown.locator("svg.mb-figure")).to_have_attribute("aria-label", re.compile("Outcome: not a covered entity."))
    lesson.screenshot(path=SCREENSHOTS / "the_decision_walked.png")
    assert violations(lesson) == []
    shown.get_by_role("button", name="Answer question 2 again").click()
    expect(shown.get_by_role("status")).to_contain_text("Question 2.")
    expect(shown.get_by_role("button", name="Answer question 2 again")).to_have_count(0)
    no.click()
    expect(shown.get_by_role("status")).to_contain_text("Outcome: workforce member.")


def test_the_decision_is_walked_with_the_keyboard_alone(lesson: Page) -> None:
    shown = lesson.locator(".mb-explorer").first
    again = shown.get_by_role("button", name="Answer question 1 again")
    if again.count():
        tab_to(lesson, again)
        lesson.keyboard.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("Question 1.")
    tab_to(lesson, shown.get_by_role("button", name="Yes"))
    for number in (2, 3, 4):
        lesson.keyboard.press("Enter")
        expect(shown.get_by_role("status")).to_contain_text(f"Question {number}.")
    lesson.keyboard.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("Outcome: covered entity.")
    tab_to(lesson, shown.get_by_role("button", name="Answer question 3 again"))
    lesson.keyboard.press("Enter")
    expect(shown.get_by_role("button", name="Yes")).to_be_focused()
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("Outcome: not a covered entity.")


def test_the_first_question_is_answered_wrong_and_right_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    for choice, expected in (
        ("A covered entity", "You took storing for sending. The textbook does so too."),
        ("Not a covered entity", "✔ Correct."),
    ):
        choose_by_keyboard(lesson, card, choice)
        expect(card.locator(".mb-feedback")).to_contain_text(expected)
    assert violations(lesson) == []


def test_one_fact_is_changed_until_it_decides(lesson: Page) -> None:
    shown = explorer(lesson, "By what means:")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("Not a covered entity. What decides: to whom.")
    shown.get_by_label("To whom:").select_option(label="A private health plan")
    expect(status).to_contain_text("A covered entity. All four facts count.")
    shown.get_by_label("By what means:").select_option(label="On paper by mail")
    expect(status).to_contain_text("What decides: by what means. Paper by mail is not electronic.")


def test_the_three_statements_are_tested_until_it_shows_which_fails(lesson: Page) -> None:
    shown = explorer(lesson, "Put to the test:")
    shown.get_by_label("Put to the test:").select_option(label="Practice 20")
    expect(shown).to_contain_text("bills only auto insurers, by computer")
    shown.get_by_role("button", name="Test the three statements").click()
    expect(shown).to_contain_text("A textbook would say: covered entity. Wrong.")
    expect(shown).to_contain_text("1 practice tested.")
    shown.get_by_role("button", name="Test all practices").click()
    expect(shown).to_contain_text("33 practices tested. The agency (HHS): 0 not right.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute("aria-label", re.compile("A magazine: 24 not right"))
    assert violations(lesson) == []


def test_an_npi_is_checked(lesson: Page) -> None:
    shown = explorer(lesson, "A number to check:")
    shown.get_by_label("A number to check:").fill("1234567898")
    shown.get_by_label("A number to check:").press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("✘ The last digit does not fit the nine before it")


def test_the_checklist_is_downloaded_and_saved_only_when_asked(lesson: Page, folder: Path, tmp_path: Path) -> None:
    kept = folder / "privacy-checklist.json"
    shown = explorer(lesson, "My practice:")
    shown.get_by_label("Risk analysis:").check()
    expect(shown).to_contain_text("1 of 20 done.")
    shown.get_by_label("We are a licensed practice in Washington").check()
    expect(shown).to_contain_text("1 of 26 done.")
    shown.get_by_role("button", name="Make my checklist").click()
    for name, end in (("Word document", "docx"), ("web page", "html")):
        with lesson.expect_download() as download:
            shown.get_by_role("link", name=f"Download as a {name}").click()
        assert download.value.suggested_filename == f"privacy-checklist.{end}"
        download.value.save_as(tmp_path / f"checklist.{end}")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "checklist.docx")).paragraphs)
    assert "☑ Done: Risk analysis." in text
    assert "☑ Done: Risk analysis." in (tmp_path / "checklist.html").read_text(encoding="utf-8")
    assert not kept.exists()
    shown.get_by_label("Keep my ticks in my folder").check()
    shown.get_by_label("Training:").check()
    expect(shown).to_contain_text("2 of 26 done.")
    for _ in range(50):  # the kernel writes a moment after the page shows it
        if kept.exists():
            break
        lesson.wait_for_timeout(100)
    assert json.loads(kept.read_text(encoding="utf-8"))["done"] == ["Risk analysis", "Training"]
    lesson.reload()
    first_card(lesson)
    shown = explorer(lesson, "My practice:")
    expect(shown).to_contain_text("2 of 26 done.")
    expect(shown.get_by_label("Training:")).to_be_checked()
    shown.get_by_label("Keep my ticks in my folder").uncheck()
    expect(shown.get_by_label("Keep my ticks in my folder")).not_to_be_checked()
    lesson.wait_for_timeout(500)
    assert not kept.exists()
    assert violations(lesson) == []


def test_the_checklist_page_is_clean(page: Page, address: str, tmp_path: Path) -> None:
    from massage_billing.lessons.covered_entity import duties  # noqa: PLC0415

    (tmp_path / "checklist.html").write_text(duties.page(["covered", "Washington"], ["NPI"]), encoding="utf-8")
    page.goto((tmp_path / "checklist.html").as_uri())
    assert violations(page) == []
