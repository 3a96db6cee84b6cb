"""The checklist of privacy duties: ticked for the own practice, taken home as DOCX and HTML from one template."""

import json
from collections.abc import Iterable
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.lessons import browser_storage, progress
from massage_billing.lessons.downloads import Line, as_html, links
from massage_billing.lessons.widgets import bar, box, choices, live, paragraph, ticked_in, ticks
from massage_billing.lessons.workspace import write_whole
from massage_billing.rules.covered_entity import PrivacyDuty

TITLE = "Privacy checklist for my practice"
FILE = "privacy-checklist.json"
WHO = {"We are a covered entity": "covered", "We are a licensed practice in Washington": "Washington"}


def duties(who: Iterable[str]) -> dict[str, list[PrivacyDuty]]:
    """Return the duties that bind a practice, by part of the checklist.

    Args:
        who: "covered", "Washington" or both.

    Source: privacy_duties.csv, a source a row.
    """
    bound = set(who)
    parts: dict[str, list[PrivacyDuty]] = {}
    for row in current(PrivacyDuty):
        if row.who in bound:
            parts.setdefault(row.part, []).append(row)
    return parts


def page(who: Iterable[str], done: Iterable[str]) -> str:
    """Return the checklist as a whole HTML page.

    Args:
        who: "covered", "Washington" or both.
        done: the duties that are done.
    """
    finished = set(done)
    return as_html(TITLE, {part: [_line(row, finished) for row in rows] for part, rows in duties(who).items()})


def _line(row: PrivacyDuty, finished: set[str]) -> Line:
    return Line(row.duty, row.do, row.citation, row.duty in finished)


class Checklist(widgets.VBox):
    """The duties as boxes to tick; nothing is kept unless the learner asks."""

    def __init__(self) -> None:
        kept = _kept()
        self.who = ticks(
            "My practice:", {value: text for text, value in WHO.items()}, kept.get("who", ["covered"]), self._list
        )
        self.parts = widgets.VBox()
        self.count = live()
        self.make = widgets.Button(description="Make my checklist", button_style="primary")
        self.make.on_click(lambda _: self._make())
        self.links = live()
        self.keep = box("Keep my ticks in my folder", ticked=bool(kept))
        self.keep.observe(lambda _: self._save() if self.keep.value else self._forget(), "value")
        self._done = set(kept.get("done", []))
        super().__init__([self.who, self.parts, self.count, choices(self.keep), bar(self.make), self.links])
        self.add_class("mb-explorer")
        self._list()

    @property
    def done(self) -> set[str]:
        """Return the duties that are ticked, also those of a part that is not shown now."""
        shown = {box.mb_value for group in self.parts.children for box in group.children[1:]}
        return (self._done - shown) | {duty for group in self.parts.children for duty in ticked_in(group)}

    def _list(self) -> None:
        self._done = self.done
        self.parts.children = [
            ticks(part, {row.duty: f"{row.duty}: {row.do}" for row in rows}, self._done, self._tell)
            for part, rows in duties(ticked_in(self.who)).items()
        ]
        self._tell()

    def _tell(self) -> None:
        total = sum(len(group.children) - 1 for group in self.parts.children)
        ready = sum(len(ticked_in(group)) for group in self.parts.children)
        self.links.value = ""
        self._save()  # before the count is shown, so that what is shown is kept
        self.make.disabled = not total
        self.count.value = paragraph(f"{ready} of {total} done." if total else "Tick what your practice is.")

    def _make(self) -> None:
        made = links(page(ticked_in(self.who), self.done), TITLE, "privacy-checklist")
        self.links.value = f"<p>Your checklist is ready. It is not kept here.</p><ul>{made}</ul>"

    def _save(self) -> None:
        """Keep the ticks, where the learner has asked for it."""
        folder = progress.learner_folder()
        if folder is None or not self.keep.value:
            return
        kept = {"who": ticked_in(self.who), "done": sorted(self.done)}
        try:
            write_whole(folder / FILE, json.dumps(kept, indent=1))
        except OSError as error:
            self._could_not(error)

    def _forget(self) -> None:
        folder = progress.learner_folder()
        if folder is None:
            return
        try:
            (folder / FILE).unlink(missing_ok=True)
            browser_storage.persist(folder / FILE, "gone")
        except OSError as error:
            self._could_not(error)

    def _could_not(self, error: OSError) -> None:
        self.links.value = f'<p class="mb-ask">{FILE} could not be changed: {escape(str(error.strerror))}.</p>'


def _kept() -> dict[str, list[str]]:
    """Return what the learner asked to keep; nothing where there is nothing, or nothing that can be read."""
    folder = progress.learner_folder()
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8")) if folder else {}
        return {key: [str(one) for one in kept[key]] for key in ("who", "done")} if kept else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def checklist() -> Checklist:
    """Return the checklist of privacy duties, to be ticked for the own practice."""
    return Checklist()
