"""What can be asked about covered entities, objectives hipaa-1 to hipaa-21 of syllabus.csv (more in statements.csv)."""

from massage_billing.questions.covered_entity import npi, practices, three_statements, transactions

__all__ = ["npi", "practices", "three_statements", "transactions"]
