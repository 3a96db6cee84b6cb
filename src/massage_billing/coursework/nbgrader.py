"""The points of a hand-in inside nbgrader: each question is a grade cell, and nbgrader's autograde reads what such a cell gives.

The assignment folder lies in the course's folder under `keys`, where students never see it. A cell that finds no key, as on a
student's machine, gives nothing.
"""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from massage_billing.coursework.assignment import ASSIGNMENT
from massage_billing.coursework.grade_submission import Grader, Late
from massage_billing.coursework.marking import RefusedError
from massage_billing.coursework.submission_widget import found_in
from massage_billing.coursework.submissions import names, read

KEYS = "keys"


def cell(number: int, points: int) -> dict[str, Any]:
    """Return the grade cell of a question, in the schema of nbgrader."""
    told = {
        "grade": True, "grade_id": f"q{number}", "locked": True, "points": points, "schema_version": 3, "solution": False,
        "task": False, "cell_type": "code",
    }  # fmt: skip
    return {
        "cell_type": "code", "id": f"points-{number}", "execution_count": None, "outputs": [],
        "metadata": {"jupyter": {"source_hidden": True}, "nbgrader": told},
        "source": f'from massage_billing.coursework import nbgrader\n\nnbgrader.points("q{number}")',
    }  # fmt: skip


def points(question: str) -> float | None:
    """Return the points of a question of the hand-in that lies beside the notebook; None where no key is to be found.

    Of several hand-ins the last counts. Lateness is nbgrader's own to judge.
    """
    return _points(Path.cwd()).get(question)


@lru_cache(maxsize=1)
def _points(place: Path) -> dict[str, float]:
    assignment = found_in(place)["assignment"]
    folder = _key(place, assignment)
    if folder is None:
        return {}
    grader, last = Grader(folder), None
    with grader.assigned.key.reading() as key:
        for name, data in read(place, [name for name in names(place) if name.endswith(".json")]):
            try:
                if isinstance(data, bytes):
                    graded = grader.graded(name, data, key, Late(), page=False)
                    last = max(last or graded, graded, key=lambda one: datetime.fromisoformat(one.saved))
            except RefusedError:
                continue  # some other file of the student's
    asked = grader.assigned.questions
    hundredths = last.hundredths if last else [0] * len(asked)
    return {one.ident: points / 100 for one, points in zip(asked, hundredths, strict=True)}


def _key(place: Path, assignment: str) -> Path | None:
    """Return the assignment folder of the course that a place lies in."""
    for folder in place.parents:
        for path in sorted(folder.glob(f"{KEYS}/*/{ASSIGNMENT}")):
            if json.loads(path.read_text(encoding="utf-8")).get("assignment") == assignment:
                return path.parent
    return None
