"""Codes by day of service: what may be billed, by whom, and what a session comes to."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import massage_billing as mb
from massage_billing.dated import OutsideKnownDatesError, in_force
from massage_billing.rules.codes import UnknownCode, choose_codes, codes, find_code, may_bill
from massage_billing.tables import Row, load

DAY = date(2026, 1, 5)
ROWS = [
    {"start": "2011-03-21", "end": "2020-12-31", "value": "old"},
    {"start": "2021-01-01", "end": "", "value": "new"},
]


def test_timed_and_untimed() -> None:
    assert [find_code(code).timed for code in ("97124", "97140", "97112", "97010")] == [True, True, True, False]


def test_a_day_before_the_first_source_is_an_error_not_the_nearest_row() -> None:
    with pytest.raises(OutsideKnownDatesError, match="1990-01-01; the first day known is"):
        find_code("97124", on=date(1990, 1, 1))


@pytest.mark.parametrize("code", ["", "97122 ", "massage", 97124, None])
def test_what_is_no_code(code: Any) -> None:
    with pytest.raises(UnknownCode, match=r"^code must be text|use one of"):
        find_code(code)


@pytest.mark.parametrize("on", ["2026-01-05", datetime(2026, 1, 5), 2026])
def test_what_is_no_date_of_service(on: Any) -> None:
    with pytest.raises(ValueError, match=r"^on, the date of service, must be a date"):
        find_code("97124", on=on)


def test_a_retired_number_tells_what_took_its_place() -> None:
    """97122 was traction by hand; the course text calls it by another name."""
    old = mb.find_code("97122", on=DAY)
    assert (old.active, old.replaced_by) == (False, ("97140",))
    assert mb.find_code("97001", on=date(2016, 12, 31)).active
    assert not mb.find_code("97001", on=date(2017, 1, 1)).active
    assert all(mb.find_code(new, on=DAY).active for code in codes() for new in mb.find_code(code).replaced_by)


def test_a_new_number_is_no_code_before_its_first_day() -> None:
    assert not mb.find_code("97161", on=date(2016, 12, 31)).active
    assert mb.find_code("97161", on=date(2017, 1, 1)).active
    assert may_bill("97161", date(2016, 12, 31)).answer == "not a code on that day"


def test_a_retired_number_is_never_counted() -> None:
    with pytest.raises(UnknownCode, match=r"97122 is not a code to count .*; it became 97140"):
        mb.billings({"97122": 20})
    with pytest.raises(UnknownCode, match="97161 is not a code to count on 2016-01-05"):
        mb.billings({"97161": 20}, on=date(2016, 1, 5))


@pytest.mark.parametrize(
    ("code", "answer", "why"),
    [
        ("97999", "not a code", "not a code of this course"),
        ("97122", "not a code on that day", "ended on 1998-12-31. Today's number: 97140"),
        ("97003", "not a code on that day", "97165 or 97166 or 97167"),
        ("97161", "not yours", "under another license"),
        ("97112", "not yours", "without the training and a license"),
        ("97010", "not yours", "not in this payer's contract"),
        ("97124", "yes", "within training, license and contract"),
        ("97140", "yes", "within training, license and contract"),
    ],
)
def test_three_kinds_of_no_and_a_yes(code: str, answer: str, why: str) -> None:
    found = may_bill(code, DAY, trained=["97140"], contract=["97124", "97140", "97112"])
    assert found.answer == answer
    assert why in found.why


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2011, 3, 21), "old"), (date(2020, 12, 31), "old"), (date(2021, 1, 1), "new"), (None, "new")],
)
def test_rows_hold_from_their_first_day_to_their_last(day: date | None, value: str) -> None:
    assert [row["value"] for row in in_force(ROWS, day)] == [value]


def test_the_day_before_the_first_row() -> None:
    with pytest.raises(OutsideKnownDatesError, match="2011-03-20"):
        in_force(ROWS, date(2011, 3, 20))


CASES = load("session_cases")


def by_hand(row: Row, minutes: dict[str, int]) -> dict[str, int]:
    """Return the answer of a case as its author worked it out."""
    return {part.split("=")[0]: minutes[part.split("=")[1]] for part in row["answer"].split()}


@pytest.mark.parametrize("row", CASES, ids=[row["case"] for row in CASES])
@given(data=st.data())
def test_the_rule_comes_to_what_the_author_of_a_case_worked_out(row: Row, data: st.DataObject) -> None:
    """Whatever minutes and day a variant draws, the reasoning of the case stays true."""
    drawn = {name: data.draw(st.integers(*map(int, row[name].split("-")))) for name in ("first", "second") if row[name]}
    work = {part.split("=")[0]: drawn[part.split("=")[1]] for part in row["work"].split("; ")}
    on = data.draw(st.dates(*map(date.fromisoformat, row["days"].split("/"))))
    separate = row["separate"] == "yes"
    found = choose_codes(work, on, row["trained"].split(), row["contract"].split(), separate=separate)
    assert found.ways == (by_hand(row, drawn),)
    billed = sum(found.ways[0].values())
    assert billed + sum(minutes for _, minutes, _ in found.left_out) == sum(work.values()), (
        "no minutes are lost or moved"
    )


def test_there_are_at_least_forty_cases_and_each_tells_its_reasoning() -> None:
    assert len(CASES) >= 40
    assert len({row["reasoning"] for row in CASES}) == len(CASES) == len({row["told"] for row in CASES})


def test_where_a_pair_ties_either_code_is_right() -> None:
    found = choose_codes({"kneading": 20, "trigger points": 20}, DAY, ["97140"])
    assert found.ways == ({"97124": 20}, {"97140": 20})


@pytest.mark.parametrize(
    ("work", "message"),
    [
        ({"levitation": 20}, "^'levitation' is not a technique of this course; use one of gliding strokes"),
        (None, "^work must be minutes by technique"),
        ({"kneading": -1}, "^The minutes of kneading must be a whole number"),
        ({"kneading": 7.5}, "^The minutes of kneading must be a whole number"),
        ({"kneading": True}, "^The minutes of kneading must be a whole number"),
    ],
)
def test_bad_input_names_the_field(work: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        choose_codes(work, DAY)
