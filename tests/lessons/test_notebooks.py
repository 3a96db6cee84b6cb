"""The notebooks: their form in git, what nbval compares, and that a change shows."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from massage_billing.base.tables import current, labextension_static
from massage_billing.questions.course import Correction, Lesson, Objective, Page, Term
from tidy_notebooks import NOTEBOOKS, ROOT, as_text, in_git_form, known_code

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
SUBJECTS = {
    "01_codes": "codes",
    "02_eight_minute_rule": "units",
    "03_covered_entity": "privacy",
    "04_every_category_law": "history",
    "05_claims": "claims",
}


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]  # type: ignore[no-any-return]


@every_notebook
def test_a_notebook_has_only_what_git_keeps(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == as_text(in_git_form(json.loads(text))), "run: uv run python tests/tidy_notebooks.py"
    idents = [cell["id"] for cell in cells(path)]
    assert len(set(idents)) == len(idents)
    assert all(ident == ident.lower() and ident.replace("-", "").isalnum() for ident in idents)
    counts = [cell["execution_count"] for cell in cells(path) if cell["cell_type"] == "code" and cell["outputs"]]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_a_simulated_answer_has_its_text_stored_or_nbval_would_compare_nothing(path: Path) -> None:
    for cell in cells(path):
        if "simulated-learner" in cell["metadata"].get("tags", ()):
            text = "".join("".join(output.get("text", ())) for output in cell["outputs"])
            assert "Correct." in text, cell["id"]
            assert "Not quite." in text or "Partly correct." in text, cell["id"]


@every_notebook
def test_cells_are_short_and_code_does_not_pile_up(path: Path) -> None:
    run = 0
    for cell in cells(path):
        run = run + 1 if cell["cell_type"] == "code" else 0
        assert run <= 3, cell["id"]
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= 8, cell["id"]


@pytest.mark.parametrize("lesson", SUBJECTS)
def test_each_objective_of_the_lesson_is_taught_and_answered(lesson: str) -> None:
    objectives = {row.id for row in current(Objective) if row.subject == SUBJECTS[lesson]}
    every = cells(ROOT / "notebooks" / f"{lesson}.ipynb")
    simulated = [cell for cell in every if "simulated-learner" in cell["metadata"].get("tags", ())]
    for chosen in ([cell for cell in every if cell not in simulated], simulated):
        assert {ident for cell in chosen for ident in cell["metadata"].get("teaches", ())} == objectives


def test_the_page_of_corrections_shows_every_correction_and_each_lesson_its_own() -> None:
    for row in current(Correction):
        for name in ("corrections", row.lesson):
            text = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
            assert all(
                json.dumps(getattr(row, field), ensure_ascii=False)[1:-1] in text
                for field in ("course_text_says", "source_says")
            )


def test_the_glossary_page_has_every_word() -> None:
    text = (ROOT / "notebooks" / "glossary.ipynb").read_text(encoding="utf-8")
    assert all(json.dumps(row.meaning, ensure_ascii=False)[1:-1] in text for row in current(Term))


def test_the_extension_knows_the_lessons_as_they_are() -> None:
    known = (labextension_static() / "lessons.json").read_text(encoding="utf-8")
    assert known == known_code(), "run: uv run python tests/tidy_notebooks.py"


def test_every_lesson_has_its_card_and_every_card_its_lesson() -> None:
    lessons = {path.stem for path in NOTEBOOKS} - {"00_start_here"}
    assert {row.notebook for row in (*current(Lesson), *current(Page))} == lessons


def nbval(copy: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on the lesson of a copy of the project, with the copy's code."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env",
               "-c", os.devnull, "--rootdir", str(copy), "notebooks/02_eight_minute_rule.ipynb"]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(copy / "src")}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


CHANGES = (  # a feedback sentence, and a row of a table
    (
        "src/massage_billing/questions/banks/eight_minute_rule/misconceptions.py",
        "You put all {day.total_units} units on",
        "You set all {day.total_units} units on",
    ),
    ("datasets/eight_minute_rule.csv", "1,8,22,", "1,8,21,"),
)


def test_nbval_fails_when_a_sentence_or_a_row_changes(tmp_path: Path) -> None:
    for name in ("src", "datasets", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file, old, new in CHANGES:
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    done = nbval(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "2 failed" in done.stdout
