"""Fixtures for the browser tests: a real Chromium, and a JupyterLab started by `massage-billing start`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import BrowserContext, Page, Playwright, Request, expect, sync_playwright

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.questions.course import Lesson
from ports import free_port, served, wait_for
from walking import DESK, FAILED, first_card, new_page, picture_of_failure

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
pytest.register_assert_rewrite("lesson_checks")
expect.set_options(timeout=30_000)  # a busy machine can be slow

# Most tests look at a whole lesson. test_steps.py goes through a lesson step by step, as a new learner does.
WHOLE_LESSON = "try { localStorage.setItem('massage-billing/whole-lesson', 'yes'); } catch {}"


# The order in which files start. Building the site takes a minute, so it starts first, and the other slow files come next.
ORDER = ("test_site", "test_lesson", "test_site_pages", "test_instructor", "test_interruptions", "test_claims")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last, because Playwright keeps an event loop running until the session ends.

    Without Chromium the browser tests are skipped, and the summary says why. CI must have Chromium.
    """
    browser_tests = [item for item in items if Path(__file__).parent in item.path.parents]
    browser_tests.sort(key=lambda item: ORDER.index(item.path.stem) if item.path.stem in ORDER else len(ORDER))
    items[:] = [item for item in items if item not in browser_tests] + browser_tests
    if CHROMIUM or os.environ.get("CI"):
        return
    reason = "Chromium was not found: install it to run the browser tests"
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember which tests failed, so that their pages can be saved as screenshots."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    assert CHROMIUM, "CI must run the browser tests: install Chromium"
    with sync_playwright() as found:
        yield found


Profiles = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def new_profile(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profiles]:
    """Yield a function that opens a browser with a new profile on disk.

    Only a profile on disk keeps compiled scripts, so JupyterLab opens a quarter faster from the second time on.
    """
    with ExitStack() as stack:

        def new(*flags: str, **options: Any) -> BrowserContext:
            place, args = tmp_path_factory.mktemp("profile"), [*FLAGS, *flags]
            launch = playwright.chromium.launch_persistent_context
            return stack.enter_context(launch(place, executable_path=CHROMIUM, args=args, **options))

        yield new


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a learner's folder with a file that has the name of a library, which must never be imported."""
    place = tmp_path_factory.mktemp("learner")
    (place / "ipywidgets.py").write_text("open('shadowed', 'w').close()", encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    yield from served([sys.executable, "-m", "massage_billing", "start", str(folder), "--no-browser"])


@pytest.fixture(scope="session")  # so that it runs until the page is closed
def plain_lab(folder: Path, address: str) -> Iterator[str]:
    """Yield the address of a JupyterLab without any setup for learners, in the same folder."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"]
    yield from served(command)


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a new page, and save a screenshot of it at the end."""
    with new_page(context) as found:
        yield found
        picture_of_failure(found, request)


@pytest.fixture(scope="module")
def opened(context: BrowserContext, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a page with the lesson of the test module, opened once. test_steps.py opens one from the start page."""
    with new_page(context) as found:
        (notebook,) = [row.notebook for row in current(Lesson) if row.subject == request.module.SUBJECT]
        found.goto(address.replace("00_start_here", notebook))
        first_card(found)
        expect(found.locator("[aria-busy=true]")).to_have_count(0)
        yield found


@pytest.fixture
def lesson(opened: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield the page of `opened`. Tests share it, since each question and explorer is independent."""
    opened.set_viewport_size(DESK)
    yield opened
    picture_of_failure(opened, request)


@pytest.fixture(scope="session")
def context(new_profile: Profiles) -> BrowserContext:
    """Return a browser profile. All pages share it, because a new profile would load and compile JupyterLab again."""
    found = new_profile(viewport=DESK)
    found.add_init_script(WHOLE_LESSON)
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the site in a subfolder of a school's folder, and return its path. It takes a minute, so all workers share it."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    place = shared / "school" / "therapy" / "billing"
    with FileLock(shared / "site.lock"):
        if not place.exists():
            place.parent.mkdir(parents=True)
            command = [sys.executable, "-m", "massage_billing", "site", place.name]
            done = subprocess.run(command, cwd=place.parent, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
    return place


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """Serve the school's folder and yield the address of the book."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", f"--directory={site.parents[1]}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}/therapy/billing/"
    wait_for(address)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def isolated(new_profile: Profiles) -> BrowserContext:
    """Return a browser profile that can reach only this computer."""
    found = new_profile("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost", viewport=DESK)
    found.add_init_script(WHOLE_LESSON)
    return found


@pytest.fixture
def isolated_page(isolated: BrowserContext, home: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a page that can reach only the school's host, with nothing stored, and check that it requested no other host."""
    host = home.partition("/therapy")[0]
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((host, "data:", "blob:", "file:", "about:")):
            elsewhere.append(request.url)

    isolated.on("request", note)
    with new_page(isolated) as page:
        stored = {"origin": host, "storageTypes": "cookies,indexeddb,local_storage"}
        isolated.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
        yield page
        picture_of_failure(page, request)
    isolated.remove_listener("request", note)
    assert elsewhere == []


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.slow)], ids=["some", "families"])
def questions(request: pytest.FixtureRequest) -> int:
    """Return how many questions of a lesson's practice a test looks at: in the slow run, one of each family."""
    return len(mb.families(request.module.SUBJECT)) if request.param else 2


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.slow)], ids=["first steps", "every step"])
def every_step(request: pytest.FixtureRequest) -> bool:
    """Return whether a test looks at every step of a lesson, as in the slow run, or at the first step of each part."""
    return bool(request.param)
