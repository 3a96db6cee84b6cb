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
    """Return the names of all gradebook files."""
    return [found.gradebook for found in formats().values() if found.gradebook]


class Gradebook:
    """The file for the LMS that a class list came from. A plain class list gets a file for each LMS, with the IDs unchanged."""

    def __init__(self, assignment: Assignment) -> None:
        self._title, self._out_of = assignment.title, assignment.points
        own = formats().get(assignment.roster)
        self._formats = [found for found in ([own] if own else formats().values()) if found.gradebook]
        self._writers: list[Any] = []
        self._begun = False

    @contextmanager
    def writing(self, folder: Path) -> Iterator[None]:
        """Keep the files in a folder open while students are added.

        Raises:
            OSError: a file cannot be written.
        """
        with ExitStack() as stack:
            for found in self._formats:
                file = stack.enter_context((folder / found.gradebook).open("w", encoding="utf-8", newline=""))
                self._writers.append(csv.writer(file, lineterminator="\n"))
            yield

    def add(self, student: Student, points: float | None) -> None:
        """Write a student's points; without a submission an empty cell, which leaves the grade in the LMS unchanged."""
        for found, writer in zip(self._formats, self._writers, strict=True):
            columns = student.columns or found.columns_for(student.ident, student.name)
            if not self._begun:
                writer.writerows(found.gradebook_head(list(columns), csv_cell(self._title), self._out_of))
            writer.writerow([*map(csv_cell, columns.values()), "" if points is None else points])
        self._begun = True
