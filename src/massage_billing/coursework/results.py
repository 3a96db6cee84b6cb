"""Grade all hand-ins of a class and write the results: marks, answers, items, what was refused, what moved, and a page a student.

Hand-ins are read in batches, here or by the workers of a cluster. What a batch gives waits on the disk until all are in, so that a
class of any size fits.
"""

import csv
import io
import json
import secrets
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from massage_billing.coursework import collected, course_page, feedback
from massage_billing.coursework.assigned import Assigned
from massage_billing.coursework.folders import made_whole, recover
from massage_billing.coursework.grading import Mark, RefusedError, hand_in_of, mark
from massage_billing.coursework.items import HEAD as ITEMS_HEAD
from massage_billing.coursework.items import Items
from massage_billing.coursework.rosters import Student, file_name
from massage_billing.coursework.sheets import cell, write_table

GRADES, ANSWERS, ITEMS, REFUSED, MOVED = "grades.csv", "answers.csv", "items.csv", "refused.csv", "moved.csv"
STALE = ("grades_canvas.csv", "grades_moodle.csv", "report.html")  # of the marks before
FEEDBACK, ABOUT = "feedback", "results.json"
GRADES_HEAD = ("id", "name", "points", "out_of", "late_share", "saved", "work_minutes")
ANSWERS_HEAD = ("id", "question", "points", "out_of", "answered", "correct", "mistake", "response", "objectives")
END = b"\0\n"  # after the answers of a hand-in; no text that is written has it
BATCH = 200  # files at once

KeyPart = Callable[[str], tuple[str, list[dict[str, Any]]]]
Batch = tuple[Path, str, Path, tuple[str, ...], "Late", bool]
Run = Callable[[Callable[..., Any], Sequence[tuple[Any, ...]]], Iterator[Any]]


class Late(NamedTuple):
    """What lateness costs."""

    percent: float = 0.0  # of the points, for each day begun
    floor: float = 0.0  # the least percent of the points that is left
    cut_off: bool = False  # after the due date nothing counts

    def share(self, saved: datetime, due: datetime) -> float:
        """Return the share of the points that counts, 0 to 1.

        >>> due = datetime.fromisoformat("2026-12-01T00:00+00:00")
        >>> Late(percent=10, floor=50).share(datetime.fromisoformat("2026-12-02T12:00+00:00"), due)
        0.8
        """
        if saved <= due:
            return 1.0
        if self.cut_off:
            return 0.0
        days = -((due - saved) // timedelta(days=1))
        return max(100 - self.percent * days, self.floor if self.percent else 0.0) / 100


class Graded(NamedTuple):
    """One hand-in, marked."""

    student: str
    points: float  # after what lateness costs
    share: float
    saved: str  # ISO 8601
    work: int | None  # minutes
    answers: str  # its rows of answers.csv
    page: str  # its feedback; empty where none is asked for
    hundredths: Sequence[int]  # the points of each question, times 100
    answered: Sequence[int]  # the places of the questions that were answered
    mistakes: Sequence[tuple[int, str]]  # places with the known mistake made there


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
    names = collected.names(hand_ins)
    token = secrets.token_hex(8)
    jobs: list[Batch] = [
        (assignment, token, hand_ins, tuple(names[at : at + BATCH]), late or Late(), pages)
        for at in range(0, len(names), BATCH)
    ]
    with made_whole(out, GRADES, "folder of results", STALE) as making, tempfile.TemporaryFile() as spool:
        (making / FEEDBACK).mkdir()
        kept = _Kept(grader.assigned, spool, making / FEEDBACK, best=best)
        for number, found in enumerate(run(grade_batch, jobs), start=1):
            kept.add(found)
            done(min(number * BATCH, len(names)), len(names))
        return _write(making, grader.assigned, kept, _points_in(out / GRADES))


class Grader:
    """What is needed to mark a hand-in of an assignment."""

    def __init__(self, assignment: Path) -> None:
        self.assigned = Assigned(assignment)
        self.due = datetime.fromisoformat(self.assigned.due)
        self.points = [asked.points for asked in self.assigned.questions]
        self._adjusted, self._accepted = self.assigned.adjustments(), self.assigned.additions()
        self._senders = collected.Senders(self.assigned)

    def graded(self, name: str, data: bytes, key: KeyPart, late: Late, *, page: bool) -> Graded:
        """Return a hand-in marked.

        Raises:
            RefusedError: it is not graded; the message is the reason.
        """
        found = hand_in_of(data, self.assigned.ident)
        if found.student not in self.assigned:
            msg = f"The student {found.student[:40]!r} is not in this class."
            raise RefusedError(msg)
        sender = self._senders.of(name)
        if sender not in (None, found.student):
            msg = f"It is the paper of {found.student[:40]!r}, and {sender!r} handed it in."
            raise RefusedError(msg)
        who, rows = key(found.student)
        accepted = self._accepted_of(found.student) if self._accepted else {}
        marks = self._adjust(mark(rows, self.points, found.answers, accepted), found.student)
        share = late.share(found.saved, self.due)
        points = round(sum(one.points for one in marks) * share, 2)
        families = [asked.family for asked in self.assigned.questions]
        told = feedback.page(self.assigned.title, who or found.student, share, marks, rows, families) if page else ""
        answers = _answers(found.student, rows, marks)
        return Graded(
            found.student, points, share, found.saved.isoformat(), found.work, answers, told,
            [round(one.points * 100) for one in marks],
            [place for place, one in enumerate(marks) if one.answered],
            [(place, one.mistake) for place, one in enumerate(marks) if one.mistake],
        )  # fmt: skip

    def _accepted_of(self, student: str) -> dict[str, frozenset[str]]:
        """Return what is accepted of a student beside the key, by question: what holds for everybody, and for this one."""
        none: frozenset[str] = frozenset()
        return {
            asked.ident: self._accepted.get(("", asked.ident), none) | self._accepted.get((student, asked.ident), none)
            for asked in self.assigned.questions
        }

    def _adjust(self, marks: list[Mark], student: str) -> list[Mark]:
        if not self._adjusted:
            return marks
        set_by_hand = [self._adjusted.get((student, one.question)) for one in marks]
        return [
            one._replace(points=found[0], reason=found[1]) if found else one
            for one, found in zip(marks, set_by_hand, strict=True)
        ]


@lru_cache(maxsize=1)
def _grader(assignment: Path, token: str) -> Grader:  # noqa: ARG001  (another run reads the key anew)
    return Grader(assignment)


def grade_batch(
    assignment: Path, token: str, hand_ins: Path, names: Sequence[str], late: Late, pages: bool
) -> list[tuple[str, str | Graded]]:
    """Return each file of a batch by name, and why it is refused or what it earned. All of it is told by the arguments."""
    grader = _grader(assignment, token)
    found: list[tuple[str, str | Graded]] = []
    with grader.assigned.key() as key:
        for name, data in collected.read(hand_ins, names):
            try:
                if isinstance(data, RefusedError):
                    raise data
                found.append((name, grader.graded(name, data, key, late, page=pages)))
            except RefusedError as reason:
                found.append((name, str(reason)))
    return found


def _answers(student: str, rows: Iterable[Mapping[str, Any]], marks: Iterable[Mark]) -> str:
    """Return a student's rows of answers.csv."""
    text, who = io.StringIO(newline=""), cell(student)
    csv.writer(text, lineterminator="\n").writerows(
        (
            who,
            one.question,
            one.points,
            one.out_of,
            one.answered,
            one.correct,
            one.mistake,
            cell(one.said),
            " ".join(row["objectives"]),
        )
        for row, one in zip(rows, marks, strict=True)
    )
    return text.getvalue()


class _Kept:
    """The hand-in that counts of each student. What it says waits in a file; only its place and rank are held."""

    def __init__(self, assigned: Assigned, spool: IO[bytes], folder: Path, *, best: bool) -> None:
        self._assigned, self._spool, self._folder, self._best = assigned, spool, folder, best
        many = len(assigned)
        self._place, self._points = array("q", [-1]) * many, array("d", [0.0]) * many
        self._saved = array("d", [0.0]) * many
        self.refused: list[tuple[str, str]] = []

    def add(self, batch: Iterable[tuple[str, str | Graded]]) -> None:
        for name, found in batch:
            if isinstance(found, str):
                self.refused.append((name, found))
                continue
            number, saved = self._assigned.number(found.student), datetime.fromisoformat(found.saved).timestamp()
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
    items, graded = Items(assigned.questions), 0
    moved: list[tuple[str, str, str]] = []
    page = course_page.Import(assigned)
    with (
        (making / GRADES).open("w", encoding="utf-8", newline="") as grades,
        (making / ANSWERS).open("w", encoding="utf-8", newline="") as answers,
        page.writing(making),
    ):
        marks = csv.writer(grades, lineterminator="\n")
        marks.writerow(GRADES_HEAD)
        answers.write(",".join(ANSWERS_HEAD) + "\n")
        for number, student in enumerate(assigned.students()):
            found = kept.of(number)
            marks.writerow([cell(value) for value in _row(student, assigned.points, found)])
            page.add(student, found.points if found else None)
            now = str(found.points) if found else ""
            if before.get(student.ident, now) != now:
                moved.append((student.ident, before[student.ident], now))
            if found:
                graded += 1
                items.add(found.hundredths, found.answered, found.mistakes)
                answers.write(found.answers)
    write_table(making / ITEMS, ITEMS_HEAD, items.rows())
    write_table(making / MOVED, ("id", "before", "now"), moved)
    write_table(making / REFUSED, ("file", "reason"), sorted(kept.refused))
    about = {"title": assigned.title, "due": assigned.due, "points": assigned.points}
    (making / ABOUT).write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return Outcome(graded, len(assigned) - graded, len(kept.refused))


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
