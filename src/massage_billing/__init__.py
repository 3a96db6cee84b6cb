"""Lessons and exercises on insurance billing for US massage therapists."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from massage_billing.lessons.question_card import ask
    from massage_billing.questions import Feedback, Question, draw, families
    from massage_billing.rules.claims.review import review_claim
    from massage_billing.rules.codes import UnknownCode, find_code
    from massage_billing.rules.covered_entity import decide_covered_entity
    from massage_billing.rules.eight_minute_rule import billings, units_for

__all__ = [
    "Feedback",
    "Question",
    "UnknownCode",
    "ask",
    "billings",
    "decide_covered_entity",
    "draw",
    "families",
    "find_code",
    "review_claim",
    "units_for",
]

# Loaded when first used, so that nobody waits for what they do not use: a rule needs no questions, a question no widgets.
_MODULES = {
    "Feedback": "questions",
    "Question": "questions",
    "UnknownCode": "rules.codes",
    "ask": "lessons.question_card",
    "billings": "rules.eight_minute_rule",
    "decide_covered_entity": "rules.covered_entity",
    "draw": "questions",
    "families": "questions",
    "find_code": "rules.codes",
    "review_claim": "rules.claims.review",
    "units_for": "rules.eight_minute_rule",
}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = found
        return found
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """Return the names that completion offers, including those not loaded yet."""
    return sorted({*globals(), *_MODULES})
