"""The tables and interactive tools of the lesson on the 8-minute rule."""

from massage_billing.lessons.eight_minute_rule.explorers import Day, WorkedExamples, minutes, two_methods
from massage_billing.lessons.eight_minute_rule.tables import (
    edges,
    example_bills,
    methods,
    methods_part,
    published_table,
)

# The notebook calls these by lowercase names, such as `lesson.day()`.
day, worked_examples = Day, WorkedExamples

__all__ = [
    "day", "edges", "example_bills", "methods", "methods_part", "minutes",
    "published_table", "two_methods", "worked_examples",
]  # fmt: skip
