"""The figure of a day's count, and its alternative text."""

from massage_billing.base.text import plural
from massage_billing.lessons.eight_minute_rule.steps import Stage
from massage_billing.lessons.figures import BLACK, SMALL, WIDTH, Drawing
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import UNIT, DayCount, Service, describe_all

ROW, BAR = 54, 34  # height of a row of blocks, and of its bar
NAMES, ROOM = 132, 104  # width of the labels to the left and to the right of the blocks
NUMBERED = 18  # the smallest width of a block that has room for its number


def blocks(day: DayCount, stage: Stage) -> str:
    """Draw a day as rows of 15-minute blocks, as far as a stage of the count, as HTML."""
    timed = [entry for entry in day.services if entry.timed and entry.minutes]
    together = day.method == "cms"
    rows = max(len(timed) + together, 1)
    most = max([UNIT, day.total_minutes if together else 0, *(entry.minutes for entry in timed)])
    drawing = Drawing(rows * ROW + 60, describe_blocks(day, stage))
    scale = (WIDTH - NAMES - ROOM) / most
    _grid(drawing, rows * ROW + 10, most, scale)
    start = 0
    for row, entry in enumerate(timed):
        top = row * ROW + 10
        _row(drawing, top, str(find_code(entry.code)), entry.minutes * scale, _units(day, stage, entry))
        drawing.bar(NAMES, top, entry.minutes * scale, BAR, row % 6)
        if stage >= Stage.BLOCKS:
            _full_blocks(drawing, top, entry, scale, row % 6)
        if together:
            drawing.bar(NAMES + start * scale, len(timed) * ROW + 10, entry.minutes * scale, BAR, row % 6)
            start += entry.minutes
    if together:
        total = plural(day.total_units, "unit")
        _row(drawing, len(timed) * ROW + 10, "all timed minutes", day.total_minutes * scale, total)
    return drawing.html()


def _grid(drawing: Drawing, bottom: float, most: int, scale: float) -> None:
    """Draw an axis of minutes with a line every 15 minutes, and labels where they fit."""
    room = 40 if most < 1_000 else 60  # noqa: PLR2004  (a label of four digits is wider)
    apart = UNIT * max(1, -(-room // int(UNIT * scale + 1)))
    for at in range(0, most + 1, UNIT if scale * UNIT > 8 else apart):  # noqa: PLR2004  (closer lines would merge)
        drawing.line((NAMES + at * scale, 4), (NAMES + at * scale, bottom), faint=True)
    labels = [(NAMES + at * scale, str(at)) for at in range(0, most + 1, apart)]
    drawing.axis(bottom, NAMES, WIDTH - ROOM, labels, "Minutes, in blocks of 15")


def _row(drawing: Drawing, top: float, name: str, width: float, words: str) -> None:
    drawing.text(NAMES - 8, top + BAR / 2, name, anchor="end", width=NAMES - 8, size=SMALL)
    drawing.text(NAMES + width + 8, top + BAR / 2, words, anchor="start", width=ROOM - 10)


def _full_blocks(drawing: Drawing, top: float, entry: Service, scale: float, look: int) -> None:
    for block in range(entry.base_units):
        left = NAMES + block * UNIT * scale
        # With "midpoint", the last unit may be shorter than 15 minutes.
        width = min(UNIT, entry.minutes - block * UNIT) * scale
        drawing.bar(left, top, width, BAR, look, solid=True)
        if width >= NUMBERED:
            drawing.dot(left + width / 2, top + BAR / 2, 9, fill="white")
            drawing.text(left + width / 2, top + BAR / 2, str(block + 1), size=SMALL, bold=True, color=BLACK)


def _units(day: DayCount, stage: Stage, entry: Service) -> str:
    if stage is not Stage.UNITS:
        return f"{entry.left_over} left over" if stage is Stage.LEFT_OVER else ""
    counts = sorted({units.get(entry.code, 0) for units in day.billings}, reverse=True)
    if len(counts) > 1:
        return f"{counts[0]} or {counts[1]}\n(tie)"
    return plural(counts[0], "unit") + ("\n(1 is extra)" if counts[0] > entry.base_units else "")


def describe_blocks(day: DayCount, stage: Stage) -> str:
    """Describe what `blocks` shows, as alternative text."""
    bars = []
    for entry in day.services:
        if not entry.timed:
            continue
        parts = [f"{find_code(entry.code)}: {plural(entry.minutes, 'minute')}"]
        if stage >= Stage.BLOCKS:
            parts.append(plural(entry.base_units, "unit" if day.method == "midpoint" else "full block"))
        if stage >= Stage.LEFT_OVER:
            parts.append(f"{entry.left_over} left over")
        bars.append(", ".join(parts))
    end = f" Bill {describe_all(day.billings)}." if stage is Stage.UNITS else ""
    return f"Bar chart of minutes in 15-minute blocks. {'; '.join(bars) or 'No timed service'}.{end}"
