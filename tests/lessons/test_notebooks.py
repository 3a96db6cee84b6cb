"""Each notebook has the form that git keeps, teaches its objectives, and fails nbval after a change."""

import json
import math
import os
import re
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
def test_a_notebook_contains_only_what_git_keeps(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == as_text(in_git_form(json.loads(text))), "run: uv run python tests/tidy_notebooks.py"
    idents = [cell["id"] for cell in cells(path)]
    assert len(set(idents)) == len(idents)
    assert all(ident == ident.lower() and ident.replace("-", "").isalnum() for ident in idents)
    counts = [cell["execution_count"] for cell in cells(path) if cell["cell_type"] == "code" and cell["outputs"]]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_each_simulated_answer_has_stored_feedback_for_nbval_to_compare(path: Path) -> None:
    for cell in cells(path):
        if "simulated-learner" in cell["metadata"].get("tags", ()):
            text = "".join("".join(output.get("text", ())) for output in cell["outputs"])
            assert "Correct." in text, cell["id"]
            assert "Not quite." in text or "Partly correct." in text, cell["id"]


# Learners must read this table as it was published.
LONG_TABLES = {("02_eight_minute_rule", "table")}


@pytest.mark.parametrize("lesson", SUBJECTS)
def test_no_lesson_shows_a_table_of_more_than_five_rows(lesson: str) -> None:
    long = set()
    for cell in cells(ROOT / "notebooks" / f"{lesson}.ipynb"):
        html = "".join("".join(output.get("data", {}).get("text/html", ())) for output in cell.get("outputs", ()))
        counts = [table.count("<tr><td") for table in html.split("<table")]
        text = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
        counts += [len(block.splitlines()) - 2 for block in text.split("\n\n") if block.startswith("|")]
        if max(counts) > 5:
            long.add((lesson, cell["id"]))
    assert long == {found for found in LONG_TABLES if found[0] == lesson}


# How long we think that a learner takes: minutes for each question, practice, and explorer or picture, besides reading.
WORDS_A_MINUTE = 200
QUESTION, PRACTICE, EXPLORER, LAST_PRACTICE = 0.75, 2.0, 1.0, 4.5


def minutes_of_parts(path: Path) -> dict[str, float]:
    """Return the estimated minutes of each part of a lesson. Text that a learner opens only if needed is not counted."""
    found: dict[str, float] = {}
    for cell in cells(path):
        tags, text = cell["metadata"].get("tags", ()), "".join(cell["source"])
        if "part" in tags:
            found[text.split("## ")[1].partition("\n")[0]] = 0
        part = list(found)[-1]
        if cell["cell_type"] == "markdown":
            found[part] += len(re.findall(r"[\w$][^\s|]*", re.sub(r"\]\([^)]*\)", "]", text))) / WORDS_A_MINUTE
        elif "practice(SUBJECT" in text:
            found[part] += LAST_PRACTICE if part == "Check yourself" else PRACTICE
        elif "mb.ask(" in text and "simulated-learner" not in tags:
            found[part] += QUESTION
        elif text.startswith("lesson."):
            found[part] += EXPLORER
    return found


@pytest.mark.parametrize("lesson", SUBJECTS)
def test_each_part_takes_5_to_8_minutes_and_a_lesson_the_minutes_on_its_card(lesson: str) -> None:
    minutes = minutes_of_parts(ROOT / "notebooks" / f"{lesson}.ipynb")
    assert {part: taken for part, taken in minutes.items() if not 4.5 <= taken < 8.5} == {}
    (row,) = [row for row in current(Lesson) if row.notebook == lesson]
    assert row.minutes == 5 * math.ceil(sum(minutes.values()) / 5), minutes


@every_notebook
def test_code_cells_are_short_and_at_most_three_in_a_row(path: Path) -> None:
    run = 0
    for cell in cells(path):
        run = run + 1 if cell["cell_type"] == "code" else 0
        assert run <= 3, cell["id"]
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= 8, cell["id"]


@pytest.mark.parametrize("lesson", SUBJECTS)
def test_each_objective_is_taught_and_practiced_in_its_lesson(lesson: str) -> None:
    objectives = {row.id for row in current(Objective) if row.subject == SUBJECTS[lesson]}
    every = cells(ROOT / "notebooks" / f"{lesson}.ipynb")
    simulated = [cell for cell in every if "simulated-learner" in cell["metadata"].get("tags", ())]
    for chosen in ([cell for cell in every if cell not in simulated], simulated):
        assert {ident for cell in chosen for ident in cell["metadata"].get("teaches", ())} == objectives


def test_every_correction_is_on_the_corrections_page_and_taught_in_its_lesson() -> None:
    page = (ROOT / "notebooks" / "corrections.ipynb").read_text(encoding="utf-8")
    for row in current(Correction):
        assert all(
            json.dumps(getattr(row, field), ensure_ascii=False)[1:-1] in page
            for field in ("course_text_says", "source_says")
        )
        shown = [
            cell
            for cell in cells(ROOT / "notebooks" / f"{row.lesson}.ipynb")
            if "simulated-learner" not in cell["metadata"].get("tags", ())
        ]
        assert any(row.objective in cell["metadata"].get("teaches", ()) for cell in shown), row.objective


def test_the_glossary_page_has_every_term() -> None:
    text = (ROOT / "notebooks" / "glossary.ipynb").read_text(encoding="utf-8")
    assert all(json.dumps(row.meaning, ensure_ascii=False)[1:-1] in text for row in current(Term))


def test_lessons_json_matches_the_lessons() -> None:
    known = (labextension_static() / "lessons.json").read_text(encoding="utf-8")
    assert known == known_code(), "run: uv run python tests/tidy_notebooks.py"


def test_every_lesson_has_a_card_and_every_card_has_a_lesson() -> None:
    lessons = {path.stem for path in NOTEBOOKS} - {"00_start_here"}
    assert {row.notebook for row in (*current(Lesson), *current(Page))} == lessons


def nbval(copy: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on a lesson in a copy of the project, using the code of the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env",
               "-c", os.devnull, "--rootdir", str(copy), "notebooks/02_eight_minute_rule.ipynb"]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(copy / "src")}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


CHANGES = (  # a sentence of feedback, and a table row
    (
        "src/massage_billing/questions/banks/eight_minute_rule/misconceptions.py",
        "You put {every} on",
        "You set {every} on",
    ),
    ("datasets/eight_minute_rule.csv", "1,8,22,", "1,8,21,"),
)


def test_nbval_fails_after_a_sentence_or_a_table_row_changes(tmp_path: Path) -> None:
    for name in ("src", "datasets", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file, old, new in CHANGES:
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    done = nbval(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "2 failed" in done.stdout  # one cell for each change
