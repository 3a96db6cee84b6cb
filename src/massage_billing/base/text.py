"""Counts, dates, and sentences as readable text."""

from datetime import date

# strftime would use the machine's locale.
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


def plural(count: int, word: str) -> str:
    """Return "1 unit", "2 units".

    >>> plural(1, "minute"), plural(0, "unit")
    ('1 minute', '0 units')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def sentence(text: str) -> str:
    """Return the text with a capital first letter and the rest unchanged.

    >>> sentence("the agency (HHS)")
    'The agency (HHS)'
    """
    return text[:1].upper() + text[1:]


def us_date(day: date) -> str:
    """Return a date as learners read it, such as 03/04/2025.

    >>> us_date(date(2025, 3, 4))
    '03/04/2025'
    """
    return f"{day:%m/%d/%Y}"


def long_date(day: date) -> str:
    """Return a date for a sentence about history, such as March 4, 2025.

    >>> long_date(date(2025, 3, 4))
    'March 4, 2025'
    """
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
