"""Class statistics are correct, and shared answers are reported only when chance does not explain them."""

import random
from pathlib import Path

import pandas as pd
import pytest

from massage_billing.base.tables import current
from massage_billing.coursework import analytics
from massage_billing.coursework.analytics import (
    ReportError,
    Results,
    alike,
    misconceptions,
    objectives,
    read_results,
    reliability,
    shares,
)
from massage_billing.coursework.example_class import example
from massage_billing.questions.course import Objective

QUESTIONS = [f"q{number}" for number in range(1, 13)]


def results(responses: dict[str, list[str]], right: str = "right") -> Results:
    """Return results for each student's responses: "right" is correct, and an empty one means not answered."""
    rows = [
        {
            "id": who, "question": question, "points": float(response == right), "out_of": 1, "answered": response != "",
            "correct": response == right, "mistake": "" if response == right else response, "response": response, "objectives": "unit-1",
        }
        for who, own in responses.items()
        for question, response in zip(QUESTIONS, own, strict=False)
    ]  # fmt: skip
    points = {who: float(sum(response == right for response in own)) for who, own in responses.items()}
    grades = pd.DataFrame({"id": list(points), "points": list(points.values()), "out_of": 12})
    return Results({}, grades, pd.DataFrame(rows), pd.DataFrame())


def class_of(size: int, seed: int) -> dict[str, list[str]]:
    """Return students who answer independently: each has a random chance of being right, and otherwise makes one of 4 mistakes."""
    rng = random.Random(seed)  # noqa: S311  (an example)
    skills = {f"s{at}": rng.uniform(0.3, 0.9) for at in range(size)}
    return {
        who: ["right" if rng.random() < skill else f"m{rng.randrange(4)}" for _ in QUESTIONS]
        for who, skill in skills.items()
    }


def test_two_students_who_share_rare_wrong_answers_are_reported() -> None:
    responses = class_of(20, 1)
    responses["s3"] = responses["s4"] = [f"odd {number}" for number in range(8)] + ["right"] * 4
    found = alike(results(responses))
    assert [(pair.first, pair.second, pair.shared, pair.compared) for pair in found] == [("s3", "s4", 8, 8)]
    assert found[0].chance < 1e-6


def test_copied_answers_that_are_right_for_one_student_only_are_reported() -> None:
    responses = class_of(20, 2)
    both = [f"own {number}" for number in range(12)]
    copied = results(responses | {"s3": both, "s4": both})
    right = copied.answers["id"].eq("s3")
    copied.answers.loc[right, "correct"] = True  # the same answers are right for one student and wrong for the other
    assert [(pair.first, pair.second) for pair in alike(copied)] == [("s3", "s4")]


def test_two_students_with_all_answers_right_are_not_reported() -> None:
    responses = class_of(20, 3)
    responses["s3"] = responses["s4"] = ["right"] * 12
    assert alike(results(responses)) == []


def test_a_mistake_that_the_whole_class_makes_is_not_reported() -> None:
    responses = {f"s{at}": ["m1"] * 12 for at in range(10)}
    assert alike(results(responses)) == []


def test_students_who_answer_independently_are_rarely_reported() -> None:
    """With Bonferroni's correction, at most 1 class in 100 is reported by chance, so more than 4 is very unlikely."""
    assert sum(bool(alike(results(class_of(25, seed)))) for seed in range(100)) <= 4


def test_several_batches_report_the_same_pairs_as_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    first = alike(example())
    assert [(pair.first, pair.second) for pair in first] == [("s08", "s12")]
    monkeypatch.setattr(analytics, "ROWS", 5)
    assert alike(example()) == first


def test_alpha_is_1_if_all_questions_agree_and_is_inside_its_interval() -> None:
    """These are published properties of Cronbach's alpha and of Feldt's interval."""
    responses = {f"s{at}": ["right"] * 12 if at % 2 else ["m1"] * 12 for at in range(12)}
    found = reliability(results(responses))
    assert found is not None
    assert found.alpha == pytest.approx(1.0)
    own = reliability(results(class_of(60, 5)))
    assert own is not None
    assert own.low < own.alpha < own.high < 1


def test_alpha_matches_a_calculation_by_hand() -> None:
    """Alpha = k/(k-1) * (1 - sum of the questions' variances / variance of the totals), worked out for three questions."""
    responses = {"a": ["right"] * 3, "b": ["right", "right", "m"], "c": ["right", "m", "m"], "d": ["m"] * 3}
    found = reliability(results(responses))
    assert found is not None
    each, total = 0.25 + 1 / 3 + 0.25, 5 / 3  # sample variances of 3 of 4, 2 of 4, 1 of 4 right; of 3, 2, 1, 0
    assert found.alpha == pytest.approx(3 / 2 * (1 - each / total), abs=1e-3)


@pytest.mark.parametrize("responses", [{}, {"a": ["right"] * 12}, {f"s{at}": ["right"] * 12 for at in range(9)}])
def test_reliability_is_undefined_for_too_few_or_too_similar_submissions(responses: dict[str, list[str]]) -> None:
    found = results(responses) if responses else results({"a": ["right"]})
    assert reliability(found) is None


def test_the_most_common_mistakes_come_first_with_their_objectives() -> None:
    found = misconceptions(example())
    counts = [one.answers for one in found]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == (example().answers["mistake"] != "").sum()
    known = {row.id for row in current(Objective)}
    assert found
    assert all(row.objectives and set(row.objectives) <= known for row in found)


def test_the_weakest_objectives_come_first() -> None:
    found = [one.mean_share for one in objectives(example())]
    assert found == sorted(found)
    assert all(0 <= share <= 1 for share in shares(example()))


def test_a_folder_without_results_is_reported(tmp_path: Path) -> None:
    with pytest.raises(
        ReportError, match=r"is not a folder of results\. Name a folder that massage-billing grade wrote"
    ):
        read_results(tmp_path)
