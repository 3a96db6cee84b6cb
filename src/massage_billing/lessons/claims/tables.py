"""The tables that the lesson from prescription to payment prints."""

from datetime import date

from massage_billing.lessons.page import Shown, table
from massage_billing.rules.benefits import reasons
from massage_billing.tables import cited, load
from massage_billing.words import sentence

ACTS = {"bill the client": "Bill the client", "let go": "Let go", "correct and send again": "Correct, send again", "appeal": "Appeal"}  # fmt: skip


def contract() -> Shown:
    """Return a made-up contract, clause by clause, with what each clause means (contract_clauses.csv)."""
    rows = [(f"{row['clause']}: {row['says']}", row["means"], cited(row)) for row in load("contract_clauses")]
    return table("A made-up contract, in plain words", ("The contract says", "What it means for you", "Source"), rows)


def prescription_parts() -> Shown:
    """Return what a prescription must say (prescription_parts.csv)."""
    rows = [(sentence(row["name"]), row["why"], cited(row)) for row in load("prescription_parts")]
    return table("What a prescription must say", ("Part", "Why", "Source"), rows)


def diagnoses() -> Shown:
    """Return the diagnosis codes that are often sent, valid by date (diagnosis_codes.csv)."""
    rows = [
        (
            f"{row['code']} {row['name']}",
            f"from {row['start']}" + (f" until {row['end']}" if row["end"] else ""),
            cited(row),
        )
        for row in load("diagnosis_codes")
    ]
    return table("Diagnosis codes that doctors often send, in our words", ("Code", "Valid", "Source"), rows)


def form_items() -> Shown:
    """Return the items of the claim form (claim_items.csv)."""
    rows = [(row["item"], sentence(row["name"]), row["what"], row["slip"]) for row in load("claim_items")]
    head = ("Item", "It holds", "What you put there", "A common slip")
    return table("The items that a massage claim turns on (form CMS-1500, version 02/12)", head, rows)


def reason_codes() -> Shown:
    """Return the reasons on a statement, and what to do (adjustment_reasons.csv)."""
    rows = [
        (f"{code} {row['name']}", row["told"], f"{ACTS[row['act']]}. {row['why']}", cited(row))
        for code, row in reasons().items()
    ]
    return table("Reasons on a statement, and what you do", ("Code", "It tells you", "What you do", "Source"), rows)


def current() -> Shown:
    """Return where the rules that change are published, when we last read them, and when to look again (sources.csv)."""
    rows = []
    for row in load("sources"):
        if row["every"] and row["standing"] == "primary":
            read = date.fromisoformat(row["checked"])
            months = read.month - 1 + int(row["every"])
            again = f"{read.year + months // 12}-{months % 12 + 1:02}"
            rows.append((row["short"], row["publisher"], row["checked"], again))
    head = ("Rule", "Published by", "Last read here", "Look again by")
    return table("Where the rules are published", head, sorted(rows, key=lambda row: row[3]))
