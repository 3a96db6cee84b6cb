"""Every test begins without a learner's folder, and none is timed, not by Hypothesis either."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from massage_billing.lessons.progress import FOLDER

# A busy machine makes no test fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def nobody_s_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)


@pytest.fixture(scope="session", autouse=True)
def building(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, subprocess.Popen[str]] | None]:
    """Begin to build the site where a test will want it, in a folder of its own within a school's folder.

    It takes a minute, in which the other tests go on.
    """
    wanted = (item for item in request.session.items if not item.get_closest_marker("skip"))
    if not any("site" in getattr(item, "fixturenames", ()) for item in wanted):
        yield None
        return
    place = tmp_path_factory.mktemp("school") / "therapy" / "billing"
    place.parent.mkdir()
    command = [sys.executable, "-m", "massage_billing", "site", place.name]
    with subprocess.Popen(
        command, cwd=place.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield place, process
        process.kill()
