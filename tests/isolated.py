"""Run commands whose dependencies conflict with ours, each in an isolated environment."""

import os
import shutil
import subprocess
from pathlib import Path


def run_isolated(*command: str, cwd: Path | None = None) -> str:
    """Run a command with `uv run` in an isolated environment, and return what it prints."""
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "this test needs uv: pip install uv"
    line = [uv, "run", "--quiet", "--isolated", "--no-project", *command]
    done = subprocess.run(line, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
