"""Ordering: put cards in order."""

import random
from collections.abc import Sequence
from itertools import combinations
from typing import Any, Unpack, cast

from massage_billing.questions.model import (
    About,
    AnswerKey,
    Kind,
    Misconception,
    Prompt,
    Question,
    QuizItem,
    UnansweredError,
    question,
    register,
)

PLACES = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th")


def ask(
    rng: random.Random,
    text: str,
    right: Sequence[str],
    why: Sequence[str],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question that asks the learner to put cards in order.

    Example:
        >>> question = ask(random.Random(1), "Order these.", ["Verify", "Treat", "Bill"], ["Ask first.", "Then bill."], "Why.", "Source")
        >>> question.check(["Treat", "Verify", "Bill"]).score
        0.33

    Args:
        rng: Shuffles the cards, but never into the right order.
        text: What is asked.
        right: The cards in the right order. No two may be equal.
        why: For each card except the last, why it comes before the next one.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.
    """
    cards = list(right)
    while cards == list(right):
        rng.shuffle(cards)
    misconceptions = tuple(
        Misconception(
            "reversed the order", [late, early], f"First: {early.rstrip('.')}. Then: {late.rstrip('.')}. {reason}"
        )
        for early, late, reason in zip(right, right[1:], why, strict=False)
    )
    key = AnswerKey((list(right),), misconceptions, explanation, source)
    return question(Ordering.name, text, {"cards": cards}, key, **about)


def share_in_order(right: Sequence[str], answer: Sequence[str]) -> float:
    """Return the share of all pairs of cards that are in the right order.

    Example:
        >>> share_in_order(["Verify", "Treat", "Bill"], ["Treat", "Verify", "Bill"])
        0.6666666666666666

    Args:
        right: The cards in the right order.
        answer: The same cards in another order.
    """
    place = {card: at for at, card in enumerate(answer)}
    pairs = list(combinations(right, 2))
    return sum(place[early] < place[late] for early, late in pairs) / len(pairs)


@register
class Ordering(Kind[list[str]]):
    """The learner puts cards in order; an answer is the list of the cards.

    A misconception's answer is two consecutive cards, reversed.
    """

    name = "ordering"

    def parse(self, prompt: Prompt, response: object) -> list[str]:
        """Return the cards in the order given.

        Raises:
            UnansweredError: No card was moved, or the cards are not those that were shown.
        """
        if isinstance(response, (list, tuple)):
            cards = list(cast("Sequence[Any]", response))
            shown = prompt.payload.get("cards", cards)
            if cards and all(isinstance(card, str) for card in cards) and sorted(cards) == sorted(shown):
                return cards
        raise UnansweredError("Put the cards in order first.")

    def reveals(self, key: AnswerKey[list[str]], answer: list[str]) -> list[Misconception]:
        """Return the misconception behind each reversed pair of cards."""
        place = {card: at for at, card in enumerate(answer)}
        return [one for one in key.misconceptions if place.get(one.answer[0], 0) < place.get(one.answer[1], 0)]

    def credit(self, accepted: list[str], answer: list[str]) -> float:
        """Return how far an order agrees: the pairs of cards in the right order minus the reversed ones, as a share of all pairs.

        An order that has more reversed pairs earns nothing. So a random order of five cards earns 0.16 on average. (This is Kendall's
        rank correlation, without its negative half.)
        """
        if sorted(answer) != sorted(accepted):
            return 0.0
        return round(max(0.0, 2 * share_in_order(accepted, answer) - 1), 2)

    def describe(self, answer: list[str]) -> str:
        """Return the cards, numbered."""
        return "; ".join(f"{number}. {card}" for number, card in enumerate(answer, start=1))

    def example_mistake(self, key: AnswerKey[list[str]]) -> list[str]:
        """Return the cards in reverse order."""
        return key.accepted[0][::-1]

    def quiz_item(self, prompt: Prompt, key: AnswerKey[list[str]]) -> QuizItem:
        """Return each card with its position."""
        cards = prompt.payload["cards"]
        places = {card: PLACES[at] for at, card in enumerate(key.accepted[0])}
        return QuizItem(matches=tuple((card, places[card]) for card in cards), targets=PLACES[: len(cards)])


@register
class OrderingOf01(Ordering):
    """Ordering as version 0.1 graded it, so that the grades of an assignment from that version stay the same."""

    former_names = ("order",)

    def credit(self, accepted: list[str], answer: list[str]) -> float:
        """Return the share of all pairs of cards that are in the right order."""
        if sorted(answer) != sorted(accepted):
            return 0.0
        return round(share_in_order(accepted, answer), 2)
