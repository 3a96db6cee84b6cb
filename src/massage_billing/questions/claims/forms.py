"""The claim form: which item holds what, and errors planted in a claim (claim-9, claim-10)."""

import random
from dataclasses import replace

from massage_billing.questions.claims import made
from massage_billing.questions.kinds import one_choice, several_choices
from massage_billing.questions.question import Mistake, Question, family
from massage_billing.rules.claims import LETTERS, items, review_claim
from massage_billing.rules.findings import Finding
from massage_billing.tables import cite, load
from massage_billing.words import plural, sentence


@family("claims.item_of", "claim-9", level=1)
def item_of(rng: random.Random) -> Question:
    """Ask which item of the form holds something."""
    row, *others = rng.sample(load("claim_items"), 4)
    wrong = [
        Mistake("another item", f"Item {other['item']}", f"Item {other['item']} holds {other['name']}.")
        for other in others
    ]
    prompt = rng.choice(
        (f"Which item of the claim form holds {row['name']}?", f"Where on the claim form goes {row['name']}?")
    )
    return one_choice(
        rng, prompt, f"Item {row['item']}", wrong, f"Item {row['item']}: {row['name']}. {row['what']}", cite(row)
    )


@family("claims.what_goes_in", "claim-9", level=2)
def what_goes_in(rng: random.Random) -> Question:
    """Ask what goes into an item, against the slip that is often made."""
    row, *others = rng.sample(load("claim_items"), 3)
    wrong = [Mistake("the usual slip", row["slip"], f"That is a common slip in item {row['item']}.")]
    wrong += [
        Mistake("another item", other["what"], f"That goes into item {other['item']}, {other['name']}.")
        for other in others
    ]
    prompt = f"Item {row['item']} holds {row['name']}. What do you put there?"
    return one_choice(rng, prompt, row["what"], wrong, f"{sentence(row['name'])}: {row['what']}", cite(row))


def on_paper(claim: made.Claim) -> tuple[tuple[str, str], ...]:
    """Return a claim, its note and its papers, line by line, as a question shows them."""
    items_of = {
        item: sentence(items()[item]["name"]) for item in ("1a", "2", "3", "12", "17", "17b", "23", "25", "33a")
    }
    top = [(f"{item} {name}", claim[items()[item]["field"]] or "(empty)") for item, name in items_of.items()]
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


def _shown(found: Finding) -> tuple[str, str]:
    row = next(row for row in load("claim_checks") if row["id"] == found.check)
    return row["source"], row["pinpoint"]


@family("claims.planted", "claim-10", level=2)
def planted(rng: random.Random) -> Question:
    """Ask what a clearinghouse would find in a claim with one planted error, or with none."""
    whole = made.claim(rng)
    check = rng.choice([*made.PLANTS, ""])
    shown = made.planted(rng, whole, check) if check else whole
    found = review_claim(shown)
    right = GROUPS[check] if check else CLEAN
    others = rng.sample([one for one in made.PLANTS if one != check], 2)
    wrong = [
        Mistake("an error seen that is not there", GROUPS[one], "Look again at that part: it holds.") for one in others
    ]
    if check:
        wrong.append(Mistake("an error overlooked", CLEAN, "One part of it would come back."))
        explanation, cite = f"{found[0].problem} {found[0].fix}", _shown(found[0])
    else:
        wrong.append(Mistake("an error seen that is not there", GROUPS["total"], "Look again at that part: it holds."))
        explanation, cite = "Every item holds, so it can go out.", ("nucc-1500", "items 1 to 33")
    prompt = "You are the clearinghouse. This claim comes in. What do you find?"
    question = one_choice(rng, prompt, right, wrong, explanation, cite)
    return replace(
        question,
        exhibit=on_paper(shown),
        objectives=("claim-10", "claim-3") if check.startswith("rx") else ("claim-10", "claim-9"),
    )


APART = ("npi_malformed", "units", "pointer_missing", "total", "late", "rx_expired", "dx_not_valid")


@family("claims.planted_several", "claim-10", "claim-9", level=3)
def planted_several(rng: random.Random) -> Question:
    """Ask for every error planted in a claim."""
    shown = made.claim(rng)
    for check in rng.sample(APART, 2):
        shown = made.planted(rng, shown, check)
    found = {one.check: one for one in review_claim(shown)}
    told = [Mistake("an error overlooked", GROUPS[check], one.problem) for check, one in found.items()]
    told += [
        Mistake("an error seen that is not there", GROUPS[check], f"“{GROUPS[check]}” Look again: it holds.")
        for check in rng.sample([one for one in made.PLANTS if one not in found], 5 - len(told))
    ]
    explanation = " ".join(f"{one.problem} {one.fix}" for one in found.values())
    prompt = "You are the clearinghouse. This claim comes in. Tick everything that you find."
    right = {GROUPS[check] for check in found}
    question = several_choices(rng, prompt, right, told, explanation, _shown(next(iter(found.values()))))
    return replace(question, exhibit=on_paper(shown))
