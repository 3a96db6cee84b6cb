"""What every command says and asks in the same way."""

import argparse
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any


def tell(sentence: str) -> None:
    """Print a sentence at once."""
    print(sentence, flush=True)


def refuse(sentence: str) -> int:
    """Print why a command was not carried out, and return its exit status."""
    print(f"massage-billing: {sentence}", file=sys.stderr)
    return 2


Run = Callable[[argparse.Namespace], int]


def told(extra: str, no_room: Callable[[argparse.Namespace, OSError], str]) -> Callable[[Run], Run]:
    """Return what turns the errors of a command into one sentence and its exit status.

    Args:
        extra: the extra that brings the libraries of the command.
        no_room: says which file or folder cannot be read or written.
    """

    def wrap(run: Run) -> Run:
        @wraps(run)
        def carried_out(options: argparse.Namespace) -> int:
            try:
                return run(options)
            except ModuleNotFoundError as error:
                return refuse(f'This needs {error.name}; install it with: pip install "massage-billing[{extra}]".')
            except OSError as error:
                return refuse(f"{no_room(options, error)}: {error.strerror or error}.")
            except ValueError as error:
                return refuse(str(error))

        return carried_out

    return wrap


def count(what: str) -> Callable[[int, int], None]:
    """Return what says how far a command is, on one line, where somebody sits in front of it."""

    def say(number: int, many: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{number} of {many} {what}", end="" if number < many else "\n", file=sys.stderr, flush=True)

    return say


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return what reads a whole number from `low` to `high`."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004
        if not low <= number <= high:
            msg = f"{text!r} is not a whole number from {low} to {high}"
            raise argparse.ArgumentTypeError(msg)
        return number

    return read


def percent(text: str) -> float:
    """Read a percentage from 0 to 100."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 100:  # noqa: PLR2004  (NaN is not either)
        msg = f"{text!r} is not a percentage from 0 to 100"
        raise argparse.ArgumentTypeError(msg)
    return number


def argument(read: Callable[[str], Any], text: str) -> Any:
    """Return what an argument says, or let argparse tell why it cannot be read."""
    try:
        return read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def command(commands: Any, name: str, run: Run, summary: str, description: str) -> argparse.ArgumentParser:
    """Add a command and return its parser."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=description)
    made.set_defaults(run=run)
    return made
