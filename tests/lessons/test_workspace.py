"""Lessons are copied into the learner's folder, and a file that the learner changed is never overwritten."""

import json
from pathlib import Path

import pytest

from massage_billing.lessons import workspace
from massage_billing.lessons.workspace import prepare, read_state, write_whole

LESSON = "02_eight_minute_rule.ipynb"
NEWER = "02_eight_minute_rule (newer).ipynb"


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that replaces the lesson in the package with another version."""
    package = tmp_path / "shipped"
    package.mkdir()
    monkeypatch.setattr(workspace, "packaged", lambda _: package)

    def write_lesson(text: str) -> None:
        cells = [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": [text]},
            {"cell_type": "code", "id": "sim", "metadata": {"tags": ["simulated-learner"]}, "source": ["1 / 0"]},
        ]
        (package / LESSON).write_text(json.dumps({"cells": cells}), encoding="utf-8")

    write_lesson("first")
    return write_lesson


def text_of(path: Path) -> str:
    return "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])


def change_text(path: Path, text: str) -> None:
    """Change a lesson as a learner would, and save it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = [text]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def run_lesson(path: Path) -> None:
    """Run a lesson and save it, which changes its outputs and metadata but not its text or code."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["outputs"] = ["done"]
    notebook["metadata"] = {"widgets": {}}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_the_copied_lessons_do_not_contain_cells_for_tests(tmp_path: Path) -> None:
    state = prepare(tmp_path / "new" / "folder")
    assert state.placed == {
        name: name
        for name in ("00_start_here.ipynb", "01_codes.ipynb", LESSON, "03_covered_entity.ipynb", "04_every_category_law.ipynb",
                     "05_claims.ipynb", "class_report.ipynb", "corrections.ipynb", "glossary.ipynb", "grade_submissions.ipynb",
                     "make_assignment.ipynb")
    }  # fmt: skip
    text = (tmp_path / "new" / "folder" / LESSON).read_text(encoding="utf-8")
    assert "simulated-learner" not in text
    assert "published_table" in text


def test_a_second_start_does_not_change_a_lesson(tmp_path: Path, release: object) -> None:
    prepare(tmp_path)
    run_lesson(tmp_path / LESSON)
    before = (tmp_path / LESSON).read_bytes()
    prepare(tmp_path)
    assert (tmp_path / LESSON).read_bytes() == before


def test_a_newer_version_replaces_a_lesson_that_was_run_but_not_changed(tmp_path: Path, release: object) -> None:
    prepare(tmp_path)
    run_lesson(tmp_path / LESSON)
    release("second")  # type: ignore[operator]
    assert prepare(tmp_path).placed == {LESSON: LESSON}
    assert text_of(tmp_path / LESSON) == "second"


def test_a_newer_version_is_put_beside_a_lesson_that_the_learner_changed(tmp_path: Path, release: object) -> None:
    prepare(tmp_path)
    change_text(tmp_path / LESSON, "my notes")
    assert prepare(tmp_path).placed == {LESSON: LESSON}  # there is no newer version yet
    release("second")  # type: ignore[operator]
    assert prepare(tmp_path).placed == {LESSON: NEWER}
    assert (text_of(tmp_path / LESSON), text_of(tmp_path / NEWER)) == ("my notes", "second")
    assert read_state(tmp_path).placed == {LESSON: NEWER}


def test_each_changed_version_is_kept_when_newer_versions_arrive(tmp_path: Path, release: object) -> None:
    prepare(tmp_path)
    change_text(tmp_path / LESSON, "my notes")
    release("second")  # type: ignore[operator]
    prepare(tmp_path)
    change_text(tmp_path / NEWER, "more notes")
    release("third")  # type: ignore[operator]
    assert prepare(tmp_path).placed == {LESSON: "02_eight_minute_rule (newer 2).ipynb"}
    release("fourth")  # type: ignore[operator]
    prepare(tmp_path)
    assert [text_of(path) for path in sorted(tmp_path.glob("*.ipynb"))] == ["fourth", "more notes", "my notes"]


def test_a_learners_file_with_the_name_of_a_lesson_is_kept(tmp_path: Path, release: object) -> None:
    (tmp_path / LESSON).write_text("not a notebook", encoding="utf-8")
    assert prepare(tmp_path).placed == {LESSON: NEWER}
    assert (tmp_path / LESSON).read_text(encoding="utf-8") == "not a notebook"


def test_a_damaged_lesson_is_kept_and_an_intact_copy_is_put_beside_it(tmp_path: Path, release: object) -> None:
    prepare(tmp_path)
    (tmp_path / LESSON).write_text('{"cells": [', encoding="utf-8")
    assert prepare(tmp_path).placed == {LESSON: NEWER}
    assert (tmp_path / LESSON).read_text(encoding="utf-8") == '{"cells": ['
    assert text_of(tmp_path / NEWER) == "first"


def test_no_file_is_lost_if_the_saved_state_is_damaged(tmp_path: Path, release: object) -> None:
    prepare(tmp_path)
    change_text(tmp_path / LESSON, "my notes")
    (tmp_path / workspace.PRIVATE / workspace.STATE).write_text("{", encoding="utf-8")
    prepare(tmp_path)
    assert text_of(tmp_path / LESSON) == "my notes"


def test_a_write_that_fails_keeps_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
