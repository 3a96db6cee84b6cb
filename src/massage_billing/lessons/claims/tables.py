"""The tables of the lesson "From prescription to payment"."""

from collections.abc import Iterable
from datetime import timedelta

from massage_billing.base import tables
from massage_billing.base.html import Shown, table
from massage_billing.base.tables import Source, history
from massage_billing.base.text import us_date
from massage_billing.rules.claims.benefits import ACTIONS, ContractClause, reasons
from massage_billing.rules.claims.claim_form import items
from massage_billing.rules.claims.findings import as_label
from massage_billing.rules.claims.prescriptions import PrescriptionPart
from massage_billing.rules.claims.review import Diagnosis


def contract() -> Shown:
    """Return a fictional contract, with the meaning of each clause (contract_clauses.csv)."""
    rows = [(f"{row.clause}: {row.says}", row.means, row.citation) for row in tables.current(ContractClause)]
    return table(
        "A fictional contract in plain language", ("The contract says", "What it means for you", "Source"), rows
    )


def prescription_parts() -> Shown:
    """Return the parts that a prescription must have (prescription_parts.csv)."""
    rows = [(as_label(row.name), row.why, row.citation) for row in tables.current(PrescriptionPart)]
    return table("Parts of a complete prescription", ("Part", "Why", "Source"), rows)


def diagnoses() -> Shown:
    """Return common diagnosis codes with their valid dates (diagnosis_codes.csv)."""
    by_code: dict[str, list[Diagnosis]] = {}
    for row in history(Diagnosis):
        by_code.setdefault(row.code, []).append(row)
    rows = []
    for code, spans in by_code.items():
        latest = max(spans, key=lambda row: row.start)
        rows.append((f"{code} {latest.name}", valid(spans), latest.citation))
    return table("Common diagnosis codes on prescriptions, in our own words", ("Code", "Valid dates", "Source"), rows)


def valid(spans: Iterable[Diagnosis]) -> str:
    """Return the dates on which a code is valid.

    Rows without a gap between them count as one period.

    Args:
        spans: All rows of one code, in any order.
    """
    joined: list[tuple[Diagnosis, Diagnosis]] = []  # the first and last row of each period
    for row in sorted(spans, key=lambda row: row.start):
        if joined and joined[-1][1].end == row.start - timedelta(days=1):
            joined[-1] = (joined[-1][0], row)
        else:
            joined.append((row, row))
    return ", ".join(
        f"{us_date(first.start)} to {us_date(last.end) if last.end else 'present'}" for first, last in joined
    )


def form_items() -> Shown:
    """Return the items of the claim form, with common errors (claim_items.csv)."""
    rows = [(item, as_label(row.name), row.what, row.common_error) for item, row in items().items()]
    head = ("Item", "Name", "What to enter", "Common mistake")
    return table("Items of the CMS-1500 (version 02/12) for a massage claim", head, rows)


def reason_codes() -> Shown:
    """Return the reason codes on an EOB, and how to respond to each (adjustment_reasons.csv)."""
    rows = [
        (f"{code} {row.name}", row.meaning, f"{ACTIONS[row.act]}. {row.why}", row.citation)
        for code, row in reasons().items()
    ]
    return table("Reason codes on an EOB", ("Code", "What it means", "What to do", "Source"), rows)


def current() -> Shown:
    """Return where changing rules are published, when we last checked them, and when to check again (sources.csv)."""
    rows = []
    for row in tables.current(Source):
        if row.every and row.standing == "primary":
            months = row.checked.month - 1 + row.every
            again = (row.checked.year + months // 12, months % 12 + 1)
            rows.append((again, row))
    rows.sort(key=lambda found: found[0])
    cells = [(row.short, row.publisher, us_date(row.checked), f"{month:02}/{year}") for (year, month), row in rows]
    return table("Where the rules are published", ("Rule", "Publisher", "Last checked", "Check again by"), cells)
