"""Which plans the law covers, medical necessity, conditions, and payers' names (law-1, 7, 9, 11, 18)."""

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
    """A patient's case: whether the care is medically necessary, and which measure would show improvement."""

    number: str
    story: str
    limit: bool
    measured: bool
    improving: str  # "yes", "no" or "first visit"
    outcome: str
    measure: str
    reason: str
    tempting: str  # the wrong outcome that a learner is most likely to choose
    tempting_why: str


REACHED = {True: "Yes, the law applies.", False: "No, the law does not apply."}


@family("every_category_law.plan_reached", "law-18", "law-1", level=1)
def plan_reached(rng: random.Random) -> Question:
    """Ask whether the law applies to a patient's plan."""
    row = rng.choice(list(plans().values()))
    who = rng.choice(("A new patient", "A teacher", "A carpenter", "Your neighbor", "A retired nurse"))
    choices = {
        REACHED[
            not row.reached
        ]: "Check what kind of coverage it is and who pays. The law applies only to the health plans of insurers that the state regulates.",
        "Only if a doctor prescribes massage.": "A prescription does not change which law applies.",
    }
    wrong = [Misconception("misjudged which plans the law covers", *choice) for choice in choices.items()]
    prompt = f"{who} has this coverage: {row.plan}. Does Washington's every-category law apply?"
    return single_choice.ask(rng, prompt, REACHED[row.reached], wrong, row.why, row.citation)


@family("every_category_law.plans_reached", "law-18", "law-1", level=2)
def plans_reached(rng: random.Random) -> Question:
    """Ask which of five plans the law covers."""
    right = rng.sample([row for row in plans().values() if row.reached], rng.choice((2, 3)))
    wrong = rng.sample([row for row in plans().values() if not row.reached], 5 - len(right))
    return multiple_choice.ask_which(
        rng,
        "Which plans does Washington's every-category law cover? Check all that apply.",
        right,
        wrong,
        lambda row: sentence(row.plan),
        lambda row: f"{sentence(row.plan)}: {row.why}",
        ("missed a covered plan", "included a plan that the law does not cover"),
        f"The law covers these plans: {'; '.join(row.plan for row in right)}.",
        right[0].citation,
    )


ASSESSED = {
    "necessary": "It is medically necessary, and the note shows it.",
    "maintenance": "It is maintenance care, so the patient pays for it.",
    "not shown": "The note does not show that it is medically necessary.",
}


@family("every_category_law.necessity", "law-7", level=1)
def necessity(rng: random.Random) -> Question:
    """Ask whether care is medically necessary, maintenance, or not shown to be necessary."""
    row = rng.choice(current(NecessityCase))
    wrong = [  # `ask` leaves out the right answer
        Misconception("confused maintenance and medical necessity", label, row.tempting_why)
        if outcome == row.tempting
        else Misconception("misread the case", label, "Look for a limitation, a measure, and improvement.")
        for outcome, label in ASSESSED.items()
    ]
    prompt = f"{row.story} {rng.choice(('How would a plan classify this care?', 'What would a plan decide about this care?'))}"
    case = f"necessity {row.number}"
    return single_choice.ask(rng, prompt, ASSESSED[row.outcome], wrong, row.reason, row.citation, case=case)


# Measures that fit a case as well as its own measure does.
ALSO_FITS = {
    "How far the head turns, in degrees": {"Nights with pain each week", "Headaches per week"},
    "How far the arm rises, in degrees": {"Nights with pain each week"},
    "How far the knee bends, in degrees": {"Minutes of standing without a break"},
    "Headaches per week": {"How far the head turns, in degrees", "Nights with pain each week"},
}
NO_COMPLAINT = "4"  # the story of this case does not say what is wrong, so that many measures would fit


@family("every_category_law.measure", "law-7", level=2)
def measure(rng: random.Random) -> Question:
    """Ask which measure would show improvement."""
    rows = [row for row in current(NecessityCase) if row.outcome != "maintenance" and row.number != NO_COMPLAINT]
    row = rng.choice(rows)
    others = rng.sample(sorted({one.measure for one in rows} - {row.measure} - ALSO_FITS.get(row.measure, set())), 2)
    message = "This measure is for a different complaint."
    wrong = [Misconception("chose a measure for another complaint", other, message) for other in others]
    weak = ("How the patient feels after the visit", "The number of visits", "The firmness of the pressure")
    message = "This does not show what the patient can do."
    wrong.append(Misconception("chose a measure that does not show function", rng.choice(weak), message))
    prompt = f"{row.story} Which measure would show improvement?"
    explanation = f"{row.measure}: this measures the patient's limitation."
    case = f"measure {row.number}"
    return single_choice.ask(rng, prompt, row.measure, wrong, explanation, row.citation, case=case)


GROUPS = {  # groups of conditions, and the question that asks for one of the group
    "often referred": "For which of these reasons is a plan most likely to cover massage?",
    "seldom covered": "Plans seldom cover massage for which of these reasons?",
}


def _covered(group: str) -> list[Condition]:
    return [row for row in current(Condition) if row.covered == group]


def _message(row: Condition) -> str:
    return f"{sentence(row.condition)}: {row.covered}. {row.why}"


@family("every_category_law.condition", "law-11", level=1)
def condition(rng: random.Random) -> Question:
    """Ask which of four conditions is often referred, or which is seldom covered."""
    group, prompt = rng.choice(list(GROUPS.items()))
    row = rng.choice(_covered(group))
    others = rng.sample([row for row in current(Condition) if row.covered != group], 3)
    wrong = [
        Misconception("confused often referred and seldom covered", sentence(one.condition), _message(one))
        for one in others
    ]
    return single_choice.ask(rng, prompt, sentence(row.condition), wrong, _message(row), row.citation)


@family("every_category_law.conditions", "law-11", level=2)
def conditions(rng: random.Random) -> Question:
    """Ask the learner to sort conditions into those often referred and those seldom covered."""
    rows = [row for group in GROUPS for row in rng.sample(_covered(group), 2)]
    rng.shuffle(rows)
    right = {sentence(row.condition): sentence(row.covered) for row in rows}
    groups = [sentence(group) for group in GROUPS]
    wrong = [
        Misconception("confused often referred and seldom covered", {card: other}, f"{card}: {group.lower()}.")
        for card, group in right.items()
        for other in groups
        if other != group
    ]
    explanation = " ".join(f"{sentence(row.condition)}: {row.why}" for row in rows)
    return sorting.ask(
        "Sort these reasons for massage: plans seldom cover some of them. Doctors often refer patients for the others, and plans may cover those.",
        right,
        groups,
        wrong,
        explanation,
        rows[0].citation,
    )


DECOYS = ("Blue Shield of California", "Humana", "Labor and Industries", "Medicare", "TriWest", "Apple Health")


@family("every_category_law.payer_now", "law-9", level=1)
def payer_now(rng: random.Random) -> Question:
    """Ask for the current name of a payer or a title."""
    row = rng.choice(current(Payer))
    others = (rng.choice(_other_names(row)), *rng.sample(DECOYS, 2))
    wrong = [Misconception("chose another name", name, f"{name} is a different name.") for name in others]
    prompt = f"An old form uses the name “{row.then_called}.” What is the name now?"
    return single_choice.ask(rng, prompt, row.now, wrong, row.what_happened, row.citation)


@family("every_category_law.payer_pairs", "law-9", level=2)
def payer_pairs(rng: random.Random) -> Question:
    """Ask which pairs of an old and a new name are correct."""
    rows = current(Payer)
    right = rng.sample(rows, 2)
    wrong = [replace(row, now=rng.choice([*_other_names(row), *DECOYS])) for row in rows if row not in right]
    return multiple_choice.ask_which(
        rng,
        "Which pairs of an old and a new name are correct? Check all that apply.",
        right,
        wrong,
        lambda row: f"{row.then_called} → {row.now}",
        lambda row: row.what_happened,
        ("missed a correct new name", "chose a wrong new name"),
        " ".join(row.what_happened for row in right),
        right[0].citation,
    )


def _other_names(row: Payer) -> list[str]:
    return [one.now for one in current(Payer) if one is not row]
