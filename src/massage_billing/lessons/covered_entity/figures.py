"""Figures for the lesson on covered entities, each with a description in words."""

from collections.abc import Set as AbstractSet

from massage_billing.base.tables import current
from massage_billing.base.text import plural, sentence
from massage_billing.lessons.figures import BLACK, SMALL, Drawing
from massage_billing.questions.banks.covered_entity.three_statements import statement_says
from massage_billing.questions.banks.covered_entity.vignettes import Vignette
from massage_billing.rules.covered_entity import DEPENDS, QuotedStatement

SIGNS = {
    "right": ("M-5 1L-1.5 5L5.5 -5", 2),
    "too sure": ("M-6 2C-3 -6 3 6 6 -2", 1),
    "wrong": ("M-5 -5L5 5M-5 5L5 -5", 5),
}
CELL, TALL, ACROSS = 25.6, 40, 17  # width and height of a practice's cell, and the number of cells in a row


def mark(vignette: Vignette, looks_at: str) -> str:
    """Return whether a statement is "right" or "wrong" about a practice, or "too sure" about an open case."""
    if statement_says(looks_at, vignette) == vignette.outcome:
        return "right"
    return "too sure" if vignette.outcome == DEPENDS else "wrong"


def tested(numbers: AbstractSet[str]) -> str:
    """Return an HTML chart of where each statement is right and wrong among the practices tested so far."""
    lines, cases = current(QuotedStatement), current(Vignette)
    high = 30 + -(-len(cases) // ACROSS) * (TALL + 3) + 12
    drawing = Drawing(len(lines) * high + 28, describe_tested(numbers))
    for at, line in enumerate(lines):
        drawing.text(2, at * high + 16, sentence(line.who), anchor="start", bold=True)
        for place, row in enumerate(cases):
            x, y = 2 + place % ACROSS * CELL, at * high + 32 + place // ACROSS * (TALL + 3)
            _case(drawing, x, y, row.number, mark(row, line.looks_at) if row.number in numbers else "")
    for name, x in (("right", 20), ("too sure", 120), ("wrong", 240)):
        path, look = SIGNS[name]
        drawing.bar(x - 11, len(lines) * high + 4, 22, 20, look, hatched=False)
        drawing.mark(x, len(lines) * high + 14, path)
        drawing.text(x + 18, len(lines) * high + 14, name, anchor="start")
    return drawing.html()


def _case(drawing: Drawing, x: float, y: float, number: str, found: str) -> None:
    """Draw the cell of a practice, with its number and, once it is tested, the result."""
    if not found:
        drawing.box(x, y, CELL - 2, TALL, "")
        drawing.text(x + CELL / 2 - 1, y + TALL / 2, number, size=SMALL)
        return
    path, look = SIGNS[found]
    drawing.bar(x, y, CELL - 2, TALL, look, hatched=False)
    drawing.text(x + CELL / 2 - 1, y + 11, number, size=SMALL, color=BLACK)
    drawing.mark(x + CELL / 2 - 1, y + 29, path)


def describe_tested(numbers: AbstractSet[str]) -> str:
    """Describe the chart of `tested` in words, with the practices that each statement gets wrong."""
    results = []
    for line in current(QuotedStatement):
        cases = [row for row in current(Vignette) if row.number in numbers]
        wrong = [row.number for row in cases if mark(row, line.looks_at) != "right"]
        which = f" ({', '.join(wrong)})" if wrong else ""
        results.append(f"{sentence(line.who)} misjudges {plural(len(wrong), 'practice')}{which}.")
    return f"{plural(len(numbers), 'practice')} tested. {' '.join(results)}"
