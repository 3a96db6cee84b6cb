"""The start page: the lessons as cards, and what was practised."""

import os
from html import escape
from pathlib import Path
from urllib.parse import quote

from massage_billing.lessons import progress
from massage_billing.lessons.folder import State, read_state
from massage_billing.lessons.page import Shown, table
from massage_billing.questions.question import objective
from massage_billing.tables import load


def cards() -> Shown:
    """Return a card for each lesson (lessons.csv), and a sentence for anything that the learner should know."""
    folder = os.environ.get(progress.FOLDER)
    state = read_state(Path(folder)) if folder else State({})
    kept = _kept()
    html, text = [], []
    for row in load("lessons"):
        own = f"{row['notebook']}.ipynb"
        file = state.placed.get(own, own)
        practised = progress.summary(kept.answers, row["subject"])
        newer = "" if file == own else f"This is a newer version. The copy that you changed is kept as {own}."
        told = [row["sentence"], f"About {row['minutes']} minutes. {practised}", newer]
        lines = "".join(f"<p>{escape(line)}</p>" for line in told if line)
        html.append(f'<li><h2><a href="{quote(file)}">{escape(row["title"])}</a></h2>{lines}</li>')
        text.append(" ".join([f"{row['title']}:", *filter(None, told)]))
    notes = [*state.notices, *kept.damaged]
    noted = "".join(f'<p class="mb-note" role="note">{escape(note)}</p>' for note in notes)
    return Shown(f'{noted}<ul class="mb-cards">{"".join(html)}</ul>', "\n".join([*notes, *text]))


def practised() -> Shown:
    """Return what was practised, objective by objective, the weakest first."""
    kept = _kept()
    counts: dict[str, list[float]] = {}
    for answer in kept.answers:
        for ident in answer.objectives:
            counts.setdefault(ident, []).append(answer.score)
    if not counts:
        nothing = "Nothing practised yet. Open a lesson, answer a question, and come back."
        return Shown(f"<p>{nothing}</p>", nothing)
    known = {row["id"] for row in load("syllabus")}
    rows = [
        (objective(ident), str(len(scores)), str(sum(score == 1 for score in scores)))
        for ident, scores in sorted(counts.items(), key=lambda item: sum(item[1]) / len(item[1]))
        if ident in known
    ]
    return table("What you practised, the least sure first", ("You can …", "Answers", "Right"), rows)


def _kept() -> progress.Kept:
    path = progress.learner_file()
    return progress.read(path) if path else progress.Kept((), ())
