"""A student can open a handout in Chromium, answer it, continue later, and submit it."""

import json
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from massage_billing.coursework import feedback, key
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection, questions_for
from massage_billing.coursework.marking import mark
from massage_billing.coursework.rosters import Roster, Student
from walking import VERDICT, tab_to, too_wide, violations

SPEC = AssignmentSpec(
    "Week 3",
    datetime(2026, 12, 1, 23, 59, tzinfo=UTC),
    (Selection("claims", 1, 4), Selection("codes", 2, 2)),
    2,
    "1" * 32,
)
CLASS = Roster("plain", (Student("a1", "Ann Example", "a1"),), ())


def opened(page: Page, address: str, folder: Path, tmp_path: Path, spec: AssignmentSpec = SPEC) -> Path:
    """Put a handout in the student's folder, open it, and return the path where its answers are saved."""
    assign(CLASS, spec, tmp_path / "week3")
    text = (tmp_path / "week3" / "handouts" / "a1.ipynb").read_text(encoding="utf-8")
    (folder / "a1.ipynb").write_text(text, encoding="utf-8")
    for old in folder.glob("submission_*"):
        old.unlink()
    page.goto(address.replace("00_start_here.ipynb", "a1.ipynb"))
    expect(page.get_by_role("button", name="Get my submission file")).to_be_visible()
    data = json.loads(text)["metadata"]["massage_billing"]
    return folder / f"submission_{data['assignment']}_a1.json"


def test_a_handout_can_be_answered_continued_and_submitted(
    page: Page, address: str, folder: Path, tmp_path: Path
) -> None:
    path = opened(page, address, folder, tmp_path)
    with Assignment(tmp_path / "week3").key.reading() as read:
        _, asked = read("a1", False)
    status = page.get_by_role("status").filter(has_text="questions answered")
    expect(status).to_contain_text("0 of 6 questions answered. Still to answer: 1, 2, 3, 4, 5, 6.")
    expect(page.locator(".cm-editor").filter(visible=True)).to_have_count(0)
    at, chosen = next((at, one) for at, one in enumerate(asked) if one.prompt.kind == "single_choice")
    right = chosen.key.accepted[0]
    card = page.locator(".mb-card").nth(at)
    card.get_by_label(right, exact=True).check()
    expect(status).to_contain_text("1 of 6 questions answered.")
    expect(page.get_by_text(VERDICT)).to_have_count(0)
    assert violations(page) == []
    page.reload()
    expect(status).to_contain_text("1 of 6 questions answered.")
    expect(card.get_by_label(right, exact=True)).to_be_checked()
    page.get_by_role("button", name="Get my submission file").click()
    expect(page.get_by_text("5 questions still to answer.")).to_be_visible()
    link = page.get_by_role("link", name="Download my submission file")
    assert link.evaluate("node => getComputedStyle(node).textDecorationLine") == "underline"  # it looks like a link
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == path.name
    download.value.save_as(tmp_path / "mine.json")
    submission = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    answers = {ident: answer["response"] for ident, answer in submission["answers"].items()}
    assert [one.correct for one in mark(asked, [2] * 6, answers)] == [number == at for number in range(6)]
    assert violations(page) == []


def test_a_handout_can_be_answered_using_only_the_keyboard_on_a_phone(
    page: Page, address: str, folder: Path, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    opened(
        page, address, folder, tmp_path, SPEC._replace(title="Week 4", nbgrader=True)
    )  # its grade cells show nothing here
    expect(page.locator(".mb-lesson .jp-OutputArea-output").filter(visible=True)).to_have_count(1)
    assert too_wide(page) == []
    tab_to(page, page.locator(".mb-card input").first)
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="questions answered")).to_contain_text(
        "1 of 6 questions answered."
    )
    tab_to(page, page.get_by_role("button", name="Get my submission file"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Download my submission file")).to_be_visible()


def test_a_feedback_page_is_accessible_and_fits_on_a_phone(page: Page, tmp_path: Path) -> None:
    student = CLASS.students[0]
    questions = key.questions_of(*json.loads(json.dumps(key.entry(questions_for(SPEC, student)))))
    marks = mark(questions, [2] * 6, {"q1": questions[0].key.accepted[0], "q2": "x" * 2_000})
    (tmp_path / "a1.html").write_text(feedback.page("Week 3", student.name, 0.9, marks, questions), encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((tmp_path / "a1.html").as_uri())
    expect(page.get_by_role("heading", name="Question 1: ✔ 2 of 2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
