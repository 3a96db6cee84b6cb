"""Sessions as a therapist tells them: which codes, and how many minutes of each (session_cases.csv)."""

import random
from collections.abc import Iterable, Iterator
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
NAMES = {
    1: ("codes.first_sessions", ("code-2", "code-3", "code-8")),
    2: (
        "codes.sessions",
        ("code-4", "code-5", "code-6", "code-7", "code-8", "code-9", "code-11", "code-12", "code-13"),
    ),
    3: ("codes.hard_sessions", ("code-5", "code-7", "code-9", "code-10", "code-11", "code-12")),
}


def _span(rng: random.Random, text: str) -> int:
    least, most = map(int, text.split("-"))
    return rng.randint(least, most)


def variant(rng: random.Random, row: SessionCase) -> Question:
    """Return a question about the session of `row`, with client, region, minutes and day drawn within its reasoning."""
    spans = {"first": row.first, "second": row.second}
    drawn = {name: _span(rng, span) for name, span in spans.items() if span}
    places = {"client": rng.choice(CLIENTS), "region": rng.choice(row.regions.split("|")), **drawn}
    on = some_day(rng, *map(date.fromisoformat, row.days.split("/")))
    work = {part.split("=")[0]: drawn[part.split("=")[1]] for part in row.work.split("; ")}
    choice = choose_codes(work, on, row.trained, row.contract, separate=row.separate)
    minutes = codes.minutes_by_code(work)
    offered = sorted({*minutes, row.tempting, "97124", "97140"})
    reason = row.reasoning.format_map(places)
    return minutes_by_code.ask(
        f"{row.story.format_map(places)} {_terms(row.trained, row.contract, on)} Which codes do you bill, and for how many minutes?",
        offered,
        choice.ways,
        _mistakes(row, choice, minutes, places),
        f"{reason} {_units(choice, on)}",
        row.citation,
        case=row.case,
        objectives=row.objectives,
    )


def _terms(trained: Iterable[str], contract: Iterable[str], on: date) -> str:
    more = " and ".join(find_code(code).name for code in trained)
    skilled = f"You are trained in and licensed for massage and {more}." if more else "You are trained in massage only."
    return f"{skilled} The contract pays for {' and '.join(contract)}. Date of service: {long_date(on)}."


def _units(choice: Choice, on: date) -> str:
    if not choice.ways[0]:
        return "No code, no units."
    return f"By the Medicare total that makes {describe(billings(choice.ways[0], on=on)[0])}."


def _mistakes(
    row: SessionCase, choice: Choice, minutes: dict[str, int], places: dict[str, object]
) -> Iterator[Misconception]:
    right, tempting, total = choice.ways[0], row.tempting, sum(minutes.values())
    why = row.tempting_why.format_map(places)
    label = "the code chosen by pay or habit" if tempting not in right else "a service left off the bill"
    tempted = {right.get(tempting, 0), minutes.get(tempting, 0), sum(right.values()), total}
    for spent in sorted(tempted - {0}):
        yield Misconception(label, {tempting: spent}, why)
    if choice.left_out:
        code, _, out = choice.left_out[0]
        yield Misconception("billed what stays in the note", minutes, f"You billed {code} as well. {out}")
        for main in right:
            message = f"You put all {total} minutes on {main}. Minutes never move from one code to another."
            yield Misconception("minutes moved to another code", {main: total}, message)
    if right:
        yield Misconception("nothing billed", {}, "There is work here that you may bill.")
        for code in right:
            message = "You left out one of two services that may stand side by side."
            yield Misconception("a service left off the bill", {code: right[code]}, message)


def _sessions(level: int) -> Write:
    rows = [row for row in current(SessionCase) if row.level == level]

    def write(rng: random.Random) -> Question:
        return variant(rng, rng.choice(rows))

    return write


for _level, (_name, _objectives) in NAMES.items():
    family(_name, *_objectives, level=_level)(_sessions(_level))
