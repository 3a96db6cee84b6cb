"""Sessions as a therapist tells them: which codes, and how many minutes of each (session_cases.csv)."""

import random
from collections.abc import Iterator
from datetime import date

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import long_date
from massage_billing.questions.banks.codes.validity import some_day
from massage_billing.questions.kinds import minutes_by_code
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import Write, family
from massage_billing.rules import codes
from massage_billing.rules.codes import Choice, choose_codes, find_code
from massage_billing.rules.eight_minute_rule import billings, describe


@table("session_cases", key=("case",))
class SessionCase(DatedRow):
    """A session as a therapist describes it, and what may be billed."""

    case: str
    level: int
    objectives: tuple[str, ...]
    story: str  # with places for client, region and minutes
    work: str  # technique=first or second; several are separated by semicolons
    first: str  # from how many minutes to how many
    second: str  # the same, of the second service
    regions: str
    trained: tuple[str, ...]  # codes beyond massage that training and license allow
    contract: tuple[str, ...]  # codes that the contract pays for
    days: str  # dates of service, from/to
    separate: bool  # two truly separate sessions on the day
    answer: str  # worked out by hand: code=minutes; empty: nothing is billed
    tempting: str  # the wrong code that tempts
    tempting_why: str
    reasoning: str


CLIENTS = ("Ana", "Ben", "Chloe", "Dan", "Ella", "Frank", "Gina", "Hugo", "Ida", "Jon", "Kim", "Leo", "Mia", "Noah",
           "Olga", "Pete", "Rosa", "Sam", "Tess", "Victor", "Wanda", "Yusuf")  # fmt: skip
FAMILIES = (  # name, level, objectives
    ("codes.first_sessions", 1, "code-2 code-3 code-8"),
    ("codes.sessions", 2, "code-4 code-5 code-6 code-7 code-8 code-9 code-11 code-12 code-13"),
    ("codes.hard_sessions", 3, "code-5 code-7 code-9 code-10 code-11 code-12"),
)


def variant(rng: random.Random, row: SessionCase) -> Question:
    """Return a question about the session of `row`, with client, region, minutes and day drawn within its reasoning."""
    spans = {"first": row.first, "second": row.second}
    drawn = {name: rng.randint(*map(int, span.split("-"))) for name, span in spans.items() if span}
    places = {"client": rng.choice(CLIENTS), "region": rng.choice(row.regions.split("|")), **drawn}
    on = some_day(rng, *map(date.fromisoformat, row.days.split("/")))
    work = {technique: drawn[name] for technique, name in (part.split("=") for part in row.work.split("; "))}
    minutes = codes.minutes_by_code(work)
    choice = choose_codes(work, on, row.trained, row.contract, separate=row.separate)
    units = "No code, no units."
    if choice.ways[0]:
        units = f"By the Medicare total that makes {describe(billings(choice.ways[0], on=on)[0])}."
    asked = "Which codes do you bill, and for how many minutes?"
    return minutes_by_code.ask(
        f"{row.story.format_map(places)} {_terms(row, on)} {asked}",
        sorted({*minutes, row.tempting, "97124", "97140"}),
        choice.ways,
        _misconceptions(row, choice, minutes, row.tempting_why.format_map(places)),
        f"{row.reasoning.format_map(places)} {units}",
        row.citation,
        case=row.case,
        objectives=row.objectives,
    )


def _terms(row: SessionCase, on: date) -> str:
    more = " and ".join(find_code(code).name for code in row.trained)
    skilled = f"You are trained in and licensed for massage and {more}." if more else "You are trained in massage only."
    return f"{skilled} The contract pays for {' and '.join(row.contract)}. Date of service: {long_date(on)}."


def _misconceptions(row: SessionCase, choice: Choice, minutes: dict[str, int], why: str) -> Iterator[Misconception]:
    right, tempting, total = choice.ways[0], row.tempting, sum(minutes.values())
    name = "a service left off the bill" if tempting in right else "the code chosen by pay or habit"
    for spent in sorted({right.get(tempting, 0), minutes.get(tempting, 0), sum(right.values()), total} - {0}):
        yield Misconception(name, {tempting: spent}, why)
    if choice.left_out:
        code, _, out = choice.left_out[0]
        yield Misconception("billed what stays in the note", minutes, f"You billed {code} as well. {out}")
        for main in right:
            message = f"You put all {total} minutes on {main}. Minutes never move from one code to another."
            yield Misconception("minutes moved to another code", {main: total}, message)
    if right:
        yield Misconception("nothing billed", {}, "There is work here that you may bill.")
    for code, spent in right.items():
        message = "You left out one of two services that may stand side by side."
        yield Misconception("a service left off the bill", {code: spent}, message)


def _sessions(level: int) -> Write:
    rows = [row for row in current(SessionCase) if row.level == level]

    def write(rng: random.Random) -> Question:
        return variant(rng, rng.choice(rows))

    return write


for _name, _level, _objectives in FAMILIES:
    family(_name, *_objectives.split(), level=_level)(_sessions(_level))
