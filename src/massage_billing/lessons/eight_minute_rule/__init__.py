"""What a learner sees of the 8-minute rule."""

from massage_billing.lessons.eight_minute_rule.explorers import day, staircase, worked_examples
from massage_billing.lessons.eight_minute_rule.tables import examples, methods, published_table

__all__ = ["day", "examples", "methods", "published_table", "staircase", "worked_examples"]
