"""An instructor makes an assignment, grades it and mends a mark in Chromium, without typing code."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from massage_billing.coursework.assignment_reader import Assignment
from walking import DESK, SCREENSHOTS, tab_to, too_wide, violations

CLASS = "id,name\na1,Ann Example\nb2,Ben Sample\nc3,Cleo Third\n"
DROP = """(button, text) => {
  const given = new DataTransfer();
  given.items.add(new File([text], "class.csv", { type: "text/csv" }));
  for (const kind of ["dragover", "drop"])
    button.dispatchEvent(new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


def picture(page: Page, name: str, high: int) -> None:
    """Take a picture for the chapter for instructors: the page as they see it, high enough that nothing scrolls."""
    page.set_viewport_size({"width": 1000, "height": high})
    page.wait_for_timeout(500)
    SCREENSHOTS.mkdir(exist_ok=True)
    shown = page.locator(".mb-instructor")
    (shown.screenshot if shown.count() else page.screenshot)(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(DESK)


def opened(page: Page, address: str, name: str, ready: str) -> Locator:
    page.goto(address)
    page.get_by_role("link", name=name).click()
    button = page.get_by_role("button", name=ready, exact=True)
    expect(button).to_be_visible()
    return button


def test_an_assignment_is_made_and_graded_without_a_line_of_code(
    page: Page, address: str, folder: Path, tmp_path: Path
) -> None:
    write = opened(page, address, "Make an assignment", "Write the assignment")
    expect(page.locator(".cm-editor").filter(visible=True)).to_have_count(0)
    page.get_by_role("button", name="Choose the class list").evaluate(DROP, CLASS)
    expect(page.get_by_text("3 students in class.csv, a plain list.")).to_be_visible()
    page.get_by_label("Choosing a code, questions:").fill("2")
    page.get_by_label("The 8-minute rule, questions:").fill("3")
    page.keyboard.press("Tab")
    picture(page, "make_assignment", 1500)
    tab_to(page, page.get_by_role("button", name="Show two papers"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ben Sample")).to_be_visible()
    assert violations(page) == []
    write.click()
    expect(page.get_by_text("Made 3 handouts in week-1/handouts.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all handouts as one zip").click()
    download.value.save_as(tmp_path / "handouts.zip")
    assert zipfile.ZipFile(tmp_path / "handouts.zip").namelist() == ["a1.ipynb", "b2.ipynb", "c3.ipynb"]
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []
    page.set_viewport_size(DESK)

    files = hand_ins(folder / "week-1", tmp_path)
    grade = opened(page, address, "Grade hand-ins", "Grade")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the hand-ins").click()
    chooser.value.set_files(files)
    expect(page.get_by_text("Taken: a1.json, b2.json.")).to_be_visible()
    grade.click()
    expect(page.get_by_text("Graded 2; 1 handed nothing in; 0 files refused.")).to_be_visible()
    picture(page, "grade_hand_ins", 2600)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download grades.csv").click()
    download.value.save_as(tmp_path / "grades.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "grades.csv").read_text(encoding="utf-8"))))
    assert [row["points"] for row in rows] == ["5.0", "2.0", ""]
    page.get_by_label("Student:").select_option("Ben Sample")
    page.get_by_label("Question:").select_option("q5")
    page.get_by_label("Points:").fill("1")
    page.get_by_label("Reason:", exact=True).fill("it was right on paper")
    page.get_by_role("button", name="Set the points and grade again").click()
    expect(page.get_by_role("table", name="Whose marks moved")).to_contain_text("b2")
    assert violations(page) == []
    page.get_by_role("button", name="Make the class report").click()
    expect(page.get_by_role("link", name="Download report.html")).to_be_visible(timeout=60_000)
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []


def hand_ins(assignment: Path, place: Path) -> list[Path]:
    """Return the files of two students: one all right, one with two answers."""
    assigned, made = Assignment(assignment), []
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
            made.append(place / f"{student}.json")
            made[-1].write_text(json.dumps(data), encoding="utf-8")
    return made


def test_the_class_report_shows_the_example_where_no_results_lie(page: Page, address: str, folder: Path) -> None:
    for place in folder.glob("*-results"):
        shutil.rmtree(place)
    page.goto(address)
    page.get_by_role("link", name="Class report").click()
    expect(page.get_by_role("heading", name="Wrong answers in common")).to_be_visible()
    expect(page.get_by_role("img", name="Bars: how many students")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Reliability (Cronbach's alpha)")).to_be_visible(timeout=60_000)
    picture(page, "class_report", 1500)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_wide(page) == []
