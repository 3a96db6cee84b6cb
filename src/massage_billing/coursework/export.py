"""Write a quiz in every LMS format, and list what a format cannot represent."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from massage_billing.base.files import replace_folder, write_csv
from massage_billing.coursework.assignment_spec import AssignmentSpec
from massage_billing.coursework.lms import formats
from massage_billing.coursework.lms.format import Format, Slot
from massage_billing.coursework.variants import draw_variants

LEFT_OUT = "not_carried.csv"


class Outcome(NamedTuple):
    """The number of questions that were drawn, and how many of them each format contains."""

    carried: dict[str, int]
    questions: int


def quiz_formats() -> dict[str, Format]:
    """Return the formats that can contain a quiz, by name.

    Example:
        >>> "moodle" in quiz_formats()
        True
    """
    return {name: found for name, found in formats().items() if found.quiz}


def export(
    spec: AssignmentSpec,
    out: Path,
    variants: int = 5,
    names: Sequence[str] = (),
    done: Callable[[int, int], None] = lambda *_: None,
) -> Outcome:
    """Write a folder with the quiz in each format, completely or not at all.

    Args:
        spec: The title, what to ask, the points, and the secret. The same secret gives the same files.
        out: The folder. An earlier quiz there is replaced, but a folder of another kind is not.
        variants: How many questions each slot has.
        names: The formats to write. If omitted, write all of them.
        done: Called with the number of formats written so far and the total.

    Returns:
        The number of questions, and how many of them each format contains.

    Raises:
        AssignmentError: The spec is invalid.
        FolderError: `out` is a folder of another kind.
        OSError: The folder cannot be written. Its earlier contents are kept.
    """
    slots = draw_variants(spec, variants)
    known = quiz_formats()
    chosen = [known[name] for name in names or known]
    left_out: list[tuple[str, str, int, str, str]] = []
    carried = {}
    with replace_folder(out, LEFT_OUT, "quiz", [found.quiz for found in known.values()]) as making:
        for number, found in enumerate(chosen, start=1):
            kept, missing = _carried(found, slots)
            left_out += missing
            carried[found.name] = sum(len(slot.variants) for slot in kept)
            if kept:
                (making / found.quiz).write_bytes(found.write_quiz(spec.title, kept))
            done(number, len(chosen))
        write_csv(making / LEFT_OUT, ("format", "place", "variant", "family", "why"), left_out)
    return Outcome(carried, sum(len(slot.variants) for slot in slots))


def _carried(found: Format, slots: Sequence[Slot]) -> tuple[list[Slot], list[tuple[str, str, int, str, str]]]:
    """Return the slots with the questions that a format can represent, and a row for each question that it cannot."""
    kept, missing = [], []
    for slot in slots:
        reasons = [found.cannot(question) for question in slot.variants]
        fit = tuple(question for question, reason in zip(slot.variants, reasons, strict=True) if not reason)
        missing += [
            (found.name, slot.name, number, slot.family, reason)
            for number, reason in enumerate(reasons, start=1)
            if reason
        ]
        if fit:
            kept.append(slot._replace(variants=fit))
    return kept, missing
