"""Sessions as a therapist tells them: which codes, and how many minutes of each (session_cases.csv)."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from massage_billing.questions.codes.days import in_words, some_day
from massage_billing.questions.kinds import minutes_by_code
from massage_billing.questions.question import Mistake, Question, Write, family
from massage_billing.rules import codes
from massage_billing.rules.codes import Choice, choose_codes, find_code
from massage_billing.rules.eight_minute_rule import billings
from massage_billing.tables import Row, load
from massage_billing.words import bill

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


def variant(rng: random.Random, row: Row) -> Question:
    """Return a question about the session of `row`, with client, region, minutes and day drawn within its reasoning."""
    drawn = {name: _span(rng, row[name]) for name in ("first", "second") if row[name]}
    places = {"client": rng.choice(CLIENTS), "region": rng.choice(row["regions"].split("|")), **drawn}
    on = some_day(rng, *map(date.fromisoformat, row["days"].split("/")))
    work = {part.split("=")[0]: drawn[part.split("=")[1]] for part in row["work"].split("; ")}
    trained, contract = row["trained"].split(), row["contract"].split()
    choice = choose_codes(work, on, trained, contract, separate=row["separate"] == "yes")
    minutes = codes.minutes_by_code(work)
    offered = sorted({*minutes, row["tempting"], "97124", "97140"})
    reason = row["reasoning"].format_map(places)
    question = minutes_by_code(
        f"{row['told'].format_map(places)} {_terms(trained, contract, on)} Which codes do you bill, and for how many minutes?",
        offered,
        choice.ways,
        _mistakes(row, choice, minutes, places),
        f"{reason} {_units(choice, on)}",
        (row["source"], row["pinpoint"]),
    )
    return replace(question, case=row["case"], objectives=tuple(row["objectives"].split()))


def _terms(trained: list[str], contract: list[str], on: date) -> str:
    more = " and ".join(find_code(code).name for code in trained)
    skilled = f"You are trained in and licensed for massage and {more}." if more else "You are trained in massage only."
    return f"{skilled} The contract pays for {' and '.join(contract)}. Date of service: {in_words(on)}."


def _units(choice: Choice, on: date) -> str:
    if not choice.ways[0]:
        return "No code, no units."
    return f"By the Medicare total that makes {bill(billings(choice.ways[0], on=on)[0])}."


def _mistakes(row: Row, choice: Choice, minutes: dict[str, int], places: dict[str, object]) -> Iterator[Mistake]:
    right, tempting, total = choice.ways[0], row["tempting"], sum(minutes.values())
    why = row["tempting_why"].format_map(places)
    label = "the code chosen by pay or habit" if tempting not in right else "a service left off the bill"
    tempted = {right.get(tempting, 0), minutes.get(tempting, 0), sum(right.values()), total}
    for spent in sorted(tempted - {0}):
        yield Mistake(label, {tempting: spent}, why)
    if choice.left_out:
        code, _, out = choice.left_out[0]
        yield Mistake("billed what stays in the note", minutes, f"You billed {code} as well. {out}")
        for main in right:
            told = f"You put all {total} minutes on {main}. Minutes never move from one code to another."
            yield Mistake("minutes moved to another code", {main: total}, told)
    if right:
        yield Mistake("nothing billed", {}, "There is work here that you may bill.")
        for code in right:
            told = "You left out one of two services that may stand side by side."
            yield Mistake("a service left off the bill", {code: right[code]}, told)


def _sessions(level: int) -> Write:
    rows = [row for row in load("session_cases") if row["level"] == str(level)]

    def write(rng: random.Random) -> Question:
        return variant(rng, rng.choice(rows))

    return write


for _level, (_name, _objectives) in NAMES.items():
    family(_name, *_objectives, level=_level)(_sessions(_level))
