"""Every figure of a lesson is inline SVG with alternative text, fits on a phone, and updates at once."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from drawings import alt, cut_off, overlapping, type_sizes
from massage_billing.base.tables import current
from massage_billing.lessons import claims, codes, covered_entity, every_category_law, figures
from massage_billing.lessons.claims import figures as claim_figures
from massage_billing.lessons.codes import figures as code_figures
from massage_billing.lessons.covered_entity import figures as decision_figures
from massage_billing.lessons.eight_minute_rule import figures as minute_figures
from massage_billing.lessons.eight_minute_rule.steps import Stage
from massage_billing.lessons.every_category_law import figures as law_figures
from massage_billing.lessons.explorer import Explorer
from massage_billing.questions.banks.covered_entity.vignettes import Vignette
from massage_billing.rules import codes as code_rules
from massage_billing.rules.claims.benefits import explain_benefits
from massage_billing.rules.claims.claim_form import ClaimStep
from massage_billing.rules.eight_minute_rule import METHODS, count_day
from massage_billing.rules.every_category_law import cost_argument

SMALLEST = 12
DAY = date(2026, 1, 5)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
services = st.dictionaries(st.sampled_from(code_rules.codes("usual", "question")), st.integers(0, 280), max_size=5)
drawn = st.one_of(
    st.builds(
        minute_figures.blocks, st.builds(count_day, services, st.sampled_from(METHODS)), st.sampled_from(Stage)
    ),
    st.builds(code_figures.lifetimes, st.sampled_from(code_rules.codes()), st.dates(date(1980, 1, 1), date(2060, 1, 1))),
    st.builds(law_figures.in_force, st.dates(date(1950, 1, 1), date(2060, 1, 1))),
    st.builds(
        law_figures.cost,
        st.builds(cost_argument, st.integers(0, 500), st.integers(0, 4000), st.integers(0, 60000), st.integers(0, 30)),
    ),
    st.builds(decision_figures.tested, st.sets(st.sampled_from([row.number for row in current(Vignette)]))),
    st.builds(claim_figures.steps, st.integers(0, len(current(ClaimStep)) - 1)),
    st.builds(lambda first, second, on: claim_figures.span(min(first, second), max(first, second), on), days, days, days),
    st.builds(
        lambda billed, allowed, left: claim_figures.waterfall(explain_benefits(billed, allowed, deductible_left=left)),
        st.integers(0, 200), st.integers(0, 200), st.integers(0, 200),
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(drawn)
@example(
    minute_figures.blocks(
        count_day(dict.fromkeys(("97124", "97140", "97112", "97110", "97530"), 280), "cms"), Stage.MINUTES
    )
)
@example(claim_figures.span(date(2026, 1, 18), date(2026, 6, 16), date(2027, 9, 16)))  # one date is moved at the edge
def test_all_text_in_a_figure_is_readable_on_a_phone(figure: str) -> None:
    assert len(alt(figure)) > 40
    assert cut_off(figure) == []
    assert overlapping(figure) == []
    assert min(type_sizes(figure)) >= SMALLEST
    assert re.search(r'viewBox="0 0 440 ', figure)


@settings(max_examples=50, deadline=None)
@given(drawn)
def test_text_outside_tinted_boxes_follows_the_theme(figure: str) -> None:
    assert set(re.findall(r'<text [^>]*fill="([^"]+)"', figure)) <= {"currentColor", figures.BLACK}
    assert 'fill="currentColor"' in figure


MOVES: list[tuple[Callable[[], Explorer], Callable[[Explorer], object]]] = [
    (codes.code_card, lambda shown: setattr(shown.code, "value", "97140")),
    (covered_entity.statements, lambda shown: shown.test(["3"])),
    (every_category_law.on_that_day, lambda shown: setattr(shown.on, "value", DAY)),
    (every_category_law.charts, lambda shown: setattr(shown.chart, "index", 1)),
    (every_category_law.cost_model, lambda shown: setattr(shown.sliders["spared"], "value", 10)),
    (claims.steps, lambda shown: shown.forward.click()),
    (claims.prescription, lambda shown: setattr(shown.on, "value", date(2026, 4, 13))),
    (claims.statement, lambda shown: setattr(shown.copay, "value", 20)),
]


@pytest.mark.parametrize(("explorer", "move"), MOVES)
def test_a_figure_and_its_words_change_together(
    explorer: Callable[[], Explorer], move: Callable[[Explorer], object]
) -> None:
    shown = explorer()
    words, before = shown.answer.value, shown.figure.value
    assert alt(before)
    move(shown)
    assert shown.answer.value != words
    assert alt(shown.figure.value) != alt(before)


def test_an_outdated_figure_is_hidden() -> None:
    shown = every_category_law.on_that_day()
    shown.on.value = date(1850, 1, 1)
    assert (shown.figure.value, shown.figure.layout.display) == ("", "none")
    shown.on.value = DAY
    assert shown.figure.layout.display is None


def chart(height: float) -> Figure:
    """Return a chart that refers to its own parts: a hatch, a clip path, and a marker."""
    made = Figure(figsize=(4.4, 3))
    axes = made.subplots()
    axes.bar([1, 2], [height, 2], hatch="//")
    axes.plot([1, 2], [1, 2], marker="o")
    return made


def test_figures_on_one_page_have_no_duplicate_ids() -> None:
    page = "".join(
        [law_figures.in_force(DAY), law_figures.in_force(DAY), claim_figures.steps(1), claim_figures.steps(1)]
        + [figures.inline(chart(height), "Two bars") for height in (1, 2, 3)]
    )
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert ids
    assert len(ids) == len(set(ids))
    assert {one for pair in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', page) for one in pair if one} <= set(ids)


def test_a_matplotlib_chart_is_embedded_without_affecting_the_page() -> None:
    made = figures.inline(chart(1), 'Bars <1> & "2"')
    assert alt(made) == 'Bars <1> & "2"'
    assert re.findall(r"<\?xml|<!DOCTYPE|<metadata|<style|<script|https?://", made) == []
    assert made == figures.inline(chart(1), 'Bars <1> & "2"')


def test_text_in_a_figure_is_escaped() -> None:
    drawing = figures.Drawing(40, 'A "sign": <script>')
    drawing.text(220, 20, "<script>alert(1)</script>")
    assert "<script" not in drawing.html()
    assert alt(drawing.html()) == 'A "sign": <script>'


EVERYTHING = """
import importlib, pkgutil, sys
from massage_billing import lessons
for found in pkgutil.walk_packages(lessons.__path__, "massage_billing.lessons."):
    if found.name != "massage_billing.lessons.server":
        importlib.import_module(found.name)
for name, calls in {CALLS}.items():
    for call in calls:
        getattr(sys.modules["massage_billing.lessons." + name], call)()
sheet = sys.modules["massage_billing.lessons.covered_entity"].checklist()
sys.modules["massage_billing.lessons.browser_storage"].HERE = True
sheet.download.button.click()
print("Download as a web page" in sheet.download.links.value, sorted({"matplotlib", "jinja2", "markupsafe"} & set(sys.modules)))
"""


def test_a_lesson_runs_without_matplotlib_or_jinja() -> None:
    calls = {
        "codes": ["code_card", "session"],
        "eight_minute_rule": ["minutes", "two_methods", "day", "worked_examples"],
        "covered_entity": ["decision", "one_fact", "statements", "npi", "checklist"],
        "every_category_law": ["timeline", "on_that_day", "charts", "cost_model", "your_state"],
        "claims": ["steps", "prescription", "note", "statement", "report", "benefits", "claim_form", "clearinghouse"],
    }
    code = EVERYTHING.replace("{CALLS}", repr(calls))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"


@pytest.mark.parametrize("at", range(len(current(ClaimStep))))
def test_the_name_of_each_step_fits_into_its_box(at: int) -> None:
    root = ET.fromstring(claim_figures.steps(at))  # noqa: S314  (our own figure)
    boxes = [(float(box.get("y", 0)), float(box.get("height", 0))) for box in root.iterfind(".//{*}rect")]
    texts = [(float(text.get("y", 0)), float(text.get("font-size", 0))) for text in root.iterfind(".//{*}text")]
    assert boxes
    for y, size in texts:
        assert any(top + 2 <= y - size * 0.75 and y + size * 0.25 <= top + height - 2 for top, height in boxes), y
