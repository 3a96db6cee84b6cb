"""The variants of a quiz: several questions of the same family for each slot, of which each student gets one."""

import random

from massage_billing.coursework.assignment_spec import TRIES, AssignmentSpec, chosen_families
from massage_billing.coursework.lms.format import Slot
from massage_billing.questions.model import Question
from massage_billing.questions.registry import draw


def draw_variants(spec: AssignmentSpec, variants: int) -> tuple[Slot, ...]:
    """Draw the questions of each slot in a quiz. The same spec gives the same questions.

    Example:
        >>> import massage_billing
        >>> from massage_billing.coursework.assignment_spec import Selection, parse_due
        >>> spec = AssignmentSpec("Week 3", parse_due("2026-12-01T23:59-08:00"), (Selection("codes", 1, 2),), secret="0")
        >>> [(slot.name, len(slot.variants)) for slot in draw_variants(spec, 3)]
        [('q1', 3), ('q2', 3)]

    Args:
        spec: The title, what to ask, the points, and the secret.
        variants: How many questions each slot has. A slot has fewer if its family cannot draw as many.

    Raises:
        AssignmentError: As `chosen_families`.
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
