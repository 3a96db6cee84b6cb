"""The tables of the lesson "From prescription to payment"."""

import re
from collections.abc import Iterable
from datetime import timedelta

from massage_billing.base import tables
from massage_billing.base.html import Entry, Shown, groups, rows
from massage_billing.base.tables import Source, history
from massage_billing.base.text import sentence, us_date
from massage_billing.rules.claims.benefits import ACTIONS, AdjustmentGroup, ContractClause, reasons
from massage_billing.rules.claims.claim_form import items
from massage_billing.rules.claims.findings import as_label
from massage_billing.rules.claims.prescriptions import PrescriptionPart
from massage_billing.rules.claims.review import Diagnosis


def contract() -> Shown:
    """Return a fictional contract, with the meaning of each clause (contract_clauses.csv)."""
    return rows(
        "A fictional contract in plain language",
        (
            Entry(row.clause, {"The contract says": row.says, "What it means for you": row.means}, row.citation)
            for row in tables.current(ContractClause)
        ),
    )


def prescription_parts() -> Shown:
    """Return the parts that a prescription must have (prescription_parts.csv)."""
    return rows(
        "Parts of a complete prescription",
        (Entry(as_label(row.name), {"Why": row.why}, row.citation) for row in tables.current(PrescriptionPart)),
    )


def diagnoses() -> Shown:
    """Return common diagnosis codes with their valid dates (diagnosis_codes.csv)."""
    by_code: dict[str, list[Diagnosis]] = {}
    for row in (row for row in history(Diagnosis) if row.usual):
        by_code.setdefault(row.code, []).append(row)
    entries = []
    for code, spans in by_code.items():
        latest = max(spans, key=lambda row: row.start)
        entries.append(Entry(f"{code} {latest.name}", {"Valid": valid(spans)}, latest.citation))
    return rows("Common diagnosis codes on prescriptions, in our own words", entries)


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


PARTS_OF_THE_FORM = {  # by their last item
    13: "Patient and policy, items 1 to 13",
    23: "Illness, provider, and diagnosis, items 14 to 23",
    24: "Service lines, item 24",
    33: "Practice and charges, items 25 to 33",
}


def form_items() -> Shown:
    """Return the items of the claim form by part, with common errors (claim_items.csv)."""
    parts: dict[str, list[Entry]] = {part: [] for part in PARTS_OF_THE_FORM.values()}
    for item, row in items().items():
        number = int(re.match(r"\d+", item)[0])  # type: ignore[index]  # every item starts with its number
        part = next(name for last, name in PARTS_OF_THE_FORM.items() if number <= last)
        facts = {"When": row.when, "Enter": row.what, "Common mistake": row.common_error}
        parts[part].append(Entry(f"{item} {as_label(row.name)}", facts, row.citation))
    return groups("Items of the CMS-1500 (version 02/12)", parts)


def group_codes() -> Shown:
    """Return the group codes of adjustments (adjustment_groups.csv)."""
    return rows(
        "Group codes on an EOB",
        (
            Entry(f"{row.code} {row.name}", {"What it means": row.meaning, "What to do": row.then}, row.citation)
            for row in tables.current(AdjustmentGroup)
        ),
    )


def reason_codes() -> Shown:
    """Return the reason codes on an EOB by the first response, and how to respond to each (adjustment_reasons.csv)."""
    parts: dict[str, list[Entry]] = {}
    for code, row in reasons().items():
        facts = {
            "What it means": row.meaning,
            "What to do": f"{ACTIONS[row.act]}. {row.why}",
            "Who pays": sentence(f"{row.pays}."),
            "Group codes": ", ".join(row.groups),
            "In use since": us_date(row.start),
        }
        parts.setdefault(ACTIONS[row.act], []).append(Entry(f"{code} {row.name}", facts, row.citation))
    return groups("Reason codes on an EOB", parts)


def current() -> Shown:
    """Return the publishers of changing rules, when we last checked each rule, and when to check again (sources.csv).

    The rule to check soonest comes first.
    """
    by_publisher: dict[str, dict[str, str]] = {}
    found = [row for row in tables.current(Source) if row.every and row.standing == "primary"]
    for row in sorted(found, key=_again):
        year, month = _again(row)
        dates = f"Last checked {us_date(row.checked)}. Check again by {month:02}/{year}."
        by_publisher.setdefault(row.publisher, {})[row.short] = dates
    return rows("Where the rules are published", (Entry(name, rules) for name, rules in by_publisher.items()))


def _again(row: Source) -> tuple[int, int]:
    """Return the year and the month in which to check a source again."""
    months = row.checked.month - 1 + (row.every or 0)
    return row.checked.year + months // 12, months % 12 + 1
