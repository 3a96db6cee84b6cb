"""A new kind needs one module and its input; a new family needs one function. No other file changes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIND = """
from typing import cast

from massage_billing.questions.model import AnswerKey, Kind, Misconception, Prompt, QuizItem, UnansweredError, question, register


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
INPUT = """
import ipywidgets as widgets


class Field(widgets.ToggleButtons):
    def __init__(self, prompt):
        super().__init__(options=[("Yes", True), ("No", False)], value=None)

    def fill(self, answer):
        self.value = answer

    def response(self):
        return self.value
"""
FAMILY = """
from massage_billing.base.tables import citation
from massage_billing.questions.kinds import yes_or_no
from massage_billing.questions.registry import family


@family("cooking.salt", "code-1", level=1)
def salt(rng):
    spoons = rng.randrange(2, 50)
    return yes_or_no.ask(f"Is this too much salt: {spoons} spoons?", spoons > 9, "Ten is too much.", citation("cms-clm-5"))
"""
USE = """
import json
from datetime import UTC, datetime
from pathlib import Path

import massage_billing as mb
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_spec import Selection, AssignmentSpec
from massage_billing.coursework.export import export
from massage_billing.coursework.submission_widget import Handout
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.rosters import Roster, Student

question = mb.draw("cooking.salt", 1)
right = question.key.accepted[0]
card = mb.ask(question)
card.button.click()
assert "Choose yes or no first." in card.out.value
assert card.answer(not right).misconception == "the opposite"
assert card.answer(right).correct

spec = AssignmentSpec("Salt", datetime(2026, 12, 1, tzinfo=UTC), (Selection("cooking", 0, 3),), 1, "0" * 32)
assign(Roster("plain", (Student("a1", "Ann", "a1"),), ()), spec, Path("week"))
handout = json.loads(Path("week/handouts/a1.ipynb").read_text(encoding="utf-8"))["metadata"]["massage_billing"]
Path("in").mkdir()
paper = Handout(handout, Path("in"))
key = json.loads(Path("week/key.json").read_text(encoding="utf-8"))["students"]["a1"]["questions"]
for row in key[:2]:
    paper.fields[row["id"]].fill(row["accepted"][0])
assert grade(Path("week"), Path("in"), Path("out")).graded == 1
assert ",2.0,3," in Path("out/grades.csv").read_text(encoding="utf-8")
assert "Is this too much salt" in Path("out/feedback/a1.html").read_text(encoding="utf-8")
assert export(spec, Path("quiz"), 2).carried == {"canvas": 6, "moodle": 6, "gift": 6}
print("done")
"""


def test_a_new_kind_and_a_new_family_need_no_other_change(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    package = tmp_path / "src" / "massage_billing"
    added = {
        "questions/kinds/yes_or_no.py": KIND,
        "lessons/inputs/yes_or_no.py": INPUT,
        "questions/banks/cooking.py": FAMILY,
    }
    for name, text in added.items():
        (package / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", USE],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "done\n", done.stderr[-3000:]
