"""Questions about the steps from contract to payment (claim-1)."""

import random
from itertools import combinations

from massage_billing.base.tables import citation, current
from massage_billing.base.text import in_sentence
from massage_billing.questions.kinds import ordering, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import ClaimStep

SOURCE = citation("course-claims", "the steps of billing")
TOO_EARLY = "reversed the order"
# Practices do the steps of one set in different orders, so no question has two of them in one order only.
BEFORE_THE_VISIT = {
    "Get the prescription", "Check eligibility and benefits", "Complete the intake", "Give the privacy notice",
}  # fmt: skip
THE_CLAIM = {
    "Choose codes and count units", "Fill out the claim form", "Check the claim and send it",
    "Read the explanation of benefits", "Bill the patient's share, or respond to a denial",
}  # fmt: skip
THE_END = {"Report to the doctor", "End care, or get a new prescription"}

# What a practice does in each step, in the order of claim_steps.csv.
ACTIONS = (
    ("Join the plan's network", "Accept the plan's fee schedule", "Sign the plan's agreement", "Apply to the plan as a provider"),
    ("Receive the doctor's order", "Get the diagnosis from the doctor", "Read how many visits were ordered", "Ask the doctor for a prescription"),
    ("Ask the plan about massage", "Ask the plan how many visits are left", "Check that the coverage is active", "Ask what the patient will owe"),
    ("Copy the insurance card", "Ask what caused the pain", "Collect the health history", "Ask who holds the policy"),
    ("Hand over the privacy notice", "Explain the Notice of Privacy Practices", "Ask the patient to sign for the notice", "Note that the patient has the notice"),
    ("Work on the neck for 40 minutes", "Give the massage that was ordered", "Treat the shoulder, and time it", "Do 30 minutes of manual therapy"),
    ("Write down the minutes and the measure", "Record what you found today", "Sign the note of the visit", "Note how far the head turns"),
    ("Turn the minutes into units", "Choose 97124 or 97140 from the note", "Count units by the payer's method", "Find the code for the work in the note"),
    ("Enter the units in item 24G", "Enter the NPIs on the form", "Add up the charges in item 28", "Enter the diagnosis in item 21"),
    ("Send the claim to the clearinghouse", "Look for errors, and send the claim", "Send the claim on the plan's website", "Read that the plan accepted the claim"),
    ("See what the plan allowed and paid", "Open the EOB", "Find the group codes on the EOB", "Read why a line was not paid"),
    ("Bill the patient for the PR amount", "Appeal the line that was denied", "Collect the coinsurance", "Correct the line that was denied"),
    ("Send the doctor a progress report", "Tell the doctor how the measures changed", "Suggest to the doctor what comes next", "Report after the sixth visit"),
    ("End care at the goal", "Get an order for more visits", "End care, since nothing improves", "Ask for a new prescription"),
)  # fmt: skip

ORDER_FRAMES = (
    "{p} has a new patient with insurance. Put these steps in order, the first step on top.",
    "A new clinic in Spokane writes a checklist for insured visits. What is the order of these five steps?",
    "{p} trains a colleague at the front desk. In which order do these steps come?",
    "{p} studies for an exam on billing with these cards. Put them in order.",
    "{p}'s first insured patient calls on Monday. In which order does {p} do these five things?",
    "Two therapists share an office and a list of tasks. Put these five tasks in order.",
    "{p} wants to know why claims are paid late, and lists the steps. What is their order?",
    "A billing service asks {p} how the practice works. Put these steps in order, from the contract to the end of care.",
    "{p} returns to work after a year and reviews the process. Put these five steps in order.",
    "{p} makes a poster about billing. In which order do these five steps go?",
)


def in_any_order(one: str, other: str) -> bool:
    """Return whether practices do two steps in different orders.

    >>> in_any_order("Complete the intake", "Give the privacy notice"), in_any_order("Treat the patient", "Write the session note")
    (True, False)
    """
    both = {one, other}
    return both <= BEFORE_THE_VISIT or both <= THE_END or bool(both & THE_CLAIM and both & THE_END)


@family(
    "claims.steps",
    "claim-1",
    level=2,
    depth="apply",
    hint="Group the cards first: before the visit, the visit, the claim, and after the claim.",
)
def steps(rng: random.Random) -> Question:
    """Ask for the order of five things that a practice does."""
    rows = current(ClaimStep)
    while True:
        chosen = sorted(rng.sample(range(len(rows)), 5))
        if not any(in_any_order(rows[one].step, rows[other].step) for one, other in combinations(chosen, 2)):
            break
    cards = [rng.choice(ACTIONS[at]) for at in chosen]
    numbered = " ".join(f"{number}. {card}." for number, card in enumerate(cards, start=1))
    prompt = rng.choice(ORDER_FRAMES).format(p=people(rng, 1)[0])
    return ordering.ask(
        rng, prompt, cards, [rows[at].why for at in chosen[:-1]], f"The correct order is: {numbered}", SOURCE
    )


STORIES = (  # what has just happened, for each step that is finished
    (
        "Sam has signed her first contract with a plan. {p} asks for insured visits, and has not seen a doctor about the pain.",
        "{t} is in the network now. {p} calls: the pain is new, and nobody has ordered massage.",
    ),
    (
        "{p} brings an order for 8 visits. {p}'s intake and privacy notice are done, and nobody has spoken with the plan.",
        "The doctor's office faxes {t} a complete order for {p}. The plan is one that {t} has a contract with.",
    ),
    (
        "The plan says that {p} has 9 visits left. {p} sits down in the waiting room for the first time, with the notice in hand.",
        "{t} has the order, and knows what the plan pays. {p} arrives ten minutes early and shows a card.",
    ),
    (
        "{p} has given the health history and the card. {t} has the order and the plan's answers. It is {p}'s first visit.",
        "Order, benefits, and intake are complete for {p}, a new patient. {t} has not yet talked about privacy.",
    ),
    (
        "The order, the benefits, and the intake are done. {p} has the privacy notice, and signed for it.",
        "{p} has read the privacy notice, the last of the forms. {t} leads the way to the room.",
    ),
    (
        "{p}'s massage is over: 38 minutes of manual therapy. {p} gets dressed, and {t} has a free half hour.",
        "{t} has just treated {p}'s shoulder, and looks at the clock: 3:40. The chart is still empty for today.",
    ),
    (
        "{t} has signed the note: 97140, 38 minutes, head turn 40 degrees. Billing has not begun.",
        "The chart shows what {t} did for {p} today, where, and for how long. Next, {t} turns to the billing.",
    ),
    (
        "{t} finds that {p}'s 38 minutes are 3 units of 97140. The rest of the claim is still blank.",
        "The code and the units of {p}'s visit are clear. The card, the order, and the note are on the desk.",
    ),
    (
        "{t} has filled in each item of {p}'s claim, from the card to the signature. It is still on the screen.",
        "{p}'s claim is complete, with a total of $135. So far, nobody but {t} has seen it.",
    ),
    (
        "The report says that the plan has accepted {p}'s claim. Two weeks later, a letter with amounts arrives from the plan.",
        "{p}'s claim had no errors, and it went out on Monday. Now the plan's answer is in {t}'s mailbox.",
    ),
    (
        "{t} sees on the EOB that the plan paid $64 and that {p} owes $16 with the code PR-2.",
        "{p}'s EOB shows one line paid and one line with CO-16. {t} has read both.",
    ),
)


@family(
    "claims.next_step",
    "claim-1",
    level=1,
    depth="apply",
    hint="Look for what is finished, and ask what the practice cannot do without the next piece.",
)
def next_step(rng: random.Random) -> Question:
    """Ask which step comes next for a patient."""
    rows = current(ClaimStep)
    at = rng.randrange(len(rows) - len(THE_END) - 1)  # after a report, care can end or go on
    after = rows[at + 1]
    others = [
        other for other, row in enumerate(rows) if other not in (at, at + 1) and not in_any_order(row.step, after.step)
    ]
    wrong = [
        Misconception(
            TOO_EARLY if other > at else "",
            rows[other].step,
            f"That is step {other + 1} of {len(rows)}. It is not the next one.",
        )
        for other in rng.sample(others, 3)
    ]
    patient, therapist = people(rng, 2)
    prompt = f"{rng.choice(STORIES[at]).format(p=patient, t=therapist)} Which of these steps is next?"
    explanation = f"Step {at + 1} is done: {in_sentence(rows[at].step)}. The next step is to {in_sentence(after.step)}. {after.why}"
    return single_choice.ask(rng, prompt, after.step, wrong, explanation, after.citation)
