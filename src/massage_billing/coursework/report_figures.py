"""The figures of a class report, each with its alternative text."""

from html import escape
from typing import TYPE_CHECKING

from massage_billing.base.html import Shown
from massage_billing.base.text import plural
from massage_billing.coursework.analytics import Results, item_results, misconceptions, shares
from massage_billing.lessons import figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Locator

TENTHS = 10
BAR = 0.45  # the height of a bar, whose name is above it
BARS = 8  # misconceptions in the figure; the table has more
WEAK = (
    0.2  # discrimination below which a question needs review (Ebel and Frisbie, Essentials of Educational Measurement)
)


def grades(results: Results) -> Shown:
    """Return a figure of how the grades are distributed."""
    tenths = [min(int(share * TENTHS), TENTHS - 1) for share in shares(results)]
    counts = [tenths.count(tenth) for tenth in range(TENTHS)]
    figure, axes = _figure(2.6)
    middles = [10 * tenth + 5 for tenth in range(TENTHS)]
    bars = axes.bar(middles, counts, width=9, color=figures.TINTS[0], edgecolor=figures.COLORS[0])
    axes.bar_label(bars, [str(count) if count else "" for count in counts])
    axes.margins(y=0.15)  # room for the numbers on the bars
    axes.set(xlabel="Percent of the points", ylabel="Students", xlim=(0, 100))
    axes.yaxis.set_major_locator(_whole_numbers())
    listed = ", ".join(
        f"{count} from {10 * tenth} to {10 * tenth + 10} percent" for tenth, count in enumerate(counts) if count
    )
    return _shown(
        figure, f"Bar chart of how many students earned each share of the points. {listed or 'No one submitted'}."
    )


def questions(results: Results) -> Shown:
    """Return a figure of each question, by the share of points earned and by discrimination."""
    points = [
        (item.question, 100 * item.mean_share, item.discrimination)
        for item in item_results(results)
        if item.mean_share is not None and item.discrimination is not None
    ]
    if not points:
        text = "There are too few submissions to compare the questions."
        return Shown(f"<p>{escape(text)}</p>", text)
    low = [name for name, _, discrimination in points if discrimination < WEAK]
    figure, axes = _figure(1.2 + 0.25 * len(points))
    for marker, label, color, weak in (("o", "separates strong from weak", 0, False), ("X", "needs review", 5, True)):
        rows = [(found, row) for row, (name, _, found) in enumerate(points) if (name in low) == weak]
        axes.scatter(
            *zip(*rows, strict=True) if rows else ((), ()),
            s=60,
            marker=marker,
            color=figures.COLORS[color],
            label=label,
        )
    # One row for each question, so that no dot or label covers another.
    axes.set_yticks(range(len(points)), [f"{name} · {earned:.0f}%" for name, earned, _ in points])
    axes.invert_yaxis()
    axes.grid(axis="y", alpha=0.3)
    axes.axvline(WEAK, color="black", linewidth=0.8, linestyle="--")
    lowest = min(0, *(discrimination for _, _, discrimination in points)) - 0.15
    axes.set(xlabel="Discrimination", ylabel="Question · percent of points earned", xlim=(lowest, 1.1))
    figure.legend(loc="outside lower center", frameon=False)  # where it does not cover a dot
    return _shown(
        figure,
        f"Dot plot of {plural(len(points), 'question')} by discrimination, from -1 to 1, with the percent of points earned. "
        f"Below {WEAK:g}, so in need of review: {', '.join(low) or 'none'}.",
    )


def common_mistakes(results: Results) -> Shown:
    """Return a figure of the most common misconceptions."""
    found = misconceptions(results)[:BARS]
    if not found:
        text = "No common mistakes were found."
        return Shown(f"<p>{text}</p>", text)
    figure, axes = _figure(0.8 + 0.5 * len(found))
    names = [one.name if len(one.name) <= 42 else f"{one.name[:41]}…" for one in reversed(found)]  # noqa: PLR2004  (fits on a phone)
    counts = [one.answers for one in reversed(found)]
    bars = axes.barh(
        range(len(names)), counts, height=BAR, color=figures.TINTS[1], edgecolor=figures.COLORS[1], hatch="//"
    )
    axes.bar_label(bars, padding=2)
    axes.set_yticks([])
    for at, name in enumerate(names):
        axes.annotate(name, (0, at + BAR / 2), (0, 3), textcoords="offset points")
    axes.set(xlabel="Answers")
    axes.xaxis.set_major_locator(_whole_numbers())
    return _shown(
        figure, f"Bar chart of the most common mistakes. {'; '.join(f'{one.name}: {one.answers}' for one in found)}."
    )


def _figure(height: float) -> "tuple[Figure, Axes]":
    """Return an empty figure as wide as a phone (3.7 inches), `height` inches high, so that its type is never tiny."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (loaded when a figure is drawn, not before)

    figure = Figure(figsize=(3.7, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _whole_numbers() -> "Locator":
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    return MaxNLocator(integer=True)


def _shown(figure: "Figure", alt: str) -> Shown:
    return Shown(f"<figure>{figures.inline(figure, alt)}</figure>", alt)


marks, commonest = grades, common_mistakes  # the names in copies of the notebook from earlier versions
