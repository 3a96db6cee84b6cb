"""What can be asked about Washington's law, objectives law-1 to law-19 of syllabus.csv (more in statements.csv)."""

from massage_billing.questions.every_category_law import figures, history, reach

__all__ = ["figures", "history", "reach"]
