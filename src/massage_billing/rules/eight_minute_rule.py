"""The 8-minute rule: the units that a day's minutes of treatment may bill.

Two methods are in use (counting_methods.csv says who uses which). "cms": the total of all timed minutes of the day
gives the units, which are then shared out. "midpoint": each timed code is counted by itself.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from numbers import Real
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, table
from massage_billing.base.text import plural
from massage_billing.rules.codes import UnknownCode, find_code

# Closed form of eight_minute_rule.csv (cms-clm-5, section 20.2 C); a test compares it with every row of the table.
UNIT = 15  # minutes per unit
FIRST = 8  # minutes from which a unit counts
MINUTES_PER_DAY = 24 * 60

METHODS = ("cms", "midpoint")


@table("eight_minute_rule", key=("units",))
class Interval(DatedRow):
    """A row of the published table: the range of minutes of timed service for a number of units."""

    units: int
    least_minutes: int
    most_minutes: int


@table("counting_methods", key=("method",))
class CountingMethod(DatedRow):
    """A way to count units, and who uses it."""

    method: str  # of METHODS
    name: str
    how: str
    used_by: str


@table("worked_examples", key=("example", "answer", "code"))
class WorkedExample(DatedRow):
    """One code in an accepted billing for one of the manual's examples."""

    example: int
    answer: int  # 1, or more if several billings are right
    code: str
    minutes: int
    units: int


class Service(NamedTuple):
    """One code's part in a day."""

    code: str
    minutes: int
    timed: bool
    sure: int  # units this code has before any spare unit is given out
    left_over: int  # minutes beyond those units (whole quarters in "cms")


class DayCount(NamedTuple):
    """How a day's minutes become units, step by step."""

    method: str
    services: tuple[Service, ...]  # in the order given
    total_minutes: int  # of timed services
    total_units: int  # of timed services
    spare: int  # units of the total that no code has for sure
    billings: tuple[dict[str, int], ...]  # every right way to bill the day


def units_for(minutes: int) -> int:
    """Return the units that one timed service bills when it is the only one of the day.

    >>> [units_for(minutes) for minutes in (7, 8, 22, 23)]
    [0, 1, 1, 2]

    Raises:
        ValueError: minutes below 0, not whole, not a number, or more than there are in a day.

    Source: cms-clm-5, section 20.2 C (eight_minute_rule.csv); past the table "the pattern remains the same".
    """
    return (_whole_minutes("minutes", minutes) + UNIT - FIRST) // UNIT


def billings(services: Mapping[str, int], method: str = "cms", on: date | None = None) -> tuple[dict[str, int], ...]:
    """Return every right way to bill a day, as units by code, in the order the services were given.

    An untimed code is one unit, whatever its minutes. A code that earns no unit is left out.

    >>> billings({"97110": 33, "97140": 7})
    ({'97110': 2, '97140': 1},)
    >>> billings({"97110": 33, "97140": 7}, method="midpoint")
    ({'97110': 2},)

    Args:
        services: minutes of treatment by code.
        method: "cms" (the Medicare total) or "midpoint" (each code by itself).
        on: the date of service; without one, the codes as they stand.

    Raises:
        UnknownCode: a code that codes.csv does not have, or that is not valid on the day.
        ValueError: minutes below 0, not whole, not a number, or more than 1,440 in the day; an unknown method.

    Source: cms-clm-5, section 20.2 C; premera-time for the midpoint method.
    """
    return count_day(services, method, on).billings


def count_day(services: Mapping[str, int], method: str = "cms", on: date | None = None) -> DayCount:
    """Return how a day's minutes become units: what `billings` answers, with its steps.

    >>> day = count_day({"97110": 33, "97140": 7})
    >>> day.total_minutes, day.total_units, day.spare
    (40, 3, 1)

    Raises and Source: as `billings`.
    """
    if method not in METHODS:
        msg = f"{method!r} is not a method of counting; use 'cms' or 'midpoint'."
        raise ValueError(msg)
    entries = tuple(_service(code, minutes, method, on) for code, minutes in services.items())
    timed = [entry for entry in entries if entry.timed]
    total = sum(entry.minutes for entry in timed)
    if total > MINUTES_PER_DAY:
        msg = f"The timed minutes add up to {total:,}; a day has {MINUTES_PER_DAY:,} at most."
        raise ValueError(msg)
    sure = sum(entry.sure for entry in timed)
    units = units_for(total) if method == "cms" else sure
    shares = _shares(timed, units - sure)
    return DayCount(method, entries, total, units, units - sure, tuple(_bill(entries, share) for share in shares))


def _service(code: str, minutes: int, method: str, on: date | None) -> Service:
    found = find_code(code, on)
    if not found.active or found.timed is None:
        today = f"; it became {' or '.join(found.replaced_by)}" if found.replaced_by else ""
        msg = f"{code} is not a code to count on {on or 'a day of service now'}{today}."
        raise UnknownCode(msg)
    timed = found.timed
    whole = _whole_minutes(code, minutes)
    if not timed:
        return Service(code, whole, timed, min(whole, 1), 0)
    sure = whole // UNIT if method == "cms" else units_for(whole)
    return Service(code, whole, timed, sure, max(whole - sure * UNIT, 0))


def _shares(timed: list[Service], spare: int) -> list[tuple[str, ...]]:
    """Return the ways to give each spare unit to a code: most left-over minutes first, any of those that tie."""
    if not spare:
        return [()]
    last = sorted((entry.left_over for entry in timed), reverse=True)[spare - 1]
    first = tuple(entry.code for entry in timed if entry.left_over > last)
    tied = [entry.code for entry in timed if entry.left_over == last]
    return [first + chosen for chosen in combinations(tied, spare - len(first))]


def _bill(entries: tuple[Service, ...], share: tuple[str, ...]) -> dict[str, int]:
    units = {entry.code: entry.sure + (entry.code in share) for entry in entries}
    return {code: count for code, count in units.items() if count}


def _whole_minutes(entry: str, minutes: object) -> int:
    if type(minutes) is int and 0 <= minutes <= MINUTES_PER_DAY:  # the usual case, and questions draw a great many
        return minutes
    # numpy and pandas bring whole numbers of their own types, and whole floats
    if isinstance(minutes, bool) or not isinstance(minutes, Real) or float(minutes) % 1 != 0:
        msg = f"{entry}: {minutes!r} is not a whole number of minutes; give one from 0 to {MINUTES_PER_DAY:,}."
        raise ValueError(msg)
    whole = int(float(minutes))
    if not 0 <= whole <= MINUTES_PER_DAY:
        msg = f"{entry}: {minutes} minutes cannot be; give a whole number from 0 to {MINUTES_PER_DAY:,}."
        raise ValueError(msg)
    return whole


def describe(billing: Mapping[str, int]) -> str:
    """Return a billing in words.

    >>> describe({"97110": 2, "97140": 1})
    '2 units of 97110 and 1 unit of 97140'
    """
    return " and ".join(f"{plural(count, 'unit')} of {code}" for code, count in billing.items()) or "nothing"


def describe_all(ways: Iterable[Mapping[str, int]]) -> str:
    """Return every right billing of a day in words.

    >>> describe_all([{"97110": 1}, {"97140": 1}])
    '1 unit of 97110 or 1 unit of 97140'
    """
    return " or ".join(map(describe, ways))
