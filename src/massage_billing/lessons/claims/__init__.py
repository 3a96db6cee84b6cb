"""The tools and tables of the lesson "From prescription to payment"."""

from massage_billing.lessons.claims.claim_form import ClaimForm, Clearinghouse
from massage_billing.lessons.claims.paperwork import Note, Prescription, Report, Statement, benefits, steps
from massage_billing.lessons.claims.tables import (
    contract,
    current,
    diagnoses,
    form_items,
    group_codes,
    prescription_parts,
    reason_codes,
)

# A notebook calls these as functions, such as `lesson.statement()`.
claim_form, clearinghouse = ClaimForm, Clearinghouse
note, prescription, report, statement = Note, Prescription, Report, Statement

__all__ = [
    "benefits", "claim_form", "clearinghouse", "contract", "current", "diagnoses", "form_items", "group_codes", "note",
    "prescription", "prescription_parts", "reason_codes", "report", "statement", "steps",
]  # fmt: skip
