"""The variants of a quiz: several questions of the same family for each slot, of which each student gets one."""

import random

from massage_billing.coursework.assignment_spec import TRIES, AssignmentSpec, chosen_families
from massage_billing.coursework.lms.format import Slot
from massage_billing.questions.model import Question
from massage_billing.questions.registry import draw


def draw_variants(spec: AssignmentSpec, variants: int) -> tuple[Slot, ...]:
    """Return the slots of a quiz. The same spec gives the same questions.

    Args:
        spec: the title, what to ask, the points, and the secret from which everything is drawn.
        variants: how many questions each slot has, or as many as its family can draw.

    Raises:
        AssignmentError: as `chosen_families`.
    """
    slots = []
    for number, found in enumerate(chosen_families(spec), start=1):
        rng = random.Random(f"{spec.secret}/{spec.title}/{number}")  # noqa: S311  (an exercise)
        drawn: dict[object, Question] = {}
        for _ in range(TRIES):
            question = draw(found.name, rng.randrange(10**9))
            drawn.setdefault(question.identity, question)
            if len(drawn) == variants:
                break
        slots.append(Slot(f"q{number}", found.name, spec.points, tuple(drawn.values())))
    return tuple(slots)
