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
    """There is nothing to report; the message says what to do."""


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
    chance: float  # of so many or more in any pair of the class, 0 to 1


def read_results(folder: Path) -> Results:
    """Return the results in a folder.

    Raises:
        ReportError: the folder does not contain results.
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
    """Return the share of the points of each student who submitted, 0 to 1."""
    submitted = results.grades.dropna(subset="points")
    return [float(share) for share in submitted["points"] / submitted["out_of"]]


def reliability(results: Results) -> Reliability | None:
    """Return how consistently the assignment ranks the class; None if there are too few submissions, or they are too similar."""
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
    """Return how each question went, in the order of the assignment."""
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
    """Return the misconceptions that were shown, most common first."""
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
    """Return the objectives that were asked about, weakest first."""
    answers = results.answers
    answers = answers.assign(share=answers["points"] / answers["out_of"], objective=answers["objectives"].str.split())
    rows = answers.explode("objective").groupby("objective")["share"].agg(["size", "mean"])
    found = [ObjectiveResult(str(ident), int(size), float(mean)) for ident, size, mean in rows.itertuples()]
    return sorted(found, key=lambda one: (one.mean_share, one.objective))


def _number(value: float) -> float | None:
    return None if value != value else float(value)  # noqa: PLR0124  (pandas marks a missing number as NaN)


def alike(results: Results, run: Run = one_by_one) -> list[Pair]:
    """Return the pairs whose wrong answers agree more than chance allows, least likely first.

    Questions differ from student to student, so a copied answer is usually wrong. Two students are compared on the questions
    that both answered and at least one got wrong: how often did they give the same answer? By chance, they would do so as often as any
    two students of the class do on that question. An answer that everyone gives is therefore no sign of copying.

    Args:
        results: the results of a class.
        run: runs the batches; by default on this machine, one after the other.
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
    """Compare some students with all later ones; return the positions of both and the numbers of a `Pair` for each suspicious pair.

    Args:
        responses: a number for each answer, students by questions; -1: not answered.
        correct: whether each answer is right, students by questions.
        agreement: for each question, how often two students answer the same.
        begin: the position of the first student of the batch.
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
