"""Whether a practice is covered, and what changes if one of its facts changes (hipaa-2 to hipaa-9, hipaa-20)."""

import random
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import series
from massage_billing.questions.kinds import single_choice
from massage_billing.questions.model import About, Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.covered_entity import (
    ASSOCIATE,
    COVERED,
    DEPENDS,
    FACTS,
    HYBRID,
    NOT_COVERED,
    OUTCOMES,
    WORKFORCE,
    Assessment,
    Fact,
    answers_from_facts,
    decide_from_facts,
)


@table("practice_vignettes", key=("number",))
class Vignette(DatedRow):
    """A practice, and whether it is a covered entity."""

    number: str
    story: str
    outcome: str
    reason: str
    tempting: str  # the wrong outcome that a learner is most likely to choose
    tempting_why: str
    condition: str  # what "it depends" depends on
    sender: str  # this and the next three are values of practice_facts.csv; empty if these facts do not decide the case
    what: str
    means: str
    receiver: str
    own_practice: bool  # whether the therapist is in business for herself
    own_patients: bool  # whether the work is for her own patients
    transaction: str  # "yes", "no", or "unsure" whether a listed transaction goes to a plan; empty if the facts say it
    set_apart: bool  # whether the business has set its health care part apart in writing
    computer: bool  # the practice does something electronically
    records: bool  # the practice keeps records or gathers information


def answers(row: Vignette) -> dict[str, bool | None]:
    """Return the answers to the questions of the decision that a practice gives."""
    given: dict[str, bool | None] = {
        "health_care": True,
        "own_practice": row.own_practice,
        "own_patients": row.own_patients,
        "set_apart": row.set_apart,
    }
    if row.sender:
        return given | answers_from_facts({fact: getattr(row, fact) for fact in FACTS})
    return given | {"transaction": {"yes": True, "no": False}.get(row.transaction), "electronic": True}


OUTCOME_LABELS = {
    COVERED: "A covered entity",
    NOT_COVERED: "Not a covered entity",
    WORKFORCE: "A workforce member",
    ASSOCIATE: "A business associate",
    HYBRID: "A hybrid entity",
    DEPENDS: "It depends",
}
WHY_NOT = {
    COVERED: Misconception("assumed that the practice is covered", OUTCOME_LABELS[COVERED], "A covered provider has its own practice and sends a listed transaction to a health plan electronically."),
    NOT_COVERED: Misconception("overlooked a transaction", OUTCOME_LABELS[NOT_COVERED], "Look again at who sends what, how, and to whom. Also look at whom the therapist works for."),
    WORKFORCE: Misconception("misjudged control", OUTCOME_LABELS[WORKFORCE], "A workforce member works under another provider's control."),
    ASSOCIATE: Misconception("misjudged outside work", OUTCOME_LABELS[ASSOCIATE], "A business associate is an outsider who handles health information for a covered entity."),
    HYBRID: Misconception("saw a part set apart", OUTCOME_LABELS[HYBRID], "A hybrid entity has set its health care part apart in writing, because it also does other work."),
    DEPENDS: Misconception("called a clear case open", OUTCOME_LABELS[DEPENDS], "The rule gives a clear answer here."),
}  # fmt: skip
PROMPTS = (
    "What is the therapist under HIPAA?",
    "What is the therapist's status under HIPAA?",
    "How does HIPAA classify the therapist?",
)
FACT_WORDS = {
    "sender": "who sends it",
    "what": "what is sent",
    "means": "how it is sent",
    "receiver": "who receives it",
}


def reason(row: Vignette) -> str:
    """Return the reason for a practice's outcome and, if the outcome is open, what it depends on."""
    return f"{row.reason} {row.condition}".strip()


def wrong_outcomes(row: Vignette, offered: tuple[str, ...]) -> Iterator[Misconception]:
    """Yield the misconception behind each outcome; the most likely wrong one has its own message."""
    for outcome in offered:
        if outcome == row.tempting:
            yield WHY_NOT[outcome]._replace(message=row.tempting_why)
        elif row.outcome == DEPENDS and outcome in (COVERED, NOT_COVERED):
            yield Misconception(
                "called an open case clear", OUTCOME_LABELS[outcome], "The rules do not settle this case."
            )
        else:
            yield WHY_NOT[outcome]


def objectives_of(row: Vignette) -> tuple[str, ...]:
    """Return the objectives that a practice illustrates."""
    if row.outcome in (WORKFORCE, ASSOCIATE) or row.number == "29":
        return ("hipaa-8",)
    if row.receiver not in ("", "health plan"):
        return ("hipaa-20", "hipaa-3")
    return ("hipaa-3", "hipaa-5") if row.sender not in ("", "you") else ("hipaa-3", "hipaa-2")


def about(row: Vignette, change: str = "") -> About:
    """Return the case and the objectives of a question about a practice, or about a change to it."""
    case = f"practice {row.number} and {change}" if change else f"practice {row.number}"
    return About(case=case, objectives=objectives_of(row))


def which_outcome(rng: random.Random, row: Vignette, offered: tuple[str, ...], prompt: str = "") -> Question:
    """Return a question that asks which of the offered outcomes a practice has."""
    prompt = prompt or f"{row.story} {rng.choice(PROMPTS)}"
    wrong = wrong_outcomes(row, offered)
    return single_choice.ask(rng, prompt, OUTCOME_LABELS[row.outcome], wrong, reason(row), row.citation, **about(row))


@family("covered_entity.covered_or_not", "hipaa-2", "hipaa-3", "hipaa-5", "hipaa-20", level=1)
def covered_or_not(rng: random.Random) -> Question:
    """Ask whether a therapist in business for herself is covered."""
    row = rng.choice([row for row in current(Vignette) if row.outcome in (COVERED, NOT_COVERED)])
    return which_outcome(rng, row, (COVERED, NOT_COVERED, DEPENDS))


@family("covered_entity.outcome", "hipaa-3", "hipaa-5", "hipaa-8", "hipaa-20", level=2)
def outcome(rng: random.Random) -> Question:
    """Ask which of the six outcomes a therapist has under HIPAA."""
    return which_outcome(rng, rng.choice(current(Vignette)), OUTCOMES)


@family("covered_entity.role", "hipaa-8", level=1)
def role(rng: random.Random) -> Question:
    """Ask what a therapist who works for or with another provider is under HIPAA."""
    row = rng.choice([row for row in current(Vignette) if objectives_of(row) == ("hipaa-8",)])
    who = rng.choice(("Ms. Lane", "Mr. Ortiz", "Dee", "A new therapist", "A friend of yours", "Someone you know"))
    prompt = f"{who} asks you about this situation. {row.story} What is the therapist under HIPAA?"
    return which_outcome(rng, row, (COVERED, NOT_COVERED, WORKFORCE, ASSOCIATE), prompt)


@family("covered_entity.condition", "hipaa-3", level=3)
def condition(rng: random.Random) -> Question:
    """Ask what an open case depends on."""
    row, *others = rng.sample([row for row in current(Vignette) if row.condition], 4)
    message = "This is the open question in another case."
    wrong = [Misconception("chose another case's condition", other.condition, message) for other in others]
    prompt = f"{row.story} Is the therapist covered? It depends. What does it depend on?"
    return single_choice.ask(rng, prompt, row.condition, wrong, row.reason, row.citation, **about(row))


def with_facts() -> list[Vignette]:
    """Return the practices that are decided by who sends what, how, and to whom."""
    return [row for row in current(Vignette) if row.sender and not row.set_apart]


def deciding_facts(found: Assessment) -> str:
    """Return the facts that decide an outcome, as a list in words."""
    return series(FACT_WORDS[fact] for fact in found.deciding)


class Change(NamedTuple):
    """A change of one fact of a practice, and the outcome after it."""

    fact: Fact  # after the change
    found: Assessment


@cache
def changes(row: Vignette) -> list[Change]:
    """Return every way to change one fact of a practice."""
    facts = {fact: getattr(row, fact) for fact in FACTS}
    return [
        Change(new, decide_from_facts(facts | {new.fact: new.value}))
        for new in current(Fact)
        if new.value != facts[new.fact]
    ]


@family("covered_entity.one_fact", "hipaa-3", "hipaa-5", "hipaa-20", level=2)
def one_fact(rng: random.Random) -> Question:
    """Ask what the outcome is after one fact of a practice changes."""
    row = rng.choice(with_facts())
    wanted = rng.choice((COVERED, NOT_COVERED, NOT_COVERED, DEPENDS))
    new, found = rng.choice([change for change in changes(row) if change.found.outcome == wanted] or changes(row))
    message = f"Look at what decides the case: {deciding_facts(found)}."
    wrong = [
        Misconception("overlooked the deciding fact", OUTCOME_LABELS[other], message)
        for other in (COVERED, NOT_COVERED, DEPENDS)
    ]
    prompt = f"{row.story} Suppose one fact changes. {new.change} Everything else stays the same. What is the therapist under HIPAA now?"
    right, explanation = OUTCOME_LABELS[found.outcome], " ".join(found.why)
    source = new.citation if new.fact in found.deciding else found.sources[0]
    return single_choice.ask(rng, prompt, right, wrong, explanation, source, **about(row, new.value))


@family("covered_entity.which_fact", "hipaa-3", "hipaa-20", "hipaa-5", level=3)
def which_fact(rng: random.Random) -> Question:
    """Ask which change of one fact would change the outcome of a practice."""
    row, goal, turning, staying = rng.choice(_turning())
    right = rng.choice(turning).fact
    wrong = [
        Misconception(
            "overlooked the deciding fact",
            fact.change,
            f"This change does not lead to that outcome. {' '.join(found.why)}",
        )
        for fact, found in rng.sample(staying, 3)
    ]
    words = {COVERED: "is covered", NOT_COVERED: "is not covered", DEPENDS: "may or may not be covered"}
    prompt = (
        f"{row.story} The therapist {words[row.outcome]}. Which change would mean that the therapist {words[goal]}?"
    )
    explanation = f"{right.change} {right.why}"
    return single_choice.ask(rng, prompt, right.change, wrong, explanation, right.citation, **about(row))


@cache
def _turning() -> list[tuple[Vignette, str, list[Change], list[Change]]]:
    """Return each practice whose outcome can be turned into another by changing one fact.

    Each comes with the new outcome, the changes that lead to it, and the changes that do not.
    """
    found = []
    for row in with_facts():
        goal = NOT_COVERED if row.outcome == COVERED else COVERED
        turning = [change for change in changes(row) if change.found.outcome == goal]
        # A change that leaves the case open may lead to the goal, so it is no wrong choice.
        staying = [change for change in changes(row) if change.found.outcome not in (goal, DEPENDS)]
        if turning and len(staying) >= 3:  # noqa: PLR2004  (three wrong choices besides the right one)
            found.append((row, goal, turning, staying))
    return found
