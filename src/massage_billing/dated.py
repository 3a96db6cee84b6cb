"""Rows of a rule table that are in force on a day."""

from collections.abc import Iterable
from datetime import date, datetime

from massage_billing.tables import Row


class OutsideKnownDatesError(ValueError):
    """No row of the rule is known for the day asked about."""


def in_force(rows: Iterable[Row], on: date | None) -> tuple[Row, ...]:
    """Return the rows in force on day `on`; without a day, those that have not ended.

    >>> rows = [{"start": "2011-03-21", "end": "2020-12-31"}, {"start": "2021-01-01", "end": ""}]
    >>> [row["start"] for row in in_force(rows, date(2020, 12, 31))]
    ['2011-03-21']
    >>> [row["start"] for row in in_force(rows, None)]
    ['2021-01-01']

    Raises:
        OutsideKnownDatesError: the table has rows, and none for that day.
        ValueError: `on` is no date.
    """
    if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
        msg = f"on, the date of service, must be a date such as date(2026, 1, 5); it is {on!r}."
        raise ValueError(msg)
    rows = tuple(rows)
    if on is None:
        return tuple(row for row in rows if not row["end"])
    day = on.isoformat()
    found = tuple(row for row in rows if row["start"] <= day and (not row["end"] or day <= row["end"]))
    if rows and not found:
        first = min(row["start"] for row in rows)
        msg = f"No rule is known here for {day}; the first day known is {first}."
        raise OutsideKnownDatesError(msg)
    return found
