"""A paper with one question of each kind, for the tests of coursework."""

import json
from datetime import UTC, datetime
from typing import Any

import massage_billing as mb
from massage_billing.coursework.assignment import Ask, Recipe, handout
from massage_billing.coursework.rosters import Student

NAMES = ("claims.denial", "claims.note_gap", "claims.visits_left", "eight_minute_rule.several_services", "codes.first_sessions",
         "codes.sort", "claims.steps")  # fmt: skip
RECIPE = Recipe("Week 3", datetime(2026, 12, 1, tzinfo=UTC), (Ask("claims", 0, 1),), 1, "0" * 32)
ANN = Student("a1", "Ann Example", "a1")
QUESTIONS = [mb.draw(name, 3) for name in NAMES]
DATA: dict[str, Any] = json.loads(json.dumps(handout(RECIPE, ANN, QUESTIONS)))["metadata"]["massage_billing"]
