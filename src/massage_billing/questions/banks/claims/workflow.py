"""Questions about the steps from contract to payment (claim-1)."""

import random
from itertools import combinations

from massage_billing.base.tables import citation, current
from massage_billing.base.text import in_sentence
from massage_billing.questions.kinds import ordering, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import ClaimStep

SOURCE = citation("course-claims", "the steps of billing")
# Practices do the steps of one set in different orders, so no question has two of them in one order only.
BEFORE_THE_VISIT = {
    "Get the prescription", "Check eligibility and benefits", "Complete the intake", "Give the privacy notice",
}  # fmt: skip
THE_CLAIM = {
    "Choose codes and count units", "Fill out the claim form", "Check the claim and send it",
    "Read the explanation of benefits", "Bill the patient's share, or respond to a denial",
}  # fmt: skip
THE_END = {"Report to the doctor", "End care, or get a new prescription"}


def in_any_order(one: str, other: str) -> bool:
    """Return whether practices do two steps in different orders.

    >>> in_any_order("Complete the intake", "Give the privacy notice"), in_any_order("Treat the patient", "Write the session note")
    (True, False)
    """
    both = {one, other}
    return both <= BEFORE_THE_VISIT or bool(both & THE_CLAIM and both & THE_END)


@family("claims.steps", "claim-1", level=2)
def steps(rng: random.Random) -> Question:
    """Ask for the order of five steps."""
    rows = current(ClaimStep)
    while True:
        chosen = [rows[at] for at in sorted(rng.sample(range(len(rows)), 5))]
        if not any(in_any_order(one.step, other.step) for one, other in combinations(chosen, 2)):
            break
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
    at = rng.randrange(len(rows) - len(THE_END) - 1)  # after a report, care can end or go on
    after = rows[at + 1]
    wrong = [
        Misconception("chose a step out of order", rows[other].step, f"That is step {other + 1} of {len(rows)}.")
        for other in rng.sample(
            [
                other
                for other, row in enumerate(rows)
                if other not in (at, at + 1) and not in_any_order(row.step, after.step)
            ],
            3,
        )
    ]
    prompt = f"You have just finished this step: “{rows[at].step}.” Which of these steps comes next?"
    explanation = f"The next step is to {in_sentence(after.step)}. {after.why}"
    return single_choice.ask(rng, prompt, after.step, wrong, explanation, after.citation)
