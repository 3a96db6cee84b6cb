"""What a question family measures besides knowledge: tricks of test-taking, and memory of earlier questions.

CI checks the figures of each family (tests/questions/test_quality.py), and the instructor notebook and the book show them.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations
from statistics import fmean
from typing import Any, NamedTuple

from massage_billing.questions.model import Question
from massage_billing.questions.people import NAMES
from massage_billing.questions.registry import draw, family_named

SEEDS = 200  # questions of a family that are looked at
SEEN = 5  # questions that a learner who answers from memory has seen
TRIALS = 40  # learners who answer from memory
ABSOLUTE = frozenset(("all", "always", "any", "cannot", "every", "must", "never", "no", "none", "nothing", "only"))
HEDGED = frozenset(
    ("can", "could", "depends", "generally", "likely", "may", "might", "often", "some", "sometimes", "usually")
)
CHOICES = ("single_choice", "multiple_choice")

Feature = Callable[[str, Sequence[str], str], float]  # of a choice, among the choices, for a prompt


class Figures(NamedTuple):
    """How a family does. Gains are shares of the points above chance, from 0 to 1.

    Example:
        >>> import massage_billing
        >>> figures("codes.sessions").kind
        'minutes_by_code'
    """

    name: str
    kind: str
    level: int
    depth: str
    situations: int  # prompts that differ in more than names and numbers
    tricks: dict[str, float]  # the gain of each trick
    memory: float  # the score of someone who answers from memory
    elimination: float  # the gain of someone who leaves out what was wrong before

    @property
    def worst(self) -> tuple[str, float]:
        """Return the trick that gains most, and its gain. A family without choices has none."""
        return max(self.tricks.items(), key=lambda one: one[1], default=("none", 0.0))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9$.]+(?<!\.)", text.lower())


def _count(words: frozenset[str]) -> Feature:
    return lambda choice, _choices, _prompt: sum(word in words for word in _words(choice))


def _shared(choice: str, _choices: Sequence[str], prompt: str) -> float:
    words = set(_words(choice))
    return len(words & set(_words(prompt))) / max(len(words), 1)


def _alike(choice: str, choices: Sequence[str], _prompt: str) -> float:
    words = set(_words(choice))
    others = [set(_words(other)) for other in choices if other != choice]
    return fmean(len(words & other) / max(len(words | other), 1) for other in others) if others else 0.0


def _odd_form(choice: str, choices: Sequence[str], _prompt: str) -> float:
    """Return how rare the form of a choice is, with each number as #."""

    def form(text: str) -> str:
        return "".join(re.findall(r"[$%#]", re.sub(r"\d+", "#", text)))

    return -sum(form(other) == form(choice) for other in choices)


FEATURES: dict[str, tuple[Feature, int]] = {  # 1: the highest is chosen, -1: the lowest
    "longest": (lambda choice, *_: len(choice), 1),
    "shortest": (lambda choice, *_: len(choice), -1),
    "most absolute words": (_count(ABSOLUTE), 1),
    "fewest absolute words": (_count(ABSOLUTE), -1),
    "most hedged": (_count(HEDGED), 1),
    "least hedged": (_count(HEDGED), -1),
    "most words of the prompt": (_shared, 1),
    "fewest words of the prompt": (_shared, -1),
    "most like the others": (_alike, 1),
    "least like the others": (_alike, -1),
    "a number in a different form": (_odd_form, 1),
    "first": (lambda choice, choices, _prompt: choices.index(choice), -1),
    "last": (lambda choice, choices, _prompt: choices.index(choice), 1),
    "in the middle": (lambda choice, choices, _prompt: abs(2 * choices.index(choice) + 1 - len(choices)), -1),
}


def tricks(questions: Sequence[Question]) -> dict[str, float]:
    """Return the gain of each trick over chance, as a share of the points. A question without choices has no tricks.

    Example:
        >>> import massage_billing as mb
        >>> tricks([mb.draw("codes.sessions", seed) for seed in range(3)])
        {}
    """
    asked = [one for one in questions if one.prompt.kind in CHOICES]
    if not asked:
        return {}
    typical = round(fmean(len(one.key.accepted[0]) if _several(one) else 1 for one in asked))
    chances = [fmean(_score(one, picked) for picked in combinations(_choices(one), typical)) for one in asked]
    return {
        name: fmean(_by_trick(one, feature, sign, typical) for one in asked) - fmean(chances)
        for name, (feature, sign) in FEATURES.items()
    }


def _several(question: Question) -> bool:
    return question.prompt.kind == "multiple_choice"


def _choices(question: Question) -> list[str]:
    return list(question.prompt.payload["choices"])


def _score(question: Question, picked: Iterable[str]) -> float:
    chosen = list(picked)
    return question.check(chosen if _several(question) else chosen[0]).score if chosen else 0.0


def _by_trick(question: Question, feature: Feature, sign: int, count: int) -> float:
    """Return the score of the choices that stand out most; of several equal ones, any may be taken."""
    choices = _choices(question)
    ranks = {choice: sign * feature(choice, choices, question.prompt.text) for choice in choices}
    border = sorted(ranks.values(), reverse=True)[count - 1]
    sure = [choice for choice in choices if ranks[choice] > border]
    tied = [choice for choice in choices if ranks[choice] == border]
    return fmean(_score(question, [*sure, *some]) for some in combinations(tied, count - len(sure)))


def situation(question: Question) -> str:
    """Return the prompt of a question without its names and numbers.

    Example:
        >>> import massage_billing as mb
        >>> "#" in situation(mb.draw("eight_minute_rule.one_service", seed=1))
        True
    """
    if question.case:
        return question.case
    shown = " ".join([question.prompt.text, *(f"{name} {text}" for name, text in question.prompt.exhibit)])
    return re.sub(r"\d+([.,:/]\d+)*", "#", re.sub(rf"\b({'|'.join(NAMES)})\b", "@", shown))


class Memory:
    """What somebody remembers who has seen the answers of some questions but has understood nothing.

    Example:
        >>> import massage_billing as mb
        >>> question = mb.draw("eight_minute_rule.one_service", seed=1)
        >>> Memory([question]).score(question, random.Random(1))
        1.0
    """

    def __init__(self, seen: Iterable[Question]) -> None:
        self.answers: dict[object, Any] = {}
        self.right: set[str] = set()
        self.wrong: set[str] = set()
        self.places: dict[str, Any] = {}  # the group of a card, or where it was in the order
        for one in seen:
            accepted = one.key.accepted[0]
            self.answers[_same(one)] = accepted
            if one.prompt.kind in CHOICES:
                right = set(accepted) if _several(one) else {accepted}
                self.right |= right
                self.wrong |= set(_choices(one)) - right
            elif one.prompt.kind == "sorting":
                self.places |= accepted
            elif one.prompt.kind == "ordering":
                self.places |= {card: at / len(accepted) for at, card in enumerate(accepted)}

    def score(self, question: Question, rng: random.Random) -> float:
        """Return the score of an answer from memory, with a guess where memory does not help."""
        kind, payload = question.prompt.kind, question.prompt.payload
        remembered = self.answers.get(_same(question))
        if remembered is not None and (kind not in CHOICES or _is_offered(remembered, payload["choices"])):
            return question.check(remembered).score
        if kind in CHOICES:
            known = [choice for choice in _choices(question) if choice in self.right]
            return self._pick(question, known, rng)
        if kind == "sorting":
            groups = payload["groups"]
            return question.check(
                {card: self.places.get(card) or rng.choice(groups) for card in payload["cards"]}
            ).score
        if kind == "ordering":
            return question.check(sorted(payload["cards"], key=lambda card: self.places.get(card, rng.random()))).score
        return 0.0

    def eliminating(self, question: Question, rng: random.Random) -> float:
        """Return the gain over chance of somebody who only leaves out the choices that were wrong before."""
        left = [choice for choice in _choices(question) if choice not in self.wrong]
        chance = fmean(self._pick(question, [], rng) for _ in range(4))
        return self._pick(question, left, rng) - chance

    def _pick(self, question: Question, known: Sequence[str], rng: random.Random) -> float:
        choices = _choices(question)
        if not _several(question):
            return _score(question, [rng.choice(known or choices)])
        return _score(question, known or [choice for choice in choices if rng.random() < 0.5] or choices[:1])  # noqa: PLR2004


def _same(question: Question) -> object:
    """Return what is equal for two questions that a learner would call the same."""
    return question.prompt.text, question.prompt.exhibit, frozenset(question.prompt.payload.get("cards", ()))


def _is_offered(answer: str | Sequence[str], choices: Sequence[str]) -> bool:
    return answer in choices if isinstance(answer, str) else set(answer) <= set(choices)


@cache
def figures(name: str) -> Figures:
    """Return the figures of a family.

    Args:
        name: The name of the family.

    Raises:
        LookupError: There is no family with that name.
    """
    found = family_named(name)
    questions = [draw(name, seed) for seed in range(SEEDS)]
    rng = random.Random(name)  # noqa: S311  (a simulation)
    scores, gains = [], []
    for _ in range(TRIALS):
        memory = Memory(rng.sample(questions, SEEN))
        for _ in range(SEEN):
            new = draw(name, SEEDS + rng.randrange(10**6))  # not one of the questions above
            scores.append(memory.score(new, rng))
            if new.prompt.kind in CHOICES:
                gains.append(memory.eliminating(new, rng))
    return Figures(
        name,
        questions[0].prompt.kind,
        found.level,
        found.depth,
        len({situation(one) for one in questions}),
        tricks(questions),
        fmean(scores),
        fmean(gains) if gains else 0.0,
    )
