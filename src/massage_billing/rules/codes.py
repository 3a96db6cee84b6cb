"""Procedure codes: what each is called here, on which days it is valid, and what a session may bill.

CPT is a registered trademark of the American Medical Association. The names are ours; the official text is in the
current CPT book.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from massage_billing.base.tables import (
    DatedRow,
    OutsideKnownDatesError,
    check_day,
    current,
    history,
    in_force,
    table,
)

Answer = Literal["yes", "not a code", "not a code on that day", "not yours"]


@table("codes", key=("code",))
class Code(DatedRow):
    """A procedure code during a span of days."""

    code: str
    name: str  # our own plain name, never the CPT descriptor
    timed: bool | None  # billed by the quarter hour; None: none of our sources says
    beyond_massage: bool  # billing it requires training and a license beyond massage and packs
    replaced_by: tuple[str, ...]
    standing: str  # for a massage therapist: "usual", "question" (ask first), "others" (other professions, or ended)
    ask: str  # what a massage therapist asks before using it
    first_day: str  # whether `start` is the real first day ("known"), the first day that a source shows, or neither


@table("techniques", key=("technique",))
class Technique(DatedRow):
    """A kind of hands-on work, and the code that names it."""

    technique: str
    description: str
    code: str
    why: str


@table("code_pairs", key=("first", "second"))
class CodePair(DatedRow):
    """Two codes on one claim."""

    first: str
    second: str
    together: str  # "no": not in one session; "bundled": one is part of the other
    rule: str
    ask: str  # what is uncertain, and whom to ask


@table("modifiers", key=("code",))
class Modifier(DatedRow):
    """A modifier that marks a service as separate."""

    code: str
    means: str


class UnknownCode(ValueError):  # noqa: N818  (a name that other code and the course rely on)
    """A code that is not in codes.csv, or is not valid on the day."""


class ProcedureCode(NamedTuple):
    """What is known about a procedure code on a day."""

    code: str
    name: str  # our own plain name, never the CPT descriptor
    timed: bool | None  # billed by the quarter hour; an untimed code is one unit a day; None: none of our sources says
    active: bool  # whether the code is valid on that day
    beyond_massage: bool  # billing it requires training and a license beyond massage and packs
    replaced_by: tuple[str, ...]
    standing: str  # for a massage therapist: "usual", "question" (ask first), "others" (other professions, or ended)
    ask: str  # what a massage therapist asks before using it
    first_day: str  # whether `start` is the real first day ("known"), the first day that a source shows, or neither
    start: date
    end: date | None
    source: str  # the citation as shown to a reader

    def __str__(self) -> str:
        """Return the code with its name, as a learner reads it."""
        return f"{self.code} {self.name}"


class Verdict(NamedTuple):
    """Whether a massage therapist may bill a code on a day."""

    code: str
    answer: Answer
    why: str


class Choice(NamedTuple):
    """What a session bills, and what is charted but not billed."""

    ways: tuple[dict[str, int], ...]  # minutes by code; more than one where either of a pair is right
    left_out: tuple[tuple[str, int, str], ...]  # code, minutes, why


def find_code(code: str, on: date | None = None) -> ProcedureCode:
    """Return what is known about `code` on the date of service `on`; without a date, as it is now.

    >>> find_code("97124").timed, find_code("97010").timed
    (True, False)
    >>> old = find_code("97122", on=date(2026, 1, 5))
    >>> old.active, old.replaced_by
    (False, ('97140',))

    Raises:
        UnknownCode: the code is not in codes.csv, or is not text; the message lists the codes that are.
        OutsideKnownDatesError: the day is before the first day that any source shows.
        ValueError: `on` is not a date.

    Source: codes.csv, a source a row.
    """
    if not isinstance(code, str):
        msg = f"code must be text of five digits; it is {code!r}."
        raise UnknownCode(msg)
    check_day(on)
    return _find(code, on)


@lru_cache(maxsize=4096)
def _find(code: str, on: date | None) -> ProcedureCode:
    rows = sorted((row for row in history(Code) if row.code == code), key=lambda row: row.start)
    if not rows:
        msg = f"{code!r} is not a code of this course; use one of {', '.join(sorted(codes('usual', 'question')))}."
        raise UnknownCode(msg)
    first, last = rows[0], rows[-1]
    row, active, end = last, last.end is None, last.end
    if on is not None:
        try:
            (row,), active = in_force(rows, on), True
        except OutsideKnownDatesError:
            if on < first.start and first.first_day != "known":
                raise
            active = False
            end = max((row.end for row in rows if row.end and row.end < on), default=end)
    return ProcedureCode(
        code, row.name, row.timed, active, row.beyond_massage, row.replaced_by, row.standing, row.ask, first.first_day,
        first.start, end, row.citation,
    )  # fmt: skip


@cache
def codes(*standings: str) -> tuple[str, ...]:
    """Return the codes in codes.csv, including past ones, or those with some standings, in table order.

    >>> codes("usual")
    ('97124', '97140', '97010')
    """
    return tuple(dict.fromkeys(row.code for row in history(Code) if not standings or row.standing in standings))


def may_bill(code: str, on: date, trained: Collection[str] = (), contract: Collection[str] | None = None) -> Verdict:
    """Return whether a massage therapist may bill `code` on a day, and why; a "no" has one of three reasons.

    >>> may_bill("97999", date(2026, 1, 5)).answer
    'not a code'
    >>> may_bill("97001", date(2026, 1, 5)).answer
    'not a code on that day'
    >>> may_bill("97112", date(2026, 1, 5)).answer
    'not yours'

    Args:
        code: the code.
        on: the date of service.
        trained: codes beyond massage and packs that training and license allow.
        contract: codes that the payer's contract pays for; None where no contract is in question.

    Raises:
        OutsideKnownDatesError: the day is before the first day that any source shows.
        ValueError: `on` is not a date.

    Source: massage-today-2009 (the AMA: license and training decide, not the profession); dc-2006.
    """
    try:
        found = find_code(code, on)
    except UnknownCode:
        slip = "A code has five digits." if not re.fullmatch(r"\d{5}", str(code)) else "Look in the current CPT book."
        return Verdict(str(code), "not a code", f"{code} is not a code of this course. {slip}")
    if not found.active:
        return Verdict(code, "not a code on that day", _not_on(found, on))
    if found.standing == "others":
        why = f"{found} is a code, but it belongs to work under another license."
    elif found.beyond_massage and code not in trained:
        why = f"{found} is a code, but not yours without the training and a license that allows it."
    elif contract is not None and code not in contract:
        why = f"{found} is a code, but not in this payer's contract."
    else:
        return Verdict(code, "yes", f"{found}: a code on that day, within training, license and contract.")
    return Verdict(code, "not yours", why)


def _not_on(found: ProcedureCode, on: date) -> str:
    if on < found.start:
        return f"{found.code} is a code only from {found.start}."
    today = f" Today's number: {' or '.join(found.replaced_by)}." if found.replaced_by else ""
    return f"{found.code} ended on {found.end}.{today}"


def choose_codes(
    work: Mapping[str, int],
    on: date,
    trained: Collection[str] = (),
    contract: Collection[str] | None = None,
    *,
    separate: bool = False,
) -> Choice:
    """Return the codes that name the work of a session, each with its own minutes.

    The work and the training choose the code, never the pay. Of a pair that may not stand together (code_pairs.csv),
    the code that names more of the session stays. No minutes ever move from one code to another.

    >>> choose_codes({"kneading": 30, "trigger points": 10}, date(2026, 1, 5), trained=["97140"]).ways
    ({'97124': 30},)

    Args:
        work: minutes by technique of techniques.csv.
        on: the date of service.
        trained: codes beyond massage and packs that training and license allow.
        contract: codes that the payer's contract pays for; None where no contract is in question.
        separate: the services were truly separate sessions of one day.

    Raises:
        ValueError: an unknown technique, minutes that are not a whole number, 0 or more, or `on` is not a date.

    Source: techniques.csv and code_pairs.csv, a source a row.
    """
    minutes = minutes_by_code(work, on)
    verdicts = {code: may_bill(code, on, trained, contract) for code in minutes}
    left_out = [(code, minutes[code], found.why) for code, found in verdicts.items() if found.answer != "yes"]
    billed = {code: minutes[code] for code, found in verdicts.items() if found.answer == "yes" and minutes[code]}
    pair = None if separate else pair_in(billed, on)
    if pair is None:
        return Choice((billed,), tuple(left_out))
    most = max(billed[pair.first], billed[pair.second])
    ways = []
    for out in (pair.second, pair.first):
        if billed[out] < most or billed[pair.first] == billed[pair.second]:
            ways.append({code: spent for code, spent in billed.items() if code != out})
            left_out.append((out, billed[out], pair.rule))
    return Choice(tuple(ways), tuple(left_out))


def minutes_by_code(work: Mapping[str, int], on: date | None = None) -> dict[str, int]:
    """Return the minutes of a session by the code that names the work, before any other rule applies.

    >>> minutes_by_code({"kneading": 20, "tapping": 5, "hot pack": 10})
    {'97124': 25, '97010': 10}

    Raises:
        ValueError: an unknown technique, or minutes that are not a whole number from 0.
    """
    if not isinstance(work, Mapping):
        msg = f"work must be minutes by technique, such as {{'kneading': 30}}; it is {work!r}."
        raise ValueError(msg)
    minutes: dict[str, int] = {}
    for technique, spent in work.items():
        if isinstance(spent, bool) or not isinstance(spent, int) or spent < 0:
            msg = f"The minutes of {technique} must be a whole number, 0 or more; they are {spent!r}."
            raise ValueError(msg)
        code = code_of(technique, on)
        minutes[code] = minutes.get(code, 0) + spent
    return minutes


def code_of(technique: str, on: date | None = None) -> str:
    """Return the code that names a technique of techniques.csv on a day; without a day, now.

    Raises:
        ValueError: no such technique; the message lists the known ones.
        OutsideKnownDatesError: the technique is not known for that day.
    """
    rows = _techniques().get(technique)
    if rows is None:
        msg = f"{technique!r} is not a technique of this course; use one of {', '.join(_techniques())}."
        raise ValueError(msg)
    (row,) = in_force(rows, on)
    return row.code


@cache
def _techniques() -> dict[str, list[Technique]]:
    found: dict[str, list[Technique]] = {}
    for row in history(Technique):
        found.setdefault(row.technique, []).append(row)
    return found


def pair_in(billed: Collection[str], on: date) -> CodePair | None:
    """Return the pair of codes that may not be on one claim (code_pairs.csv); None if no pair conflicts."""
    pairs = (row for row in current(CodePair, on) if row.together == "no")
    return next((row for row in pairs if row.first in billed and row.second in billed), None)


def marks_separate(modifier: str, on: date) -> bool:
    """Return whether a modifier marks a service as separate on a day (modifiers.csv)."""
    try:
        return any(row.code == modifier for row in current(Modifier, on))
    except OutsideKnownDatesError:
        return False
