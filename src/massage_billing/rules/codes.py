"""Procedure codes: their plain names here, and whether minutes count for them.

CPT is a registered trademark of the American Medical Association. The names are ours; the official text is in the
current CPT book.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from massage_billing.dated import in_force
from massage_billing.tables import load


class UnknownCode(ValueError):  # noqa: N818  (a name that other code and the course rely on)
    """A code that the table of codes does not have."""


class ProcedureCode(NamedTuple):
    """A procedure code as this course knows it."""

    code: str
    name: str  # our own plain name, never the CPT descriptor
    timed: bool  # billed by the quarter hour; an untimed code is one unit a day
    source: str  # id of sources.csv
    pinpoint: str

    def __str__(self) -> str:
        """Return the code with its name, as a learner reads it: "97124 massage"."""
        return f"{self.code} {self.name}"


@lru_cache(maxsize=1024)
def find_code(code: str, on: date | None = None) -> ProcedureCode:
    """Return what is known of `code` on the day of service `on`; without a day, as it stands.

    >>> find_code("97124").timed, find_code("97010").timed
    (True, False)

    Raises:
        UnknownCode: the code is not in codes.csv; the message lists the ones that are.
        OutsideKnownDatesError: it is, but not for that day.

    Source: codes.csv, a source a row.
    """
    rows = [row for row in load("codes") if row["code"] == code]
    if not rows:
        known = ", ".join(sorted({row["code"] for row in load("codes")}))
        msg = f"{code!r} is not a code of this course; use one of {known}."
        raise UnknownCode(msg)
    found = in_force(rows, on)
    if not found:
        msg = f"{code} is no longer a code; give the day of service to ask about the past."
        raise UnknownCode(msg)
    row = found[0]
    return ProcedureCode(row["code"], row["name"], row["timed"] == "yes", row["source"], row["pinpoint"])
