"""The learner's folder: lessons are copied in, and a file that the learner changed is never overwritten."""

import json
from pathlib import Path

import pytest

from massage_billing.lessons import workspace
from massage_billing.lessons.workspace import prepare, read_state, write_whole

LESSON = "02_eight_minute_rule.ipynb"
NEWER = "02_eight_minute_rule (newer).ipynb"


@pytest.fixture
def issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that makes the package ship another version of the lesson."""
    shelf = tmp_path / "shipped"
    shelf.mkdir()
    monkeypatch.setattr(workspace, "packaged", lambda _: shelf)

    def ship(text: str) -> None:
        cells = [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": [text]},
            {"cell_type": "code", "id": "sim", "metadata": {"tags": ["simulated-learner"]}, "source": ["1 / 0"]},
        ]
        (shelf / LESSON).write_text(json.dumps({"cells": cells}), encoding="utf-8")

    ship("first")
    return ship


def text_of(path: Path) -> str:
    return "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])


def write_in(path: Path, text: str) -> None:
    """Change a lesson as a learner would, and save it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = [text]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def run_in(path: Path) -> None:
    """Run a lesson and save it: outputs change, nothing that it says."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["outputs"] = ["done"]
    notebook["metadata"] = {"widgets": {}}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_the_real_lessons_come_without_the_cells_that_only_tests_run(tmp_path: Path) -> None:
    state = prepare(tmp_path / "new" / "folder")
    assert state.placed == {
        name: name
        for name in ("00_start_here.ipynb", "01_codes.ipynb", LESSON, "03_covered_entity.ipynb", "04_every_category_law.ipynb",
                     "05_claims.ipynb", "class_report.ipynb", "corrections.ipynb", "glossary.ipynb", "grade_hand_ins.ipynb",
                     "make_assignment.ipynb")
    }  # fmt: skip
    text = (tmp_path / "new" / "folder" / LESSON).read_text(encoding="utf-8")
    assert "simulated-learner" not in text
    assert "published_table" in text


def test_a_second_start_changes_nothing(tmp_path: Path, issue: object) -> None:
    prepare(tmp_path)
    run_in(tmp_path / LESSON)
    before = (tmp_path / LESSON).read_bytes()
    prepare(tmp_path)
    assert (tmp_path / LESSON).read_bytes() == before


def test_a_newer_lesson_replaces_one_that_was_only_run(tmp_path: Path, issue: object) -> None:
    prepare(tmp_path)
    run_in(tmp_path / LESSON)
    issue("second")  # type: ignore[operator]
    assert prepare(tmp_path).placed == {LESSON: LESSON}
    assert text_of(tmp_path / LESSON) == "second"


def test_a_newer_lesson_is_put_beside_one_that_the_learner_changed(tmp_path: Path, issue: object) -> None:
    prepare(tmp_path)
    write_in(tmp_path / LESSON, "my notes")
    assert prepare(tmp_path).placed == {LESSON: LESSON}  # nothing newer yet
    issue("second")  # type: ignore[operator]
    assert prepare(tmp_path).placed == {LESSON: NEWER}
    assert (text_of(tmp_path / LESSON), text_of(tmp_path / NEWER)) == ("my notes", "second")
    assert read_state(tmp_path).placed == {LESSON: NEWER}


def test_changed_again_and_newer_again(tmp_path: Path, issue: object) -> None:
    prepare(tmp_path)
    write_in(tmp_path / LESSON, "my notes")
    issue("second")  # type: ignore[operator]
    prepare(tmp_path)
    write_in(tmp_path / NEWER, "more notes")
    issue("third")  # type: ignore[operator]
    assert prepare(tmp_path).placed == {LESSON: "02_eight_minute_rule (newer 2).ipynb"}
    issue("fourth")  # type: ignore[operator]
    prepare(tmp_path)
    assert [text_of(path) for path in sorted(tmp_path.glob("*.ipynb"))] == ["fourth", "more notes", "my notes"]


def test_a_file_of_the_same_name_that_is_not_ours_is_kept(tmp_path: Path, issue: object) -> None:
    (tmp_path / LESSON).write_text("not a notebook", encoding="utf-8")
    assert prepare(tmp_path).placed == {LESSON: NEWER}
    assert (tmp_path / LESSON).read_text(encoding="utf-8") == "not a notebook"


def test_a_damaged_lesson_is_kept_and_a_good_one_is_put_beside_it(tmp_path: Path, issue: object) -> None:
    prepare(tmp_path)
    (tmp_path / LESSON).write_text('{"cells": [', encoding="utf-8")
    assert prepare(tmp_path).placed == {LESSON: NEWER}
    assert (tmp_path / LESSON).read_text(encoding="utf-8") == '{"cells": ['
    assert text_of(tmp_path / NEWER) == "first"


def test_a_damaged_state_loses_no_file(tmp_path: Path, issue: object) -> None:
    prepare(tmp_path)
    write_in(tmp_path / LESSON, "my notes")
    (tmp_path / workspace.PRIVATE / workspace.STATE).write_text("{", encoding="utf-8")
    prepare(tmp_path)
    assert text_of(tmp_path / LESSON) == "my notes"


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
