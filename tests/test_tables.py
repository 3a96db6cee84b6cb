"""The tables are valid, dated, and sourced, and a damaged table is reported clearly."""

import csv
import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from frictionless import validate

from massage_billing.base import tables
from massage_billing.base.tables import (
    DatedRow,
    OutsideKnownDatesError,
    Source,
    TableError,
    citation,
    current,
    history,
    in_force,
    packaged,
)
from massage_billing.questions.course import Correction, Lesson, Objective
from massage_billing.rules.codes import Code, Modifier
from massage_billing.rules.eight_minute_rule import METHODS, CountingMethod

DATASETS = packaged("datasets")
PACKAGE = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
NAMES = [resource["name"] for resource in PACKAGE["resources"]]
TYPES = tables.row_types()
RULES = [name for name in NAMES if issubclass(TYPES[name], DatedRow)]


def test_frictionless_accepts_the_data_package() -> None:
    report = validate(str(DATASETS / "datapackage.json"))
    assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "message"])


def test_frictionless_rejects_a_row_without_a_source(tmp_path: Path) -> None:
    for path in DATASETS.iterdir():
        (tmp_path / path.name).write_text(
            path.read_text(encoding="utf-8").replace("8,22,2011-03-21,,cms-clm-5,", "8,22,2011-03-21,,,"),
            encoding="utf-8",
        )
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_every_table_has_a_description_and_every_description_has_a_table() -> None:
    assert sorted(path.stem for path in DATASETS.glob("*.csv")) == sorted(NAMES)


@pytest.mark.parametrize("name", RULES)
def test_the_last_columns_of_a_rule_table_are_its_dates_and_source(name: str) -> None:
    with (DATASETS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[-4:] == ["start", "end", "source", "pinpoint"]
    for row in history(name):
        assert row.citation == citation(row.source, row.pinpoint)
        assert row.end is None or row.start <= row.end


def test_every_table_of_rules_has_dates_and_sources() -> None:
    """The exceptions: sources, the course itself, and parts of questions whose source is in another table."""
    course = {"sources", "lessons", "pages", "glossary", "syllabus"}
    assert set(NAMES) - set(RULES) == {*course, "statements", "situation_families", "situation_choices"}


def test_a_source_names_real_lessons_and_was_checked_after_it_was_issued() -> None:
    lessons = {row.notebook for row in current(Lesson)}
    for row in current(Source):
        assert set(row.lessons) <= lessons
        assert row.checked <= datetime.now(UTC).date()
        assert row.issued is None or row.issued <= row.checked


def test_the_source_of_a_correction_is_listed_in_its_lesson() -> None:
    named = {row.id: row.lessons for row in current(Source)}
    assert all(row.lesson in named[row.source] for row in current(Correction))


def test_an_objective_that_the_2013_articles_get_wrong_has_a_correction() -> None:
    wrong = {row.id for row in current(Objective) if row.standing != "correct"}
    assert wrong <= {row.objective for row in current(Correction)}


def test_the_counting_methods_in_the_code_match_the_table() -> None:
    assert [*METHODS, "payer"] == [row.method for row in current(CountingMethod)]


def test_no_code_is_named_by_its_ama_descriptor() -> None:
    """The AMA owns the descriptors, which mention procedures, areas, and minutes. Our names are a few plain words."""
    for row in history(Code):
        assert len(row.name.split()) <= 6
        assert not set(row.name.lower().split()) & {"therapeutic", "procedure", "minutes", "areas", "modality"}


@pytest.mark.parametrize("name", NAMES)
def test_a_row_type_has_the_key_and_the_columns_in_datapackage_json(name: str) -> None:
    schema = next(resource["schema"] for resource in PACKAGE["resources"] if resource["name"] == name)
    described = schema["primaryKey"] if isinstance(schema["primaryKey"], list) else [schema["primaryKey"]]
    dated = issubclass(TYPES[name], DatedRow)
    assert described == [*TYPES[name].key, *(["start"] if dated else [])], (
        "the key of a dated table must include `start`"
    )
    row = history(name)[0]
    assert dataclasses.is_dataclass(row)
    assert {field.name for field in dataclasses.fields(row)} == {field["name"] for field in schema["fields"]}
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(row, schema["fields"][0]["name"], "changed")


def test_a_table_can_be_read_by_its_row_type_or_by_its_name() -> None:
    assert current("modifiers") is current(Modifier)
    assert history("modifiers") is history(Modifier)
    with pytest.raises(LookupError, match=r"^There is no table 'moddifiers'\. Use one of .*modifiers"):
        current("moddifiers")


FIRST = date(2009, 5, 29)  # the first day in modifiers.csv


def test_a_day_before_the_first_row_is_an_error() -> None:
    assert [row.code for row in current(Modifier, FIRST)] == ["59"]
    with pytest.raises(
        OutsideKnownDatesError,
        match=r"^modifiers\.csv starts on 2009-05-29, so it cannot answer for 2009-05-28\.$",
    ):
        current(Modifier, date(2009, 5, 28))


@pytest.mark.parametrize("on", ["2026-01-05", datetime(2026, 1, 5), 2026, [date(2026, 1, 5)]])
def test_a_day_must_be_a_date(on: object) -> None:
    with pytest.raises(ValueError, match=r"must be a date such as date\(2026, 1, 5\)"):
        current(Modifier, on)  # type: ignore[arg-type]


def modifier(code: str, start: date, end: date | None) -> Modifier:
    return Modifier(code=code, means="", use="separate", start=start, end=end, source="ms-medicaid-x", pinpoint="")


def test_a_newer_row_is_found_wherever_it_is_in_the_file() -> None:
    change = date(2026, 6, 1)
    old, other = modifier("59", FIRST, change - timedelta(days=1)), modifier("XE", FIRST, None)
    newer = modifier("59", change, None)
    for rows in ([old, other, newer], [newer, other, old]):
        assert in_force(rows, change) == (newer, other)
        assert in_force(rows, change - timedelta(days=1)) == (old, other)
        assert in_force(rows, None) == (newer, other)


def test_a_day_after_the_last_row_has_ended_is_an_error() -> None:
    with pytest.raises(OutsideKnownDatesError, match=r"has no row in force on 2026-06-02"):
        in_force([modifier("59", FIRST, date(2026, 6, 1))], date(2026, 6, 2))


@pytest.fixture
def modifiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the path of a copy of modifiers.csv that is read instead of the original."""
    path = tmp_path / "modifiers.csv"
    path.write_bytes((DATASETS / "modifiers.csv").read_bytes())
    monkeypatch.setattr(tables, "packaged", lambda _: tmp_path)
    caches = (tables._history, tables._current)
    for cache in caches:
        cache.cache_clear()
    yield path
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("code,means", "code", "modifiers.csv: the column 'means' is missing from the header."),
        ("code,means", "code,means,more", "modifiers.csv: the column 'more' has no field in the table's row type."),
        ("XE,separate encounter,separate,2015-01-01", "XE,separate encounter,separate,January 2015", "modifiers.csv, line 3, column 'start': 'January 2015' must be a date such as 2026-01-05."),
        ("XE,separate encounter,separate,2015-01-01,,", "XE,separate encounter,separate,2015-01-01,", "modifiers.csv, line 3: the row has 6 cells, but the header has 7."),
        ("XE,separate encounter", "XE,separate encounter,more", "modifiers.csv, line 3: the row has 8 cells, but the header has 7."),
        ("code,means,use", "code,means,code,use", "modifiers.csv: the column 'code' is in the header twice."),
        ("XE,separate encounter,separate,2015-01-01,,", "XE,separate encounter,separate,2015-01-01,2014-01-01,", "modifiers.csv: the row for code XE ends on 2014-01-01, before it starts on 2015-01-01."),
        ("XE,", "59,", "modifiers.csv: two rows for code 59 are in force on 2015-01-01. Give the older row an end."),
    ],
)  # fmt: skip
def test_a_damaged_table_is_reported_with_its_line_and_column(
    modifiers: Path, old: str, new: str, message: str
) -> None:
    text = modifiers.read_text(encoding="utf-8")
    assert old in text
    modifiers.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError) as error:
        history(Modifier)
    assert str(error.value).startswith(message)


def test_a_table_saved_by_a_spreadsheet_is_read_or_reported(modifiers: Path) -> None:
    text = modifiers.read_text(encoding="utf-8")
    modifiers.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert [row.code for row in history(Modifier)][:2] == ["59", "XE"]
    tables._history.cache_clear()
    modifiers.write_bytes(text.replace("separate encounter", "separate séance").encode("cp1252"))
    with pytest.raises(TableError, match=r"^modifiers\.csv is not UTF-8"):
        history(Modifier)
    modifiers.write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"^modifiers\.csv: the table has no rows"):
        history(Modifier)


def test_a_lookup_without_a_day_fails_if_every_row_has_ended() -> None:
    with pytest.raises(OutsideKnownDatesError, match=r"^Every row of modifiers\.csv for 59 has ended\.$"):
        in_force([modifier("59", FIRST, date(2026, 6, 1))], None)
