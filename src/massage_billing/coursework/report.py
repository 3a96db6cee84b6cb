"""The class report: what its notebook shows, and one web page made from the notebook."""

import statistics
import tempfile
from html import escape
from pathlib import Path

from massage_billing.base.html import Shown, table, web_page
from massage_billing.base.tables import packaged
from massage_billing.base.text import plural
from massage_billing.coursework import cluster, report_figures
from massage_billing.coursework.analytics import (
    Pair,
    ReportError,
    Results,
    alike,
    item_results,
    misconceptions,
    objectives,
    read_results,
    reliability,
    shares,
)
from massage_billing.coursework.example_class import example
from massage_billing.coursework.grade_class import ABOUT, REPORT
from massage_billing.lessons.workspace import write_whole
from massage_billing.questions.course import objective

NOTEBOOK, PAGE = "instructor/class_report.ipynb", REPORT
LOW, GOOD = 0.5, 0.7  # reliability: below LOW, chance decides the order of the class; GOOD is enough for a course
FEW = 30  # students; the interval of a smaller class is wide
MOST = 2  # objectives listed with a misconception
FEWEST = 5  # answers to an objective; fewer say nothing about a class
TOP = 12  # misconceptions, and objectives, in a table


def results_of(folder: str) -> Results:
    """Return the results in a folder; without a name, the newest results here, or else those of an example class.

    Raises:
        ReportError: it is not a folder of results.
    """
    newest = sorted(Path.cwd().glob(f"*/{ABOUT}"), key=lambda path: path.stat().st_mtime)
    if not folder and not newest:
        return example()
    return read_results(Path(folder) if folder else newest[-1].parent)


def headline(results: Results) -> Shown:
    """Return how many submitted, and the median, lowest, and highest grade."""
    found, many = shares(results), len(results.grades)
    sentences = [f"{results.about['title']}: {len(found)} of {plural(many, 'student')} submitted."]
    if results.about.get("example"):
        sentences.append("These are not real students. Your own class appears here after you grade an assignment.")
    if found:
        middle, low, high = statistics.median(found) * 100, min(found) * 100, max(found) * 100
        sentences.append(
            f"The median grade is {middle:.0f}%. The lowest is {low:.0f}%, and the highest is {high:.0f}%."
        )
    late = sum(float(share or 1) < 1 for share in results.grades["late_share"])
    if late:
        sentences.append(f"{plural(late, 'submission')} lost points for being late.")
    return _paragraphs(sentences)


def questions(results: Results) -> Shown:
    """Return a row for each question: what it asks about, how it went, and whether to look at it."""
    rows = []
    for item in item_results(results):
        discrimination = "" if item.discrimination is None else f"{item.discrimination:.2f}"
        weak = item.discrimination is not None and item.discrimination < report_figures.WEAK
        look = "Review it: strong students did no better on it than weak ones." if weak else ""
        first, *others = item.objectives
        asked = f"{objective(first)}; and {len(others)} more" if others else objective(first)
        earned = "" if item.mean_share is None else f"{item.mean_share * 100:.0f}"
        rows.append((item.question, asked, earned, discrimination, look))
    head = ("Question", "Objective", "Percent earned", "Discrimination", "What to do")
    return table("Questions", head, rows)


def trust(results: Results) -> Shown:
    """Return the reliability of the grades, in words."""
    found = reliability(results)
    if found is None:
        return _paragraphs(
            ["There are too few submissions, or they are too similar, to estimate how reliable the grades are."]
        )
    sentences = [
        f"Reliability (Cronbach's alpha) is {found.alpha:.2f}. The 95% confidence interval is {found.low:.2f} to {found.high:.2f}.",
        "It estimates how well the ranking of the class would hold up with other questions of the same kinds.",
    ]
    if found.alpha < LOW:
        sentences.append(
            "That is low. Do not base a grade on this assignment alone. Ask more questions, or review those flagged above."
        )
    elif found.alpha < GOOD:
        sentences.append("That is enough for practice. For a grade, ask more questions.")
    else:
        sentences.append("That is good for a course assignment.")
    if len(shares(results)) < FEW:
        sentences.append("The class is small, so the interval is wide.")
    return _paragraphs(sentences)


def common_mistakes(results: Results) -> Shown:
    """Return the most common misconceptions, with what to teach again."""
    rows = [
        (one.name, one.answers, ", ".join(one.questions), "; ".join(map(objective, one.objectives[:MOST])))
        for one in misconceptions(results)[:TOP]
    ]
    return table("Most common mistakes", ("Mistake", "Answers", "Questions", "Teach again"), rows)


def teach_again(results: Results) -> Shown:
    """Return the weakest objectives of the class."""
    known = [one for one in objectives(results) if one.answers >= FEWEST]
    rows = [(objective(one.objective), one.answers, f"{one.mean_share * 100:.0f}") for one in known[:TOP]]
    return table("Weakest objectives", ("Objective", "Answers", "Percent earned"), rows)


def work(results: Results) -> Shown:
    """Return how long students worked on the assignment."""
    found = results.grades["work_minutes"].dropna()
    if found.empty:
        return _paragraphs(["The submissions do not show how long the work took."])
    sentence = f"The median time was {found.median():.0f} minutes. Times ranged from {found.min():.0f} to {found.max():.0f} minutes."
    return _paragraphs([f"{sentence} Pauses of more than ten minutes do not count."])


def shared_mistakes(results: Results, address: str = "") -> Shown:
    """Return the pairs of students whose wrong answers agree more than chance allows, with a caution.

    Args:
        results: the results of a class.
        address: the Dask scheduler to compare the students with; if empty, this machine compares them.
    """
    with cluster.runner(address) as run:
        found = alike(results, run)
    care = (
        "Each student had different numbers and cases, so an answer copied from someone else is usually wrong. The students below "
        "gave the same answers to more of these questions than chance would explain. That is not proof. Students who study "
        "together can make the same mistakes. Talk with both before you draw any conclusion."
    )
    if not found:
        return _paragraphs(["No two students share more wrong answers than chance would explain."])
    names = dict(zip(results.grades["id"], results.grades["name"], strict=True))
    head = (
        "Student",
        "Student",
        "Same answers",
        "Questions compared",
        "Expected by chance",
        "Probability in this class",
    )
    shown = table("Wrong answers that students share", head, [_pair(one, names) for one in found])
    return Shown(f"<p>{care}</p>{shown.html}", f"{care}\n{shown.text}")


def write(results: Path, out: Path, address: str = "") -> None:
    """Run the report's notebook with some results, and write it as one web page that needs no other file.

    Args:
        results: the folder that `grade` wrote.
        out: the page to write; an earlier page is replaced only once the new one is complete.
        address: the Dask scheduler to compare the students with; if empty, this machine compares them.

    Raises:
        ReportError: there is nothing to report, or the notebook did not run.
        OSError: the page cannot be written.
    """
    title = read_results(results).about["title"]
    # A page that cannot be written is reported now, and not after the notebook has run.
    tempfile.TemporaryFile(dir=out.parent, prefix=f"{out.name}.").close()
    import papermill  # noqa: PLC0415
    from nbconvert import HTMLExporter  # noqa: PLC0415
    from nbformat import read  # noqa: PLC0415
    from papermill.exceptions import PapermillException  # noqa: PLC0415

    from massage_billing.coursework.kernel import Kernel  # noqa: PLC0415  (asks for Jupyter)

    with tempfile.TemporaryDirectory() as folder:
        ran = Path(folder) / "class_report.ipynb"
        parameters = {"results": str(results.resolve()), "cluster": address}
        try:
            papermill.execute_notebook(
                packaged("notebooks") / NOTEBOOK,
                ran,
                parameters,
                kernel_name="python3",
                progress_bar=False,
                kernel_manager_class=Kernel,
            )
        except PapermillException as error:
            msg = f"The report could not be created: {str(error).strip().splitlines()[-1]}"
            raise ReportError(msg) from None
        notebook = read(ran, as_version=4)
    # papermill gives a cell a random ID, and the page must be the same every time.
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_output_prompt=True, exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    write_whole(out, web_page(f"Class report: {title}", body))


def _pair(one: Pair, names: dict[str, str]) -> tuple[str, ...]:
    chance = "less than 1 in a million" if one.chance < 1e-6 else f"1 in {round(1 / one.chance):,}"  # noqa: PLR2004
    who = (names.get(one.first) or one.first, names.get(one.second) or one.second)
    return (*who, str(one.shared), str(one.compared), f"{one.expected:.1f}", chance)


def _paragraphs(sentences: list[str]) -> Shown:
    return Shown("".join(f"<p>{escape(line)}</p>" for line in sentences), "\n".join(sentences))


mistakes_made = common_mistakes  # the name in copies of the notebook from earlier versions
