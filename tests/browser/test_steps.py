"""A lesson is read one step at a time, on one screen each, and reopens where the learner stopped."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from massage_billing.base.tables import current
from massage_billing.questions.course import Lesson
from ports import served
from walking import new_page, too_wide, violations

LESSON = "02_eight_minute_rule.ipynb"
NEXT = "03_covered_entity.ipynb"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("steps")


@pytest.fixture(scope="module")
def lessons(home: Path) -> Iterator[str]:
    yield from served([sys.executable, "-m", "massage_billing", "start", str(home), "--no-browser"])


@pytest.fixture(scope="module")
def steps(browser: Browser, lessons: str) -> Iterator[Page]:
    """Yield a page with a lesson in a profile in which nothing was opened before."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context, new_page(context) as page:
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


def where(page: Page) -> str:
    return page.locator(".mb-where").filter(visible=True).inner_text()


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
    steps.set_viewport_size({"width": 1280, "height": 800})


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


def test_a_lesson_reopens_at_the_step_where_the_learner_stopped(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").locator("li button").nth(1).click()
    press(steps, "Continue")
    stopped = where(steps)
    with steps.expect_response("**/where_you_stopped.json*"):
        press(steps, "Continue")
        press(steps, "Back")
    steps.reload()
    ready(steps)
    assert where(steps) == stopped
    steps.get_by_role("button", name="All lessons").click()
    resume = steps.locator(".mb-resume").filter(visible=True)
    expect(resume).to_contain_text("Continue: The 8-minute rule")
    expect(resume).to_contain_text("Part 2, step 2. You have seen every step.")
    resume.click(position={"x": 10, "y": 10})  # the whole card leads there
    ready(steps)
    assert where(steps) == stopped


def test_the_last_step_leads_to_the_next_lesson(steps: Page) -> None:
    steps.get_by_role("navigation", name="Contents").filter(visible=True).locator("li button").last.click()
    while not steps.get_by_role("button", name="Next lesson").filter(visible=True).count():
        press(steps, "Continue")
    press(steps, "Next lesson")
    (title,) = [row.title for row in current(Lesson) if row.notebook == NEXT.removesuffix(".ipynb")]
    expect(steps.get_by_role("heading", name=title, level=1).filter(visible=True)).to_be_visible()
    ready(steps)
    assert where(steps).startswith("Part 1 of ")
