"""The explorers of the lesson on Washington's law."""

import base64
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawings import alt, words
from massage_billing.base.html import Shown
from massage_billing.base.tables import Row, current
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
)


def test_the_timeline_describes_each_event_with_what_was_left_open() -> None:
    stepper = lesson.timeline()
    for at, row in enumerate(events()):
        stepper.step.value = at
        text = words(stepper.answer.value)
        for part in ("event", "who", "decided", "left_open", "course_text"):
            assert getattr(row, part) in text
        assert "Source:" in text
        assert f"Set off: {row.short}," in alt(stepper.figure.value)
    assert stepper.forward.disabled


def test_a_day_is_described_and_drawn_in_the_same_words() -> None:
    shown = lesson.on_that_day()
    assert "~ In limbo. A federal court had ruled" in words(shown.answer.value)
    shown.on.value = date(1996, 1, 1)
    assert "✔ Yes. In force." in words(shown.answer.value)
    assert "A line at 1996-01-01: in force." in alt(shown.figure.value)
    shown.on.value = date(1850, 1, 1)
    assert "it cannot answer for 1850-01-01" in words(shown.answer.value)
    shown.on.value = None  # an emptied field: the first day again
    assert "In limbo" in words(shown.answer.value)


def test_every_plan_is_shown_with_its_reason() -> None:
    shown = lesson.plan()
    for row in current(PlanKind):
        shown.plan.value = row.plan
        answer = "✔ Yes. The law reaches it." if row.reached else "✘ No. The law does not reach it."
        assert f"{answer} {row.why}" in words(shown.answer.value)


def test_a_case_becomes_necessary_fact_by_fact() -> None:
    shown = lesson.necessity()
    assert "✘ Not shown." in words(shown.answer.value)
    shown.measured.value = True
    assert "✘ Not shown, no change." in words(shown.answer.value)
    shown.improving.value = True
    assert "✔ Medically necessary." in words(shown.answer.value)
    shown.limit.value = False
    assert "✘ Maintenance." in words(shown.answer.value)


def test_each_chart_has_its_limits_beside_it() -> None:
    shown = lesson.charts()
    for row in current(ResearchChart):
        shown.chart.value = row.chart
        text = words(shown.answer.value)
        for part in ("population", "limit", "not_shown"):
            assert getattr(row, part) in text
        for figure in current(ResearchFigure):
            if figure.chart == row.chart:
                assert f"{figure.label}: {float(figure.value):,g}" in text
                assert f"{figure.label}: {float(figure.value):,g}" in alt(shown.figure.value)


def test_every_assumption_of_the_cost_argument_says_who_made_it_up() -> None:
    shown = lesson.cost_model()
    assert "With these numbers the plan pays $50,000 more." in words(shown.answer.value)
    assert all("invented" in slider.description for slider in shown.sliders.values())
    shown.sliders["spared"].value = 10
    assert "With these numbers the plan saves $50,000." in words(shown.answer.value)
    assert "It proves nothing." in words(shown.answer.value)
    for slider in shown.sliders.values():
        slider.value = slider.min
    assert "it comes out even" in words(shown.answer.value) or "saves" in words(shown.answer.value)


@settings(max_examples=8)
@given(st.integers(0, 500), st.integers(0, 4000), st.integers(0, 60000), st.integers(0, 30))
def test_the_cost_figure_describes_both_sides(people: int, massage: int, surgery: int, spared: int) -> None:
    found = cost_argument(people, massage, surgery, spared)
    assert f"Spent on massage: {found.massage:,g}" in alt(figures.cost(found))


def test_the_steps_for_one_s_state_are_downloaded() -> None:
    shown = lesson.your_state()
    step = "Read the scope of practice in the licence law."
    shown.boxes[step].value = True
    shown.notes[step].value = "chapter 12"
    shown.download.button.click()
    made = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', shown.download.links.value))
    assert set(made) == {"in-my-state.docx", "in-my-state.html"}
    assert "My notes: chapter 12" in base64.b64decode(made["in-my-state.html"]).decode()


@pytest.mark.parametrize(
    ("made", "rows"),
    [(lesson.reach, PlanKind), (lesson.conditions, Condition), (lesson.payers, Payer), (lesson.section_2706, Section2706),
     (lesson.other_states, OtherState), (lesson.surveys, SurveyFigure)],
)  # fmt: skip
def test_the_tables_are_whole(made: Callable[[], Shown], rows: type[Row]) -> None:
    assert len(made().text.splitlines()) == len(current(rows)) + 2


def test_what_the_law_does_not_ask_is_listed_with_what_it_asks() -> None:
    text = lesson.asks().text
    assert "✔ It does | It must let every category of provider treat what the plan covers." in text
    assert "✘ It does not | It must give a contract to every therapist who asks." in text
