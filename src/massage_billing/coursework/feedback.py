"""A page for each student: each answer with what was right, why, and the source."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from massage_billing.coursework.grading import Mark
from massage_billing.coursework.pages import rendered
from massage_billing.coursework.sheets import clean
from massage_billing.questions.question import Question, UnansweredError, draw, said
from massage_billing.tables import citation


def page(
    title: str,
    name: str,
    share: float,
    marks: Sequence[Mark],
    rows: Iterable[Mapping[str, Any]],
    families: Iterable[str],
) -> str:
    """Return a student's feedback as a whole HTML page; all that a student wrote stands in it as text.

    Args:
        title: what the assignment is called.
        name: the student's name.
        share: the share of the points that counts, below 1 where it came late.
        marks: the student's marks.
        rows: the student's part of the key, in the same order.
        families: the family of each question.
    """
    answers = [_answer(one, draw(name_, row["seed"])) for one, row, name_ in zip(marks, rows, families, strict=True)]
    points = round(sum(one.points for one in marks) * share, 2)
    out_of = sum(one.out_of for one in marks)
    return rendered(
        "feedback.html.j2", title=title, name=name, points=f"{points:g}", out_of=out_of, share=share, answers=answers
    )


def _answer(one: Mark, question: Question) -> dict[str, object]:
    try:
        feedback = question.check(one.given)  # type: ignore[arg-type]  # None is refused like any other form
        told = feedback.message
        if one.correct and not feedback.correct:
            told = f"Your instructor takes this answer as right too. {question.explanation}"
    except UnansweredError:
        told = question.explanation
    return {
        "sign": "✔" if one.correct else "✘", "points": f"{one.points:g}", "out_of": one.out_of, "prompt": question.prompt,
        "exhibit": question.exhibit, "given": clean(one.said), "correct": one.correct, "mistake": one.mistake,
        "right": " Or: ".join(said(accepted) for accepted in question.accepted), "told": told, "reason": one.reason,
        "source": citation(question.source, question.pinpoint),
    }  # fmt: skip
