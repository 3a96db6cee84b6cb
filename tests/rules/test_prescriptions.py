"""Whether a prescription covers a visit, day by day and visit by visit."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.base import tables
from massage_billing.rules.claims.prescriptions import PrescriptionPart, last_day, review_prescription

WRITTEN = date(2026, 3, 2)
PAPER = {
    "patient": "Ann Example",
    "diagnosis": "M54.2",
    "visits": 8,
    "weeks": 6,
    "start": WRITTEN,
    "signed_by": "Dr. Ames",
}
PAYER = {"prescription_days": 90, "reviewed_after": 6}


def checks(paper: Any, on: date, payer: Any = PAYER) -> list[str]:
    return [found.check for found in review_prescription(paper, on, payer)]


def test_it_runs_from_its_first_to_its_last_day() -> None:
    assert last_day(PAPER) == date(2026, 4, 12)  # six weeks are 42 days, the first of them counted
    for on, found in (
        (date(2026, 3, 1), ["rx_early"]),
        (WRITTEN, []),
        (date(2026, 4, 12), []),
        (date(2026, 4, 13), ["rx_expired"]),
    ):
        assert checks(PAPER, on) == found


def test_the_plan_s_limit_ends_a_longer_one() -> None:
    long = PAPER | {"weeks": 26}
    assert last_day(long, PAYER) == WRITTEN + timedelta(days=89)
    assert checks(long, WRITTEN + timedelta(days=90)) == ["rx_expired"]
    assert checks(long, WRITTEN + timedelta(days=90), {}) == []


def test_visits_are_counted_and_the_seventh_is_reviewed() -> None:
    assert checks(PAPER | {"used": 5}, WRITTEN) == []
    assert checks(PAPER | {"used": 6}, WRITTEN) == ["review_due"]
    assert checks(PAPER | {"used": 8}, WRITTEN) == ["rx_used_up"]


@pytest.mark.parametrize("part", tables.current(PrescriptionPart), ids=lambda part: part.field)
def test_each_part_is_missed(part: PrescriptionPart) -> None:
    for nothing in ("", None, " ", []):
        found = review_prescription(PAPER | {part.field: nothing}, WRITTEN)
        assert [one.check for one in found] == ["rx_incomplete"]
        assert found[0].problem == f"The prescription does not say {part.name}."


@given(st.integers(0, 400), st.integers(1, 52), st.integers(1, 20), st.integers(0, 25))
def test_a_visit_is_covered_or_told_why_not(days: int, weeks: int, visits: int, used: int) -> None:
    paper = PAPER | {"weeks": weeks, "visits": visits, "used": used}
    covered = days < 7 * weeks and used < visits
    assert (checks(paper, WRITTEN + timedelta(days=days), {}) == []) == covered


@pytest.mark.parametrize("paper", [None, "paper", 3, []])
def test_what_is_no_prescription_is_refused_in_one_sentence(paper: Any) -> None:
    with pytest.raises(ValueError, match=r"^A prescription must be parts by field; it is a \w+\.$"):
        review_prescription(paper, WRITTEN)


@pytest.mark.parametrize("on", [None, "2026-03-02", 3])
def test_a_visit_without_a_day_is_refused(on: Any) -> None:
    with pytest.raises(ValueError, match=r"^on, the day of the visit, must be a date"):
        review_prescription(PAPER, on)


@pytest.mark.parametrize("weeks", [-1, 10**12, pytest.param(10**5000, id="huge"), "six", 2.5, True, float("nan")])
def test_absurd_weeks_are_no_end(weeks: Any) -> None:
    assert last_day(PAPER | {"weeks": weeks}) is None
    assert checks(PAPER | {"weeks": weeks, "visits": weeks, "used": weeks}, WRITTEN, {"prescription_days": weeks}) == []
