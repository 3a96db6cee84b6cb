"""The only way to read the tables in `datasets/`: typed rows, filtered by date.

A module declares the rows that it works with, next to the rule that needs them::

    @table("code_pairs", key=("first", "second"))
    class CodePair(DatedRow):
        first: str
        ...

and reads them with `current(CodePair, on)` or `history(CodePair)`.
"""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform, get_origin, get_type_hints, overload

from massage_billing.base.cells import READERS, TableError, check_header, values_of

# Where row types are declared. They are imported when a table is requested by name.
DECLARED_IN = ("massage_billing.rules", "massage_billing.questions")


class OutsideKnownDatesError(ValueError):
    """Raised if no row of a table is in force on the requested day."""


class Row:
    """One row of a table."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]  # the columns that identify an entry; with `start`, the table's primary key

    def __new__(cls, **_: object) -> Self:
        """Make the class a dataclass when its first row is created; doing this for every class at import is too slow."""
        if "__dataclass_fields__" not in vars(cls):
            from dataclasses import dataclass  # noqa: PLC0415

            for part in reversed(cls.__mro__[:-1]):  # a dataclass takes fields only from bases that are dataclasses
                if "__dataclass_fields__" not in vars(part):
                    dataclass(frozen=True, kw_only=True, eq=False, repr=False)(part)  # a table's rows are made once
        return super().__new__(cls)

    def __repr__(self) -> str:
        """Return the row type with its values."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class DatedRow(Row):
    """One row of a dated table: in force from `start` through `end`, with its source."""

    start: date
    end: date | None  # None: still in force
    source: str  # id of sources.csv
    pinpoint: str

    def in_force(self, on: date) -> bool:
        """Return whether the row is in force on a day.

        Example:
            >>> row = current("eight_minute_rule")[0]
            >>> row.in_force(date(2026, 1, 5)), row.in_force(date(2001, 1, 1))
            (True, False)
        """
        return self.start <= on and (self.end is None or on <= self.end)

    @property
    def citation(self) -> str:
        """Return the source as a reader sees it: its short name and the place in it."""
        return citation(self.source, self.pinpoint)


AnyRow = TypeVar("AnyRow", bound=Row)
AnyDatedRow = TypeVar("AnyDatedRow", bound=DatedRow)
_row_types: dict[str, type[Row]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def table(name: str, key: tuple[str, ...]) -> Callable[[type[AnyRow]], type[AnyRow]]:
    """Make the decorated class the row type of `datasets/NAME.csv`: a frozen dataclass with a field for each column.

    The docstring of this module has an example.

    Args:
        name: The name of the table, without ".csv".
        key: The columns that identify an entry, without `start`.
    """

    def declare(row_type: type[AnyRow]) -> type[AnyRow]:
        row_type.table, row_type.key = name, key
        _row_types[name] = row_type
        return row_type

    return declare


@table("sources", key=("id",))
class Source(Row):
    """A publication that supports a rule or a fact."""

    id: str
    short: str  # as a citation names it
    title: str
    publisher: str
    url: str
    read_at: str  # the address at which we read it
    standing: str  # "primary" or "secondary"
    issued: date | None  # the day on which it was published; None: the page does not say
    checked: date  # the day on which we last read it
    every: int | None  # months until it should be read again
    lessons: tuple[str, ...]


def packaged(folder: str) -> Path:
    """Return the path of `datasets`, `notebooks`, or `book`, in an installed package or in a checkout.

    Example:
        >>> (packaged("datasets") / "codes.csv").is_file()
        True

    Args:
        folder: The name of the folder.

    Raises:
        FileNotFoundError: The folder is missing, so the installation is damaged.
    """
    package = Path(__file__).resolve().parents[1]
    for path in (package / folder, package.parents[1] / folder):
        if path.is_dir():
            return path
    msg = f"The folder {folder} is missing from the installation of massage-billing. Install it again."
    raise FileNotFoundError(msg)


def labextension_static() -> Path:
    """Return the folder of the JupyterLab extension's assets, as named in its package.json.

    Example:
        >>> (labextension_static() / "remoteEntry.js").is_file()
        True
    """
    import json  # noqa: PLC0415  (needed only to build the site and in tests)

    extension = Path(__file__).resolve().parents[1] / "labextensions" / "massage-billing"
    package = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    return extension.joinpath(package["jupyterlab"]["_build"]["load"]).parent


@overload
def history(name: type[AnyRow]) -> tuple[AnyRow, ...]: ...
@overload
def history(name: str) -> tuple[Any, ...]: ...
def history(name: type[AnyRow] | str) -> tuple[Any, ...]:
    """Return every row of a table, including past rows, in file order.

    Example:
        >>> [source.short for source in history("sources")][:1]
        ['Medicare Claims Processing Manual, chapter 5']

    Args:
        name: A row type, or the name of its table.

    Raises:
        LookupError: There is no table with that name.
        TableError: The table does not match its row type. The message names the file, the row, and the column.
    """
    return _history(_name(name))


@overload
def current(name: type[AnyRow], on: date | None = None) -> tuple[AnyRow, ...]: ...
@overload
def current(name: str, on: date | None = None) -> tuple[Any, ...]: ...
def current(name: type[AnyRow] | str, on: date | None = None) -> tuple[Any, ...]:
    """Return the rows of a table that are in force on a day: one for each key, in the order in which the keys first appear.

    A key without a row for that day is left out, because nothing is known for that day, or nothing is in force.

    Example:
        >>> [(row.units, row.least_minutes) for row in current("eight_minute_rule", on=date(2026, 1, 5))][:2]
        [(1, 8), (2, 23)]

    Args:
        name: A row type, or the name of its table.
        on: The date to check. If omitted, return the rows that have not ended.

    Raises:
        LookupError: There is no table with that name.
        OutsideKnownDatesError: The table has no row for that day.
        TableError: The table does not match its row type. The message names the file, the row, and the column.
        ValueError: `on` is not a date.
    """
    check_day(on)
    return _current(_name(name), on)


@lru_cache(maxsize=1024)
def _current(name: str, on: date | None) -> tuple[Any, ...]:
    rows = _history(name)
    return in_force(rows, on) if issubclass(_row_types[name], DatedRow) else rows


def in_force(rows: Iterable[AnyDatedRow], on: date | None) -> tuple[AnyDatedRow, ...]:
    """Return the given rows of one table that are in force on a day, in the order in which their keys appear.

    Example:
        >>> rows = history("eight_minute_rule")
        >>> in_force(rows, date(2026, 1, 5)) == current("eight_minute_rule", date(2026, 1, 5))
        True

    Args:
        rows: Rows of one table.
        on: The date to check. If omitted, return the rows that have not ended.

    Raises:
        OutsideKnownDatesError: There are rows, but none is in force on that day.
        ValueError: `on` is not a date.
    """
    check_day(on)
    rows = tuple(rows)
    # A newer row may be anywhere in the file; it is returned in the position of the row that it replaces.
    by_key: dict[tuple[object, ...], AnyDatedRow | None] = {}
    for row in rows:
        key = _key(row)
        by_key.setdefault(key, None)
        if row.end is None if on is None else row.in_force(on):
            by_key[key] = row
    found = tuple(row for row in by_key.values() if row)
    if rows and not found:
        raise OutsideKnownDatesError(_outside(rows, on))
    return found


def check_day(on: object) -> None:
    """Check that a day is a date or None.

    Example:
        >>> check_day("2026-01-05")
        Traceback (most recent call last):
        ...
        ValueError: on, the date of service, must be a date such as date(2026, 1, 5); it is '2026-01-05'.

    Raises:
        ValueError: It is neither.
    """
    if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
        msg = f"on, the date of service, must be a date such as date(2026, 1, 5); it is {on!r}."
        raise ValueError(msg)


def _outside(rows: tuple[DatedRow, ...], on: date | None) -> str:
    first, file = min(row.start for row in rows), f"{rows[0].table}.csv"
    keys = {_key(row) for row in rows}
    of = f" for {', '.join(map(str, keys.pop()))}" if len(keys) == 1 and rows[0].key else ""
    if on is None:
        return f"Every row of {file}{of} has ended."
    if on < first:
        return f"{file} starts on {first}{of}, so it cannot answer for {on}."
    return f"{file} has no row in force on {on}{of}."


@lru_cache(maxsize=1024)
def citation(source: str, pinpoint: str = "") -> str:
    """Return a source as a reader sees it: its short name and the place in it.

    Example:
        >>> citation("cms-clm-5", "section 20.2 C")
        'Medicare Claims Processing Manual, chapter 5, section 20.2 C'

    Args:
        source: An ID in sources.csv.
        pinpoint: The place in the source, such as a section.

    Raises:
        KeyError: `source` is not an ID in sources.csv.
    """
    short = _short_names()[source]
    return f"{short}, {pinpoint}" if pinpoint else short


@lru_cache(maxsize=1024)
def source_of(cited: str) -> Source | None:
    """Return the source that a citation names first, or None if it names no row of sources.csv.

    Example:
        >>> source_of("Medicare Claims Processing Manual, chapter 5, section 20.2 C").id
        'cms-clm-5'

    Args:
        cited: What `citation` returned, with or without more text after it.
    """
    found = [
        source
        for source in history(Source)
        if cited == source.short or cited.startswith((f"{source.short}, ", f"{source.short} ("))
    ]
    return max(found, key=lambda source: len(source.short), default=None)


@cache
def _short_names() -> dict[str, str]:
    return {source.id: source.short for source in history(Source)}


def _name(name: type[Row] | str) -> str:
    if not isinstance(name, str):
        return name.table
    if name not in _row_types and name not in (known := row_types()):
        msg = f"There is no table {name!r}. Use one of {', '.join(sorted(known))}."
        raise LookupError(msg)
    return name


def row_types() -> dict[str, type[Row]]:
    """Return the row type of every table, by table name.

    Example:
        >>> row_types()["sources"].__name__
        'Source'
    """
    import importlib  # noqa: PLC0415  (needed only for a lookup by name)
    import pkgutil  # noqa: PLC0415

    for place in DECLARED_IN:
        package = importlib.import_module(place)
        for module in pkgutil.walk_packages(package.__path__, f"{place}."):
            importlib.import_module(module.name)
    return dict(_row_types)


@cache
def _history(name: str) -> tuple[Any, ...]:
    kind: Any = _row_types[name]
    file = f"{name}.csv"
    hints = {column: hint for column, hint in get_type_hints(kind).items() if get_origin(hint) is not ClassVar}
    reader = csv.reader(io.StringIO(_text(file), newline=""))
    header = next(reader, [])
    check_header(file, header, hints)
    readers = [READERS[hints[column]] for column in header]
    rows = tuple(
        kind(**dict(zip(header, values_of(f"{file}, line {reader.line_num}", header, cells, readers), strict=True)))
        for cells in reader
        if cells
    )
    if not rows:
        msg = f"{file}: the table has no rows."
        raise TableError(msg)
    if issubclass(kind, DatedRow):
        _check_dates(rows)
    return rows


def _text(file: str) -> str:
    try:
        return (packaged("datasets") / file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        msg = f"{file} is not UTF-8. Save it as CSV (UTF-8)."
        raise TableError(msg) from None


def _key(row: Row) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in row.key)


def _named(row: Row) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(row.key, _key(row), strict=True)) or "the table"


def _check_dates(rows: Iterable[DatedRow]) -> None:
    """Raise TableError where a row ends before it starts, or two rows of one key are in force on the same day."""
    last: dict[tuple[object, ...], DatedRow] = {}
    for row in sorted(rows, key=lambda row: row.start):
        key = _key(row)
        before = last.get(key)
        if row.end and row.end < row.start:
            msg = f"{row.table}.csv: the row for {_named(row)} ends on {row.end}, before it starts on {row.start}."
            raise TableError(msg)
        if before and before.in_force(row.start):
            msg = f"{row.table}.csv: two rows for {_named(row)} are in force on {row.start}. Give the older row an end."
            raise TableError(msg)
        last[key] = row
