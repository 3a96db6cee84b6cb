"""Lessons and exercises on insurance billing for US massage therapists."""

from massage_billing.questions.question import Feedback, Question, draw, families
from massage_billing.rules.codes import UnknownCode
from massage_billing.rules.eight_minute_rule import billings, units_for

__all__ = ["Feedback", "Question", "UnknownCode", "ask", "billings", "draw", "families", "units_for"]


def __getattr__(name: str) -> object:
    """Load `ask` when it is first used: it brings ipywidgets, which the rules do not need."""
    if name == "ask":
        from massage_billing.lessons.view import ask  # noqa: PLC0415  (that is the point)

        return ask
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
