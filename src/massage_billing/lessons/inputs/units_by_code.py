"""The units of each code."""

from collections.abc import Mapping
from typing import ClassVar

import ipywidgets as widgets

from massage_billing.questions.model import Prompt


class Field(widgets.VBox):
    """One number for each code; 0 if none is billed."""

    what: ClassVar[str] = "Units"
    most: ClassVar[int] = 99

    def __init__(self, prompt: Prompt) -> None:
        self.codes: list[str] = list(prompt.payload["codes"])
        super().__init__(
            [
                widgets.BoundedIntText(description=f"{self.what} of {label}:", min=0, max=self.most)
                for label in prompt.payload["codes"].values()
            ]
        )
        self.add_class("mb-number")

    def fill(self, answer: Mapping[str, int]) -> None:
        """Enter the numbers of some codes, and 0 for the others."""
        for code, field in zip(self.codes, self.children, strict=True):
            field.value = answer.get(code, 0)

    def response(self) -> dict[str, int]:
        """Return the number of each code."""
        return {code: field.value for code, field in zip(self.codes, self.children, strict=True)}
