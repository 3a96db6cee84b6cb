"""The question card: JavaScript draws it and checks answers at once; Python checks them too, and saves them."""

import contextlib
import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

import anywidget
import traitlets

from massage_billing.base.html import built, cited
from massage_billing.base.tables import current
from massage_billing.base.text import us_date
from massage_billing.lessons import progress
from massage_billing.questions.course import Objective
from massage_billing.questions.model import Feedback, Prompt, Question, UnansweredError
from massage_billing.questions.registry import family_named

NO_FOLDER = "The folder {} cannot be found. Move it back, and your answers will be saved."
NOT_WRITTEN = "{} could not be saved: {}. Check that the disk has space, and that you can write to this folder."


class Card(anywidget.AnyWidget):
    """A prompt with the controls to answer it. A card without a key, as in a handout, gives no feedback.

    Example:
        >>> Card(Prompt("number", "How many units?", {"unit": "units"})).shown["key"] is None
        True
    """

    _esm = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        prompt: Prompt,
        *,
        heading: str = "",
        name: str = "",
        response: object = None,
        changed: Callable[[object], None] = lambda _: None,
        **given: object,
    ) -> None:
        """Create the card.

        Args:
            prompt: What is asked.
            heading: Text before the question, such as its number.
            name: What the browser calls the question when it keeps an answer that is not saved yet.
            response: What the learner answered earlier.
            changed: In a handout, called with the response after each change; None if nothing is entered.
            given: What else the browser needs.
        """
        shown = {"prompt": prompt.to_json(), "key": None, "hint": "", "heading": heading, "response": response, "practice": False,
                 "place": _place(), "identity": {"family": name, "seed": 0, "objectives": []}, "saves": True}  # fmt: skip
        super().__init__(_esm=built("card.js"), shown=shown | given)
        self.prompt, self.response = prompt, response
        self._changed = changed
        self.on_msg(lambda _, message, __: self._receive(message))

    def fill(self, response: object) -> None:
        """Enter a response, as clicking and typing do in a handout."""
        self.response = response
        self._changed(response)

    def _receive(self, message: Mapping[str, Any]) -> None:
        if message.get("kind") == "changed":
            self.fill(message.get("response"))


class QuestionCard(Card):
    """The card of one question. The method `answer` does the same as a learner's clicks."""

    def __init__(
        self,
        question: Question,
        answered: Callable[[Feedback], None] | None = None,
        following: Callable[[], None] | None = None,
    ) -> None:
        self.question = question
        self.feedback: Feedback | None = None
        self.message = ""  # what is missing from the last response, or why it is not saved
        self.tries = 0
        self._counted: set[object] = set()  # the IDs of the answers that were counted, since one may arrive again
        self._answered, self._following = answered, following
        identity = {"family": question.family, "seed": question.seed, "objectives": list(question.objectives)}
        super().__init__(
            question.prompt, key=question.key.to_json(), hint=hint_of(question), practice=following is not None,
            cited=cited(question.key.source), identity=identity, saves=progress.learner_folder() is not None, earlier=_earlier(question),
        )  # fmt: skip

    def answer(self, response: object) -> Feedback | None:
        """Check and save a response as the button does, and return the feedback, or None if the response is incomplete."""
        try:
            feedback = self.question.check(response)
        except UnansweredError as error:
            self.feedback, self.message = None, str(error)
            return None
        attempt = {
            "id": str(uuid.uuid4()),
            "response": response,
            "tries": self.tries + 1,
            "hint": self.tries > 0,
            "seconds": 0,
        }
        self._receive({"kind": "tried", "attempts": [attempt | self.shown["identity"]]})
        return feedback

    def _receive(self, message: Mapping[str, Any]) -> None:
        if message.get("kind") == "next" and self._following:
            self._following()
        elif message.get("kind") == "tried":
            self._tried([one for one in message.get("attempts", ()) if isinstance(one, Mapping) and "id" in one])

    def _tried(self, attempts: Sequence[Mapping[str, Any]]) -> None:
        """Save new answers, including earlier ones to any question that are not saved yet."""
        ids = [str(one["id"]) for one in attempts]
        ours = (self.question.family, self.question.seed)
        self.message = self._save(
            [self._checked(one) if (one.get("family"), one.get("seed")) == ours else one for one in attempts]
        )
        if self.message:
            self.send({"kind": "unsaved", "ids": ids, "message": self.message})
        else:
            self.send({"kind": "saved", "ids": ids})

    def _checked(self, attempt: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an answer to this question with the score that Python gives it."""
        try:
            self.feedback = self.question.check(attempt.get("response"))
        except UnansweredError:
            return attempt
        if attempt["id"] not in self._counted:
            self._counted.add(attempt["id"])
            self.tries += 1
            if self._answered:
                self._answered(self.feedback)
        return {**attempt, "score": self.feedback.score, "mistake": self.feedback.misconception}

    def _save(self, attempts: Sequence[Mapping[str, Any]]) -> str:
        """Save answers, and return an error message, or an empty string if all of them are saved."""
        folder = progress.learner_folder()
        if folder is None:
            return ""
        try:
            for one in attempts:
                with contextlib.suppress(
                    TypeError, ValueError
                ):  # damaged in the browser, so it would wait there forever
                    progress.save(one, folder / progress.FILE)
        except FileNotFoundError:
            return NO_FOLDER.format(folder)
        except OSError as error:
            return NOT_WRITTEN.format(folder / progress.FILE, error.strerror)
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


def hint_of(question: Question) -> str:
    """Return the hint after a wrong first try: the question's own, its family's, or what its objective says.

    Example:
        >>> import massage_billing as mb
        >>> hint_of(mb.draw("eight_minute_rule.one_service", seed=1))
        'Take out the full blocks of 15 minutes. Then ask whether the minutes left over are enough for one more unit.'
    """
    if question.prompt.hint:
        return question.prompt.hint
    if question.family and (hint := family_named(question.family).hint):
        return hint
    objectives = {row.id: row.objective for row in current(Objective)}
    return next((f"{objectives[one]}." for one in question.objectives if one in objectives), "")


def exhibit_html(exhibit: Iterable[Sequence[str]]) -> str:
    """Return the document that a question refers to as an HTML table, or an empty string without one.

    Example:
        >>> exhibit_html([])
        ''
    """
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in exhibit)
    return f'<table class="mb-table mb-exhibit">{rows}</table>' if rows else ""


def _earlier(question: Question) -> dict[str, Any] | None:
    """Return the learner's last answer to a question, and a sentence about it."""
    folder = progress.learner_folder()
    found = progress.last_answer(folder / progress.FILE, question.family, question.seed) if folder else None
    if found is None:
        return None
    try:
        day, right = us_date(datetime.fromisoformat(found["at"]).astimezone().date()), found["score"] == 1
    except (KeyError, TypeError, ValueError):
        return None
    text = f"You answered this correctly on {day}." if right else f"You last tried this on {day}."
    return {"response": found.get("response"), "right": right, "text": text}


def _place() -> str:
    """Return a name for the learner's folder, so that answers kept in the browser are saved in no other one."""
    folder = progress.learner_folder()
    return hashlib.sha256(str(folder).encode()).hexdigest()[:12] if folder else ""
