"""Write a quiz in every format, and list what a format cannot carry."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from massage_billing.base.files import replace_folder, write_csv
from massage_billing.coursework.assignment import Recipe
from massage_billing.coursework.lms import canvas, gift, moodle
from massage_billing.coursework.lms.variants import Slot, quiz
from massage_billing.questions.model import Question

LEFT_OUT = "not_carried.csv"


class Format(NamedTuple):
    """A format of quizzes."""

    file: str
    cannot: Callable[[Question], str]
    write: Callable[[str, Sequence[Slot]], bytes]


FORMATS = {
    "canvas": Format(canvas.NAME, canvas.cannot, canvas.write),
    "moodle": Format(moodle.NAME, moodle.cannot, moodle.write),
    "gift": Format(gift.NAME, gift.cannot, gift.write),
}


class Outcome(NamedTuple):
    """How many questions each format carries, of how many."""

    carried: dict[str, int]
    questions: int


def export(recipe: Recipe, out: Path, variants: int = 5, formats: Sequence[str] = tuple(FORMATS)) -> Outcome:
    """Write a folder with the quiz in each format, whole or not at all.

    Args:
        recipe: title, what to ask, points, and the secret from which all is drawn; the same secret gives the same files.
        out: the folder; a quiz that lies there is made anew, anything else is left alone.
        variants: how many questions each place has to draw from.
        formats: "canvas", "moodle" or "gift".

    Raises:
        AssignmentError: the recipe cannot be followed.
        FolderError: `out` holds something else.
        OSError: the folder cannot be written; what was there before is kept.
    """
    slots = quiz(recipe, variants)
    left_out: list[tuple[str, str, int, str, str]] = []
    carried = {}
    with replace_folder(out, LEFT_OUT, "quiz", [found.file for found in FORMATS.values()]) as making:
        for name in formats:
            found = FORMATS[name]
            kept = []
            for slot in slots:
                why = [found.cannot(question) for question in slot.variants]
                fit = tuple(question for question, reason in zip(slot.variants, why, strict=True) if not reason)
                left_out += [
                    (name, slot.name, number, slot.family, reason)
                    for number, reason in enumerate(why, start=1)
                    if reason
                ]
                if fit:
                    kept.append(slot._replace(variants=fit))
            carried[name] = sum(len(slot.variants) for slot in kept)
            if kept:
                (making / found.file).write_bytes(found.write(recipe.title, kept))
        write_csv(making / LEFT_OUT, ("format", "place", "variant", "family", "why"), left_out)
    return Outcome(carried, sum(len(slot.variants) for slot in slots))
