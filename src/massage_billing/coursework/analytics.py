"""Statistics of a class: reliability, misconceptions, objectives, and wrong answers that two students share.

Reliability is Cronbach's alpha with Feldt's interval (pingouin). Whether two students share more wrong answers than
chance allows is tested by the Poisson binomial distribution (scipy), with Bonferroni's correction for all pairs.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from massage_billing.base.files import parse_json, recover
from massage_billing.coursework.cluster import Run, one_by_one
from massage_billing.coursework.grade_class import ABOUT, ANSWERS, GRADES, ITEMS

if TYPE_CHECKING:  # loaded when a report is made, not before
    import numpy as np
    import pandas as pd

    Array = np.ndarray[Any, Any]

ROWS = 200  # students compared with all others at once
ALIKE = 0.01  # a pair is reported if the chance of so many shared wrong answers in any pair of the class is lower
FAR = 2  # standard deviations above the expected number from which the exact chance is computed
FEWEST = 3  # shared answers of a pair; a pair with fewer is not reported


class ReportError(ValueError):
    """Raised if there is nothing to report. The message says what to do."""


class Results(NamedTuple):
    """The results of a class, as `grade` wrote them."""

    about: dict[str, Any]
    grades: "pd.DataFrame"  # a row for each student; points are NaN without a submission
    answers: "pd.DataFrame"  # a row for each question of each student who submitted
    items: "pd.DataFrame"  # a row for each question


class Reliability(NamedTuple):
    """Cronbach's alpha of an assignment."""

    alpha: float
    low: float  # of its 95 percent interval
    high: float


class ItemResult(NamedTuple):
    """How one question went."""

    question: str
    objectives: tuple[str, ...]
    mean_share: float | None  # of its points, 0 to 1; None without a submission
    discrimination: float | None  # correlation with the other questions, -1 to 1; None if nothing varies


class MisconceptionResult(NamedTuple):
    """How often one misconception was shown."""

    name: str
    answers: int
    questions: tuple[str, ...]
    objectives: tuple[str, ...]  # IDs in syllabus.csv, most common first


class ObjectiveResult(NamedTuple):
    """How well the class knows one objective."""

    objective: str  # an ID in syllabus.csv
    answers: int
    mean_share: float  # of the points, 0 to 1


class Pair(NamedTuple):
    """Two students who gave the same answers to questions that at least one of them got wrong."""

    first: str
    second: str
    shared: int  # such answers
    compared: int  # questions that both answered and at least one got wrong
    expected: float  # shared answers by chance
    chance: float  # that any pair in the class shares so many or more answers, 0 to 1


def read_results(folder: Path) -> Results:
    """Read the results in a folder.

    Args:
        folder: A folder that `massage-billing grade` wrote.

    Raises:
        ReportError: The folder does not contain results.
    """
    import pandas as pd  # noqa: PLC0415

    recover(folder)
    try:
        about = parse_json((folder / ABOUT).read_text(encoding="utf-8"))
        grades, answers, items = (
            pd.read_csv(folder / name, dtype={"id": str, "name": str, "mistake": str, "response": str}, keep_default_na=False,
                        na_values={"points": "", "work_minutes": "", "discrimination": "", "mean_share": ""})
            for name in (GRADES, ANSWERS, ITEMS)
        )  # fmt: skip
    except (OSError, ValueError, KeyError):
        msg = f"{folder} is not a folder of results. Name a folder that massage-billing grade wrote."
        raise ReportError(msg) from None
    return Results(about, grades, answers, items)


def shares(results: Results) -> list[float]:
    """Return the share of the points, from 0 to 1, of each student who submitted.

    Example:
        >>> from massage_billing.coursework.example_class import example
        >>> all(0 <= share <= 1 for share in shares(example()))
        True
    """
    submitted = results.grades.dropna(subset="points")
    return [float(share) for share in submitted["points"] / submitted["out_of"]]


def reliability(results: Results) -> Reliability | None:
    """Return Cronbach's alpha, which shows how consistently the questions rank the class.

    Return None if there are too few submissions, or if they are too similar.

    Example:
        >>> from massage_billing.coursework.example_class import example
        >>> found = reliability(example())
        >>> found.low < found.alpha < found.high
        True
    """
    answers = results.answers
    table = answers.assign(share=answers["points"] / answers["out_of"]).pivot_table(
        index="id", columns="question", values="share"
    )
    table = table.loc[:, table.var() > 0] if len(table) > 2 else table.iloc[:0]  # noqa: PLR2004  (a variance needs them)
    if table.shape[0] < 3 or table.shape[1] < 2 or not table.sum(axis=1).var():  # noqa: PLR2004
        return None
    import pingouin  # noqa: PLC0415

    alpha, (low, high) = pingouin.cronbach_alpha(table)
    return Reliability(float(alpha), float(low), float(high))


def item_results(results: Results) -> list[ItemResult]:
    """Return the results of each question, in the order of the assignment.

    Example:
        >>> from massage_billing.coursework.example_class import example
        >>> item_results(example())[0].question
        'q1'
    """
    return [
        ItemResult(
            row["question"],
            tuple(row["objectives"].split()),
            _number(row["mean_share"]),
            _number(row["discrimination"]),
        )
        for row in results.items.to_dict("records")
    ]


def misconceptions(results: Results) -> list[MisconceptionResult]:
    """Return the misconceptions that wrong answers showed, most common first.

    Example:
        >>> from massage_billing.coursework.example_class import example
        >>> found = misconceptions(example())
        >>> found[0].answers >= found[-1].answers
        True
    """
    shown = results.answers[results.answers["mistake"] != ""]
    found = []
    for name, rows in shown.groupby("mistake", sort=True):
        asked = tuple(sorted(set(rows["question"]), key=lambda question: int(question[1:])))
        objectives = Counter(" ".join(rows["objectives"]).split())
        found.append(
            MisconceptionResult(str(name), len(rows), asked, tuple(ident for ident, _ in objectives.most_common()))
        )
    return sorted(found, key=lambda one: (-one.answers, one.name))


def objectives(results: Results) -> list[ObjectiveResult]:
    """Return how well the class knows each objective, weakest first.

    Example:
        >>> from massage_billing.coursework.example_class import example
        >>> found = objectives(example())
        >>> found[0].mean_share <= found[-1].mean_share
        True
    """
    answers = results.answers
    answers = answers.assign(share=answers["points"] / answers["out_of"], objective=answers["objectives"].str.split())
    rows = answers.explode("objective").groupby("objective")["share"].agg(["size", "mean"])
    found = [ObjectiveResult(str(ident), int(size), float(mean)) for ident, size, mean in rows.itertuples()]
    return sorted(found, key=lambda one: (one.mean_share, one.objective))


def _number(value: float) -> float | None:
    return None if value != value else float(value)  # noqa: PLR0124  (pandas marks a missing number as NaN)


def alike(results: Results, run: Run = one_by_one) -> list[Pair]:
    """Return the pairs of students whose wrong answers agree more often than chance allows, least likely first.

    Questions differ from student to student, so a copied answer is usually wrong. Two students are compared on the questions
    that both answered and that at least one got wrong: how often did they give the same answer? The chance is based on how often any
    two students in the class give the same answer to that question. So an answer that everyone gives is not a sign of copying.

    Example:
        >>> from massage_billing.coursework.example_class import example
        >>> [(pair.first, pair.second) for pair in alike(example())]
        [('s08', 's12')]

    Args:
        results: The results of a class.
        run: Runs the batches. If omitted, run them on this machine, one after the other.
    """
    answers = results.answers[results.answers["answered"].astype(bool)]
    numbered = answers.groupby("question")["response"].transform(lambda given: given.astype("category").cat.codes)
    by_student = answers.assign(number=numbered, right=answers["correct"].astype(bool)).set_index(["id", "question"])
    responses = by_student["number"].unstack(fill_value=-1).to_numpy("int32")
    right = by_student["right"].unstack(fill_value=False)
    names, correct = list(right.index), right.to_numpy(bool)
    agreement = _agreement(responses, correct)
    jobs = [(responses, correct, agreement, begin) for begin in range(0, len(names), ROWS)]
    pairs = [Pair(names[one], names[other], *numbers) for batch in run(compare, jobs) for one, other, *numbers in batch]
    return sorted(pairs, key=lambda pair: (pair.chance, pair.first, pair.second))


def compare(
    responses: "Array", correct: "Array", agreement: "Array", begin: int
) -> list[tuple[int, int, int, int, float, float]]:
    """Compare a batch of students with all later students.

    Args:
        responses: A number for each answer, students by questions; -1 means not answered.
        correct: Whether each answer is right, students by questions.
        agreement: For each question, how often two students give the same answer, from 0 to 1.
        begin: The position of the first student in the batch.

    Returns:
        For each suspicious pair, the positions of both students and the numbers of a `Pair`.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.stats import poisson_binom  # noqa: PLC0415

    everyone = len(responses) * (len(responses) - 1) // 2
    found = []
    for one in range(begin, min(begin + ROWS, len(responses))):
        others = slice(one + 1, None)
        looked = (responses[others] >= 0) & (responses[one] >= 0) & ~(correct[others] & correct[one])
        shared = (looked & (responses[others] == responses[one])).sum(axis=1)
        expected = (looked * agreement).sum(axis=1)
        far = shared - expected > FAR * np.sqrt((looked * agreement * (1 - agreement)).sum(axis=1))
        for at in np.flatnonzero((shared >= FEWEST) & far):
            chance = min(1.0, float(poisson_binom.sf(shared[at] - 1, agreement[looked[at]])) * everyone)
            if chance < ALIKE:
                numbers = int(shared[at]), int(looked[at].sum()), round(float(expected[at]), 2), chance
                found.append((one, int(one + 1 + at), *numbers))
    return found


def _agreement(responses: "Array", correct: "Array") -> "Array":
    """Return for each question how often two students give the same answer if at least one of them is wrong, 0 to 1."""
    import numpy as np  # noqa: PLC0415

    def pairs(counts: Any) -> int:
        return int((counts * (counts - 1)).sum())

    shares = []
    for column, right in zip(responses.T, correct.T, strict=True):
        every, both_right = np.bincount(column[column >= 0]), np.bincount(column[right])
        looked = pairs(every.sum()) - pairs(right.sum())
        shares.append((pairs(every) - pairs(both_right)) / looked if looked else 0.0)
    return np.array(shares)
