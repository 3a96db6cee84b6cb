"""The part of a question card in which a learner answers: one module for each kind of question, with the kind's name."""

from importlib import import_module
from typing import Any, Protocol, cast

from massage_billing.questions.model import Prompt, kind_named


class Input(Protocol):
    """The part of a card in which a learner answers."""

    def fill(self, answer: Any) -> None:
        """Put an answer in, as clicks and keys would."""

    def response(self) -> object:
        """Return what the learner entered; something that is empty where nothing was entered."""


def input_for(prompt: Prompt) -> Any:
    """Return the part of a card in which `prompt` is answered: a widget that is an Input too.

    Raises:
        LookupError: this version does not have the kind of question.
    """
    module = import_module(f"{__name__}.{kind_named(prompt.kind).name}")
    return cast("Input", module.Field(prompt))
