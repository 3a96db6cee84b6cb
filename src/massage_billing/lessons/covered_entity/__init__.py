"""What a learner sees of the covered-entity decision and of the duties that follow."""

from massage_billing.lessons.covered_entity.duties import checklist
from massage_billing.lessons.covered_entity.explorers import decision, npi, one_fact, statements
from massage_billing.lessons.covered_entity.tables import left_out, statements_table, transactions, washington

__all__ = [
    "checklist",
    "decision",
    "left_out",
    "npi",
    "one_fact",
    "statements",
    "statements_table",
    "transactions",
    "washington",
]
