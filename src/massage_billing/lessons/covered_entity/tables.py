"""The tables in the lesson on covered entities."""

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence, us_date
from massage_billing.rules.covered_entity import PrivacyDuty, QuotedStatement, Transaction


def transactions() -> Shown:
    """Return standard transactions with their numbers, and everyday messages (standard_transactions.csv)."""
    rows = [
        (
            f"{sentence(row.name)} ({row.direction})",
            row.number or "–",
            f"{'✔ Yes' if row.standard else '✘ No'}. {row.why}",
            row.citation,
        )
        for row in current(Transaction)
    ]
    head = ("Message (sender to receiver)", "X12 number", "Is it a standard transaction?", "Source")
    return table("Standard transactions and everyday messages", head, rows)


def statements_table() -> Shown:
    """Return the three statements that the 2013 articles quote, in our own words (covered_entity_statements.csv)."""
    rows = [(sentence(row.who), row.says) for row in current(QuotedStatement)]
    return table("Three statements, in our own words", ("Who says it", "Statement"), rows)


def left_out() -> Shown:
    """Return the duties that the 2013 checklist leaves out (privacy_duties.csv)."""
    rows = [
        (row.duty, row.do, f"{row.citation} (since {us_date(row.start)})")
        for row in current(PrivacyDuty)
        if row.who == "covered" and row.left_out
    ]
    return table(
        "Duties that the 2013 checklist leaves out", ("Duty", "What to do", "Source and first known date"), rows
    )


def washington() -> Shown:
    """Return the duties of every licensed therapist in Washington, covered by HIPAA or not (privacy_duties.csv)."""
    rows = [(row.duty, row.do, row.citation) for row in current(PrivacyDuty) if row.who == "Washington"]
    return table("Washington: duties that apply without HIPAA", ("Duty", "What to do", "Source"), rows)
