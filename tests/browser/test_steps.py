"""A lesson is read one step at a time, on one screen each, and reopens where the learner stopped."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.lessons.practice import OPEN
from massage_billing.lessons.workspace import PRIVATE
from massage_billing.questions.course import Lesson
from massage_billing.questions.model import Question
from ports import served
from walking import each_part, first_card, focus_is_visible, new_page, tab_to, too_wide, violations, where

SCREEN: ViewportSize = {"width": 1280, "height": 800}
LESSON = "02_eight_minute_rule.ipynb"
NEXT = "03_covered_entity.ipynb"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("steps")


@pytest.fixture(scope="module")
def lessons(home: Path) -> Iterator[str]:
    yield from served([sys.executable, "-m", "massage_billing", "start", str(home), "--no-browser"])


@pytest.fixture(scope="module")
def steps(new_profile: Callable[..., BrowserContext], lessons: str) -> Iterator[Page]:
    """Yield a page with a lesson in a profile in which nothing was opened before."""
    with new_page(new_profile(viewport=SCREEN)) as page:
        page.goto(lessons.replace("00_start_here.ipynb", LESSON))
        ready(page)
        yield page


def ready(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Steps").filter(visible=True)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def shows(page: Page, count: int) -> None:
    """Wait until a lesson shows so many cells. A cell of code has no height until it has an output."""
    page.wait_for_function(
        """count => [...document.querySelectorAll(".mb-stepped:not(.lm-mod-hidden) .jp-Notebook-cell")]
          .filter((cell) => getComputedStyle(cell).display !== "none").length === count""",
        arg=count,
    )


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).filter(visible=True).last.click()


def shown(lesson: str) -> list[list[str]]:
    """Return the IDs of the cells of each step, from the lesson in this package."""
    path = Path(__file__).parents[2] / "notebooks" / lesson
    found: list[list[str]] = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        tags = set(cell["metadata"].get("tags", ()))
        if "simulated-learner" in tags:
            continue
        if tags & {"part", "step"}:
            found.append([])
        found[-1].append(cell["id"])
    return found


def test_one_step_is_shown_at_a_time_and_each_is_reached_with_continue_and_back(steps: Page) -> None:
    count = len(shown(LESSON))
    seen = [where(steps)]
    assert seen[0].startswith("Part 1 of ")
    for number, expected in enumerate(shown(LESSON)):
        shows(steps, len(expected))
        if number < count - 1:
            press(steps, "Continue")
            expect(steps.locator(".mb-where").filter(visible=True)).not_to_have_text(seen[-1])
            seen.append(where(steps))
            # The focus is at the beginning of the new step, which is at the top of the window.
            assert steps.evaluate("document.activeElement.closest('.jp-Cell')?.getBoundingClientRect().top") < 200
    assert len(set(seen)) == count
    expect(steps.get_by_role("button", name="Next lesson")).to_be_visible()
    press(steps, "Back")
    expect(steps.locator(".mb-where").filter(visible=True)).to_have_text(seen[-2])


def test_the_contents_lead_to_each_part_and_show_where_the_learner_is(steps: Page) -> None:
    contents = steps.get_by_role("navigation", name="Contents")
    parts = contents.locator("li button")
    for at in (parts.count() - 1, 0, 1):
        parts.nth(at).click()
        expect(parts.nth(at)).to_have_attribute("aria-current", "step")
        assert where(steps).startswith(f"Part {at + 1} of {parts.count()}")
    expect(parts.nth(0)).to_have_text(re.compile("^✔ "))  # with a sign, and not with color alone


def test_on_a_phone_the_contents_open_above_the_lesson_and_close_again(steps: Page) -> None:
    steps.set_viewport_size({"width": 390, "height": 844})
    opener, contents = steps.get_by_role("button", name="Contents"), steps.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    name = steps.locator(".mb-where i").filter(visible=True)  # of the part
    assert name.evaluate("node => node.getBoundingClientRect().width") > 100
    assert name.evaluate("node => node.closest('.mb-progress').offsetWidth") > 300
    opener.press("Enter")
    expect(contents).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert too_wide(steps, ".mb-contents") == []
    assert violations(steps) == []
    steps.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(opener).to_be_focused()
    opener.press("Enter")
    contents.locator("li button").nth(2).press("Enter")
    expect(contents).to_be_hidden()
    assert where(steps).startswith("Part 3 of ")
    steps.set_viewport_size(SCREEN)


def test_the_whole_lesson_is_one_click_away_and_is_printed(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").locator("li button").first.click()
    first, *rest = [len(step) for step in shown(LESSON)]
    every = first + sum(rest)
    switch = steps.get_by_role("switch", name="Whole lesson on one page")
    steps.emulate_media(media="print")
    shows(steps, every)
    pages = len(re.findall(rb"/Type */Page\b", steps.pdf()))
    assert pages > 3  # JupyterLab by itself prints what fits into the window
    steps.emulate_media(media="screen")
    shows(steps, first)
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    shows(steps, every)
    expect(steps.get_by_role("navigation", name="Steps")).to_be_hidden()
    steps.reload()
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    shows(steps, first)
    ready(steps)


def test_a_lesson_reopens_at_the_step_where_the_learner_stopped_with_earlier_answers(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").locator("li button").first.click()
    press(steps, "Continue")
    card = first_card(steps)
    card.get_by_role("textbox").fill("3")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-save")).to_have_text("✔ Saved")
    stopped = where(steps)
    with steps.expect_response("**/where_you_stopped.json*"):
        press(steps, "Continue")
        press(steps, "Back")
    steps.reload()
    ready(steps)
    assert where(steps) == stopped
    expect(card.locator(".mb-feedback")).to_contain_text("✔ You answered this correctly on")
    expect(card.get_by_role("textbox")).to_have_value("3")
    steps.get_by_role("button", name="All lessons").click()
    resume = steps.locator(".mb-resume").filter(visible=True)
    expect(resume).to_contain_text("Continue: The 8-minute rule")
    expect(resume).to_contain_text("Part 1, step 2. You have seen every step.")
    resume.click(position={"x": 10, "y": 10})  # the whole card leads there
    ready(steps)
    assert where(steps) == stopped


def test_a_question_says_that_it_is_loading_until_python_has_started(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").locator("li button").first.click()
    with steps.expect_response("**/where_you_stopped.json*"):
        press(steps, "Continue")
    starting = True  # as long as nothing answers for the kernel
    steps.route_web_socket("**/channels*", lambda socket: None if starting else socket.connect_to_server())
    steps.reload()
    question = steps.locator(".jp-CodeCell:not(.mb-away, .mb-setup)").filter(visible=True).first
    said = "node => getComputedStyle(node, '::after').content"
    expect(steps.locator("[aria-busy=true]")).to_have_count(1)
    assert question.evaluate(said) == '"Loading…"'
    starting = False
    steps.reload()
    expect(question.locator(".mb-card")).to_be_visible()
    assert question.evaluate(said) == "none"
    setup = steps.locator(".jp-CodeCell.mb-setup").first
    assert setup.evaluate(said) == "none"


def test_a_double_click_on_continue_moves_one_step(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").locator("li button").first.click()
    steps.get_by_role("button", name="Continue", exact=True).filter(visible=True).dblclick()
    expect(steps.locator(".mb-where").filter(visible=True)).to_contain_text("Step 2 of ")


def test_a_term_leads_to_its_place_in_the_glossary_and_there_are_two_ways_back(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").locator("li button").first.click()
    expect(steps).to_have_title("The 8-minute rule")
    term = steps.locator("a[href*='glossary.ipynb'][href$='#unit']").filter(visible=True).first
    for way in (steps.go_back, lambda: press(steps, "Back to the lesson")):
        term.click()
        expect(steps).to_have_title("Glossary")
        expect(steps.locator(".mb-table td:focus")).to_have_text("unit")
        expect(steps.locator(".mb-table td:focus")).to_be_in_viewport()
        way()
        expect(steps).to_have_title("The 8-minute rule")
        expect(steps.locator(".mb-where").filter(visible=True)).to_contain_text("Step 1 of ")


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Press Tab through the steps of a lesson, and Enter on "Continue". Yield each stop, up to the last button of the lesson."""
    while True:
        page.keyboard.press("Tab")
        found = seen_stop(page)
        yield found
        if found["onward"] == "Continue":
            before = where(page)
            page.keyboard.press("Enter")
            expect(page.locator(".mb-where").filter(visible=True)).not_to_have_text(before)
            seen_stop(page)
        elif found["onward"]:
            return


def seen_stop(page: Page) -> dict[str, Any]:
    """Return what has the focus, after checking that it is in view, is not covered, and, if it is a control, has an outline.

    The page gets up to 3 seconds to adjust its layout.
    """
    found: dict[str, Any] = {}
    for _ in range(30):
        found = page.evaluate(STOP)
        if found["seen"]:
            break
        page.wait_for_timeout(100)
    assert found["seen"], (where(page), found["html"])
    assert not found["control"] or focus_is_visible(page), (where(page), found["html"])
    return found


STOP = """() => {
  const at = document.activeElement, form = at.closest("form.mb-card");
  const { left, top, width, height } = at.getClientRects()[0];  // of the first line, if it is a link on several lines
  const over = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight - top) / 2);
  return {
    html: at.outerHTML.slice(0, 200),
    seen: at !== document.body && (at.contains(over) || at.closest("label")?.contains(over) === true),
    control: at.tabIndex >= 0,
    onward: at.matches(".mb-steps-foot .mb-main") ? at.textContent : "",
    question: form && at.matches("input") && !form.querySelector(".mb-feedback.mb-right strong") ? form.querySelector("legend").textContent : "",
    choices: form ? [...form.querySelectorAll("input")].map(({ value }) => value) : [],
    explorer: [...document.querySelectorAll(".mb-explorer")].indexOf(at.closest(".mb-explorer")),
    key: { button: "Enter", slider: "ArrowRight", radio: "ArrowDown", checkbox: "Space" }[
      at.getAttribute("role") ?? (at.matches("input") ? at.type : at.localName)],
  };
}"""


def test_at_200_percent_zoom_each_step_fits_and_nothing_that_has_the_focus_is_covered(steps: Page) -> None:
    next(each_part(steps))
    opener, contents = steps.get_by_role("button", name="Contents"), steps.get_by_role("navigation", name="Contents")
    with zoomed(steps, 2):
        tab_to(steps, opener)
        steps.keyboard.press("Enter")
        seen_stop(steps)
        steps.keyboard.press("Escape")
        expect(contents).to_be_hidden()
        for stop in stops(steps):
            if stop["onward"]:
                assert too_wide(steps) == [], where(steps)
                assert steps.evaluate(COVERED_BUTTONS) == [], where(steps)


def test_at_400_percent_zoom_the_first_step_of_each_part_fits(steps: Page) -> None:
    with zoomed(steps, 4):
        for part in each_part(steps):
            assert too_wide(steps) == [], part
            assert steps.evaluate(COVERED_BUTTONS) == [], part


@contextmanager
def zoomed(page: Page, factor: int) -> Iterator[None]:
    """Show a page as a browser does when it is zoomed in: with fewer, larger pixels."""
    width, height = SCREEN["width"] // factor, SCREEN["height"] // factor
    metrics = {"width": width, "height": height, "deviceScaleFactor": factor, "mobile": False}
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setDeviceMetricsOverride", metrics)
    page.wait_for_function("width => innerWidth === width", arg=width)
    yield
    session.send("Emulation.clearDeviceMetricsOverride")
    session.detach()
    page.set_viewport_size(SCREEN)
    page.wait_for_function("width => innerWidth === width", arg=SCREEN["width"])


# The buttons above and below a step that are not in view, or behind something else.
COVERED_BUTTONS = """[...document.querySelectorAll(".mb-lesson-bar button, .mb-steps-foot button:enabled")].filter((button) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  return button.checkVisibility({ visibilityProperty: true }) && !button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map((button) => button.textContent)"""


def sources(folder: Path) -> list[str]:
    """Return the text of each cell of the lesson in a learner's folder."""
    cells = json.loads((folder / LESSON).read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells]


def questions(folder: Path) -> Iterator[Question]:
    """Yield the questions that a lesson asks now."""
    open_now = json.loads((folder / PRIVATE / OPEN).read_text(encoding="utf-8"))
    practiced = [one for one in open_now.values() if one]
    for family, seed in [*re.findall(r'mb\.draw\("(.+)", seed=(\d+)\)', "\n".join(sources(folder))), *practiced]:
        yield mb.draw(family, int(seed))


def answer_by_keyboard(page: Page, question: Question) -> None:
    """Answer a question whose first field has the focus, and check the answer."""
    right, payload = question.key.accepted[0], question.prompt.payload
    match question.prompt.kind:
        case "number":
            page.keyboard.type(str(right))
        case "units_by_code":
            for code in sorted(payload["codes"]):
                page.keyboard.type(str(right.get(code, 0)))
                page.keyboard.press("Tab")
        case "single_choice":
            page.keyboard.press("Space")
            for _ in range(payload["choices"].index(right)):
                page.keyboard.press("ArrowDown")
        case "multiple_choice":
            for choice in payload["choices"]:
                if choice in right:
                    page.keyboard.press("Space")
                page.keyboard.press("Tab")
    card = page.locator("form.mb-card:focus-within")
    tab_to(page, card.get_by_role("button", name="Check answer"))
    page.keyboard.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")


def test_a_lesson_is_finished_with_the_keyboard_alone(steps: Page, home: Path) -> None:
    (following,) = [row.title for row in current(Lesson) if row.notebook == NEXT.removesuffix(".ipynb")]
    for stop in (
        steps.get_by_role("button", name="All lessons").filter(visible=True),
        steps.locator(".mb-cards").get_by_role("link", name="The 8-minute rule"),
        steps.get_by_role("navigation", name="Contents").filter(visible=True).locator("li button").first,
    ):
        expect(stop).to_be_visible()
        tab_to(steps, stop)
        seen_stop(steps)
        steps.keyboard.press("Enter")
    used: set[int] = set()
    answered, said = 0, ""
    for stop in stops(steps):
        if stop["question"]:
            asked = [one for one in questions(home) if one.prompt.text == stop["question"]]
            answer_by_keyboard(steps, next(one for one in asked if fits(one, stop["choices"])))
            answered += 1
        elif stop["key"] and stop["explorer"] not in {-1, *used}:
            shown = steps.locator(".mb-explorer").nth(stop["explorer"])
            before = shown.evaluate("node => node.outerHTML")
            steps.keyboard.press(stop["key"])
            steps.wait_for_function(
                "([node, before]) => node.outerHTML !== before", arg=[shown.element_handle(), before]
            )
            seen_stop(steps)
            used.add(stop["explorer"])
        if stop["onward"]:
            said += steps.locator(".mb-stepped:not(.lm-mod-hidden) .jp-Cell:not(.mb-away)").all_inner_texts()[0]
    assert answered == sum(source.startswith(("mb.ask(", "practice(")) for source in sources(home))
    assert used
    assert "You can now:" in said
    steps.keyboard.press("Enter")  # the last stop is "Next lesson"
    expect(steps.get_by_role("heading", name=following, level=1).filter(visible=True)).to_be_visible()
    ready(steps)
    assert where(steps).startswith("Part 1 of ")
    assert steps.evaluate("document.activeElement !== document.body")


def fits(question: Question, choices: list[str]) -> bool:
    """Return whether a question has the choices of a card, if it has any."""
    return question.prompt.payload.get("choices", choices) == choices


def test_a_cell_that_the_learner_adds_belongs_to_the_step_in_which_it_is(steps: Page, lessons: str) -> None:
    steps.goto(lessons.replace("00_start_here.ipynb", "01_codes.ipynb"))
    ready(steps)
    contents = steps.get_by_role("navigation", name="Contents")
    steps.get_by_role("switch", name="Show the Python code").click()
    steps.locator(".jp-InputPrompt").filter(visible=True).first.click()
    steps.keyboard.press("Escape")
    steps.keyboard.press("b")
    shows(steps, len(shown("01_codes.ipynb")[0]) + 1)
    steps.get_by_role("switch", name="Show the Python code").click()
    contents.locator("li button").nth(2).click()
    first = next(at for at, ids in enumerate(shown("01_codes.ipynb")) if ids[0] == "timed-start")
    shows(steps, len(shown("01_codes.ipynb")[first]))
    expect(steps.locator(".mb-where").filter(visible=True)).to_contain_text("Part 3 of")
    title = contents.locator("li button").nth(2).inner_text()
    expect(steps.get_by_role("heading", name=title).filter(visible=True)).to_be_visible()
