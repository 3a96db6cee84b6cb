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


def _message(row: Transaction) -> str:
    return f"{sentence(row.name)}: {row.why}"


def _which(
    rng: random.Random, text: str, right: list[Transaction], wrong: list[Transaction], names: tuple[str, str], rule: str
) -> Question:
    explanation = f"{rule}: {', '.join(row.name for row in right)}."
    return multiple_choice.ask_which(
        rng, text, right, wrong, lambda row: row.name, _message, names, explanation, right[0].citation
    )


@family("covered_entity.transactions", "hipaa-4", "hipaa-3", level=1)
def transactions(rng: random.Random) -> Question:
    """Ask which of five messages are standard transactions."""
    right = rng.sample(_rows(standard=True), rng.choice((2, 3)))
    wrong = rng.sample(_rows(standard=False), 5 - len(right))
    names = ("a standard transaction overlooked", "an everyday message taken for a transaction")
    prompt = rng.choice(("Tick the standard transactions.", "Which of these are standard transactions under HIPAA?"))
    return _which(rng, prompt, right, wrong, names, "Standard transactions here")


@family("covered_entity.number_of", "hipaa-4", level=2)
def number_of(rng: random.Random) -> Question:
    """Ask for the X12 number of a transaction, or for the transaction of a number."""
    rows = [row for row in _rows(standard=True) if row.number]
    row = rng.choice(rows)
    others = rng.sample([other for other in rows if other.number != row.number], 3)
    if rng.random() < 0.5:  # noqa: PLR2004  (either way round)
        prompt, right = f"Which number has this transaction: {row.name}?", row.number
        wrong = {other.number: f"{other.number} is {other.name}." for other in others}
    else:
        prompt, right = f"Which transaction has the number {row.number}?", row.name
        wrong = {other.name: f"{sentence(other.name)} is {other.number}." for other in others}
    misconceptions = [Misconception("numbers mixed up", *one) for one in wrong.items()]
    explanation = f"{sentence(row.name)} is {row.number}. It goes from {row.direction}."
    return single_choice.ask(rng, prompt, right, misconceptions, explanation, row.citation)


@family("covered_entity.yours", "hipaa-4", "hipaa-3", level=3)
def yours(rng: random.Random) -> Question:
    """Ask which standard transactions a massage practice itself sends to a plan."""
    right = rng.sample([row for row in _rows(standard=True) if row.yours], rng.choice((2, 3)))
    wrong = rng.sample([row for row in current(Transaction) if not (row.yours and row.standard)], 5 - len(right))
    names = ("a transaction of yours overlooked", "not sent by a practice to a plan")
    prompt = "Tick the standard transactions that a massage practice itself sends to a health plan."
    return _which(rng, prompt, right, wrong, names, "A practice sends to a plan")


@family("covered_entity.duties", "hipaa-21", "hipaa-10", "hipaa-12", level=3)
def duties(rng: random.Random) -> Question:
    """Ask which duties the checklist of 2013 leaves out."""

    def message(row: PrivacyDuty) -> str:
        return f"{row.duty}: the old list has {f'it as “{row.course_text}”' if row.course_text else 'nothing of it'}."

    covered = [row for row in current(PrivacyDuty) if row.who == "covered"]
    right = rng.sample([row for row in covered if row.left_out], rng.choice((2, 3)))
    wrong = rng.sample([row for row in covered if row.course_text], 5 - len(right))
    names = ("a duty left out, unseen", "a duty that the old list has")
    explanation = " ".join(f"{row.duty}: {row.do}" for row in right)
    prompt = "A covered practice follows a checklist of 2013. Tick the duties that this list leaves out."
    return multiple_choice.ask_which(
        rng, prompt, right, wrong, lambda row: row.duty, message, names, explanation, right[0].citation
    )


@family("covered_entity.whom_it_binds", "hipaa-19", "hipaa-21", level=3)
def whom_it_binds(rng: random.Random) -> Question:
    """Ask which duties bind a Washington cash practice that HIPAA does not cover."""
    rows = current(PrivacyDuty)
    right = rng.sample([row for row in rows if row.who == "Washington"], rng.choice((2, 3)))
    federal = [row for row in rows if row.who == "covered" and row.part in ("Who is in charge", "Insurers", "Sale")]
    bound = {"Washington": "every licensed therapist there", "covered": "covered entities"}
    return multiple_choice.ask_which(
        rng,
        "A cash-only massage practice in Washington is not covered by HIPAA. Tick what binds it all the same.",
        right,
        rng.sample(federal, 2),
        lambda row: row.do,
        lambda row: f"{row.duty}: that binds {bound[row.who]}.",
        ("state law overlooked", "a duty of covered practices alone"),
        "Washington's law on records and its massage rules bind a licensed therapist, covered by HIPAA or not.",
        right[0].citation,
    )
