"""Helpers for the browser tests: open a lesson, use the keyboard, and check accessibility with axe-core."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

DESK: ViewportSize = {"width": 1100, "height": 900}
WIDTHS = (390, 768, 1280)  # a phone, a tablet, and a desktop
VERDICT = re.compile(r"Correct\.|Partly correct\.|Not quite\.")  # the first words of feedback
COLOR_RULES = ("color-contrast", "link-in-text-block")  # of axe-core: those that depend on color
FAILED = pytest.StashKey[bool]()  # whether a test failed
SCREENSHOTS = Path(__file__).resolve().parents[1] / "screenshots"


@contextmanager
def new_page(context: BrowserContext, expected: str = "no error") -> Iterator[Page]:
    """Yield a page, close it, and check that no script on it failed, except with an expected message."""
    errors: list[str] = []
    found = context.new_page()
    found.set_default_timeout(30_000)
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    found.evaluate("0")  # so that all errors up to now have arrived
    ours = [error for error in errors if expected not in error]
    found.close()  # this makes requests fail that are under way
    assert not ours, ours


def picture_of_failure(page: Page, request: pytest.FixtureRequest) -> None:
    """If a test failed, save a screenshot of its page under its name."""
    if request.node.stash.get(FAILED, False):
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png")


def first_card(page: Page) -> Locator:
    """Return the first question of the lesson once it can be answered."""
    card = page.locator(".mb-card").first
    expect(card.get_by_role("button", name="Check answer")).to_be_visible()
    return card


def violations(part: Page | Locator, *rules: str) -> list[str]:
    """Return the problems that axe-core finds on a page or in parts of one, using all rules or only those named."""
    page = part if isinstance(part, Page) else part.page
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    if isinstance(part, Page):
        return list(page.evaluate(FOUND_BY_AXE, ["html", rules]))
    part.evaluate_all("nodes => nodes.forEach((node) => node.setAttribute('data-axe', ''))")
    found = page.evaluate(FOUND_BY_AXE, ["[data-axe]", rules])
    part.evaluate_all("nodes => nodes.forEach((node) => node.removeAttribute('data-axe'))")
    return list(found)


def tab_to(page: Page, wanted: Locator, presses: int = 250, start: Locator | None = None) -> None:
    """Press Tab, or Shift+Tab, until `wanted` has the focus, as a person without a mouse does.

    The focus starts where it is now, or at `start`, as it does for a person whose screen reader has jumped there.
    """
    if start:
        start.evaluate("node => { node.tabIndex = -1; node.focus(); node.removeAttribute('tabindex'); }")
    for _ in range(presses):
        key = wanted.evaluate(KEY_TO)
        if not key:
            return
        page.keyboard.press(key)
    msg = f"pressing Tab {presses} times did not reach {wanted}"
    raise AssertionError(msg)


def focus_is_visible(page: Page) -> bool:
    """Return whether the element with the focus shows it with an outline."""
    style = page.evaluate(
        "(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    return style[0] != "none" and float(style[1].removesuffix("px")) >= 2


def each_part(page: Page) -> Iterator[str]:
    """Go to each part of a lesson, and yield where that is."""
    for link in page.locator(".mb-stepped:not(.lm-mod-hidden) .mb-contents li button").all():
        link.evaluate("node => node.click()")  # on a phone, the contents are closed
        yield where(page)


def each_step(page: Page) -> Iterator[str]:
    """Go from the first step of a lesson to its last one, and yield where each is."""
    yield next(each_part(page))
    onward = page.get_by_role("button", name="Continue", exact=True).filter(visible=True)
    while onward.count():
        onward.click()
        yield where(page)


def where(page: Page) -> str:
    """Return what the bar of a lesson says about the step that is shown."""
    return page.locator(".mb-where").filter(visible=True).inner_text()


def choose_by_keyboard(page: Page, card: Locator, choice: str) -> None:
    """Choose an answer on a card and check it, using only the keyboard, wherever the focus is at first."""
    radios, check = card.get_by_role("radio"), card.get_by_role("button", name="Check answer")
    if not card.locator("input:checked").count():
        tab_to(page, radios.first, start=page.get_by_role("heading", level=1).first)
        page.keyboard.press("Space")
    else:
        tab_to(page, check)
        page.keyboard.press("Shift+Tab")
    for _ in range(radios.count()):
        if card.get_by_label(choice, exact=True).is_checked():
            break
        page.keyboard.press("ArrowDown")
    tab_to(page, check)
    page.keyboard.press("Enter")


def too_wide(page: Page, within: str = ".mb-lesson .jp-Cell") -> list[str]:
    """Return the text within some elements that extends beyond the window, or is cut off in the bar above a lesson.

    The page gets up to 3 seconds to adjust its layout.
    """
    found: list[str] = []
    for _ in range(30):
        found = page.evaluate(TOO_WIDE, within)
        if not found:
            break
        page.wait_for_timeout(100)
    return found


def picture(page: Page, name: str, at: int = 0) -> Locator:
    """Return a picture of the lesson, in view, because a lesson draws what is far away only when someone goes there."""
    found = page.locator(f".mb-picture.mb-{name}").nth(at)
    found.scroll_into_view_if_needed()
    return found


def explorer(page: Page, text: str) -> Locator:
    """Return the first explorer that contains some text."""
    return page.locator(".mb-explorer").filter(has_text=text).first


KEY_TO = """(wanted) => {
  const at = document.activeElement;
  if (at === wanted) return "";
  const precedes = at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING;
  return precedes ? "Shift+Tab" : "Tab";
}"""

# Without `resultTypes`, axe-core also describes each element that passed, which takes longer than the checks.
FOUND_BY_AXE = """async ([within, rules]) => {
  const options = { resultTypes: ["violations"], preload: false, iframes: false, ...(rules.length && { runOnly: rules }) };
  const { violations } = await axe.run(within, options);
  return violations.flatMap(({ impact, id, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html.slice(0, 200)}`));
}"""

TOO_WIDE = """(within) => {
  const wide = [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll("*")])
    .filter((node) => node.getBoundingClientRect().right > innerWidth && node.offsetParent);
  const cut = [...document.querySelectorAll(".mb-lesson-bar")].flatMap((bar) => [...bar.querySelectorAll("*")].filter((node) => {
    const { left, right, bottom } = node.getBoundingClientRect();
    const outside = left < 0 || right > innerWidth || bottom > bar.getBoundingClientRect().bottom;
    return node.offsetParent && (outside || node.scrollHeight > node.offsetHeight);
  }));
  return [...wide, ...cut].map((node) => node.textContent);
}"""
