"""Take the pictures of the README, the book and the start page from the running lessons. `uv run python book/screenshots.py`.

Needs Chromium. With --instructors only the pictures of the chapter for instructors are taken. Look at what it has taken before you commit it.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from massage_billing.coursework.assigned import Assigned
from massage_billing.coursework.example import NAMES
from massage_billing.tables import load

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "book" / "images"
CARDS = ROOT / "src/massage_billing/labextensions/massage-billing/static/cards"
# What stands for each lesson on its card: an explorer by words of its own.
GLIMPSES = {"codes": "Number to look up:", "eight_minute_rule": "Minutes of one service", "covered_entity": "Question 1.",
            "every_category_law": "Next event", "claims": "Billed, dollars:"}  # fmt: skip


@contextmanager
def started() -> Iterator[tuple[str, Path]]:
    """Start the lessons in a folder of their own, and yield the address and the folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "massage_billing", "start", folder, "--no-browser"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            found = (re.search(r"http://localhost:\S+token=\S+", line) for line in process.stdout or ())
            yield next(filter(None, found)).group(0), Path(folder)
        finally:
            process.terminate()
            process.wait(20)


def opened(page: Page, address: str, title: str) -> None:
    """Open a lesson and wait until its pictures are drawn."""
    page.goto(address)
    page.get_by_role("link", name=title).click()
    page.locator("img.mb-picture").first.wait_for()
    page.wait_for_timeout(2_000)


def explorer(page: Page, text: str) -> Locator:
    """Return the first explorer that has some words."""
    return page.locator(".mb-explorer").filter(has_text=text).first


def take(page: Page, address: str) -> None:
    """Take every picture."""
    tall = {"width": 1000, "height": 2400}  # high enough that nothing scrolls within what is taken
    page.set_viewport_size(tall)
    for row in load("lessons"):
        opened(page, address, row["title"])
        shown = explorer(page, GLIMPSES[row["subject"]])
        page.set_viewport_size({"width": 460, "height": 2400})  # the picture at the size of a phone: small files
        page.wait_for_timeout(1_000)
        shown.locator("img.mb-picture").screenshot(path=CARDS / f"{row['subject']}.png")
        page.set_viewport_size(tall)
        page.wait_for_timeout(500)
        shown.screenshot(path=IMAGES / f"{row['subject']}.png")
    page.set_viewport_size({"width": 1000, "height": 2480})
    page.goto(address)
    page.get_by_role("link", name="Choosing a code").wait_for()
    page.wait_for_timeout(1_000)
    page.screenshot(path=IMAGES / "start.png")
    page.set_viewport_size(tall)
    opened(page, address, "From prescription to payment")
    form = explorer(page, "Send it to the clearinghouse")
    form.get_by_role("button", name="Fill it for me").click()
    form.get_by_role("button", name="Send it to the clearinghouse").click()
    page.wait_for_timeout(1_000)
    form.screenshot(path=IMAGES / "form.png")


def take_instructors(page: Page, address: str) -> None:
    """Make an assignment for the example class, grade it, and take the pages of it."""
    page.set_viewport_size({"width": 1000, "height": 1500})
    page.goto(address)
    page.get_by_role("link", name="Make an assignment").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the class list").click()
    people = "\n".join(f"s{number:02},{name} Example" for number, name in enumerate(NAMES[:8], start=1))
    chooser.value.set_files({"name": "class.csv", "mimeType": "text/csv", "buffer": f"id,name\n{people}\n".encode()})
    page.get_by_label("Choosing a code, questions:").fill("3")
    page.get_by_label("From prescription to payment, questions:").fill("3")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    page.locator(".mb-instructor").screenshot(path=IMAGES / "make_assignment.png")
    page.get_by_role("button", name="Write the assignment").click()
    page.get_by_text("Made 8 handouts").wait_for()
    page.goto(address)
    page.get_by_role("link", name="Class report").click()
    page.locator("img.mb-picture").nth(2).wait_for(timeout=60_000)  # run anew: what is stored has no picture
    page.wait_for_timeout(2_000)
    page.screenshot(path=IMAGES / "class_report.png")


def take_grading(page: Page, address: str, folder: Path) -> None:
    """Grade some made-up hand-ins of the assignment that was made, and take the page."""
    assigned, files = Assigned(folder / "week-1"), []
    with assigned.key() as key:
        for number in range(1, 7):
            student = f"s{number:02}"
            answers = {row["id"]: {"response": row["accepted"][0]} for row in key(student)[1][:number]}
            told = {
                "assignment": assigned.ident,
                "student": student,
                "saved": "2026-11-26T00:00:00+00:00",
                "answers": answers,
            }
            files.append(
                {"name": f"{student}.json", "mimeType": "application/json", "buffer": json.dumps(told).encode()}
            )
    page.set_viewport_size({"width": 1000, "height": 2600})
    page.goto(address)
    page.get_by_role("link", name="Grade hand-ins").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the hand-ins").click()
    chooser.value.set_files([*files, {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"sorry"}])
    page.get_by_text("Taken: s01.json").wait_for()
    page.get_by_role("button", name="Grade", exact=True).click()
    page.get_by_text("Graded 6").wait_for()
    page.wait_for_timeout(500)
    page.locator(".mb-instructor").screenshot(path=IMAGES / "grade_hand_ins.png")


def main() -> None:
    """Start the lessons, take the pictures, stop."""
    CARDS.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with started() as (address, folder), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        if "--instructors" not in sys.argv:
            take(page, address)
        take_instructors(page, address)
        take_grading(page, address, folder)


if __name__ == "__main__":
    main()
