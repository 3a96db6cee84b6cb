"""Give points to each answer in a submission, by the key and the answers that the instructor also accepts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from massage_billing.base.files import csv_cell
from massage_billing.coursework.key import KeyedQuestion
from massage_billing.coursework.submissions import RefusedError
from massage_billing.questions.model import Feedback, Kind, Prompt, UnansweredError, kind_named


class Mark(NamedTuple):
    """One student's result on one question.

    Example:
        >>> Mark("q1", points=1.5, out_of=2, answered=True, correct=False).points
        1.5
    """

    question: str
    points: float
    out_of: int
    answered: bool
    correct: bool
    misconception: str = ""
    description: str = ""  # the answer in words
    feedback: Feedback | None = None  # for a wrong answer
    reason: str = ""  # why the instructor set its points


def mark(
    questions: Sequence[KeyedQuestion],
    points: Sequence[int],
    answers: Mapping[str, object],
    accepted: Mapping[str, Collection[str]] | None = None,
) -> list[Mark]:
    """Return the result of one student on each question.

    Example:
        >>> import massage_billing as mb
        >>> from massage_billing.coursework.key import entry, questions_of
        >>> questions = questions_of(*entry([mb.draw("eight_minute_rule.one_service", seed=1)]))
        >>> [one.points for one in mark(questions, [2], {"q1": "3"})], mark(questions, [2], {"q1": "2"})[0].misconception
        ([2.0], 'off by one at a boundary')

    Args:
        questions: The student's part of the key.
        points: The points that each question is worth.
        answers: The responses by question ID.
        accepted: The answers to accept in addition to the key, in words, by question ID.

    Returns:
        A mark for each question, in the order of the key. A partly right answer earns part of the points.

    Raises:
        RefusedError: There is an answer to a question that the student does not have.
    """
    unknown = answers.keys() - {one.row["id"] for one in questions}
    if unknown:
        msg = f"It answers {min(unknown)[:20]}, which is not on this student's handout."
        raise RefusedError(msg)
    return [_mark(one, out_of, answers, accepted or {}) for one, out_of in zip(questions, points, strict=True)]


def _mark(
    question: KeyedQuestion, out_of: int, answers: Mapping[str, object], accepted: Mapping[str, Collection[str]]
) -> Mark:
    row = question.row
    ident, kind = row["id"], kind_named(row["kind"])
    if ident not in answers:
        return Mark(ident, 0.0, out_of, False, False)
    try:
        answer = kind.parse(Prompt(kind.name, "", row["payload"]), answers[ident])
    except UnansweredError:
        return Mark(ident, 0.0, out_of, True, False, "", _describe_refused(kind, answers[ident]))
    description = kind.describe(answer)
    if answer in row["accepted"]:
        return Mark(ident, float(out_of), out_of, True, True, "", description)
    feedback = kind.grade(question.key, answer)
    if ident in accepted and {description, csv_cell(description)} & set(accepted[ident]):
        return Mark(ident, float(out_of), out_of, True, True, "", description, feedback)
    points = round(feedback.score * out_of, 2)
    return Mark(ident, points, out_of, True, False, feedback.misconception, description, feedback)


def _describe_refused(kind: Kind[Any], response: object) -> str:
    """Return a refused response in words, so that the same response from two students reads the same."""
    try:
        return kind.describe(kind.parse(Prompt(kind.name, "", {}), response))
    except UnansweredError:
        return str(response)
