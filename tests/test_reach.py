"""Each change that CONTRIBUTING.md describes touches only the files listed there."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "src/massage_billing"
COPIED = ("src", "datasets", "notebooks", "book", "js/card")


class Checkout:
    """A copy of the project that a test can change."""

    def __init__(self, place: Path) -> None:
        self.place = place
        for folder in COPIED:
            shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("CHANGELOG.md", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, place)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change_rows(self, table: str, change: Any) -> None:
        """Let `change` modify the rows of a table (a dictionary for each row), and write them back."""
        path = self.place / "datasets" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), list(reader.fieldnames or ())
        change(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def changed_files(self) -> set[str]:
        """Return the files that differ from the project."""
        return {name for name in _files(self.place) | _files(ROOT) if _differ(self.place / name, ROOT / name)}

    def run(self, code: str) -> str:
        """Run Python with the package of this copy, in an empty folder, and return what it prints."""
        empty = self.place / "empty"
        empty.mkdir(exist_ok=True)
        environment = os.environ | {"PYTHONPATH": str(self.place / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [
            sys.executable,
            "-c",
            f"import massage_billing as mb\nassert {str(self.place)!r} in mb.__file__\n{code}",
        ]
        done = subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


def _files(place: Path) -> set[str]:
    paths = (path for folder in COPIED for path in (place / folder).rglob("*"))
    return {path.relative_to(place).as_posix() for path in paths if path.is_file() and "__pycache__" not in path.parts}


def _differ(one: Path, other: Path) -> bool:
    return not (one.exists() and other.exists()) or one.read_bytes() != other.read_bytes()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    found = Checkout(tmp_path / "checkout")
    assert found.changed_files() == set(), "a fresh copy has no differences"
    return found


def test_a_dated_rule_change_touches_only_its_table_and_the_sources(checkout: Checkout) -> None:
    def new_source(rows: list[dict[str, str]]) -> None:
        rows.append(rows[0] | {"id": "new-rule", "short": "The new rule", "checked": "2026-11-27"})

    def new_value(rows: list[dict[str, str]]) -> None:
        row = next(row for row in rows if row["code"] == "97124")
        rows.append(row | {"start": "2027-01-01", "timed": "no", "source": "new-rule", "pinpoint": "section 1"})
        row["end"] = "2026-12-31"

    checkout.change_rows("sources", new_source)
    checkout.change_rows("codes", new_value)
    assert checkout.changed_files() == {"datasets/codes.csv", "datasets/sources.csv"}
    code = """
from datetime import date
before, after = (mb.find_code("97124", on=day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
print(before.timed, after.timed, "The new rule" in before.source, "The new rule" in after.source)
"""
    assert checkout.run(code) == "True False False True\n"


FAMILY = """
import random

from massage_billing.base.tables import citation
from massage_billing.questions.kinds import number
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family


@family("SUBJECT.salt", "OBJECTIVE", level=1)
def salt(rng: random.Random) -> Question:
    spoons = rng.randrange(2, 50)
    wrong = [Misconception("one too many", spoons + 1, "That is one too many.")]
    return number.ask(f"How many spoons of salt are {spoons} spoons?", spoons, wrong, "Count them.", citation("cms-clm-5"))
"""
USE_FAMILY = """
import json
from datetime import UTC, datetime
from pathlib import Path

from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection
from massage_billing.coursework.export import export
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.lessons.practice import practice

question = mb.draw("SUBJECT.salt", 1)
right = question.key.accepted[0]
card = mb.ask(question)
assert card.answer(right).correct
assert card.answer(right + 1).misconception == "one too many"
assert practice("SUBJECT", "OBJECTIVE", seed=1).card.question.prompt.text
spec = AssignmentSpec("Salt", datetime(2026, 12, 1, tzinfo=UTC), (Selection("SUBJECT", 1, 20),), 1, "0" * 32)
assign(Roster("plain", (Student("a1", "Ann Example", "a1"),), ()), spec, Path("week"))
questions = json.loads(Path("week/assignment.json").read_text(encoding="utf-8"))["questions"]
assert "SUBJECT.salt" in [one["family"] for one in questions]
assert export(spec, Path("quiz"), 2).questions == 40
print("done")
"""


def for_lesson(text: str, subject: str, objective: str) -> str:
    return text.replace("SUBJECT", subject).replace("OBJECTIVE", objective)


def test_a_new_question_family_touches_only_its_bank(checkout: Checkout) -> None:
    bank = f"{PACKAGE}/questions/banks/codes/salt.py"
    checkout.write(bank, for_lesson(FAMILY, "codes", "code-1"))
    assert checkout.changed_files() == {bank}
    assert checkout.run(for_lesson(USE_FAMILY, "codes", "code-1")) == "done\n"


KIND = """
from massage_billing.questions.model import AnswerKey, Kind, Misconception, QuizItem, UnansweredError, question, register


def ask(text, right, explanation, source, **about):
    wrong = Misconception("the opposite", not right, "It is the other way around.")
    return question(YesOrNo.name, text, {"labels": ["Yes", "No"]}, AnswerKey((right,), (wrong,), explanation, source), **about)


@register
class YesOrNo(Kind[bool]):
    name = "yes_or_no"

    def parse(self, prompt, response):
        if response in (True, False) and isinstance(response, bool):
            return response
        raise UnansweredError("Choose yes or no first.")

    def describe(self, answer):
        return "Yes" if answer else "No"

    def quiz_item(self, prompt, key):
        return QuizItem(choices=(("Yes", key.accepted[0], ""), ("No", not key.accepted[0], "")))
"""
SCRIPT = """
import { Unanswered } from "../model.js";

export const parse = (prompt, response) => {
  if (typeof response === "boolean") return response;
  throw new Unanswered("Choose yes or no first.");
};
export const describe = (answer) => (answer ? "Yes" : "No");
export const draw = () => ({ response: () => null, fill: () => undefined });
"""
USE_SCRIPT = """
import { check, kindNamed } from "./js/card/grade.js";
const key = { accepted: [true], misconceptions: [{ name: "the opposite", answer: false, message: "No." }], explanation: "", source: "" };
const kind = await kindNamed("yes_or_no");
console.log(check(kind, {}, key, true).score, check(kind, {}, key, false).misconception);
"""
YES_OR_NO_FAMILY = """
from massage_billing.base.tables import citation
from massage_billing.questions.kinds import yes_or_no
from massage_billing.questions.registry import family


@family("cooking.salt", "code-1", level=1)
def salt(rng):
    spoons = rng.randrange(2, 50)
    return yes_or_no.ask(f"Is this too much salt: {spoons} spoons?", spoons > 9, "Ten is too much.", citation("cms-clm-5"))
"""
USE_KIND = """
import json
from datetime import UTC, datetime
from pathlib import Path

from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection
from massage_billing.coursework.export import export
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.coursework.submission_widget import Handout

question = mb.draw("cooking.salt", 1)
right = question.key.accepted[0]
card = mb.ask(question)
assert card.answer(None) is None
assert card.message == "Choose yes or no first."
assert card.answer(not right).misconception == "the opposite"
assert card.answer(right).correct

spec = AssignmentSpec("Salt", datetime(2026, 12, 1, tzinfo=UTC), (Selection("cooking", 0, 3),), 1, "0" * 32)
assign(Roster("plain", (Student("a1", "Ann", "a1"),), ()), spec, Path("week"))
questions = json.loads(Path("week/handouts/a1.ipynb").read_text(encoding="utf-8"))["metadata"]["massage_billing"]
Path("in").mkdir()
handout = Handout(questions, Path("in"))
key = json.loads(Path("week/key.json").read_text(encoding="utf-8"))["students"]["a1"]["questions"]
for row in key[:2]:
    handout.fields[row["id"]].fill(row["accepted"][0])
assert grade(Path("week"), Path("in"), Path("out")).graded == 1
assert ",2.0,3," in Path("out/grades.csv").read_text(encoding="utf-8")
assert "Is this too much salt" in Path("out/feedback/a1.html").read_text(encoding="utf-8")
assert export(spec, Path("quiz"), 2).carried == {"canvas": 6, "gift": 6, "moodle": 6}
print("done")
"""


def test_a_new_kind_of_question_touches_only_its_module_and_its_script(checkout: Checkout) -> None:
    kind, script = f"{PACKAGE}/questions/kinds/yes_or_no.py", "js/card/kinds/yes_or_no.js"
    checkout.write(kind, KIND)
    checkout.write(script, SCRIPT)
    assert checkout.changed_files() == {kind, script}
    command = ["node", "--input-type=module", "--eval", USE_SCRIPT]
    done = subprocess.run(command, cwd=checkout.place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1 the opposite\n"), done.stderr
    checkout.write(
        f"{PACKAGE}/questions/banks/cooking.py", YES_OR_NO_FAMILY
    )  # a family that asks a question of the new kind
    assert checkout.run(USE_KIND) == "done\n"


EXTENSION = f"{PACKAGE}/labextensions/massage-billing"
LESSON = [
    ("import massage_billing as mb\nfrom massage_billing.lessons.practice import practice", "setup"),
    ('practice("cooking")', "practice"),
]
USE_LESSON = """
import json
import sys
from pathlib import Path

from massage_billing.base.tables import labextension_static
from massage_billing.lessons import start_page, workspace
from massage_billing.site import book

sys.path.insert(0, "../tests")
import tidy_notebooks

tidy_notebooks.write_known_code()
known = json.loads((labextension_static() / "lessons.json").read_text(encoding="utf-8"))
assert known["06_cooking.ipynb"][1] == 'practice("cooking")'
assert "06_cooking.ipynb" in workspace.prepare(Path("learner")).placed
assert "Cooking:" in start_page.cards().text
notebooks = [path for path in workspace.packaged_lessons() if path.stem not in book.NOT_A_PAGE]
book.gather(Path("source"), notebooks)
assert "cooking" in Path("source/lessons.md").read_text(encoding="utf-8")
assert Path("source/notebooks/06_cooking.ipynb").exists()
print("done")
"""


def lesson_notebook() -> dict[str, Any]:
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Cooking"]}
    code = [
        {"cell_type": "code", "id": ident, "metadata": {"jupyter": {"source_hidden": True}}, "execution_count": None,
         "outputs": [], "source": source.splitlines(keepends=True)}
        for source, ident in LESSON
    ]  # fmt: skip
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": [title, *code], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def test_a_new_lesson_touches_only_its_notebook_rows_bank_and_picture(checkout: Checkout) -> None:
    def new_lesson(rows: list[dict[str, str]]) -> None:
        rows.append(rows[-1] | {"notebook": "06_cooking", "subject": "cooking", "title": "Cooking"})

    def new_objective(rows: list[dict[str, str]]) -> None:
        rows.append(rows[-1] | {"id": "cooking-1", "subject": "cooking", "objective": "Count spoons of salt"})

    bank = f"{PACKAGE}/questions/banks/cooking.py"
    checkout.write("notebooks/06_cooking.ipynb", json.dumps(lesson_notebook()))
    checkout.change_rows("lessons", new_lesson)
    checkout.change_rows("syllabus", new_objective)
    checkout.write(bank, for_lesson(FAMILY, "cooking", "cooking-1"))
    package = json.loads((checkout.place / EXTENSION / "package.json").read_text(encoding="utf-8"))
    cards = checkout.place / EXTENSION / Path(package["jupyterlab"]["_build"]["load"]).parent / "cards"
    for look in ("light", "dark"):
        shutil.copy(cards / f"codes_{look}.png", cards / f"cooking_{look}.png")
    rows = {"datasets/lessons.csv", "datasets/syllabus.csv"}
    pictures = {path.relative_to(checkout.place).as_posix() for path in cards.glob("cooking_*.png")}
    assert checkout.changed_files() == {"notebooks/06_cooking.ipynb", *rows, bank, *pictures}
    # One command then updates lessons.json and renames the folder of assets.
    shutil.copytree(ROOT / "tests", checkout.place / "tests", ignore=shutil.ignore_patterns("samples", "__pycache__"))
    assert checkout.run(USE_LESSON) == "done\n"
    assert checkout.run(for_lesson(USE_FAMILY, "cooking", "cooking-1")) == "done\n"


FORMAT = '''
"""Quizzes and class lists of a fictional LMS."""

from massage_billing.coursework.lms.format import Format, lines, questions


class Slate(Format):
    """Slate."""

    name = "slate"
    columns = ("Pupil", "Pupil ID")
    gradebook = "grades_slate.csv"
    quiz = "quiz_slate.txt"

    def is_roster(self, header):
        return {"pupil", "pupil id"} <= set(header)

    def student(self, row):
        return row["pupil id"].strip(), row["pupil"].strip()

    def sender(self, file):
        return file.rpartition("/")[2].partition("--")[0] if "--" in file else None

    def columns_for(self, ident, name):
        return {"Pupil": name, "Pupil ID": ident}

    def write_quiz(self, title, slots):
        return "\\n".join([title, *(lines(question)[0] for _, _, question in questions(slots))]).encode()


FORMAT = Slate()
'''
USE_FORMAT = """
import contextlib
import io
from pathlib import Path

from massage_billing.cli import main

ask = ["--ask", "codes=2"]
assert main(["export", "quiz", "--title", "Week 3", *ask, "--format", "slate"]) == 0
assert Path("quiz/quiz_slate.txt").read_text(encoding="utf-8").startswith("Week 3")
Path("class.csv").write_text(SAMPLE, encoding="utf-8")
assert main(["assign", "class.csv", "week", "--title", "Week 3", "--due", "2026-12-01T23:59-08:00", *ask]) == 0
from massage_billing.coursework.submission_widget import Handout
import json
Path("in").mkdir()
questions = json.loads(Path("week/handouts/p1.ipynb").read_text(encoding="utf-8"))["metadata"]["massage_billing"]
text = Handout(questions, Path("in")).text()
Path("in/p1--week.json").write_text(text, encoding="utf-8")
Path("in/p2--week.json").write_text(text, encoding="utf-8")
assert main(["grade", "week", "in", "--out", "out"]) == 0
assert Path("out/grades_slate.csv").read_text(encoding="utf-8").splitlines()[1] == "Ann Example,p1,0.0"
assert "p2--week.json" in Path("out/refused.csv").read_text(encoding="utf-8")
with contextlib.redirect_stdout(io.StringIO()) as help_text:
    main(["export", "--help"])
assert "slate" in help_text.getvalue()
print("done")
"""


def test_a_new_lms_format_touches_only_its_module(checkout: Checkout) -> None:
    module = f"{PACKAGE}/coursework/lms/slate.py"
    checkout.write(module, FORMAT)
    assert checkout.changed_files() == {module}
    sample = "Pupil,Pupil ID\nAnn Example,p1\nBen Sample,p2\n"  # the sample file of the format
    assert checkout.run(f"SAMPLE = {sample!r}\n{USE_FORMAT}").endswith("done\n")
