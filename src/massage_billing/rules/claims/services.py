"""Review the codes, modifiers, and units on a claim, one date of service at a time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from massage_billing.base.tables import OutsideKnownDatesError
from massage_billing.base.text import us_date
from massage_billing.rules.claims.claim_form import Line
from massage_billing.rules.claims.findings import Finding, finding, mapping
from massage_billing.rules.codes import UnknownCode, find_code, marks_separate, pair_in
from massage_billing.rules.eight_minute_rule import METHODS, billings, describe, describe_all


def review_services(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the errors in the codes, modifiers, and units of each date of service.

    Args:
        claim: The claim, as for `review_claim`. Only its "payer" is used, for the method of counting units.
        lines: The service lines of the claim.

    Example:
        >>> from massage_billing.rules.claims.claim_form import lines_of
        >>> claim = {"lines": [{"date": "2026-03-02", "code": "97124", "units": 3, "minutes": 30}]}
        >>> [found.problem for found in review_services(claim, list(lines_of(claim)))]
        ['The minutes on 03/02/2026 support 2 units of 97124. The claim bills 3 units of 97124.']
    """
    method = mapping(claim.get("payer")).get("method")
    method = method if isinstance(method, str) and method in METHODS else "cms"
    by_day: dict[date, list[Line]] = {}
    for line in lines:
        if line.day and line.code:
            by_day.setdefault(line.day, []).append(line)
    for service_date, that_day in by_day.items():
        counted = []
        for line in that_day:
            errors = list(_code(line, service_date))
            yield from errors
            if not errors and line.units:
                counted.append(line)
        yield from _pair(that_day, service_date)
        yield from _units(counted, service_date, method)


def is_separate(line: Line) -> bool:
    """Return whether the modifier on a line marks its service as separate (modifiers.csv).

    Example:
        >>> from massage_billing.rules.claims.claim_form import lines_of
        >>> claim = {"lines": [{"date": "2026-03-02", "code": "97124", "modifier": "59"}]}
        >>> is_separate(next(lines_of(claim)))
        True
    """
    modifier = line.given.get("modifier")
    return isinstance(modifier, str) and line.day is not None and marks_separate(modifier.strip(), line.day)


def _code(line: Line, service_date: date) -> Iterator[Finding]:
    """Yield an error if the code is not valid on its date, or if its units do not fit a timed or untimed code."""
    try:
        known = find_code(line.code, service_date)
    except UnknownCode:
        yield finding("code_unknown", line.number, code=line.code)
        return
    except OutsideKnownDatesError:
        yield finding("code_day_unknown", line.number, code=line.code, day=service_date)
        return
    if not known.active:
        ended = known.end if known.end and service_date > known.end else None
        why = f"It ended on {us_date(ended)}." if ended else f"It starts on {us_date(known.start)}."
        yield finding("code_not_valid", line.number, code=line.code, day=service_date, why=why)
    elif known.timed is False and line.units and line.units > 1:
        yield finding("untimed_units", line.number, code=line.code, units=line.units)
    elif known.timed and line.units and not line.minutes:
        yield finding("minutes_missing", line.number, code=line.code)


def _pair(lines: Sequence[Line], service_date: date) -> Iterator[Finding]:
    try:
        pair = pair_in({line.code for line in lines}, service_date)
    except OutsideKnownDatesError:
        return  # code_pairs.csv does not cover this date
    paired = [line for line in lines if pair and line.code in (pair.first, pair.second)]
    if pair and paired and not any(map(is_separate, paired)):
        how = "different regions of the body" if pair.together == "region" else "separate minutes or visits"
        yield finding("pair", paired[-1].number, first=pair.first, second=pair.second, how=how)


def _units(lines: Sequence[Line], service_date: date, method: str) -> Iterator[Finding]:
    """Yield an error if the units of the timed codes on one date are not what the minutes support."""
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
        return  # the tables do not cover this date
    except ValueError as error:  # more minutes than there are in a day
        nothing = f"no billable units ({str(error).removesuffix('.')})"
        yield finding("units", lines[0].number, day=service_date, right=nothing, billed=describe(units))
        return
    if units not in right:
        first = next(line.number for line in lines if line.code in units)
        yield finding("units", first, day=service_date, right=describe_all(right), billed=describe(units))
