"""Number: enter a whole number."""

from collections.abc import Iterable
from typing import Unpack

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
    wrong_only,
)

DIGITS = 9  # the most that a response may have; answers in the lessons are shorter


def ask(
    text: str,
    right: int,
    wrong: Iterable[Misconception],
    explanation: str,
    source: str,
    unit: str = "units",
    **about: Unpack[About],
) -> Question:
    """Return a question that asks for a whole number of `unit`.

    Example:
        >>> question = ask("38 minutes of massage. How many units?", 3, [Misconception("m", 2, "Look at the range.")], "Why.", "Source")
        >>> question.check("3").correct, question.check(2).message
        (True, 'Look at the range.')

    Args:
        text: What is asked.
        right: The right number.
        wrong: Misconceptions, each with the number that it leads to. Those that lead to the right number are left out.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        unit: What the number counts, in the plural.
        about: Exhibit, hint, case, objectives.
    """
    key = AnswerKey((right,), wrong_only(wrong, (right,)), explanation, source)
    return question(Number.name, text, {"unit": unit}, key, **about)


def whole_number(response: object) -> int | None:
    """Return a response as a whole number, 0 or more, or None if it is not one.

    Example:
        >>> whole_number(" 3 "), whole_number(3), whole_number(3.0), whole_number(True)
        (3, 3, None, None)
    """
    if isinstance(response, str):  # as typed
        text = response.strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
    # In Python, True and 1.0 equal 1.
    return response if type(response) is int and 0 <= response < 10**DIGITS else None


@register
class Number(Kind[int]):
    """The learner enters a whole number; an answer is that number."""

    name = "number"

    def parse(self, prompt: Prompt, response: object) -> int:  # noqa: ARG002
        """Return the number.

        Raises:
            UnansweredError: The response is not a whole number, 0 or more.
        """
        found = whole_number(response)
        if found is None:
            raise UnansweredError("Enter a whole number, 0 or more.")
        return found

    def quiz_item(self, prompt: Prompt, key: AnswerKey[int]) -> QuizItem:
        """Return the number with its unit."""
        return QuizItem(numbers=(("", key.accepted[0], prompt.payload["unit"]),))
