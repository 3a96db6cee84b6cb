"""When the kernel runs in a browser, the page stores each change to the learner's files, and restores them later."""

import json
import os
from pathlib import Path

import pytest

import massage_billing as mb
from massage_billing.lessons import browser_storage, progress, workspace
from massage_billing.questions.model import Question


def attempt(question: Question) -> dict[str, object]:
    return {"id": "a", "family": question.family, "seed": question.seed, "response": 2}


def test_the_page_receives_each_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, str]] = []

    class Comm:
        def close(self) -> None:
            """Close the comm."""

    def create_comm(target_name: str, data: dict[str, str]) -> Comm:
        assert target_name == browser_storage.TARGET
        sent.append(data)
        return Comm()

    monkeypatch.setattr(browser_storage, "HERE", True)
    monkeypatch.setattr("comm.create_comm", create_comm)
    question = mb.draw("eight_minute_rule.one_service", 1)
    progress.save(attempt(question), tmp_path / "progress.jsonl")
    workspace.write_whole(tmp_path / "submission_1_a.json", "{}")
    assert [(data["name"], data["how"]) for data in sent] == [
        ("progress.jsonl", "line"),
        ("submission_1_a.json", "whole"),
    ]
    assert f"{sent[0]['text']}\n" == (tmp_path / "progress.jsonl").read_text(encoding="utf-8")
    assert sent[1]["text"] == "{}"


def test_nothing_is_sent_outside_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comm.create_comm", lambda **_: pytest.fail("a message was sent"))
    workspace.write_whole(tmp_path / "submission_1_a.json", "{}")


def test_restore_writes_the_files_that_the_page_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv(browser_storage.FOLDER, "")
    monkeypatch.chdir(tmp_path)
    question = mb.draw("eight_minute_rule.one_service", 1)
    progress.save(attempt(question), tmp_path / "elsewhere.jsonl")
    browser_storage.restore(json.dumps({"progress.jsonl": (tmp_path / "elsewhere.jsonl").read_text(encoding="utf-8")}))
    place = progress.learner_folder()
    assert place is not None
    assert Path(os.curdir).resolve() == place
    (answer,) = progress.read(place / progress.FILE).answers
    assert (answer.family, answer.seed) == (question.family, question.seed)
