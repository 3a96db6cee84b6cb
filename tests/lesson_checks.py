"""What a browser test checks in every lesson."""

from typing import Literal

from playwright.sync_api import Page, expect

from walking import COLOR_RULES, DESK, each_part, each_step, too_wide, violations

WORKSHOP = ("#jp-top-panel", "#jp-menu-panel", "#jp-main-statusbar", ".jp-SideBar", ".jp-NotebookPanel-toolbar",
            ".jp-InputPrompt", ".jp-OutputPrompt", ".jp-cell-toolbar", ".jp-CodeCell .cm-editor", ".jp-FileBrowser",
            ".Toastify__toast", ".jp-Dialog", ".lm-TabBar-tab")  # fmt: skip


# What a learner sees in a step: its cells, the bar, the contents, and the buttons below.
SHOWN_IN_A_STEP = (
    ".mb-stepped:not(.lm-mod-hidden) :is(.jp-Cell:not(.mb-away), .mb-lesson-bar, .mb-contents, .mb-steps-foot)"
)
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 1280), ("light", 390))


CUT_OFF = """[...document.querySelectorAll("svg.mb-figure")].flatMap((figure) => {
  const { width, height } = figure.viewBox.baseVal;
  return [...figure.querySelectorAll("text")].filter((text) => {
    const box = text.getBBox();
    return box.x < 0 || box.y < -1 || box.x + box.width > width || box.y + box.height > height + 1;
  }).map((text) => text.textContent);
})"""


# After a key was pressed, a browser shows the focus also if a script has moved it. The last comes first, because the Tab key
# returns to the radio button of a group that had the focus last.
WITHOUT_FOCUS = """[...document.querySelectorAll(".mb-lesson :is(a[href], button, input, select, textarea, summary, [tabindex='0'])")].reverse()
  .filter((node) => node.offsetParent && !node.disabled && !node.matches(".jp-Notebook, .jp-Cell, .jp-WindowedPanel-outer"))
  .filter((node) => {
    node.focus({ preventScroll: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return document.activeElement === node && (outlineStyle === "none" || parseFloat(outlineWidth) < 2);
  })
  .map((node) => node.outerHTML.slice(0, 150))"""


def in_scheme(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Show a page in a color scheme, which JupyterLab's theme follows."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())


def assert_accessible_in_each_look(page: Page) -> None:
    """Check that axe-core finds nothing on a page in light and dark, and on a phone."""
    for scheme, width in LOOKS:
        in_scheme(page, scheme)
        page.set_viewport_size({"width": width, "height": 844})
        assert violations(page, *(COLOR_RULES if scheme == "dark" else ())) == [], (scheme, width)
    page.set_viewport_size(DESK)


def assert_steps_are_accessible(page: Page, *, every: bool) -> None:
    """Check that axe-core finds nothing on the first step of each part of a lesson that is shown as a whole.

    Args:
        page: The opened lesson.
        every: Check each step in each look.
    """
    switch = page.locator(".mb-contents").get_by_role("switch", name="Whole lesson on one page")
    switch.click()
    for scheme, width in LOOKS if every else LOOKS[:1]:
        in_scheme(page, scheme)
        page.set_viewport_size({"width": width, "height": 844})
        for where in each_step(page) if every else each_part(page):
            # The rules for a whole page were checked in the whole lesson. To look only at what is shown is much faster.
            assert violations(page.locator(SHOWN_IN_A_STEP)) == [], (where, scheme, width)
    page.set_viewport_size(DESK)
    in_scheme(page, "light")
    switch.click()


def assert_focus_is_visible(page: Page) -> None:
    """Check that every control shows when it has the focus."""
    page.keyboard.press("Tab")
    assert page.evaluate(WITHOUT_FOCUS) == []


def assert_figures_fit(page: Page) -> None:
    """Check that no text of a figure is cut off or too small on a phone, and that it has the color of the text around it."""
    figure = page.locator("svg.mb-figure").first
    expect(figure).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
    ink = "node => getComputedStyle(node).color"
    assert figure.evaluate(ink) == page.locator(".mb-explorer .widget-html-content").first.evaluate(ink)
    # The figure is 440 units wide, so text of size 12.5 is then at least 9 pixels high.
    assert (figure.bounding_box() or {"width": 0})["width"] > 300


def assert_lesson_fits_on_a_phone(page: Page, *, figures: int, questions: int) -> None:
    """Check that a lesson has run, hides JupyterLab's controls, and fits on a phone, and that its questions are accessible.

    Args:
        page: The opened lesson.
        figures: How many figures it has.
        questions: How many questions of its last practice to look at. Practice shows each family once before it repeats any.
    """
    expect(page.locator("svg.mb-figure")).to_have_count(figures)
    for part in WORKSHOP:
        expect(page.locator(part).filter(visible=True)).to_have_count(0)
    assert_focus_is_visible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_figures_fit(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []
    practice = page.locator(".mb-practice").last
    practice.evaluate("node => { node.id = 'practice' }")
    for _ in range(questions):
        assert too_wide(page, "#practice") == []
        assert violations(practice) == []
        shown = practice.locator(".mb-prompt").text_content()
        practice.get_by_role("button", name="Next question").click()
        expect(practice.locator(".mb-prompt")).not_to_have_text(shown or "")
    buttons = page.locator(".mb-lesson button:visible, .mb-lesson select:visible, .mb-lesson-bar button:visible")
    assert min(buttons.evaluate_all("nodes => nodes.map((node) => node.getBoundingClientRect().height)")) >= 40
