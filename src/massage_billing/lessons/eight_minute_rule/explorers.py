"""Interactive tools: the step chart, a day with several services, and the manual's worked examples."""

from html import escape
from typing import Any

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.lessons.eight_minute_rule import figures
from massage_billing.lessons.eight_minute_rule.steps import compare_methods, one_service, walk
from massage_billing.lessons.eight_minute_rule.tables import FIRST_DAY, examples, minutes_in_words
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.stepper import Stepper
from massage_billing.lessons.widgets import MinutesList, paragraph, select, slider
from massage_billing.rules.codes import codes, find_code
from massage_billing.rules.eight_minute_rule import CountingMethod, DayCount, count_day

METHODS = {row.name: row.method for row in current(CountingMethod)}


class Staircase(Explorer):
    """Move a slider from 0 to 150 minutes, and see the units."""

    def __init__(self, minutes: int = 33) -> None:
        self.slider = slider("Minutes of one service:", minutes, figures.MOST)
        super().__init__(self.slider)

    def update(self) -> None:
        """Show the units for the minutes."""
        self.show(paragraph(one_service(self.slider.value)), figures.staircase(self.slider.value))


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
        self.method: Any = widgets.RadioButtons(options=METHODS, description="The payer uses:")
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
