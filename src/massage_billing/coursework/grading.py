"""Marks from hand-ins: each is read as data and nothing of it is run; what cannot be read is refused with its reason."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.questions.question import UnansweredError, draw

LARGEST = 1_000_000  # bytes of a hand-in; a real one has a few thousand
DEEPEST = 20  # levels of nesting
LONGEST = 10_000  # characters of one answer


BRACKET = re.compile(r"[\[\]{}]")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class RefusedError(ValueError):
    """A file that is not graded; the message is its reason, for the instructor."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """One hand-in as it was read."""

    student: str
    saved: datetime
    answers: Mapping[str, Any]  # the response by question id


class Mark(NamedTuple):
    """One question of one student."""

    question: str
    points: float
    out_of: int
    answered: bool
    correct: bool
    mistake: str
    response: object = None  # as it was handed in, a number as a number


def read_hand_in(path: Path, assignment: str) -> HandIn:
    """Return a hand-in; nothing in it is executed.

    Args:
        path: the file.
        assignment: the ident of the assignment that it must belong to.

    Raises:
        RefusedError: the file is too large, no UTF-8, no JSON of a hand-in, another assignment's, or is hostile.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            msg = f"It is {size:,} bytes; a hand-in has {LARGEST:,} at most."
            raise RefusedError(msg)
        data = path.read_bytes()
    except OSError as error:
        msg = f"It cannot be read: {error.strerror or error}."
        raise RefusedError(msg) from None
    return hand_in_of(data, assignment)


def hand_in_of(data: bytes, assignment: str) -> HandIn:
    """Return the hand-in that some bytes hold.

    Raises:
        RefusedError: as `read_hand_in`.
    """
    found = _json(data)
    if not isinstance(found, dict) or not {"assignment", "student", "saved", "answers"} <= found.keys():
        raise RefusedError("It is no hand-in: assignment, student, saved or answers is missing.")
    if found["assignment"] != assignment:
        raise RefusedError("It belongs to another assignment.")
    if not isinstance(found["student"], str) or not isinstance(found["answers"], dict):
        raise RefusedError("It is no hand-in: student or answers is of the wrong type.")
    return HandIn(found["student"], _moment(found["saved"]), dict(_answers(found["answers"])))


def _json(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("It is not UTF-8.") from None
    if not text.strip():
        raise RefusedError("It is empty.")
    if max(_depths(text), default=0) > DEEPEST:
        raise RefusedError("It is nested too deep.")
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except RefusedError:
        raise
    except (ValueError, RecursionError):
        raise RefusedError("It is no JSON, or it was cut off.") from None


def _depths(text: str) -> Iterator[int]:
    """Yield how deep each bracket lies; what a student typed between quotes does not count."""
    depth = 0
    for sign in BRACKET.findall(STRING.sub("", text)):
        if sign in "[{":
            depth += 1
            yield depth
        else:
            depth -= 1


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RefusedError("A name stands in it twice.")
    return found


def _no_constant(name: str) -> object:
    msg = f"It has {name}, which is no number."
    raise RefusedError(msg)


def _moment(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise RefusedError("It does not say when it was saved, with a time zone.")
    return found


def _answers(given: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for ident, answer in given.items():
        if not isinstance(answer, dict) or "response" not in answer:
            msg = f"The answer to {ident[:20]} has no response."
            raise RefusedError(msg)
        if len(json.dumps(answer["response"])) > LONGEST:
            msg = f"The answer to {ident[:20]} is longer than {LONGEST:,} characters."
            raise RefusedError(msg)
        yield ident, answer["response"]


def mark(rows: list[dict[str, Any]], answers: Mapping[str, object]) -> list[Mark]:
    """Return the marks of one student, question by question.

    Args:
        rows: the student's part of the key.
        answers: the responses by question id.

    Raises:
        RefusedError: an answer to a question that is not on this student's paper.
    """
    unknown = answers.keys() - {row["id"] for row in rows}
    if unknown:
        msg = f"It answers {sorted(unknown)[0][:20]}, which is not on this student's paper."
        raise RefusedError(msg)
    return [_mark(row, answers) for row in rows]


def _mark(row: Mapping[str, Any], answers: Mapping[str, object]) -> Mark:
    ident, out_of = row["id"], row["points"]
    if ident not in answers:
        return Mark(ident, 0.0, out_of, answered=False, correct=False, mistake="")
    response = _whole(answers[ident]) if row["kind"] == "number" else answers[ident]
    # Compared as JSON: there true is not 1, and 1.0 is not 1 either.
    if json.dumps(response, sort_keys=True) in {json.dumps(one, sort_keys=True) for one in row["accepted"]}:
        return Mark(ident, float(out_of), out_of, answered=True, correct=True, mistake="", response=response)
    question = draw(row["family"], row["seed"])
    try:
        feedback = question.check(response)  # type: ignore[arg-type]
    except UnansweredError:  # of the wrong form: nothing that the paper can have sent, and no points
        return Mark(ident, 0.0, out_of, answered=True, correct=False, mistake="", response=response)
    points = round(feedback.score * out_of, 2)
    return Mark(ident, points, out_of, True, feedback.correct, feedback.mistake, response)


def _whole(response: object) -> object:
    """Return digits that were typed as the number that they are."""
    text = response.strip() if isinstance(response, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else response  # noqa: PLR2004  (a number of a lesson is shorter)
