"""Standard transactions and everyday messages (hipaa-3, hipaa-4), and privacy duties (hipaa-21)."""

import random
from collections.abc import Callable

from massage_billing.base.tables import current
from massage_billing.base.text import sentence, series
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.covered_entity import PrivacyDuty, Transaction

# Duties in privacy_duties.csv that only HIPAA has. The others resemble a duty under Washington's law. Its massage rules ask
# that records be secured in compliance with HIPAA (WAC 246-830-570), so a security official is not one of these.
ONLY_HIPAA = (
    "Privacy official", "Training", "Sanctions", "Complaints", "Six-year retention", "NPI", "Notice update of 2026",
)  # fmt: skip
PERMISSIONS_AND_CONTRACTS = ("Workers' compensation", "Medicare Advantage records for ten years")  # not HIPAA's duties
# The checklist names one person in charge, and asks only that workers know the rules, so it may be said to leave these out.
PARTLY_ON_CHECKLIST = ("Security official", "Training")
DEPENDS_ON_PATIENTS = ("L&I records for five years",)  # these bind only a practice with such patients


def _rows(*, standard: bool) -> list[Transaction]:
    return [row for row in current(Transaction) if row.standard == standard]


def _message(row: Transaction) -> str:
    return f"{sentence(row.name)}: {row.why}"


def _standard_message(row: Transaction) -> str:
    """Say first that a transaction is standard, since a practice need not be the one that sends it."""
    return f"{sentence(row.name)} is a standard transaction. {row.why}" if row.standard else _message(row)


def _which(
    rng: random.Random,
    text: str,
    right: list[Transaction],
    wrong: list[Transaction],
    names: tuple[str, str],
    rule: str,
    message: Callable[[Transaction], str] = _message,
) -> Question:
    explanation = f"{rule}: {series(row.name for row in right)}."
    return multiple_choice.ask_which(
        rng, text, right, wrong, lambda row: sentence(row.name), message, names, explanation, right[0].citation
    )


@family("covered_entity.transactions", "hipaa-4", "hipaa-3", level=1)
def transactions(rng: random.Random) -> Question:
    """Ask which of five messages are standard transactions."""
    right = rng.sample(_rows(standard=True), rng.choice((2, 3)))
    wrong = rng.sample(_rows(standard=False), 5 - len(right))
    names = ("missed a standard transaction", "confused an everyday message and a transaction")
    prompts = ("Which of these are standard transactions?", "Which of these are standard transactions under HIPAA?")
    prompt = f"{rng.choice(prompts)} Check all that apply."
    return _which(rng, prompt, right, wrong, names, "These are standard transactions", _standard_message)


@family("covered_entity.number_of", "hipaa-4", level=2)
def number_of(rng: random.Random) -> Question:
    """Ask which X12 number a transaction has, or which transaction has a given number."""
    rows = [row for row in _rows(standard=True) if row.number]
    row = rng.choice(rows)
    others = rng.sample(
        list({other.number: other for other in reversed(rows) if other.number != row.number}.values()), 3
    )
    if rng.random() < 0.5:  # noqa: PLR2004  (half of the questions ask for the number)
        prompt, right = f"What is the X12 number for this transaction: {row.name}?", row.number
        wrong = {other.number: f"{other.number} is the number for this transaction: {other.name}." for other in others}
    else:
        prompt, right = f"Which transaction has the X12 number {row.number}?", sentence(row.name)
        wrong = {sentence(other.name): f"{sentence(other.name)} has the number {other.number}." for other in others}
    misconceptions = [Misconception("confused transaction numbers", *one) for one in wrong.items()]
    explanation = f"{sentence(row.name)} has the number {row.number}. Direction: {row.direction}."
    return single_choice.ask(rng, prompt, right, misconceptions, explanation, row.citation)


@family("covered_entity.yours", "hipaa-4", "hipaa-3", level=3)
def yours(rng: random.Random) -> Question:
    """Ask which standard transactions a massage practice itself sends to a plan."""
    right = rng.sample([row for row in _rows(standard=True) if row.yours], rng.choice((2, 3)))
    wrong = rng.sample([row for row in current(Transaction) if not (row.yours and row.standard)], 5 - len(right))
    names = ("missed a transaction that a practice sends", "included something that a practice does not send to a plan")
    prompt = "Which standard transactions does a massage practice, as a provider, send to a health plan? Check all that apply."
    return _which(rng, prompt, right, wrong, names, "A practice sends these to a plan")


@family("covered_entity.duties", "hipaa-21", "hipaa-10", "hipaa-12", level=3)
def duties(rng: random.Random) -> Question:
    """Ask which duties a 2013 checklist leaves out."""

    def message(row: PrivacyDuty) -> str:
        if row.course_text:
            return f"{row.duty}: “{row.course_text}” is on the 2013 checklist."
        return f"{row.duty}: the 2013 checklist leaves this out."

    covered = [row for row in current(PrivacyDuty) if row.who == "covered"]
    right = rng.sample(
        [row for row in covered if row.left_out and row.duty not in PERMISSIONS_AND_CONTRACTS], rng.choice((2, 3))
    )
    listed = [row for row in covered if row.course_text and row.duty not in PARTLY_ON_CHECKLIST]
    wrong = rng.sample(listed, 5 - len(right))
    names = ("missed a duty that the checklist leaves out", "chose a duty that is on the checklist")
    # The first sentence of each duty; the checklist at the end of the lesson has all of them.
    explanation = " ".join(f"{row.duty}: {row.do.partition('. ')[0].removesuffix('.')}." for row in right)
    prompt = (
        "A covered practice follows a 2013 checklist. Which duties does the checklist leave out? Check all that apply."
    )
    return multiple_choice.ask_which(
        rng, prompt, right, wrong, lambda row: row.duty, message, names, explanation, right[0].citation
    )


@family("covered_entity.whom_it_binds", "hipaa-19", "hipaa-21", level=3)
def whom_it_binds(rng: random.Random) -> Question:
    """Ask which duties apply to a Washington cash practice that HIPAA does not cover."""
    rows = current(PrivacyDuty)
    state = [row for row in rows if row.who == "Washington" and row.duty not in DEPENDS_ON_PATIENTS]
    right = rng.sample(state, rng.choice((2, 3)))
    federal = [row for row in rows if row.duty in ONLY_HIPAA]
    required = {
        "Washington": "Washington law requires this",
        "covered": "HIPAA requires this, but only of covered entities",
    }
    return multiple_choice.ask_which(
        rng,
        "A cash practice in Washington is not covered by HIPAA. Which duties does the practice still have? Check all that apply.",
        right,
        rng.sample(federal, 2),
        lambda row: row.do,
        lambda row: f"{row.duty}: {required[row.who]}.",
        ("overlooked state law", "chose a duty that applies only to covered practices"),
        "In Washington, the state's laws and the massage rules apply to every licensed therapist, with or without HIPAA.",
        right[0].citation,
    )
