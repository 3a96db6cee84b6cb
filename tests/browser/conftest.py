"""Fixtures for the browser tests: a real Chromium, and a JupyterLab started by `massage-billing start`."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import massage_billing
from ports import free_port, wait_for
from walking import DESK, new_page, opened_by_keyboard, picture

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
expect.set_options(timeout=20_000)  # a busy machine can be slow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last, because Playwright keeps an event loop running until the session ends.

    If there are several workers, one of them runs all tests in a file, because they share a server. Building the site takes a
    minute, so it starts first. The second worker gets the lessons, and looks at the site's pages when they are there.
    Without Chromium the browser tests are skipped, and the summary says why. CI must have Chromium.
    """
    browser_tests = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in browser_tests:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    browser_tests.sort(key=_turn)
    items[:] = [item for item in items if item not in browser_tests] + browser_tests
    if CHROMIUM or os.environ.get("CI"):
        return
    reason = "Chromium was not found: install it to run the browser tests"
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason=reason))


def _turn(item: pytest.Item) -> int:
    marker = item.get_closest_marker("xdist_group")
    group = marker.args[0] if marker else ""
    return {"test_site": 0, "site_pages": 2}.get(group, 1 if item.path.stem == "test_lesson" else 3)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must run the browser tests: install Chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a learner's folder with a file named like a library, which must never be imported."""
    place = tmp_path_factory.mktemp("learner")
    (place / "ipywidgets.py").write_text("open('shadowed', 'w').close()", encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    yield from served([sys.executable, "-m", "massage_billing", "start", str(folder), "--no-browser"])


def served(command: list[str]) -> Iterator[str]:
    """Run a server, yield the address that it prints, and stop it."""
    command = [*command, f"--port={free_port()}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found = (re.search(r"http://localhost:\S+token=\S+", line) for line in process.stdout or ())
    address = next(filter(None, found)).group(0)
    wait_for(address)
    yield address
    process.kill()  # faster than SIGTERM, after which the server stops its kernels one by one
    process.wait(20)
    if process.stdout:
        process.stdout.close()


@pytest.fixture
def plain_lab(folder: Path, address: str) -> Iterator[str]:
    """Yield the address of a JupyterLab without any setup for learners, in the same folder."""
    extensions = Path(massage_billing.__file__).parent / "labextensions"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}",
               f"--LabApp.extra_labextensions_path={extensions}"]  # fmt: skip
    yield from served(command)


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a new page, and save a screenshot of it at the end."""
    with new_page(context) as found:
        yield found
        picture(found, request)


@pytest.fixture(scope="module")
def opened(context: BrowserContext, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a page with the lesson of the test module, opened once, using only the keyboard."""
    with new_page(context) as found:
        opened_by_keyboard(found, address, request.module.TITLE)
        yield found


@pytest.fixture
def lesson(opened: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield the page of `opened`. Tests share it, since each question and explorer is independent."""
    opened.set_viewport_size(DESK)
    yield opened
    picture(opened, request)


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a browser profile. All pages share it, because a new profile would load and compile JupyterLab again."""
    with browser.new_context(viewport=DESK) as found:
        yield found
