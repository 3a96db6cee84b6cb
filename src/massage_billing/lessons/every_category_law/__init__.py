"""What a learner uses in the lesson on Washington's law on every category of provider."""

from massage_billing.lessons.every_category_law.explorers import (
    Charts,
    CostModel,
    Necessity,
    OnThatDay,
    Plan,
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

# A lesson calls `lesson.plan()`.
charts, cost_model, necessity, on_that_day, plan = Charts, CostModel, Necessity, OnThatDay, Plan

__all__ = [
    "asks", "charts", "conditions", "cost_model", "necessity", "on_that_day", "other_states", "payers",
    "plan", "reach", "section_2706", "surveys", "timeline", "your_state",
]  # fmt: skip
