"""A handout as a student answers it: no feedback, every change saved, and a file to submit."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from massage_billing.base.files import parse_json
from massage_billing.base.text import plural
from massage_billing.coursework.rosters import file_name
from massage_billing.lessons import browser_storage
from massage_billing.lessons.question_card import Card
from massage_billing.lessons.widgets import bar, download_link, live, paragraph
from massage_billing.lessons.workspace import write_whole
from massage_billing.questions.model import Prompt, UnansweredError, kind_named
from massage_billing.rules.codes import find_code

VERSION = 1
METADATA = "massage_billing"
_given: list[dict[str, Any]] = []


class HandoutError(ValueError):
    """The notebook is not a handout, or none is found; the message says what to do."""


def given(text: str) -> None:
    """Store the questions of the open handout, given as JSON. The JupyterLab extension calls this before the handout is shown."""
    _given[:] = [parse_json(text)]


class Handout(widgets.VBox):
    """A student's questions. Each change is saved at once, and unanswered questions are listed. Nothing is graded."""

    def __init__(self, data: Mapping[str, Any], folder: Path) -> None:
        self.data, self.folder = data, folder
        name = f"{data['assignment']}_{file_name(data['student'])}.json"
        self.path, earlier = folder / f"submission_{name}", folder / f"hand_in_{name}"
        if earlier.exists() and not self.path.exists():
            self.path = earlier  # a student who started with an earlier version goes on in that file
        self.notice = widgets.HTML()
        self.answers: dict[str, dict[str, Any]] = self._read()
        self.fields: dict[str, Card] = {}
        cards = [self._card(number, asked) for number, asked in enumerate(data["questions"], start=1)]
        self.status, self.out = live(), live()
        self.submit = widgets.Button(description="Get my submission file", button_style="primary")
        self.submit.on_click(lambda _: self._submit())
        super().__init__([self.notice, *cards, self.status, bar(self.submit), self.out])
        self._show_status()

    def _card(self, number: int, asked: Mapping[str, Any]) -> Card:
        ident, points = asked["id"], plural(int(asked["points"]), "point")
        heading, response = f"Question {number} ({points}).", self.answers.get(ident, {}).get("response")
        name = f"{self.data['assignment']}/{self.data['student']}/{ident}"
        card = Card(
            prompt_of(asked),
            heading=heading,
            response=response,
            name=name,
            changed=lambda now: self._changed(ident, now),
        )
        self.fields[ident] = card
        return card

    def _changed(self, ident: str, response: object) -> None:
        """Save the answer to a question, or delete it if nothing is entered."""
        if response in (None, "", [], {}):
            self.answers.pop(ident, None)
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            first = self.answers.get(ident, {}).get("first", now)
            self.answers[ident] = {"response": response, "first": first, "last": now}
        self.out.value = ""
        try:
            write_whole(self.path, self.text())
        except OSError as error:
            self.notice.value = f'<p class="mb-ask">{escape(self.path.name)} could not be saved: {escape(str(error.strerror))}. Use the button below to download it.</p>'
        self._show_status()

    def text(self) -> str:
        """Return the submission as the text of its file."""
        submission = {
            "version": VERSION, "assignment": self.data["assignment"], "student": self.data["student"],
            "saved": datetime.now(UTC).isoformat(timespec="seconds"), "answers": self.answers,
        }  # fmt: skip
        return json.dumps(submission, indent=1, ensure_ascii=False) + "\n"

    def _unanswered(self) -> list[int]:
        return [number for number, ident in enumerate(self.fields, start=1) if not self._is_complete(ident)]

    def _is_complete(self, ident: str) -> bool:
        """Return whether a question is answered: nothing is missing, and each number can be read."""
        prompt = self.fields[ident].prompt
        kind = kind_named(prompt.kind)
        try:
            answer = kind.parse(prompt, self.answers.get(ident, {}).get("response"))
        except UnansweredError:
            return False
        return not kind.missing(prompt, answer)

    def _show_status(self) -> None:
        left = self._unanswered()
        which = f" Still to answer: {', '.join(map(str, left))}." if left else ""
        saved = f" Saved in {self.path.name}." if self.answers else ""
        done = len(self.fields) - len(left)
        self.status.value = paragraph(f"{done} of {plural(len(self.fields), 'question')} answered.{which}{saved}")

    def _submit(self) -> None:
        link = download_link(self.path.name, self.text().encode(), "application/json", "Download my submission file")
        left = self._unanswered()
        missing = f"{plural(len(left), 'question')} still to answer. " if left else ""
        # The kernel in a browser has no folder that a student could look into.
        where = self.path.name if browser_storage.HERE else str(self.path)
        self.out.value = (
            f"<p>{missing}Submit this file on the assignment page of your course: <strong>{escape(where)}</strong></p>"
            f"<p>{link}</p>"
        )

    def _read(self) -> dict[str, dict[str, Any]]:
        """Return the answers saved earlier. A file that cannot be read is renamed and never overwritten."""
        if not self.path.exists():
            return {}
        try:
            kept = parse_json(self.path.read_text(encoding="utf-8"))
            if (kept["assignment"], kept["student"]) != (self.data["assignment"], self.data["student"]):
                raise ValueError
            known = {asked["id"] for asked in self.data["questions"]}
            return {
                ident: dict(answer)
                for ident, answer in kept["answers"].items()
                if ident in known and "response" in answer
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            aside = self.path.with_suffix(".damaged.json")
            self.path.replace(aside)
            self.notice.value = paragraph(f"{self.path.name} could not be read. It was renamed {aside.name}.")
            return {}


def open_handout(data: Mapping[str, Any] | None = None, folder: Path | None = None) -> Handout:
    """Return the widget of the open handout.

    Args:
        data: the questions; by default those from the extension, or of the handout in this folder.
        folder: where the submission is saved; by default the folder of the notebook.

    Raises:
        HandoutError: no handout is found here, or more than one.
    """
    place = folder or Path.cwd()
    return Handout(data or (_given[0] if _given else find_handout(place)), place)


paper = open_handout  # the name in handouts made by earlier versions


def find_handout(place: Path) -> dict[str, Any]:
    """Return the questions of the handout that this kernel runs, or of the only handout in a folder.

    Raises:
        HandoutError: no handout is found here, or more than one.
    """
    named = os.environ.get("JPY_SESSION_NAME", "")
    paths = [Path(named)] if named.endswith(".ipynb") and Path(named).is_file() else sorted(place.glob("*.ipynb"))
    found = [data for data in map(_questions_in, paths) if data]
    if len(found) != 1:
        msg = f"There are {len(found)} handouts in {place}. Put the handout in a separate folder, and open it again."
        raise HandoutError(msg)
    return found[0]


def _questions_in(path: Path) -> dict[str, Any]:
    try:
        data = parse_json(path.read_text(encoding="utf-8"))["metadata"][METADATA]
        return data if isinstance(data, dict) and "questions" in data else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def prompt_of(asked: Mapping[str, Any]) -> Prompt:
    """Return a question of a handout. In version 0.1 its parts are not under "prompt"."""
    if "kind" not in asked:
        return Prompt.from_json(asked["prompt"])
    codes = {code: str(find_code(code)) for code in asked["codes"]}
    payload = {
        "choices": asked["choices"], "cards": asked["choices"], "groups": asked["groups"], "codes": codes, "unit": asked["unit"],
    }  # fmt: skip
    exhibit = tuple((name, text) for name, text in asked["exhibit"])
    return Prompt(kind_named(asked["kind"]).name, asked["prompt"], payload, exhibit)
