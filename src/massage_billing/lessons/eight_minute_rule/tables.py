"""The tables that the lesson on the 8-minute rule prints, and the manual's worked examples."""

from functools import cache

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import citation, current
from massage_billing.questions.banks.eight_minute_rule.counting_methods import SHORT_SERVICES
from massage_billing.rules.eight_minute_rule import (
    CountingMethod,
    Interval,
    WorkedExample,
    billings,
    describe_all,
    units_for,
)


def published_table() -> Shown:
    """Return the published table of units (eight_minute_rule.csv) with its source."""
    intervals = current(Interval)
    rows = [(row.units, f"{row.least_minutes} to {row.most_minutes}") for row in intervals]
    first = intervals[0]
    caption = (
        f"One timed service alone. {citation(first.source)}, section 20.2 C; in force since at least {first.start}"
    )
    return table(caption, ("Units", "Minutes"), rows)


def methods() -> Shown:
    """Return the two methods of counting and who uses which (counting_methods.csv)."""
    rows = [(row.name, row.how, row.used_by, row.citation) for row in current(CountingMethod)]
    return table("Two methods of counting", ("Method", "How it counts", "Who uses it", "Source"), rows)


def edges() -> Shown:
    """Return the units just below and at the start of the first rows of the table."""
    rows = [(minutes, units_for(minutes)) for minutes in (7, 8, 22, 23, 37, 38)]
    return table("At the edge of a row", ("Minutes", "Units"), rows)


def example_bills() -> Shown:
    """Return the manual's worked examples with every right bill."""
    rows = [
        (number, minutes_in_words(services), describe_all(billings(services)))
        for number, services in examples().items()
    ]
    return table("The manual's five examples, worked by our own rule", ("Example", "Minutes", "Bill"), rows)


def methods_part() -> Shown:
    """Return two days on which the methods part: one where each way gives more."""
    rows = [
        (minutes_in_words(day), describe_all(billings(day)), describe_all(billings(day, method="midpoint")))
        for day in (FIRST_DAY, SHORT_SERVICES)
    ]
    return table("The same day, two payers", ("Minutes", "Medicare total", "CPT midpoint"), rows)


def minutes_in_words(services: dict[str, int]) -> str:
    """Return a day's minutes: "97110 for 33, 97140 for 7"."""
    return ", ".join(f"{code} for {minutes}" for code, minutes in services.items())


@cache
def examples() -> dict[int, dict[str, int]]:
    """Return the minutes by code of each of the manual's worked examples (worked_examples.csv)."""
    found: dict[int, dict[str, int]] = {}
    for row in current(WorkedExample):
        found.setdefault(row.example, {})[row.code] = row.minutes
    return found


FIRST_DAY = examples()[3]  # the two methods part on the manual's third example
