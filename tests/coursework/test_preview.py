"""An instructor can see any question family with its key, and what it measures."""

from html import unescape

import pytest

import massage_billing as mb
from massage_billing.coursework.forms.preview import Preview
from massage_billing.coursework.preview import preview


@pytest.mark.parametrize(
    "name",
    ["claims.owed", "codes.sessions", "claims.steps", "codes.sort", "codes.timed", "eight_minute_rule.day_total"],
)
def test_a_preview_has_the_key_the_feedback_and_the_figures_of_a_family(name: str) -> None:
    html = unescape(preview(name, [4, 5]).html)
    for seed in (4, 5):
        question = mb.draw(name, seed)
        assert question.prompt.text in html
        assert question.describe(question.key.accepted[0]) in html
        assert question.key.explanation in html
        assert all(one.message in html for one in question.key.misconceptions)
        if question.prompt.kind in {"single_choice", "multiple_choice"}:
            assert all(f"<li>{one.answer}: {one.message}" in html for one in question.key.misconceptions)
    assert "earns" in html


def test_another_family_or_seed_shows_other_questions() -> None:
    shown = Preview("claims")
    first = shown.shown.value
    shown.seed.value = 7
    second = shown.shown.value
    shown.family.value = "claims.owed"
    assert len({first, second, shown.shown.value}) == 3
    assert unescape(mb.draw("claims.owed", 7).prompt.text) in unescape(shown.shown.value)
