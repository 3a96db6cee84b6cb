"""The tables under `datasets/`, read as plain rows of text."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

Row = Mapping[str, str]


def packaged(folder: str) -> Path:
    """Return the path of `datasets`, `notebooks` or `book`: beside this file in a wheel, at the top of a checkout.

    Raises:
        FileNotFoundError: neither place has the folder, so the installation is damaged.
    """
    here = Path(__file__).resolve()
    for path in (here.parent / folder, here.parents[2] / folder):
        if path.is_dir():
            return path
    msg = f"The folder {folder} is missing from the installation of massage-billing; install it again."
    raise FileNotFoundError(msg)


@cache
def load(name: str) -> tuple[Row, ...]:
    """Return the rows of `datasets/NAME.csv`, in file order, every value a string.

    >>> [row["least_minutes"] for row in load("eight_minute_rule")][:3]
    ['8', '23', '38']

    Raises:
        FileNotFoundError: no such table.
    """
    with (packaged("datasets") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))


def citation(source: str, pinpoint: str = "") -> str:
    """Return a source as a reader is shown it: its short name and the place in it.

    >>> citation("cms-clm-5", "section 20.2 C")
    'Medicare Claims Processing Manual, chapter 5, section 20.2 C'

    Raises:
        KeyError: `source` is no id of sources.csv.
    """
    short = _sources()[source]["short"]
    return f"{short}, {pinpoint}" if pinpoint else short


def cite(row: Row) -> tuple[str, str]:
    """Return the source and the pinpoint of a row of a rule table."""
    return row["source"], row["pinpoint"]


def cited(row: Row) -> str:
    """Return the source of a row of a rule table, as a reader is shown it."""
    return citation(*cite(row))


@cache
def _sources() -> dict[str, Row]:
    return {row["id"]: row for row in load("sources")}
