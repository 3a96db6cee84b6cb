"""The claim form: which item holds what, and errors planted in a claim (claim-9, claim-10)."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, sentence
from massage_billing.questions.banks.claims import synthetic_claims
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import LETTERS, ClaimItem, items
from massage_billing.rules.claims.review import review_claim


@family("claims.item_of", "claim-9", level=1)
def item_of(rng: random.Random) -> Question:
    """Ask which item of the form holds something."""
    row, *others = rng.sample(current(ClaimItem), 4)
    wrong = [
        Misconception("another item", f"Item {other.item}", f"Item {other.item} holds {other.name}.")
        for other in others
    ]
    prompt = rng.choice(
        (f"Which item of the claim form holds {row.name}?", f"Where on the claim form goes {row.name}?")
    )
    return single_choice.ask(
        rng, prompt, f"Item {row.item}", wrong, f"Item {row.item}: {row.name}. {row.what}", row.citation
    )


@family("claims.what_goes_in", "claim-9", level=2)
def what_goes_in(rng: random.Random) -> Question:
    """Ask what goes into an item, against the error that is often made."""
    row, *others = rng.sample(current(ClaimItem), 3)
    wrong = [Misconception("the usual slip", row.common_error, f"That is a common slip in item {row.item}.")]
    wrong += [
        Misconception("another item", other.what, f"That goes into item {other.item}, {other.name}.")
        for other in others
    ]
    prompt = f"Item {row.item} holds {row.name}. What do you put there?"
    return single_choice.ask(rng, prompt, row.what, wrong, f"{sentence(row.name)}: {row.what}", row.citation)


def exhibit_of(claim: synthetic_claims.Claim) -> tuple[tuple[str, str], ...]:
    """Return a claim, its note and its documents, line by line."""
    items_of = {item: sentence(items()[item].name) for item in ("1a", "2", "3", "12", "17", "17b", "23", "25", "33a")}
    top = [(f"{item} {name}", claim[items()[item].field] or "(empty)") for item, name in items_of.items()]
    letters = ", ".join(f"{letter} {dx}" for letter, dx in zip(LETTERS, claim["diagnoses"], strict=False))
    lines = [
        (
            f"24, line {number}",
            f"{line['date']}, code {line['code']}, pointer {line['pointer'] or '(empty)'}, {plural(line['units'], 'unit')}, "
            f"${line['charge']}; in the note: {plural(line['minutes'], 'minute')}",
        )
        for number, line in enumerate(claim["lines"], start=1)
    ]
    paper, payer = claim["prescription"], claim["payer"]
    beside = (
        ("28 The total charge", f"${claim['total']}"),
        ("31 Signed on", claim["signed"]),
        ("Prescription", f"from {paper['start']}, {paper['visits']} visits in {paper['weeks']} weeks, {paper['used']} used before"),
        ("Contract", f"file within {payer['filing_days']} days; review after {payer['reviewed_after']} visits"),
    )  # fmt: skip
    return (*top[:6], ("21 The diagnosis codes", letters), *top[6:], *lines, *beside)


GROUPS = {
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


@family("claims.planted", "claim-10", level=2)
def planted(rng: random.Random) -> Question:
    """Ask what a clearinghouse would find in a claim with one planted error, or with none."""
    whole = synthetic_claims.claim(rng)
    check = rng.choice([*synthetic_claims.PLANTS, ""])
    shown = synthetic_claims.planted(rng, whole, check) if check else whole
    found = review_claim(shown)
    right = GROUPS[check] if check else CLEAN
    others = rng.sample([one for one in synthetic_claims.PLANTS if one != check], 2)
    wrong = [
        Misconception("an error seen that is not there", GROUPS[one], "Look again at that part: it holds.")
        for one in others
    ]
    if check:
        wrong.append(Misconception("an error overlooked", CLEAN, "One part of it would come back."))
        explanation, source = f"{found[0].problem} {found[0].fix}", found[0].source
    else:
        wrong.append(
            Misconception("an error seen that is not there", GROUPS["total"], "Look again at that part: it holds.")
        )
        explanation, source = "Every item holds, so it can go out.", citation("nucc-1500", "items 1 to 33")
    prompt = "You are the clearinghouse. This claim comes in. What do you find?"
    objectives = ("claim-10", "claim-3") if check.startswith("rx") else ("claim-10", "claim-9")
    return single_choice.ask(
        rng, prompt, right, wrong, explanation, source, exhibit=exhibit_of(shown), objectives=objectives
    )


APART = ("npi_malformed", "units", "pointer_missing", "total", "late", "rx_expired", "dx_not_valid")


@family("claims.planted_several", "claim-10", "claim-9", level=3)
def planted_several(rng: random.Random) -> Question:
    """Ask for every error planted in a claim."""
    shown = synthetic_claims.claim(rng)
    for check in rng.sample(APART, 2):
        shown = synthetic_claims.planted(rng, shown, check)
    found = {one.check: one for one in review_claim(shown)}
    about = [Misconception("an error overlooked", GROUPS[check], one.problem) for check, one in found.items()]
    about += [
        Misconception("an error seen that is not there", GROUPS[check], f"“{GROUPS[check]}” Look again: it holds.")
        for check in rng.sample([one for one in synthetic_claims.PLANTS if one not in found], 5 - len(about))
    ]
    explanation = " ".join(f"{one.problem} {one.fix}" for one in found.values())
    prompt = "You are the clearinghouse. This claim comes in. Tick everything that you find."
    right = {GROUPS[check] for check in found}
    source = next(iter(found.values())).source
    return multiple_choice.ask(rng, prompt, right, about, explanation, source, exhibit=exhibit_of(shown))
