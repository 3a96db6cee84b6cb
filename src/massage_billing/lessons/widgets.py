"""Parts that several explorers are made of: a live line, a place for a picture, a list of things with minutes."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import DatedRow
from massage_billing.rules.eight_minute_rule import MINUTES_PER_DAY


def live(words: str = "") -> widgets.HTML:
    """Return a place for words that a screen reader reads out when they change."""
    shown = widgets.HTML(words)
    shown.add_class("mb-live")
    return shown


def picture_place() -> widgets.HTML:
    """Return a place for a picture that is drawn later."""
    return widgets.HTML('<p class="mb-wait">Drawing the picture …</p>')


def bar(*parts: widgets.Widget) -> widgets.HBox:
    """Return parts side by side, wrapping on a narrow screen."""
    row = widgets.HBox(parts)
    row.add_class("mb-bar")
    return row


def paragraph(text: str) -> str:
    """Return text as an HTML paragraph."""
    return f"<p>{escape(text)}</p>"


def source_line(row: DatedRow) -> str:
    """Return the source of a row of a rule table as a small line of HTML."""
    return f'<p class="mb-source">Source: {escape(row.citation)}</p>'


def box(text: str, *, ticked: bool = False) -> widgets.Checkbox:
    """Return one box to tick."""
    return widgets.Checkbox(ticked, description=text, indent=False, layout={"width": "auto"})


def choices(*boxes: widgets.Widget) -> widgets.VBox:
    """Return boxes one below the other, each as wide as the lesson."""
    group = widgets.VBox(boxes)
    group.add_class("mb-choices")
    return group


def ticks(title: str, labels: Mapping[str, str], ticked: Iterable[str], changed: Callable[[], None]) -> widgets.VBox:
    """Return a titled group of boxes to tick; `ticked_in` reads it.

    Args:
        title: what the boxes are about.
        labels: the text beside each box, by value.
        ticked: the values that are ticked at first.
        changed: called when a box changes.
    """
    chosen = set(ticked)
    boxes = []
    for value, text in labels.items():
        one = box(text, ticked=value in chosen)
        one.observe(lambda _: changed(), "value")
        one.mb_value = value
        boxes.append(one)
    group = choices(widgets.HTML(f'<p class="mb-group">{escape(title)}</p>'), *boxes)
    group.add_class("mb-ticks")
    return group


def ticked_in(group: widgets.VBox) -> list[str]:
    """Return the values ticked in a group that `ticks` made."""
    return [one.mb_value for one in group.children[1:] if one.value]


class MinutesList(widgets.VBox):
    """Things with minutes (codes, techniques): add one, change its minutes, take it out."""

    def __init__(
        self, what: str, labels: Mapping[str, str], minutes: Mapping[str, int], changed: Callable[[], None]
    ) -> None:
        self.minutes = dict(minutes)
        self._what, self._labels, self._changed = what, dict(labels), changed
        self.choice = widgets.Dropdown(description=f"{what.capitalize()}:")
        self.new = widgets.BoundedIntText(value=15, min=1, max=MINUTES_PER_DAY, description="Minutes:")
        self.add = widgets.Button(description=f"Add this {what}")
        self.add.on_click(lambda _: self._add())
        self.rows = widgets.VBox()
        super().__init__([bar(self.choice, self.new, self.add), self.rows])
        self._list()

    def _add(self) -> None:
        if self.choice.value:
            self.minutes[self.choice.value] = self.new.value
            self._list()
            self._changed()

    def _list(self) -> None:
        """Draw a row for each thing, and offer those that are not yet there."""
        self.rows.children = [self._row(value) for value in self.minutes]
        free = [value for value in self._labels if value not in self.minutes]
        self.choice.options = [(self._labels[value], value) for value in free]
        self.choice.value = free[0] if free else None  # a Dropdown that gets new options chooses none of them
        self.add.disabled = not free

    def _row(self, value: str) -> widgets.HBox:
        field = widgets.BoundedIntText(
            value=self.minutes[value], max=MINUTES_PER_DAY, description=f"{self._labels[value]}, minutes:"
        )
        out = widgets.Button(description=f"Remove {value}")

        def changed(change: dict[str, int]) -> None:
            self.minutes[value] = change["new"]
            self._changed()

        def removed(_: widgets.Button) -> None:
            del self.minutes[value]
            self._list()
            self._changed()

        field.observe(changed, "value")
        out.on_click(removed)
        return bar(field, out)
