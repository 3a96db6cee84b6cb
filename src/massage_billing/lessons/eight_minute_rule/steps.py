"""The steps of a day's count, and what the figure shows at each step."""

from dataclasses import dataclass
from enum import IntEnum

from massage_billing.base.text import plural
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import (
    FIRST,
    UNIT,
    DayCount,
    Service,
    count_day,
    describe,
    describe_all,
    units_for,
)


class Stage(IntEnum):
    """The part of a day's count that the figure shows."""

    MINUTES = 1
    BLOCKS = 2
    LEFT_OVER = 3
    UNITS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the count, in words."""

    text: str
    stage: Stage


def walk(day: DayCount) -> tuple[Step, ...]:
    """List the steps of a day's count, from the minutes to the units to bill."""
    timed = [entry for entry in day.services if entry.timed]
    untimed = [entry for entry in day.services if not entry.timed and entry.minutes]
    steps = [
        Step(f"{find_code(entry.code)} is untimed: 1 unit. Do not count its minutes.", Stage.MINUTES)
        for entry in untimed
    ]
    steps += _total(day, timed) if day.method == "cms" else _each(timed)
    ways = ", or ".join(map(describe, day.billings))
    tie = " The leftover minutes tie, so each of these is correct." if len(day.billings) > 1 else ""
    return (*steps, Step(f"Bill {ways}.{tie}", Stage.UNITS))


def _total(day: DayCount, timed: list[Service]) -> list[Step]:
    added = " + ".join(str(entry.minutes) for entry in timed) or "0"
    steps = [
        Step(f"Add the timed minutes: {added} = {day.total_minutes}.", Stage.MINUTES),
        Step(
            f"Find the total in the table: {plural(day.total_minutes, 'minute')} = {plural(day.total_units, 'unit')}.",
            Stage.MINUTES,
        ),
    ]
    if not day.total_units:
        return steps
    blocks = ", ".join(f"{entry.code} has {entry.base_units}" for entry in timed)
    left = ", ".join(f"{entry.code} has {entry.left_over}" for entry in timed)
    steps.append(Step(f"Count the full {UNIT}-minute blocks: {blocks}.", Stage.BLOCKS))
    steps.append(Step(f"Count the leftover minutes: {left}.", Stage.LEFT_OVER))
    if day.extra_units:
        used = day.total_units - day.extra_units
        codes = "code" if day.extra_units == 1 else "codes"
        steps.append(
            Step(
                f"The total is {plural(day.total_units, 'unit')}, and full blocks use {used}. "
                f"Give {plural(day.extra_units, 'extra unit')} to the {codes} with the most leftover minutes.",
                Stage.UNITS,
            )
        )
    else:
        steps.append(Step("The full blocks use all the units. There is no extra unit.", Stage.UNITS))
    return steps


def _each(timed: list[Service]) -> list[Step]:
    return [
        Step(
            f"Count {entry.code} separately: {plural(entry.minutes, 'minute')} = {plural(entry.base_units, 'unit')}.",
            Stage.UNITS if entry is timed[-1] else Stage.BLOCKS,
        )
        for entry in timed
    ]


def compare_methods(services: dict[str, int]) -> str:
    """Describe how the two methods differ for a day, or say that they agree."""
    cms, each = (count_day(services, method) for method in ("cms", "midpoint"))
    if cms.billings == each.billings:
        return "Both methods give the same units for this day."
    total, midpoint = describe_all(cms.billings), describe(each.billings[0])
    return f"The two methods differ here. Medicare's 8-minute rule: {total}. CPT midpoint rule: {midpoint}."


def one_service(minutes: int) -> str:
    """Describe the units for one service, and how many more minutes the next unit needs."""
    units = units_for(minutes)
    goal = units * UNIT + FIRST
    more = plural(goal - minutes, "more minute")
    which = "next" if units else "first"
    return f"{plural(minutes, 'minute')}: {plural(units, 'unit')}. You need {more} for the {which} unit."
