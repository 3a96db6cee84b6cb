"""Assigning, and grading against reading and decoding the same files, in one run. `uv run python benchmarks/coursework.py`."""

import json
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from massage_billing.coursework.assignment import Ask, Recipe, assign, ident, paper
from massage_billing.coursework.results import grade
from massage_billing.coursework.rosters import Roster, Student

DUE = datetime(2026, 12, 1, tzinfo=UTC)
SUBJECTS = ("codes", "eight_minute_rule", "covered_entity", "every_category_law", "claims")
RECIPE = Recipe("Benchmark", DUE, tuple(Ask(subject, 0, 4) for subject in SUBJECTS), 1, "0" * 32)
STUDENTS = 2_000


def timed(work: object) -> float:
    """Return the seconds that a call takes."""
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


def write_hand_ins(folder: Path, students: tuple[Student, ...]) -> None:
    """Write a hand-in for each student: three in four answers right, the others a known mistake where there is one."""
    folder.mkdir()
    for student in students:
        answers = {}
        for number, question in enumerate(paper(RECIPE, student), start=1):
            response = question.accepted[0] if number % 4 or question.kind != "one" else question.mistakes[0].response
            kept = sorted(response) if isinstance(response, frozenset) else response
            answers[f"q{number}"] = {"response": kept, "first": DUE.isoformat(), "last": DUE.isoformat()}
        data = {
            "version": 1,
            "assignment": ident(RECIPE),
            "student": student.ident,
            "saved": DUE.isoformat(),
            "answers": answers,
        }
        (folder / f"{student.file}.json").write_text(json.dumps(data, indent=1), encoding="utf-8")


def read_all(folder: Path) -> None:
    """Read and decode every file, and do nothing with it."""
    for path in sorted(folder.rglob("*")):
        json.loads(path.read_bytes())


def main() -> None:
    """Print the figures."""
    students = tuple(Student(f"s{number}", f"Student {number}", f"s{number}") for number in range(STUDENTS))
    with tempfile.TemporaryDirectory() as place:
        week, hand_ins, out = (Path(place) / name for name in ("week", "in", "out"))
        seconds = timed(lambda: assign(Roster("plain", students, ()), RECIPE, week))
        print(f"assign: {seconds / STUDENTS * 1000:.1f} ms a student, 20 questions")
        write_hand_ins(hand_ins, students)
        bare = min(timed(lambda: read_all(hand_ins)) for _ in range(3))
        graded = min(timed(lambda: grade(week, hand_ins, out)) for _ in range(2))
        print(f"read and decode {STUDENTS:,} hand-ins: {bare:.2f} s; grade with feedback: {graded:.2f} s")
        shutil.rmtree(out)


if __name__ == "__main__":
    main()
