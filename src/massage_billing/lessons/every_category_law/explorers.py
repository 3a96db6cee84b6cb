"""Interactive tools: the timeline, a date, a plan, a case of medical necessity, the charts, and the cost argument."""

from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets

from massage_billing.base.html import cited
from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.lessons.downloads import Item, Worksheet
from massage_billing.lessons.every_category_law import figures
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.picture import Picture
from massage_billing.lessons.widgets import bullets, check_box, choices, paragraph, select, slider, source, verdict
from massage_billing.rules.every_category_law import (
    CostAssumption,
    Event,
    ResearchChart,
    ResearchFigure,
    StateStep,
    assess_necessity,
    cost_argument,
    date_of,
    events,
    law_on,
)

# The lanes of the timeline. The governor and the law's own dates are in the first.
LANES = {
    "legislature": "Legislature and governor", "commissioner": "Commissioner", "court": "Courts", "insurer": "Insurers",
}  # fmt: skip
SIGNS = {"yes": "✔ Yes.", "no": "✘ No.", "unclear": "~"}
OUTCOMES = {
    "necessary": "✔ Medically necessary.",
    "maintenance": "✘ Maintenance care.",
    "not shown": "✘ Not shown to be necessary.",
    "not shown, no change": "✘ No improvement shown.",
}


def labeled(facts: dict[str, str]) -> str:
    """Return facts with their labels as an HTML list."""
    return bullets(f"<strong>{label}:</strong> {escape(fact)}" for label, fact in facts.items())


def timeline() -> Picture:
    """Return the history of the law, with a lane for each group of those who acted."""
    rows = events()
    shown: list[dict[str, Any]] = [
        {"lane": row.lane, "year": str(row.happened.year), "date": date_of(row), "short": row.short, "title": row.event,
         "facts": _facts(row), "source": cited(row.citation)}
        for row in rows
    ]  # fmt: skip
    lanes = [{"id": lane, "name": name} for lane, name in LANES.items()]
    title = f"The history of the law: {len(rows)} events, from {date_of(rows[0])} to {date_of(rows[-1])}"
    lines = [
        f"{one['date']}: {one['short']}. {one['title']} " + " ".join(f"{label}: {text}" for label, text in one["facts"])
        for one in shown
    ]
    return Picture("timeline", title, {"lanes": lanes, "events": shown}, lines)


def _facts(row: Event) -> list[tuple[str, str]]:
    facts = [("Who", f"{sentence(row.who)}."), ("Decided", row.decided), ("Left open", row.left_open)]
    return facts if row.course_text == "Not mentioned." else [*facts, ("In the 2013 articles", row.course_text)]


class OnThatDay(Explorer):
    """A date, and whether the law was in effect on it."""

    def __init__(self, on: date = date(1997, 6, 1)) -> None:
        self.first = on
        self.on = widgets.DatePicker(value=on, description="Was the law in effect on this date?")
        super().__init__(self.on)

    def update(self) -> None:
        """Look up the date."""
        on = self.on.value or self.first
        row = law_on(on)
        self.show(verdict(f"{SIGNS[row.in_effect]} {row.state}.", row.why) + source(row), figures.in_force(on))


class Necessity(Explorer):
    """A patient's case in four facts, and how a plan would classify it."""

    def __init__(self) -> None:
        self.limit = check_box("The patient cannot do an activity of daily life or work", checked=True)
        self.measured = check_box("The note has a measure that can improve")
        self.improving = check_box("The measure improves from visit to visit")
        self.first = check_box("This is the first visit")
        super().__init__(choices(self.limit, self.measured, self.improving, self.first))

    def update(self) -> None:
        """Assess the case."""
        row = assess_necessity(
            limit=self.limit.value, measured=self.measured.value, improving=self.improving.value, first_visit=self.first.value
        )  # fmt: skip
        self.show(verdict(OUTCOMES[row.outcome], row.meaning) + source(row))


class Charts(Explorer):
    """A study's figures as a chart, with the study's limits and a conclusion that it does not support."""

    def __init__(self) -> None:
        self.charts = {row.chart: row for row in current(ResearchChart)}
        self.chart = select("Chart:", [(row.title, chart) for chart, row in self.charts.items()])
        super().__init__(self.chart)
        self.children = [self.chart, self.figure, self.answer]

    def update(self) -> None:
        """Show the chosen chart."""
        row = self.charts[self.chart.value]
        values = {one.label: one.value for one in current(ResearchFigure) if one.chart == row.chart}
        facts = {"Who was counted": f"{row.population}.", "Limits": row.limit, "Not shown by this study": row.not_shown}
        words = paragraph(figures.describe_bars(values, row.unit, row.title))
        self.show(f"{words}{labeled(facts)}{source(row)}", figures.bars(values, row.unit, row.title))


class CostModel(Explorer):
    """The cost argument, with a slider for each assumption and a note on where it was invented."""

    def __init__(self) -> None:
        self.sliders = {
            row.id: slider(f"{_amount(row)} ({row.invented}):", row.value, row.most, row.least, row.step)
            for row in current(CostAssumption)
        }
        super().__init__(*self.sliders.values())

    def update(self) -> None:
        """Compute both sides of the argument from the sliders."""
        found = cost_argument(**{name: one.value for name, one in self.sliders.items()})
        if found.net < 0:
            result = f"the plan saves ${-found.net:,}"
        else:
            result = f"the plan pays ${found.net:,} more" if found.net else "the plan breaks even"
        reason = (
            f"Massage costs ${found.massage:,}, and the surgery avoided would have cost ${found.spared:,}. Every number here "
            "is invented. This shows how the argument works, but it does not prove anything."
        )
        self.show(verdict(f"With these numbers, {result}.", reason), figures.cost(found))


def _amount(row: CostAssumption) -> str:
    return f"{row.words}, in dollars" if row.unit == "dollars" else row.words  # "people" is already in the words


def your_state() -> Worksheet:
    """Return a worksheet of steps for the learner's own state (state_steps.csv)."""
    items = [Item(row.part, row.step, row.because, row.citation) for row in current(StateStep)]
    return Worksheet("Steps toward coverage in my state", "in-my-state", items)
