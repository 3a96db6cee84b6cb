"""The rules module gives the law's status on any date, its history, the plans it covers, and medical necessity."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.base import tables
from massage_billing.base.tables import OutsideKnownDatesError
from massage_billing.questions.banks.every_category_law.applicability import NecessityCase
from massage_billing.rules.every_category_law import (
    LawPeriod,
    assess_necessity,
    cost_argument,
    date_of,
    events,
    law_on,
    plans,
)

# Dates around each change: signed, in effect, struck down, upheld, review denied. law_periods.csv cites the sources.
CHANGES = (
    (date(1993, 6, 1), "no"), (date(1995, 5, 7), "no"), (date(1995, 12, 31), "no"), (date(1996, 1, 1), "yes"),
    (date(1996, 9, 19), "yes"), (date(1997, 5, 1), "yes"), (date(1997, 5, 2), "unclear"), (date(1998, 6, 17), "unclear"),
    (date(1998, 6, 18), "yes"), (date(1999, 2, 22), "yes"), (date(2026, 11, 25), "yes"),
)  # fmt: skip


@pytest.mark.parametrize(("on", "expected"), CHANGES)
def test_the_status_of_the_law_is_right_around_each_change(on: date, expected: str) -> None:
    assert law_on(on).in_effect == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_has_one_answer(on: date) -> None:
    row = law_on(on)
    assert row.start <= on
    assert row.end is None or on <= row.end


def test_the_periods_have_no_gap_or_overlap() -> None:
    for row, later in pairwise(tables.history(LawPeriod)):
        assert row.end is not None
        assert row.end + timedelta(days=1) == later.start


def test_a_missing_or_too_early_date_is_rejected() -> None:
    with pytest.raises(
        OutsideKnownDatesError,
        match=r"^law_periods\.csv starts on 1900-01-01, so it cannot answer for 1850-01-01\.$",
    ):
        law_on(date(1850, 1, 1))
    for on in (None, "1996-01-01", 1996):
        with pytest.raises(ValueError, match=r"^on, the d.+ must be a date such as"):
            law_on(on)  # type: ignore[arg-type]


def test_events_are_in_order_and_each_says_what_it_left_open() -> None:
    rows = events()
    assert [row.happened for row in rows] == sorted(row.happened for row in rows)
    for row in rows:
        assert row.start == row.happened
        assert row.decided.endswith(".")
        assert row.left_open.endswith(".")


def test_a_date_is_shown_no_more_precisely_than_it_is_known() -> None:
    dates = {row.id: date_of(row) for row in events()}
    assert dates["clause"] == "1993"
    assert dates["kaiser"] == "February 2017"
    assert dates["supreme"] == "February 22, 1999"


def test_the_law_applies_only_to_plans_bought_from_an_insurer() -> None:
    for plan, row in plans().items():
        assert row.reached == ("bought from an insurer" in plan)


@pytest.mark.parametrize("row", tables.current(NecessityCase), ids=lambda row: row.number)
def test_medical_necessity_agrees_with_cases_assessed_by_hand(row: NecessityCase) -> None:
    found = assess_necessity(
        limit=row.limit, measured=row.measured, improving=row.improving == "yes",
        first_visit=row.improving == "first visit",
    )  # fmt: skip
    assert found.outcome.split(",")[0] == row.outcome


@given(*[st.integers(0, 10**6)] * 4)
def test_the_cost_argument_adds_up(people: int, massage: int, surgery: int, spared: int) -> None:
    found = cost_argument(people, massage, surgery, spared)
    assert found.net == found.massage - found.spared
    assert found.massage == people * massage


@pytest.mark.parametrize("value", [-1, 2.5, "10", None, True])
def test_an_assumption_that_is_not_a_whole_number_is_rejected_by_name(value: Any) -> None:
    with pytest.raises(ValueError, match=r"^spared must be a whole number, 0 or more; it is .+\.$"):
        cost_argument(100, 1500, 20000, value)
