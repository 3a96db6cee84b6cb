"""What a learner sees of choosing a code."""

from massage_billing.lessons.codes.explorers import code_card, session
from massage_billing.lessons.codes.tables import cards, denied, pairs, retired, techniques

__all__ = ["cards", "code_card", "denied", "pairs", "retired", "session", "techniques"]
