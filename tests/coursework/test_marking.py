"""Submissions are read as data. Good ones earn their points, and bad ones are refused with a reason."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework_helpers import ANN, DATA, KEYED, QUESTIONS
from massage_billing.coursework.key import KeyedQuestion
from massage_billing.coursework.marking import mark
from massage_billing.coursework.submissions import RefusedError, Submission, read_submission

ONE_POINT_EACH = [1] * len(KEYED)
COMPLETE = {
    "version": 1, "assignment": "week3", "student": "a1", "saved": "2026-11-30T10:00:00+00:00",
    "answers": {"q1": {"response": "Appeal the denial", "first": "2026-11-30T09:00:00+00:00", "last": "2026-11-30T09:00:00+00:00"}},
}  # fmt: skip


def as_bytes(**changed: object) -> bytes:
    return json.dumps(COMPLETE | changed).encode()


def test_a_complete_submission_is_read() -> None:
    found = read_submission(as_bytes(), "week3")
    assert found == Submission("a1", datetime(2026, 11, 30, 10, tzinfo=UTC), {"q1": "Appeal the denial"}, 0)


def test_brackets_in_a_typed_answer_do_not_count_as_nesting() -> None:
    answers = {"q1": {"response": "[" * 100 + '"' + "{" * 100}}
    assert read_submission(as_bytes(answers=answers), "week3").answers["q1"] == answers["q1"]["response"]


def of_kind(kind: str) -> KeyedQuestion:
    return next(one for one in KEYED if one.prompt.kind == kind)


def test_accepted_answers_earn_full_points_and_mistakes_get_their_misconception() -> None:
    for one, question in zip(KEYED, QUESTIONS, strict=True):
        for accepted in one.key.accepted:
            (found,) = mark([one], [1], {one.ident: accepted})
            assert (found.points, found.answered, found.correct, found.misconception) == (1.0, True, True, "")
            assert found.description == question.describe(accepted)
        (found,) = mark([one], [1], {one.ident: json.loads(json.dumps(question.example_mistake()))})
        assert not found.correct, found.description
        assert found.points < 1
        assert found.misconception == question.check(question.example_mistake()).misconception


def test_a_number_is_accepted_as_typed() -> None:
    one = of_kind("number")
    (right,) = one.key.accepted
    for typed in (right, f"{right}", f" {right} "):
        assert mark([one], [1], {one.ident: typed})[0].correct
    for typed in ("-1", "2.5", "٣", "9" * 5000, True, None, [], {}):
        assert not mark([one], [1], {one.ident: typed})[0].correct


def test_true_and_a_decimal_number_are_not_accepted_as_1() -> None:
    one = of_kind("number")
    one = one._replace(row={**one.row, "accepted": [1]})
    assert mark([one], [1], {one.ident: 1})[0].correct
    for typed in (True, 1.0):
        assert not mark([one], [1], {one.ident: typed})[0].correct


def test_a_card_that_is_not_sorted_loses_only_its_own_share() -> None:
    one = of_kind("sorting")
    card, *_ = right = one.key.accepted[0]
    (found,) = mark([one], [1], {one.ident: {name: group for name, group in right.items() if name != card}})
    assert found.points == round((len(right) - 1) / len(right), 2)


@given(st.sampled_from(KEYED), st.randoms(use_true_random=False))
def test_the_order_of_checked_choices_and_codes_does_not_matter(one: KeyedQuestion, rng: Any) -> None:
    accepted = one.key.accepted[0]
    if one.prompt.kind == "multiple_choice":
        shuffled: Any = rng.sample(accepted, len(accepted))
    else:
        shuffled = dict(rng.sample(list(accepted.items()), len(accepted))) if isinstance(accepted, dict) else accepted
    (found,) = mark([one], [1], {one.ident: shuffled})
    assert found.correct
    assert found.description == mark([one], [1], {one.ident: accepted})[0].description


def test_a_choice_that_was_not_offered_earns_no_points() -> None:
    offered = {"single_choice": "no such choice", "multiple_choice": None, "units_by_code": {"99999": 1},
               "minutes_by_code": {"99999": 1}, "sorting": {"no such card": "x"}, "ordering": ["no", "such", "card"]}  # fmt: skip
    for kind, response in offered.items():
        one = of_kind(kind)
        more = [*one.key.accepted[0], "no such choice"] if kind == "multiple_choice" else response
        (found,) = mark([one], [1], {one.ident: more})
        assert (found.points, found.answered, found.correct) == (0.0, True, False)


def test_an_unanswered_question_earns_no_points_and_is_marked_unanswered() -> None:
    marks = mark(KEYED, ONE_POINT_EACH, {})
    assert [found.points for found in marks] == [0.0] * len(KEYED)
    assert not any(found.answered for found in marks)


def test_an_answer_to_a_question_not_on_the_handout_is_refused() -> None:
    with pytest.raises(RefusedError, match="q99, which is not on this student's handout"):
        mark(KEYED, ONE_POINT_EACH, {"q99": "x"})


NESTED_TOO_DEEPLY = (
    b'{"assignment": "week3", "student": "a1", "saved": "x", "answers": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "It is empty."),
        (b"  \n", "It is empty."),
        (as_bytes()[:-20], "It is not valid JSON, or it was cut off."),
        (b"\xff\xfe{", "It is not UTF-8."),
        (NESTED_TOO_DEEPLY, "It is nested too deeply."),
        (b"[" * 100_000, "It is nested too deeply."),
        (as_bytes().replace(b'"version": 1', b'"version": NaN'), "It contains NaN"),
        (as_bytes().replace(b'"version": 1', b'"version": -Infinity'), "It contains -Infinity"),
        (as_bytes().replace(b'"version": 1', b'"student": "b2"'), "It has the same name twice."),
        (b"[]", "It is not a submission file"),
        (b'"text"', "It is not a submission file"),
        (b"3", "It is not a submission file"),
        (as_bytes(assignment="week4"), "It belongs to another assignment."),
        (as_bytes(student=3), "student or answers has the wrong type"),
        (as_bytes(answers=[]), "student or answers has the wrong type"),
        (as_bytes(answers={"q1": "x"}), "The answer to q1 has no response."),
        (as_bytes(answers={"q1": {"response": "x" * 1_000_00}}), "is longer than 10,000 characters"),
        (as_bytes(saved="yesterday"), "does not say when it was saved"),
        (as_bytes(saved="2026-11-30T10:00:00"), "with a time zone"),
        (as_bytes(saved=None), "does not say when it was saved"),
    ],
)
def test_a_bad_submission_is_refused_with_its_reason(data: bytes, message: str) -> None:
    with pytest.raises(RefusedError, match=message.replace("(", r"\(")):
        read_submission(data, "week3")


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(RefusedError):
        assert isinstance(read_submission(data, "week3"), Submission)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6,
)  # fmt: skip


@settings(max_examples=500)
@given(
    st.dictionaries(st.sampled_from([*COMPLETE, "other"]), json_values),
    st.dictionaries(st.sampled_from([one.ident for one in KEYED]), json_values),
)
def test_any_json_is_graded_or_refused(changed: dict[str, Any], answers: dict[str, Any]) -> None:
    given = {"answers": {ident: {"response": one} for ident, one in answers.items()}}
    with contextlib.suppress(RefusedError):
        found = read_submission(json.dumps(COMPLETE | given | changed).encode(), "week3")
        assert all(0 <= one.points <= one.out_of for one in mark(KEYED, ONE_POINT_EACH, found.answers))


def test_grading_reads_what_a_handout_saves(tmp_path: Path) -> None:
    from massage_billing.coursework.submission_widget import Handout  # noqa: PLC0415

    handout = Handout(DATA, tmp_path)
    for number, question in enumerate(QUESTIONS, start=1):
        handout.fields[f"q{number}"].fill(question.key.accepted[0])
    found = read_submission(handout.path.read_bytes(), DATA["assignment"])
    assert found.student == ANN.ident
    assert all(one.correct for one in mark(KEYED, ONE_POINT_EACH, found.answers))
