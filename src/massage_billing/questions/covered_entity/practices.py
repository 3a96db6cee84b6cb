"""Practices to judge: the 33 of practice_vignettes.csv, and the same with one fact changed (hipaa-2 to hipaa-9, hipaa-20)."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from massage_billing.questions.kinds import one_choice
from massage_billing.questions.question import Mistake, Question, family
from massage_billing.rules.covered_entity import (
    ASSOCIATE,
    COVERED,
    DEPENDS,
    FACTS,
    NOT_COVERED,
    OUTCOMES,
    WORKFORCE,
    Judgement,
    judge,
    values,
)
from massage_billing.tables import Row, load

SAID = {
    COVERED: "A covered entity",
    NOT_COVERED: "Not a covered entity",
    WORKFORCE: "A workforce member",
    ASSOCIATE: "A business associate",
    DEPENDS: "It depends",
}
WHY_NOT = {
    COVERED: Mistake("made covered too quickly", SAID[COVERED], "For that, a standard transaction must go to a health plan in electronic form, from an own practice."),
    NOT_COVERED: Mistake("a transaction overlooked", SAID[NOT_COVERED], "Look again at who sends what, by what means, to whom, and for whom the work is done."),
    WORKFORCE: Mistake("control misjudged", SAID[WORKFORCE], "Workforce is who works under another provider's control."),
    ASSOCIATE: Mistake("work from outside misjudged", SAID[ASSOCIATE], "A business associate handles health information for a covered entity, from outside."),
    DEPENDS: Mistake("a sure case called open", SAID[DEPENDS], "Here the rule gives a sure answer."),
}  # fmt: skip
OPEN = Mistake("an open case called sure", "", "The texts do not settle this one.")


def reason(row: Row) -> str:
    """Return why a practice has its outcome, with the condition of one that depends."""
    return f"{row['reason']} {row['condition']}".strip()


def wrong_outcomes(row: Row, offered: tuple[str, ...]) -> Iterator[Mistake]:
    """Yield the mistake behind each wrong outcome of a practice; the one that tempts has a message of its own."""
    for outcome in offered:
        if outcome == row["tempting"]:
            yield replace_text(WHY_NOT[outcome], outcome, row["tempting_why"])
        elif outcome != row["outcome"]:
            yield from _unlikely(row["outcome"], outcome)


def _unlikely(right: str, outcome: str) -> Iterator[Mistake]:
    mistake = WHY_NOT[outcome]
    yield (
        OPEN._replace(response=mistake.response) if right == DEPENDS and outcome in (COVERED, NOT_COVERED) else mistake
    )


def replace_text(mistake: Mistake, outcome: str, text: str) -> Mistake:
    """Return a mistake with the message that the table has for it."""
    return mistake._replace(response=SAID[outcome], message=text)


def objectives_of(row: Row) -> tuple[str, ...]:
    """Return what a practice is an example of."""
    if row["outcome"] in (WORKFORCE, ASSOCIATE) or row["number"] == "29":
        return ("hipaa-8",)
    if row["receiver"] not in ("", "health plan"):
        return ("hipaa-20", "hipaa-3")
    return ("hipaa-3", "hipaa-5") if row["sender"] not in ("", "you") else ("hipaa-3", "hipaa-2")


def about(row: Row, question: Question) -> Question:
    """Return the question with the practice that it tells."""
    return replace(question, case=f"practice {row['number']}", objectives=objectives_of(row))


def told(rng: random.Random, row: Row) -> str:
    """Return a practice, and the question what it is."""
    return f"{row['told']} {rng.choice(('What is the therapist?', 'What is the therapist under HIPAA?', 'Which of these is the therapist?'))}"


@family("covered_entity.covered_or_not", "hipaa-2", "hipaa-3", "hipaa-5", "hipaa-20", level=1)
def covered_or_not(rng: random.Random) -> Question:
    """Ask whether a practice on its own account is covered."""
    row = rng.choice([row for row in load("practice_vignettes") if row["outcome"] in (COVERED, NOT_COVERED)])
    wrong = wrong_outcomes(row, (COVERED, NOT_COVERED, DEPENDS))
    cite = (row["source"], row["pinpoint"])
    return about(row, one_choice(rng, told(rng, row), SAID[row["outcome"]], wrong, row["reason"], cite))


@family("covered_entity.outcome", "hipaa-3", "hipaa-5", "hipaa-8", "hipaa-20", level=2)
def outcome(rng: random.Random) -> Question:
    """Ask which of the five outcomes a practice has."""
    row = rng.choice(load("practice_vignettes"))
    cite = (row["source"], row["pinpoint"])
    wrong = wrong_outcomes(row, OUTCOMES)
    return about(row, one_choice(rng, told(rng, row), SAID[row["outcome"]], wrong, reason(row), cite))


@family("covered_entity.role", "hipaa-8", level=1)
def role(rng: random.Random) -> Question:
    """Ask who is what when working for another provider."""
    row = rng.choice([row for row in load("practice_vignettes") if objectives_of(row) == ("hipaa-8",)])
    offered = (COVERED, NOT_COVERED, WORKFORCE, ASSOCIATE)
    who = rng.choice(("Ms. Lane", "Mr. Ortiz", "Dee", "A new therapist", "A friend of yours", "Somebody you know"))
    prompt = f"{who} asks you about this. {row['told']} What is the therapist under HIPAA?"
    cite = (row["source"], row["pinpoint"])
    wrong = wrong_outcomes(row, offered)
    return about(row, one_choice(rng, prompt, SAID[row["outcome"]], wrong, row["reason"], cite))


@family("covered_entity.condition", "hipaa-3", level=3)
def condition(rng: random.Random) -> Question:
    """Ask on what it depends."""
    rows = [row for row in load("practice_vignettes") if row["condition"]]
    row, *rest = rng.sample(rows, 4)
    wrong = [
        Mistake("the condition of another case", other["condition"], "That is the open question of another practice.")
        for other in rest
    ]
    prompt = f"{row['told']} It depends. On what?"
    cite = (row["source"], row["pinpoint"])
    return about(row, one_choice(rng, prompt, row["condition"], wrong, row["reason"], cite))


def facts_of(row: Row) -> dict[str, str]:
    """Return the four facts of a practice."""
    return {fact: row[fact] for fact in FACTS}


def with_facts() -> list[Row]:
    """Return the practices that turn on who sends what to whom, by what means."""
    return [row for row in load("practice_vignettes") if row["sender"]]


class Change(NamedTuple):
    """One fact of a practice changed, and what the practice comes to then."""

    there: Row  # of practice_facts.csv: the fact as it is now
    found: Judgement

    @property
    def cite(self) -> tuple[str, str]:
        """Return where the changed fact is written down."""
        return self.there["source"], self.there["pinpoint"]


def changes(row: Row) -> tuple[Change, ...]:
    """Return each change of one fact of a practice."""
    return _changes(tuple(facts_of(row).items()))


@cache
def _changes(facts: tuple[tuple[str, str], ...]) -> tuple[Change, ...]:
    return tuple(
        Change(there, judge(dict(facts) | {fact: value}))
        for fact, now in facts
        for value, there in values(fact).items()
        if value != now
    )


@family("covered_entity.one_fact", "hipaa-3", "hipaa-5", "hipaa-20", level=2)
def one_fact(rng: random.Random) -> Question:
    """Ask for the outcome when one fact of a practice changes."""
    row = rng.choice(with_facts())
    wanted = rng.choice((COVERED, NOT_COVERED, NOT_COVERED, DEPENDS))
    fit = [change for change in changes(row) if change.found.outcome == wanted] or changes(row)
    change = rng.choice(fit)
    found = change.found
    deciding = " and ".join(FACT_WORDS[fact] for fact in found.deciding)
    wrong = [
        Mistake("the deciding fact overlooked", SAID[other], f"Look at what decides: {deciding}.")
        for other in (COVERED, NOT_COVERED, DEPENDS)
        if other != found.outcome
    ]
    prompt = f"{row['told']} One thing changes. {change.there['change']} All else stays. What is the therapist then?"
    question = one_choice(rng, prompt, SAID[found.outcome], wrong, " ".join(found.why), change.cite)
    return replace(about(row, question), case=f"practice {row['number']} and {change.there['value']}")


FACT_WORDS = {"sender": "who sends", "what": "what is sent", "means": "by what means", "receiver": "to whom"}


@family("covered_entity.which_fact", "hipaa-3", "hipaa-20", "hipaa-5", level=3)
def which_fact(rng: random.Random) -> Question:
    """Ask which one change would turn the outcome of a practice."""
    row, goal, turning, staying = rng.choice(_turning())
    right = rng.choice(turning)
    wrong = [
        Mistake("the deciding fact overlooked", change.there["change"], f"Then still: {' '.join(change.found.why)}")
        for change in rng.sample(staying, 3)
    ]
    state = {COVERED: "is covered", NOT_COVERED: "is not covered", DEPENDS: "is an open case"}[row["outcome"]]
    turned = "covered" if goal == COVERED else "not covered"
    prompt = f"{row['told']} That {state}. Which one change would make it {turned}?"
    explanation = f"{right.there['change']} {right.there['why']}"
    return about(row, one_choice(rng, prompt, right.there["change"], wrong, explanation, right.cite))


@cache
def _turning() -> list[tuple[Row, str, list[Change], list[Change]]]:
    """Return the practices that one change can turn: with the outcome aimed at, the changes that turn, and those that do not."""
    found = []
    for row in with_facts():
        goal = NOT_COVERED if row["outcome"] == COVERED else COVERED
        turning = [change for change in changes(row) if change.found.outcome == goal]
        staying = [change for change in changes(row) if change.found.outcome != goal]
        if turning and len(staying) >= 3:  # noqa: PLR2004  (three wrong choices beside the right one)
            found.append((row, goal, turning, staying))
    return found
