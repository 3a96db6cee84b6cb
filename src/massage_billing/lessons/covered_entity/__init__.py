"""The interactive tools and tables of the lesson on covered entities."""

from massage_billing.lessons.covered_entity.duties import Checklist
from massage_billing.lessons.covered_entity.explorers import Npi, OneFact, Statements, decision
from massage_billing.lessons.covered_entity.tables import left_out, statements_table, transactions, washington

# The notebook calls these by short names, such as `lesson.npi()`.
checklist, npi, one_fact, statements = Checklist, Npi, OneFact, Statements

__all__ = [
    "checklist", "decision", "left_out", "npi", "one_fact",
    "statements", "statements_table", "transactions", "washington",
]  # fmt: skip
