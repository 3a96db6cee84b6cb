"""Two families for each group of statements.csv: choose the true one of four, and check every true one."""

import random
from functools import cache, partial

from massage_billing.base.tables import DatedRow, Row, current, table
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family


@table("statement_groups", key=("group",))
class StatementGroup(DatedRow):
    """What some statements are about, and the rule behind the true ones."""

    group: str  # the name of the family that asks for one of them
    objectives: tuple[str, ...]
    prompt: str
    rule: str
    retired: bool  # whether other families ask this now


@table("statements", key=("group", "statement"))
class Statement(Row):
    """A statement, true or not."""

    group: str
    statement: str
    right: bool
    misconception: str  # of one that is not true
    why: (
        str  # what to tell a learner who thinks it is true; of a true one, a reason that the group's rule does not give
    )


def _one_of_four(group: StatementGroup, rng: random.Random) -> Question:
    right = rng.choice(_statements(group.group, right=True))
    wrong = map(_misconception, rng.sample(_statements(group.group, right=False), 3))
    text = f"{group.prompt} Choose the correct answer."
    explanation = f"{right.why} {group.rule}".strip()
    return single_choice.ask(rng, text, right.statement, wrong, explanation, group.citation)


def _every_true_one(group: StatementGroup, rng: random.Random) -> Question:
    right = rng.sample(_statements(group.group, right=True), rng.choice((2, 3)))
    wrong = rng.sample(_statements(group.group, right=False), 2)
    text = f"{group.prompt} Check all that apply."
    about = map(_misconception, right + wrong)
    explanation = " ".join((group.rule, *(row.why for row in right if row.why)))
    return multiple_choice.ask(rng, text, [row.statement for row in right], about, explanation, group.citation)


@cache
def _statements(group: str, *, right: bool) -> tuple[Statement, ...]:
    return tuple(row for row in current(Statement) if row.group == group and row.right == right)


def _misconception(row: Statement) -> Misconception:
    name, why = (
        ("missed a true statement", f"This choice is also correct. {row.why}".strip())
        if row.right
        else (row.misconception, row.why)
    )
    return Misconception(name, row.statement, f"“{row.statement}” {why}")


for _group in current(StatementGroup):
    family(_group.group, *_group.objectives, level=1, retired=_group.retired)(partial(_one_of_four, _group))
    family(f"{_group.group}_all", *_group.objectives, level=2, retired=_group.retired)(partial(_every_true_one, _group))
