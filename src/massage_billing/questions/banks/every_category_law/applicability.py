"""What the law reaches: plans, conditions, medical need, and the payers by name (law-1, 7, 9, 11, 18)."""

import random
from dataclasses import replace

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import sentence
from massage_billing.questions.kinds import multiple_choice, single_choice, sorting
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.every_category_law import Condition, Payer, plans


@table("necessity_cases", key=("number",))
class NecessityCase(DatedRow):
    """A client's case: is the care medically necessary, and which measure would show it?"""

    number: str
    story: str
    limit: bool
    measured: bool
    improving: str  # "yes", "no" or "first visit"
    outcome: str
    measure: str
    reason: str
    tempting: str  # the wrong outcome that tempts
    tempting_why: str


REACHED = {True: "Yes, the law reaches it", False: "No, the law does not reach it"}


@family("every_category_law.plan_reached", "law-18", "law-1", level=1)
def plan_reached(rng: random.Random) -> Question:
    """Ask whether the law reaches a client's plan."""
    row = rng.choice(list(plans().values()))
    who = rng.choice(("A new client", "A teacher", "A carpenter", "Your neighbor", "A retired nurse"))
    choices = {
        REACHED[not row.reached]: "Ask who pays: a carrier that the state regulates?",
        "Only if a doctor asks for it": "A prescription does not change which law applies.",
    }
    wrong = [Misconception("the reach of the law misjudged", *choice) for choice in choices.items()]
    prompt = f"{who} comes with this: {row.plan}. Does Washington's law on every category reach it?"
    return single_choice.ask(rng, prompt, REACHED[row.reached], wrong, row.why, row.citation)


@family("every_category_law.plans_reached", "law-18", "law-1", level=2)
def plans_reached(rng: random.Random) -> Question:
    """Ask which of five plans the law reaches."""
    right = rng.sample([row for row in plans().values() if row.reached], rng.choice((2, 3)))
    wrong = rng.sample([row for row in plans().values() if not row.reached], 5 - len(right))
    return multiple_choice.ask_which(
        rng,
        "Tick the plans that Washington's law reaches.",
        right,
        wrong,
        lambda row: sentence(row.plan),
        lambda row: f"“{sentence(row.plan)}” {row.why}",
        ("a plan overlooked", "the law stretched too far"),
        f"It reaches: {'; '.join(row.plan for row in right)}.",
        right[0].citation,
    )


ASSESSED = {
    "necessary": "Medically necessary, and the note shows it",
    "maintenance": "Maintenance: the client's own to pay",
    "not shown": "Not shown: the measure or its change is lacking",
}


@family("every_category_law.necessity", "law-7", level=1)
def necessity(rng: random.Random) -> Question:
    """Ask whether care is medically necessary, maintenance, or not shown to be needed."""
    row = rng.choice(current(NecessityCase))
    wrong = [  # `ask` leaves out the right one
        Misconception("maintenance and need mixed up", label, row.tempting_why)
        if outcome == row.tempting
        else Misconception("the case misread", label, "Look for the limit, the measure and the change.")
        for outcome, label in ASSESSED.items()
    ]
    prompt = f"{row.story} {rng.choice(('How would a plan see it?', 'What is it to the plan?'))}"
    case = f"necessity {row.number}"
    return single_choice.ask(rng, prompt, ASSESSED[row.outcome], wrong, row.reason, row.citation, case=case)


@family("every_category_law.measure", "law-7", level=2)
def measure(rng: random.Random) -> Question:
    """Ask by which measure improvement would show."""
    rows = [row for row in current(NecessityCase) if row.outcome != "maintenance"]
    row = rng.choice(rows)
    others = rng.sample(sorted({one.measure for one in rows} - {row.measure}), 2)
    message = "That measures another complaint."
    wrong = [Misconception("a measure of another complaint", other, message) for other in others]
    weak = ("How the client feels after the visit", "How many visits there were", "How firm the pressure was")
    message = "That says nothing about what the client can do."
    wrong.append(Misconception("no measure of function", rng.choice(weak), message))
    prompt = f"{row.story} Which measure would show whether it gets better?"
    explanation = f"{row.measure}: it is about what was limited."
    case = f"measure {row.number}"
    return single_choice.ask(rng, prompt, row.measure, wrong, explanation, row.citation, case=case)


GROUPS = {  # of conditions, and what asks for one of them
    "often referred": "Which of these is often referred to massage?",
    "seldom covered": "Which of these do plans seldom cover?",
}


def _covered(group: str) -> list[Condition]:
    return [row for row in current(Condition) if row.covered == group]


def _message(row: Condition) -> str:
    return f"{sentence(row.condition)}: {row.covered}. {row.why}"


@family("every_category_law.condition", "law-11", level=1)
def condition(rng: random.Random) -> Question:
    """Ask which of four conditions is often referred, or seldom covered."""
    group, prompt = rng.choice(list(GROUPS.items()))
    row = rng.choice(_covered(group))
    others = rng.sample([row for row in current(Condition) if row.covered != group], 3)
    wrong = [
        Misconception("referred and not covered mixed up", sentence(one.condition), _message(one)) for one in others
    ]
    return single_choice.ask(rng, prompt, sentence(row.condition), wrong, _message(row), row.citation)


@family("every_category_law.conditions", "law-11", level=2)
def conditions(rng: random.Random) -> Question:
    """Ask to sort conditions into those often referred and those seldom covered."""
    rows = [row for group in GROUPS for row in rng.sample(_covered(group), 2)]
    rng.shuffle(rows)
    right = {sentence(row.condition): sentence(row.covered) for row in rows}
    groups = [sentence(group) for group in GROUPS]
    wrong = [
        Misconception("referred and not covered mixed up", {card: other}, f"{card}: {group.lower()}.")
        for card, group in right.items()
        for other in groups
        if other != group
    ]
    explanation = " ".join(f"{sentence(row.condition)}: {row.why}" for row in rows)
    return sorting.ask("Sort these into two groups.", right, groups, wrong, explanation, rows[0].citation)


DECOYS = ("Blue Shield of California", "Humana", "Labor and Industries", "Medicare", "TriWest", "Apple Health")


@family("every_category_law.payer_now", "law-9", level=1)
def payer_now(rng: random.Random) -> Question:
    """Ask what an old name is today."""
    row = rng.choice(current(Payer))
    others = (rng.choice(_other_names(row)), *rng.sample(DECOYS, 2))
    wrong = [Misconception("another name", name, f"{name} is another name.") for name in others]
    prompt = f"An old form says: {row.then_called}. What is it called now?"
    return single_choice.ask(rng, prompt, row.now, wrong, row.what_happened, row.citation)


@family("every_category_law.payer_pairs", "law-9", level=2)
def payer_pairs(rng: random.Random) -> Question:
    """Ask which pairs of an old and a new name are right."""
    rows = current(Payer)
    right = rng.sample(rows, 2)
    wrong = [replace(row, now=rng.choice([*_other_names(row), *DECOYS])) for row in rows if row not in right]
    return multiple_choice.ask_which(
        rng,
        "Tick the pairs of an old and a new name that are right.",
        right,
        wrong,
        lambda row: f"{row.then_called} → {row.now}",
        lambda row: f"{row.then_called}: {row.what_happened}",
        ("a new name overlooked", "a wrong new name"),
        " ".join(row.what_happened for row in right),
        right[0].citation,
    )


def _other_names(row: Payer) -> list[str]:
    return [one.now for one in current(Payer) if one is not row]
