"""The claim form: which item holds what, and errors planted in a claim (claim-9, claim-10)."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, sentence
from massage_billing.questions.banks.claims import synthetic_claims
from massage_billing.questions.banks.claims.synthetic_claims import PLANTS, Claim
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import LETTERS, ClaimItem, items
from massage_billing.rules.claims.review import review_claim


@family("claims.item_of", "claim-9", level=1)
def item_of(rng: random.Random) -> Question:
    """Ask which item of the form holds something."""
    row, *others = rng.sample(current(ClaimItem), 4)
    wrong = [Misconception("another item", f"Item {one.item}", f"Item {one.item} holds {one.name}.") for one in others]
    prompts = (f"Which item of the claim form holds {row.name}?", f"Where on the claim form goes {row.name}?")
    explanation = f"Item {row.item}: {row.name}. {row.what}"
    return single_choice.ask(rng, rng.choice(prompts), f"Item {row.item}", wrong, explanation, row.citation)


@family("claims.what_goes_in", "claim-9", level=2)
def what_goes_in(rng: random.Random) -> Question:
    """Ask what goes into an item, against the error that is often made."""
    row, *others = rng.sample(current(ClaimItem), 3)
    wrong = [Misconception("the usual slip", row.common_error, f"That is a common slip in item {row.item}.")]
    wrong += [Misconception("another item", one.what, f"That goes into item {one.item}, {one.name}.") for one in others]
    prompt = f"Item {row.item} holds {row.name}. What do you put there?"
    return single_choice.ask(rng, prompt, row.what, wrong, f"{sentence(row.name)}: {row.what}", row.citation)


def exhibit_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return a claim, its note and its documents, line by line."""

    def shown(*numbers: str) -> list[tuple[str, str]]:
        rows = [items()[number] for number in numbers]
        return [(f"{row.item} {sentence(row.name)}", claim[row.field] or "(empty)") for row in rows]

    ordered, payer = claim["prescription"], claim["payer"]
    visits = f"{ordered['visits']} visits in {ordered['weeks']} weeks, {ordered['used']} used before"
    return (
        *shown("1a", "2", "3", "12", "17", "17b"),
        ("21 The diagnosis codes", ", ".join(map(" ".join, zip(LETTERS, claim["diagnoses"], strict=False)))),
        *shown("23", "25", "33a"),
        *((f"24, line {number}", _line(line)) for number, line in enumerate(claim["lines"], start=1)),
        ("28 The total charge", f"${claim['total']}"),
        ("31 Signed on", claim["signed"]),
        ("Prescription", f"from {ordered['start']}, {visits}"),
        ("Contract", f"file within {payer['filing_days']} days; review after {payer['reviewed_after']} visits"),
    )


def _line(line: Claim) -> str:
    billed = f"{plural(line['units'], 'unit')}, ${line['charge']}"
    pointer, minutes = line["pointer"] or "(empty)", plural(line["minutes"], "minute")
    return f"{line['date']}, code {line['code']}, pointer {pointer}, {billed}; in the note: {minutes}"


ERRORS = {
    "missing": "An item is empty",
    "code_unknown": "A procedure code has a slip",
    "code_not_valid": "A procedure code was not valid on the day",
    "units": "The units do not fit the minutes",
    "untimed_units": "An untimed code has several units",
    "pair": "Two codes that need a closer look",
    "dx_not_valid": "A diagnosis code was not valid on the day",
    "pointer_empty": "A pointer points to no diagnosis",
    "pointer_missing": "A pointer is missing",
    "rx_expired": "The prescription had ended",
    "rx_used_up": "The prescription was used up",
    "review_due": "The review was due, with no number",
    "npi_malformed": "An NPI is not well formed",
    "future": "The visit lies after the signature",
    "late": "It is filed too late",
    "total": "The total is not the sum",
}
CLEAN = "Nothing: send it"
OVERLOOKED, NOT_THERE = "an error overlooked", "an error seen that is not there"
ASKED = "You are the clearinghouse. This claim comes in."


@family("claims.planted", "claim-10", level=2)
def planted(rng: random.Random) -> Question:
    """Ask what a clearinghouse would find in a claim with one planted error, or with none."""
    claim = synthetic_claims.claim(rng)
    check = rng.choice([*PLANTS, ""])
    if check:
        claim = synthetic_claims.planted(rng, claim, check)
    others = rng.sample([one for one in PLANTS if one != check], 2)
    if check:
        found = review_claim(claim)[0]
        right, explanation, source = ERRORS[check], f"{found.problem} {found.fix}", found.source
    else:
        others.append("total")
        right, explanation = CLEAN, "Every item holds, so it can go out."
        source = citation("nucc-1500", "items 1 to 33")
    answers = [Misconception(NOT_THERE, ERRORS[one], "Look again at that part: it holds.") for one in others]
    answers.append(Misconception(OVERLOOKED, CLEAN, "One part of it would come back."))  # left out where it is right
    objectives = ("claim-10", "claim-3") if check.startswith("rx") else ("claim-10", "claim-9")
    prompt, exhibit = f"{ASKED} What do you find?", exhibit_of(claim)
    return single_choice.ask(rng, prompt, right, answers, explanation, source, exhibit=exhibit, objectives=objectives)


APART = ("npi_malformed", "units", "pointer_missing", "total", "late", "rx_expired", "dx_not_valid")


@family("claims.planted_several", "claim-10", "claim-9", level=3)
def planted_several(rng: random.Random) -> Question:
    """Ask for every error planted in a claim."""
    claim = synthetic_claims.claim(rng)
    for check in rng.sample(APART, 2):
        claim = synthetic_claims.planted(rng, claim, check)
    found = {one.check: one for one in review_claim(claim)}
    others = rng.sample([one for one in PLANTS if one not in found], 5 - len(found))
    return multiple_choice.ask_which(
        rng,
        f"{ASKED} Tick everything that you find.",
        right=list(found),
        wrong=others,
        choice=lambda one: ERRORS[one],
        message=lambda one: found[one].problem if one in found else f"“{ERRORS[one]}” Look again: it holds.",
        names=(OVERLOOKED, NOT_THERE),
        explanation=" ".join(f"{one.problem} {one.fix}" for one in found.values()),
        source=next(iter(found.values())).source,
        exhibit=exhibit_of(claim),
    )
