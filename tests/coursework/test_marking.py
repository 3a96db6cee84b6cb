"""Submissions are read as data: good ones earn their points, and every bad one is refused with its reason."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_billing.coursework.key import KeyedQuestion
from massage_billing.coursework.marking import mark
from massage_billing.coursework.submissions import RefusedError, Submission, read_submission
from paperwork import ANN, DATA, KEYED, QUESTIONS

ONE = [1] * len(KEYED)
WHOLE = {
    "version": 1, "assignment": "week3", "student": "a1", "saved": "2026-11-30T10:00:00+00:00",
    "answers": {"q1": {"response": "Let it go", "first": "2026-11-30T09:00:00+00:00", "last": "2026-11-30T09:00:00+00:00"}},
}  # fmt: skip


def as_bytes(**changed: object) -> bytes:
    return json.dumps(WHOLE | changed).encode()


def test_a_complete_submission_is_read() -> None:
    found = read_submission(as_bytes(), "week3")
    assert found == Submission("a1", datetime(2026, 11, 30, 10, tzinfo=UTC), {"q1": "Let it go"}, 0)


def test_brackets_that_a_student_typed_are_not_nesting() -> None:
    answers = {"q1": {"response": "[" * 100 + '"' + "{" * 100}}
    assert read_submission(as_bytes(answers=answers), "week3").answers["q1"] == answers["q1"]["response"]


def of_kind(kind: str) -> KeyedQuestion:
    return next(one for one in KEYED if one.prompt.kind == kind)


def test_every_accepted_answer_earns_all_points_and_a_misconception_is_named() -> None:
    for one, question in zip(KEYED, QUESTIONS, strict=True):
        for accepted in one.key.accepted:
            (found,) = mark([one], [1], {one.ident: accepted})
            assert (found.points, found.answered, found.correct, found.misconception) == (1.0, True, True, "")
            assert found.description == question.describe(accepted)
        (found,) = mark([one], [1], {one.ident: json.loads(json.dumps(question.example_mistake()))})
        assert not found.correct, found.description
        assert found.points < 1
        assert found.misconception


def test_a_number_counts_as_typed() -> None:
    one = of_kind("number")
    (right,) = one.key.accepted
    for typed in (right, f"{right}", f" {right} "):
        assert mark([one], [1], {one.ident: typed})[0].correct
    for typed in ("-1", "2.5", "٣", "9" * 5000, True, None, [], {}):
        assert not mark([one], [1], {one.ident: typed})[0].correct


def test_true_is_not_one_and_a_fraction_is_not_a_count() -> None:
    one = of_kind("number")
    one = one._replace(row={**one.row, "accepted": [1]})
    assert mark([one], [1], {one.ident: 1})[0].correct
    for typed in (True, 1.0):
        assert not mark([one], [1], {one.ident: typed})[0].correct


def test_cards_that_are_not_sorted_yet_cost_their_own_share_alone() -> None:
    one = of_kind("sorting")
    card, *_ = right = one.key.accepted[0]
    (found,) = mark([one], [1], {one.ident: {name: group for name, group in right.items() if name != card}})
    assert found.points == round((len(right) - 1) / len(right), 2)


@given(st.sampled_from(KEYED), st.randoms(use_true_random=False))
def test_the_order_of_a_submission_s_parts_changes_nothing(one: KeyedQuestion, rng: Any) -> None:
    accepted = one.key.accepted[0]
    if one.prompt.kind == "multiple_choice":
        shuffled: Any = rng.sample(accepted, len(accepted))
    else:
        shuffled = dict(rng.sample(list(accepted.items()), len(accepted))) if isinstance(accepted, dict) else accepted
    (found,) = mark([one], [1], {one.ident: shuffled})
    assert found.correct
    assert found.description == mark([one], [1], {one.ident: accepted})[0].description


def test_something_that_was_never_offered_earns_nothing() -> None:
    offered = {"single_choice": "no such choice", "multiple_choice": None, "units_by_code": {"99999": 1},
               "minutes_by_code": {"99999": 1}, "sorting": {"no such card": "x"}, "ordering": ["no", "such", "card"]}  # fmt: skip
    for kind, response in offered.items():
        one = of_kind(kind)
        more = [*one.key.accepted[0], "no such choice"] if kind == "multiple_choice" else response
        (found,) = mark([one], [1], {one.ident: more})
        assert (found.points, found.answered, found.correct) == (0.0, True, False)


def test_an_unanswered_question_earns_nothing_and_says_so() -> None:
    marks = mark(KEYED, ONE, {})
    assert [found.points for found in marks] == [0.0] * len(KEYED)
    assert not any(found.answered for found in marks)


def test_an_answer_to_a_question_of_somebody_else_is_refused() -> None:
    with pytest.raises(RefusedError, match="q99, which is not on this student's handout"):
        mark(KEYED, ONE, {"q99": "x"})


DEEP = b'{"assignment": "week3", "student": "a1", "saved": "x", "answers": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "It is empty."),
        (b"  \n", "It is empty."),
        (as_bytes()[:-20], "It is not valid JSON, or it was cut off."),
        (b"\xff\xfe{", "It is not UTF-8."),
        (DEEP, "It is nested too deeply."),
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
def test_a_bad_submission_is_refused_with_its_reason(data: bytes, says: str) -> None:
    with pytest.raises(RefusedError, match=says.replace("(", r"\(")):
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
    st.dictionaries(st.sampled_from([*WHOLE, "other"]), json_values),
    st.dictionaries(st.sampled_from([one.ident for one in KEYED]), json_values),
)
def test_any_json_is_marked_or_refused(changed: dict[str, Any], answers: dict[str, Any]) -> None:
    kept = {"answers": {ident: {"response": one} for ident, one in answers.items()}}
    with contextlib.suppress(RefusedError):
        found = read_submission(json.dumps(WHOLE | kept | changed).encode(), "week3")
        assert all(0 <= one.points <= one.out_of for one in mark(KEYED, ONE, found.answers))


def test_what_a_handout_saves_is_what_grading_reads(tmp_path: Path) -> None:
    from massage_billing.coursework.submission_widget import Handout  # noqa: PLC0415

    made = Handout(DATA, tmp_path)
    for number, question in enumerate(QUESTIONS, start=1):
        made.fields[f"q{number}"].fill(question.key.accepted[0])
    found = read_submission(made.path.read_bytes(), DATA["assignment"])
    assert found.student == ANN.ident
    assert all(one.correct for one in mark(KEYED, ONE, found.answers))
