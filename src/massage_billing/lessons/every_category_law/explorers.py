"""What a learner moves: the timeline, a day, a plan, a case of need, the charts, and the cost argument."""

from datetime import date
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import OutsideKnownDatesError, current
from massage_billing.base.text import sentence
from massage_billing.lessons.downloads import Sheet, by_part
from massage_billing.lessons.every_category_law import figures
from massage_billing.lessons.later import later
from massage_billing.lessons.stepper import Tour
from massage_billing.lessons.widgets import box, choices, live, paragraph, picture_place, source_line
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


def timeline() -> Tour:
    """Return the events of the law, to be walked."""
    rows = events()

    def describe_event(at: int) -> str:
        row = rows[at]
        return (
            f"<p><strong>{date_of(row)}. {escape(row.event)}</strong></p><ul>"
            f"<li><strong>Who:</strong> {escape(row.who)}</li>"
            f"<li><strong>Decided:</strong> {escape(row.decided)}</li>"
            f"<li><strong>Left open:</strong> {escape(row.left_open)}</li>"
            f"<li><strong>The course text says:</strong> {escape(row.course_text)}</li></ul>{source_line(row)}"
        )

    return Tour("event", [f"{date_of(row)}: {row.short}" for row in rows], describe_event, figures.timeline)


class OnThatDay(widgets.VBox):
    """A day, and whether the law was in force on it."""

    def __init__(self, on: date) -> None:
        self.first = on
        self.on = widgets.DatePicker(value=on, description="Was it in force on this day?")
        self.on.observe(lambda _: self._tell(), "value")
        self.answer, self.picture = live(), picture_place()
        super().__init__([self.on, self.answer, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        on = self.on.value or self.first
        try:
            row = law_on(on)
        except OutsideKnownDatesError as error:
            self.answer.value = f'<p class="mb-ask">{escape(str(error))}</p>'
            return
        answer = f"<p><strong>{SIGNS[row.in_effect]} {escape(row.state)}.</strong> {escape(row.why)}</p>"
        self.answer.value = answer + source_line(row)
        later(self, lambda: figures.in_force(on))


class Plan(widgets.VBox):
    """A client's plan, and whether the law reaches it."""

    def __init__(self) -> None:
        options = [(sentence(plan), plan) for plan in plans()]
        self.plan = widgets.Dropdown(options=options, description="The client's plan:")
        self.plan.observe(lambda _: self._tell(), "value")
        self.answer = live()
        super().__init__([self.plan, self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        row = plans()[self.plan.value]
        answer = f"{SIGNS['yes']} The law reaches it." if row.reached else f"{SIGNS['no']} The law does not reach it."
        self.answer.value = f"<p><strong>{answer}</strong> {escape(row.why)}</p>{source_line(row)}"


class Necessity(widgets.VBox):
    """A client's case in four facts, and how a plan sees it."""

    def __init__(self) -> None:
        self.limit = box("The client cannot do something of daily life or work", ticked=True)
        self.measured = box("The note has a measure that can get better")
        self.improving = box("The measure gets better from visit to visit")
        self.first = box("It is the first visit")
        for one in (self.limit, self.measured, self.improving, self.first):
            one.observe(lambda _: self._tell(), "value")
        self.answer = live()
        super().__init__([choices(self.limit, self.measured, self.improving, self.first), self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        row = assess_necessity(
            limit=self.limit.value, measured=self.measured.value, improving=self.improving.value, first_visit=self.first.value
        )  # fmt: skip
        answer = "✔ Medically necessary." if row.outcome == "necessary" else f"✘ {sentence(row.outcome)}."
        self.answer.value = f"<p><strong>{answer}</strong> {escape(row.meaning)}</p>{source_line(row)}"


class Charts(widgets.VBox):
    """A study's figures as a chart, with its limits and what it does not show beside it."""

    def __init__(self) -> None:
        self.charts = {row.chart: row for row in current(ResearchChart)}
        options = [(row.title, chart) for chart, row in self.charts.items()]
        self.chart = widgets.Dropdown(options=options, description="Chart:")
        self.chart.observe(lambda _: self._tell(), "value")
        self.answer, self.picture = live(), picture_place()
        super().__init__([self.chart, self.picture, self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        row = self.charts[self.chart.value]
        found = [one for one in current(ResearchFigure) if one.chart == row.chart]
        labels, values = [one.label for one in found], [float(one.value) for one in found]
        words = figures.bars_in_words(labels, values, row.unit, row.title)
        self.answer.value = (
            f"{paragraph(words)}<ul><li><strong>Counted:</strong> {escape(row.population)}.</li>"
            f"<li><strong>Limits:</strong> {escape(row.limit)}</li>"
            f"<li><strong>It does not show:</strong> {escape(row.not_shown)}</li></ul>{source_line(row)}"
        )
        later(self, lambda: figures.bars(labels, values, row.unit, row.title))


class CostModel(widgets.VBox):
    """The cost argument with every assumption as a slider, and who made it up."""

    def __init__(self) -> None:
        self.sliders = {
            row.id: widgets.IntSlider(
                value=row.value,
                min=row.least,
                max=row.most,
                step=row.step,
                description=f"{row.words}, {row.unit} ({row.invented}):",
            )
            for row in current(CostAssumption)
        }
        for slider in self.sliders.values():
            slider.add_class("mb-slider")
            slider.observe(lambda _: self._tell(), "value")
        self.answer, self.picture = live(), picture_place()
        super().__init__([*self.sliders.values(), self.answer, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        found = cost_argument(**{name: slider.value for name, slider in self.sliders.items()})
        if found.net < 0:
            result = f"the plan saves ${-found.net:,}"
        else:
            result = f"the plan pays ${found.net:,} more" if found.net else "it comes out even"
        self.answer.value = (
            f"<p><strong>With these numbers {result}.</strong> Massage ${found.massage:,}, spared ${found.spared:,}. "
            "Every number here is made up, so this shows how the argument works. It proves nothing.</p>"
        )
        later(self, lambda: figures.cost(found))


def on_that_day(on: date = date(1997, 6, 1)) -> OnThatDay:
    """Return a day to move, and whether the law was in force on it."""
    return OnThatDay(on)


def plan() -> Plan:
    """Return a plan to choose, and whether the law reaches it."""
    return Plan()


def necessity() -> Necessity:
    """Return a case to change until a plan would see the need."""
    return Necessity()


def charts() -> Charts:
    """Return the studies' charts, one at a time."""
    return Charts()


def cost_model() -> CostModel:
    """Return the cost argument with sliders."""
    return CostModel()


def your_state() -> Sheet:
    """Return the steps for one's own state (state_steps.csv), to be filled and taken home."""
    parts = by_part(current(StateStep), lambda row: row.step, lambda row: row.because)
    return Sheet("In my state: steps toward coverage", "in-my-state", parts)
