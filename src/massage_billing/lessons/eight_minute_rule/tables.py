"""The tables that the lesson on the 8-minute rule prints, and the manual's worked examples."""

from functools import cache

from massage_billing.lessons.page import Shown, table
from massage_billing.rules.eight_minute_rule import billings, units_for
from massage_billing.tables import citation, cited, load
from massage_billing.words import bills


def published_table() -> Shown:
    """Return the published table of units (eight_minute_rule.csv) with its source."""
    rows = [(row["units"], f"{row['least_minutes']} to {row['most_minutes']}") for row in load("eight_minute_rule")]
    first = load("eight_minute_rule")[0]
    caption = f"One timed service alone. {citation(first['source'])}, section 20.2 C; in force since at least {first['start']}"
    return table(caption, ("Units", "Minutes"), rows)


def methods() -> Shown:
    """Return the two methods of counting and who uses which (counting_methods.csv)."""
    rows = [(row["name"], row["how"], row["used_by"], cited(row)) for row in load("counting_methods")]
    return table("Two methods of counting", ("Method", "How it counts", "Who uses it", "Source"), rows)


def edges() -> Shown:
    """Return the units just below and at the start of the first rows of the table."""
    rows = [(str(minutes), str(units_for(minutes))) for minutes in (7, 8, 22, 23, 37, 38)]
    return table("At the edge of a row", ("Minutes", "Units"), rows)


def example_bills() -> Shown:
    """Return the manual's worked examples with every right bill."""
    rows = [(number, minutes_in_words(services), bills(billings(services))) for number, services in examples().items()]
    return table("The manual's five examples, worked by our own rule", ("Example", "Minutes", "Bill"), rows)


def methods_part() -> Shown:
    """Return two days on which the methods part: one where each way gives more."""
    rows = []
    for day in ({"97110": 33, "97140": 7}, {"97124": 10, "97140": 10, "97112": 8}):
        rows.append((minutes_in_words(day), bills(billings(day)), bills(billings(day, method="midpoint"))))
    return table("The same day, two payers", ("Minutes", "Medicare total", "CPT midpoint"), rows)


def minutes_in_words(services: dict[str, int]) -> str:
    """Return a day's minutes: "97110 for 33, 97140 for 7"."""
    return ", ".join(f"{code} for {minutes}" for code, minutes in services.items())


@cache
def examples() -> dict[str, dict[str, int]]:
    """Return the minutes by code of each of the manual's worked examples (worked_examples.csv)."""
    found: dict[str, dict[str, int]] = {}
    for row in load("worked_examples"):
        found.setdefault(row["example"], {})[row["code"]] = int(row["minutes"])
    return found
