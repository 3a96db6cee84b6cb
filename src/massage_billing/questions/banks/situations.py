"""The families of situation_families.csv: a situation from practice, and what to do or say about it.

All situations of a set have the same choices, and each choice is right in some of them. So what a choice looks like, or how often it was
right before, says nothing about the answer.
"""

import random
from functools import cache, partial

from massage_billing.base.tables import DatedRow, Row, current, table
from massage_billing.questions.kinds import single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family

SHOWN = 4  # choices in a question


@table("situation_families", key=("family",))
class SituationFamily(Row):
    """A family, and the rule that its explanations end with."""

    family: str  # subject.family
    objectives: tuple[str, ...]
    level: int
    depth: str  # of registry.DEPTHS
    hint: str
    rule: str


@table("situation_choices", key=("family", "set", "choice"))
class SituationChoice(Row):
    """A choice of all situations of a set."""

    family: str
    set: str
    choice: str
    misconception: str  # of misconceptions.csv; empty if choosing it wrongly can have many reasons
    message: str  # what to tell a learner who chooses it wrongly: when it would be right


@table("situations", key=("family", "situation"))
class Situation(DatedRow):
    """A situation, and which choice is right in it."""

    family: str
    set: str
    situation: str  # a short name
    text: str  # what happens, and the question
    choice: str  # the right one
    not_with: str  # choices that could be defended here, separated by "|", so that they are not shown
    why: str  # why the choice is right in this situation


def _ask(row: SituationFamily, rng: random.Random) -> Question:
    situation = rng.choice(_situations(row.family))
    choices = _choices(row.family, situation.set)
    others = [
        one for name, one in choices.items() if name != situation.choice and name not in situation.not_with.split("|")
    ]
    wrong = [
        Misconception(one.misconception, one.choice, one.message)
        for one in rng.sample(others, min(SHOWN - 1, len(others)))
    ]
    explanation = f"{situation.why} {row.rule}".strip()
    case = f"{row.family}/{situation.situation}"
    return single_choice.ask(rng, situation.text, situation.choice, wrong, explanation, situation.citation, case=case)


@cache
def _situations(name: str) -> tuple[Situation, ...]:
    return tuple(row for row in current(Situation) if row.family == name)


@cache
def _choices(name: str, of_set: str) -> dict[str, SituationChoice]:
    return {row.choice: row for row in current(SituationChoice) if (row.family, row.set) == (name, of_set)}


for _row in current(SituationFamily):
    family(_row.family, *_row.objectives, level=_row.level, depth=_row.depth, hint=_row.hint)(partial(_ask, _row))
