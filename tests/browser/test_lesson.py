"""A learner can open a lesson, answer its questions, and come back later without running any cell."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import massage_billing as mb
from walking import LESSONS, SCREENSHOTS, VERDICT, first_card, open_lesson, tab_to, too_wide, violations

TITLE = "The 8-minute rule"
WORKSHOP = ("#jp-top-panel", "#jp-menu-panel", "#jp-main-statusbar", ".jp-SideBar", ".jp-NotebookPanel-toolbar",
            ".jp-InputPrompt", ".jp-OutputPrompt", ".jp-cell-toolbar", ".jp-CodeCell .cm-editor", ".jp-FileBrowser",
            ".Toastify__toast", ".jp-Dialog", ".lm-TabBar-tab")  # fmt: skip


def answer(card: Locator, text: str) -> Locator:
    """Type an answer, check it, and return the feedback."""
    card.get_by_label("Your answer, in units:").fill(text)
    card.get_by_role("button", name="Check answer").click()
    return card.get_by_role("status")


def test_the_start_page_hides_the_controls_of_jupyterlab(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Massage billing")).to_be_visible()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="The 8-minute rule"))
    expect(card).to_contain_text("Turn the minutes of a session into units that a payer will accept.")
    for part in WORKSHOP:
        expect(page.locator(part).filter(visible=True)).to_have_count(0)
    assert violations(page) == []


def test_a_switch_shows_and_hides_the_code(lesson: Page) -> None:
    switch = lesson.get_by_role("switch", name="Show the code")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    for part in ("#jp-menu-panel", "#jp-main-statusbar", ".jp-NotebookPanel-toolbar", ".jp-InputPrompt",
                 ".jp-CodeCell .cm-editor", ".jp-SideBar"):  # fmt: skip
        expect(lesson.locator(part).filter(visible=True).first).to_be_visible()
    switch.click()
    for part in WORKSHOP:
        expect(lesson.locator(part).filter(visible=True)).to_have_count(0)


def test_answers_get_feedback_and_are_kept_after_a_reload(page: Page, address: str, folder: Path) -> None:
    (folder / "progress.jsonl").unlink(missing_ok=True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    card = open_lesson(page, address)
    wrong = answer(card, "2")
    expect(wrong).to_contain_text("✘ Not quite. Common mistake: off by one at a boundary.")
    expect(wrong).to_contain_text("Off by one minute: 37 minutes would be 2 units")
    expect(wrong).to_contain_text("Source: Medicare Claims Processing Manual, chapter 5")
    expect(answer(card, "3")).to_contain_text("✔ Correct.")
    page.reload()
    first_card(page)
    page.get_by_role("button", name="All lessons").click()
    expect(page.get_by_text("2 questions answered, 1 right.")).to_be_visible()
    rows = page.get_by_role("table", name="What you have practiced").get_by_role("row")
    expect(rows.filter(has_text="Use the published table to find the units for one service")).to_contain_text("2")
    page.reload()
    expect(page.get_by_text("2 questions answered, 1 right.")).to_be_visible()
    assert asked == []  # no dialog asks whether to save


def test_the_slider_moves_by_keyboard_and_updates_words_and_figure(lesson: Page) -> None:
    slider = lesson.get_by_role("slider", name="Minutes of one service")
    figure = lesson.locator(".mb-explorer").first.locator("svg.mb-figure")
    expect(figure).to_have_attribute("aria-label", re.compile("33 minutes: 2 units"))
    slider.focus()
    for _ in range(5):
        lesson.keyboard.press("ArrowRight")
    expect(
        lesson.get_by_role("status").filter(has_text="38 minutes: 3 units. You need 15 more minutes")
    ).to_be_visible()
    expect(figure).to_have_attribute("aria-label", re.compile("38 minutes: 3 units"))
    lesson.keyboard.press("Home")
    expect(figure).to_have_attribute("aria-label", re.compile("0 minutes: 0 units"))
    lesson.keyboard.press("End")
    expect(figure).to_have_attribute("aria-label", re.compile("150 minutes: 10 units"))


def test_a_question_can_be_answered_with_the_keyboard_alone(lesson: Page) -> None:
    card = first_card(lesson)
    tab_to(lesson, card.get_by_label("Your answer, in units:"))
    lesson.keyboard.type("3")
    lesson.keyboard.press("Tab")
    focused = lesson.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focused == "solid"
    lesson.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Correct.")


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
    day = lesson.locator(".mb-explorer").nth(1)
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


def test_a_lesson_is_readable_in_dark_mode(browser: Browser, address: str) -> None:
    page = browser.new_context(color_scheme="dark", viewport={"width": 1100, "height": 900}).new_page()
    card = open_lesson(page, address)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    expect(answer(card, "2")).to_contain_text("Not quite.")
    expect(page.locator("svg.mb-figure")).to_have_count(3)
    page.screenshot(path=SCREENSHOTS / "test_a_lesson_is_readable_in_dark_mode.png")
    assert violations(page) == []
    page.context.close()


KINDS = {
    "The 8-minute rule": ("eight_minute_rule", {"input[type=radio]", "input[type=checkbox]", "input[type=text]", "input[type=number]"}),
    "Choosing a code": ("codes", {"input[type=radio]", "input[type=checkbox]", "input[type=number]", "select"}),
    "Are you a covered entity?": ("covered_entity", {"input[type=radio]", "input[type=checkbox]", "input[type=text]"}),
    "Washington's law": ("every_category_law", {"input[type=radio]", "input[type=checkbox]", "input[type=text]", "select", ".mb-order-row button"}),
    "From prescription to payment": ("claims", {"input[type=radio]", "input[type=checkbox]", "input[type=text]", ".mb-order-row button"}),
}  # fmt: skip


def kind_of(practice: Locator, kinds: set[str]) -> str:
    """Return the kind of control in the question; it may appear a moment after the text."""
    for _ in range(100):
        for kind in sorted(kinds):
            if practice.locator(f".mb-card {kind}").filter(visible=True).count():
                return kind
        practice.page.wait_for_timeout(100)
    msg = "the question has no control of a known kind"
    raise AssertionError(msg)


CUT_OFF = """[...document.querySelectorAll("svg.mb-figure")].flatMap((figure) => {
  const { width, height } = figure.viewBox.baseVal;
  return [...figure.querySelectorAll("text")].filter((text) => {
    const box = text.getBBox();
    return box.x < 0 || box.y < -1 || box.x + box.width > width || box.y + box.height > height + 1;
  }).map((text) => text.textContent);
})"""


def assert_figures_fit(page: Page) -> None:
    """Check that no text of a figure is cut off or too small on a phone, and that it has the color of the text around it."""
    figure = page.locator("svg.mb-figure").first
    expect(figure).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
    ink = "node => getComputedStyle(node).color"
    assert figure.evaluate(ink) == page.locator(".mb-explorer .widget-html-content").first.evaluate(ink)
    # The figure is 440 units wide, so text of size 12.5 is then at least 9 pixels high.
    assert (figure.bounding_box() or {"width": 0})["width"] > 300


@pytest.mark.parametrize("every_family", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["kinds", "families"])
@pytest.mark.parametrize(
    ("title", "figures"),
    [pytest.param(*one, marks=pytest.mark.xdist_group(one[0])) for one in zip(LESSONS, (1, 3, 2, 4, 3), strict=True)],
)
def test_a_lesson_runs_on_opening_and_fits_a_phone_with_a_label_on_every_question(
    page: Page, address: str, title: str, figures: int, every_family: bool
) -> None:
    """A normal run looks at a question of each kind, and the slow run at one of each family."""
    subject, kinds = KINDS[title]
    open_lesson(page, address, title)
    expect(page.locator("svg.mb-figure")).to_have_count(figures)
    for part in WORKSHOP:
        expect(page.locator(part).filter(visible=True)).to_have_count(0)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert_figures_fit(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []
    practice = page.locator(".mb-practice").last
    practice.evaluate("node => { node.id = 'practice' }")
    looked_at: set[str] = set()
    many = len(mb.families(subject))  # practice shows each family once before it repeats one
    for number in range(2 * many):
        if looked_at == kinds and (number >= many or not every_family):
            break
        assert too_wide(page, "#practice") == []
        kind = kind_of(practice, kinds)
        if kind not in looked_at:
            looked_at.add(kind)
            assert violations(page, within="#practice") == []
        shown = practice.locator(".mb-prompt").text_content()
        practice.get_by_role("button", name="Next question").click()
        expect(practice.locator(".mb-prompt")).not_to_have_text(shown or "")
    assert looked_at == kinds
    buttons = page.locator(".mb-lesson button:visible, .mb-lesson select:visible, .mb-lesson-bar button:visible")
    assert min(box["height"] for box in (button.bounding_box() for button in buttons.all()) if box) >= 40


FOREIGN = "open('ran', 'w').close()"


@pytest.mark.parametrize("name", ["02_eight_minute_rule (mine).ipynb", "claims to be a lesson.ipynb"])
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
