"""The tables of the lesson on the 8-minute rule, and the manual's worked examples."""

from functools import cache

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, us_date
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
    """Show the published table of units, with its source (eight_minute_rule.csv)."""
    intervals = current(Interval)
    rows = [(row.units, f"{row.least_minutes} to {row.most_minutes}") for row in intervals]
    first = intervals[0]
    caption = (
        f"Units for one timed service. Source: {citation(first.source)}, section 20.2 C, "
        f"in force since at least {us_date(first.start)}"
    )
    return table(caption, ("Units", "Minutes"), rows)


def methods() -> Shown:
    """Show the counting methods, and who uses each (counting_methods.csv)."""
    found = current(CountingMethod)
    rows = [(row.name, row.how, row.used_by) for row in found]
    head = ("Method", "How it counts", "Who uses it")
    return table("Ways to count units", head, rows, [row.citation for row in found])


def edges() -> Shown:
    """Show the units just below and at the first boundaries of the table."""
    firsts = [row.least_minutes for row in current(Interval)[:3]]
    rows = [
        tuple(f"{minutes} minutes: {plural(units_for(minutes), 'unit')}" for minutes in (first - 1, first))
        for first in firsts
    ]
    return table("Units just below and at each boundary", ("Just below", "At the boundary"), rows)


def example_bills() -> Shown:
    """Show the manual's worked examples with every correct answer."""
    rows = [
        (number, minutes_in_words(services), describe_all(billings(services)))
        for number, services in examples().items()
    ]
    return table("The manual's five examples", ("Example", "Minutes", "Units to bill"), rows)


def methods_part() -> Shown:
    """Show two visits for which the methods differ: each method gives more units once."""
    rows = [
        (minutes_in_words(day), describe_all(billings(day)), describe_all(billings(day, method="midpoint")))
        for day in (FIRST_DAY, SHORT_SERVICES)
    ]
    return table("The same visit, two payers", ("Minutes", "Medicare's 8-minute rule", "CPT midpoint rule"), rows)


def minutes_in_words(services: dict[str, int]) -> str:
    """Describe a day's minutes by code.

    Example:
        >>> minutes_in_words({"97110": 33, "97140": 7})
        '97110 (33 min), 97140 (7 min)'
    """
    return ", ".join(f"{code} ({minutes} min)" for code, minutes in services.items())


@cache
def examples() -> dict[int, dict[str, int]]:
    """Return the minutes by code of each of the manual's worked examples (worked_examples.csv)."""
    found: dict[int, dict[str, int]] = {}
    for row in current(WorkedExample):
        found.setdefault(row.example, {})[row.code] = row.minutes
    return found


FIRST_DAY = examples()[3]  # the two methods differ on the manual's third example
