"""Questions about the prescription, session note, benefits, EOB, and denials (claim-3, 6, 7, 11, 12)."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, us_date
from massage_billing.questions.banks.claims.synthetic_claims import DOCTORS, FREE, NAMES, visit_day
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.claims.benefits import ACTIONS, explain_benefits, group_of, reasons
from massage_billing.rules.claims.findings import as_label, checks
from massage_billing.rules.claims.notes import NotePart
from massage_billing.rules.claims.prescriptions import PrescriptionPart, last_day, review_prescription

PLAN = {"prescription_days": 90, "reviewed_after": FREE}
COVERED = "Yes, and nothing else is needed"
VERDICTS = {
    "rx_early": "No, it was written after the visit",
    "rx_expired": "No, it has expired",
    "rx_used_up": "No, its visits are used up",
    "review_due": "Yes, but the plan must also authorize this visit",
}
NOT_SO = {  # why a verdict is wrong when another one is right
    COVERED: "Check the dates and the number of visits again.",
    VERDICTS["rx_early"]: "The prescription was written on or before the date of the visit.",
    VERDICTS["rx_expired"]: "The prescription had not ended by the date of the visit.",
    VERDICTS["rx_used_up"]: "The prescription still has visits left.",
    VERDICTS["review_due"]: "Authorization does not decide the answer here. Check the dates and the visits.",
}
GAPS = ("missed a gap", "reported a gap that is not there")


@family("claims.visits_left", "claim-3", level=1)
def visits_left(rng: random.Random) -> Question:
    """Ask how many visits are left on a prescription."""
    visits = rng.randrange(4, 13)
    used = rng.randrange(1, visits)
    left = visits - used
    wrong = [
        Misconception("gave the visits used", used, f"That is the number of visits used. Subtract it from {visits}."),
        Misconception("gave the visits ordered", visits, "That is the number ordered. Subtract the visits used."),
        Misconception("off by one", left + 1, "Your answer is one too high. The latest visit counts as used."),
    ]
    prompt = (
        f"{rng.choice(NAMES)}'s prescription is for {visits} visits. The patient has had {plural(used, 'visit')} so far."
        " How many are left?"
    )
    explanation = f"{visits} ordered − {used} used = {left} left. Ask for a new prescription before the visits run out."
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
        if found[0].check == "review_due":  # the finding is about a claim form, and this question has none
            explanation = (
                f"This is visit {used + 1}. The plan reviews every visit after visit {FREE}, and it has not given an"
                " authorization number. Ask for one before the visit, and enter it in item 23."
            )
    else:
        right, source = COVERED, checks()["rx_expired"].citation
        end = last_day(drawn, PLAN) or on
        explanation = f"It covers visits through {us_date(end)}, and this is visit {used + 1} of {visits}."
    others = rng.sample([verdict for verdict in (COVERED, *VERDICTS.values()) if verdict != right], 3)
    not_so = dict(NOT_SO)
    if right == VERDICTS["review_due"]:
        not_so[COVERED] = f"This is visit {used + 1}. The plan reviews every visit after visit {FREE}."
    elif right == COVERED:
        not_so[VERDICTS["review_due"]] = f"This is visit {used + 1}. The plan reviews only visits after visit {FREE}."
    wrong = [Misconception("misread the prescription", verdict, not_so[verdict]) for verdict in others]
    exhibit = (
        ("Prescription", f"{drawn['patient']}, neck pain (M54.2), {visits} visits in {drawn['weeks']} weeks"),
        ("Signed", f"{us_date(drawn['start'])}, {drawn['signed_by']}"),
        ("Visits so far", str(used)),
        ("Plan", f"reviews every visit after visit {FREE}; has not given an authorization number"),
    )
    prompt = f"Does this prescription cover a visit on {us_date(on)}, and is anything else needed?"
    return single_choice.ask(rng, prompt, right, wrong, explanation, source, exhibit=exhibit)


def _drawn_prescription(rng: random.Random, on: date) -> dict[str, Any]:
    """Return a prescription that covers a visit, or that has one problem."""
    visits, weeks = rng.randrange(4, 11), rng.choice((4, 6, 8, 12))
    problem = rng.choice(("", *VERDICTS))
    used = {"rx_used_up": visits, "review_due": FREE}.get(problem, rng.randrange(min(visits, FREE)))
    # Whether the weeks include the day exactly so many weeks later can be argued, so no visit is on that day.
    early, expired, covered = rng.randrange(1, 6), 7 * weeks + rng.randrange(1, 10), rng.randrange(7 * weeks - 3)
    return {
        "patient": rng.choice(NAMES),
        "diagnosis": "M54.2",
        "visits": max(visits, 8) if problem == "review_due" else visits,
        "weeks": weeks,
        "start": on - timedelta(days={"rx_early": -early, "rx_expired": expired}.get(problem, covered)),
        "signed_by": rng.choice(DOCTORS),
        "used": used,
    }


@family("claims.prescription_lacks", "claim-3", level=3)
def prescription_lacks(rng: random.Random) -> Question:
    """Ask which parts a prescription is missing."""
    rows = current(PrescriptionPart)
    missing = rng.sample(rows, rng.choice((2, 3)))
    words = {
        "patient": f"for {rng.choice(NAMES)}",
        "diagnosis": rng.choice(("neck pain (M54.2)", "fibromyalgia (M79.7)", "tension headache (G44.209)")),
        "visits": f"{rng.randrange(4, 11)} visits",
        "weeks": f"within {rng.randrange(4, 12)} weeks",
        "start": f"written on {us_date(visit_day(rng))}",
        "signed_by": f"signed by {rng.choice(DOCTORS)}",
    }
    there = [row for row in rows if row not in missing]
    stated = ", ".join(words[row.field] for row in there)
    return multiple_choice.ask_which(
        rng,
        f"A prescription says: “Massage, {stated}.” What is missing? Check all that apply.",
        right=missing,
        wrong=there,
        choice=lambda row: as_label(row.name),
        message=lambda row: (
            f"The prescription does say this: {words[row.field]}."
            if row in there
            else f"The prescription is missing {row.name}. {row.why}"
        ),
        names=GAPS,
        explanation=" ".join(f"It is missing {row.name}. {row.why}" for row in missing),
        source=missing[0].citation,
    )


@family("claims.note_gap", "claim-7", level=2)
def note_gap(rng: random.Random) -> Question:
    """Ask which parts a session note is missing."""
    rows = current(NotePart)
    missing = rng.sample(rows, 2)
    there = [row for row in rows if row not in missing]
    others = rng.sample(there, 3)
    return multiple_choice.ask_which(
        rng,
        f"Read this session note for {rng.choice(NAMES)}. What is missing? Check all that apply.",
        right=missing,
        wrong=others,
        choice=lambda row: as_label(row.name),
        message=lambda row: (
            f"{row.missed} The note does not say." if row in missing else f"The note does say this: {row.example}"
        ),
        names=GAPS,
        explanation=" ".join(f"The note is missing {row.name}. A reviewer would ask: {row.missed}" for row in missing),
        source=missing[0].citation,
        exhibit=tuple((as_label(row.name), row.example) for row in there),
    )


@family("claims.note_part", "claim-7", level=1)
def note_part(rng: random.Random) -> Question:
    """Ask which part of a session note a sentence belongs to."""
    row, *others = rng.sample([row for row in current(NotePart) if row.soap in "SOAP"], 4)
    wrong = [
        Misconception(
            "confused two parts of the note",
            as_label(other.name),
            f"Here is an example of {other.name}: {other.example}",
        )
        for other in others
    ]
    prompt = f"“{row.example}” Which part of the session note is this?"
    explanation = f"This line gives {row.name}. It answers a reviewer's question: {row.missed}"
    return single_choice.ask(rng, prompt, as_label(row.name), wrong, explanation, row.citation)


PARTS = ("billed", "allowed", "adjusted", "deductible", "coinsurance", "copay", "paid", "share")


def _settled(rng: random.Random) -> tuple[str, dict[str, int]]:
    """Return an explanation of benefits in words, and its parts in whole dollars."""
    billed, allowed = rng.randrange(90, 181, 10), rng.randrange(50, 90, 10)
    terms = ((0, 0, 20), (0, 20, 0), (rng.randrange(10, 40, 10), 0, 0), (20, 10, 0), (0, 10, 15))
    left, percent, copay = rng.choice(terms)
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent, copay=copay)
    parts = {name: getattr(settled, name) for name in PARTS}
    if any(part % 1 for part in parts.values()):
        return _settled(rng)
    text = (
        f"You are in the plan's network. You billed ${billed}, and the plan allows ${allowed}. The remaining deductible is ${left}, and the copay is"
        f" ${copay}. Coinsurance is {percent}% of the rest."
    )
    return text, {name: int(part) for name, part in parts.items()}


ASKED = {
    "share": "How much does the patient owe?",
    "paid": "How much does the plan pay?",
    "adjusted": "How much is the contractual adjustment (CO-45)?",
}


@family("claims.statement", "claim-11", level=2)
def statement(rng: random.Random) -> Question:
    """Ask for one amount of an explanation of benefits."""
    text, parts = _settled(rng)
    asked = rng.choice(list(ASKED))
    billed, paid, adjusted, share = (parts[name] for name in ("billed", "paid", "adjusted", "share"))
    other_part = "confused two parts of the EOB"
    both = "That is the adjustment and the patient's share added together."
    wrong = [
        Misconception(other_part, share, "That is the patient's share."),
        Misconception(other_part, paid, "That is the plan's payment."),
        Misconception(other_part, adjusted, "That is the contractual adjustment."),
        Misconception(
            "gave the allowed amount", parts["allowed"], "That is what the patient and the plan pay together."
        ),
        Misconception("confused billed and allowed amounts", billed - paid, both),
    ]
    explanation = (
        f"${billed} billed = ${adjusted} adjustment + ${paid} from the plan + ${share} from the patient"
        f" (deductible ${parts['deductible']}, copay ${parts['copay']}, coinsurance ${parts['coinsurance']})."
    )
    source = citation("x12-carc", "CO-45, PR-1, PR-2, PR-3")
    return number.ask(f"{text} {ASKED[asked]}", parts[asked], wrong, explanation, source, unit="dollars")


@family("claims.statement_line", "claim-11", level=1)
def statement_line(rng: random.Random) -> Question:
    """Ask what a reason code on an explanation of benefits means."""
    row, *others = rng.sample([row for row in reasons().values() if not row.denies], 3)
    wrong = [
        Misconception("confused two reason codes", one.meaning, f"That describes {one.code}, {one.name}.")
        for one in others
    ]
    amount = Decimal(rng.randrange(5, 60))
    if row.code == "CO-253":  # 2 percent of a payment
        amount *= Decimal("0.02")
    prompt = f"A line on an EOB shows {row.code}, ${amount:.2f}. What does the code mean?"
    explanation = f"{row.code} means “{row.name}.” {row.why}"
    return single_choice.ask(rng, prompt, row.meaning, wrong, explanation, row.citation)


NOT_FOR = {  # why an action is the wrong first response to some other reason code
    "bill the client": "Bill the patient only for an amount with PR. {code} starts with {group}.",
    "let go": "You may still be able to collect this money.",
    "correct and send again": "{code} does not mean that the claim has an error to correct.",
    "appeal": "An appeal is not the first response to {code}.",
    "ask for authorization": "{code} does not say that an authorization is missing.",
    "bill the other payer": "{code} does not say that somebody else pays first.",
    "send records": "{code} does not ask for records.",
}


@family("claims.denial", "claim-12", level=1)
def denial(rng: random.Random) -> Question:
    """Ask how to respond to a reason code on an explanation of benefits."""
    row = rng.choice(list(reasons().values()))
    acts = [act for act in NOT_FOR if act not in row.accepted]  # `look first` is never wrong
    if "appeal" in row.accepted and "ask for authorization" in acts:
        acts.remove("ask for authorization")  # its label names an appeal too
    wrong = [
        Misconception(
            "wrong response to a denial", ACTIONS[act], NOT_FOR[act].format(code=row.code, group=group_of(row.code))
        )
        for act in rng.sample(acts, 3)
    ]
    prompt = f"The explanation of benefits (EOB) for {rng.choice(NAMES)}'s claim shows {row.code}. {row.meaning} What should you do first?"
    explanation = f"{row.code} means “{row.name}.” {row.why}"
    return single_choice.ask(rng, prompt, ACTIONS[row.act], wrong, explanation, row.citation)


@family("claims.denial_several", "claim-12", level=2)
def denial_several(rng: random.Random) -> Question:
    """Ask which of five reason codes call for the same response."""
    act = rng.choice(("correct and send again", "let go"))
    right = rng.sample([row for row in reasons().values() if row.act == act], 2)
    wrong = rng.sample([row for row in reasons().values() if act not in row.accepted and row.act != "look first"], 3)
    return multiple_choice.ask_which(
        rng,
        f"Five claims came back with reason codes. For which ones is the usual first response to {ACTIONS[act].lower()}? Check all that apply.",
        right,
        wrong,
        choice=lambda row: f"{row.code}: {row.meaning}",
        message=lambda row: f"For {row.code}, {ACTIONS[row.act].lower()}. {row.why}",
        names=("missed a denial", "wrong response to a denial"),
        explanation=" ".join(f"{row.code}: {row.why}" for row in right),
        source=right[0].citation,
    )


@family("claims.benefit_left", "claim-6", level=3)
def benefit_left(rng: random.Random) -> Question:
    """Ask how many visits both the plan and the prescription still allow this year."""
    plan, used = rng.randrange(10, 25), rng.randrange(3, 10)
    ordered = rng.randrange(4, 13)
    left = min(plan - used, ordered)
    prompt = (
        f"The plan pays for {plan} massage visits a year, and the patient has used {used} this year. The new prescription"
        f" is for {ordered} visits. How many of these can the plan pay for this year?"
    )
    wrong = [
        Misconception("used only the prescription", ordered, "The plan has fewer visits left than the doctor ordered."),
        Misconception("used only the plan's limit", plan - used, "The prescription is for fewer visits."),
        Misconception(
            "ignored visits already used", plan, f"That is the limit for the year. The patient has used {used}."
        ),
    ]
    explanation = (
        f"The plan has {plural(plan - used, 'visit')} left, and the prescription is for {ordered}."
        f" Use the smaller number, {left}."
    )
    source = citation("massage-seattle", "the plan's visits and the prescribed visits")
    objectives = ("claim-6", "claim-3")
    return number.ask(prompt, left, wrong, explanation, source, unit="visits", objectives=objectives)
