"""The same questions as quizzes for schools that stay in their course system."""

from massage_billing.coursework.lms.export import FORMATS, LEFT_OUT, Outcome, export

__all__ = ["FORMATS", "LEFT_OUT", "Outcome", "export"]
