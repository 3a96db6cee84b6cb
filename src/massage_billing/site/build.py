"""Build the site: the book, and the lessons to practice in a browser, in one folder for any web server."""

import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from massage_billing.base.files import printable, replace_folder
from massage_billing.base.tables import current, packaged
from massage_billing.lessons import start_page
from massage_billing.lessons.workspace import shipped, write_notebook
from massage_billing.questions.course import Lesson, Page
from massage_billing.site import book, lite
from massage_billing.site.static_lessons import IN_BROWSER, static_lesson

MARK = ".massage-billing-site"  # the file that marks a folder as a site


class LessonError(ValueError):
    """A lesson cannot be run; the message says which one and why."""


def build(out: Path, done: Callable[[int, int], None] = lambda *_: None) -> None:
    """Write the site into a folder, completely or not at all.

    Args:
        out: the folder; an earlier site there is replaced, and a folder of another kind is left alone.
        done: called with the number of steps done so far and the total.

    Raises:
        LessonError, book.BookError, lite.LiteError: something is missing, or a page cannot be built.
        FolderError: `out` is a folder of another kind.
        OSError: the folder cannot be written; the earlier site is kept.
    """
    lite.tools()  # before minutes are spent
    pages = [row.notebook for row in current(Page) if row.part == "look up"]
    names = [*(row.notebook for row in current(Lesson)), *pages]
    steps, total = count(1), len(names) + 2
    with replace_folder(out, MARK, "site") as making, tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lessons = _lessons(work, names, lambda: done(next(steps), total))
        book.build(making, [path for path in lessons if path.stem not in book.NOT_A_PAGE], work)
        done(next(steps), total)
        # The address keeps its spelling, since browsers store learners' answers by it.
        lite.build(making / "practise", lessons, work)
        done(next(steps), total)
        (making / MARK).write_text("", encoding="utf-8")


def _lessons(work: Path, names: Iterable[str], done: Callable[[], None]) -> list[Path]:
    """Write the start page and each notebook, as a learner first sees it, into a folder, and return the paths."""
    import nbformat  # noqa: PLC0415  (comes with the extra "site")

    folder = work / "lessons"
    folder.mkdir()
    first = shipped(packaged("notebooks") / start_page.NOTEBOOK)
    start_page.fill(first, in_browser=True)
    first["metadata"]["kernelspec"] = IN_BROWSER
    write_notebook(folder / start_page.NOTEBOOK, first)

    def run(name: str) -> Path:
        path = folder / f"{name}.ipynb"
        try:
            nbformat.write(static_lesson(packaged("notebooks") / path.name), path)
        except RuntimeError as error:  # nbclient's errors are of this kind
            msg = f"The lesson {path.name} cannot be run: {printable(str(error).strip().splitlines()[-1])}."
            raise LessonError(msg) from None
        done()
        return path

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        paths = list(pool.map(run, names))
    return [folder / start_page.NOTEBOOK, *paths]
