"""What a session note must contain to support the claim (note_parts.csv)."""

from collections.abc import Mapping
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import is_empty


@table("note_parts", key=("part",))
class NotePart(DatedRow):
    """A part of a session note, and what a reviewer would miss without it."""

    part: str
    soap: str  # S, O, A, P, or "Head" and "Foot"
    name: str
    missed: str
    example: str
    weak: str  # a wording that is not sufficient


class NoteReview(NamedTuple):
    """What a note contains and what a reviewer would miss, part by part."""

    there: tuple[NotePart, ...]
    missing: tuple[NotePart, ...]

    @property
    def score(self) -> float:
        """Return the share of the parts that the note contains, from 0 to 1."""
        return round(len(self.there) / (len(self.there) + len(self.missing)), 2)


def review_note(note: Mapping[str, object]) -> NoteReview:
    """Return what a reviewer finds and misses in a session note.

    >>> review_note({"date": "2026-03-02"}).missing[0].name
    'the complaint'

    Args:
        note: text by part of note_parts.csv.

    Raises:
        ValueError: the note is not a mapping.

    Source: note_parts.csv (wac-246-830, evicore-massage, hns-97124).
    """
    if not isinstance(note, Mapping):
        msg = f"A note must be text by part, such as {{'date': '2026-03-02'}}; it is a {type(note).__name__}."
        raise ValueError(msg)
    rows = current(NotePart)
    there = tuple(row for row in rows if not is_empty(note.get(row.part)))
    return NoteReview(there, tuple(row for row in rows if row not in there))
