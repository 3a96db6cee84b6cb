"""A prescription covers a visit only within its dates and its number of visits."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.base import tables
from massage_billing.rules.claims.prescriptions import PrescriptionPart, last_day, review_prescription

WRITTEN = date(2026, 3, 2)
PRESCRIPTION = {
    "patient": "Ann Example",
    "diagnosis": "M54.2",
    "visits": 8,
    "weeks": 6,
    "start": WRITTEN,
    "signed_by": "Dr. Ames",
}
PAYER = {"prescription_days": 90, "reviewed_after": 6}


def checks(prescription: Any, on: date, payer: Any = PAYER) -> list[str]:
    return [found.check for found in review_prescription(prescription, on, payer)]


def test_a_prescription_covers_its_first_through_its_last_day() -> None:
    assert last_day(PRESCRIPTION) == date(2026, 4, 12)  # 6 weeks are 42 days, counting the first
    for on, found in (
        (date(2026, 3, 1), ["rx_early"]),
        (WRITTEN, []),
        (date(2026, 4, 12), []),
        (date(2026, 4, 13), ["rx_expired"]),
    ):
        assert checks(PRESCRIPTION, on) == found


def test_the_plans_limit_ends_a_longer_prescription() -> None:
    long = PRESCRIPTION | {"weeks": 26}
    assert last_day(long, PAYER) == WRITTEN + timedelta(days=89)
    assert checks(long, WRITTEN + timedelta(days=90)) == ["rx_expired"]
    assert checks(long, WRITTEN + timedelta(days=90), {}) == []


def test_visits_are_counted_and_the_seventh_needs_review() -> None:
    assert checks(PRESCRIPTION | {"used": 5}, WRITTEN) == []
    assert checks(PRESCRIPTION | {"used": 6}, WRITTEN) == ["review_due"]
    assert checks(PRESCRIPTION | {"used": 8}, WRITTEN) == ["rx_used_up"]


@pytest.mark.parametrize("part", tables.current(PrescriptionPart), ids=lambda part: part.field)
def test_a_missing_part_has_a_finding(part: PrescriptionPart) -> None:
    for empty in ("", None, " ", []):
        found = review_prescription(PRESCRIPTION | {part.field: empty}, WRITTEN)
        assert [one.check for one in found] == ["rx_incomplete"]
        assert found[0].problem == f"The prescription is missing {part.name}."


@given(st.integers(0, 400), st.integers(1, 52), st.integers(1, 20), st.integers(0, 25))
def test_a_visit_is_covered_or_has_a_finding(days: int, weeks: int, visits: int, used: int) -> None:
    prescription = PRESCRIPTION | {"weeks": weeks, "visits": visits, "used": used}
    covered = days < 7 * weeks and used < visits
    assert (checks(prescription, WRITTEN + timedelta(days=days), {}) == []) == covered


@pytest.mark.parametrize("prescription", [None, "prescription", 3, []])
def test_a_value_that_is_not_a_prescription_is_rejected_in_one_sentence(prescription: Any) -> None:
    with pytest.raises(ValueError, match=r"^A prescription must be a mapping of parts by field, not a \w+\.$"):
        review_prescription(prescription, WRITTEN)


@pytest.mark.parametrize("on", [None, "2026-03-02", 3])
def test_a_visit_without_a_date_is_rejected(on: Any) -> None:
    with pytest.raises(ValueError, match=r"^on, the date of the visit, must be a date"):
        review_prescription(PRESCRIPTION, on)


@pytest.mark.parametrize("weeks", [-1, 10**12, pytest.param(10**5000, id="huge"), "six", 2.5, True, float("nan")])
def test_an_absurd_number_of_weeks_has_no_last_day(weeks: Any) -> None:
    assert last_day(PRESCRIPTION | {"weeks": weeks}) is None
    absurd = PRESCRIPTION | {"weeks": weeks, "visits": weeks, "used": weeks}
    assert checks(absurd, WRITTEN, {"prescription_days": weeks}) == ["rx_unreadable"] * 3


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("start", "03/02/2026", "the date it was written"),
        ("start", "March", "the date it was written"),
        ("weeks", "6", "the number of weeks"),
        ("weeks", 0, "the number of weeks"),
        ("weeks", 1000, "the number of weeks"),
        ("visits", "8", "the number of visits"),
        ("used", -3, "the number of visits so far"),
    ],
)
def test_a_prescription_that_cannot_be_read_does_not_seem_to_cover_a_visit(field: str, value: Any, name: str) -> None:
    (found,) = review_prescription(PRESCRIPTION | {field: value}, WRITTEN)
    assert found.problem == f"On the prescription, {name} cannot be read: {value}."
    assert "a date such as 2026-03-02" in found.fix


@pytest.mark.parametrize("payer", ["Premera", 90, [90]])
def test_limits_that_are_not_a_mapping_are_rejected_in_one_sentence(payer: Any) -> None:
    with pytest.raises(ValueError, match=r"^payer must be a mapping of limits, such as .+, not a \w+\.$"):
        review_prescription(PRESCRIPTION, WRITTEN, payer)
