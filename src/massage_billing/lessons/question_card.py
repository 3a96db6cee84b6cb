"""A question as widgets: the prompt, a way to answer, a button, and the feedback."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

import ipywidgets as widgets

from massage_billing.lessons import progress
from massage_billing.lessons.inputs import input_for
from massage_billing.lessons.widgets import paragraph, problem, source
from massage_billing.questions.model import Feedback, Question, UnansweredError

SIGNS = {True: "✔", False: "✘"}


class QuestionCard(widgets.VBox):
    """The widget for one question. The method `answer` does the same as a learner's clicks."""

    def __init__(self, question: Question, answered: Callable[[Feedback], None] | None = None) -> None:
        self.question = question
        self.feedback: Feedback | None = None
        self._answered = answered
        self.input = input_for(question.prompt)
        self.button = widgets.Button(description="Check answer", button_style="primary")
        self.button.on_click(lambda _: self._check())
        self.out = widgets.HTML()
        self.out.add_class("mb-feedback")
        prompt = widgets.HTML(
            f'<p class="mb-prompt">{escape(question.prompt.text)}</p>{exhibit_html(question.prompt.exhibit)}'
        )
        super().__init__([prompt, self.input, self.button, self.out])
        self.add_class("mb-card")

    def answer(self, response: object) -> Feedback | None:
        """Fill in a response, press the button, and return the feedback, or None if the response is incomplete."""
        self.input.fill(response)
        self.button.click()
        return self.feedback

    def _check(self) -> None:
        response = self.input.response()
        try:
            self.feedback = self.question.check(response)
        except UnansweredError as error:
            self.feedback = None
            self.out.value = problem(error)
            return
        self.out.value = _feedback_html(self.feedback) + self._save(response, self.feedback)
        if self._answered:
            self._answered(self.feedback)

    def _save(self, response: object, feedback: Feedback) -> str:
        folder = progress.learner_folder()
        if folder is None:
            return ""
        path = folder / progress.FILE
        try:
            progress.save(self.question, response, feedback, path)
        except OSError as error:
            return problem(
                f"Your answer could not be saved in {path}: {error.strerror}. Check that the disk is not full, and try again."
            )
        return ""


def ask(question: Question, answered: Callable[[Feedback], None] | None = None) -> QuestionCard:
    """Return the widget for a question.

    Example:
        >>> import massage_billing as mb
        >>> card = ask(mb.draw("eight_minute_rule.one_service", seed=1))
        >>> card.answer("3").verdict
        'Correct.'

    Args:
        question: What `draw` returned.
        answered: Called with the feedback on each answer.
    """
    return QuestionCard(question, answered)


def exhibit_html(exhibit: Iterable[Sequence[str]]) -> str:
    """Return the document that a question refers to as an HTML table, or an empty string without one.

    Example:
        >>> exhibit_html([])
        ''
    """
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in exhibit)
    return f'<table class="mb-table mb-exhibit">{rows}</table>' if rows else ""


def _feedback_html(feedback: Feedback) -> str:
    """Return feedback as HTML: first what went wrong, then why the right answer is right."""
    tone = "mb-right" if feedback.correct else "mb-wrong"
    name = feedback.misconception
    mistake = f' <span class="mb-mistake">Common mistake: {escape(name)}.</span>' if name else ""
    texts = [feedback.explanation] if feedback.correct else [feedback.message, feedback.explanation]
    return (
        f'<div class="{tone}"><p><strong><span aria-hidden="true">{SIGNS[feedback.correct]}</span> '
        f"{feedback.verdict}</strong>{mistake}</p>{''.join(paragraph(text) for text in texts if text)}"
        f"{source(feedback.source)}</div>"
    )
