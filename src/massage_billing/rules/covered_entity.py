"""Whether a massage practice is a HIPAA covered entity: six questions, and the facts that answer two of them.

A practice is covered if it is an independent health care provider that sends a listed transaction to a health plan
electronically, by itself or through someone who sends it on the provider's behalf (45 CFR 160.103).
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, check_day, current, history, in_force, table

COVERED, NOT_COVERED, WORKFORCE = "covered entity", "not a covered entity", "workforce member"
ASSOCIATE, HYBRID, DEPENDS = "business associate", "hybrid entity", "it depends"
OUTCOMES = (COVERED, NOT_COVERED, WORKFORCE, ASSOCIATE, HYBRID, DEPENDS)
FACTS = ("sender", "what", "means", "receiver")  # who sends, what, by what means, to whom


@table("covered_entity", key=("id",))
class DecisionQuestion(DatedRow):
    """A question in the decision, with the result of each answer."""

    id: str
    question: str
    help: str
    if_yes: str  # the id of the next question, or the outcome
    if_no: str
    yes_means: str
    no_means: str
    unsure_means: str  # what to do as long as the answer is not known
    usual: bool | None  # the answer of most practices, which is assumed if none is given; None: always ask


@table("practice_facts", key=("fact", "value"))
class Fact(DatedRow):
    """A value of one of the `FACTS`, and whether it counts toward being covered."""

    fact: str
    value: str
    words: str
    change: str  # a sentence that sets this fact in a case
    counts: str  # "yes", "no" or "depends"
    why: str


@table("standard_transactions", key=("id",))
class Transaction(DatedRow):
    """A message, and whether it is a standard transaction."""

    id: str
    name: str
    number: str  # X12 number; empty if there is none, or if we did not verify it
    direction: str
    standard: bool
    yours: bool  # a practice sends it
    why: str


@table("privacy_duties", key=("duty",))
class PrivacyDuty(DatedRow):
    """A privacy duty of a covered practice, or of every licensed therapist in Washington."""

    duty: str
    who: str  # "covered" or "Washington"
    part: str
    do: str
    left_out: bool  # the 2013 checklist leaves it out
    course_text: str


@table("covered_entity_statements", key=("id",))
class QuotedStatement(DatedRow):
    """A statement about who is covered that the 2013 articles quote, in our own words."""

    id: str
    who: str
    says: str
    looks_at: str  # what it depends on: "transaction", "computer" or "records"
    verdict: str
    why: str


class Step(NamedTuple):
    """A question that was answered, and what the answer means."""

    question: str  # id of covered_entity.csv
    asked: str
    answer: bool | None  # None: not known
    means: str
    source: str  # the citation that supports it


class Decision(NamedTuple):
    """The outcome of the decision, with the questions that were needed and their sources."""

    outcome: str
    steps: tuple[Step, ...]
    sources: tuple[str, ...]


class Path(NamedTuple):
    """A decision in progress, with its steps and either the next question or the outcome."""

    steps: tuple[Step, ...]
    next: str  # id of the next question; empty if the decision is complete
    outcome: str  # empty if the decision is not complete


class Assessment(NamedTuple):
    """The outcome for the facts of a practice, and which facts decide it."""

    outcome: str
    deciding: tuple[str, ...]  # the facts that exclude it or leave it open; all four if it is covered
    why: tuple[str, ...]  # a sentence for each deciding fact
    sources: tuple[str, ...]


def decide_covered_entity(answers: Mapping[str, bool | None], on: date | None = None) -> Decision:
    """Decide whether a practice is a covered entity. Answers that the decision does not need are ignored.

    Args:
        answers: True, False, or None (not known) for each question: "health_care", "own_practice", "own_patients",
            "transaction", "electronic" and "set_apart". "own_patients" may be left out if the work is for the practice's
            own patients, and "set_apart" if the business has set no part apart.
        on: the date to check; by default, the current rule applies.

    Raises:
        ValueError: a needed answer is missing, or is not True, False, or None, or a name is not that of a question. The
            message names it.
        OutsideKnownDatesError: covered_entity.csv has no rule for that date.

    Example:
        >>> decide_covered_entity({"health_care": True, "own_practice": True, "transaction": False}).outcome
        'not a covered entity'
        >>> decide_covered_entity({"health_care": True, "own_practice": True, "own_patients": False}).outcome
        'business associate'

    Source: covered_entity.csv, which has a source in each row (45 CFR 160.103).
    """
    path = walk(answers, on, usual=True)
    if path.next:
        msg = f"{path.next} has no answer. Give True, False, or None: {questions(on)[path.next].question}"
        raise ValueError(msg)
    return Decision(path.outcome, path.steps, tuple(dict.fromkeys(step.source for step in path.steps)))


def walk(answers: Mapping[str, bool | None], on: date | None = None, *, usual: bool = False) -> Path:
    """Follow the decision as far as the answers go.

    Args:
        answers: as for `decide_covered_entity`, but answers may be missing.
        on: the date to check; by default, the current rule applies.
        usual: whether to assume the usual answer to a question that has one and is not answered.

    Raises:
        ValueError: an answer is not True, False, or None, or a name is not that of a question. The message names it.
        OutsideKnownDatesError: covered_entity.csv has no rule for that date.

    Example:
        >>> walk({"health_care": True}).next
        'own_practice'

    Source: covered_entity.csv, which has a source in each row (45 CFR 160.103).
    """
    if not isinstance(answers, Mapping):
        msg = f"answers must map each question to True or False, such as {{'health_care': True}}, but they are {answers!r}."
        raise ValueError(msg)
    check_day(on)
    known = {row.id for row in history(DecisionQuestion)}
    if unknown := [name for name in answers if name not in known]:
        msg = f"answers has {unknown[0]!r}, which is not a question. Use {', '.join(questions())}."
        raise ValueError(msg)
    asked = questions(on)
    given = {row.id: row.usual for row in asked.values() if usual and row.usual is not None} | dict(answers)
    steps: list[Step] = []
    at = next(iter(asked))
    while at in asked and at in given:
        step, following = _step(asked[at], given[at])
        steps.append(step)
        if given[at] is None:
            both = {walk(given | {at: known}, on).outcome for known in (True, False)}
            following = both.pop() if len(both) == 1 and "" not in both else DEPENDS
        at = following
    return Path(tuple(steps), at, "") if at in asked else Path(tuple(steps), "", at)


def _step(row: DecisionQuestion, answer: bool | None) -> tuple[Step, str]:
    """Return what an answer means, and the next question or the outcome."""
    if answer is not None and not isinstance(answer, bool):
        msg = f"The answer to {row.id} must be True, False, or None, but it is {answer!r}."
        raise ValueError(msg)
    ways = {True: (row.yes_means, row.if_yes), False: (row.no_means, row.if_no), None: (row.unsure_means, DEPENDS)}
    means, following = ways[answer]
    return Step(row.id, row.question, answer, means, row.citation), following


@lru_cache(maxsize=256)
def questions(on: date | None = None) -> dict[str, DecisionQuestion]:
    """Return the questions in force on a date by id, in the order in which they are asked.

    Raises:
        OutsideKnownDatesError: covered_entity.csv has no rule for that date.

    Example:
        >>> list(questions())
        ['health_care', 'own_practice', 'own_patients', 'transaction', 'electronic', 'set_apart']

    Source: covered_entity.csv.
    """
    return {row.id: row for row in current(DecisionQuestion, on)}


def decide_from_facts(facts: Mapping[str, str], on: date | None = None) -> Assessment:
    """Decide whether a practice is a covered entity from four facts: who sends what, how, and to whom.

    Args:
        facts: a value of practice_facts.csv for each of "sender", "what", "means" and "receiver".
        on: the date to check; by default, the current rule applies.

    Raises:
        ValueError: a fact is missing or has an unknown value. The message names the fact and lists its values.
        OutsideKnownDatesError: practice_facts.csv has no row for one of the facts on that date.

    Example:
        >>> facts = {"sender": "you", "what": "claim", "means": "computer", "receiver": "auto insurer"}
        >>> decide_from_facts(facts).deciding
        ('receiver',)

    Source: practice_facts.csv, which has a source in each row.
    """
    rows = _values(facts, on)
    found = {row.counts for row in rows.values()}
    decides = next(counts for counts in ("no", "depends", "yes") if counts in found)
    outcome = {"no": NOT_COVERED, "depends": DEPENDS, "yes": COVERED}[decides]
    deciding = tuple(fact for fact in FACTS if rows[fact].counts == decides)
    sources = tuple(dict.fromkeys(rows[fact].citation for fact in deciding))
    return Assessment(outcome, deciding, tuple(rows[fact].why for fact in deciding), sources)


def answers_from_facts(facts: Mapping[str, str], on: date | None = None) -> dict[str, bool | None]:
    """Return the answers to the questions "transaction" and "electronic" that four facts give.

    Args:
        facts: as for `decide_from_facts`.
        on: the date to check; by default, the current rule applies.

    Raises:
        ValueError: a fact is missing or has an unknown value. The message names the fact and lists its values.
        OutsideKnownDatesError: practice_facts.csv has no row for one of the facts on that date.

    Example:
        >>> answers_from_facts({"sender": "you", "what": "claim", "means": "mail", "receiver": "health plan"})
        {'transaction': True, 'electronic': False}

    Source: practice_facts.csv, which has a source in each row.
    """
    known = {"yes": True, "no": False, "depends": None}
    counts = {fact: known[row.counts] for fact, row in _values(facts, on).items()}
    message = [counts[fact] for fact in FACTS if fact != "means"]
    transaction = False if False in message else None if None in message else True
    return {"transaction": transaction, "electronic": counts["means"]}


def values(fact: str) -> dict[str, Fact]:
    """Return the current values of one fact, with their rows.

    Example:
        >>> list(values("sender"))
        ['you', 'billing service', 'clearinghouse', 'client']

    Source: practice_facts.csv.
    """
    return {row.value: row for row in current(Fact) if row.fact == fact}


def _values(facts: Mapping[str, str], on: date | None) -> dict[str, Fact]:
    if not isinstance(facts, Mapping):
        msg = f"facts must have a value for each of {', '.join(FACTS)}, but they are {facts!r}."
        raise ValueError(msg)
    return {fact: _value(fact, facts.get(fact), on) for fact in FACTS}


def _value(fact: str, value: str | None, on: date | None) -> Fact:
    rows = [row for row in history(Fact) if (row.fact, row.value) == (fact, value)]
    if not rows:
        given = "is missing" if value is None else f"is {value!r}"
        msg = f"{fact} {given}. Use one of {', '.join(values(fact))}."
        raise ValueError(msg)
    (row,) = in_force(rows, on)
    return row
