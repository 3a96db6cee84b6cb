"""The law on any day, its events in order, whom it reaches, and the judge of medical need."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.dated import OutsideKnownDatesError
from massage_billing.rules.every_category_law import cost_argument, events, judge_necessity, law_on, plans, told_date
from massage_billing.tables import load

# The turning days, each with its source in law_periods.csv: signed, effective, struck down, upheld, review denied.
TURNS = (
    (date(1993, 6, 1), "no"), (date(1995, 5, 7), "no"), (date(1995, 12, 31), "no"), (date(1996, 1, 1), "yes"),
    (date(1996, 9, 19), "yes"), (date(1997, 5, 1), "yes"), (date(1997, 5, 2), "unclear"), (date(1998, 6, 17), "unclear"),
    (date(1998, 6, 18), "yes"), (date(1999, 2, 22), "yes"), (date(2026, 11, 25), "yes"),
)  # fmt: skip


@pytest.mark.parametrize(("on", "expected"), TURNS)
def test_the_law_on_the_days_on_which_it_turned(on: date, expected: str) -> None:
    assert law_on(on)["in_force"] == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_has_one_answer(on: date) -> None:
    row = law_on(on)
    assert row["start"] <= on.isoformat()
    assert not row["end"] or on.isoformat() <= row["end"]


def test_the_periods_follow_each_other_without_a_gap() -> None:
    rows = load("law_periods")
    for row, later in pairwise(rows):
        assert date.fromisoformat(row["end"]) + timedelta(days=1) == date.fromisoformat(later["start"])


def test_a_day_that_is_not_known_or_none_is_refused() -> None:
    with pytest.raises(OutsideKnownDatesError):
        law_on(date(1850, 1, 1))
    for on in (None, "1996-01-01", 1996):
        with pytest.raises(ValueError, match=r"^on, the d.+ must be a date such as"):
            law_on(on)  # type: ignore[arg-type]


def test_events_stand_in_order_and_each_says_what_it_did_not_decide() -> None:
    rows = events()
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    for row in rows:
        assert row["start"] == row["date"]
        assert row["decided"].endswith(".")
        assert row["left_open"].endswith(".")


def test_a_date_is_told_no_more_exactly_than_it_is_known() -> None:
    told = {row["id"]: told_date(row) for row in events()}
    assert told["clause"] == "1993"
    assert told["kaiser"] == "February 2017"
    assert told["supreme"] == "February 22, 1999"


def test_the_law_reaches_carriers_and_nobody_else() -> None:
    for plan, row in plans().items():
        assert (row["reached"] == "yes") == ("bought from a carrier" in plan or "family bought" in plan)


@pytest.mark.parametrize("row", load("necessity_cases"), ids=lambda row: row["number"])
def test_the_judge_agrees_with_the_cases_judged_by_hand(row: Any) -> None:
    found = judge_necessity(
        limit=row["limit"] == "yes", measured=row["measured"] == "yes", improving=row["improving"] == "yes",
        first_visit=row["improving"] == "first visit",
    )  # fmt: skip
    assert found["outcome"].split(",")[0] == row["outcome"]


@given(*[st.integers(0, 10**6)] * 4)
def test_the_cost_argument_adds_up(people: int, massage: int, surgery: int, spared: int) -> None:
    found = cost_argument(people, massage, surgery, spared)
    assert found.net == found.massage - found.spared
    assert found.massage == people * massage


@pytest.mark.parametrize("value", [-1, 2.5, "10", None, True])
def test_an_assumption_that_is_no_number_is_named(value: Any) -> None:
    with pytest.raises(ValueError, match=r"^spared must be a whole number, 0 or more; it is .+\.$"):
        cost_argument(100, 1500, 20000, value)
