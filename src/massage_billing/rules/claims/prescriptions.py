"""Rules for the prescription: what it must contain, and which visits it covers (prescription_parts.csv, claim_checks.csv)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import Finding, count, day, finding, is_empty, mapping

LONGEST = 520  # weeks; a longer period is a typo


@table("prescription_parts", key=("field",))
class PrescriptionPart(DatedRow):
    """A part that a prescription for massage must have.

    Example:
        >>> current(PrescriptionPart)[1].name
        'the diagnosis'
    """

    field: str
    name: str
    why: str


def review_prescription(
    prescription: Mapping[str, object], on: date, payer: Mapping[str, object] | None = None
) -> list[Finding]:
    """Return the reasons that a prescription does not cover a visit.

    Args:
        prescription: The parts by the `field` column of prescription_parts.csv: "patient", "diagnosis", "visits", "weeks",
            "start" (the date it was written), and "signed_by". Add "used", the number of visits before this one.
        on: The date of the visit.
        payer: The limits in the contract: "prescription_days" (the most days that a prescription may cover) and
            "reviewed_after" (the number of visits before a review is required).

    Returns:
        A finding for each reason, or an empty list if the visit is covered.

    Raises:
        ValueError: The prescription or `payer` is not a mapping, or `on` is not a date.

    Example:
        >>> review_prescription({"patient": "Ann Example"}, date(2026, 1, 5))[0].problem
        'The prescription is missing the diagnosis.'

    Source: prescription_parts.csv and the rx rows of claim_checks.csv.
    """
    if not isinstance(prescription, Mapping):
        msg = f"A prescription must be a mapping of parts by field, not a {type(prescription).__name__}."
        raise ValueError(msg)
    if day(on) is None or isinstance(on, str):
        msg = f"on, the date of the visit, must be a date such as date(2026, 1, 5), not {on!r}."
        raise ValueError(msg)
    if payer is not None and not isinstance(payer, Mapping):
        msg = f"payer must be a mapping of limits, such as {{'prescription_days': 90}}, not a {type(payer).__name__}."
        raise ValueError(msg)
    missing = [
        finding("rx_incomplete", name=row.name)
        for row in current(PrescriptionPart)
        if is_empty(prescription.get(row.field))
    ]
    return [*missing, *visits(prescription, [on], payer or {})]


def last_day(prescription: Mapping[str, object], payer: Mapping[str, object] | None = None) -> date | None:
    """Return the last day that a prescription covers, or None if it cannot be determined.

    The prescription ends after its own weeks, or at the payer's limit in days if that comes first.

    Example:
        >>> last_day({"start": "2026-03-02", "weeks": 6}), last_day({"start": "2026-03-02"})
        (datetime.date(2026, 4, 12), None)

    Source: wa-network (number of visits over a period); course-claims (a payer's limit, often three months).
    """
    start, weeks = day(prescription.get("start")), count(prescription.get("weeks"))
    limit = count(mapping(payer).get("prescription_days"))
    if start is None:
        return None
    days = [weeks * 7] if weeks and weeks <= LONGEST else []
    days += [limit] if limit and limit <= LONGEST * 7 else []
    if not days:
        return None
    try:
        return start + timedelta(days=min(days) - 1)
    except OverflowError:
        return None


def visits(prescription: Mapping[str, object], days: Iterable[date], payer: Mapping[str, object]) -> Iterator[Finding]:
    """Yield each part of a prescription that cannot be read, and then each reason that it does not cover a visit.

    Args:
        prescription: The parts of the prescription, as for `review_prescription`.
        days: The dates of the visits, in order.
        payer: The limits in the contract, as for `review_prescription`.

    Example:
        >>> used_up = {"visits": 6, "used": 6}
        >>> [found.check for found in visits(used_up, [date(2026, 3, 2)], {})]
        ['rx_used_up']
    """
    yield from _unreadable(prescription)
    start, end = day(prescription.get("start")), last_day(prescription, payer)
    allowed, before = count(prescription.get("visits")), count(prescription.get("used")) or 0
    free = count(payer.get("reviewed_after"))
    for number, on in enumerate(days, start=before + 1):
        if start and on < start:
            yield finding("rx_early", day=on, start=start)
        if end and on > end:
            yield finding("rx_expired", end=end, day=on)
        if allowed is not None and number > allowed:
            yield finding("rx_used_up", visits=allowed, number=number)
        elif free is not None and number > free:
            yield finding("review_due", number=number, free=free)


def _unreadable(prescription: Mapping[str, object]) -> Iterator[Finding]:
    """Yield the dates and numbers that cannot be read. Without them, a prescription would seem to have no limit."""
    names = {row.field: row.name for row in current(PrescriptionPart)} | {"used": "the number of visits so far"}
    weeks = count(prescription.get("weeks"))
    read = {
        "start": day(prescription.get("start")),
        "weeks": weeks if weeks and weeks <= LONGEST else None,
        "visits": count(prescription.get("visits")),
        "used": count(prescription.get("used")),
    }
    for field, value in read.items():
        if value is None and not is_empty(prescription.get(field)):
            yield finding("rx_unreadable", name=names[field], value=prescription[field])
