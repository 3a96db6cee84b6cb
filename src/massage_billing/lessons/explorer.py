"""The base of every explorer: the answer and the figure follow each change of the fields."""

from collections.abc import Iterable, Iterator

import ipywidgets as widgets

from massage_billing.lessons.widgets import live, problem


class Explorer(widgets.VBox):
    """Fields that a learner changes, with an answer in words and, in some explorers, a figure.

    A subclass creates its fields, passes them to `__init__` from top to bottom, and computes the answer in `update`.
    """

    def __init__(self, *parts: widgets.Widget) -> None:
        self.answer, self.figure = live(), widgets.HTML()
        super().__init__([*parts, self.answer, self.figure])
        self.add_class("mb-explorer")
        for field in _fields(parts):
            field.observe(lambda _: self._refresh(), "value")
        self._refresh()

    def update(self) -> None:
        """Compute the answer from the fields, and show it.

        Raises:
            ValueError: the fields do not fit together, or no answer is known; the learner sees the message.
        """
        raise NotImplementedError

    def _refresh(self) -> None:
        try:
            self.update()
        except ValueError as error:
            self.show(problem(error))

    def show(self, answer: str, figure: str = "") -> None:
        """Show an answer and a figure, both as HTML. Without a figure, no space is left for one."""
        self.answer.value, self.figure.value = answer, figure
        self.figure.layout.display = None if figure else "none"


def _fields(parts: Iterable[widgets.Widget]) -> Iterator[widgets.Widget]:
    """Yield the widgets that have a value, also those inside other widgets. Text is not a field."""
    for part in parts:
        if part.has_trait("value"):
            if not isinstance(part, widgets.HTML):
                yield part
        else:
            yield from _fields(getattr(part, "children", ()))
