"""Around a claim: the prescription, the session note, the statement and the denial (claim-3, 6, 7, 11, 12)."""

import random
from datetime import date, timedelta
from typing import Any

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, sentence
from massage_billing.questions.banks.claims.synthetic_claims import DOCTORS, FREE, NAMES, visit_day
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.benefits import explain_benefits, reasons
from massage_billing.rules.claims.findings import checks
from massage_billing.rules.claims.notes import NotePart
from massage_billing.rules.claims.prescriptions import PrescriptionPart, last_day, review_prescription

PLAN = {"prescription_days": 90, "reviewed_after": FREE}
COVERED = "Yes, it covers this visit"
VERDICTS = {
    "rx_early": "No, the visit comes before it",
    "rx_expired": "No, it has ended",
    "rx_used_up": "No, its visits are used up",
    "review_due": "Yes, but the payer must authorize this visit",
}
GAPS = ("a gap overlooked", "a gap seen that is none")  # one missed, one wrongly checked


@family("claims.visits_left", "claim-3", level=1)
def visits_left(rng: random.Random) -> Question:
    """Ask how many visits of a prescription are left."""
    visits = rng.randrange(4, 13)
    used = rng.randrange(1, visits)
    left = visits - used
    wrong = [
        Misconception("the visits so far told", used, f"{used} is what was used."),
        Misconception("the whole plan told", visits, f"{visits} is the whole plan."),
        Misconception("one off", left + 1, "Count once more: the last visit counts as used."),
    ]
    prompt = (
        f"The prescription of {rng.choice(NAMES)} is for {visits} visits. {plural(used, 'visit')} so far. "
        "How many are left?"
    )
    explanation = f"{visits} ordered, {used} used: {left} left. Ask for a new one in time."
    return number.ask(prompt, left, wrong, explanation, citation("bothell-rx", "frequency and duration"), unit="visits")


@family("claims.prescription", "claim-3", level=2)
def prescription(rng: random.Random) -> Question:
    """Ask whether a prescription covers a visit."""
    on = visit_day(rng)
    drawn = _drawn_prescription(rng, on)
    used, visits = drawn["used"], drawn["visits"]
    found = review_prescription(drawn, on, PLAN)
    if found:
        right, explanation, source = VERDICTS[found[0].check], f"{found[0].problem} {found[0].fix}", found[0].source
    else:
        right, source = COVERED, checks()["rx_expired"].citation
        explanation = f"It runs until {last_day(drawn, PLAN)}, and this is visit {used + 1} of {visits}."
    others = rng.sample([verdict for verdict in (COVERED, *VERDICTS.values()) if verdict != right], 3)
    wrong = [Misconception("the paper misread", verdict, "Count the days, then the visits.") for verdict in others]
    exhibit = (
        ("Prescription", f"{drawn['patient']}, neck pain (M54.2), {visits} visits in {drawn['weeks']} weeks"),
        ("Written", f"on {drawn['start']} by {drawn['signed_by']}"),
        ("So far", plural(used, "visit")),
        ("The plan", f"reviews all after {FREE} visits, and has given no number"),
    )
    prompt = f"Does this prescription cover a visit on {on}?"
    return single_choice.ask(rng, prompt, right, wrong, explanation, source, exhibit=exhibit)


def _drawn_prescription(rng: random.Random, on: date) -> dict[str, Any]:
    """Return a prescription that covers a visit, or has one fault."""
    visits, weeks = rng.randrange(4, 11), rng.choice((4, 6, 8, 12))
    fault = rng.choice(("", *VERDICTS))
    used = {"rx_used_up": visits, "review_due": FREE}.get(fault, rng.randrange(min(visits, FREE)))
    early, expired, covered = rng.randrange(1, 6), 7 * weeks + rng.randrange(0, 9), rng.randrange(7 * weeks - 3)
    return {
        "patient": rng.choice(NAMES),
        "diagnosis": "M54.2",
        "visits": max(visits, 8) if fault == "review_due" else visits,
        "weeks": weeks,
        "start": on - timedelta(days={"rx_early": -early, "rx_expired": expired}.get(fault, covered)),
        "signed_by": rng.choice(DOCTORS),
        "used": used,
    }


@family("claims.prescription_lacks", "claim-3", level=3)
def prescription_lacks(rng: random.Random) -> Question:
    """Ask what a prescription does not say."""
    rows = current(PrescriptionPart)
    lacking = rng.sample(rows, rng.choice((2, 3)))
    words = {
        "patient": f"for {rng.choice(NAMES)}",
        "diagnosis": rng.choice(("neck pain (M54.2)", "fibromyalgia (M79.7)", "tension headache (G44.209)")),
        "visits": f"{rng.randrange(4, 11)} visits",
        "weeks": f"within {rng.randrange(4, 12)} weeks",
        "start": f"written on {visit_day(rng)}",
        "signed_by": f"signed by {rng.choice(DOCTORS)}",
    }
    there = [row for row in rows if row not in lacking]
    stated = ", ".join(words[row.field] for row in there)
    return multiple_choice.ask_which(
        rng,
        f"A prescription says: massage, {stated}. Tick what it does not say.",
        right=lacking,
        wrong=there,
        choice=lambda row: sentence(row.name),
        message=lambda row: (
            f"It says so: {words[row.field]}." if row in there else f"“{sentence(row.name)}” is not there. {row.why}"
        ),
        names=GAPS,
        explanation=" ".join(f"It lacks {row.name}: {row.why}" for row in lacking),
        source=lacking[0].citation,
    )


@family("claims.note_gap", "claim-7", level=2)
def note_gap(rng: random.Random) -> Question:
    """Ask what a reviewer would miss in a session note."""
    rows = current(NotePart)
    lacking = rng.sample(rows, 2)
    there = [row for row in rows if row not in lacking]
    others = rng.sample(there, 3)
    return multiple_choice.ask_which(
        rng,
        f"A session note of {rng.choice(NAMES)}. Tick what a reviewer would miss.",
        right=lacking,
        wrong=others,
        choice=lambda row: sentence(row.name),
        message=lambda row: (
            f"{row.missed} The note does not say." if row in lacking else f"The note has it: {row.example}"
        ),
        names=GAPS,
        explanation=" ".join(f"It lacks {row.name}: {row.missed}" for row in lacking),
        source=lacking[0].citation,
        exhibit=tuple((sentence(row.name), row.example) for row in there),
    )


@family("claims.note_part", "claim-7", level=1)
def note_part(rng: random.Random) -> Question:
    """Ask what a sentence of a note is there for."""
    row, *others = rng.sample([row for row in current(NotePart) if row.soap in "SOAP"], 4)
    wrong = [
        Misconception(
            "another part of the note", sentence(other.name), f"{sentence(other.name)} reads like this: {other.example}"
        )
        for other in others
    ]
    prompt = f"“{row.example}” Which part of the session note is this?"
    explanation = f"It is {row.name}. It answers a reviewer: {row.missed}"
    return single_choice.ask(rng, prompt, sentence(row.name), wrong, explanation, row.citation)


PARTS = ("billed", "allowed", "adjusted", "deductible", "coinsurance", "copay", "paid", "share")


def _settled(rng: random.Random) -> tuple[str, dict[str, int]]:
    """Return a statement in words, and its parts in whole dollars."""
    billed, allowed = rng.randrange(90, 181, 10), rng.randrange(50, 90, 10)
    terms = ((0, 0, 20), (0, 20, 0), (rng.randrange(10, 40, 10), 0, 0), (20, 10, 0), (0, 10, 15))
    left, percent, copay = rng.choice(terms)
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent, copay=copay)
    parts = {name: getattr(settled, name) for name in PARTS}
    if any(part % 1 for part in parts.values()):
        return _settled(rng)
    text = (
        f"You billed ${billed}. The plan allows ${allowed}. Left of the deductible: ${left}. Copay: ${copay}."
        f" Then the client pays {percent} percent of the rest."
    )
    return text, {name: int(part) for name, part in parts.items()}


ASKED = {
    "share": "How many dollars does the client owe?",
    "paid": "How many dollars does the plan pay?",
    "adjusted": "How many dollars come off by the contract (CO-45)?",
}


@family("claims.statement", "claim-11", level=2)
def statement(rng: random.Random) -> Question:
    """Ask for one part of an explanation of benefits."""
    text, parts = _settled(rng)
    asked = rng.choice(list(ASKED))
    billed, paid, adjusted, share = (parts[name] for name in ("billed", "paid", "adjusted", "share"))
    another = "another part of the statement"
    wrong = [
        Misconception("billed and allowed mixed up", billed - paid, "That leaves out what the contract takes off."),
        Misconception(another, share, "That is the client's part."),
        Misconception(another, paid, "That is the plan's part."),
        Misconception(another, adjusted, "That is what the contract takes off."),
        Misconception("the allowed amount told", parts["allowed"], "That is what client and plan pay together."),
    ]
    explanation = (
        f"${billed} = ${adjusted} off by contract + ${paid} from the plan + ${share} from the client"
        f" (deductible ${parts['deductible']}, copay ${parts['copay']}, percent ${parts['coinsurance']})."
    )
    source = citation("x12-carc", "CO-45, PR-1, PR-2, PR-3")
    return number.ask(f"{text} {ASKED[asked]}", parts[asked], wrong, explanation, source, unit="dollars")


@family("claims.statement_line", "claim-11", level=1)
def statement_line(rng: random.Random) -> Question:
    """Ask what a line of a statement with its reason code means."""
    row, *others = rng.sample([row for row in reasons().values() if not row.denies], 3)
    wrong = [Misconception("another reason code", one.meaning, f"That is {one.code}, {one.name}.") for one in others]
    prompt = f"A line of the statement reads: {row.code}, ${rng.randrange(5, 60)}.00. What does it tell you?"
    explanation = f"{row.code} is {row.name}. {row.why}"
    return single_choice.ask(rng, prompt, row.meaning, wrong, explanation, row.citation)


ACTS = {
    "bill the client": "Bill the client",
    "let go": "Let it go",
    "correct and send again": "Correct it and send it again",
    "appeal": "Appeal, with the notes",
}


@family("claims.denial", "claim-12", level=1)
def denial(rng: random.Random) -> Question:
    """Ask what to do about a line of a statement, by its reason code."""
    row = rng.choice(list(reasons().values()))
    wrong = [
        Misconception("the wrong answer to a denial", label, f"The code decides. {row.code}: {row.meaning}")
        for act, label in ACTS.items()
        if act != row.act
    ]
    prompt = f"The claim for {rng.choice(NAMES)} comes back with {row.code}. {row.meaning} What do you do?"
    return single_choice.ask(rng, prompt, ACTS[row.act], wrong, f"{row.code}, {row.name}. {row.why}", row.citation)


@family("claims.denial_several", "claim-12", level=2)
def denial_several(rng: random.Random) -> Question:
    """Ask which of several denials have one answer."""
    act = rng.choice(("correct and send again", "let go"))
    right = rng.sample([row for row in reasons().values() if row.act == act], 2)
    wrong = rng.sample([row for row in reasons().values() if row.act != act], 3)
    return multiple_choice.ask_which(
        rng,
        f"Five claims have come back. Tick those where the answer is: {ACTS[act].lower()}.",
        right,
        wrong,
        choice=lambda row: f"{row.code}: {row.meaning}",
        message=lambda row: f"{row.code}: {ACTS[row.act].lower()}. {row.why}",
        names=("a denial overlooked", "the wrong answer to a denial"),
        explanation=" ".join(f"{row.code}: {row.why}" for row in right),
        source=right[0].citation,
    )


@family("claims.benefit_left", "claim-6", level=3)
def benefit_left(rng: random.Random) -> Question:
    """Ask how many visits the plan still pays this year, and the prescription allows."""
    plan, used = rng.randrange(10, 25), rng.randrange(3, 10)
    ordered = rng.randrange(4, 13)
    left = min(plan - used, ordered)
    prompt = (
        f"The plan pays {plan} massage visits a year. {used} were used this year, before the new prescription for"
        f" {ordered} visits. How many of the ordered visits can the plan pay this year?"
    )
    wrong = [
        Misconception("the prescription alone read", ordered, "The plan's own number can be smaller."),
        Misconception("the plan alone read", plan - used, "The prescription allows fewer."),
        Misconception("the year's number told", plan, f"{used} of them are used."),
    ]
    explanation = f"The plan has {plan - used} left, the prescription {ordered}. The smaller number counts: {left}."
    source = citation("massage-seattle", "the plan's visits and the prescribed visits")
    objectives = ("claim-6", "claim-3")
    return number.ask(prompt, left, wrong, explanation, source, unit="visits", objectives=objectives)
