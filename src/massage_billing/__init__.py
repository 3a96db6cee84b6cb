"""Lessons and exercises on insurance billing for US massage therapists."""

from importlib import import_module
from typing import TYPE_CHECKING

from massage_billing.rules.claims import review_claim
from massage_billing.rules.codes import UnknownCode, find_code
from massage_billing.rules.covered_entity import decide_covered_entity
from massage_billing.rules.eight_minute_rule import billings, units_for

if TYPE_CHECKING:
    from massage_billing.lessons.view import ask
    from massage_billing.questions import Feedback, Question, draw, families

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

# Loaded when first used: whoever wants a rule does not wait for the questions, nor the questions for ipywidgets.
_LATER = {
    "Feedback": "questions",
    "Question": "questions",
    "ask": "lessons.view",
    "draw": "questions",
    "families": "questions",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
