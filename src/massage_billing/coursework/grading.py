"""Marks from a hand-in: it is read as data and nothing of it is run; what cannot be read is refused with its reason."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from massage_billing.coursework.sheets import cell
from massage_billing.questions.question import Mistake, Question, Response, said

LARGEST = 1_000_000  # bytes of a hand-in; a real one has a few thousand
LONGEST = 10_000  # characters of one answer
DIGITS = 9  # of a number; those of the lessons are shorter
COUNTED = {"number", "units", "minutes"}  # kinds of answers in which Python would take true, or 1.0, for 1
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
    mistake: str
    given: Response | None = None  # None: not answered, or of a form that the paper cannot have sent
    said: str = ""  # the answer in words
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
        told = [answer[name] for answer in answers for name in ("first", "last")]  # type: ignore[index]
        moments = sorted(map(datetime.fromisoformat, told))
    except (TypeError, KeyError, ValueError):  # a stamp is missing, or is none, or has no time zone
        return None
    gaps = (later - earlier for earlier, later in pairwise(moments))
    return round(sum((gap for gap in gaps if gap <= BREAK), timedelta()) / timedelta(minutes=1)) if moments else None


def mark(
    rows: Sequence[Mapping[str, Any]],
    points: Sequence[int],
    answers: Mapping[str, object],
    accepted: Mapping[str, Collection[str]] | None = None,
) -> list[Mark]:
    """Return the marks of one student, question by question.

    Args:
        rows: the student's part of the key.
        points: what each question is worth.
        answers: the responses by question id.
        accepted: by question id, answers in words that are right too.

    Raises:
        RefusedError: an answer to a question that is not on this student's paper.
    """
    unknown = answers.keys() - {row["id"] for row in rows}
    if unknown:
        msg = f"It answers {min(unknown)[:20]}, which is not on this student's paper."
        raise RefusedError(msg)
    return [_mark(row, out_of, answers, accepted or {}) for row, out_of in zip(rows, points, strict=True)]


def _mark(
    row: Mapping[str, Any], out_of: int, answers: Mapping[str, object], accepted: Mapping[str, Collection[str]]
) -> Mark:
    ident = row["id"]
    if ident not in answers:
        return Mark(ident, 0.0, out_of, answered=False, correct=False, mistake="")
    response, kind = answers[ident], row["kind"]
    given = as_response(kind, response)
    if given is None:
        return Mark(ident, 0.0, out_of, True, False, "", None, str(response))
    told = words(given)
    if kind not in COUNTED and response in row["accepted"]:
        return Mark(ident, float(out_of), out_of, True, True, "", given, told)
    right = [_given(kind, one) for one in row["accepted"]]
    if given in right or (ident in accepted and {told, cell(told)} & set(accepted[ident])):
        return Mark(ident, float(out_of), out_of, True, True, "", given, told)
    if isinstance(given, tuple) and sorted(given) != sorted(row["accepted"][0]):
        return Mark(ident, 0.0, out_of, True, False, "", None, told)
    mistakes = tuple(Mistake(name, _of_mistake(one), "") for name, one in row["mistakes"])
    score, found = Question(kind, "", tuple(right), mistakes, "", "", "").judge(given)
    return Mark(ident, round(score * out_of, 2), out_of, True, False, found[0].name if found else "", given, told)


def as_response(kind: str, response: object) -> Response | None:
    """Return what a hand-in holds as a response of a kind of question; None where it is of another form.

    >>> as_response("several", ["b", "a"]) == frozenset("ab"), as_response("number", " 3 "), as_response("number", True)
    (True, 3, None)
    """
    reader = _FORMS.get(kind)
    return reader(response) if reader else None


def words(given: Response) -> str:
    """Return a response in words; the same whatever order a hand-in has the parts in."""
    if isinstance(given, str):
        return given
    if isinstance(given, Mapping):
        given = {part: given[part] for part in sorted(given)}  # type: ignore[assignment]
    return said(given)


def _one(response: object) -> Response | None:
    return response if isinstance(response, str) else None


def _several(response: object) -> Response | None:
    if isinstance(response, list) and response and all(isinstance(one, str) for one in response):
        ticked = frozenset(response)
        return ticked if len(ticked) == len(response) else None
    return None


def _number(response: object) -> Response | None:
    if isinstance(response, str):  # as it was typed
        text = response.strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
    # Python takes True for 1, and 1.0 too.
    return response if type(response) is int and 0 <= response < 10**DIGITS else None


def _by_code(response: object) -> Response | None:
    if not isinstance(response, dict):
        return None
    counts = {code: _number(count) for code, count in response.items()}
    if None in counts.values():
        return None
    return {code: count for code, count in counts.items() if isinstance(count, int) and count}


def _sort(response: object) -> Response | None:
    if isinstance(response, dict) and response and all(isinstance(group, str) for group in response.values()):
        return response
    return None


def _order(response: object) -> Response | None:
    if isinstance(response, list) and all(isinstance(card, str) for card in response):
        return tuple(response)
    return None


_FORMS: Mapping[str, Callable[[object], Response | None]] = {
    "one": _one,
    "several": _several,
    "number": _number,
    "units": _by_code,
    "minutes": _by_code,
    "sort": _sort,
    "order": _order,
}


def _given(kind: str, accepted: Any) -> Response:
    """Return an accepted answer of the key as a response."""
    if kind == "several":
        return frozenset(accepted)
    return tuple(accepted) if kind == "order" else accepted


def _of_mistake(response: Any) -> Response:
    return tuple(response) if isinstance(response, list) else response
