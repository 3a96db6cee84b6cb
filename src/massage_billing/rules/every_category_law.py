"""Washington's every-category-of-provider law (RCW 48.43.045): when it was in force, whom it reaches, and what was decided."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import MONTHS, long_date


@table("every_category_law", key=("id",))
class Event(DatedRow):
    """An event in the history of the law."""

    id: str
    happened: date
    precision: str  # how exactly the date is known: "day", "month" or "year"
    who: str
    short: str
    event: str
    decided: str
    left_open: str
    course_text: str  # what the course text says about it


@table("law_periods", key=())
class LawPeriod(DatedRow):
    """A span of days in which the law was in force, was not, or was in doubt."""

    state: str
    in_effect: str  # "yes", "no" or "unclear"
    why: str


@table("plan_kinds", key=("plan",))
class PlanKind(DatedRow):
    """A kind of plan, and whether the law applies to it."""

    plan: str
    reached: bool
    why: str


@table("necessity_rules", key=("outcome",))
class NecessityRule(DatedRow):
    """How a plan classifies care: necessary, maintenance, or not shown."""

    outcome: str
    when: str
    meaning: str


@table("conditions", key=("condition",))
class Condition(DatedRow):
    """A condition that doctors often refer to massage, or that plans seldom cover."""

    condition: str
    covered: str  # "often referred" or "seldom covered"
    why: str


@table("payers", key=("then_called",))
class Payer(DatedRow):
    """A payer that the course text names, and its name today."""

    then_called: str
    now: str
    since: str
    what_happened: str


@table("research_charts", key=("chart",))
class ResearchChart(DatedRow):
    """A study of the law's effect, with its limits."""

    chart: str
    title: str
    unit: str
    population: str
    limit: str
    not_shown: str


@table("research_figures", key=("chart", "label"))
class ResearchFigure(DatedRow):
    """One figure of a study."""

    chart: str
    label: str
    value: Decimal


@table("survey_figures", key=("id",))
class SurveyFigure(DatedRow):
    """A survey figure about massage and insurance, with its sample."""

    id: str
    year: int
    asked_by: str
    asked: str
    percent: Decimal
    sample: str
    care: str  # what to keep in mind when reading it


@table("cost_assumptions", key=("id",))
class CostAssumption(DatedRow):
    """A number that the cost argument assumes, and who invented it."""

    id: str  # a parameter of `cost_argument`
    words: str
    value: int
    unit: str
    least: int
    most: int
    step: int
    invented: str


@table("section_2706", key=("sentence",))
class Section2706(DatedRow):
    """A sentence of section 2706(a), in our words."""

    sentence: str
    in_course_text: bool
    means: str


@table("state_steps", key=("step",))
class StateStep(DatedRow):
    """Something for readers to find out about their own state."""

    step: str
    part: str
    because: str


@table("other_states", key=("state",))
class OtherState(DatedRow):
    """What was found about another state."""

    state: str
    found: str
    learn: str


class Cost(NamedTuple):
    """The result of the cost argument, in dollars."""

    massage: int  # spent on massage
    spared: int  # not spent on operations
    net: int  # massage less what is spared; below 0: the plan saves


def events(who: Iterable[str] = ()) -> tuple[Event, ...]:
    """Return the events in order: all of them, or those by some actors.

    >>> events()[0].short, events(["the US Supreme Court"])[0].happened
    ('1993 clause', datetime.date(1999, 2, 22))

    Source: every_category_law.csv, which cites a source in each row.
    """
    wanted = set(who)
    return tuple(row for row in current(Event) if not wanted or row.who in wanted)


def date_of(event: Event) -> str:
    """Return the date of an event, only as exact as it is known.

    >>> date_of(events()[0]), date_of(events()[1])
    ('1993', 'April 14, 1995')
    """
    day = event.happened
    if event.precision == "year":
        return f"{day.year}"
    return f"{MONTHS[day.month - 1]} {day.year}" if event.precision == "month" else long_date(day)


def law_on(on: date) -> LawPeriod:
    """Return whether the law was in force on a day, and why.

    >>> law_on(date(1997, 6, 1)).in_effect, law_on(date(2026, 1, 5)).in_effect
    ('unclear', 'yes')

    Raises:
        OutsideKnownDatesError: a day before 1900.
        ValueError: `on` is not a date.

    Source: law_periods.csv, which cites a source in each row.
    """
    if on is None:
        msg = "on, the day to check, must be a date such as date(1996, 1, 1); it is None."
        raise ValueError(msg)
    return current(LawPeriod, on)[0]


@cache
def plans() -> dict[str, PlanKind]:
    """Return the kinds of plans by name: whether the law applies to each, and why (plan_kinds.csv)."""
    return {row.plan: row for row in current(PlanKind)}


def assess_necessity(*, limit: bool, measured: bool, improving: bool, first_visit: bool = False) -> NecessityRule:
    """Return how a plan classifies care: the outcome and what it means.

    >>> assess_necessity(limit=True, measured=True, improving=True).outcome
    'necessary'

    Args:
        limit: the client cannot do something of daily life or work.
        measured: the note has a measure that can get better.
        improving: the measure gets better.
        first_visit: it is too early to see a change.

    Source: necessity_rules.csv, which cites a source in each row.
    """
    rules = {row.outcome: row for row in current(NecessityRule)}
    if not limit:
        return rules["maintenance"]
    if not measured:
        return rules["not shown"]
    return rules["necessary" if improving or first_visit else "not shown, no change"]


def cost_argument(people: int, massage: int, surgery: int, spared: int) -> Cost:
    """Return what massage costs a plan and what it spares, by assumptions that somebody made up.

    >>> cost_argument(people=100, massage=1500, surgery=20000, spared=5)
    Cost(massage=150000, spared=100000, net=50000)

    Args:
        people: people with the complaint.
        massage: dollars of massage for each.
        surgery: dollars of one operation.
        spared: operations spared for every 100 people.

    Raises:
        ValueError: a number below 0 or not whole; the message names it.

    Source: cost_assumptions.csv (course-history; the numbers are invented, and say so).
    """
    for name, value in (("people", people), ("massage", massage), ("surgery", surgery), ("spared", spared)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            msg = f"{name} must be a whole number, 0 or more; it is {value!r}."
            raise ValueError(msg)
    spent, kept = people * massage, people * spared * surgery // 100
    return Cost(spent, kept, spent - kept)
