"""Questions on several timed services in a day: totals, extra units, and very short services (unit-4 to unit-6)."""

import random
from collections.abc import Collection, Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, series
from massage_billing.questions.banks.eight_minute_rule.misconceptions import (
    ALL_ON_ONE,
    DROPPED,
    NOT_COMBINED,
    ROUNDED_UP,
    SEPARATE,
    TOO_SHORT,
    WRONG_CODE,
    of_day_total,
    of_shares,
    off_by_one,
)
from massage_billing.questions.banks.eight_minute_rule.one_service import MEDICARE, fewest_minutes, some_minutes, why
from massage_billing.questions.kinds import multiple_choice, number, single_choice, units_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, Service, count_day, describe, units_for

TOTAL = citation("cms-clm-5", "section 20.2 C, more than one service")
SHARE = citation("cms-clm-5", "section 20.2 C, examples 1 to 4")
SHORT = citation("cms-clm-5", "section 20.2 C, services of 7 minutes or less")

TIMED = ("97124", "97140", "97112", "97110")
PAIR = {"97124", "97140"}  # a payer may refuse one of these codes on the same day
SCENES = (
    "The note for one visit lists: {0}. {1}",
    "A clinic's note for the day lists: {0}. {1}",
    "{1} The session note lists: {0}.",
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
        text += f"Leftover minutes: {left}. {_extra_units(day, timed)} "
    first, *others = day.billings
    return f"{text}{'For example, bill' if others else 'Bill'} {describe(first)}."


def _extra_units(day: DayCount, timed: list[Service]) -> str:
    """Explain which codes get the extra units of a day."""
    one = day.extra_units == 1
    code = "code" if one else "codes"
    units = "The extra unit goes" if one else f"The {day.extra_units} extra units go"
    tied = [entry.code for entry in timed if len({billing.get(entry.code, 0) for billing in day.billings}) > 1]
    if not tied:
        return f"{units} to the {code} with the most leftover minutes."
    who = "They" if len(tied) == len(timed) else series(tied)
    either = "either" if len(tied) == 2 else "any of them"  # noqa: PLR2004  ("either" is one of two)
    if one:
        return f"{who} tie for the extra unit, so {either} may get it."
    return f"{units} to the codes with the most leftover minutes. {who} tie for the last, so {either} may get it."


def allowed(services: Mapping[str, int], who: str = "the payer allows") -> str:
    """Say that the payer allows massage and manual therapy for one visit, if a day has both."""
    return (
        f" Each service had its own block of time, and {who} 97124 together with 97140."
        if set(services) >= PAIR
        else ""
    )


def scene(rng: random.Random, services: Mapping[str, int]) -> str:
    """Describe a day's note for a payer that follows Medicare's rule."""
    return f"{rng.choice(SCENES).format(listing(services), MEDICARE)}{allowed(services)}"


def methods_differ(minutes: Collection[int]) -> bool:
    """Tell whether the two counting methods give different total units for some services."""
    return units_for(sum(minutes)) != sum(map(units_for, minutes))


def total_question(rng: random.Random, services: dict[str, int]) -> Question:
    """Return a question about a day's total units."""
    total = sum(services.values())
    prompt = f"{scene(rng, services)} How many units does the whole day earn?"
    explanation = f"{' + '.join(map(str, services.values()))} = {total}. {why(total)}"
    return number.ask(prompt, units_for(total), of_day_total(services), explanation, TOTAL)


@family("eight_minute_rule.day_total", "unit-4", level=1)
def day_total(rng: random.Random) -> Question:
    """Ask for the total units of two services."""
    return total_question(rng, day_of(rng, [some_minutes(rng, 5, 40), rng.randint(5, 40)]))


@family("eight_minute_rule.day_total_of_three", "unit-4", level=2)
def day_total_of_three(rng: random.Random) -> Question:
    """Ask for the total units of three services for which separate counting gives a different number."""
    while True:
        minutes = [some_minutes(rng, 4, 35) for _ in range(3)]
        if methods_differ(minutes):
            return total_question(rng, day_of(rng, minutes))


@family("eight_minute_rule.room_for_more", "unit-4", level=3)
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
        Misconception("added a full unit", UNIT, "15 more minutes always add a unit, but fewer may be enough."),
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


@family("eight_minute_rule.spare_unit", "unit-5", level=1)
def spare_unit(rng: random.Random) -> Question:
    """Ask which code gets the extra unit."""
    minutes = [0]
    while spare_units(minutes) != 1 or not one_leads(minutes):
        minutes = [rng.randint(5, 35) for _ in range(rng.choice((2, 3)))]
    services = day_of(rng, minutes)
    day = count_day(services)
    winner = max(day.services, key=lambda entry: entry.left_over)
    longest = max(day.services, key=lambda entry: entry.minutes)
    wrong = [
        Misconception(
            WRONG_CODE,
            str(find_code(entry.code)),
            f"{entry.code} has the most minutes, but compare the minutes left over after full 15-minute blocks."
            if entry == longest
            else f"{entry.code} has only {plural(entry.left_over, 'minute')} left over."
            if entry.left_over
            else f"{entry.code} has no minutes left over.",
        )
        for entry in day.services
        if entry != winner
    ]
    message = "The leftover minutes add up to 8 or more, so one code gets an extra unit."
    wrong.append(Misconception(NOT_COMBINED, "None of the codes", message))
    prompt = (
        f"{scene(rng, services)} The total earns {plural(day.total_units, 'unit')}, one more than the "
        "full 15-minute blocks. Which code gets the extra unit?"
    )
    return single_choice.ask(rng, prompt, str(find_code(winner.code)), wrong, steps(day), SHARE)


@family("eight_minute_rule.several_services", "unit-4", "unit-5", level=2)
def several_services(rng: random.Random) -> Question:
    """Ask for the units of each of two or three services."""
    count = rng.choice((2, 2, 3))
    minutes = [0]
    while not spare_units(minutes):
        minutes = [rng.randint(8, 35) for _ in range(count)]
    return share_question(rng, day_of(rng, minutes), SHARE)


@family("eight_minute_rule.right_billings", "unit-5", level=3)
def right_billings(rng: random.Random) -> Question:
    """Ask for every correct claim for a day on which two services tie."""
    tied = rng.randint(UNIT + 4, UNIT + 11)  # 4 to 11 leftover minutes in each service: one extra unit
    services = day_of(rng, [tied, tied + rng.choice((0, 0, UNIT))])
    day = count_day(services)
    right = sorted(map(describe, day.billings))
    about = [
        Misconception("accepted only one answer of a tie", text, f"The codes tie, so {text} is also correct.")
        for text in right
    ]
    for code in services:
        text = describe({code: day.total_units})
        message = f"{text} is not correct. Each code has at least {UNIT} minutes and keeps a unit."
        about.append(Misconception(ALL_ON_ONE, text, message))
    more = describe({entry.code: entry.base_units + 1 for entry in day.services})
    alone = day.services[0].left_over >= FIRST  # enough for another unit if each code is counted separately
    name = SEPARATE if alone else ROUNDED_UP
    about.append(Misconception(name, more, f"{more} is more than the total allows."))
    prompt = f"{scene(rng, services)} Which claims are correct? Check all that apply."
    return multiple_choice.ask(rng, prompt, right, about, steps(day), SHARE)


@family("eight_minute_rule.short_pair", "unit-6", level=1)
def short_pair(rng: random.Random) -> Question:
    """Ask what you bill for two services of 7 minutes or less."""
    services = day_of(rng, rng.sample(range(2, FIRST), 2))
    day = count_day(services)
    longer, shorter = sorted(services, key=lambda code: -services[code])
    for_longer, for_shorter, for_both = describe({longer: 1}), describe({shorter: 1}), describe({longer: 1, shorter: 1})
    under = "Together, the two services are still less than 8 minutes."
    belongs = "The unit goes to the longer of the two services." if day.total_units else under
    answers = [  # single_choice leaves out the correct one
        Misconception(SEPARATE, "Nothing", "Each service is less than 8 minutes, but together they reach 8."),
        Misconception(TOO_SHORT, for_longer, under),
        Misconception(WRONG_CODE, for_shorter, belongs),
        Misconception(ROUNDED_UP, for_both, "Two services this short never earn 2 units."),
    ]
    right = for_longer if day.total_units else "Nothing"
    return single_choice.ask(rng, f"{scene(rng, services)} What do you bill?", right, answers, steps(day), SHORT)


@family("eight_minute_rule.short_services", "unit-6", level=2)
def short_services(rng: random.Random) -> Question:
    """Ask for the units of three services of 7 minutes or less."""
    return share_question(rng, day_of(rng, [rng.randint(2, FIRST - 1) for _ in range(3)]), SHORT)


@family("eight_minute_rule.short_and_long", "unit-5", "unit-6", level=3)
def short_and_long(rng: random.Random) -> Question:
    """Ask for the units of a day with one long service and one or two of 7 minutes or less."""
    minutes = [0]
    while not spare_units(minutes):
        short = [rng.randint(3, FIRST - 1) for _ in range(rng.choice((1, 2)))]
        minutes = [rng.randint(16, 52), *short]
    return share_question(rng, day_of(rng, minutes), SHORT)
