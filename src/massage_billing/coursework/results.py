"""Grade a folder of hand-ins, or the zip of a course page: marks, answers, items, what was refused, and what moved."""

import csv
import json
import statistics
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.coursework import feedback
from massage_billing.coursework.assignment import ASSIGNMENT, KEY
from massage_billing.coursework.folders import cell, made_whole
from massage_billing.coursework.grading import LARGEST, HandIn, Mark, RefusedError, hand_in_of, mark, read_hand_in

GRADES, ANSWERS, ITEMS, REFUSED, MOVED = "grades.csv", "answers.csv", "items.csv", "refused.csv", "moved.csv"
FEEDBACK = "feedback"
ADJUSTMENTS = "adjustments.csv"  # in the assignment's folder: student, question, points, reason
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
    adjusted = _adjustments(assignment / ADJUSTMENTS, about)
    before = _points_in(out / GRADES)
    graded: dict[str, Graded] = {}
    refused: list[tuple[str, str]] = []
    for name, found in _hand_ins(hand_ins, about["assignment"]):
        try:
            if isinstance(found, RefusedError):
                raise found
            marks = _adjust(mark(key.rows(found.student), found.answers), found.student, adjusted)
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
        _write_items(making, about, graded.values())
        _write_moved(making, about, graded, before)
        _write_feedback(making / FEEDBACK, about, graded, key)
        _write(making / REFUSED, ("file", "reason"), sorted(refused))
    return Outcome(len(graded), len(about["students"]) - len(graded), len(refused))


def _adjustments(path: Path, about: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """Return the points that an instructor has set by hand, by student and question.

    Raises:
        GradingError: a row names nobody of the class, no question, or points that the question does not have.
    """
    if not path.exists():
        return {}
    students = {student["id"] for student in about["students"]}
    most = {row["id"]: row["points"] for row in about["questions"]}
    found = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            student, question = (row.get("student") or "").strip(), (row.get("question") or "").strip()
            points = _number(row.get("points"))
            if student not in students or question not in most or points is None or not 0 <= points <= most[question]:
                msg = (
                    f"Row {number} of {path.name} cannot be used; it needs a student of the class, a question such as q1, "
                    "and points from 0 to what the question has."
                )
                raise GradingError(msg)
            if not (row.get("reason") or "").strip():
                msg = f"Row {number} of {path.name} gives no reason; write one, so that it can be explained."
                raise GradingError(msg)
            found[student, question] = points
    return found


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _adjust(marks: Sequence[Mark], student: str, adjusted: Mapping[tuple[str, str], float]) -> list[Mark]:
    return [row._replace(points=adjusted.get((student, row.question), row.points)) for row in marks]


def _points_in(path: Path) -> dict[str, str]:
    """Return the points of earlier results by student; none where there are none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["id"]: row["points"] for row in csv.DictReader(file)}
    except (OSError, KeyError):
        return {}


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


def _write_feedback(folder: Path, about: Mapping[str, Any], graded: Mapping[str, Graded], key: _Key) -> None:
    folder.mkdir()
    for student in about["students"]:
        one = graded.get(student["id"])
        if one:
            name = student["name"] or student["id"]
            page = feedback.page(about["title"], name, one.share, one.marks, key.rows(one.student))
            (folder / student["file"]).with_suffix(".html").write_text(page, encoding="utf-8", newline="\n")


def _write_items(making: Path, about: Mapping[str, Any], graded: Iterable[Graded]) -> None:
    """Write how each question went: how many earned what share, whether it tells the strong from the weak, and the mistakes."""
    head = ("question", "family", "objectives", "answered", "mean_share", "discrimination", "mistakes")
    papers = [{row.question: row for row in one.marks} for one in graded]
    rows = []
    for asked in about["questions"]:
        here = [paper[asked["id"]] for paper in papers]
        shares = [row.points / row.out_of for row in here]
        rest = [sum(row.points for row in paper.values()) - paper[asked["id"]].points for paper in papers]
        mistakes = Counter(row.mistake for row in here if row.mistake)
        told = "; ".join(
            f"{name} ({count})" for name, count in sorted(mistakes.items(), key=lambda item: (-item[1], item[0]))
        )
        mean = round(statistics.fmean(shares), 3) if shares else ""
        answered = sum(row.answered for row in here)
        rows.append(
            (
                asked["id"],
                asked["family"],
                " ".join(asked["objectives"]),
                answered,
                mean,
                _discrimination(shares, rest),
                told,
            )
        )
    _write(making / ITEMS, head, rows)


def _discrimination(shares: Sequence[float], rest: Sequence[float]) -> float | str:
    """Return how a question goes with the rest of the paper, -1 to 1; empty where nothing varies or too few took part."""
    try:
        return round(statistics.correlation(shares, rest), 3)
    except statistics.StatisticsError:
        return ""


def _write_moved(
    making: Path, about: Mapping[str, Any], graded: Mapping[str, Graded], before: Mapping[str, str]
) -> None:
    """Write whose marks moved against the results that were there."""
    now = {
        student["id"]: str(graded[student["id"]].points) if student["id"] in graded else ""
        for student in about["students"]
    }
    rows = [
        (ident, before[ident], points) for ident, points in now.items() if ident in before and before[ident] != points
    ]
    _write(making / MOVED, ("id", "before", "now"), rows)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([cell(value) for value in row] for row in rows)
