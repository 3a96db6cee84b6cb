"""The National Provider Identifier: ten digits, the last of them a check digit (45 CFR 162.406)."""

from functools import lru_cache

# The number is checked as if it stood on a card of a US health plan: 80 for health, 840 for the United States
# (npi-check: the check digit is always calculated as if this prefix were there).
PREFIX = "80840"
LENGTH = 10


def npi_problem(npi: str) -> str:
    """Return what is wrong with the form of `npi`, in one sentence; an empty string where it is well formed.

    A well-formed number need not belong to anybody.

    >>> npi_problem("1234567893")
    ''
    >>> npi_problem("1234567890")
    'The last digit does not fit the nine before it: a digit is wrong, or two have changed places.'

    Source: cfr-162, 162.406(a); npi-check.
    """
    if not isinstance(npi, str) or not (npi.isascii() and npi.isdecimal()):
        return "An NPI has digits only, with no spaces, letters or signs."
    if len(npi) != LENGTH:
        return f"An NPI has {LENGTH} digits; this one has {len(npi)}."
    if not _digit_fits(npi):
        return "The last digit does not fit the nine before it: a digit is wrong, or two have changed places."
    return ""


@lru_cache(maxsize=1024)
def _digit_fits(npi: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415  (loaded when a number is checked, not before)

    return bool(luhn.is_valid(PREFIX + npi))


def check_digit(first_nine: str) -> int:
    """Return the check digit that belongs to the first nine digits of an NPI.

    >>> check_digit("123456789")
    3

    Raises:
        ValueError: not nine digits.

    Source: npi-check (Luhn's formula, with the prefix 80840).
    """
    from stdnum import luhn  # noqa: PLC0415

    if (
        not isinstance(first_nine, str)
        or not (first_nine.isascii() and first_nine.isdecimal())
        or len(first_nine) != LENGTH - 1
    ):
        msg = f"The first nine digits of an NPI must be nine digits; they are {first_nine!r}."
        raise ValueError(msg)
    return int(luhn.calc_check_digit(PREFIX + first_nine))
