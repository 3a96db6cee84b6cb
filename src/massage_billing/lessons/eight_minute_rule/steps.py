"""A day's count, step by step, and what the figure shows at each step."""

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
    """How much of a day's count the figure shows."""

    MINUTES = 1
    BLOCKS = 2
    LEFT_OVER = 3
    UNITS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the count."""

    text: str
    stage: Stage


def walk(day: DayCount) -> tuple[Step, ...]:
    """Return the steps of a day's count, from its minutes to its bill."""
    timed = [entry for entry in day.services if entry.timed]
    untimed = [entry for entry in day.services if not entry.timed and entry.minutes]
    steps = [
        Step(f"{find_code(entry.code)} is untimed: 1 unit. Its minutes stay out of the count.", Stage.MINUTES)
        for entry in untimed
    ]
    steps += _total(day, timed) if day.method == "cms" else _each(timed)
    ways = ", or ".join(map(describe, day.billings))
    tie = " The left-over minutes tie, so each of these is right." if len(day.billings) > 1 else ""
    return (*steps, Step(f"Bill {ways}.{tie}", Stage.UNITS))


def _total(day: DayCount, timed: list[Service]) -> list[Step]:
    added = " + ".join(str(entry.minutes) for entry in timed) or "0"
    steps = [
        Step(f"Add the timed minutes: {added} = {day.total_minutes}.", Stage.MINUTES),
        Step(
            f"The table gives {plural(day.total_units, 'unit')} for {plural(day.total_minutes, 'minute')}.",
            Stage.MINUTES,
        ),
    ]
    if not day.total_units:
        return steps
    sure = ", ".join(f"{entry.code} has {entry.sure}" for entry in timed)
    left = ", ".join(f"{entry.code} has {entry.left_over}" for entry in timed)
    steps.append(Step(f"Whole blocks of {UNIT} minutes come first: {sure}.", Stage.BLOCKS))
    steps.append(Step(f"Minutes left over: {left}.", Stage.LEFT_OVER))
    if day.spare:
        given = day.total_units - day.spare
        steps.append(
            Step(
                f"The total allows {day.total_units}, and {given} are given. {plural(day.spare, 'unit')} more to give: "
                "most minutes left over first.",
                Stage.UNITS,
            )
        )
    else:
        steps.append(Step("The whole blocks use up the total. Nothing more to give.", Stage.UNITS))
    return steps


def _each(timed: list[Service]) -> list[Step]:
    return [
        Step(
            f"{entry.code} by itself, {plural(entry.minutes, 'minute')}: {plural(entry.sure, 'unit')}.",
            Stage.UNITS if entry is timed[-1] else Stage.BLOCKS,
        )
        for entry in timed
    ]


def compare_methods(services: dict[str, int]) -> str:
    """Return how the two methods differ on a day, or that they agree."""
    cms, each = (count_day(services, method) for method in ("cms", "midpoint"))
    if cms.billings == each.billings:
        return "Both methods give the same bill for this day."
    total, midpoint = describe_all(cms.billings), describe(each.billings[0])
    return f"The methods part here. Medicare total: {total}. CPT midpoint: {midpoint}."


def one_service(minutes: int) -> str:
    """Return the units for one service of these minutes, and how many more minutes the next unit takes."""
    units = units_for(minutes)
    goal = units * UNIT + FIRST
    return f"{plural(minutes, 'minute')}: {plural(units, 'unit')}. {plural(goal - minutes, 'more minute')} to the next unit."
