"""Compare the time of nbval on the lessons with only running them: `uv run python benchmarks/notebooks.py`."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(str(path) for path in (ROOT / "notebooks").glob("0[1-9]*.ipynb"))
ROUNDS = 3
BARE = """
import sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[1:]:
    NotebookClient(nbformat.read(path, as_version=4), kernel_name="python3").execute()
"""
NBVAL = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", "-c", os.devnull,
         "--rootdir", str(ROOT)]  # fmt: skip


def seconds(command: list[str]) -> float:
    """Return the seconds that a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return time.perf_counter() - start


def compare(lessons: list[str]) -> None:
    """Print both times for some lessons, and their ratio."""
    pairs = [(seconds([sys.executable, "-c", BARE, *lessons]), seconds([*NBVAL, *lessons])) for _ in range(ROUNDS)]
    bare, checked = (statistics.median(column) for column in zip(*pairs, strict=True))
    names = ", ".join(Path(path).stem for path in lessons)
    print(f"{names}: nbclient {bare:.1f} s, nbval {checked:.1f} s, {checked / bare:.2f} times")


if __name__ == "__main__":
    compare([path for path in LESSONS if "law" in path or "claims" in path])
    compare(LESSONS)
