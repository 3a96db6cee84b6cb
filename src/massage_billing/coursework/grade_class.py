"""Grade all hand-ins of a class and write the results: marks, answers, items, what was refused, what moved, and a page a student.

Hand-ins are read in batches, here or by the workers of a cluster. What a batch gives waits on the disk until all are in, so that a
class of any size fits.
"""

import csv
import json
import secrets
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from massage_billing.base.files import csv_cell, recover, replace_folder, write_csv
from massage_billing.coursework import lms_gradebook, submissions
from massage_billing.coursework.assignment import CLASS
from massage_billing.coursework.assignment_reader import Assigned
from massage_billing.coursework.grade_submission import ANSWERS_HEAD, Graded, Grader, Late, grade_batch
from massage_billing.coursework.item_analysis import HEAD as ITEMS_HEAD
from massage_billing.coursework.item_analysis import Items
from massage_billing.coursework.key import GradingError
from massage_billing.coursework.rosters import Student, file_name

GRADES, ANSWERS, ITEMS, REFUSED, MOVED = "grades.csv", "answers.csv", "items.csv", "refused.csv", "moved.csv"
REPORT = "report.html"
STALE = (*lms_gradebook.FILES.values(), REPORT)  # of the marks before
FEEDBACK, ABOUT = "feedback", "results.json"
GRADES_HEAD = ("id", "name", "points", "out_of", "late_share", "saved", "work_minutes")
END = b"\0\n"  # after the answers of a hand-in; no text that is written has it
BATCH = 200  # files at once, or more where that would make more batches than MANY: each reads a zip's table of contents anew
MANY = 100

Batch = tuple[Path, str, Path, tuple[str, ...], Late, bool]
Run = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Iterator[Any]]


class Outcome(NamedTuple):
    """How many were graded and how many files were refused."""

    graded: int
    missing: int
    refused: int


def here(function: Callable[..., Any], jobs: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    """Work through batches on this machine, one after the other."""
    return (function(*job) for job in jobs)


def grade(
    assignment: Path,
    hand_ins: Path,
    out: Path,
    late: Late | None = None,
    *,
    best: bool = False,
    pages: bool = True,
    run: Run = here,
    done: Callable[[int, int], None] = lambda *_: None,
) -> Outcome:
    """Grade every hand-in and write the results, whole or not at all.

    Args:
        assignment: the folder that `assign` wrote.
        hand_ins: a folder of hand-ins, or a zip of them.
        out: the folder of the results; earlier results there are replaced.
        late: what lateness costs; without it nothing.
        best: of several hand-ins of one student count the best, not the last.
        pages: whether to write a feedback page for each student.
        run: who works through the batches; without it this machine.
        done: called with the number of files read so far, and of all.

    Raises:
        GradingError: the assignment or the hand-ins cannot be found or read.
        FolderError: `out` holds something else.
        OSError: the results cannot be written; earlier ones are kept.
    """
    grader = Grader(assignment)
    recover(out)
    names = submissions.names(hand_ins)
    token = secrets.token_hex(8)
    size = max(BATCH, len(names) // MANY)
    jobs: list[Batch] = [  # whole paths: a worker may stand elsewhere
        (assignment.resolve(), token, hand_ins.resolve(), tuple(names[at : at + size]), late or Late(), pages)
        for at in range(0, len(names), size)
    ]
    with replace_folder(out, GRADES, "folder of results", STALE) as making, tempfile.TemporaryFile() as spool:
        (making / FEEDBACK).mkdir()
        kept = _Kept(grader.assigned, spool, making / FEEDBACK, best=best)
        for number, found in enumerate(run(grade_batch, jobs), start=1):
            kept.add(found)
            done(min(number * size, len(names)), len(names))
        return _write(making, grader.assigned, kept, _points_in(out / GRADES))


class _Kept:
    """The hand-in that counts of each student. What it says waits in a file; only its place and rank are held."""

    def __init__(self, assigned: Assigned, spool: IO[bytes], folder: Path, *, best: bool) -> None:
        self._assigned, self._spool, self._folder, self._best = assigned, spool, folder, best
        many = len(assigned.key)
        self._place, self._points = array("q", [-1]) * many, array("d", [0.0]) * many
        self._saved = array("d", [0.0]) * many
        self.refused: list[tuple[str, str]] = []

    def add(self, batch: Iterable[tuple[str, str | Graded]]) -> None:
        for name, found in batch:
            if isinstance(found, str):
                self.refused.append((name, found))
                continue
            number, saved = self._assigned.key.number(found.student), datetime.fromisoformat(found.saved).timestamp()
            rank, before = (found.points, saved), (self._points[number], self._saved[number])
            if self._place[number] >= 0 and (rank <= before if self._best else saved <= before[1]):
                continue
            self._place[number], self._points[number], self._saved[number] = self._spool.tell(), *rank
            self._spool.write(json.dumps(found._replace(page="", answers="")).encode() + b"\n")
            self._spool.write(found.answers.encode() + END)
            if found.page:
                path = self._folder / f"{file_name(found.student)}.html"
                path.write_text(found.page, encoding="utf-8", newline="\n")

    def of(self, number: int) -> Graded | None:
        """Return what counts of the student of a number; None where nothing was handed in."""
        if self._place[number] < 0:
            return None
        self._spool.seek(self._place[number])
        head = json.loads(self._spool.readline())
        return Graded(*head)._replace(answers="".join(line.decode() for line in iter(self._spool.readline, END)))


def _write(making: Path, assigned: Assigned, kept: _Kept, before: dict[str, str]) -> Outcome:
    """Write the tables, student by student in the order of the class."""
    items, graded, students = Items(assigned.questions), 0, 0
    moved: list[tuple[str, str, str]] = []
    page = lms_gradebook.Import(assigned)
    with (
        (making / GRADES).open("w", encoding="utf-8", newline="") as grades,
        (making / ANSWERS).open("w", encoding="utf-8", newline="") as answers,
        page.writing(making),
    ):
        marks = csv.writer(grades, lineterminator="\n")
        marks.writerow(GRADES_HEAD)
        answers.write(",".join(ANSWERS_HEAD) + "\n")
        for student in assigned.students():
            students += 1
            found = kept.of(assigned.key.number(student.ident))
            marks.writerow([csv_cell(value) for value in _row(student, assigned.points, found)])
            page.add(student, found.points if found else None)
            now = str(found.points) if found else ""
            then = before.get(csv_cell(student.ident), now)  # as grades.csv has it
            if then != now:
                moved.append((student.ident, then, now))
            if found:
                graded += 1
                items.add(found.hundredths, found.answered, found.mistakes)
                answers.write(found.answers)
    if students != len(assigned.key):
        msg = f"{assigned.folder / CLASS} and the key do not have the same students. Restore what massage-billing assign wrote."
        raise GradingError(msg)
    write_csv(making / ITEMS, ITEMS_HEAD, items.rows())
    write_csv(making / MOVED, ("id", "before", "now"), moved)
    write_csv(making / REFUSED, ("file", "reason"), sorted(kept.refused))
    about = {"title": assigned.title, "due": assigned.due, "points": assigned.points}
    (making / ABOUT).write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return Outcome(graded, len(assigned.key) - graded, len(kept.refused))


def _row(student: Student, out_of: int, found: Graded | None) -> tuple[object, ...]:
    if found is None:
        return (student.ident, student.name, "", out_of, "", "", "")
    work = "" if found.work is None else found.work
    return (student.ident, student.name, found.points, out_of, found.share, found.saved, work)


def _points_in(path: Path) -> dict[str, str]:
    """Return the points of earlier results by student; none where there are none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["id"]: row["points"] for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError, csv.Error):
        return {}
