"""Common mistakes in counting units: the answer that reveals each one, and the message for the learner.

Messages never name the correct answer. The question's explanation does.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations_with_replacement

from massage_billing.base.text import plural, series
from massage_billing.questions.model import Misconception
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, units_for

OFF_BY_ONE = "off by one at a boundary"
ROUNDED_UP = "billed every block that was started"
DROPPED = "dropped the leftover minutes"
NOT_COMBINED = "did not combine the leftover minutes"
SEPARATE = "counted each code separately"
UNTIMED = "counted untimed minutes"
WRONG_CODE = "gave the extra unit to the wrong code"
ALL_ON_ONE = "put all units on one code"
LONGEST = "gave the extra unit to the longest service"
TOO_SHORT = "billed under 8 minutes"
WAITED = "waited for the full 15 minutes"
ADDED_FULL = "added a full unit"
STOPPED = "stopped at the end of the table"
TOTALED = "added the minutes of all codes"
OUTSIDE_TREATMENT = "counted time outside treatment"
MISSED = "missed a true statement"
STARTED_BLOCKS = "You billed a unit for each 15-minute block you started."
COUNTED_SEPARATELY = "You counted each code separately. This payer adds all the timed minutes first."
NOT_ADDED = "You counted only the full 15-minute blocks of each code. Add up the leftover minutes as well."


def started(minutes: int) -> int:
    """Return the number of 15-minute blocks started: the wrong units of a learner who bills each of them."""
    return -(-minutes // UNIT)


def off_by_one(minutes: int, too_few: str) -> list[Misconception]:
    """Return the mistakes that miss the correct number of minutes by one.

    Args:
        minutes: The correct number of minutes.
        too_few: The message for an answer that is one minute too short.
    """
    too_many = "This is one minute more than you need."
    return [Misconception(OFF_BY_ONE, minutes - 1, too_few), Misconception(OFF_BY_ONE, minutes + 1, too_many)]


def of_total(minutes: int) -> Iterator[Misconception]:
    """Yield the mistakes in turning a single number of minutes into units."""
    units = units_for(minutes)
    if minutes % UNIT == FIRST - 1:
        message = (
            f"Off by one minute: the next unit starts at {minutes + 1} minutes, and {minutes} is one minute short."
        )
        yield Misconception(OFF_BY_ONE, units + 1, message)
    if minutes % UNIT == FIRST:
        before = f"{minutes - 1} minutes would be {plural(units - 1, 'unit')}"
        message = f"Off by one minute: {before}, but {minutes} is just enough for one more."
        yield Misconception(OFF_BY_ONE, units - 1, message)
    message = f"{STARTED_BLOCKS} The last block earns a unit only if it has at least {FIRST} minutes."
    yield Misconception(ROUNDED_UP, started(minutes), message)
    message = f"You counted only full 15-minute blocks. {FIRST} or more leftover minutes earn 1 more unit."
    yield Misconception(DROPPED, minutes // UNIT, message)


def of_day_total(services: Mapping[str, int]) -> Iterator[Misconception]:
    """Yield the mistakes in the total units of a day, for a payer that adds all timed minutes."""
    timed = [minutes for code, minutes in services.items() if find_code(code).timed]
    if len(timed) < len(services):
        message = "You added the minutes of an untimed code. Do not count them in the total."
        yield Misconception(UNTIMED, units_for(sum(services.values())), message)
    yield Misconception(SEPARATE, sum(map(units_for, timed)), COUNTED_SEPARATELY)
    yield from of_total(sum(timed))
    yield Misconception(NOT_COMBINED, sum(minutes // UNIT for minutes in timed), NOT_ADDED)


def of_shares(day: DayCount) -> Iterator[Misconception]:
    """Yield the mistakes in assigning a day's units to its codes, for a payer that adds all timed minutes."""
    timed = [entry for entry in day.services if entry.timed]
    untimed = {entry.code: entry.base_units for entry in day.services if not entry.timed and entry.base_units}

    def bill(units: Iterable[int]) -> dict[str, int]:
        return untimed | {entry.code: count for entry, count in zip(timed, units, strict=True) if count}

    for entry in day.services:
        if not entry.timed:
            units = day.billings[0] | {entry.code: max(units_for(entry.minutes), 2)}
            yield Misconception(UNTIMED, units, f"{entry.code} is untimed. Bill 1 unit, however long it takes.")
    yield Misconception(SEPARATE, bill(units_for(entry.minutes) for entry in timed), COUNTED_SEPARATELY)
    if day.total_units > 1 and len(timed) > 1:
        for entry in timed:
            if day.total_units == entry.base_units + day.extra_units:
                continue  # no other code has a full block, so this is a mistake about the extra units
            every = "both units" if day.total_units == 2 else f"all {day.total_units} units"  # noqa: PLR2004
            message = f"You put {every} on {entry.code}. You cannot move minutes from one code to another."
            yield Misconception(ALL_ON_ONE, untimed | {entry.code: day.total_units}, message)
    extra = {1: "the extra unit does not", 2: "the 2 extra units do not both"}.get(
        day.extra_units, f"the {day.extra_units} extra units do not all"
    )
    for chosen in combinations_with_replacement(timed, day.extra_units):
        units = bill(entry.base_units + chosen.count(entry) for entry in timed)
        if units not in day.billings:
            given = series(
                f"{entry.code} ({plural(entry.left_over, 'minute')} left over)" for entry in dict.fromkeys(chosen)
            )
            apart = day.extra_units > 1 and len(set(chosen)) == day.extra_units
            fault = f"{given} do not have the most minutes left over" if apart else f"{extra} go to {given}"
            longest = day.extra_units == 1 and chosen[0].minutes == max(entry.minutes for entry in timed)
            yield Misconception(LONGEST if longest else WRONG_CODE, units, f"The total is correct, but {fault}.")
    yield Misconception(ROUNDED_UP, bill(started(entry.minutes) for entry in timed), STARTED_BLOCKS)
    yield Misconception(NOT_COMBINED, bill(entry.base_units for entry in timed), NOT_ADDED)
