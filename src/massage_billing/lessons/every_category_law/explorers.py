"""Explorers: the timeline, a day, a plan, a case of medical necessity, the charts, and the cost argument."""

from datetime import date
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.lessons.downloads import Item, Worksheet
from massage_billing.lessons.every_category_law import figures
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.stepper import Stepper
from massage_billing.lessons.widgets import bullets, check_box, choices, paragraph, select, slider, source, verdict
from massage_billing.rules.every_category_law import (
    CostAssumption,
    ResearchChart,
    ResearchFigure,
    StateStep,
    assess_necessity,
    cost_argument,
    date_of,
    events,
    law_on,
    plans,
)

SIGNS = {"yes": "✔ Yes.", "no": "✘ No.", "unclear": "~"}


def labeled(facts: dict[str, str]) -> str:
    """Return facts with their labels as an HTML list."""
    return bullets(f"<strong>{label}:</strong> {escape(fact)}" for label, fact in facts.items())


def timeline() -> Stepper:
    """Return the events of the law, step by step."""
    rows = events()

    def describe(at: int) -> str:
        row = rows[at]
        facts = {"Who": row.who, "Decided": row.decided, "Left open": row.left_open}
        facts["The course text says"] = row.course_text
        return f"{verdict(f'{date_of(row)}. {row.event}')}{labeled(facts)}{source(row)}"

    return Stepper("event", [f"{date_of(row)}: {row.short}" for row in rows], describe, figures.timeline)


class OnThatDay(Explorer):
    """A day, and whether the law was in force on it."""

    def __init__(self, on: date = date(1997, 6, 1)) -> None:
        self.first = on
        self.on = widgets.DatePicker(value=on, description="Was it in force on this day?")
        super().__init__(self.on)

    def update(self) -> None:
        """Look the day up."""
        on = self.on.value or self.first
        row = law_on(on)
        self.show(verdict(f"{SIGNS[row.in_effect]} {row.state}.", row.why) + source(row), figures.in_force(on))


class Plan(Explorer):
    """A client's plan, and whether the law applies to it."""

    def __init__(self) -> None:
        self.plan = select("The client's plan:", [(sentence(plan), plan) for plan in plans()])
        super().__init__(self.plan)

    def update(self) -> None:
        """Look the plan up."""
        row = plans()[self.plan.value]
        answer = f"{SIGNS['yes']} The law reaches it." if row.reached else f"{SIGNS['no']} The law does not reach it."
        self.show(verdict(answer, row.why) + source(row))


class Necessity(Explorer):
    """A client's case in four facts, and how a plan sees it."""

    def __init__(self) -> None:
        self.limit = check_box("The client cannot do something of daily life or work", checked=True)
        self.measured = check_box("The note has a measure that can get better")
        self.improving = check_box("The measure gets better from visit to visit")
        self.first = check_box("It is the first visit")
        super().__init__(choices(self.limit, self.measured, self.improving, self.first))

    def update(self) -> None:
        """Assess the case."""
        row = assess_necessity(
            limit=self.limit.value, measured=self.measured.value, improving=self.improving.value, first_visit=self.first.value
        )  # fmt: skip
        answer = "✔ Medically necessary." if row.outcome == "necessary" else f"✘ {sentence(row.outcome)}."
        self.show(verdict(answer, row.meaning) + source(row))


class Charts(Explorer):
    """A study's figures as a chart, with its limits and what it does not show beside it."""

    def __init__(self) -> None:
        self.charts = {row.chart: row for row in current(ResearchChart)}
        self.chart = select("Chart:", [(row.title, chart) for chart, row in self.charts.items()])
        super().__init__(self.chart)
        self.children = [self.chart, self.figure, self.answer]

    def update(self) -> None:
        """Show the chosen chart."""
        row = self.charts[self.chart.value]
        values = {one.label: float(one.value) for one in current(ResearchFigure) if one.chart == row.chart}
        facts = {"Counted": f"{row.population}.", "Limits": row.limit, "It does not show": row.not_shown}
        words = paragraph(figures.describe_bars(values, row.unit, row.title))
        self.show(f"{words}{labeled(facts)}{source(row)}", figures.bars(values, row.unit, row.title))


class CostModel(Explorer):
    """The cost argument with every assumption as a slider, and who invented it."""

    def __init__(self) -> None:
        self.sliders = {
            row.id: slider(f"{row.words}, {row.unit} ({row.invented}):", row.value, row.most, row.least, row.step)
            for row in current(CostAssumption)
        }
        super().__init__(*self.sliders.values())

    def update(self) -> None:
        """Compute the argument with the numbers of the sliders."""
        found = cost_argument(**{name: one.value for name, one in self.sliders.items()})
        if found.net < 0:
            result = f"the plan saves ${-found.net:,}"
        else:
            result = f"the plan pays ${found.net:,} more" if found.net else "it comes out even"
        reason = (
            f"Massage ${found.massage:,}, spared ${found.spared:,}. Every number here is made up, so this shows how the "
            "argument works. It proves nothing."
        )
        self.show(verdict(f"With these numbers {result}.", reason), figures.cost(found))


def your_state() -> Worksheet:
    """Return the steps for the learner's own state (state_steps.csv), to be filled in and downloaded."""
    items = [Item(row.part, row.step, row.because, row.citation) for row in current(StateStep)]
    return Worksheet("In my state: steps toward coverage", "in-my-state", items)
