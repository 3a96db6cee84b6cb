"""A figure with steps, which the learner goes through with buttons or chooses from a list."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import bar, select


class Stepper(Explorer):
    """Steps in order: the figure shows where you are, and the words below describe the step."""

    def __init__(
        self, noun: str, labels: Sequence[str], describe: Callable[[int], str], draw: Callable[[int], str]
    ) -> None:
        """Begin at the first step.

        Args:
            noun: what a step is called, such as "event".
            labels: the name of each step.
            describe: returns the text of a step as HTML; its argument is the position of the step, from 0.
            draw: returns the figure with that step highlighted, as HTML; the argument is the same.
        """
        self.noun, self.describe, self.draw = noun, describe, draw
        self.step = select(f"{noun.capitalize()}:", ())
        self.back = widgets.Button(description=f"Previous {noun}")
        self.forward = widgets.Button(description=f"Next {noun}", button_style="primary")
        self.back.on_click(lambda _: self._move(-1))
        self.forward.on_click(lambda _: self._move(1))
        self.buttons = bar(self.back, self.forward)
        self.begin(labels)
        super().__init__(self.step)
        self.children = [self.figure, self.step, self.answer, self.buttons]

    def begin(self, labels: Sequence[str]) -> None:
        """Replace the steps, and go to the first."""
        self.step.options = [(f"{number}. {label}", number - 1) for number, label in enumerate(labels, start=1)]
        self.step.value = 0

    def _move(self, by: int) -> None:
        self.step.value = min(max(self.step.value + by, 0), len(self.step.options) - 1)

    def update(self) -> None:
        """Show the chosen step."""
        at, last = self.step.value, len(self.step.options) - 1
        if at is None:  # while the list gets other steps
            return
        self.back.disabled, self.forward.disabled = at == 0, at == last
        words = f"<p>{self.noun.capitalize()} {at + 1} of {last + 1}.</p>{self.describe(at)}"
        self.show(words, self.draw(at))
