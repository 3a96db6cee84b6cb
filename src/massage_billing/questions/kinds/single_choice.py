"""Single choice: pick one of several statements."""

import random
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


def ask(
    rng: random.Random,
    text: str,
    right: str,
    wrong: Iterable[Misconception],
    explanation: str,
    source: str,
    **about: Unpack[About],
) -> Question:
    """Return a question with one right choice. Each wrong choice is a misconception with its own message.

    Example:
        >>> wrong = [Misconception("m", "97110", "97110 is exercise.")]
        >>> question = ask(random.Random(1), "Which code is massage?", "97124", wrong, "Why.", "Source")
        >>> question.check("97110").message
        '97110 is exercise.'

    Args:
        rng: Shuffles the choices.
        text: What is asked.
        right: The right choice.
        wrong: The wrong choices.
        explanation: Why the right answer is right.
        source: The citation as shown to a reader.
        about: Exhibit, hint, case, objectives.
    """
    misconceptions = wrong_only(wrong, (right,))
    choices = [right, *(one.answer for one in misconceptions)]
    rng.shuffle(choices)
    key = AnswerKey((right,), misconceptions, explanation, source)
    return question(SingleChoice.name, text, {"choices": choices}, key, **about)


@register
class SingleChoice(Kind[str]):
    """The learner picks exactly one choice; an answer is the text of that choice."""

    name = "single_choice"
    former_names = ("one",)

    def parse(self, prompt: Prompt, response: object) -> str:
        """Return the chosen text.

        Raises:
            UnansweredError: Nothing was chosen, or the response is not one of the choices.
        """
        if isinstance(response, str) and response in prompt.payload.get("choices", (response,)):
            return response
        raise UnansweredError("Choose one answer first.")

    def quiz_item(self, prompt: Prompt, key: AnswerKey[str]) -> QuizItem:
        """Return the choices with the feedback on each."""
        messages = {one.answer: one.message for one in key.misconceptions}
        choices = prompt.payload["choices"]
        return QuizItem(choices=tuple((text, text in key.accepted, messages.get(text, "")) for text in choices))
