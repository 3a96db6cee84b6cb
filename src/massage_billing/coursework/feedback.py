"""A page for each student: each answer, the correct answer, why it is correct, and the source."""

from collections.abc import Iterable, Sequence

from massage_billing.base.files import printable
from massage_billing.base.html import web_page
from massage_billing.coursework.key import KeyedQuestion
from massage_billing.coursework.marking import Mark
from massage_billing.coursework.pages import rendered


def page(title: str, name: str, share: float, marks: Sequence[Mark], questions: Iterable[KeyedQuestion]) -> str:
    """Return a student's feedback as a complete HTML page. Everything that the student wrote is escaped.

    Example:
        >>> import massage_billing as mb
        >>> from massage_billing.coursework.key import entry, questions_of
        >>> from massage_billing.coursework.marking import mark
        >>> questions = questions_of(*entry([mb.draw("eight_minute_rule.one_service", seed=1)]))
        >>> "2 of 2 points" in page("Week 3", "Ann Example", 1.0, mark(questions, [2], {"q1": "3"}), questions)
        True

    Args:
        title: The title of the assignment.
        name: The student's name.
        share: The share of the points that counts, from 0 to 1. It is below 1 for a late submission.
        marks: The student's result on each question.
        questions: The student's part of the key, with its texts, in the same order.
    """
    answers = [_answer(one, question) for one, question in zip(marks, questions, strict=True)]
    points = round(sum(one.points for one in marks) * share, 2)
    out_of = sum(one.out_of for one in marks)
    body = rendered(
        "feedback.html.j2", title=title, name=name, points=f"{points:g}", out_of=out_of, share=share, answers=answers
    )
    return web_page(f"{title}: {name}", body)


def _answer(one: Mark, question: KeyedQuestion) -> dict[str, object]:
    prompt, key = question.prompt, question.key
    message = one.feedback.message if one.feedback and question.explained else ""
    if one.feedback and one.correct:
        message = "Your instructor also accepts this answer."
    # If a correct answer has an explanation, the accepted answers need not be repeated.
    shown = () if one.correct and question.explained and not one.feedback else key.accepted
    return {
        "sign": "✔" if one.correct else "✘", "points": f"{one.points:g}", "out_of": one.out_of, "text": prompt.text,
        "exhibit": prompt.exhibit, "given": printable(one.description), "correct": one.correct,
        "misconception": one.misconception, "accepted": [question.kind.describe(answer) or "none" for answer in shown], "message": message,
        "explained": question.explained, "explanation": key.explanation, "source": key.source,
        "reason": one.reason,
    }  # fmt: skip
