"""The way from contract to payment, step by step (claim-1, and what each step is for: claim-4 to claim-6)."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.questions.kinds import ordering, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import ClaimStep

SOURCE = citation("course-claims", "the steps of billing")


@family("claims.steps", "claim-1", level=2)
def steps(rng: random.Random) -> Question:
    """Ask for some steps in their order."""
    rows = current(ClaimStep)
    chosen = [rows[at] for at in sorted(rng.sample(range(len(rows)), 5))]
    numbered = " ".join(f"{number}. {row.step}." for number, row in enumerate(chosen, start=1))
    prompt = rng.choice(("Put these steps in order.", "In which order does it go? Put the steps in order."))
    cards = [row.step for row in chosen]
    return ordering.ask(rng, prompt, cards, [row.why for row in chosen[:-1]], f"The order: {numbered}", SOURCE)


@family("claims.next_step", "claim-1", level=1)
def next_step(rng: random.Random) -> Question:
    """Ask which step comes right after another."""
    rows = current(ClaimStep)
    at = rng.randrange(len(rows) - 1)
    wrong = [
        Misconception("a step too early or too late", rows[other].step, f"That is step {other + 1} of {len(rows)}.")
        for other in rng.sample([other for other in range(len(rows)) if other not in (at, at + 1)], 3)
    ]
    prompt = f"You have just done this: {rows[at].step.lower()}. Which of these comes next?"
    explanation = f"{rows[at].why} Next: {rows[at + 1].step.lower()}."
    return single_choice.ask(rng, prompt, rows[at + 1].step, wrong, explanation, SOURCE)
