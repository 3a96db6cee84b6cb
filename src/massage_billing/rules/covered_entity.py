"""Who is a HIPAA covered entity: four questions (covered_entity.csv), and the facts that answer two of them.

A massage practice is covered when it is a health care provider on its own account that sends a standard transaction
to a health plan in electronic form, itself or through somebody who sends for it (45 CFR 160.103).
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, check_day, current, history, in_force, table

COVERED, NOT_COVERED, WORKFORCE = "covered entity", "not a covered entity", "workforce member"
ASSOCIATE, DEPENDS = "business associate", "it depends"
OUTCOMES = (COVERED, NOT_COVERED, WORKFORCE, ASSOCIATE, DEPENDS)
FACTS = ("sender", "what", "means", "receiver")  # who sends, what, by what means, to whom


@table("covered_entity", key=("id",))
class DecisionQuestion(DatedRow):
    """A question in the decision, and what follows from each answer."""

    id: str
    question: str
    help: str
    if_yes: str  # the next question, or the outcome
    if_no: str
    yes_means: str
    no_means: str


@table("practice_facts", key=("fact", "value"))
class Fact(DatedRow):
    """A value of one of the FACTS, and whether it counts toward being covered."""

    fact: str
    value: str
    words: str
    change: str  # a sentence that changes this fact in a case
    counts: str  # "yes", "no" or "depends"
    why: str


@table("standard_transactions", key=("id",))
class Transaction(DatedRow):
    """A message that is a standard transaction, or is not."""

    id: str
    name: str
    number: str  # X12 number; empty: there is none, or it was not checked for this course
    direction: str
    standard: bool
    yours: bool  # a practice sends it
    why: str


@table("privacy_duties", key=("duty",))
class PrivacyDuty(DatedRow):
    """A duty of a covered practice, or of every licensed therapist in Washington."""

    duty: str
    who: str  # "covered" or "Washington"
    part: str
    do: str
    left_out: bool  # the 2013 checklist leaves it out
    course_text: str


@table("covered_entity_statements", key=("id",))
class QuotedStatement(DatedRow):
    """A statement about who is covered, cited in the course text, in our words."""

    id: str
    who: str
    says: str
    looks_at: str  # what the decision depends on: "transaction", "computer" or "records"
    verdict: str
    why: str


class Step(NamedTuple):
    """One question of the decision, its answer, and what the answer means."""

    question: str  # id of covered_entity.csv
    asked: str
    answer: bool
    means: str
    source: str  # the citation that it rests on


class Decision(NamedTuple):
    """The outcome, the questions that were needed, and their sources."""

    outcome: str
    steps: tuple[Step, ...]
    sources: tuple[str, ...]


class Path(NamedTuple):
    """A decision in progress: the steps so far, and either the next question or the outcome."""

    steps: tuple[Step, ...]
    next: str  # id of covered_entity.csv; empty: decided
    outcome: str  # empty: not yet decided


class Assessment(NamedTuple):
    """What the facts of a practice come to, and which of them decide."""

    outcome: str
    deciding: tuple[str, ...]  # facts that keep it from being covered, or leave it open; of a covered one: all
    why: tuple[str, ...]  # a sentence for each deciding fact
    sources: tuple[str, ...]


def decide_covered_entity(answers: Mapping[str, bool], on: date | None = None) -> Decision:
    """Return whether a practice is a covered entity; only the answers that are needed are looked at.

    >>> decide_covered_entity({"health_care": True, "own_practice": True, "transaction": False}).outcome
    'not a covered entity'

    Args:
        answers: yes or no by question of covered_entity.csv: "health_care", "own_practice", "transaction", "electronic".
        on: the date to check; by default, the current rule applies.

    Raises:
        ValueError: a needed answer is missing, or is not True or False; the message names the question.
        OutsideKnownDatesError: the rule is not known for that day.

    Source: covered_entity.csv, a source a row (45 CFR 160.103).
    """
    path = walk(answers, on)
    if path.next:
        msg = f"{path.next} has no answer; give True or False: {questions(on)[path.next].question}"
        raise ValueError(msg)
    return Decision(path.outcome, path.steps, tuple(dict.fromkeys(step.source for step in path.steps)))


def walk(answers: Mapping[str, bool], on: date | None = None) -> Path:
    """Return the decision that `answers` lead to.

    >>> walk({"health_care": True}).next
    'own_practice'

    Raises and Source: as `decide_covered_entity`, but a missing answer only ends the path.
    """
    if not isinstance(answers, Mapping):
        msg = f"answers must be True or False by question, such as {{'health_care': True}}; they are {answers!r}."
        raise ValueError(msg)
    check_day(on)
    asked = questions(on)
    steps: list[Step] = []
    at = next(iter(asked))
    while at in asked and at in answers:
        answer = answers[at]
        if not isinstance(answer, bool):
            msg = f"The answer to {at} must be True or False; it is {answer!r}."
            raise ValueError(msg)
        row = asked[at]
        means, following = (row.yes_means, row.if_yes) if answer else (row.no_means, row.if_no)
        steps.append(Step(at, row.question, answer, means, row.citation))
        at = following
    return Path(tuple(steps), at, "") if at in asked else Path(tuple(steps), "", at)


@lru_cache(maxsize=256)
def questions(on: date | None = None) -> dict[str, DecisionQuestion]:
    """Return the questions in force on a day, by id, in the order they are asked.

    Raises:
        OutsideKnownDatesError: the rule is not known for that day.
    """
    return {row.id: row for row in current(DecisionQuestion, on)}


def decide_from_facts(facts: Mapping[str, str], on: date | None = None) -> Assessment:
    """Return the outcome for the facts of one practice: who sends what, by what means, to whom.

    >>> decide_from_facts({"sender": "you", "what": "claim", "means": "computer", "receiver": "auto insurer"}).deciding
    ('receiver',)

    Args:
        facts: a value of practice_facts.csv for each of "sender", "what", "means" and "receiver".
        on: the date to check; by default, the current rule applies.

    Raises:
        ValueError: a fact is missing or has an unknown value; the message names it and lists the values.
        OutsideKnownDatesError: one of the facts is not known for that day.

    Source: practice_facts.csv, a source a row.
    """
    if not isinstance(facts, Mapping):
        msg = f"facts must be a value for each of {', '.join(FACTS)}; they are {facts!r}."
        raise ValueError(msg)
    rows = {fact: _value(fact, facts.get(fact), on) for fact in FACTS}
    found = {row.counts for row in rows.values()}
    decides = next(counts for counts in ("no", "depends", "yes") if counts in found)
    outcome = {"no": NOT_COVERED, "depends": DEPENDS, "yes": COVERED}[decides]
    deciding = tuple(fact for fact in FACTS if rows[fact].counts == decides)
    sources = tuple(dict.fromkeys(rows[fact].citation for fact in deciding))
    return Assessment(outcome, deciding, tuple(rows[fact].why for fact in deciding), sources)


def values(fact: str) -> dict[str, Fact]:
    """Return the current values of one fact."""
    return {row.value: row for row in current(Fact) if row.fact == fact}


def _value(fact: str, value: str | None, on: date | None) -> Fact:
    rows = [row for row in history(Fact) if (row.fact, row.value) == (fact, value)]
    if not rows:
        given = "is missing" if value is None else f"is {value!r}"
        msg = f"{fact} {given}; use one of {', '.join(values(fact))}."
        raise ValueError(msg)
    (row,) = in_force(rows, on)
    return row
