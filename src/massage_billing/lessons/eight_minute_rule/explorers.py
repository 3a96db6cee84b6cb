"""Interactive tools: bars of minutes, a day with several services, and the manual's worked examples."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural
from massage_billing.lessons.eight_minute_rule import figures
from massage_billing.lessons.eight_minute_rule.steps import compare_methods, one_service, walk
from massage_billing.lessons.eight_minute_rule.tables import FIRST_DAY, examples, minutes_in_words
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.picture import Picture
from massage_billing.lessons.stepper import Stepper
from massage_billing.lessons.widgets import MinutesList, paragraph, select
from massage_billing.rules.codes import codes, find_code
from massage_billing.rules.eight_minute_rule import (
    FIRST,
    METHODS,
    UNIT,
    CountingMethod,
    DayCount,
    Interval,
    count_day,
    describe_all,
    units_for,
)

ONE, EACH = 75, 45  # the most minutes of a bar: five blocks for one service, three for each of two
COMPUTED = [row for row in current(CountingMethod) if row.method in METHODS]
NAMES = {row.name: row.method for row in COMPUTED}


def minutes(first: int = 0) -> Picture:
    """Return a bar of minutes for one service, with a mark where each unit begins.

    Args:
        first: The minutes at first, from 0 to ONE.
    """
    results = [{"units": units_for(given), "text": one_service(given)} for given in range(ONE + 1)]
    method = {"name": "", "together": False, "results": results, "at": list(range(ONE + 1))}
    rows = [row for row in current(Interval) if row.least_minutes <= ONE]
    lines = [f"{row.least_minutes} to {row.most_minutes} minutes: {plural(row.units, 'unit')}" for row in rows]
    return Picture(
        "minutes",
        "Minutes and units",
        _bars({codes("usual")[0]: first}, ONE, [method]),
        [f"0 to {FIRST - 1} minutes: 0 units", *lines],
        f"{citation(rows[0].source)}, section 20.2 C",
    )


def two_methods(services: Mapping[str, int] = FIRST_DAY) -> Picture:
    """Return two services, each with a bar of minutes, and the units of the visit by two methods, side by side.

    Args:
        services: The minutes at first, from 0 to EACH, of each of two codes.
    """
    first, second = services
    days = [{first: one, second: other} for one in range(EACH + 1) for other in range(EACH + 1)]
    rows = COMPUTED
    lines = [f"{row.name}: {row.how}" for row in rows]
    # One day of each kind: Medicare's rule gives more units, and the midpoint rule does.
    lines += [f"{minutes_in_words(day)}. {compare_methods(day)}" for day in (FIRST_DAY, {first: FIRST, second: FIRST})]
    bars = _bars(services, EACH, [_method(row, days) for row in rows])
    return Picture("minutes", "One visit, two methods", bars, lines, "; ".join(row.citation for row in rows))


def _method(row: CountingMethod, days: Iterable[dict[str, int]]) -> dict[str, Any]:
    """Return the result of a method for each day. Days with the same result share it."""
    found = [count_day(day, row.method) for day in days]
    texts = [describe_all(day.billings) for day in found]
    results = {
        text: {"units": day.total_units, "text": f"Bill {text}."} for text, day in zip(texts, found, strict=True)
    }
    place = {text: at for at, text in enumerate(results)}
    return {"name": row.name, "together": row.method == "cms", "results": list(results.values()),
            "at": [place[text] for text in texts]}  # fmt: skip


def _bars(services: Mapping[str, int], most: int, methods: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what js/pictures/minutes.js draws."""
    shown = [{"code": code, "name": str(find_code(code)), "minutes": given} for code, given in services.items()]
    return {"services": shown, "most": most, "unit": UNIT, "marks": list(range(FIRST, most + 1, UNIT)), "methods": methods,
            "same": "Both methods give the same units.", "differ": "The two methods give different units."}  # fmt: skip


class DaySteps(Stepper):
    """Show the count of a day one step at a time, with the earlier steps above."""

    def __init__(self, day: DayCount) -> None:
        self.day, self.steps = day, walk(day)
        self.earlier = widgets.HTML()
        super().__init__("step", [step.text for step in self.steps], self._describe, self._draw)
        self.children = [self.figure, self.earlier, self.answer, self.buttons]
        self.remove_class("mb-explorer")  # it is part of another explorer

    def count(self, day: DayCount) -> None:
        """Start counting another day."""
        self.day, self.steps = day, walk(day)
        self.begin([step.text for step in self.steps])
        self.update()

    def _describe(self, at: int) -> str:
        done = "".join(f"<li>{escape(step.text)}</li>" for step in self.steps[:at])
        self.earlier.value = f'<ol class="mb-steps">{done}</ol>' if done else ""
        return paragraph(self.steps[at].text)

    def _draw(self, at: int) -> str:
        return figures.blocks(self.day, self.steps[at].stage)


class Day(Explorer):
    """Build a day of services with minutes, and count its units by either method."""

    def __init__(self, services: dict[str, int] = FIRST_DAY) -> None:
        names = {code: str(find_code(code)) for code in codes("usual", "question")}
        self.list = MinutesList("service", names, services)
        self.method: Any = widgets.RadioButtons(options=NAMES, description="The payer uses:")
        self.method.add_class("mb-choices")
        self.steps = DaySteps(count_day(services))
        super().__init__(self.list, self.method)
        self.children = [self.list, self.method, self.answer, self.steps]

    def update(self) -> None:
        """Count the day again."""
        services = self.list.value
        day = count_day(services, self.method.value)
        self.show(paragraph(compare_methods(services)))
        self.steps.count(day)


class WorkedExamples(Explorer):
    """Count each of the manual's worked examples step by step."""

    def __init__(self) -> None:
        options = [(f"{number}: {minutes_in_words(services)}", number) for number, services in examples().items()]
        self.example = select("Example:", options)
        self.steps = DaySteps(count_day(examples()[self.example.value]))
        super().__init__(self.example)
        self.children = [self.example, self.steps]

    def update(self) -> None:
        """Count the selected example."""
        self.steps.count(count_day(examples()[self.example.value]))
