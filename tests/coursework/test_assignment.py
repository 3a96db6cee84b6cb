"""Each student gets a reproducible handout with different numbers, the same difficulty, and no answers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from massage_billing.base.files import FolderError
from massage_billing.coursework import assignment
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import (
    AssignmentError,
    AssignmentSpec,
    Selection,
    chosen_families,
    questions_for,
)
from massage_billing.coursework.key import Key
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.questions.model import Prompt

SELECTIONS = (
    Selection("codes", 1, 2),
    Selection("eight_minute_rule", 0, 3),
    Selection("claims", 3, 2),
    Selection("every_category_law", 2, 2),
)
SPEC = AssignmentSpec("Week 3", datetime(2026, 12, 1, 23, 59, tzinfo=UTC), SELECTIONS, points=2, secret="0" * 32)
CLASS = Roster("plain", tuple(Student(f"s{n}", f"Student {n}", f"s{n}") for n in range(6)), ())


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_handouts_have_the_same_question_families_but_different_questions() -> None:
    handouts = [questions_for(SPEC, student) for student in CLASS.students]
    for questions in handouts:
        assert [question.family for question in questions] == [found.name for found in chosen_families(SPEC)]
    for place in range(len(handouts[0])):
        assert len({questions[place].identity for questions in handouts}) > 1


def test_a_handout_never_repeats_a_case() -> None:
    long_spec = SPEC._replace(selections=(Selection("covered_entity", 1, 20),))
    for student in CLASS.students:
        cases = [question.case for question in questions_for(long_spec, student) if question.case]
        assert len(set(cases)) == len(cases)


def test_the_same_spec_gives_identical_files(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "one")
    assign(CLASS, SPEC, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_adding_a_late_student_changes_no_other_handout(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "out")
    before = files(tmp_path / "out" / "handouts")
    late = Roster("plain", (Student("late", "Late", "late"), *CLASS.students), ())
    assign(late, SPEC._replace(secret=""), tmp_path / "out")  # an empty secret means the secret in the folder
    after = files(tmp_path / "out" / "handouts")
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"late.ipynb"}


def test_two_assignments_without_a_secret_are_different(tmp_path: Path) -> None:
    one = assign(CLASS, SPEC._replace(secret=""), tmp_path / "one")
    two = assign(CLASS, SPEC._replace(secret=""), tmp_path / "two")
    assert one.secret != two.secret
    assert files(tmp_path / "one" / "handouts") != files(tmp_path / "two" / "handouts")


def test_a_handout_has_no_answers_no_seeds_and_the_same_code_for_every_student(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "out")
    codes = set()
    for student in CLASS.students:
        text = (tmp_path / "out" / "handouts" / f"{student.file}.ipynb").read_text(encoding="utf-8")
        notebook = json.loads(text)
        codes.add("".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"))
        asked = notebook["metadata"]["massage_billing"]["questions"]
        for shown, question in zip(asked, questions_for(SPEC, student), strict=True):
            assert set(shown) == {"id", "points", "prompt"}
            assert set(shown["prompt"]) <= {"kind", "text", "payload", "exhibit"}
            assert Prompt.from_json(shown["prompt"]) == question.prompt._replace(hint="")
            assert question.key.explanation not in text
            assert f"{question.seed}" not in text
            assert question.family not in text
        assert SPEC.secret not in text
    assert len(codes) == 1


def test_the_key_accepts_the_same_answers_as_the_questions(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "out")
    written = json.loads((tmp_path / "out" / "key.json").read_text(encoding="utf-8"))
    assert list(written["students"]) == [student.ident for student in CLASS.students]
    about = json.loads((tmp_path / "out" / "assignment.json").read_text(encoding="utf-8"))
    assert {asked["points"] for asked in about["questions"]} == {2}
    with Key(tmp_path / "out" / "key.json").reading() as read:
        for student in CLASS.students:
            name, kept = read(student.ident, True)
            assert name == student.name
            for one, question in zip(kept, questions_for(SPEC, student), strict=True):
                assert one.prompt == question.prompt
                assert one.key.accepted == question.key.accepted
                assert one.key[1:] == question.key[1:]
                assert one.objectives == [*question.objectives]


def test_the_assignment_files_list_the_questions_and_the_students(tmp_path: Path) -> None:
    assign(CLASS, SPEC, tmp_path / "out")
    about = json.loads((tmp_path / "out" / "assignment.json").read_text(encoding="utf-8"))
    assert (about["title"], about["due"], about["points"]) == ("Week 3", "2026-12-01T23:59:00+00:00", 18)
    assert len(about["questions"]) == 9
    first, *_ = (tmp_path / "out" / "class.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first) == {"id": "s0", "name": "Student 0", "file": "s0", "columns": {}}
    assert about["students"] == 6


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"selections": ()}, "has no questions"),
        ({"selections": (Selection("cooking", 1, 1),)}, "There are no questions on 'cooking' at level 1. The subjects are claims, codes"),
        ({"selections": (Selection("codes", 4, 1),)}, "no questions on 'codes' at level 4"),
        ({"selections": (Selection("codes", 1, 0),)}, "asks for 0 questions"),
        ({"due": datetime(2026, 12, 1)}, "has no time zone"),
    ],
)  # fmt: skip
def test_an_invalid_spec_is_reported_and_nothing_is_written(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(AssignmentError, match=message):
        assign(CLASS, SPEC._replace(**changed), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_an_assignment_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match="already exists and is not an earlier assignment"):
        assign(CLASS, SPEC, tmp_path / "out")
    assert files(tmp_path) == {str(Path("out") / "thesis.txt"): b"mine"}


def test_a_failure_while_writing_handouts_keeps_the_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assign(CLASS, SPEC, tmp_path / "out")
    before = files(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(assignment, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        assign(CLASS, SPEC._replace(title="Week 4"), tmp_path / "out")
    assert files(tmp_path) == before


def test_progress_is_reported_after_each_handout(tmp_path: Path) -> None:
    counts: list[tuple[int, int]] = []
    assign(CLASS, SPEC, tmp_path / "out", lambda *count: counts.append(count))
    assert counts == [(number, 6) for number in range(1, 7)]
