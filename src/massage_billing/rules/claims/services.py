"""The codes, modifiers, and units on a claim, day by day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from massage_billing.base.tables import OutsideKnownDatesError
from massage_billing.rules.claims.claim_form import Line
from massage_billing.rules.claims.findings import Finding, finding, mapping
from massage_billing.rules.codes import UnknownCode, find_code, marks_separate, pair_in
from massage_billing.rules.eight_minute_rule import METHODS, billings, describe, describe_all


def review_services(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield what is wrong with the codes and units of each day."""
    method = mapping(claim.get("payer")).get("method")
    method = method if isinstance(method, str) and method in METHODS else "cms"
    by_day: dict[date, list[Line]] = {}
    for line in lines:
        if line.day and line.code:
            by_day.setdefault(line.day, []).append(line)
    for service_date, those in by_day.items():
        counted = []
        for line in those:
            wrong = list(_code(line, service_date))
            yield from wrong
            if not wrong and line.units:
                counted.append(line)
        yield from _pair(those, service_date)
        yield from _units(counted, service_date, method)


def is_separate(line: Line) -> bool:
    """Return whether a line's modifier marks its service as a separate one (modifiers.csv)."""
    modifier = line.given.get("modifier")
    return isinstance(modifier, str) and line.day is not None and marks_separate(modifier.strip(), line.day)


def _code(line: Line, service_date: date) -> Iterator[Finding]:
    """Yield what is wrong with a code on its day, and with units that its kind does not allow."""
    try:
        known = find_code(line.code, service_date)
    except UnknownCode:
        yield finding("code_unknown", line.number, code=line.code)
        return
    except OutsideKnownDatesError:
        yield finding("code_day_unknown", line.number, code=line.code, day=service_date)
        return
    if not known.active:
        ended = known.end and service_date > known.end
        why = f"It ended on {known.end}." if ended else f"It begins on {known.start}."
        yield finding("code_not_valid", line.number, code=line.code, day=service_date, why=why)
    elif known.timed is False and line.units and line.units > 1:
        yield finding("untimed_units", line.number, code=line.code, units=line.units)
    elif known.timed and line.units and not line.minutes:
        yield finding("minutes_missing", line.number, code=line.code)


def _pair(lines: Sequence[Line], service_date: date) -> Iterator[Finding]:
    try:
        pair = pair_in({line.code for line in lines}, service_date)
    except OutsideKnownDatesError:
        return  # code_pairs.csv does not cover that day
    those = [line for line in lines if pair and line.code in (pair.first, pair.second)]
    if those and not any(map(is_separate, those)):
        yield finding("pair", those[-1].number)


def _units(lines: Sequence[Line], service_date: date, method: str) -> Iterator[Finding]:
    """Yield a finding where the units of a day's timed codes are not what the minutes support."""
    minutes: dict[str, int] = {}
    units: dict[str, int] = {}
    for line in lines:
        if find_code(line.code, service_date).timed:
            minutes[line.code] = minutes.get(line.code, 0) + (line.minutes or 0)
            units[line.code] = units.get(line.code, 0) + (line.units or 0)
    if not minutes:
        return
    try:
        right = billings(minutes, method, service_date)
    except OutsideKnownDatesError:
        return  # the tables do not cover that day
    except ValueError as error:  # more minutes than there are in a day
        nothing = f"nothing that can be billed. {error}"
        yield finding("units", lines[0].number, day=service_date, right=nothing, billed=describe(units))
        return
    if units not in right:
        first = next(line.number for line in lines if line.code in units)
        yield finding("units", first, day=service_date, right=describe_all(right), billed=describe(units))
