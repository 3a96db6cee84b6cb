"""The tables in the lesson on covered entities."""

from massage_billing.base.html import Entry, Shown, groups, guesses, rows, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence, us_date
from massage_billing.rules.covered_entity import PrivacyDuty, QuotedStatement, Transaction


def transactions() -> Shown:
    """Return standard transactions with their numbers, and everyday messages, to guess which is which (standard_transactions.csv)."""
    return guesses(
        "Is it a standard transaction?",
        ("Yes", "No"),
        (
            Entry(
                f"{sentence(row.name)} ({row.direction})",
                {"": row.why} | ({"X12 number": row.number} if row.number else {}),
                row.citation,
                "Yes" if row.standard else "No",
            )
            for row in current(Transaction)
        ),
    )


def statements_table() -> Shown:
    """Return the three statements that the 2013 articles quote, in our own words (covered_entity_statements.csv)."""
    found = current(QuotedStatement)
    cells = [(sentence(row.who), row.says) for row in found]
    head = ("Who says it", "Statement")
    return table("Three statements, in our own words", head, cells, [row.citation for row in found])


def left_out() -> Shown:
    """Return the duties that the 2013 checklist leaves out, by part, each part closed at first (privacy_duties.csv)."""
    parts: dict[str, list[Entry]] = {}
    for row in current(PrivacyDuty):
        if row.who == "covered" and row.left_out:
            entry = Entry(row.duty, {"": row.do, "Since": f"{us_date(row.start)}."}, row.citation)
            parts.setdefault(row.part, []).append(entry)
    return groups("What the 2013 checklist leaves out", parts)


def washington() -> Shown:
    """Return the duties of every licensed therapist in Washington, covered by HIPAA or not (privacy_duties.csv)."""
    return rows(
        "Washington: duties that apply without HIPAA",
        (Entry(row.duty, {"": row.do}, row.citation) for row in current(PrivacyDuty) if row.who == "Washington"),
    )
