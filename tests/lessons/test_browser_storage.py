"""The learner's files where the kernel runs in a browser: the page is told of each change, and gives all back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import massage_billing as mb
from massage_billing.lessons import browser_storage, progress, workspace


def test_the_page_is_told_of_each_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, str]] = []

    class Comm:
        def close(self) -> None:
            """End the message."""

    def create_comm(target_name: str, data: dict[str, str]) -> Comm:
        assert target_name == browser_storage.TARGET
        sent.append(data)
        return Comm()

    monkeypatch.setattr(browser_storage, "HERE", True)
    monkeypatch.setattr("comm.create_comm", create_comm)
    question = mb.draw("eight_minute_rule.one_service", 1)
    progress.keep(question, 2, question.check(2), tmp_path / "progress.jsonl")
    workspace.write_whole(tmp_path / "hand_in_1_a.json", "{}")
    assert [(data["name"], data["how"]) for data in sent] == [("progress.jsonl", "line"), ("hand_in_1_a.json", "whole")]
    assert f"{sent[0]['text']}\n" == (tmp_path / "progress.jsonl").read_text(encoding="utf-8")
    assert sent[1]["text"] == "{}"


def test_elsewhere_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comm.create_comm", lambda **_: pytest.fail("told"))
    workspace.write_whole(tmp_path / "hand_in_1_a.json", "{}")


def test_what_the_page_kept_is_there_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv(browser_storage.FOLDER, "")
    monkeypatch.chdir(tmp_path)
    question = mb.draw("eight_minute_rule.one_service", 1)
    progress.keep(question, 2, question.check(2), tmp_path / "elsewhere.jsonl")
    browser_storage.restore(json.dumps({"progress.jsonl": (tmp_path / "elsewhere.jsonl").read_text(encoding="utf-8")}))
    place = progress.learner_folder()
    assert place is not None
    assert Path(os.curdir).resolve() == place
    (answer,) = progress.read(place / progress.FILE).answers
    assert answer.score == question.check(2).score


LIVE = """
import asyncio, json, sys, types
import ipywidgets
from massage_billing.lessons import browser_storage, later
from massage_billing.lessons.figures import blank, html

browser_storage.HERE = True
fetched = []

async def load(name):
    fetched.append(name)

sys.modules["pyodide_js"] = types.SimpleNamespace(loadPackage=load)

class View:
    def __init__(self):
        self.picture = ipywidgets.HTML()

later.stand_in(json.dumps({"0": "<img alt='as built'>"}))
first, second = View(), View()
for view in (first, second):
    later.later(view, lambda: html(blank(1), "drawn"))
print(first.picture.value, "|", second.picture.value)
later.later(first, lambda: html(blank(1), "drawn anew"))
print(first.picture.value, fetched)
asyncio.run(later.come_alive())
print(["drawn anew" in first.picture.value, 'alt="drawn"' in second.picture.value, fetched])
"""


def test_a_picture_stands_as_it_was_built_until_the_drawing_program_is_there() -> None:
    done = subprocess.run([sys.executable, "-c", LIVE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "<img alt='as built'> | <p>The picture needs the library matplotlib. The words say the same.</p>",
        "<img alt='as built'><p>The picture stays as it was at first. The words follow what you do.</p> []",
        "[True, True, ['matplotlib']]",
    ]
