"""What a learner does in the lesson on Washington's law, by mouse and by keyboard alone, wrong and right."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from massage_billing.rules.every_category_law import events
from walking import SCREENSHOTS, choose_by_keyboard, explorer, first_card, tab_to, violations

TITLE = "Washington's law"


def test_the_first_question_is_answered_wrong_and_right_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    choose_by_keyboard(lesson, card, "It must give a contract to every therapist who asks.")
    expect(card.locator(".mb-feedback")).to_contain_text("✘ Not quite. Common mistake: person for category.")
    choose_by_keyboard(lesson, card, "Its standards may not be a pretext to keep a category out.")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    assert violations(lesson) == []


def test_the_timeline_is_walked_by_pointer(lesson: Page) -> None:
    shown = explorer(lesson, "Next event")
    status = shown.get_by_role("status")
    for number, row in list(enumerate(events(), start=1))[1:4]:
        shown.get_by_role("button", name="Next event").click()
        expect(status).to_contain_text(f"Event {number} of {len(events())}.")
        expect(status).to_contain_text(row.decided)
        expect(status).to_contain_text(row.left_open)
    shown.get_by_label("Event:").select_option(label="10. February 22, 1999: Supreme Court")
    expect(status).to_contain_text("Only that it will not hear it.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("Set off: Supreme Court, February 22, 1999.")
    )
    lesson.screenshot(path=SCREENSHOTS / "the_timeline.png")
    assert violations(lesson) == []


def test_the_timeline_is_walked_with_the_keyboard_alone(lesson: Page) -> None:
    shown = explorer(lesson, "Next event")
    forward, status = shown.get_by_role("button", name="Next event"), shown.get_by_role("status")
    tab_to(lesson, shown.get_by_label("Event:"))
    lesson.keyboard.press("Home")
    expect(status).to_contain_text("Event 1 of")
    tab_to(lesson, forward)
    for number in range(2, len(events()) + 1):
        lesson.keyboard.press("Enter")
        expect(status).to_contain_text(f"Event {number} of {len(events())}.")
    expect(forward).to_be_disabled()
    tab_to(lesson, shown.get_by_role("button", name="Previous event"))
    lesson.keyboard.press("Enter")
    expect(status).to_contain_text(f"Event {len(events()) - 1} of")


def test_a_day_is_asked_about(lesson: Page) -> None:
    shown = explorer(lesson, "Was it in force on this day?")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("~ In limbo.")
    for on, expected in (("1995-12-31", "✘ No. Passed, not yet in force."), ("1996-01-01", "✔ Yes. In force.")):
        shown.get_by_label("Was it in force on this day?").fill(on)
        expect(status).to_contain_text(expected)
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("A line at 1996-01-01: in force.")
    )


def test_a_plan_is_chosen_and_a_case_assessed(lesson: Page) -> None:
    plan = explorer(lesson, "The client's plan:")
    plan.get_by_label("The client's plan:").select_option(label="Medicare")
    expect(plan.get_by_role("status")).to_contain_text("✘ No. The law does not reach it.")
    need = explorer(lesson, "The note has a measure that can get better")
    expect(need.get_by_role("status")).to_contain_text("✘ Not shown.")
    need.get_by_label("The note has a measure that can get better").check()
    need.get_by_label("It is the first visit").check()
    expect(need.get_by_role("status")).to_contain_text("✔ Medically necessary.")
    need.get_by_label("The client cannot do something of daily life or work").uncheck()
    expect(need.get_by_role("status")).to_contain_text("✘ Maintenance.")


def test_a_chart_has_its_limits_beside_it(lesson: Page) -> None:
    shown = explorer(lesson, "Chart:")
    title = "Spent on all care in a year, users and others of the same kind"
    shown.get_by_label("Chart:").select_option(label=title)
    expect(shown).to_contain_text("It does not show: That such care was the cause of the lower cost.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute("aria-label", re.compile("Users: 3,797; Others: 4,153"))
    assert violations(lesson) == []


def test_the_cost_argument_moves_by_keyboard(lesson: Page) -> None:
    shown = explorer(lesson, "Operations spared for every 100 people")
    status = shown.get_by_role("status")
    expect(status).to_contain_text("With these numbers the plan pays $50,000 more.")
    shown.get_by_role("slider", name=re.compile("Operations spared")).focus()
    lesson.keyboard.press("End")
    expect(status).to_contain_text("With these numbers the plan saves $450,000.")
    expect(shown).to_contain_text("invented by the course text, as an example")


def test_steps_for_one_s_state_are_filled_in_with_the_keyboard_alone_and_downloaded(
    lesson: Page, tmp_path: Path
) -> None:
    shown = explorer(lesson, "Find the department that licenses massage.")
    box = shown.get_by_role("checkbox", name="Find the department that licenses massage.")
    tab_to(lesson, box, presses=600)
    lesson.keyboard.press("Space")
    lesson.keyboard.press("Tab")
    lesson.keyboard.type("Department of Health")
    lesson.keyboard.press("Tab")
    expect(shown.get_by_role("status").first).to_contain_text("1 of 10 done.")
    tab_to(lesson, shown.get_by_role("button", name="Make my sheet"))
    lesson.keyboard.press("Enter")
    link = shown.get_by_role("link", name="Download as a web page")
    expect(link).to_be_visible()
    with lesson.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "sheet.html")
    assert "My notes: Department of Health" in (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert violations(lesson) == []


def test_the_page_of_corrections_and_the_glossary_open_from_the_start_page(page: Page, address: str) -> None:
    for title, table in (
        ("What the course text says", "The course text and the sources"),
        ("Words of the trade", "Words of the trade, from A to Z"),
    ):
        page.goto(address)
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("table", name=table).first).to_be_visible()
        assert violations(page) == []
