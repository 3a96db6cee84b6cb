"""`massage-billing site`: the course as one folder of static pages."""

import argparse
from pathlib import Path
from typing import Any

from massage_billing.cli.words import command, tell, told


def add(commands: Any) -> None:
    """Add the command."""
    made = command(
        commands,
        "site",
        _run,
        "build the book and the lessons as static pages",
        "Write the book, and the lessons to practise in a browser with nothing installed, as one folder that any web server can hold. "
        "Needs Node.js, and the network while it builds. Nothing in it is fetched from another host.",
    )
    made.add_argument("out", type=Path, metavar="OUT", help="the folder to write; a site that lies there is replaced")
    made.add_argument(
        "--pyodide", type=Path, metavar="FILE",
        help="the whole Pyodide distribution (pyodide-VERSION.tar.bz2), so that pictures follow what a learner does with nothing "
        "fetched from another host",
    )  # fmt: skip


@told("site", lambda options, _: f"The site cannot be written to {options.out}, and what was there before is kept")
def _run(options: argparse.Namespace) -> int:
    from massage_billing.site import build  # noqa: PLC0415  (its libraries come with the extra "site")

    out: Path = options.out
    build.build(out, options.pyodide, lambda what: tell(f"Making {what} …"))
    tell(f"The site is in {out}. Put that folder on a web server, or open {out / 'index.html'} to read the book.")
    return 0
