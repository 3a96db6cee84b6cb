"""Practice: as many new questions as a learner wants."""

import json
import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from massage_billing.base.files import parse_json
from massage_billing.lessons import progress, workspace
from massage_billing.lessons.question_card import QuestionCard
from massage_billing.questions.model import Feedback, Question
from massage_billing.questions.registry import Family, draw, draw_new, families

OPEN = "practice.json"  # in the learner's folder: the question that each practice was showing
FOLLOW_UPS = 20  # draws of a family that may show a misconception
TRIES = 60  # draws after which a family is considered to have nothing new
LEVELS = {"All levels": 0, "Basic": 1, "Everyday": 2, "Challenging": 3}


class PracticeQueue:
    """Chooses the next question: each family once before any is repeated, except that a suspicion is looked into at once.

    If an answer suggests a misconception but may have been a guess, the next question is of another family in which the same
    misconception shows. If both agree, the card names it (see questions/misconceptions.py).

    Example:
        >>> import massage_billing
        >>> queue = PracticeQueue(families("codes"), random.Random(1))
        >>> queue.draw().family.startswith("codes.")
        True
    """

    def __init__(self, found: Iterable[Family], rng: random.Random) -> None:
        self.families = list(found)
        self._rng = rng
        self._seeds = count(rng.randrange(10**6))
        self._queue: list[Family] = []
        self.last: Family | None = None
        self._asked: set[object] = set()
        self._followed: set[str] = set()  # misconceptions that were looked into

    def draw(self, level: int = 0, feedback: Feedback | None = None) -> Question:
        """Return a new question.

        Args:
            level: 1 to 3; 0 for any.
            feedback: On the first answer to the question before; None if it was not answered.
        """
        fit = [found for found in self.families if level in (0, found.level)]
        return self._follow_up(fit, feedback) or self._of_next_family(fit)

    def _follow_up(self, fit: Sequence[Family], feedback: Feedback | None) -> Question | None:
        if feedback is None or feedback.sure or not feedback.misconception or feedback.misconception in self._followed:
            return None
        self._followed.add(feedback.misconception)
        for found in self._rng.sample(fit, len(fit)):
            for seed in islice(self._seeds, FOLLOW_UPS if found is not self.last else 0):
                question = draw(found.name, seed)
                shows = any(one.name == feedback.misconception for one in question.key.misconceptions)
                if shows and question.identity not in self._asked:
                    self._asked.add(question.identity)
                    self.last = found
                    self._queue = [other for other in self._queue if other is not found]
                    return question
        return None

    def _of_next_family(self, fit: Sequence[Family]) -> Question:
        self._queue = [found for found in self._queue if found in fit]
        if not self._queue:
            self._queue = self._rng.sample(fit, len(fit))
            if self._queue[-1] is self.last:  # not the same family twice in a row
                self._queue.reverse()
        self.last = self._queue.pop()
        return draw_new(self.last.name, islice(self._seeds, TRIES), self._asked)


class Practice(widgets.VBox):
    """New questions on a subject, or on some of its topics, one at a time, at a level that the learner chooses.

    Example:
        >>> import massage_billing
        >>> shown = practice("codes", seed=1)
        >>> shown.card.question.family.startswith("codes.")
        True
    """

    def __init__(self, subject: str, *topics: str, seed: int | None = None) -> None:
        """Show the first question.

        Args:
            subject: A subject of the course, such as "eight_minute_rule".
            topics: Objectives by their IDs in syllabus.csv, and families by name. If omitted, practice the whole subject.
            seed: Makes the questions the same every time. If omitted, they differ, and the first one is the question that
                was left open last time.
        """
        self._name = " ".join([subject, *topics]) if seed is None else ""
        seed = random.SystemRandom().randrange(10**6) if seed is None else seed
        fit = [found for found in families(subject) if not topics or {found.name, *found.objectives} & set(topics)]
        self._queue = PracticeQueue(fit, random.Random(seed))  # noqa: S311  (exercises, not secrets)
        self._feedback: Feedback | None = None  # on the first answer to the question that is shown
        self.answered, self.right = 0, 0
        self._counted = False
        self.level = widgets.Dropdown(options=LEVELS, value=0, description="Difficulty:")
        self.level.observe(lambda _: self.next(), "value")
        self.more = widgets.Button(description="Next question")
        self.more.on_click(lambda _: self.next())
        self.score = widgets.HTML()
        self.score.add_class("mb-score")
        self._bar = widgets.HBox([self.level, self.more, self.score])
        self._bar.add_class("mb-bar")
        super().__init__([self._bar, self._left_open() or self._fresh()])
        self.add_class("mb-practice")

    @property
    def card(self) -> QuestionCard:
        """Return the question that is shown now."""
        shown: QuestionCard = self.children[1]
        return shown

    def next(self) -> None:
        """Show another question, and announce it to screen readers."""
        self.score.value = f"<p>New question. {self._so_far()}</p>"
        self.children = [self._bar, self._fresh()]

    def _fresh(self) -> QuestionCard:
        feedback, self._feedback = self._feedback, None
        self._counted = False
        question = self._queue.draw(int(self.level.value or 0), feedback)
        self._keep((question.family, question.seed))
        return QuestionCard(question, self._count, self.next)

    def _left_open(self) -> QuestionCard | None:
        """Return the question that was shown when the lesson was closed, since the browser has kept what was typed."""
        folder = progress.learner_folder()
        if folder is None or not self._name:
            return None
        try:
            family, seed = _open_questions(folder)[self._name]
            self._queue.last = next(found for found in self._queue.families if found.name == family)
            question: Question = draw(family, int(seed))
        except (KeyError, TypeError, ValueError, StopIteration):
            return None
        self._counted = progress.last_answer(folder / progress.FILE, question.family, question.seed) is not None
        return QuestionCard(question, self._count, self.next)

    def _keep(self, question: tuple[str, int] | None) -> None:
        """Remember which question is open. If that is not possible, the next practice starts with a new one."""
        folder = progress.learner_folder()
        if folder is None or not self._name:
            return
        text = json.dumps({**_open_questions(folder), self._name: question})
        with suppress(OSError):
            workspace.write_whole(folder / workspace.PRIVATE / OPEN, text)

    def _count(self, feedback: Feedback) -> None:
        """Count the first answer to each question. Later tries do not change the score."""
        if feedback.correct:
            self._keep(None)  # nothing is left to do in it
        if self._counted:
            return
        self._counted = True
        self._feedback = feedback
        self.answered += 1
        self.right += feedback.correct
        self.score.value = f"<p>{self._so_far()}</p>"

    def _so_far(self) -> str:
        return f"{self.right} of {self.answered} right on the first try." if self.answered else ""


def _open_questions(folder: Path) -> dict[str, Any]:
    try:
        return dict(parse_json((folder / workspace.PRIVATE / OPEN).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


practice = Practice  # a lesson calls `practice("codes")`
