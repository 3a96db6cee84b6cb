"""Files from version 0.1 (tests/samples/0.1) can still be read, and get the same grades."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from coursework_helpers import SAMPLE_SPEC, SAMPLES, read_table
from massage_billing.coursework.grade_class import Outcome, grade
from massage_billing.coursework.grade_submission import Late
from massage_billing.coursework.submission_widget import Handout
from massage_billing.questions import draw
from massage_billing.questions.model import kind_named

TABLES = sorted(path.name for path in (SAMPLES / "results").iterdir() if path.name != "refused.csv")
LATE = Late(percent=10, floor=50)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graded") / "out"
    assert grade(SAMPLES / "week3", SAMPLES / "submissions", out, LATE) == Outcome(7, 1, 3)
    return out


def key() -> dict[str, list[dict[str, object]]]:
    students = json.loads((SAMPLES / "week3" / "key.json").read_text(encoding="utf-8"))["students"]
    return {ident: part["questions"] for ident, part in students.items()}


def test_the_samples_have_every_kind_of_question() -> None:
    kinds = {question["kind"] for questions in key().values() for question in questions}
    assert kinds == {"one", "several", "number", "units", "minutes", "sort", "order"}


@pytest.mark.parametrize("name", TABLES)
def test_a_0_1_assignment_gets_exactly_the_same_grades(results: Path, name: str) -> None:
    assert (results / name).read_bytes() == (SAMPLES / "results" / name).read_bytes()


def test_the_files_that_0_1_refused_are_still_refused_with_a_reason(results: Path) -> None:
    refused = read_table(results / "refused.csv")
    assert [row["file"] for row in refused] == [row["file"] for row in read_table(SAMPLES / "results" / "refused.csv")]
    assert all(row["reason"].endswith(".") for row in refused)


def test_feedback_for_0_1_shows_the_questions_and_answers_and_says_there_are_no_explanations(
    results: Path,
) -> None:
    answers = {(row["id"], row["question"]): row for row in read_table(results / "answers.csv")}
    exhibits = 0
    for student, questions in key().items():
        path = results / "feedback" / f"{student}.html"
        if student == "s08":  # submitted nothing
            assert not path.exists()
            continue
        page = path.read_text(encoding="utf-8")
        sections = page.split("<section")[1:]
        handout = json.loads((SAMPLES / "week3" / "handouts" / f"{student}.ipynb").read_text(encoding="utf-8"))
        for section, question, asked in zip(
            sections, questions, handout["metadata"]["massage_billing"]["questions"], strict=True
        ):
            shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", section)).split())
            assert " ".join(str(question["prompt"]).split()) in shown
            assert "There is no explanation" in shown
            assert "Source:" not in section
            for name, text in asked["exhibit"]:
                exhibits += 1
                assert f"{name} {text}" in shown
            row = answers[student, str(question["id"])]
            assert ("✔" in shown) == (row["correct"] == "True")
            accepted = re.search(
                r"Correct answer: (.*?) (?:Common mistake:|There is no explanation|Your instructor)", shown
            )
            assert accepted
            for part in re.findall(r"\w+", json.dumps(question["accepted"][0], ensure_ascii=False)):  # type: ignore[index]
                assert part in accepted[1]
    assert exhibits > 20


def test_a_0_1_assignment_can_be_graded_without_its_handouts(tmp_path: Path, results: Path) -> None:
    shutil.copytree(SAMPLES / "week3", tmp_path / "week3", ignore=shutil.ignore_patterns("handouts"))
    grade(tmp_path / "week3", SAMPLES / "submissions", tmp_path / "out", LATE)
    assert (tmp_path / "out" / "grades.csv").read_bytes() == (results / "grades.csv").read_bytes()


@pytest.mark.parametrize("student", ["s01", "s02", "s07"])
def test_a_0_1_handout_opens_with_the_answers_saved_so_far(tmp_path: Path, student: str) -> None:
    handout = json.loads((SAMPLES / "week3" / "handouts" / f"{student}.ipynb").read_text(encoding="utf-8"))
    data = handout["metadata"]["massage_billing"]
    questions = key()[student]
    saved = {
        "assignment": data["assignment"], "student": student,
        "answers": {question["id"]: {"response": question["accepted"][0]} for question in questions},
    }  # fmt: skip
    (tmp_path / f"hand_in_{data['assignment']}_{student}.json").write_text(json.dumps(saved), encoding="utf-8")
    handout = Handout(data, tmp_path)
    assert handout.notice.value == ""
    assert f"{len(questions)} of {len(questions)} questions answered." in handout.status.value
    for question in questions:
        response = handout.fields[question["id"]].response
        if isinstance(response, dict):
            response = {name: value for name, value in response.items() if value}
        elif question["kind"] == "several":
            response = sorted(response)
        assert response == question["accepted"][0]  # type: ignore[index]


def test_each_family_of_a_0_1_assignment_still_draws_a_question_of_its_kind() -> None:
    about = json.loads((SAMPLES / "week3" / "assignment.json").read_text(encoding="utf-8"))
    for number, asked in enumerate(about["questions"]):
        kinds = {kind_named(str(questions[number]["kind"])).name for questions in key().values()}
        assert {draw(asked["family"], seed).prompt.kind for seed in range(5)} == kinds
    assert SAMPLE_SPEC.ident == about["assignment"]
