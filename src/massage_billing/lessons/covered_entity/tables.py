"""The tables that the lesson on covered entities prints."""

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.rules.covered_entity import PrivacyDuty, QuotedStatement, Transaction


def transactions() -> Shown:
    """Return the standard transactions by name and number, and everyday messages that are none (standard_transactions.csv)."""
    rows = [
        (
            f"{sentence(row.name)} ({row.direction})",
            row.number or "–",
            f"{'✔ Yes' if row.standard else '✘ No'}. {row.why}",
            row.citation,
        )
        for row in current(Transaction)
    ]
    head = ("What, and from whom to whom", "X12 number", "A standard transaction?", "Source")
    return table("Standard transactions and everyday messages", head, rows)


def statements_table() -> Shown:
    """Return the three statements that the course text quotes, in our words (covered_entity_statements.csv)."""
    rows = [(sentence(row.who), row.says) for row in current(QuotedStatement)]
    return table("Three statements, in our own words", ("Who says it", "What it says"), rows)


def left_out() -> Shown:
    """Return the duties that a checklist of 2013 leaves out (privacy_duties.csv)."""
    rows = [
        (row.duty, row.do, f"{row.citation} ({row.start})")
        for row in current(PrivacyDuty)
        if row.who == "covered" and row.left_out
    ]
    return table(
        "Duties that the list of 2013 leaves out", ("Duty", "What to do", "Source, and since when at least"), rows
    )


def washington() -> Shown:
    """Return what binds a licensed therapist in Washington, covered by HIPAA or not (privacy_duties.csv)."""
    rows = [(row.duty, row.do, row.citation) for row in current(PrivacyDuty) if row.who == "Washington"]
    return table("Washington: what binds you without HIPAA", ("Duty", "What to do", "Source"), rows)
