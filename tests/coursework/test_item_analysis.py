"""Item statistics agree with the statistics library, without keeping the class in memory."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_billing.coursework.assignment_reader import AskedQuestion
from massage_billing.coursework.item_analysis import Items

ASKED = [AskedQuestion(f"q{number}", "claims.denial", ("claim-1",), 1, 2) for number in range(1, 4)]


@given(st.lists(st.tuples(*[st.integers(0, 200)] * 3), min_size=2, max_size=30))
def test_item_statistics_agree_with_the_statistics_library(students: list[tuple[int, int, int]]) -> None:
    items = Items(ASKED)
    for points in students:
        items.add(points, range(3), [])
    for place, row in enumerate(items.rows()):
        own = [points[place] for points in students]  # hundredths of a point, since rounding makes equal floats differ
        rest = [sum(points) - points[place] for points in students]
        assert row[4] == pytest.approx(statistics.fmean(own) / 200, abs=6e-4)
        try:
            expected = statistics.correlation(own, rest)
        except statistics.StatisticsError:
            assert row[5] == ""
        else:
            assert row[5] == pytest.approx(expected, abs=6e-4)
