"""Measure how long a learner waits, in real Chromium: `uv run python benchmarks/browser.py`.

1. The time from `massage-billing start` to the first answered question, compared with a bare JupyterLab in the same run. The
   bare one opens the address that JupyterLab prints, a notebook with one ipywidgets question from the list of files, and presses
   Run, as a person would. Ours takes the learner's path: start page, card, lesson, first question. Both end when the feedback
   appears.
2. The time from a click on "Check answer" to the feedback, measured in the page.
"""

import contextlib
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotYet

ROUNDS = 3
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTION = """import ipywidgets as widgets
answer = widgets.Text(description="Your answer:")
button = widgets.Button(description="Check answer")
out = widgets.HTML()
button.on_click(lambda _: setattr(out, "value", "<p class='feedback'>Right.</p>" if answer.value == "3" else "<p class='feedback'>No.</p>"))
widgets.VBox([widgets.HTML("38 minutes of massage. How many units?"), answer, button, out])"""


def bare(folder: Path) -> list[str]:
    """Write the one-question notebook and return the command that serves it."""
    cell = {"cell_type": "code", "id": "q", "metadata": {}, "execution_count": None, "outputs": [], "source": QUESTION}
    notebook = {
        "cells": [cell],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "question.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"]


def answer_bare(page: Page, address: str) -> None:
    """Open the notebook from the list of files, press Run, and answer the question."""
    page.goto(address)
    page.locator(".jp-DirListing-item").get_by_text("question.ipynb").dblclick(timeout=60_000)
    field = page.get_by_label("Your answer:")
    while not field.is_visible():
        # JupyterLab ignores Run until the kernel is ready, so press it again, as a person would.
        page.locator(".jp-Notebook .jp-Cell .cm-content").first.click(timeout=60_000)
        page.keyboard.press("Control+Enter")
        with contextlib.suppress(NotYet):
            field.wait_for(timeout=1_000)
    field.fill("3")
    page.get_by_role("button", name="Check answer").click()
    page.locator(".feedback").wait_for(timeout=60_000)


def answer_ours(page: Page, address: str) -> None:
    """Open the first lesson from its card, as a newcomer does, and answer its first question."""
    page.goto(address)
    page.locator("a[href*='01_codes']").first.click(timeout=60_000)
    card = page.locator(".mb-card").first
    while not card.is_visible():  # it is in the second step of the lesson
        page.get_by_role("button", name="Continue", exact=True).click(timeout=60_000)
        page.wait_for_timeout(100)
    card.get_by_role("radio").first.check(timeout=60_000)
    card.get_by_role("button", name="Check answer").click()
    card.get_by_text(re.compile("Correct|Not quite")).wait_for(timeout=60_000)


def measure(browser: Browser, *, ours: bool) -> tuple[float, list[float]]:
    """Return the seconds from the command to the feedback, and, for ours, milliseconds from each click to its feedback."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "massage_billing", "start", name, "--no-browser"] if ours else bare(folder)
        start = time.perf_counter()
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            lines = (re.search(r"http://(localhost|127)\S+token=\S+", line) for line in server.stdout or ())
            page = browser.new_context(viewport={"width": 1100, "height": 900}).new_page()
            (answer_ours if ours else answer_bare)(page, next(filter(None, lines)).group(0))
            seconds = time.perf_counter() - start
            return seconds, clicks(page) if ours else []
        finally:
            server.terminate()
            server.wait(30)


CLICK = """card => new Promise(done => {
  const out = card.querySelector(".mb-feedback"), start = performance.now();
  new MutationObserver((_, seen) => { seen.disconnect(); done(performance.now() - start); })
    .observe(out, { childList: true, subtree: true, characterData: true });
  card.querySelector("button").click();
})"""


def clicks(page: Page) -> list[float]:
    """Return the milliseconds from click to feedback for 20 answers, each another choice than the one before."""
    page.wait_for_timeout(2_000)
    card = page.locator(".mb-card").first
    found = []
    for answer in range(20):
        card.get_by_role("radio").nth(1 - answer % 2).check()
        page.wait_for_timeout(200)
        found.append(float(card.evaluate(CLICK)))
    return found


def main() -> None:
    """Print the medians and their ratios."""
    figures: dict[bool, list[float]] = {True: [], False: []}
    clicked: list[float] = []
    with sync_playwright() as playwright:
        for _ in range(ROUNDS):
            for ours in (False, True):
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
                seconds, after = measure(browser, ours=ours)
                figures[ours].append(seconds)
                clicked += after
                browser.close()
    mine, theirs = statistics.median(figures[True]), statistics.median(figures[False])
    print(f"start to first answered question: {mine:.1f} s; bare JupyterLab: {theirs:.1f} s; ratio {mine / theirs:.2f}")
    print(
        f"click to feedback: median {statistics.median(clicked):.0f} ms, slowest of {len(clicked)} {max(clicked):.0f} ms"
    )


if __name__ == "__main__":
    main()
