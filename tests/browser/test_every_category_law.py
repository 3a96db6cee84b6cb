"""A learner can do everything in the lesson on Washington's law, with a mouse and with the keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lesson_checks import assert_accessible_in_each_look, assert_lesson_fits_on_a_phone, assert_steps_are_accessible
from massage_billing.rules.every_category_law import date_of, events
from walking import WIDTHS, choose_by_keyboard, explorer, first_card, picture, tab_to, too_wide, violations

SUBJECT = "every_category_law"
OVERLAPS = """(grid) => {
  const boxes = [...grid.querySelectorAll(".mb-short, .mb-years strong")].map((node) => [node.textContent, node.getBoundingClientRect()]);
  return boxes.flatMap(([name, one], at) => boxes.slice(at + 1)
    .filter(([, other]) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
    .map(([other]) => `${name} / ${other}`));
}"""


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
    choose_by_keyboard(lesson, card, "A plan must give a contract to every therapist who asks for one.")
    expect(card.locator(".mb-feedback")).to_contain_text("✘ Not quite.")
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


def test_a_learner_can_assess_a_case(lesson: Page) -> None:
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


def test_no_labels_of_the_timeline_overlap_at_any_width(lesson: Page) -> None:
    for width in WIDTHS:
        lesson.set_viewport_size({"width": width, "height": 800})
        shown = picture(lesson, "timeline")
        expect(shown.locator(".mb-event")).to_have_count(len(events()))
        assert shown.locator(".mb-lanes").evaluate(OVERLAPS) == []
        assert too_wide(lesson, ".mb-timeline") == []
        assert violations(shown) == []


def test_a_click_on_an_event_says_what_it_decided_and_left_open(lesson: Page) -> None:
    shown = picture(lesson, "timeline")
    about = shown.locator(".mb-about")
    for row in events()[9:6:-1]:
        dot = shown.get_by_role("button", name=row.short)
        dot.click()
        expect(dot).to_have_attribute("aria-pressed", "true")
        expect(shown.locator(".mb-event[aria-pressed=true]")).to_have_count(1)
        for text in (f"{date_of(row)}. {row.event}", row.decided, row.left_open, f"Source: {row.citation}"):
            expect(about).to_contain_text(text)


def test_each_lane_has_its_own_color_shape_and_name(lesson: Page) -> None:
    shown = picture(lesson, "timeline")
    looks = "node => { const { backgroundColor, backgroundImage, clipPath, borderRadius } = getComputedStyle(node); return [backgroundColor, backgroundImage, clipPath + borderRadius].join(';') }"
    lanes = {"legislature": "Legislature", "commissioner": "Commissioner", "court": "Courts", "insurer": "Insurers"}
    drawn = set()
    for lane, name in lanes.items():
        event = shown.locator(f".mb-event.mb-{lane}").first
        drawn.add(event.locator(".mb-dot").evaluate(looks))
        assert name in (event.text_content() or "")
    assert all(len({look.split(";")[part] for look in drawn}) == len(lanes) for part in range(3))


def test_the_keyboard_goes_through_all_events_and_back(lesson: Page) -> None:
    shown = picture(lesson, "timeline")
    shown.get_by_role("button", name=events()[0].short).click()
    forward, count = shown.get_by_role("button", name="Next event"), shown.locator(".mb-count")
    tab_to(lesson, forward, start=shown)
    for number in range(2, len(events()) + 1):
        lesson.keyboard.press("Enter")
        expect(count).to_contain_text(f"Event {number} of {len(events())}")
    expect(forward).to_be_disabled()
    expect(forward).to_be_focused()
    back = shown.get_by_role("button", name="Previous event")
    tab_to(lesson, back, start=shown)
    lesson.keyboard.press("Enter")
    expect(count).to_contain_text(f"Event {len(events()) - 1} of")


def test_on_a_phone_the_words_follow_their_event(lesson: Page) -> None:
    lesson.set_viewport_size({"width": 390, "height": 844})
    shown = picture(lesson, "timeline")
    dot = shown.get_by_role("button", name="Insurers sue")
    dot.click()
    about = shown.locator(".mb-about")
    expect(about).to_contain_text("September 19, 1996.")
    expect(about).to_be_in_viewport()
    assert dot.evaluate("node => node.nextElementSibling.className") == "mb-side"
    forward = shown.get_by_role("button", name="Next event")
    for _ in range(3):
        forward.click()
        expect(forward).to_be_in_viewport()
        expect(shown.locator(".mb-event[aria-pressed=true]")).to_be_in_viewport()
    expect(forward).to_be_focused()
