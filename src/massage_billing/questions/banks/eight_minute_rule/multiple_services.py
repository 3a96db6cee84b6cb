"""Questions on several timed services in a day: totals, extra units, and very short services (unit-4 to unit-6)."""

import random
from collections.abc import Collection, Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, series
from massage_billing.questions.banks.eight_minute_rule.misconceptions import (
    ADDED_FULL,
    ALL_ON_ONE,
    DROPPED,
    LONGEST,
    MISSED,
    NOT_COMBINED,
    ROUNDED_UP,
    SEPARATE,
    TOO_SHORT,
    WRONG_CODE,
    of_day_total,
    of_shares,
    off_by_one,
)
from massage_billing.questions.banks.eight_minute_rule.one_service import (
    MEDICARE,
    REASONS,
    fewest_minutes,
    some_minutes,
    why,
)
from massage_billing.questions.kinds import multiple_choice, number, single_choice, units_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, Service, count_day, describe, units_for

TOTAL = citation("cms-clm-5", "section 20.2 C, more than one service")
SHARE = citation("cms-clm-5", "section 20.2 C, examples 1 to 4")
SHORT = citation("cms-clm-5", "section 20.2 C, services of 7 minutes or less")

TIMED = ("97124", "97140", "97112", "97110")
NO_UNITS = "no units of either"
NO_CODE = "none of the codes"
PAIR = {"97124", "97140"}  # a payer may refuse one of these codes on the same day
SCENES = (
    "The note for {name}'s visit lists: {services}. {rule}",
    "{name} sends you a note to bill: {services}. {rule}",
    "You treat {name} for {reason} and write down: {services}. {rule}",
    "{rule} Today's chart for {name} shows: {services}.",
    "{name} comes in with {reason} and gets: {services}. {rule}",
    "Your timer app shows this for {name}'s visit: {services}. {rule}",
    "A payer asks for the record of {name}'s visit. It shows: {services}. {rule}",
    "{name} is new at the front desk and reads you a note: {services}. {rule}",
    "After {name}'s visit, the treatment log shows: {services}. {rule}",
    "You bill an old note for {name}, who had {reason}: {services}. {rule}",
    "A coworker treated {name}. The note for the claim lists: {services}. {rule}",
    "{rule} On a home visit, {name} gets: {services}.",
)


def listing(services: Mapping[str, int]) -> str:
    """List the services of a day as a session note does."""
    return "; ".join(f"{find_code(code)}, {plural(minutes, 'minute')}" for code, minutes in services.items())


def day_of(rng: random.Random, minutes: list[int]) -> dict[str, int]:
    """Draw a different timed code for each number of minutes."""
    return dict(zip(rng.sample(TIMED, len(minutes)), minutes, strict=True))


def steps(day: DayCount) -> str:
    """Explain in words how a day's total units are assigned to its codes."""
    timed = [entry for entry in day.services if entry.timed]
    blocks = ", ".join(f"{entry.code} ({entry.base_units})" for entry in timed)
    text = f"Total: {plural(day.total_minutes, 'minute')} = {plural(day.total_units, 'unit')}. Full blocks: {blocks}. "
    if day.extra_units:
        left = ", ".join(f"{entry.code} ({entry.left_over})" for entry in timed)
        text += f"Left over: {left}. {_extra_units(day, timed)} "
    first, *others = day.billings
    return f"{text}{'For example, bill' if others else 'Bill'} {describe(first)}."


def _extra_units(day: DayCount, timed: list[Service]) -> str:
    """Explain which codes get the extra units of a day."""
    one = day.extra_units == 1
    code = "code" if one else "codes"
    units = "The extra unit goes" if one else f"The {day.extra_units} extra units go"
    tied = [entry.code for entry in timed if len({billing.get(entry.code, 0) for billing in day.billings}) > 1]
    if not tied:
        return f"{units} to the {code} with the most left over."
    who = "They" if len(tied) == len(timed) else series(tied)
    either = "either" if len(tied) == 2 else "any of them"  # noqa: PLR2004  ("either" is one of two)
    if one:
        return f"{who} tie for the extra unit, so {either} may get it."
    return f"{units} where the most is left over. {who} tie for the last, so {either} may get it."


def allowed(services: Mapping[str, int]) -> str:
    """Say that the payer allows massage and manual therapy for one visit, if a day has both."""
    if not set(services) >= PAIR:
        return ""
    return " Each had its own block of time, and the payer allows 97124 together with 97140."


def scene(rng: random.Random, services: Mapping[str, int], rule: str = MEDICARE) -> str:
    """Describe a day's note for a payer that follows a rule."""
    (name,) = people(rng, 1)
    story = rng.choice(SCENES).format(name=name, reason=rng.choice(REASONS), services=listing(services), rule=rule)
    return f"{story}{allowed(services)}"


def methods_differ(minutes: Collection[int]) -> bool:
    """Tell whether the two counting methods give different total units for some services."""
    return units_for(sum(minutes)) != sum(map(units_for, minutes))


def total_question(rng: random.Random, services: dict[str, int]) -> Question:
    """Return a question about a day's total units."""
    total = sum(services.values())
    prompt = f"{scene(rng, services)} How many units does the whole day earn?"
    explanation = f"{' + '.join(map(str, services.values()))} = {total}. {why(total)}"
    return number.ask(prompt, units_for(total), of_day_total(services), explanation, TOTAL)


@family(
    "eight_minute_rule.day_total",
    "unit-4",
    level=1,
    depth="apply",
    hint="This payer looks at the day's total. Add the minutes of all the codes before you count units.",
)
def day_total(rng: random.Random) -> Question:
    """Ask for the total units of two services."""
    return total_question(rng, day_of(rng, [some_minutes(rng, 5, 40), rng.randint(5, 40)]))


@family(
    "eight_minute_rule.day_total_of_three",
    "unit-4",
    level=2,
    depth="apply",
    hint="Add all three numbers first. What the codes would earn alone does not matter to this payer.",
)
def day_total_of_three(rng: random.Random) -> Question:
    """Ask for the total units of three services for which separate counting gives a different number."""
    while True:
        minutes = [some_minutes(rng, 4, 35) for _ in range(3)]
        if methods_differ(minutes):
            return total_question(rng, day_of(rng, minutes))


@family(
    "eight_minute_rule.room_for_more",
    "unit-4",
    level=3,
    depth="analyze",
    hint="Where does the total for the day stand now, and at which total does the next unit start?",
)
def room_for_more(rng: random.Random) -> Question:
    """Ask how many more minutes the day needs for one more unit."""
    services = day_of(rng, [rng.randint(6, 35), rng.randint(6, 35)])
    total = sum(services.values())
    last = list(services)[-1]
    goal = fewest_minutes(units_for(total) + 1)
    alone = fewest_minutes(units_for(services[last]) + 1) - services[last]
    wrong = [
        Misconception(SEPARATE, alone, f"You looked only at {last}. What counts is the total for the day."),
        *off_by_one(goal - total, "This is one minute short of the next unit."),
        Misconception(DROPPED, (total // UNIT + 1) * UNIT - total, "You counted to a multiple of 15."),
        Misconception(ADDED_FULL, UNIT, "15 more minutes always add a unit, but fewer may be enough."),
    ]
    prompt = f"{scene(rng, services)} How many more minutes of {last} would earn 1 more unit?"
    explanation = f"The day has {total} minutes. The next unit starts at {goal} minutes: {goal - total} more."
    return number.ask(prompt, goal - total, wrong, explanation, TOTAL, unit="minutes")


def spare_units(minutes: list[int]) -> int:
    """Return the units of the total that the full 15-minute blocks do not use."""
    return units_for(sum(minutes)) - sum(one // UNIT for one in minutes)


def one_leads(minutes: list[int]) -> bool:
    """Tell whether one service has more leftover minutes than any other."""
    *_, second, most = sorted(one % UNIT for one in minutes)
    return most > second


def share_question(rng: random.Random, services: dict[str, int], source: str) -> Question:
    """Return a question about the units of each code of a day."""
    day = count_day(services)
    prompt = f"{scene(rng, services)} How many units of each code do you bill?"
    return units_by_code.ask(prompt, services, day.billings, of_shares(day), steps(day), source)


@family(
    "eight_minute_rule.spare_unit",
    "unit-5",
    level=1,
    depth="analyze",
    hint="Compare the units of the total with the full blocks of all the codes. Then compare the minutes left over.",
)
def spare_unit(rng: random.Random) -> Question:
    """Ask which code gets an extra unit, if any does."""
    minutes = [0]
    while spare_units(minutes) != 1 or not one_leads(minutes):
        minutes = [rng.randint(5, 35) for _ in range(rng.choice((2, 3)))]
    if rng.random() < 0.3:  # noqa: PLR2004  (the share of days without an extra unit)
        while spare_units(minutes) or min(minutes) < FIRST:
            minutes = [rng.randint(FIRST, 35) for _ in minutes]
    services = day_of(rng, minutes)
    day = count_day(services)
    winner = max(day.services, key=lambda entry: entry.left_over) if day.extra_units else None
    longest = max(day.services, key=lambda entry: entry.minutes)
    right = str(find_code(winner.code)) if winner else NO_CODE
    wrong = [
        Misconception(
            LONGEST if entry == longest else WRONG_CODE if winner else ROUNDED_UP,
            str(find_code(entry.code)),
            _not_this_code(entry, is_longest=entry == longest, extra=bool(winner)),
        )
        for entry in day.services
        if entry != winner
    ]
    message = "Add up the leftover minutes of all the codes. Together, they reach 8."
    wrong.append(Misconception(NOT_COMBINED, NO_CODE, message))
    prompt = f"{scene(rng, services)} Which code gets a unit beyond its full 15-minute blocks?"
    return single_choice.ask(rng, prompt, right, wrong, steps(day), SHARE)


def _not_this_code(entry: Service, *, is_longest: bool, extra: bool) -> str:
    if not extra:
        return "The full blocks already use every unit of the total."
    if is_longest:
        return f"{entry.code} has the most minutes, but compare the minutes left over after full 15-minute blocks."
    if entry.left_over:
        return f"{entry.code} has only {plural(entry.left_over, 'minute')} left over."
    return f"{entry.code} has no minutes left over."


@family(
    "eight_minute_rule.several_services",
    "unit-4",
    "unit-5",
    level=2,
    depth="build",
    hint="Add first. Then give each code its full blocks, and look at the minutes left over.",
)
def several_services(rng: random.Random) -> Question:
    """Ask for the units of each of two or three services."""
    count = rng.choice((2, 2, 3))
    minutes = [0]
    while not spare_units(minutes):
        minutes = [rng.randint(8, 35) for _ in range(count)]
    return share_question(rng, day_of(rng, minutes), SHARE)


@family(
    "eight_minute_rule.right_billings",
    "unit-5",
    level=3,
    depth="judge",
    hint="Count the full blocks and the leftover minutes of each code. Are the leftover minutes equal?",
)
def right_billings(rng: random.Random) -> Question:
    """Ask for every correct claim for a day of two services, which may tie."""
    tie = rng.random() < 0.5  # noqa: PLR2004  (half of the days)
    minutes = [0]
    while spare_units(minutes) != 1:
        first = rng.randint(UNIT + 4, UNIT + 11)
        second = first if tie else rng.choice([one for one in range(UNIT + 2, UNIT + 14) if one != first])
        minutes = [first, second + rng.choice((0, 0, UNIT))]
    services = day_of(rng, minutes)
    day = count_day(services)
    one, other = services

    def claim(units: Mapping[str, int]) -> str:
        return f"{units.get(one, 0)} of {one} and {units.get(other, 0)} of {other}"

    right = sorted(map(claim, day.billings))
    about = [
        Misconception(
            MISSED, text, f"“{text}” is also correct. The codes tie." if tie else "This code has the most left over."
        )
        for text in right
    ]
    base, total = {entry.code: entry.base_units for entry in day.services}, day.total_units
    for code, loser in ((one, other), (other, one)):
        message = f"{loser} has at least {UNIT} minutes, so it keeps a unit."
        about.append(Misconception(ALL_ON_ONE, claim({code: total}), message))
        more = base | {code: base[code] + 1}
        if more not in day.billings:
            fault = f"{code} does not have the most minutes left over."
            longest = services[code] > services[loser]
            about.append(Misconception(LONGEST if longest else WRONG_CODE, claim(more), fault))
    each = {code: units_for(count) for code, count in services.items()}
    if sum(each.values()) != total and len(set(base.values())) > 1:  # otherwise it would look more like the right ones
        name = SEPARATE if sum(each.values()) > total else NOT_COMBINED
        about.append(Misconception(name, claim(each), "The total of the minutes earns another number of units."))
    prompt = f"{scene(rng, services)} How many units of each code can you bill? Check all that apply."
    return multiple_choice.ask(rng, prompt, right, about, steps(day), SHARE)


@family(
    "eight_minute_rule.short_pair",
    "unit-6",
    level=1,
    depth="apply",
    hint="Each service alone is too short. What do the two add up to?",
)
def short_pair(rng: random.Random) -> Question:
    """Ask what you bill for two services of 7 minutes or less."""
    services = day_of(rng, rng.sample(range(2, FIRST), 2))
    day = count_day(services)
    longer, shorter = sorted(services, key=lambda code: -services[code])
    for_longer, for_shorter = f"1 unit of {longer}", f"1 unit of {shorter}"
    under = "Together, the two services are still less than 8 minutes."
    belongs = "The unit goes to the longer of the two services." if day.total_units else under
    answers = [  # single_choice leaves out the correct one
        Misconception(SEPARATE, NO_UNITS, "Each service is less than 8 minutes, but together they reach 8."),
        Misconception(TOO_SHORT, for_longer, under),
        Misconception(WRONG_CODE if day.total_units else TOO_SHORT, for_shorter, belongs),
        Misconception(ROUNDED_UP, "1 unit of each code", "Two services this short never earn 2 units."),
    ]
    right = for_longer if day.total_units else NO_UNITS
    added = f"{services[longer]} + {services[shorter]} = {day.total_minutes} minutes"
    bill = (
        f"{FIRST} or more, so bill 1 unit for the longer service, {longer}"
        if day.total_units
        else f"less than {FIRST}, so bill nothing"
    )
    explanation = f"{added}. That is {bill}. Add up services of 7 minutes or less before you compare them with {FIRST}."
    return single_choice.ask(rng, f"{scene(rng, services)} What do you bill?", right, answers, explanation, SHORT)


@family(
    "eight_minute_rule.short_services",
    "unit-6",
    level=2,
    depth="build",
    hint="Add up all the short services. Then look for the longest one.",
)
def short_services(rng: random.Random) -> Question:
    """Ask for the units of three services of 7 minutes or less."""
    return share_question(rng, day_of(rng, [rng.randint(2, FIRST - 1) for _ in range(3)]), SHORT)


@family(
    "eight_minute_rule.short_and_long",
    "unit-5",
    "unit-6",
    level=3,
    depth="build",
    hint="Add first. Then compare the leftover minutes of the long service with the minutes of a short one.",
)
def short_and_long(rng: random.Random) -> Question:
    """Ask for the units of a day with one long service and one or two of 7 minutes or less."""
    minutes = [0]
    while not spare_units(minutes):
        short = [rng.randint(3, FIRST - 1) for _ in range(rng.choice((1, 2)))]
        minutes = [rng.randint(16, 52), *short]
    return share_question(rng, day_of(rng, minutes), SHORT)
