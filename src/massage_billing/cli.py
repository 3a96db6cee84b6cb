"""The command `massage-billing`."""

import argparse
import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from massage_billing.lessons import folder, server


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="massage-billing", description="Learn insurance billing for massage therapy.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start = commands.add_parser(
        "start",
        help="open the lessons in a web browser",
        description="Copy the lessons into FOLDER and open them in a web browser. "
        "Your answers are kept there. A file that you changed is never overwritten.",
    )
    start.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", default=Path.home() / "massage-billing",
        help="where your lessons and answers are kept (default: massage-billing in your home folder)",
    )  # fmt: skip
    start.add_argument("--no-browser", action="store_true", help="only print the address to open")
    start.add_argument(
        "--port", type=_port, default=server.PORT, metavar="N", help=f"port to listen on (default: {server.PORT})"
    )
    options = parser.parse_args(arguments)
    return _start(options.folder, options.port, browser=not options.no_browser)


def _start(wanted: Path, port: int, *, browser: bool) -> int:
    place = wanted.expanduser().absolute()
    try:
        folder.prepare(place)
    except OSError as error:
        place, notice = _elsewhere(wanted, error)
        _tell(notice)
        folder.prepare(place, (notice,))
    with contextlib.suppress(KeyboardInterrupt):
        server.serve(place, port, browser=browser, tell=_tell)
    _tell(f"Stopped. Your lessons and answers are in {place}.")
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


def _tell(sentence: str) -> None:
    print(sentence, flush=True)
