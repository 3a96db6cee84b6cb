"""One timed service alone: nothing under 8 minutes, the published table, and past its end (unit-1 to unit-3)."""

import random

from massage_billing.base.tables import citation
from massage_billing.base.text import plural
from massage_billing.questions.banks.eight_minute_rule.misconceptions import of_total, off_by_one
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, units_for

TABLE = citation("cms-clm-5", "section 20.2 C, time intervals")
BEYOND = citation("cms-clm-5", "section 20.2 C, after the time intervals")
ALONE = citation("cms-clm-5", "section 20.2 C, one service in a day")
TABLE_UNITS = 8  # units at which the published table ends

CODES = ("97124", "97140")
REASONS = ("a stiff neck", "low back pain", "a sore shoulder", "a tight calf", "jaw pain", "an old knee strain")


def fewest_minutes(units: int) -> int:
    """Return the minutes at which a bill of `units` begins."""
    return (units - 1) * UNIT + FIRST


def quarter_from(start: int) -> str:
    """Return 15 minutes in the words of the table."""
    return f"{start} to {start + UNIT - 1} minutes"


def row(units: int) -> str:
    """Return the minutes that bill `units`, as the table prints them.

    >>> row(2)
    '23 to 37 minutes'
    """
    return quarter_from(fewest_minutes(units))


def why(minutes: int) -> str:
    """Return the sentence that explains the units of one sum of minutes."""
    units = units_for(minutes)
    if not units:
        return f"{plural(minutes, 'minute')} is under {FIRST}, so there is no unit to bill."
    return f"{minutes} minutes lies in {row(units)}: {plural(units, 'unit')}."


def some_minutes(rng: random.Random, least: int, most: int) -> int:
    """Return minutes between the two, more often than not right at a boundary of the table.

    A whole number of quarters is never drawn: every misconception gives the right answer there.
    """
    while True:
        minutes = rng.randint(least, most)
        if rng.random() < 0.6:  # noqa: PLR2004  (how often: a matter of taste)
            minutes += (FIRST - rng.randint(0, 1) - minutes) % UNIT  # the next 7 or 8 past a quarter
        if minutes % UNIT and minutes <= most:
            return minutes


def visit(rng: random.Random, minutes: int) -> str:
    """Return a sentence about a session with one timed service."""
    service, reason = find_code(rng.choice(CODES)), rng.choice(REASONS)
    sentences = (
        f"A client with {reason} gets {minutes} minutes of {service.name} ({service.code}) and nothing else.",
        f"Your note for {reason} says: {service}, {minutes} minutes. No other service that day.",
        f"{service}, {minutes} minutes, for {reason}. That was the whole treatment.",
    )
    return rng.choice(sentences)


@family("eight_minute_rule.bill_or_not", "unit-1", level=1)
def bill_or_not(rng: random.Random) -> Question:
    """Ask whether a short session can be billed at all."""
    minutes = some_minutes(rng, 3, 14)
    one, none = "Bill 1 unit", "Bill nothing"
    short = f"Under {FIRST} minutes of one service alone there is nothing to bill."
    enough = f"{FIRST} minutes are enough for one unit. The full 15 are not needed."
    half = "Units are whole. There is no half unit on a claim form."
    answers = [  # the right one is no misconception: single_choice leaves it out
        Misconception("billed under 8 minutes", one, short),
        Misconception("waited for 15 minutes", none, enough),
        Misconception("a unit for every minute over 7", "Bill 2 units", "A second unit begins only at 23 minutes."),
        Misconception("bill for part of a unit", "Bill half a unit", half),
    ]
    right = none if minutes < FIRST else one
    return single_choice.ask(rng, f"{visit(rng, minutes)} What do you bill?", right, answers, why(minutes), ALONE)


@family("eight_minute_rule.visits_to_bill", "unit-1", level=2)
def visits_to_bill(rng: random.Random) -> Question:
    """Ask which of five visits can be billed."""
    short = [f"{minutes} minutes" for minutes in rng.sample(range(2, FIRST), 2)]
    enough = [f"{minutes} minutes" for minutes in (FIRST, *rng.sample(range(FIRST + 1, UNIT + 5), 2))]
    about = [Misconception("billed under 8 minutes", text, f"{text} is under {FIRST}: not billed.") for text in short]
    about += [Misconception("waited for 15 minutes", text, f"{text} is {FIRST} or more: billed.") for text in enough]
    prompt = (
        f"Five clients came on five days. Each got one service, {find_code(rng.choice(CODES))}, and nothing else. "
        "Tick every visit that bills a unit."
    )
    return multiple_choice.ask(rng, prompt, enough, about, f"One service alone bills from {FIRST} minutes on.", ALONE)


@family("eight_minute_rule.judge_a_bill", "unit-1", "unit-2", level=3)
def judge_a_bill(rng: random.Random) -> Question:
    """Ask whether the units on a bill fit its minutes."""
    minutes = some_minutes(rng, 5, 67)
    earned = units_for(minutes)
    billed = max(0, earned + rng.choice((-1, 0, 1)))
    bill = plural(billed, "unit")
    fits, over, under = "The bill is right", "It bills too much", "It bills too little"
    answers = [  # the right one is no misconception: single_choice leaves it out
        Misconception("accepted a wrong bill", fits, "Look the minutes up in the table before you agree."),
        Misconception("saw too much", over, f"The minutes earn at least {bill}."),
        Misconception("saw too little", under, f"The minutes earn no more than {bill}."),
    ]
    right = over if billed > earned else under if billed < earned else fits
    prompt = f"{visit(rng, minutes)} The bill has {bill}. What do you say?"
    return single_choice.ask(rng, prompt, right, answers, why(minutes), TABLE)


@family("eight_minute_rule.one_service", "unit-1", "unit-2", level=1)
def one_service(rng: random.Random) -> Question:
    """Ask for the units of one service alone."""
    minutes = some_minutes(rng, 4, TABLE_UNITS * UNIT + FIRST - 1)
    prompt = f"{visit(rng, minutes)} How many units do you bill?"
    return number.ask(prompt, units_for(minutes), of_total(minutes), why(minutes), TABLE)


@family("eight_minute_rule.minutes_for_units", "unit-2", level=2)
def minutes_for_units(rng: random.Random) -> Question:
    """Ask which minutes bill a given number of units."""
    units = rng.randint(1, TABLE_UNITS)
    begun, short = quarter_from((units - 1) * UNIT + 1), fewest_minutes(units) - 1
    message = "You gave a unit to each 15 minutes that had begun."
    wrong = [
        Misconception("a unit for every started quarter", begun, message),
        Misconception("rest dropped", quarter_from(units * UNIT), "You waited for the full 15 minutes."),
        Misconception("off by one at a boundary", quarter_from(short), f"Off by one minute: {short} is too short."),
    ]
    name = find_code(rng.choice(CODES)).name
    prompts = (
        f"How long is a session of {name} alone that bills {plural(units, 'unit')}?",
        f"A bill for {name} alone shows {plural(units, 'unit')}. Which minutes fit it?",
    )
    explanation = f"Each row of the table is {UNIT} minutes wide, and the first begins at {FIRST}: {row(units)}."
    return single_choice.ask(rng, rng.choice(prompts), row(units), wrong, explanation, TABLE)


@family("eight_minute_rule.minutes_to_next", "unit-2", level=3)
def minutes_to_next(rng: random.Random) -> Question:
    """Ask how many more minutes the next unit takes."""
    minutes = some_minutes(rng, 3, 100)
    have = units_for(minutes)
    goal = fewest_minutes(have + 1)
    quarter = (minutes // UNIT + 1) * UNIT
    message = f"You counted to {quarter}, a full quarter. A unit begins {FIRST} in."
    wrong = [
        *off_by_one(goal - minutes, f"One minute short: that makes {goal - 1}, still the old row."),
        Misconception("rest dropped", quarter - minutes, message),
        Misconception("added a whole unit", UNIT, f"{UNIT} more minutes always add a unit, but fewer may do."),
    ]
    prompt = f"{visit(rng, minutes)} That is {plural(have, 'unit')}. How many more minutes reach the next unit?"
    explanation = f"{plural(have + 1, 'unit')} begins at {goal} minutes, and {goal} − {minutes} = {goal - minutes}."
    return number.ask(prompt, goal - minutes, wrong, explanation, TABLE, unit="more minutes")


@family("eight_minute_rule.next_row", "unit-3", level=1)
def next_row(rng: random.Random) -> Question:
    """Ask for a row past the end of the published table."""
    units = rng.randint(TABLE_UNITS + 1, TABLE_UNITS + 8)
    stopped, late = "None: 8 units is the most", quarter_from(fewest_minutes(units) + 1)
    wrong = [
        Misconception("stopped at the table", stopped, "The table stops at 8 units. The rule does not."),
        Misconception("rest dropped", quarter_from(units * UNIT), "Rows do not begin on a full quarter."),
        Misconception("off by one at a boundary", late, "Off by one minute."),
    ]
    prompts = (
        f"The printed table ends at 8 units, {row(TABLE_UNITS)}. Which minutes bill {units} units?",
        f"A long day with one service bills {units} units. Which minutes fit?",
    )
    explanation = f"Go on in steps of {UNIT} from {row(TABLE_UNITS)}: {units} units is {row(units)}."
    return single_choice.ask(rng, rng.choice(prompts), row(units), wrong, explanation, BEYOND)


@family("eight_minute_rule.long_service", "unit-3", level=2)
def long_service(rng: random.Random) -> Question:
    """Ask for the units of one service longer than the table."""
    minutes = some_minutes(rng, TABLE_UNITS * UNIT + FIRST, 240)
    message = "You stopped at the end of the table. The pattern goes on."
    wrong = [Misconception("stopped at the table", TABLE_UNITS, message), *of_total(minutes)]
    prompt = f"{visit(rng, minutes)} How many units do the minutes make?"
    return number.ask(prompt, units_for(minutes), wrong, why(minutes), BEYOND)


@family("eight_minute_rule.least_minutes", "unit-3", level=3)
def least_minutes(rng: random.Random) -> Question:
    """Ask for the least minutes of a number of units past the table."""
    units = rng.randint(TABLE_UNITS + 1, 24)
    start, quarters = fewest_minutes(units), (units - 1) * UNIT
    full = f"You took {units} full quarters. The last one needs only {FIRST} minutes."
    wrong = [
        *off_by_one(start, f"One minute short: {start - 1} is the end of the row before."),
        Misconception("rest dropped", units * UNIT, full),
        Misconception("one row too far", fewest_minutes(units + 1), "That is where the next unit begins."),
        Misconception("a unit for every started quarter", quarters + 1, "One minute into a quarter is not enough."),
    ]
    prompt = f"What are the fewest minutes of {find_code(rng.choice(CODES)).name} alone that make {units} units?"
    explanation = f"{units - 1} × {UNIT} = {quarters}, and {FIRST} more begin the last unit: {start} minutes."
    return number.ask(prompt, start, wrong, explanation, BEYOND, unit="minutes")
