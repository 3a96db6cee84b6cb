"""An individual assignment: a paper for each student, with the same kinds of questions and other numbers and cases.

Everything depends on the recipe and the student's id, so the same recipe gives the same files, byte for byte. Adding a
late student does not change anyone else's questions: they are read from the existing key. Without the secret, nobody
can draw a student's questions again.
"""

import hashlib
import hmac
import json
import random
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.base.files import replace_folder
from massage_billing.coursework import key
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.questions.model import Prompt, Question
from massage_billing.questions.registry import Family, draw, families

VERSION = key.VERSION
TRIES = 200  # draws until a family is taken to have nothing new for a paper
SECRET = 32  # hexadecimal digits
KEY, ASSIGNMENT, CLASS, HANDOUTS = "key.json", "assignment.json", "class.jsonl", key.HANDOUTS
CODE = "from massage_billing.coursework import hand_in\n\nhand_in.paper()"


class AssignmentError(ValueError):
    """The assignment cannot be made; the message says which part is wrong and what to do."""


class Ask(NamedTuple):
    """Some questions of a paper."""

    subject: str
    level: int  # 0: any
    questions: int


class Recipe(NamedTuple):
    """What an assignment is made of."""

    title: str
    due: datetime  # with its time zone
    asks: tuple[Ask, ...]
    points: int = 1  # a question
    secret: str = ""  # empty: kept from the folder that is there, or made anew
    nbgrader: bool = False  # whether a handout has a grade cell for each question


def ask_of(text: str) -> Ask:
    """Return what SUBJECT[:LEVEL]=COUNT asks for.

    >>> ask_of("claims:2=4"), ask_of("codes=3")
    (Ask(subject='claims', level=2, questions=4), Ask(subject='codes', level=0, questions=3))

    Raises:
        AssignmentError: the text has another form.
    """
    found = re.fullmatch(r"(\w+)(?::([1-3]))?=(\d{1,3})", text)
    if not found:
        msg = f"{text!r} is no SUBJECT[:LEVEL]=COUNT; write it like codes=3 or claims:2=4."
        raise AssignmentError(msg)
    return Ask(found[1], int(found[2] or 0), int(found[3]))


def moment_of(text: str) -> datetime:
    """Return a day and time with its time zone.

    Raises:
        AssignmentError: the text has another form, or no time zone.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        msg = f"{text!r} is no day and time with a time zone; write it like 2026-12-01T23:59-08:00."
        raise AssignmentError(msg)
    return found


def slots(recipe: Recipe) -> tuple[Family, ...]:
    """Return the family of each question, the same for every student.

    Raises:
        AssignmentError: no such subject or level, a count below 1, or no question at all.
    """
    rng = random.Random(_mac(recipe.secret, recipe.title, "families"))  # noqa: S311  (the secret makes it unguessable)
    chosen: list[Family] = []
    for ask in recipe.asks:
        fit = [found for found in families(ask.subject) if ask.level in (0, found.level)]
        if not fit:
            known = sorted({found.name.partition(".")[0] for found in families()})
            msg = f"There is no question on {ask.subject} at level {ask.level or 'any'}; subjects are {', '.join(known)}, levels 1 to 3."
            raise AssignmentError(msg)
        if ask.questions < 1:
            msg = f"{ask.subject} asks for {ask.questions} questions; give 1 or more."
            raise AssignmentError(msg)
        for at in range(ask.questions):
            if at % len(fit) == 0:  # each family comes once before any comes again
                queue = rng.sample(fit, len(fit))
            chosen.append(queue.pop())
    if not chosen:
        msg = "The assignment asks nothing; choose a subject and how many questions."
        raise AssignmentError(msg)
    return tuple(chosen)


def paper(recipe: Recipe, student: Student, names: Sequence[str] = ()) -> tuple[Question, ...]:
    """Return a student's questions; no case is told twice on one paper.

    Args:
        recipe: what the assignment is made of.
        student: whose paper it is.
        names: the family of each question; by default, those of `slots`.

    Raises:
        AssignmentError: as `slots`, or a family that this version does not have.
    """
    seen: set[object] = set()
    questions = []
    for place, name in enumerate(names or [found.name for found in slots(recipe)]):
        for attempt in range(TRIES):
            seed = int(_mac(recipe.secret, student.ident, f"{place}/{attempt}")[:15], 16)
            try:
                question = draw(name, seed)
            except LookupError as error:
                msg = f"{error} The class has a question from this family, so a late student cannot be added with this version."
                raise AssignmentError(msg) from None
            if question.identity not in seen:
                break
        seen.add(question.identity)
        questions.append(question)
    return tuple(questions)


def handout(recipe: Recipe, student: Student, prompts: Iterable[Prompt]) -> dict[str, Any]:
    """Return a student's notebook: the questions as data, no answer, no seed, and the same code as everybody's."""
    asked = [
        {"id": f"q{number}", "points": recipe.points, "prompt": prompt._replace(hint="").to_json()}
        for number, prompt in enumerate(prompts, start=1)
    ]  # fmt: skip
    data = {
        "version": VERSION, "assignment": ident(recipe), "title": recipe.title, "due": recipe.due.isoformat(),
        "student": student.ident, "name": student.name, "questions": asked,
    }  # fmt: skip
    text = f"# {recipe.title}\n\nFor {student.name or student.ident}. Due {recipe.due:%Y-%m-%d %H:%M} (UTC{recipe.due:%z})."
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": text},
        {"cell_type": "code", "id": "paper", "metadata": {"jupyter": {"source_hidden": True}}, "execution_count": None,
         "outputs": [], "source": CODE},
    ]  # fmt: skip
    if recipe.nbgrader:
        from massage_billing.coursework.nbgrader import cell  # noqa: PLC0415  (it reads what this module writes)

        cells += [cell(number, recipe.points) for number, _ in enumerate(asked, start=1)]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "massage_billing": data},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def ident(recipe: Recipe) -> str:
    """Return the name by which hand-ins say which assignment they belong to; the secret cannot be told from it."""
    return _mac(recipe.secret, recipe.title, "ident")[:12]


def assign(roster: Roster, recipe: Recipe, out: Path, done: Callable[[int], None] = lambda _: None) -> Recipe:
    """Write an assignment folder, whole or not at all, and return the recipe with its secret.

    Args:
        roster: the class.
        recipe: what the assignment is made of; without a secret, that of the folder which is there, or a new one.
        out: the folder. If it contains the same assignment, its students keep their questions, and late students get their
            own. Any other assignment is replaced, and a folder of another kind is left alone.
        done: called with the number of papers made so far.

    Raises:
        AssignmentError: the recipe cannot be followed, or the existing key cannot be read.
        FolderError: `out` is a folder of another kind.
        OSError: the folder cannot be written; what was there before is kept.
    """
    if recipe.due.tzinfo is None:
        msg = "The due date has no time zone; write it like 2026-12-01T23:59-08:00."
        raise AssignmentError(msg)
    try:
        there = _there(out)
        same = recipe._replace(secret=recipe.secret or (there["secret"] if there else ""))
        before = _asked_before(same, there, out) if there else []
        # Other questions under the same title are another assignment: submissions to the earlier one must not fit it.
        recipe = same if before or recipe.secret else recipe._replace(secret=secrets.token_hex(SECRET // 2))
        asked = before or _asked(recipe, slots(recipe))
        with replace_folder(out, ASSIGNMENT, "assignment") as making, _papers_before(out, kept=bool(before)) as papers:
            (making / HANDOUTS).mkdir()
            _write_papers(roster, recipe, [one["family"] for one in asked], making, papers, done)
            _write_class(roster, making)
            _write(making / ASSIGNMENT, _about(recipe, asked, roster))
    except key.GradingError as error:
        raise AssignmentError(str(error)) from None
    return recipe


def _there(out: Path) -> dict[str, Any]:
    """Return the contents of an existing assignment.json, with the secret; empty if there is no such file.

    Raises:
        GradingError: the file or its key is damaged, so replacing the folder would lose the students' questions.
    """
    if not (out / ASSIGNMENT).exists():
        return {}
    key.Key(out / KEY)
    try:
        about: dict[str, Any] = json.loads((out / ASSIGNMENT).read_text(encoding="utf-8"))
        return {**about, "secret": secret_in(out)}
    except (OSError, ValueError, TypeError):
        msg = f"{out / ASSIGNMENT} cannot be read. Restore it, or name another folder."
        raise key.GradingError(msg) from None


def _asked_before(recipe: Recipe, there: Mapping[str, Any], out: Path) -> list[dict[str, Any]]:
    """Return what an existing assignment.json records about each question; empty if it is not the same assignment."""
    if there.get("assignment") != ident(recipe) or not there.get("questions"):
        return []
    if "asks" in there:
        same = there["asks"] == [list(ask) for ask in recipe.asks]
    else:  # version 0.1 did not record the asks, so compare the families
        same = [one["family"] for one in there["questions"]] == [found.name for found in slots(recipe)]
        if not same:
            msg = f"{out} contains this assignment from version 0.1 with different questions. Keep it, and name another folder."
            raise AssignmentError(msg)
    return [{**one, "points": recipe.points} for one in there["questions"]] if same else []


Papers = Callable[[Student], "tuple[list[key.KeyedQuestion], bytes] | None"]


@contextmanager
def _papers_before(out: Path, *, kept: bool) -> Iterator[Papers]:
    """Yield a function that returns a student's existing questions and handout; None for a late student."""
    if not kept:
        yield lambda _: None
        return
    there = key.Key(out / KEY)
    with there.reading() as read:

        def papers(student: Student) -> tuple[list[key.KeyedQuestion], bytes] | None:
            if student.ident not in there:
                return None
            try:
                return read(student.ident, True)[1], (out / HANDOUTS / f"{student.file}.ipynb").read_bytes()
            except OSError:
                msg = f"The handout of {student.ident!r} is missing from {out / HANDOUTS}. Restore it, or name another folder."
                raise AssignmentError(msg) from None

        yield papers


def _write_papers(
    roster: Roster, recipe: Recipe, names: Sequence[str], making: Path, papers: Papers, done: Callable[[int], None]
) -> None:
    with key.writing(making / KEY, recipe.secret) as write:
        for number, student in enumerate(roster.students, start=1):
            path, before = making / HANDOUTS / f"{student.file}.ipynb", papers(student)
            if before is None:
                questions = paper(recipe, student, names)
                _write(path, handout(recipe, student, [question.prompt for question in questions]))
                write(student.ident, student.name, key.entry(questions))
            else:
                kept, old = before
                if all(one.explained for one in kept):
                    _write(path, handout(recipe, student, [one.prompt for one in kept]))
                else:  # a key from version 0.1 does not list the choices
                    path.write_bytes(old)
                write(student.ident, student.name, ([one.row for one in kept], [one.shown for one in kept]))
            done(number)


def _write_class(roster: Roster, making: Path) -> None:
    with (making / CLASS).open("w", encoding="utf-8", newline="\n") as file:
        for student in roster.students:
            line = {"id": student.ident, "name": student.name, "file": student.file, "columns": dict(student.columns)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _asked(recipe: Recipe, chosen: Iterable[Family]) -> list[dict[str, Any]]:
    """Return what assignment.json records about each question."""
    return [
        {
            "id": f"q{number}",
            "family": found.name,
            "objectives": found.objectives,
            "level": found.level,
            "points": recipe.points,
        }
        for number, found in enumerate(chosen, start=1)
    ]


def _about(recipe: Recipe, questions: Sequence[Mapping[str, Any]], roster: Roster) -> dict[str, Any]:
    return {
        "version": VERSION, "assignment": ident(recipe), "title": recipe.title, "due": recipe.due.isoformat(),
        "points": recipe.points * len(questions), "questions": questions, "roster": roster.kind, "students": len(roster.students),
        "asks": recipe.asks, "nbgrader": recipe.nbgrader,
    }  # fmt: skip


def secret_in(out: Path) -> str:
    """Return the secret of the assignment that lies in a folder; an empty one where there is none."""
    try:
        with (out / KEY).open(encoding="utf-8") as file:
            found = json.loads(f"{file.readline().rstrip()}}}}}")["secret"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) else ""


def _mac(secret: str, *parts: str) -> str:
    return hmac.new(secret.encode(), json.dumps(parts).encode(), hashlib.sha256).hexdigest()


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
