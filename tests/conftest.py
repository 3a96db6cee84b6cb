"""Settings for all tests: no test starts with a learner's folder, and no test has a time limit."""

import pytest
from hypothesis import HealthCheck, settings

from massage_billing.lessons.progress import FOLDER

# A slow machine must not make a test fail. Longer searches are in fuzz.py.
settings.register_profile("untimed", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def no_learner_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
