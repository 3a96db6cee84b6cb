"""The claim form (CMS-1500): its items, and its service lines as parsed values."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import Finding, count, day, finding, mapping, sequence

LETTERS = "ABCDEFGHIJKL"  # item 21 has room for 12 diagnoses
LINES = 6  # service lines on one form
LINE_FIELDS = ("date", "place", "code", "pointer", "charge", "units", "npi")


@table("claim_items", key=("item",))
class ClaimItem(DatedRow):
    """An item of the claim form (CMS-1500, version 02/12) that matters for a massage claim, in our own words.

    Example:
        >>> items()["24G"].name
        'the units'
    """

    item: str
    field: str  # its key in a claim or in a service line
    name: str
    part: str
    needed: bool  # whether a review names the item when it is empty
    when: str
    what: str
    common_error: str


@table("claim_steps", key=("step",))
class ClaimStep(DatedRow):
    """A step between the contract and the payment.

    Example:
        >>> current(ClaimStep)[0].step
        'Sign a contract with the plan'
    """

    step: str
    who: str
    does: str
    why: str


class Line(NamedTuple):
    """One service line of item 24. A value that cannot be read is None or empty.

    Example:
        >>> next(lines_of({"lines": [{"code": "97124", "units": 2}]})).units
        2
    """

    number: int  # counted from 1
    day: date | None
    code: str
    units: int | None
    minutes: int | None
    given: Mapping[str, object]


def on_the_form(diagnosis: str) -> str:
    """Return a diagnosis code as item 21 shows it: in capital letters, without the decimal point.

    Example:
        >>> on_the_form("M54.2"), on_the_form("m542")
        ('M542', 'M542')

    Source: nucc-1500, item 21.
    """
    return diagnosis.strip().replace(".", "").upper()


@cache
def items() -> dict[str, ClaimItem]:
    """Return the items of the claim form by item number, in the order of the form.

    Example:
        >>> list(items())[:3]
        ['1', '1a', '2']
    """
    return {row.item: row for row in current(ClaimItem)}


@cache
def _fields() -> dict[str, ClaimItem]:
    return {row.field: row for row in current(ClaimItem)}


def about(field: str, check: str, line: int = 0, **values: object) -> Finding:
    """Return a finding about a field of a claim.

    Args:
        field: The key of the field in a claim or in a service line.
        check: The ID of a row in claim_checks.csv.
        line: The service line, counted from 1; 0 means the whole claim.
        values: The values of the other placeholders in the row.

    Example:
        >>> about("birth_date", "missing").problem
        "Item 3 (the patient's date of birth) is empty."
    """
    row = _fields()[field]
    return finding(check, line, item=row.item, name=row.name, **values)


def lines_of(claim: Mapping[str, object]) -> Iterator[Line]:
    """Yield the service lines of a claim. A value that cannot be read is None or empty.

    Example:
        >>> [line.day for line in lines_of({"lines": [{"date": "2026-03-02"}, {"date": "March"}]})]
        [datetime.date(2026, 3, 2), None]
    """
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
