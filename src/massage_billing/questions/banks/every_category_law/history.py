"""The history of the law: the order of events, who did what, and when it was in effect (law-2 to law-5)."""

import random
from datetime import date, timedelta
from itertools import pairwise

from massage_billing.base.text import sentence, us_date
from massage_billing.questions.kinds import ordering, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.every_category_law import Event, date_of, events, law_on

# The main events of the story, each with its objective. Later events are about names and visits.
COURSE = {
    "clause": "law-2", "signed": "law-2", "force": "law-4", "order": "law-3", "suit": "law-4", "district": "law-5",
    "ninth": "law-5", "supreme": "law-5", "rule": "law-3", "hoffman": "law-5", "benchmark": "law-2",
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
    """Ask the learner to put five events in order."""
    rows = _turning()
    chosen = [rows[at] for at in sorted(rng.sample(range(len(rows)), 5))]
    why = [
        f"The dates are {date_of(row)}{',' * (row.precision == 'day')} and {date_of(later)}."
        for row, later in pairwise(chosen)
    ]
    dates = "; ".join(f"{date_of(row)}: {row.short}" for row in chosen)
    prompts = (
        "Put these events in order, earliest first.",
        "What happened first, and what followed? Put the events in order, earliest first.",
    )
    return ordering.ask(rng, rng.choice(prompts), [row.event for row in chosen], why, f"{dates}.", chosen[-1].citation)


@family("every_category_law.when", "law-2", "law-4", "law-5", level=1)
def when(rng: random.Random) -> Question:
    """Ask when an event happened."""
    row = rng.choice(_turning())
    wrong = []
    for other in rng.sample([other for other in _turning() if date_of(other) != date_of(row)], 3):
        on = "On that date" if other.precision == "day" else "In that year"
        wrong.append(Misconception("chose the date of another event", date_of(other), f"{on}: {other.event}"))
    return _ask(rng, row, f"When did this happen? {row.event}", date_of(row), wrong, f"{date_of(row)}. {row.decided}")


@family("every_category_law.who", "law-3", "law-5", "law-2", "law-4", level=1)
def who(rng: random.Random) -> Question:
    """Ask who was behind a decision or step."""
    row = rng.choice([row for row in _turning() if row.who != "the statute itself"])
    wrong = []
    others = {event.who for event in events()} - {row.who, "the statute itself"}
    if row.id == "signed":
        others -= {"the 1995 legislature"}  # it passed the bill that the governor signed
    elif row.lane == "legislature":
        others -= {"the governor"}  # a governor signs what a legislature passes
    for other in rng.sample(sorted(others), 3):
        message = f"{sentence(other)} had a different role: {events([other])[0].event}"
        wrong.append(Misconception("confused who did what", sentence(other), message))
    prompt = f"“{row.decided}” Who was behind this step?"
    return _ask(rng, row, prompt, sentence(row.who), wrong, f"{date_of(row)}: {row.event}")


@family("every_category_law.left_open", "law-5", "law-3", level=3)
def left_open(rng: random.Random) -> Question:
    """Ask what a decision left open."""
    rows = [row for row in _turning()[1:] if not row.left_open.startswith(("Nothing", "Everything"))]
    row = rng.choice(rows)
    wrong = [Misconception("confused decided and left open", row.decided, "This was decided, not left open.")]
    # A question that another step left open may have been open at this step, too. What was decided earlier was not.
    # The lawsuit decided nothing, and the district court's ruling was reversed.
    undecided = {"suit", "district"}
    earlier = [other for other in _turning() if other.happened < row.happened and other.id not in undecided]
    earlier += [other for other in events() if other.lane == "legislature" and other.happened < date(1995, 5, 1)]
    for text, other in rng.sample(sorted({other.decided: other for other in earlier}.items()), 2):
        message = f"This was decided at an earlier step: {other.event}"
        wrong.append(Misconception("chose what was decided earlier", text, message))
    prompt = f"{date_of(row)}: {row.event} What did this step leave open?"
    return _ask(rng, row, prompt, row.left_open, wrong, f"Decided: {row.decided} Left open: {row.left_open}")


STATES = {
    "yes": "Yes, it was in effect.",
    "no": "No, it was not in effect.",
    "unclear": "Unclear: the latest ruling was against it, and the case was not over.",
}
FIRST, LAST = date(1993, 1, 4), date(2026, 1, 5)
EDGES = [date(1995, 5, 8), date(1996, 1, 1), date(1997, 5, 2), date(1998, 6, 18)]


@family("every_category_law.on_that_day", "law-4", "law-2", "law-5", level=2)
def on_that_day(rng: random.Random) -> Question:
    """Ask whether the law was in effect on a date, often one near a change."""
    near = rng.choice(EDGES) + timedelta(days=rng.randrange(-20, 20))
    on = rng.choice((near, near, FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))))
    row = law_on(on)
    message = "Compare this date with the dates on which the law's status changed."
    wrong = [Misconception("confused the dates of a change", label, message) for label in STATES.values()]
    prompt = f"An insurer issued a plan in Washington on {us_date(on)}. Was the every-category law in effect?"
    return single_choice.ask(rng, prompt, STATES[row.in_effect], wrong, f"{row.state}. {row.why}", row.citation)
