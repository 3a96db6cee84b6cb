"""Each answer is saved on its own line, so that a crash or a damaged line loses at most one answer."""

import json
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import massage_billing as mb
from massage_billing.lessons import progress
from massage_billing.questions.model import Question


def answer(path: Path, seed: int = 1, family: str = "eight_minute_rule.one_service") -> None:
    """Answer a question correctly, and save the answer."""
    question = mb.draw(family, seed)
    save(path, question, question.key.accepted[0])


def save(path: Path, question: Question, response: object) -> None:
    feedback = question.check(response)
    attempt = {"id": str(uuid.uuid4()), "family": question.family, "seed": question.seed, "objectives": question.objectives,
               "response": response, "score": feedback.score, "mistake": feedback.misconception}  # fmt: skip
    progress.save(attempt, path)


def test_each_answer_is_saved_on_one_line_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / progress.FILE
    for family in mb.families():
        answer(path, 3, family.name)
    lines = path.read_bytes().splitlines()
    assert [json.loads(line)["family"] for line in lines] == [family.name for family in mb.families()]
    kept = progress.read(path)
    assert [(found.family, found.seed, found.score) for found in kept.answers] == [
        (family.name, 3, 1.0) for family in mb.families()
    ]
    assert kept.answers[0].objectives == mb.families()[0].objectives
    assert kept.damaged == ()


def test_a_wrong_answer_is_saved_with_its_misconception(tmp_path: Path) -> None:
    path = tmp_path / progress.FILE
    question = mb.draw("eight_minute_rule.one_service", 1)
    save(path, question, 2)
    (found,) = progress.read(path).answers
    assert (found.score, found.mistake) == (0.0, "off by one at a boundary")


def test_a_missing_file_has_no_answers(tmp_path: Path) -> None:
    assert progress.read(tmp_path / progress.FILE) == progress.Kept((), ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(1, 400))
def test_a_crash_while_saving_damages_only_one_line(tmp_path: Path, cut: int) -> None:
    path = tmp_path / progress.FILE
    path.unlink(missing_ok=True)
    answer(path, 1)
    first_answer_size = path.stat().st_size
    answer(path, 2)
    path.write_bytes(path.read_bytes()[: max(first_answer_size, path.stat().st_size - cut)])
    answer(path, 3)
    kept = progress.read(path)
    assert [found.seed for found in kept.answers if found.seed != 2] == [1, 3]
    assert len(kept.answers) + len(kept.damaged) in {2, 3}


def test_a_damaged_line_is_reported_with_its_number_and_skipped(tmp_path: Path) -> None:
    path = tmp_path / progress.FILE
    answer(path, 1)
    with path.open("ab") as file:
        file.write(b'{"at": "2026-01-01"\n\xff\xfe\n[]\n{"at": 1, "family": "x", "seed": "y"}\n\n')
    answer(path, 2)
    kept = progress.read(path)
    assert [found.seed for found in kept.answers] == [1, 2]
    assert [note.split(" is damaged")[0] for note in kept.damaged] == [
        f"Line {number} of progress.jsonl" for number in (2, 3, 4, 5)
    ]


def test_a_browser_without_msgspec_reads_the_same_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / progress.FILE
    answer(path, 3)
    answer(path, 2)
    lines = path.read_text(encoding="utf-8")
    bad = [
        lines.splitlines()[0].replace(old, new)
        for old, new in (('"score": 1.0', '"score": "x"'), ('"seed": 3', '"seed": null'))
    ]
    path.write_text("\n".join([lines.strip(), *bad, "[1]", "{", "[" * 100_000]), encoding="utf-8")
    expected = progress.read(path)
    assert len(expected.damaged) == 5
    monkeypatch.setattr(progress, "_decode", progress._from_json)
    monkeypatch.setattr(progress, "_DAMAGED", (ValueError, KeyError, TypeError))
    assert progress.read(path) == expected


def test_the_summary_counts_answers_and_right_answers(tmp_path: Path) -> None:
    path = tmp_path / progress.FILE
    answer(path, 1)
    assert progress.summary(progress.read(path).answers, "eight_minute_rule") == "1 question answered, 1 right."
    answer(path, 2)
    assert progress.summary(progress.read(path).answers, "eight_minute_rule") == "2 questions answered, 2 right."
    assert progress.summary(progress.read(path).answers, "codes") == "No questions answered yet."


def test_progress_from_version_0_1_can_be_read_and_continued(tmp_path: Path) -> None:
    sample = Path(__file__).resolve().parents[1] / "samples" / "0.1" / progress.FILE
    lines = [json.loads(line) for line in sample.read_text(encoding="utf-8").splitlines()]
    path = tmp_path / progress.FILE
    path.write_bytes(sample.read_bytes())
    kept = progress.read(path)
    assert kept.damaged == ()
    assert [
        (found.at, found.family, found.seed, list(found.objectives), found.score, found.mistake)
        for found in kept.answers
    ] == [
        (line["at"], line["family"], line["seed"], line["objectives"], line["score"], line["mistake"]) for line in lines
    ]
    assert {found.family for found in kept.answers} <= {family.name for family in mb.families(retired=True)}
    for line in lines:  # the same family and seed still draw a question of the same kind
        question = mb.draw(line["family"], line["seed"])
        question.kind.parse(question.prompt._replace(payload={}), line["response"])
        # Choices and cards have new wording since 0.1, so only numbers can be graded again, and fictional NPIs have other digits.
        numbers = question.prompt.kind in {"number", "units_by_code", "minutes_by_code"}
        if numbers and line["family"] != "covered_entity.check_digit":
            assert question.check(line["response"]).score == line["score"]
    answer(path, 3)
    continued = progress.read(path).answers
    assert len(continued) == len(lines) + 1
    questions = {(found.family, found.seed) for found in continued}
    firsts = [(found.family, found.seed) for found in continued if found.first]
    assert sorted(firsts) == sorted(questions), "each question has one first answer"
