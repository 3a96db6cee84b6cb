"""Cards to put in order."""

from collections.abc import Sequence

import ipywidgets as widgets

from massage_billing.lessons.widgets import bar, live, paragraph
from massage_billing.questions.model import Prompt


class Field(widgets.VBox):
    """Each card has a button that moves it up and one that moves it down."""

    def __init__(self, prompt: Prompt) -> None:
        self.cards: list[str] = list(prompt.payload["cards"])
        self.moved = False
        self.status = live()
        self.rows = {card: self._row(card) for card in self.cards}
        self.list = widgets.VBox()
        super().__init__([self.list, self.status])
        self.add_class("mb-order")
        self._draw()

    def _row(self, card: str) -> widgets.HBox:
        text = widgets.HTML()
        earlier = widgets.Button(description="Move up ↑", tooltip=f"Move up: {card}")
        later = widgets.Button(description="Move down ↓", tooltip=f"Move down: {card}")
        earlier.on_click(lambda _: self._move(card, -1, earlier, later))
        later.on_click(lambda _: self._move(card, 1, later, earlier))
        row = bar(text, earlier, later)
        row.add_class("mb-order-row")
        return row

    def _move(self, card: str, by: int, pressed: widgets.Button, other: widgets.Button) -> None:
        at = self.cards.index(card)
        to = min(max(at + by, 0), len(self.cards) - 1)
        self.cards.insert(to, self.cards.pop(at))
        self.moved = True
        self._draw()
        self.status.value = paragraph(f"“{card.rstrip('.')}” is now number {to + 1} of {len(self.cards)}.")
        (other if pressed.disabled else pressed).focus()  # the row moved, so move the focus with it

    def _draw(self) -> None:
        last = len(self.cards) - 1
        for at, card in enumerate(self.cards):
            text, earlier, later = self.rows[card].children
            text.value = paragraph(f"{at + 1}. {card}")
            earlier.disabled, later.disabled = at == 0, at == last
        self.list.children = [self.rows[card] for card in self.cards]

    def fill(self, answer: Sequence[str]) -> None:
        """Put the cards in an order."""
        if sorted(answer) == sorted(self.cards):
            self.cards, self.moved = list(answer), True
            self._draw()

    def response(self) -> list[str]:
        """Return the cards in their order; empty if none was moved."""
        return self.cards if self.moved else []
