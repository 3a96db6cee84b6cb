"""Questions about the steps from contract to payment (claim-1)."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.questions.kinds import ordering, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import ClaimStep

SOURCE = citation("course-claims", "the steps of billing")


@family("claims.steps", "claim-1", level=2)
def steps(rng: random.Random) -> Question:
    """Ask for the order of five steps."""
    rows = current(ClaimStep)
    chosen = [rows[at] for at in sorted(rng.sample(range(len(rows)), 5))]
    numbered = " ".join(f"{number}. {row.step}." for number, row in enumerate(chosen, start=1))
    prompt = rng.choice(
        ("Put these steps in order.", "What comes first, and what comes next? Put these steps in order.")
    )
    cards = [row.step for row in chosen]
    return ordering.ask(
        rng, prompt, cards, [row.why for row in chosen[:-1]], f"The correct order is: {numbered}", SOURCE
    )


@family("claims.next_step", "claim-1", level=1)
def next_step(rng: random.Random) -> Question:
    """Ask which step comes next."""
    rows = current(ClaimStep)
    at = rng.randrange(len(rows) - 1)
    wrong = [
        Misconception("chose a step out of order", rows[other].step, f"That is step {other + 1} of {len(rows)}.")
        for other in rng.sample([other for other in range(len(rows)) if other not in (at, at + 1)], 3)
    ]
    prompt = f"You have just finished this step: “{rows[at].step}.” Which of these steps comes next?"
    explanation = f"{rows[at].why} The next step is to {rows[at + 1].step.lower()}."
    return single_choice.ask(rng, prompt, rows[at + 1].step, wrong, explanation, SOURCE)
