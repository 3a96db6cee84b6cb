"""Choices, one of which can be picked."""

import ipywidgets as widgets

from massage_billing.questions.model import Prompt


class Field(widgets.RadioButtons):
    """One radio button for each choice."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(options=prompt.payload["choices"], value=None, layout={"width": "auto"})
        self.add_class("mb-choices")

    def fill(self, answer: str) -> None:
        """Pick a choice."""
        self.value = answer

    def response(self) -> str:
        """Return the choice; empty if none was picked."""
        return str(self.value or "")
