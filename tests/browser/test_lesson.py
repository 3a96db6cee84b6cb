"""A learner can open a lesson, answer its questions, and come back later without running any cell."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lesson_checks import (
    WORKSHOP,
    assert_accessible_in_each_look,
    assert_lesson_fits_on_a_phone,
    assert_steps_are_accessible,
)
from walking import SCREENSHOTS, VERDICT, WIDTHS, explorer, first_card, picture, tab_to, too_wide, violations

SUBJECT = "eight_minute_rule"


def answer(card: Locator, text: str) -> Locator:
    """Type an answer, check it, and return the feedback."""
    card.get_by_label("Your answer, in units:").fill(text)
    card.get_by_role("button", name="Check answer").click()
    return card.locator(".mb-feedback")


def test_a_switch_shows_and_hides_the_code(lesson: Page) -> None:
    switch = lesson.get_by_role("switch", name="Show the Python code")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    for part in ("#jp-menu-panel", "#jp-main-statusbar", ".jp-NotebookPanel-toolbar", ".jp-InputPrompt",
                 ".jp-CodeCell .cm-editor", ".jp-SideBar"):  # fmt: skip
        expect(lesson.locator(part).filter(visible=True).first).to_be_visible()
    switch.click()
    for part in WORKSHOP:
        expect(lesson.locator(part).filter(visible=True)).to_have_count(0)


def test_dragging_the_minutes_shows_when_each_unit_begins(lesson: Page) -> None:
    shown = picture(lesson, "minutes")
    slider = shown.get_by_role("slider")
    assert shown.locator(".mb-marks span").all_inner_texts() == ["8", "23", "38", "53", "68"]
    box = shown.locator(".mb-bar").bounding_box()
    assert box
    for minutes, units in ((38, 3), (7, 0), (23, 2)):
        now = int(slider.input_value())
        lesson.mouse.move(box["x"] + box["width"] * now / 75, box["y"] + box["height"] / 2)
        lesson.mouse.down()
        lesson.mouse.move(box["x"] + box["width"] * minutes / 75, box["y"] + box["height"] / 2, steps=8)
        lesson.mouse.up()
        expect(slider).to_have_value(str(minutes))
        expect(shown.get_by_role("status")).to_contain_text(f"{minutes} minutes: {units} unit")
        expect(shown.locator(".mb-earned")).to_have_count(units)
    assert violations(shown) == []


def test_the_arrow_keys_move_the_minutes_one_at_a_time(lesson: Page) -> None:
    shown = picture(lesson, "minutes")
    slider, status = shown.get_by_role("slider"), shown.get_by_role("status")
    tab_to(lesson, slider, start=shown)
    assert slider.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    lesson.keyboard.press("Home")
    expect(status).to_contain_text("0 minutes: 0 units.")
    for _ in range(8):
        lesson.keyboard.press("ArrowRight")
    expect(status).to_contain_text("8 minutes: 1 unit.")
    expect(slider).to_have_attribute("aria-valuetext", "8 minutes of 97124")
    shown.get_by_text("Read it as text").click()
    expect(shown.locator(".mb-as-text")).to_contain_text("8 to 22 minutes: 1 unit")


def test_two_methods_are_side_by_side_and_differ_where_they_should(lesson: Page) -> None:
    shown = picture(lesson, "minutes", 1)
    medicare, midpoint = shown.locator(".mb-method").all()
    left, right = (one.evaluate("node => node.getBoundingClientRect().toJSON()") for one in (medicare, midpoint))
    assert left["y"] == right["y"]
    assert left["right"] < right["left"]
    expect(medicare).to_contain_text("3 unitsBill 2 units of 97110 and 1 unit of 97140.")
    expect(midpoint).to_contain_text("2 unitsBill 2 units of 97110.")
    expect(shown.get_by_role("status")).to_have_text("The two methods give different units.")
    tab_to(lesson, shown.get_by_role("slider", name="97140"), start=shown)
    lesson.keyboard.press("ArrowRight")
    expect(midpoint).to_contain_text("3 unitsBill 2 units of 97110 and 1 unit of 97140.")
    expect(shown.get_by_role("status")).to_have_text("Both methods give the same units.")
    for width in WIDTHS:
        lesson.set_viewport_size({"width": width, "height": 800})
        assert too_wide(lesson, ".mb-minutes") == []
    assert violations(shown) == []


def test_a_question_can_be_answered_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    tab_to(lesson, card.get_by_label("Your answer, in units:"))
    lesson.keyboard.type("3")
    lesson.keyboard.press("Tab")
    focused = lesson.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focused == "solid"
    lesson.keyboard.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text("Correct.")


def test_arrow_keys_move_between_choices_and_letters_do_not_reach_the_notebook(lesson: Page) -> None:
    cells = lesson.locator(".jp-Cell").count()
    practice = lesson.locator(".mb-practice").first
    while not practice.get_by_role("radio").count():
        practice.get_by_role("button", name="Next question").click()
        lesson.wait_for_timeout(300)
    radios = practice.get_by_role("radio")
    radios.first.focus()
    lesson.keyboard.press("Space")
    lesson.keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    practice.get_by_role("button", name="Check answer").focus()
    for key in ("x", "a", "b", "d", "d", "Delete"):
        lesson.keyboard.press(key)
    assert lesson.locator(".jp-Cell").count() == cells
    lesson.keyboard.press("Space")
    expect(practice.locator(".mb-feedback")).to_contain_text(VERDICT)


def test_a_learner_can_build_a_day_and_count_it_step_by_step(lesson: Page) -> None:
    day = explorer(lesson, "The payer uses:")
    expect(day).to_contain_text(
        "The two methods differ here. Medicare's 8-minute rule: 2 units of 97110 and 1 unit of 97140."
    )
    day.get_by_label("Service:").select_option(label="97124 massage")
    day.get_by_label("Minutes:", exact=True).fill("20")
    day.get_by_role("button", name="Add this service").click()
    expect(day.get_by_label("97124 massage, minutes:")).to_have_value("20")
    while day.get_by_role("button", name="Next step").is_enabled():
        day.get_by_role("button", name="Next step").click()
        lesson.wait_for_timeout(200)
    expect(day).to_contain_text("Bill 2 units of 97110, 1 unit of 97140, and 1 unit of 97124.")
    expect(day.locator("svg.mb-figure")).to_have_attribute("aria-label", re.compile("Bill 2 units of 97110"))
    day.get_by_role("radio", name="CPT midpoint").check()
    expect(day).to_contain_text("Count 97110 separately: 33 minutes = 2 units.")


def test_a_lesson_is_readable_in_dark_mode(lesson: Page) -> None:
    lesson.emulate_media(color_scheme="dark")
    expect(lesson.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    expect(answer(first_card(lesson), "2")).to_contain_text("Not quite.")
    expect(lesson.locator("svg.mb-figure")).to_have_count(2)
    assert violations(lesson) == []
    lesson.screenshot(path=SCREENSHOTS / "test_a_lesson_is_readable_in_dark_mode.png")
    lesson.emulate_media(color_scheme="light")
    expect(lesson.locator("body")).to_have_attribute("data-jp-theme-light", "true")


def test_the_lesson_fits_on_a_phone_and_every_question_has_labels(lesson: Page, questions: int) -> None:
    assert_lesson_fits_on_a_phone(lesson, figures=2, questions=questions)


def test_the_lesson_is_accessible_in_light_and_dark_and_on_a_phone_and_step_by_step(
    lesson: Page, every_step: bool
) -> None:
    assert_accessible_in_each_look(lesson)
    assert_steps_are_accessible(lesson, every=every_step)


FOREIGN = "open('ran', 'w').close()"


@pytest.mark.parametrize(
    "name", ["02_eight_minute_rule (mine).ipynb", pytest.param("claims to be a lesson.ipynb", marks=pytest.mark.slow)]
)
def test_a_notebook_that_only_looks_like_a_lesson_does_not_run(
    page: Page, address: str, folder: Path, name: str
) -> None:
    """One notebook is the lesson with an added cell; the other has only the title and metadata of the lesson."""
    notebook = json.loads((folder / "02_eight_minute_rule.ipynb").read_text(encoding="utf-8"))
    cell = {
        "cell_type": "code",
        "id": "foreign",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": FOREIGN,
    }
    kept = notebook["cells"] if "mine" in name else notebook["cells"][:1]
    notebook["cells"] = [*kept, cell]
    notebook["metadata"]["massage-billing"] = {"lesson": True}
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")
    page.goto(address.replace("00_start_here.ipynb", name))
    expect(page.get_by_role("heading", name="The 8-minute rule")).to_be_visible()
    idle = page.get_by_role("button", name="Python 3 (ipykernel) | Idle")
    expect(idle).to_be_visible()  # the kernel is ready, so the cell could have run
    page.wait_for_timeout(2_000)
    expect(page.locator(".jp-InputPrompt").filter(has_text=re.compile(r"\[[*\d]")).first).to_have_count(0)
    assert not (folder / "ran").exists()


def test_a_file_with_the_name_of_a_library_is_not_imported(lesson: Page, folder: Path) -> None:
    assert (folder / "ipywidgets.py").exists()
    assert not (folder / "shadowed").exists()


def test_a_lesson_runs_in_any_jupyterlab_and_imports_only_installed_packages(
    page: Page, plain_lab: str, folder: Path
) -> None:
    page.goto(plain_lab.replace("/lab?", "/lab/tree/02_eight_minute_rule.ipynb?"))
    first_card(page)
    assert not (folder / "shadowed").exists()


def test_answers_get_feedback_and_are_kept_after_a_reload(lesson: Page, folder: Path) -> None:
    (folder / "progress.jsonl").unlink(missing_ok=True)
    asked: list[str] = []
    lesson.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    card = first_card(lesson)
    wrong = answer(card, "2")
    expect(wrong).to_contain_text("✘ Not quite.")
    expect(wrong).to_contain_text("Off by one minute: 37 minutes would be 2 units")
    expect(card.locator(".mb-save")).to_have_text("✔ Saved")
    expect(answer(card, "3")).to_contain_text("✔ Correct.")
    lesson.get_by_role("button", name="All lessons").click()
    expect(lesson.get_by_text("1 question answered, 0 right.")).to_be_visible()
    rows = lesson.get_by_role("table", name="What you have practiced").get_by_role("row")
    expect(rows.filter(has_text="Use the published table to find the units for one service")).to_contain_text("1")
    lesson.reload()
    expect(lesson.get_by_text("1 question answered, 0 right.")).to_be_visible()
    assert asked == []  # no dialog asks whether to save
