"""Builders of a question, one for each kind."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from massage_billing.questions.question import Mistake, Question, Response


def one_choice(
    rng: random.Random, prompt: str, right: str, wrong: Iterable[Mistake], explanation: str, cite: tuple[str, str]
) -> Question:
    """Return a question with one right choice; each wrong choice is a mistake with its own message."""
    mistakes = distinct(wrong, (right,))
    choices = [right, *(str(mistake.response) for mistake in mistakes)]
    rng.shuffle(choices)
    return Question("one", prompt, (right,), mistakes, explanation, *cite, choices=tuple(choices))


def several_choices(
    rng: random.Random, prompt: str, right: set[str], told: Iterable[Mistake], explanation: str, cite: tuple[str, str]
) -> Question:
    """Return a question with several right choices; `told` has a message on every choice, right or wrong."""
    told = tuple(told)
    choices = [str(mistake.response) for mistake in told]
    rng.shuffle(choices)
    return Question("several", prompt, (frozenset(right),), told, explanation, *cite, choices=tuple(choices))


def number(
    prompt: str, right: int, wrong: Iterable[Mistake], explanation: str, cite: tuple[str, str], unit: str = "units"
) -> Question:
    """Return a question that asks for a whole number of `unit`."""
    return Question("number", prompt, (right,), distinct(wrong, (right,)), explanation, *cite, unit=unit)


def units_by_code(
    prompt: str,
    codes: Iterable[str],
    right: Iterable[dict[str, int]],
    wrong: Iterable[Mistake],
    explanation: str,
    cite: tuple[str, str],
) -> Question:
    """Return a question that asks for the units of each code; every billing in `right` is accepted."""
    accepted: tuple[Response, ...] = tuple(right)
    return Question("units", prompt, accepted, distinct(wrong, accepted), explanation, *cite, codes=tuple(codes))


def minutes_by_code(
    prompt: str,
    codes: Iterable[str],
    right: Iterable[dict[str, int]],
    wrong: Iterable[Mistake],
    explanation: str,
    cite: tuple[str, str],
) -> Question:
    """Return a question that asks which codes to bill, and the minutes of each."""
    return replace(units_by_code(prompt, codes, right, wrong, explanation, cite), kind="minutes")


def sorting(
    prompt: str,
    right: dict[str, str],
    groups: Iterable[str],
    wrong: Iterable[Mistake],
    explanation: str,
    cite: tuple[str, str],
) -> Question:
    """Return a question that asks for the group of each card; `wrong` has a message for each card in a wrong group."""
    return Question(
        "sort", prompt, (right,), tuple(wrong), explanation, *cite, choices=tuple(right), groups=tuple(groups)
    )


def ordering(
    rng: random.Random, prompt: str, right: Sequence[str], why: Sequence[str], explanation: str, cite: tuple[str, str]
) -> Question:
    """Return a question that asks for cards in their order.

    Args:
        rng: shuffles the cards, never into the right order.
        prompt: what is asked.
        right: the cards in order, no two alike.
        why: for each card but the last, why it comes before the next one.
        explanation: why the order is right.
        cite: source and pinpoint.
    """
    cards = list(right)
    while tuple(cards) == tuple(right):
        rng.shuffle(cards)
    told = tuple(
        Mistake("order reversed", (late, early), f"“{early}” comes before “{late}”. {reason}")
        for early, late, reason in zip(right, right[1:], why, strict=False)
    )
    return Question("order", prompt, (tuple(right),), told, explanation, *cite, choices=tuple(cards))


def distinct(mistakes: Iterable[Mistake], accepted: tuple[Response, ...]) -> tuple[Mistake, ...]:
    """Return the mistakes whose response is wrong here, the first where two lead to the same response."""
    kept: list[Mistake] = []
    for mistake in mistakes:
        if mistake.response not in accepted and all(mistake.response != other.response for other in kept):
            kept.append(mistake)
    return tuple(kept)
