"""The pictures of the lesson on the 8-minute rule, and what each shows in words."""

from textwrap import fill
from typing import TYPE_CHECKING, Any

from massage_billing.base.text import plural
from massage_billing.lessons.eight_minute_rule.steps import Stage, one_service
from massage_billing.lessons.figures import COLOURS, HATCHES, TINTS, blank, html
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, Service, describe_all, units_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 150  # minutes that the staircase shows


def staircase(minutes: int) -> str:
    """Return the staircase of units with the learner's point on it, as an HTML image."""
    figure = blank(3.3)
    axes = figure.add_subplot()
    edges = [0, *range(FIRST, MOST, UNIT), MOST]
    axes.stairs([units_for(edge) for edge in edges[:-1]], edges, color=COLOURS[0], linewidth=2.5, baseline=None)
    units = units_for(minutes)
    axes.plot([minutes, minutes, 0], [0, units, units], linestyle=":", color="black", linewidth=1.2)
    axes.plot([minutes], [units], marker="D", markersize=10, color=COLOURS[5], markeredgecolor="black")
    side = "left" if minutes < MOST / 2 else "right"
    axes.annotate(
        f"{minutes} min, {plural(units, 'unit')}",
        (minutes, units),
        xytext=(10 if side == "left" else -10, -16 if side == "left" else 12),
        textcoords="offset points",
        ha=side,
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
    )
    axes.set(xlim=(0, MOST), ylim=(0, 11), xlabel="Minutes of one timed service", ylabel="Units")
    axes.set_xticks(range(0, MOST + 1, 30), minor=False)
    axes.set_yticks(range(11))
    axes.set_axisbelow(True)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    return html(figure, f"Staircase of units over minutes, a step at 8 and every 15 after. {one_service(minutes)}")


def blocks(day: DayCount, stage: Stage) -> str:
    """Return the day as rows of 15-minute blocks, as far as `stage` has come, as an HTML image."""
    timed = [entry for entry in day.services if entry.timed and entry.minutes]
    rows = len(timed) + (day.method == "cms")
    figure = blank(1.0 + 0.62 * max(rows, 1))
    axes = figure.add_subplot()
    most = max([UNIT, day.total_minutes if day.method == "cms" else 0, *(entry.minutes for entry in timed)])
    start = 0
    for row, entry in enumerate(timed):
        look: dict[str, Any] = {
            "facecolor": TINTS[row % 6],
            "hatch": HATCHES[row % 6],
            "edgecolor": COLOURS[row % 6],
        }
        _row(axes, row, entry.minutes, entry.sure if stage >= Stage.BLOCKS else 0, look)
        _label(axes, row, entry.minutes, _units(day, stage, entry))
        if day.method == "cms":
            axes.barh(len(timed), entry.minutes, left=start, height=0.6, **look)
            start += entry.minutes
    names = [fill(str(find_code(entry.code)), 16) for entry in timed]
    if day.method == "cms":
        _label(axes, len(timed), day.total_minutes, plural(day.total_units, "unit"))
        names.append("all timed\nminutes")
    axes.set_yticks(range(rows), names)
    axes.set(ylim=(rows - 0.4, -0.6), xlim=(0, most * 1.42), xlabel="Minutes, in blocks of 15")
    axes.set_xticks(range(0, most + UNIT, UNIT * (1 + most // 120)))
    axes.set_axisbelow(True)
    axes.grid(visible=True, axis="x", color="#cccccc", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    return html(figure, blocks_in_words(day, stage))


def _row(axes: "Axes", row: int, minutes: int, sure: int, look: dict[str, Any]) -> None:
    axes.barh(row, minutes, height=0.6, **look)
    for block in range(sure):
        length = min(UNIT, minutes - block * UNIT)  # in "midpoint" the last unit may be short of 15
        axes.barh(
            row, length, left=block * UNIT, height=0.6, facecolor=look["edgecolor"], edgecolor="black", linewidth=1
        )
        axes.text(
            block * UNIT + length / 2, row, str(block + 1), ha="center", va="center", color="black", fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "boxstyle": "circle,pad=0.15"},
        )  # fmt: skip


def _label(axes: "Axes", row: int, minutes: int, text: str) -> None:
    axes.annotate(text, (minutes, row), (6, 0), textcoords="offset points", va="center", fontsize=9.5, linespacing=1.1)


def _units(day: DayCount, stage: Stage, entry: Service) -> str:
    if stage is not Stage.UNITS:
        return f"{entry.left_over} left over" if stage is Stage.LEFT_OVER else ""
    counts = sorted({units.get(entry.code, 0) for units in day.billings}, reverse=True)
    if len(counts) > 1:
        return f"{counts[0]} or {counts[1]}\n(tie)"
    spare = "\n(1 is spare)" if counts[0] > entry.sure else ""
    return plural(counts[0], "unit") + spare


def blocks_in_words(day: DayCount, stage: Stage) -> str:
    """Return in words what `blocks` shows."""
    bars = []
    for entry in day.services:
        if not entry.timed:
            continue
        parts = [f"{find_code(entry.code)}: {plural(entry.minutes, 'minute')}"]
        if stage >= Stage.BLOCKS:
            parts.append(plural(entry.sure, "unit" if day.method == "midpoint" else "whole block"))
        if stage >= Stage.LEFT_OVER:
            parts.append(f"{entry.left_over} left over")
        bars.append(", ".join(parts))
    end = f" Bill {describe_all(day.billings)}." if stage is Stage.UNITS else ""
    return f"Bars of minutes in blocks of 15. {'; '.join(bars)}.{end}"
