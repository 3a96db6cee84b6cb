"""Marks in the form that a course page imports: Canvas's gradebook and Moodle's grade import.

Canvas finds a student by the columns of its own export, and takes a second row with the points possible (Canvas Instructor Guide,
“How do I import grades in the Gradebook?”). Moodle asks which columns to map, usually the email address or the ID number (Moodle
docs, “Grade import”).
"""

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from massage_billing.base.files import csv_cell
from massage_billing.coursework.assignment_reader import Assigned
from massage_billing.coursework.rosters import Student

FILES = {"canvas": "grades_canvas.csv", "moodle": "grades_moodle.csv"}


class Import:
    """The file for the course page that a class list came from; of a plain list one for each, with the id as it is."""

    def __init__(self, assigned: Assigned) -> None:
        self._title, self._out_of, self._roster = assigned.title, assigned.points, assigned.roster
        self._writers: dict[str, Any] = {}
        self._begun = False

    @contextmanager
    def writing(self, folder: Path) -> Iterator[None]:
        """Hold the files open while students are added."""
        with ExitStack() as stack:
            for kind in FILES if self._roster == "plain" else (self._roster,):
                file = stack.enter_context((folder / FILES[kind]).open("w", encoding="utf-8", newline=""))
                self._writers[kind] = csv.writer(file, lineterminator="\n")
            yield

    def add(self, student: Student, points: float | None) -> None:
        """Write a student's marks; an empty cell where nothing was handed in, which leaves the course page's as it is."""
        for kind, writer in self._writers.items():
            columns = student.columns or _columns(kind, student)
            if not self._begun:
                writer.writerow([*columns, csv_cell(self._title)])
            if not self._begun and kind == "canvas":
                writer.writerow(["    Points Possible", *[""] * (len(columns) - 1), self._out_of])
            writer.writerow([*map(csv_cell, columns.values()), "" if points is None else points])
        self._begun = True


def _columns(kind: str, student: Student) -> dict[str, str]:
    if kind == "canvas":
        return {"Student": student.name, "ID": student.ident, "SIS User ID": "", "SIS Login ID": "", "Section": ""}
    return {"ID number": student.ident, "Name": student.name}
