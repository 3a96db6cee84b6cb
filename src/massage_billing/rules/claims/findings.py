"""What is wrong with a claim or a document: the item, the problem, the fix, and the source."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table

CENT = Decimal("0.01")
SHOWN = 240  # characters of a value that a finding repeats
LARGEST = 10**9  # far above any count in a practice
MOST = Decimal("1e9")  # dollars; more than any practice bills


@table("claim_checks", key=("id",))
class ClaimCheck(DatedRow):
    """Something that a review looks for; its texts have placeholders in braces."""

    id: str
    item: str  # item of the claim form, or part of the document; empty: depends on the field
    problem: str
    fix: str


class Finding(NamedTuple):
    """One thing that is wrong."""

    item: str  # item of the claim form, or part of the document
    problem: str
    fix: str
    source: str  # the citation that supports it
    check: str  # id of the row that describes it
    line: int = 0  # line of the claim, from 1; 0: the claim as a whole


def finding(check: str, line: int = 0, **values: object) -> Finding:
    """Return a finding from claim_checks.csv with its placeholders filled in.

    Args:
        check: id of a row.
        line: line of the claim, from 1.
        values: the values of the placeholders; also `item`, if the row has none.

    Raises:
        KeyError: there is no such row.
    """
    row = checks()[check]
    words = {name: short(value) for name, value in values.items()}
    return Finding(
        row.item or words["item"], row.problem.format(**words), row.fix.format(**words), row.citation, check, line
    )


@cache
def checks() -> dict[str, ClaimCheck]:
    """Return the checks, by id."""
    return {row.id: row for row in current(ClaimCheck)}


def short(value: object) -> str:
    """Return a value as a finding shows it: on one line, shortened, and never the contents of a structure."""
    if isinstance(value, int) and abs(value) > LARGEST:
        return "a very large number"
    text = " ".join(str(value).split()) if isinstance(value, (str, date, Decimal, int)) else f"a {type(value).__name__}"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def day(value: object) -> date | None:
    """Return a day given as a date or as text such as "2026-03-02"; None if it is neither.

    >>> day("2026-03-02"), day("March")
    (datetime.date(2026, 3, 2), None)
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def dollars(value: object) -> Decimal | None:
    """Return an amount in dollars and cents, 0 or more; None if it is not one, or is a float, which is not exact.

    >>> dollars("80.00"), dollars(80), dollars("8O"), dollars(80.1), dollars("-1")
    (Decimal('80.00'), Decimal('80.00'), None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return None
    try:
        amount = Decimal(value.strip() if isinstance(value, str) else value)
        if not 0 <= amount < MOST or amount != amount.quantize(CENT):
            return None
        return amount.quantize(CENT)
    except (InvalidOperation, ValueError):
        return None


def count(value: object) -> int | None:
    """Return a whole number from 0 to a billion; None if the value is not one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST else None


def mapping(value: object) -> Mapping[str, object]:
    """Return a mapping unchanged, and an empty mapping for anything else."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> Sequence[object]:
    """Return a sequence unchanged, and an empty one for anything else, including text."""
    return value if isinstance(value, Sequence) and not isinstance(value, (str, bytes)) else ()


def is_empty(value: object) -> bool:
    """Return whether a field of a form is empty."""
    return value is None or (
        isinstance(value, (str, Mapping, Sequence)) and not (value.strip() if isinstance(value, str) else value)
    )
