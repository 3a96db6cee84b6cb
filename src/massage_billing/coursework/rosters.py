"""A class list: plain CSV, a gradebook export of Canvas, or a participants or grades export of Moodle."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

MOST = 64  # characters of a file name that come from an id
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
CANVAS_NOTES = ("points possible", "student, test")  # rows of a Canvas export that are nobody


Reader = Callable[[Mapping[str, str]], tuple[str, str]]  # a row -> the id and the name


class RosterError(ValueError):
    """The class list cannot be used; the message names the file and the row, and says what to do."""


class Student(NamedTuple):
    """One student."""

    ident: str  # as the school writes it
    name: str
    file: str  # safe as a file name on every system, and no other student's


class Roster(NamedTuple):
    """A class list as it was read."""

    kind: str  # "plain", "canvas" or "moodle"
    students: tuple[Student, ...]
    notes: tuple[str, ...]  # what a reader should know, such as another encoding


def read_roster(path: Path) -> Roster:
    """Return the students of a class list, recognised by its header.

    Plain: columns "id" and "name". Canvas: "Student" and "ID". Moodle: "First name", "Last name" or "Surname", and "ID number"
    or, where that is empty or missing, "Email address".

    Raises:
        RosterError: the file cannot be read, has no known header, no student, an empty id, or an id twice.
    """
    text, notes = _text(path)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows:
        msg = f"{path.name} is empty; a class list needs a header such as id,name and a row for each student."
        raise RosterError(msg)
    head = [name.strip().casefold() for name in rows[0]]
    kind, read = _kind(head, path)
    found = [
        (number, *read(dict(zip(head, row, strict=False)))) for number, row in enumerate(rows[1:], start=2) if any(row)
    ]
    found = [(number, ident, name) for number, ident, name in found if not _nobody(kind, name)]
    _check(found, path)
    files = _files([ident for _, ident, _ in found])
    students = tuple(Student(ident, name, files[ident]) for _, ident, name in found)
    return Roster(kind, students, tuple(notes))


def _text(path: Path) -> tuple[str, list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise RosterError(msg) from None
    if b"\0" in data:
        msg = f"{path.name} is no CSV file; save the class list as CSV (UTF-8) and try again."
        raise RosterError(msg)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = f"{path.name} is not UTF-8, so it was read as Latin-1 (Windows); look at the names with accents."
        return data.decode("cp1252", errors="replace"), [note]


def _kind(head: Sequence[str], path: Path) -> tuple[str, Reader]:
    if "student" in head and "id" in head:
        return "canvas", _canvas
    if "first name" in head and ({"last name", "surname"} & set(head)):
        return "moodle", _moodle
    if "id" in head and "name" in head:
        return "plain", _plain
    msg = (
        f"{path.name} has the columns {', '.join(head) or 'none'}; a class list needs id and name, or is an export of a "
        "Canvas gradebook or of Moodle's participants or grades."
    )
    raise RosterError(msg)


def _plain(row: Mapping[str, str]) -> tuple[str, str]:
    return row.get("id", "").strip(), row.get("name", "").strip()


def _canvas(row: Mapping[str, str]) -> tuple[str, str]:
    return row.get("id", "").strip(), row.get("student", "").strip()


def _moodle(row: Mapping[str, str]) -> tuple[str, str]:
    last = row.get("last name") or row.get("surname") or ""
    ident = row.get("id number", "").strip() or row.get("email address", "").strip()
    return ident, f"{row.get('first name', '').strip()} {last.strip()}".strip()


def _nobody(kind: str, name: str) -> bool:
    return kind == "canvas" and name.casefold().strip() in CANVAS_NOTES


def _check(found: Sequence[tuple[int, str, str]], path: Path) -> None:
    if not found:
        msg = f"{path.name} has a header and no student; add a row for each."
        raise RosterError(msg)
    seen: dict[str, int] = {}
    for number, ident, _ in found:
        if not ident:
            msg = f"Row {number} of {path.name} has no id; give every student one."
            raise RosterError(msg)
        if ident in seen:
            msg = f"The id {ident!r} stands in rows {seen[ident]} and {number} of {path.name}; give every student an id of their own."
            raise RosterError(msg)
        seen[ident] = number


def _files(idents: Sequence[str]) -> dict[str, str]:
    """Return a file name for each id. It hangs on the id alone, so that a late student changes nobody else's."""
    return {ident: file_name(ident) for ident in idents}


def file_name(ident: str) -> str:
    """Return an id as a file name: as it is where it is safe on every system, else its safe part and a mark of its own.

    >>> file_name("a123"), file_name("../Ann")[:4]
    ('a123', 'Ann-')
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", ident).strip("-")[:MOST]
    # Two ids that differ in capitals alone are one file on Windows and macOS.
    if safe == ident and ident == ident.casefold() and ident not in RESERVED:
        return ident
    mark = hashlib.sha256(ident.encode()).hexdigest()[:10]
    return f"{safe}-{mark}" if safe else mark
