"""A dated row is all that a rule change needs: the current rows of every dated table can be split in two."""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from massage_billing.base import tables
from massage_billing.base.tables import packaged

ROOT = Path(__file__).resolve().parents[1]
DATASETS = packaged("datasets")
PACKAGE = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
DATED = [
    resource["name"]
    for resource in PACKAGE["resources"]
    if "start" in [field["name"] for field in resource["schema"]["fields"]]
]
CHANGE = date(2026, 11, 26)  # the first day of the newer rows
# Draw a question from every family, and answer it, using the tables in a folder.
DRAW_AND_ANSWER = """
import sys
from pathlib import Path
from massage_billing.base import tables

datasets = Path(sys.argv[1])
tables.packaged = lambda folder: datasets
import massage_billing as mb

texts = []
for family in mb.families():
    question = mb.draw(family.name, 3)
    assert question.check(question.key.accepted[0]).correct
    texts.append(question.prompt.text)
print(len(texts))
"""


def split(path: Path, only_first: bool) -> int:
    """Split the current rows of a table in two, put the newer rows at the end, and return how many rows were split."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    start, end, count = header.index("start"), header.index("end"), 0
    for row in list(rows):
        if row[end] or (only_first and count):
            continue
        change = max(CHANGE, date.fromisoformat(row[start]) + timedelta(days=1))
        newer = list(row)
        newer[start], row[end] = str(change), str(change - timedelta(days=1))
        rows.append(newer)
        count += 1
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return count


def run(code: str, *arguments: object, **options: Any) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_these_tests_cover_every_dated_table() -> None:
    assert len(DATED) == 43
    assert {name for name, kind in tables.row_types().items() if issubclass(kind, tables.DatedRow)} == set(DATED)


@pytest.mark.slow
@pytest.mark.parametrize("name", DATED)
def test_every_family_still_draws_questions_after_a_row_is_split(name: str, tmp_path: Path) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    assert split(tmp_path / "datasets" / f"{name}.csv", only_first=True) == 1
    assert int(run(DRAW_AND_ANSWER, tmp_path / "datasets")) > 150


RULES_AND_QUESTIONS = """
import sys
from datetime import date
from pathlib import Path
from massage_billing.base import tables

datasets = Path(sys.argv[1])
tables.packaged = lambda folder: datasets
import massage_billing as mb
from massage_billing.questions.banks.claims import synthetic_claims
import random

day = date(2026, 3, 2)
print([(found.code, found.active, found.start, found.end) for found in map(mb.find_code, ("97124", "97122", "97161"))])
print(mb.find_code("97140", day), mb.find_code("97140", date(1999, 1, 1)).active, mb.find_code("97140", date(1998, 12, 31)).active)
print(mb.billings({"97110": 33, "97140": 7}, on=day), mb.billings({"97110": 33, "97140": 7}, "midpoint"))
print(mb.decide_covered_entity({"health_care": True, "own_practice": True, "transaction": True, "electronic": True}, on=day))
rng = random.Random(1)
for check in synthetic_claims.PLANTS:
    print(mb.review_claim(synthetic_claims.planted(rng, synthetic_claims.claim(rng), check)))
for name in sorted(tables.row_types()):
    rows = tables.current(name)
    print(name, len(rows), [tuple(getattr(row, column) for column in row.key) for row in rows])
for family in mb.families():
    for seed in range(5):
        question = mb.draw(family.name, seed)
        print(question.prompt, question.key)
"""


def test_splitting_every_current_row_does_not_change_rules_or_questions(tmp_path: Path) -> None:
    """Results and their order stay the same, even though each newer row is at the end of its file."""
    shutil.copytree(DATASETS, tmp_path / "datasets")
    before = run(RULES_AND_QUESTIONS, DATASETS)
    for name in DATED:
        assert split(tmp_path / "datasets" / f"{name}.csv", only_first=False) > 0
    assert run(RULES_AND_QUESTIONS, tmp_path / "datasets") == before


@pytest.mark.slow
def test_the_lessons_run_the_same_after_every_current_row_is_split(tmp_path: Path) -> None:
    """Every lesson runs on a copy of the package with all current rows split, and prints the same feedback."""
    for folder in ("datasets", "notebooks", "book"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in DATED:
        split(tmp_path / "datasets" / f"{name}.csv", only_first=False)
    lessons = sorted((tmp_path / "notebooks").glob("*.ipynb"))
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    code = """
import sys
from pathlib import Path
import massage_billing, nbformat
from nbclient import NotebookClient
assert Path(sys.argv[1]) in Path(massage_billing.__file__).parents
for path in sorted(Path(sys.argv[1], "notebooks").glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    nbformat.write(notebook, path)
"""
    run(code, tmp_path, env=environment, cwd=tmp_path)
    for path in lessons:
        for cell, stored in zip(_code(path), _code(ROOT / "notebooks" / path.name), strict=True):
            if "simulated-learner" in cell["metadata"].get("tags", ()):
                assert _printed(cell) == _printed(stored), cell["id"]


def _code(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def _printed(cell: dict[str, Any]) -> str:
    return "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")
