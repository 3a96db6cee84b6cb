"""Multiple choice: check every statement that applies."""

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar, Unpack, cast

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

AnyRow = TypeVar("AnyRow")


def ask(
    rng: random.Random,
    text: str,
    right: Iterable[str],
    about_each: Iterable[Misconception],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question with one or more right choices.

    Example:
        >>> each = [Misconception("m", code, f"About {code}.") for code in ("97124", "97140", "97010")]
        >>> question = ask(random.Random(1), "Which are timed?", ["97124", "97140"], each, "Why.", "Source")
        >>> question.check({"97124"}).score, question.check({"97124", "97010"}).message
        (0.5, 'About 97010. About 97140.')

    Args:
        rng: Shuffles the choices.
        text: What is asked.
        right: The right choices.
        about_each: A message about each choice, right or wrong, for a learner who gets that choice wrong.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.
    """
    misconceptions = tuple(about_each)
    choices = [one.answer for one in misconceptions]
    rng.shuffle(choices)
    key = AnswerKey((sorted(right),), misconceptions, explanation, source)
    return question(MultipleChoice.name, text, {"choices": choices}, key, **about)


def ask_which(
    rng: random.Random,
    text: str,
    right: Sequence[AnyRow],
    wrong: Sequence[AnyRow],
    choice: Callable[[AnyRow], str],
    message: Callable[[AnyRow], str],
    names: tuple[str, str],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question that asks for which rows a statement is true.

    Example:
        >>> question = ask_which(random.Random(1), "Which are even?", [2, 4], [5], str, "It is {}.".format, ("missed", "added"), "Why.", "Source")
        >>> question.check({"2", "4", "5"}).misconception
        'added'

    Args:
        rng: Shuffles the choices.
        text: What is asked.
        right: The rows for which the statement is true.
        wrong: The other rows.
        choice: Returns the text of a row as a choice.
        message: Returns the message for a learner who gets the row wrong.
        names: The misconceptions behind a right row that was missed, and a wrong row that was checked.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.
    """
    about_each = [Misconception(names[0], choice(row), message(row)) for row in right]
    about_each += [Misconception(names[1], choice(row), message(row)) for row in wrong]
    return ask(rng, text, map(choice, right), about_each, explanation, source, **about)


@register
class MultipleChoice(Kind[list[str]]):
    """The learner checks one or more choices; an answer is the sorted list of them.

    A misconception's answer is one choice: wrongly checked, or missed.
    """

    name = "multiple_choice"
    former_names = ("several",)

    def parse(self, prompt: Prompt, response: object) -> list[str]:
        """Return the checked texts, sorted.

        Raises:
            UnansweredError: Nothing is checked, or the response has something that is not a choice.
        """
        if isinstance(response, (list, tuple, set, frozenset)):
            given = cast("Collection[Any]", response)
            checked = {choice for choice in given if isinstance(choice, str)}
            if checked and len(checked) == len(given) and checked.issubset(prompt.payload.get("choices", checked)):
                return sorted(checked)
        raise UnansweredError("Check at least one answer first.")

    def reveals(self, key: AnswerKey[list[str]], answer: list[str]) -> list[Misconception]:
        """Return the misconception behind each choice that was wrongly checked or missed.

        A wrong check shows more about the learner's thinking than a missed choice, so it comes first.
        """
        wrong = {choice for accepted in key.accepted for choice in set(accepted) ^ set(answer)}
        found = [one for one in key.misconceptions if one.answer in wrong]
        return sorted(found, key=lambda one: one.answer not in answer)

    def credit(self, accepted: list[str], answer: list[str]) -> float:
        """Return the share of the right choices that are checked; each wrong check cancels one."""
        hits = len(set(accepted) & set(answer))
        return round(max(0.0, (2 * hits - len(answer)) / len(accepted)), 2)

    def describe(self, answer: list[str]) -> str:
        """Return the choices, separated by semicolons."""
        return "; ".join(answer)

    def example_mistake(self, key: AnswerKey[list[str]]) -> list[str]:
        """Return the right answer without the key's first choice, or with it if it is wrong."""
        first = {key.misconceptions[0].answer}
        return sorted(set(key.accepted[0]) ^ first) or sorted(one.answer for one in key.misconceptions)

    def quiz_item(self, prompt: Prompt, key: AnswerKey[list[str]]) -> QuizItem:
        """Return the choices with the feedback on each."""
        messages = {one.answer: one.message for one in key.misconceptions}
        right = key.accepted[0]
        choices = tuple((text, text in right, messages.get(text, "")) for text in prompt.payload["choices"])
        return QuizItem(choices=choices, multiple=True)
