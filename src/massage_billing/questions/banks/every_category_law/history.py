"""How the law came about: events in order, who did what, and whether it was in force on a day (law-2 to law-5)."""

import random
from datetime import date, timedelta
from itertools import pairwise

from massage_billing.base.text import sentence
from massage_billing.questions.kinds import ordering, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.every_category_law import Event, date_of, events, law_on

# The events on which the story turns, each with its objective; later ones are about names and visits.
COURSE = {
    "clause": "law-2", "signed": "law-2", "force": "law-4", "order": "law-3", "suit": "law-4", "district": "law-5",
    "ninth": "law-5", "supreme": "law-5", "rule": "law-3", "hoffman": "law-5", "yardstick": "law-2",
}  # fmt: skip


def _turning() -> list[Event]:
    return [row for row in events() if row.id in COURSE]


def _ask(
    rng: random.Random, row: Event, prompt: str, right: str, wrong: list[Misconception], explanation: str
) -> Question:
    objectives = (COURSE[row.id],)
    return single_choice.ask(rng, prompt, right, wrong, explanation, row.citation, objectives=objectives)


@family("every_category_law.order", "law-2", "law-4", "law-5", level=2)
def order(rng: random.Random) -> Question:
    """Ask for five events in their order."""
    rows = _turning()
    chosen = [rows[at] for at in sorted(rng.sample(range(len(rows)), 5))]
    why = [f"It was {date_of(row)}, and then {date_of(later)}." for row, later in pairwise(chosen)]
    dates = "; ".join(f"{date_of(row)}: {row.short}" for row in chosen)
    prompts = (
        "Put these events in order, the earliest first.",
        "What came first, and what followed? Put them in order.",
    )
    return ordering.ask(rng, rng.choice(prompts), [row.event for row in chosen], why, f"{dates}.", chosen[-1].citation)


@family("every_category_law.when", "law-2", "law-4", "law-5", level=1)
def when(rng: random.Random) -> Question:
    """Ask for the date of an event."""
    row = rng.choice(_turning())
    wrong = []
    for other in rng.sample([other for other in _turning() if date_of(other) != date_of(row)], 3):
        on = "On that date" if other.precision == "day" else "In that year"
        wrong.append(Misconception("the date of another event", date_of(other), f"{on}: {other.event}"))
    return _ask(rng, row, f"When was this? {row.event}", date_of(row), wrong, f"{date_of(row)}. {row.decided}")


@family("every_category_law.who", "law-3", "law-5", "law-2", "law-4", level=1)
def who(rng: random.Random) -> Question:
    """Ask who decided something."""
    row = rng.choice([row for row in _turning() if row.who != "the law itself"])
    wrong = []
    for other in rng.sample(sorted({event.who for event in events()} - {row.who, "the law itself"}), 3):
        message = f"{sentence(other)} did something else: {events([other])[0].event}"
        wrong.append(Misconception("another actor", sentence(other), message))
    prompt = f"“{row.decided}” Who was that?"
    return _ask(rng, row, prompt, sentence(row.who), wrong, f"{row.event} ({date_of(row)}).")


@family("every_category_law.left_open", "law-5", "law-3", level=3)
def left_open(rng: random.Random) -> Question:
    """Ask what a decision did not decide."""
    rows = [row for row in _turning() if not row.left_open.startswith(("Nothing", "Everything"))]
    row = rng.choice(rows)
    wrong = [Misconception("what was decided taken for open", row.decided, "That is just what it did decide.")]
    for other in rng.sample([other for other in rows if other is not row], 2):
        message = f"That was left open at another time: {other.event}"
        wrong.append(Misconception("the open question of another decision", other.left_open, message))
    prompt = f"{row.event} ({date_of(row)}) What was left open?"
    return _ask(rng, row, prompt, row.left_open, wrong, f"Decided: {row.decided} Left open: {row.left_open}")


STATES = {
    "yes": "Yes, it was in force",
    "no": "No, it was not in force",
    "unclear": "In limbo: a court had ruled, and an appeal was under way",
}
FIRST, LAST = date(1993, 1, 4), date(2026, 1, 5)
EDGES = [date(1995, 5, 8), date(1996, 1, 1), date(1997, 5, 2), date(1998, 6, 18)]


@family("every_category_law.on_that_day", "law-4", "law-2", "law-5", level=2)
def on_that_day(rng: random.Random) -> Question:
    """Ask whether the law was in force on a day, often one near a turn."""
    near = rng.choice(EDGES) + timedelta(days=rng.randrange(-20, 20))
    on = rng.choice((near, near, FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))))
    row = law_on(on)
    message = f"On that day: {row.state.lower()}."
    wrong = [Misconception("the wrong side of a turn", label, message) for label in STATES.values()]
    prompt = f"A plan was issued in Washington. Was the law on every category in force on {on}?"
    return single_choice.ask(rng, prompt, STATES[row.in_effect], wrong, f"{row.state}. {row.why}", row.citation)
