"""Rules for the explanation of benefits (EOB): what was billed, allowed, adjusted, and paid, and what the patient owes.

Amounts are exact decimals, so they add up: billed = paid + every adjustment, each with its sign (x12-rfi-2348).
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, current, table
from massage_billing.rules.claims.findings import CENT, Finding, dollars, finding, is_empty, mapping

ZERO = Decimal("0.00")
Amount = str | int | Decimal
AMOUNTS = ("billed", "adjusted", "deductible", "coinsurance", "copay", "not_covered", "paid")
ACTIONS = {  # the values of AdjustmentReason.act, as a learner reads them
    "bill the client": "Bill the patient",
    "let go": "Accept the adjustment",
    "correct and send again": "Correct and resubmit the claim",
    "appeal": "Appeal with the session notes",
    "ask for authorization": "Ask for authorization after the visit, or appeal",
    "look first": "Find out what happened before you do anything else",
    "bill the other payer": "Send the claim to the payer that is responsible",
    "send records": "Send the records that the plan asks for",
}


@table("adjustment_groups", key=("code",))
class AdjustmentGroup(DatedRow):
    """The two letters of an adjustment on an explanation of benefits, which say who owes it.

    Example:
        >>> [row.code for row in current(AdjustmentGroup)]
        ['CO', 'PR', 'OA', 'PI']
    """

    code: str
    name: str
    patient_owes: bool
    meaning: str
    then: str


@table("adjustment_reasons", key=("code",))
class AdjustmentReason(DatedRow):
    """A reason code on an explanation of benefits, in our own words, and how to respond to it.

    Example:
        >>> reasons()["CO-29"].name
        'filed too late'
    """

    code: str
    groups: tuple[str, ...]  # the group codes that the reason comes with
    name: str
    denies: bool
    act: str  # what to do first
    also: str  # other first responses that can be defended
    pays: str
    meaning: str
    why: str

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return every first response that can be defended, the best one first.

        Example:
            >>> reasons()["CO-29"].accepted
            ('let go', 'appeal')
        """
        return (self.act, *filter(None, self.also.split("|")))


@table("benefit_questions", key=("ask",))
class BenefitQuestion(DatedRow):
    """A question to ask the plan before the first visit.

    Example:
        >>> current(BenefitQuestion)[0].ask
        'Is the plan active on the date of the visit?'
    """

    ask: str
    part: str
    because: str


@table("contract_clauses", key=("clause",))
class ContractClause(DatedRow):
    """A clause of a fictional contract with a plan, in plain language.

    Example:
        >>> current(ContractClause)[0].says
        'The plan pays from its fee schedule.'
    """

    clause: str
    says: str
    means: str


class Explanation(NamedTuple):
    """One service as the plan processed it, in dollars and cents.

    Example:
        >>> explain_benefits("120.00", "80.00", copay="25.00").paid
        Decimal('55.00')
    """

    billed: Decimal
    allowed: Decimal
    adjusted: Decimal  # the contractual write-off (CO-45), or the whole charge if it is denied with CO, OA, or PI
    deductible: Decimal  # the part of the deductible that applies to this service (PR-1)
    coinsurance: Decimal  # the patient's percentage of the rest (PR-2)
    copay: Decimal  # the patient's fixed amount for a visit (PR-3)
    paid: Decimal  # the plan's payment
    denial: str = ""  # the reason code if the plan pays nothing
    not_covered: Decimal = ZERO  # the whole charge if it is denied with PR

    @property
    def share(self) -> Decimal:
        """Return what the patient owes, in dollars.

        Example:
            >>> explain_benefits("120.00", "80.00", deductible_left="30.00", coinsurance=20).share
            Decimal('40.00')
        """
        return self.deductible + self.coinsurance + self.copay + self.not_covered


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

    The provider writes off any charge above the allowed amount. The patient first pays the remaining deductible, then the
    copay, and then the coinsurance. The plan pays the rest.

    Args:
        billed: The charge, in dollars.
        allowed: The allowed amount in the fee schedule, in dollars.
        deductible_left: The part of the yearly deductible that the patient has not yet paid, in dollars.
        coinsurance: The patient's percentage, from 0 to 100.
        copay: The patient's fixed amount, in dollars.
        denial: A denial code from adjustment_reasons.csv, with any of its group codes, such as "CO-50" or "PI-16". If
            given, the plan pays nothing. With PR, the patient owes the charge.

    Returns:
        The billed amount, split into the adjustment, the patient's share, and the plan's payment.

    Raises:
        ValueError: An amount is not in dollars and cents (a float is never exact), `coinsurance` is not a whole number from
            0 to 100, or `denial` is not a denial code.

    Example:
        >>> settled = explain_benefits("120.00", "80.00", deductible_left="30.00", coinsurance=20)
        >>> settled.adjusted, settled.share, settled.paid
        (Decimal('40.00'), Decimal('40.00'), Decimal('40.00'))

    Source: edi-835 (the parts); x12-carc (CO-45, PR-1, PR-2, PR-3).
    """
    charge, fee = _amount("billed", billed), _amount("allowed", allowed)
    left, fixed = _amount("deductible_left", deductible_left), _amount("copay", copay)
    percent_of_rest = _percent(coinsurance)
    if denial:
        denial = _as_printed(denial)
        patient = charge if _denied_group(denial) == "PR" else ZERO
        return Explanation(charge, ZERO, charge - patient, ZERO, ZERO, ZERO, ZERO, denial, patient)
    fee = min(fee, charge)  # no plan allows more than was billed
    deductible = min(left, fee)
    flat = min(fixed, fee - deductible)
    percent = ((fee - deductible - flat) * percent_of_rest / 100).quantize(CENT, ROUND_HALF_UP)
    return Explanation(charge, fee, charge - fee, deductible, percent, flat, fee - deductible - flat - percent)


def review_explanation(given: Mapping[str, object]) -> list[Finding]:
    """Return the errors in an explanation of benefits.

    Args:
        given: "billed", "adjusted", "deductible", "coinsurance", "copay", "not_covered", and "paid", in dollars. An omitted
            amount counts as 0. "adjustments" may have more amounts by group and reason code, such as {"OA-23": "176.00"}.
            An amount may be below 0, as in a reversal.

    Returns:
        A finding for each error, or an empty list if the amounts add up.

    Raises:
        ValueError: `given` is not a mapping.

    Example:
        >>> review_explanation({"billed": "120.00", "adjusted": "40.00", "paid": "70.00"})[0].problem
        'The billed amount is $120.00, but the parts add up to $110.00.'
        >>> review_explanation({"billed": "200.00", "paid": "24.00", "adjustments": {"OA-23": "176.00"}})
        []

    Source: x12-rfi-2348; the eob rows of claim_checks.csv.
    """
    if not isinstance(given, Mapping):
        msg = f"An explanation of benefits must be a mapping of amounts by name, not a {type(given).__name__}."
        raise ValueError(msg)
    if is_empty(given.get("billed")):
        return [finding("eob_missing", name="billed")]
    values = {name: ZERO if is_empty(given.get(name)) else given[name] for name in AMOUNTS}
    more = {str(code): value for code, value in mapping(given.get("adjustments")).items()}
    found = [finding("eob_group", code=code) for code in more if group_of(code) not in groups()]
    values |= more
    amounts = {name: dollars(value, signed=True) for name, value in values.items()}
    found += [
        finding("eob_amount", name=name, value=values[name]) for name, amount in amounts.items() if amount is None
    ]
    read = {name: amount for name, amount in amounts.items() if amount is not None}
    billed = read.pop("billed", ZERO)
    if not found and (parts := sum(read.values(), ZERO)) != billed:
        found.append(finding("eob_sum", billed=billed, parts=parts))
    return found


@cache
def groups() -> dict[str, AdjustmentGroup]:
    """Return the group codes by their two letters.

    Example:
        >>> groups()["PR"].patient_owes, groups()["PI"].patient_owes
        (True, False)
    """
    return {row.code: row for row in current(AdjustmentGroup)}


def group_of(code: str) -> str:
    """Return the group code of an adjustment.

    Example:
        >>> group_of("CO-45")
        'CO'
    """
    return code.partition("-")[0]


def find_reason(code: str) -> AdjustmentReason | None:
    """Return the row of a group and reason code, or None if the course does not have it.

    A reason can come with more than one group code. Small letters count as capital letters.

    Raises:
        ValueError: `code` is not a string.

    Example:
        >>> find_reason("CO-18").code, find_reason("PI-16").code, find_reason("OA-50")
        ('OA-18', 'CO-16', None)
    """
    code = _as_printed(code)
    if code in reasons():
        return reasons()[code]
    group, _, reason = code.partition("-")
    rows = (row for row in reasons().values() if row.code.partition("-")[2] == reason and group in row.groups)
    return next(rows, None)


@cache
def reasons() -> dict[str, AdjustmentReason]:
    """Return the adjustment reasons in this course, by code.

    Example:
        >>> reasons()["PR-3"].name
        'copay'
    """
    return {row.code: row for row in current(AdjustmentReason)}


def _as_printed(code: object) -> str:
    if not isinstance(code, str):
        msg = f"The code must be a string with a group and a reason, such as 'CO-45', not {code!r}."
        raise ValueError(msg)
    return code.strip().upper()


def denials() -> tuple[str, ...]:
    """Return the codes that explain why a plan pays nothing.

    Example:
        >>> "CO-50" in denials(), "PR-1" in denials()
        (True, False)
    """
    return tuple(code for code, row in reasons().items() if row.denies)


def _percent(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:  # noqa: PLR2004  (percent)
        msg = f"coinsurance must be a whole percentage from 0 to 100, not {value!r}."
        raise ValueError(msg)
    return value


def _denied_group(code: str) -> str:
    row = find_reason(code)
    if row is None or not row.denies:
        msg = f"{code!r} is not a denial code. Use one of {', '.join(denials())}."
        raise ValueError(msg)
    return group_of(code)


def _amount(name: str, value: Amount) -> Decimal:
    amount = dollars(value)
    if amount is None:
        msg = f"{name} must be dollars and cents, 0 or more, such as '80.00', not {value!r}."
        raise ValueError(msg)
    return amount
