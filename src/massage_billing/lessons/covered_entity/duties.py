"""The checklist of privacy duties: checked for the learner's own practice, and downloaded as DOCX and HTML."""

import json
from collections.abc import Collection

import ipywidgets as widgets

from massage_billing.base.files import parse_json
from massage_billing.base.tables import current
from massage_billing.lessons import browser_storage, progress
from massage_billing.lessons.downloads import Download, Item, as_html, by_part
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import CheckList, check_box, choices, paragraph, problem
from massage_billing.lessons.workspace import write_whole
from massage_billing.rules.covered_entity import PrivacyDuty

TITLE = "Privacy checklist for my practice"
FILE = "privacy-checklist.json"
WHO = {"covered": "We are a covered entity", "Washington": "We are a licensed practice in Washington"}


def duties(who: Collection[str], done: Collection[str] = ()) -> list[Item]:
    """Return the duties that bind a practice.

    Args:
        who: "covered", "Washington" or both.
        done: the duties that are done.

    Source: privacy_duties.csv, which has a source in each row.
    """
    rows = [row for row in current(PrivacyDuty) if row.who in who]
    return [Item(row.part, row.duty, row.do, row.citation, row.duty in done) for row in rows]


def page(who: Collection[str], done: Collection[str]) -> str:
    """Return the checklist as a complete HTML page; the arguments are those of `duties`."""
    return as_html(TITLE, duties(who, done))


class Checklist(Explorer):
    """The duties as check boxes; nothing is saved unless the learner asks."""

    def __init__(self) -> None:
        saved = _saved()
        self._done = set(saved.get("done", []))
        self.who = CheckList("My practice:", WHO, saved.get("who", ["covered"]))
        self.parts = widgets.VBox()
        self.save_box = check_box("Keep my ticks in my folder", checked=bool(saved))
        self.save_box.observe(lambda _: self._store(), "value")
        self.download = Download(
            "Make my checklist", TITLE, "privacy-checklist", lambda: page(self.who.value, self.done),
            "Your checklist is ready. It is not kept here.",
        )  # fmt: skip
        super().__init__(self.who)
        self.children = [self.who, self.parts, self.answer, choices(self.save_box), self.download]

    @property
    def done(self) -> set[str]:
        """Return the duties that are checked, including those of a part that is not shown now."""
        shown = {duty for group in self.parts.children for duty in group.boxes}
        return (self._done - shown) | {duty for group in self.parts.children for duty in group.value}

    def update(self) -> None:
        """List the duties of the practice."""
        self._done = self.done
        self.parts.children = [
            CheckList(part, {one.name: f"{one.name}: {one.text}" for one in items}, self._done)
            for part, items in by_part(duties(self.who.value)).items()
        ]
        for group in self.parts.children:
            group.observe(lambda _: self._count(), "value")
        self._count()

    def _count(self) -> None:
        total = sum(len(group.boxes) for group in self.parts.children)
        ready = sum(len(group.value) for group in self.parts.children)
        self.download.clear()
        if self.save_box.value:
            self._store()  # before the count is shown, so that a shown count is a saved one
        self.download.button.disabled = not total
        self.show(paragraph(f"{ready} of {total} done." if total else "Tick what your practice is."))

    def _store(self) -> None:
        """Save the check marks if the learner asked for that; otherwise delete them."""
        folder = progress.learner_folder()
        if folder is None:
            return
        try:
            if self.save_box.value:
                kept = {"who": list(self.who.value), "done": sorted(self.done)}
                write_whole(folder / FILE, json.dumps(kept, indent=1))
            else:
                (folder / FILE).unlink(missing_ok=True)
                browser_storage.persist(folder / FILE, "gone")
        except OSError as error:
            self.download.links.value = problem(f"{FILE} could not be changed: {error.strerror}.")


def _saved() -> dict[str, list[str]]:
    """Return the saved check marks; empty if there are none, or if they cannot be read."""
    folder = progress.learner_folder()
    try:
        kept = parse_json((folder / FILE).read_text(encoding="utf-8")) if folder else {}
        return {key: [str(one) for one in kept[key]] for key in ("who", "done")} if kept else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
