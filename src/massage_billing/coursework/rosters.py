"""A class list: plain CSV, or an export from an LMS."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from massage_billing.base.files import CsvError, read_csv
from massage_billing.coursework.lms import formats

LONGEST = 64  # characters of a file name that come from an ID
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
PLAIN = "plain"


class RosterError(ValueError):
    """Raised for a class list that cannot be used. The message names the file and the row, and says what to do."""


class Student(NamedTuple):
    """One student in a class.

    Example:
        >>> Student("a1", "Ann Example", file_name("a1")).file
        'a1'
    """

    ident: str  # as the school writes it
    name: str
    file: str  # safe as a file name on every system, and unique
    columns: Mapping[str, str] = MappingProxyType({})  # of the LMS export, by which the LMS finds the student again


class Roster(NamedTuple):
    """A class list as it was read.

    Example:
        >>> Roster(PLAIN, (Student("a1", "Ann Example", "a1"),), ()).kind
        'plain'
    """

    kind: str  # PLAIN, or the name of an LMS format
    students: tuple[Student, ...]
    notes: tuple[str, ...]  # what the instructor should know, such as another encoding


def read_roster(path: Path) -> Roster:
    """Read a class list, and recognize its format by its header.

    A plain class list has the columns `id` and `name`. Each LMS format says which headers it recognizes.

    Args:
        path: The CSV file.

    Returns:
        The students in the order of the file, the format, and notes for the instructor.

    Raises:
        RosterError: The file cannot be read, has no known header or no students, or an ID is missing or repeated.
    """
    try:
        rows, notes = read_csv(path)
    except CsvError as error:
        raise RosterError(str(error)) from None
    if not rows:
        msg = f"{path.name} is empty. A class list needs a header such as id,name and a row for each student."
        raise RosterError(msg)
    header = [name.strip().casefold() for name in rows[0]]
    kind = _kind(header, path)
    students, lines = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, row, strict=False))
        found = _student(kind, cells) if any(row) else None
        if found:
            ident, name = found
            students.append(Student(ident, name, file_name(ident), _columns(kind, header, cells)))
            lines.append((number, ident))
    _check(lines, path)
    return Roster(kind, tuple(students), tuple(notes))


def _kind(header: Collection[str], path: Path) -> str:
    for name, found in formats().items():
        if found.is_roster(header):
            return name
    if {"id", "name"} <= set(header):
        return PLAIN
    msg = (
        f"{path.name} has the columns {', '.join(header) or 'none'}. A class list needs the columns id and name. You can also use an "
        "export of a Canvas gradebook, or of Moodle's participants or grades."
    )
    raise RosterError(msg)


def _student(kind: str, row: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the ID and the name in a row; None if it is not a student."""
    if kind == PLAIN:
        return row.get("id", "").strip(), row.get("name", "").strip()
    return formats()[kind].student(row)


def _columns(kind: str, header: Collection[str], row: Mapping[str, str]) -> dict[str, str]:
    wanted = () if kind == PLAIN else formats()[kind].columns
    return {column: row.get(column.casefold(), "") for column in wanted if column.casefold() in header}


def _check(found: Sequence[tuple[int, str]], path: Path) -> None:
    """Check that there are students, and that each has an ID that no other has."""
    if not found:
        msg = f"{path.name} has a header but no students. Add a row for each student."
        raise RosterError(msg)
    seen: dict[str, int] = {}
    for number, ident in found:
        if not ident:
            msg = f"{path.name}, row {number}: The ID is missing. Give every student an ID."
            raise RosterError(msg)
        if ident in seen:
            msg = f"{path.name}, rows {seen[ident]} and {number}: The ID {ident!r} appears twice. Give every student a different ID."
            raise RosterError(msg)
        seen[ident] = number


def file_name(ident: str) -> str:
    """Return an ID as a file name. An unsafe ID becomes its safe part and a unique suffix.

    The result depends only on the ID, so adding a student never renames another student's files.

    Example:
        >>> file_name("a123"), file_name("../Ann")[:4]
        ('a123', 'Ann-')
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", ident).strip("-")[:LONGEST]
    # Two IDs that differ only in capitals are one file on Windows and macOS.
    if safe == ident and ident == ident.casefold() and ident not in RESERVED:
        return ident
    suffix = hashlib.sha256(ident.encode()).hexdigest()[:10]
    return f"{safe}-{suffix}" if safe else suffix
