"""The figures of the lesson on Washington's law, each with its alt text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from massage_billing.base.tables import history
from massage_billing.base.text import us_date
from massage_billing.lessons.figures import COLORS, SIZE, WIDTH, Drawing, measure, year_of
from massage_billing.rules.every_category_law import Cost, LawPeriod, law_on, with_unit

FROM, TO = 1992.0, 2020.0
LOOKS = {"yes": 2, "no": 5, "unclear": 1}
NAMES = {"yes": "in effect", "no": "not in\neffect", "unclear": "unclear"}
ROW, BAR = 42, 26  # height of a row in a bar chart, and of its bar


def _x(year: float) -> float:
    return 8 + (min(max(year, FROM), TO) - FROM) * (WIDTH - 16) / (TO - FROM)


def in_force(on: date) -> str:
    """Return a bar of the years in which the law was in effect, with a line at a date, as HTML."""
    drawing = Drawing(156, describe_in_force(on))
    widest: dict[str, tuple[float, float]] = {}  # label only the longest bar of each kind
    for row in history(LawPeriod):
        begin, end = _x(year_of(row.start)), _x(year_of(row.end) if row.end else TO)
        drawing.bar(begin, 44, end - begin, 44, LOOKS[row.in_effect])
        widest[row.in_effect] = max(widest.get(row.in_effect, (0, 0)), (end - begin, (begin + end) / 2))
    for kind, (_, middle) in widest.items():
        drawing.text(middle, 22, NAMES[kind])
    x = _x(year_of(on))
    drawing.line((x, 36), (x, 112), width=3)
    right = x < WIDTH / 2
    drawing.text(x + (8 if right else -8), 104, us_date(on), anchor="start" if right else "end", bold=True)
    drawing.axis(120, 8, WIDTH - 8, [(_x(year), str(year)) for year in (1996, 2000, 2005, 2010, 2015)])
    return drawing.html()


def describe_in_force(on: date) -> str:
    """Return the alt text of `in_force`."""
    return (
        "A bar of the years. The law was not in effect through 1995. It took effect on January 1, 1996. Its status was"
        " unclear from May 2, 1997, to June 17, 1998, and it has been in effect ever since."
        f" A line marks {us_date(on)}: {law_on(on).state.lower()}."
    )


def bars(values: Mapping[str, Decimal | int], unit: str, title: str) -> str:
    """Return a bar chart of labeled numbers as HTML."""
    drawing = Drawing(len(values) * ROW + 34, describe_bars(values, unit, title))
    left = 12 + min(140, max(measure(label) for label in values))
    scale = (WIDTH - left - 90) / max([*map(float, values.values()), 1])
    for place, (label, value) in enumerate(values.items()):
        y = place * ROW + ROW / 2
        drawing.text(left - 8, y, label, anchor="end", width=left - 8)
        end = left + float(value) * scale
        drawing.bar(left, y - BAR / 2, end - left, BAR, place % len(COLORS))
        drawing.text(end + 8, y, with_unit(value, unit), anchor="start", bold=True, size=SIZE)
    drawing.line((left, 2), (left, len(values) * ROW))
    drawing.text(left, len(values) * ROW + 14, unit.capitalize(), anchor="start")
    return drawing.html()


def describe_bars(values: Mapping[str, Decimal | int], unit: str, title: str) -> str:
    """Return the alt text of `bars`."""
    listed = "; ".join(f"{label}: {with_unit(value, unit)}" for label, value in values.items())
    return f"A bar chart in {unit}. {title}: {listed}."


def cost(found: Cost) -> str:
    """Return a bar chart of both sides of the cost argument as HTML."""
    return bars({"Spent on massage": found.massage, "Surgery avoided": found.spared}, "dollars", "The cost argument")
