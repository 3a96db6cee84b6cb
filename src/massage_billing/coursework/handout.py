"""A student's handout: a notebook with the questions as data and the same code for everyone. It has no answer and no seed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from massage_billing.base.text import us_date
from massage_billing.coursework.assignment_spec import AssignmentSpec
from massage_billing.coursework.key import VERSION
from massage_billing.coursework.rosters import Student
from massage_billing.questions.model import Prompt

CODE = "from massage_billing.coursework import submission_widget\n\nsubmission_widget.open_handout()"
# What handouts of earlier versions have instead. It still works.
EARLIER_CODE = "from massage_billing.coursework import hand_in\n\nhand_in.paper()"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def handout(spec: AssignmentSpec, student: Student, prompts: Iterable[Prompt]) -> dict[str, Any]:
    """Return a student's notebook, in the notebook format 4.5."""
    questions = [
        {"id": f"q{number}", "points": spec.points, "prompt": prompt._replace(hint="").to_json()}
        for number, prompt in enumerate(prompts, start=1)
    ]  # fmt: skip
    data = {
        "version": VERSION, "assignment": spec.ident, "title": spec.title, "due": spec.due.isoformat(),
        "student": student.ident, "name": student.name, "questions": questions,
    }  # fmt: skip
    title = f"# {spec.title}\n\nFor {student.name or student.ident}. Due {us_date(spec.due)} at {_time(spec.due)}."
    cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": title}, _code_cell("handout", CODE)]
    if spec.nbgrader:
        cells += [_grade_cell(number, spec.points) for number in range(1, len(questions) + 1)]
    return {
        "cells": cells,
        "metadata": {"kernelspec": KERNEL, "massage_billing": data},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _time(due: datetime) -> str:
    """Return the time of a due date with its time zone, such as 11:59 PM (UTC-08:00)."""
    zone = f"{due:%z}"
    return f"{due.hour % 12 or 12}:{due:%M} {'AM' if due.hour < 12 else 'PM'} (UTC{zone[:3]}:{zone[3:5]})"  # noqa: PLR2004


def _code_cell(ident: str, source: str, **metadata: object) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": ident, "metadata": {"jupyter": {"source_hidden": True}, **metadata},
        "execution_count": None, "outputs": [], "source": source,
    }  # fmt: skip


def _grade_cell(number: int, points: int) -> dict[str, Any]:
    """Return the grade cell of a question, in nbgrader's schema."""
    schema = {
        "grade": True, "grade_id": f"q{number}", "locked": True, "points": points, "schema_version": 3, "solution": False,
        "task": False, "cell_type": "code",
    }  # fmt: skip
    source = f'from massage_billing.coursework import nbgrader\n\nnbgrader.points("q{number}")'
    return _code_cell(f"points-{number}", source, nbgrader=schema)
