"""Rules for the session note: what it must contain to support a claim (note_parts.csv)."""

from collections.abc import Mapping
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import is_empty


@table("note_parts", key=("part",))
class NotePart(DatedRow):
    """A part of a session note, and the question that a reviewer cannot answer without it.

    Example:
        >>> current(NotePart)[0].missed
        'Which visit is this?'
    """

    part: str
    soap: str  # S, O, A, or P; "Head" above them, "Foot" below them
    name: str
    missed: str
    example: str
    weak: str  # wording that does not support a claim


class NoteReview(NamedTuple):
    """The parts that a session note contains and the parts that it is missing.

    Example:
        >>> len(review_note({"date": "2026-03-02"}).there)
        1
    """

    there: tuple[NotePart, ...]
    missing: tuple[NotePart, ...]

    @property
    def score(self) -> float:
        """Return the fraction of the parts that the note contains, from 0 to 1.

        Example:
            >>> review_note({}).score
            0.0
        """
        return round(len(self.there) / (len(self.there) + len(self.missing)), 2)


def review_note(note: Mapping[str, object]) -> NoteReview:
    """Return the parts that a reviewer finds in a session note and the parts that are missing.

    Args:
        note: The text of each part, by the `part` column of note_parts.csv.

    Raises:
        ValueError: The note is not a mapping.

    Example:
        >>> review_note({"date": "2026-03-02"}).missing[0].name
        'the complaint'

    Source: note_parts.csv (wac-246-830, evicore-massage, hns-97124).
    """
    if not isinstance(note, Mapping):
        msg = (
            f"A note must be a mapping of text by part, such as {{'date': '2026-03-02'}}, not a {type(note).__name__}."
        )
        raise ValueError(msg)
    rows = current(NotePart)
    there = tuple(row for row in rows if not is_empty(note.get(row.part)))
    return NoteReview(there, tuple(row for row in rows if row not in there))
