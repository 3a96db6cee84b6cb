"""The 8-minute rule: the units you may bill for a day's minutes of treatment.

Most payers use one of two methods (counting_methods.csv lists who uses which). "cms" adds all timed minutes of the day, turns
the total into units, and assigns the units to the codes. "midpoint" counts each timed code separately.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from numbers import Real
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import plural, series
from massage_billing.rules.codes import UnknownCode, codes, find_code

# The formula for eight_minute_rule.csv (cms-clm-5, section 20.2 C); a test compares it with every row of the table.
UNIT = 15  # minutes in a full unit
FIRST = 8  # minutes at which a unit may be billed
MINUTES_PER_DAY = 24 * 60

METHODS = ("cms", "midpoint")


@table("eight_minute_rule", key=("units",))
class Interval(DatedRow):
    """A range of minutes of one timed service, and its units (a row of the published table)."""

    units: int
    least_minutes: int
    most_minutes: int


@table("unit_limits", key=("code",))
class UnitLimit(DatedRow):
    """The most units of a code on one day that Medicare expects (a row of unit_limits.csv)."""

    code: str
    most_units: int  # 0: Medicare does not pay the code


@table("counting_methods", key=("method",))
class CountingMethod(DatedRow):
    """A method of counting units, and who uses it (a row of counting_methods.csv)."""

    method: str  # one of METHODS, or "payer": a rule of its own, which cannot be computed here
    name: str
    how: str
    used_by: str


@table("worked_examples", key=("example", "answer", "code"))
class WorkedExample(DatedRow):
    """The units of one code in a correct answer to one of the manual's examples."""

    example: int
    answer: int  # 1; higher if the example has more than one correct answer
    code: str
    minutes: int
    units: int


class Service(NamedTuple):
    """One code in the count of a day.

    Example:
        >>> count_day({"97110": 33, "97140": 7}).services[0]
        Service(code='97110', minutes=33, timed=True, base_units=2, left_over=3)
    """

    code: str
    minutes: int
    timed: bool
    base_units: int  # before any extra unit is assigned
    left_over: int  # minutes beyond the base units


class DayCount(NamedTuple):
    """The steps that turn a day's minutes into units.

    Example:
        >>> count_day({"97110": 33, "97140": 7}).billings
        ({'97110': 2, '97140': 1},)
    """

    method: str
    services: tuple[Service, ...]  # in the order given
    total_minutes: int  # of timed services
    total_units: int  # of timed services
    extra_units: int  # the units of the total beyond the base units of all codes
    billings: tuple[dict[str, int], ...]  # every correct way to bill the day


def units_for(minutes: int) -> int:
    """Return the units for a timed service that is the only one of the day.

    Example:
        >>> [units_for(minutes) for minutes in (7, 8, 22, 23)]
        [0, 1, 1, 2]

    Args:
        minutes: Minutes of hands-on treatment, from 0 to 1,440.

    Raises:
        ValueError: The minutes are not a whole number from 0 to 1,440.

    Source: cms-clm-5, section 20.2 C (eight_minute_rule.csv). After the last row, "the pattern remains the same".
    """
    return (_whole_minutes("minutes", minutes) + UNIT - FIRST) // UNIT


def most_units(code: str, on: date | None = None) -> int | None:
    """Return the most units of a code on one day that Medicare expects.

    Above the limit, Medicare denies all units of the code, unless the records prove them. Other payers set their own.

    Example:
        >>> most_units("97124"), most_units("97140"), most_units("97001")
        (4, 6, None)

    Args:
        code: The code.
        on: The date of service. If omitted, use the current table.

    Returns:
        The limit; 0 if Medicare does not pay the code; None if the table does not have the code.

    Raises:
        OutsideKnownDatesError: The table does not cover the date.

    Source: mue-2026 (unit_limits.csv).
    """
    return next((row.most_units for row in current(UnitLimit, on) if row.code == code), None)


def billings(services: Mapping[str, int], method: str = "cms", on: date | None = None) -> tuple[dict[str, int], ...]:
    """List every correct way to bill a day, as units by code.

    An untimed code is always one unit. A code that earns no unit is left out.

    Example:
        >>> billings({"97110": 33, "97140": 7})
        ({'97110': 2, '97140': 1},)
        >>> billings({"97110": 33, "97140": 7}, method="midpoint")
        ({'97110': 2},)

    Args:
        services: Minutes of treatment by code.
        method: "cms" (Medicare's 8-minute rule) or "midpoint" (each code separately).
        on: The date of service. If omitted, use the current codes.

    Returns:
        The correct billings. Each has the codes in the order of `services`.

    Raises:
        UnknownCode: A code is not in codes.csv, or was not valid on the date of service.
        ValueError: `services` is not a mapping, the minutes of a code are not a whole number from 0 to 1,440, the timed
            minutes add up to more than 1,440, or the method is unknown.

    Source: cms-clm-5, section 20.2 C; premera-time for the midpoint method.
    """
    return count_day(services, method, on).billings


def count_day(services: Mapping[str, int], method: str = "cms", on: date | None = None) -> DayCount:
    """Count a day's units, and keep the steps that lead to the result of `billings`.

    Example:
        >>> day = count_day({"97110": 33, "97140": 7})
        >>> day.total_minutes, day.total_units, day.extra_units
        (40, 3, 1)

    Args, Raises, and Source: See `billings`.
    """
    if method not in METHODS:
        msg = f"{method!r} is not a counting method. Use 'cms' or 'midpoint'."
        raise ValueError(msg)
    if not isinstance(services, Mapping):
        example = {codes("usual")[0]: 30}
        msg = f"services must map codes to minutes, such as {example}, not {services!r}."
        raise ValueError(msg)
    entries = tuple(_service(code, minutes, method, on) for code, minutes in services.items())
    timed = [entry for entry in entries if entry.timed]
    total = sum(entry.minutes for entry in timed)
    if total > MINUTES_PER_DAY:
        msg = f"The timed minutes add up to {total:,}, but a day has only {MINUTES_PER_DAY:,}."
        raise ValueError(msg)
    base = sum(entry.base_units for entry in timed)
    units = units_for(total) if method == "cms" else base
    shares = _shares(timed, units - base)
    return DayCount(method, entries, total, units, units - base, tuple(_bill(entries, share) for share in shares))


def _service(code: str, minutes: int, method: str, on: date | None) -> Service:
    found = find_code(code, on)
    if not found.active:
        day = f" on {on}" if on else " now"
        successor = f" It was replaced by {series(found.replaced_by, 'or')}." if found.replaced_by else ""
        msg = f"{code} is not valid{day}.{successor}"
        raise UnknownCode(msg)
    if found.timed is None:
        msg = f"{code} cannot be counted: codes.csv does not say whether it is timed."
        raise UnknownCode(msg)
    whole = _whole_minutes(code, minutes)
    if not found.timed:
        return Service(code, whole, found.timed, min(whole, 1), 0)
    base = whole // UNIT if method == "cms" else units_for(whole)
    return Service(code, whole, found.timed, base, max(whole - base * UNIT, 0))


def _shares(timed: list[Service], extra: int) -> list[tuple[str, ...]]:
    """List the ways to assign the extra units: the most leftover minutes first, and any codes that tie."""
    if not extra:
        return [()]
    last = sorted((entry.left_over for entry in timed), reverse=True)[extra - 1]
    first = tuple(entry.code for entry in timed if entry.left_over > last)
    tied = [entry.code for entry in timed if entry.left_over == last]
    return [first + chosen for chosen in combinations(tied, extra - len(first))]


def _bill(entries: tuple[Service, ...], share: tuple[str, ...]) -> dict[str, int]:
    units = {entry.code: entry.base_units + (entry.code in share) for entry in entries}
    return {code: count for code, count in units.items() if count}


def _whole_minutes(entry: str, minutes: object) -> int:
    if type(minutes) is int and 0 <= minutes <= MINUTES_PER_DAY:  # the usual case; questions draw many of these
        return minutes
    if isinstance(minutes, int) and not isinstance(minutes, bool):
        whole = minutes  # perhaps too large for a float
    # numpy and pandas have their own whole-number types, and store whole numbers as floats
    elif isinstance(minutes, Real) and not isinstance(minutes, bool) and float(minutes) % 1 == 0:
        whole = int(float(minutes))
    else:
        msg = f"{entry}: {minutes!r} is not a whole number of minutes. Use a number from 0 to {MINUTES_PER_DAY:,}."
        raise ValueError(msg)
    if not 0 <= whole <= MINUTES_PER_DAY:
        msg = f"{entry}: {minutes} minutes is out of range. Use a whole number from 0 to {MINUTES_PER_DAY:,}."
        raise ValueError(msg)
    return whole


def describe(billing: Mapping[str, int]) -> str:
    """Describe the units of a billing in words.

    Example:
        >>> describe({"97110": 2, "97140": 1})
        '2 units of 97110 and 1 unit of 97140'
    """
    return series(f"{plural(count, 'unit')} of {code}" for code, count in billing.items()) if billing else "nothing"


def describe_all(ways: Iterable[Mapping[str, int]]) -> str:
    """Describe every correct billing of a day in words.

    Example:
        >>> describe_all([{"97110": 1}, {"97140": 1}])
        '1 unit of 97110, or 1 unit of 97140'
    """
    return ", or ".join(map(describe, ways))
