"""How the cells of a CSV file become typed values."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any


class TableError(ValueError):
    """Raised for a table that cannot be used. The message names the file, the row, and the column."""


# How the text of a cell becomes a value, by the type of its field, and what the text must be.
Reader = tuple[Callable[[str], Any], str]
READERS: dict[Any, Reader] = {
    str: (str, "text"),
    int: (int, "a whole number"),
    int | None: (lambda text: int(text) if text else None, "a whole number, or empty"),
    Decimal: (Decimal, "a number"),
    bool: ({"yes": True, "no": False}.__getitem__, "yes or no"),
    bool | None: ({"yes": True, "no": False, "": None}.__getitem__, "yes, no, or empty"),
    date: (date.fromisoformat, "a date such as 2026-01-05"),
    date | None: (lambda text: date.fromisoformat(text) if text else None, "a date such as 2026-01-05, or empty"),
    tuple[str, ...]: (lambda text: tuple(text.split()), "words separated by spaces"),
}


def check_header(file: str, header: list[str], columns: Iterable[str]) -> None:
    """Check that a header has each of the given columns once, and no others.

    Example:
        >>> check_header("codes.csv", ["code", "name", "color"], ["code", "name"])
        Traceback (most recent call last):
        ...
        massage_billing.base.cells.TableError: codes.csv: the column 'color' has no field in the table's row type. Add one, or remove the column.

    Args:
        file: The name of the file, for the message.
        header: The names of the columns in the file.
        columns: The names of the columns that the table must have.

    Raises:
        TableError: The header does not match. The message names the file and the column.
    """
    for name in columns:
        if name not in header:
            msg = f"{file}: the column {name!r} is missing from the header."
            raise TableError(msg)
    for name in header:
        if header.count(name) > 1:
            msg = f"{file}: the column {name!r} is in the header twice."
            raise TableError(msg)
        if name not in columns:
            msg = f"{file}: the column {name!r} has no field in the table's row type. Add one, or remove the column."
            raise TableError(msg)


def values_of(where: str, header: list[str], cells: list[str], readers: list[Reader]) -> list[Any]:
    """Return the cells of a row as values.

    Example:
        >>> values_of("codes.csv, line 2", ["code", "timed"], ["97124", "yes"], [READERS[str], READERS[bool]])
        ['97124', True]

    Args:
        where: The file and the line, for the message.
        header: The names of the columns.
        cells: The text of each cell.
        readers: For each column, the function that converts its text, and what the text must be.

    Raises:
        TableError: A cell cannot be converted, or there are more or fewer cells than columns.
    """
    if len(cells) != len(header):
        msg = f"{where}: the row has {len(cells)} cells, but the header has {len(header)}. Look for a missing quote or comma."
        raise TableError(msg)
    values = []
    for text, (read, wanted) in zip(cells, readers, strict=True):
        try:
            values.append(read(text))
        except (ValueError, KeyError, ArithmeticError):
            msg = f"{where}, column {header[len(values)]!r}: {text!r} must be {wanted}."
            raise TableError(msg) from None
    return values
