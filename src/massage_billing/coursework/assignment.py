"""Write an assignment folder: the key, a handout for each student, the class, and what was asked.

The same spec gives the same files, byte for byte. Adding a late student does not change anyone else's questions: they are read from
the existing key.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from massage_billing.base.files import replace_folder
from massage_billing.coursework import key
from massage_billing.coursework.assignment_reader import (
    ASSIGNMENT,
    CLASS,
    HANDOUTS,
    KEY,
    AskedQuestion,
    Assignment,
)
from massage_billing.coursework.assignment_spec import (
    AssignmentError,
    AssignmentSpec,
    chosen_families,
    questions_for,
)
from massage_billing.coursework.handout import handout
from massage_billing.coursework.rosters import Roster, Student

SECRET = 32  # hexadecimal digits

# A late student has no earlier work, and gets None.
Earlier = Callable[[Student], "tuple[list[key.KeyedQuestion], bytes] | None"]


def assign(
    roster: Roster, spec: AssignmentSpec, out: Path, done: Callable[[int, int], None] = lambda *_: None
) -> AssignmentSpec:
    """Write an assignment folder, completely or not at all, and return the spec with its secret.

    Args:
        roster: the class.
        spec: what the assignment is made from; without a secret, it gets that of the existing folder, or a new one.
        out: the folder. If it contains the same assignment, its students keep their questions, and late students get their
            own. Any other assignment is replaced, and a folder of another kind is left alone.
        done: called with the number of handouts written so far and the total.

    Raises:
        AssignmentError: the spec cannot be followed, or the existing assignment cannot be read.
        FolderError: `out` is a folder of another kind.
        OSError: the folder cannot be written; what was there before is kept.
    """
    if spec.due.tzinfo is None:
        msg = "The due date has no time zone. Write it like 2026-12-01T23:59-08:00."
        raise AssignmentError(msg)
    try:
        existing = Assignment(out) if (out / ASSIGNMENT).exists() else None
        same = spec._replace(secret=existing.key.secret) if existing and not spec.secret else spec
        if existing and not is_same(same, existing):
            existing, same = None, spec
        # Other questions under the same title are another assignment, which earlier submissions must not fit.
        spec = same if same.secret else spec._replace(secret=secrets.token_hex(SECRET // 2))
        asked = _asked(spec, existing)
        with replace_folder(out, ASSIGNMENT, "assignment") as making, _earlier(existing) as earlier:
            (making / HANDOUTS).mkdir()
            _write_key_and_handouts(roster, spec, [one.family for one in asked], making, earlier, done)
            _write_class(roster, making)
            _write(making / ASSIGNMENT, _about(spec, asked, roster))
    except key.GradingError as error:
        raise AssignmentError(str(error)) from None
    return spec


def is_same(spec: AssignmentSpec, existing: Assignment) -> bool:
    """Return whether an existing folder contains the assignment that a spec describes, secret included.

    Raises:
        AssignmentError: it contains the assignment from version 0.1 with other questions.
    """
    if existing.ident != spec.ident:
        return False
    if existing.selections is not None:
        return existing.selections == spec.selections
    wanted = [(one.subject, one.level) for one in spec.selections for _ in range(one.questions)]
    fits = [
        one.family.startswith(f"{subject}.") and level in (0, one.level)
        for one, (subject, level) in zip(existing.questions, wanted, strict=False)
    ]
    if len(wanted) != len(existing.questions) or not all(fits):
        msg = f"{existing.folder} contains this assignment from version 0.1 with different questions. Keep it, and name another folder."
        raise AssignmentError(msg)
    return True


def _asked(spec: AssignmentSpec, existing: Assignment | None) -> list[AskedQuestion]:
    """Return what assignment.json records about each question: of an existing assignment, the same questions."""
    if existing:
        return [one._replace(points=spec.points) for one in existing.questions]
    return [
        AskedQuestion(f"q{number}", found.name, found.objectives, found.level, spec.points)
        for number, found in enumerate(chosen_families(spec), start=1)
    ]


@contextmanager
def _earlier(existing: Assignment | None) -> Iterator[Earlier]:
    """Yield a function that returns a student's existing questions and handout."""
    if existing is None:
        yield lambda _: None
        return
    with existing.key.reading() as read:

        def earlier(student: Student) -> tuple[list[key.KeyedQuestion], bytes] | None:
            if student.ident not in existing.key:
                return None
            folder = existing.folder / HANDOUTS
            try:
                return read(student.ident, True)[1], (folder / f"{student.file}.ipynb").read_bytes()
            except OSError:
                msg = f"The handout of {student.ident!r} is missing from {folder}. Restore it, or name another folder."
                raise AssignmentError(msg) from None

        yield earlier


def _write_key_and_handouts(
    roster: Roster,
    spec: AssignmentSpec,
    names: Sequence[str],
    making: Path,
    earlier: Earlier,
    done: Callable[[int, int], None],
) -> None:
    with key.writing(making / KEY, spec.secret) as write:
        for number, student in enumerate(roster.students, start=1):
            path, before = making / HANDOUTS / f"{student.file}.ipynb", earlier(student)
            if before is None:
                questions = questions_for(spec, student, names)
                _write(path, handout(spec, student, [question.prompt for question in questions]))
                write(student.ident, student.name, key.entry(questions))
            else:
                kept, old = before
                if all(one.explained for one in kept):
                    _write(path, handout(spec, student, [one.prompt for one in kept]))
                else:  # a key from version 0.1 does not list the choices
                    path.write_bytes(old)
                write(student.ident, student.name, ([one.row for one in kept], [one.shown for one in kept]))
            done(number, len(roster.students))


def _write_class(roster: Roster, making: Path) -> None:
    with (making / CLASS).open("w", encoding="utf-8", newline="\n") as file:
        for student in roster.students:
            line = {"id": student.ident, "name": student.name, "file": student.file, "columns": dict(student.columns)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _about(spec: AssignmentSpec, asked: Sequence[AskedQuestion], roster: Roster) -> dict[str, Any]:
    return {
        "version": key.VERSION, "assignment": spec.ident, "title": spec.title, "due": spec.due.isoformat(),
        "points": spec.points * len(asked), "questions": [one._asdict() for one in asked], "roster": roster.kind,
        "students": len(roster.students), "asks": spec.selections, "nbgrader": spec.nbgrader,
    }  # fmt: skip


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
