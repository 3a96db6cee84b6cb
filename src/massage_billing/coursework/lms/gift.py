"""GIFT, the plain text format for quizzes that Moodle and others import."""

import re
from collections.abc import Iterator, Sequence

from massage_billing.coursework.lms.format import (
    Format,
    Slot,
    category,
    item,
    lines,
    one_answer,
    questions,
    right_choices,
    share,
    why,
)
from massage_billing.questions.model import Question, QuizItem

SPECIAL = re.compile(r"([\\~=#{}:])")
FEWEST = 3  # pairs in a matching question


class Gift(Format):
    """A quiz as text."""

    name = "gift"
    quiz = "quiz_gift.txt"

    def cannot(self, question: Question) -> str:
        """Return why GIFT cannot represent a question."""
        found = item(question)
        if len(found.numbers) > 1:
            return "GIFT does not support a number for each code"
        if 0 < len(found.matches) < FEWEST:
            return f"GIFT needs at least {FEWEST} pairs to match"
        return one_answer(question)

    def write_quiz(self, title: str, slots: Sequence[Slot]) -> bytes:
        """Return the questions as GIFT in UTF-8, one category for each slot."""
        return "\n".join(_lines(title, slots)).encode()


def _lines(title: str, slots: Sequence[Slot]) -> Iterator[str]:
    for slot, number, question in questions(slots):
        if number == 1:
            yield from (f"$CATEGORY: {category(title, slot)}", "")
        text = r"\n".join(map(_plain, lines(question)))
        yield f"::{slot.name}, {number}::{text} {{"
        yield from _answers(item(question))
        yield f"####{_plain(why(question))}"
        yield from ("}", "")


def _answers(found: QuizItem) -> Iterator[str]:
    for _, right, _ in found.numbers:
        yield f"#{right}"
    for card, place in found.matches:
        yield f"={_plain(card)} -> {_plain(place)}"
    earned = share(right_choices(found)) if found.multiple else ""
    for text, correct, message in found.choices:
        yield _sign(correct, earned) + _plain(text) + (f"#{_plain(message)}" if message else "")


def _sign(correct: bool, earned: str) -> str:
    if not earned:
        return "=" if correct else "~"
    return f"~%{earned}%" if correct else f"~%-{earned}%"


def _plain(text: str) -> str:
    return " ".join(SPECIAL.sub(r"\\\1", text).replace("->", "to").split())


FORMAT = Gift()
