"""The interactive tools and tables of the lesson on Washington's every-category-of-provider law."""

from massage_billing.lessons.every_category_law.explorers import (
    Charts,
    CostModel,
    Necessity,
    OnThatDay,
    timeline,
    your_state,
)
from massage_billing.lessons.every_category_law.tables import (
    asks,
    conditions,
    other_states,
    payers,
    reach,
    section_2706,
    surveys,
)

# The notebook calls `lesson.charts()`.
charts, cost_model, necessity, on_that_day = Charts, CostModel, Necessity, OnThatDay

__all__ = [
    "asks", "charts", "conditions", "cost_model", "necessity", "on_that_day", "other_states", "payers",
    "reach", "section_2706", "surveys", "timeline", "your_state",
]  # fmt: skip
