"""The privacy checklist, which learners complete for their own practice and download as DOCX and HTML."""

import json
from collections.abc import Collection

import ipywidgets as widgets

from massage_billing.base.files import parse_json
from massage_billing.base.tables import current
from massage_billing.lessons import browser_storage, progress
from massage_billing.lessons.downloads import Download, Item, as_html, by_part, sources
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import CheckList, check_box, choices, fold, paragraph, problem
from massage_billing.lessons.workspace import write_whole
from massage_billing.rules.covered_entity import PrivacyDuty

TITLE = "Privacy checklist for my practice"
FILE = "privacy-checklist.json"
FORMER_NAMES = {  # names of duties in files that earlier versions saved
    "Policies in writing": "Written policies",
    "Six years of records": "Six-year retention",
    "Plan for bad days": "Contingency plan",
    "After a breach": "Breach notification",
    "Access to the record": "Access to records",
    "Restriction for self-pay": "Self-pay restriction",
    "E\N{HYPHEN-MINUS}mail and text": "Email and text messages",
    "Use of e\N{HYPHEN-MINUS}mail addresses": "Use of email addresses",
    "Notes within 24 hours": "Session notes within 24 hours",
    "Three years of records": "Three-year retention",
}
WHO = {"covered": "We are a covered entity", "Washington": "We are licensed in Washington"}


def duties(who: Collection[str], done: Collection[str] = ()) -> list[Item]:
    """Return the duties that apply to a practice.

    Args:
        who: "covered", "Washington", or both.
        done: the names of the duties that are done.

    Source: privacy_duties.csv, which has a source in each row.
    """
    rows = [row for row in current(PrivacyDuty) if row.who in who]
    return [Item(row.part, row.duty, row.do, row.citation, row.duty in done) for row in rows]


def page(who: Collection[str], done: Collection[str]) -> str:
    """Return the checklist as a complete HTML page. For the arguments, see `duties`."""
    return as_html(TITLE, duties(who, done))


class Checklist(Explorer):
    """The duties as check boxes. Nothing is saved unless the learner asks for it."""

    def __init__(self) -> None:
        saved = _saved()
        self._done = set(saved.get("done", []))
        self.who = CheckList("My practice:", WHO, saved.get("who", ["covered"]))
        self.groups: list[CheckList] = []
        self.parts = widgets.VBox()
        self.save_box = check_box("Save my check marks in my folder", checked=bool(saved))
        self.save_box.observe(lambda _: self._store(), "value")
        self.download = Download(
            "Create my checklist", TITLE, "privacy-checklist", lambda: page(self.who.value, self.done),
            "Your checklist is ready. Download it now, since this page does not save it.",
        )  # fmt: skip
        super().__init__(self.who)
        self.children = [self.who, self.parts, self.answer, choices(self.save_box), self.download]

    @property
    def done(self) -> set[str]:
        """Return the duties that are checked, including any that are not shown now."""
        shown = {duty for group in self.groups for duty in group.boxes}
        return (self._done - shown) | {duty for group in self.groups for duty in group.value}

    def update(self) -> None:
        """Show the duties of the practice."""
        self._done = self.done
        parts = by_part(duties(self.who.value))
        self.groups = [
            CheckList("", {one.name: f"{one.name}: {one.text}" for one in items}, self._done)
            for items in parts.values()
        ]
        self.parts.children = [
            fold(f"{part} ({len(group.boxes)})", "mb-checklist", group, sources(parts[part]))
            for part, group in zip(parts, self.groups, strict=True)
        ]
        for group in self.groups:
            group.observe(lambda _: self._count(), "value")
        self._count()

    def _count(self) -> None:
        total = sum(len(group.boxes) for group in self.groups)
        ready = sum(len(group.value) for group in self.groups)
        self.download.clear()
        if self.save_box.value:
            self._store()  # before the new count is shown, so that a count on the page is always saved
        self.download.button.disabled = not total
        self.show(
            paragraph(f"{ready} of {total} done." if total else "Check at least one statement about your practice.")
        )

    def _store(self) -> None:
        """Save the check marks if the learner asked for it; otherwise, delete the saved ones."""
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
    """Return the saved check marks, or an empty dictionary if there are none or they cannot be read."""
    folder = progress.learner_folder()
    try:
        kept = parse_json((folder / FILE).read_text(encoding="utf-8")) if folder else {}
        if not kept:
            return {}
        return {key: [FORMER_NAMES.get(str(one), str(one)) for one in kept[key]] for key in ("who", "done")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
