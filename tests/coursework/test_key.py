"""The key keeps everything: whatever changes after an assignment was made, grades and feedback pages stay the same."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from massage_billing.base.tables import packaged
from massage_billing.coursework import key
from massage_billing.coursework.assignment import Ask, AssignmentError, Recipe, assign, paper, slots
from massage_billing.coursework.grader import Late
from massage_billing.coursework.key import GradingError, Key
from massage_billing.coursework.results import grade
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.questions import registry
from massage_billing.questions.model import Question
from papers import QUESTIONS, handed_in

DUE = datetime(2026, 12, 1, tzinfo=UTC)
SUBJECTS = ("codes", "eight_minute_rule", "covered_entity", "every_category_law", "claims")
RECIPE = Recipe("Week 3", DUE, tuple(Ask(subject, 0, 12) for subject in SUBJECTS), 2, "7" * 32)
CLASS = Roster("plain", tuple(Student(f"s{at}", f"Student {at}", f"s{at}") for at in range(3)), ())
# Grade again in a process of its own, in which every table says something else, every family is gone, and the version is newer.
AFTERWARDS = """
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from massage_billing.base import tables

here, datasets = Path(sys.argv[1]), Path(sys.argv[2])
tables.packaged = lambda folder: datasets
import massage_billing as mb
from massage_billing.coursework import key
from massage_billing.coursework.grader import Late
from massage_billing.coursework.results import grade
from massage_billing.questions import registry

print(mb.draw("claims.denial", 1).prompt.text)
registry._families.clear()
key.VERSION = 99
grade(here / "week3", here / "in", here / "afterwards", Late(percent=10))
"""


def change_every_table(out: Path) -> None:
    """Write the tables with "Changed." before every sentence and every short name of a source."""
    out.mkdir()
    for path in packaged("datasets").glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        with (out / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rows[0])
            for row in rows[1:]:
                writer.writerow(
                    [f"Changed. {cell}" if cell.endswith((".", "?")) and " " in cell else cell for cell in row]
                )


def submissions(folder: Path) -> None:
    """Write a submission for each student: right, wrong, malformed, and missing answers."""
    folder.mkdir()
    for at, student in enumerate(CLASS.students):
        data = json.loads(handed_in(RECIPE, student, 60, DUE + timedelta(hours=10 * at - 5)))
        for number, question in enumerate(paper(RECIPE, student), start=1):
            if number % 3 == at:
                data["answers"][f"q{number}"]["response"] = question.example_mistake()
            elif number % 10 == 9:
                data["answers"][f"q{number}"]["response"] = ["<odd>", number]
            elif number % 10 == 8:
                del data["answers"][f"q{number}"]
        (folder / f"{student.file}.json").write_text(json.dumps(data), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_grades_and_pages_are_the_same_to_the_byte_after_tables_families_and_version_changed(tmp_path: Path) -> None:
    assign(CLASS, RECIPE, tmp_path / "week3")
    submissions(tmp_path / "in")
    grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out", Late(percent=10))
    change_every_table(tmp_path / "datasets")
    run = [sys.executable, "-c", AFTERWARDS, str(tmp_path), str(tmp_path / "datasets")]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "Changed." in done.stdout, "the tables that this process reads are the changed ones"
    before, after = files(tmp_path / "out"), files(tmp_path / "afterwards")
    assert len([name for name in before if name.endswith(".html")]) == 3
    assert after == before


def test_a_page_explains_each_answer_from_the_key_alone(tmp_path: Path) -> None:
    assign(CLASS, RECIPE, tmp_path / "week3")
    with Key(tmp_path / "week3" / "key.json", dict).reading() as read:
        _, kept = read("s1", True)
    for one, question in zip(kept, paper(RECIPE, CLASS.students[1]), strict=True):
        assert one.explained
        assert one.key.explanation == question.key.explanation
        assert one.key.source == question.key.source
        assert [tuple(found) for found in one.key.misconceptions] == [
            tuple(found) for found in question.key.misconceptions
        ]
        assert one.prompt.payload == question.prompt.payload


def test_grading_alone_reads_no_texts(tmp_path: Path) -> None:
    assign(CLASS, RECIPE, tmp_path / "week3")
    with Key(tmp_path / "week3" / "key.json", dict).reading() as read:
        _, kept = read("s1", False)
    assert {one.prompt.text + one.key.explanation + one.key.source for one in kept} == {""}


def test_the_key_is_json_as_a_whole(tmp_path: Path) -> None:
    with key.writing(tmp_path / "key.json", "secret") as write:
        for ident in ('a "quoted" id', "ünïcode", "feedback"):
            write(ident, "A name", key.entry(QUESTIONS))
    written = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))
    assert (written["version"], written["secret"]) == (2, "secret")
    assert list(written["students"]) == ['a "quoted" id', "ünïcode", "feedback"]
    with Key(tmp_path / "key.json", dict).reading() as read:
        for ident in written["students"]:
            name, kept = read(ident, True)
            assert name == "A name"
            assert [one.prompt for one in kept] == [question.prompt for question in QUESTIONS]


def test_an_empty_class_has_a_key_too(tmp_path: Path) -> None:
    with key.writing(tmp_path / "key.json", "secret"):
        pass
    assert json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))["students"] == {}
    assert len(Key(tmp_path / "key.json", dict)) == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-400],
        lambda data: data.replace(b'"accepted"', b'"acc"'),
        lambda data: data.replace(b'"messages"', b'"mess"').replace(
            b'"misconceptions": [[', b'"misconceptions": [[], ['
        ),
        lambda data: data.replace(b'"kind": "', b'"kind": "new_'),
        lambda _: b'"s0": nonsense\n',
    ],
)
def test_a_damaged_key_is_named_with_the_student(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    one = Roster("plain", CLASS.students[:1], ())
    assign(one, RECIPE, tmp_path / "week3")
    path = tmp_path / "week3" / "key.json"
    path.write_bytes(damage(path.read_bytes()))
    answers = {"q1": {"response": "x"}, "q2": {"response": []}, "q14": {"response": "2"}, "q50": {"response": "no"}}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "s0.json").write_bytes(handed_in(RECIPE, CLASS.students[0], 60, DUE, answers=answers))
    with pytest.raises(GradingError, match=r"key\.json cannot be read at the student 's0'; it is the key"):
        grade(tmp_path / "week3", tmp_path / "in", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_late_student_changes_nothing_even_when_tables_and_families_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(CLASS, RECIPE, tmp_path / "week3")
    before = files(tmp_path / "week3")
    late = Student("late", "Late Student", "late")
    # Every family now asks something else, and one more is there, so that other families would be chosen.
    changed = {
        name: found._replace(write=lambda rng, found=found: _louder(found.write(rng)))
        for name, found in registry._families.items()
    }
    extra = changed["claims.denial"]._replace(name="claims.extra")
    monkeypatch.setattr(registry, "_families", {"claims.extra": extra, **changed})
    assert [found.name for found in slots(RECIPE)] != families_in(before)
    moved = RECIPE._replace(due=DUE + timedelta(days=1))
    assign(CLASS._replace(students=(*CLASS.students, late)), moved, tmp_path / "week3")
    after = files(tmp_path / "week3")
    assert families_in(after) == families_in(before)
    old, new = (json.loads(found["key.json"])["students"] for found in (before, after))
    assert {ident: new[ident] for ident in old} == old
    assert all(one["text"].startswith("Louder. ") for one in new["late"]["feedback"])
    for student in CLASS.students:
        name = str(Path("handouts", f"{student.file}.ipynb"))
        (was, now) = (json.loads(found[name])["metadata"]["massage_billing"] for found in (before, after))
        assert now == was | {"due": moved.due.isoformat()}


def test_other_asks_make_another_assignment(tmp_path: Path) -> None:
    assign(CLASS, RECIPE, tmp_path / "week3")
    before = files(tmp_path / "week3")
    assign(CLASS, RECIPE._replace(asks=(Ask("codes", 0, 3),)), tmp_path / "week3")
    assert len(families_in(files(tmp_path / "week3"))) == 3
    assign(CLASS, RECIPE, tmp_path / "week3")
    assert files(tmp_path / "week3") == before


def test_a_late_student_is_refused_where_the_key_is_damaged_or_a_family_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(CLASS, RECIPE, tmp_path / "week3")
    late = CLASS._replace(students=(*CLASS.students, Student("late", "Late Student", "late")))
    path = tmp_path / "week3" / "key.json"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"feedback"', b'"feed"'))
    with pytest.raises(AssignmentError, match=r"key\.json cannot be read at the student 's0'"):
        assign(late, RECIPE, tmp_path / "week3")
    path.write_bytes(whole)
    monkeypatch.setattr(registry, "_families", {"claims.denial": registry._families["claims.denial"]})
    with pytest.raises(AssignmentError, match="a late student cannot be added with this version"):
        assign(late, RECIPE, tmp_path / "week3")
    assert path.read_bytes() == whole


def families_in(found: dict[str, bytes]) -> list[str]:
    return [question["family"] for question in json.loads(found["assignment.json"])["questions"]]


def _louder(question: Question) -> Question:
    return question._replace(prompt=question.prompt._replace(text=f"Louder. {question.prompt.text}"))
