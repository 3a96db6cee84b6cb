"""The figures of the lesson "From prescription to payment", with their alternative text."""

from datetime import date, timedelta
from decimal import Decimal

from massage_billing.base.tables import current
from massage_billing.base.text import us_date
from massage_billing.lessons.figures import COLORS, SMALL, WIDTH, Drawing, measure
from massage_billing.rules.claims.benefits import Explanation
from massage_billing.rules.claims.claim_form import ClaimStep

ACROSS, BOX, GAP = 2, 56, 14  # columns of steps, height of a step, and the space below it
NAMES, ROW, BAR = 128, 40, 26  # width of the names beside the waterfall chart, height of a row, and height of its bar


def steps(at: int) -> str:
    """Draw the steps from contract to payment as boxes in order, with one highlighted; return HTML."""
    rows = current(ClaimStep)
    down = -(-len(rows) // ACROSS)
    drawing = Drawing(down * (BOX + GAP) - GAP + 4, describe_steps(at))
    width = WIDTH / ACROSS - 10
    for number, row in enumerate(rows):
        left, top = number // down * (width + 16) + 2, number % down * (BOX + GAP) + 2
        drawing.box(left, top, width, BOX, f"{number + 1}. {row.step}", 1 if number == at else None)
        if number % down < down - 1 and number < len(rows) - 1:
            drawing.arrow((left + width / 2, top + BOX + 2), (left + width / 2, top + BOX + GAP - 2))
    return drawing.html()


def describe_steps(at: int) -> str:
    """Describe what `steps` shows."""
    rows = current(ClaimStep)
    order = ", ".join(f"{number}. {row.step}" for number, row in enumerate(rows, start=1))
    return f"The steps in order: {order}. Highlighted: step {at + 1}, {rows[at].step}."


def span(start: date, end: date, on: date) -> str:
    """Draw the days that a prescription covers as a bar, with a line at the visit; return HTML."""
    drawing = Drawing(122, describe_span(start, end, on))
    first, last = min(start, on) - timedelta(days=7), max(end, on) + timedelta(days=7)
    scale = WIDTH / (last - first).days
    begin, finish, visit = ((day - first).days * scale for day in (start, end + timedelta(days=1), on))
    drawing.bar(begin, 34, max(finish - begin, 4), 40, 2)
    drawing.line((visit, 24), (visit, 84), color=COLORS[5], width=3)
    drawing.text(visit, 11, f"Visit {us_date(on)}", bold=True)
    drawing.axis(84, 0, WIDTH, [(begin, us_date(start))])
    drawing.line((finish, 84), (finish, 89))
    # Both dates side by side would overlap. At an edge of the figure, a date moves by up to half its width.
    near = finish - begin < 1.5 * measure(f"{us_date(end)}   ")
    drawing.text(finish, 114 if near else 98, us_date(end), size=SMALL)
    return drawing.html()


def describe_span(start: date, end: date, on: date) -> str:
    """Describe what `span` shows."""
    where = "before" if on < start else "after" if on > end else "within"
    days = f"{us_date(start)} to {us_date(end)}"
    return (
        f"A bar shows the days that the prescription covers, {days}. The visit on {us_date(on)} is {where} these days."
    )


def waterfall(settled: Explanation) -> str:
    """Draw how the billed amount is divided, step by step down to zero; return HTML."""
    parts = _parts(settled)
    drawing = Drawing(len(parts) * ROW, describe_waterfall(settled))
    scale = (WIDTH - NAMES - 78) / max(float(settled.billed), 1)
    left = settled.billed
    for at, (name, amount, look) in enumerate(parts):
        y, base = at * ROW + ROW / 2, left - amount if at else Decimal(0)
        end = NAMES + float(base + amount) * scale
        drawing.text(NAMES - 8, y, name, anchor="end", width=NAMES - 8)
        drawing.bar(NAMES + float(base) * scale, y - BAR / 2, float(amount) * scale, BAR, look)
        drawing.text(end + 8, y, f"${amount}", anchor="start", bold=True)
        if at:
            drawing.line((end, y - ROW + BAR / 2), (end, y - BAR / 2), dash="2 3")
            left = base
    drawing.line((NAMES, 2), (NAMES, len(parts) * ROW - 2))
    return drawing.html()


def _parts(settled: Explanation) -> tuple[tuple[str, Decimal, int], ...]:
    return (
        ("Billed", settled.billed, 4),
        ("Adjustment", settled.adjusted, 1),
        ("Deductible", settled.deductible, 3),
        ("Copay", settled.copay, 3),
        ("Coinsurance", settled.coinsurance, 3),
        *((("Not covered (PR)", settled.not_covered, 3),) if settled.not_covered else ()),
        ("Plan pays", settled.paid, 2),
    )


def describe_waterfall(settled: Explanation) -> str:
    """Describe what `waterfall` shows: the parts, and that they add up."""
    rest = f", not covered ${settled.not_covered}" if settled.not_covered else ""
    return (
        f"Billed ${settled.billed} = adjustment ${settled.adjusted} + patient's share ${settled.share} (deductible"
        f" ${settled.deductible}, copay ${settled.copay}, coinsurance ${settled.coinsurance}{rest}) + plan pays ${settled.paid}."
    )
