"""The tables that the lesson on covered entities prints."""

from massage_billing.lessons.page import Shown, table
from massage_billing.tables import cited, load
from massage_billing.words import sentence


def transactions() -> Shown:
    """Return the standard transactions by name and number, and everyday messages that are none (standard_transactions.csv)."""
    rows = [
        (
            f"{sentence(row['name'])} ({row['direction']})",
            row["number"] or "–",
            f"{'✔ Yes' if row['standard'] == 'yes' else '✘ No'}. {row['why']}",
            cited(row),
        )
        for row in load("standard_transactions")
    ]
    head = ("What, and from whom to whom", "X12 number", "A standard transaction?", "Source")
    return table("Standard transactions and everyday messages", head, rows)


def statements_table() -> Shown:
    """Return the three statements that the course text quotes, in our words (covered_entity_statements.csv)."""
    rows = [(sentence(row["who"]), row["says"]) for row in load("covered_entity_statements")]
    return table("Three statements, in our own words", ("Who says it", "What it says"), rows)


def left_out() -> Shown:
    """Return the duties that a checklist of 2013 leaves out (privacy_duties.csv)."""
    rows = [
        (row["duty"], row["do"], f"{cited(row)} ({row['start']})")
        for row in load("privacy_duties")
        if row["who"] == "covered" and row["left_out"] == "yes"
    ]
    return table(
        "Duties that the list of 2013 leaves out", ("Duty", "What to do", "Source, and since when at least"), rows
    )


def washington() -> Shown:
    """Return what binds a licensed therapist in Washington, covered by HIPAA or not (privacy_duties.csv)."""
    rows = [(row["duty"], row["do"], cited(row)) for row in load("privacy_duties") if row["who"] == "Washington"]
    return table("Washington: what binds you without HIPAA", ("Duty", "What to do", "Source"), rows)
