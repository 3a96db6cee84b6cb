"""Counts, dates, and sentences as readable text."""

from collections.abc import Iterable
from datetime import date

# strftime would use the machine's locale.
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


def plural(count: int, word: str) -> str:
    """Return "1 unit", "2 units".

    Example:
        >>> plural(1, "minute"), plural(0, "unit")
        ('1 minute', '0 units')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def sentence(text: str) -> str:
    """Return the text with a capital first letter and the rest unchanged.

    Example:
        >>> sentence("the agency (HHS)")
        'The agency (HHS)'
    """
    return text[:1].upper() + text[1:]


def in_sentence(text: str) -> str:
    """Return the text with a lowercase first letter and the rest unchanged, the reverse of `sentence`.

    Example:
        >>> in_sentence("The number of units")
        'the number of units'
    """
    return text[:1].lower() + text[1:]


def series(items: Iterable[str], conjunction: str = "and") -> str:
    """Return items as a list in a sentence.

    Example:
        >>> series(["97161", "97162", "97163"], "or")
        '97161, 97162, or 97163'
        >>> series(["97124", "97140"])
        '97124 and 97140'
    """
    *others, last = items
    if not others:
        return last
    comma = "," if len(others) > 1 else ""
    return f"{', '.join(others)}{comma} {conjunction} {last}"


def us_date(day: date) -> str:
    """Return a date as learners read it, such as 03/04/2025.

    Example:
        >>> us_date(date(2025, 3, 4))
        '03/04/2025'
    """
    return f"{day:%m/%d/%Y}"


def long_date(day: date) -> str:
    """Return a date for a sentence about history, such as March 4, 2025.

    Example:
        >>> long_date(date(2025, 3, 4))
        'March 4, 2025'
    """
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
