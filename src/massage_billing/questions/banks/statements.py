"""Two families for each group of statements.csv: choose the true one of four, and check every true one."""

import random
from collections.abc import Iterable, Iterator
from functools import cache

from massage_billing.base.tables import DatedRow, Row, current, table
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import Write, family


@table("statement_groups", key=("group",))
class StatementGroup(DatedRow):
    """What some statements are about, and the rule behind the true ones."""

    group: str  # the name of the family that asks for one of them
    objectives: tuple[str, ...]
    prompt: str
    rule: str


@table("statements", key=("group", "statement"))
class Statement(Row):
    """A statement, true or not."""

    group: str
    statement: str
    right: bool
    misconception: str  # of one that is not true
    why: str  # what to tell a learner who takes it for true


def register() -> None:
    """Register the families of every group of statement_groups.csv."""
    for group in current(StatementGroup):
        family(group.group, *group.objectives, level=1)(_one_of_four(group))
        family(f"{group.group}_all", *group.objectives, level=2)(_every_true_one(group))


def _one_of_four(group: StatementGroup) -> Write:
    def write(rng: random.Random) -> Question:
        right = rng.choice(_statements(group.group, right=True))
        wrong = map(_misconception, rng.sample(_statements(group.group, right=False), 3))
        text = f"{group.prompt} Choose the one answer that holds."
        return single_choice.ask(rng, text, right.statement, wrong, group.rule, group.citation)

    return write


def _every_true_one(group: StatementGroup) -> Write:
    def write(rng: random.Random) -> Question:
        true = rng.sample(_statements(group.group, right=True), rng.choice((2, 3)))
        about = [*_missed(true), *map(_misconception, rng.sample(_statements(group.group, right=False), 2))]
        text = f"{group.prompt} Tick every answer that holds."
        return multiple_choice.ask(rng, text, {row.statement for row in true}, about, group.rule, group.citation)

    return write


@cache
def _statements(group: str, *, right: bool) -> tuple[Statement, ...]:
    return tuple(row for row in current(Statement) if row.group == group and row.right == right)


def _missed(rows: Iterable[Statement]) -> Iterator[Misconception]:
    for row in rows:
        yield Misconception("left out what holds", row.statement, f"“{row.statement}” This holds too.")


def _misconception(row: Statement) -> Misconception:
    return Misconception(row.misconception, row.statement, f"“{row.statement}” {row.why}")


register()
