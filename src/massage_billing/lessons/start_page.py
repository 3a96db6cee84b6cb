"""The start page: the lessons as cards, and what the learner has practiced."""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from massage_billing.base.files import parse_json
from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.lessons import browser_storage, progress
from massage_billing.lessons.workspace import State, read_state, write_notebook
from massage_billing.questions.course import Lesson, Objective, Page, objective

NOTEBOOK = "00_start_here.ipynb"
PLACES = "where_you_stopped.json"  # in the learner's folder, written by a lesson's page (js/labextension/places.js)
ON_YOUR_MACHINE = "You make and grade assignments on your own computer. See the book's chapter for instructors."


def cards() -> Shown:
    """Return where the learner stopped, a card for each lesson (lessons.csv), and what else the learner should know."""
    folder = progress.learner_folder()
    state = read_state(folder) if folder else State({})
    kept = _kept(folder)
    places = _places(folder)
    html, text = [], []
    for row in current(Lesson):
        own = f"{row.notebook}.ipynb"
        file = state.placed.get(own, own)
        practiced = progress.summary(kept.answers, row.subject)
        newer = "" if file == own else f"This is a newer version. Your changed copy is still in {own}."
        place = places.get(file)
        time = f"About {row.minutes} minutes. {row.needs}" if place is None else _time_left(row.minutes, place)
        lines = [row.sentence, time, practiced, *([newer] if newer else [])]
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
        html.append(
            f'<li class="mb-card-{row.subject}"><h2><a href="{quote(file)}">{escape(row.title)}</a></h2>{paragraphs}'
            f'<progress value="{place.done if place else 0:.2f}" max="1" aria-hidden="true"></progress></li>'
        )
        text.append(" ".join([f"{row.title}:", *lines]))
    resume = _resume(places, state)
    notes = [*state.notices, *kept.damaged]
    noted = "".join(f'<p class="mb-note">{escape(note)}</p>' for note in notes)
    return Shown(
        f'{resume.html}{noted}<ul class="mb-cards">{"".join(html)}</ul>',
        "\n".join([*filter(None, [resume.text]), *notes, *text]),
    )


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


@dataclass(frozen=True)
class Place:
    """Where the learner stopped in a lesson, as the lesson's page saves it.

    Example:
        >>> Place("2026-11-28T10:00:00.000Z", part=2, step=3, done=0.4, ended=False).done
        0.4
    """

    at: str  # ISO 8601
    part: int
    step: int
    done: float  # the share of the steps that the learner has seen
    ended: bool  # whether this is the last step


def _places(folder: Path | None) -> dict[str, Place]:
    """Return where the learner stopped, by lesson file. A damaged entry is left out, since a lesson then opens at its start."""
    if folder is None:
        return {}
    try:
        found = dict(parse_json((folder / PLACES).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
    places = {}
    for file, one in found.items():
        with suppress(KeyError, TypeError, ValueError):
            places[file] = Place(
                str(one["at"]), int(one["part"]), int(one["step"]), float(one["done"]), bool(one["ended"])
            )
    return places


def _time_left(minutes: int, place: Place) -> str:
    """Return the minutes left in a lesson, in steps of five."""
    left = 5 * math.ceil(minutes * (1 - place.done) / 5)
    return f"About {left} of {minutes} minutes left." if left else "You have seen every step."


def _resume(places: Mapping[str, Place], state: State) -> Shown:
    """Return a link to the lesson that was read last, among those that were not left at their last step."""
    rows = {state.placed.get(own := f"{row.notebook}.ipynb", own): row for row in current(Lesson)}
    open_ones = {file: place for file, place in places.items() if file in rows and not place.ended}
    if not open_ones:
        return Shown("", "")
    # A lesson that is read again comes after one that is not finished.
    file, place = max(open_ones.items(), key=lambda item: (item[1].done < 1, item[1].at))
    title = f"Continue: {rows[file].title}"
    where = f"Part {place.part}, step {place.step}. {_time_left(rows[file].minutes, place)}"
    link = f'<a href="{quote(file)}">{escape(title)}</a>'
    return Shown(f'<div class="mb-resume"><h2>{link}</h2><p>{escape(where)}</p></div>', f"{title}. {where}")


def _kept(folder: Path | None) -> progress.Kept:
    return progress.read(folder / progress.FILE) if folder else progress.Kept((), ())
