"""Layer 2: what can be asked about a rule. Importing this package registers every family."""

from massage_billing.questions import eight_minute_rule
from massage_billing.questions.question import Feedback, Question, draw, families

__all__ = ["Feedback", "Question", "draw", "eight_minute_rule", "families"]
