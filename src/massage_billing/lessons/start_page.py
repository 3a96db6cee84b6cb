"""The start page: the lessons as cards, and what the learner has practiced."""

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.lessons import browser_storage, progress
from massage_billing.lessons.workspace import State, read_state, write_notebook
from massage_billing.questions.course import Lesson, Objective, Page, objective

NOTEBOOK = "00_start_here.ipynb"
ON_YOUR_MACHINE = "You make and grade assignments on your own computer. See the book's chapter for instructors."


def cards() -> Shown:
    """Return a card for each lesson (lessons.csv), and a sentence for each thing that the learner should know."""
    folder = progress.learner_folder()
    state = read_state(folder) if folder else State({})
    kept = _kept(folder)
    html, text = [], []
    for row in current(Lesson):
        own = f"{row.notebook}.ipynb"
        file = state.placed.get(own, own)
        practiced = progress.summary(kept.answers, row.subject)
        newer = "" if file == own else f"This is a newer version. Your changed copy is still in {own}."
        lines = [row.sentence, f"About {row.minutes} minutes. {row.needs}", practiced, *([newer] if newer else [])]
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
        html.append(
            f'<li class="mb-card-{row.subject}"><h2><a href="{quote(file)}">{escape(row.title)}</a></h2>{paragraphs}</li>'
        )
        text.append(" ".join([f"{row.title}:", *lines]))
    notes = [*state.notices, *kept.damaged]
    noted = "".join(f'<p class="mb-note">{escape(note)}</p>' for note in notes)
    return Shown(f'{noted}<ul class="mb-cards">{"".join(html)}</ul>', "\n".join([*notes, *text]))


def pages(part: str, *, in_browser: bool = browser_storage.HERE) -> Shown:
    """Return links to the pages of one part, "look up" or "instructor" (pages.csv). In a browser kernel, instructors get a note instead."""
    if in_browser and part == "instructor":
        return Shown(f"<p>{ON_YOUR_MACHINE}</p>", ON_YOUR_MACHINE)
    folder = progress.learner_folder()
    placed = read_state(folder).placed if folder else {}
    html, text = [], []
    for row in (row for row in current(Page) if row.part == part):
        own = f"{row.notebook}.ipynb"
        link = f'<a href="{quote(placed.get(own, own))}">{escape(row.title)}</a>'
        html.append(f"<li>{link}. {escape(row.sentence)}</li>")
        text.append(f"{row.title}: {row.sentence}")
    return Shown(f'<ul class="mb-pages">{"".join(html)}</ul>', "\n".join(text))


def practiced() -> Shown:
    """Return what the learner has practiced by objective, weakest first."""
    counts: dict[str, list[float]] = {}
    for answer in _kept(progress.learner_folder()).answers:
        for ident in answer.objectives if answer.first else ():
            counts.setdefault(ident, []).append(answer.score)
    known = {row.id for row in current(Objective)}
    rows = [
        (objective(ident), str(len(scores)), str(sum(score == 1 for score in scores)))
        for ident, scores in sorted(counts.items(), key=lambda item: sum(item[1]) / len(item[1]))
        if ident in known
    ]
    if not rows:
        nothing = "You have not answered any questions yet. Open a lesson to start."
        return Shown(f"<p>{nothing}</p>", nothing)
    return table("What you have practiced, weakest first", ("Objective", "Answers", "Right"), rows)


practised = practiced  # the name in copies of the start page from earlier versions


def draw(folder: Path) -> None:
    """Write the cards into the start page's file, so that they appear before its kernel starts.

    Raises:
        OSError: the file cannot be written.
    """
    path = folder / read_state(folder).placed[NOTEBOOK]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    fill(notebook)
    write_notebook(path, notebook)


def fill(notebook: dict[str, Any], *, in_browser: bool = False) -> None:
    """Fill in the outputs of the start page's cells."""
    for cell, shown in (
        ("cards", cards()),
        ("pages", pages("look up")),
        ("practiced", practiced()),
        ("instructors", pages("instructor", in_browser=in_browser)),
    ):
        data = {"text/html": shown.html, "text/plain": shown.text}
        for found in notebook["cells"]:
            if found["id"] == cell:
                found["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]


def next_lesson(folder: Path) -> str:
    """Return the file of the lesson that was practiced last, or of the first lesson."""
    answers = progress.read(folder / progress.FILE).answers
    last = answers[-1].family.partition(".")[0] if answers else ""
    rows = current(Lesson)
    own = f"{next((row for row in rows if row.subject == last), rows[0]).notebook}.ipynb"
    return read_state(folder).placed.get(own, own)


def _kept(folder: Path | None) -> progress.Kept:
    return progress.read(folder / progress.FILE) if folder else progress.Kept((), ())
