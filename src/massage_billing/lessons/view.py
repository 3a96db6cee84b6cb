"""A question as widgets: the prompt, a way to answer, a button, and the feedback."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from massage_billing.lessons import progress
from massage_billing.lessons.parts import bar, live, paragraph
from massage_billing.questions.question import Feedback, Kind, Question, Response, UnansweredError
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import DAY
from massage_billing.words import plural

SIGNS = {True: "✔", False: "✘"}


class Input(Protocol):
    """The part of a card in which a learner answers."""

    def fill(self, response: Response) -> None:
        """Put an answer in, as clicks and keys would."""

    def response(self) -> Response:
        """Return what the learner put in; an empty string or set where there is nothing."""


class QuestionCard(widgets.VBox):
    """The widget of one question; `answer` does what the clicks do."""

    def __init__(self, question: Question, answered: Callable[[Feedback], None] | None = None) -> None:
        self.question = question
        self.feedback: Feedback | None = None
        self._answered = answered
        self.input: Any = answer_field(question)
        self.button = widgets.Button(description="Check my answer", button_style="primary")
        self.button.on_click(lambda _: self._check())
        self.out = widgets.HTML()
        self.out.add_class("mb-feedback")
        prompt = widgets.HTML(f'<p class="mb-prompt">{escape(question.prompt)}</p>{exhibit_html(question.exhibit)}')
        super().__init__([prompt, self.input, self.button, self.out])
        self.add_class("mb-card")

    def answer(self, response: Response) -> Feedback | None:
        """Fill in `response`, press the button, and return the feedback."""
        self.input.fill(response)
        self.button.click()
        return self.feedback

    def _check(self) -> None:
        response: Response = self.input.response()
        try:
            self.feedback = self.question.check(response)
        except UnansweredError as error:
            self.feedback = None
            self.out.value = f'<p class="mb-ask">{escape(str(error))}</p>'
            return
        self.out.value = _feedback_html(self.feedback, self.question.explanation) + self._keep(response, self.feedback)
        if self._answered:
            self._answered(self.feedback)

    def _keep(self, response: Response, feedback: Feedback) -> str:
        folder = progress.learner_folder()
        if folder is None:
            return ""
        path = folder / progress.FILE
        try:
            progress.keep(self.question, response, feedback, path)
        except OSError as error:
            return f'<p class="mb-ask">This answer could not be saved in {escape(str(path))}: {error.strerror}.</p>'
        return ""


def ask(question: Question, answered: Callable[[Feedback], None] | None = None) -> QuestionCard:
    """Return the widget of `question`.

    Args:
        question: what `draw` returned.
        answered: called with the feedback of every answer.
    """
    return QuestionCard(question, answered)


def answer_field(question: Question) -> Any:
    """Return the part of a card in which `question` is answered: a widget that is an Input too."""
    return _INPUTS[question.kind](question)


def exhibit_html(exhibit: Iterable[Sequence[str]]) -> str:
    """Return the paper that a question speaks of as a small table; nothing where there is none."""
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in exhibit)
    return f'<table class="mb-table mb-exhibit">{rows}</table>' if rows else ""


def _feedback_html(feedback: Feedback, explanation: str) -> str:
    """Return the feedback as a page shows it: what went wrong first, why the right answer is right below it."""
    tone = "mb-right" if feedback.correct else "mb-wrong"
    mistake = f' <span class="mb-mistake">Known mistake: {escape(feedback.mistake)}.</span>' if feedback.mistake else ""
    told = feedback.message.removesuffix(explanation).strip()
    said = "".join(f"<p>{escape(part)}</p>" for part in (told, explanation) if part)
    return (
        f'<div class="{tone}"><p><strong><span aria-hidden="true">{SIGNS[feedback.correct]}</span> '
        f"{feedback.verdict}</strong>{mistake}</p>{said}"
        f'<p class="mb-source">Source: {escape(feedback.source)}</p></div>'
    )


class _OneChoice(widgets.RadioButtons):
    def __init__(self, question: Question) -> None:
        super().__init__(options=question.choices, value=None, layout={"width": "auto"})
        self.add_class("mb-choices")

    def fill(self, response: Response) -> None:
        self.value = response

    def response(self) -> Response:
        return str(self.value or "")


class _SeveralChoices(widgets.VBox):
    def __init__(self, question: Question) -> None:
        boxes = [
            widgets.Checkbox(description=text, indent=False, layout={"width": "auto"}) for text in question.choices
        ]
        super().__init__(boxes)
        self.add_class("mb-choices")

    def fill(self, response: Response) -> None:
        ticked = response if isinstance(response, (frozenset, set)) else frozenset()
        for box in self.children:
            box.value = box.description in ticked

    def response(self) -> Response:
        return frozenset(box.description for box in self.children if box.value)


class _Number(widgets.Text):
    """A text field, not a spinner: an empty one is no answer, where a spinner would say 0."""

    def __init__(self, question: Question) -> None:
        super().__init__(description=f"Your answer, in {question.unit}:")
        self.add_class("mb-number")

    def fill(self, response: Response) -> None:
        self.value = str(response)

    def response(self) -> Response:
        text = str(self.value).strip()
        return int(text) if text.isdecimal() else text


class _ByCode(widgets.VBox):
    """Units or minutes of each code; 0 where none is billed."""

    def __init__(self, question: Question) -> None:
        self.codes = question.codes
        what, most = question.kind.capitalize(), 99 if question.kind == "units" else DAY
        fields = [
            widgets.BoundedIntText(description=f"{what} of {find_code(code)}:", min=0, max=most) for code in self.codes
        ]
        super().__init__(fields)
        self.add_class("mb-number")

    def fill(self, response: Response) -> None:
        counts = response if isinstance(response, Mapping) else {}
        for code, field in zip(self.codes, self.children, strict=True):
            field.value = counts.get(code, 0)

    def response(self) -> Response:
        return {code: field.value for code, field in zip(self.codes, self.children, strict=True)}


class _Sort(widgets.VBox):
    """Cards to put into groups: with a list beside each card, or by dragging the card onto a group (the extension)."""

    def __init__(self, question: Question) -> None:
        self.cards, self.groups = question.choices, question.groups
        self.bins = widgets.HTML()
        self.said = live()
        self.lists = [widgets.Dropdown(options=self.groups, value=None, description=card) for card in self.cards]
        for card in self.lists:
            card.add_class("mb-sort-card")
            card.observe(self._placed, "value")
        super().__init__([self.bins, self.said, *self.lists])
        self.add_class("mb-sort")
        self._draw()

    def _placed(self, change: dict[str, Any]) -> None:
        self._draw()
        left = sum(card.value is None for card in self.lists)
        self.said.value = paragraph(
            f"{change['owner'].description}: {change['new']}. {plural(left, 'card')} left to sort."
        )

    def _draw(self) -> None:
        drawn = ""
        for group in self.groups:
            inside = "".join(f"<li>{escape(card.description)}</li>" for card in self.lists if card.value == group)
            drawn += (
                f'<div class="mb-bin" data-group="{escape(group)}"><strong>{escape(group)}</strong>'
                f"{f'<ul>{inside}</ul>' if inside else '<p>Nothing yet.</p>'}</div>"
            )
        self.bins.value = f'<div class="mb-bins">{drawn}</div>'

    def fill(self, response: Response) -> None:
        placed = response if isinstance(response, Mapping) else {}
        for card in self.lists:
            card.value = placed.get(card.description)

    def response(self) -> Response:
        return {card.description: card.value for card in self.lists if card.value}


class _Order(widgets.VBox):
    """Cards to put in order: each with a button that moves it earlier and one that moves it later."""

    def __init__(self, question: Question) -> None:
        self.cards, self.moved = list(question.choices), False
        self.said = live()
        self.rows = {card: self._row(card) for card in self.cards}
        self.list = widgets.VBox()
        super().__init__([self.list, self.said])
        self.add_class("mb-order")
        self._draw()

    def _row(self, card: str) -> widgets.HBox:
        text = widgets.HTML()
        earlier = widgets.Button(description="Earlier ↑", tooltip=f"Earlier: {card}")
        later = widgets.Button(description="Later ↓", tooltip=f"Later: {card}")
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
        self.said.value = paragraph(f"{card}: now number {to + 1} of {len(self.cards)}.")
        (other if pressed.disabled else pressed).focus()  # the row went elsewhere; the focus goes with it

    def _draw(self) -> None:
        last = len(self.cards) - 1
        for at, card in enumerate(self.cards):
            text, earlier, later = self.rows[card].children
            text.value = paragraph(f"{at + 1}. {card}")
            earlier.disabled, later.disabled = at == 0, at == last
        self.list.children = [self.rows[card] for card in self.cards]

    def fill(self, response: Response) -> None:
        if isinstance(response, (tuple, list)) and sorted(response) == sorted(self.cards):
            self.cards, self.moved = list(response), True
            self._draw()

    def response(self) -> Response:
        return tuple(self.cards) if self.moved else ""


_INPUTS: dict[Kind, Callable[[Question], Input]] = {
    "one": _OneChoice,
    "several": _SeveralChoices,
    "number": _Number,
    "units": _ByCode,
    "minutes": _ByCode,
    "sort": _Sort,
    "order": _Order,
}
