"""The misconceptions in counting units: the answer that reveals each, and the message for the learner.

Messages never name the right answer; the question's explanation does.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations_with_replacement

from massage_billing.base.text import plural
from massage_billing.questions.model import Misconception
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, units_for

BY_ITSELF = "You counted each code by itself. This payer adds all the timed minutes first."
NEVER_ADDED = "You kept only the whole 15 minutes of each code. The minutes left over are added up as well."


def started(minutes: int) -> int:
    """Return the quarters that had begun: the wrong units of a learner who bills each of them."""
    return -(-minutes // UNIT)


def off_by_one(minutes: int, too_few: str) -> list[Misconception]:
    """Return the misconceptions that miss the right number of minutes by one; `too_few` is the message for one minute less."""
    name = "off by one at a boundary"
    return [Misconception(name, minutes - 1, too_few), Misconception(name, minutes + 1, "One minute more than needed.")]


def of_total(minutes: int) -> Iterator[Misconception]:
    """Yield the misconceptions that turn `minutes`, taken as one sum, into a wrong number of units."""
    units = units_for(minutes)
    if minutes % UNIT == FIRST - 1:
        message = f"Off by one minute: a unit more begins at {minutes + 1} minutes, and {minutes} is one short of it."
        yield Misconception("off by one at a boundary", units + 1, message)
    if minutes % UNIT == FIRST:
        before = f"{minutes - 1} minutes would be {plural(units - 1, 'unit')}"
        message = f"Off by one minute: {before}, but {minutes} is just enough for one more."
        yield Misconception("off by one at a boundary", units - 1, message)
    message = f"You gave a unit to each 15 minutes that had begun. The last one counts only from its minute {FIRST} on."
    yield Misconception("a unit for every started quarter", started(minutes), message)
    message = f"You divided by 15 and dropped the rest. A rest of {FIRST} minutes or more is one more unit."
    yield Misconception("rest dropped", minutes // UNIT, message)


def of_day_total(services: Mapping[str, int]) -> Iterator[Misconception]:
    """Yield the misconceptions that give a day of several services a wrong number of units, where the payer totals."""
    timed = [minutes for code, minutes in services.items() if find_code(code).timed]
    if len(timed) < len(services):
        message = "You added the minutes of an untimed code. They stay out of the total."
        yield Misconception("untimed minutes counted", units_for(sum(services.values())), message)
    yield Misconception("each code counted by itself", sum(map(units_for, timed)), BY_ITSELF)
    yield from of_total(sum(timed))
    yield Misconception("rests never added up", sum(minutes // UNIT for minutes in timed), NEVER_ADDED)


def of_shares(day: DayCount) -> Iterator[Misconception]:
    """Yield the misconceptions in sharing out the day's units among its codes, where the payer totals."""
    timed = [entry for entry in day.services if entry.timed]
    untimed = {entry.code: entry.sure for entry in day.services if not entry.timed and entry.sure}

    def bill(units: Iterable[int]) -> dict[str, int]:
        return untimed | {entry.code: count for entry, count in zip(timed, units, strict=True) if count}

    for entry in day.services:
        if not entry.timed:
            units = day.billings[0] | {entry.code: max(units_for(entry.minutes), 2)}
            message = f"{entry.code} is untimed: one unit, however long it takes."
            yield Misconception("untimed minutes counted", units, message)
    yield Misconception("each code counted by itself", bill(units_for(entry.minutes) for entry in timed), BY_ITSELF)
    if day.total_units > 1 and len(timed) > 1:
        for entry in timed:
            message = (
                f"You put all {day.total_units} units on {entry.code}. One code cannot take the minutes of another."
            )
            yield Misconception("all units on one code", untimed | {entry.code: day.total_units}, message)
    for chosen in combinations_with_replacement(timed, day.spare):
        units = bill(entry.sure + chosen.count(entry) for entry in timed)
        if units not in day.billings:
            given = ", ".join(f"{entry.code} ({plural(entry.left_over, 'minute')} left over)" for entry in chosen)
            message = f"The total is right, but you gave {plural(day.spare, 'spare unit')} to {given}."
            yield Misconception("spare unit to the wrong service", units, message)
    message = "You gave a unit to each 15 minutes that had begun."
    yield Misconception("a unit for every started quarter", bill(started(entry.minutes) for entry in timed), message)
    yield Misconception("rests never added up", bill(entry.sure for entry in timed), NEVER_ADDED)
