"""The tables and interactive tools of the lesson on the 8-minute rule."""

from massage_billing.lessons.eight_minute_rule.explorers import Day, Staircase, WorkedExamples
from massage_billing.lessons.eight_minute_rule.tables import (
    edges,
    example_bills,
    methods,
    methods_part,
    published_table,
)

# The notebook calls these by lowercase names, such as `lesson.staircase()`.
day, staircase, worked_examples = Day, Staircase, WorkedExamples

__all__ = [
    "day", "edges", "example_bills", "methods", "methods_part",
    "published_table", "staircase", "worked_examples",
]  # fmt: skip
