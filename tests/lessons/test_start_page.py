"""The start page shows the lessons, their newer versions, and the learner's progress."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.lessons import progress, start_page
from massage_billing.lessons.question_card import ask
from massage_billing.lessons.workspace import PRIVATE, STATE, prepare
from massage_billing.questions.course import Lesson


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    prepare(tmp_path)
    return tmp_path


def _mistake(family: str) -> object:
    return mb.draw(f"eight_minute_rule.{family}", 1).example_mistake()


class Links(HTMLParser):
    """A parser that collects the addresses that a page links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102  (documented in the base class)
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def test_each_lesson_has_a_card_that_links_to_an_existing_file(learner: Path) -> None:
    links = Links(start_page.cards().html).found
    assert len(links) == len(current(Lesson))
    assert all((learner / link).exists() for link in links)
    assert "Turn the minutes of a session into units" in start_page.cards().text


def test_the_reference_pages_are_linked(learner: Path) -> None:
    links = Links(start_page.pages("look up").html).found
    assert links == ["corrections.ipynb", "glossary.ipynb"]
    assert all((learner / link).exists() for link in links)
    start_page.draw(learner)
    assert "Billing terms, explained in plain English." in (learner / start_page.NOTEBOOK).read_text(encoding="utf-8")


def test_progress_is_shown_on_the_card_and_for_each_objective(learner: Path) -> None:
    assert "No questions answered yet" in start_page.cards().text
    assert "You have not answered any questions yet" in start_page.practiced().text
    ask(mb.draw("eight_minute_rule.one_service", 1)).answer(3)
    ask(mb.draw("eight_minute_rule.short_pair", 1)).answer(_mistake("short_pair"))
    assert "2 questions answered, 1 right." in start_page.cards().text
    rows = start_page.practiced().text.splitlines()[2:]
    assert rows[0] == "Combine services of 7 minutes or less | 1 | 0"  # weakest first
    assert "Recognize that a single timed service under 8 minutes is not billable | 1 | 1" in rows


def test_a_damaged_line_is_reported_and_all_others_are_counted(learner: Path) -> None:
    ask(mb.draw("eight_minute_rule.one_service", 1)).answer(3)
    with (learner / progress.FILE).open("ab") as file:
        file.write(b"half a li")
    other = mb.draw("eight_minute_rule.one_service", 2)
    ask(other).answer(other.key.accepted[0])
    assert "Line 2 of progress.jsonl is damaged and was skipped" in start_page.cards().text
    assert "2 questions answered, 2 right." in start_page.cards().text


def test_a_newer_version_of_a_lesson_is_linked_and_announced(learner: Path) -> None:
    state = json.loads((learner / PRIVATE / STATE).read_text(encoding="utf-8"))
    state["placed"]["02_eight_minute_rule.ipynb"] = "02_eight_minute_rule (newer).ipynb"
    (learner / PRIVATE / STATE).write_text(json.dumps(state), encoding="utf-8")
    assert "02_eight_minute_rule%20%28newer%29.ipynb" in Links(start_page.cards().html).found
    assert "This is a newer version. Your changed copy is still in 02_eight_minute_rule.ipynb." in (
        start_page.cards().text
    )


def test_the_saved_start_page_shows_progress_without_a_kernel(learner: Path) -> None:
    ask(mb.draw("eight_minute_rule.one_service", 1)).answer(3)
    start_page.draw(learner)
    assert "1 question answered, 1 right." in (learner / start_page.NOTEBOOK).read_text(encoding="utf-8")


def test_the_next_lesson_is_the_one_practiced_most_recently(learner: Path) -> None:
    assert start_page.next_lesson(learner) == "01_codes.ipynb"
    ask(mb.draw("eight_minute_rule.one_service", 1)).answer(3)
    assert start_page.next_lesson(learner) == "02_eight_minute_rule.ipynb"


def test_there_is_no_progress_without_a_learners_folder() -> None:
    assert "No questions answered yet" in start_page.cards().text


def _stopped(learner: Path, **places: object) -> None:
    (learner / start_page.PLACES).write_text(json.dumps(places), encoding="utf-8")


def _place(day: int, done: float, *, ended: bool = False) -> dict[str, object]:
    return {
        "at": f"2026-11-{day:02}T10:00:00.000Z",
        "cell": "x",
        "seen": [],
        "part": 2,
        "step": 3,
        "done": done,
        "ended": ended,
    }


def test_the_lesson_that_was_read_last_comes_first_with_the_minutes_left(learner: Path) -> None:
    assert "Continue" not in start_page.cards().text
    _stopped(learner, **{"01_codes.ipynb": _place(1, 0.9), "02_eight_minute_rule.ipynb": _place(2, 0.4)})
    shown = start_page.cards()
    assert shown.text.splitlines()[0] == "Continue: The 8-minute rule. Part 2, step 3. About 30 of 45 minutes left."
    assert Links(shown.html).found[0] == "02_eight_minute_rule.ipynb"
    assert "About 5 of 45 minutes left." in shown.text
    _stopped(learner, **{"01_codes.ipynb": _place(1, 0.9), "02_eight_minute_rule.ipynb": _place(2, 1.0, ended=True)})
    assert start_page.cards().text.startswith("Continue: Choosing a code.")
    assert "You have seen every step." in start_page.cards().text


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"01_codes.ipynb": 1}', '{"01_codes.ipynb": {"at": "x", "part": "y"}}', "\0"]
)
def test_a_damaged_file_of_places_is_ignored(learner: Path, text: str) -> None:
    (learner / start_page.PLACES).write_text(text, encoding="utf-8")
    assert "Continue" not in start_page.cards().text
