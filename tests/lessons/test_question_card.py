"""Python's side of a question card checks answers, saves each of them once, and has what the browser needs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import massage_billing as mb
from massage_billing.base.text import us_date
from massage_billing.lessons import progress
from massage_billing.lessons.practice import practice
from massage_billing.lessons.question_card import Card, QuestionCard, ask
from massage_billing.questions.registry import Family

ONE = mb.draw("eight_minute_rule.one_service", 1)
OTHER = mb.draw("eight_minute_rule.one_service", 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    return tmp_path


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return what Python tells the browser."""
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(Card, "send", lambda _, message: messages.append(message))
    return messages


def attempt(ident: str, response: object, question: Any = ONE, **more: object) -> dict[str, Any]:
    return {"id": ident, "family": question.family, "seed": question.seed, "objectives": list(question.objectives),
            "response": response, "score": 0, "mistake": "", "tries": 1, "hint": False, "seconds": 9} | more  # fmt: skip


def tried(card: QuestionCard, *attempts: dict[str, Any]) -> None:
    """Do what the browser does when a learner checks an answer."""
    card._receive({"kind": "tried", "attempts": list(attempts)})


def saved(folder: Path) -> list[progress.Answer]:
    return list(progress.read(folder / progress.FILE).answers)


@pytest.mark.parametrize("family", mb.families(), ids=lambda found: found.name)
def test_a_card_gives_feedback_on_right_and_wrong_answers_and_a_message_on_none(family: Family) -> None:
    question = mb.draw(family.name, 5)
    card = ask(question)
    assert card.answer(None) is None
    assert card.message.endswith(".")
    right = card.answer(question.key.accepted[0])
    assert right
    assert right.correct
    wrong = card.answer(question.example_mistake())
    assert wrong
    assert not wrong.correct
    assert card.feedback == wrong
    assert json.dumps(card.shown), "the browser gets it as JSON"
    assert card.shown["hint"].endswith((".", "?"))
    assert card.shown["cited"]["text"] == card.question.key.source
    assert card.shown["cited"]["url"].startswith("http")


@pytest.mark.parametrize("typed", ["3", "3 units", "three", " 3 "])
def test_a_number_can_be_typed_in_several_ways(typed: str) -> None:
    assert (ask(ONE).answer(typed) or ONE.check(2)).correct


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("3.5", "Enter a whole number, without a fraction or a decimal point."),
        ("-1", "Enter 0 or a larger number."),
        ("three-ish", "Enter a number, such as 3."),
        ("", "Enter a number first."),
    ],
)
def test_text_that_is_not_a_whole_number_gets_one_sentence(typed: str, message: str) -> None:
    card = ask(ONE)
    assert card.answer(typed) is None
    assert card.message == message


def test_an_answer_is_saved_with_the_score_that_python_gives_it(folder: Path, sent: list[dict[str, Any]]) -> None:
    tried(ask(ONE), attempt("a", 2, score=1, mistake="made up"))
    (found,) = saved(folder)
    assert (found.score, found.mistake, found.first, found.hint, found.tries, found.seconds) == (
        0, "off by one at a boundary", True, False, 1, 9)  # fmt: skip
    assert sent == [{"kind": "saved", "ids": ["a"]}]


def test_an_answer_that_arrives_twice_is_saved_and_counted_once(folder: Path, sent: list[dict[str, Any]]) -> None:
    counted: list[object] = []
    card = ask(ONE, counted.append)
    for _ in range(2):
        tried(card, attempt("a", 3))
    tried(ask(ONE), attempt("a", 3))  # from another tab, or after a restart
    assert len(saved(folder)) == len(counted) == 1
    assert [one["kind"] for one in sent] == ["saved"] * 3


def test_only_the_first_answer_to_a_question_counts(folder: Path) -> None:
    for ident, response in (("a", 2), ("b", 3)):
        tried(ask(ONE), attempt(ident, response))
    assert [one.first for one in saved(folder)] == [True, False]
    assert progress.summary(tuple(saved(folder)), "eight_minute_rule") == "1 question answered, 0 right."


def test_a_question_opens_again_with_the_last_answer(folder: Path) -> None:
    assert QuestionCard(ONE).shown["earlier"] is None
    wrong, right = attempt("a", "2", at="2026-11-27T20:00:00+00:00"), attempt("b", "3", at="2026-11-28T20:00:00+00:00")
    tried(QuestionCard(ONE), wrong)
    day = us_date(datetime(2026, 11, 27, 20, tzinfo=UTC).astimezone().date())
    expected = {"response": "2", "right": False, "text": f"You last tried this on {day}."}
    assert QuestionCard(ONE).shown["earlier"] == expected
    tried(QuestionCard(ONE), right)
    earlier = QuestionCard(ONE).shown["earlier"]
    assert (earlier["response"], earlier["right"]) == ("3", True)
    assert earlier["text"].startswith("You answered this correctly on ")
    assert QuestionCard(mb.draw(ONE.family, ONE.seed + 1)).shown["earlier"] is None


def test_answers_that_could_not_be_saved_before_are_saved_in_order_by_any_card(
    folder: Path, sent: list[dict[str, Any]]
) -> None:
    tried(
        ask(OTHER),
        attempt("a", 2, score=0, mistake="off by one at a boundary"),
        attempt("b", 3, score=1),
        attempt("c", 5, OTHER),
    )
    assert [(one.seed, one.score) for one in saved(folder)][:2] == [(1, 0), (1, 1)]
    assert sent == [{"kind": "saved", "ids": ["a", "b", "c"]}]


def test_an_answer_that_cannot_be_saved_is_reported_and_still_gets_feedback(
    folder: Path, sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = folder / "gone"
    monkeypatch.setenv(progress.FOLDER, str(gone))
    card = ask(ONE)
    tried(card, attempt("a", 3))
    assert card.feedback
    assert card.feedback.correct
    assert sent == [
        {
            "kind": "unsaved",
            "ids": ["a"],
            "message": f"The folder {gone} cannot be found. Move it back, and your answers will be saved.",
        }
    ]
    gone.mkdir()
    tried(card, attempt("a", 3))
    assert len(saved(gone)) == 1


def test_answers_are_saved_only_in_the_folder_that_they_belong_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ask(ONE).shown["place"]
    monkeypatch.setenv(progress.FOLDER, str(folder / "other"))
    assert ask(ONE).shown["place"] not in {here, ""}
    monkeypatch.delenv(progress.FOLDER)
    assert ask(ONE).shown["saves"] is False


@pytest.mark.parametrize("damage", [{"score": "much"}, {"seed": None}, {"tries": []}, {"seconds": "soon"}])
def test_a_waiting_answer_that_is_damaged_does_not_keep_the_others_from_being_saved(
    folder: Path, sent: list[dict[str, Any]], damage: dict[str, Any]
) -> None:
    tried(ask(ONE), attempt("a", "2", OTHER) | damage, attempt("b", "3"))
    assert [one.seed for one in saved(folder)] == [1]
    assert sent == [{"kind": "saved", "ids": ["a", "b"]}]  # the browser need not keep either


@pytest.mark.parametrize(
    "message", [{}, {"kind": "tried"}, {"kind": "tried", "attempts": [1, {}]}, {"kind": "next"}, {"kind": "x"}]
)
def test_a_message_that_makes_no_sense_is_ignored(folder: Path, message: dict[str, Any]) -> None:
    ask(ONE)._receive(message)
    assert saved(folder) == []


def test_practice_asks_each_family_once_before_repeating_any() -> None:
    shown = practice("eight_minute_rule", "unit-1", "unit-2", seed=1)
    expected = {found.name for found in mb.families() if {"unit-1", "unit-2"} & set(found.objectives)}
    names = []
    for _ in expected:
        names.append(shown.card.question.family)
        shown.more.click()
    assert sorted(names) == sorted(expected)


def test_practice_can_be_limited_to_some_families() -> None:
    wanted = {"codes.note", "codes.together"}
    shown = practice("codes", *wanted, seed=4)
    asked = set()
    for _ in range(4):
        asked.add(shown.card.question.family)
        shown.next()
    assert asked == wanted


@pytest.mark.parametrize("seed", range(12))
def test_practice_follows_up_an_answer_that_suggests_a_misconception_with_another_family(seed: int) -> None:
    shown = practice("claims", "claims.owed", "claims.denial", "claims.steps", seed=seed)
    while True:  # until a wrong choice can suggest one that the other family has too
        question = shown.card.question
        names = {one.name for one in question.key.misconceptions}
        if question.family == "claims.owed" and "gave up on a denial" in names:
            break
        shown.next()
    (wrong,) = [one.answer for one in question.key.misconceptions if one.name == "gave up on a denial"]
    shown.card.answer(wrong)
    shown.next()
    found = shown.card.question
    if any(
        "gave up on a denial" in {one.name for one in mb.draw("claims.denial", at).key.misconceptions}
        for at in range(40)
    ):
        assert found.family == "claims.denial"
        assert "gave up on a denial" in {one.name for one in found.key.misconceptions}


def test_practice_continues_with_the_question_that_was_left_open(folder: Path) -> None:
    (folder / ".massage-billing").mkdir()
    first = practice("codes")
    first.next()
    left = first.card.question
    assert practice("codes").card.question == left
    assert practice("codes", "code-1").card.question != left, "another exercise has its own question"
    again = practice("codes")
    again.card.answer(left.example_mistake())
    assert practice("codes").card.question == left
    later = practice("codes")
    later.card.answer(left.example_mistake())
    assert (later.answered, later.right) == (0, 0), "the first try was before the lesson was closed"
    again.card.answer(left.key.accepted[0])
    assert practice("codes").card.question != left, "it is done"


@pytest.mark.parametrize(
    "kept", ["", "{}", "[1]", '{"codes": null}', '{"codes": ["no.such", 1]}', '{"codes": ["codes.sort"]}']
)
def test_practice_starts_with_a_new_question_if_the_file_of_open_questions_is_damaged(folder: Path, kept: str) -> None:
    place = folder / ".massage-billing" / "practice.json"
    place.parent.mkdir()
    place.write_text(kept, encoding="utf-8")
    assert practice("codes").card.question.family.startswith("codes.")
    assert "codes." in place.read_text(encoding="utf-8")


def test_practice_counts_only_the_first_try() -> None:
    shown = practice("eight_minute_rule", seed=1)
    right = shown.card.question.key.accepted[0]
    shown.card.answer(right)
    shown.card.answer(right)
    assert "1 of 1 right on the first try" in shown.score.value
    shown.card._receive({"kind": "next"})  # the button that follows the verdict
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
