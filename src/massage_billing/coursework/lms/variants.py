"""A quiz that a course system draws from: for each place some questions of one family, of which every student gets one."""

import random
from collections.abc import Iterable
from typing import NamedTuple

from massage_billing.coursework.assignment import TRIES, Recipe, slots
from massage_billing.questions.model import Question, QuizItem
from massage_billing.questions.registry import draw


class Slot(NamedTuple):
    """One place of a quiz."""

    name: str  # such as "q1"
    family: str
    points: int
    variants: tuple[Question, ...]


def quiz(recipe: Recipe, variants: int) -> tuple[Slot, ...]:
    """Return the places of a quiz; the same recipe gives the same questions.

    Args:
        recipe: title, what to ask, points, and the secret from which all is drawn.
        variants: how many questions a place has, as far as its family has so many.

    Raises:
        AssignmentError: as `slots`.
    """
    made = []
    for number, found in enumerate(slots(recipe), start=1):
        rng = random.Random(f"{recipe.secret}/{recipe.title}/{number}")  # noqa: S311  (an exercise)
        drawn: dict[object, Question] = {}
        for _ in range(TRIES):
            question = draw(found.name, rng.randrange(10**9))
            drawn.setdefault(question.identity, question)
            if len(drawn) == variants:
                break
        made.append(Slot(f"q{number}", found.name, recipe.points, tuple(drawn.values())))
    return tuple(made)


def category(title: str, slot: Slot) -> str:
    """Return the path of a place in Moodle's bank of questions."""
    return f"$course$/top/{title.replace('/', '//')}/{slot.name} {slot.family}"


def share(right: int) -> str:
    """Return the percents that each of several right choices earns, as Moodle writes them."""
    return f"{100 / right:.5f}".rstrip("0").rstrip(".")


def lines(question: Question) -> tuple[str, ...]:
    """Return what a question shows, paragraph by paragraph: its prompt, and its exhibit line by line."""
    return (question.prompt.text, *(f"{name}: {text}" for name, text in question.prompt.exhibit))


def why(question: Question) -> str:
    """Return the explanation of a question with its source."""
    return f"{question.key.explanation} Source: {question.key.source}"


def item(question: Question) -> QuizItem:
    """Return a question as course systems know it."""
    return question.kind.quiz_item(question.prompt, question.key)


def right_choices(found: QuizItem) -> int:
    """Return how many of its choices are right."""
    return sum(right for _, right, _ in found.choices)


def one_answer(question: Question) -> str:
    """Return why a question with several right answers cannot be carried; empty where it has one."""
    return "" if len(question.key.accepted) == 1 else "it has more than one right answer"


def questions(slots_: Iterable[Slot]) -> Iterable[tuple[Slot, int, Question]]:
    """Yield every question with its place and number in it."""
    for slot in slots_:
        for number, question in enumerate(slot.variants, start=1):
            yield slot, number, question
