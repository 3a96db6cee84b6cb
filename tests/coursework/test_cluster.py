"""Grading on a cluster gives the same files as grading on one machine, even if a worker dies."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursework_helpers import submission
from massage_billing.cli import main
from massage_billing.coursework import grade_class
from massage_billing.coursework.analytics import alike
from massage_billing.coursework.assignment import assign
from massage_billing.coursework.cluster import ClusterError, runner
from massage_billing.coursework.example_class import DUE, NAMES, SPEC, example
from massage_billing.coursework.grade_class import grade
from massage_billing.coursework.rosters import Roster, Student
from ports import free_port

STUDENTS = tuple(Student(f"s{at:02}", name, f"s{at:02}") for at, name in enumerate(NAMES))
QUIET = os.environ | {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
Cluster = tuple[str, list[subprocess.Popen[str]]]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Yield the address of a scheduler with two worker processes, and the workers. The last test kills a worker."""
    address = f"tcp://127.0.0.1:{free_port()}"
    dask = [sys.executable, "-m", "dask"]
    scheduler = [
        subprocess.Popen(
            [*dask, "scheduler", "--host", address, "--no-dashboard"], stderr=subprocess.PIPE, text=True, env=QUIET
        )
    ]
    workers = []
    for _ in range(2):
        line = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        workers.append(
            subprocess.Popen(line, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True, env=QUIET)
        )
    yield address, workers
    for process in (*workers, *scheduler):
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


@pytest.fixture
def week(tmp_path: Path) -> Path:
    assign(Roster("plain", STUDENTS, ()), SPEC, tmp_path / "week3")
    (tmp_path / "in").mkdir()
    for at, who in enumerate(STUDENTS):
        (tmp_path / "in" / f"{who.file}.json").write_bytes(submission(SPEC, who, at % 13, DUE))
    (tmp_path / "in" / "broken.json").write_bytes(b"{")
    return tmp_path


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_cluster_gives_the_same_grades_and_pairs_as_one_machine(
    week: Path, cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    address, _ = cluster
    grade(week / "week3", week / "in", week / "one_machine")
    command = ["grade", str(week / "week3"), str(week / "in"), "--out", str(week / "on_cluster"), "--dask", address]
    assert main(command) == 0
    assert written(week / "on_cluster") == written(week / "one_machine")
    assert "Graded 24" in capsys.readouterr().out
    with runner(address) as run:
        assert alike(example(), run) == alike(example())


@pytest.mark.slow
def test_a_report_is_written_on_a_cluster(week: Path, cluster: Cluster) -> None:
    address, _ = cluster
    grade(week / "week3", week / "in", week / "on_cluster")
    assert main(["report", str(week / "on_cluster"), "--dask", address]) == 0
    assert SPEC.title in (week / "on_cluster" / "report.html").read_text(encoding="utf-8")


def test_several_cores_give_the_same_results_as_one_core(week: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(week / "week3", week / "in", week / "one_machine")
    monkeypatch.setattr(grade_class, "BATCH", 3)
    command = ["grade", str(week / "week3"), str(week / "in"), "--out", str(week / "on_cluster"), "--cores"]
    for cores in ("1", "2"):
        assert main([*command, cores]) == 0
        assert written(week / "on_cluster") == written(week / "one_machine")


def test_a_worker_that_dies_during_grading_does_not_change_the_results(
    week: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, workers = cluster
    grade(week / "week3", week / "in", week / "one_machine")
    monkeypatch.setattr(grade_class, "BATCH", 1)
    progress: list[int] = []

    def kill(number: int, total: int) -> None:
        progress.append(number)
        if number == 1:
            workers[0].kill()
        assert total == 25

    with runner(address) as run:
        grade(week / "week3", week / "in", week / "on_cluster", run=run, done=kill)
    assert workers[0].wait() != 0
    assert progress == list(range(1, 26))
    assert written(week / "on_cluster") == written(week / "one_machine")


def test_a_missing_cluster_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("massage_billing.coursework.cluster.WAIT", 1)
    with pytest.raises(
        ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1\. Start one, or leave out --dask"
    ):
        runner("tcp://127.0.0.1:1").__enter__()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r'Install it with: pip install "massage-billing\[cluster\]"'):
        runner("tcp://127.0.0.1:1").__enter__()
