"""Run what clashes with our own requirements in an environment of its own."""

import os
import shutil
import subprocess
from pathlib import Path


def elsewhere(*command: str, cwd: Path | None = None) -> str:
    """Run a command by `uv run` in an environment of its own, and return what it prints."""
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "this test needs uv: pip install uv"
    line = [uv, "run", "--quiet", "--isolated", "--no-project", *command]
    done = subprocess.run(line, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
