"""A quiz as plain GIFT text, which Moodle and others import."""

import re
from collections.abc import Iterator, Sequence

from massage_billing.coursework.export.quiz import Slot, category, lines, one_answer, pairs, questions, share, told, why
from massage_billing.questions.question import Question

NAME = "quiz_gift.txt"
SPECIAL = re.compile(r"([\\~=#{}:])")
FEWEST = 3  # pairs of a matching question


def cannot(question: Question) -> str:
    """Return why GIFT cannot carry a question; empty where it can."""
    if question.kind in ("units", "minutes"):
        return "it has no question with a number for each code"
    if question.kind in ("sort", "order") and len(question.choices) < FEWEST:
        return f"it wants {FEWEST} pairs to match"
    return one_answer(question)


def write(title: str, slots: Sequence[Slot]) -> bytes:
    """Return the questions as GIFT, UTF-8."""
    return "\n".join(_all(title, slots)).encode()


def _all(title: str, slots: Sequence[Slot]) -> Iterator[str]:
    last = None
    for slot, number, question in questions(slots):
        if slot is not last:
            yield from (f"$CATEGORY: {category(title, slot)}", "")
            last = slot
        text = r"\n".join(map(_plain, lines(question)))
        yield f"::{slot.name}, {number}::{text} {{"
        yield from _answers(question)
        yield f"####{_plain(why(question))}"
        yield from ("}", "")


def _answers(question: Question) -> Iterator[str]:
    right = question.accepted[0]
    if question.kind == "number":
        yield f"#{right}"
    elif question.kind in ("sort", "order"):
        for card, place in pairs(question):
            yield f"={_plain(card)} -> {_plain(place)}"
    else:
        for choice in question.choices:
            said = told(question, choice)
            yield _sign(choice, right) + _plain(choice) + (f"#{_plain(said)}" if said else "")


def _sign(choice: str, right: object) -> str:
    if not isinstance(right, frozenset):
        return "=" if choice == right else "~"
    earned = share(len(right))
    return f"~%{earned}%" if choice in right else f"~%-{earned}%"


def _plain(text: str) -> str:
    return " ".join(SPECIAL.sub(r"\\\1", text).replace("->", "to").split())
