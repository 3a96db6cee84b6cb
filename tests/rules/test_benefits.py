"""An explanation of benefits always balances to the cent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.base.tables import history
from massage_billing.rules.claims.benefits import (
    ACTIONS,
    AMOUNTS,
    AdjustmentReason,
    denials,
    explain_benefits,
    find_reason,
    groups,
    reasons,
    review_explanation,
)
from massage_billing.rules.claims.findings import Finding

cents = st.decimals(0, 5000, places=2, allow_nan=False, allow_infinity=False)


@given(cents, cents, cents, st.integers(0, 100), cents, st.sampled_from(["", *denials()]))
def test_billed_equals_the_sum_of_the_parts(
    billed: Decimal, allowed: Decimal, left: Decimal, percent: int, copay: Decimal, denial: str
) -> None:
    settled = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent, copay=copay, denial=denial)
    assert settled.billed == settled.adjusted + settled.share + settled.paid
    assert all(isinstance(part, Decimal) and part == part.quantize(Decimal("0.01")) >= 0 for part in settled[:7])
    assert review_explanation({name: getattr(settled, name) for name in AMOUNTS}) == []
    if denial:
        assert (settled.paid, settled.share) == (0, billed if denial.startswith("PR-") else 0)
    else:
        assert settled.share + settled.paid == settled.allowed == min(allowed, billed)


# Worked out by hand: the adjustment, the deductible, the copay, the coinsurance, and the plan's payment.
BY_HAND = (
    (("120.00", "80.00", "0", 0, "0"), ("40.00", "0.00", "0.00", "0.00", "80.00")),
    (("120.00", "80.00", "30.00", 20, "0"), ("40.00", "30.00", "0.00", "10.00", "40.00")),
    (("120.00", "80.00", "200.00", 20, "20"), ("40.00", "80.00", "0.00", "0.00", "0.00")),
    (("120.00", "80.00", "0", 0, "25"), ("40.00", "0.00", "25.00", "0.00", "55.00")),
    (("60.00", "80.00", "0", 10, "0"), ("0.00", "0.00", "0.00", "6.00", "54.00")),
    (("33.33", "33.33", "0", 50, "0"), ("0.00", "0.00", "0.00", "16.67", "16.66")),
)


@pytest.mark.parametrize(("given_", "expected"), BY_HAND)
def test_the_parts_agree_with_a_calculation_by_hand(given_: tuple[Any, ...], expected: tuple[str, ...]) -> None:
    billed, allowed, left, percent, copay = given_
    found = explain_benefits(billed, allowed, deductible_left=left, coinsurance=percent, copay=copay)
    amounts = (found.adjusted, found.deductible, found.copay, found.coinsurance, found.paid)
    assert amounts == tuple(map(Decimal, expected))


@pytest.mark.parametrize(
    ("changed", "message"),
    [({"billed": 80.1}, "billed must be"), ({"billed": "-1"}, "billed must be"), ({"allowed": None}, "allowed must be"),
     ({"copay": "NaN"}, "copay must be"), ({"deductible_left": "1e99"}, "deductible_left must be"),
     ({"coinsurance": 101}, "coinsurance must be"), ({"coinsurance": 2.5}, "coinsurance must be"),
     ({"denial": "PR-1"}, "'PR-1' is not a denial code"), ({"denial": "XX"}, "'XX' is not a denial code")],
)  # fmt: skip
def test_an_absurd_amount_is_rejected_in_one_sentence(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}.+"):
        explain_benefits(**{"billed": "120", "allowed": "80", **changed})


@given(
    st.dictionaries(
        st.sampled_from(AMOUNTS), st.none() | st.text(max_size=6) | st.floats() | st.integers() | st.lists(st.none())
    )
)
def test_an_absurd_explanation_returns_findings(given_: dict[str, Any]) -> None:
    assert all(isinstance(found, Finding) for found in review_explanation(given_))


def test_an_explanation_that_does_not_add_up_has_a_finding() -> None:
    assert [one.check for one in review_explanation({})] == ["eob_missing"]
    assert [one.check for one in review_explanation({"billed": "120", "paid": "a"})] == ["eob_amount"]
    assert [one.check for one in review_explanation({"billed": "120", "paid": "-1"})] == ["eob_sum"]
    assert [one.check for one in review_explanation({"billed": "120", "paid": "80"})] == ["eob_sum"]
    assert review_explanation({"billed": "120", "adjusted": "40", "paid": "80"}) == []
    with pytest.raises(
        ValueError, match=r"^An explanation of benefits must be a mapping of amounts by name, not a list\.$"
    ):
        review_explanation([])  # type: ignore[arg-type]


def test_only_a_patient_responsibility_code_is_billed_to_the_patient() -> None:
    for code, row in reasons().items():
        assert code.partition("-")[0] == row.groups[0]
        assert set(row.groups) <= set(groups()), code
        assert row.act in ACTIONS
        assert set(row.accepted) <= set(ACTIONS), code
        if row.act == "bill the client" or row.pays == "patient":
            assert code.startswith("PR-"), code
    assert [code for code, row in groups().items() if row.patient_owes] == ["PR"]


# Billed, paid, and every adjustment with its sign add up to 0 (X12 RFI 2348; facts A13).
HONEST = (
    {"billed": "120.00", "paid": "78.40", "adjustments": {"CO-45": "40.00", "CO-253": "1.60"}},  # the cut of 2 percent of $80
    # The first plan allowed $120 of $200 and paid $96: it paid and wrote off $176. The second plan pays the other $24.
    {"billed": "200.00", "paid": "24.00", "adjustments": {"OA-23": "176.00"}},
    {"billed": "-120.00", "paid": "-40.00", "adjustments": {"CO-45": "-40.00", "PR-1": "-30.00", "PR-2": "-10.00"}},  # a reversal
    {"billed": "120.00", "adjustments": {"PI-16": "120.00"}},
    {"billed": "120.00", "adjustments": {"OA-18": "120.00"}},
)  # fmt: skip


@pytest.mark.parametrize("given_", HONEST)
def test_an_honest_explanation_adds_up_with_any_group_code_and_any_sign(given_: dict[str, Any]) -> None:
    assert review_explanation(given_) == []
    (found,) = review_explanation(given_ | {"paid": "1.00"})
    assert found.check == "eob_sum"


def test_an_adjustment_without_a_group_code_has_a_finding() -> None:
    for code in ("45", "XX-45", ""):
        assert [one.check for one in review_explanation({"billed": "9", "adjustments": {code: "9"}})] == ["eob_group"]


def test_a_duplicate_comes_with_oa_and_some_payers_print_co() -> None:
    """X12: code 18 is used only with OA, except where state workers' compensation rules require CO (facts A10)."""
    assert reasons()["OA-18"].groups == ("OA", "CO")
    assert find_reason("CO-18") is find_reason("OA-18")
    assert find_reason("PR-18") is None
    for code in ("OA-18", "CO-18"):
        assert explain_benefits("120.00", "80.00", denial=code).share == 0
    assert explain_benefits("120.00", "80.00", denial="PR-204").share == Decimal("120.00")
    assert "OA-23" not in denials()
    assert "CO-253" not in denials()


def test_the_meaning_of_reason_4_changed_on_march_1_2020() -> None:
    """Newer copies of X12's list no longer name a missing modifier; First Coast still does (facts A11)."""
    before, after = (find for find in history(AdjustmentReason) if find.code == "CO-4")
    assert (before.end, after.start) == (date(2020, 2, 29), date(2020, 3, 1))
    assert "missing" in before.meaning
    assert "missing" not in after.meaning
    assert "GP" in after.why
    assert {"correct and send again", "let go"} <= set(reasons()["CO-97"].accepted)


@pytest.mark.parametrize("code", [None, 45, ["CO-45"]])
def test_a_code_that_is_not_text_is_rejected_in_one_sentence(code: Any) -> None:
    with pytest.raises(
        ValueError, match=r"^The code must be a string with a group and a reason, such as 'CO-45', not .+"
    ):
        find_reason(code)
    if code:
        with pytest.raises(ValueError, match=r"^The code must be a string"):
            explain_benefits("120", "80", denial=code)


def test_small_letters_in_a_reason_code_count_as_capital_letters() -> None:
    assert find_reason(" co-18") == find_reason("CO-18")
    denied = explain_benefits("120", "80", denial="pr-96")
    assert denied == explain_benefits("120", "80", denial="PR-96")
    assert denied.share == Decimal("120.00")
