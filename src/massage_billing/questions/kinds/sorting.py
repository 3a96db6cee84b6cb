"""Sorting: put each card into a group."""

from collections.abc import Iterable, Mapping
from typing import Unpack, cast

from massage_billing.questions.kinds.units_by_code import share_that_agrees
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

FEW = 2  # cards that a message can name and stay short


def ask(
    text: str,
    right: dict[str, str],
    groups: Iterable[str],
    wrong: Iterable[Misconception],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question that asks for the group of each card.

    Example:
        >>> wrong = [Misconception("m", {"Moist heat": "timed"}, "Packs are not timed.")]
        >>> question = ask("Sort these.", {"Moist heat": "untimed"}, ["timed", "untimed"], wrong, "Why.", "Source")
        >>> question.check({"Moist heat": "timed"}).message
        'Packs are not timed.'

    Args:
        text: What is asked.
        right: The group of each card.
        groups: All groups, including any without a card.
        wrong: A message for each card in each wrong group.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.
    """
    key = AnswerKey((right,), tuple(wrong), explanation, source)
    return question(Sorting.name, text, {"cards": list(right), "groups": list(groups)}, key, **about)


@register
class Sorting(Kind[dict[str, str]]):
    """The learner puts each card into a group; an answer maps cards to groups.

    A misconception's answer is one card in a wrong group.
    """

    name = "sorting"
    former_names = ("sort",)

    def parse(self, prompt: Prompt, response: object) -> dict[str, str]:
        """Return the group of each card that was placed.

        Raises:
            UnansweredError: No card was placed, or a card or group is unknown.
        """
        if isinstance(response, Mapping) and response:
            cards, groups = prompt.payload.get("cards", response), prompt.payload.get("groups")
            if all(card in cards and isinstance(group, str) for card, group in response.items()):
                placed = {card: group for card, group in response.items() if groups is None or group in groups}
                if len(placed) == len(response):
                    return placed
        raise UnansweredError("Put every card into a group first.")

    def missing(self, prompt: Prompt, answer: dict[str, str]) -> str:
        """Return a message about the cards that have not been placed, with their names if they are few."""
        left = [f"“{card}”" for card in prompt.payload["cards"] if card not in answer]
        if not left:
            return ""
        rest = f"{len(left)} cards are left." if len(left) > FEW else f"Still to sort: {', '.join(left)}."
        return f"Put every card into a group first. {rest}"

    def reveals(self, key: AnswerKey[dict[str, str]], answer: dict[str, str]) -> list[Misconception]:
        """Return the misconception behind each card in a wrong group."""
        return [one for one in key.misconceptions if one.answer.items() <= answer.items()]

    def credit(self, accepted: dict[str, str], answer: dict[str, str]) -> float:
        """Return the share of the cards that are in their group."""
        return share_that_agrees(accepted, answer)

    def describe(self, answer: dict[str, str]) -> str:
        """Return the group of each card."""
        return "; ".join(f"{card}: {answer[card]}" for card in sorted(answer))

    def example_mistake(self, key: AnswerKey[dict[str, str]]) -> dict[str, str]:
        """Return the right answer with one card in a wrong group."""
        return key.accepted[0] | cast("dict[str, str]", key.misconceptions[0].answer)

    def quiz_item(self, prompt: Prompt, key: AnswerKey[dict[str, str]]) -> QuizItem:
        """Return each card with its group."""
        right = key.accepted[0]
        matches = tuple((card, right[card]) for card in prompt.payload["cards"])
        return QuizItem(matches=matches, targets=tuple(prompt.payload["groups"]))
