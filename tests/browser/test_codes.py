"""A learner can complete the lesson on choosing a code with a mouse or with the keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

import massage_billing as mb
from lesson_checks import assert_accessible_in_each_look, assert_lesson_fits_on_a_phone, assert_steps_are_accessible
from walking import choose_by_keyboard, first_card, tab_to, violations

SUBJECT = "codes"


def sorting(page: Page) -> Locator:
    """Return the sorting question."""
    return page.locator(".mb-card").filter(has=page.locator(".mb-bin")).first


def drag(card: Locator, work: str, group: str) -> None:
    """Drag the card with some text to a group."""
    there = card.locator(f".mb-bin[data-group='{group}']")
    card.locator(".mb-sort-card").filter(has_text=work).drag_to(there, source_position={"x": 20, "y": 15})
    expect(there).to_contain_text(work)


def test_the_lesson_fits_on_a_phone_and_every_question_has_labels(lesson: Page, questions: int) -> None:
    assert_lesson_fits_on_a_phone(lesson, figures=1, questions=questions)


def test_the_lesson_is_accessible_in_light_and_dark_and_on_a_phone_and_step_by_step(
    lesson: Page, every_step: bool
) -> None:
    assert_accessible_in_each_look(lesson)
    assert_steps_are_accessible(lesson, every=every_step)


def test_cards_can_be_sorted_by_dragging(lesson: Page) -> None:
    # Playwright cannot scroll while it drags, so everything must fit.
    lesson.set_viewport_size({"width": 1100, "height": 1500})
    card = sorting(lesson)
    card.get_by_role("button", name="Check answer").scroll_into_view_if_needed()
    right = mb.draw("codes.sort", seed=2).key.accepted[0]
    for work in right:
        drag(card, work, "97124 massage")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("Partly correct.")
    for work, group in right.items():
        drag(card, work, group)
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    assert violations(card) == []


def test_cards_can_be_sorted_with_the_keyboard_alone(lesson: Page) -> None:
    card = sorting(lesson)
    question = mb.draw("codes.sort", seed=2)
    cards, groups = question.prompt.payload["cards"], question.prompt.payload["groups"]
    check = card.get_by_role("button", name="Check answer")
    for work in cards:
        group = question.key.accepted[0][work]
        tab_to(lesson, card.get_by_label(work))
        lesson.keyboard.press("Home")
        for _ in range(groups.index(group) + 1):  # the first option is "Choose…"
            lesson.keyboard.press("ArrowDown")
        expect(card.locator(f".mb-bin[data-group='{group}']")).to_contain_text(work)
        left = len(cards) - card.locator(".mb-bin li").count()
        expect(card.get_by_role("status").first).to_contain_text(f"{left} card" if left else "All cards are sorted.")
    tab_to(lesson, check)
    lesson.keyboard.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")


def test_a_question_can_be_answered_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    wrong = "97112 movement and balance retraining"
    choose_by_keyboard(lesson, card, wrong)
    expect(card.locator(".mb-feedback")).to_contain_text(re.compile("Not quite."))
    choose_by_keyboard(lesson, card, "97140 manual therapy")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")


def test_a_code_can_be_looked_up_for_a_date_and_for_training(lesson: Page) -> None:
    shown = lesson.locator(".mb-explorer").first
    expect(shown.get_by_role("status")).to_contain_text("✘ No. The code was not valid on that date.")
    code = shown.get_by_label("Code to look up:")
    code.fill("9714O")
    code.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("✘ No. This is not a code.")
    code.fill("97112")
    code.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("✘ No. Your license, training, or contract does not allow it.")
    shown.get_by_text("In addition to massage").click()
    shown.get_by_role("group", name="In addition to massage").get_by_label(
        "97112 movement and balance retraining"
    ).check()
    shown.get_by_text("contract pays for").click()
    shown.get_by_role("group", name="contract pays for").get_by_label("97112 movement and balance retraining").check()
    expect(shown.get_by_role("status")).to_contain_text("✔ Yes.")
    expect(shown.locator("svg.mb-figure")).to_have_attribute(
        "aria-label", re.compile("97112 movement and balance retraining")
    )
    code.fill("97161")
    code.press("Enter")
    shown.get_by_label("Date of service:").fill("2016-12-31")
    shown.get_by_label("Date of service:").press("Tab")
    expect(shown.get_by_role("status")).to_contain_text("97161 is not valid until 01/01/2017.")
    assert violations(shown) == []


def test_a_session_shows_codes_minutes_and_units(lesson: Page) -> None:
    shown = lesson.locator(".mb-explorer").nth(1)
    status = shown.get_by_role("status")
    expect(status).to_contain_text("Bill 97124 massage for 30 minutes.")
    expect(status).to_contain_text("97140 manual therapy, 12 minutes: record it in the note, but do not bill it.")
    shown.get_by_label("Each kind of work had its own minutes or visit").check()
    expect(status).to_contain_text("Units under Medicare's 8-minute rule: 2 units of 97124 and 1 unit of 97140.")
    minutes = shown.get_by_label("kneading the muscle (petrissage), minutes:")
    minutes.fill("40")
    minutes.press("Tab")
    expect(status).to_contain_text("97124 massage for 40 minutes")


def test_choosing_the_code_that_pays_more_gets_feedback(lesson: Page) -> None:
    question = next(found for seed in range(999) if (found := mb.draw("codes.sessions", seed)).case == "better-paid")
    (right,) = question.key.accepted
    card = lesson.locator(".mb-card").filter(has_text="97140 pays more than 97124 here.").first
    minutes = re.search(r"(\d+) minutes of gliding", card.locator(".mb-prompt").text_content() or "")
    assert minutes
    assert set(right) == {"97124"}
    check, feedback = card.get_by_role("button", name="Check answer"), card.locator(".mb-feedback")
    for field in card.get_by_role("textbox").all():
        field.fill("0")
    card.get_by_label("Minutes of 97140 manual therapy:").fill(minutes.group(1))
    check.click()
    expect(feedback).to_contain_text("Common mistake: let payment or habit decide the code.")
    card.get_by_label("Minutes of 97140 manual therapy:").fill("0")
    card.get_by_label("Minutes of 97124 massage:").fill(minutes.group(1))
    check.click()
    expect(feedback).to_contain_text("✔ Correct.")
    expect(feedback).to_contain_text("of 97124.")
    assert violations(card) == []
