"""The points of a submission inside nbgrader: each question is a grade cell, and nbgrader's autograde reads what such a cell returns.

The assignment folder is in the course's folder under `keys`, where students never see it. A cell that finds no key, as on a
student's machine, returns nothing.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from massage_billing.base.files import parse_json
from massage_billing.coursework.assignment_reader import ASSIGNMENT
from massage_billing.coursework.grade_submission import Grader, Late
from massage_billing.coursework.submission_widget import find_handout
from massage_billing.coursework.submissions import RefusedError, names, read_files

KEYS = "keys"


def points(question: str) -> float | None:
    """Return the points of a question in the submission beside the notebook; None if no key is found.

    If there is more than one submission, the last one counts. nbgrader handles lateness.
    """
    return _points(Path.cwd()).get(question)


@lru_cache(maxsize=1)
def _points(place: Path) -> dict[str, float]:
    folder = _key(place, find_handout(place)["assignment"])
    if folder is None:
        return {}
    grader, last = Grader(folder), None
    with grader.assignment.key.reading() as key:
        for name, data in read_files(place, [name for name in names(place) if name.endswith(".json")]):
            try:
                if isinstance(data, bytes):
                    graded = grader.grade(name, data, key, Late(), page=False)
                    last = max(last or graded, graded, key=lambda one: datetime.fromisoformat(one.saved))
            except RefusedError:
                continue  # another file of the student's
    asked = grader.assignment.questions
    hundredths = last.hundredths if last else [0] * len(asked)
    return {one.id: points / 100 for one, points in zip(asked, hundredths, strict=True)}


def _key(place: Path, assignment: str) -> Path | None:
    """Return the folder of an assignment in the course that contains a place; None if it is not there."""
    for folder in place.parents:
        for path in sorted(folder.glob(f"{KEYS}/*/{ASSIGNMENT}")):
            if parse_json(path.read_text(encoding="utf-8")).get("assignment") == assignment:
                return path.parent
    return None
