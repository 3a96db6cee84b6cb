"""The pictures of the lesson on Washington's law, and what each shows in words."""

from datetime import date
from textwrap import fill

from massage_billing.base.tables import history
from massage_billing.lessons.figures import COLOURS, HATCHES, TINTS, blank, html
from massage_billing.rules.every_category_law import Cost, LawPeriod, date_of, events, law_on

FROM, TO = 1992.0, 2020.0


def year(day: date) -> float:
    """Return a day as a year with its fraction."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def timeline(at: int) -> str:
    """Return the events from top to bottom, one of them set off, as an HTML image."""
    rows = events()
    figure = blank(0.3 * len(rows) + 0.4)
    axes = figure.add_subplot()
    axes.plot([0, 0], [0, len(rows) - 1], color="#777777", linewidth=2)
    for place, row in enumerate(rows):
        here = place == at
        axes.plot(0, place, marker="D" if here else "o", markersize=12 if here else 7, color=COLOURS[5 if here else 0],
                  markeredgecolor="black")  # fmt: skip
        weight = "bold" if here else "normal"
        axes.text(-0.06, place, date_of(row), ha="right", va="center", fontsize=9.5, fontweight=weight)
        axes.text(0.06, place, row.short, ha="left", va="center", fontsize=9.5, fontweight=weight)
    axes.set(xlim=(-0.6, 0.6), ylim=(len(rows) - 0.4, -0.6))
    axes.axis("off")
    return html(figure, timeline_in_words(at))


def timeline_in_words(at: int) -> str:
    """Return in words what `timeline` shows."""
    rows = events()
    listed = "; ".join(f"{date_of(row)}: {row.short}" for row in rows)
    return f"A line of {len(rows)} events. {listed}. Set off: {rows[at].short}, {date_of(rows[at])}."


COLOUR_OF = {"yes": 2, "no": 5, "unclear": 1}  # place in COLOURS


def in_force(on: date) -> str:
    """Return when the law was in force, as bars over the years with a line on a day, as an HTML image."""
    figure = blank(1.7)
    axes = figure.add_subplot()
    for row in history(LawPeriod):
        begin = max(year(row.start), FROM)
        end = year(row.end) if row.end else TO
        colour = COLOUR_OF[row.in_effect]
        axes.barh(0, end - begin, left=begin, height=0.6, facecolor=TINTS[colour], edgecolor=COLOURS[colour],
                  hatch=HATCHES[colour])  # fmt: skip
    for name, where in (("not in\nforce", 1993.7), ("in limbo", 1997.9), ("in force", 2009)):
        axes.text(where, 0.42, name, ha="center", va="bottom", fontsize=9)
    place = min(max(year(on), FROM), TO)
    axes.axvline(place, ymax=0.62, color="black", linewidth=2.5)
    axes.text(
        place,
        -0.55,
        f"{on}",
        ha="left" if place < (FROM + TO) / 2 else "right",
        va="center",
        fontsize=9,
        fontweight="bold",
    )
    axes.set_xticks([1995, 1996, 2000, 2005, 2010, 2015], ["", "1996", "2000", "2005", "2010", "2015"])
    axes.set_yticks([])
    axes.set(xlim=(FROM, TO), ylim=(-0.75, 1.1))
    axes.spines[["top", "right", "left"]].set_visible(False)
    return html(figure, in_force_in_words(on))


def in_force_in_words(on: date) -> str:
    """Return in words what `in_force` shows."""
    return (
        "A bar over the years: not in force until the end of 1995, in force from January 1, 1996, in limbo from May 2, 1997"
        f" to June 17, 1998, in force since. A line at {on}: {law_on(on).state.lower()}."
    )


def bars(labels: list[str], values: list[float], unit: str, title: str) -> str:
    """Return figures as bars with their numbers, as an HTML image."""
    figure = blank(0.5 + 0.42 * len(labels))
    axes = figure.add_subplot()
    for place, value in enumerate(values):
        colour = place % len(COLOURS)
        axes.barh(place, value, height=0.6, facecolor=TINTS[colour], edgecolor=COLOURS[colour], hatch=HATCHES[colour])
        axes.text(value, place, f" {value:,g}", va="center", fontsize=9.5, fontweight="bold")
    axes.set_yticks(range(len(labels)), [fill(label, 20) for label in labels])
    axes.set(xlim=(0, max([*values, 1]) * 1.2), ylim=(len(labels) - 0.5, -0.5), xlabel=unit.capitalize())
    axes.spines[["top", "right"]].set_visible(False)
    return html(figure, bars_in_words(labels, values, unit, title))


def bars_in_words(labels: list[str], values: list[float], unit: str, title: str) -> str:
    """Return in words what `bars` shows."""
    listed = "; ".join(f"{label}: {value:,g}" for label, value in zip(labels, values, strict=True))
    return f"Bars, in {unit}. {title}: {listed}."


def cost(found: Cost) -> str:
    """Return both sides of the cost argument as bars, as an HTML image."""
    return bars(
        ["Spent on massage", "Spared on surgery"], [found.massage, found.spared], "dollars", "The cost argument"
    )
