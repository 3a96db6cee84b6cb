"""The interactive tools and tables of the lesson on Washington's law show the right text and figures."""

import base64
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawings import alt, row_count, words
from massage_billing.base.html import Shown
from massage_billing.base.tables import Row, current
from massage_billing.base.text import sentence
from massage_billing.lessons import every_category_law as lesson
from massage_billing.lessons.every_category_law import figures
from massage_billing.rules.every_category_law import (
    Condition,
    OtherState,
    Payer,
    PlanKind,
    ResearchChart,
    ResearchFigure,
    Section2706,
    SurveyFigure,
    cost_argument,
    events,
    with_unit,
)

ROOT = Path(__file__).parents[2]


def test_the_timeline_and_its_text_say_what_each_event_decided_and_left_open() -> None:
    shown = lesson.timeline().shown
    for row, event, line in zip(events(), shown["data"]["events"], shown["lines"], strict=True):
        told = " ".join(text for _, text in event["facts"])
        for part in (sentence(row.who), row.decided, row.left_open):
            assert part in told
            assert part in line
        assert (event["title"], event["source"]["text"]) == (row.event, row.citation)
        assert (row.course_text in told) == (row.course_text != "Not mentioned.")


def test_every_event_is_in_the_lane_of_those_who_acted() -> None:
    data = lesson.timeline().shown["data"]
    lanes = {"insurance commissioner": "commissioner", "court": "court", "circuit": "court", "insurers": "insurer"}
    for row, event in zip(events(), data["events"], strict=True):
        expected = next((lane for part, lane in lanes.items() if part in row.who.lower()), "legislature")
        assert event["lane"] == expected
    assert [lane["id"] for lane in data["lanes"]] == ["legislature", "commissioner", "court", "insurer"]


def test_a_date_has_the_same_status_in_the_text_and_the_figure() -> None:
    shown = lesson.on_that_day()
    assert "~ Unclear. A federal court had ruled" in words(shown.answer.value)
    shown.on.value = date(1996, 1, 1)
    assert "✔ Yes. In effect." in words(shown.answer.value)
    assert "A line marks 01/01/1996: in effect." in alt(shown.figure.value)
    shown.on.value = date(1850, 1, 1)
    assert "it cannot answer for 1850-01-01" in words(shown.answer.value)
    shown.on.value = None  # an empty field shows the first date again
    assert "Unclear" in words(shown.answer.value)


def test_each_fact_changes_how_a_plan_classifies_the_case() -> None:
    shown = lesson.necessity()
    assert "✘ Not shown to be necessary." in words(shown.answer.value)
    shown.measured.value = True
    assert "✘ No improvement shown." in words(shown.answer.value)
    shown.improving.value = True
    assert "✔ Medically necessary." in words(shown.answer.value)
    shown.limit.value = False
    assert "✘ Maintenance care." in words(shown.answer.value)


def test_each_chart_shows_its_limits_and_every_figure() -> None:
    shown = lesson.charts()
    for row in current(ResearchChart):
        shown.chart.value = row.chart
        text = words(shown.answer.value)
        for part in ("population", "limit", "not_shown"):
            assert getattr(row, part) in text
        for figure in current(ResearchFigure):
            if figure.chart == row.chart:
                described = f"{figure.label}: {with_unit(figure.value, row.unit)}"
                assert described in text
                assert described in alt(shown.figure.value)


def test_every_assumption_of_the_cost_argument_is_labeled_as_invented() -> None:
    shown = lesson.cost_model()
    assert "With these numbers, the plan pays $50,000 more." in words(shown.answer.value)
    assert all("invented" in slider.description for slider in shown.sliders.values())
    shown.sliders["spared"].value = 10
    assert "With these numbers, the plan saves $50,000." in words(shown.answer.value)
    assert "it does not prove anything" in words(shown.answer.value)
    for slider in shown.sliders.values():
        slider.value = slider.min
    assert "the plan breaks even" in words(shown.answer.value) or "saves" in words(shown.answer.value)


@settings(max_examples=8)
@given(st.integers(0, 500), st.integers(0, 4000), st.integers(0, 60000), st.integers(0, 30))
def test_the_cost_figure_describes_both_sides_of_the_argument(
    people: int, massage: int, surgery: int, spared: int
) -> None:
    found = cost_argument(people, massage, surgery, spared)
    assert f"Spent on massage: ${found.massage:,}; Surgery avoided: ${found.spared:,}" in alt(figures.cost(found))


def test_the_worksheet_for_a_state_is_downloaded_with_its_notes() -> None:
    shown = lesson.your_state()
    step = "Read the scope of practice in the licensing law."
    shown.boxes[step].value = True
    shown.notes[step].value = "chapter 12"
    shown.download.button.click()
    files = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', shown.download.links.value))
    assert set(files) == {"in-my-state.docx", "in-my-state.html"}
    assert "My notes: chapter 12" in base64.b64decode(files["in-my-state.html"]).decode()


@pytest.mark.parametrize(
    ("table", "rows"),
    [(lesson.reach, PlanKind), (lesson.conditions, Condition), (lesson.payers, Payer),
     (lesson.other_states, OtherState), (lesson.surveys, SurveyFigure)],
)  # fmt: skip
def test_a_table_shows_every_row(table: Callable[[], Shown], rows: type[Row]) -> None:
    assert row_count(table().html) == len(current(rows))


def test_the_table_of_section_2706_has_the_three_sentences_of_the_law_and_the_lesson_says_what_came_later() -> None:
    law, later = current(Section2706)[:3], current(Section2706)[3]
    assert row_count(lesson.section_2706().html) == len(law)
    assert later.sentence not in lesson.section_2706().text
    assert later.sentence in (ROOT / "notebooks" / "04_every_category_law.ipynb").read_text(encoding="utf-8")


def test_true_and_false_statements_about_the_law_are_listed() -> None:
    text = lesson.asks().text
    assert "A plan must let every category of provider treat what it covers. | True" in text
    assert "A plan must give a contract to every therapist who asks for one. | False | The law protects" in text
