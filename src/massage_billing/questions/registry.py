"""The registry of question families."""

import random
from collections.abc import Callable, Iterable
from typing import NamedTuple

from massage_billing.questions.model import Question

Write = Callable[[random.Random], Question]


class Family(NamedTuple):
    """A generator of questions on the same objectives, at one level of difficulty."""

    name: str  # subject.family
    objectives: tuple[str, ...]  # ids of syllabus.csv
    level: int  # 1 basic, 2 everyday, 3 challenging
    write: Write


_families: dict[str, Family] = {}


def family(name: str, *objectives: str, level: int) -> Callable[[Write], Write]:
    """Register the decorated function as the family `name`, which practices `objectives` at `level`.

    Raises:
        ValueError: the name is already registered.
    """

    def register(write: Write) -> Write:
        if name in _families:
            msg = f"Question family {name!r} is already registered."
            raise ValueError(msg)
        _families[name] = Family(name, objectives, level, write)
        return write

    return register


def families(subject: str = "") -> tuple[Family, ...]:
    """Return every family, or those of one subject."""
    return tuple(found for found in _families.values() if not subject or found.name.startswith(f"{subject}."))


def draw(name: str, seed: int) -> Question:
    """Return the question that the family `name` draws from `seed`: the same on every machine.

    Raises:
        LookupError: there is no family with that name; the message lists the families of its subject.
    """
    try:
        found = _families[name]
    except KeyError:
        near = ", ".join(other.name for other in families(name.split(".", maxsplit=1)[0]) or families())
        msg = f"There is no question family {name!r}. Use one of {near}."
        raise LookupError(msg) from None
    question = found.write(random.Random(f"{name}/{seed}"))  # noqa: S311  (exercises, not secrets)
    objectives = (
        question.objectives or found.objectives
    )  # a question about a case practices the objectives of that case
    return question._replace(family=name, seed=seed, objectives=objectives, level=found.level)


def draw_new(name: str, seeds: Iterable[int], seen: set[object]) -> Question:
    """Draw with one seed after another until the question is not in `seen`; add it to `seen` and return it, or the last one drawn.

    Args:
        name: a family.
        seeds: one or more seeds.
        seen: the identities of earlier questions.

    Raises:
        LookupError: as `draw`.
    """
    remaining = iter(seeds)
    question = draw(name, next(remaining))
    for seed in remaining:
        if question.identity not in seen:
            break
        question = draw(name, seed)
    seen.add(question.identity)
    return question
