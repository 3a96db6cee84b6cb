"""The figures of a class report, each with its alternative text."""

from html import escape
from typing import TYPE_CHECKING

from massage_billing.base.html import Shown
from massage_billing.base.text import plural
from massage_billing.coursework.analytics import Results, misconceptions, shares
from massage_billing.lessons import figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TENTHS = 10
BARS = 8  # mistakes in the figure; the table has all
WEAK = 0.2  # discrimination below which a question is worth a look (Ebel and Frisbie, Essentials of Educational Measurement)


def _blank(height: float) -> "Figure":
    """Return an empty figure as wide as a phone (4.4 inches), `height` inches high, so that its type is never tiny."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (loaded when a chart is drawn, not before)

    return Figure(figsize=(4.4, height), layout="constrained")


def marks(results: Results) -> Shown:
    """Return how the marks spread over the class."""
    found = shares(results)
    counts = [int(((found * TENTHS).astype(int).clip(upper=TENTHS - 1) == tenth).sum()) for tenth in range(TENTHS)]
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    figure = _blank(2.6)
    axes: Axes = figure.subplots()
    bars = axes.bar(
        [10 * tenth + 5 for tenth in range(TENTHS)], counts, width=9, color=figures.TINTS[0], edgecolor="black"
    )
    axes.bar_label(bars, [str(count) if count else "" for count in counts])
    axes.margins(y=0.15)  # room for the numbers on the bars
    axes.set(xlabel="Percent of the points", ylabel="Students", xlim=(0, 100))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    listed = ", ".join(
        f"{count} from {10 * tenth} to {10 * tenth + 10} percent" for tenth, count in enumerate(counts) if count
    )
    alt = f"Bars: how many students earned which share of the points. {listed or 'Nobody handed in'}."
    return Shown(f"<figure>{figures.inline(figure, alt)}</figure>", alt)


def questions(results: Results) -> Shown:
    """Return each question by how much of it was earned and how well it tells the strong from the weak."""
    items = results.items.dropna(subset=["mean_share", "discrimination"])
    if items.empty:
        text = "Too few papers came in to set the questions against each other."
        return Shown(f"<p>{escape(text)}</p>", text)
    figure = _blank(3.4)
    axes: Axes = figure.subplots()
    low = items["discrimination"] < WEAK
    for rows, mark, name, color in (
        (items[~low], "o", "tells strong from weak", 0),
        (items[low], "X", "worth a look", 5),
    ):
        axes.scatter(
            rows["mean_share"] * 100,
            rows["discrimination"],
            marker=mark,
            s=60,
            color=figures.COLORS[color],
            label=name,
        )
    for item in items.itertuples():
        axes.annotate(
            str(item.question), (item.mean_share * 100, item.discrimination), (4, 4), textcoords="offset points"
        )
    axes.axhline(WEAK, color="black", linewidth=0.8, linestyle="--")
    axes.set(
        xlabel="Percent of its points earned",
        ylabel="Discrimination",
        xlim=(-2, 106),
        ylim=(min(0, items["discrimination"].min()) - 0.15, 1.1),
    )
    figure.legend(loc="outside lower center", ncols=2)  # where it covers no dot
    look = ", ".join(items[low]["question"]) or "none"
    alt = (
        f"Dots: {plural(len(items), 'question')}, by the percent of points earned and by discrimination, -1 to 1. "
        f"Below {WEAK:g}, and so worth a look: {look}."
    )
    return Shown(f"<figure>{figures.inline(figure, alt)}</figure>", alt)


def commonest(results: Results) -> Shown:
    """Return the commonest mistakes by name."""
    found = misconceptions(results).head(BARS)
    if found.empty:
        text = "No known mistake was made."
        return Shown(f"<p>{text}</p>", text)
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    figure = _blank(0.8 + 0.5 * len(found))
    axes: Axes = figure.subplots()
    names = [name if len(name) <= 34 else f"{name[:33]}…" for name in found["mistake"]][::-1]  # noqa: PLR2004  (fits a phone)
    bars = axes.barh(range(len(names)), found["count"][::-1], color=figures.TINTS[1], edgecolor="black", hatch="//")
    axes.bar_label(bars, padding=2)
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="Answers")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    listed = "; ".join(f"{name}: {count}" for name, count in zip(found["mistake"], found["count"], strict=True))
    alt = f"Bars: the commonest mistakes. {listed}."
    return Shown(f"<figure>{figures.inline(figure, alt)}</figure>", alt)
