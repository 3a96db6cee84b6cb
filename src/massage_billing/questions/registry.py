"""The registry of question families."""

import random
from collections.abc import Callable, Iterable
from typing import NamedTuple

from massage_billing.questions.model import Question

Write = Callable[[random.Random], Question]
# What a family asks a learner to do: remember a fact; use a rule; compare and take apart; decide, and defend it; make something.
DEPTHS = ("recall", "apply", "analyze", "judge", "build")


class Family(NamedTuple):
    """A generator of questions on the same objectives, at one level of difficulty.

    Example:
        >>> import massage_billing as mb
        >>> found = mb.families("codes")[0]
        >>> found.name.startswith("codes."), found.level in (1, 2, 3)
        (True, True)
    """

    name: str  # subject.family
    objectives: tuple[str, ...]  # ids of syllabus.csv
    level: int  # 1 basic, 2 everyday, 3 challenging
    write: Write
    depth: str = ""  # one of DEPTHS; empty for a family that is not rewritten yet
    hint: str = ""  # what to think about, without the answer
    retired: bool = False  # only drawn again for what was made earlier


_families: dict[str, Family] = {}


def family(
    name: str, *objectives: str, level: int, depth: str = "", hint: str = "", retired: bool = False
) -> Callable[[Write], Write]:
    """Register the decorated function as a question family. It gets a random generator, and returns a question.

    Args:
        name: The subject and the family, such as "codes.sort".
        objectives: IDs in syllabus.csv.
        level: 1 basic, 2 everyday, 3 challenging.
        depth: One of DEPTHS.
        hint: What to think about after a wrong first try. It fits every question of the family, and does not give the answer.
        retired: Other families ask better. Assignments and progress that were made earlier can still draw this one.

    Raises:
        ValueError: The name is already registered, or the depth is unknown.
    """

    def register(write: Write) -> Write:
        if name in _families:
            msg = f"Question family {name!r} is already registered."
            raise ValueError(msg)
        if depth not in ("", *DEPTHS):
            msg = f"Question family {name!r} has the depth {depth!r}. Use one of {', '.join(DEPTHS)}."
            raise ValueError(msg)
        _families[name] = Family(name, objectives, level, write, depth, hint, retired)
        return write

    return register


def families(subject: str = "", *, retired: bool = False) -> tuple[Family, ...]:
    """Return every question family, or those of one subject, in the order of registration.

    Example:
        >>> import massage_billing as mb
        >>> "codes.sort" in [found.name for found in mb.families("codes")]
        True

    Args:
        subject: A subject of the course. If omitted, return the families of all subjects.
        retired: Whether to include the families that are only drawn again for what was made earlier.
    """
    return tuple(
        found
        for found in _families.values()
        if (retired or not found.retired) and (not subject or found.name.startswith(f"{subject}."))
    )


def family_named(name: str) -> Family:
    """Return a question family.

    Example:
        >>> import massage_billing
        >>> family_named("codes.sort").level
        3

    Raises:
        LookupError: There is no family with that name; the message lists the families of its subject.
    """
    try:
        return _families[name]
    except KeyError:
        near = ", ".join(other.name for other in families(name.split(".", maxsplit=1)[0]) or families())
        msg = f"There is no question family {name!r}. Use one of {near}."
        raise LookupError(msg) from None


def draw(name: str, seed: int) -> Question:
    """Return the question that a family draws from a seed. It is the same on every machine.

    Example:
        >>> import massage_billing as mb
        >>> mb.draw("eight_minute_rule.one_service", seed=1).check(3).correct
        True

    Args:
        name: The name of the family, such as "codes.sort".
        seed: Any whole number.

    Raises:
        LookupError: There is no family with that name; the message lists the families of its subject.
    """
    found = family_named(name)
    question = found.write(random.Random(f"{name}/{seed}"))  # noqa: S311  (exercises, not secrets)
    objectives = (
        question.objectives or found.objectives
    )  # a question about a case practices the objectives of that case
    return question._replace(family=name, seed=seed, objectives=objectives, level=found.level)


def draw_new(name: str, seeds: Iterable[int], seen: set[object]) -> Question:
    """Draw a question that has not been asked yet, trying one seed after another.

    Add the question to `seen` and return it. If every seed gives a question in `seen`, return the last one drawn.

    Example:
        >>> import massage_billing as mb
        >>> from massage_billing.questions.registry import draw_new
        >>> seen = {mb.draw("eight_minute_rule.one_service", seed=1).identity}
        >>> draw_new("eight_minute_rule.one_service", [1, 2], seen)
        Question eight_minute_rule.one_service seed=2

    Args:
        name: The name of a family.
        seeds: One or more seeds.
        seen: The identities of earlier questions.

    Raises:
        LookupError: As `draw`.
    """
    remaining = iter(seeds)
    question = draw(name, next(remaining))
    for seed in remaining:
        if question.identity not in seen:
            break
        question = draw(name, seed)
    seen.add(question.identity)
    return question
