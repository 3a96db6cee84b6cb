"""Grade a folder of hand-ins, or the zip of a course page: grades.csv, answers.csv and refused.csv."""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.coursework.assignment import ASSIGNMENT, KEY
from massage_billing.coursework.folders import cell, made_whole
from massage_billing.coursework.grading import LARGEST, HandIn, Mark, RefusedError, hand_in_of, mark, read_hand_in

GRADES, ANSWERS, REFUSED = "grades.csv", "answers.csv", "refused.csv"
RATIO = 200  # how far a real hand-in can be packed; more is a bomb


class GradingError(ValueError):
    """The assignment or the place of the hand-ins cannot be used; the message says what to do."""


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
    """One student's marks."""

    student: str
    points: float  # after what lateness costs
    share: float
    saved: str  # ISO 8601; empty: nothing was handed in
    marks: Sequence[Mark]


class Outcome(NamedTuple):
    """How many were graded and how many files were refused."""

    graded: int
    missing: int
    refused: int


def grade(assignment: Path, hand_ins: Path, out: Path, late: Late | None = None, *, best: bool = False) -> Outcome:
    """Grade every hand-in and write the results, whole or not at all.

    Args:
        assignment: the folder that `assign` wrote.
        hand_ins: a folder of hand-ins, or a zip of them.
        out: the folder of the results; earlier results there are replaced.
        late: what lateness costs; without it nothing.
        best: of several hand-ins of one student count the best, not the last.

    Raises:
        GradingError: the assignment or the hand-ins cannot be found or read.
        FolderError: `out` holds something else.
        OSError: the results cannot be written; earlier ones are kept.
    """
    about, key = _about(assignment), _Key(assignment / KEY)
    due = datetime.fromisoformat(about["due"])
    graded: dict[str, Graded] = {}
    refused: list[tuple[str, str]] = []
    for name, found in _hand_ins(hand_ins, about["assignment"]):
        try:
            if isinstance(found, RefusedError):
                raise found
            marks = mark(key.rows(found.student), found.answers)
        except RefusedError as reason:
            refused.append((name, str(reason)))
            continue
        share = (late or Late()).share(found.saved, due)
        one = Graded(
            found.student, round(sum(row.points for row in marks) * share, 2), share, found.saved.isoformat(), marks
        )
        graded[found.student] = _better(graded.get(found.student), one, best=best)
    with made_whole(out, GRADES, "folder of results") as making:
        _write_grades(making, about, graded)
        _write_answers(making, graded.values())
        _write(making / REFUSED, ("file", "reason"), sorted(refused))
    return Outcome(len(graded), len(about["students"]) - len(graded), len(refused))


def _better(before: Graded | None, now: Graded, *, best: bool) -> Graded:
    if before is None:
        return now
    if best and before.points != now.points:
        return max(before, now, key=lambda one: one.points)
    return max(before, now, key=lambda one: datetime.fromisoformat(one.saved))


class _Key:
    """The key, read a student at a time, so that a class of any size fits."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.at: dict[str, int] = {}
        try:
            with path.open("rb") as file:
                file.readline()
                place = file.tell()
                for line in file:
                    if line.startswith(b'"'):
                        ident, _ = json.JSONDecoder().raw_decode(line.decode())
                        self.at[ident] = place
                    place += len(line)
        except (OSError, ValueError):
            msg = f"{path} cannot be read; it is the key that massage-billing assign wrote."
            raise GradingError(msg) from None

    def rows(self, student: str) -> list[dict[str, Any]]:
        if student not in self.at:
            msg = f"The student {student[:40]!r} is not in this class."
            raise RefusedError(msg)
        with self.path.open("rb") as file:
            file.seek(self.at[student])
            found: dict[str, list[dict[str, Any]]] = json.loads(f"{{{file.readline().decode().rstrip().rstrip(',')}}}")
        return found[student]


def _about(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / ASSIGNMENT).read_text(encoding="utf-8"))
        if {"assignment", "due", "students", "questions", "points"} <= found.keys():
            return found
    except (OSError, ValueError, AttributeError):
        pass
    msg = f"{folder} is no assignment; name the folder that massage-billing assign wrote."
    raise GradingError(msg)


def _hand_ins(place: Path, assignment: str) -> Iterator[tuple[str, HandIn | RefusedError]]:
    """Yield each file by name, and what it holds or why it is refused."""
    if place.is_dir():
        yield from _in_folder(place, assignment)
    elif zipfile.is_zipfile(place):
        yield from _in_zip(place, assignment)
    else:
        msg = f"{place} is neither a folder nor a zip of hand-ins."
        raise GradingError(msg)


def _in_folder(place: Path, assignment: str) -> Iterator[tuple[str, HandIn | RefusedError]]:
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_symlink():
            yield name, RefusedError("It is a link; a hand-in is a file of its own.")
        elif path.is_file():
            yield name, _read(name, lambda path=path: read_hand_in(path, assignment))


def _in_zip(place: Path, assignment: str) -> Iterator[tuple[str, HandIn | RefusedError]]:
    """Yield what a zip holds; nothing of it is unpacked onto the disk, so no name in it can lead anywhere."""
    seen: set[str] = set()
    with zipfile.ZipFile(place) as packed:
        for entry in packed.infolist():
            if entry.is_dir():
                continue
            if entry.filename in seen:
                yield entry.filename, RefusedError("A second file of this name is in the zip.")
                continue
            seen.add(entry.filename)
            yield (
                entry.filename,
                _read(entry.filename, lambda entry=entry: hand_in_of(_unpacked(packed, entry), assignment)),
            )


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST or entry.file_size > RATIO * max(entry.compress_size, 1):
        raise RefusedError("It would unpack to far more than a hand-in has.")
    try:
        with packed.open(entry) as file:
            data = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        raise RefusedError("It cannot be unpacked.") from None
    if len(data) > LARGEST:
        raise RefusedError("It would unpack to far more than a hand-in has.")
    return data


def _read(name: str, read: Any) -> HandIn | RefusedError:
    if not name.casefold().endswith(".json"):
        return RefusedError("It is no hand-in; ask for the .json file that “Hand in” offers.")
    try:
        found: HandIn = read()
    except RefusedError as reason:
        return reason
    return found


def _write_grades(making: Path, about: Mapping[str, Any], graded: Mapping[str, Graded]) -> None:
    head = ("id", "name", "points", "out_of", "late_share", "saved")
    rows = []
    for student in about["students"]:
        one = graded.get(student["id"])
        told = (one.points, about["points"], one.share, one.saved) if one else ("", about["points"], "", "")
        rows.append((student["id"], student["name"], *told))
    _write(making / GRADES, head, rows)


def _write_answers(making: Path, graded: Iterable[Graded]) -> None:
    head = ("id", "question", "points", "out_of", "answered", "correct", "mistake")
    rows = [
        (one.student, row.question, row.points, row.out_of, row.answered, row.correct, row.mistake)
        for one in sorted(graded)
        for row in one.marks
    ]
    _write(making / ANSWERS, head, rows)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([cell(value) for value in row] for row in rows)
