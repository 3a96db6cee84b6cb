"""What can be asked from prescription to payment, objectives claim-1 to claim-15 of syllabus.csv (more in statements.csv)."""

from massage_billing.questions.claims import forms, papers, steps

__all__ = ["forms", "papers", "steps"]
