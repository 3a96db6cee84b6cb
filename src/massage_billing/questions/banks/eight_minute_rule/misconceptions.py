"""The misconceptions in counting units: the answer that reveals each, and the message for the learner.

Messages never name the right answer; the question's explanation does.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement

from massage_billing.base.text import plural
from massage_billing.questions.model import Misconception
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, units_for


def started(minutes: int) -> int:
    """Return the quarters that had begun: the wrong units of a learner who bills each of them."""
    return -(-minutes // UNIT)


def of_total(minutes: int) -> Iterator[Misconception]:
    """Yield the misconceptions that turn `minutes`, taken as one sum, into a wrong number of units."""
    units = units_for(minutes)
    if minutes % UNIT == FIRST - 1:
        yield Misconception(
            "off by one at a boundary",
            units + 1,
            f"Off by one minute: a unit more begins at {minutes + 1} minutes, and {minutes} is one short of it.",
        )
    if minutes % UNIT == FIRST:
        yield Misconception(
            "off by one at a boundary",
            units - 1,
            f"Off by one minute: {minutes - 1} minutes would be {plural(units - 1, 'unit')}, "
            f"but {minutes} is just enough for one more.",
        )
    yield Misconception(
        "a unit for every started quarter",
        started(minutes),
        f"You gave a unit to each 15 minutes that had begun. The last one counts only from its minute {FIRST} on.",
    )
    yield Misconception(
        "rest dropped",
        minutes // UNIT,
        f"You divided by 15 and dropped the rest. A rest of {FIRST} minutes or more is one more unit.",
    )


def of_day_total(services: Mapping[str, int]) -> Iterator[Misconception]:
    """Yield the misconceptions that give a day of several services a wrong number of units, where the payer totals."""
    timed = [minutes for code, minutes in services.items() if find_code(code).timed]
    if len(timed) < len(services):
        yield Misconception(
            "untimed minutes counted",
            units_for(sum(services.values())),
            "You added the minutes of an untimed code. They stay out of the total.",
        )
    yield Misconception(
        "each code counted by itself",
        sum(map(units_for, timed)),
        "You counted each code by itself. This payer adds all the timed minutes first.",
    )
    yield from of_total(sum(timed))
    yield Misconception(
        "rests never added up",
        sum(minutes // UNIT for minutes in timed),
        "You kept only the whole 15 minutes of each code. The minutes left over are added up as well.",
    )


def of_shares(day: DayCount) -> Iterator[Misconception]:
    """Yield the misconceptions in sharing out the day's units among its codes, where the payer totals."""
    timed = [entry for entry in day.services if entry.timed]
    untimed = {entry.code: entry.sure for entry in day.services if not entry.timed and entry.sure}
    for entry in day.services:
        if not entry.timed:
            yield Misconception(
                "untimed minutes counted",
                day.billings[0] | {entry.code: max(units_for(entry.minutes), 2)},
                f"{entry.code} is untimed: one unit, however long it takes.",
            )
    yield Misconception(
        "each code counted by itself",
        untimed | {entry.code: count for entry in timed if (count := units_for(entry.minutes))},
        "You counted each code by itself. This payer adds all the timed minutes first.",
    )
    if day.total_units > 1 and len(timed) > 1:
        for entry in timed:
            yield Misconception(
                "all units on one code",
                untimed | {entry.code: day.total_units},
                f"You put all {day.total_units} units on {entry.code}. One code cannot take the minutes of another.",
            )
    for chosen in combinations_with_replacement(timed, day.spare):
        units = untimed | {entry.code: count for entry in timed if (count := entry.sure + chosen.count(entry))}
        if units not in day.billings:
            given = ", ".join(f"{entry.code} ({plural(entry.left_over, 'minute')} left over)" for entry in chosen)
            message = f"The total is right, but you gave {plural(day.spare, 'spare unit')} to {given}."
            yield Misconception("spare unit to the wrong service", units, message)
    yield Misconception(
        "a unit for every started quarter",
        untimed | {entry.code: started(entry.minutes) for entry in timed if entry.minutes},
        "You gave a unit to each 15 minutes that had begun.",
    )
    yield Misconception(
        "rests never added up",
        untimed | {entry.code: entry.sure for entry in timed if entry.sure},
        "You kept only the whole 15 minutes of each code. The minutes left over are added up as well.",
    )
