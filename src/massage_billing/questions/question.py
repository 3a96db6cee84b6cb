"""A question, the check of an answer, and the register of question families."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Literal, NamedTuple

from massage_billing.tables import citation, load
from massage_billing.words import bill, plural

Kind = Literal["one", "several", "number", "units", "minutes", "sort", "order"]
# What a learner gives: a choice, a set of choices, a number, units or minutes by code, a group for each card, or the
# cards in order.
Response = str | int | frozenset[str] | tuple[str, ...] | Mapping[str, int] | Mapping[str, str]


class UnansweredError(ValueError):
    """The response is empty or of the wrong form; the message tells the learner what to do."""


class Mistake(NamedTuple):
    """A known mistake: the response it leads to, and what the learner is told."""

    name: str
    # Of several choices: the one that it is about; of cards to sort: one card in its wrong group;
    # of cards to order: two that follow each other, the wrong way round.
    response: Response
    message: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said of an answer."""

    score: float  # 0 to 1
    correct: bool
    message: str  # the mistake by name, then why the right answer is right
    source: str  # the citation that the explanation rests on
    mistake: str = ""  # the name of the known mistake, if it is one

    @property
    def verdict(self) -> str:
        """Return the result in words, since colour alone tells some readers nothing."""
        if self.correct:
            return "Right."
        return "Partly right." if self.score else "Not yet."

    def __str__(self) -> str:
        """Return the feedback as a learner reads it."""
        return f"{self.verdict} {self.message}\nSource: {self.source}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its choices, every accepted answer, and the mistakes it knows."""

    kind: Kind
    prompt: str
    accepted: tuple[Response, ...]
    mistakes: tuple[Mistake, ...]
    explanation: str
    source: str  # id of sources.csv
    pinpoint: str
    choices: tuple[str, ...] = ()  # of "one" and "several"; of "sort" and "order": the cards
    codes: tuple[str, ...] = ()  # of "units" and "minutes": the codes that ask for a number
    groups: tuple[str, ...] = ()  # of "sort": where a card can go
    unit: str = ""  # of "number": what is counted
    exhibit: tuple[tuple[str, str], ...] = ()  # a paper that the prompt speaks of: its lines, by name
    case: str = ""  # the row of a table that the question tells, so that a sitting does not tell it twice
    family: str = ""
    seed: int = 0
    objectives: tuple[str, ...] = ()
    level: int = 1

    def __repr__(self) -> str:
        """Return a short text that stays the same, so that a notebook's output does not churn."""
        return f"Question {self.family} seed={self.seed}"

    @property
    def told(self) -> object:
        """Return what the question tells, to compare: two that tell the same are one to whoever answers."""
        return self.case or (self.prompt, self.exhibit, frozenset(self.choices))

    def check(self, response: Response) -> Feedback:
        """Return the feedback on a response.

        Args:
            response: a choice, a set of choices, a whole number, units or minutes by code, or the group of each card, as
                the kind asks.

        Raises:
            UnansweredError: an empty response, or one of another form; the message says what is asked.
        """
        given = _FORMS[self.kind](self, response)
        if given in self.accepted:
            return Feedback(1.0, True, self.explanation, citation(self.source, self.pinpoint))
        score, found = self.judge(given)
        told = " ".join(dict.fromkeys(mistake.message for mistake in found)) or self._plain(given)
        name = found[0].name if found else ""
        message = f"{told} {self.explanation}"
        return Feedback(score, False, message, citation(self.source, self.pinpoint), name)

    def judge(self, given: Response) -> tuple[float, list[Mistake]]:
        """Return the score, 0 to 1, and the known mistakes of a response in the form that the kind asks for."""
        if given in self.accepted:
            return 1.0, []
        return self._score(given), self._mistakes_in(given)

    def _mistakes_in(self, given: Response) -> list[Mistake]:
        if self.kind == "sort" and isinstance(given, Mapping):
            return [
                found
                for found in self.mistakes
                if isinstance(found.response, Mapping) and found.response.items() <= given.items()
            ]
        if isinstance(given, tuple):
            return [mistake for mistake in self.mistakes if _stands_so(mistake.response, given)]
        if not isinstance(given, frozenset):
            return [mistake for mistake in self.mistakes if mistake.response == given][:1]
        wrong = {choice for right in self.accepted if isinstance(right, frozenset) for choice in given ^ right}
        found = [mistake for mistake in self.mistakes if mistake.response in wrong]
        # A wrong tick says more of what a learner thinks than a tick left out, so it gives the mistake its name.
        return sorted(found, key=lambda mistake: mistake.response not in given)

    def _score(self, given: Response) -> float:
        """Return partial credit, against the accepted answer that comes nearest."""
        if isinstance(given, frozenset):
            return max(_share_chosen(given, right) for right in self.accepted if isinstance(right, frozenset))
        if isinstance(given, tuple):
            return max(_share_in_order(given, right) for right in self.accepted if isinstance(right, tuple))
        if isinstance(given, Mapping):
            return max(_share_billed(given, right) for right in self.accepted if isinstance(right, Mapping))
        return 0.0

    def _plain(self, given: Response) -> str:
        """Return a first sentence for a wrong answer that is none of the known mistakes."""
        if not isinstance(given, Mapping):
            return f"You answered {given}."
        if self.kind == "minutes" and any(
            isinstance(right, Mapping) and right.keys() == given.keys() for right in self.accepted
        ):
            return "The codes are right. Look at the minutes again."
        if self.kind == "minutes":
            told = " and ".join(f"{plural(int(spent), 'minute')} of {code}" for code, spent in given.items())
            return f"You billed {told or 'nothing'}."
        return f"You billed {bill({code: int(count) for code, count in given.items()})}."


def _share_chosen(given: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of the right choices that were ticked; a wrong tick takes one away."""
    return round(max(0.0, (len(given & right) - len(given - right)) / len(right)), 2)


def _share_billed(given: Mapping[str, object], right: Mapping[str, object]) -> float:
    """Return the share of the codes or cards, in the answer or the right one, that agree."""
    codes = given.keys() | right.keys()
    return round(sum(given.get(code) == right.get(code) for code in codes) / max(len(codes), 1), 2)


def _stands_so(pair: Response, given: tuple[str, ...]) -> bool:
    """Return whether the two cards of a mistake stand in its order in a response."""
    return isinstance(pair, tuple) and given.index(pair[0]) < given.index(pair[1])


def _share_in_order(given: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the share of all pairs of cards that stand the right way round."""
    at = {card: place for place, card in enumerate(given)}
    pairs = list(combinations(right, 2))
    return round(sum(at[early] < at[late] for early, late in pairs) / len(pairs), 2)


def _one(question: Question, response: Response) -> Response:
    if response not in question.choices:
        msg = "Choose one answer first."
        raise UnansweredError(msg)
    return response


def _several(question: Question, response: Response) -> Response:
    if isinstance(response, (frozenset, set, list, tuple)):  # JSON knows lists alone
        ticked = frozenset(choice for choice in response if isinstance(choice, str))
        if ticked and len(ticked) == len(response) and ticked <= set(question.choices):
            return ticked
    msg = "Tick at least one answer first."
    raise UnansweredError(msg)


def _number(question: Question, response: Response) -> Response:  # noqa: ARG001  (one form as the others)
    if isinstance(response, bool) or not isinstance(response, int) or response < 0:
        msg = "Give a whole number, 0 or more."
        raise UnansweredError(msg)
    return response


def _by_code(question: Question, response: Response) -> Response:
    if not isinstance(response, Mapping) or not set(response) <= set(question.codes):
        msg = f"Give the {question.kind} of each code; 0 where you bill none."
        raise UnansweredError(msg)
    return {code: int(count) for code, count in response.items() if _number(question, count)}


def _sort(question: Question, response: Response) -> Response:
    if isinstance(response, Mapping) and set(response) == set(question.choices):
        placed = {card: group for card, group in response.items() if group in question.groups}
        if len(placed) == len(response):
            return placed
    msg = "Put every card into a group first."
    raise UnansweredError(msg)


def _order(question: Question, response: Response) -> Response:
    if isinstance(response, (tuple, list)):  # JSON knows lists alone
        cards = tuple(response)
        if all(card in question.choices for card in cards) and len(set(cards)) == len(cards) == len(question.choices):
            return cards
    msg = "Put the cards in order first."
    raise UnansweredError(msg)


_FORMS: dict[Kind, Callable[[Question, Response], Response]] = {
    "one": _one,
    "several": _several,
    "number": _number,
    "units": _by_code,
    "minutes": _by_code,
    "sort": _sort,
    "order": _order,
}


Write = Callable[[random.Random], Question]


@dataclass(frozen=True, slots=True)
class Family:
    """A generator of questions: what it practises and how hard it is."""

    name: str  # subject.family
    objectives: tuple[str, ...]  # ids of syllabus.csv
    level: int  # 1 first steps, 2 everyday, 3 hard
    write: Write


_register: dict[str, Family] = {}


def family(name: str, *objectives: str, level: int) -> Callable[[Write], Write]:
    """Register the decorated function as the family `name`, which practises `objectives` at `level`."""

    def register(write: Write) -> Write:
        if name in _register:
            msg = f"The family {name} is there twice."
            raise ValueError(msg)
        _register[name] = Family(name, objectives, level, write)
        return write

    return register


def families(subject: str = "") -> tuple[Family, ...]:
    """Return every family, or those of one subject, in the order they were written."""
    return tuple(found for found in _register.values() if found.name.startswith(f"{subject}." if subject else ""))


def draw(name: str, seed: int) -> Question:
    """Return the question that the family `name` draws from `seed`: the same on every machine.

    Raises:
        LookupError: no family of that name; the message lists those of its subject.
    """
    try:
        found = _register[name]
    except KeyError:
        near = ", ".join(other.name for other in families(name.split(".", maxsplit=1)[0]) or families())
        msg = f"There is no question family {name!r}; there are {near}."
        raise LookupError(msg) from None
    question = found.write(random.Random(f"{name}/{seed}"))  # noqa: S311  (exercises, not secrets)
    objectives = question.objectives or found.objectives  # a question of a case practises what the case is about
    return replace(question, family=name, seed=seed, objectives=objectives, level=found.level)


def wrong(question: Question) -> Response:
    """Return a response to `question` that makes its first known mistake, as a simulated learner gives it."""
    response, right = question.mistakes[0].response, question.accepted[0]
    if isinstance(right, frozenset):
        return right ^ {str(response)} or frozenset(question.choices)
    if isinstance(right, tuple):
        return tuple(reversed(right))
    if question.kind == "sort" and isinstance(right, Mapping) and isinstance(response, Mapping):
        return {card: str(group) for card, group in (*right.items(), *response.items())}
    return response


def plain(response: Response) -> object:
    """Return a response as JSON has it: a set becomes a sorted list."""
    return sorted(response) if isinstance(response, frozenset) else response


def said(response: Response) -> str:
    """Return a response in words, the same on every machine: a set has no order of its own.

    >>> said(frozenset({"b", "a"})), said(("b", "a")), said(3)
    ('a; b', '1. b; 2. a', '3')
    """
    if isinstance(response, frozenset):
        return "; ".join(sorted(response))
    if isinstance(response, tuple):
        return "; ".join(f"{number}. {card}" for number, card in enumerate(response, start=1))
    if isinstance(response, Mapping):
        return "; ".join(f"{key}: {value}" for key, value in response.items())
    return str(response)


@cache
def objective(ident: str) -> str:
    """Return the words of an objective of syllabus.csv.

    Raises:
        KeyError: no such objective.
    """
    return {row["id"]: row["objective"] for row in load("syllabus")}[ident]
