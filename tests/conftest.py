"""Every test begins without a learner's folder, and none is timed, not by Hypothesis either."""

import pytest
from hypothesis import HealthCheck, settings

from massage_billing.lessons.progress import FOLDER

# A busy machine makes no test fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def nobody_s_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
