"""Choices to check."""

from collections.abc import Collection

import ipywidgets as widgets

from massage_billing.questions.model import Prompt


class Field(widgets.VBox):
    """One check box for each choice."""

    def __init__(self, prompt: Prompt) -> None:
        boxes = [
            widgets.Checkbox(description=text, indent=False, layout={"width": "auto"})
            for text in prompt.payload["choices"]
        ]
        super().__init__(boxes)
        self.add_class("mb-choices")

    def fill(self, answer: Collection[str]) -> None:
        """Check the choices in `answer` and uncheck the others."""
        for box in self.children:
            box.value = box.description in answer

    def response(self) -> list[str]:
        """Return the choices that are checked."""
        return [box.description for box in self.children if box.value]
