"""Questions about amounts: what to enter, what to collect, and what a visit earns (claim-2, claim-9, claim-11, claim-14)."""

import random
from datetime import timedelta

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, us_date
from massage_billing.questions.banks.claims.synthetic_claims import visit_day
from massage_billing.questions.kinds import number
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.eight_minute_rule import billings

ALLOWED, BALANCE, PARTS = (
    "confused billed and allowed amounts", "billed the balance to the patient", "confused two parts of the EOB",
)  # fmt: skip
HALF = 0.5

NOTE_FRAMES = (
    "{p}'s note: “{code}: {minutes}.” {t} charges ${fee} a unit. The plan counts as Medicare does, and allows ${allowed} a unit.",
    "{t} gave {p} {minutes} of {code}. The fee is ${fee} for each unit, and the plan allows ${allowed}. It counts units as Medicare does.",
    "A plan that counts as Medicare does allows ${allowed} for a unit of {code}. {t}'s fee is ${fee} a unit. {p}'s note shows {minutes}.",
    "{p} has a plan that follows Medicare's count. {t} did {minutes} of {code}, at ${fee} a unit. The plan's fee schedule says ${allowed}.",
    "You bill for {t}, who treated {p} for {minutes} with {code}. The usual fee is ${fee} a unit. The plan allows ${allowed}, and counts as Medicare does.",
    "One line of {p}'s claim is for {code}: {minutes}. Units count as in Medicare. {t} charges ${fee} a unit, of which the plan allows ${allowed}.",
    "{t} signs {p}'s note: {code}, {minutes}. Fee: ${fee} a unit. Plan: ${allowed} a unit, counted as Medicare does.",
    "For {code}, {t} charges ${fee} a unit, and {p}'s plan allows ${allowed}. The note has {minutes}. The plan's count is Medicare's.",
)


@family(
    "claims.fill_in",
    "claim-9",
    level=2,
    depth="build",
    hint="Turn the minutes into units first. Then ask whose amount the item is for: yours, or the plan's.",
)
def fill_in(rng: random.Random) -> Question:
    """Ask for the number in an item of a claim line."""
    code, minutes = rng.choice(("97124", "97140")), rng.randrange(23, 75)
    units = billings({code: minutes})[0][code]
    fee = rng.randrange(30, 66)
    allowed = fee - rng.randrange(5, 16)
    pack = rng.randrange(8, 20)
    patient, therapist = people(rng, 2)
    text = rng.choice(NOTE_FRAMES).format(
        p=patient, t=therapist, code=code, minutes=plural(minutes, "minute"), fee=fee, allowed=allowed
    )
    text = text[0].upper() + text[1:]
    charge = units * fee
    counted = f"{minutes} minutes are {plural(units, 'unit')}."
    other = units + (1 if minutes % 15 < 8 else -1)  # noqa: PLR2004  (the count of somebody who rounds the other way)
    asked = rng.choice(("24G", "24F", "28"))
    if asked == "24G":
        unit, right, question = "units", units, "Which number goes in item 24G, units?"
        explanation = f"{counted} Item 24G is for the units by the payer's count, not for the minutes."
        wrong = [
            Misconception("", minutes, "Those are the minutes. Item 24G is for the units."),
            Misconception("", other, f"Count again: {counted}"),
        ]
    else:
        total = asked == "28"
        extra = pack if total else 0
        unit, right = "dollars", charge + extra
        second = f" A second line is for a pack, at ${pack}." if total else ""
        item = "item 28, the total" if total else f"item 24F, the charge for {code}"
        question = f"{second.strip()} Which amount goes in {item}?".strip()
        explanation = f"{counted} {units} × ${fee} = ${charge}."
        explanation += f" ${charge} + ${pack} = ${right}. " if total else " "
        explanation += "The form takes your usual fee, not the plan's allowed amount."
        wrong = [
            Misconception(
                ALLOWED, units * allowed + extra, "That uses the plan's allowed amount. Enter your usual fee."
            ),
            Misconception("", other * fee + extra, f"Count again: {counted}"),
            Misconception("", fee + extra, f"That is the fee for one unit. {counted}"),
        ]
        if total:
            wrong.append(Misconception("", charge, f"That is the first line alone. Add the ${pack}."))
    return number.ask(
        f"{text} {question}", right, wrong, explanation, citation("nucc-1500", "items 24F, 24G, and 28"), unit=unit
    )


NETWORK_FRAMES = (
    "{t} is in the network of {p}'s plan. The fee is ${billed}, and the plan allows ${allowed}.",
    "{p}'s plan has a contract with {t}. For a visit that costs ${billed}, it allows ${allowed}.",
    "{t} charges ${billed}. {p}'s plan, with which {t} has a contract, allows ${allowed}.",
    "In the network, {p}'s plan allows ${allowed} of {t}'s ${billed}.",
)


@family(
    "claims.collect",
    "claim-2",
    "claim-11",
    level=1,
    depth="apply",
    hint="Leave the fee aside. What does the plan mark as the patient's own share?",
)
def collect(rng: random.Random) -> Question:
    """Ask how much a therapist in the network may collect from the patient."""
    allowed = rng.randrange(60, 121, 10)
    billed = allowed + rng.randrange(10, 61, 5)
    patient, therapist = people(rng, 2)
    percent, copay, left = rng.choice((10, 20, 30)), rng.randrange(15, 46, 5), rng.randrange(10, allowed, 10)
    cases = (
        (f"{patient}'s copay is ${copay}, and the deductible is met.", copay, f"the copay of ${copay}"),
        (
            f"{patient} has met no part of a $500 deductible yet.",
            allowed,
            f"the whole allowed amount of ${allowed}, as deductible",
        ),
        (
            f"The deductible is met, there is no copay, and the coinsurance is {percent}%.",
            allowed * percent // 100,
            f"{percent}% of ${allowed}, which is ${allowed * percent // 100}",
        ),
        (
            f"The last ${left} of the deductible is unpaid. After that, the plan pays in full.",
            left,
            f"the last ${left} of the deductible",
        ),
        (f"{therapist} filed too late: the plan pays $0, with CO-29.", 0, "nothing, since CO-29 is not the patient's"),
        (
            "So far, the plan pays $0, with CO-16: an item of the claim is wrong.",
            0,
            "nothing, since CO-16 is not the patient's",
        ),
    )
    story, right, share = rng.choice(cases)
    paid = 0 if "pays $0" in story else allowed - right
    wrong = [
        Misconception(
            BALANCE, billed - paid, f"That is all that the plan did not pay. ${billed - allowed} is above its fee."
        ),
        Misconception(BALANCE, billed, "That is the whole charge. The contract protects the patient from it."),
        Misconception(PARTS, billed - allowed, "That part is above the plan's fee. You write it off."),
        Misconception(PARTS, paid, "That is what the plan pays."),
        Misconception("", allowed, "That is what the plan allows. Look for the patient's share of it."),
    ]
    text = rng.choice(NETWORK_FRAMES).format(p=patient, t=therapist, billed=billed, allowed=allowed)
    explanation = (
        f"{patient} owes {share}. ${billed} − ${allowed} = ${billed - allowed} is above the plan's fee. In the network, you"
        " collect only the patient's share."
    )
    return number.ask(
        f"{text} {story} How many dollars may {therapist} collect from {patient} now?",
        right,
        wrong,
        explanation,
        citation("oic-providers", "billing and reimbursement"),
        unit="dollars",
    )


EARN_FRAMES = (
    "{t} charges cash clients ${cash}. A plan allows ${allowed}, and each insured visit takes {minutes} minutes of paperwork.",
    "A plan pays {t} ${allowed} a visit. The paperwork takes {minutes} minutes each time. Cash clients pay ${cash}.",
    "{t} thinks about leaving a plan. It allows ${allowed}, with {minutes} minutes of paperwork a visit. The cash fee is ${cash}.",
    "Half of {t}'s clients pay ${cash} in cash. For the others, the plan allows ${allowed}, and {t} spends {minutes} minutes on each claim.",
    "At {t}'s clinic, an insured visit brings ${allowed} and costs {minutes} minutes at the desk. A cash visit brings ${cash}.",
    "{t} has one free hour a day. A cash client would pay ${cash}. An insured one brings ${allowed} and takes {minutes} minutes of paperwork.",
    "A new contract offers {t} ${allowed} a visit. {t} expects {minutes} minutes of paperwork for each, and charges ${cash} without insurance.",
    "{t} writes down two numbers: ${cash} from a cash client, and ${allowed} from a plan, which takes {minutes} minutes of paperwork.",
)


@family(
    "claims.worth_it",
    "claim-14",
    level=3,
    depth="judge",
    hint="Turn the minutes of paperwork into dollars first, and take them from the right amount.",
)
def worth_it(rng: random.Random) -> Question:
    """Ask what an insured visit earns, alone or compared with a cash visit."""
    minutes = rng.choice((15, 20, 30, 45))
    hourly = rng.choice((24, 36, 48, 60))
    paperwork = minutes * hourly // 60
    allowed = rng.randrange(55, 90)
    cash = allowed + rng.randrange(4, 40)
    earned = allowed - paperwork
    therapist = people(rng, 1)[0]
    text = rng.choice(EARN_FRAMES).format(t=therapist, cash=cash, allowed=allowed, minutes=minutes)
    text = f"{text} {therapist}'s time is worth ${hourly} an hour."
    first = f"Paperwork: {minutes} of 60 minutes at ${hourly} = ${paperwork}. ${allowed} − ${paperwork} = ${earned}."
    if rng.random() < HALF:
        question, right = "How much does an insured visit earn after the cost of the paperwork?", earned
        explanation = f"{first} That is what the visit earns, compared with an empty hour."
        wrong = [
            Misconception("", allowed, f"Take away the paperwork, ${paperwork}."),
            Misconception(ALLOWED, cash - paperwork, "The plan pays what it allows, not your cash fee."),
            Misconception("", max(allowed - hourly, 0), f"The paperwork takes {minutes} minutes, not an hour."),
        ]
    else:
        question, right = "How much more does a cash visit earn than an insured one?", cash - earned
        explanation = (
            f"{first} ${cash} − ${earned} = ${cash - earned}. A cash visit earns that much more, if the hour is filled."
        )
        wrong = [
            Misconception("", cash - allowed, f"The paperwork costs ${paperwork}, too."),
            Misconception("", earned, "That is what the insured visit earns. Compare it with the cash fee."),
            Misconception("", cash, "That is the cash fee. Compare it with what the insured visit earns."),
        ]
    return number.ask(
        f"{text} {question}",
        right,
        wrong,
        explanation,
        citation("course-claims", "directory and website; later cash"),
        unit="dollars",
    )


CLOCK_FRAMES = (
    "{t} treated {p} on {visit}, and sent the claim on {sent}. The clearinghouse rejected it the next day. The contract allows {limit} days from the visit.",
    "{p}'s visit was on {visit}. The claim of {sent} was rejected for a wrong ID number, and the plan has no record of it. The contract says {limit} days from the visit.",
    "A claim for {p}'s visit on {visit} went out on {sent}. The plan's 277CA says “rejected.” The filing limit is {limit} days from the visit.",
    "{t} has {limit} days from each visit to file. The claim for {p}'s visit on {visit} was sent on {sent} and rejected on arrival.",
    "On {sent}, {t} sent the claim for {p}'s visit on {visit}. It came back the same day: birth date missing. The filing limit is {limit} days from the visit.",
    "{p}'s plan gives {t} {limit} days from the visit. The visit was on {visit}. A claim of {sent} was rejected before the plan accepted it.",
    "The plan rejected {p}'s claim of {sent} because of a typo in an NPI. The visit was on {visit}, and {t}'s contract allows {limit} days from it.",
    "{t} finds an old report: {p}'s claim of {sent} was rejected, and nobody fixed it. The visit was on {visit}. The limit is {limit} days from the visit.",
)


@family(
    "claims.filing_clock",
    "claim-10",
    "claim-2",
    level=1,
    depth="apply",
    hint="Which day starts the clock? Did the plan ever have the claim?",
)
def filing_clock(rng: random.Random) -> Question:
    """Ask how many days are left to file a claim that was rejected."""
    visit, limit = visit_day(rng), rng.choice((60, 90, 120, 180, 365))
    sent = rng.randrange(5, 26)
    today = sent + rng.randrange(3, 30)
    left = limit - today
    patient, therapist = people(rng, 2)
    on = [us_date(visit + timedelta(days=days)) for days in (0, sent, today)]
    text = rng.choice(CLOCK_FRAMES).format(p=patient, t=therapist, visit=on[0], sent=on[1], limit=limit)
    never = "A rejected claim was never in the plan's system, so the clock did not start again."
    wrong = [
        Misconception("treated a rejection as a denial", limit - (today - sent), never),
        Misconception("treated a rejection as a denial", limit, never),
        Misconception(
            "", limit - sent, f"Count to today, {on[2]}, and not to the day on which the first claim was sent."
        ),
        Misconception("", today, "That is how many days have passed. Subtract them from the limit."),
    ]
    explanation = f"From {on[0]} to {on[2]}, {today} days have passed. {limit} − {today} = {left}. {never}"
    return number.ask(
        f"{text} Today is {on[2]}. How many days are left to file the claim?",
        left,
        wrong,
        explanation,
        citation("kaiser-timely", "filing guidelines by health plan"),
        unit="days",
    )
