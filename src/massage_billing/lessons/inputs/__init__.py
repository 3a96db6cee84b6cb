"""The part of a question card in which a learner answers: one module for each kind, named after it."""

from importlib import import_module
from typing import Any, Protocol, cast

from massage_billing.questions.model import Prompt, kind_named


class Input(Protocol):
    """The part of a card in which a learner answers."""

    def fill(self, answer: Any) -> None:
        """Enter an answer, as clicking and typing would."""

    def response(self) -> object:
        """Return what the learner entered; an empty value if nothing was entered."""


def input_for(prompt: Prompt) -> Any:
    """Return the part of a card in which `prompt` is answered: a widget that is also an Input.

    Raises:
        LookupError: this version does not have this kind of question.
    """
    module = import_module(f"{__name__}.{kind_named(prompt.kind).name}")
    return cast("Input", module.Field(prompt))
