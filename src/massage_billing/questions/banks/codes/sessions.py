"""Questions on whole sessions: which codes to bill, and for how many minutes (session_cases.csv)."""

import random
from collections.abc import Iterator
from datetime import date

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import series, us_date
from massage_billing.questions.banks.codes.validity import LICENSE, UNPAID, skilled_in, some_day
from massage_billing.questions.kinds import minutes_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import NAMES
from massage_billing.questions.registry import Write, family
from massage_billing.rules import codes
from massage_billing.rules.codes import Choice, Technique, choose_codes, pair_in
from massage_billing.rules.eight_minute_rule import billings, describe_all


@table("session_cases", key=("case",))
class SessionCase(DatedRow):
    """A session as a therapist describes it, and the codes that may be billed (a row of session_cases.csv)."""

    case: str
    level: int
    objectives: tuple[str, ...]
    story: str  # with placeholders for the patient, the region, and the minutes
    work: str  # technique=first or technique=second, separated by semicolons
    first: str  # the range of minutes of the first service
    second: str  # the range of minutes of the second service
    regions: str
    trained: tuple[str, ...]  # codes beyond massage that the therapist's training and license allow
    contract: tuple[str, ...]  # codes that the payer's contract pays for
    days: str  # the range of dates of service: first/last
    separate: bool  # whether each kind of work had its own minutes or visit, and the payer allows both codes
    answer: str  # worked out by hand: code=minutes; empty if nothing is billed
    tempting: str  # the wrong code that learners are likely to choose
    tempting_why: str
    reasoning: str


LEFT_OFF = "left a service off the claim"
HABIT, MOVED, NOTE_ONLY = (
    "let payment or habit decide the code",
    "moved minutes to another code",
    "billed a service that belongs only in the note",
)  # of misconceptions.csv, as LEFT_OFF
OTHER_WORK = ("97112", "97124", "97140")  # "chose 97112 for other work", and so on, are in misconceptions.csv
FAMILIES = (  # name, level, depth, hint, objectives
    ("codes.first_sessions", 1, "apply", "What did your hands do? Then count the minutes of that work.", "code-2 code-3 code-8"),
    ("codes.sessions", 2, "apply", "Name each kind of work and its code. Then check your training, the contract, and whether two codes fit.",
     "code-4 code-5 code-6 code-7 code-8 code-9 code-10 code-11 code-12 code-13"),
    ("codes.hard_sessions", 3, "judge", "Name each kind of work and its code first. Then look for what this payer or your training does not allow.",
     "code-5 code-7 code-9 code-10 code-11 code-12"),
)  # fmt: skip


def variant(rng: random.Random, row: SessionCase) -> Question:
    """Return a question about a session, with a patient, region, minutes, and date drawn within the limits of its row."""
    spans = {"first": row.first, "second": row.second}
    drawn = {name: rng.randint(*map(int, span.split("-"))) for name, span in spans.items() if span}
    places = {"client": rng.choice(NAMES), "region": rng.choice(row.regions.split("|")), **drawn}
    on = some_day(rng, *map(date.fromisoformat, row.days.split("/")))
    work = {technique: drawn[name] for technique, name in (part.split("=") for part in row.work.split("; "))}
    minutes = codes.minutes_by_code(work)
    choice = choose_codes(work, on, row.trained, row.contract, separate=row.separate)
    units = "You cannot bill any code, so there are no units."
    if choice.ways[0]:
        units = f"Under Medicare's 8-minute rule, that is {describe_all(billings(choice.ways[0], on=on))}."
    asked = "Which codes do you bill, and for how many minutes?"
    return minutes_by_code.ask(
        f"{row.story.format_map(places)} {_terms(row, on)} {asked}",
        sorted({*minutes, row.tempting, "97124", "97140"}),
        [*choice.ways, *_other_sources(work, row, on)],
        _misconceptions(row, choice, minutes, row.tempting_why.format_map(places), on),
        f"{row.reasoning.format_map(places)} {units}",
        row.citation,
        case=row.case,
        objectives=row.objectives,
    )


def _other_sources(work: dict[str, int], row: SessionCase, on: date) -> Iterator[dict[str, int]]:
    """Yield the other correct claims for a session whose only work has a second code in another source."""
    if len(work) == 1:
        ((technique, spent),) = work.items()
        for also in (code for one in current(Technique) if one.technique == technique for code in one.also):
            if codes.may_bill(also, on, row.trained, row.contract).answer == "yes":
                yield {also: spent}


def _terms(row: SessionCase, on: date) -> str:
    training = f"trained and licensed in {skilled_in(row.trained)}" if row.trained else "trained only in massage"
    return f"You are {training}. The contract pays for {series(row.contract)}. Date of service: {us_date(on)}."


def _misconceptions(
    row: SessionCase, choice: Choice, minutes: dict[str, int], why: str, on: date
) -> Iterator[Misconception]:
    right, tempting, total = choice.ways[0], row.tempting, sum(minutes.values())
    name = LEFT_OFF if tempting in right else _belief(row, minutes, on)
    for spent in sorted({right.get(tempting, 0), minutes.get(tempting, 0), sum(right.values()), total} - {0}):
        if tempting in right and spent not in (right[tempting], minutes.get(tempting)):
            yield Misconception(MOVED, {tempting: spent}, _moved(spent, tempting))
        else:
            yield Misconception(name, {tempting: spent}, why)
    if choice.left_out:
        code, _, out = choice.left_out[0]
        pair = pair_in(minutes, on)
        if pair is not None and out == pair.rule:
            refused = "does not allow" in row.story
            out = "This payer does not allow both codes for one visit." if refused else "The two kinds of work blended."
        billed = "You also billed" if right else "You billed"
        yield Misconception(NOTE_ONLY, minutes, f"{billed} {code}. {out}")
        for main in right:
            yield Misconception(MOVED, {main: total}, _moved(total, main))
    if right:
        yield Misconception("", {}, "This session includes work that you may bill.")
    for code, spent in right.items():
        message = "You left out one of two services that you may bill together."
        yield Misconception(LEFT_OFF, {code: spent}, message)


def _belief(row: SessionCase, minutes: dict[str, int], on: date) -> str:
    """Return the misconception that the tempting code suggests."""
    code = row.tempting
    if code in minutes:  # the work was done, but the code may not be billed, or another one covers most of the session
        allowed = codes.may_bill(code, on, row.trained, row.contract).answer == "yes"
        untrained = codes.find_code(code).beyond_massage and code not in row.trained
        return "" if allowed else LICENSE if untrained else UNPAID
    return HABIT if "code-10" in row.objectives or code not in OTHER_WORK else f"chose {code} for other work"


def _moved(minutes: int, code: str) -> str:
    return f"You put all {minutes} minutes on {code}. Never move minutes from one code to another."


def _sessions(level: int) -> Write:
    rows = [row for row in current(SessionCase) if row.level == level]

    def write(rng: random.Random) -> Question:
        return variant(rng, rng.choice(rows))

    return write


for _name, _level, _depth, _hint, _objectives in FAMILIES:
    family(_name, *_objectives.split(), level=_level, depth=_depth, hint=_hint)(_sessions(_level))
