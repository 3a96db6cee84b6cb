"""A folder that is written whole or not at all."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderError(ValueError):
    """A folder that is there holds something else; the message says what to do."""


@contextmanager
def made_whole(out: Path, mark: str, what: str, stale: Collection[str] = ()) -> Iterator[Path]:
    """Yield a folder to write into; once all is written it takes the place of `out`.

    Args:
        out: where the folder goes; one of the same kind that lies there is replaced.
        mark: a file by which a folder of this kind is known.
        what: what such a folder is called.
        stale: names in the old folder that hang on what is made anew, and go with it. What else lies there stays.

    Raises:
        FolderError: `out` is there and is of another kind.
        OSError: the folder cannot be written; what was there before is kept.
    """
    recover(out)
    _known(out, mark, what)
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
    """Put the new folder in the place of the old one, which is put back should that fail."""
    _known(out, mark, what)  # again: it may have come to be in the meantime
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


def _known(out: Path, mark: str, what: str) -> None:
    """Raise FolderError where `out` is there and is of another kind."""
    if out.exists() and not (out / mark).is_file():
        msg = f"{out} is there and is no {what}; name another folder, or empty this one."
        raise FolderError(msg)


def recover(out: Path) -> None:
    """Put back the folder that stood at `out`, if the machine stopped between taking it away and putting in the new one.

    Raises:
        OSError: it cannot be put back.
    """
    if not out.exists() and _old(out).is_dir():
        _old(out).replace(out)


def _old(out: Path) -> Path:
    return out.with_name(f"{out.name}.old")
