"""The papers around a claim: the prescription, the session note, the statement and the denial (claim-3, 6, 7, 11, 12)."""

import random
from datetime import timedelta
from decimal import Decimal

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


@family("claims.visits_left", "claim-3", level=1)
def visits_left(rng: random.Random) -> Question:
    """Ask how many visits of a prescription are left."""
    visits = rng.randrange(4, 13)
    used = rng.randrange(1, visits)
    who = rng.choice(NAMES)
    prompt = f"The prescription of {who} is for {visits} visits. {plural(used, 'visit')} so far. How many are left?"
    wrong = [
        Misconception("the visits so far told", used, f"{used} is what was used."),
        Misconception("the whole plan told", visits, f"{visits} is the whole plan."),
        Misconception("one off", visits - used + 1, "Count once more: the last visit counts as used."),
    ]
    explanation = f"{visits} ordered, {used} used: {visits - used} left. Ask for a new one in time."
    return number.ask(
        prompt, visits - used, wrong, explanation, citation("bothell-rx", "frequency and duration"), unit="visits"
    )


@family("claims.prescription", "claim-3", level=2)
def prescription(rng: random.Random) -> Question:
    """Ask whether a prescription covers a visit."""
    on = visit_day(rng)
    visits, weeks = rng.randrange(4, 11), rng.choice((4, 6, 8, 12))
    wanted = rng.choice(("", *VERDICTS))
    used = {"rx_used_up": visits, "review_due": FREE}.get(wanted, rng.randrange(min(visits, FREE)))
    visits = max(visits, 8) if wanted == "review_due" else visits
    back = {"rx_early": -rng.randrange(1, 6), "rx_expired": 7 * weeks + rng.randrange(0, 9)}.get(
        wanted, rng.randrange(7 * weeks - 3)
    )
    paper = {
        "patient": rng.choice(NAMES), "diagnosis": "M54.2", "visits": visits, "weeks": weeks,
        "start": on - timedelta(days=back), "signed_by": rng.choice(DOCTORS), "used": used,
    }  # fmt: skip
    found = review_prescription(paper, on, PLAN)
    right = VERDICTS[found[0].check] if found else COVERED
    wrong = [
        Misconception("the paper misread", verdict, "Count the days, then the visits.")
        for verdict in (COVERED, *VERDICTS.values())
        if verdict != right
    ]
    end = last_day(paper, PLAN)
    explanation = (
        f"{found[0].problem} {found[0].fix}"
        if found
        else f"It runs until {end}, and this is visit {used + 1} of {visits}."
    )
    source = found[0].source if found else checks()["rx_expired"].citation
    exhibit = (
        ("Prescription", f"{paper['patient']}, neck pain (M54.2), {visits} visits in {weeks} weeks"),
        ("Written", f"on {paper['start']} by {paper['signed_by']}"),
        ("So far", plural(used, "visit")),
        ("The plan", f"reviews all after {FREE} visits, and has given no number"),
    )
    prompt = f"Does this prescription cover a visit on {on}?"
    return single_choice.ask(rng, prompt, right, rng.sample(wrong, 3), explanation, source, exhibit=exhibit)


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
    there = [words[row.field] for row in rows if row not in lacking]
    about = [
        Misconception("a gap overlooked", sentence(row.name), f"“{sentence(row.name)}” is not there. {row.why}")
        for row in lacking
    ]
    about += [
        Misconception("a gap seen that is none", sentence(row.name), f"It says so: {words[row.field]}.")
        for row in rows
        if row not in lacking
    ]
    prompt = f"A prescription says: massage, {', '.join(there)}. Tick what it does not say."
    explanation = " ".join(f"It lacks {row.name}: {row.why}" for row in lacking)
    right = {sentence(row.name) for row in lacking}
    return multiple_choice.ask(rng, prompt, right, about, explanation, lacking[0].citation)


@family("claims.note_gap", "claim-7", level=2)
def note_gap(rng: random.Random) -> Question:
    """Ask what a reviewer would miss in a session note."""
    rows = current(NotePart)
    lacking = rng.sample(rows, 2)
    shown = tuple((sentence(row.name), row.example) for row in rows if row not in lacking)
    offered = [*lacking, *rng.sample([row for row in rows if row not in lacking], 3)]
    about = [
        Misconception("a gap overlooked" if row in lacking else "a gap seen that is none", sentence(row.name),
                f"{row.missed} The note does not say." if row in lacking else f"The note has it: {row.example}")
        for row in offered
    ]  # fmt: skip
    explanation = " ".join(f"It lacks {row.name}: {row.missed}" for row in lacking)
    prompt = f"A session note of {rng.choice(NAMES)}. Tick what a reviewer would miss."
    right = {sentence(row.name) for row in lacking}
    return multiple_choice.ask(rng, prompt, right, about, explanation, lacking[0].citation, exhibit=shown)


@family("claims.note_part", "claim-7", level=1)
def note_part(rng: random.Random) -> Question:
    """Ask what a sentence of a note is there for."""
    row, *others = rng.sample([row for row in current(NotePart) if row.soap in "SOAP"], 4)
    wrong = [
        Misconception(
            "another part of the note",
            sentence(other.name),
            f"{sentence(other.name)} reads like this: {other.example}",
        )
        for other in others
    ]
    prompt = f"“{row.example}” Which part of the session note is this?"
    explanation = f"It is {row.name}. It answers a reviewer: {row.missed}"
    return single_choice.ask(rng, prompt, sentence(row.name), wrong, explanation, row.citation)


def _settled(rng: random.Random) -> tuple[str, dict[str, int]]:
    """Return a statement in words, and its parts in whole dollars."""
    billed, allowed = rng.randrange(90, 181, 10), rng.randrange(50, 90, 10)
    left, percent, copay = rng.choice(
        ((0, 0, 20), (0, 20, 0), (rng.randrange(10, 40, 10), 0, 0), (20, 10, 0), (0, 10, 15))
    )
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent, copay=copay)
    if any(part != part.to_integral_value() for part in settled[:7]):
        return _settled(rng)
    text = (
        f"You billed ${billed}. The plan allows ${allowed}. Left of the deductible: ${left}. Copay: ${copay}."
        f" Then the client pays {percent} percent of the rest."
    )
    parts = {
        name: int(part) for name, part in zip(settled._fields, settled[:7], strict=False) if isinstance(part, Decimal)
    }
    return text, parts | {"share": int(settled.share)}


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
    wrong = [
        Misconception(
            "billed and allowed mixed up",
            parts["billed"] - parts["paid"],
            "That leaves out what the contract takes off.",
        ),
        Misconception("another part of the statement", parts["share"], "That is the client's part."),
        Misconception("another part of the statement", parts["paid"], "That is the plan's part."),
        Misconception("another part of the statement", parts["adjusted"], "That is what the contract takes off."),
        Misconception("the allowed amount told", parts["allowed"], "That is what client and plan pay together."),
    ]
    explanation = (
        f"${parts['billed']} = ${parts['adjusted']} off by contract + ${parts['paid']} from the plan + ${parts['share']} from the client"
        f" (deductible ${parts['deductible']}, copay ${parts['copay']}, percent ${parts['coinsurance']})."
    )
    return number.ask(
        f"{text} {ASKED[asked]}",
        parts[asked],
        wrong,
        explanation,
        citation("x12-carc", "CO-45, PR-1, PR-2, PR-3"),
        unit="dollars",
    )


@family("claims.statement_line", "claim-11", level=1)
def statement_line(rng: random.Random) -> Question:
    """Ask what a line of a statement with its reason code means."""
    row, *others = rng.sample([row for row in reasons().values() if not row.denies], 3)
    dollars = rng.randrange(5, 60)
    wrong = [
        Misconception("another reason code", other.meaning, f"That is {other.code}, {other.name}.") for other in others
    ]
    prompt = f"A line of the statement reads: {row.code}, ${dollars}.00. What does it tell you?"
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
    who = rng.choice(NAMES)
    prompt = f"The claim for {who} comes back with {row.code}. {row.meaning} What do you do?"
    return single_choice.ask(rng, prompt, ACTS[row.act], wrong, f"{row.code}, {row.name}. {row.why}", row.citation)


@family("claims.denial_several", "claim-12", level=2)
def denial_several(rng: random.Random) -> Question:
    """Ask which of several denials have one answer."""
    act = rng.choice(("correct and send again", "let go"))
    right = rng.sample([row for row in reasons().values() if row.act == act], 2)
    other = rng.sample([row for row in reasons().values() if row.act != act], 3)
    about = [
        Misconception("a denial overlooked" if row in right else "the wrong answer to a denial", f"{row.code}: {row.meaning}",
                f"{row.code}: {ACTS[row.act].lower()}. {row.why}")
        for row in (*right, *other)
    ]  # fmt: skip
    explanation = " ".join(f"{row.code}: {row.why}" for row in right)
    prompt = f"Five claims have come back. Tick those where the answer is: {ACTS[act].lower()}."
    return multiple_choice.ask(
        rng, prompt, {f"{row.code}: {row.meaning}" for row in right}, about, explanation, right[0].citation
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
    return number.ask(
        prompt,
        left,
        wrong,
        explanation,
        citation("massage-seattle", "the plan's visits and the prescribed visits"),
        unit="visits",
        objectives=("claim-6", "claim-3"),
    )
