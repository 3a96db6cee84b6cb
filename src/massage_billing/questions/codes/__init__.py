"""What can be asked about choosing a code, objectives code-1 to code-13 of syllabus.csv."""

from massage_billing.questions.codes import days, sessions, techniques

__all__ = ["days", "sessions", "techniques"]
