"""An instructor can create and grade an assignment in Chromium without typing code."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from lesson_checks import assert_focus_is_visible
from massage_billing.coursework.assignment_reader import Assignment
from walking import DESK, SCREENSHOTS, new_page, picture_of_failure, tab_to, too_wide, violations

CLASS = "id,name\na1,Ann Example\nb2,Ben Sample\nc3,Cleo Third\n"
HUGE = """(field) => {
  const chosen = new DataTransfer();
  chosen.items.add(new File([new Uint8Array(101e6)], "huge.csv"));
  field.files = chosen.files;
  field.dispatchEvent(new Event("change"));
}"""


def drag(page: Page, kinds: str, place: Locator, *paths: Path) -> None:
    """Drag files or folders onto an element, as a person does from a file manager."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in kinds.split():
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    session.detach()


def picture(page: Page, name: str, height: int) -> None:
    """Save a screenshot for the instructors' chapter, tall enough that nothing scrolls."""
    page.set_viewport_size({"width": 1000, "height": height})
    page.wait_for_timeout(500)
    SCREENSHOTS.mkdir(exist_ok=True)
    shown = page.locator(".mb-instructor").filter(visible=True)
    (shown.screenshot if shown.count() else page.screenshot)(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(DESK)


def opened(page: Page, name: str, ready: str) -> Locator:
    """Open a page from the start page, and return its main button."""
    page.get_by_role("link", name=name).click()
    button = page.get_by_role("button", name=ready, exact=True)
    expect(button).to_be_visible()
    return button


@pytest.fixture(scope="module")
def shared(context: BrowserContext, address: str) -> Iterator[Page]:
    with new_page(context) as page:
        page.on("filechooser", lambda _: None)  # Playwright needs time to start catching file choosers, so start now
        page.goto(address)
        opened(page, "Make an assignment", "Create the assignment")
        yield page


@pytest.fixture
def form(shared: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a page with the form that creates an assignment. Tests share it."""
    shared.set_viewport_size(DESK)
    yield shared
    picture_of_failure(shared, request)


def test_an_error_in_a_class_list_is_reported_and_a_corrected_list_is_accepted(form: Page, tmp_path: Path) -> None:
    zone, field = form.locator(".mb-file-drop"), form.get_by_label("Choose the class list (CSV)")
    status = zone.get_by_role("status")
    drag(form, "dragEnter dragOver", zone, tmp_path)
    expect(zone).to_have_class("mb-file-drop mb-over")
    drag(form, "drop", zone, tmp_path)
    expect(zone).to_have_class("mb-file-drop")
    expect(status).to_have_text(f"{tmp_path.name} is a folder. Choose the files in it, or a zip file of it.")
    field.evaluate(HUGE)
    expect(status).to_have_text("huge.csv is too large (101 MB). Choose a file of at most 100 MB.")
    path = tmp_path / "class.csv"
    path.write_text(CLASS.replace("b2", "a1"), encoding="utf-8")
    drag(form, "dragEnter dragOver drop", zone, path, path)
    expect(status).to_have_text("You chose 2 files. Choose one file.")
    for text, message in ((CLASS.replace("b2", "a1"), "class.csv, rows 2 and 3: "), (CLASS, "3 students in class.csv")):
        path.write_text(text, encoding="utf-8")
        with form.expect_file_chooser() as chooser:
            field.press("Space")
        chooser.value.set_files(path)
        expect(form.get_by_text(message)).to_be_visible()
        expect(status).to_be_empty()


def test_the_file_field_is_large_enough_to_tap_and_fits_on_a_phone(form: Page) -> None:
    for width in (1280, 390):
        form.set_viewport_size({"width": width, "height": 900})
        SCREENSHOTS.mkdir(exist_ok=True)
        form.wait_for_timeout(500)
        form.screenshot(path=SCREENSHOTS / f"assign_form_{width}.png")
        box = form.get_by_label("Choose the class list (CSV)").bounding_box()
        assert box
        assert box["height"] >= 44
        assert too_wide(form) == []
    assert violations(form) == []
    assert_focus_is_visible(form)


def test_a_large_file_arrives_complete(form: Page, tmp_path: Path) -> None:
    rows = "".join(f"s{number:06},{'Student ' * 30}\n" for number in range(60_000))
    path = tmp_path / "class.csv"
    path.write_text(f"id,name\n{rows}", encoding="utf-8")
    assert path.stat().st_size > 11_000_000  # too large for one message to a Jupyter server
    form.get_by_label("Choose the class list (CSV)").set_input_files(path)
    expect(form.get_by_text("60000 students in class.csv")).to_be_visible(timeout=60_000)


def test_an_instructor_can_create_and_grade_an_assignment_without_code(
    form: Page, folder: Path, tmp_path: Path
) -> None:
    page, write = form, form.get_by_role("button", name="Create the assignment", exact=True)
    expect(page.locator(".cm-editor").filter(visible=True)).to_have_count(0)
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8")
    drag(page, "dragEnter dragOver drop", page.locator(".mb-file-drop"), tmp_path / "class.csv")
    expect(page.get_by_text("3 students in class.csv, a plain list.")).to_be_visible()
    page.get_by_label("Choosing a code (number of questions):").fill("2")
    page.get_by_label("The 8-minute rule (number of questions):").fill("3")
    page.keyboard.press("Tab")
    picture(page, "make_assignment", 1500)
    tab_to(page, page.get_by_role("button", name="Preview two handouts"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ben Sample")).to_be_visible()
    assert violations(page) == []
    write.click()
    expect(page.get_by_text("Created 3 handouts in week-1/handouts.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all handouts as one zip file").click()
    download.value.save_as(tmp_path / "handouts.zip")
    assert zipfile.ZipFile(tmp_path / "handouts.zip").namelist() == ["a1.ipynb", "b2.ipynb", "c3.ipynb"]
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []
    page.set_viewport_size(DESK)

    files = submission_files(folder / "week-1", tmp_path)
    page.get_by_role("button", name="All lessons").click()
    grade = opened(page, "Grade submissions", "Grade")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Choose the submissions").click()
    chooser.value.set_files(files)
    expect(page.get_by_text("Received: a1.json, b2.json.")).to_be_visible()
    grade.click()
    expect(page.get_by_text("Graded 2 students. 1 submitted nothing. 0 files could not be graded.")).to_be_visible()
    picture(page, "grade_submissions", 2600)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download grades.csv").click()
    download.value.save_as(tmp_path / "grades.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "grades.csv").read_text(encoding="utf-8"))))
    assert [row["points"] for row in rows] == ["5.0", "2.0", ""]
    page.get_by_label("Student:", exact=True).select_option("Ben Sample")
    page.get_by_label("Question:", exact=True).select_option("q5")
    page.get_by_label("Points:", exact=True).fill("1")
    page.get_by_label("Reason:", exact=True).fill("the written answer was right")
    page.get_by_role("button", name="Set points and grade again").click()
    expect(page.get_by_role("table", name="Grades that changed")).to_contain_text("b2")
    assert violations(page) == []
    page.get_by_role("button", name="Create the class report").click()
    expect(page.get_by_role("link", name="Download report.html")).to_be_visible(timeout=60_000)
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []


def submission_files(assignment: Path, folder: Path) -> list[Path]:
    """Write the submissions of two students, one with five answers and one with two, and return their paths."""
    assigned, paths = Assignment(assignment), []
    with assigned.key.reading() as read:
        for student, right in (("a1", 5), ("b2", 2)):
            _, questions = read(student, False)
            answers = {one.ident: {"response": one.key.accepted[0]} for one in questions[:right]}
            data = {
                "assignment": assigned.ident,
                "student": student,
                "saved": "2026-11-26T00:00:00+00:00",
                "answers": answers,
            }
            paths.append(folder / f"{student}.json")
            paths[-1].write_text(json.dumps(data), encoding="utf-8")
    return paths


@pytest.mark.slow  # the test above creates a report too
def test_the_class_report_shows_the_example_class_if_there_are_no_results(
    page: Page, address: str, folder: Path
) -> None:
    for place in folder.glob("*-results"):
        shutil.rmtree(place)
    page.goto(address)
    page.get_by_role("link", name="Class report").click()
    expect(page.get_by_role("heading", name="Wrong answers that students share")).to_be_visible()
    expect(page.get_by_role("img", name="Bar chart of how many students")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Reliability (Cronbach's alpha)")).to_be_visible(timeout=60_000)
    picture(page, "class_report", 1500)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []
