"""A class list: plain CSV, a gradebook export of Canvas, or a participants or grades export of Moodle."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from massage_billing.base.files import CsvError, read_csv

MOST = 64  # characters of a file name that come from an id
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
CANVAS_NOTES = ("points possible", "student, test")  # rows of a Canvas export that are nobody
# The columns by which a course page finds a student when marks are imported.
COLUMNS = {
    "plain": (),
    "canvas": ("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
    "moodle": ("First name", "Last name", "Surname", "ID number", "Email address"),
}


Reader = Callable[[Mapping[str, str]], tuple[str, str]]  # a row -> the id and the name


class RosterError(ValueError):
    """The class list cannot be used; the message names the file and the row, and says what to do."""


class Student(NamedTuple):
    """One student."""

    ident: str  # as the school writes it
    name: str
    file: str  # safe as a file name on every system, and no other student's
    columns: Mapping[str, str] = MappingProxyType(
        {}
    )  # of the course page's export, by which it knows the student again


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
    try:
        rows, notes = read_csv(path)
    except CsvError as error:
        raise RosterError(str(error)) from None
    if not rows:
        msg = f"{path.name} is empty; a class list needs a header such as id,name and a row for each student."
        raise RosterError(msg)
    head = [name.strip().casefold() for name in rows[0]]
    kind, read = _kind(head, path)
    found = []
    for number, row in enumerate(rows[1:], start=2):
        given = dict(zip(head, row, strict=False))
        ident, name = read(given)
        if any(row) and not _nobody(kind, name):
            found.append(
                (
                    number,
                    ident,
                    name,
                    {column: given.get(column.casefold(), "") for column in COLUMNS[kind] if column.casefold() in head},
                )
            )
    _check([one[:3] for one in found], path)
    students = tuple(Student(ident, name, file_name(ident), kept) for _, ident, name, kept in found)
    return Roster(kind, students, tuple(notes))


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


def file_name(ident: str) -> str:
    """Return an id as a file name: as it is where it is safe on every system, else its safe part and a mark of its own.

    It hangs on the id alone, so that a late student changes nobody else's.

    >>> file_name("a123"), file_name("../Ann")[:4]
    ('a123', 'Ann-')
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", ident).strip("-")[:MOST]
    # Two ids that differ in capitals alone are one file on Windows and macOS.
    if safe == ident and ident == ident.casefold() and ident not in RESERVED:
        return ident
    mark = hashlib.sha256(ident.encode()).hexdigest()[:10]
    return f"{safe}-{mark}" if safe else mark
