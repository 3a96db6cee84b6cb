"""Questions on the CPT midpoint rule, and on minutes that do not count (unit-7 and unit-8)."""

import random
from collections.abc import Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, sentence
from massage_billing.questions.banks.eight_minute_rule.misconceptions import (
    DROPPED,
    ROUNDED_UP,
    UNTIMED,
    of_shares,
    of_total,
    started,
)
from massage_billing.questions.banks.eight_minute_rule.multiple_services import (
    TIMED,
    TOTAL,
    allowed,
    day_of,
    listing,
    methods_differ,
    scene,
    steps,
)
from massage_billing.questions.banks.eight_minute_rule.one_service import MEDICARE, MOST, some_minutes, why
from massage_billing.questions.kinds import multiple_choice, number, single_choice, units_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, billings, count_day, units_for

MIDPOINT = citation("premera-time", "15-minute increment timed service")
TREATMENT_TIME = citation("fcso-units", "pre- and post-delivery services")
BUNDLED = citation("palmetto-97010", "status B")
PACK = "97010"
SHORT_SERVICES = {"97124": 10, "97140": 10, "97112": 8}  # each earns a unit separately; the total earns two
TOTALED = "added the minutes of all codes"
OUTSIDE_TREATMENT = "counted time outside treatment"
ADDED = "You added the minutes first. This payer never does that."
STARTED = f"You billed each block you started. A block earns a unit only if it has at least {FIRST} minutes."
FULL_ONLY = f"You counted only full 15-minute blocks. {FIRST} or more leftover minutes earn 1 more unit."
EACH = "The payer uses the CPT midpoint rule and counts each code separately."


def each_count(services: Mapping[str, int]) -> str:
    """Describe the units of each code under the midpoint rule."""
    return "; ".join(
        f"{code}, {plural(minutes, 'minute')} = {plural(units_for(minutes), 'unit')}"
        for code, minutes in services.items()
    )


def midpoint_in_words(services: Mapping[str, int]) -> str:
    """Explain the count under the midpoint rule."""
    return f"Count each code separately. {each_count(services)}. Do not add minutes of different codes."


def any_day(rng: random.Random) -> dict[str, int]:
    """Draw a day of two or three services."""
    return day_of(rng, [some_minutes(rng, 5, 34) for _ in range(rng.choice((2, 3)))])


def day_on_which_methods_differ(rng: random.Random) -> dict[str, int]:
    """Draw a day of two or three services for which the two methods give different totals."""
    while True:
        services = any_day(rng)
        if methods_differ(services.values()):
            return services


@family("eight_minute_rule.each_by_itself", "unit-7", level=1)
def each_by_itself(rng: random.Random) -> Question:
    """Ask for the day's units for a payer that counts each code separately."""
    services = day_on_which_methods_differ(rng)
    minutes = services.values()
    wrong = [
        Misconception(TOTALED, units_for(sum(minutes)), ADDED),
        Misconception(ROUNDED_UP, sum(map(started, minutes)), STARTED),
        Misconception(DROPPED, sum(one // UNIT for one in minutes), FULL_ONLY),
    ]
    prompt = f"{EACH} The note for one visit lists: {listing(services)}.{allowed(services)} How many units do you bill in all?"
    return number.ask(prompt, sum(map(units_for, minutes)), wrong, midpoint_in_words(services), MIDPOINT)


@family("eight_minute_rule.midpoint_day", "unit-7", level=2)
def midpoint_day(rng: random.Random) -> Question:
    """Ask for the units of each code for a payer that counts each code separately."""
    services = day_on_which_methods_differ(rng)
    begun = {code: started(minutes) for code, minutes in services.items()}
    whole = {code: minutes // UNIT for code, minutes in services.items() if minutes >= UNIT}
    wrong = [
        *(Misconception(TOTALED, units, ADDED) for units in billings(services)),
        Misconception(ROUNDED_UP, begun, STARTED),
        Misconception(DROPPED, whole, FULL_ONLY),
    ]
    right = billings(services, method="midpoint")
    prompt = f"{EACH} The note for one visit lists: {listing(services)}.{allowed(services)} How many units of each code do you bill?"
    return units_by_code.ask(prompt, services, right, wrong, midpoint_in_words(services), MIDPOINT)


@family("eight_minute_rule.two_payers", "unit-7", level=3)
def two_payers(rng: random.Random) -> Question:
    """Ask how two claims for the same visit differ when the payers use different methods."""
    services = any_day(rng)
    minutes = sum(services.values())
    total, each = units_for(minutes), sum(map(units_for, services.values()))
    same = "Both claims have the same number of units."
    a_more = "The claim to Payer A has 1 more unit."  # three services never differ by more
    b_more = "The claim to Payer B has 1 more unit."
    mixed = "Payer A adds all the minutes. Payer B counts each code separately."
    answers = [  # single_choice leaves out the correct one
        Misconception("thought both methods agree", same, "Count both ways. The two methods differ for this visit."),
        Misconception("confused the two methods", a_more, mixed),
        Misconception("confused the two methods", b_more, mixed),
    ]
    right = a_more if total > each else b_more if total < each else same
    prompt = (
        f"The note for one visit lists: {listing(services)}.{allowed(services, 'both payers allow')} Payer A follows Medicare's 8-minute rule. "
        "Payer B uses the CPT midpoint rule and counts each code separately. How do the claims differ?"
    )
    payer_a = f"Payer A: {minutes} minutes in all = {plural(total, 'unit')}."
    payer_b = f"Payer B: {each_count(services)}. That is {plural(each, 'unit')} in all."
    explanation = f"{payer_a} {payer_b}"
    return single_choice.ask(rng, prompt, right, answers, explanation, MIDPOINT)


OUTSIDE = (
    ("filling out forms", "comes before the treatment"),
    ("undressing and getting on the table", "comes before the treatment"),
    ("waiting for a late patient", "is not treatment"),
    ("changing the sheets", "comes after the treatment"),
    ("writing the session note", "comes after the treatment"),
    ("collecting the payment", "comes after the treatment"),
)


@family("eight_minute_rule.what_counts", "unit-8", level=1)
def what_counts(rng: random.Random) -> Question:
    """Ask which minutes of a visit count toward the total of timed minutes."""
    about, minutes = [], []
    for code in rng.sample(TIMED, 2):
        minutes.append(rng.randint(8, 30))
        text = f"{find_code(code)}, {minutes[-1]} minutes"
        about.append(Misconception("left out treatment minutes", text, f"{code} is timed, so count its minutes."))
    right = [one.answer for one in about]
    pack = f"{find_code(PACK)}, {rng.randint(8, 20)} minutes"
    about.append(Misconception(UNTIMED, pack, f"{PACK} is untimed, so do not count its minutes."))
    for what, when in rng.sample(OUTSIDE, 2):
        text = f"{sentence(what)}, {rng.randint(3, 10)} minutes"
        message = f"{sentence(what)} {when}, so do not count it."
        about.append(Misconception(OUTSIDE_TREATMENT, text, message))
    prompt = f"{MEDICARE} Which minutes of this visit count toward the total of timed minutes? Check all that apply."
    total = f"{minutes[0]} + {minutes[1]} = {sum(minutes)} minutes"
    explanation = f"Count only the minutes of treatment under timed codes: {total}."
    return multiple_choice.ask(rng, prompt, right, about, explanation, TREATMENT_TIME)


@family("eight_minute_rule.day_with_pack", "unit-5", "unit-8", level=2)
def day_with_pack(rng: random.Random) -> Question:
    """Ask for the units of each code of a day with an untimed service."""
    services = day_of(rng, [rng.randint(10, 38), rng.randint(5, 30)]) | {PACK: rng.randint(8, 20)}
    day = count_day(services)
    prompt = (
        f"{scene(rng, services)} The contract lists {PACK}, so include it. How many units of each code do you bill?"
    )
    pack = f"{PACK} is untimed: 1 unit. Do not count its minutes. Medicare itself pays nothing for it."
    return units_by_code.ask(
        prompt, services, day.billings, of_shares(day), f"{pack} {steps(day)}", f"{TOTAL}; {BUNDLED}"
    )


@family("eight_minute_rule.session_clock", "unit-8", level=3)
def session_clock(rng: random.Random) -> Question:
    """Ask for the units of a visit that includes minutes that do not count."""
    hands, pack = some_minutes(rng, 20, 75), rng.randint(8, 15)
    (before, _), (after, _) = rng.sample(OUTSIDE[:3], 1) + rng.sample(OUTSIDE[3:], 1)
    early, late = rng.randint(4, 12), rng.randint(4, 12)
    whole = hands + pack + early + late
    massage, manual = TIMED[:2]
    code = rng.choice((massage, manual))
    service = find_code(
        manual if units_for(hands) > MOST else code
    )  # Medicare expects at most 4 units of massage a day
    of_pack = "You added the minutes of the pack, which is untimed."
    wrong = [
        Misconception(
            OUTSIDE_TREATMENT, units_for(whole), "You counted the whole visit. Count only the hands-on minutes."
        ),
        Misconception(UNTIMED, units_for(hands + pack), of_pack),
        Misconception(OUTSIDE_TREATMENT, units_for(hands + early), f"You counted the minutes spent {before}."),
        *of_total(hands),
    ]
    prompt = (
        f"A visit takes {whole} minutes: {early} minutes spent {before}; {pack} minutes of {find_code(PACK)} with nobody "
        f"else in the room; {hands} minutes of {service}; {late} minutes spent {after}. {MEDICARE} "
        f"How many units of {service.code} do you bill?"
    )
    explanation = f"Count only the {hands} minutes of {service.name}. {why(hands)}"
    return number.ask(prompt, units_for(hands), wrong, explanation, TREATMENT_TIME)
