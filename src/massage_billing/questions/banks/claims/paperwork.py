"""Questions about the prescription, benefits, EOB, and denials (claim-3, 6, 11, 12)."""

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, us_date
from massage_billing.questions.banks.claims.synthetic_claims import DOCTORS, FREE, visit_day
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.claims.benefits import ACTIONS, AdjustmentReason, explain_benefits, group_of, reasons
from massage_billing.rules.claims.findings import as_label, checks
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
ONE_LIMIT, ONLY_ORDER, ONLY_PLAN, NOT_SUBTRACTED = (
    "looked at only one limit of a prescription", "used only the prescription", "used only the plan's limit",
    "ignored visits already used",
)  # fmt: skip
GAPS = ("", "")  # what was overlooked is not a belief


LEFT_FRAMES = (
    "{p}'s prescription is for {n}. {p} has had {u} so far. How many are left?",
    "A doctor orders {n} for {p}. Today's visit is over, and the chart shows {u} in all. How many more can {p} have?",
    "{t} counts the visits in {p}'s chart: {u}. The order says {n}. How many does the order still cover?",
    "“How many more times can I come?” asks {p}. The prescription is for {n}, and {p} has used {u}. What is the answer?",
    "{p} moves to {t}'s clinic with {u} used, of an order for {n}. How many can {t} still give on this order?",
    "{p} wants to plan the rest of a prescription for {n}. So far, {p} has come for {u}. How many are left?",
    "{p}'s chart has an order for {n}. {t} has crossed off {u}. How many are not crossed off?",
    "{t} asks for a new order when one visit is left. {p}'s order is for {n}, and {u} took place. How many are left now?",
)


@family("claims.visits_left", "claim-3", level=1, depth="apply", hint="Compare what was ordered with what took place.")
def visits_left(rng: random.Random) -> Question:
    """Ask how many visits are left on a prescription."""
    visits = rng.randrange(4, 13)
    used = rng.randrange(1, visits)
    left = visits - used
    wrong = [
        Misconception("", used, f"That is the number of visits used. Subtract it from {visits}."),
        Misconception(NOT_SUBTRACTED, visits, "That is the number ordered. Subtract the visits used."),
        Misconception("", left + 1, "Your answer is one too high. The latest visit counts as used."),
    ]
    patient, therapist = people(rng, 2)
    prompt = rng.choice(LEFT_FRAMES).format(p=patient, t=therapist, n=plural(visits, "visit"), u=plural(used, "visit"))
    explanation = f"{visits} ordered − {used} used = {left} left. Ask for a new prescription before the visits run out."
    return number.ask(prompt, left, wrong, explanation, citation("bothell-rx", "frequency and duration"), unit="visits")


FIT_FRAMES = (
    "{p}'s prescription is for {n} within {w} weeks. {u} visits are used, and {l} full weeks are left. {p} comes {k}.",
    "A doctor ordered {n} in {w} weeks for {p}. After {u} visits, the order has {l} full weeks left. {p} can come {k}.",
    "{t} looks at {p}'s order: {n}, {w} weeks. {u} visits took place, and {l} full weeks remain. {p} can come {k}.",
    "{p} was ill for a while. The order is for {n} in {w} weeks. {u} visits are done, {l} full weeks are left, and {p} comes {k}.",
    "{p} works nights and comes {k}. The order is for {n} in {w} weeks, with {u} visits used and {l} full weeks left.",
    "{t} plans {p}'s visits. The order: {n} in {w} weeks. Used: {u} visits. Left: {l} full weeks. {p} comes {k}.",
    "A new job lets {p} come {k}. {p}'s order of {n} in {w} weeks has {l} full weeks left, and {u} visits are used.",
    "{p} will be away soon. Of an order for {n} in {w} weeks, {u} visits are used and {l} full weeks are left. {p} comes {k}.",
)
OFTEN = {1: "once a week", 2: "twice a week", 3: "three times a week"}


@family(
    "claims.visits_that_fit",
    "claim-3",
    level=3,
    depth="analyze",
    hint="An order has two limits. Work out both numbers, and then compare them.",
)
def visits_that_fit(rng: random.Random) -> Question:
    """Ask how many visits a prescription still gives, by its visits and by its weeks."""
    while True:
        open_visits, weeks, often = rng.randrange(2, 9), rng.randrange(1, 5), rng.choice(list(OFTEN))
        fitting = weeks * often
        if open_visits != fitting and fitting < 13 and (rng.random() < 0.6 or fitting > open_visits):  # noqa: PLR2004
            break
    used, right = rng.randrange(2, 7), min(open_visits, fitting)
    wrong = [
        Misconception(
            ONE_LIMIT,
            open_visits,
            f"That many are left on the order, but {plural(weeks, 'week')} have time for {fitting}.",
        ),
        Misconception(ONE_LIMIT, fitting, f"The weeks have time for that many, but the order has {open_visits} left."),
        Misconception(NOT_SUBTRACTED, open_visits + used, "That is the number ordered. Subtract the visits used."),
    ]
    patient, therapist = people(rng, 2)
    text = rng.choice(FIT_FRAMES).format(
        p=patient, t=therapist, n=plural(open_visits + used, "visit"), u=used, l=weeks, k=OFTEN[often],
        w=weeks + rng.randrange(3, 7),
    ).replace(" 1 full weeks are", " 1 full week is").replace(" 1 full weeks remain", " 1 full week remains")  # fmt: skip
    text = text.replace(" 1 full weeks", " 1 full week")
    explanation = (
        f"Visits: {open_visits + used} − {used} = {open_visits} left. Weeks: {weeks} × {often} = {fitting}."
        f" The smaller number is {right}. A prescription ends at its first limit."
    )
    source = citation("bothell-rx", "frequency and duration")
    return number.ask(
        f"{text} How many more visits can this order give?", right, wrong, explanation, source, unit="visits"
    )


COVERS_FRAMES = (
    "Does this prescription cover a visit on {day}, and is anything else needed?",
    "{t} wants to book {p} for {day}. Does this prescription cover that visit, and is anything else needed?",
    "{p} asks for an appointment on {day}. Does the order cover it, and is anything else needed?",
    "Before {t} treats {p} on {day}, she reads the order. Does it cover the visit, and is anything else needed?",
    "You check tomorrow's list, for {day}. Does {p}'s prescription cover the visit, and is anything else needed?",
    "{p}'s visit on {day} is on the calendar. Does the prescription cover it, and is anything else needed?",
    "The front desk moved {p}'s visit to {day}. Does the prescription cover it, and is anything else needed?",
    "{t} is about to bill {p}'s visit on {day}. Does the prescription cover it, and was anything else needed?",
)


@family(
    "claims.prescription",
    "claim-3",
    level=2,
    depth="apply",
    hint="Compare four things with the visit: the date it was signed, its last day, its visits, and the plan's review.",
)
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
    wrong = [Misconception(ONE_LIMIT if verdict == COVERED else "", verdict, not_so[verdict]) for verdict in others]
    exhibit = (
        ("Prescription", f"{drawn['patient']}, neck pain (M54.2), {visits} visits in {drawn['weeks']} weeks"),
        ("Signed", f"{us_date(drawn['start'])}, {drawn['signed_by']}"),
        ("Visits so far", str(used)),
        ("Plan", f"reviews every visit after visit {FREE}; has not given an authorization number"),
    )
    prompt = rng.choice(COVERS_FRAMES).format(p=drawn["patient"], t=people(rng, 1)[0], day=us_date(on))
    return single_choice.ask(rng, prompt, right, wrong, explanation, source, exhibit=exhibit)


def _drawn_prescription(rng: random.Random, on: date) -> dict[str, Any]:
    """Return a prescription that covers a visit, or that has one problem."""
    visits, weeks = rng.randrange(4, 11), rng.choice((4, 6, 8, 12))
    problem = rng.choice(("", *VERDICTS))
    used = {"rx_used_up": visits, "review_due": FREE}.get(problem, rng.randrange(min(visits, FREE)))
    # Whether the weeks include the day exactly so many weeks later can be argued, so no visit is on that day.
    early, expired, covered = rng.randrange(1, 6), 7 * weeks + rng.randrange(1, 10), rng.randrange(7 * weeks - 3)
    return {
        "patient": people(rng, 1)[0],
        "diagnosis": "M54.2",
        "visits": max(visits, 8) if problem == "review_due" else visits,
        "weeks": weeks,
        "start": on - timedelta(days={"rx_early": -early, "rx_expired": expired}.get(problem, covered)),
        "signed_by": rng.choice(DOCTORS),
        "used": used,
    }


LACKS_FRAMES = (
    "A prescription says: “{said}.” What is missing? Check all that apply.",
    "{t} opens a fax: “{said}.” Which parts does this prescription lack? Check all that apply.",
    "The doctor's office sends this order: “{said}.” What do you ask the office to add? Check all that apply.",
    "A new patient hands you a slip: “{said}.” What does the prescription lack? Check all that apply.",
    "A plan returns an order as incomplete: “{said}.” What is not on it? Check all that apply.",
    "In a chart, {t} finds one order: “{said}.” Which parts are missing? Check all that apply.",
    "A nurse reads you an order on the phone: “{said}.” What do you ask for? Check all that apply.",
    "Before the first visit, {t} reads: “{said}.” What does the order still need? Check all that apply.",
)


@family(
    "claims.prescription_lacks",
    "claim-3",
    level=3,
    depth="analyze",
    hint="A complete order answers: for whom, for what, how often, for how long, from when, and by whom.",
)
def prescription_lacks(rng: random.Random) -> Question:
    """Ask which parts a prescription is missing."""
    rows = current(PrescriptionPart)
    missing = rng.sample(rows, rng.choice((2, 3)))
    words = {
        "patient": f"for {people(rng, 1)[0]}",
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
        rng.choice(LACKS_FRAMES).format(said=f"Massage, {stated}", t=people(rng, 1)[0]),
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


EOB_FRAMES = (
    "You are in the plan's network. You billed ${billed}, and the plan allows ${allowed}. The remaining deductible is ${left}, and the copay is ${copay}. Coinsurance is {percent}% of the rest.",
    "{t} is in the network and charges ${billed}. The plan allows ${allowed}. {p} still has ${left} of the deductible to pay, a copay of ${copay}, and then {percent}% coinsurance.",
    "{p}'s EOB: charge ${billed}, allowed ${allowed}, in network. Before the visit, ${left} of the deductible remained. The copay is ${copay}, and coinsurance is {percent}% of the rest.",
    "In network, {p}'s plan allows ${allowed} of the ${billed} on the claim. {p} pays the remaining ${left} of the deductible, then ${copay} as a copay, then {percent}% of the rest.",
    "{p} sees {t}, who is in the network. The plan allows ${allowed}; the claim was for ${billed}. Remaining deductible: ${left}. Copay: ${copay}. Coinsurance: {percent}% of what remains.",
    "A claim for ${billed} goes to {p}'s plan. The therapist is in the network, and ${allowed} is allowed. {p} has ${left} of the deductible to pay, a ${copay} copay, and {percent}% coinsurance on the rest.",
    "{t} joined the plan's network, where a visit like {p}'s has an allowed amount of ${allowed}. {t} charges ${billed}. The deductible left is ${left}, the copay ${copay}, and coinsurance {percent}% of the rest.",
    "For {p}'s visit, {t} billed ${billed} as a network therapist. Allowed: ${allowed}. {p}'s share: the rest of the deductible (${left}), a copay (${copay}), and {percent}% of the rest.",
)
PARTS = ("billed", "allowed", "adjusted", "deductible", "coinsurance", "copay", "paid", "share")


def _settled(rng: random.Random) -> tuple[dict[str, int], dict[str, int]]:
    """Return the terms of a plan, and the parts of an explanation of benefits in whole dollars."""
    billed, allowed = rng.randrange(90, 181, 10), rng.randrange(50, 90, 10)
    terms = ((0, 0, 20), (0, 20, 0), (rng.randrange(10, 40, 10), 0, 0), (20, 10, 0), (0, 10, 15))
    left, percent, copay = rng.choice(terms)
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent, copay=copay)
    parts = {name: getattr(settled, name) for name in PARTS}
    if any(part % 1 for part in parts.values()):
        return _settled(rng)
    terms_of = {"billed": billed, "allowed": allowed, "left": left, "copay": copay, "percent": percent}
    return terms_of, {name: int(part) for name, part in parts.items()}


ASKED = {
    "share": "How much does the patient owe?",
    "paid": "How much does the plan pay?",
    "adjusted": "How much is the contractual adjustment (CO-45)?",
}


@family(
    "claims.statement",
    "claim-11",
    level=2,
    depth="apply",
    hint="Start with the allowed amount. Take away the patient's parts one after the other: deductible, copay, coinsurance.",
)
def statement(rng: random.Random) -> Question:
    """Ask for one amount of an explanation of benefits."""
    terms, parts = _settled(rng)
    asked = rng.choice(list(ASKED))
    # The story comes last, so that a seed has the same amounts as in earlier versions.
    patient, therapist = people(rng, 2)
    text = rng.choice(EOB_FRAMES).format(p=patient, t=therapist, **terms)
    billed, paid, adjusted, share = (parts[name] for name in ("billed", "paid", "adjusted", "share"))
    other_part = "confused two parts of the EOB"
    both = "That is the adjustment and the patient's share added together."
    wrong = [
        Misconception(other_part, share, "That is the patient's share."),
        Misconception(other_part, paid, "That is the plan's payment."),
        Misconception(other_part, adjusted, "That is the contractual adjustment."),
        Misconception("", parts["allowed"], "That is what the patient and the plan pay together."),
        Misconception("billed the balance to the patient", billed - paid, both),
    ]
    if asked == "adjusted":
        wrong.insert(0, Misconception("confused billed and allowed amounts", billed, "That is the whole charge."))
    explanation = (
        f"${billed} billed = ${adjusted} adjustment + ${paid} from the plan + ${share} from the patient"
        f" (deductible ${parts['deductible']}, copay ${parts['copay']}, coinsurance ${parts['coinsurance']})."
    )
    source = citation("x12-carc", "CO-45, PR-1, PR-2, PR-3")
    return number.ask(f"{text} {ASKED[asked]}", parts[asked], wrong, explanation, source, unit="dollars")


LINE_FRAMES = (
    "A line on an EOB shows {code}, ${amount}. What does the code mean?",
    "{p}'s EOB has the line “{code}: ${amount}.” What does {t} read there?",
    "“What is {code}, ${amount}?” asks {p}, with an EOB in hand. What is the answer?",
    "{t} enters {p}'s EOB into the books, and comes to {code}, ${amount}. What is this amount?",
    "The plan paid less than {t} charged for {p}'s visit: {code}, ${amount}. Why?",
    "Next to ${amount}, {p}'s EOB has the code {code}. What does it mean?",
    "{t} explains an EOB to a new colleague. One line is {code}, ${amount}. What does it mean?",
    "Between the charge and the payment, {p}'s EOB has {code}, ${amount}. What is it?",
)


@family(
    "claims.statement_line",
    "claim-11",
    level=1,
    depth="recall",
    hint="The letters say whether the patient owes the amount. The number gives the reason.",
)
def statement_line(rng: random.Random) -> Question:
    """Ask what a reason code on an explanation of benefits means."""
    row, *others = rng.sample([row for row in reasons().values() if not row.denies], 3)
    wrong = [Misconception("", one.meaning, f"That describes {one.code}, {one.name}.") for one in others]
    amount = Decimal(rng.randrange(5, 60))
    if row.code == "CO-253":  # 2 percent of a payment
        amount *= Decimal("0.02")
    patient, therapist = people(rng, 2)
    prompt = rng.choice(LINE_FRAMES).format(code=row.code, amount=f"{amount:.2f}", p=patient, t=therapist)
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


DENIAL_FRAMES = (
    "The explanation of benefits (EOB) for {p}'s claim shows {code}. {meaning} What should you do first?",
    "{t} opens the mail: {p}'s EOB shows {code}. {meaning} What should {t} do first?",
    "On the plan's website, {p}'s claim shows {code}. {meaning} What comes first?",
    "{p} asks about a visit that the plan did not pay in full. The EOB shows {code}. {meaning} What should you do first?",
    "A colleague wants to know what to do with {p}'s claim, which shows {code}. {meaning} What do you say should come first?",
    "{t} sorts the EOBs of the week. {p}'s shows {code}. {meaning} What is the first response?",
    "The payment for {p} is lower than the charge. The line shows {code}. {meaning} What should {t} do first?",
    "In the list of open claims, {p}'s shows {code}. {meaning} What is the next thing to do?",
)
# A claim that says "Find out what happened" is right whenever it is offered, so such rows are not asked here.
ASKED_ACTS = tuple(NOT_FOR)
SUGGESTS = {
    "let go": "gave up on a denial",
    "bill the client": "billed the balance to the patient",
    "correct and send again": "resent a claim that needed an appeal",
    "appeal": "appealed instead of correcting",
}


@cache
def _reasons_for(act: str) -> tuple[AdjustmentReason, ...]:
    return tuple(row for row in reasons().values() if row.act == act)


@family(
    "claims.denial",
    "claim-12",
    level=1,
    depth="apply",
    hint="The letters say whether the patient may be billed. The reason says whose move it is: yours, the plan's, or another payer's.",
)
def denial(rng: random.Random) -> Question:
    """Ask how to respond to a reason code on an explanation of benefits."""
    row = rng.choice(_reasons_for(rng.choice(ASKED_ACTS)))
    acts = [act for act in NOT_FOR if act not in row.accepted]  # `look first` is never wrong
    if "appeal" in row.accepted and "ask for authorization" in acts:
        acts.remove("ask for authorization")  # its label names an appeal too
    wrong = [
        Misconception(SUGGESTS.get(act, ""), ACTIONS[act], NOT_FOR[act].format(code=row.code, group=group_of(row.code)))
        for act in rng.sample(acts, 3)
    ]
    patient, therapist = people(rng, 2)
    prompt = rng.choice(DENIAL_FRAMES).format(p=patient, t=therapist, code=row.code, meaning=row.meaning)
    explanation = f"{row.code} means “{row.name}.” {row.why}"
    return single_choice.ask(rng, prompt, ACTIONS[row.act], wrong, explanation, row.citation)


SEVERAL_FRAMES = (
    "Five claims came back with reason codes. For which ones is the usual first response to {act}? Check all that apply.",
    "{t} has five EOBs on the desk. For which ones is the usual first response to {act}? Check all that apply.",
    "A clinic sorts its open claims by what to do. For which of these is the usual first response to {act}? Check all that apply.",
    "{t} has an hour for claims today. For which of these is the usual first response to {act}? Check all that apply.",
    "Five lines of one EOB have codes. For which ones is the usual first response to {act}? Check all that apply.",
    "{t} trains a new biller with five codes. For which ones is the usual first response to {act}? Check all that apply.",
    "It is the last day of the month, and five lines are open. For which is the usual first response to {act}? Check all that apply.",
    "The owner asks about five lines. For which ones is the usual first response to {act}? Check all that apply.",
)


@family(
    "claims.denial_several",
    "claim-12",
    level=2,
    depth="analyze",
    hint="For each code, ask: is there an error that you can correct, or did the contract or a law decide?",
)
def denial_several(rng: random.Random) -> Question:
    """Ask which of five reason codes call for the same response."""
    act = rng.choice(("correct and send again", "let go"))
    right = rng.sample([row for row in reasons().values() if row.act == act], 2)
    wrong = rng.sample([row for row in reasons().values() if act not in row.accepted and row.act != "look first"], 3)
    return multiple_choice.ask_which(
        rng,
        rng.choice(SEVERAL_FRAMES).format(act=ACTIONS[act].lower(), t=people(rng, 1)[0]),
        right,
        wrong,
        choice=lambda row: f"{row.code}: {row.meaning}",
        message=lambda row: f"For {row.code}, {ACTIONS[row.act].lower()}. {row.why}",
        names=("", ""),
        explanation=" ".join(f"{row.code}: {row.why}" for row in right),
        source=right[0].citation,
    )


BENEFIT_FRAMES = (
    "The plan pays for {n} of massage a year, and {p} has used {u} this year. The new prescription is for {o}. How many of these can the plan pay for this year?",
    "{p}'s doctor orders {o}. On the phone, the plan says: {n} a year, {u} used. How many of the ordered visits can the plan pay for this year?",
    "{t} wants to tell {p} how many visits the plan can pay for this year. The order is for {o}. The plan allows {n} a year, and {u} are used. What is the number?",
    "A plan covers {n} of massage each year. {p} had {u} in spring, and now has an order for {o}. How many of the new ones can the plan cover this year?",
    "{p} comes with an order for {o}, and has used {u} of the {n} that the plan allows in a year. How many of the {o} can go to the plan this year?",
    "“My doctor ordered {o},” says {p}. The plan allows {n} this year, and another clinic has billed {u}. How many of the ordered visits can the plan pay for this year?",
    "{t} writes on the benefits sheet: limit {n}, used {u}. {p}'s new order: {o}. How many of the ordered visits fit in the plan's year?",
    "{p} starts again after a break. Used this year: {u}. Plan's limit: {n}. New order: {o}. How many of the ordered visits can the plan pay for this year?",
)


@family(
    "claims.benefit_left",
    "claim-6",
    level=3,
    depth="apply",
    hint="Work out what the plan has left this year. Then compare it with the order.",
)
def benefit_left(rng: random.Random) -> Question:
    """Ask how many visits both the plan and the prescription still allow this year."""
    plan, used = rng.randrange(10, 25), rng.randrange(3, 10)
    ordered = rng.randrange(4, 13)
    left = min(plan - used, ordered)
    patient, therapist = people(rng, 2)
    prompt = rng.choice(BENEFIT_FRAMES).format(
        p=patient, t=therapist, n=plural(plan, "visit"), u=plural(used, "visit"), o=plural(ordered, "visit")
    )
    wrong = [
        Misconception(ONLY_ORDER, ordered, "The plan has fewer visits left than the doctor ordered."),
        Misconception(ONLY_PLAN, plan - used, "The prescription is for fewer visits."),
        Misconception(NOT_SUBTRACTED, plan, f"That is the limit for the year. The patient has used {used}."),
    ]
    explanation = (
        f"The plan has {plural(plan - used, 'visit')} left, and the prescription is for {ordered}."
        f" Use the smaller number, {left}."
    )
    source = citation("massage-seattle", "the plan's visits and the prescribed visits")
    objectives = ("claim-6", "claim-3")
    return number.ask(prompt, left, wrong, explanation, source, unit="visits", objectives=objectives)


FREE_FRAMES = (
    "{p} has a new episode of neck pain.", "{p} hurt a shoulder in the garden, and nobody has treated it yet.",
    "{p} has a back problem that no massage therapist has treated before.", "{p}'s headaches are new, and massage begins on Monday.",
    "A doctor sends {p} for a new problem in the hip.", "{p} begins care for a knee that was never treated.",
    "After a long drive, {p} has a new pain in the low back.", "{p}'s forearm pain is a new episode of care.",
    "{p} comes to massage for the first time, with a stiff jaw.",
)  # fmt: skip


@family(
    "claims.free_visits",
    "claim-3",
    "claim-6",
    level=3,
    depth="analyze",
    hint="Three numbers limit the visits: the law's, the order's, and what the plan has left. Compare all three.",
)
def free_visits(rng: random.Random) -> Question:
    """Ask how many visits can take place before the plan, the doctor, or the patient has to decide something."""
    smallest = rng.choice(("rule", "order", "plan"))
    right = FREE if smallest == "rule" else rng.randrange(2, FREE)
    ordered, left = (right if smallest == one else rng.randrange(right + 1, 13) for one in ("order", "plan"))
    used = rng.randrange(3, 12)
    patient, therapist = people(rng, 2)
    prompt = (
        f"{rng.choice(FREE_FRAMES).format(p=patient)} The order is for {plural(ordered, 'visit')}. {therapist} is in the network"
        f" of the state-regulated Washington plan. It allows {left + used} visits a year, and {used} are used. It reviews every visit that"
        " the law lets it review. How many visits can take place before a review, a new order, or another payer is needed?"
    )
    wrong = [
        Misconception("applied the six-visit rule too widely", FREE, "The order and the plan's limit count, too."),
        Misconception(
            ONLY_ORDER, ordered, f"The order is not the smallest number here. Visit {FREE + 1} may be reviewed."
        ),
        Misconception(ONLY_PLAN, left, "That is what the plan has left. Another number is smaller."),
        Misconception(NOT_SUBTRACTED, left + used, f"Subtract the {used} visits that are used."),
    ]
    explanation = (
        f"Without review: {FREE}. Ordered: {ordered}. Left in the plan: {left + used} − {used} = {left}."
        f" The smallest number is {right}. The six-visit rule does not replace the order or the plan's limit."
    )
    source = citation("rcw-48-43-016", "(2)(a) and (b); 2020 c 193")
    return number.ask(prompt, right, wrong, explanation, source, unit="visits")
