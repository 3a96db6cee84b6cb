"""Questions that billers really ask, in our words, with the answer, its source, and how certain it is.

Each file in this folder has the cases of one subject. A case with a `call` is computed: the call gives what `gives` says. Other
cases are taught: `words` are in the row of a table (`table:key`) or in the cell of a lesson (`notebook:cell id`), or in both. A
case that waits for a later lesson says so in `later`.
"""

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import massage_billing as mb
from massage_billing.base.tables import history
from massage_billing.rules import codes, covered_entity, eight_minute_rule, every_category_law, npi
from massage_billing.rules.claims import benefits, claim_form, prescriptions

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
COLUMNS = ["id", "question", "answer", "source", "certainty", "call", "gives", "row", "cell", "words", "later"]
CERTAINTY = {"primary", "secondary", "disputed", "opinion"}
MODULES = (codes, covered_entity, eight_minute_rule, every_category_law, npi, benefits, claim_form, prescriptions)
LEAST = {"codes": 10, "units": 10, "modifiers": 10, "denials": 10, "privacy": 10, "washington": 10}


def cases() -> list[tuple[str, dict[str, str]]]:
    found = []
    for path in sorted(HERE.glob("*.csv")):
        if path.stem == "families":
            continue
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            assert reader.fieldnames == COLUMNS, path.name
            found += [(path.stem, row) for row in reader]
    return found


CASES = cases()


@cache
def cell_text(where: str) -> str:
    """Return the text of a lesson's cell, and what it shows."""
    notebook, _, ident = where.partition(":")
    found = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    (cell,) = [one for one in found if one["id"] == ident]
    shown = [
        "".join(output.get("text", output.get("data", {}).get("text/plain", ""))) for output in cell.get("outputs", ())
    ]
    return "\n".join(["".join(cell["source"]), *shown])


def row_text(where: str) -> str:
    """Return the text of a table's rows with one key. The parts of a key are separated by a vertical bar."""
    table, _, key = where.partition(":")
    rows = [row for row in history(table) if "|".join(str(getattr(row, part)) for part in type(row).key) == key]
    assert rows, f"no row {where}"
    return "\n".join(str(value) for row in rows for value in vars(row).values())


def namespace() -> dict[str, Any]:
    names = {name: value for module in MODULES for name, value in vars(module).items() if not name.startswith("_")}
    return names | {"mb": mb, "date": date}


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{subject}-{case['id']}" for subject, case in CASES]
)
def test_a_case_is_answered_as_its_source_says(case: dict[str, str]) -> None:
    assert case["question"].endswith("?")
    assert case["answer"]
    assert case["source"]
    assert case["certainty"] in CERTAINTY
    if case["later"]:
        return
    if case["call"]:
        found = eval(case["call"], namespace())  # noqa: S307  (our own file)
        assert str(found) == case["gives"]
    else:
        assert case["words"], "a case that is taught names the words"
    assert bool(case["words"]) == bool(case["row"] or case["cell"])
    if case["row"]:
        assert case["words"] in row_text(case["row"])
    if case["cell"]:
        assert case["words"] in cell_text(case["cell"]) or case["row"]


def test_there_are_enough_cases_of_each_subject() -> None:
    count = Counter(subject for subject, case in CASES if not case["later"])
    assert {subject: least for subject, least in LEAST.items() if count[subject] < least} == {}
    assert sum(count.values()) >= 90
    idents = [(subject, case["id"]) for subject, case in CASES]
    assert len(set(idents)) == len(idents)
    questions = [case["question"] for _, case in CASES]
    assert len(set(questions)) == len(questions)


def test_every_family_was_read_as_an_expert_would() -> None:
    with (HERE / "families.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [row["family"] for row in read] == sorted(family.name for family in mb.families())
    assert all(int(row["seeds"]) >= 30 and row["found"] and row["done"] for row in read)
