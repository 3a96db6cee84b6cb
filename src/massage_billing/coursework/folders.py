"""A folder that is written whole or not at all, and cells that a spreadsheet takes for text."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class FolderError(ValueError):
    """A folder that is there holds something else; the message says what to do."""


@contextmanager
def made_whole(out: Path, mark: str, what: str) -> Iterator[Path]:
    """Yield a folder to write into; once all is written it takes the place of `out`.

    Args:
        out: where the folder goes; one of the same kind that lies there is replaced.
        mark: a file by which a folder of this kind is known.
        what: what such a folder is called.

    Raises:
        FolderError: `out` is there and is of another kind.
        OSError: the folder cannot be written; what was there before is kept.
    """
    making = out.with_name(f"{out.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        yield making
        _replace(making, out, mark, what)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _replace(making: Path, out: Path, mark: str, what: str) -> None:
    """Put the new folder in the place of the old one, which is put back should that fail."""
    if out.exists() and not (out / mark).is_file():
        msg = f"{out} is there and is no {what}; name another folder, or empty this one."
        raise FolderError(msg)
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.replace(old)
    try:
        making.replace(out)
    except OSError:
        if old.exists():
            old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def cell(value: object) -> str:
    """Return a value as a cell of a CSV file that no spreadsheet takes for a formula.

    >>> cell("=1+1"), cell("Ann"), cell(-2.5)
    ("'=1+1", 'Ann', '-2.5')
    """
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
