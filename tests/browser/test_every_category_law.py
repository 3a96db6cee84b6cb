"""A learner can do everything in the lesson on Washington's law, with a mouse and with the keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lesson_checks import assert_lesson_fits_on_a_phone
from walking import choose_by_keyboard, explorer, first_card, tab_to, violations

TITLE = "Washington's law"
SUBJECT = "every_category_law"


def test_the_lesson_fits_on_a_phone_and_every_question_has_labels(lesson: Page, questions: int) -> None:
    assert_lesson_fits_on_a_phone(lesson, figures=3, questions=questions)


@pytest.mark.slow
def test_the_first_question_can_be_answered_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    choose_by_keyboard(lesson, card, "A plan must give a contract to every therapist who asks for one.")
    expect(card.locator(".mb-feedback")).to_contain_text(
        "✘ Not quite. Common mistake: confused a category with a person."
    )
    choose_by_keyboard(lesson, card, "A plan may not use its standards as a pretext to exclude a category.")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    assert violations(card) == []


def test_a_learner_can_check_whether_the_law_was_in_effect_on_a_date(lesson: Page) -> None:
    shown = explorer(lesson, "Was the law in effect on this date?")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("~ Unclear.")
    for on, expected in (("1995-12-31", "✘ No. Passed, but not in effect."), ("1996-01-01", "✔ Yes. In effect.")):
        shown.get_by_label("Was the law in effect on this date?").fill(on)
        expect(status).to_contain_text(expected)
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("A line marks 01/01/1996: in effect.")
    )


def test_a_learner_can_check_a_plan_and_assess_a_case(lesson: Page) -> None:
    plan = explorer(lesson, "The patient's plan:")
    plan.get_by_label("The patient's plan:").select_option(label="Medicare")
    expect(plan.get_by_role("status")).to_contain_text("✘ No. The law does not apply.")
    need = explorer(lesson, "The note has a measure that can improve")
    expect(need.get_by_role("status")).to_contain_text("✘ Not shown to be necessary.")
    need.get_by_label("The note has a measure that can improve").check()
    need.get_by_label("This is the first visit").check()
    expect(need.get_by_role("status")).to_contain_text("✔ Medically necessary.")
    need.get_by_label("The patient cannot do an activity of daily life or work").uncheck()
    expect(need.get_by_role("status")).to_contain_text("✘ Maintenance care.")


def test_a_chart_shows_its_limits_beside_it(lesson: Page) -> None:
    shown = explorer(lesson, "Chart:")
    title = "Yearly spending on all care: users and similar nonusers"
    shown.get_by_label("Chart:").select_option(label=title)
    expect(shown).to_contain_text("Not shown by this study: This type of care caused the lower cost.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile(r"Users: \$3,797; Nonusers: \$4,153")
    )
    assert violations(shown) == []


def test_the_cost_argument_works_with_the_keyboard(lesson: Page) -> None:
    shown = explorer(lesson, "Operations avoided per 100 people")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("With these numbers, the plan pays $50,000 more.")
    shown.get_by_role("slider", name=re.compile("Operations avoided")).focus()
    lesson.keyboard.press("End")
    expect(status).to_contain_text("With these numbers, the plan saves $450,000.")
    expect(shown).to_contain_text("invented in the 2013 articles as an example")


def test_the_state_worksheet_can_be_filled_in_and_downloaded_with_the_keyboard_alone(
    lesson: Page, tmp_path: Path
) -> None:
    shown = explorer(lesson, "Find the department that licenses massage.")
    tab_to(lesson, shown.locator("summary").filter(has_text="The license"), start=shown)
    lesson.keyboard.press("Enter")
    box = shown.get_by_role("checkbox", name="Find the department that licenses massage.")
    tab_to(lesson, box)
    lesson.keyboard.press("Space")
    lesson.keyboard.press("Tab")
    lesson.keyboard.type("Department of Health")
    lesson.keyboard.press("Tab")
    expect(shown.get_by_role("status").first).to_contain_text("1 of 10 done.")
    tab_to(lesson, shown.get_by_role("button", name="Create my worksheet"))
    lesson.keyboard.press("Enter")
    link = shown.get_by_role("link", name="Download as a web page")
    expect(link).to_be_visible()
    with lesson.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "worksheet.html")
    assert "My notes: Department of Health" in (tmp_path / "worksheet.html").read_text(encoding="utf-8")
    assert violations(shown) == []


def test_the_corrections_and_the_glossary_open_from_the_start_page(page: Page, address: str) -> None:
    page.goto(address)
    for title, table in (
        ("What has changed since 2013", "What has changed since 2013"),
        ("Glossary", "Billing terms, A to Z"),
    ):
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("table", name=table).first).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name="All lessons").filter(visible=True).click()
