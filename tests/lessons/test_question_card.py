"""A question card checks answers, shows feedback, and saves progress when a learner clicks."""

from html import escape, unescape
from pathlib import Path

import pytest

import massage_billing as mb
from massage_billing.lessons import progress
from massage_billing.lessons.practice import practice
from massage_billing.lessons.question_card import ask


@pytest.mark.parametrize("family", mb.families(), ids=lambda found: found.name)
def test_the_button_checks_right_wrong_and_empty_answers(family: object) -> None:
    question = mb.draw(family.name, 5)  # type: ignore[attr-defined]
    card = ask(question)
    if question.prompt.kind not in {
        "units_by_code",
        "minutes_by_code",
    }:  # leaving every field empty is an answer to these
        card.button.click()
        assert "mb-ask" in card.out.value
        assert card.feedback is None
    right = card.answer(question.key.accepted[0])
    assert right
    assert right.correct
    assert "✔" in card.out.value
    assert "Correct." in card.out.value
    answered = card.answer(question.example_mistake())
    assert answered
    assert not answered.correct
    assert "✘" in card.out.value
    assert f"Common mistake: {question.key.misconceptions[0].name}" in unescape(card.out.value)
    for name, text in question.prompt.exhibit:
        assert f'<th scope="row">{escape(name)}</th><td>{escape(text)}</td>' in card.children[0].value


def test_the_buttons_of_a_card_move_it_up_and_down() -> None:
    question = mb.draw("claims.steps", 1)
    card = ask(question)
    (right,) = question.key.accepted
    for place, wanted in enumerate(right):
        while card.input.cards.index(wanted) > place:
            card.input.rows[wanted].children[1].click()
            assert f"“{wanted}” is now number" in unescape(card.input.status.value)
    first, last = card.input.rows[right[0]], card.input.rows[right[-1]]
    assert first.children[1].disabled
    assert last.children[2].disabled
    assert [row.children[0].value for row in card.input.list.children] == [
        f"<p>{number}. {escape(text)}</p>" for number, text in enumerate(right, start=1)
    ]
    card.button.click()
    assert card.feedback
    assert card.feedback.correct
    first.children[2].click()
    card.button.click()
    assert card.feedback.verdict == "Partly correct."
    assert card.feedback.misconception == "reversed the order"


def test_text_that_is_not_a_number_gets_a_message_instead_of_feedback() -> None:
    card = ask(mb.draw("eight_minute_rule.one_service", 1))
    assert card.answer("three") is None
    assert "Enter a whole number, 0 or more." in card.out.value
    card.input.value = " 3 "
    card.button.click()
    assert card.feedback
    assert card.feedback.correct


def test_feedback_shows_what_a_learner_typed_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    card = ask(mb.draw("eight_minute_rule.one_service", 1))
    monkeypatch.setattr(type(card.input), "response", lambda _: 10**6)
    card.button.click()
    assert "You answered 1000000." in card.out.value
    assert "<script" not in card.out.value


def test_an_answer_is_saved_in_the_learners_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    ask(mb.draw("eight_minute_rule.one_service", 1)).answer(2)
    (found,) = progress.read(tmp_path / progress.FILE).answers
    assert found.mistake == "off by one at a boundary"


def test_an_answer_that_cannot_be_saved_is_reported_and_still_gets_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path / "gone"))
    card = ask(mb.draw("eight_minute_rule.one_service", 1))
    assert card.answer(3)
    assert "Correct." in card.out.value
    assert "could not be saved" in card.out.value


def test_practice_asks_each_family_once_before_repeating_any() -> None:
    shown = practice("eight_minute_rule", "unit-1", "unit-2", seed=1)
    expected = {found.name for found in mb.families() if {"unit-1", "unit-2"} & set(found.objectives)}
    names = []
    for _ in expected:
        names.append(shown.card.question.family)
        shown.more.click()
    assert sorted(names) == sorted(expected)


def test_practice_counts_only_the_first_try() -> None:
    shown = practice("eight_minute_rule", seed=1)
    right = shown.card.question.key.accepted[0]
    shown.card.answer(right)
    shown.card.answer(right)
    assert "1 of 1 right on the first try" in shown.score.value
    shown.more.click()
    shown.card.answer(shown.card.question.key.accepted[0])
    assert "2 of 2 right" in shown.score.value


def test_practice_asks_only_questions_at_the_chosen_level() -> None:
    shown = practice("eight_minute_rule", seed=1)
    for level in (1, 2, 3):
        shown.level.value = level
        for _ in range(12):
            assert shown.card.question.level == level
            shown.more.click()


def test_two_practice_sessions_ask_different_questions() -> None:
    drawn = {practice("eight_minute_rule").card.question.prompt.text for _ in range(8)}
    assert len(drawn) > 1


@pytest.mark.parametrize("subject", ["codes", "covered_entity", "eight_minute_rule"])
def test_a_practice_session_never_repeats_a_question(subject: str) -> None:
    """In two rounds through all families, no question and no case is repeated."""
    shown = practice(subject, seed=11)
    texts, cases = [], []
    for _ in range(2 * len(mb.families(subject))):
        question = shown.card.question
        texts.append(question._replace(case="").identity)
        cases += [question.case] if question.case else []
        shown.more.click()
    assert len(set(texts)) == len(texts)
    assert len(set(cases)) == len(cases)


def test_choosing_a_group_puts_the_card_there_and_announces_it() -> None:
    card = ask(mb.draw("codes.sort", 2))
    first = card.input.lists[0]
    first.value = "97124 massage"
    assert f"<li>{first.description}</li>" in card.input.bins.value
    assert f"{first.description} is now in 97124 massage. 5 cards left to sort." in unescape(card.input.status.value)
    card.button.click()
    assert "Put every card into a group first." in card.out.value


def test_sorting_some_cards_correctly_is_partly_right() -> None:
    question = mb.draw("codes.sort", 2)
    right = question.key.accepted[0]
    wrong_one = next(iter(right))
    other = next(group for group in question.prompt.payload["groups"] if group != right[wrong_one])
    feedback = ask(question).answer(right | {wrong_one: other})
    assert feedback
    assert (feedback.score, feedback.verdict) == (0.83, "Partly correct.")
    assert feedback.misconception == "sorted under the wrong code"


@pytest.mark.parametrize("seed", range(20))
def test_practice_never_asks_the_same_family_twice_in_a_row(seed: int) -> None:
    shown = practice("claims", "claim-1", "claim-9", seed=seed)
    for _ in range(20):
        before = shown.card.question.family
        shown.next()
        assert shown.card.question.family != before
