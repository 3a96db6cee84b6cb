"""Write files and folders completely or not at all, and read CSV files from any spreadsheet program."""

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but tab and line feed


class FolderError(ValueError):
    """Raised for a folder that already exists and is of another kind. The message says what to do."""


class CsvError(ValueError):
    """Raised for a CSV file that cannot be read. The message names the file and says what to do."""


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, completely or not at all.

    Raises:
        OSError: The file cannot be written. Its earlier version is kept.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def replace_folder(out: Path, mark: str, what: str, stale: Collection[str] = ()) -> Iterator[Path]:
    """Yield a temporary folder to write into, and replace `out` with it when the block ends.

    Args:
        out: The folder to write. An earlier folder of the same kind is replaced.
        mark: The name of a file by which a folder of this kind is recognized.
        what: What to call this kind of folder in a message.
        stale: Names in the earlier folder that depend on what is replaced, and are removed with it. Everything else is kept.

    Raises:
        FolderError: `out` exists and is of another kind.
        OSError: The folder cannot be written. The earlier one is kept.
    """
    recover(out)
    _check_kind(out, mark, what)
    making = out.with_name(f"{out.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        yield making
        _replace(making, out, mark, what, stale)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _replace(making: Path, out: Path, mark: str, what: str, stale: Collection[str]) -> None:
    """Move the new folder to `out`; if that fails, put the earlier one back."""
    _check_kind(out, mark, what)  # again, because someone may have created it in the meantime
    old = _old(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.replace(old)
    try:
        making.replace(out)
    except OSError:
        if old.exists():
            old.replace(out)
        raise
    if old.exists():
        for kept in old.iterdir():
            if not (out / kept.name).exists() and kept.name not in stale:
                kept.replace(out / kept.name)
    shutil.rmtree(old, ignore_errors=True)


def _check_kind(out: Path, mark: str, what: str) -> None:
    if out.exists() and not (out / mark).is_file():
        msg = f"{out} already exists and is not an earlier {what}. Name another folder, or empty this one."
        raise FolderError(msg)


def recover(out: Path) -> None:
    """Restore the folder `out` if the machine stopped while it was being replaced.

    Raises:
        OSError: It cannot be restored.
    """
    if not out.exists() and _old(out).is_dir():
        _old(out).replace(out)


def _old(out: Path) -> Path:
    return out.with_name(f"{out.name}.old")


def parse_json(data: str | bytes) -> Any:
    """Return the value in a JSON text.

    Example:
        >>> parse_json('{"units": 3}')
        {'units': 3}

    Raises:
        ValueError: The text is not valid JSON, or is nested too deeply.
    """
    try:
        return json.loads(data)
    except RecursionError:
        msg = "The JSON is nested too deep."
        raise ValueError(msg) from None


def read_csv(path: Path) -> tuple[list[list[str]], list[str]]:
    """Return the rows of a CSV file, starting with the header, and notes about its encoding.

    Raises:
        CsvError: The file cannot be read, or is not a CSV file.
    """
    text, notes = _text(path)
    try:
        return list(csv.reader(io.StringIO(text, newline=""))), notes
    except csv.Error:
        msg = f"{path.name} is not a CSV file. Save it as CSV (UTF-8) and try again."
        raise CsvError(msg) from None


def _text(path: Path) -> tuple[str, list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise CsvError(msg) from None
    if b"\0" in data:
        msg = f"{path.name} is not a CSV file. Save it as CSV (UTF-8) and try again."
        raise CsvError(msg)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = f"{path.name} is not UTF-8, so it was read as Latin-1 (Windows). Check the names with accents."
        return data.decode("cp1252", errors="replace"), [note]


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file in which no spreadsheet program reads a cell as a formula.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([csv_cell(name) for name in header])
        writer.writerows([csv_cell(value) for value in row] for row in rows)


def csv_cell(value: object) -> str:
    """Return a value as a CSV cell that no spreadsheet program reads as a formula.

    Example:
        >>> csv_cell("=1+1"), csv_cell("Ann"), csv_cell(-2.5)
        ("'=1+1", 'Ann', '-2.5')
    """
    if not isinstance(value, str):
        return str(value)
    return f"'{printable(value)}" if value.startswith(FORMULA) else printable(value)


def printable(text: str) -> str:
    r"""Return a text with its control characters replaced, so that any file can contain it.

    Example:
        >>> printable("a\x00b")
        'a�b'
    """
    if text.isprintable():
        return text
    return CONTROL.sub("�", text).encode("utf-8", "replace").decode()
