"""The pictures of the lesson from prescription to payment, and what each shows in words."""

from datetime import date, timedelta
from decimal import Decimal
from textwrap import fill

from massage_billing.base.tables import current
from massage_billing.lessons.figures import COLOURS, HATCHES, TINTS, blank, html
from massage_billing.rules.claims.benefits import Explanation
from massage_billing.rules.claims.claim_form import ClaimStep

ACROSS = 2  # steps in a row of the picture


def steps(at: int) -> str:
    """Return the steps from contract to payment as boxes in order, one of them set off, as an HTML image."""
    rows = current(ClaimStep)
    down = -(-len(rows) // ACROSS)
    figure = blank(0.62 * down)
    axes = figure.add_subplot()
    for number, row in enumerate(rows):
        x, y = number // down, number % down
        strong = number == at
        axes.text(
            x, y, f"{number + 1}. {fill(row.step, 25)}", ha="center", va="center", fontsize=8.5,
            fontweight="bold" if strong else "normal",
            bbox={"boxstyle": "round,pad=0.4", "facecolor": TINTS[1] if strong else "white",
                  "edgecolor": COLOURS[5] if strong else "#777777", "linewidth": 2.5 if strong else 1},
        )  # fmt: skip
        if y < down - 1 and number < len(rows) - 1:
            axes.annotate("", (x, y + 0.72), (x, y + 0.32), arrowprops={"arrowstyle": "-|>", "color": "#555555"})
    axes.set(xlim=(-0.5, ACROSS - 0.5), ylim=(down - 0.5, -0.5))
    axes.axis("off")
    return html(figure, steps_in_words(at))


def steps_in_words(at: int) -> str:
    """Return in words what `steps` shows."""
    rows = current(ClaimStep)
    order = ", ".join(f"{number}. {row.step}" for number, row in enumerate(rows, start=1))
    return f"The steps in order: {order}. Set off: step {at + 1}, {rows[at].step}."


def span(start: date, end: date, on: date) -> str:
    """Return a prescription as a bar over its days, with a line at the visit, as an HTML image."""
    figure = blank(1.3)
    axes = figure.add_subplot()
    first, last = min(start, on) - timedelta(days=7), max(end, on) + timedelta(days=7)
    axes.barh(0, (end - start).days + 1, left=start.toordinal(), height=0.5, facecolor=TINTS[2], edgecolor=COLOURS[2],
              hatch=HATCHES[2])  # fmt: skip
    axes.axvline(on.toordinal(), ymax=0.66, color=COLOURS[5], linewidth=2.5)
    axes.text(on.toordinal(), 0.42, f"visit {on}", ha="center", va="bottom", fontsize=9, fontweight="bold")
    axes.set_xticks([start.toordinal(), end.toordinal()], [f"{start}", f"{end}"], fontsize=9)
    axes.set_yticks([])
    axes.set(xlim=(first.toordinal(), last.toordinal()), ylim=(-0.5, 0.8))
    axes.spines[["top", "right", "left"]].set_visible(False)
    return html(figure, span_in_words(start, end, on))


def span_in_words(start: date, end: date, on: date) -> str:
    """Return in words what `span` shows."""
    where = "before it" if on < start else "after it" if on > end else "within it"
    return f"A bar from {start} to {end}, the days of the prescription. The visit on {on} lies {where}."


def waterfall(settled: Explanation) -> str:
    """Return what becomes of the billed amount, step by step down to nothing, as an HTML image."""
    figure = blank(2.9)
    axes = figure.add_subplot()
    left = settled.billed
    parts = _parts(settled)
    for at, (_, amount, colour) in enumerate(parts):
        base = 0 if not at else left - amount
        axes.bar(at, float(amount), bottom=float(base), width=0.7, facecolor=TINTS[colour], edgecolor=COLOURS[colour],
                 hatch=HATCHES[colour])  # fmt: skip
        axes.text(at, float(base + amount), f"${amount}", ha="center", va="bottom", fontsize=8.5, fontweight="bold")
        if at:
            axes.plot([at - 1.35, at + 0.35], [float(left)] * 2, color="#555555", linewidth=0.8)
            left -= amount
    axes.set_xticks(range(len(parts)), [fill(name, 10) for name, _, _ in parts], fontsize=8.5)
    axes.set(ylim=(0, max(float(settled.billed) * 1.15, 1)), ylabel="Dollars")
    axes.spines[["top", "right"]].set_visible(False)
    return html(figure, waterfall_in_words(settled))


def _parts(settled: Explanation) -> tuple[tuple[str, Decimal, int], ...]:
    return (
        ("Billed", settled.billed, 4),
        ("Taken off (CO)", settled.adjusted, 1),
        ("Deductible", settled.deductible, 3),
        ("Copay", settled.copay, 3),
        ("Percent", settled.coinsurance, 3),
        ("Plan pays", settled.paid, 2),
    )


def waterfall_in_words(settled: Explanation) -> str:
    """Return in words what `waterfall` shows: the parts, and that they add up."""
    return (
        f"Billed ${settled.billed} = taken off ${settled.adjusted} + the client's share ${settled.share} (deductible"
        f" ${settled.deductible}, copay ${settled.copay}, percent ${settled.coinsurance}) + the plan pays ${settled.paid}."
    )
