"""Cards to put into groups."""

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from massage_billing.base.text import plural
from massage_billing.lessons.widgets import live, paragraph
from massage_billing.questions.model import Prompt


class Field(widgets.VBox):
    """Each card with a list of groups; with the JupyterLab extension, a card can also be dragged onto a group."""

    def __init__(self, prompt: Prompt) -> None:
        self.groups: list[str] = prompt.payload["groups"]
        self.bins = widgets.HTML()
        self.status = live()
        self.lists = [
            widgets.Dropdown(options=self.groups, value=None, description=card) for card in prompt.payload["cards"]
        ]
        for card in self.lists:
            card.add_class("mb-sort-card")
            card.observe(self._placed, "value")
        super().__init__([self.bins, self.status, *self.lists])
        self.add_class("mb-sort")
        self._draw()

    def _placed(self, change: dict[str, Any]) -> None:
        self._draw()
        left = sum(card.value is None for card in self.lists)
        self.status.value = paragraph(
            f"{change['owner'].description} is now in {change['new']}. {plural(left, 'card')} left to sort."
        )

    def _draw(self) -> None:
        drawn = ""
        for group in self.groups:
            inside = "".join(f"<li>{escape(card.description)}</li>" for card in self.lists if card.value == group)
            drawn += (
                f'<div class="mb-bin" data-group="{escape(group)}"><strong>{escape(group)}</strong>'
                f"{f'<ul>{inside}</ul>' if inside else '<p>No cards yet</p>'}</div>"
            )
        self.bins.value = f'<div class="mb-bins">{drawn}</div>'

    def fill(self, answer: Mapping[str, str]) -> None:
        """Put the cards into groups."""
        for card in self.lists:
            card.value = answer.get(card.description)

    def response(self) -> dict[str, str]:
        """Return the group of each card that was placed."""
        return {card.description: card.value for card in self.lists if card.value}
