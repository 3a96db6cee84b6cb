"""`massage-billing assign`, `grade`, `report` and `export`: what an instructor does. Each loads its part when it is called."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from massage_billing.base.text import plural
from massage_billing.cli.words import argument, command, count, percent, tell, told, whole

DASK = "the address of a Dask scheduler whose workers do the work; they need this package and the same folders"


def add(commands: Any) -> None:
    """Add the commands."""
    _add_assign(commands)
    _add_grade(commands)
    _add_report(commands)
    _add_export(commands)


def _add_assign(commands: Any) -> None:
    made = command(
        commands,
        "assign",
        _assign,
        "make an individual assignment for each student of a class",
        "Write a folder with a handout for each student of ROSTER, and the key. The same kinds of questions for everybody, with "
        "other numbers and cases. Run again with a longer ROSTER, nobody's paper changes.",
    )
    made.add_argument(
        "roster", type=Path, metavar="ROSTER", help="class list: id,name, or an export of Canvas or Moodle"
    )
    made.add_argument("out", type=Path, metavar="OUT", help="the folder to write")
    made.add_argument("--title", required=True, help="what the assignment is called")
    made.add_argument("--due", required=True, type=_moment, metavar="WHEN", help="such as 2026-12-01T23:59-08:00")
    _add_asks(made)
    made.add_argument("--points", type=whole(1, 1000), default=1, metavar="N", help="points a question (default: 1)")
    made.add_argument("--nbgrader", action="store_true", help="give each handout a grade cell a question, for nbgrader")


def _add_asks(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--ask", required=True, action="append", type=_asked, metavar="SUBJECT[:LEVEL]=COUNT",
        help="how many questions on a subject, such as codes=3 or claims:2=4; may be given several times",
    )  # fmt: skip


def _add_grade(commands: Any) -> None:
    made = command(
        commands,
        "grade",
        _grade,
        "grade the hand-ins of an assignment",
        "Grade a folder or a zip of hand-ins. Nothing of a student's is run; what cannot be graded is listed with its reason. "
        "Graded again, the same files give the same marks. adjustments.csv (student, question, points, reason) and accepted.csv "
        "(student, question, response, reason) in ASSIGNMENT count.",
    )
    made.add_argument("assignment", type=Path, metavar="ASSIGNMENT", help="the folder that assign wrote")
    made.add_argument("hand_ins", type=Path, metavar="HAND_INS", help="a folder, or the zip that a course page gives")
    made.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="the folder to write")
    made.add_argument("--best", action="store_true", help="of several hand-ins count the best, not the last")
    late = made.add_mutually_exclusive_group()
    late.add_argument("--late-percent", type=percent, default=0, metavar="P", help="percent off for each day begun")
    late.add_argument("--cut-off", action="store_true", help="nothing counts after the due date")
    made.add_argument(
        "--late-floor", type=percent, default=0, metavar="P", help="the least percent that is left of late work"
    )
    made.add_argument("--no-pages", action="store_true", help="leave the feedback pages out")
    made.add_argument(
        "--cores", type=whole(1, 256), default=os.cpu_count() or 1, metavar="N", help="cores to use (default: all)"
    )
    made.add_argument("--dask", default="", metavar="ADDRESS", help=DASK)


def _add_report(commands: Any) -> None:
    made = command(
        commands,
        "report",
        _report,
        "show where the class stands",
        "Write one web page about the results of a class: marks, questions, how far to trust them, mistakes by name with what to "
        "teach again, time of work, and wrong answers in common.",
    )
    made.add_argument("results", type=Path, metavar="RESULTS", help="the folder that grade wrote")
    made.add_argument("--out", type=Path, metavar="PAGE", help="the page to write (default: report.html in RESULTS)")
    made.add_argument("--dask", default="", metavar="ADDRESS", help=DASK)


def _add_export(commands: Any) -> None:
    made = command(
        commands,
        "export",
        _export,
        "write the questions as quizzes for Canvas, Moodle and others",
        "Write a folder with the same questions as a quiz: a QTI zip for Canvas, Moodle XML, and plain GIFT. Each place of the quiz "
        "has several questions of one kind, of which every student gets one. not_carried.csv lists what a format cannot carry.",
    )
    made.add_argument("out", type=Path, metavar="OUT", help="the folder to write")
    made.add_argument("--title", required=True, help="what the quiz is called")
    _add_asks(made)
    made.add_argument("--points", type=whole(1, 1000), default=1, metavar="N", help="points a question (default: 1)")
    made.add_argument(
        "--variants", type=whole(1, 50), default=5, metavar="N", help="questions to draw from (default: 5)"
    )
    made.add_argument(
        "--format", action="append", choices=("canvas", "moodle", "gift"), help="one format alone; may be given twice"
    )
    made.add_argument("--seed", default="1", metavar="TEXT", help="another one gives other questions (default: 1)")


def _no_room(options: argparse.Namespace, _: OSError) -> str:
    return f"{options.out} cannot be written"


@told("instructor", _no_room)
def _assign(options: argparse.Namespace) -> int:
    from massage_billing.coursework import assignment, assignment_reader, assignment_spec, rosters  # noqa: PLC0415

    roster = rosters.read_roster(options.roster)
    spec = assignment_spec.AssignmentSpec(
        options.title, options.due, tuple(options.ask), options.points, nbgrader=options.nbgrader
    )
    assignment.assign(roster, spec, options.out, count("papers"))
    for note in roster.notes:
        tell(note)
    tell(f"Made {len(roster.students)} handouts in {options.out / assignment_reader.HANDOUTS}.")
    tell(f"Keep {assignment_reader.KEY} to yourself: it has the answers.")
    return 0


@told("instructor", lambda options, error: f"{error.filename or options.out} cannot be read or written")
def _grade(options: argparse.Namespace) -> int:
    from massage_billing.coursework import cluster, grade_class, grade_submission  # noqa: PLC0415

    late = grade_submission.Late(options.late_percent, options.late_floor, options.cut_off)
    with cluster.runner(options.dask, options.cores) as run:
        found = grade_class.grade(
            options.assignment, options.hand_ins, options.out, late,
            best=options.best, pages=not options.no_pages, run=run, done=count("files"),
        )  # fmt: skip
    tell(f"Graded {found.graded}; {found.missing} handed nothing in; {plural(found.refused, 'file')} refused.")
    tell(
        f"The marks are in {options.out / grade_class.GRADES}, the refused files in {options.out / grade_class.REFUSED}."
    )
    return 0


def _report_page(options: argparse.Namespace) -> Path:
    from massage_billing.coursework.grade_class import REPORT  # noqa: PLC0415

    page: Path = options.out or options.results / REPORT
    return page


@told("instructor", lambda options, _: f"{_report_page(options)} cannot be written")
def _report(options: argparse.Namespace) -> int:
    from massage_billing.coursework import report  # noqa: PLC0415

    out = _report_page(options)
    report.write(options.results, out, options.dask)
    tell(f"The report is in {out}.")
    return 0


@told("instructor", _no_room)
def _export(options: argparse.Namespace) -> int:
    from massage_billing.coursework.assignment_spec import AssignmentSpec  # noqa: PLC0415
    from massage_billing.coursework.export import LEFT_OUT, export  # noqa: PLC0415

    # A quiz has no due date of its own: the course system sets it.
    spec = AssignmentSpec(
        options.title, datetime.max.replace(tzinfo=UTC), tuple(options.ask), options.points, options.seed
    )
    found = export(spec, options.out, options.variants, options.format or ())
    for name, carried in found.carried.items():
        tell(f"{name}: {carried} of {plural(found.questions, 'question')}.")
    tell(f"The quiz is in {options.out}. What a format cannot carry stands in {options.out / LEFT_OUT}.")
    return 0


def _moment(text: str) -> Any:
    from massage_billing.coursework.assignment_spec import parse_due  # noqa: PLC0415

    return argument(parse_due, text)


def _asked(text: str) -> Any:
    from massage_billing.coursework.assignment_spec import parse_selection  # noqa: PLC0415

    return argument(parse_selection, text)
