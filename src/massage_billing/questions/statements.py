"""Two families for each group of statements.csv: choose the true one of four, and tick every true one."""

import random
from collections.abc import Iterator
from functools import cache

from massage_billing.questions.kinds import one_choice, several_choices
from massage_billing.questions.question import Mistake, Question, Write, family
from massage_billing.tables import Row, cite, load


def register() -> None:
    """Register the families of every group of statement_groups.csv."""
    for group in load("statement_groups"):
        objectives = group["objectives"].split()
        family(group["group"], *objectives, level=1)(_one_of_four(group))
        family(f"{group['group']}_all", *objectives, level=2)(_every_true_one(group))


def _one_of_four(group: Row) -> Write:
    def write(rng: random.Random) -> Question:
        right = rng.choice(_statements(group["group"], "yes"))
        wrong = [_mistake(row) for row in rng.sample(_statements(group["group"], "no"), 3)]
        prompt = f"{group['prompt']} Choose the one answer that holds."
        return one_choice(rng, prompt, right["statement"], wrong, group["rule"], cite(group))

    return write


def _every_true_one(group: Row) -> Write:
    def write(rng: random.Random) -> Question:
        true = rng.sample(_statements(group["group"], "yes"), rng.choice((2, 3)))
        told = [*_left_out(true), *map(_mistake, rng.sample(_statements(group["group"], "no"), 2))]
        prompt = f"{group['prompt']} Tick every answer that holds."
        return several_choices(rng, prompt, {row["statement"] for row in true}, told, group["rule"], cite(group))

    return write


@cache
def _statements(group: str, right: str) -> tuple[Row, ...]:
    return tuple(row for row in load("statements") if row["group"] == group and row["right"] == right)


def _left_out(rows: list[Row]) -> Iterator[Mistake]:
    for row in rows:
        yield Mistake("left out what holds", row["statement"], f"“{row['statement']}” This holds too.")


def _mistake(row: Row) -> Mistake:
    return Mistake(row["mistake"], row["statement"], f"“{row['statement']}” {row['why']}")


register()
