"""Washington's every-category-of-provider law (RCW 48.43.045): its history, the plans it covers, and the evidence about it."""

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
    lane: str  # who acted, in one of four groups
    short: str
    event: str
    decided: str
    left_open: str
    course_text: str  # what the 2013 articles say about it


@table("law_periods", key=())
class LawPeriod(DatedRow):
    """A period in which the law was in effect, was not in effect, or had an unclear status."""

    state: str
    in_effect: str  # "yes", "no" or "unclear"
    why: str


@table("plan_kinds", key=("plan",))
class PlanKind(DatedRow):
    """A type of plan, and whether the law applies to it."""

    plan: str
    reached: bool
    why: str


@table("necessity_rules", key=("outcome",))
class NecessityRule(DatedRow):
    """How a plan classifies care: necessary, maintenance, or not shown to be necessary."""

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
    """A payer that the 2013 articles name, and its current name."""

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
    """A number that the cost argument assumes, and where it was invented."""

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
    """A sentence of section 2706(a), in our own words."""

    sentence: str
    in_course_text: bool
    means: str


@table("state_steps", key=("step",))
class StateStep(DatedRow):
    """A step for learners who want a similar law in their own state."""

    step: str
    part: str
    because: str


@table("other_states", key=("state",))
class OtherState(DatedRow):
    """A fact about another state, and the lesson it teaches."""

    state: str
    found: str
    learn: str


class Cost(NamedTuple):
    """The result of the cost argument, in dollars."""

    massage: int  # spent on massage
    spared: int  # not spent on operations
    net: int  # massage minus spared; below 0, the plan saves money


def with_unit(value: Decimal | int, unit: str) -> str:
    """Return a figure of a study with its unit, "percent" or "dollars".

    Example:
        >>> with_unit(Decimal("13.7"), "percent"), with_unit(Decimal("74.40"), "dollars")
        ('13.7%', '$74.40')
    """
    return f"{value}%" if unit == "percent" else f"${value:,}"


def events(who: Iterable[str] = ()) -> tuple[Event, ...]:
    """Return the events in the history of the law, earliest first.

    Args:
        who: the actors whose events to return, as `Event.who` names them; by default, all of them.

    Example:
        >>> events()[0].short
        '1993 provider clause'
        >>> events(["the US Supreme Court"])[0].happened
        datetime.date(1999, 2, 22)

    Source: every_category_law.csv, which cites a source in each row.
    """
    wanted = set(who)
    return tuple(row for row in current(Event) if not wanted or row.who in wanted)


def date_of(event: Event) -> str:
    """Return the date of an event as text, only as exact as it is known.

    Example:
        >>> date_of(events()[0]), date_of(events()[1])
        ('1993', 'April 14, 1995')
    """
    day = event.happened
    if event.precision == "year":
        return f"{day.year}"
    return f"{MONTHS[day.month - 1]} {day.year}" if event.precision == "month" else long_date(day)


def law_on(on: date) -> LawPeriod:
    """Return the period that contains a date: whether the law was in effect, and why.

    Args:
        on: the date to check.

    Raises:
        OutsideKnownDatesError: `on` is before 1900.
        ValueError: `on` is not a date.

    Example:
        >>> law_on(date(1997, 6, 1)).in_effect
        'unclear'
        >>> law_on(date(2026, 1, 5)).in_effect
        'yes'

    Source: law_periods.csv, which cites a source in each row.
    """
    if on is None:
        msg = "on, the day to check, must be a date such as date(1996, 1, 1); it is None."
        raise ValueError(msg)
    return current(LawPeriod, on)[0]


@cache
def plans() -> dict[str, PlanKind]:
    """Return each type of plan by name, with whether the law applies to it and why.

    Example:
        >>> plans()["Medicare"].reached
        False

    Source: plan_kinds.csv, which cites a source in each row.
    """
    return {row.plan: row for row in current(PlanKind)}


def assess_necessity(*, limit: bool, measured: bool, improving: bool, first_visit: bool = False) -> NecessityRule:
    """Return how a plan classifies care, with the reason.

    Args:
        limit: whether the patient cannot do an activity of daily life or work.
        measured: whether the note has a measure that can improve.
        improving: whether the measure has improved.
        first_visit: whether this is the first visit, when it is too early to see a change.

    Example:
        >>> assess_necessity(limit=True, measured=True, improving=True).outcome
        'necessary'

    Source: necessity_rules.csv, which cites a source in each row.
    """
    rules = {row.outcome: row for row in current(NecessityRule)}
    if not limit:
        return rules["maintenance"]
    if not measured:
        return rules["not shown"]
    return rules["necessary" if improving or first_visit else "not shown, no change"]


def cost_argument(people: int, massage: int, surgery: int, spared: int) -> Cost:
    """Return what massage would cost a plan and what it would save on surgery, from invented assumptions.

    Args:
        people: the number of people with the complaint.
        massage: the cost of massage for each person, in dollars.
        surgery: the cost of one operation, in dollars.
        spared: the number of operations that massage prevents per 100 people.

    Raises:
        ValueError: a number is negative or not whole; the message names it.

    Example:
        >>> cost_argument(people=100, massage=1500, surgery=20000, spared=5)
        Cost(massage=150000, spared=100000, net=50000)

    Source: cost_assumptions.csv (course-history). The numbers are invented and labeled as such.
    """
    for name, value in (("people", people), ("massage", massage), ("surgery", surgery), ("spared", spared)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            msg = f"{name} must be a whole number, 0 or more; it is {value!r}."
            raise ValueError(msg)
    spent, kept = people * massage, people * spared * surgery // 100
    return Cost(spent, kept, spent - kept)
