"""NPIs are checked for ten digits and a valid check digit."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.rules.npi import check_digit, npi_problem

nine = st.from_regex(r"[12][0-9]{8}", fullmatch=True)


def test_the_example_from_cms_is_well_formed() -> None:
    # Source: npi-check, where 123456789 has the check digit 3.
    assert check_digit("123456789") == 3
    assert npi_problem("1234567893") == ""


@given(nine)
def test_only_the_right_check_digit_makes_a_number_well_formed(first: str) -> None:
    right = check_digit(first)
    assert [npi_problem(f"{first}{digit}") == "" for digit in range(10)] == [digit == right for digit in range(10)]


@given(nine, st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_found(first: str, at: int, digit: int) -> None:
    npi = f"{first}{check_digit(first)}"
    changed = f"{npi[:at]}{digit}{npi[at + 1 :]}"  # as a first digit, all but 1 and 2 are wrong too
    assert (npi_problem(changed) == "") == (changed == npi)


@pytest.mark.parametrize(
    ("npi", "problem"),
    [
        ("12345", "has 10 digits; this one has 5"),
        ("", "digits only"),
        ("123456789O", "digits only"),
        ("1234 567893", "digits only"),
        ("１２３４５６７８９３", "digits only"),
        (1234567893, "digits only"),
        (f"912345678{check_digit('912345678')}", "starts with 1 or 2; this one starts with 9"),
        (f"012345678{check_digit('012345678')}", "starts with 1 or 2; this one starts with 0"),
    ],
)
def test_a_malformed_npi_is_described(npi: Any, problem: str) -> None:
    assert problem in npi_problem(npi)


@pytest.mark.parametrize("first", ["", "12345678", "1234567890", "12345678x", None])
def test_check_digit_requires_nine_digits(first: Any) -> None:
    with pytest.raises(ValueError, match=r"^The first nine digits of an NPI must be nine digits"):
        check_digit(first)
