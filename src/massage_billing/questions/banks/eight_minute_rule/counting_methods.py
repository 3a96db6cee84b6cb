"""The other method of counting, and what stays out of the count (unit-7 and unit-8)."""

import random
from collections.abc import Iterator, Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural
from massage_billing.questions.banks.eight_minute_rule.misconceptions import of_shares, of_total, started
from massage_billing.questions.banks.eight_minute_rule.multiple_services import (
    MEDICARE,
    TIMED,
    TOTAL,
    day_of,
    listing,
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


def parting_day(rng: random.Random) -> dict[str, int]:
    """Return a day of two or three services on which the two methods give other totals."""
    while True:
        services = day_of(rng, [some_minutes(rng, 5, 34) for _ in range(rng.choice((2, 3)))])
        if units_for(sum(services.values())) != sum(map(units_for, services.values())):
            return services


@family("eight_minute_rule.each_by_itself", "unit-7", level=1)
def each_by_itself(rng: random.Random) -> Question:
    """Ask for the day's units where each code is counted by itself."""
    services = parting_day(rng)
    total = sum(services.values())
    wrong = [
        Misconception("totalled where the payer does not", units_for(total), ADDED),
        Misconception(
            "a unit for every started quarter",
            sum(map(started, services.values())),
            STARTED,
        ),
        Misconception(
            "rest dropped",
            sum(m // UNIT for m in services.values()),
            DROPPED,
        ),
    ]
    prompt = f"{EACH} One visit: {listing(services)}. How many units in all?"
    return number.ask(prompt, sum(map(units_for, services.values())), wrong, by_itself(services), MIDPOINT)


@family("eight_minute_rule.midpoint_day", "unit-7", level=2)
def midpoint_day(rng: random.Random) -> Question:
    """Ask for the units of each code where each is counted by itself."""
    services = parting_day(rng)
    right = billings(services, method="midpoint")
    prompt = f"{EACH} One visit: {listing(services)}. How many units of each code do you bill?"
    return units_by_code.ask(prompt, services, right, _of_midpoint(services), by_itself(services), MIDPOINT)


def _of_midpoint(services: Mapping[str, int]) -> Iterator[Misconception]:
    for units in billings(services):
        yield Misconception("totalled where the payer does not", units, ADDED)
    begun = {code: started(minutes) for code, minutes in services.items()}
    yield Misconception("a unit for every started quarter", begun, STARTED)
    whole = {code: minutes // UNIT for code, minutes in services.items() if minutes // UNIT}
    yield Misconception("rest dropped", whole, DROPPED)


@family("eight_minute_rule.two_payers", "unit-7", level=3)
def two_payers(rng: random.Random) -> Question:
    """Ask what changes when the same day goes to a payer with the other method."""
    services = day_of(rng, [some_minutes(rng, 5, 34) for _ in range(rng.choice((2, 3)))])
    total, each = units_for(sum(services.values())), sum(map(units_for, services.values()))
    texts = {
        0: "Both payers get the same number of units",
        1: "A gets 1 unit more",
        -1: "B gets 1 unit more",
        2: "A gets 2 units more",
        -2: "B gets 2 units more",
    }
    gap = total - each
    wrong = []
    for other, text in texts.items():
        if other == gap or (abs(other) > 1 and abs(gap) < 2):  # noqa: PLR2004  (a gap of two is rare)
            continue
        if other == 0:
            wrong.append(
                Misconception("thought the methods agree", text, "Count both: the two methods part on this day.")
            )
        elif (other > 0) == (gap < 0) or gap == 0:
            wrong.append(
                Misconception("mixed the methods up", text, "A adds the minutes up. B takes each code by itself.")
            )
        else:
            wrong.append(Misconception("wrong gap", text, "The right payer, but count the units of both again."))
    prompt = (
        f"One visit: {listing(services)}. Payer A uses the Medicare total. Payer B counts each code by itself. "
        "How do the bills differ?"
    )
    explanation = f"A: {sum(services.values())} minutes in all, {plural(total, 'unit')}. B: {by_itself(services)} In all {plural(each, 'unit')}."
    return single_choice.ask(rng, prompt, texts[gap], wrong, explanation, MIDPOINT)


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
    inside = rng.sample(TIMED, 2)
    about = []
    right = set()
    for code in inside:
        text = f"{find_code(code)}, {rng.randint(8, 30)} minutes"
        right.add(text)
        about.append(Misconception("left treatment out", text, f"{code} is timed: its minutes count."))
    pack = f"{find_code(UNTIMED)}, {rng.randint(8, 20)} minutes"
    about.append(Misconception("untimed minutes counted", pack, f"{UNTIMED} is untimed: its minutes stay out."))
    for what, when in rng.sample(OUTSIDE, 2):
        text = f"{what[0].upper()}{what[1:]}, {rng.randint(3, 10)} minutes"
        about.append(
            Misconception("time around the treatment counted", text, f"{text.split(',')[0]}: {when}, so not counted.")
        )
    prompt = "Which minutes of this visit go into the total of timed minutes? Tick all."
    explanation = "Only hands-on minutes of timed codes count."
    return multiple_choice.ask(rng, prompt, right, about, explanation, TREATMENT_TIME)


@family("eight_minute_rule.day_with_pack", "unit-5", "unit-8", level=2)
def day_with_pack(rng: random.Random) -> Question:
    """Ask for the units of each code of a day with an untimed service."""
    services = day_of(rng, [rng.randint(10, 38), rng.randint(5, 30)]) | {UNTIMED: rng.randint(8, 20)}
    day = count_day(services)
    prompt = f"{scene(rng, services)} Count {UNTIMED} as well. How many units of each code?"
    explanation = f"{UNTIMED} is untimed: 1 unit, and its minutes stay out. (Medicare pays nothing extra for it: {BUNDLED}.) {steps(day)}"
    return units_by_code.ask(prompt, services, day.billings, of_shares(day), explanation, TOTAL)


@family("eight_minute_rule.session_clock", "unit-8", level=3)
def session_clock(rng: random.Random) -> Question:
    """Ask for the units of a visit, minute by minute, with time that does not count."""
    hands = some_minutes(rng, 20, 75)
    pack = rng.randint(8, 15)
    (before, _), (after, _) = rng.sample(OUTSIDE[:3], 1) + rng.sample(OUTSIDE[3:], 1)
    early, late = rng.randint(4, 12), rng.randint(4, 12)
    whole = hands + pack + early + late
    service = find_code(rng.choice(TIMED[:2]))
    wrong = [
        Misconception(
            "time around the treatment counted",
            units_for(whole),
            "You counted the whole visit. Only hands-on minutes count.",
        ),
        Misconception(
            "untimed minutes counted", units_for(hands + pack), "You added the minutes of the pack, which is untimed."
        ),
        Misconception("time around the treatment counted", units_for(hands + early), f"You counted {before}."),
        *of_total(hands),
    ]
    prompt = (
        f"A visit takes {whole} minutes: {before}, {early}; {find_code(UNTIMED)} with nobody else in the room, {pack}; "
        f"{service}, {hands}; {after}, {late}. {MEDICARE} How many units of {service.code}?"
    )
    explanation = f"Only the {hands} minutes of {service.name} count. {why(hands)}"
    return number.ask(prompt, units_for(hands), wrong, explanation, TREATMENT_TIME)
