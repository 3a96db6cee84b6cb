"""An individual assignment: a paper for each student, with the same kinds of questions and other numbers and cases.

Everything hangs on the recipe and on a student's own id. So the same recipe gives the same files to the byte, and a student
who comes late changes nobody else's paper. The secret keeps a paper from being drawn again by anybody who knows the rest.
"""

import hashlib
import hmac
import json
import random
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.base.files import replace_folder
from massage_billing.coursework import key
from massage_billing.coursework.rosters import Roster, Student
from massage_billing.questions.model import Question
from massage_billing.questions.registry import Family, draw, families

VERSION = key.VERSION
TRIES = 200  # draws until a family is taken to have nothing new for a paper
SECRET = 32  # hexadecimal digits
KEY, ASSIGNMENT, CLASS, HANDOUTS = "key.json", "assignment.json", "class.jsonl", "handouts"
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


def paper(recipe: Recipe, student: Student) -> tuple[Question, ...]:
    """Return a student's questions; no case is told twice on one paper.

    Raises:
        AssignmentError: as `slots`.
    """
    seen: set[object] = set()
    questions = []
    for place, found in enumerate(slots(recipe)):
        for attempt in range(TRIES):
            seed = int(_mac(recipe.secret, student.ident, f"{place}/{attempt}")[:15], 16)
            question = draw(found.name, seed)
            if question.identity not in seen:
                break
        seen.add(question.identity)
        questions.append(question)
    return tuple(questions)


def handout(recipe: Recipe, student: Student, questions: Iterable[Question]) -> dict[str, Any]:
    """Return a student's notebook: the questions as data, no answer, no seed, and the same code as everybody's."""
    asked = [
        {"id": f"q{number}", "points": recipe.points, "prompt": question.prompt._replace(hint="").to_json()}
        for number, question in enumerate(questions, start=1)
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
        out: the folder; an assignment that lies there is made anew, anything else is left alone.
        done: called with the number of papers made so far.

    Raises:
        AssignmentError: the recipe cannot be followed.
        FolderError: `out` holds something else.
        OSError: the folder cannot be written; what was there before is kept.
    """
    recipe = recipe._replace(secret=recipe.secret or secret_in(out) or secrets.token_hex(SECRET // 2))
    if recipe.due.tzinfo is None:
        msg = "The due date has no time zone; write it like 2026-12-01T23:59-08:00."
        raise AssignmentError(msg)
    chosen = slots(recipe)
    with replace_folder(out, ASSIGNMENT, "assignment") as making:
        (making / HANDOUTS).mkdir()
        _write_papers(roster, recipe, making, done)
        _write_class(roster, making)
        _write(making / ASSIGNMENT, _about(recipe, chosen, roster))
    return recipe


def _write_papers(roster: Roster, recipe: Recipe, making: Path, done: Callable[[int], None]) -> None:
    with key.writing(making / KEY, recipe.secret) as write:
        for number, student in enumerate(roster.students, start=1):
            questions = paper(recipe, student)
            _write(making / HANDOUTS / f"{student.file}.ipynb", handout(recipe, student, questions))
            write(student.ident, student.name, questions)
            done(number)


def _write_class(roster: Roster, making: Path) -> None:
    with (making / CLASS).open("w", encoding="utf-8", newline="\n") as file:
        for student in roster.students:
            line = {"id": student.ident, "name": student.name, "file": student.file, "columns": dict(student.columns)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _about(recipe: Recipe, chosen: Iterable[Family], roster: Roster) -> dict[str, Any]:
    questions = [
        {
            "id": f"q{number}",
            "family": found.name,
            "objectives": found.objectives,
            "level": found.level,
            "points": recipe.points,
        }
        for number, found in enumerate(chosen, start=1)
    ]
    return {
        "version": VERSION, "assignment": ident(recipe), "title": recipe.title, "due": recipe.due.isoformat(),
        "points": recipe.points * len(questions), "questions": questions, "roster": roster.kind, "students": len(roster.students),
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
