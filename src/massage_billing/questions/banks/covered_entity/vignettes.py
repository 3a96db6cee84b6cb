"""Practices of practice_vignettes.csv, covered or not, and the same with one fact changed (hipaa-2 to hipaa-9, hipaa-20)."""

import random
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.questions.kinds import single_choice
from massage_billing.questions.model import About, Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.covered_entity import (
    ASSOCIATE,
    COVERED,
    DEPENDS,
    FACTS,
    NOT_COVERED,
    OUTCOMES,
    WORKFORCE,
    Assessment,
    Fact,
    decide_from_facts,
)


@table("practice_vignettes", key=("number",))
class Vignette(DatedRow):
    """A practice, and whether it is a covered entity."""

    number: str
    story: str
    outcome: str
    reason: str
    tempting: str  # the wrong outcome that tempts
    tempting_why: str
    condition: str  # of "it depends": on what
    sender: str  # a value of practice_facts.csv, as the next three; empty: the case does not turn on it
    what: str
    means: str
    receiver: str
    computer: bool  # anything of the practice is done electronically
    records: bool  # it keeps records or gathers information


OUTCOME_LABELS = {
    COVERED: "A covered entity",
    NOT_COVERED: "Not a covered entity",
    WORKFORCE: "A workforce member",
    ASSOCIATE: "A business associate",
    DEPENDS: "It depends",
}
WHY_NOT = {
    COVERED: Misconception("made covered too quickly", OUTCOME_LABELS[COVERED], "For that, a standard transaction must go to a health plan in electronic form, from an own practice."),
    NOT_COVERED: Misconception("a transaction overlooked", OUTCOME_LABELS[NOT_COVERED], "Look again at who sends what, by what means, to whom, and for whom the work is done."),
    WORKFORCE: Misconception("control misjudged", OUTCOME_LABELS[WORKFORCE], "Workforce is who works under another provider's control."),
    ASSOCIATE: Misconception("work from outside misjudged", OUTCOME_LABELS[ASSOCIATE], "A business associate handles health information for a covered entity, from outside."),
    DEPENDS: Misconception("a sure case called open", OUTCOME_LABELS[DEPENDS], "Here the rule gives a sure answer."),
}  # fmt: skip
PROMPTS = ("What is the therapist?", "What is the therapist under HIPAA?", "Which of these is the therapist?")
FACT_WORDS = {"sender": "who sends", "what": "what is sent", "means": "by what means", "receiver": "to whom"}


def reason(row: Vignette) -> str:
    """Return why a practice has its outcome, with the condition of one that depends."""
    return f"{row.reason} {row.condition}".strip()


def wrong_outcomes(row: Vignette, offered: tuple[str, ...]) -> Iterator[Misconception]:
    """Yield the misconception behind each outcome of a practice; the one that tempts has a message of its own."""
    for outcome in offered:
        if outcome == row.tempting:
            yield WHY_NOT[outcome]._replace(message=row.tempting_why)
        elif row.outcome == DEPENDS and outcome in (COVERED, NOT_COVERED):
            yield Misconception(
                "an open case called sure", OUTCOME_LABELS[outcome], "The texts do not settle this one."
            )
        else:
            yield WHY_NOT[outcome]


def objectives_of(row: Vignette) -> tuple[str, ...]:
    """Return what a practice is an example of."""
    if row.outcome in (WORKFORCE, ASSOCIATE) or row.number == "29":
        return ("hipaa-8",)
    if row.receiver not in ("", "health plan"):
        return ("hipaa-20", "hipaa-3")
    return ("hipaa-3", "hipaa-5") if row.sender not in ("", "you") else ("hipaa-3", "hipaa-2")


def about(row: Vignette, change: str = "") -> About:
    """Return what a question about a practice, or about a change of it, says of itself."""
    case = f"practice {row.number} and {change}" if change else f"practice {row.number}"
    return About(case=case, objectives=objectives_of(row))


def which_outcome(rng: random.Random, row: Vignette, offered: tuple[str, ...], prompt: str = "") -> Question:
    """Return the question which of some outcomes a practice has."""
    prompt = prompt or f"{row.story} {rng.choice(PROMPTS)}"
    wrong = wrong_outcomes(row, offered)
    return single_choice.ask(rng, prompt, OUTCOME_LABELS[row.outcome], wrong, reason(row), row.citation, **about(row))


@family("covered_entity.covered_or_not", "hipaa-2", "hipaa-3", "hipaa-5", "hipaa-20", level=1)
def covered_or_not(rng: random.Random) -> Question:
    """Ask whether a practice on its own account is covered."""
    row = rng.choice([row for row in current(Vignette) if row.outcome in (COVERED, NOT_COVERED)])
    return which_outcome(rng, row, (COVERED, NOT_COVERED, DEPENDS))


@family("covered_entity.outcome", "hipaa-3", "hipaa-5", "hipaa-8", "hipaa-20", level=2)
def outcome(rng: random.Random) -> Question:
    """Ask which of the five outcomes a practice has."""
    return which_outcome(rng, rng.choice(current(Vignette)), OUTCOMES)


@family("covered_entity.role", "hipaa-8", level=1)
def role(rng: random.Random) -> Question:
    """Ask who is what when working for another provider."""
    row = rng.choice([row for row in current(Vignette) if objectives_of(row) == ("hipaa-8",)])
    who = rng.choice(("Ms. Lane", "Mr. Ortiz", "Dee", "A new therapist", "A friend of yours", "Somebody you know"))
    prompt = f"{who} asks you about this. {row.story} What is the therapist under HIPAA?"
    return which_outcome(rng, row, (COVERED, NOT_COVERED, WORKFORCE, ASSOCIATE), prompt)


@family("covered_entity.condition", "hipaa-3", level=3)
def condition(rng: random.Random) -> Question:
    """Ask on what it depends."""
    row, *others = rng.sample([row for row in current(Vignette) if row.condition], 4)
    message = "That is the open question of another practice."
    wrong = [Misconception("the condition of another case", other.condition, message) for other in others]
    prompt = f"{row.story} It depends. On what?"
    return single_choice.ask(rng, prompt, row.condition, wrong, row.reason, row.citation, **about(row))


def with_facts() -> list[Vignette]:
    """Return the practices that turn on who sends what to whom, by what means."""
    return [row for row in current(Vignette) if row.sender]


class Change(NamedTuple):
    """One fact of a practice changed, and the outcome after the change."""

    fact: Fact  # as it is now
    found: Assessment


@cache
def changes(row: Vignette) -> list[Change]:
    """Return each change of one fact of a practice."""
    facts = {fact: getattr(row, fact) for fact in FACTS}
    return [
        Change(new, decide_from_facts(facts | {new.fact: new.value}))
        for new in current(Fact)
        if new.value != facts[new.fact]
    ]


@family("covered_entity.one_fact", "hipaa-3", "hipaa-5", "hipaa-20", level=2)
def one_fact(rng: random.Random) -> Question:
    """Ask for the outcome when one fact of a practice changes."""
    row = rng.choice(with_facts())
    wanted = rng.choice((COVERED, NOT_COVERED, NOT_COVERED, DEPENDS))
    new, found = rng.choice([change for change in changes(row) if change.found.outcome == wanted] or changes(row))
    message = f"Look at what decides: {' and '.join(FACT_WORDS[fact] for fact in found.deciding)}."
    wrong = [
        Misconception("the deciding fact overlooked", OUTCOME_LABELS[other], message)
        for other in (COVERED, NOT_COVERED, DEPENDS)
    ]
    prompt = f"{row.story} One thing changes. {new.change} All else stays. What is the therapist then?"
    right, explanation = OUTCOME_LABELS[found.outcome], " ".join(found.why)
    return single_choice.ask(rng, prompt, right, wrong, explanation, new.citation, **about(row, new.value))


@family("covered_entity.which_fact", "hipaa-3", "hipaa-20", "hipaa-5", level=3)
def which_fact(rng: random.Random) -> Question:
    """Ask which one change would turn the outcome of a practice."""
    row, goal, turning, staying = rng.choice(_turning())
    right = rng.choice(turning).fact
    wrong = [
        Misconception("the deciding fact overlooked", fact.change, f"Then still: {' '.join(found.why)}")
        for fact, found in rng.sample(staying, 3)
    ]
    words = {COVERED: "covered", NOT_COVERED: "not covered", DEPENDS: "an open case"}
    prompt = f"{row.story} That is {words[row.outcome]}. Which one change would make it {words[goal]}?"
    explanation = f"{right.change} {right.why}"
    return single_choice.ask(rng, prompt, right.change, wrong, explanation, right.citation, **about(row))


@cache
def _turning() -> list[tuple[Vignette, str, list[Change], list[Change]]]:
    """Return the practices that one change can turn: with the outcome aimed at, and the changes that turn or do not."""
    found = []
    for row in with_facts():
        goal = NOT_COVERED if row.outcome == COVERED else COVERED
        turning = [change for change in changes(row) if change.found.outcome == goal]
        staying = [change for change in changes(row) if change.found.outcome != goal]
        if turning and len(staying) >= 3:  # noqa: PLR2004  (three wrong choices beside the right one)
            found.append((row, goal, turning, staying))
    return found
