"""The 8-minute rule matches the published table, the manual's examples, its invariants, and an exhaustive search."""

from datetime import date
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.base.tables import OutsideKnownDatesError
from massage_billing.rules.codes import Code
from massage_billing.rules.eight_minute_rule import METHODS, Interval, WorkedExample, count_day, most_units

TABLE = tables.current(Interval)
TIMED = [row.code for row in tables.current(Code) if row.timed]
UNTIMED = [row.code for row in tables.current(Code) if row.timed is False]

timed_days = st.dictionaries(st.sampled_from(TIMED), st.integers(0, 70), min_size=1, max_size=4)
MOST = 24 * 60 // len(TIMED)  # minutes of each code that always fit into one day
any_days = st.dictionaries(st.sampled_from(TIMED + UNTIMED), st.integers(0, MOST), max_size=len(TIMED) + len(UNTIMED))


def table_units(minutes: int) -> int:
    """Return the units for a total from the rows of the published table, continued past its end, without our formula."""
    starts = [row.least_minutes for row in TABLE]
    while starts[-1] <= minutes:
        starts.append(starts[-1] + (starts[1] - starts[0]))
    return sum(start <= minutes for start in starts)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.units} units")
def test_the_rule_gives_the_units_of_every_row_of_the_published_table(row: Interval) -> None:
    least, most, units = row.least_minutes, row.most_minutes, row.units
    assert [mb.units_for(minutes) for minutes in (least - 1, least, most, most + 1)] == [
        units - 1,
        units,
        units,
        units + 1,
    ]
    assert {mb.units_for(minutes) for minutes in range(least, most + 1)} == {units}


def test_the_table_has_the_same_rows_as_the_manual() -> None:
    """Chapter 5, section 20.2 C, as printed: 8-22, 23-37, 38-52, 53-67, 68-82, 83-97, 98-112, 113-127."""
    printed = [(8, 22), (23, 37), (38, 52), (53, 67), (68, 82), (83, 97), (98, 112), (113, 127)]
    assert [(row.least_minutes, row.most_minutes) for row in TABLE] == printed


def test_the_pattern_continues_past_two_hours() -> None:
    assert [mb.units_for(minutes) for minutes in (127, 128, 142, 143, 1440)] == [8, 9, 9, 10, 96]


def examples() -> dict[int, tuple[dict[str, int], list[dict[str, int]]]]:
    """Return the minutes and the accepted billings of each worked example, from worked_examples.csv."""
    found: dict[int, tuple[dict[str, int], dict[int, dict[str, int]]]] = {}
    for row in tables.current(WorkedExample):
        minutes, answers = found.setdefault(row.example, ({}, {}))
        minutes[row.code] = row.minutes
        answer = answers.setdefault(row.answer, {})
        if row.units:
            answer[row.code] = row.units
    return {number: (minutes, list(answers.values())) for number, (minutes, answers) in found.items()}


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_the_rule_agrees_with_the_manuals_examples(number: int) -> None:
    minutes, accepted = examples()[number]
    found = mb.billings(minutes)
    assert sorted(map(str, found)) == sorted(map(str, accepted))
    assert found[0] == accepted[0]  # the manual's own answer is first


def test_the_midpoint_method_counts_each_code_separately() -> None:
    assert mb.billings({"97110": 33, "97140": 7}, method="midpoint") == ({"97110": 2},)
    day = {"97124": 10, "97140": 10, "97112": 8}
    assert sum(mb.billings(day, method="midpoint")[0].values()) == 3
    assert sum(mb.billings(day)[0].values()) == 2


def test_an_untimed_code_is_one_unit_and_its_minutes_do_not_count() -> None:
    assert mb.billings({"97124": 20, "97010": 20}) == ({"97124": 1, "97010": 1},)
    assert mb.billings({"97010": 0}) == ({},)


@given(any_days)
def test_the_units_of_a_day_are_the_units_of_its_total_minutes(services: dict[str, int]) -> None:
    total = sum(minutes for code, minutes in services.items() if code in TIMED)
    for units in mb.billings(services):
        assert sum(count for code, count in units.items() if code in TIMED) == table_units(total)


@given(any_days)
def test_a_service_keeps_the_units_of_its_full_blocks(services: dict[str, int]) -> None:
    for units in mb.billings(services):
        assert all(units.get(code, 0) >= minutes // 15 for code, minutes in services.items() if code in TIMED)


@given(any_days)
def test_extra_units_go_to_the_most_leftover_minutes(services: dict[str, int]) -> None:
    for units in mb.billings(services):
        timed = {code: minutes for code, minutes in services.items() if code in TIMED}
        extra = {code: units.get(code, 0) - minutes // 15 for code, minutes in timed.items()}
        got = [timed[code] % 15 for code in timed if extra[code]]
        without = [timed[code] % 15 for code in timed if not extra[code]]
        assert min(got, default=15) >= max(without, default=0)


@given(any_days, st.sampled_from(METHODS))
def test_correct_billings_have_the_same_total_and_no_duplicates(services: dict[str, int], method: str) -> None:
    found = mb.billings(services, method=method)
    assert len({sum(units.values()) for units in found}) == 1
    assert len({str(units) for units in found}) == len(found)
    assert all(0 not in units.values() for units in found)


@given(st.sampled_from(TIMED), st.integers(0, 1440))
def test_both_methods_agree_for_a_single_service(code: str, minutes: int) -> None:
    assert mb.billings({code: minutes}) == mb.billings({code: minutes}, method="midpoint")
    assert sum(mb.billings({code: minutes})[0].values()) == mb.units_for(minutes) == table_units(minutes)


def every_correct_billing(services: dict[str, int]) -> set[tuple[tuple[str, int], ...]]:
    """Find the correct billings by trying all ways to assign the units, independently of the code under test.

    A billing is correct if each service has at least the units of its full blocks, and no extra unit belongs to another
    service: the minutes behind a service's last extra unit are at least the uncounted minutes of every other service.
    """
    total = table_units(sum(services.values()))
    correct = set()
    for units in product(range(total + 1), repeat=len(services)):
        if sum(units) != total:
            continue
        shared = dict(zip(services, units, strict=True))
        if any(shared[code] < minutes // 15 for code, minutes in services.items()):
            continue
        uncounted = {code: minutes - 15 * shared[code] for code, minutes in services.items()}
        extra = [code for code, minutes in services.items() if shared[code] > minutes // 15]
        if all(uncounted[one] + 15 >= uncounted[other] for one in extra for other in services if other != one):
            correct.add(tuple((code, count) for code, count in shared.items() if count))
    return correct


@given(timed_days)
def test_an_exhaustive_search_finds_the_same_billings(services: dict[str, int]) -> None:
    assert {tuple(units.items()) for units in mb.billings(services)} == every_correct_billing(services)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-1, "minutes: -1 minutes is out of range"),
        (7.5, "minutes: 7.5 is not a whole number"),
        ("8", "minutes: '8' is not a whole number"),
        (None, "minutes: None is not a whole number"),
        (True, "minutes: True is not a whole number"),
        (float("nan"), "minutes: nan is not a whole number"),
        (float("inf"), "minutes: inf is not a whole number"),
        (1441, "minutes: 1441 minutes is out of range. Use a whole number from 0 to 1,440."),
    ],
)
def test_an_error_about_minutes_gives_the_allowed_range(minutes: object, expected: str) -> None:
    with pytest.raises(ValueError, match="1,440") as error:
        mb.units_for(minutes)  # type: ignore[arg-type]
    assert str(error.value).startswith(expected)
    with pytest.raises(ValueError, match="97124: "):
        mb.billings({"97140": 8, "97124": minutes})  # type: ignore[dict-item]


def test_minutes_from_a_pandas_column_are_accepted() -> None:
    """A column of minutes has numpy integers, or floats if a value is missing."""
    for column in (pd.Series([33, 7]), pd.Series([33, 7, None])):
        assert mb.units_for(column[0]) == 2
        assert mb.billings({"97110": column[0], "97140": column[1]}) == ({"97110": 2, "97140": 1},)
    with pytest.raises(ValueError, match=r"nan.* is not a whole number"):
        mb.units_for(column[2])


def test_more_minutes_than_a_day_contains_are_rejected() -> None:
    with pytest.raises(ValueError, match="add up to 1,441, but a day has only 1,440"):
        mb.billings({"97124": 1000, "97140": 441})
    assert mb.billings({"97124": 1000, "97140": 440})


@pytest.mark.parametrize("services", [None, "97124", 30, [("97124", 30)]])
def test_services_that_are_not_a_mapping_are_rejected_in_one_sentence(services: Any) -> None:
    with pytest.raises(ValueError, match=r"^services must map codes to minutes, such as \{'97124': 30\}, not .+\.$"):
        mb.billings(services)


def test_a_number_too_large_for_a_float_is_out_of_range() -> None:
    with pytest.raises(
        ValueError, match=r"^minutes: 10+ minutes is out of range\. Use a whole number from 0 to 1,440\.$"
    ):
        mb.units_for(10**400)


def test_an_unknown_code_raises_its_own_error() -> None:
    with pytest.raises(mb.UnknownCode, match=r"does not cover the code '99999'\. Use one of 97010, 97035"):
        mb.billings({"97124": 20, "99999": 20})
    assert issubclass(mb.UnknownCode, ValueError)


def test_an_unknown_method_is_rejected() -> None:
    with pytest.raises(ValueError, match=r"'ama' is not a counting method\. Use 'cms' or 'midpoint'"):
        mb.billings({"97124": 20}, method="ama")


def test_the_count_of_a_day_keeps_its_steps() -> None:
    day = count_day({"97110": 33, "97140": 7})
    assert (day.total_minutes, day.total_units, day.extra_units) == (40, 3, 1)
    assert [(entry.code, entry.base_units, entry.left_over) for entry in day.services] == [
        ("97110", 2, 3),
        ("97140", 0, 7),
    ]


def test_medicare_expects_a_number_of_units_on_one_day() -> None:
    """The limits of 2026, the same as on 07/01/2024 (mue-2026, facts A7)."""
    limits = {
        code: most_units(code, date(2026, 3, 2)) for code in ("97124", "97140", "97112", "97110", "97530", "97010")
    }
    assert limits == {"97124": 4, "97140": 6, "97112": 4, "97110": 6, "97530": 6, "97010": 0}
    assert most_units("97001") is None
    with pytest.raises(OutsideKnownDatesError):
        most_units("97124", date(2024, 6, 30))
