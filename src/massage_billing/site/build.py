"""The whole site: the book, and beside it the lessons to practise, in one folder that any web server can hold."""

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from massage_billing.base.files import printable, replace_folder
from massage_billing.base.tables import current, packaged
from massage_billing.lessons import start_page
from massage_billing.lessons.workspace import shipped, write_notebook
from massage_billing.questions.course import Lesson, Page
from massage_billing.site import book, lite
from massage_billing.site.static_lessons import IN_BROWSER, still

MARK = ".massage-billing-site"  # a file by which a folder with a site is known


class LessonError(ValueError):
    """A lesson cannot be run; the message says which and why."""


def build(out: Path, pyodide: Path | None = None, done: Callable[[str], None] = lambda _: None) -> None:
    """Write the site into a folder, whole or not at all.

    Args:
        out: the folder; a site that lies there is replaced, anything else is left alone.
        pyodide: an archive of the whole Pyodide distribution, to serve the drawing program too (see `lite.build`).
        done: called with what is being made.

    Raises:
        LessonError, book.BookError, lite.PracticeError: something is missing, or a page cannot be built.
        FolderError: `out` holds something else.
        OSError: the folder cannot be written; what was there before is kept.
    """
    lite.tools()  # before minutes are spent
    if pyodide:
        lite.check(pyodide)
    with replace_folder(out, MARK, "site") as making, tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        done("the lessons")
        lessons = _lessons(work)
        done("the book")
        book.build(making, [path for path in lessons if path.stem not in book.NOT_A_PAGE], work)
        done("the practice view")
        lite.build(making / "practise", lessons, work, pyodide)
        (making / MARK).write_text("", encoding="utf-8")


def _lessons(work: Path) -> list[Path]:
    """Write each lesson, as it stands when it is opened, into a folder and return the paths."""
    import nbformat  # noqa: PLC0415  (comes with the extra "site")

    folder = work / "lessons"
    folder.mkdir()
    first = shipped(packaged("notebooks") / start_page.NOTEBOOK)
    start_page.fill(first, in_browser=True)
    first["metadata"]["kernelspec"] = IN_BROWSER
    write_notebook(folder / start_page.NOTEBOOK, first)
    pages = [row.notebook for row in current(Page) if row.part == "look up"]

    def run(name: str) -> Path:
        path = folder / f"{name}.ipynb"
        try:
            nbformat.write(still(packaged("notebooks") / path.name), path)
        except RuntimeError as error:  # nbclient's errors are of this kind
            msg = f"The lesson {path.name} cannot be run: {printable(str(error).strip().splitlines()[-1])}."
            raise LessonError(msg) from None
        return path

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(run, [*(row.notebook for row in current(Lesson)), *pages]))
    return [folder / start_page.NOTEBOOK, *made]
