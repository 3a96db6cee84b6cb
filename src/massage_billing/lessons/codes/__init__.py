"""The tables and interactive tools of the lesson on choosing a code."""

from massage_billing.lessons.codes.explorers import CodeCard, Session
from massage_billing.lessons.codes.tables import cards, denied, pairs, retired, techniques

# The notebook calls these by lowercase names, such as `lesson.session()`.
code_card, session = CodeCard, Session

__all__ = ["cards", "code_card", "denied", "pairs", "retired", "session", "techniques"]
