"""Measure assigning, grading, feedback, and memory, compared with other tools: `uv run python benchmarks/coursework.py`."""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import papermill

from massage_billing.coursework.assignment import assign
from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection
from massage_billing.coursework.cluster import runner
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.grade_submission import Late, grade_batch
from massage_billing.coursework.rosters import Roster, Student

ROOT = Path(__file__).resolve().parents[1]
DUE = datetime(2026, 12, 1, tzinfo=UTC)
SUBJECTS = ("codes", "eight_minute_rule", "covered_entity", "every_category_law", "claims")
SPEC = AssignmentSpec("Benchmark", DUE, tuple(Selection(subject, 0, 4) for subject in SUBJECTS), 1, "0" * 32)
TEN = SPEC._replace(selections=tuple(Selection(subject, 0, 2) for subject in SUBJECTS), nbgrader=True)
STUDENTS, PAGES, NBGRADER = 10_000, 2_000, 10
STAMP = DUE.isoformat()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def students(count: int) -> tuple[Student, ...]:
    """Return `count` students."""
    return tuple(Student(f"s{number}", f"Student {number}", f"s{number}") for number in range(count))


def write_submissions(week: Path, folder: Path) -> None:
    """Write a submission for each student, with three of four answers right, and common mistakes where possible."""
    folder.mkdir()
    assignment = Assignment(week)
    with assignment.key.reading() as read:
        for student in assignment.students():
            _, questions = read(student.ident, False)
            answers = {}
            for number, one in enumerate(questions):
                wrong = number % 4 == 0 and one.prompt.kind in ("single_choice", "number")
                response = one.key.misconceptions[0].answer if wrong else one.key.accepted[0]
                answers[one.ident] = {"response": response, "first": STAMP, "last": STAMP}
            submission = {
                "version": 1,
                "assignment": assignment.ident,
                "student": student.ident,
                "saved": STAMP,
                "answers": answers,
            }
            (folder / f"{student.file}.json").write_text(json.dumps(submission, indent=1), encoding="utf-8")


def read_submissions(folder: Path) -> None:
    """Read and decode every submission, and do nothing else."""
    for path in sorted(folder.rglob("*")):
        json.loads(path.read_bytes())


def read_key(week: Path) -> None:
    """Read the key, and decode only what grading needs: one student at a time, without the texts of feedback pages."""
    with (week / "key.json").open("rb") as file:
        for line in file:
            if line.startswith(b'"'):
                json.loads(b"{%s}}" % line.rstrip().rstrip(b","))


def assigning(place: Path) -> None:
    """Compare creating handouts with papermill, which only prepares a notebook."""
    ours = timed(lambda: assign(Roster("plain", students(PAGES), ()), SPEC, place / "small")) / PAGES
    notebook = place / "small" / "handouts" / "s1.ipynb"
    options = {"progress_bar": False, "prepare_only": True}
    logging.disable()  # papermill warns that a handout has no parameters
    theirs = (
        timed(
            lambda: [papermill.execute_notebook(notebook, place / "out.ipynb", {"a": n}, **options) for n in range(200)]
        )
        / 200
    )
    print(f"assign: {ours * 1000:.1f} ms per student with 20 questions; papermill prepare_only: {theirs * 1000:.1f} ms")


def grading(place: Path) -> float:
    """Compare grading with only reading and decoding the same files, and return the seconds per submission on one core."""
    week, submissions, out = (place / name for name in ("week", "in", "out"))
    assign(Roster("plain", students(STUDENTS), ()), SPEC, week)
    write_submissions(week, submissions)
    bare = min(timed(lambda: read_submissions(submissions)) for _ in range(3))
    key = min(timed(lambda: read_key(week)) for _ in range(3))
    print(f"read and decode {STUDENTS:,} submissions: {bare:.2f} s; the key: {key:.2f} s")
    files = sorted(path.name for path in submissions.iterdir())
    graded = min(timed(lambda n=n: grade_batch(week, f"{n}", submissions, files, Late(), False)) for n in range(2))
    print(
        f"read, decode, and grade them: {graded:.2f} s, {graded / bare:.1f} times the submissions alone, {graded / (bare + key):.1f} times both"
    )
    for cores in (os.cpu_count() or 1, 1):
        with runner("", cores) as run:
            total = min(timed(lambda run=run: grade(week, submissions, out, pages=False, run=run)) for _ in range(2))
        print(
            f"grade and write all tables, {cores} cores: {total:.2f} s, {total / bare:.1f} and {total / (bare + key):.1f} times"
        )
    return total / STUDENTS


def pages(place: Path) -> None:
    """Measure writing feedback pages."""
    write_submissions(place / "small", place / "small-in")
    without = timed(lambda: grade(place / "small", place / "small-in", place / "small-out", pages=False))
    with_pages = timed(lambda: grade(place / "small", place / "small-in", place / "small-out"))
    print(f"feedback pages: {(with_pages - without) / PAGES * 1000:.1f} ms each")


def memory(place: Path) -> None:
    """Grade 10,000 and 100,000 submissions in separate processes, and print the most memory that each one used."""
    week, submissions = place / "week", place / "in"
    larger, more = place / "larger", place / "more"
    shutil.copytree(week, larger, ignore=shutil.ignore_patterns("handouts"))
    more.mkdir()
    # The same handouts under ten times as many IDs, since memory depends on the number of students, not on their answers.
    head, *lines, _ = (week / "key.json").read_text(encoding="utf-8").splitlines()
    with (
        (larger / "key.json").open("w", encoding="utf-8") as key,
        (larger / "class.jsonl").open("w", encoding="utf-8") as class_list,
    ):
        key.write(head + "\n")
        for number in range(10 * STUDENTS):
            own, line_number = (
                json.dumps(f"s{number % STUDENTS}"),
                2 * (number % STUDENTS),
            )  # two lines for each student
            graded, shown = lines[line_number].removeprefix(own), lines[line_number + 1].rstrip(",")
            key.write(f'"s{number}"{graded}\n{shown}{"," if number < 10 * STUDENTS - 1 else ""}\n')
            row = {"id": f"s{number}", "name": f"Student {number}", "file": f"s{number}", "columns": {}}
            class_list.write(json.dumps(row) + "\n")
            data = (submissions / f"s{number % STUDENTS}.json").read_text(encoding="utf-8").replace(own, f'"s{number}"')
            (more / f"s{number}.json").write_text(data, encoding="utf-8")
        key.write("}}\n")
    peaks = []
    for name, of_week, files in (("10,000", week, submissions), ("100,000", larger, more)):
        done = subprocess.run(
            [sys.executable, __file__, "--peak", of_week, files, place / "peak"],
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(int(done.stdout))
        print(f"grading {name} submissions: {peaks[-1] / 1024:.0f} MB at most")
    print(f"ten times the submissions take {peaks[1] / peaks[0]:.2f} times the memory")


def nbgrader(place: Path, ours: float) -> None:
    """Compare with nbgrader, which grades the same handout of ten questions for each student."""
    course = place / "course"
    assign(Roster("plain", (Student("class", "", "class"),), ()), TEN, course / "keys" / "week")
    (course / "source" / "week").mkdir(parents=True)
    shutil.copy(course / "keys" / "week" / "handouts" / "class.ipynb", course / "source" / "week" / "week.ipynb")
    env = [
        os.environ.get("UV", "uv"),
        "run",
        "--quiet",
        "--isolated",
        "--no-project",
        "--with",
        "nbgrader",
        "--with-editable",
        str(ROOT),
    ]
    subprocess.run(
        [*env, "nbgrader", "generate_assignment", "week", "--create"], cwd=course, capture_output=True, check=True
    )
    write_submissions(course / "keys" / "week", place / "one")
    for number in range(NBGRADER):
        theirs = course / "submitted" / f"s{number}" / "week"
        shutil.copytree(course / "release" / "week", theirs)
        shutil.copy(place / "one" / "class.json", theirs / "submission.json")
    line = [*env, "nbgrader", "autograde", "week", "--create"]
    per_submission = timed(lambda: subprocess.run(line, cwd=course, capture_output=True, check=True)) / NBGRADER
    print(
        f"nbgrader autograde: {per_submission:.2f} s per submission of 10 questions; ours: {ours * 1000:.2f} ms per submission of 20, {per_submission / ours:,.0f} times as fast"
    )


def main() -> None:
    """Print the figures."""
    if "--peak" in sys.argv:
        grade(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), pages=False)
        # Not getrusage, since its maximum includes the memory of the parent process.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
        return
    print(f"assignment {SPEC.ident}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        assigning(place)
        ours = grading(place)
        pages(place)
        nbgrader(place, ours)
        memory(place)


if __name__ == "__main__":
    main()
