"""`massage-billing start`: open the lessons in a web browser."""

import argparse
import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

from massage_billing.cli.words import command, refuse, tell
from massage_billing.lessons import progress, server, start_page, workspace


def add(commands: Any) -> None:
    """Add the command."""
    made = command(
        commands,
        "start",
        _run,
        "open the lessons in a web browser",
        "Copy the lessons into FOLDER and open them in a web browser. Your answers are kept there. A file that you changed is "
        "never overwritten.",
    )
    made.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", default=Path.home() / "massage-billing",
        help="where your lessons and answers are kept (default: massage-billing in your home folder)",
    )  # fmt: skip
    made.add_argument("--no-browser", action="store_true", help="only print the address to open")
    made.add_argument(
        "--place", action="store_true", help="only lay the lessons into FOLDER, for a server that is started otherwise"
    )
    made.add_argument(
        "--port", type=_port, default=server.PORT, metavar="N", help=f"port to listen on (default: {server.PORT})"
    )


def _run(options: argparse.Namespace) -> int:
    wanted: Path = options.folder
    place = wanted.expanduser().absolute()
    try:
        workspace.prepare(place)
    except OSError as error:
        if options.place:
            return refuse(f"The folder {wanted} cannot be used: {error.strerror or error}.")
        place, notice = _elsewhere(wanted, error)
        tell(notice)
        workspace.prepare(place, (notice,))
    if options.place:
        os.environ[progress.FOLDER] = str(place)
        start_page.draw(place)
        tell(f"The lessons are in {place}.")
        return 0
    with contextlib.suppress(KeyboardInterrupt):
        server.serve(place, options.port, browser=not options.no_browser, tell=tell)
    tell(f"Stopped. Your lessons and answers are in {place}.")
    return 0


def _elsewhere(wanted: Path, error: OSError) -> tuple[Path, str]:
    """Return a temporary folder to learn in, and the sentence that says so."""
    place = Path(tempfile.mkdtemp(prefix="massage-billing-"))
    notice = (
        f"The folder {wanted} cannot be used ({error.strerror or error}), so today's lessons and answers are in "
        f"{place}, which may not last; to keep them, stop and name another folder: massage-billing start FOLDER."
    )
    return place, notice


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    if not 1 <= port <= 65535:  # noqa: PLR2004  (what a port is)
        msg = f"{text!r} is not a port; give a number from 1 to 65535"
        raise argparse.ArgumentTypeError(msg)
    return port
