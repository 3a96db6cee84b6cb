"""`massage-billing site`: the course as one folder of static pages."""

import argparse
from pathlib import Path
from typing import Any

from massage_billing.cli.words import command, refuse, tell


def add(commands: Any) -> None:
    """Add the command."""
    made = command(
        commands,
        "site",
        _run,
        "build the book as static pages",
        "Write the lessons and chapters as one folder that any web server or school share can serve. Nothing in it is fetched from "
        "another host.",
    )
    made.add_argument("out", type=Path, metavar="OUT", help="the folder to write")


def _run(options: argparse.Namespace) -> int:
    try:
        from massage_billing.site import book  # noqa: PLC0415

        book.build(options.out, lambda what: tell(f"Making {what} …"))
    except ModuleNotFoundError as error:
        return refuse(f'This needs {error.name}; install it with: pip install "massage-billing[site]".')
    except OSError as error:
        return refuse(f"{options.out} cannot be written: {error.strerror or error}.")
    except ValueError as error:
        return refuse(str(error))
    tell(f"The book is in {options.out}. Open {options.out / 'index.html'}, or put the folder on a web server.")
    return 0
