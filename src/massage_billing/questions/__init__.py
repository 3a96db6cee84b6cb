"""Layer 2: what can be asked about a rule. Importing this package registers every family."""

from massage_billing.questions import claims, codes, covered_entity, eight_minute_rule, every_category_law, statements
from massage_billing.questions.question import Feedback, Question, draw, families

__all__ = [
    "Feedback",
    "Question",
    "claims",
    "codes",
    "covered_entity",
    "draw",
    "eight_minute_rule",
    "every_category_law",
    "families",
    "statements",
]
