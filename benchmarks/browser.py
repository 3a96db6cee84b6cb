"""Measure how long a learner waits, in real Chromium: `uv run python benchmarks/browser.py`.

1. The time from `massage-billing start` to the first answered question, compared with a bare JupyterLab in the same run. The
   bare one opens a notebook with one ipywidgets question, and presses Run, as a person would. Ours takes the learner's path:
   start page, card, lesson, first question. Both end when the feedback appears.
2. The time from a click on "Check answer" to the feedback, measured in the page, while Python runs and after it was killed.
3. The longest task of the page, and the longest layout, while somebody scrolls through 100 question cards and answers some of them.
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
from typing import Any, NamedTuple

import psutil
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
    """Open the notebook, press Run, and answer the question."""
    page.goto(address.replace("/lab?", "/lab/tree/question.ipynb?"))
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
    """Open the lesson from its card and answer its first question."""
    page.goto(address)
    page.get_by_role("link", name="The 8-minute rule").click(timeout=60_000)
    card = page.locator(".mb-card").first
    card.get_by_label("Your answer").fill("3", timeout=60_000)
    card.get_by_role("button", name="Check answer").click()
    card.get_by_text("Correct.").wait_for(timeout=60_000)


class Figures(NamedTuple):
    """What one round measured."""

    start: float  # seconds from the command to the first feedback
    clicks: list[float]  # milliseconds from each click to its feedback
    clicks_alone: list[float]  # the same after Python was killed
    cards: tuple[float, float]  # milliseconds of the longest task and the longest layout with 100 cards


def measure(browser: Browser, *, ours: bool) -> Figures:
    """Measure one round in a new browser and a new folder."""
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
            if not ours:
                return Figures(seconds, [], [], (0, 0))
            while_running = clicks(page)
            for kernel in psutil.Process(server.pid).children(recursive=True):
                kernel.kill()
            return Figures(seconds, while_running, clicks(page), hundred_cards(page, folder))
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
    """Return the milliseconds from click to feedback for 20 answers, alternately wrong and right."""
    page.locator("svg.mb-figure").nth(2).wait_for()
    page.wait_for_timeout(2_000)
    card = page.locator(".mb-card").first
    found = []
    for answer in range(20):
        card.get_by_label("Your answer").fill("3" if answer % 2 else "2")
        page.wait_for_timeout(200)
        found.append(float(card.evaluate(CLICK)))
    return found


HUNDRED = """from IPython.display import display
import massage_billing as mb
from massage_billing.lessons.question_card import ask
names = [family.name for family in mb.families()]
for seed in range(100):
    display(ask(mb.draw(names[seed], seed)))"""
WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest = Math.max(window.longest, duration))))
    .observe({ type: "longtask" });
}"""


def hundred_cards(page: Page, folder: Path) -> tuple[float, float]:
    """Show 100 question cards, scroll through them, and answer every tenth. Return the longest task and layout in milliseconds."""
    bare(folder)
    notebook = json.loads((folder / "question.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = HUNDRED
    (folder / "question.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    page.goto(page.url.replace("02_eight_minute_rule.ipynb", "question.ipynb"))
    cards = page.locator(".mb-card")
    while cards.count() < 100:
        page.locator(".jp-Notebook .jp-Cell .cm-content").first.click(timeout=60_000)
        page.keyboard.press("Control+Enter")
        with contextlib.suppress(NotYet):
            cards.nth(99).wait_for(timeout=30_000)
    page.wait_for_timeout(5_000)  # until everything has loaded
    page.evaluate(WATCH)
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.send(
        "Tracing.start", {"traceConfig": {"includedCategories": ["devtools.timeline"]}, "transferMode": "ReportEvents"}
    )
    for number in range(0, 100, 10):
        card = cards.nth(number)
        card.scroll_into_view_if_needed()
        for box in card.locator("input[type=radio], input[type=checkbox]").all()[:1]:
            box.check()
        card.get_by_role("button", name="Check answer").click()
        page.wait_for_timeout(100)
    ended: list[object] = []
    session.on("Tracing.tracingComplete", ended.append)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(100)
    layouts = [event.get("dur", 0) / 1000 for event in events if event["name"] in {"Layout", "UpdateLayoutTree"}]
    return float(page.evaluate("window.longest")), max(layouts)


def percentile_95(found: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(found, n=20)[-1]


def main() -> None:
    """Print the medians and their ratios."""
    figures: dict[bool, list[Figures]] = {True: [], False: []}
    with sync_playwright() as playwright:
        for _ in range(ROUNDS):
            for ours in (False, True):
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
                figures[ours].append(measure(browser, ours=ours))
                browser.close()
    mine, theirs = (statistics.median(one.start for one in figures[ours]) for ours in (True, False))
    print(f"start to first answered question: {mine:.1f} s; bare JupyterLab: {theirs:.1f} s; ratio {mine / theirs:.2f}")
    for name, clicked in (
        ("while Python runs", [click for one in figures[True] for click in one.clicks]),
        ("after Python was killed", [click for one in figures[True] for click in one.clicks_alone]),
    ):
        print(
            f"click to feedback {name}: median {statistics.median(clicked):.0f} ms, "
            f"95th percentile of {len(clicked)} {percentile_95(clicked):.0f} ms"
        )
    task, layout = (max(found) for found in zip(*(one.cards for one in figures[True]), strict=True))
    print(f"100 cards after loading: longest task {task:.0f} ms, longest layout {layout:.0f} ms")


if __name__ == "__main__":
    main()
