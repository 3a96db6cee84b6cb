"""What the law reaches: plans, conditions, medical need, and the payers by name (law-1, 7, 9, 11, 18)."""

import random
from dataclasses import replace

from massage_billing.questions.kinds import one_choice, several_choices, sorting
from massage_billing.questions.question import Mistake, Question, family
from massage_billing.rules.every_category_law import plans
from massage_billing.tables import cite, load
from massage_billing.words import sentence

REACHED = {"yes": "Yes, the law reaches it", "no": "No, the law does not reach it"}


@family("every_category_law.plan_reached", "law-18", "law-1", level=1)
def plan_reached(rng: random.Random) -> Question:
    """Ask whether the law reaches a client's plan."""
    row = rng.choice(list(plans().values()))
    other = "no" if row["reached"] == "yes" else "yes"
    who = rng.choice(("A new client", "A teacher", "A carpenter", "Your neighbor", "A retired nurse"))
    wrong = [
        Mistake("the reach of the law misjudged", REACHED[other], "Ask who pays: a carrier that the state regulates?"),
        Mistake("the reach of the law misjudged", "Only if a doctor asks for it", "A prescription does not change which law applies."),
    ]  # fmt: skip
    prompt = f"{who} comes with this: {row['plan']}. Does Washington's law on every category reach it?"
    return one_choice(rng, prompt, REACHED[row["reached"]], wrong, row["why"], cite(row))


@family("every_category_law.plans_reached", "law-18", "law-1", level=2)
def plans_reached(rng: random.Random) -> Question:
    """Ask which of five plans the law reaches."""
    yes = [row for row in plans().values() if row["reached"] == "yes"]
    no = [row for row in plans().values() if row["reached"] == "no"]
    right = rng.sample(yes, rng.choice((2, 3)))
    told = [
        Mistake("a plan overlooked", sentence(row["plan"]), f"“{sentence(row['plan'])}” {row['why']}") for row in right
    ]
    told += [
        Mistake("the law stretched too far", sentence(row["plan"]), f"“{sentence(row['plan'])}” {row['why']}")
        for row in rng.sample(no, 5 - len(right))
    ]
    explanation = f"It reaches: {'; '.join(row['plan'] for row in right)}."
    names = {sentence(row["plan"]) for row in right}
    return several_choices(
        rng, "Tick the plans that Washington's law reaches.", names, told, explanation, cite(right[0])
    )


JUDGED = {
    "necessary": "Medically necessary, and the note shows it",
    "maintenance": "Maintenance: the client's own to pay",
    "not shown": "Not shown: the measure or its change is lacking",
}


@family("every_category_law.necessity", "law-7", level=1)
def necessity(rng: random.Random) -> Question:
    """Ask whether care is medically necessary, maintenance, or not shown to be needed."""
    row = rng.choice(load("necessity_cases"))
    wrong = [
        Mistake(
            "maintenance and need mixed up" if outcome == row["tempting"] else "the case misread",
            JUDGED[outcome],
            row["tempting_why"] if outcome == row["tempting"] else "Look for the limit, the measure and the change.",
        )
        for outcome in JUDGED
        if outcome != row["outcome"]
    ]
    asked = rng.choice(("How would a plan see it?", "What is it to the plan?"))
    question = one_choice(rng, f"{row['told']} {asked}", JUDGED[row["outcome"]], wrong, row["reason"], cite(row))
    return replace(question, case=f"necessity {row['number']}")


@family("every_category_law.measure", "law-7", level=2)
def measure(rng: random.Random) -> Question:
    """Ask by which measure improvement would show."""
    rows = [row for row in load("necessity_cases") if row["outcome"] != "maintenance"]
    row = rng.choice(rows)
    others = sorted({one["measure"] for one in rows} - {row["measure"]})
    wrong = [
        Mistake("a measure of another complaint", other, "That measures another complaint.")
        for other in rng.sample(others, 2)
    ]
    weak = rng.choice(
        ("How the client feels after the visit", "How many visits there were", "How firm the pressure was")
    )
    wrong.append(Mistake("no measure of function", weak, "That says nothing about what the client can do."))
    prompt = f"{row['told']} Which measure would show whether it gets better?"
    question = one_choice(
        rng, prompt, row["measure"], wrong, f"{row['measure']}: it is about what was limited.", cite(row)
    )
    return replace(question, case=f"measure {row['number']}")


GROUPS = ("often referred", "seldom covered")


@family("every_category_law.condition", "law-11", level=1)
def condition(rng: random.Random) -> Question:
    """Ask which of four conditions is often referred, or seldom covered."""
    group = rng.choice(GROUPS)
    row = rng.choice([one for one in load("conditions") if one["covered"] == group])
    others = rng.sample([one for one in load("conditions") if one["covered"] != group], 3)
    wrong = [
        Mistake(
            "referred and not covered mixed up",
            sentence(one["condition"]),
            f"{sentence(one['condition'])}: {one['covered']}. {one['why']}",
        )
        for one in others
    ]
    prompt = (
        "Which of these is often referred to massage?"
        if group == "often referred"
        else "Which of these do plans seldom cover?"
    )
    explanation = f"{sentence(row['condition'])}: {row['covered']}. {row['why']}"
    return one_choice(rng, prompt, sentence(row["condition"]), wrong, explanation, cite(row))


@family("every_category_law.conditions", "law-11", level=2)
def conditions(rng: random.Random) -> Question:
    """Ask to sort conditions into those often referred and those seldom covered."""
    rows = [
        row for group in GROUPS for row in rng.sample([one for one in load("conditions") if one["covered"] == group], 2)
    ]
    rng.shuffle(rows)
    right = {sentence(row["condition"]): sentence(row["covered"]) for row in rows}
    wrong = [
        Mistake("referred and not covered mixed up", {card: group}, f"{card}: {right[card].lower()}.")
        for card in right
        for group in map(sentence, GROUPS)
        if right[card] != group
    ]
    explanation = " ".join(f"{sentence(row['condition'])}: {row['why']}" for row in rows)
    return sorting("Sort these into two groups.", right, map(sentence, GROUPS), wrong, explanation, cite(rows[0]))


DECOYS = ("Blue Shield of California", "Humana", "Labor and Industries", "Medicare", "TriWest", "Apple Health")


@family("every_category_law.payer_now", "law-9", level=1)
def payer_now(rng: random.Random) -> Question:
    """Ask what an old name is today."""
    row = rng.choice(load("payers"))
    others = [one["now"] for one in load("payers") if one is not row]
    wrong = [
        Mistake("another name", name, f"{name} is another name.")
        for name in (rng.choice(others), *rng.sample(DECOYS, 2))
    ]
    prompt = f"An old form says: {row['then_called']}. What is it called now?"
    return one_choice(rng, prompt, row["now"], wrong, row["told"], cite(row))


@family("every_category_law.payer_pairs", "law-9", level=2)
def payer_pairs(rng: random.Random) -> Question:
    """Ask which pairs of an old and a new name are right."""
    rows = list(load("payers"))
    right = rng.sample(rows, 2)
    told = [
        Mistake("a new name overlooked", f"{row['then_called']} → {row['now']}", f"{row['then_called']}: {row['told']}")
        for row in right
    ]
    for row in [one for one in rows if one not in right]:
        name = rng.choice([*(one["now"] for one in rows if one is not row), *DECOYS])
        told.append(
            Mistake("a wrong new name", f"{row['then_called']} → {name}", f"{row['then_called']}: {row['told']}")
        )
    names = {f"{row['then_called']} → {row['now']}" for row in right}
    explanation = " ".join(row["told"] for row in right)
    return several_choices(
        rng, "Tick the pairs of an old and a new name that are right.", names, told, explanation, cite(right[0])
    )
