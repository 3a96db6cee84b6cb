"""Measure how long a learner waits, in real Chromium: `uv run python benchmarks/browser.py`.

1. The time from `massage-billing start` to the first answered question, compared with a bare JupyterLab in the same run. The
   bare one opens the address that JupyterLab prints, a notebook with one ipywidgets question from the list of files, and presses
   Run, as a person would. Ours takes the learner's path: start page, card, lesson, first question. Both end when the feedback
   appears.
2. The time from a click on "Check answer" to the feedback, measured in the page.
3. The frames that the browser drops while somebody presses "Continue" ten times, and while somebody scrolls through a whole lesson.
   In the same run, a bare JupyterLab shows the same lesson without our extension's view: there, somebody presses the arrow key to
   go from cell to cell, and scrolls.
"""

import contextlib
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotYet

ROUNDS = 3
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUESTION = """import ipywidgets as widgets
answer = widgets.Text(description="Your answer:")
button = widgets.Button(description="Check answer")
out = widgets.HTML()
button.on_click(lambda _: setattr(out, "value", "<p class='feedback'>Right.</p>" if answer.value == "3" else "<p class='feedback'>No.</p>"))
widgets.VBox([widgets.HTML("38 minutes of massage. How many units?"), answer, button, out])"""


LESSON = "05_claims.ipynb"  # the longest one


def bare(folder: Path) -> list[str]:
    """Write the one-question notebook, and a lesson's text, and return the command that serves them."""
    cell = {"cell_type": "code", "id": "q", "metadata": {}, "execution_count": None, "outputs": [], "source": QUESTION}
    notebook = {
        "cells": [cell],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "question.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    lesson = json.loads((NOTEBOOKS / LESSON).read_text(encoding="utf-8"))
    lesson["cells"] = [one for one in lesson["cells"] if one["cell_type"] == "markdown"]
    (folder / LESSON).write_text(json.dumps(lesson), encoding="utf-8")
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
    page.get_by_role("button", name="Continue", exact=True).click(timeout=60_000)  # the question is in the second step
    card = page.locator(".mb-card").first
    card.get_by_role("radio").first.check(timeout=60_000)
    card.get_by_role("button", name="Check answer").click()
    card.locator(".mb-feedback").get_by_text(re.compile("Correct|Not quite")).first.wait_for(timeout=60_000)


@contextlib.contextmanager
def served(browser: Browser, *, ours: bool) -> Iterator[tuple[Page, str, float]]:
    """Start our lessons, or a bare JupyterLab, in a new folder, and yield a page, the address, and when the command was given."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "massage_billing", "start", name, "--no-browser"] if ours else bare(folder)
        start = time.perf_counter()
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            lines = (re.search(r"http://(localhost|127)\S+token=\S+", line) for line in server.stdout or ())
            address = next(filter(None, lines)).group(0)
            page = browser.new_context(viewport={"width": 1100, "height": 900}).new_page()
            wait_for(address)
            yield page, address, start
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str) -> None:
    """Wait until a server accepts connections, which can be a moment after it has printed its address."""
    while True:
        with contextlib.suppress(OSError):
            socket.create_connection(("localhost", urlsplit(address).port or 80), timeout=1).close()
            return


def measure(browser: Browser, *, ours: bool) -> tuple[float, list[float]]:
    """Return the seconds from the command to the feedback, and, for ours, milliseconds from each click to its feedback."""
    with served(browser, ours=ours) as (page, address, start):
        (answer_ours if ours else answer_bare)(page, address)
        seconds = time.perf_counter() - start
        return seconds, clicks(page) if ours else []


def smoothness(browser: Browser, *, ours: bool) -> tuple[float, float]:
    """Return the shares of the frames that are shown while somebody steps and scrolls through a lesson."""
    with served(browser, ours=ours) as (page, address, _):
        if ours:
            page.goto(address.replace("00_start_here.ipynb", LESSON))
            page.locator(".mb-steps-foot").wait_for(timeout=60_000)
            page.locator("[aria-busy=true]").wait_for(state="detached", timeout=60_000)
            step = partial(page.get_by_role("button", name="Continue", exact=True).press, "Enter")
        else:
            page.goto(address.replace("/lab?", f"/lab/tree/{LESSON}?"))
            page.locator(".jp-MarkdownOutput h1").wait_for(timeout=60_000)
            step = partial(page.keyboard.press, "ArrowDown")
        page.wait_for_timeout(5_000)  # until everything is drawn
        stepped = shown(page, lambda: repeat(page, 10, 300, step))
        if ours:
            page.get_by_role("switch", name="Whole lesson on one page").click()
        page.mouse.move(700, 500)
        page.wait_for_timeout(1_000)
        return stepped, shown(page, lambda: repeat(page, 60, 50, lambda: page.mouse.wheel(0, 300)))


def repeat(page: Page, times: int, pause: int, act: Callable[[], object]) -> None:
    """Do something several times, with a pause of some milliseconds after each."""
    for _ in range(times):
        act()
        page.wait_for_timeout(pause)


FRAMES = """() => {
  const times = [];
  const next = (now) => { times.push(now); window.frame = requestAnimationFrame(next); };
  window.frame = requestAnimationFrame(next);
  window.shown = () => { cancelAnimationFrame(window.frame); return (times.length - 1) / ((times.at(-1) - times[0]) * 0.06); };
}"""  # 60 frames a second


def shown(page: Page, act: Callable[[], None]) -> float:
    """Return the share of the frames that the page shows while something is done."""
    page.evaluate(FRAMES)
    act()
    return float(page.evaluate("shown()"))


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
    frames: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    with sync_playwright() as playwright:
        for _ in range(ROUNDS):
            for ours in (False, True):
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
                seconds, after = measure(browser, ours=ours)
                figures[ours].append(seconds)
                clicked += after
                frames[ours].append(smoothness(browser, ours=ours))
                browser.close()
    mine, theirs = statistics.median(figures[True]), statistics.median(figures[False])
    print(f"start to first answered question: {mine:.1f} s; bare JupyterLab: {theirs:.1f} s; ratio {mine / theirs:.2f}")
    print(
        f"click to feedback: median {statistics.median(clicked):.0f} ms, slowest of {len(clicked)} {max(clicked):.0f} ms"
    )
    for at, act in enumerate(("stepping", "scrolling")):
        mine, theirs = (statistics.median(one[at] for one in frames[ours]) for ours in (True, False))
        print(f"frames shown while {act}: {mine:.1%}; bare JupyterLab: {theirs:.1%}; ratio {mine / theirs:.2f}")


if __name__ == "__main__":
    main()
