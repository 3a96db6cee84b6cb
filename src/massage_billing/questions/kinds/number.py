"""Number: enter a whole number."""

import re
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
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
          "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: at for at, word in enumerate(_SMALL)} | {
    f"{ten} {one}".strip(): 10 * at + unit
    for at, ten in enumerate(_TENS, start=2)
    for unit, one in enumerate(("", *_SMALL[1:10]))
}


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
    key = AnswerKey((right,), wrong_only(wrong, (right,), worked_out=True), explanation, source)
    return question(Number.name, text, {"unit": unit}, key, **about)


def whole_number(response: object, unit: str = "") -> int:
    """Return a response as a whole number, 0 or more.

    Example:
        >>> whole_number(3), whole_number(" 3 "), whole_number("3 units", "units"), whole_number("twenty-three")
        (3, 3, 3, 23)

    Args:
        response: A number, or text as a person types it.
        unit: What is counted, in the plural; a response may end with it, also in the singular.

    Raises:
        UnansweredError: The response is something else; the message says what to enter.
    """
    # In Python, True and 1.0 equal 1.
    if type(response) is int and 0 <= response < 10**DIGITS:
        return response
    text = str(response).strip().lower() if isinstance(response, str) or type(response) in (int, float) else ""
    if not text:
        msg = "Enter a number first."
        raise UnansweredError(msg)
    bare = _without_unit(text, unit.lower())
    digits = bare.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", bare) else bare
    if re.fullmatch(r"[0-9]+", digits) and len(digits) <= DIGITS:
        return int(digits)
    if (number := _WORDS.get(bare.replace("-", " ", 1))) is not None:
        return number
    raise UnansweredError(_advice(bare, digits))


def _without_unit(text: str, unit: str) -> str:
    for word in (unit, unit.removesuffix("s")):
        if word and text.endswith(word):
            return text.removesuffix(word).strip()
    return text


def _advice(bare: str, digits: str) -> str:
    """Return what to enter instead of text that is not a whole number."""
    if re.match(r"[-−]\s*[0-9]", bare):
        return "Enter 0 or a larger number."
    if re.fullmatch(r"[0-9]*[.,/][0-9]+", bare):
        return "Enter a whole number, without a fraction or a decimal point."
    if re.fullmatch(r"[0-9]+", digits):
        return f"Enter a number of at most {DIGITS} digits."
    return "Enter a number, such as 3."


@register
class Number(Kind[int]):
    """The learner enters a whole number; an answer is that number."""

    name = "number"

    def parse(self, prompt: Prompt, response: object) -> int:
        """Return the number.

        Raises:
            UnansweredError: The response is not a whole number, 0 or more.
        """
        return whole_number(response, prompt.payload.get("unit", ""))

    def quiz_item(self, prompt: Prompt, key: AnswerKey[int]) -> QuizItem:
        """Return the number with its unit."""
        return QuizItem(numbers=(("", key.accepted[0], prompt.payload["unit"]),))
