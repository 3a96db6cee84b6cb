"""The command `massage-billing`."""

import argparse
import contextlib
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
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
    _add_assign(commands)
    _add_grade(commands)
    options = parser.parse_args(arguments)
    if options.command == "assign":
        return _assign(options)
    if options.command == "grade":
        return _grade(options)
    return _start(options.folder, options.port, browser=not options.no_browser)


def _add_assign(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser(
        "assign",
        help="make an individual assignment for each student of a class",
        description="Write a folder with a handout for each student of ROSTER, and the key. The same kinds of questions for "
        "everybody, with other numbers and cases. Run again with a longer ROSTER, nobody's paper changes.",
    )
    made.add_argument(
        "roster", type=Path, metavar="ROSTER", help="class list: id,name, or an export of Canvas or Moodle"
    )
    made.add_argument("out", type=Path, metavar="OUT", help="the folder to write")
    made.add_argument("--title", required=True, help="what the assignment is called")
    made.add_argument("--due", required=True, type=_moment, metavar="WHEN", help="such as 2026-12-01T23:59-08:00")
    made.add_argument(
        "--ask", required=True, action="append", type=_asked, metavar="SUBJECT[:LEVEL]=COUNT",
        help="how many questions on a subject, such as codes=3 or claims:2=4; may be given several times",
    )  # fmt: skip
    made.add_argument("--points", type=int, default=1, metavar="N", help="points a question (default: 1)")


def _add_grade(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser(
        "grade",
        help="grade the hand-ins of an assignment",
        description="Grade a folder or a zip of hand-ins. Nothing of a student's is run; what cannot be graded is listed with "
        "its reason. Graded again, the same files give the same marks.",
    )
    made.add_argument("assignment", type=Path, metavar="ASSIGNMENT", help="the folder that assign wrote")
    made.add_argument("hand_ins", type=Path, metavar="HAND_INS", help="a folder, or the zip that a course page gives")
    made.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="the folder to write")
    made.add_argument("--best", action="store_true", help="of several hand-ins count the best, not the last")
    late = made.add_mutually_exclusive_group()
    late.add_argument("--late-percent", type=float, default=0, metavar="P", help="percent off for each day begun")
    late.add_argument("--cut-off", action="store_true", help="nothing counts after the due date")
    made.add_argument(
        "--late-floor", type=float, default=0, metavar="P", help="the least percent that is left of late work"
    )


def _grade(options: argparse.Namespace) -> int:
    from massage_billing.coursework import results  # noqa: PLC0415  (loaded for this command alone)

    late = results.Late(options.late_percent, options.late_floor, options.cut_off)
    try:
        found = results.grade(options.assignment, options.hand_ins, options.out, late, best=options.best)
    except OSError as error:
        return _refuse(f"{options.out} cannot be written: {error.strerror or error}.")
    except ValueError as error:
        return _refuse(str(error))
    _tell(f"Graded {found.graded}; {found.missing} handed nothing in; {found.refused} files refused.")
    _tell(f"The marks are in {options.out / results.GRADES}, the refused files in {options.out / results.REFUSED}.")
    return 0


def _assign(options: argparse.Namespace) -> int:
    from massage_billing.coursework import assignment, rosters  # noqa: PLC0415  (loaded for this command alone)

    try:
        roster = rosters.read_roster(options.roster)
        asks = tuple(assignment.Ask(*ask) for ask in options.ask)
        recipe = assignment.Recipe(options.title, options.due, asks, options.points)
        assignment.assign(roster, recipe, options.out, lambda number: _count(number, len(roster.students)))
    except OSError as error:
        return _refuse(f"{options.out} cannot be written: {error.strerror or error}.")
    except ValueError as error:
        return _refuse(str(error))
    for note in roster.notes:
        _tell(note)
    _tell(f"Made {len(roster.students)} handouts in {options.out / assignment.HANDOUTS}.")
    _tell(f"Keep {assignment.KEY} to yourself: it has the answers.")
    return 0


def _count(number: int, many: int) -> None:
    """Say how far it is, on one line, where somebody sits in front of it."""
    if sys.stderr.isatty():
        print(f"\r{number} of {many} papers", end="" if number < many else "\n", file=sys.stderr, flush=True)


def _refuse(sentence: str) -> int:
    print(f"massage-billing: {sentence}", file=sys.stderr)
    return 2


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        msg = f"{text!r} is no day and time with a time zone; write it like 2026-12-01T23:59-08:00"
        raise argparse.ArgumentTypeError(msg)
    return found


def _asked(text: str) -> tuple[str, int, int]:
    found = re.fullmatch(r"(\w+)(?::([1-3]))?=(\d{1,3})", text)
    if not found:
        msg = f"{text!r} is no SUBJECT[:LEVEL]=COUNT; write it like codes=3 or claims:2=4"
        raise argparse.ArgumentTypeError(msg)
    subject, level, count = found.groups()
    return subject, int(level or 0), int(count)


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
