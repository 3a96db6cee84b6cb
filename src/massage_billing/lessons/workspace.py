"""The learner's folder. Lessons are copied into it, but never over a file that the learner changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from massage_billing.base.files import parse_json, write_atomically
from massage_billing.base.tables import packaged
from massage_billing.lessons import browser_storage

PRIVATE = ".massage-billing"  # inside the learner's folder: what we copied, what is open, and the server's lock and log
STATE = "lessons.json"
STARTS = ("part", "step")  # the tags of the cells at which a part or a step of a lesson starts
LEFT_OUT = "simulated-learner"  # the tag of cells that only the tests run
UNREADABLE = "not a notebook"  # instead of the fingerprint of a damaged file


@dataclass(frozen=True, slots=True)
class State:
    """What the start page needs to know about the learner's folder."""

    placed: dict[str, str]  # lesson as shipped -> file with its newest version
    notices: tuple[str, ...] = ()


def prepare(folder: Path, notices: tuple[str, ...] = ()) -> State:
    """Copy the lessons into a folder, and return where each lesson is.

    A file that the learner changed is never overwritten. A newer version of its lesson is put beside it.

    Args:
        folder: The learner's folder, which is created if necessary.
        notices: Messages to show on the start page.

    Raises:
        OSError: The folder cannot be created or written.
    """
    private = folder / PRIVATE
    private.mkdir(parents=True, exist_ok=True)
    copied = _copied(private / STATE)
    placed = {path.name: _place(folder / path.name, shipped(path), copied).name for path in packaged_lessons()}
    text = json.dumps({"copied": copied, "placed": placed, "notices": notices}, indent=1)
    write_whole(private / STATE, text)
    return State(placed, notices)


def read_state(folder: Path) -> State:
    """Return what `prepare` wrote, or an empty state if there is nothing readable."""
    try:
        kept = parse_json((folder / PRIVATE / STATE).read_text(encoding="utf-8"))
        return State(dict(kept["placed"]), tuple(kept["notices"]))
    except (OSError, ValueError, KeyError, TypeError):
        return State({})


def packaged_lessons() -> list[Path]:
    """Return the notebooks for learners and instructors, in order.

    In the learner's folder, all of them are side by side.

    Example:
        >>> packaged_lessons()[0].name
        '00_start_here.ipynb'
    """
    place = packaged("notebooks")
    return [*sorted(place.glob("*.ipynb")), *sorted(place.glob("instructor/*.ipynb"))]


def shipped(path: Path) -> dict[str, Any]:
    """Return a notebook as learners get it, without the cells that only the tests run.

    Example:
        >>> any("simulated-learner" in cell["metadata"].get("tags", ()) for cell in shipped(packaged_lessons()[1])["cells"])
        False
    """
    notebook: dict[str, Any] = parse_json(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if LEFT_OUT not in cell["metadata"].get("tags", ())]
    return notebook


def fingerprint(notebook: dict[str, Any]) -> str:
    """Return a hash of a notebook's text, code, and steps. Running the notebook does not change it.

    Example:
        >>> new = {"cells": [{"cell_type": "code", "source": ["1 + 1"], "outputs": []}]}
        >>> run = {"cells": [{"cell_type": "code", "source": ["1 + 1"], "outputs": ["2"]}]}
        >>> fingerprint(new) == fingerprint(run)
        True
    """
    cells = [(cell["cell_type"], "".join(cell["source"]), *_starts(cell)) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _starts(cell: dict[str, Any]) -> list[str]:
    """Return whether a part or a step starts at a cell. Lessons from version 0.1 have neither."""
    return [tag for tag in STARTS if tag in cell.get("metadata", {}).get("tags", ())]


def write_whole(path: Path, text: str) -> None:
    """Write text to a file, completely or not at all. In a browser, the page stores it too.

    Raises:
        OSError: The file cannot be written. Its earlier version is kept.
    """
    write_atomically(path, text)
    browser_storage.persist(path, "whole", text)


def write_notebook(path: Path, notebook: dict[str, Any]) -> None:
    """Write a notebook to a file, completely or not at all.

    Raises:
        OSError: The file cannot be written. Its earlier version is kept.
    """
    write_whole(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def _place(path: Path, notebook: dict[str, Any], copied: dict[str, str]) -> Path:
    """Write `notebook` to `path`, or beside it if the learner changed that file; return where it is."""
    ours = fingerprint(notebook)
    for place in _places(path):
        there = _fingerprint_of(place) if place.exists() else None
        untouched = there is None or (there == copied.get(place.name) and there != ours)
        if untouched:
            write_notebook(place, notebook)
        if untouched or there == ours or (copied.get(place.name) == ours and there != UNREADABLE):
            copied[place.name] = ours
            return place
    raise AssertionError  # _places never ends


def _places(path: Path) -> Iterator[Path]:
    yield path
    for number in count(1):
        yield path.with_stem(f"{path.stem} (newer{'' if number == 1 else f' {number}'})")


def _fingerprint_of(path: Path) -> str:
    try:
        return fingerprint(parse_json(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError):
        return UNREADABLE


def _copied(path: Path) -> dict[str, str]:
    try:
        return dict(parse_json(path.read_text(encoding="utf-8"))["copied"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
