"""Washington's every-category-of-provider law (RCW 48.43.045): when it was in force, whom it reaches, and what was decided."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from massage_billing.dated import in_force
from massage_billing.tables import Row, load

# strftime would speak the machine's language
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]  # fmt: skip


class Cost(NamedTuple):
    """What the cost argument comes to, in dollars."""

    massage: int  # spent on massage
    spared: int  # not spent on operations
    net: int  # massage less what is spared; below 0: the plan saves


def events(who: Iterable[str] = ()) -> tuple[Row, ...]:
    """Return the events in their order, all of them or those of some actors.

    >>> events()[0]["short"], events(["the US Supreme Court"])[0]["date"]
    ('1993 clause', '1999-02-22')

    Source: every_category_law.csv, a source a row.
    """
    wanted = set(who)
    return tuple(row for row in load("every_category_law") if not wanted or row["who"] in wanted)


def told_date(row: Row) -> str:
    """Return the date of an event, no more exact than it is known.

    >>> told_date(events()[0]), told_date(events()[1])
    ('1993', 'April 14, 1995')
    """
    on = date.fromisoformat(row["date"])
    if row["precision"] == "year":
        return f"{on.year}"
    month = MONTHS[on.month - 1]
    return f"{month} {on.year}" if row["precision"] == "month" else f"{month} {on.day}, {on.year}"


def law_on(on: date) -> Row:
    """Return what was in force on a day: "state", "in_force" (yes, no or unclear) and "why".

    >>> law_on(date(1997, 6, 1))["in_force"], law_on(date(2026, 1, 5))["in_force"]
    ('unclear', 'yes')

    Raises:
        OutsideKnownDatesError: a day before 1900.
        ValueError: `on` is no date.

    Source: law_periods.csv, a source a row.
    """
    if on is None:
        msg = "on, the day asked about, must be a date such as date(1996, 1, 1); it is None."
        raise ValueError(msg)
    return in_force(load("law_periods"), on)[0]


@cache
def plans() -> dict[str, Row]:
    """Return the kinds of plans, by name: whether the law reaches each, and why (plan_kinds.csv)."""
    return {row["plan"]: row for row in load("plan_kinds")}


def judge_necessity(*, limit: bool, measured: bool, improving: bool, first_visit: bool = False) -> Row:
    """Return how a plan sees care: a row of necessity_rules.csv with its "outcome" and what it means.

    >>> judge_necessity(limit=True, measured=True, improving=True)["outcome"]
    'necessary'

    Args:
        limit: the client cannot do something of daily life or work.
        measured: the note has a measure that can get better.
        improving: the measure gets better.
        first_visit: it is too early to see a change.

    Source: necessity_rules.csv, a source a row.
    """
    rules = {row["outcome"]: row for row in load("necessity_rules")}
    if not limit:
        return rules["maintenance"]
    if not measured:
        return rules["not shown"]
    return rules["necessary" if improving or first_visit else "not shown, no change"]


def cost_argument(people: int, massage: int, surgery: int, spared: int) -> Cost:
    """Return what massage costs a plan and what it spares, by assumptions that somebody made up.

    >>> cost_argument(people=100, massage=1500, surgery=20000, spared=5)
    Cost(massage=150000, spared=100000, net=50000)

    Args:
        people: people with the complaint.
        massage: dollars of massage for each.
        surgery: dollars of one operation.
        spared: operations spared for every 100 people.

    Raises:
        ValueError: a number below 0 or not whole; the message names it.

    Source: cost_assumptions.csv (course-history; the numbers are invented, and say so).
    """
    for name, value in (("people", people), ("massage", massage), ("surgery", surgery), ("spared", spared)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            msg = f"{name} must be a whole number, 0 or more; it is {value!r}."
            raise ValueError(msg)
    spent, kept = people * massage, people * spared * surgery // 100
    return Cost(spent, kept, spent - kept)
