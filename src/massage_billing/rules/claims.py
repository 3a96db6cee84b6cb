"""What a clearinghouse would find wrong with a claim before it is sent (claim_checks.csv, a source a row)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from massage_billing.dated import OutsideKnownDatesError, in_force
from massage_billing.rules.codes import UnknownCode, find_code, pair_in
from massage_billing.rules.eight_minute_rule import METHODS, billings
from massage_billing.rules.findings import Finding, count, day, dollars, finding, is_empty, mapping, sequence
from massage_billing.rules.npi import npi_problem
from massage_billing.rules.prescriptions import visits
from massage_billing.tables import Row, load
from massage_billing.words import bill, bills

LETTERS = "ABCDEFGHIJKL"  # item 21 holds twelve diagnoses
LINES = 6  # on one form
LINE_FIELDS = ("date", "place", "code", "pointer", "charge", "units", "npi")
NPIS = ("referring_npi", "billing_npi")


class Line(NamedTuple):
    """One line of item 24 as far as it can be read; None or empty where it cannot."""

    number: int  # from 1
    day: date | None
    code: str
    units: int | None
    minutes: int | None
    given: Mapping[str, object]


def review_claim(claim: Mapping[str, object]) -> list[Finding]:
    """Return what is wrong with a claim, in the order of the form's items; an empty list where nothing is found.

    >>> claim = {"patient": "Ann Example", "lines": []}
    >>> [found.item for found in review_claim(claim)][:3]
    ['1a', '3', '4']

    Args:
        claim: items by the field of claim_items.csv. `lines` holds a mapping for each line of item 24: "date", "place",
            "code", "modifier", "pointer", "charge", "units", "npi", and from the note "minutes". Not on the form, and
            looked at where they are given: "prescription" with "start", "weeks", "visits" and "used" (visits before
            this claim), and "payer" with "method" ("cms" or "midpoint"), "filing_days" and "reviewed_after" (visits free of
            review). Days are dates or text such as "2026-03-02"; amounts are text, whole numbers or Decimal.

    Raises:
        ValueError: `claim` is no mapping.

    Source: claim_checks.csv and claim_items.csv.
    """
    if not isinstance(claim, Mapping):
        msg = f"A claim must be items by field, such as {{'patient': 'Ann Example'}}; it is a {type(claim).__name__}."
        raise ValueError(msg)
    lines = list(_lines(claim))
    found = [*_empty(claim), *_npis(claim), *_whole(lines), *_total(claim)]
    for line in lines:
        found += [*_line(line), *_pointer(line, claim)]
    found += _dates(lines, claim)
    found += [*_diagnoses(claim, lines), *_services(claim, lines), *_prescription(claim, lines)]
    order = {item: at for at, item in enumerate(items())}
    return sorted(found, key=lambda one: (order.get(one.item, order["24A"]), one.line))


@cache
def items() -> dict[str, Row]:
    """Return the items of the practice form by number, in the order of the form."""
    return {row["item"]: row for row in load("claim_items")}


@cache
def _fields() -> dict[str, Row]:
    return {row["field"]: row for row in load("claim_items")}


def _found(check: str, line: int = 0, **told: object) -> Finding:
    return finding("claim_checks", check, line, **told)


def _about(field: str, check: str, line: int = 0, **told: object) -> Finding:
    """Return a finding about a field, named by its item of the form."""
    row = _fields()[field]
    return finding("claim_checks", check, line, item=row["item"], name=row["name"], **told)


def _lines(claim: Mapping[str, object]) -> Iterator[Line]:
    for number, given in enumerate(map(mapping, sequence(claim.get("lines"))), start=1):
        code = given.get("code")
        yield Line(
            number,
            day(given.get("date")),
            code.strip() if isinstance(code, str) else "",
            count(given.get("units")),
            count(given.get("minutes")),
            given,
        )


def _empty(claim: Mapping[str, object]) -> Iterator[Finding]:
    """Yield the items that a claim needs and lacks, and those that cannot be read."""
    for row in load("claim_items"):
        field = row["field"]
        if field not in LINE_FIELDS and row["needed"] == "yes" and is_empty(claim.get(field)):
            yield _about(field, "missing")
    for field in ("birth_date", "signed"):
        if not is_empty(claim.get(field)) and day(claim[field]) is None:
            yield _about(field, "unreadable", value=claim[field])


def _npis(claim: Mapping[str, object]) -> Iterator[Finding]:
    for field in NPIS:
        if not is_empty(claim.get(field)):
            yield from _npi(field, claim[field])


def _npi(field: str, given: object, line: int = 0) -> Iterator[Finding]:
    why = npi_problem(given) if isinstance(given, str) else "An NPI is text of ten digits."
    if why:
        yield _about(field, "npi_malformed", line, why=why)


def _whole(lines: Sequence[Line]) -> Iterator[Finding]:
    if not lines:
        yield _found("no_lines")
    if len(lines) > LINES:
        yield _found("too_many_lines", count=f"{len(lines):,}")
    seen: set[tuple[str, date]] = set()
    for line in lines:
        if line.code and line.day:
            if (line.code, line.day) in seen and not _separate(line):
                yield _found("duplicate", line.number, code=line.code, day=line.day)
            seen.add((line.code, line.day))


def _line(line: Line) -> Iterator[Finding]:
    """Yield what is wrong with one line by itself."""
    for field in LINE_FIELDS:
        if is_empty(line.given.get(field)) and field != "pointer":
            yield _about(field, "missing", line.number)
    if not is_empty(line.given.get("date")) and line.day is None:
        yield _about("date", "unreadable", line.number, value=line.given["date"])
    if not is_empty(line.given.get("npi")):
        yield from _npi("npi", line.given["npi"], line.number)
    charge = line.given.get("charge")
    if not is_empty(charge) and not dollars(charge):  # 0 is no charge either
        yield _found("charge", line.number, value=charge, code=line.code or "the line")
    units = line.given.get("units")
    if not is_empty(units) and not line.units:
        yield _found("units_not_whole", line.number, units=units)


def _pointer(line: Line, claim: Mapping[str, object]) -> Iterator[Finding]:
    pointer = line.given.get("pointer")
    code = line.code or "the line"
    if not isinstance(pointer, str) or not pointer.strip():
        yield _found("pointer_missing", line.number, code=code)
        return
    have = LETTERS[: len(sequence(claim.get("diagnoses")))]
    for letter in pointer.strip():
        if letter not in have:
            yield _found("pointer_empty", line.number, code=code, pointer=letter)
            return


def _dates(lines: Iterable[Line], claim: Mapping[str, object]) -> Iterator[Finding]:
    signed = day(claim.get("signed"))
    limit = count(mapping(claim.get("payer")).get("filing_days"))
    if signed is None:
        return
    for line in lines:
        if line.day and line.day > signed:
            yield _found("future", line.number, day=line.day, signed=signed)
        elif line.day and limit is not None and (signed - line.day).days > limit:
            yield _found("late", line.number, day=line.day, days=(signed - line.day).days, limit=limit)


def _diagnoses(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    days = sorted({line.day for line in lines if line.day})
    for given in sequence(claim.get("diagnoses")):
        row = diagnoses().get(given) if isinstance(given, str) else None
        if row is None:
            yield _found("dx_unknown", dx=given)
            continue
        for on in days:
            try:
                in_force([row], on)
            except OutsideKnownDatesError:
                why = f"It ended on {row['end']}." if row["end"] else f"It begins on {row['start']}."
                yield _found("dx_not_valid", dx=given, day=on, why=why)
                break


@cache
def diagnoses() -> dict[str, Row]:
    """Return the diagnosis codes that this course knows, by code."""
    return {row["code"]: row for row in load("diagnosis_codes")}


def _services(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield what is wrong with the codes and units of each day."""
    method = mapping(claim.get("payer")).get("method")
    method = method if isinstance(method, str) and method in METHODS else "cms"
    by_day: dict[date, list[Line]] = {}
    for line in lines:
        if line.day and line.code:
            by_day.setdefault(line.day, []).append(line)
    for on, those in by_day.items():
        counted = []
        for line in those:
            wrong = list(_code(line, on))
            yield from wrong
            if not wrong and line.units:
                counted.append(line)
        yield from _pair(those, on)
        yield from _units(counted, on, method)


def _code(line: Line, on: date) -> Iterator[Finding]:
    """Yield what is wrong with a code on its day, and with units that its kind does not allow."""
    try:
        known = find_code(line.code, on)
    except UnknownCode:
        yield _found("code_unknown", line.number, code=line.code)
        return
    except OutsideKnownDatesError:
        yield _found("code_day_unknown", line.number, code=line.code, day=on)
        return
    if not known.active:
        why = f"It ended on {known.end}." if known.end and on > known.end else f"It begins on {known.start}."
        yield _found("code_not_valid", line.number, code=line.code, day=on, why=why)
    elif known.timed is False and line.units and line.units > 1:
        yield _found("untimed_units", line.number, code=line.code, units=line.units)
    elif known.timed and line.units and not line.minutes:
        yield _found("minutes_missing", line.number, code=line.code)


def _pair(lines: Sequence[Line], on: date) -> Iterator[Finding]:
    try:
        pair = pair_in({line.code for line in lines}, on)
    except OutsideKnownDatesError:
        return  # which codes stood together on that day is not known here
    those = [line for line in lines if pair and line.code in (pair["first"], pair["second"])]
    if those and not any(_separate(line) for line in those):
        yield _found("pair", those[-1].number)


def _separate(line: Line) -> bool:
    """Return whether a line's modifier says that its service was a separate one (modifiers.csv)."""
    modifier = line.given.get("modifier")
    if not isinstance(modifier, str) or line.day is None:
        return False
    try:
        return modifier.strip() in {row["code"] for row in in_force(load("modifiers"), line.day)}
    except OutsideKnownDatesError:
        return False


def _units(lines: Sequence[Line], on: date, method: str) -> Iterator[Finding]:
    """Yield a finding where the units of a day's timed codes are not what the minutes support."""
    minutes: dict[str, int] = {}
    units: dict[str, int] = {}
    for line in lines:
        if find_code(line.code, on).timed:
            minutes[line.code] = minutes.get(line.code, 0) + (line.minutes or 0)
            units[line.code] = units.get(line.code, 0) + (line.units or 0)
    if not minutes:
        return
    try:
        right = billings(minutes, method, on)
    except OutsideKnownDatesError:
        return  # how units were counted on that day is not known here
    except ValueError as error:  # more minutes than a day has
        yield _found("units", lines[0].number, day=on, right=f"nothing that can be billed. {error}", said=bill(units))
        return
    if units not in right:
        first = next(line.number for line in lines if line.code in units)
        yield _found("units", first, day=on, right=bills(right), said=bill(units))


def _prescription(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    if is_empty(claim.get("prescription")):
        yield _found("rx_missing")
        return
    payer = dict(mapping(claim.get("payer")))
    if not is_empty(claim.get("authorization")):  # the review is done; the payer's limit on the prescription stands
        payer.pop("reviewed_after", None)
    days = sorted({line.day for line in lines if line.day})
    yield from visits(mapping(claim["prescription"]), days, payer)


def _total(claim: Mapping[str, object]) -> Iterator[Finding]:
    given = claim.get("total")
    if is_empty(given):
        return
    total = dollars(given)
    if total is None:
        yield _about("total", "unreadable", value=given)
        return
    charges = [dollars(mapping(line).get("charge")) for line in sequence(claim.get("lines"))]
    added = sum((charge for charge in charges if charge is not None), Decimal("0.00"))
    if charges and None not in charges and added != total:
        yield _found("total", value=total, sum=added)
