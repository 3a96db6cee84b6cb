"""Every question family is checked with 20 seeds in each test run, and with 180 more in the slow run."""

import json
import re
from itertools import pairwise

import pytest

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.base.tables import Source
from massage_billing.questions.course import Objective, objective
from massage_billing.questions.model import Misconception, Prompt, Question, UnansweredError
from massage_billing.questions.registry import Family, family

SEEDS = range(20)
MORE_SEEDS = range(20, 200)
FAMILIES = mb.families()
DRAWN_TEXT = "A coworker treated Ravi. The note for the claim lists: 97124 massage, 23 minutes; 97140 manual therapy, 32 minutes; 97110 exercise, 9 minutes. The payer follows Medicare's 8-minute rule. Each had its own block of time, and the payer allows 97124 together with 97140. How many units of each code do you bill?"
SHORT = tuple(row.short for row in tables.history(Source))
every_family = pytest.mark.parametrize("found", FAMILIES, ids=lambda found: found.name)
many_seeds = pytest.mark.parametrize(
    "seeds", [pytest.param(SEEDS, id="few"), pytest.param(MORE_SEEDS, id="many", marks=pytest.mark.slow)]
)


@every_family
@many_seeds
def test_the_same_seed_draws_the_same_question(found: Family, seeds: range) -> None:
    assert all(mb.draw(found.name, seed) == mb.draw(found.name, seed) for seed in seeds)


def test_a_seed_draws_the_same_question_on_every_machine() -> None:
    """A handout drawn on one machine may be graded on another. Change the text only with a new major version."""
    question = mb.draw("eight_minute_rule.several_services", seed=7)
    assert question.prompt.text == DRAWN_TEXT


@every_family
@many_seeds
def test_every_accepted_answer_is_right(found: Family, seeds: range) -> None:
    for seed in seeds:
        question = mb.draw(found.name, seed)
        assert question.key.accepted
        for response in question.key.accepted:
            feedback = question.check(response)
            assert (feedback.score, feedback.correct, feedback.misconception) == (1.0, True, "")
            assert feedback.explanation == question.key.explanation


def revealing(question: Question, misconception: Misconception) -> object:
    """Return an answer that reveals a misconception, or None if that would leave the question unanswered."""
    right, answer = question.key.accepted[0], misconception.answer
    match question.prompt.kind:
        case "multiple_choice":  # about one choice that is wrongly checked, or missed
            return sorted({*right} ^ {answer}) or None
        case "sorting":  # about one card in a wrong group
            return right | answer
        case "ordering":  # about two consecutive cards
            swapped = {answer[0]: answer[1], answer[1]: answer[0]}
            return [swapped.get(card, card) for card in right]
    return answer


@every_family
@many_seeds
def test_every_misconception_is_a_wrong_answer_that_feedback_names(found: Family, seeds: range) -> None:
    for seed in seeds:
        question = mb.draw(found.name, seed)
        for misconception in question.key.misconceptions:
            response = revealing(question, misconception)
            if response is None:
                continue  # missing the only right choice leaves nothing checked
            feedback = question.check(response)
            assert not feedback.correct
            assert 0 <= feedback.score < 1
            assert feedback.misconception == misconception.name
            assert feedback.message.startswith(misconception.message)
            assert feedback.explanation == question.key.explanation


@every_family
@many_seeds
def test_every_wrong_choice_has_its_own_feedback(found: Family, seeds: range) -> None:
    for seed in seeds:
        question = mb.draw(found.name, seed)
        payload, (right, *_) = question.prompt.payload, question.key.accepted
        revealed = [one.answer for one in question.key.misconceptions]
        match question.prompt.kind:
            case "single_choice":
                assert sorted(payload["choices"]) == sorted([*question.key.accepted, *revealed])
                assert len(set(payload["choices"])) == len(payload["choices"])
            case "multiple_choice":
                assert sorted(payload["choices"]) == sorted(revealed)
                assert len(set(payload["choices"])) == len(payload["choices"])
                assert set(right) < set(payload["choices"])
            case "sorting":
                wrong = [
                    {card: group} for card in payload["cards"] for group in payload["groups"] if right[card] != group
                ]
                assert len(revealed) == len(wrong)
                assert all(one in revealed for one in wrong)
            case "ordering":
                assert revealed == [[late, early] for early, late in pairwise(right)]
                assert sorted(payload["cards"]) == sorted(right)
                assert payload["cards"] != right, "the cards are already in the right order"
            case _:
                assert revealed, f"seed {seed} has no misconception"


@every_family
@many_seeds
def test_all_text_is_complete_sentences_and_has_a_source(found: Family, seeds: range) -> None:
    for seed in seeds:
        question = mb.draw(found.name, seed)
        texts = [question.prompt.text, question.key.explanation, *(one.message for one in question.key.misconceptions)]
        assert all(name and text for name, text in question.prompt.exhibit)
        for text in texts:
            assert not re.search(r"[{}]|\bNone\b|  |\b1 (units|minutes)\b", text.replace("None: 8", "")), text
            assert text[-1] in ".?)", text
        assert question.check(question.key.accepted[0]).source.startswith(SHORT)


@every_family
def test_draws_seldom_repeat(found: Family) -> None:
    """50 draws give at least 10 different questions, and at least 60% as many as 50 random picks would give."""
    asked = [mb.draw(found.name, seed)._replace(case="").identity for seed in range(400)]
    possible = len(set(asked))
    random_picks = possible * (1 - (1 - 1 / possible) ** 50)
    assert len(set(asked[:50])) >= max(10, 0.6 * random_picks)


@every_family
@many_seeds
def test_a_question_is_unchanged_after_a_round_trip_through_json(found: Family, seeds: range) -> None:
    """Handouts, keys, and submissions are JSON, so what is written must be read back unchanged."""
    for seed in seeds:
        question = mb.draw(found.name, seed)
        prompt = Prompt.from_json(json.loads(json.dumps(question.prompt.to_json())))
        assert prompt == question.prompt
        assert json.loads(json.dumps(question.key.accepted)) == [*question.key.accepted]
        answers = [one.answer for one in question.key.misconceptions]
        assert json.loads(json.dumps(answers)) == answers


@every_family
def test_a_prompt_reveals_nothing_from_the_key(found: Family) -> None:
    question = mb.draw(found.name, 1)
    shown = json.dumps(question.prompt.to_json(), ensure_ascii=False)
    assert question.key.source not in shown
    assert all(one.message not in shown for one in question.key.misconceptions)


OBJECTIVES = [
    row.id for row in tables.current(Objective) if row.subject in {"units", "codes", "privacy", "claims", "history"}
]


@pytest.mark.parametrize("ident", OBJECTIVES)
def test_each_objective_has_at_least_two_families_at_two_levels(ident: str) -> None:
    practicing = [found for found in FAMILIES if ident in found.objectives]
    assert len(practicing) >= 2
    assert len({found.level for found in practicing}) >= (3 if ident.startswith("unit-") else 2)
    assert objective(ident)


def test_every_objective_of_a_family_is_in_the_syllabus() -> None:
    known = {row.id for row in tables.current(Objective)}
    assert all(set(found.objectives) <= known for found in FAMILIES)


MALFORMED = {
    "single_choice": ["", "no such choice", 3, None, {}, ["x"]],
    "multiple_choice": [frozenset(), [], "text", {"no such choice"}, None, 3.5, [["x"]], {"x": 1}],
    "number": ["", "two-ish", -1, 2.5, True, 1.0, "9" * 5000, "٣"],
    "units_by_code": ["", None, [], {"99999": 1}, {"CODE": -1}, {"CODE": True}, {"CODE": 1.0}],
    "minutes_by_code": ["", None, [], {"99999": 1}, {"CODE": -1}],
    "sorting": ["", None, {}, {"no such card": "97124 massage"}, 3, {"CARD": "no such group"}, {"CARD": ["x"]}],
    "ordering": ["", None, (), ["no such card"], {"x": 1}, [["x"]], 3],
}  # fmt: skip


@every_family
def test_an_empty_or_malformed_response_raises_unanswered_error(found: Family) -> None:
    question = mb.draw(found.name, 1)
    payload = question.prompt.payload
    for response in MALFORMED[question.prompt.kind]:
        if isinstance(response, dict):
            real = {"CODE": next(iter(payload.get("codes", ())), ""), "CARD": payload.get("cards", [""])[0]}
            response = {real.get(name, name): value for name, value in response.items()}  # noqa: PLW2901
        with pytest.raises(UnansweredError, match=r"^([0-9]{5}: )?(Choose|Check|Enter|Put) .+\.$"):
            question.check(response)


def test_an_answer_with_unsorted_cards_is_incomplete() -> None:
    question = mb.draw("codes.sort", 1)
    first, *_ = question.key.accepted[0].items()
    left = len(question.key.accepted[0]) - 1
    with pytest.raises(UnansweredError, match=rf"^Put every card into a group first\. {left} cards are left\.$"):
        question.check(dict([first]))
    *placed, last = question.key.accepted[0].items()
    with pytest.raises(UnansweredError, match=re.escape(f"first. Still to sort: “{last[0]}”.")):
        question.check(dict(placed))


def test_a_partly_right_answer_earns_part_of_the_points() -> None:
    question = next(
        question
        for question in (mb.draw("eight_minute_rule.several_services", seed) for seed in SEEDS)
        if len(question.prompt.payload["codes"]) == 2
        and len(question.key.accepted) == 1
        and len(question.key.accepted[0]) == 2
    )
    (right,) = question.key.accepted
    one, other = right
    assert question.check({one: right[one]}).score == 0.5
    assert question.check({one: right[one]}).verdict == "Partly correct."
    assert question.check({one: 9, other: 9}).score == 0.0


def test_a_wrongly_checked_choice_loses_points() -> None:
    question = mb.draw("eight_minute_rule.visits_to_bill", 5)  # three of five visits
    (right,) = question.key.accepted
    wrong = set(question.prompt.payload["choices"]) - {*right}
    assert question.check(set(right[:2])).score == 0.67
    assert question.check({right[0], *wrong}).score == 0.0
    assert question.check({*right, *wrong}).score == 0.33


def test_feedback_names_a_wrongly_checked_choice_before_a_missed_one() -> None:
    question = mb.draw("eight_minute_rule.right_billings", 3)
    feedback = question.check({"3 of 97124 and 0 of 97112"})
    assert feedback.misconception == "put all units on one code"
    assert "They tie" in feedback.explanation


def test_an_unknown_family_name_is_reported_with_the_known_names() -> None:
    with pytest.raises(LookupError, match=r"no question family 'eight_minute_rule.nothing'\. Use one of .*one_service"):
        mb.draw("eight_minute_rule.nothing", 1)


def test_a_family_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match=r"^Question family 'eight_minute_rule\.one_service' is already registered\.$"):
        family("eight_minute_rule.one_service", "unit-1", level=1)(
            lambda _: mb.draw("eight_minute_rule.one_service", 1)
        )


def test_a_question_prints_as_one_short_line() -> None:
    assert repr(mb.draw("eight_minute_rule.one_service", 3)) == "Question eight_minute_rule.one_service seed=3"


def test_feedback_on_a_number_names_the_misconception() -> None:
    question = mb.draw("eight_minute_rule.one_service", 1)  # 38 minutes
    assert question.check(2).misconception == "off by one at a boundary"
    plain = question.check(17)
    assert plain.misconception == ""
    assert plain.message.startswith("You answered 17.")


def test_feedback_says_when_the_codes_are_right_but_the_minutes_are_wrong() -> None:
    question = mb.draw("codes.first_sessions", 3)
    ((code, minutes),) = question.key.accepted[0].items()
    feedback = question.check({code: minutes + 1})
    assert not feedback.correct
    assert (
        feedback.message == f"You billed {minutes + 1} minutes of {code}. The code is correct. Check the minutes again."
    )
    other = next(one for one in question.prompt.payload["codes"] if one != code)
    assert question.check({other: 1}).message == f"You billed 1 minute of {other}. Check again which codes to bill."
