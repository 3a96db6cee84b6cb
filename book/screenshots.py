"""Take the pictures of the README, the book, and the start page from the running lessons: `uv run python book/screenshots.py`.

This needs Chromium. With --instructors, it takes only the pictures of the chapter for instructors. Look at the pictures before you commit them.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright

from massage_billing.base.tables import current, labextension_static
from massage_billing.questions.course import Lesson

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "book" / "images"
CARDS = labextension_static() / "cards"
STAMP = ROOT / "tests" / "stamp_assets.py"
# What represents each lesson: an explorer with a text or a picture, the part of it that is on the lesson's card, and the width of the page.
GLIMPSES = {
    "codes": ('.mb-explorer:has-text("Code to look up:")', "svg.mb-figure", 460),
    "eight_minute_rule": (".mb-minutes", ".mb-drag", 460),
    "covered_entity": (".mb-decision", ".mb-path", 640),
    "every_category_law": (".mb-timeline", ".mb-lanes", 760),
    "claims": ('.mb-explorer:has-text("Billed ($):")', "svg.mb-figure", 460),
}
GLIMPSE = 440  # pixels: more would be too small to read on a card
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WHOLE_LESSON = "localStorage.setItem('massage-billing/whole-lesson', 'yes')"


@contextmanager
def started() -> Iterator[str]:
    """Start the lessons in a separate folder, and yield the address."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "massage_billing", "start", folder, "--no-browser"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            found = (re.search(r"http://localhost:\S+token=\S+", line) for line in process.stdout or ())
            yield next(filter(None, found)).group(0)
        finally:
            process.terminate()
            process.wait(20)


def opened(page: Page, address: str, title: str) -> None:
    """Open a lesson and wait until its pictures are drawn."""
    page.goto(address)
    page.get_by_role("link", name=title).click()
    page.locator("svg.mb-figure").first.wait_for()
    page.wait_for_timeout(2_000)


def take(page: Page, address: str) -> None:
    """Take every picture."""
    tall: ViewportSize = {"width": 1000, "height": 2400}  # high enough that nothing scrolls in a picture
    page.set_viewport_size(tall)
    page.add_init_script(WHOLE_LESSON)
    for row in current(Lesson):
        opened(page, address, row.title)
        place, part, width = GLIMPSES[row.subject]
        shown = page.locator(place).first
        shown.scroll_into_view_if_needed()
        if row.subject == "eight_minute_rule":
            shown.get_by_role("slider").fill("38")
        if row.subject == "covered_entity":
            for answer in ("Yes", "Yes", "No"):
                shown.get_by_role("button", name=answer, exact=True).click()
        if row.subject == "every_category_law":
            shown.get_by_role("button", name="Supreme Court declines").click()
        page.set_viewport_size({"width": width, "height": 2400})  # narrow, for small files
        page.wait_for_timeout(1_000)
        shown.locator(part).scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        box = shown.locator(part).evaluate("node => node.getBoundingClientRect().toJSON()")
        shown_width = min(box["width"], GLIMPSE)
        clip: FloatRect = {
            "x": box["x"],
            "y": box["y"],
            "width": shown_width,
            "height": min(box["height"], shown_width * 0.55),
        }
        for look in LOOKS:
            page.emulate_media(color_scheme=look)
            page.wait_for_timeout(1_000)
            page.screenshot(path=CARDS / f"{row.subject}_{look}.png", clip=clip)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(tall)
        page.wait_for_timeout(500)
        shown.screenshot(path=IMAGES / f"{row.subject}.png")
    page.set_viewport_size({"width": 1000, "height": 2480})
    page.goto(address)
    page.get_by_role("link", name="Choosing a code").wait_for()
    page.wait_for_timeout(1_000)
    page.screenshot(path=IMAGES / "start.png")
    page.set_viewport_size(tall)
    opened(page, address, "From prescription to payment")
    form = page.locator('.mb-explorer:has-text("Send to the clearinghouse")').first
    form.scroll_into_view_if_needed()
    form.get_by_role("button", name="Fill in the form").click()
    form.get_by_role("button", name="Send to the clearinghouse").click()
    page.wait_for_timeout(1_000)
    form.screenshot(path=IMAGES / "form.png")


def take_instructors() -> None:
    """Copy the pictures for instructors, which the browser tests take."""
    tests = [sys.executable, "-m", "pytest", "--quiet", "-m", "slow or not slow", "tests/browser/test_instructor.py"]
    subprocess.run(tests, cwd=ROOT, check=True)
    for name in ("make_assignment", "grade_submissions", "class_report"):
        shutil.copy(ROOT / "screenshots" / f"{name}.png", IMAGES)


def main() -> None:
    """Start the lessons, take the pictures, stop."""
    CARDS.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    take_instructors()
    if "--instructors" in sys.argv:
        return
    with started() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take(browser.new_page(), address)
    subprocess.run(
        [sys.executable, str(STAMP)], check=True
    )  # the folder is named after its content, and the cards have changed


if __name__ == "__main__":
    main()
