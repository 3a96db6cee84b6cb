"""Questions on one timed service: the 8-minute minimum, the published table, and longer sessions (unit-1 to unit-3)."""

import random
from collections.abc import Sequence

from massage_billing.base.tables import citation
from massage_billing.base.text import plural
from massage_billing.questions.banks.eight_minute_rule.misconceptions import (
    ADDED_FULL,
    DROPPED,
    MISSED,
    OFF_BY_ONE,
    ROUNDED_UP,
    STARTED_BLOCKS,
    STOPPED,
    TOO_SHORT,
    WAITED,
    of_total,
    off_by_one,
)
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code
from massage_billing.rules.eight_minute_rule import FIRST, UNIT, units_for

TABLE = citation("cms-clm-5", "section 20.2 C, time intervals")
BEYOND = citation("cms-clm-5", "section 20.2 C, after the time intervals")
ALONE = citation("cms-clm-5", "section 20.2 C, one service in a day")
TABLE_UNITS = 8  # units in the last row of the published table
WRONG = 3  # wrong choices in a question

CODES = ("97124", "97140")
SERVICES = {code: f"{find_code(code).name} ({code})" for code in CODES}
LIMIT = "These are units by the minutes. Medicare expects at most 4 units of 97124 and 6 of 97140 a day (2026 table)."
MEDICARE = "The payer follows Medicare's 8-minute rule."
MOST = 4  # units of 97124 a day in LIMIT
REASONS = ("a stiff neck", "low back pain", "a sore shoulder", "a tight calf", "jaw pain", "an old knee strain",
           "tension headaches", "a sprained ankle", "hip pain", "a sore wrist")  # fmt: skip
VISITS = (
    "{name} comes in with {reason}. You provide {minutes} minutes of {service} and no other service that day.",
    "{name} arrives late, so you have time for {minutes} minutes of {service} and nothing else.",
    "Your note for {name} says: {reason}; {service}, {minutes} minutes. There is no other service that day.",
    "You work on {reason} for {name}. Your timer shows {minutes} minutes of {service}, the only service of the day.",
    "{name} books one service, {service}, for {reason}. The hands-on time is {minutes} minutes.",
    "A coworker treats {name} and asks you to send the claim. The note lists one service: {minutes} minutes of {service}.",
    "On a home visit, you treat {reason} with {minutes} minutes of {service}. That is {name}'s whole treatment today.",
    "{name} has a new prescription for {reason}. Today's treatment is {minutes} minutes of {service} and nothing more.",
    "At a chiropractor's office, you give {name} {minutes} minutes of {service}. No one else treats {name} that day.",
    "You read your chart at the end of the day. For {name}, it lists {minutes} minutes of {service} and no other service.",
)
LONG_VISITS = (
    "{name} has severe {reason}. In two sessions on one day, you provide {minutes} minutes of {service} and no other service.",
    "At a weekend clinic, {name} gets {minutes} minutes of {service} in one day and no other service.",
    "{name} drives in from far away, so you put two sessions on one day: {minutes} minutes of {service} in all.",
    "A clinic's log shows {minutes} minutes of {service} for {name} on one day, with no other service.",
    "You treat {name} in the morning and again in the afternoon. The day's notes list {minutes} minutes of {service} and nothing else.",
    "An auditor asks about {name}'s longest day of treatment: {minutes} minutes of {service} and no other service.",
    "{name}'s doctor orders long treatments. One day's note lists {minutes} minutes of {service} and no other service.",
    "Two therapists share {name}'s care on one day. Together they provide {minutes} minutes of {service} and no other service.",
    "You train a new biller with a made-up note. It lists {minutes} minutes of {service} for {name} in one day.",
)
LONG_REASONS = ("back pain", "neck pain", "shoulder pain", "leg swelling", "arm swelling", "hip pain")


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
        >>> why(14)
        '14 minutes is not a full block. But 8 or more minutes earn the first unit: 1 unit.'
    """
    units = units_for(minutes)
    if not units:
        return f"{plural(minutes, 'minute')} is less than {FIRST}, so you cannot bill a unit."
    full, left = divmod(minutes, UNIT)
    blocks = (
        f"Full blocks: {full} × {UNIT} = {full * UNIT}, with {left} left over."
        if full
        else f"{minutes} minutes is not a full block."
    )
    rule = f"{FIRST} or more left over adds 1 unit" if units > full else f"Less than {FIRST} left over adds no unit"
    if not full:
        rule = f"But {FIRST} or more minutes earn the first unit"
    return f"{blocks} {rule}: {plural(units, 'unit')}."


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
    (name,) = people(rng, 1)
    return rng.choice(VISITS).format(
        name=name, reason=rng.choice(REASONS), minutes=minutes, service=SERVICES[rng.choice(CODES)]
    )


def on_both_sides(
    rng: random.Random, low: Sequence[Misconception], high: Sequence[Misconception]
) -> list[Misconception]:
    """Draw three wrong choices so that the right one is the smallest, the largest, and in between equally often."""
    below = rng.randint(max(0, WRONG - len(high)), min(WRONG, len(low)))
    return [*rng.sample(low, below), *rng.sample(high, WRONG - below)]


PAIRS = (
    "Two patients arrive late. {a} gets {m} minutes of {service}, and {b} gets {n} minutes. Neither gets another service.",
    "Today's notes list {service} for two patients: {a}, {m} minutes, and {b}, {n} minutes. There is no other service.",
    "{a} has to leave after {m} minutes of {service}. {b} has to leave after {n} minutes. Neither gets another service.",
    "A fire alarm ends two visits early, after {m} minutes of {service} for {a} and {n} minutes for {b}. Neither has another service.",
    "{a} tries {service} for {m} minutes. {b} tries it for {n} minutes. Each visit has one service.",
    "A new therapist leaves two notes for you: {a}, {m} minutes of {service}; {b}, {n} minutes. Each visit has one service.",
    "At a health fair, you provide {service} for {m} minutes to {a} and for {n} minutes to {b}. Neither gets another service.",
    "Two claims wait on your desk. {a}'s visit was {m} minutes of {service}. {b}'s was {n} minutes. Each visit has one service.",
    "{a} and {b} book short visits. Your timer shows {m} minutes of {service} for {a} and {n} for {b}, and no other service.",
)
SHORT_MINUTES = (3, 4, 5, 6, 7, 7, 7)
ENOUGH_MINUTES = (8, 8, 8, 9, 10, 11, 12, 13, 14)


@family(
    "eight_minute_rule.bill_or_not",
    "unit-1",
    level=1,
    depth="apply",
    hint="Compare each patient's minutes with the minimum for the first unit. Each patient's visit counts on its own.",
)
def bill_or_not(rng: random.Random) -> Question:
    """Ask which of two short sessions can be billed."""
    first, second = people(rng, 2)
    minutes = {name: rng.choice(rng.choice((SHORT_MINUTES, ENOUGH_MINUTES))) for name in (first, second)}
    choices = {
        "Both visits": {first, second},
        "Neither visit": set[str](),
        f"Just {first}'s": {first},
        f"Just {second}'s": {second},
    }
    billable = {name for name, count in minutes.items() if count >= FIRST}
    right = next(choice for choice, billed in choices.items() if billed == billable)
    answers = []  # single_choice leaves out the correct one
    for choice, billed in choices.items():
        short = f"This bills a visit of less than {FIRST} minutes." if billed - billable else ""
        left_out = f"This leaves out a visit of {FIRST} or more minutes." if billable - billed else ""
        name = "" if short and left_out else TOO_SHORT if short else WAITED
        answers.append(Misconception(name, choice, f"{short} {left_out}".strip()))
    story = rng.choice(PAIRS).format(
        a=first, b=second, m=minutes[first], n=minutes[second], service=SERVICES[rng.choice(CODES)]
    )
    prompt = f"{story} Both plans follow Medicare's 8-minute rule. Which visits do you bill?"
    each = " ".join(
        f"{name}'s {count} minutes {'reach' if count >= FIRST else 'do not reach'} {FIRST}."
        for name, count in minutes.items()
    )
    explanation = (
        f"{each} A single timed service needs at least {FIRST} minutes for 1 unit. It does not need the full {UNIT}."
    )
    return single_choice.ask(rng, prompt, right, answers, explanation, ALONE)


DAYS = (
    "You see five patients. Your log shows when the massage of each one started and stopped. There was no other service.",
    "A storm cuts the day short, and five patients each get a brief massage. The log shows the times. There is no other service.",
    "You fill in for a sick coworker. Five patients get one brief massage each. The log shows the hands-on times.",
    "A new therapist asks which of these visits to send to the plan. Each is one patient's massage, with no other service.",
    "At an employee clinic, you give five workers one brief massage each. You note when your hands start and stop.",
    "You test five short appointments, one for each patient. Each is massage and nothing else. You note the hands-on times.",
    "The front desk gives you five treatment logs from different patients. Each shows the hands-on time of one massage and no other service.",
    "You check old notes before you bill. Five patients each had one massage that day. The notes give the hands-on times.",
    "Five patients had to share your last open hours. Each got one massage and no other service. You wrote down the hands-on times.",
)


@family(
    "eight_minute_rule.visits_to_bill",
    "unit-1",
    level=2,
    depth="apply",
    hint="Subtract the start from the end to get the minutes of each visit. Then compare each with the minimum.",
)
def visits_to_bill(rng: random.Random) -> Question:
    """Ask which of five visits can be billed, from their start and end times."""
    enough = rng.choice((2, 3))
    lengths = [rng.choice(SHORT_MINUTES) for _ in range(5 - enough)]
    lengths += [rng.choice((*ENOUGH_MINUTES, 16, 19)) for _ in range(enough)]
    about, right, long, short = [], [], [], []
    hours = rng.sample((8, 9, 10, 11, 1, 2, 3, 4), 5)  # no two visits overlap
    for name, hour, minutes in zip(people(rng, 5), hours, lengths, strict=True):
        start = rng.randint(0, 59 - minutes)
        choice = f"{name}, {hour}:{start:02} to {hour}:{start + minutes:02}"
        if minutes >= FIRST:
            right.append(choice)
            long.append(f"{name} ({minutes})")
            message = f"{name}'s visit took {minutes} minutes. The minimum is {FIRST}."
            about.append(Misconception(WAITED if minutes < UNIT else MISSED, choice, message))
        else:
            short.append(f"{name} ({minutes})")
            message = f"{name}'s visit took {minutes} minutes, which is less than {FIRST}."
            about.append(Misconception(TOO_SHORT, choice, message))
    prompt = f"{rng.choice(DAYS)} All five plans follow Medicare's 8-minute rule. Which visits can you bill? Check all that apply."
    explanation = (
        f"Subtract to get the minutes. Long enough: {', '.join(long)}. Too short: {', '.join(short)}. "
        f"A single timed service needs at least {FIRST} minutes."
    )
    return multiple_choice.ask(rng, prompt, right, about, explanation, ALONE)


CLAIMS = (
    "The claim lists {units}.",
    "The billing software fills in {units}.",
    "A coworker enters {units} on the claim.",
    "The claim that you sent lists {units}.",
    "The draft of the claim shows {units}.",
    "The billing company plans to send {units}.",
)
FITS, OVER, UNDER = "The units are correct.", "There are too many units.", "There are too few units."


@family(
    "eight_minute_rule.judge_a_bill",
    "unit-1",
    "unit-2",
    level=3,
    depth="judge",
    hint="Count the units yourself before you look at the claim: full blocks of 15 first, then the minutes left over.",
)
def judge_a_bill(rng: random.Random) -> Question:
    """Ask whether the units on a claim fit the minutes."""
    minutes = some_minutes(rng, 5, 67)
    earned = units_for(minutes)
    billed = max(1, earned + rng.choice((-1, 0, 1)))  # a claim does not list 0 units

    def verdict(units: int) -> str:
        return OVER if billed > units else UNDER if billed < units else FITS

    listed = plural(billed, "unit")
    messages = {
        FITS: "Count the units of these minutes again before you agree.",
        OVER: f"These minutes earn {listed} or more.",
        UNDER: f"These minutes earn {listed} or fewer.",
    }
    answers = [  # single_choice leaves out the correct one, and the first of two with the same answer counts
        *(Misconception(one.name, verdict(one.answer), messages[verdict(one.answer)]) for one in of_total(minutes)),
        *(Misconception("", choice, message) for choice, message in messages.items()),
    ]
    claim = rng.choice(CLAIMS).format(units=listed)
    prompt = f"{visit(rng, minutes)} {MEDICARE} {claim} What do you find when you check it?"
    compared = {FITS: "matches", OVER: "is more than", UNDER: "is fewer than"}[verdict(earned)]
    explanation = f"{why(minutes)} The claim's {listed} {compared} that."
    return single_choice.ask(rng, prompt, verdict(earned), answers, explanation, TABLE)


@family(
    "eight_minute_rule.one_service",
    "unit-1",
    "unit-2",
    level=1,
    depth="apply",
    hint="Take out the full blocks of 15 minutes. Then ask whether the minutes left over are enough for one more unit.",
)
def one_service(rng: random.Random) -> Question:
    """Ask for the units of one timed service."""
    minutes = some_minutes(rng, 4, TABLE_UNITS * UNIT + FIRST - 1)
    prompt = f"{visit(rng, minutes)} {MEDICARE} How many units do these minutes earn?"
    units = units_for(minutes)
    return number.ask(prompt, units, of_total(minutes), f"{why(minutes)}{limited(units)}", TABLE)


RANGE_QUESTIONS = (
    "{name} wants to know how long a visit must be. With {service} alone, which of these earns exactly {units}?",
    "{name}'s claim lists {units} of {service} and no other service. Which of these earns exactly that?",
    "You look for a note that earns exactly {units} of {service}, the day's only service. Which of these is it?",
    "An auditor asks {name} for the note behind {units} of {service}, the day's only service. Which time in the note earns exactly that?",
    "{name} practices with old notes. Each lists one service, {service}. Which note earns exactly {units}?",
    "You plan visits with one service, {service}. Which of these lengths earns exactly {units}?",
    "Four notes of {service} lie on {name}'s desk, each from a visit with one service. Which one earns exactly {units}?",
    "{name}'s software shows {units} for a visit of {service} alone. Which of these times earns exactly that?",
    "Four therapists compare their visits of {service}, the only service each time. Whose minutes earn exactly {units}?",
)


@family(
    "eight_minute_rule.minutes_for_units",
    "unit-2",
    level=2,
    depth="apply",
    hint="Find where that number of units starts, and where the next unit starts. The minutes must fall between the two.",
)
def minutes_for_units(rng: random.Random) -> Question:
    """Ask which minutes earn a number of units."""
    units = rng.randint(1, TABLE_UNITS)
    start = fewest_minutes(units)
    inside = start + rng.choice((0, 0, 1, 4, 6, 9, 11, 13, 14, 14))
    low = [
        Misconception(
            OFF_BY_ONE if minutes == start - 1 else ROUNDED_UP,
            plural(minutes, "minute"),
            f"{plural(minutes, 'minute')} is not enough. {STARTED_BLOCKS}"
            if minutes < start - 1
            else "This is one minute short.",
        )
        for minutes in range(start - FIRST + 1, start)
    ]
    high = [
        Misconception(
            DROPPED if minutes > start + UNIT else OFF_BY_ONE,
            plural(minutes, "minute"),
            f"{minutes} minutes earns one more unit. You counted only full 15-minute blocks."
            if minutes > start + UNIT
            else "At this minute, the next unit starts.",
        )
        for minutes in range(start + UNIT, start + UNIT + FIRST - 1)
    ]
    (name,) = people(rng, 1)
    listed = plural(units, "unit")
    question = rng.choice(RANGE_QUESTIONS).format(name=name, service=SERVICES[rng.choice(CODES)], units=listed)
    explanation = (
        f"{units - 1} × {UNIT} + {FIRST} = {start}, so the range for {listed} is {row(units)}. "
        f"{inside} falls in it.{limited(units)}"
    )
    return single_choice.ask(
        rng, f"{MEDICARE} {question}", plural(inside, "minute"), on_both_sides(rng, low, high), explanation, TABLE
    )


@family(
    "eight_minute_rule.minutes_to_next",
    "unit-2",
    level=3,
    depth="analyze",
    hint="Find the minute at which the next unit starts. How far is it from the minutes in the question?",
)
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
        Misconception(ADDED_FULL, UNIT, f"{UNIT} more minutes always add a unit, but fewer may be enough."),
    ]
    prompt = f"{visit(rng, minutes)} {MEDICARE} The visit earns {plural(have, 'unit')}. How many more minutes would earn the next unit?"
    explanation = (
        f"{have} × {UNIT} + {FIRST} = {goal}, so the range for {plural(have + 1, 'unit')} starts at {goal} minutes. "
        f"{goal} − {minutes} = {goal - minutes}.{limited(have + 1)}"
    )
    return number.ask(prompt, goal - minutes, wrong, explanation, TABLE, unit="minutes")


NEXT_ROWS = (
    "Medicare's table ends at 8 units, {last}. {name} adds rows to it. Which row is the one for {units} units?",
    "{name}'s clinic bills very long days by Medicare's rule. Which total of one service earns {units} units?",
    "You write a cheat sheet for Medicare's 8-minute rule that goes past 8 units. What do you write beside {units} units?",
    "{name} finds {units} units of one service on a day's claim under Medicare's rule. Which range of minutes supports it?",
    "Medicare's table stops at {last} for 8 units. {name} needs {units} units. Which minutes fit?",
    "A spreadsheet for Medicare's rule stops at 8 units. {name} fills in the row for {units} units. What is the range?",
    "{name} asks you which minutes of one service earn {units} units by Medicare's rule. What do you answer?",
    "An auditor extends Medicare's table to check a long day. Which range goes with {units} units of one service?",
    "A new biller knows Medicare's table up to 8 units, {last}. Which range do you give for {units} units?",
)


@family(
    "eight_minute_rule.next_row",
    "unit-3",
    level=1,
    depth="apply",
    hint="Each row of the table is 15 minutes wide. Count on from the last row, or start from the first minute of a unit.",
)
def next_row(rng: random.Random) -> Question:
    """Ask which range of minutes earns more units than the published table lists."""
    units = rng.randint(TABLE_UNITS + 1, TABLE_UNITS + 16)
    start = fewest_minutes(units)
    last = "This is the last row of the table, for 8 units. The pattern continues past it."
    low = [
        Misconception(STOPPED, row(TABLE_UNITS), last),
        Misconception(
            ROUNDED_UP, range_from(start - FIRST + 1), f"{STARTED_BLOCKS} A unit needs {FIRST} minutes of its block."
        ),
        Misconception(OFF_BY_ONE, range_from(start - 1), "Off by one minute: this range starts too early."),
        Misconception("", row(units - 1), "This row is for one unit fewer."),
    ]
    high = [
        Misconception(OFF_BY_ONE, range_from(start + 1), "Off by one minute: this range starts too late."),
        Misconception(DROPPED, range_from(units * UNIT), "No range starts at a multiple of 15."),
        Misconception("", row(units + 1), "This row is for one unit more."),
    ]
    if units == TABLE_UNITS + 1:
        low.pop()  # it is the last row of the table
    (name,) = people(rng, 1)
    prompt = rng.choice(NEXT_ROWS).format(name=name, units=units, last=row(TABLE_UNITS))
    explanation = f"Each unit takes {UNIT} more minutes: {units - 1} × {UNIT} + {FIRST} = {start}. For {units} units, the range is {row(units)}. {LIMIT}"
    return single_choice.ask(rng, prompt, row(units), on_both_sides(rng, low, high), explanation, BEYOND)


@family(
    "eight_minute_rule.long_service",
    "unit-3",
    level=2,
    depth="apply",
    hint="The table ends, but its pattern goes on: full blocks of 15 minutes, and then the minutes left over.",
)
def long_service(rng: random.Random) -> Question:
    """Ask for the units of one service that is longer than the table."""
    minutes = some_minutes(rng, TABLE_UNITS * UNIT + FIRST, 240)
    message = "You stopped at the end of the table. The pattern continues."
    wrong = [Misconception(STOPPED, TABLE_UNITS, message), *of_total(minutes)]
    (name,) = people(rng, 1)
    story = rng.choice(LONG_VISITS).format(
        name=name, reason=rng.choice(LONG_REASONS), minutes=minutes, service=SERVICES[rng.choice(CODES)]
    )
    prompt = f"{story} {MEDICARE} How many units do these minutes earn?"
    return number.ask(prompt, units_for(minutes), wrong, f"{why(minutes)} {LIMIT}", BEYOND)


LEAST_QUESTIONS = (
    "{name} asks for the smallest number of minutes of {service} alone that earns {units} units by Medicare's rule. What is it?",
    "By Medicare's rule, at what minute of {service}, the day's only service, does unit {units} start?",
    "{name} bills {units} units of {service} for one long day, by Medicare's rule. What is the fewest minutes the note must show?",
    "You extend Medicare's table down to {units} units. What is the first minute of that row?",
    "{name}'s software marks when each new unit starts by Medicare's rule. At how many minutes does it mark unit {units}?",
    "An auditor checks a claim for {units} units of {service} by Medicare's rule. How many minutes must the day's note reach?",
    "You program a timer for {name} that beeps at each new unit of {service}, by Medicare's rule. After how many minutes does it beep for unit {units}?",
    "{name} wants {units} units of {service} from one day by Medicare's rule, with no other service. How many minutes does it take at least?",
    "A trainer asks {name}: by Medicare's rule, which minute of {service} alone earns unit {units}?",
)


@family(
    "eight_minute_rule.least_minutes",
    "unit-3",
    level=3,
    depth="analyze",
    hint="Every unit before the last one is a full block. How many minutes does the last unit need?",
)
def least_minutes(rng: random.Random) -> Question:
    """Ask for the fewest minutes that earn more units than the table lists."""
    units = rng.randint(TABLE_UNITS + 1, 24)
    start, full = fewest_minutes(units), (units - 1) * UNIT
    all_full = f"You counted {units} full blocks. The last one needs only {FIRST} minutes."
    wrong = [
        *off_by_one(start, f"This is one minute short: {start - 1} is the end of the previous range."),
        Misconception(DROPPED, units * UNIT, all_full),
        Misconception("", fewest_minutes(units + 1), "This is where the next unit starts."),
        Misconception(ROUNDED_UP, full + 1, "One minute of the last block is not enough."),
    ]
    (name,) = people(rng, 1)
    prompt = rng.choice(LEAST_QUESTIONS).format(name=name, units=units, service=SERVICES[rng.choice(CODES)])
    explanation = f"{units - 1} × {UNIT} = {full}. Add {FIRST} minutes for the last unit: {start} minutes. {LIMIT}"
    return number.ask(prompt, start, wrong, explanation, BEYOND, unit="minutes")
