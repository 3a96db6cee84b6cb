"""Questions about the claim form: what goes in each item, and the errors in a claim (claim-9, claim-10)."""

import random
from collections.abc import Sequence

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural
from massage_billing.questions.banks.claims import synthetic_claims
from massage_billing.questions.banks.claims.synthetic_claims import PLANTS, Claim
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.claims.claim_form import LETTERS, ClaimItem, items, on_the_form
from massage_billing.rules.claims.findings import as_label, display_date
from massage_billing.rules.claims.review import review_claim

OTHER_ITEM = "confused two claim form items"
# Items that can have the same content, so that no question has both: on a home visit, the patient's home is the service
# location, and a therapist who works alone may have one NPI.
SAME_CONTENT = ({"5", "32"}, {"24B", "32"}, {"24J", "33a"})


WHERE_FRAMES = (
    "Which item of the claim form is for {name}?",
    "Where on the claim form do you enter {name}?",
    "{p} fills out a claim and looks for the item for {name}. Which item is it?",
    "A payer asks {p} to correct the item for {name}. Which item is it?",
    "A clearinghouse report names the item for {name}. Which item does {p} correct?",
    "{p} trains a new biller, and points to the item for {name}. Which item is it?",
    "In a practice claim, one item is still empty: the one for {name}. Which item is that?",
    "{p} draws the form from memory. Which number does the item for {name} have?",
)


@family(
    "claims.item_of",
    "claim-9",
    level=1,
    depth="recall",
    hint="Items 1 to 13 are about the patient, 14 to 23 about the visit, 24 about the lines, and 25 to 33 about the provider.",
)
def item_of(rng: random.Random) -> Question:
    """Ask which item of the claim form is for a piece of information."""
    row, *others = _apart(rng, 4)
    wrong = [Misconception(OTHER_ITEM, f"Item {one.item}", f"Item {one.item} is for {one.name}.") for one in others]
    prompt = rng.choice(WHERE_FRAMES).format(name=row.name, p=people(rng, 1)[0])
    explanation = f"Item {row.item} is for {row.name}. Enter this: {row.what}"
    return single_choice.ask(rng, prompt, f"Item {row.item}", wrong, explanation, row.citation)


ENTER_FRAMES = (
    "Item {item} is for {name}. What do you enter?",
    "Item {item} is for {name}. {p} has the card, the order, and the note. What belongs there?",
    "Item {item} is for {name}. It is empty on {p}'s claim. What should it say?",
    "Item {item} is for {name}. {p} asks what to write there. What do you answer?",
)


@family(
    "claims.what_goes_in",
    "claim-9",
    level=2,
    depth="recall",
    hint="Read the item's name word by word: whose number, date, or name does it ask for?",
)
def what_goes_in(rng: random.Random) -> Question:
    """Ask what to enter in an item; one wrong choice is a common error."""
    row, *others, spare = _apart(rng, 4)
    if any(word in row.common_error for word in ADMITS):
        others.append(spare)
        wrong = []
    else:
        wrong = [Misconception("", row.common_error, f"That is a common error in item {row.item}.")]
    wrong += [Misconception(OTHER_ITEM, one.what, f"That goes in item {one.item}, {one.name}.") for one in others]
    prompt = rng.choice(ENTER_FRAMES).format(item=row.item, name=row.name, p=people(rng, 1)[0])
    explanation = f"Item {row.item} is for {row.name}. Enter this: {row.what}"
    return single_choice.ask(rng, prompt, row.what, wrong, explanation, row.citation)


def _apart(rng: random.Random, count: int) -> list[ClaimItem]:
    """Return a random item, and others of the same part of the form. No two of them can have the same content."""
    first = rng.choice(current(ClaimItem))
    others = [row for row in current(ClaimItem) if row.part == first.part and row != first]
    while True:
        rows = [first, *rng.sample(others, count - 1)]
        if not any(pair <= {row.item for row in rows} for pair in SAME_CONTENT):
            return rows


# The words of an error that says that it is one.
ADMITS = ("Nothing", "nobody", "although", "even", "No to all", "when ", "does not belong", "empty")


EMPTY = "(empty)"


def label(item: str) -> str:
    """Return an item of the claim form as a learner reads it.

    >>> label("24G")
    '24G Units'
    """
    return f"{item} {as_label(items()[item].name)}"


def exhibit_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return a claim, its session note, and its documents as named lines."""

    def shown(*numbers: str) -> list[tuple[str, str]]:
        rows = [items()[number] for number in numbers]
        return [(label(row.item), _shown(row, claim[row.field]) or EMPTY) for row in rows]

    ordered, payer = claim["prescription"], claim["payer"]
    visits = f"{ordered['visits']} visits in {ordered['weeks']} weeks, {ordered['used']} used before this visit"
    terms = f"file within {payer['filing_days']} days; review after {payer['reviewed_after']} visits"
    return (
        *shown("1a", "2", "3", "12", "17", "17b"),
        (label("21"), _diagnoses(claim["diagnoses"])),
        *shown("23", "25", "33a"),
        *((f"24 Line {number}", _line(line)) for number, line in enumerate(claim["lines"], start=1)),
        (label("28"), f"${claim['total']}"),
        ("31 Date signed", display_date(claim["signed"])),
        ("Prescription", f"dated {display_date(ordered['start'])}, {visits}"),
        ("Contract", f"{terms}; unit counts and code edits follow Medicare"),
    )


def _shown(row: ClaimItem, value: str) -> str:
    return display_date(value) if row.field == "birth_date" else value  # an NPI has ten digits, as some dates do


def _diagnoses(codes: Sequence[str]) -> str:
    listed = ", ".join(f"{letter} {on_the_form(code)}" for letter, code in zip(LETTERS, codes, strict=False))
    return f"ICD 0, {listed}"


def _line(line: Claim) -> str:
    billed = f"{plural(line['units'], 'unit')}, ${line['charge']}"
    pointer, minutes = line["pointer"] or EMPTY, plural(line["minutes"], "minute")
    return f"{display_date(line['date'])}, code {line['code']}, pointer {pointer}, {billed}; session note: {minutes}"


ERRORS = {
    "missing": "A required item is empty",
    "code_unknown": "A procedure code has a typo",
    "code_not_valid": "A procedure code was not valid on the date of service",
    "units": "The units do not match the minutes",
    "untimed_units": "An untimed code has more than one unit",
    "pair": "97124 and 97140 are on the same date without a modifier",
    "dx_not_valid": "A diagnosis code was not valid on the date of service",
    "pointer_empty": "A pointer names a diagnosis that is not listed",
    "pointer_missing": "A diagnosis pointer is missing",
    "rx_expired": "The prescription had expired",
    "rx_used_up": "The prescription had no visits left",
    "review_due": "A required authorization number is missing",
    "npi_malformed": "An NPI is not well formed",
    "future": "The visit is dated after the signature",
    "late": "The claim was filed too late",
    "total": "The total does not match the charges",
}
# The choices that can be defended for one error, so that no question has both. A code that was not valid can look like a typo.
ALSO_TRUE = (
    {"missing", "pointer_missing"},
    {"missing", "review_due"},
    {"code_unknown", "code_not_valid"},
    {"units", "untimed_units"},
    {"rx_used_up", "review_due"},
)
CLEAN = "The claim has no errors and is ready to send"
OVERLOOKED = NOT_THERE = ""  # overlooking something is not a belief
ASKED = "You check this claim against its documents."


@family(
    "claims.planted",
    "claim-10",
    level=2,
    depth="analyze",
    hint="Check in turn: empty items, dates in order, units against minutes, pointers against diagnoses, and the sum.",
)
def planted(rng: random.Random) -> Question:
    """Ask what a check finds in a claim that has one error or none."""
    claim = synthetic_claims.claim(rng)
    check = rng.choice([*PLANTS, ""])
    if check:
        claim = synthetic_claims.planted(rng, claim, check)
    others = rng.sample(_not_there({check}), 2)
    if check:
        found = review_claim(claim)[0]
        right, explanation, source = ERRORS[check], f"{found.problem} {found.fix}", found.source
    else:
        others += ["total"] * ("total" not in others)
        right, explanation = CLEAN, "Every item is correct, so you can send the claim to the plan."
        source = citation("nucc-1500", "items 1 to 33")
    answers = [
        Misconception(NOT_THERE, ERRORS[one], "Check that part of the claim again. It is correct.") for one in others
    ]
    # Dropped if the claim really has no errors.
    answers.append(Misconception(OVERLOOKED, CLEAN, "This claim has an error. Check each item again."))
    objectives = ("claim-10", "claim-3") if check.startswith("rx") else ("claim-10", "claim-9")
    prompt, exhibit = f"{ASKED} What do you find?", exhibit_of(claim)
    return single_choice.ask(rng, prompt, right, answers, explanation, source, exhibit=exhibit, objectives=objectives)


def _not_there(found: set[str]) -> list[str]:
    """Return the errors that a claim with these errors does not have, however one reads it."""
    close = set().union(*(pair for pair in ALSO_TRUE if pair & found))
    return [one for one in PLANTS if one not in found | close]


APART = ("npi_malformed", "units", "pointer_missing", "total", "late", "rx_expired", "dx_not_valid")


@family(
    "claims.planted_several",
    "claim-10",
    "claim-9",
    level=3,
    depth="analyze",
    hint="Check in turn: NPIs, dates in order, units against minutes, pointers against diagnoses, and the sum.",
)
def planted_several(rng: random.Random) -> Question:
    """Ask for every error in a claim that has two."""
    claim = synthetic_claims.claim(rng)
    for check in rng.sample(APART, 2):
        claim = synthetic_claims.planted(rng, claim, check)
    found = {one.check: one for one in review_claim(claim)}
    others = rng.sample(_not_there(set(found)), 5 - len(found))
    return multiple_choice.ask_which(
        rng,
        f"{ASKED} Which errors do you find? Check all that apply.",
        right=list(found),
        wrong=others,
        choice=lambda one: ERRORS[one],
        message=lambda one: (
            found[one].problem if one in found else f"“{ERRORS[one]}.” Check that part again. It is correct."
        ),
        names=(OVERLOOKED, NOT_THERE),
        explanation=f"{' '.join(one.problem for one in found.values())} Correct both before you send the claim.",
        source=next(iter(found.values())).source,
        exhibit=exhibit_of(claim),
    )
