"""The way from contract to payment, step by step (claim-1, and what each step is for: claim-4 to claim-6)."""

import random

from massage_billing.questions.kinds import one_choice, ordering
from massage_billing.questions.question import Mistake, Question, family
from massage_billing.tables import load

CITE = ("course-claims", "the steps of billing")


@family("claims.steps", "claim-1", level=2)
def steps(rng: random.Random) -> Question:
    """Ask for some steps in their order."""
    rows = load("claim_steps")
    picked = sorted(rng.sample(range(len(rows)), 5))
    chosen = [rows[at] for at in picked]
    told = " ".join(f"{number}. {row['step']}." for number, row in enumerate(chosen, start=1))
    prompt = rng.choice(("Put these steps in order.", "In which order does it go? Put the steps in order."))
    cards = [row["step"] for row in chosen]
    return ordering(rng, prompt, cards, [row["why"] for row in chosen[:-1]], f"The order: {told}", CITE)


@family("claims.next_step", "claim-1", level=1)
def next_step(rng: random.Random) -> Question:
    """Ask which step comes right after another."""
    rows = load("claim_steps")
    at = rng.randrange(len(rows) - 1)
    others = rng.sample([row for number, row in enumerate(rows) if number not in (at, at + 1)], 3)
    wrong = [
        Mistake("a step too early or too late", row["step"], f"That is step {rows.index(row) + 1} of {len(rows)}.")
        for row in others
    ]
    prompt = f"You have just done this: {rows[at]['step'].lower()}. Which of these comes next?"
    explanation = f"{rows[at]['why']} Next: {rows[at + 1]['step'].lower()}."
    return one_choice(rng, prompt, rows[at + 1]["step"], wrong, explanation, CITE)
