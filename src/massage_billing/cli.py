"""The command `massage-billing`. Each subcommand imports what it needs only when it runs, so `--help` is fast."""

import contextlib
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

BAD_INPUT, INTERRUPTED = 2, 130  # exit statuses
UPDATE_EVERY = 0.1  # seconds between two updates of a progress bar without a known end
PATH = click.Path(path_type=Path)


class _Number(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest click
    """A number between two limits."""

    name = "number"

    def __init__(self, low: int, high: int, *, whole: bool = True) -> None:
        self.low, self.high, self.whole = low, high, whole

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            text = str(value)
            number = int(text if text.isascii() and text.isdecimal() else "") if self.whole else float(text)
        except ValueError:
            number = self.low - 1
        if not self.low <= number <= self.high:  # NaN is not between them either
            self.fail(f"{value!r} is not a {'whole ' * self.whole}number from {self.low} to {self.high}.", param, ctx)
        return number


class _Format(click.ParamType):  # type: ignore[type-arg]
    """A quiz format. They are listed only when this option is used, so that a new format needs no change here."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self._choice().get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self._choice().convert(value, param, ctx)

    @staticmethod
    def _choice() -> "click.Choice[str]":
        from massage_billing.coursework.export import quiz_formats

        return click.Choice(tuple(quiz_formats()))


class _AsksQuestions(click.Command):
    """A command whose help lists the subjects that it can ask about."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click passes it)
        from massage_billing.base.tables import current
        from massage_billing.questions.course import Lesson

        subjects = [row.subject for row in current(Lesson)]
        formatter.write_paragraph()
        formatter.write_text(f"The subjects are {', '.join(subjects[:-1])}, and {subjects[-1]}.")


class _Failure(click.ClickException):
    """A command failed; the message says why."""


@contextlib.contextmanager
def _failures(out: Path, extra: str = "instructor") -> Iterator[None]:
    """Turn the errors that a user can fix into one sentence.

    Args:
        out: what the command writes.
        extra: the extra of this package that installs what the command needs.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        msg = f'This command needs {error.name}. Install it with: pip install "massage-billing[{extra}]".'
        raise _Failure(msg) from None
    except OSError as error:
        where = Path(str(error.filename or out))
        what = f"{out} cannot be written" if _is_part(where, out) else f"{where} cannot be read or written"
        msg = f"{what}: {error.strerror or error}."
        raise _Failure(f"{msg} What {out} contained before is unchanged." if _exists(out) else msg) from None
    except ValueError as error:
        raise _Failure(str(error)) from None


def _is_part(path: Path, out: Path) -> bool:
    """Return whether a path is what a command writes, a part of it, or a temporary form of it beside it."""
    return path.is_relative_to(out) or (path.parent == out.parent and path.name.startswith(f"{out.name}."))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be entered, or a name that is too long
        return False


@contextlib.contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal. Yield a function to call with the number done so far and the total."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def done(number: int, total: int) -> None:
            bar.length = total
            bar.update(number - bar.pos)

        yield done


@contextlib.contextmanager
def _busy(label: str) -> Iterator[None]:
    """Show on a terminal that a command is running, if it cannot tell how long it will take."""
    stop = threading.Event()
    steps = iter(lambda: stop.wait(UPDATE_EVERY), True)
    with click.progressbar(steps, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        updating = threading.Thread(target=lambda: [None for _ in bar], daemon=True)
        updating.start()
        try:
            yield
        finally:
            stop.set()
            updating.join()


_asks = click.option(
    "--ask", "asks", multiple=True, required=True, metavar="SUBJECT[:LEVEL]=COUNT",
    help="How many questions on a subject, at a level from 1 to 3 or at any level. Repeat it for more subjects.",
)  # fmt: skip
_points = click.option("--points", type=_Number(1, 1000), default=1, metavar="N", help="Points for each question.")
_dask = click.option(
    "--dask", default="", metavar="ADDRESS", show_default=False,
    help="Use the workers of the Dask scheduler at this address. They need this package and access to the same folders.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True, "max_content_width": 80})
@click.version_option(package_name="massage-billing")
def cli() -> None:
    """Learn and teach insurance billing for massage therapy.

    \b
    Learners:     massage-billing start
    Instructors:  assign, grade, report, export
    Web servers:  site

    For help with a command, type, for example: massage-billing grade --help

    If your terminal does not find massage-billing, type: uv run massage-billing
    """


@cli.command()
@click.argument("folder", type=PATH, required=False)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@click.option("--place", is_flag=True, help="Only copy the lessons into FOLDER, and start no server.")
@click.option(
    "--port",
    type=_Number(1, 65535),
    metavar="N",
    help="Port to listen on, if it is free. Without it: the port used last for this folder, or 8888.",
)
def start(folder: Path | None, no_browser: bool, place: bool, port: int | None) -> None:
    """Open the lessons in your web browser.

    Copies the lessons into FOLDER and saves your answers there. If you leave FOLDER out, the folder is massage-billing in your
    home folder. A file that you changed is never overwritten. If the lessons are open already, this opens them in your browser.
    To stop, press Ctrl+C.

    \b
    Examples:
      massage-billing start
      massage-billing start ~/lessons --no-browser --port 8890
    """
    from massage_billing.lessons import progress, server, start_page, workspace

    wanted = folder or Path.home() / "massage-billing"
    home = wanted.expanduser().absolute()
    try:
        workspace.prepare(home)
    except OSError as error:
        reason = f"The folder {wanted} cannot be used ({error.strerror or error})"
        if place:
            msg = f"{reason}. Name another folder: massage-billing start FOLDER --place"
            raise _Failure(msg) from None
        home = Path(tempfile.mkdtemp(prefix="massage-billing-"))
        notice = (
            f"{reason}, so today's lessons and answers are in {home}, which may not last. To keep them, stop and name "
            "another folder: massage-billing start FOLDER"
        )
        click.echo(notice)
        workspace.prepare(home, (notice,))
    if place:
        os.environ[progress.FOLDER] = str(home)
        start_page.draw(home)
        click.echo(f"The lessons are in {home}.")
        return
    served = True
    with contextlib.suppress(KeyboardInterrupt), _failures(home):
        served = server.serve(home, port, browser=not no_browser, tell=click.echo)
    if served:
        click.echo(f"Stopped. Your lessons and answers are in {home}.")


@cli.command(cls=_AsksQuestions)
@click.argument("roster", type=PATH)
@click.argument("out", type=PATH)
@click.option("--title", required=True, help="The title of the assignment.")
@click.option("--due", required=True, metavar="WHEN", help="Due date and time, with the time zone.")
@_asks
@_points
@click.option("--nbgrader", is_flag=True, help="Add a grade cell for each question to the handouts, for nbgrader.")
def assign(roster: Path, out: Path, title: str, due: str, asks: tuple[str, ...], points: int, nbgrader: bool) -> None:
    """Make an individual assignment for each student in a class.

    Every student gets the same kinds of questions, with different numbers and cases. To add a student later, run the command
    again with the longer class list. Nobody else's questions change.

    \b
    ROSTER  The class list: a CSV file with the columns id and name, or the
            file that Canvas or Moodle exports.
    OUT     The folder to write. It gets a handout for each student, and
            key.json, which contains the answers. Keep that file to yourself.

    \b
    Example:
      massage-billing assign class.csv week3 --title "Week 3" \\
        --due 2026-12-01T23:59-08:00 --ask codes=3 --ask claims:2=2
    """
    with _failures(out):
        from massage_billing.coursework import assignment, assignment_reader, rosters
        from massage_billing.coursework.assignment_spec import AssignmentSpec, parse_due, parse_selection

        spec = AssignmentSpec(title, parse_due(due), tuple(map(parse_selection, asks)), points, nbgrader=nbgrader)
        students = rosters.read_roster(roster)
        with _progress("Writing handouts") as done:
            assignment.assign(students, spec, out, done)
    for note in students.notes:
        click.echo(note)
    click.echo(f"Wrote {len(students.students)} handouts to {out / assignment_reader.HANDOUTS}.")
    click.echo(f"Keep {out / assignment_reader.KEY} to yourself: it contains the answers.")


@cli.command()
@click.argument("assignment", type=PATH)
@click.argument("submissions", type=PATH)
@click.option("--out", type=PATH, required=True, metavar="RESULTS", help="The folder to write.")
@click.option("--best", is_flag=True, help="Count a student's best submission instead of the last.")
@click.option("--late-percent", type=_Number(0, 100, whole=False), default=0, metavar="P",
              help="Percent of the points to subtract for each day late. Part of a day counts as a day.")  # fmt: skip
@click.option("--late-floor", type=_Number(0, 100, whole=False), default=0, metavar="P",
              help="Late work keeps at least this percent of its points.")  # fmt: skip
@click.option("--cut-off", is_flag=True, help="Give no points to work submitted after the due date.")
@click.option("--no-pages", is_flag=True, help="Write no feedback pages.")
@click.option("--cores", type=_Number(1, 256), default=os.cpu_count() or 1, show_default="all", metavar="N",
              help="How many processor cores to use.")  # fmt: skip
@_dask
def grade(
    assignment: Path, submissions: Path, out: Path, best: bool, late_percent: float, late_floor: float, cut_off: bool,
    no_pages: bool, cores: int, dask: str,
) -> None:  # fmt: skip
    """Grade the submissions to an assignment.

    Nothing that a student submits is ever run. A file that cannot be graded is listed with the reason. The same files always get
    the same grades.

    \b
    ASSIGNMENT   The folder that "assign" wrote.
    SUBMISSIONS  A folder of submitted files, or the zip file of all submissions
                 that you download from Canvas or Moodle.

    \b
    RESULTS gets these files:
      grades.csv   points of each student, also as files for Canvas and Moodle
      answers.csv  each answer, its points, and the mistake behind it
      items.csv    how each question went
      refused.csv  each file that was not graded, and why
      feedback     a page for each student

    \b
    To change grades by hand, put one or both of these files in ASSIGNMENT, and
    grade again:
      adjustments.csv  points you set: student,question,points,reason
      accepted.csv     answers you accept in addition to the key:
                       student,question,response,reason
                       (leave student empty to accept it from everyone)

    \b
    Examples:
      massage-billing grade week3 submissions.zip --out grades
      massage-billing grade week3 submissions --out grades \\
        --late-percent 10 --late-floor 50
    """
    if cut_off and late_percent:
        msg = "Use --late-percent or --cut-off, not both."
        raise click.UsageError(msg)
    with _failures(out):
        from massage_billing.base.text import plural
        from massage_billing.coursework import cluster, grade_class, grade_submission

        late = grade_submission.Late(late_percent, late_floor, cut_off)
        with cluster.runner(dask, cores) as run, _progress("Grading") as done:
            outcome = grade_class.grade(
                assignment, submissions, out, late, best=best, pages=not no_pages, run=run, done=done
            )
    click.echo(
        f"Graded {plural(outcome.graded, 'student')}. {plural(outcome.missing, 'student')} submitted nothing. "
        f"{plural(outcome.refused, 'file')} could not be graded."
    )
    click.echo(f"The grades are in {out / grade_class.GRADES}.")
    if outcome.refused:
        click.echo(f"{out / grade_class.REFUSED} lists the files that were not graded, and why.")


@cli.command()
@click.argument("results", type=PATH)
@click.option("--out", type=PATH, metavar="PAGE", show_default="report.html in RESULTS", help="The page to write.")
@_dask
def report(results: Path, out: Path | None, dask: str) -> None:
    """Write a web page about the results of a class.

    The report shows the grades, how each question went, how reliable the grades are, common mistakes and what to teach again,
    time spent, and wrong answers that students have in common.

    RESULTS is the folder that "grade" wrote.

    \b
    Example:
      massage-billing report grades --out week3.html
    """
    page = out or results / "report.html"
    with _failures(page):
        from massage_billing.coursework import report as class_report

        with _busy("Writing the report"):
            class_report.write(results, page, dask)
    click.echo(f"The report is in {page}.")


@cli.command(cls=_AsksQuestions)
@click.argument("out", type=PATH)
@click.option("--title", required=True, help="The title of the quiz.")
@_asks
@_points
@click.option(
    "--variants",
    type=_Number(1, 50),
    default=5,
    metavar="N",
    help="How many questions each place in the quiz draws from.",
)
@click.option(
    "--format", "formats", multiple=True, type=_Format(), show_default="all", help="A format. Repeat it for more."
)
@click.option("--seed", default="1", metavar="TEXT", help="Text that decides which questions are drawn.")
def export(
    out: Path, title: str, asks: tuple[str, ...], points: int, variants: int, formats: tuple[str, ...], seed: str
) -> None:
    """Write questions as a quiz for Canvas, Moodle, and other systems.

    Each place in the quiz has several questions of one kind, and every student gets one of them.

    OUT is the folder to write. In it, not_carried.csv lists the questions that a format cannot express, and why.

    \b
    Example:
      massage-billing export quiz --title "Week 3" --ask codes=3 --ask claims:2=2
    """
    with _failures(out):
        from massage_billing.base.text import plural
        from massage_billing.coursework import export as quiz
        from massage_billing.coursework.assignment_spec import AssignmentSpec, parse_selection

        # A quiz has no due date of its own: the course system sets it.
        due = datetime.max.replace(tzinfo=UTC)
        spec = AssignmentSpec(title, due, tuple(map(parse_selection, asks)), points, seed)
        with _progress("Writing quizzes") as done:
            outcome = quiz.export(spec, out, variants, formats, done)
    for name, carried in outcome.carried.items():
        click.echo(f"{name}: {carried} of {plural(outcome.questions, 'question')}.")
    click.echo(f"The quiz is in {out}. {out / quiz.LEFT_OUT} lists what a format cannot express.")


@cli.command()
@click.argument("out", type=PATH)
def site(out: Path) -> None:
    """Build the book and the lessons as a website.

    Writes static pages for any web server: the book, and the lessons, to practice in a browser without installing anything. The
    pages load nothing from other hosts. Building takes about a minute, and needs Node.js and an Internet connection.

    OUT is the folder to write. An earlier site there is replaced.

    \b
    Example:
      massage-billing site public
    """
    with _failures(out, "site"):
        from massage_billing.site import build

        with _progress("Running the lessons") as done:
            build.build(out, done)
    click.echo(
        f"The site is in {out}. Copy that folder to a web server, or open {out / 'index.html'} to read the book."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Args:
        arguments: what follows the name of the command; by default, what was typed.
    """
    try:
        status = cli.main(None if arguments is None else list(arguments), "massage-billing", standalone_mode=False)
    except _Failure as error:
        click.echo(f"massage-billing: {error.message}", err=True)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "massage-billing"
        click.echo(f"massage-billing: {error.format_message()}\nFor help, type: {command} --help", err=True)
    except OSError as error:  # such as a full disk behind the output
        click.echo(f"massage-billing: The output cannot be written: {error.strerror or error}.", err=True)
    except click.Abort:
        click.echo("Stopped before the work was done.", err=True)
        return INTERRUPTED
    else:
        return status or 0
    return BAD_INPUT
