"""Review a claim as a clearinghouse does before it sends the claim to the plan (claim_checks.csv)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from massage_billing.base.tables import DatedRow, current, history, table
from massage_billing.base.text import us_date
from massage_billing.rules.claims.claim_form import (
    LETTERS,
    LINE_FIELDS,
    LINES,
    ClaimItem,
    Line,
    about,
    items,
    lines_of,
    on_the_form,
)
from massage_billing.rules.claims.findings import Finding, count, day, dollars, finding, is_empty, mapping, sequence
from massage_billing.rules.claims.prescriptions import visits
from massage_billing.rules.claims.services import review_services
from massage_billing.rules.npi import npi_problem

NPIS = ("referring_npi", "billing_npi")
REPEATED = ("76", "77")  # the modifiers of a service that is repeated on the same date


@table("diagnosis_codes", key=("code",))
class Diagnosis(DatedRow):
    """A diagnosis code that is common on massage referrals, in our own words.

    Example:
        >>> current(Diagnosis)[0].name
        'neck pain'
    """

    code: str
    name: str
    body: str
    usual: bool  # whether the lesson lists the code


def review_claim(claim: Mapping[str, object]) -> list[Finding]:
    """Return the errors in a claim, in the order of the items on the form.

    Args:
        claim: The items by the `field` column of claim_items.csv. "lines" has a mapping for each line of item 24: "date",
            "place", "code", "modifier", "pointer", "charge", "units", "npi", and "minutes" from the session note. Two
            optional keys are not on the form. "prescription" has "start", "weeks", "visits", and "used" (visits before
            this claim). "payer" has "method" ("cms" or "midpoint"), "filing_days", and "reviewed_after" (visits before a
            review is required). Dates are dates or ISO text such as "2026-03-02". Amounts are in dollars: text, whole
            numbers, or Decimal.

    Returns:
        A finding for each error, or an empty list for a clean claim.

    Raises:
        ValueError: `claim` is not a mapping.

    Example:
        >>> claim = {"patient": "Ann Example", "lines": []}
        >>> [found.item for found in review_claim(claim)][:3]
        ['1a', '3', '4']

    Source: claim_checks.csv and claim_items.csv.
    """
    if not isinstance(claim, Mapping):
        msg = f"A claim must be a mapping of items by field, such as {{'patient': 'Ann Example'}}, not a {type(claim).__name__}."
        raise ValueError(msg)
    lines = list(lines_of(claim))
    found = [*_empty(claim), *_npis(claim), *_whole(lines), *_total(claim)]
    for line in lines:
        found += [*_line(line), *_pointer(line, claim)]
    found += _dates(lines, claim)
    found += [*_diagnoses(claim, lines), *review_services(claim, lines), *_prescription(claim, lines)]
    order = {item: at for at, item in enumerate(items())}
    return sorted(found, key=lambda one: (order.get(one.item, order["24A"]), one.line))


def _empty(claim: Mapping[str, object]) -> Iterator[Finding]:
    """Yield the required items that are missing, and the items that cannot be read."""
    for row in current(ClaimItem):
        field = row.field
        if field not in LINE_FIELDS and row.needed and is_empty(claim.get(field)):
            yield about(field, "missing")
    for field in ("birth_date", "signed"):
        if not is_empty(claim.get(field)) and day(claim[field]) is None:
            yield about(field, "unreadable", value=claim[field])


def _npis(claim: Mapping[str, object]) -> Iterator[Finding]:
    for field in NPIS:
        if not is_empty(claim.get(field)):
            yield from _npi(field, claim[field])


def _npi(field: str, given: object, line: int = 0) -> Iterator[Finding]:
    why = npi_problem(given) if isinstance(given, str) else "An NPI must be text with ten digits."
    if why:
        yield about(field, "npi_malformed", line, why=why)


def _whole(lines: Sequence[Line]) -> Iterator[Finding]:
    if not lines:
        yield finding("no_lines")
    if len(lines) > LINES:
        yield finding("too_many_lines", count=f"{len(lines):,}")
    seen: set[tuple[str, date]] = set()
    for line in lines:
        if line.code and line.day:
            # Modifier 59 does not allow a second line of one code on one date; 76 and 77 do at some payers (fcso-units).
            if (line.code, line.day) in seen and line.given.get("modifier") not in REPEATED:
                yield finding("duplicate", line.number, code=line.code, day=line.day)
            seen.add((line.code, line.day))


def _line(line: Line) -> Iterator[Finding]:
    """Yield the errors in one line, regardless of the other lines."""
    for field in LINE_FIELDS:
        if is_empty(line.given.get(field)) and field != "pointer":
            yield about(field, "missing", line.number)
    if not is_empty(line.given.get("date")) and line.day is None:
        yield about("date", "unreadable", line.number, value=line.given["date"])
    if not is_empty(line.given.get("npi")):
        yield from _npi("npi", line.given["npi"], line.number)
    charge = line.given.get("charge")
    if not is_empty(charge) and not dollars(charge):  # 0 is not a valid charge either
        yield finding("charge", line.number, value=charge, code=line.code or "this line")
    units = line.given.get("units")
    if not is_empty(units) and not line.units:
        yield finding("units_not_whole", line.number, units=units)


def _pointer(line: Line, claim: Mapping[str, object]) -> Iterator[Finding]:
    pointer = line.given.get("pointer")
    code = line.code or "This line"
    if not isinstance(pointer, str) or not pointer.strip():
        yield finding("pointer_missing", line.number, code=code)
        return
    listed = LETTERS[: len(sequence(claim.get("diagnoses")))]
    for letter in pointer.strip():
        if letter not in listed:
            yield finding("pointer_empty", line.number, code=code, pointer=letter)
            return


def _dates(lines: Iterable[Line], claim: Mapping[str, object]) -> Iterator[Finding]:
    signed = day(claim.get("signed"))
    limit = count(mapping(claim.get("payer")).get("filing_days"))
    if signed is None:
        return
    for line in lines:
        if line.day and line.day > signed:
            yield finding("future", line.number, day=line.day, signed=signed)
        elif line.day and limit is not None and (signed - line.day).days > limit:
            yield finding("late", line.number, day=line.day, days=(signed - line.day).days, limit=limit)


def _diagnoses(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    days = sorted({line.day for line in lines if line.day})
    for given in sequence(claim.get("diagnoses")):
        rows = _spans().get(on_the_form(given), []) if isinstance(given, str) else []
        if not rows:
            yield finding("dx_unknown", dx=on_the_form(given) if isinstance(given, str) else given)
            continue
        outside = next((day for day in days if not any(row.in_force(day) for row in rows)), None)
        if outside:
            ended = [row.end for row in rows if row.end and row.end < outside]
            why = (
                f"It ended on {us_date(max(ended))}."
                if ended
                else f"It starts on {us_date(min(row.start for row in rows))}."
            )
            yield finding("dx_not_valid", dx=on_the_form(rows[0].code), day=outside, why=why)


@cache
def _spans() -> dict[str, list[Diagnosis]]:
    spans: dict[str, list[Diagnosis]] = {}  # by the code as item 21 shows it
    for row in history(Diagnosis):
        spans.setdefault(on_the_form(row.code), []).append(row)
    return spans


def _prescription(claim: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Finding]:
    if is_empty(claim.get("prescription")):
        yield finding("rx_missing")
        return
    payer = dict(mapping(claim.get("payer")))
    if not is_empty(
        claim.get("authorization")
    ):  # the review is done, but the payer's limit on the prescription still applies
        payer.pop("reviewed_after", None)
    days = sorted({line.day for line in lines if line.day})
    yield from visits(mapping(claim["prescription"]), days, payer)


def _total(claim: Mapping[str, object]) -> Iterator[Finding]:
    given = claim.get("total")
    if is_empty(given):
        return
    total = dollars(given)
    if total is None:
        yield about("total", "unreadable", value=given)
        return
    charges = [dollars(mapping(line).get("charge")) for line in sequence(claim.get("lines"))]
    sum_of_charges = sum((charge for charge in charges if charge is not None), Decimal("0.00"))
    if charges and None not in charges and sum_of_charges != total:
        yield finding("total", value=total, sum=sum_of_charges)
