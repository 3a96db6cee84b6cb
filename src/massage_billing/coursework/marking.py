"""Marks from a hand-in: it is read as data and nothing of it is run; what cannot be read is refused with its reason."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from massage_billing.base.files import csv_cell
from massage_billing.coursework.key import KeyedQuestion
from massage_billing.questions.model import Feedback, Kind, Prompt, UnansweredError, kind_named

LARGEST = 1_000_000  # bytes of a hand-in; a real one has a few thousand
LONGEST = 10_000  # characters of one answer
BREAK = timedelta(minutes=10)  # a longer pause between two changes is no work


class RefusedError(ValueError):
    """A file that is not graded; the message is its reason, for the instructor."""


class HandIn(NamedTuple):
    """One hand-in as it was read."""

    student: str
    saved: datetime
    answers: Mapping[str, object]  # the response by question id, as JSON has it
    work: int | None = None  # minutes between its changes, without pauses; None where it does not tell


class Mark(NamedTuple):
    """One question of one student."""

    question: str
    points: float
    out_of: int
    answered: bool
    correct: bool
    misconception: str = ""
    description: str = ""  # the answer in words
    feedback: Feedback | None = None  # of a wrong answer
    reason: str = ""  # why its points were set by hand


def hand_in_of(data: bytes, assignment: str) -> HandIn:
    """Return the hand-in that some bytes hold; nothing in it is executed.

    Args:
        data: the file.
        assignment: the ident of the assignment that it must belong to.

    Raises:
        RefusedError: the file is too large, no UTF-8, no JSON of a hand-in, another assignment's, or is hostile.
    """
    if len(data) > LARGEST:
        msg = f"It is {len(data):,} bytes; a hand-in has {LARGEST:,} at most."
        raise RefusedError(msg)
    found = _json(data)
    if not isinstance(found, dict) or not {"assignment", "student", "saved", "answers"} <= found.keys():
        raise RefusedError("It is no hand-in: assignment, student, saved or answers is missing.")
    if found["assignment"] != assignment:
        raise RefusedError("It belongs to another assignment.")
    if not isinstance(found["student"], str) or not isinstance(found["answers"], dict):
        raise RefusedError("It is no hand-in: student or answers is of the wrong type.")
    saved = _moment(found["saved"])
    if saved is None:
        raise RefusedError("It does not say when it was saved, with a time zone.")
    given = found["answers"]
    return HandIn(found["student"], saved, dict(_answers(given)), _work(given.values()))


def _json(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("It is not UTF-8.") from None
    if not text.strip():
        raise RefusedError("It is empty.")
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except RefusedError:
        raise
    except RecursionError:
        raise RefusedError("It is nested too deep.") from None
    except ValueError:
        raise RefusedError("It is no JSON, or it was cut off.") from None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RefusedError("A name stands in it twice.")
    return found


def _no_constant(name: str) -> object:
    msg = f"It has {name}, which is no number."
    raise RefusedError(msg)


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    # A zone of nearly a day can push the first and the last day of the calendar out of it.
    return found if found is not None and found.tzinfo is not None and 1 < found.year < 9999 else None  # noqa: PLR2004


def _answers(given: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for ident, answer in given.items():
        if not isinstance(answer, dict) or "response" not in answer:
            msg = f"The answer to {ident[:20]} has no response."
            raise RefusedError(msg)
        response = answer["response"]
        text = response if isinstance(response, str) else repr(response) if isinstance(response, (list, dict)) else ""
        if len(text) > LONGEST:
            msg = f"The answer to {ident[:20]} is longer than {LONGEST:,} characters."
            raise RefusedError(msg)
        yield ident, response


def _work(answers: Collection[object]) -> int | None:
    """Return the minutes between the changes of a hand-in, pauses left out."""
    try:
        # Most answers are changed once, so that both stamps are the same.
        stamps = {answer[name] for answer in answers for name in ("first", "last")}  # type: ignore[index]
        moments = sorted(map(datetime.fromisoformat, stamps))
    except (TypeError, KeyError, ValueError):  # a stamp is missing, or is none, or has no time zone
        return None
    gaps = (later - earlier for earlier, later in pairwise(moments))
    return round(sum((gap for gap in gaps if gap <= BREAK), timedelta()) / timedelta(minutes=1)) if moments else None


def mark(
    questions: Sequence[KeyedQuestion],
    points: Sequence[int],
    answers: Mapping[str, object],
    accepted: Mapping[str, Collection[str]] | None = None,
) -> list[Mark]:
    """Return the marks of one student, question by question.

    Args:
        questions: the student's part of the key.
        points: what each question is worth.
        answers: the responses by question id.
        accepted: by question id, answers in words that are right too.

    Raises:
        RefusedError: an answer to a question that is not on this student's paper.
    """
    unknown = answers.keys() - {one.row["id"] for one in questions}
    if unknown:
        msg = f"It answers {min(unknown)[:20]}, which is not on this student's paper."
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
    """Return a refused response in words; one that was copied from another paper in the same words as there."""
    try:
        return kind.describe(kind.parse(Prompt(kind.name, "", {}), response))
    except UnansweredError:
        return str(response)
