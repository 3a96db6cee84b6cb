"""Layer 3: what can be asked about a rule. Importing this package registers every kind and every family."""

from massage_billing.questions import banks, kinds
from massage_billing.questions.model import Feedback, Question
from massage_billing.questions.registry import draw, families

__all__ = ["Feedback", "Question", "banks", "draw", "families", "kinds"]
