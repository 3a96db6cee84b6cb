"""Lessons and the pages made from files have one look: a column of text, wider forms and timelines, and paper that is white."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import massage_billing as mb
from massage_billing.base.html import web_page
from massage_billing.coursework import feedback, report, report_figures
from massage_billing.coursework.example_class import example
from massage_billing.coursework.key import entry, questions_of
from massage_billing.coursework.marking import mark
from massage_billing.lessons import downloads
from test_design import COLORS
from walking import first_card, new_page, violations

FEWEST, MOST = 60, 76  # characters in a line, in whatever font the computer has
LINE = """(node) => {
  const copy = node.cloneNode(true);
  Object.assign(copy.style, { display: "inline-block", whiteSpace: "nowrap", maxWidth: "none" });
  node.after(copy);
  const each = copy.getBoundingClientRect().width / copy.textContent.length;
  copy.remove();
  return node.getBoundingClientRect().width / each;
}"""
ITEM = downloads.Item("Start here", "Post the notice", "Hang it where clients see it.", "45 CFR 164.520", done=True)


def feedback_page() -> str:
    drawn = [mb.draw(name, seed=1) for name in ("eight_minute_rule.one_service", "codes.sort")]
    questions = questions_of(*entry(drawn))
    return feedback.page("Week 3", "Ann Example", 1.0, mark(questions, [1, 1], {"q1": "99"}), questions)


def report_page() -> str:
    parts = (report_figures.grades, report_figures.questions, report.questions, report_figures.common_mistakes)
    return web_page("Class report", "<h1>Class report</h1>" + "".join(part(example()).html for part in parts))


def worksheet_page() -> str:
    return downloads.as_html("My worksheet", [ITEM])


def hex_of(color: str) -> str:
    """Return a color that a browser computed, such as "rgb(246, 245, 241)", as tokens.css writes it."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])


def computed(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate("(node, name) => getComputedStyle(node)[name]", name))


@pytest.mark.parametrize("made", [feedback_page, report_page, worksheet_page])
def test_a_page_that_is_saved_looks_like_the_lessons_and_prints_dark_on_white(
    context: BrowserContext, tmp_path: Path, made: Callable[[], str]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(made(), encoding="utf-8")
    with new_page(context) as page:
        page.goto(path.as_uri())
        for at, scheme in enumerate(("light", "dark")):
            page.emulate_media(color_scheme=scheme)
            assert hex_of(computed(page, "body", "color")) == COLORS["ink"][at]
            assert hex_of(computed(page, "body", "backgroundColor")) == COLORS["page"][at]
            for width in (1280, 390, 320):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []
        page.emulate_media(media="print", color_scheme="dark")
        assert hex_of(computed(page, "body", "color")) == COLORS["ink"][0]
        assert computed(page, "body", "backgroundColor") == "rgba(0, 0, 0, 0)"
        page.emulate_media(media="screen", color_scheme="light")


def test_text_has_lines_of_about_68_characters_and_a_timeline_is_wider(context: BrowserContext, address: str) -> None:
    with new_page(context) as page:
        page.set_viewport_size({"width": 1600, "height": 900})
        page.goto(address.replace("00_start_here", "04_every_category_law"))
        first_card(page)
        expect(page.locator(".mb-timeline")).to_be_visible()
        text = page.locator(".jp-RenderedMarkdown p").filter(has_text=re.compile(".{150}")).first
        assert FEWEST <= text.evaluate(LINE) <= MOST
        column, timeline = text.bounding_box(), page.locator(".mb-timeline .mb-years").bounding_box()
        assert column
        assert timeline
        assert 1.2 * column["width"] < timeline["width"] <= 72 * 16
        for at, scheme in enumerate(("light", "dark")):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())
            assert hex_of(computed(page, ".jp-RenderedMarkdown p", "color")) == COLORS["ink"][at]
            assert hex_of(computed(page, ".mb-card", "backgroundColor")) == COLORS["paper"][at]
        page.emulate_media(media="print", color_scheme="dark")
        assert hex_of(computed(page, ".jp-RenderedMarkdown p", "color")) == COLORS["ink"][0]
        page.emulate_media(media="screen", color_scheme="light")
