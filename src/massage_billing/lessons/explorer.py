"""What every explorer does: its answer and its figure follow each change of its fields."""

from collections.abc import Iterable, Iterator

import ipywidgets as widgets

from massage_billing.lessons.widgets import live, problem


class Explorer(widgets.VBox):
    """Fields that a learner changes, with an answer in words and, where there is one, a figure.

    A subclass makes its fields, hands them over from top to bottom, and says in `update` what follows from them.
    """

    def __init__(self, *parts: widgets.Widget) -> None:
        self.answer, self.figure = live(), widgets.HTML()
        super().__init__([*parts, self.answer, self.figure])
        self.add_class("mb-explorer")
        for field in _fields(parts):
            field.observe(lambda _: self._refresh(), "value")
        self._refresh()

    def update(self) -> None:
        """Work out what the fields say now, and show it.

        Raises:
            ValueError: the fields do not fit together, or no answer is known; the message tells the learner.
        """
        raise NotImplementedError

    def _refresh(self) -> None:
        try:
            self.update()
        except ValueError as error:
            self.show(problem(error))

    def show(self, answer: str, figure: str = "") -> None:
        """Show an answer and a figure, both as HTML; without a figure, its place takes no room."""
        self.answer.value, self.figure.value = answer, figure
        self.figure.layout.display = None if figure else "none"


def _fields(parts: Iterable[widgets.Widget]) -> Iterator[widgets.Widget]:
    """Return the parts that have a value of their own, and those inside the others; text is not a field."""
    for part in parts:
        if part.has_trait("value"):
            if not isinstance(part, widgets.HTML):
                yield part
        else:
            yield from _fields(getattr(part, "children", ()))
