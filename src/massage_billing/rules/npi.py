"""The National Provider Identifier (NPI), which has ten digits, the last of them a check digit (45 CFR 162.406)."""

from functools import lru_cache

# The check digit is calculated as if the NPI had the prefix of a US health card: 80 for health applications and 840 for
# the United States. Source: npi-check.
PREFIX = "80840"
LENGTH = 10
FIRST_DIGITS = "12"  # other first digits are not issued; so far, only numbers that start with 1 are. Source: npi-rule.


def npi_problem(npi: str) -> str:
    """Return what is wrong with the form of an NPI, or an empty string if it is well formed.

    A well-formed number may still belong to nobody.

    Example:
        >>> npi_problem("1234567893")
        ''
        >>> npi_problem("1234567890")
        'The last digit does not match the first nine. A digit is wrong, or two digits are switched.'

    Source: cfr-162, 162.406(a); npi-rule (the first digit); npi-check (the check digit).
    """
    if not isinstance(npi, str) or not (npi.isascii() and npi.isdecimal()):
        return "An NPI has digits only, without spaces, letters, or other characters."
    if len(npi) != LENGTH:
        return f"An NPI has {LENGTH} digits; this one has {len(npi)}."
    if npi[0] not in FIRST_DIGITS:
        return f"An NPI starts with 1 or 2; this one starts with {npi[0]}."
    if not _check_digit_is_right(npi):
        return "The last digit does not match the first nine. A digit is wrong, or two digits are switched."
    return ""


@lru_cache(maxsize=1024)
def _check_digit_is_right(npi: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415  (imported only when a number is checked)

    return bool(luhn.is_valid(PREFIX + npi))


def check_digit(first_nine: str) -> int:
    """Return the check digit for the first nine digits of an NPI.

    Raises:
        ValueError: the text is not exactly nine digits.

    Example:
        >>> check_digit("123456789")
        3

    Source: npi-check (the Luhn formula with the prefix 80840).
    """
    from stdnum import luhn  # noqa: PLC0415

    if (
        not isinstance(first_nine, str)
        or not (first_nine.isascii() and first_nine.isdecimal())
        or len(first_nine) != LENGTH - 1
    ):
        msg = f"The first nine digits of an NPI must be nine digits, but they are {first_nine!r}."
        raise ValueError(msg)
    return int(luhn.calc_check_digit(PREFIX + first_nine))
