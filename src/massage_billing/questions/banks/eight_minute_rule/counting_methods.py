"""Questions on the CPT midpoint rule, and on minutes that do not count (unit-7 and unit-8)."""

import random
from collections.abc import Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, sentence
from massage_billing.questions.banks.eight_minute_rule.misconceptions import (
    DROPPED,
    MISSED,
    OUTSIDE_TREATMENT,
    ROUNDED_UP,
    SEPARATE,
    TOTALED,
    UNTIMED,
    of_shares,
    of_total,
    started,
)
from massage_billing.questions.banks.eight_minute_rule.multiple_services import (
    TIMED,
    TOTAL,
    day_of,
    listing,
    methods_differ,
    scene,
    steps,
)
from massage_billing.questions.banks.eight_minute_rule.one_service import MEDICARE, MOST, some_minutes, why
from massage_billing.questions.kinds import multiple_choice, number, single_choice, units_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, billings, count_day, units_for

MIDPOINT = citation("premera-time", "15-minute increment timed service")
TREATMENT_TIME = citation("fcso-units", "pre- and post-delivery services")
BUNDLED = citation("palmetto-97010", "status B")
PACK = "97010"
SHORT_SERVICES = {"97124": 10, "97140": 10, "97112": 8}  # each earns a unit separately; the total earns two
ADDED = "You added the minutes first. This payer never does that."
STARTED = f"You billed each block you started. A block earns a unit only if it has at least {FIRST} minutes."
FULL_ONLY = f"You counted only full 15-minute blocks. {FIRST} or more leftover minutes earn 1 more unit."
METHODS = "Payer A follows Medicare's 8-minute rule. Payer B counts each code separately, by the CPT midpoint rule."
TWO_PLANS = (
    "Two patients with different plans get the same treatment on the same day: {services}.",
    "{name} changes plans and asks what each plan would see for this visit: {services}.",
    "You compare two plans with one note, {name}'s: {services}.",
    "{name} has two plans, and each gets a claim for the same visit: {services}.",
    "{name} trains a new biller with one note and two plans: {services}.",
    "The clinic moves from Payer A to Payer B. {name} counts one visit both ways: {services}.",
    "{name}'s software asks for the counting method. You try both with this note: {services}.",
    "Before you sign with a new plan, you count {name}'s last visit both ways: {services}.",
    "{name} says that two plans always see the same units. You test it with this note: {services}.",
)
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


@family(
    "eight_minute_rule.each_by_itself",
    "unit-7",
    level=1,
    depth="apply",
    hint="Read which method the payer uses. Do minutes of one code help another code?",
)
def each_by_itself(rng: random.Random) -> Question:
    """Ask for the day's units for a payer that counts each code separately."""
    services = day_on_which_methods_differ(rng)
    minutes = services.values()
    wrong = [
        Misconception(TOTALED, units_for(sum(minutes)), ADDED),
        Misconception(ROUNDED_UP, sum(map(started, minutes)), STARTED),
        Misconception(DROPPED, sum(one // UNIT for one in minutes), FULL_ONLY),
    ]
    prompt = f"{scene(rng, services, EACH)} How many units do you bill in all?"
    return number.ask(prompt, sum(map(units_for, minutes)), wrong, midpoint_in_words(services), MIDPOINT)


@family(
    "eight_minute_rule.midpoint_day",
    "unit-7",
    level=2,
    depth="build",
    hint="Turn the minutes of each code into units before you look at the next code.",
)
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
    prompt = f"{scene(rng, services, EACH)} How many units of each code do you bill?"
    return units_by_code.ask(prompt, services, right, wrong, midpoint_in_words(services), MIDPOINT)


@family(
    "eight_minute_rule.two_payers",
    "unit-7",
    level=3,
    depth="analyze",
    hint="Count the visit twice: once with the minutes of all codes added, and once code by code.",
)
def two_payers(rng: random.Random) -> Question:
    """Ask for the units on two claims for the same visit when the payers use different methods."""
    target = rng.choice((-1, 0, 0, 1))  # each of the four choices is right equally often
    while True:
        # Without 97124 beside 97140, the question need not say that both payers allow the pair.
        codes = rng.sample((rng.choice(("97124", "97140")), "97112", "97110"), rng.choice((2, 3)))
        services = {code: some_minutes(rng, 5, 34) for code in codes}
        minutes = sum(services.values())
        total, each = units_for(minutes), sum(map(units_for, services.values()))
        if total and each and total - each == target:
            break
    other = each if target else total + rng.choice([-1, 1] if total > 1 else [1])

    def claims(payer_a: int, payer_b: int) -> str:
        return f"Payer A: {payer_a}. Payer B: {payer_b}."

    answers = [  # single_choice leaves out the correct one
        Misconception(
            TOTALED if target else "", claims(total, total), "Payer B does not add the minutes of all codes."
        ),
        Misconception(SEPARATE if target else "", claims(other, other), "Payer A adds the minutes of all codes first."),
        Misconception("", claims(total, other), "Count again for Payer B, code by code."),
        Misconception("", claims(other, total), "Payer A adds all the minutes. Payer B counts each code separately."),
    ]
    (name,) = people(rng, 1)
    story = rng.choice(TWO_PLANS).format(name=name, services=listing(services))
    prompt = f"{story} {METHODS} How many units does each get?"
    payer_a = f"Payer A: {' + '.join(map(str, services.values()))} = {minutes} minutes = {plural(total, 'unit')}."
    payer_b = f"Payer B: {each_count(services)}. That is {plural(each, 'unit')} in all."
    return single_choice.ask(rng, prompt, claims(total, each), answers, f"{payer_a} {payer_b}", MIDPOINT)


COUNTED = (
    "massaging the lower back",
    "massaging the neck and shoulders",
    "massaging the left calf",
    "massaging the forearm",
    "massaging both hips",
    "kneading the upper back",
    "stretching the shoulder by hand",
    "loosening a tight scar by hand",
    "draining a swollen arm by hand",
    "draining a swollen leg by hand",
    "pressing trigger points in the neck",
    "releasing the fascia of the thigh",
)
PACKS = (
    "warming the back with a hot pack",
    "cooling the knee with a cold pack",
    "warming the neck with a hot pack",
    "cooling an ankle with a cold pack",
    "warming both shoulders with a hot pack",
)
OUTSIDE = (
    ("filling out forms", "comes before the treatment"),
    ("undressing and getting on the table", "comes before the treatment"),
    ("waiting for a late patient", "is not treatment"),
    ("changing the sheets", "comes after the treatment"),
    ("writing the session note", "comes after the treatment"),
    ("collecting the payment", "comes after the treatment"),
)
AROUND = (
    *OUTSIDE,
    ("reading the prescription", "comes before the treatment"),
    ("setting up the massage table", "comes before the treatment"),
    ("copying the insurance card", "comes before the treatment"),
    ("getting dressed again", "comes after the treatment"),
    ("booking the next visit", "comes after the treatment"),
    ("cleaning the treatment room", "comes after the treatment"),
)
WHOLE_VISITS = (
    "{name}'s visit takes an hour or so, and you write down how long each part takes.",
    "{name}, a new therapist, hands you a list of everything in one visit.",
    "The software wants the timed minutes of {name}'s visit. Your notes list every part of it.",
    "An auditor asks {name} which parts of a visit went into the timed minutes.",
    "{name} timed every part of a visit with a phone.",
    "You fill in the total of timed minutes for {name}'s visit from this list.",
    "A trainer shows {name} how a real visit breaks down.",
    "{name} asks why the claim has fewer minutes than the visit. You go through the visit together.",
    "At a home visit, you keep a log of all your time with {name}.",
)


@family(
    "eight_minute_rule.what_counts",
    "unit-8",
    level=1,
    depth="analyze",
    hint="For each line, ask two things. Is it treatment? Is it billed by the minute?",
)
def what_counts(rng: random.Random) -> Question:
    """Ask which minutes of a visit count toward the total of timed minutes."""
    about, minutes, right = [], [], []
    with_pack = rng.random() < 0.7  # noqa: PLR2004  (the share of visits with a pack)
    counted = rng.choice((2, 2, 3))
    for what in rng.sample(COUNTED, counted):
        minutes.append(rng.randint(8, 25))
        right.append(f"{sentence(what)}, {minutes[-1]} minutes")
        about.append(Misconception(MISSED, right[-1], f"“{sentence(what)}” is timed treatment, so count its minutes."))
    if with_pack:
        pack = f"{sentence(rng.choice(PACKS))}, {rng.randint(8, 20)} minutes"
        about.append(Misconception(UNTIMED, pack, f"A pack ({PACK}) is untimed, so do not count its minutes."))
    for what, when in rng.sample(AROUND, 5 - counted - with_pack):
        text = f"{sentence(what)}, {rng.randint(5, 15)} minutes"
        message = f"{sentence(what)} {when}, so do not count it."
        about.append(Misconception(OUTSIDE_TREATMENT, text, message))
    (name,) = people(rng, 1)
    story = rng.choice(WHOLE_VISITS).format(name=name)
    prompt = f"{story} {MEDICARE} Which minutes count toward the total of timed minutes? Check all that apply."
    total = f"{' + '.join(map(str, minutes))} = {sum(minutes)} minutes"
    explanation = f"Count only the minutes of treatment under timed codes: {total}. Leave out untimed packs, and the time before and after the treatment."
    return multiple_choice.ask(rng, prompt, right, about, explanation, TREATMENT_TIME)


@family(
    "eight_minute_rule.day_with_pack",
    "unit-5",
    "unit-8",
    level=2,
    depth="build",
    hint="Set the pack aside first. How is a code billed that is not timed?",
)
def day_with_pack(rng: random.Random) -> Question:
    """Ask for the units of each code of a day with an untimed service."""
    services = day_of(rng, [rng.randint(10, 38), rng.randint(5, 30)]) | {PACK: rng.randint(8, 20)}
    day = count_day(services)
    prompt = (
        f"{scene(rng, services)} The contract lists {PACK}, so include it. How many units of each code do you bill?"
    )
    pack = f"{PACK} is untimed: 1 unit, however long. Medicare itself pays nothing for it."
    return units_by_code.ask(
        prompt, services, day.billings, of_shares(day), f"{pack} {steps(day)}", f"{TOTAL}; {BUNDLED}"
    )


CLOCKS = (
    "{name}'s visit takes {whole} minutes:",
    "The calendar shows {whole} minutes for {name}. They went like this:",
    "{name} asks why the claim is short for a visit of {whole} minutes. The log shows:",
    "From door to door, {name}'s visit lasts {whole} minutes:",
    "A new therapist wants to bill {whole} minutes for {name}. The log shows:",
    "{name} books {whole} minutes of your time. They went like this:",
    "You block {whole} minutes for {name}. Your log shows:",
    "The software shows {whole} minutes for {name}'s visit. Your notes say:",
    "An auditor checks a visit of {whole} minutes by {name}. The log shows:",
)


@family(
    "eight_minute_rule.session_clock",
    "unit-8",
    level=3,
    depth="analyze",
    hint="Cross out each part of the visit that is not hands-on treatment under a timed code.",
)
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
    (name,) = people(rng, 1)
    story = rng.choice(CLOCKS).format(name=name, whole=whole)
    prompt = (
        f"{story} {early} minutes {before}; {pack} minutes alone with a hot pack ({PACK}); "
        f"{hands} minutes of {service}; {late} minutes {after}. {MEDICARE} "
        f"How many units of {service.code} do you bill?"
    )
    explanation = f"Count only the {hands} minutes of {service.name}. {why(hands)}"
    return number.ask(prompt, units_for(hands), wrong, explanation, TREATMENT_TIME)


SLIPS = {  # a mistake, and what to say about the units that it leads to
    "leaving out the shorter service": "Without the shorter service, it is",
    "counting only the full blocks": "The full blocks alone are",
    "counting every started block": "Every started block makes",
    "adding the pack's minutes too": "With the minutes of the pack, it is",
}
COUNTS = (
    "{name} counts a visit: {services}.",
    "{name} is new, and counts the units of this note: {services}.",
    "The software of {name}'s clinic counts this visit: {services}.",
    "You check a claim that {name} sent. The note lists: {services}.",
    "{name} trains at the front desk and counts this visit: {services}.",
    "A payer sends back {name}'s claim. The note lists: {services}.",
    "{name} and you count the same note and do not agree. It lists: {services}.",
    "In a quiz, {name} counts these services: {services}.",
    "{name} takes over the billing and counts an old note: {services}.",
)


def _slips(minutes: list[int], pack: int) -> list[set[int]]:
    """Return the timed units that each of SLIPS can lead to."""
    total = sum(minutes)
    return [
        {units_for(max(minutes))},
        {total // UNIT, sum(one // UNIT for one in minutes)},
        {started(total), sum(map(started, minutes))},
        {units_for(total + pack)},
    ]


@family(
    "eight_minute_rule.find_the_mistake",
    "unit-4",
    "unit-8",
    level=3,
    depth="analyze",
    hint="Count the visit correctly first. Then try out each mistake, and see which one gives the wrong number.",
)
def find_the_mistake(rng: random.Random) -> Question:
    """Ask which mistake led to a wrong number of units."""
    target = rng.randrange(len(SLIPS))
    while True:
        minutes, pack = [some_minutes(rng, 5, 34), rng.randint(5, 34)], rng.randint(8, 25)
        results, total = _slips(minutes, pack), sum(minutes)
        right, found = units_for(total), min(results[target])
        others = [result for at, result in enumerate(results) if at != target]
        if len(results[target]) == 1 and found not in {0, right}.union(*others):
            break
    services = dict(zip(rng.sample((rng.choice(("97124", "97140")), "97112", "97110"), 2), minutes, strict=True))
    (name,) = people(rng, 1)
    story = rng.choice(COUNTS).format(name=name, services=listing(services | {PACK: pack}))
    slip, *_ = [one for at, one in enumerate(SLIPS) if at == target]
    wrong = [
        Misconception("", one, f"{says} {plural(min(result), 'unit')}.")
        for (one, says), result in zip(SLIPS.items(), results, strict=True)
        if one != slip
    ]
    prompt = f"{story} {MEDICARE} The result is {plural(found, 'unit')} of timed codes, which is wrong. Which mistake leads to it?"
    added = f"{' + '.join(map(str, minutes))} = {total} timed minutes = {plural(right, 'unit')}"
    explanation = f"Correct: {added}. {SLIPS[slip]} {plural(found, 'unit')}. Add the minutes of timed codes, and leave out the pack."
    return single_choice.ask(rng, prompt, slip, wrong, explanation, TOTAL)
