"""Codes by day of service."""

from datetime import date

import pytest

from massage_billing.dated import OutsideKnownDatesError, in_force
from massage_billing.rules.codes import UnknownCode, find_code

ROWS = [
    {"start": "2011-03-21", "end": "2020-12-31", "value": "old"},
    {"start": "2021-01-01", "end": "", "value": "new"},
]


def test_timed_and_untimed() -> None:
    assert [find_code(code).timed for code in ("97124", "97140", "97112", "97010")] == [True, True, True, False]


def test_a_day_before_the_first_source_is_an_error_not_the_nearest_row() -> None:
    with pytest.raises(OutsideKnownDatesError, match="1990-01-01; the first day known is"):
        find_code("97124", on=date(1990, 1, 1))


@pytest.mark.parametrize("code", ["", "97122 ", "massage"])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(UnknownCode, match="use one of"):
        find_code(code)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2011, 3, 21), "old"), (date(2020, 12, 31), "old"), (date(2021, 1, 1), "new"), (None, "new")],
)
def test_rows_hold_from_their_first_day_to_their_last(day: date | None, value: str) -> None:
    assert [row["value"] for row in in_force(ROWS, day)] == [value]


def test_the_day_before_the_first_row() -> None:
    with pytest.raises(OutsideKnownDatesError, match="2011-03-20"):
        in_force(ROWS, date(2011, 3, 20))
