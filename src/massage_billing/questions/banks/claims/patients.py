"""Questions about patients: the card, privacy, when care ends, and what to check again (claim-4, claim-5, claim-8, claim-15)."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from massage_billing.base.tables import citation
from massage_billing.base.text import us_date
from massage_billing.questions.kinds import multiple_choice, sorting
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family

SURNAMES = (
    "Abebe", "Baker", "Castillo", "Dubois", "Eriksen", "Farouk", "Garcia", "Haddad", "Ito", "Jensen", "Kowalski", "Lopez", "Mbeki",
    "Nakamura", "Okafor", "Patel", "Quispe", "Rossi", "Silva", "Tanaka", "Umar", "Vargas", "Wong", "Yilmaz", "Zhou",
)  # fmt: skip
MATCH_FRAMES = (
    "The plan cannot find {p}. Compare the claim with the plan's record. Which items do not match? Check all that apply.",
    "Before you send {p}'s claim, you call the plan and compare. Which items differ? Check all that apply.",
    "{t} typed this claim for {p} in a hurry. Which items need to be corrected? Check all that apply.",
    "A clearinghouse returns {p}'s claim: “patient not found.” Which items do you correct? Check all that apply.",
    "{p}'s claim is back, with CO-31. Which items differ from the plan's record? Check all that apply.",
    "You have the plan's record and {p}'s claim side by side. Where do they differ? Check all that apply.",
    "{p} has a new card, and the claim came from the old one. Which items are out of date? Check all that apply.",
    "{t} checks a colleague's work, line by line. Which items of {p}'s claim are wrong? Check all that apply.",
)


def _swapped(text: str) -> str:
    """Return a number with two neighboring digits swapped, or with one changed if they are equal."""
    if text[-3] != text[-2]:
        return f"{text[:-3]}{text[-2]}{text[-3]}{text[-1]}"
    return f"{text[:-1]}{(int(text[-1]) + 3) % 10}"


@family(
    "claims.card_match",
    "claim-4",
    "claim-9",
    level=1,
    depth="analyze",
    hint="Compare letter by letter and digit by digit, also at the start of a number.",
)
def card_match(rng: random.Random) -> Question:
    """Ask which items of a claim differ from the plan's record."""
    first, holder, therapist = people(rng, 3)
    last, other = rng.sample(SURNAMES, 2)
    born = date(rng.randrange(1950, 2006), rng.randrange(1, 13), rng.randrange(13, 29))
    prefix = "".join(rng.choice("ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(3))
    number = f"{prefix}{rng.randrange(10**7, 10**8)}"
    group = str(rng.randrange(10**5, 10**6))
    record = {
        "1a ID number": number,
        "2 Patient's name": f"{last}, {first}",
        "3 Date of birth": us_date(born),
        "4 Insured's name": f"{last}, {holder}",
        "11 Group number": group,
    }
    wrong: dict[str, Callable[[], str]] = {
        "1a ID number": lambda: rng.choice((_swapped(number), number[3:])),
        "2 Patient's name": lambda: rng.choice((f"{other}, {first}", f"{last}, {first[:3]}")),
        "3 Date of birth": lambda: rng.choice(
            (us_date(born + timedelta(days=rng.choice((1, 10)))), us_date(born.replace(year=born.year + 1)))
        ),
        "4 Insured's name": lambda: f"{last}, {first}",
        "11 Group number": lambda: _swapped(group),
    }
    different = rng.sample(list(record), rng.choice((1, 2, 2, 3)))
    claim = {item: wrong[item]() if item in different else value for item, value in record.items()}
    about = [
        Misconception("", item, f"Item {item}: the record has {value}, and the claim has {claim[item]}.")
        if item in different
        else Misconception("", item, f"Item {item} is the same on both: {value}.")
        for item, value in record.items()
    ]
    explanation = " ".join(one.message for one in about if one.answer in different)
    return multiple_choice.ask(
        rng,
        rng.choice(MATCH_FRAMES).format(p=first, t=therapist),
        different,
        about,
        f"{explanation} The claim must match the plan's record.",
        citation("nucc-1500", "items 1a to 11"),
        exhibit=(
            *((f"Record, {item}", value) for item, value in record.items()),
            *((f"Claim, {item}", value) for item, value in claim.items()),
        ),
    )


NO_FORM, FORM = "HIPAA needs no authorization", "Get a signed authorization"
FREE_TO_SHARE = (  # who gets what, and for what
    ("{p}'s plan: the claim for the visit on {day}", "payment"),
    ("{p}'s plan: the note of {day}, before it pays", "payment"),
    ("{p}'s plan: the notes for an appeal about {day}", "payment"),
    ("{p}'s doctor: the progress report of {day}", "treatment"),
    ("A physical therapist who treats {p}, too: the findings of {day}", "treatment"),
    ("{p}'s surgeon: how the scar felt on {day}, before more treatment", "treatment"),
    ("{p}'s second plan: the first plan's EOB for {day}", "payment"),
    ("{p} in person: a copy of the note of {day}", "the patient's own access"),
    ("L&I, as state law asks: the report on {p}'s work injury, {day}", "workers' compensation"),
)
NEEDS_A_FORM = (
    ("{p}'s boss: how the back is doing since {day}, to plan the shifts", "It is not for care or payment."),
    ("A life insurer: {p}'s chart up to {day}, for a new policy", "The insurer wants it for its own decision."),
    ("Your website: {p}'s story and photo of {day}", "That is advertising."),
    ("A newspaper: {p}'s recovery since {day}", "That is neither care nor payment."),
    ("A gym that pays for it: {p}'s name and problem, as of {day}", "That sells health information."),
    ("{p}'s soccer coach: the notes up to {day}, to pick the team", "A coach does not treat {p}."),
    ("{p}'s landlord: a list of the visits up to {day}", "A landlord is no part of care or payment."),
    ("A maker of pillows: {p}'s diagnosis of {day}, to send an offer", "That is advertising."),
    ("{p}'s future employer: the findings of {day}", "It is not for care or payment."),
)
SHARE_FRAMES = (
    "A practice that HIPAA covers has five requests on the desk. Sort them.",
    "{t} runs a practice that HIPAA covers. Which of these need the patient's signed authorization under HIPAA? Sort them.",
    "A new colleague at a covered practice asks what may go out. Sort these five.",
    "It is Monday at a practice that HIPAA covers, and five people want information. Sort them.",
    "{t}, the privacy official of a covered practice, answers five requests. Sort them.",
    "A covered practice trains its front desk with five examples. Sort them.",
    "Each of these patients has the privacy notice of a covered practice. Sort what others want to know.",
    "{t} closes for a week, and leaves a note on five requests to a covered practice. Sort them.",
)


@family(
    "claims.permission",
    "claim-5",
    level=1,
    depth="apply",
    hint="Ask for each one: is it for treatment, for payment, or for the patient? Or for somebody's own purpose?",
)
def permission(rng: random.Random) -> Question:
    """Ask which requests for health information need an authorization under HIPAA."""
    free = rng.choice((2, 3))
    names = people(rng, 6)
    right: dict[str, str] = {}
    wrong: list[Misconception] = []
    for at, (kind, (words, why)) in enumerate(
        [(NO_FORM, one) for one in rng.sample(FREE_TO_SHARE, free)]
        + [(FORM, one) for one in rng.sample(NEEDS_A_FORM, 5 - free)]
    ):
        day = us_date(date(2026, 1, 5) + timedelta(days=rng.randrange(300)))
        card = words.format(p=names[at], day=day)
        right[card] = kind
        if kind == NO_FORM:
            reason = f"“{card}” needs no authorization under HIPAA: it is for {why}."
            wrong.append(Misconception("asked for permission that is not needed", {card: FORM}, reason))
        else:
            reason = f"“{card}” needs an authorization. {why.format(p=names[at])}"
            wrong.append(Misconception("shared without an authorization", {card: NO_FORM}, reason))
    cards = list(right)
    rng.shuffle(cards)
    return sorting.ask(
        rng.choice(SHARE_FRAMES).format(t=names[5]),
        {card: right[card] for card in cards},
        (NO_FORM, FORM),
        wrong,
        f"{free} of the five are for treatment, payment, the patient, or workers' compensation. The others serve somebody else's purpose,"
        " so the patient must authorize them in writing.",
        citation("cfr-164", "164.506(c)(1); 164.508(a); 164.512(l); 164.524"),
    )


PLAN_PAYS, PATIENT_PAYS, ASK_FIRST = "Bill the plan", "Bill the patient", "Ask for more visits first"
MEASURES = (
    ("turns the head", 30, 60, "degrees"), ("lifts the arm", 90, 140, "degrees"), ("bends the knee", 80, 120, "degrees"),
    ("opens the mouth", 25, 40, "mm"), ("grips", 10, 25, "kg"), ("sits for", 10, 40, "minutes"), ("reads for", 15, 50, "minutes"),
    ("walks for", 10, 45, "minutes"), ("stands for", 15, 60, "minutes"),
)  # fmt: skip
NEXT_FRAMES = (
    "{t} looks at five patients who have asked for the next visit. Who pays for it, or what comes first? Sort them.",
    "Five patients call {t} on Monday. Each wants one more visit. Sort them by what {t} does.",
    "A clinic reviews five charts before it books the next visit. Sort the patients.",
    "{t} plans the week. What is right for the next visit of each patient? Sort them.",
    "Five patients want to go on, and each knows the price. Sort them by who pays, or what comes first.",
    "Before the desk books these five, {t} decides how the next visit will be billed. Sort them.",
    "{t} takes over five patients from a colleague. Sort them by how the next visit is billed.",
    "An owner asks {t} how five next visits will be billed. Sort the patients.",
)


@family(
    "claims.who_pays_next",
    "claim-8",
    level=2,
    depth="judge",
    hint="Look at the last two numbers: is there still a change? Then look at the visits left on the order and in the plan.",
)
def who_pays_next(rng: random.Random) -> Question:
    """Ask how the next visit of five patients is billed."""
    *names, therapist = people(rng, 6)
    groups = [PLAN_PAYS, PATIENT_PAYS, ASK_FIRST, *(rng.choice((PLAN_PAYS, PATIENT_PAYS, ASK_FIRST)) for _ in range(2))]
    rng.shuffle(groups)
    exhibit, wrong = [], []
    for name, group in zip(names, groups, strict=True):
        words, why = _record(rng, group)
        exhibit.append((name, words))
        for other in (PLAN_PAYS, PATIENT_PAYS, ASK_FIRST):
            if other != group:
                belief = {
                    (PATIENT_PAYS, PLAN_PAYS): "billed maintenance to the plan",
                    (ASK_FIRST, PATIENT_PAYS): "ended care when the visits ran out",
                }.get((group, other), "")
                wrong.append(Misconception(belief, {name: other}, f"{name}: {why}"))
    return sorting.ask(
        rng.choice(NEXT_FRAMES).format(t=therapist),
        dict(zip(names, groups, strict=True)),
        (PLAN_PAYS, PATIENT_PAYS, ASK_FIRST),
        wrong,
        " ".join(f"{name}: {_short(group)}" for name, group in zip(names, groups, strict=True))
        + " Plans pay for care that improves a condition.",
        citation("evicore-massage", "maintenance care excluded; progress required"),
        exhibit=tuple(exhibit),
    )


def _short(group: str) -> str:
    return {
        PLAN_PAYS: "improves, with visits left.",
        PATIENT_PAYS: "maintenance, or the plan's limit.",
        ASK_FIRST: "improves, but the order is used up.",
    }[group]


def _record(rng: random.Random, group: str) -> tuple[str, str]:
    """Return a patient's record, and why the next visit is billed as it is."""
    does, low, goal, unit = rng.choice(MEASURES)
    half = (low + goal) // 2 - rng.randrange(4)
    order, plan = rng.randrange(2, 7), rng.randrange(8, 19)
    improving = f"{does} {low}, now {half} {unit}; goal {goal}"
    if group == PLAN_PAYS:
        return (
            f"{improving}. Left: order {order}, plan {plan}.",
            "There is progress, the goal is ahead, and visits are left.",
        )
    if group == ASK_FIRST:
        return (
            f"{improving}. Left: order 0, plan {plan}. The plan wants an order.",
            f"There is progress, and the plan has {plan} visits left. But the order is used up.",
        )
    return rng.choice(
        (
            (
                f"{does} {low}, now {goal} {unit}; goal {goal}. Left: order {order}, plan {plan}. Wants visits to stay well.",
                "The goal is reached. Visits to stay well are maintenance.",
            ),
            (
                f"{does} {half} {unit} for the last {rng.randrange(4, 8)} visits; the doctor expects no change. Left: order {order}, plan {plan}.",
                "There is no progress, so the plan has no reason to pay.",
            ),
            (
                f"{improving}. Left: order {order}, plan 0 until January, without exceptions.",
                "The plan's visits are used up for this year. Care can go on if the patient pays.",
            ),
        )
    )


WATCH_FRAMES = (
    "Today is {day}. {t} wrote down when each list was last checked. Which could have changed since then? Check all that apply.",
    "It is {day}, and {t} is about to send claims. Which of these should {t} check again? Check all that apply.",
    "On {day}, {t} opens the list of last checks. Where can there be something new? Check all that apply.",
    "{t} comes back to work on {day}. Which of these may be out of date? Check all that apply.",
    "On {day}, a colleague asks {t} whether the office is up to date. Which ones must be checked again? Check all that apply.",
    "A claim is to go out on {day}. Which of {t}'s lists could be old by then? Check all that apply.",
    "{day}: {t} has an hour to stay current. Which of these could have changed since the last check? Check all that apply.",
    "{t} uses this log on {day}. For which lines was there a possible change since the last check? Check all that apply.",
)
PLANS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Maple")


@family(
    "claims.checked_when",
    "claim-15",
    level=2,
    depth="analyze",
    hint="For each line, ask when it can change. Is that day between the last check and today?",
)
def checked_when(rng: random.Random) -> Question:
    """Ask which lists could have changed since they were last checked."""
    today = date(2026, 1, 20) + timedelta(days=rng.randrange(330))
    one, other = rng.sample(PLANS, 2)
    therapist = people(rng, 1)[0]
    changes = {
        "Procedure codes": ("January 1", [date(year, 1, 1) for year in (2025, 2026)]),
        "Diagnosis codes": (
            "April 1 or October 1",
            [date(year, month, 1) for year in (2025, 2026) for month in (4, 10)],
        ),
        f"Fees of Plan {one}": ("", [_some_day(rng, today)]),
        f"Deadline of Plan {other}": ("", [_some_day(rng, today)]),
    }
    while True:
        checked = {name: today - timedelta(days=rng.randrange(10, 200)) for name in changes}
        stale = [name for name, (_, days) in changes.items() if any(checked[name] < day <= today for day in days)]
        close = any(abs((checked[name] - day).days) < 2 for name, (_, days) in changes.items() for day in days)  # noqa: PLR2004
        if 0 < len(stale) < len(changes) and not close:
            break
    exhibit, about = [], []
    for name, (when, days) in changes.items():
        notice = "" if when else f"; the plan's notice: new from {us_date(days[0])}"
        exhibit.append((name, f"checked {us_date(checked[name])}{notice}"))
        last = max((day for day in days if day <= today), default=days[0])
        rule = f"can change on {when}" if when else f"changes on {us_date(days[0])}"
        about.append(
            Misconception(
                "",
                name,
                f"{name}: {rule}. The check on {us_date(checked[name])} was before {us_date(last)}."
                if name in stale
                else f"{name}: {rule}. There was no such day from {us_date(checked[name])} to {us_date(today)}.",
            )
        )
    explanation = " ".join(each.message for each in about if each.answer in stale)
    return multiple_choice.ask(
        rng,
        rng.choice(WATCH_FRAMES).format(day=us_date(today), t=therapist),
        stale,
        about,
        f"{explanation} Write down each date.",
        citation("ama-cpt", "purpose and process"),
        exhibit=tuple(exhibit),
    )


def _some_day(rng: random.Random, today: date) -> date:
    """Return the first day of a month from half a year before a day to two months after it."""
    return (today + timedelta(days=rng.randrange(-170, 60))).replace(day=1)
