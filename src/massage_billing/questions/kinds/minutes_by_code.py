"""Minutes by code: choose the codes, and enter the minutes of each."""

from collections.abc import Iterable
from typing import Unpack

from massage_billing.questions.kinds import units_by_code
from massage_billing.questions.model import About, Misconception, Question, register


def ask(
    text: str,
    codes: Iterable[str],
    right: Iterable[dict[str, int]],
    wrong: Iterable[Misconception],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question that asks which codes to bill, and the minutes of each.

    Example:
        >>> question = ask("30 minutes of massage.", ["97124", "97140"], [{"97124": 30}], [], "Why.", "Source")
        >>> question.check({"97124": 20}).message
        'You billed 20 minutes of 97124. The code is correct. Check the minutes again.'

    Args:
        text: What is asked.
        codes: The codes to offer.
        right: The accepted answers: minutes by code, without zeros.
        wrong: Misconceptions, each with the minutes by code that it leads to.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.

    Raises:
        UnknownCode: A code is not in codes.csv.
    """
    found = units_by_code.ask(text, codes, right, wrong, explanation, source, **about)
    return found._replace(prompt=found.prompt._replace(kind=MinutesByCode.name))


@register
class MinutesByCode(units_by_code.UnitsByCode):
    """The learner enters minutes, not units, for each code."""

    name = "minutes_by_code"
    former_names = ("minutes",)
    unit = "minute"
