"""The standard transactions by name and number, against everyday messages (hipaa-3, hipaa-4), and the duties (hipaa-21)."""

import random

from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.covered_entity import PrivacyDuty, Transaction


def _rows(*, standard: bool) -> list[Transaction]:
    return [row for row in current(Transaction) if row.standard == standard]


@family("covered_entity.transactions", "hipaa-4", "hipaa-3", level=1)
def transactions(rng: random.Random) -> Question:
    """Ask which of five messages are standard transactions."""
    right = rng.sample(_rows(standard=True), rng.choice((2, 3)))
    wrong = rng.sample(_rows(standard=False), 5 - len(right))
    about = [
        Misconception("a standard transaction overlooked", row.name, f"{sentence(row.name)}: {row.why}")
        for row in right
    ]
    about += [
        Misconception("an everyday message taken for a transaction", row.name, f"{sentence(row.name)}: {row.why}")
        for row in wrong
    ]
    explanation = f"Standard transactions here: {', '.join(row.name for row in right)}."
    prompt = rng.choice(("Tick the standard transactions.", "Which of these are standard transactions under HIPAA?"))
    return multiple_choice.ask(rng, prompt, {row.name for row in right}, about, explanation, right[0].citation)


@family("covered_entity.number_of", "hipaa-4", level=2)
def number_of(rng: random.Random) -> Question:
    """Ask for the X12 number of a transaction, or for the transaction of a number."""
    rows = [row for row in _rows(standard=True) if row.number]
    row = rng.choice(rows)
    others = [other for other in rows if other.number != row.number]
    rest = rng.sample(others, 3)
    explanation = f"{sentence(row.name)} is {row.number}. It goes from {row.direction}."
    if rng.random() < 0.5:  # noqa: PLR2004  (either way round)
        wrong = {other.number: other for other in rest}
        misconceptions = [
            Misconception("numbers mixed up", number, f"{number} is {other.name}.") for number, other in wrong.items()
        ]
        return single_choice.ask(
            rng,
            f"Which number has this transaction: {row.name}?",
            row.number,
            misconceptions,
            explanation,
            row.citation,
        )
    misconceptions = [
        Misconception("numbers mixed up", other.name, f"{sentence(other.name)} is {other.number}.") for other in rest
    ]
    return single_choice.ask(
        rng, f"Which transaction has the number {row.number}?", row.name, misconceptions, explanation, row.citation
    )


@family("covered_entity.yours", "hipaa-4", "hipaa-3", level=3)
def yours(rng: random.Random) -> Question:
    """Ask which standard transactions a massage practice itself sends to a plan."""
    right = rng.sample([row for row in _rows(standard=True) if row.yours], rng.choice((2, 3)))
    rest = [row for row in current(Transaction) if not (row.yours and row.standard)]
    wrong = rng.sample(rest, 5 - len(right))
    about = [
        Misconception("a transaction of yours overlooked", row.name, f"{sentence(row.name)}: {row.why}")
        for row in right
    ]
    about += [
        Misconception("not sent by a practice to a plan", row.name, f"{sentence(row.name)}: {row.why}") for row in wrong
    ]
    explanation = f"A practice sends to a plan: {', '.join(row.name for row in right)}."
    prompt = "Tick the standard transactions that a massage practice itself sends to a health plan."
    return multiple_choice.ask(rng, prompt, {row.name for row in right}, about, explanation, right[0].citation)


@family("covered_entity.duties", "hipaa-21", "hipaa-10", "hipaa-12", level=3)
def duties(rng: random.Random) -> Question:
    """Ask which duties the checklist of 2013 leaves out."""
    covered = [row for row in current(PrivacyDuty) if row.who == "covered"]
    right = rng.sample([row for row in covered if row.left_out], rng.choice((2, 3)))
    wrong = rng.sample([row for row in covered if row.course_text], 5 - len(right))
    about = [
        Misconception("a duty left out, unseen", row.duty, f"{row.duty}: the old list has nothing of it.")
        for row in right
    ]
    about += [
        Misconception(
            "a duty that the old list has",
            row.duty,
            f"{row.duty}: the old list has it as “{row.course_text}”.",
        )
        for row in wrong
    ]
    explanation = " ".join(f"{row.duty}: {row.do}" for row in right)
    prompt = "A covered practice follows a checklist of 2013. Tick the duties that this list leaves out."
    return multiple_choice.ask(rng, prompt, {row.duty for row in right}, about, explanation, right[0].citation)


@family("covered_entity.whom_it_binds", "hipaa-19", "hipaa-21", level=3)
def whom_it_binds(rng: random.Random) -> Question:
    """Ask which duties bind a Washington cash practice that HIPAA does not cover."""
    rows = current(PrivacyDuty)
    right = rng.sample([row for row in rows if row.who == "Washington"], rng.choice((2, 3)))
    wrong = rng.sample(
        [row for row in rows if row.who == "covered" and row.part in ("Who is in charge", "Insurers", "Sale")], 2
    )
    about = [
        Misconception("state law overlooked", row.do, f"{row.duty}: that binds every licensed therapist there.")
        for row in right
    ]
    about += [
        Misconception("a duty of covered practices alone", row.do, f"{row.duty}: that binds covered entities.")
        for row in wrong
    ]
    explanation = (
        "Washington's law on records and its massage rules bind a licensed therapist, covered by HIPAA or not."
    )
    prompt = "A cash-only massage practice in Washington is not covered by HIPAA. Tick what binds it all the same."
    return multiple_choice.ask(rng, prompt, {row.do for row in right}, about, explanation, right[0].citation)
