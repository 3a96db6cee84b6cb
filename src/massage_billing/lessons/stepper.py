"""A picture with several stops, walked from one to the next: by buttons, or by choosing a stop from the list."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from massage_billing.lessons.later import later
from massage_billing.lessons.widgets import bar, live, picture_place


class Tour(widgets.VBox):
    """Stops in order: the picture shows where one is, and the words below describe it."""

    def __init__(
        self, what: str, labels: Sequence[str], describe: Callable[[int], str], draw: Callable[[int], str]
    ) -> None:
        """Begin at the first stop.

        Args:
            what: what a stop is, such as "step".
            labels: the name of each stop.
            describe: returns the words of a stop, as HTML, by its place from 0.
            draw: returns the picture with that stop set off, as an HTML image.
        """
        self._what, self._describe, self._draw = what, describe, draw
        options = [(f"{at}. {label}", at - 1) for at, label in enumerate(labels, start=1)]
        self.stop = widgets.Dropdown(options=options, value=0, description=f"{what.capitalize()}:")
        self.back = widgets.Button(description=f"{what.capitalize()} before")
        self.forward = widgets.Button(description=f"Next {what}", button_style="primary")
        self.back.on_click(lambda _: self._go(self.stop.value - 1))
        self.forward.on_click(lambda _: self._go(self.stop.value + 1))
        self.stop.observe(lambda _: self._tell(), "value")
        self.words, self.picture = live(), picture_place()
        super().__init__([self.picture, self.stop, self.words, bar(self.back, self.forward)])
        self.add_class("mb-explorer")
        self._tell()

    def _go(self, to: int) -> None:
        self.stop.value = min(max(to, 0), len(self.stop.options) - 1)

    def _tell(self) -> None:
        at, last = self.stop.value, len(self.stop.options) - 1
        self.back.disabled, self.forward.disabled = at == 0, at == last
        self.words.value = f"<p>{self._what.capitalize()} {at + 1} of {last + 1}.</p>{self._describe(at)}"
        later(self, lambda: self._draw(at))
