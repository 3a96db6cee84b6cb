"""The tables that the lesson on the 8-minute rule prints, and the manual's worked examples."""

from functools import cache

from massage_billing.lessons.page import Shown, table
from massage_billing.tables import citation, load


def published_table() -> Shown:
    """Return the published table of units (eight_minute_rule.csv) with its source."""
    rows = [(row["units"], f"{row['least_minutes']} to {row['most_minutes']}") for row in load("eight_minute_rule")]
    first = load("eight_minute_rule")[0]
    caption = f"One timed service alone. {citation(first['source'])}, section 20.2 C, in force since {first['start']}"
    return table(caption, ("Units", "Minutes"), rows)


def methods() -> Shown:
    """Return the two methods of counting and who uses which (counting_methods.csv)."""
    rows = [
        (row["name"], row["how"], row["used_by"], citation(row["source"], row["pinpoint"]))
        for row in load("counting_methods")
    ]
    return table("Two methods of counting", ("Method", "How it counts", "Who uses it", "Source"), rows)


@cache
def examples() -> dict[str, dict[str, int]]:
    """Return the minutes by code of each of the manual's worked examples (worked_examples.csv)."""
    found: dict[str, dict[str, int]] = {}
    for row in load("worked_examples"):
        found.setdefault(row["example"], {})[row["code"]] = int(row["minutes"])
    return found
