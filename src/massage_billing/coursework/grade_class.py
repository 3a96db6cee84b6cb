"""Grade all submissions of a class and write the results: grades, answers, items, refused files, changed grades, feedback.

Submissions are graded in batches, on this machine or by the workers of a cluster. The results of each batch wait on disk until all
are done, so a class of any size fits into memory.
"""

import csv
import json
import secrets
import tempfile
from array import array
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from massage_billing.base.files import csv_cell, recover, replace_folder, write_csv
from massage_billing.coursework import lms_gradebook, submissions
from massage_billing.coursework.assignment_reader import CLASS, Assignment
from massage_billing.coursework.cluster import Run, one_by_one
from massage_billing.coursework.grade_submission import ANSWERS_HEAD, Graded, Grader, Late, grade_batch
from massage_billing.coursework.item_analysis import HEAD as ITEMS_HEAD
from massage_billing.coursework.item_analysis import Items
from massage_billing.coursework.key import GradingError
from massage_billing.coursework.rosters import Student, file_name

GRADES, ANSWERS, ITEMS, REFUSED, MOVED = "grades.csv", "answers.csv", "items.csv", "refused.csv", "moved.csv"
REPORT, FEEDBACK, ABOUT = "report.html", "feedback", "results.json"
GRADES_HEAD = ("id", "name", "points", "out_of", "late_share", "saved", "work_minutes")
END = b"\0\n"  # marks the end of a submission's answers; no answer contains it
# Each batch reads a zip's table of contents again, so batches grow when there would be too many of them.
BATCH = 200  # files at least
MOST_BATCHES = 100


class Outcome(NamedTuple):
    """How many students were graded, and how many files were refused."""

    graded: int
    missing: int
    refused: int


def grade(
    assignment: Path,
    place: Path,
    out: Path,
    late: Late | None = None,
    *,
    best: bool = False,
    pages: bool = True,
    run: Run = one_by_one,
    done: Callable[[int, int], None] = lambda *_: None,
) -> Outcome:
    """Grade every submission and write the results, completely or not at all.

    Args:
        assignment: the folder that `assign` wrote.
        place: a folder of submissions, or a zip of them.
        out: the folder of the results; earlier results there are replaced.
        late: the penalty for late work; by default none.
        best: whether a student's best submission counts, and not the last.
        pages: whether to write a feedback page for each student.
        run: runs the batches; by default on this machine, one after the other.
        done: called with the number of files graded so far and the total.

    Raises:
        GradingError: the assignment or the submissions cannot be found or read.
        FolderError: `out` is a folder of another kind.
        OSError: the results cannot be written; earlier ones are kept.
    """
    opened = Grader(assignment).assignment  # checks adjustments.csv and accepted.csv before anything is written
    recover(out)
    names = submissions.names(place)
    token = secrets.token_hex(8)
    size = max(BATCH, len(names) // MOST_BATCHES)
    jobs = [  # absolute paths, since a worker may have another working directory
        (assignment.resolve(), token, place.resolve(), tuple(names[at : at + size]), late or Late(), pages)
        for at in range(0, len(names), size)
    ]
    outdated = (*lms_gradebook.files(), REPORT)  # they show the earlier grades
    with replace_folder(out, GRADES, "folder of results", outdated) as making, tempfile.TemporaryFile() as spool:
        (making / FEEDBACK).mkdir()
        counting = _Counting(opened, spool, making / FEEDBACK, best=best)
        for number, batch in enumerate(run(grade_batch, jobs), start=1):
            counting.add(batch)
            done(min(number * size, len(names)), len(names))
        return _write(making, opened, counting, _points_in(out / GRADES))


class _Counting:
    """The submission that counts for each student. Its contents wait in a file; only their position and rank are in memory."""

    def __init__(self, assignment: Assignment, spool: IO[bytes], folder: Path, *, best: bool) -> None:
        self._key, self._spool, self._folder, self._best = assignment.key, spool, folder, best
        many = len(self._key)
        self._place, self._points = array("q", [-1]) * many, array("d", [0.0]) * many
        self._saved = array("d", [0.0]) * many
        self.refused: list[tuple[str, str]] = []

    def add(self, batch: Iterable[tuple[str, str | Graded]]) -> None:
        """Add a batch, and remember which submission of each student counts."""
        for name, found in batch:
            if isinstance(found, str):
                self.refused.append((name, found))
                continue
            number, saved = self._key.number(found.student), datetime.fromisoformat(found.saved).timestamp()
            rank, before = (found.points, saved), (self._points[number], self._saved[number])
            if self._place[number] >= 0 and (rank <= before if self._best else saved <= before[1]):
                continue
            self._place[number], self._points[number], self._saved[number] = self._spool.tell(), *rank
            self._spool.write(json.dumps(found._replace(page="", answers="")).encode() + b"\n")
            self._spool.write(found.answers.encode() + END)
            if found.page:
                path = self._folder / f"{file_name(found.student)}.html"
                path.write_text(found.page, encoding="utf-8", newline="\n")

    def of(self, student: Student) -> Graded | None:
        """Return the submission that counts for a student; None if there is none."""
        place = self._place[self._key.number(student.ident)]
        if place < 0:
            return None
        self._spool.seek(place)
        head = json.loads(self._spool.readline())
        return Graded(*head)._replace(answers="".join(line.decode() for line in iter(self._spool.readline, END)))


def _write(making: Path, assignment: Assignment, counting: _Counting, before: dict[str, str]) -> Outcome:
    """Write the tables, student by student in the order of the class."""
    items, graded, seen = Items(assignment.questions), 0, bytearray(len(assignment.key))
    moved: list[tuple[str, str, str]] = []
    gradebook = lms_gradebook.Gradebook(assignment)
    with (
        (making / GRADES).open("w", encoding="utf-8", newline="") as grades,
        (making / ANSWERS).open("w", encoding="utf-8", newline="") as answers,
        gradebook.writing(making),
    ):
        rows = csv.writer(grades, lineterminator="\n")
        rows.writerow(GRADES_HEAD)
        answers.write(",".join(ANSWERS_HEAD) + "\n")
        for student in assignment.students():
            seen[assignment.key.number(student.ident)] += 1
            found = counting.of(student)
            rows.writerow([csv_cell(value) for value in _row(student, assignment.points, found)])
            gradebook.add(student, found.points if found else None)
            now = str(found.points) if found else ""
            then = before.get(csv_cell(student.ident), now)  # as grades.csv has it
            if then != now:
                moved.append((student.ident, then, now))
            if found:
                graded += 1
                items.add(found.hundredths, found.answered, found.misconceptions)
                answers.write(found.answers)
    if set(seen) - {1}:
        msg = f"{assignment.folder / CLASS} and the key do not have the same students. Restore what massage-billing assign wrote."
        raise GradingError(msg)
    write_csv(making / ITEMS, ITEMS_HEAD, items.rows())
    write_csv(making / MOVED, ("id", "before", "now"), moved)
    write_csv(making / REFUSED, ("file", "reason"), sorted(counting.refused))
    about = {"title": assignment.title, "due": assignment.due.isoformat(), "points": assignment.points}
    (making / ABOUT).write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return Outcome(graded, len(seen) - graded, len(counting.refused))


def _row(student: Student, out_of: int, found: Graded | None) -> tuple[object, ...]:
    if found is None:
        return (student.ident, student.name, "", out_of, "", "", "")
    work = "" if found.work is None else found.work
    return (student.ident, student.name, found.points, out_of, found.share, found.saved, work)


def _points_in(path: Path) -> dict[str, str]:
    """Return each student's points in earlier results; empty if there are none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["id"]: row["points"] for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError, csv.Error):
        return {}
