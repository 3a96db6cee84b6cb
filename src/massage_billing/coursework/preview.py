"""Preview a question family as an instructor sees it: questions from several seeds with their key, and what the family measures."""

from collections.abc import Iterable
from html import escape

from massage_billing.base.html import Shown, cite
from massage_billing.base.text import plural
from massage_billing.lessons.question_card import exhibit_html, hint_of
from massage_billing.questions.model import Question
from massage_billing.questions.quality import CHOICES, SEEN, Figures, figures
from massage_billing.questions.registry import draw

LEVELS = ("", "basic", "everyday", "challenging")
FIRST = 3  # questions shown at once


def preview(name: str, seeds: Iterable[int] = range(1, FIRST + 1)) -> Shown:
    """Return questions of a family with their keys, and the family's figures.

    Example:
        >>> print(preview("claims.owed", [1]).text.partition(" apply")[0])
        claims.owed: single choice, everyday,

    Args:
        name: The name of a family.
        seeds: A question for each of them.

    Raises:
        LookupError: There is no family with that name.
    """
    questions = [draw(name, seed) for seed in seeds]
    about = figures(name)
    html = "".join(map(_question, questions))
    text = "\n".join(f"{one.prompt.text} {one.describe(one.key.accepted[0])}" for one in questions)
    return Shown(
        f"<p><strong>{escape(_line(about))}.</strong> {escape(_measured(about))}</p>{html}", f"{_line(about)}\n{text}"
    )


def _line(about: Figures) -> str:
    parts = [
        about.kind.replace("_", " "),
        LEVELS[about.level],
        about.depth or "no depth yet",
        plural(about.situations, "situation"),
    ]
    return f"{about.name}: {', '.join(parts)}"


def _measured(about: Figures) -> str:
    """Return what tricks and memory gain, in words."""
    memory = (
        f"Somebody who remembers {SEEN} questions, and understands nothing, earns {about.memory:.0%} of the points."
    )
    if about.kind not in CHOICES:
        return memory
    trick, gain = about.worst
    return f"The best trick of test-taking ({trick}) gains {max(gain, 0):.0%} above chance. {memory}"


def _question(question: Question) -> str:
    prompt, key = question.prompt, question.key
    right = " or ".join(question.describe(answer) for answer in key.accepted)
    wrong = "".join(
        f"<li>{escape(_described(question, one.answer))}: {escape(one.message)}{_named(one.name)}</li>"
        for one in key.misconceptions
    )
    return (
        f"<section><p><strong>Seed {question.seed}</strong></p><p>{escape(prompt.text)}</p>{exhibit_html(prompt.exhibit)}"
        f"<p><strong>✔ Right:</strong> {escape(right)}</p><p>{escape(key.explanation)} ({cite(key.source)})</p>"
        f"<p>Feedback on other answers:</p><ul>{wrong}</ul><p>Hint: {escape(hint_of(question))}</p></section>"
    )


def _described(question: Question, answer: object) -> str:
    """Return an answer in words, or the part of one that a misconception is about. A choice is text already."""
    return answer if isinstance(answer, str) else question.describe(answer)


def _named(name: str) -> str:
    return f" <em>({escape(name)})</em>" if name else ""
