"""Interruptions never lose an answer or save it twice, and one click is enough to continue."""

import contextlib
import json
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

import massage_billing as mb
from massage_billing.questions.model import Question
from ports import ended, free_port, sessions, started
from walking import VERDICT, first_card, new_page

LESSON = "02_eight_minute_rule.ipynb"
OFFLINE = re.compile(r"Connection lost\.|This lesson was interrupted\.")


class Running:
    """The lessons, started the way a learner starts them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        command = [sys.executable, "-m", "massage_billing", "start", str(self.folder), "--no-browser"]
        self.process, self.address = started([*command, f"--port={self.port}"])

    def everything(self) -> list[psutil.Process]:
        """Return the server and its kernels."""
        server = psutil.Process(self.process.pid)
        return [server, *server.children(recursive=True)]

    def stop(self) -> None:
        """End everything without warning, as a crash does."""
        for one in self.everything():
            one.kill()
        ended(self.process)

    def kernel(self) -> psutil.Process:
        """Return the process that runs the lesson."""
        (ident,) = [one["kernel"]["id"] for one in sessions(self.address) if one["path"] == LESSON]
        (found,) = [one for one in self.everything() if ident in " ".join(one.cmdline())]
        return found

    def answers(self) -> list[dict[str, Any]]:
        """Return what is saved."""
        path = self.folder / "progress.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    found = Running(tmp_path_factory.mktemp("home") / "lessons")
    yield found
    found.stop()


@pytest.fixture(scope="module")
def lesson(context: BrowserContext, running: Running) -> Iterator[Page]:
    with new_page(context, "Canceled future") as page:  # what JupyterLab says when a kernel dies
        page.on("dialog", lambda dialog: pytest.fail(f"the browser asks: {dialog.message}"))
        page.goto(running.address.replace("00_start_here.ipynb", LESSON))
        ready(page)
        yield page


def ready(page: Page) -> None:
    first_card(page)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def answer(page: Page, text: str) -> None:
    """Answer the first question of the lesson."""
    card = first_card(page)
    field = card.get_by_label("Your answer, in units:")
    field.fill("")
    field.fill(text)
    field.press("Enter")
    expect(card.locator(".mb-feedback")).to_contain_text(VERDICT)


def saved(page: Page) -> None:
    expect(first_card(page).locator(".mb-save")).to_have_text("✔ Saved")


def waits(page: Page) -> None:
    expect(first_card(page).locator(".mb-save")).to_have_text("Not saved yet. Your answer is kept in this browser.")
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def menu(page: Page, name: str, item: str) -> None:
    """Choose something from JupyterLab's menus, which are there while the code is shown."""
    page.get_by_role("switch", name="Show the Python code").click()
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.locator(".lm-Menu").get_by_text(item, exact=True).click()


def reconnected(page: Page, button: str = "Reconnect") -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name=button)).to_have_count(0)
    ready(page)


def by_keyboard(page: Page) -> None:
    """Reconnect with the keyboard alone, read that the answer is saved, and go on from there."""
    page.get_by_role("button", name="Reconnect").press("Enter")
    expect(page.get_by_text("Connected again. Your answers are saved.")).to_be_visible()
    done = page.get_by_role("button", name="OK")
    expect(done).to_be_focused()
    ready(page)
    done.press("Enter")
    expect(done).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.jp-Notebook') !== null")


def test_an_answer_given_after_python_has_died_is_kept_and_saved_once(lesson: Page, running: Running) -> None:
    running.kernel().kill()
    expect(lesson.get_by_text(OFFLINE)).to_be_visible()
    answer(lesson, "2")
    waits(lesson)
    by_keyboard(lesson)
    field = first_card(lesson).get_by_label("Your answer, in units:")
    expect(field).to_have_value("2")
    expect(first_card(lesson).locator(".mb-feedback")).not_to_contain_text(VERDICT)
    answer(lesson, "3")
    saved(lesson)
    expect(first_card(lesson).locator(".mb-feedback")).to_contain_text("Correct.")
    found = [(one["response"], one["first"], one["tries"], one["hint"]) for one in running.answers()]
    assert found == [("2", True, 1, False), ("3", False, 2, True)]


@pytest.mark.slow
def test_one_click_is_enough_after_python_has_died_twice(lesson: Page, running: Running) -> None:
    running.kernel().kill()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with contextlib.suppress(ValueError, psutil.Error):  # until the server has started another one
            running.kernel().kill()
            break
        lesson.wait_for_timeout(100)
    reconnected(lesson)
    answer(lesson, "3")
    saved(lesson)


def practicing(lesson: Page, running: Running, question: Question) -> Locator:
    """Open a practice with a question, answer it wrong, and return the practice."""
    left_open = running.folder / ".massage-billing" / "practice.json"
    kept = json.loads(left_open.read_text(encoding="utf-8"))
    left_open.write_text(json.dumps({name: [question.family, question.seed] for name in kept}), encoding="utf-8")
    lesson.reload()
    ready(lesson)
    practice = lesson.locator(".mb-practice").last  # it draws from every family
    expect(practice.locator(".mb-prompt")).to_have_text(question.prompt.text)
    practice.get_by_role("textbox").fill(str(question.example_mistake()))
    practice.get_by_role("button", name="Check answer").click()
    expect(practice.locator(".mb-save")).to_have_text("✔ Saved")
    return practice


@pytest.mark.slow
def test_the_next_question_can_be_opened_after_reconnecting(lesson: Page, running: Running) -> None:
    question = mb.draw("eight_minute_rule.one_service", 2)
    practice = practicing(lesson, running, question)
    running.kernel().kill()
    practice.locator("form").get_by_role("button", name="Next question").click()
    expect(lesson.get_by_text(OFFLINE)).to_be_visible()
    reconnected(lesson)
    expect(practice.locator(".mb-prompt")).to_have_text(question.prompt.text)
    expect(practice.get_by_role("textbox")).to_have_value(str(question.example_mistake()))  # nothing is lost
    practice.get_by_role("textbox").press("Enter")
    practice.locator("form").get_by_role("button", name="Next question").press("Enter")
    expect(practice.locator(".mb-prompt")).not_to_have_text(question.prompt.text)
    expect(practice.locator(".mb-prompt")).to_be_focused()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows cannot suspend a process this way")
def test_the_next_question_comes_when_the_computer_wakes_up(lesson: Page, running: Running) -> None:
    question = mb.draw("eight_minute_rule.one_service", 3)
    practice = practicing(lesson, running, question)
    for one in running.everything():
        one.send_signal(signal.SIGSTOP)
    practice.locator("form").get_by_role("button", name="Next question").click()
    expect(lesson.get_by_text(OFFLINE)).to_be_visible()
    for one in running.everything():
        one.send_signal(signal.SIGCONT)
    expect(practice.locator(".mb-prompt")).not_to_have_text(question.prompt.text)
    expect(lesson.get_by_text(OFFLINE)).to_have_count(0)


def test_a_lesson_can_be_used_again_after_its_python_is_restarted(lesson: Page, running: Running) -> None:
    before = len(running.answers())
    menu(lesson, "Kernel", "Restart Kernel…")
    lesson.locator(".jp-Dialog .jp-mod-accept").click()
    lesson.get_by_role("switch", name="Show the Python code").click()
    reconnected(lesson)
    answer(lesson, "2")
    saved(lesson)
    menu(lesson, "Run", "Run All Cells")
    lesson.get_by_role("switch", name="Show the Python code").click()
    ready(lesson)
    answer(lesson, "3")
    saved(lesson)
    assert len(running.answers()) == before + 2


def test_questions_that_were_cleared_can_be_shown_again(lesson: Page, running: Running) -> None:
    before = len(running.answers())
    menu(lesson, "Edit", "Clear Outputs of All Cells")
    lesson.get_by_role("switch", name="Show the Python code").click()
    expect(lesson.get_by_text("This page was cleared.")).to_be_visible()
    reconnected(lesson, "Show it again")
    answer(lesson, "2")
    saved(lesson)
    lesson.reload()
    ready(lesson)
    assert len(running.answers()) == before + 1


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot suspend a process this way")
def test_a_computer_that_sleeps_saves_the_answer_when_it_wakes_up(lesson: Page, running: Running) -> None:
    before = len(running.answers())
    for one in running.everything():
        one.send_signal(signal.SIGSTOP)
    answer(lesson, "3")
    waits(lesson)
    card = first_card(lesson)
    card.get_by_label("Your answer, in units:").fill("7")
    for one in running.everything():
        one.send_signal(signal.SIGCONT)
    expect(card.locator(".mb-save")).to_have_text("")  # 3 is saved, but 7 is not
    expect(lesson.get_by_text(OFFLINE)).to_have_count(0)
    assert len(running.answers()) == before + 1


@pytest.mark.slow
def test_two_tabs_with_one_lesson_save_each_answer_once(lesson: Page, running: Running) -> None:
    before = len(running.answers())
    with new_page(lesson.context) as other:
        other.goto(lesson.url)
        ready(other)
        answer(other, "2")
        saved(other)
        answer(lesson, "2")
        saved(lesson)
        other.get_by_role("button", name="All lessons").click()
        expect(
            other.get_by_text("questions answered").or_(other.get_by_text("question answered")).first
        ).to_be_visible()
    assert len(running.answers()) == before + 2


def test_a_folder_that_was_moved_away_is_reported_and_the_answer_is_saved_when_it_is_back(
    lesson: Page, running: Running
) -> None:
    before = len(running.answers())
    elsewhere = running.folder.with_name("elsewhere")
    shutil.move(running.folder, elsewhere)
    answer(lesson, "2")
    expect(first_card(lesson).locator(".mb-save")).to_contain_text(f"The folder {running.folder} cannot be found.")
    with lesson.expect_response("**/lab/api/workspaces/*"):  # JupyterLab saves which side bars are open
        # Both clicks at once, since the list of files, which comes with the code, reports a missing folder by itself.
        lesson.get_by_role("switch", name="Show the Python code").evaluate("node => { node.click(); node.click(); }")
    # If the folder had been created in the meantime, this would move into it as "elsewhere".
    shutil.move(elsewhere, running.folder)
    assert not (running.folder / "elsewhere").exists()
    answer(lesson, "3")
    saved(lesson)
    expect(lesson.locator(".jp-Dialog")).to_have_count(0)
    end = time.monotonic() + 20
    while len(running.answers()) < before + 2 and time.monotonic() < end:
        lesson.wait_for_timeout(500)
    assert len(running.answers()) == before + 2


def test_an_answer_given_after_the_server_has_died_is_saved_when_it_is_started_again(
    lesson: Page, running: Running
) -> None:
    before = len(running.answers())
    running.stop()
    answer(lesson, "2")
    waits(lesson)
    lesson.get_by_role("button", name="Reconnect").click()
    expect(lesson.get_by_text("The lessons are not responding.")).to_be_visible()
    running.start()
    reconnected(lesson)
    answer(lesson, "3")
    saved(lesson)
    assert len(running.answers()) == before + 2
