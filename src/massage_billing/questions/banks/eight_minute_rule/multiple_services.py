"""Several timed services in a day: the total, sharing it out, and services of 7 minutes or less (unit-4 to unit-6)."""

import random
from collections.abc import Collection, Mapping

from massage_billing.base.tables import citation
from massage_billing.base.text import plural
from massage_billing.questions.banks.eight_minute_rule.misconceptions import of_day_total, of_shares, off_by_one
from massage_billing.questions.banks.eight_minute_rule.one_service import fewest_minutes, some_minutes, why
from massage_billing.questions.kinds import multiple_choice, number, single_choice, units_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, DayCount, count_day, describe, describe_all, units_for

TOTAL = citation("cms-clm-5", "section 20.2 C, more than one service")
SHARE = citation("cms-clm-5", "section 20.2 C, examples 1 to 4")
SHORT = citation("cms-clm-5", "section 20.2 C, services of 7 minutes or less")

TIMED = ("97124", "97140", "97112", "97110")
MEDICARE = "The payer uses the Medicare total."
SCENES = ("One visit: {0}. {1}", "A clinic's note for the day: {0}. {1}", "{1} The note says: {0}.")


def listing(services: Mapping[str, int]) -> str:
    """Return the services of a day as the note lists them."""
    return "; ".join(f"{find_code(code)}, {plural(minutes, 'minute')}" for code, minutes in services.items())


def day_of(rng: random.Random, minutes: list[int]) -> dict[str, int]:
    """Return the minutes, each under a timed code of its own."""
    return dict(zip(rng.sample(TIMED, len(minutes)), minutes, strict=True))


def steps(day: DayCount) -> str:
    """Return the sharing out of a day's total in words."""
    timed = [entry for entry in day.services if entry.timed]
    text = f"Total {plural(day.total_minutes, 'minute')}: {plural(day.total_units, 'unit')}. "
    text += "Whole blocks of 15: " + ", ".join(f"{entry.code} {entry.sure}" for entry in timed) + ". "
    if day.spare:
        left = ", ".join(f"{entry.code} {entry.left_over}" for entry in timed)
        text += f"Minutes left over: {left}; {plural(day.spare, 'spare unit')}, most left over first. "
    tie = " They tie, so each is right." if len(day.billings) > 1 else ""
    return f"{text}Bill {describe_all(day.billings)}.{tie}"


def scene(rng: random.Random, services: Mapping[str, int]) -> str:
    """Return the day's note, and that the payer totals."""
    return rng.choice(SCENES).format(listing(services), MEDICARE)


def methods_differ(minutes: Collection[int]) -> bool:
    """Return whether the total of some services makes other units than each service by itself."""
    return units_for(sum(minutes)) != sum(map(units_for, minutes))


def total_question(rng: random.Random, services: dict[str, int]) -> Question:
    """Return the question for a day's total units."""
    total = sum(services.values())
    prompt = f"{scene(rng, services)} How many units does the whole day make?"
    explanation = f"{' + '.join(map(str, services.values()))} = {total}. {why(total)}"
    return number.ask(prompt, units_for(total), of_day_total(services), explanation, TOTAL)


@family("eight_minute_rule.day_total", "unit-4", level=1)
def day_total(rng: random.Random) -> Question:
    """Ask for the total units of two services."""
    return total_question(rng, day_of(rng, [some_minutes(rng, 5, 40), rng.randint(5, 40)]))


@family("eight_minute_rule.day_total_of_three", "unit-4", level=2)
def day_total_of_three(rng: random.Random) -> Question:
    """Ask for the total units of three services, where counting each by itself gives another number."""
    while True:
        minutes = [some_minutes(rng, 4, 35) for _ in range(3)]
        if methods_differ(minutes):
            return total_question(rng, day_of(rng, minutes))


@family("eight_minute_rule.room_for_more", "unit-4", level=3)
def room_for_more(rng: random.Random) -> Question:
    """Ask how many more minutes bring the day one more unit."""
    services = day_of(rng, [rng.randint(6, 35), rng.randint(6, 35)])
    total = sum(services.values())
    last = list(services)[-1]
    goal = fewest_minutes(units_for(total) + 1)
    alone = fewest_minutes(units_for(services[last]) + 1) - services[last]
    wrong = [
        Misconception("each code counted by itself", alone, f"You looked at {last} alone. The day's total decides."),
        *off_by_one(goal - total, "One minute short of the next unit."),
        Misconception("rest dropped", (total // UNIT + 1) * UNIT - total, "You counted to a full quarter."),
        Misconception("added a whole unit", UNIT, "A full quarter always adds a unit, but fewer minutes may do."),
    ]
    prompt = f"{scene(rng, services)} How many more minutes of {last} would bring the day one more unit?"
    explanation = f"The day has {total} minutes. The next unit begins at {goal}: {goal - total} more."
    return number.ask(prompt, goal - total, wrong, explanation, TOTAL, unit="more minutes")


def spare_units(minutes: list[int]) -> int:
    """Return the units of the total that whole quarters leave over, for services of these minutes."""
    return units_for(sum(minutes)) - sum(one // UNIT for one in minutes)


def one_leads(minutes: list[int]) -> bool:
    """Return whether one of several services has more minutes left over than any other."""
    *_, second, most = sorted(one % UNIT for one in minutes)
    return most > second


def share_question(rng: random.Random, services: dict[str, int], source: str) -> Question:
    """Return the question for the units of each code of a day."""
    day = count_day(services)
    prompt = f"{scene(rng, services)} How many units of each code do you bill?"
    return units_by_code.ask(prompt, services, day.billings, of_shares(day), steps(day), source)


@family("eight_minute_rule.spare_unit", "unit-5", level=1)
def spare_unit(rng: random.Random) -> Question:
    """Ask which code gets the one spare unit."""
    minutes = [0]
    while spare_units(minutes) != 1 or not one_leads(minutes):
        minutes = [rng.randint(5, 35) for _ in range(rng.choice((2, 3)))]
    services = day_of(rng, minutes)
    day = count_day(services)
    winner = max(day.services, key=lambda entry: entry.left_over)
    longest = max(day.services, key=lambda entry: entry.minutes)
    wrong = [
        Misconception(
            "spare unit to the wrong service",
            str(find_code(entry.code)),
            f"{entry.code} is the longest, but compare what is left over after whole blocks of 15."
            if entry == longest
            else f"{entry.code} has only {plural(entry.left_over, 'minute')} left over.",
        )
        for entry in day.services
        if entry != winner
    ]
    message = "The minutes left over add up to 8 or more, so there is a unit to give."
    wrong.append(Misconception("rests never added up", "No code", message))
    prompt = (
        f"{scene(rng, services)} The total makes {plural(day.total_units, 'unit')}, one more than the "
        "whole blocks of 15. Which code gets the spare unit?"
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
    """Ask for every right billing of a day whose services tie."""
    tied = rng.randint(UNIT + 4, UNIT + 11)  # 4 to 11 minutes left over twice: one spare unit
    services = day_of(rng, [tied, tied + rng.choice((0, 0, UNIT))])
    day = count_day(services)
    right = sorted(map(describe, day.billings))
    about = [Misconception("only one of a tie", text, f"They tie, so {text} is right too.") for text in right]
    for code in services:
        text = describe({code: day.total_units})
        message = f"Not {text}: each code did at least {UNIT} minutes and keeps a unit."
        about.append(Misconception("all units on one code", text, message))
    more = describe({entry.code: entry.sure + 1 for entry in day.services})
    alone = day.services[0].left_over >= FIRST  # enough for a unit of its own, where each code is counted by itself
    name = "each code counted by itself" if alone else "a unit for every started quarter"
    about.append(Misconception(name, more, f"Not {more}: that is more than the total allows."))
    prompt = f"{scene(rng, services)} Tick every bill that is right."
    return multiple_choice.ask(rng, prompt, right, about, steps(day), SHARE)


@family("eight_minute_rule.short_pair", "unit-6", level=1)
def short_pair(rng: random.Random) -> Question:
    """Ask what two services of 7 minutes or less bill together."""
    services = day_of(rng, rng.sample(range(2, FIRST), 2))
    day = count_day(services)
    longer, shorter = sorted(services, key=lambda code: -services[code])
    for_longer, for_shorter, for_both = describe({longer: 1}), describe({shorter: 1}), describe({longer: 1, shorter: 1})
    under = "Together they are still under 8 minutes."
    belongs = "The unit belongs to the longer of the two." if day.total_units else under
    answers = [  # the right one is no misconception: single_choice leaves it out
        Misconception("each code counted by itself", "Nothing", "Each is under 8, but together they reach it."),
        Misconception("billed under 8 minutes", for_longer, under),
        Misconception("spare unit to the wrong service", for_shorter, belongs),
        Misconception("a unit for every started quarter", for_both, "Two short services never make two units."),
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
