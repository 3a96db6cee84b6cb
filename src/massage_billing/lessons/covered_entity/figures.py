"""The pictures of the lesson on covered entities, and what each shows in words."""

from textwrap import fill
from typing import TYPE_CHECKING

from massage_billing.base.tables import current
from massage_billing.base.text import plural, sentence
from massage_billing.lessons.figures import COLOURS, TINTS, blank, html
from massage_billing.questions.banks.covered_entity.three_statements import statement_says
from massage_billing.questions.banks.covered_entity.vignettes import Vignette
from massage_billing.rules.covered_entity import DEPENDS, Path, QuotedStatement, questions

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHORT = {
    "health_care": "Do you give, bill or get paid for health care?",
    "own_practice": "Do you work on your own account?",
    "transaction": "Does a standard transaction go to a health plan?",
    "electronic": "Does it go electronically, by you or for you?",
}


def path(walked: Path) -> str:
    """Return the decision as a chart, the way walked so far drawn strong, as an HTML image."""
    asked = questions()
    answers = {step.question: step.answer for step in walked.steps}
    figure = blank(5.2)
    axes = figure.add_subplot()
    for row, (ident, question) in enumerate(asked.items()):
        here = ident in answers or ident == walked.next
        _box(axes, 0.3, row, SHORT[ident], strong=here, at=4 if ident == walked.next else 0)
        end = "No" if question.if_no not in asked else ""
        _arrow(axes, (0.6, row), (0.665, row), end, strong=answers.get(ident) is False)
        _box(axes, 0.83, row, sentence(question.if_no), strong=answers.get(ident) is False, at=1, width=0.32)
        _arrow(axes, (0.3, row + 0.28), (0.3, row + 0.72), "Yes", strong=answers.get(ident) is True)
    last = list(asked)[-1]
    _box(axes, 0.3, len(asked), sentence(asked[last].if_yes), strong=answers.get(last) is True, at=2)
    axes.set(xlim=(0, 1), ylim=(len(asked) + 0.4, -0.4))
    axes.axis("off")
    return html(figure, path_in_words(walked))


def _box(axes: "Axes", x: float, y: float, text: str, *, strong: bool, at: int, width: float = 0.5) -> None:
    axes.text(
        x, y, fill(text, 30 if width > 0.4 else 17), ha="center", va="center", fontsize=9.5,  # noqa: PLR2004  (wide or narrow)
        fontweight="bold" if strong else "normal", color="black" if strong else "#555555",
        bbox={"boxstyle": "round,pad=0.5", "facecolor": TINTS[at] if strong else "white",
              "edgecolor": COLOURS[at] if strong else "#999999", "linewidth": 2.5 if strong else 1},
    )  # fmt: skip


def _arrow(axes: "Axes", start: tuple[float, float], end: tuple[float, float], text: str, *, strong: bool) -> None:
    axes.annotate(
        "", end, start,
        arrowprops={"arrowstyle": "-|>", "linewidth": 3 if strong else 1, "color": "black" if strong else "#999999"},
    )  # fmt: skip
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    across = start[1] == end[1]
    offset = (0, 7) if across else (14, 0)
    axes.annotate(text, middle, offset, textcoords="offset points", ha="center", va="center", fontsize=9, fontweight="bold" if strong else "normal")  # fmt: skip


def path_in_words(walked: Path) -> str:
    """Return in words what `path` shows."""
    steps = [f"{SHORT[step.question]} {'Yes' if step.answer else 'No'}." for step in walked.steps]
    end = f"Next question: {SHORT[walked.next]}" if walked.next else f"Outcome: {walked.outcome}."
    return f"A chart of four questions, each with a way on for yes and a way out for no. {' '.join([*steps, end])}"


MARKS = {"right": ("✔", 2), "too sure": ("~", 1), "wrong": ("✘", 5), "": ("", 0)}


def mark(vignette: Vignette, looks_at: str) -> str:
    """Return how a statement does on a practice: "right", "wrong", or "too sure" where the case is open."""
    if statement_says(looks_at, vignette) == vignette.outcome:
        return "right"
    return "too sure" if vignette.outcome == DEPENDS else "wrong"


def tested(numbers: set[str]) -> str:
    """Return the three statements against the practices tested so far, as an HTML image."""
    lines, cases = current(QuotedStatement), current(Vignette)
    figure = blank(2.0)
    axes = figure.add_subplot()
    for y, line in enumerate(lines):
        for x, row in enumerate(cases):
            found = mark(row, line.looks_at) if row.number in numbers else ""
            sign, at = MARKS[found]
            axes.barh(y, 0.9, left=x + 0.55, height=0.85, facecolor=TINTS[at] if found else "white",
                      edgecolor="#999999", linewidth=0.6)  # fmt: skip
            axes.text(x + 1, y, sign, ha="center", va="center", fontsize=7.5, fontweight="bold", family="DejaVu Sans")
    axes.set_yticks(range(len(lines)), [line.id for line in lines])
    axes.set(
        xlim=(0.4, len(cases) + 0.6), ylim=(len(lines) - 0.4, -0.6), xlabel="Practice (✔ right, ~ too sure, ✘ wrong)"
    )
    axes.set_xticks(range(1, len(cases) + 1, 4))
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    return html(figure, tested_in_words(numbers))


def tested_in_words(numbers: set[str]) -> str:
    """Return in words what `tested` shows: which practices each statement gets wrong."""
    results = []
    for line in current(QuotedStatement):
        cases = [row for row in current(Vignette) if row.number in numbers]
        wrong = [row.number for row in cases if mark(row, line.looks_at) != "right"]
        which = f" (number {', '.join(wrong)})" if wrong else ""
        results.append(f"{sentence(line.who)}: {len(wrong)} not right{which}.")
    return f"{plural(len(numbers), 'practice')} tested. {' '.join(results)}"
