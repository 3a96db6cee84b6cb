"""The tables that the lesson from prescription to payment prints."""

from collections.abc import Iterable
from datetime import timedelta

from massage_billing.base import tables
from massage_billing.base.html import Shown, table
from massage_billing.base.tables import Source, history
from massage_billing.base.text import sentence
from massage_billing.rules.claims.benefits import ContractClause, reasons
from massage_billing.rules.claims.claim_form import items
from massage_billing.rules.claims.prescriptions import PrescriptionPart
from massage_billing.rules.claims.review import Diagnosis

ACTS = {"bill the client": "Bill the client", "let go": "Let go", "correct and send again": "Correct, send again", "appeal": "Appeal"}  # fmt: skip


def contract() -> Shown:
    """Return a made-up contract, clause by clause, with what each clause means (contract_clauses.csv)."""
    rows = [(f"{row.clause}: {row.says}", row.means, row.citation) for row in tables.current(ContractClause)]
    return table("A made-up contract, in plain words", ("The contract says", "What it means for you", "Source"), rows)


def prescription_parts() -> Shown:
    """Return what a prescription must say (prescription_parts.csv)."""
    rows = [(sentence(row.name), row.why, row.citation) for row in tables.current(PrescriptionPart)]
    return table("What a prescription must say", ("Part", "Why", "Source"), rows)


def diagnoses() -> Shown:
    """Return the diagnosis codes that are often sent, valid by date (diagnosis_codes.csv)."""
    by_code: dict[str, list[Diagnosis]] = {}
    for row in history(Diagnosis):
        by_code.setdefault(row.code, []).append(row)
    rows = []
    for code, spans in by_code.items():
        latest = max(spans, key=lambda row: row.start)
        rows.append((f"{code} {latest.name}", valid(spans), latest.citation))
    return table("Diagnosis codes that doctors often send, in our words", ("Code", "Valid", "Source"), rows)


def valid(spans: Iterable[Diagnosis]) -> str:
    """Return on which days a code is valid; rows of which one begins the day after another ends count as one span."""
    joined: list[tuple[Diagnosis, Diagnosis]] = []  # the first row of a span, and its last
    for row in sorted(spans, key=lambda row: row.start):
        if joined and joined[-1][1].end == row.start - timedelta(days=1):
            joined[-1] = (joined[-1][0], row)
        else:
            joined.append((row, row))
    return ", ".join(f"from {first.start}" + (f" until {last.end}" if last.end else "") for first, last in joined)


def form_items() -> Shown:
    """Return the items of the claim form (claim_items.csv)."""
    rows = [(item, sentence(row.name), row.what, row.common_error) for item, row in items().items()]
    head = ("Item", "It holds", "What you put there", "A common slip")
    return table("The items that a massage claim turns on (form CMS-1500, version 02/12)", head, rows)


def reason_codes() -> Shown:
    """Return the reasons on a statement, and what to do (adjustment_reasons.csv)."""
    rows = [
        (f"{code} {row.name}", row.meaning, f"{ACTS[row.act]}. {row.why}", row.citation)
        for code, row in reasons().items()
    ]
    return table("Reasons on a statement, and what you do", ("Code", "It tells you", "What you do", "Source"), rows)


def current() -> Shown:
    """Return where the rules that change are published, when we last read them, and when to look again (sources.csv)."""
    rows = []
    for row in tables.current(Source):
        if row.every and row.standing == "primary":
            months = row.checked.month - 1 + row.every
            again = f"{row.checked.year + months // 12}-{months % 12 + 1:02}"
            rows.append((row.short, row.publisher, str(row.checked), again))
    rows.sort(key=lambda row: row[3])
    return table("Where the rules are published", ("Rule", "Published by", "Last read here", "Look again by"), rows)
