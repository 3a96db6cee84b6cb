"""A lesson opens in Notebook 7 and in Voilà as it does in JupyterLab, and other notebooks stay as they are."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lesson_checks import WORKSHOP
from massage_billing.lessons import workspace
from ports import served
from walking import first_card, too_wide, violations

FOREIGN = {
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Mine"}],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the lessons and a notebook that is not ours."""
    place = tmp_path_factory.mktemp("lessons")
    workspace.prepare(place)
    (place / "mine.ipynb").write_text(json.dumps(FOREIGN), encoding="utf-8")
    return place


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Yield a page on which scripts may fail, as one of Notebook 7 always does."""
    found = context.new_page()
    yield found
    found.close()


@pytest.fixture(scope="module")
def notebook_7(lessons: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--ServerApp.root_dir={lessons}"]
    yield from served(command)


@pytest.fixture(scope="module")
def voila(lessons: Path) -> Iterator[str]:
    yield from served([sys.executable, "-m", "voila", "--no-browser", str(lessons)], r"http://localhost:\d+/")


def answered(page: Page) -> None:
    """Answer the first question of the lesson on the 8-minute rule."""
    card = first_card(page)
    expect(card.locator(".mb-prompt")).to_contain_text("38 minutes of massage")  # once it is there, it is the first
    card.get_by_label("Your answer, in units:").fill("3")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".mb-feedback")).to_contain_text("✔ Correct.")


def test_notebook_7_shows_a_lesson_without_its_own_controls(page: Page, notebook_7: str) -> None:
    page.goto(notebook_7.replace("/tree?", "/notebooks/02_eight_minute_rule.ipynb?"))
    answered(page)
    controls = (*WORKSHOP, "#top-panel-wrapper", "#menu-panel-wrapper")
    for part in controls:
        expect(page.locator(part).filter(visible=True)).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    assert too_wide(page) == []
    page.get_by_role("button", name="Contents").click()
    page.get_by_role("switch", name="Show the Python code").click()
    expect(page.locator("#menu-panel-wrapper")).to_be_visible()
    page.get_by_role("switch", name="Show the Python code").click()
    expect(page.locator("#menu-panel-wrapper")).to_be_hidden()


@pytest.mark.parametrize(
    "notebook",
    ["glossary", *(pytest.param(one, marks=pytest.mark.slow) for one in ("00_start_here", "make_assignment"))],
)
def test_notebook_7_shows_the_other_pages(page: Page, notebook_7: str, notebook: str) -> None:
    page.goto(notebook_7.replace("/tree?", f"/notebooks/{notebook}.ipynb?"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".jp-OutputArea-output").first).to_be_visible()
    expect(page.locator("#menu-panel-wrapper")).to_be_hidden()
    boxes = page.locator(".jp-Cell-outputArea")
    cut_off = "nodes => nodes.some((node) => node.scrollHeight > node.clientHeight + 1 && getComputedStyle(node).overflowY !== 'visible')"
    assert not boxes.evaluate_all(cut_off)


def test_notebook_7_shows_other_notebooks_as_before(page: Page, notebook_7: str) -> None:
    page.goto(notebook_7.replace("/tree?", "/notebooks/mine.ipynb?"))
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()
    expect(page.locator("#menu-panel-wrapper")).to_be_visible()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(page.locator(".mb-lesson, .mb-folded")).to_have_count(0)


def test_voila_shows_a_lesson_as_a_readable_page(page: Page, voila: str) -> None:
    page.goto(f"{voila}voila/render/02_eight_minute_rule.ipynb")
    answered(page)
    expect(page.locator(".mb-explorer").first).to_be_visible()
    assert page.locator("p").first.evaluate("node => node.getBoundingClientRect().width") < 700
    page.get_by_role("slider", name="Minutes of 97124 massage").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("1 minute: 0 units.").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert too_wide(page) == []
    assert violations(page.locator(".mb-lesson")) == []
