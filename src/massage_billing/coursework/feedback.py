"""A page for each student: each answer with what was right, why, and the source."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from massage_billing.coursework.grading import Mark
from massage_billing.questions.question import Question, UnansweredError, draw, said


def page(title: str, name: str, share: float, marks: Iterable[Mark], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a student's feedback as a whole HTML page; all that a student wrote stands in it as text.

    Args:
        title: what the assignment is called.
        name: the student's name.
        share: the share of the points that counts, below 1 where it came late.
        marks: the student's marks.
        rows: the student's part of the key, in the same order.
    """
    marks = list(marks)
    answers = [_answer(one, draw(row["family"], row["seed"])) for one, row in zip(marks, rows, strict=True)]
    points = round(sum(one.points for one in marks) * share, 2)
    out_of = sum(one.out_of for one in marks)
    return _template().render(title=title, name=name, points=f"{points:g}", out_of=out_of, share=share, answers=answers)


def _answer(one: Mark, question: Question) -> dict[str, object]:
    try:
        feedback = question.check(one.response)  # type: ignore[arg-type]
        told, source = feedback.message, feedback.source
    except UnansweredError:
        feedback = question.check(question.accepted[0])
        told, source = question.explanation, feedback.source
    return {
        "sign": "✔" if one.correct else "✘", "points": f"{one.points:g}", "out_of": one.out_of, "prompt": question.prompt,
        "exhibit": question.exhibit, "given": _given(one.response), "correct": one.correct, "mistake": one.mistake,
        "right": " Or: ".join(said(accepted) for accepted in question.accepted), "told": told, "source": source,
    }  # fmt: skip


def _given(response: object) -> str:
    """Return a response as its student reads it."""
    if response is None:
        return ""
    return said("; ".join(map(str, response)) if isinstance(response, list) else response)  # type: ignore[arg-type]


@cache
def _template() -> Template:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template("feedback.html.j2")
