"""Where hand-ins lie: a folder, or the zip that Canvas or Moodle gives for all submissions. Nothing is unpacked onto the disk."""

import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from massage_billing.coursework.assignment_reader import Assigned
from massage_billing.coursework.key import GradingError
from massage_billing.coursework.marking import LARGEST, RefusedError

RATIO = 200  # how far a real hand-in can be packed; more is a bomb
# What Canvas makes of a file's name: examplebo_LATE_1002_77_hand_in.json, with the student's Canvas id first.
CANVAS = re.compile(r"[^/_]+_(?:late_)?(\d+)_\d+_", re.IGNORECASE)
# What Moodle makes of it: a folder such as "Bo Example_4711_assignsubmission_file" or "..._file_".
MOODLE = re.compile(r"([^/]+)_\d+_assignsubmission_file_?(?:/|_)", re.IGNORECASE)


def names(place: Path) -> list[str]:
    """Return the name of every file, in an order that is the same on every machine; of two alike each is there.

    Raises:
        GradingError: the place is neither a folder nor a zip.
    """
    if place.is_dir():
        return sorted(_below(place))
    try:
        with zipfile.ZipFile(place) as packed:
            return sorted(entry.filename for entry in packed.infolist() if not entry.is_dir())
    except (OSError, zipfile.BadZipFile):
        msg = f"{place} is neither a folder nor a zip of hand-ins."
        raise GradingError(msg) from None


def _below(place: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(place):
        here = Path(folder)
        own = "" if here == place else f"{here.relative_to(place).as_posix()}/"
        yield from (own + name for name in files)
        yield from (own + name for name in folders if (here / name).is_symlink())  # told, and not followed


def read(place: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes | RefusedError]]:
    """Yield what some files hold, or why a file is refused, in the order asked for.

    Args:
        place: the folder or zip.
        wanted: names as `names` gives them.
    """
    if place.is_dir():
        for name in wanted:
            yield name, _attempt(name, partial(_file, place / name))
        return
    with zipfile.ZipFile(place) as packed:
        entries = Counter(entry.filename for entry in packed.infolist())
        for name in wanted:
            if entries[name] > 1:
                yield name, RefusedError("Two files of this name are in the zip.")
            else:
                yield name, _attempt(name, partial(_unpacked, packed, packed.getinfo(name)))


def _attempt(name: str, reader: Callable[[], bytes]) -> bytes | RefusedError:
    if not name.casefold().endswith(".json"):
        return RefusedError("It is no hand-in; ask for the .json file that “Hand in” offers.")
    try:
        return reader()
    except RefusedError as reason:
        return reason


def _file(path: Path) -> bytes:
    if path.is_symlink():
        raise RefusedError("It is a link; a hand-in is a file of its own.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        return data if len(data) <= LARGEST else _too_large(path.stat().st_size)
    except OSError as error:
        msg = f"It cannot be read: {error.strerror or error}."
        raise RefusedError(msg) from None


def _too_large(size: int) -> bytes:
    msg = f"It is {size:,} bytes; a hand-in has {LARGEST:,} at most."
    raise RefusedError(msg)


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


class Senders:
    """Who handed a file in, as far as the course page wrote it into the file's name."""

    def __init__(self, assigned: Assigned) -> None:
        self._assigned = assigned
        self._known: dict[str, str | None] = {}
        if assigned.roster == "moodle":
            for student in assigned.students():  # two of one name cannot be told apart by it
                name = student.name.casefold()
                self._known[name] = None if name in self._known else student.ident

    def of(self, name: str) -> str | None:
        """Return the id of the student of whom the course page has a file; None where its name does not tell."""
        if self._assigned.roster == "canvas":
            found = CANVAS.match(name.rpartition("/")[2])
            return found[1] if found and found[1] in self._assigned.key else None
        found = MOODLE.search(name) if self._known else None
        return self._known.get(found[1].casefold()) if found else None
