"""Helpers for the browser tests: open a lesson, use the keyboard, and check accessibility with axe-core."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

DESK: ViewportSize = {"width": 1100, "height": 900}
VERDICT = re.compile(r"Correct\.|Partly correct\.|Not quite\.")  # the first words of feedback
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


def first_card(page: Page) -> Locator:
    """Return the first question of the lesson once it can be answered."""
    card = page.locator(".mb-card").first
    expect(card.get_by_role("button", name="Check answer")).to_be_visible()
    return card


def violations(part: Page | Locator, *rules: str) -> list[str]:
    """Return the critical and serious problems that axe-core finds on a page or in part of one, using all rules or only those named."""
    # Without `resultTypes`, axe-core also describes each element that passed, which takes longer than the checks.
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    if isinstance(part, Page):
        response = Axe().run(part, options=options).response
    else:
        part.evaluate("node => node.setAttribute('data-axe', '')")
        response = Axe().run(part.page, context="[data-axe]", options=options).response
        part.evaluate("node => node.removeAttribute('data-axe')")
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:200]}"
        for rule in response["violations"]
        if rule["impact"] in {"critical", "serious"}
        for node in rule["nodes"]
    ]


def tab_to(page: Page, wanted: Locator, presses: int = 250, start: Locator | None = None) -> None:
    """Press Tab until `wanted` has the focus, as a person without a mouse does.

    The focus starts where it is now, or at `start`, as it does for a person whose screen reader has jumped there.
    """
    if start:
        start.evaluate("node => { node.tabIndex = -1; node.focus(); node.removeAttribute('tabindex'); }")
    for _ in range(presses):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    msg = f"pressing Tab {presses} times did not reach {wanted}"
    raise AssertionError(msg)


def opened_by_keyboard(page: Page, address: str, title: str) -> Locator:
    """Open a lesson from its card using only the keyboard, and return its first question."""
    page.goto(address)
    link = page.get_by_role("link", name=title)
    expect(page.get_by_role("navigation", name="Lesson")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(
        0
    )  # a start page that is drawn again would take the focus away
    tab_to(page, link)
    page.keyboard.press("Enter")
    return first_card(page)


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
        page.wait_for_timeout(200)  # a person also looks before pressing again
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


def explorer(page: Page, text: str) -> Locator:
    """Return the first explorer that contains some text."""
    return page.locator(".mb-explorer").filter(has_text=text).first


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
