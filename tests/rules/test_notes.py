"""A review of a session note finds the parts that are missing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.base import tables
from massage_billing.rules.claims.notes import NotePart, review_note

PARTS = [row.part for row in tables.current(NotePart)]


@given(st.sets(st.sampled_from(PARTS)))
def test_each_part_is_either_found_or_missing(there: set[str]) -> None:
    review = review_note(dict.fromkeys(there, "text"))
    assert {row.part for row in review.there} == there
    assert {row.part for row in review.missing} == set(PARTS) - there
    assert review.score == round(len(there) / len(PARTS), 2)


def test_a_blank_part_is_missing() -> None:
    assert review_note(dict.fromkeys(PARTS, " ")).there == ()


@pytest.mark.parametrize("note", [None, "note", []])
def test_a_value_that_is_not_a_note_is_rejected_in_one_sentence(note: Any) -> None:
    with pytest.raises(ValueError, match=r"^A note must be a mapping of text by part, .+, not a \w+\.$"):
        review_note(note)
