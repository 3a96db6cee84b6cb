"""A number to type."""

import ipywidgets as widgets

from massage_billing.questions.kinds.number import whole_number
from massage_billing.questions.model import Prompt


class Field(widgets.Text):
    """A text field, since an empty spinner would give 0 instead of no answer."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(description=f"Your answer, in {prompt.payload['unit']}:")
        self.add_class("mb-number")

    def fill(self, answer: int) -> None:
        """Type a number."""
        self.value = str(answer)

    def response(self) -> int | str:
        """Return the number, or the text if it is not one."""
        number = whole_number(self.value)
        return str(self.value).strip() if number is None else number
