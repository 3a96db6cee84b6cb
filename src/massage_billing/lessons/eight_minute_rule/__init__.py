"""What a learner sees of the 8-minute rule."""

from massage_billing.lessons.eight_minute_rule.explorers import day, staircase, worked_examples
from massage_billing.lessons.eight_minute_rule.tables import (
    edges,
    example_bills,
    methods,
    methods_part,
    published_table,
)

__all__ = [
    "day",
    "edges",
    "example_bills",
    "methods",
    "methods_part",
    "published_table",
    "staircase",
    "worked_examples",
]
