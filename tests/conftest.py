"""Every test begins without a learner's folder, so that no test's answers are kept as somebody's progress."""

import pytest

from massage_billing.lessons.progress import FOLDER


@pytest.fixture(autouse=True)
def nobody_s_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
