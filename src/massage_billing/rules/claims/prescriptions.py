"""What a prescription for massage must contain, and whether it covers a visit (prescription_parts.csv, claim_checks.csv)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import Finding, count, day, finding, is_empty, mapping

LONGEST = 520  # weeks; a longer span is a typo


@table("prescription_parts", key=("field",))
class PrescriptionPart(DatedRow):
    """Something that a prescription for massage must say."""

    field: str
    name: str
    why: str


def review_prescription(
    prescription: Mapping[str, object], on: date, payer: Mapping[str, object] | None = None
) -> list[Finding]:
    """Return what is wrong with a prescription for a visit on a day; an empty list if the visit is covered.

    >>> review_prescription({"patient": "Ann Example"}, date(2026, 1, 5))[0].problem
    'The prescription does not say the diagnosis.'

    Args:
        prescription: parts by the field of prescription_parts.csv: "patient", "diagnosis", "visits", "weeks", "start" (the day
            it was written), "signed_by"; and "used", the visits before this one.
        on: the day of the visit.
        payer: what the contract says: "prescription_days" (the longest that a prescription may run), "reviewed_after" (visits before a
            review is required).

    Raises:
        ValueError: the prescription is not a mapping, or `on` is not a date.

    Source: prescription_parts.csv and the rx rows of claim_checks.csv.
    """
    if not isinstance(prescription, Mapping):
        msg = f"A prescription must be parts by field; it is a {type(prescription).__name__}."
        raise ValueError(msg)
    if day(on) is None or isinstance(on, str):
        msg = f"on, the day of the visit, must be a date such as date(2026, 1, 5); it is {on!r}."
        raise ValueError(msg)
    lacking = [
        finding("rx_incomplete", name=row.name)
        for row in current(PrescriptionPart)
        if is_empty(prescription.get(row.field))
    ]
    return [*lacking, *visits(prescription, [on], payer or {})]


def last_day(prescription: Mapping[str, object], payer: Mapping[str, object] | None = None) -> date | None:
    """Return the last day that a prescription covers: its own weeks, or the payer's limit if that comes first.

    >>> last_day({"start": "2026-03-02", "weeks": 6}), last_day({"start": "2026-03-02"})
    (datetime.date(2026, 4, 12), None)

    Source: wa-network (how many visits over what time); course-claims (a payer's limit, often three months).
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
    """Yield each reason that a prescription does not cover a visit, in the order of the visits."""
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
