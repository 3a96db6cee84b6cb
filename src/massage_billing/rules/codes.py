"""Procedure codes: their names in this course, the dates when they are valid, and the codes a session may bill.

CPT is a registered trademark of the American Medical Association. The names are our own. The official text is in the
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
from massage_billing.base.text import series, us_date

Answer = Literal["yes", "not a code", "not a code on that day", "not yours"]


@table("codes", key=("code",))
class Code(DatedRow):
    """A procedure code for a period of time (a row of codes.csv)."""

    code: str
    name: str  # our own plain name, never the CPT descriptor
    timed: bool | None  # billed in 15-minute units; None if our sources do not say
    beyond_massage: bool  # whether billing it requires training and a license beyond massage and packs
    replaced_by: tuple[str, ...]
    standing: str  # "usual", "question" (ask first), "unlisted" (no code for the work), "others" (not yours, or ended)
    ask: str  # what a massage therapist should ask before using it
    first_day: str  # whether `start` is the actual first day ("known"), the first day a source shows, or neither


@table("techniques", key=("technique",))
class Technique(DatedRow):
    """A hands-on technique and the code that covers it (a row of techniques.csv)."""

    technique: str
    description: str
    code: str
    also: tuple[str, ...]  # codes that another source gives for the same work
    why: str


@table("code_pairs", key=("first", "second"))
class CodePair(DatedRow):
    """Two codes on one claim (a row of code_pairs.csv)."""

    first: str  # column 1 of Medicare's table
    second: str  # column 2: the code that takes the modifier
    together: str  # "modifier": separate blocks or visits; "region": different regions; "payer": ask; "bundled"
    rule: str
    ask: str  # what we could not confirm, and whom to ask


@table("modifiers", key=("code",))
class Modifier(DatedRow):
    """A modifier that a massage therapist may see (a row of modifiers.csv)."""

    code: str
    means: str
    use: str  # "separate" marks a separate service; the others do not


class UnknownCode(ValueError):  # noqa: N818  (other code and the lessons rely on this name)
    """Raised for a code that is not in codes.csv, or that is not valid on the date of service.

    Example:
        >>> find_code("99999")
        Traceback (most recent call last):
        ...
        massage_billing.rules.codes.UnknownCode: This course does not cover the code '99999'. Use one of 97010, ...
    """


class ProcedureCode(NamedTuple):
    """The facts about a procedure code on a date of service.

    Example:
        >>> print(find_code("97124"))
        97124 massage
    """

    code: str
    name: str  # our own plain name, never the CPT descriptor
    timed: bool | None  # billed in 15-minute units; False: one unit a day; None: our sources do not say
    active: bool  # whether the code is valid on that date
    beyond_massage: bool  # whether billing it requires training and a license beyond massage and packs
    replaced_by: tuple[str, ...]
    standing: str  # "usual", "question" (ask first), "unlisted" (no code for the work), "others" (not yours, or ended)
    ask: str  # what a massage therapist should ask before using it
    first_day: str  # whether `start` is the actual first day ("known"), the first day a source shows, or neither
    start: date
    end: date | None
    source: str  # the citation that a reader sees

    def __str__(self) -> str:
        """Return the code and its name, as a learner sees them."""
        return f"{self.code} {self.name}"


class Verdict(NamedTuple):
    """Whether a massage therapist may bill a code on a date of service, and why."""

    code: str
    answer: Answer
    why: str


class Choice(NamedTuple):
    """The codes that a session bills, and the services that stay in the session note.

    Example:
        >>> choose_codes({"kneading": 30, "hot pack": 10}, date(2026, 1, 5), contract=["97124"]).left_out[0][:2]
        ('97010', 10)
    """

    ways: tuple[dict[str, int], ...]  # minutes by code; more than one entry if either code of a pair is correct
    left_out: tuple[tuple[str, int, str], ...]  # code, minutes, and the reason it is not billed
    pair: CodePair | None = None  # billed together: modifier 59 goes on the second code of the pair


def find_code(code: str, on: date | None = None) -> ProcedureCode:
    """Look up a procedure code on a date of service.

    Example:
        >>> find_code("97124").timed, find_code("97010").timed
        (True, False)
        >>> old = find_code("97122", on=date(2026, 1, 5))
        >>> old.active, old.replaced_by
        (False, ('97140',))

    Args:
        code: The five characters, as a string.
        on: The date of service. If omitted, return the latest facts.

    Returns:
        The facts about the code. A code that was not valid on the date has `active` set to False.

    Raises:
        UnknownCode: The code is not in codes.csv, or is not a string. The message lists the codes you can use.
        OutsideKnownDatesError: The date is before the first date that any source shows.
        ValueError: `on` is not a date.

    Source: codes.csv, which cites a source in each row.
    """
    if not isinstance(code, str):
        msg = f"code must be a string of five characters, not {code!r}."
        raise UnknownCode(msg)
    check_day(on)
    return _find(code, on)


@lru_cache(maxsize=4096)
def _find(code: str, on: date | None) -> ProcedureCode:
    rows = sorted((row for row in history(Code) if row.code == code), key=lambda row: row.start)
    if not rows:
        usable = ", ".join(sorted(codes("usual", "question")))
        msg = f"This course does not cover the code {code!r}. Use one of {usable}."
        raise UnknownCode(msg)
    first, last = rows[0], rows[-1]
    row, active, end = last, last.end is None, last.end
    if on is not None:
        try:
            (row,), active = in_force(rows, on), True
        except OutsideKnownDatesError:
            if on < first.start and first.first_day != "known":
                shown = f"The first day that our sources show for {code} is {us_date(first.start)}"
                msg = f"{shown}, so this course cannot say whether it was valid on {us_date(on)}."
                raise OutsideKnownDatesError(msg) from None
            active = False
            end = max((row.end for row in rows if row.end and row.end < on), default=end)
    return ProcedureCode(
        code, row.name, row.timed, active, row.beyond_massage, row.replaced_by, row.standing, row.ask, first.first_day,
        first.start, end, row.citation,
    )  # fmt: skip


@cache
def codes(*standings: str) -> tuple[str, ...]:
    """List the codes in codes.csv, in table order, including codes that have ended.

    Example:
        >>> codes("usual")
        ('97124', '97140', '97010')

    Args:
        standings: Return only codes with one of these standings: "usual", "question", "unlisted", or "others".
    """
    return tuple(dict.fromkeys(row.code for row in history(Code) if not standings or row.standing in standings))


def may_bill(code: str, on: date, trained: Collection[str] = (), contract: Collection[str] | None = None) -> Verdict:
    """Decide whether a massage therapist may bill a code on a date of service.

    Example:
        >>> may_bill("97999", date(2026, 1, 5)).answer
        'not a code'
        >>> may_bill("97001", date(2026, 1, 5)).answer
        'not a code on that day'
        >>> may_bill("97112", date(2026, 1, 5)).answer
        'not yours'

    Args:
        code: The code to check.
        on: The date of service.
        trained: Codes beyond massage and packs that the therapist's training and license allow.
        contract: Codes that the payer's contract pays for. None means that no contract limits the codes.

    Returns:
        The answer and the reason for it.

    Raises:
        OutsideKnownDatesError: The date is before the first date that any source shows.
        ValueError: `on` is not a date.

    Source: massage-today-2009 (the AMA: license and training decide, not the profession); dc-2006.
    """
    if on is None:
        msg = "on, the date of service, must be a date such as date(2026, 1, 5); it is None."
        raise ValueError(msg)
    try:
        found = find_code(code, on)
    except UnknownCode:
        advice = "Look it up in the current CPT book." if is_formed(code) else "A CPT code has five digits."
        return Verdict(str(code), "not a code", f"{code} is not one of the codes in this course. {advice}")
    if not found.active:
        return Verdict(code, "not a code on that day", _why_not_valid(found, on))
    if found.standing == "others":
        why = f"{found} is a valid code, but it is for work that usually falls under another license."
    elif found.beyond_massage and code not in trained:
        why = f"{found} is a valid code, but you need the training and a license that allows it."
    elif contract is not None and code not in contract:
        why = f"{found} is a valid code, but this payer's contract does not include it."
    else:
        return Verdict(code, "yes", f"{found} is valid on that date. Your training, license, and contract allow it.")
    return Verdict(code, "not yours", why)


def is_formed(code: object) -> bool:
    """Tell whether text has the form of a procedure code, whether or not the course covers it.

    Example:
        >>> is_formed("97014"), is_formed("9714O"), is_formed("97140-59")
        (True, False, False)
    """
    return isinstance(code, str) and re.fullmatch(r"[A-NP-Z\d]\d{4}", code, re.ASCII) is not None


def _why_not_valid(found: ProcedureCode, on: date) -> str:
    if on < found.start:
        return f"{found.code} is not valid until {us_date(found.start)}."
    successor = f" It was replaced by {series(found.replaced_by, 'or')}." if found.replaced_by else ""
    end = found.end or on  # a code that is no longer valid always has an end
    return f"{found.code} ended on {us_date(end)}.{successor}"


def choose_codes(
    work: Mapping[str, int],
    on: date,
    trained: Collection[str] = (),
    contract: Collection[str] | None = None,
    *,
    separate: bool = False,
) -> Choice:
    """Choose the codes that a session may bill, each with its own minutes.

    The work and the therapist's training decide the code; the payment never does. If the work of two paired codes
    (code_pairs.csv) blends, keep the code with more minutes. Never move minutes from one code to another.

    Example:
        >>> choose_codes({"kneading": 30, "trigger points": 10}, date(2026, 1, 5), trained=["97140"]).ways
        ({'97124': 30},)
        >>> both = choose_codes({"kneading": 30, "trigger points": 10}, date(2026, 1, 5), ["97140"], separate=True)
        >>> both.ways, both.pair.second
        (({'97124': 30, '97140': 10},), '97124')

    Args:
        work: Minutes by technique (techniques.csv).
        on: The date of service.
        trained: Codes beyond massage and packs that the therapist's training and license allow.
        contract: Codes that the payer's contract pays for. None means that no contract limits the codes.
        separate: Whether each service had its own block of minutes, or its own visit, and the payer allows both codes.

    Returns:
        Every correct way to bill the session, and the services that are not billed.

    Raises:
        ValueError: A technique is unknown, the minutes are not a whole number of 0 or more, or `on` is not a date.

    Source: techniques.csv and code_pairs.csv, which cite a source in each row.
    """
    minutes = minutes_by_code(work, on)
    verdicts = {code: may_bill(code, on, trained, contract) for code in minutes}
    left_out = [(code, minutes[code], found.why) for code, found in verdicts.items() if found.answer != "yes"]
    billed = {code: minutes[code] for code, found in verdicts.items() if found.answer == "yes" and minutes[code]}
    pair = pair_in(billed, on)
    if pair is None or separate:
        return Choice((billed,), tuple(left_out), pair)
    most = max(billed[pair.first], billed[pair.second])
    ways = []
    for out in (pair.first, pair.second):
        if billed[out] < most or billed[pair.first] == billed[pair.second]:
            ways.append({code: spent for code, spent in billed.items() if code != out})
            left_out.append((out, billed[out], pair.rule))
    return Choice(tuple(ways), tuple(left_out))


def minutes_by_code(work: Mapping[str, int], on: date | None = None) -> dict[str, int]:
    """Add up a session's minutes by code, before any other rule applies.

    Example:
        >>> minutes_by_code({"kneading": 20, "tapping": 5, "hot pack": 10})
        {'97124': 25, '97010': 10}

    Args:
        work: Minutes by technique (techniques.csv).
        on: The date of service. If omitted, use the current codes.

    Raises:
        ValueError: A technique is unknown, or its minutes are not a whole number of 0 or more.
    """
    if not isinstance(work, Mapping):
        msg = f"work must map techniques to minutes, such as {{'kneading': 30}}, not {work!r}."
        raise ValueError(msg)
    minutes: dict[str, int] = {}
    for technique, spent in work.items():
        if isinstance(spent, bool) or not isinstance(spent, int) or spent < 0:
            msg = f"The minutes of {technique} must be a whole number of 0 or more, not {spent!r}."
            raise ValueError(msg)
        code = code_of(technique, on)
        minutes[code] = minutes.get(code, 0) + spent
    return minutes


def code_of(technique: str, on: date | None = None) -> str:
    """Return the code that covers a technique on a date of service.

    Example:
        >>> code_of("trigger points")
        '97140'

    Args:
        technique: A technique in techniques.csv.
        on: The date of service. If omitted, use the current code.

    Raises:
        ValueError: The technique is not in techniques.csv. The message lists the techniques you can use.
        OutsideKnownDatesError: techniques.csv has no row for the technique on that date.
    """
    rows = _techniques().get(technique)
    if rows is None:
        msg = f"This course does not cover the technique {technique!r}. Use one of {', '.join(_techniques())}."
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
    """Find two codes that may be billed together only with a modifier on the second (code_pairs.csv).

    Example:
        >>> pair = pair_in({"97124", "97140"}, date(2026, 1, 5))
        >>> pair.first, pair.second
        ('97140', '97124')
        >>> pair_in({"97140", "97530"}, date(2026, 1, 5)) is None  # Medicare's rule on this pair ended in 2019
        True

    Args:
        billed: The codes on the claim.
        on: The date of service.

    Returns:
        The pair, or None if the claim has no such pair.
    """
    pairs = (row for row in current(CodePair, on) if row.together in ("modifier", "region"))
    return next((row for row in pairs if row.first in billed and row.second in billed), None)


def marks_separate(modifier: str, on: date) -> bool:
    """Tell whether a modifier marks a service as separate on a date of service (modifiers.csv).

    Example:
        >>> marks_separate("59", date(2026, 1, 5)), marks_separate("22", date(2026, 1, 5))
        (True, False)
    """
    try:
        return any(row.code == modifier and row.use == "separate" for row in current(Modifier, on))
    except OutsideKnownDatesError:
        return False
