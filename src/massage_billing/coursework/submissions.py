"""Find submissions in a folder or in the zip file of an LMS, and read them.

A submission is read as data. Nothing that a student submits is run, and nothing is unpacked onto the disk.
"""

import json
import lzma
import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.key import GradingError
from massage_billing.coursework.lms import formats

LARGEST = 1_000_000  # bytes of a submission; a real one has a few thousand
DEEPEST = 100  # arrays and objects within each other; a real submission has a few
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
LONGEST = 10_000  # characters of one answer
RATIO = 200  # how far a real submission can be compressed; more is a zip bomb
BREAK = timedelta(minutes=10)  # a longer pause between two changes is not work


class RefusedError(ValueError):
    """Raised for a file that cannot be graded. The message tells the instructor why."""


class Submission(NamedTuple):
    """The contents of a submission."""

    student: str
    saved: datetime
    answers: Mapping[str, object]  # the response by question ID, as in JSON
    work: int | None = None  # minutes between its changes, without pauses; None if the times are missing


def names(place: Path) -> list[str]:
    """Return the name of every file in a folder or zip file, in the same order on every machine.

    A name that a zip file contains twice is listed twice.

    Args:
        place: The folder or zip file.

    Raises:
        GradingError: The place does not exist, or is neither a folder nor a zip file.
    """
    if place.is_dir():
        return sorted(_below(place))
    if not place.exists():
        msg = f"{place} does not exist. Name the folder or zip file with the submissions."
        raise GradingError(msg)
    try:
        with zipfile.ZipFile(place) as packed:
            return sorted(entry.filename for entry in packed.infolist() if not entry.is_dir())
    except (OSError, zipfile.BadZipFile, NotImplementedError, UnicodeError):
        msg = f"{place} is neither a folder nor a zip file of submissions."
        raise GradingError(msg) from None


def _below(place: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(place):
        here = Path(folder)
        own = "" if here == place else f"{here.relative_to(place).as_posix()}/"
        yield from (own + name for name in files)
        yield from (own + name for name in folders if (here / name).is_symlink())  # reported, and not followed


def read_files(place: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes | RefusedError]]:
    """Yield the bytes of each requested file, or the reason that it is refused.

    Args:
        place: The folder or zip file.
        wanted: Names that `names` returned. The results have the same order.
    """
    if place.is_dir():
        for name in wanted:
            yield name, _attempt(name, partial(_file, place / name))
        return
    with zipfile.ZipFile(place) as packed:
        entries = Counter(entry.filename for entry in packed.infolist())
        for name in wanted:
            if entries[name] > 1:
                yield name, RefusedError("The zip file has two files with this name.")
            else:
                yield name, _attempt(name, partial(_unpacked, packed, packed.getinfo(name)))


def _attempt(name: str, reader: Callable[[], bytes]) -> bytes | RefusedError:
    if not name.casefold().endswith(".json"):
        return RefusedError(
            "It is not a submission file. Ask the student for the .json file that “Get my submission file” creates."
        )
    try:
        return reader()
    except RefusedError as reason:
        return reason


def _file(path: Path) -> bytes:
    if path.is_symlink():
        raise RefusedError("It is a link, not a file.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _too_large(path.stat().st_size)
    except OSError as error:
        msg = f"It cannot be read: {error.strerror or error}."
        raise RefusedError(msg) from None
    return data


def _too_large(size: int) -> RefusedError:
    return RefusedError(f"It has {size:,} bytes. A submission has at most {LARGEST:,}.")


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST or entry.file_size > RATIO * max(entry.compress_size, 1):
        raise RefusedError("It would unpack to far more than a submission can have.")
    try:
        with packed.open(entry) as file:
            data = file.read(LARGEST + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ):
        raise RefusedError("It cannot be unpacked.") from None
    if len(data) > LARGEST:
        raise RefusedError("It would unpack to far more than a submission can have.")
    return data


class Senders:
    """Finds who submitted each file, if the LMS includes that in file names."""

    def __init__(self, assignment: Assignment) -> None:
        self._key, self._format = assignment.key, formats().get(assignment.roster)
        self._by_name: dict[str, str | None] = {}
        if self._format and self._format.sender_is_name:
            for student in assignment.students():  # a name that two students share identifies neither
                name = student.name.casefold()
                self._by_name[name] = None if name in self._by_name else student.ident

    def of(self, file: str) -> str | None:
        """Return the ID of the student who submitted a file, or None if the file name does not show it."""
        sender = self._format.sender(file) if self._format else None
        if sender is None or not self._format:
            return None
        if self._format.sender_is_name:
            return self._by_name.get(sender.casefold())
        return sender if sender in self._key else None


def read_submission(data: bytes, assignment: str) -> Submission:
    """Read a submission as data. Nothing in it is run.

    Example:
        >>> text = '{"assignment": "w3", "student": "a1", "saved": "2026-11-30T10:00+00:00", "answers": {"q1": {"response": "3"}}}'
        >>> found = read_submission(text.encode(), "w3")
        >>> found.student, found.answers
        ('a1', {'q1': '3'})

    Args:
        data: The contents of the file.
        assignment: The ID of the assignment that it must belong to.

    Raises:
        RefusedError: The file is too large, is not a submission in UTF-8 JSON, or belongs to another assignment.
    """
    if len(data) > LARGEST:
        raise _too_large(len(data))
    found = _json(data)
    if not isinstance(found, dict) or not {"assignment", "student", "saved", "answers"} <= found.keys():
        raise RefusedError("It is not a submission file: assignment, student, saved, or answers is missing.")
    if found["assignment"] != assignment:
        raise RefusedError("It belongs to another assignment.")
    if not isinstance(found["student"], str) or not isinstance(found["answers"], dict):
        raise RefusedError("It is not a submission file: student or answers has the wrong type.")
    saved = _moment(found["saved"])
    if saved is None:
        raise RefusedError("It does not say when it was saved, with a time zone.")
    given = found["answers"]
    return Submission(found["student"], saved, dict(_answers(given)), _work(given.values()))


def _json(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("It is not UTF-8.") from None
    if not text.strip():
        raise RefusedError("It is empty.")
    if _depth(text) > DEEPEST:
        raise RefusedError("It is nested too deeply.")
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except RefusedError:
        raise
    except ValueError:
        raise RefusedError("It is not valid JSON, or it was cut off.") from None


def _depth(text: str) -> int:
    """Return how deep some JSON is nested, or a number below DEEPEST if it has too few brackets to be deep."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    depth = deepest = 0
    for sign in STRING.sub("", text):
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RefusedError("It has the same name twice.")
    return found


def _no_constant(name: str) -> object:
    msg = f"It contains {name}, which is not a number."
    raise RefusedError(msg)


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    # A time zone of nearly a day can push the first and last days of the calendar out of it.
    return found if found is not None and found.tzinfo is not None and 1 < found.year < 9999 else None  # noqa: PLR2004


def _answers(given: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for ident, answer in given.items():
        if not isinstance(answer, dict) or "response" not in answer:
            msg = f"The answer to {ident[:20]} has no response."
            raise RefusedError(msg)
        response = answer["response"]
        text = response if isinstance(response, str) else repr(response) if isinstance(response, (list, dict)) else ""
        if len(text) > LONGEST:
            msg = f"The answer to {ident[:20]} is longer than {LONGEST:,} characters."
            raise RefusedError(msg)
        yield ident, response


def _work(answers: Collection[object]) -> int | None:
    """Return the minutes between the changes of a submission, without pauses."""
    try:
        # Most answers are changed once, so both times are the same.
        stamps = {answer[name] for answer in answers for name in ("first", "last")}  # type: ignore[index]
        moments = sorted(map(datetime.fromisoformat, stamps))
    except (TypeError, KeyError, ValueError):  # a time is missing, is not one, or has no time zone
        return None
    gaps = (later - earlier for earlier, later in pairwise(moments))
    return round(sum((gap for gap in gaps if gap <= BREAK), timedelta()) / timedelta(minutes=1)) if moments else None
