"""The claim form: its items, and its lines with whatever can be read."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import Finding, count, day, finding, mapping, sequence

LETTERS = "ABCDEFGHIJKL"  # item 21 has room for twelve diagnoses
LINES = 6  # on one form
LINE_FIELDS = ("date", "place", "code", "pointer", "charge", "units", "npi")


@table("claim_items", key=("item",))
class ClaimItem(DatedRow):
    """An item of the claim form (CMS-1500, version 02/12) that matters for a massage claim, in our words."""

    item: str
    field: str  # its name in a claim, or in one of its lines
    name: str
    part: str
    needed: bool
    what: str
    common_error: str


@table("claim_steps", key=("step",))
class ClaimStep(DatedRow):
    """A step from the contract to the payment."""

    step: str
    who: str
    does: str
    why: str


class Line(NamedTuple):
    """One line of item 24; a value that cannot be read is None or empty."""

    number: int  # from 1
    day: date | None
    code: str
    units: int | None
    minutes: int | None
    given: Mapping[str, object]


@cache
def items() -> dict[str, ClaimItem]:
    """Return the items of the claim form by number, in the order of the form."""
    return {row.item: row for row in current(ClaimItem)}


@cache
def _fields() -> dict[str, ClaimItem]:
    return {row.field: row for row in current(ClaimItem)}


def about(field: str, check: str, line: int = 0, **values: object) -> Finding:
    """Return a finding about a field, named by its item on the form."""
    row = _fields()[field]
    return finding(check, line, item=row.item, name=row.name, **values)


def lines_of(claim: Mapping[str, object]) -> Iterator[Line]:
    """Yield the lines of a claim; a value that cannot be read is None or empty."""
    for number, given in enumerate(map(mapping, sequence(claim.get("lines"))), start=1):
        code = given.get("code")
        yield Line(
            number,
            day(given.get("date")),
            code.strip() if isinstance(code, str) else "",
            count(given.get("units")),
            count(given.get("minutes")),
            given,
        )
