"""What a learner sees from prescription to payment."""

from massage_billing.lessons.claims.claim_form import claim_form, clearinghouse
from massage_billing.lessons.claims.paperwork import benefits, note, prescription, report, statement, steps
from massage_billing.lessons.claims.tables import (
    contract,
    current,
    diagnoses,
    form_items,
    prescription_parts,
    reason_codes,
)

__all__ = [
    "benefits",
    "claim_form",
    "clearinghouse",
    "contract",
    "current",
    "diagnoses",
    "form_items",
    "note",
    "prescription",
    "prescription_parts",
    "reason_codes",
    "report",
    "statement",
    "steps",
]
