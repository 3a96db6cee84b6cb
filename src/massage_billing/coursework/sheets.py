"""CSV files as instructors keep them: whatever encoding they come in, and cells that a spreadsheet takes for text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but tab and line feed


class SheetError(ValueError):
    """A CSV file cannot be read; the message names it and says what to do."""


def read_table(path: Path) -> tuple[list[list[str]], list[str]]:
    """Return the rows of a CSV file, its head first, and what a reader should know of its encoding.

    Raises:
        SheetError: the file cannot be read, or is no CSV.
    """
    text, notes = _text(path)
    try:
        return list(csv.reader(io.StringIO(text, newline=""))), notes
    except csv.Error:
        msg = f"{path.name} is no CSV file; save it as CSV (UTF-8) and try again."
        raise SheetError(msg) from None


def _text(path: Path) -> tuple[str, list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise SheetError(msg) from None
    if b"\0" in data:
        msg = f"{path.name} is no CSV file; save it as CSV (UTF-8) and try again."
        raise SheetError(msg)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = f"{path.name} is not UTF-8, so it was read as Latin-1 (Windows); look at the names with accents."
        return data.decode("cp1252", errors="replace"), [note]


def clean(text: str) -> str:
    r"""Return a text that any file can hold: signs that are no text are replaced.

    >>> clean("a\x00b")
    'a�b'
    """
    if text.isprintable():
        return text
    return CONTROL.sub("�", text).encode("utf-8", "replace").decode()


def cell(value: object) -> str:
    """Return a value as a cell of a CSV file that no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell("Ann"), cell(-2.5)
    ("'=1+1", 'Ann', '-2.5')
    """
    if not isinstance(value, str):
        return str(value)
    return f"'{clean(value)}" if value.startswith(FORMULA) else clean(value)


def write_table(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([cell(name) for name in head])
        writer.writerows([cell(value) for value in row] for row in rows)
