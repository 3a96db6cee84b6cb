"""What the law reaches: plans, conditions, medical need, and the payers by name (law-1, 7, 9, 11, 18)."""

import random

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
    wrong = [
        Misconception("the reach of the law misjudged", REACHED[not row.reached], "Ask who pays: a carrier that the state regulates?"),
        Misconception("the reach of the law misjudged", "Only if a doctor asks for it", "A prescription does not change which law applies."),
    ]  # fmt: skip
    prompt = f"{who} comes with this: {row.plan}. Does Washington's law on every category reach it?"
    return single_choice.ask(rng, prompt, REACHED[row.reached], wrong, row.why, row.citation)


@family("every_category_law.plans_reached", "law-18", "law-1", level=2)
def plans_reached(rng: random.Random) -> Question:
    """Ask which of five plans the law reaches."""
    yes = [row for row in plans().values() if row.reached]
    no = [row for row in plans().values() if not row.reached]
    right = rng.sample(yes, rng.choice((2, 3)))
    about = [
        Misconception("a plan overlooked", sentence(row.plan), f"“{sentence(row.plan)}” {row.why}") for row in right
    ]
    about += [
        Misconception("the law stretched too far", sentence(row.plan), f"“{sentence(row.plan)}” {row.why}")
        for row in rng.sample(no, 5 - len(right))
    ]
    explanation = f"It reaches: {'; '.join(row.plan for row in right)}."
    names = {sentence(row.plan) for row in right}
    return multiple_choice.ask(
        rng, "Tick the plans that Washington's law reaches.", names, about, explanation, right[0].citation
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
    wrong = [
        Misconception(
            "maintenance and need mixed up" if outcome == row.tempting else "the case misread",
            ASSESSED[outcome],
            row.tempting_why if outcome == row.tempting else "Look for the limit, the measure and the change.",
        )
        for outcome in ASSESSED
        if outcome != row.outcome
    ]
    asked = rng.choice(("How would a plan see it?", "What is it to the plan?"))
    case = f"necessity {row.number}"
    return single_choice.ask(
        rng, f"{row.story} {asked}", ASSESSED[row.outcome], wrong, row.reason, row.citation, case=case
    )


@family("every_category_law.measure", "law-7", level=2)
def measure(rng: random.Random) -> Question:
    """Ask by which measure improvement would show."""
    rows = [row for row in current(NecessityCase) if row.outcome != "maintenance"]
    row = rng.choice(rows)
    others = sorted({one.measure for one in rows} - {row.measure})
    wrong = [
        Misconception("a measure of another complaint", other, "That measures another complaint.")
        for other in rng.sample(others, 2)
    ]
    weak = rng.choice(
        ("How the client feels after the visit", "How many visits there were", "How firm the pressure was")
    )
    wrong.append(Misconception("no measure of function", weak, "That says nothing about what the client can do."))
    prompt = f"{row.story} Which measure would show whether it gets better?"
    explanation = f"{row.measure}: it is about what was limited."
    case = f"measure {row.number}"
    return single_choice.ask(rng, prompt, row.measure, wrong, explanation, row.citation, case=case)


GROUPS = ("often referred", "seldom covered")


@family("every_category_law.condition", "law-11", level=1)
def condition(rng: random.Random) -> Question:
    """Ask which of four conditions is often referred, or seldom covered."""
    group = rng.choice(GROUPS)
    row = rng.choice([one for one in current(Condition) if one.covered == group])
    others = rng.sample([one for one in current(Condition) if one.covered != group], 3)
    wrong = [
        Misconception(
            "referred and not covered mixed up",
            sentence(one.condition),
            f"{sentence(one.condition)}: {one.covered}. {one.why}",
        )
        for one in others
    ]
    prompt = (
        "Which of these is often referred to massage?"
        if group == "often referred"
        else "Which of these do plans seldom cover?"
    )
    explanation = f"{sentence(row.condition)}: {row.covered}. {row.why}"
    return single_choice.ask(rng, prompt, sentence(row.condition), wrong, explanation, row.citation)


@family("every_category_law.conditions", "law-11", level=2)
def conditions(rng: random.Random) -> Question:
    """Ask to sort conditions into those often referred and those seldom covered."""
    rows = [
        row for group in GROUPS for row in rng.sample([one for one in current(Condition) if one.covered == group], 2)
    ]
    rng.shuffle(rows)
    right = {sentence(row.condition): sentence(row.covered) for row in rows}
    wrong = [
        Misconception("referred and not covered mixed up", {card: group}, f"{card}: {right[card].lower()}.")
        for card in right
        for group in map(sentence, GROUPS)
        if right[card] != group
    ]
    explanation = " ".join(f"{sentence(row.condition)}: {row.why}" for row in rows)
    return sorting.ask(
        "Sort these into two groups.", right, map(sentence, GROUPS), wrong, explanation, rows[0].citation
    )


DECOYS = ("Blue Shield of California", "Humana", "Labor and Industries", "Medicare", "TriWest", "Apple Health")


@family("every_category_law.payer_now", "law-9", level=1)
def payer_now(rng: random.Random) -> Question:
    """Ask what an old name is today."""
    row = rng.choice(current(Payer))
    others = [one.now for one in current(Payer) if one is not row]
    wrong = [
        Misconception("another name", name, f"{name} is another name.")
        for name in (rng.choice(others), *rng.sample(DECOYS, 2))
    ]
    prompt = f"An old form says: {row.then_called}. What is it called now?"
    return single_choice.ask(rng, prompt, row.now, wrong, row.what_happened, row.citation)


@family("every_category_law.payer_pairs", "law-9", level=2)
def payer_pairs(rng: random.Random) -> Question:
    """Ask which pairs of an old and a new name are right."""
    rows = list(current(Payer))
    right = rng.sample(rows, 2)
    about = [
        Misconception(
            "a new name overlooked", f"{row.then_called} → {row.now}", f"{row.then_called}: {row.what_happened}"
        )
        for row in right
    ]
    for row in [one for one in rows if one not in right]:
        name = rng.choice([*(one.now for one in rows if one is not row), *DECOYS])
        about.append(
            Misconception("a wrong new name", f"{row.then_called} → {name}", f"{row.then_called}: {row.what_happened}")
        )
    names = {f"{row.then_called} → {row.now}" for row in right}
    explanation = " ".join(row.what_happened for row in right)
    return multiple_choice.ask(
        rng, "Tick the pairs of an old and a new name that are right.", names, about, explanation, right[0].citation
    )
