"""Measure how long a school and a learner wait for the website: `uv run python benchmarks/site.py [SITE]`.

SITE is a site that was built earlier. Without it, the site is built first.

1. The time that `massage-billing site` takes.
2. The time and the bytes from opening the page to the first answered question, in real Chromium. One of our lessons is compared
   with a bare JupyterLite page that asks one ipywidgets question, built and served in the same way in the same run. On the bare
   page, this presses Run, as a person would. Then both are opened again in the same browser, as a second visit. Everything is
   measured twice: without a limit, and with a server that sends 20 megabits per second, like a school's connection.
"""

import functools
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from browser import CHROMIUM, FLAGS, bare
from massage_billing.site import lite
from massage_billing.site.static_lessons import IN_BROWSER

ROUNDS = 2
SLOW = 20e6 / 8  # bytes per second
PIECE = 65_536
NOT_CACHED = re.compile(r"(/|[.](html|json|ipynb|css)|/searchindex[.]js)([?].*)?$")  # as in book/server/nginx.conf


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as the chapter on school servers advises, counts the bytes it sends, and limits the rate."""

    sent, rate, free, lock = 0, 0.0, 0.0, threading.Lock()

    def end_headers(self) -> None:
        """Let a browser cache files with a version or hash in their URL for an hour, and check all others each time."""
        self.send_header("Cache-Control", "no-cache" if NOT_CACHED.search(self.path) else "max-age=3600")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file piece by piece."""
        while piece := source.read(PIECE):
            with Handler.lock:
                Handler.sent += len(piece)
                if Handler.rate:
                    Handler.free = max(Handler.free, time.perf_counter()) + len(piece) / Handler.rate
            time.sleep(max(0.0, Handler.free - time.perf_counter()))
            outputfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def build_bare(out: Path, work: Path) -> None:
    """Build JupyterLite with the same Pyodide, ipywidgets, and one notebook."""
    files = work / "lite" / "files"
    files.mkdir(parents=True)
    bare(files)
    path = files / "question.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"] = IN_BROWSER
    path.write_text(json.dumps(notebook), encoding="utf-8")
    lock = {"enabled": True, "specs": list(lite.SPECS), "prefetch_extra": ["ipywidgets"]}
    config = {"LiteBuildConfig": {"apps": ["lab"], "no_sourcemaps": True}, "PyodideLockAddon": lock}
    lite.jupyterlite(out, work / "lite", config)


def answer_bare(page: Page, home: str) -> None:
    """Open the notebook, press Run, and answer the question."""
    page.goto(f"{home}bare/lab/index.html?path=question.ipynb")
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.click(timeout=120_000)
    page.keyboard.press("Control+Enter")
    page.get_by_label("Your answer:").fill("3", timeout=120_000)
    page.get_by_role("button", name="Check answer").click()
    page.locator(".feedback").wait_for(timeout=60_000)


def answer_ours(page: Page, home: str) -> None:
    """Open the lesson and answer its first question."""
    page.goto(f"{home}site/practise/lab/index.html?path=02_eight_minute_rule.ipynb")
    card = page.locator(".mb-card").first
    card.get_by_label("Your answer").fill("3", timeout=120_000)
    card.get_by_role("button", name=re.compile("^Check ")).click()
    card.get_by_text("Correct.").wait_for(timeout=60_000)


def visits(home: str, *, ours: bool) -> list[tuple[float, int]]:
    """Return the seconds and bytes of a first and a second visit in a browser with a cache, like a person's."""
    found = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=str(CHROMIUM), args=FLAGS, viewport={"width": 1100, "height": 900}
        )
        for _ in range(2):
            page = context.new_page()
            Handler.sent, start = 0, time.perf_counter()
            (answer_ours if ours else answer_bare)(page, home)
            found.append((time.perf_counter() - start, Handler.sent))
            page.close()
        context.close()
    return found


def main() -> None:
    """Print the measurements."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], place / "site")
        else:
            start = time.perf_counter()
            command = [sys.executable, "-m", "massage_billing", "site", str(place / "site")]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            print(f"site: {time.perf_counter() - start:.0f} s on {os.cpu_count()} cores", flush=True)
        (place / "work").mkdir()
        build_bare(place / "bare", place / "work")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://localhost:{server.server_port}/"
        for Handler.rate, line in ((0.0, "no limit"), (SLOW, "20 Mbit/s")):
            runs: dict[bool, list[list[tuple[float, int]]]] = {False: [], True: []}
            for _ in range(ROUNDS):
                for ours in (False, True):
                    runs[ours].append(visits(home, ours=ours))
            medians = {
                (ours, visit, part): statistics.median(run[visit][part] for run in runs[ours])
                for ours in runs for visit in (0, 1) for part in (0, 1)
            }  # fmt: skip
            for visit in (0, 1):
                mine, theirs = medians[True, visit, 0], medians[False, visit, 0]
                our_size, bare_size = medians[True, visit, 1] / 1e6, medians[False, visit, 1] / 1e6
                print(
                    f"{line}, visit {visit + 1}: {mine:.1f} s; bare JupyterLite {theirs:.1f} s; ratio {mine / theirs:.2f}; "
                    f"{our_size:.1f} MB; bare JupyterLite {bare_size:.1f} MB; ratio {our_size / bare_size if bare_size else 0:.2f}",
                    flush=True,
                )
            print(
                f"{line}, the second visit takes {medians[True, 1, 0] / medians[True, 0, 0]:.2f} of the time of the first"
            )
        server.shutdown()


if __name__ == "__main__":
    main()
