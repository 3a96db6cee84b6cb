"""Counts, bills and sentences in plain words."""

from collections.abc import Iterable, Mapping


def plural(count: int, word: str) -> str:
    """Return "1 unit", "2 units".

    >>> plural(1, "minute"), plural(0, "unit")
    ('1 minute', '0 units')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def bill(units: Mapping[str, int]) -> str:
    """Return a billing in words.

    >>> bill({"97110": 2, "97140": 1})
    '2 units of 97110 and 1 unit of 97140'
    """
    return " and ".join(f"{plural(count, 'unit')} of {code}" for code, count in units.items()) or "nothing"


def bills(ways: Iterable[Mapping[str, int]]) -> str:
    """Return every right billing of a day in words.

    >>> bills([{"97110": 1}, {"97140": 1}])
    '1 unit of 97110 or 1 unit of 97140'
    """
    return " or ".join(map(bill, ways))


def sentence(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is.

    >>> sentence("the agency (HHS)")
    'The agency (HHS)'
    """
    return text[:1].upper() + text[1:]
