"""The other method of counting, and what stays out of the count (unit-7 and unit-8)."""

import random
from collections.abc import Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, sentence
from massage_billing.questions.banks.eight_minute_rule.misconceptions import of_shares, of_total, started
from massage_billing.questions.banks.eight_minute_rule.multiple_services import (
    MEDICARE,
    TIMED,
    TOTAL,
    day_of,
    listing,
    methods_differ,
    scene,
    steps,
)
from massage_billing.questions.banks.eight_minute_rule.one_service import some_minutes, why
from massage_billing.questions.kinds import multiple_choice, number, single_choice, units_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, billings, count_day, units_for

MIDPOINT = citation("premera-time", "15-minute increment timed service")
TREATMENT_TIME = citation("fcso-units", "pre- and post-delivery services")
BUNDLED = citation("palmetto-97010", "status B")
UNTIMED = "97010"
SHORT_SERVICES = {"97124": 10, "97140": 10, "97112": 8}  # each earns a unit by itself; the total earns two
ADDED = "You added the minutes first. This payer never does."
STARTED = f"A quarter that has begun counts only from its minute {FIRST} on."
DROPPED = f"You kept only whole quarters. A rest of {FIRST} minutes or more is one more unit."
EACH = "The payer counts each code by itself."


def by_itself(services: Mapping[str, int]) -> str:
    """Return the midpoint count in words."""
    counts = "; ".join(
        f"{code}: {plural(minutes, 'minute')}, {plural(units_for(minutes), 'unit')}"
        for code, minutes in services.items()
    )
    return f"Each code by itself: {counts}. Nothing is added up across codes."


def any_day(rng: random.Random) -> dict[str, int]:
    """Return a day of two or three services."""
    return day_of(rng, [some_minutes(rng, 5, 34) for _ in range(rng.choice((2, 3)))])


def parting_day(rng: random.Random) -> dict[str, int]:
    """Return a day of two or three services on which the two methods give other totals."""
    while True:
        services = any_day(rng)
        if methods_differ(services.values()):
            return services


@family("eight_minute_rule.each_by_itself", "unit-7", level=1)
def each_by_itself(rng: random.Random) -> Question:
    """Ask for the day's units where each code is counted by itself."""
    services = parting_day(rng)
    minutes = services.values()
    wrong = [
        Misconception("totalled where the payer does not", units_for(sum(minutes)), ADDED),
        Misconception("a unit for every started quarter", sum(map(started, minutes)), STARTED),
        Misconception("rest dropped", sum(one // UNIT for one in minutes), DROPPED),
    ]
    prompt = f"{EACH} One visit: {listing(services)}. How many units in all?"
    return number.ask(prompt, sum(map(units_for, minutes)), wrong, by_itself(services), MIDPOINT)


@family("eight_minute_rule.midpoint_day", "unit-7", level=2)
def midpoint_day(rng: random.Random) -> Question:
    """Ask for the units of each code where each is counted by itself."""
    services = parting_day(rng)
    begun = {code: started(minutes) for code, minutes in services.items()}
    whole = {code: minutes // UNIT for code, minutes in services.items() if minutes >= UNIT}
    wrong = [
        *(Misconception("totalled where the payer does not", units, ADDED) for units in billings(services)),
        Misconception("a unit for every started quarter", begun, STARTED),
        Misconception("rest dropped", whole, DROPPED),
    ]
    right = billings(services, method="midpoint")
    prompt = f"{EACH} One visit: {listing(services)}. How many units of each code do you bill?"
    return units_by_code.ask(prompt, services, right, wrong, by_itself(services), MIDPOINT)


@family("eight_minute_rule.two_payers", "unit-7", level=3)
def two_payers(rng: random.Random) -> Question:
    """Ask what changes when the same day goes to a payer with the other method."""
    services = any_day(rng)
    minutes = sum(services.values())
    total, each = units_for(minutes), sum(map(units_for, services.values()))
    same = "Both payers get the same number of units"
    a_more, b_more = "A gets 1 unit more", "B gets 1 unit more"  # three services never differ by more
    mixed = "A adds the minutes up. B takes each code by itself."
    answers = [  # the right one is no misconception: single_choice leaves it out
        Misconception("thought the methods agree", same, "Count both: the two methods part on this day."),
        Misconception("mixed the methods up", a_more, mixed),
        Misconception("mixed the methods up", b_more, mixed),
    ]
    right = a_more if total > each else b_more if total < each else same
    prompt = (
        f"One visit: {listing(services)}. Payer A uses the Medicare total. Payer B counts each code by itself. "
        "How do the bills differ?"
    )
    totalled = f"A: {minutes} minutes in all, {plural(total, 'unit')}."
    explanation = f"{totalled} B: {by_itself(services)} In all {plural(each, 'unit')}."
    return single_choice.ask(rng, prompt, right, answers, explanation, MIDPOINT)


OUTSIDE = (
    ("the client filling in forms", "before the treatment"),
    ("the client undressing and getting on the table", "before the treatment"),
    ("waiting for the client, who came late", "no treatment"),
    ("changing the sheets", "after the treatment"),
    ("writing the chart note", "after the treatment"),
    ("taking the payment", "after the treatment"),
)


@family("eight_minute_rule.what_counts", "unit-8", level=1)
def what_counts(rng: random.Random) -> Question:
    """Ask which minutes of a visit go into the total."""
    about = []
    for code in rng.sample(TIMED, 2):
        text = f"{find_code(code)}, {rng.randint(8, 30)} minutes"
        about.append(Misconception("left treatment out", text, f"{code} is timed: its minutes count."))
    right = [one.answer for one in about]
    pack = f"{find_code(UNTIMED)}, {rng.randint(8, 20)} minutes"
    about.append(Misconception("untimed minutes counted", pack, f"{UNTIMED} is untimed: its minutes stay out."))
    for what, when in rng.sample(OUTSIDE, 2):
        text = f"{sentence(what)}, {rng.randint(3, 10)} minutes"
        message = f"{text.split(',')[0]}: {when}, so not counted."
        about.append(Misconception("time around the treatment counted", text, message))
    prompt = "Which minutes of this visit go into the total of timed minutes? Tick all."
    explanation = "Only hands-on minutes of timed codes count."
    return multiple_choice.ask(rng, prompt, right, about, explanation, TREATMENT_TIME)


@family("eight_minute_rule.day_with_pack", "unit-5", "unit-8", level=2)
def day_with_pack(rng: random.Random) -> Question:
    """Ask for the units of each code of a day with an untimed service."""
    services = day_of(rng, [rng.randint(10, 38), rng.randint(5, 30)]) | {UNTIMED: rng.randint(8, 20)}
    day = count_day(services)
    prompt = f"{scene(rng, services)} Count {UNTIMED} as well. How many units of each code?"
    pack = f"{UNTIMED} is untimed: 1 unit, and its minutes stay out. (Medicare pays nothing extra for it: {BUNDLED}.)"
    return units_by_code.ask(prompt, services, day.billings, of_shares(day), f"{pack} {steps(day)}", TOTAL)


@family("eight_minute_rule.session_clock", "unit-8", level=3)
def session_clock(rng: random.Random) -> Question:
    """Ask for the units of a visit, minute by minute, with time that does not count."""
    hands, pack = some_minutes(rng, 20, 75), rng.randint(8, 15)
    (before, _), (after, _) = rng.sample(OUTSIDE[:3], 1) + rng.sample(OUTSIDE[3:], 1)
    early, late = rng.randint(4, 12), rng.randint(4, 12)
    whole = hands + pack + early + late
    service = find_code(rng.choice(TIMED[:2]))
    around = "time around the treatment counted"
    of_pack = "You added the minutes of the pack, which is untimed."
    wrong = [
        Misconception(around, units_for(whole), "You counted the whole visit. Only hands-on minutes count."),
        Misconception("untimed minutes counted", units_for(hands + pack), of_pack),
        Misconception(around, units_for(hands + early), f"You counted {before}."),
        *of_total(hands),
    ]
    prompt = (
        f"A visit takes {whole} minutes: {before}, {early}; {find_code(UNTIMED)} with nobody else in the room, {pack}; "
        f"{service}, {hands}; {after}, {late}. {MEDICARE} How many units of {service.code}?"
    )
    explanation = f"Only the {hands} minutes of {service.name} count. {why(hands)}"
    return number.ask(prompt, units_for(hands), wrong, explanation, TREATMENT_TIME)
