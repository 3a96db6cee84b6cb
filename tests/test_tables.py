"""The tables: valid as described, sourced, dated, and used."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from frictionless import validate

from massage_billing.rules.eight_minute_rule import METHODS
from massage_billing.tables import citation, load, packaged

DATASETS = packaged("datasets")
PACKAGE = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
NAMES = [resource["name"] for resource in PACKAGE["resources"]]
RULES = [name for name in NAMES if "pinpoint" in load(name)[0]]


def test_the_package_is_valid_by_frictionless() -> None:
    report = validate(str(DATASETS / "datapackage.json"))
    assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "message"])


def test_frictionless_sees_a_row_without_source(tmp_path: Path) -> None:
    for path in DATASETS.iterdir():
        (tmp_path / path.name).write_text(
            path.read_text(encoding="utf-8").replace("8,22,2011-03-21,,cms-clm-5,", "8,22,2011-03-21,,,"),
            encoding="utf-8",
        )
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_every_table_is_described_and_every_description_has_its_table() -> None:
    assert sorted(path.stem for path in DATASETS.glob("*.csv")) == sorted(NAMES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_table_ends_with_its_dates_and_source(name: str) -> None:
    with (DATASETS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[-4:] == ["start", "end", "source", "pinpoint"]
    for row in load(name):
        assert citation(row["source"], row["pinpoint"])
        assert not row["end"] or date.fromisoformat(row["start"]) <= date.fromisoformat(row["end"])


def test_every_table_of_rules_has_its_sources() -> None:
    """Without: the sources themselves, words and pages, the syllabus, and statements, which their group's source covers."""
    assert set(NAMES) - set(RULES) == {"sources", "lessons", "pages", "glossary", "syllabus", "statements"}


def test_a_source_is_named_in_a_lesson_read_before_today_and_after_it_was_issued() -> None:
    lessons = {row["notebook"] for row in load("lessons")}
    for row in load("sources"):
        assert set(row["lessons"].split()) <= lessons
        assert date.fromisoformat(row["checked"]) <= datetime.now(UTC).date()
        assert row["issued"] <= row["checked"]


def test_a_correction_rests_on_a_source_that_its_lesson_names() -> None:
    named = {row["id"]: row["lessons"].split() for row in load("sources")}
    assert all(row["lesson"] in named[row["source"]] for row in load("corrections"))


def test_an_objective_on_which_the_course_text_does_not_stand_has_its_correction() -> None:
    lacking = {row["id"] for row in load("syllabus") if row["standing"] != "stands"}
    assert lacking <= {row["objective"] for row in load("corrections")}


def test_the_methods_of_the_rule_are_those_of_the_table() -> None:
    assert list(METHODS) == [row["method"] for row in load("counting_methods")]


def test_no_name_of_a_code_is_a_descriptor() -> None:
    """The AMA owns the descriptors; theirs speak of procedures, areas and minutes, ours are a few plain words."""
    for row in load("codes"):
        assert len(row["name"].split()) <= 6
        assert not set(row["name"].lower().split()) & {"therapeutic", "procedure", "minutes", "areas", "modality"}
