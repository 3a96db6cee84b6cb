"""Questions on one timed service: the 8-minute minimum, the published table, and longer sessions (unit-1 to unit-3)."""

import random

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, sentence, series
from massage_billing.questions.banks.eight_minute_rule.misconceptions import (
    DROPPED,
    OFF_BY_ONE,
    ROUNDED_UP,
    STARTED_BLOCKS,
    TOO_SHORT,
    of_total,
    off_by_one,
)
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, units_for

TABLE = citation("cms-clm-5", "section 20.2 C, time intervals")
BEYOND = citation("cms-clm-5", "section 20.2 C, after the time intervals")
ALONE = citation("cms-clm-5", "section 20.2 C, one service in a day")
TABLE_UNITS = 8  # units in the last row of the published table

CODES = ("97124", "97140")
LIMIT = "These are units by the minutes. Medicare expects at most 4 units of 97124 and 6 of 97140 a day (2026 table)."
MEDICARE = "The payer follows Medicare's 8-minute rule."
MOST = 4  # units of 97124 a day in LIMIT
REASONS = ("a stiff neck", "low back pain", "a sore shoulder", "a tight calf", "jaw pain", "an old knee strain")


def fewest_minutes(units: int) -> int:
    """Return the fewest minutes that earn a number of units."""
    return (units - 1) * UNIT + FIRST


def range_from(start: int) -> str:
    """Return a range of 15 minutes, in the words of the table."""
    return f"{start} to {start + UNIT - 1} minutes"


def row(units: int) -> str:
    """Return the range of minutes that earns a number of units, in the words of the table.

    Example:
        >>> row(2)
        '23 to 37 minutes'
    """
    return range_from(fewest_minutes(units))


def why(minutes: int) -> str:
    """Explain the units that a number of minutes earns.

    Example:
        >>> why(7)
        '7 minutes is less than 8, so you cannot bill a unit.'
    """
    units = units_for(minutes)
    if not units:
        return f"{plural(minutes, 'minute')} is less than {FIRST}, so you cannot bill a unit."
    start = fewest_minutes(units)
    return f"{minutes} minutes falls in the {start}–{start + UNIT - 1} minute range: {plural(units, 'unit')}."


def limited(units: int) -> str:
    """Return a note on Medicare's daily limits, after an explanation about more units than the limits allow."""
    return f" {LIMIT}" if units > MOST else ""


def some_minutes(rng: random.Random, least: int, most: int) -> int:
    """Draw minutes in a range, usually at a boundary of the table.

    Multiples of 15 are never drawn, because there every mistake gives the correct answer.
    """
    while True:
        minutes = rng.randint(least, most)
        if rng.random() < 0.6:  # noqa: PLR2004  (the share of boundary cases)
            minutes += (FIRST - rng.randint(0, 1) - minutes) % UNIT  # the next 7 or 8 minutes past a multiple of 15
        if minutes % UNIT and minutes <= most:
            return minutes


def visit(rng: random.Random, minutes: int) -> str:
    """Describe a session with one timed service."""
    service, reason = find_code(rng.choice(CODES)), rng.choice(REASONS)
    sentences = (
        f"A patient with {reason} gets {minutes} minutes of {service.name} ({service.code}) and no other service.",
        f"Your session note for {reason} lists {minutes} minutes of {service.name} ({service.code}) and no other service that day.",
        f"You treat {reason} with {minutes} minutes of {service.name} ({service.code}). That is the whole treatment.",
    )
    return rng.choice(sentences)


@family("eight_minute_rule.bill_or_not", "unit-1", level=1)
def bill_or_not(rng: random.Random) -> Question:
    """Ask whether a short session can be billed."""
    minutes = some_minutes(rng, 3, 14)
    one, none = "Bill 1 unit", "Bill nothing"
    short = f"A single service of less than {FIRST} minutes is too short to bill."
    enough = f"{FIRST} minutes is enough for 1 unit. You do not need the full 15."
    half = "You can bill only whole units. A claim form has no half units."
    answers = [  # single_choice leaves out the correct one
        Misconception(TOO_SHORT, one, short),
        Misconception("waited for the full 15 minutes", none, enough),
        Misconception("billed the next unit too early", "Bill 2 units", "The second unit starts at 23 minutes."),
        Misconception("billed part of a unit", "Bill half a unit", half),
    ]
    right = none if minutes < FIRST else one
    return single_choice.ask(
        rng, f"{visit(rng, minutes)} {MEDICARE} What do you bill?", right, answers, why(minutes), ALONE
    )


@family("eight_minute_rule.visits_to_bill", "unit-1", level=2)
def visits_to_bill(rng: random.Random) -> Question:
    """Ask which of five visits can be billed."""
    short = [f"{minutes} minutes" for minutes in rng.sample(range(2, FIRST), 2)]
    enough = [f"{minutes} minutes" for minutes in (FIRST, *rng.sample(range(FIRST + 1, UNIT + 5), 2))]
    about = [Misconception(TOO_SHORT, text, f"You cannot bill {text}. The minimum is {FIRST}.") for text in short]
    about += [
        Misconception("waited for the full 15 minutes", text, f"You can bill {text}. The minimum is {FIRST}.")
        for text in enough
    ]
    prompt = (
        f"You treat five patients on five days. Each gets {find_code(rng.choice(CODES))} and no other service. "
        f"{MEDICARE} Which visits can you bill? Check all that apply."
    )
    explanation = (
        f"You can bill a single service that lasts at least {FIRST} minutes: {series(enough)}. "
        f"{sentence(series(short))} are too short."
    )
    return multiple_choice.ask(rng, prompt, enough, about, explanation, ALONE)


@family("eight_minute_rule.judge_a_bill", "unit-1", "unit-2", level=3)
def judge_a_bill(rng: random.Random) -> Question:
    """Ask whether the units on a claim fit the minutes."""
    minutes = some_minutes(rng, 5, 67)
    earned = units_for(minutes)
    billed = max(1, earned + rng.choice((-1, 0, 1)))  # a claim does not list 0 units
    listed = plural(billed, "unit")
    fits, over, under = "The units are correct.", "There are too many units.", "There are too few units."
    answers = [  # single_choice leaves out the correct one
        Misconception("accepted the wrong number of units", fits, "Look up the minutes in the table before you agree."),
        Misconception("thought there were too many units", over, f"These minutes earn at least {listed}."),
        Misconception("thought there were too few units", under, f"These minutes earn no more than {listed}."),
    ]
    right = over if billed > earned else under if billed < earned else fits
    prompt = f"{visit(rng, minutes)} {MEDICARE} The claim lists {listed}. What is true about the units on the claim?"
    return single_choice.ask(rng, prompt, right, answers, why(minutes), TABLE)


@family("eight_minute_rule.one_service", "unit-1", "unit-2", level=1)
def one_service(rng: random.Random) -> Question:
    """Ask for the units of one timed service."""
    minutes = some_minutes(rng, 4, TABLE_UNITS * UNIT + FIRST - 1)
    prompt = f"{visit(rng, minutes)} {MEDICARE} How many units do these minutes earn?"
    hint = "Find the row of the table that includes these minutes."
    units = units_for(minutes)
    return number.ask(prompt, units, of_total(minutes), f"{why(minutes)}{limited(units)}", TABLE, hint=hint)


@family("eight_minute_rule.minutes_for_units", "unit-2", level=2)
def minutes_for_units(rng: random.Random) -> Question:
    """Ask which range of minutes earns a number of units."""
    units = rng.randint(1, TABLE_UNITS)
    begun, short = range_from((units - 1) * UNIT + 1), fewest_minutes(units) - 1
    wrong = [
        Misconception(ROUNDED_UP, begun, STARTED_BLOCKS),
        Misconception(DROPPED, range_from(units * UNIT), "You waited for the full 15 minutes."),
        Misconception(OFF_BY_ONE, range_from(short), f"Off by one minute: {short} is too short."),
    ]
    name = find_code(rng.choice(CODES)).name
    prompts = (
        f"You provide {name} and no other service. {MEDICARE} How long is a session that earns {plural(units, 'unit')}?",
        f"A note shows {name} and no other service. {MEDICARE} Which minutes earn {plural(units, 'unit')}?",
    )
    explanation = f"The table starts at {FIRST} minutes, and each range is {UNIT} minutes wide. For {plural(units, 'unit')}, the range is {row(units)}.{limited(units)}"
    return single_choice.ask(rng, rng.choice(prompts), row(units), wrong, explanation, TABLE)


@family("eight_minute_rule.minutes_to_next", "unit-2", level=3)
def minutes_to_next(rng: random.Random) -> Question:
    """Ask how many more minutes the next unit needs."""
    minutes = some_minutes(rng, 3, 100)
    have = units_for(minutes)
    goal = fewest_minutes(have + 1)
    full = (minutes // UNIT + 1) * UNIT
    message = f"You counted to {full}, a multiple of 15. A unit starts {FIRST} minutes into a block."
    wrong = [
        *off_by_one(goal - minutes, f"This is one minute short: {goal - 1} minutes is still in the same range."),
        Misconception(DROPPED, full - minutes, message),
        Misconception("added a full unit", UNIT, f"{UNIT} more minutes always add a unit, but fewer may be enough."),
    ]
    prompt = f"{visit(rng, minutes)} {MEDICARE} The visit earns {plural(have, 'unit')}. How many more minutes do you need for the next unit?"
    explanation = (
        f"The range for {plural(have + 1, 'unit')} starts at {goal} minutes, and {goal} − {minutes} = {goal - minutes}."
        f"{limited(have + 1)}"
    )
    return number.ask(prompt, goal - minutes, wrong, explanation, TABLE, unit="minutes")


@family("eight_minute_rule.next_row", "unit-3", level=1)
def next_row(rng: random.Random) -> Question:
    """Ask which range of minutes earns more units than the published table lists."""
    units = rng.randint(TABLE_UNITS + 1, TABLE_UNITS + 8)
    stopped, late = "None, because the table ends at 8 units", range_from(fewest_minutes(units) + 1)
    wrong = [
        Misconception("stopped at the end of the table", stopped, "The pattern continues past the table."),
        Misconception(DROPPED, range_from(units * UNIT), "No range starts at a multiple of 15."),
        Misconception(OFF_BY_ONE, late, "Off by one minute: this range starts too late."),
    ]
    prompts = (
        f"Medicare's table ends at 8 units, {row(TABLE_UNITS)}. Which minutes earn {units} units?",
        f"{MEDICARE} One long service earns {units} units. How many minutes does it take?",
    )
    explanation = f"Add {UNIT} minutes for each unit after {row(TABLE_UNITS)}. For {units} units, the range is {row(units)}. {LIMIT}"
    return single_choice.ask(rng, rng.choice(prompts), row(units), wrong, explanation, BEYOND)


@family("eight_minute_rule.long_service", "unit-3", level=2)
def long_service(rng: random.Random) -> Question:
    """Ask for the units of one service that is longer than the table."""
    minutes = some_minutes(rng, TABLE_UNITS * UNIT + FIRST, 240)
    message = "You stopped at the end of the table. The pattern continues."
    wrong = [Misconception("stopped at the end of the table", TABLE_UNITS, message), *of_total(minutes)]
    prompt = f"{visit(rng, minutes)} {MEDICARE} How many units do these minutes earn?"
    return number.ask(prompt, units_for(minutes), wrong, f"{why(minutes)} {LIMIT}", BEYOND)


@family("eight_minute_rule.least_minutes", "unit-3", level=3)
def least_minutes(rng: random.Random) -> Question:
    """Ask for the fewest minutes that earn more units than the table lists."""
    units = rng.randint(TABLE_UNITS + 1, 24)
    start, full = fewest_minutes(units), (units - 1) * UNIT
    all_full = f"You counted {units} full blocks. The last one needs only {FIRST} minutes."
    wrong = [
        *off_by_one(start, f"This is one minute short: {start - 1} is the end of the previous range."),
        Misconception(DROPPED, units * UNIT, all_full),
        Misconception("went one range too far", fewest_minutes(units + 1), "This is where the next unit starts."),
        Misconception(ROUNDED_UP, full + 1, "One minute of the last block is not enough."),
    ]
    prompt = f"By Medicare's rule, what is the smallest number of minutes of {find_code(rng.choice(CODES)).name} alone that earns {units} units?"
    explanation = f"{units - 1} × {UNIT} = {full}. Add {FIRST} minutes for the last unit: {start} minutes. {LIMIT}"
    return number.ask(prompt, start, wrong, explanation, BEYOND, unit="minutes")
