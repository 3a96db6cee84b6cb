"""Write grades as files that an LMS imports."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from massage_billing.base.files import csv_cell
from massage_billing.coursework.assignment_reader import Assignment
from massage_billing.coursework.lms import formats
from massage_billing.coursework.rosters import Student


def files() -> list[str]:
    """Return the names of all gradebook files.

    Example:
        >>> "grades_canvas.csv" in files()
        True
    """
    return [found.gradebook for found in formats().values() if found.gradebook]


class Gradebook:
    """Writes grades for the LMS that the class list came from.

    If the class list is a plain list, this writes a file for each LMS, with the IDs unchanged.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._title, self._out_of = assignment.title, assignment.points
        own = formats().get(assignment.roster)
        self._formats = [found for found in ([own] if own else formats().values()) if found.gradebook]
        self._writers: list[Any] = []
        self._begun = False

    @contextmanager
    def writing(self, folder: Path) -> Iterator[None]:
        """Keep the gradebook files open while students are added.

        Raises:
            OSError: A file cannot be written.
        """
        with ExitStack() as stack:
            for found in self._formats:
                file = stack.enter_context((folder / found.gradebook).open("w", encoding="utf-8", newline=""))
                self._writers.append(csv.writer(file, lineterminator="\n"))
            yield

    def add(self, student: Student, points: float | None) -> None:
        """Write the points of one student.

        Args:
            student: The student.
            points: The points, or None without a submission. The cell is then empty, so that the LMS keeps its grade.
        """
        for found, writer in zip(self._formats, self._writers, strict=True):
            columns = student.columns or found.columns_for(student.ident, student.name)
            if not self._begun:
                writer.writerows(found.gradebook_head(list(columns), csv_cell(self._title), self._out_of))
            writer.writerow([*map(csv_cell, columns.values()), "" if points is None else points])
        self._begun = True
