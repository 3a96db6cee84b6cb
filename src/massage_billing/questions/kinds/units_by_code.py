"""Units by code: enter the units of each code."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Unpack, cast

from massage_billing.base.text import plural
from massage_billing.questions.kinds.number import whole_number
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
from massage_billing.rules.codes import find_code


def ask(
    text: str,
    codes: Iterable[str],
    right: Iterable[dict[str, int]],
    wrong: Iterable[Misconception],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question that asks for the units of each code. Every billing in `right` is accepted.

    Example:
        >>> question = ask("40 minutes of massage.", ["97124", "97140"], [{"97124": 3}], [], "Why.", "Source")
        >>> question.check({"97124": 1}).message, question.check({"97124": 3, "97140": 0}).correct
        ('You billed 1 unit of 97124. The code is correct. Check the units again.', True)

    Args:
        text: What is asked.
        codes: The codes to offer.
        right: The accepted answers: units by code, without zeros.
        wrong: Misconceptions, each with the units by code that it leads to.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.

    Raises:
        UnknownCode: A code is not in codes.csv.
    """
    accepted = tuple(right)
    key = AnswerKey(accepted, wrong_only(wrong, accepted, worked_out=True), explanation, source)
    return question(UnitsByCode.name, text, {"codes": {code: str(find_code(code)) for code in codes}}, key, **about)


@register
class UnitsByCode(Kind[dict[str, int]]):
    """The learner enters a number for each code; an answer maps codes to numbers, leaving out zeros."""

    name = "units_by_code"
    former_names = ("units",)
    unit: ClassVar[str] = "unit"

    def parse(self, prompt: Prompt, response: object) -> dict[str, int]:
        """Return the numbers by code.

        Raises:
            UnansweredError: A code was not offered, or a value is not a whole number, 0 or more.
        """
        if isinstance(response, Mapping):
            given = cast("Mapping[Any, object]", response)
            offered = given.keys() <= prompt.payload.get("codes", given).keys()
            if offered and all(value not in ("", None) for value in given.values()):
                numbers = {code: self._number(code, given[code]) for code in given}
                return {code: number for code, number in numbers.items() if number}
        raise UnansweredError(f"Enter the {self.unit}s for each code. Enter 0 for a code that you do not bill.")

    def _number(self, code: str, response: object) -> int:
        try:
            return whole_number(response, f"{self.unit}s")
        except UnansweredError as error:
            msg = f"{code}: {error}"
            raise UnansweredError(msg) from None

    def credit(self, accepted: dict[str, int], answer: dict[str, int]) -> float:
        """Return the share of the codes, in the answer or the accepted one, whose numbers agree."""
        return share_that_agrees(accepted, answer)

    def comment(self, key: AnswerKey[dict[str, int]], answer: dict[str, int]) -> str:
        """Return what was billed, and whether to check the codes again or only the numbers."""
        parts = " and ".join(f"{plural(number, self.unit)} of {code}" for code, number in sorted(answer.items()))
        billed = f"You billed {parts or 'nothing'}."
        if not answer or all(accepted.keys() != answer.keys() for accepted in key.accepted):
            return f"{billed} Check again which codes to bill."
        codes = "The codes are" if len(answer) > 1 else "The code is"
        return f"{billed} {codes} correct. Check the {self.unit}s again."

    def describe(self, answer: dict[str, int]) -> str:
        """Return the numbers in the order of the codes."""
        return "; ".join(f"{code}: {answer[code]}" for code in sorted(answer))

    def quiz_item(self, prompt: Prompt, key: AnswerKey[dict[str, int]]) -> QuizItem:
        """Return a number to enter for each code."""
        right = key.accepted[0]
        return QuizItem(numbers=tuple((code, right.get(code, 0), f"{self.unit}s") for code in prompt.payload["codes"]))


def share_that_agrees(accepted: Mapping[str, object], answer: Mapping[str, object]) -> float:
    """Return the share of all keys for which two mappings have the same value, from 0 to 1.

    Example:
        >>> share_that_agrees({"97124": 2, "97140": 1}, {"97124": 2})
        0.5
    """
    keys = accepted.keys() | answer.keys()
    return round(sum(answer.get(key) == accepted.get(key) for key in keys) / max(len(keys), 1), 2)
