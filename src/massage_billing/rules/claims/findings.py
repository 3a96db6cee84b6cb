"""Errors in a claim or a document: the item, the problem, the fix, and the source."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.base.text import sentence, us_date

CENT = Decimal("0.01")
SHOWN = 240  # the most characters of a value that a finding repeats
LARGEST = 10**9  # far above any count of visits, units, or days
MOST = Decimal("1e9")  # dollars; far above any charge
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@table("claim_checks", key=("id",))
class ClaimCheck(DatedRow):
    """An error that a review looks for. Its texts have placeholders in braces.

    Example:
        >>> checks()["no_lines"].problem
        'The claim has no service lines.'
    """

    id: str
    item: str  # item of the claim form or part of the document; empty if it depends on the field
    problem: str
    fix: str


class Finding(NamedTuple):
    """One error, with its fix and its source.

    Example:
        >>> finding("no_lines").fix
        'Add a line for each code on each date of service.'
    """

    item: str  # item of the claim form or part of the document
    problem: str
    fix: str
    source: str  # the citation that supports the finding
    check: str  # ID of the row in claim_checks.csv
    line: int = 0  # service line, counted from 1; 0 means the whole claim


def finding(check: str, line: int = 0, **values: object) -> Finding:
    """Return a finding from claim_checks.csv with its placeholders filled in.

    Args:
        check: The ID of a row.
        line: The service line, counted from 1; 0 means the whole claim.
        values: The values of the placeholders. Include `item` if the row has none.

    Raises:
        KeyError: No row has this ID.

    Example:
        >>> finding("untimed_units", 2, code="97010", units=3).problem
        '97010 is untimed, so it is always 1 unit. The claim bills 3.'
    """
    row = checks()[check]
    words = {name: short(value) for name, value in values.items()}
    return Finding(
        row.item or words["item"], row.problem.format(**words), row.fix.format(**words), row.citation, check, line
    )


@cache
def checks() -> dict[str, ClaimCheck]:
    """Return the checks by ID.

    Example:
        >>> checks()["total"].item
        '28'
    """
    return {row.id: row for row in current(ClaimCheck)}


def short(value: object) -> str:
    """Return a value as a finding shows it: on one line, shortened, and never the contents of a structure.

    Example:
        >>> short(date(2026, 3, 2)), short("two   words"), short([1, 2])
        ('03/02/2026', 'two words', 'a list')
    """
    if isinstance(value, int) and abs(value) > LARGEST:
        return "a very large number"
    if isinstance(value, date):
        return us_date(value)
    text = " ".join(str(value).split()) if isinstance(value, (str, Decimal, int)) else f"a {type(value).__name__}"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def as_label(name: str) -> str:
    """Return a name from a table as the label of a field.

    Example:
        >>> as_label("the units"), as_label("a card")
        ('Units', 'A card')
    """
    return sentence(name.removeprefix("the "))


def day(value: object) -> date | None:
    """Return a date that is given as a date or as ISO text, or None if it is neither.

    Example:
        >>> day("2026-03-02"), day("March"), day("1990101502")
        (datetime.date(2026, 3, 2), None, None)
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        # Only this one form, because Python also reads a date in ten digits such as an NPI.
        return date.fromisoformat(value) if isinstance(value, str) and ISO_DATE.fullmatch(value) else None
    except ValueError:
        return None


def display_date(value: str) -> str:
    """Return a date in ISO form as a learner reads it, and any other text unchanged.

    Example:
        >>> display_date("2026-03-02"), display_date("none")
        ('03/02/2026', 'none')
    """
    found = day(value)
    return us_date(found) if found else value


def dollars(value: object, *, signed: bool = False) -> Decimal | None:
    """Return an amount in dollars and cents, or None if the value is not one.

    A float is not accepted, because it is not exact.

    Args:
        value: The amount: text, a whole number, or a Decimal.
        signed: Whether an amount below 0 is accepted, as in a reversal.

    Example:
        >>> dollars("80.00"), dollars(80), dollars("8O"), dollars(80.1), dollars("-1")
        (Decimal('80.00'), Decimal('80.00'), None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return None
    try:
        amount = Decimal(value.strip() if isinstance(value, str) else value)
        if not (-MOST if signed else 0) <= amount < MOST or amount != amount.quantize(CENT):
            return None
        return amount.quantize(CENT)
    except (InvalidOperation, ValueError):
        return None


def count(value: object) -> int | None:
    """Return a whole number from 0 to one billion, or None if the value is not one.

    Example:
        >>> count(3), count("3"), count(-1)
        (3, None, None)
    """
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST else None


def mapping(value: object) -> Mapping[str, object]:
    """Return a mapping unchanged, or an empty mapping for any other value.

    Example:
        >>> mapping({"units": 2}), mapping("units")
        ({'units': 2}, {})
    """
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> Sequence[object]:
    """Return a sequence unchanged, or an empty one for any other value, including text.

    Example:
        >>> sequence(["M54.2"]), sequence("M54.2")
        (['M54.2'], ())
    """
    return value if isinstance(value, Sequence) and not isinstance(value, (str, bytes)) else ()


def is_empty(value: object) -> bool:
    """Return whether a field of a form is empty.

    Example:
        >>> is_empty(" "), is_empty(None), is_empty(0)
        (True, True, False)
    """
    return value is None or (
        isinstance(value, (str, Mapping, Sequence)) and not (value.strip() if isinstance(value, str) else value)
    )
