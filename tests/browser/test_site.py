"""The website works in Chromium from a subpath, without access to any other host."""

import json
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coursework_helpers import read_table
from massage_billing.base import tables
from massage_billing.cli import main
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.questions.course import Lesson
from walking import VERDICT, first_card, tab_to, too_wide, violations

READY = 90_000  # milliseconds, since Python has to start in the browser
SPEC = AssignmentSpec("Week 3", datetime(2026, 12, 1, 23, 59, tzinfo=UTC), (Selection("codes", 1, 2),), 2, "3" * 32)


def test_every_file_that_browsers_cache_has_a_hash_or_version_in_its_address(site: Path) -> None:
    """Browsers request pages, settings, and file lists each time. Every file that these refer to has a hash or version in its URL."""
    text = (site / "notebooks" / "01_codes.html").read_text(encoding="utf-8")
    for name in ("book.css", "tables.css", "tokens.css", "book.js"):
        assert re.search(rf"_static/{re.escape(name)}\?v=[0-9a-f]{{8}}\"", text)
    config = json.loads((site / "practise" / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    kernel = config["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert re.fullmatch(r"\./static/pyodide-[\d.]+/pyodide\.mjs", kernel["pyodideUrl"])
    assert re.search(r"pyodide-lock\.json\?v=[0-9a-f]{10}$", kernel["loadPyodideOptions"]["lockFileURL"])
    assert all("?sha256=" in url for url in kernel["pipliteUrls"])
    for extension in config["federated_extensions"]:
        assert re.search(r"[./=][0-9a-f]{8,}", extension["load"])
    lock = json.loads((site / "practise/static/pyodide-lock/pyodide-lock.json").read_text(encoding="utf-8"))
    assert re.search(
        r"/massage_billing-[\d.]+\+[0-9a-f]{10}-py3-none-any\.whl$", lock["packages"]["massage-billing"]["file_name"]
    )


def test_the_site_has_only_the_packages_that_lessons_need(site: Path) -> None:
    names = {path.name.partition("-")[0] for path in (site / "practise/static/pyodide-lock").glob("*.whl")}
    assert {"massage_billing", "ipywidgets", "python_stdnum"} <= names
    assert not names & {"jinja2", "markupsafe", "matplotlib", "numpy", "pandas"}


def practice(page: Page, home: str, notebook: str = "02_eight_minute_rule") -> None:
    """Go from a lesson's page in the book to its practice view, and wait until the first question can be answered."""
    page.goto(f"{home}notebooks/{notebook}.html")
    page.get_by_role("link", name="Practice this in your browser").click()
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator(".mb-card button").first).to_be_visible(timeout=READY)
    expect(page.get_by_text("You can start reading.")).to_have_count(0, timeout=READY)


# Anything that a browser loads from another host on its own: scripts, styles, images, fonts, and URLs in styles.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|link)\b[^>]*?(?:src|href)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
)


def test_the_book_loads_nothing_from_another_host(site: Path) -> None:
    texts = [path for path in site.rglob("*") if path.suffix in {".html", ".css"} and "practise" not in path.parts]
    assert len(texts) > 20
    found = {path.name: FETCHED.findall(path.read_text(encoding="utf-8")) for path in texts}
    assert {name: hits for name, hits in found.items() if hits} == {}
    config = json.loads((site / "practise" / "jupyter-lite.json").read_text(encoding="utf-8"))
    assert "://" not in json.dumps(config["jupyter-config-data"])


def test_every_lesson_is_a_page_with_its_figures_tables_and_terms(site: Path) -> None:
    for row in tables.current(Lesson):
        text = (site / "notebooks" / f"{row.notebook}.html").read_text(encoding="utf-8")
        assert f"practise/lab/index.html?path={row.notebook}.ipynb" in text
        assert text.count('class="mb-figure"') >= 1
        assert 'href="#part-1-' in text
        assert text.count('<hr class="mb-step"') >= 10
        assert text.count("<table") >= 2
        assert text.count('href="../glossary.html#term-') >= 3
        assert "Check answer" not in text  # a static page has no buttons that do nothing
        assert "simulated" not in text
    first = (site / "index.html").read_text(encoding="utf-8")
    assert first.count("sd-card-img-top") == len(tables.current(Lesson))
    assert "Practice this" not in (site / "notebooks" / "corrections.html").read_text(encoding="utf-8")


def test_search_works_without_a_server(isolated_page: Page, home: str) -> None:
    isolated_page.goto(f"{home}search.html?q=clearinghouse")
    results = isolated_page.locator("#search-results a")
    expect(results.filter(has_text="From prescription to payment").first).to_be_visible()
    context = isolated_page.locator("#search-results p.context")
    expect(context.first).to_be_visible()
    from_theme = [text for text in context.all_text_contents() if "System Settings" in text]
    assert not from_theme  # the excerpt must come from the page itself, not from the theme


def test_a_learner_can_answer_using_only_the_keyboard_and_the_answers_are_still_there_later(
    isolated_page: Page, home: str
) -> None:
    isolated_page.goto(home)
    tab_to(isolated_page, isolated_page.locator(".sd-card a").filter(has_text="The 8-minute rule").first)
    isolated_page.keyboard.press("Enter")
    expect(isolated_page.get_by_role("heading", name="The 8-minute rule")).to_be_visible()
    tab_to(isolated_page, isolated_page.get_by_role("link", name="Practice this in your browser"))
    isolated_page.keyboard.press("Enter")
    ready(isolated_page)
    card = first_card(isolated_page)
    field = card.get_by_label("Your answer, in units:")
    tab_to(isolated_page, field)
    isolated_page.keyboard.type("2")
    isolated_page.keyboard.press("Tab")
    isolated_page.keyboard.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text("Off by one minute")
    isolated_page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(isolated_page) == []
    assert violations(isolated_page) == []
    expect(isolated_page.locator(".cm-editor").filter(visible=True)).to_have_count(0)
    isolated_page.evaluate(
        "() => { window.put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = () => { throw new Error('full'); }; }"
    )
    field.fill("4")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-save")).to_contain_text("Not saved yet. The browser could not store your answer.")
    expect(isolated_page.get_by_text("the browser is out of storage")).to_be_visible()
    isolated_page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    field.fill("3")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")
    expect(card.locator(".mb-save")).to_have_text("✔ Saved")
    expect(isolated_page.get_by_text("the browser is out of storage")).to_have_count(0)
    isolated_page.get_by_role("slider", name="Minutes of 97124 massage").focus()
    isolated_page.keyboard.press("ArrowRight")
    expect(isolated_page.get_by_text("1 minute: 0 units.").first).to_be_visible()
    isolated_page.goto(f"{home}practise/lab/index.html?path=00_start_here.ipynb")
    expect(isolated_page.get_by_text("1 question answered, 0 right.")).to_be_visible(timeout=READY)
    assert too_wide(isolated_page) == []
    assert violations(isolated_page) == []
    with isolated_page.expect_download() as download:
        isolated_page.get_by_role("button", name="Save my answers to a file").click()
    assert download.value.suggested_filename == "progress.jsonl"
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["score"] for line in lines] == [0, 0, 1]
    assert violations(isolated_page) == []


def test_a_handout_can_be_answered_submitted_and_graded(isolated_page: Page, home: str, tmp_path: Path) -> None:
    assign(Roster("plain", (Student("a1", "Ann Example", "a1"),), ()), SPEC, tmp_path / "week3")
    with Assignment(tmp_path / "week3").key.reading() as read:
        _, asked = read("a1", False)
    isolated_page.goto(home)
    isolated_page.get_by_role("link", name="Open all lessons in your browser").click()
    with isolated_page.expect_file_chooser() as chooser:
        isolated_page.get_by_role("button", name="Open a handout or my answers").click()
    chooser.value.set_files(tmp_path / "week3" / "handouts" / "a1.ipynb")
    status = isolated_page.get_by_role("status").filter(has_text="questions answered")
    expect(status).to_contain_text("0 of 2 questions answered.", timeout=READY)
    card = isolated_page.locator(".mb-card").first
    card.get_by_label(asked[0].key.accepted[0], exact=True).check()
    expect(status).to_contain_text("1 of 2 questions answered.")
    expect(isolated_page.get_by_text(VERDICT)).to_have_count(0)
    assert violations(isolated_page) == []
    isolated_page.wait_for_timeout(1_000)
    isolated_page.reload()
    expect(status).to_contain_text("1 of 2 questions answered.", timeout=READY)
    isolated_page.get_by_role("button", name="Get my submission file").click()
    with isolated_page.expect_download() as download:
        isolated_page.get_by_role("link", name="Download my submission file").click()
    (tmp_path / "submissions").mkdir()
    download.value.save_as(tmp_path / "submissions" / download.value.suggested_filename)
    results = tmp_path / "results"
    assert main(["grade", str(tmp_path / "week3"), str(tmp_path / "submissions"), "--out", str(results)]) == 0
    (row,) = read_table(results / "grades.csv")
    assert (row["id"], float(row["points"])) == ("a1", 2)
    assert read_table(results / "refused.csv") == []


def test_a_file_that_is_not_a_handout_or_is_too_large_is_rejected_with_a_message(
    isolated_page: Page, home: str, tmp_path: Path
) -> None:
    quota = {"origin": home.partition("/therapy")[0], "quotaSize": 1_000_000}
    isolated_page.context.new_cdp_session(isolated_page).send("Storage.overrideQuotaForOrigin", quota)
    (tmp_path / "photo.json").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "progress.jsonl").write_text(json.dumps({"family": secrets.token_hex(2_000_000)}), encoding="utf-8")
    isolated_page.goto(f"{home}practise/lab/index.html?path=00_start_here.ipynb")
    for name, message in (
        ("photo.json", "photo.json is not a handout or a file of answers from this site."),
        ("progress.jsonl", "Your answer could not be saved because the browser is out of storage."),
    ):
        with isolated_page.expect_file_chooser() as chooser:
            isolated_page.get_by_role("button", name="Open a handout or my answers").click()
        chooser.value.set_files(tmp_path / name)
        expect(isolated_page.get_by_text(message)).to_be_visible()


@pytest.mark.slow
def test_a_learner_who_typed_while_python_starts_is_asked_before_leaving(isolated_page: Page, home: str) -> None:
    asked: list[str] = []
    isolated_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    isolated_page.goto(f"{home}practise/lab/index.html?path=00_start_here.ipynb")
    isolated_page.get_by_role("switch", name="Show the Python code").click()
    isolated_page.locator(".jp-CodeCell .cm-content").first.click()
    isolated_page.keyboard.type("# mine")
    expect(isolated_page.get_by_role("button", name="Python (Pyodide) | Idle")).to_be_visible(timeout=READY)
    isolated_page.wait_for_timeout(2_000)
    isolated_page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.slow
def test_code_completion_works(isolated_page: Page, home: str) -> None:
    practice(isolated_page, home)
    isolated_page.get_by_role("switch", name="Show the Python code").click()
    isolated_page.locator(".jp-CodeCell .cm-content").first.click()
    isolated_page.keyboard.press("Control+End")
    isolated_page.keyboard.type("\nmb.re")
    isolated_page.keyboard.press("Tab")
    expect(isolated_page.locator(".jp-Completer")).to_contain_text("review_claim")


def test_the_book_opened_from_a_folder_explains_how_to_practice(isolated_page: Page, site: Path) -> None:
    isolated_page.goto((site / "notebooks" / "01_codes.html").as_uri())
    expect(isolated_page.get_by_text("To practice in the browser, open this book from a web server")).to_be_visible()
