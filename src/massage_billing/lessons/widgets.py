"""Widgets and HTML that explorers share: live text, lists of check boxes, and a list of items with minutes."""

import base64
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets
import traitlets

from massage_billing.base.html import cite
from massage_billing.base.tables import DatedRow
from massage_billing.rules.eight_minute_rule import MINUTES_PER_DAY


def live(html: str = "") -> widgets.HTML:
    """Return a widget for text that screen readers announce when it changes."""
    shown = widgets.HTML(html)
    shown.add_class("mb-live")
    return shown


def bar(*parts: widgets.Widget) -> widgets.HBox:
    """Return widgets in a row that wraps on a narrow screen."""
    row = widgets.HBox(parts)
    row.add_class("mb-bar")
    return row


def slider(description: str, value: int, most: int, least: int = 0, step: int = 1) -> widgets.IntSlider:
    """Return a slider for whole numbers, as wide as the lesson.

    Example:
        >>> slider("Minutes", 30, most=60).value
        30

    Args:
        description: The label.
        value: The value at first.
        most: The largest value.
        least: The smallest value.
        step: The difference between two values.
    """
    made = widgets.IntSlider(value, min=least, max=most, step=step, description=description)
    made.add_class("mb-slider")
    return made


def select(description: str, options: Iterable[object], value: object = None) -> Any:
    """Return a drop-down list. The first option is selected unless `value` names another.

    Example:
        >>> select("Code:", ["97124", "97140"], "97140").value
        '97140'
    """
    made = widgets.Dropdown(options=list(options), description=description)
    if value is not None:
        made.value = value
    return made


def check_box(text: str, *, checked: bool = False) -> widgets.Checkbox:
    """Return a check box with text beside it."""
    return widgets.Checkbox(checked, description=text, indent=False, layout={"width": "auto"})


def choices(*boxes: widgets.Widget) -> widgets.VBox:
    """Return check boxes in a column, each as wide as the lesson."""
    group = widgets.VBox(boxes)
    group.add_class("mb-choices")
    return group


def fold(title: str, group: str, *parts: widgets.Widget, opened: bool = False) -> widgets.VBox:
    """Return widgets under a heading that opens and closes them, even while Python is busy. All are printed.

    Args:
        title: The heading.
        group: A name that several share, of which one is open at a time.
        *parts: What the heading opens.
        opened: Whether they are open at first.
    """
    opener = f'<details name="{escape(group)}"{" open" if opened else ""}><summary>{escape(title)}</summary></details>'
    made = widgets.VBox([widgets.HTML(opener), widgets.VBox(parts)])
    made.add_class("mb-fold")
    return made


def download_link(name: str, data: bytes, kind: str, text: str = "") -> str:
    """Return an HTML link that downloads a file.

    Example:
        >>> download_link("units.txt", b"3", "text/plain")
        '<a download="units.txt" href="data:text/plain;base64,Mw==">Download units.txt</a>'

    Args:
        name: The name of the file.
        data: Its contents.
        kind: Its media type.
        text: The text of the link. If omitted, "Download" and the name.
    """
    content = base64.b64encode(data).decode()
    return f'<a download="{escape(name)}" href="data:{kind};base64,{content}">{escape(text or f"Download {name}")}</a>'


def paragraph(text: str) -> str:
    """Return text as an HTML paragraph.

    Example:
        >>> paragraph("7 < 8 minutes")
        '<p>7 &lt; 8 minutes</p>'
    """
    return f"<p>{escape(text)}</p>"


def verdict(answer: str, reason: str = "") -> str:
    """Return an answer in bold, with its reason, as an HTML paragraph.

    Example:
        >>> verdict("3 units.", "38 minutes is enough.")
        '<p><strong>3 units.</strong> 38 minutes is enough.</p>'
    """
    return f"<p><strong>{escape(answer)}</strong> {escape(reason)}</p>"


def problem(text: object) -> str:
    """Return a problem as a highlighted HTML paragraph."""
    return f'<p class="mb-ask">{escape(str(text))}</p>'


def bullets(items: Iterable[str]) -> str:
    """Return HTML items as an HTML list, or an empty string without items.

    Example:
        >>> bullets(["97124", "97140"]), bullets([])
        ('<ul><li>97124</li><li>97140</li></ul>', '')
    """
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""


def source(citation: str | DatedRow) -> str:
    """Return a citation, or the citation of a table row, as a small line of HTML.

    Example:
        >>> source("Medicare manual")
        '<p class="mb-source">Source: Medicare manual</p>'
    """
    text = citation if isinstance(citation, str) else citation.citation
    return f'<p class="mb-source">Source: {cite(text)}</p>'


class CheckList(widgets.VBox):
    """A titled group of check boxes. Its `value` is a tuple of the checked values.

    Example:
        >>> CheckList("Codes", {"97124": "Massage", "97010": "Hot pack"}, checked=["97124"]).value
        ('97124',)
    """

    value = traitlets.Tuple()

    def __init__(self, title: str, labels: Mapping[str, str], checked: Iterable[str]) -> None:
        """Create the group.

        Args:
            title: What the boxes are about. It is empty if something around them says so.
            labels: The text beside each box, by value.
            checked: The values that are checked at first.
        """
        chosen = set(checked)
        self.boxes = {value: check_box(text, checked=value in chosen) for value, text in labels.items()}
        heading = [widgets.HTML(f'<p class="mb-group">{escape(title)}</p>')] if title else []
        super().__init__([*heading, *self.boxes.values()])
        self.add_class("mb-choices")
        self.add_class("mb-checks")
        for box in self.boxes.values():
            box.observe(lambda _: self._read(), "value")
        self._read()

    def _read(self) -> None:
        self.value = tuple(value for value, box in self.boxes.items() if box.value)


class MinutesList(widgets.VBox):
    """A list of codes or techniques whose minutes a learner can change. Its `value` is the minutes by name.

    Example:
        >>> MinutesList("code", {"97124": "97124 massage"}, {"97124": 30}).value
        {'97124': 30}
    """

    value = traitlets.Dict()

    def __init__(self, noun: str, labels: Mapping[str, str], minutes: Mapping[str, int]) -> None:
        self._labels = dict(labels)
        self.choice = widgets.Dropdown(description=f"{noun.capitalize()}:")
        self.new = widgets.BoundedIntText(value=15, min=1, max=MINUTES_PER_DAY, description="Minutes:")
        self.add = widgets.Button(description=f"Add this {noun}")
        self.add.on_click(lambda _: self._add())
        self.rows = widgets.VBox()
        super().__init__([bar(self.choice, self.new, self.add), self.rows])
        self._set(dict(minutes))

    def _add(self) -> None:
        if self.choice.value:
            self._set(self.value | {self.choice.value: self.new.value})

    def _set(self, minutes: dict[str, int]) -> None:
        """Show a row for each item, and offer the items that are not yet in the list."""
        self.rows.children = [self._row(name, minutes[name]) for name in minutes]
        free = [name for name in self._labels if name not in minutes]
        self.choice.options = [(self._labels[name], name) for name in free]
        self.choice.value = free[0] if free else None  # a Dropdown selects nothing when its options change
        self.add.disabled = not free
        self.value = minutes

    def _row(self, name: str, minutes: int) -> widgets.HBox:
        field = widgets.BoundedIntText(minutes, max=MINUTES_PER_DAY, description=f"{self._labels[name]}, minutes:")
        remove = widgets.Button(description=f"Remove {name}")
        field.observe(lambda change: self.set_trait("value", self.value | {name: change["new"]}), "value")
        remove.on_click(lambda _: self._set({one: self.value[one] for one in self.value if one != name}))
        return bar(field, remove)
