"""An explanation of benefits: what was billed, allowed, adjusted, and paid, and what the client owes.

Amounts are exact decimals, so that they add up: billed = adjusted + paid + the client's share (edi-835).
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import CENT, Finding, dollars, finding, is_empty

ZERO = Decimal("0.00")
Amount = str | int | Decimal
AMOUNTS = ("billed", "adjusted", "deductible", "coinsurance", "copay", "paid")


@table("adjustment_reasons", key=("code",))
class AdjustmentReason(DatedRow):
    """A reason code on an explanation of benefits, in our words, and what to do about it."""

    code: str
    name: str
    denies: bool
    act: str
    meaning: str
    why: str


@table("benefit_questions", key=("ask",))
class BenefitQuestion(DatedRow):
    """Something to ask the plan before the first visit."""

    ask: str
    part: str
    because: str


@table("contract_clauses", key=("clause",))
class ContractClause(DatedRow):
    """A clause in a fictional contract with a plan, in plain words."""

    clause: str
    says: str
    means: str


class Explanation(NamedTuple):
    """One service as the plan processed it, in dollars and cents."""

    billed: Decimal
    allowed: Decimal
    adjusted: Decimal  # the contractual write-off (CO-45), or the whole charge if the claim is denied
    deductible: Decimal  # the client pays this first (PR-1)
    coinsurance: Decimal  # the client's percentage of the rest (PR-2)
    copay: Decimal  # the client's fixed amount for a visit (PR-3)
    paid: Decimal  # by the plan
    denial: str = ""  # reason code, if nothing is paid

    @property
    def share(self) -> Decimal:
        """Return what the client owes."""
        return self.deductible + self.coinsurance + self.copay


def explain_benefits(
    billed: Amount,
    allowed: Amount,
    *,
    deductible_left: Amount = 0,
    coinsurance: int = 0,
    copay: Amount = 0,
    denial: str = "",
) -> Explanation:
    """Return how a plan processes one in-network service.

    The provider writes off the amount above the allowed amount. The client first pays the remaining deductible, then the
    copay, and then the coinsurance. The plan pays the rest.

    >>> settled = explain_benefits("120.00", "80.00", deductible_left="30.00", coinsurance=20)
    >>> settled.adjusted, settled.share, settled.paid
    (Decimal('40.00'), Decimal('40.00'), Decimal('40.00'))

    Args:
        billed: the charge, in dollars.
        allowed: what the fee schedule allows, in dollars.
        deductible_left: the part of the year's deductible that the client has not yet paid, in dollars.
        coinsurance: the client's percentage, 0 to 100.
        copay: the client's fixed amount, in dollars.
        denial: a denial code in adjustment_reasons.csv; if given, nothing is paid.

    Raises:
        ValueError: an amount that is not dollars and cents (a float is not), a percent outside 0 to 100, or an unknown denial.

    Source: edi-835 (the parts); x12-carc (CO-45, PR-1, PR-2, PR-3).
    """
    charge, fee = _amount("billed", billed), _amount("allowed", allowed)
    left, fixed = _amount("deductible_left", deductible_left), _amount("copay", copay)
    percent_of_rest = _percent(coinsurance)
    if denial:
        _must_deny(denial)
        return Explanation(charge, ZERO, charge, ZERO, ZERO, ZERO, ZERO, denial)
    fee = min(fee, charge)  # no plan allows more than was billed
    deductible = min(left, fee)
    flat = min(fixed, fee - deductible)
    percent = ((fee - deductible - flat) * percent_of_rest / 100).quantize(CENT, ROUND_HALF_UP)
    return Explanation(charge, fee, charge - fee, deductible, percent, flat, fee - deductible - flat - percent)


def review_explanation(given: Mapping[str, object]) -> list[Finding]:
    """Return what is wrong with an explanation of benefits; an empty list if it adds up.

    >>> review_explanation({"billed": "120.00", "adjusted": "40.00", "paid": "70.00"})[0].problem
    'Billed 120.00 is not the sum of the parts, 110.00.'

    Args:
        given: "billed", "adjusted", "deductible", "coinsurance", "copay" and "paid", in dollars; an omitted amount is 0.

    Raises:
        ValueError: `given` is not a mapping.

    Source: edi-835; the eob rows of claim_checks.csv.
    """
    if not isinstance(given, Mapping):
        msg = f"An explanation of benefits must be amounts by name; it is a {type(given).__name__}."
        raise ValueError(msg)
    if is_empty(given.get("billed")):
        return [finding("eob_missing", name="billed")]
    amounts = {name: dollars(ZERO if is_empty(given.get(name)) else given[name]) for name in AMOUNTS}
    found = [finding("eob_amount", name=name, value=given[name]) for name, amount in amounts.items() if amount is None]
    read = {name: amount for name, amount in amounts.items() if amount is not None}
    if not found and (parts := sum((read[name] for name in AMOUNTS[1:]), ZERO)) != read["billed"]:
        found.append(finding("eob_sum", billed=read["billed"], parts=parts))
    return found


@cache
def reasons() -> dict[str, AdjustmentReason]:
    """Return the adjustment reasons in this course, by code such as "CO-45"."""
    return {row.code: row for row in current(AdjustmentReason)}


def denials() -> tuple[str, ...]:
    """Return the codes that say why nothing is paid."""
    return tuple(code for code, row in reasons().items() if row.denies)


def _percent(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:  # noqa: PLR2004  (percent)
        msg = f"coinsurance must be a whole percent from 0 to 100; it is {value!r}."
        raise ValueError(msg)
    return value


def _must_deny(code: str) -> None:
    if code not in denials():
        msg = f"{code!r} is not a reason to deny; use one of {', '.join(denials())}."
        raise ValueError(msg)


def _amount(name: str, value: Amount) -> Decimal:
    amount = dollars(value)
    if amount is None:
        msg = f"{name} must be dollars and cents, 0 or more, such as '80.00'; it is {value!r}."
        raise ValueError(msg)
    return amount
