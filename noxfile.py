"""The steps of `uv run nox`, the test command. List them with `uv run nox --list`; run one with `uv run nox -s unit`."""

import json
import os
import shlex
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.options.default_venv_backend = "none"  # `uv run` has installed everything
# Some machines forbid Python to keep bytecode. Then each of the hundreds of processes here would compile every library again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
WORKERS = ["-n", "2"]
SHOWN = 4  # failures in the summary, which with nox's own list fills the last ten lines
failures: list[str] = []


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types, and layers."""
    commands = (["ruff", "check"], ["ruff", "format", "--check"], ["lint-imports", "--no-logo"], ["mypy"], ["pyright"])

    def passes(command: list[str]) -> bool:
        try:
            session.run(*command, silent=True)
        except CommandFailed:
            failures.append(f"lint: uv run {' '.join(command)}")
            return False
        return True

    with ThreadPoolExecutor(2) as pool:  # the last two take the longest, each on one core
        if not all(list(pool.map(passes, commands))):
            session.error("a check failed: see above")


@nox.session
def unit(session: nox.Session) -> None:
    """Run the unit tests and the examples in docstrings."""
    _pytest(session, *WORKERS, "--dist=worksteal", "src", "tests", "README.md", "--ignore=tests/browser")


@nox.session
def lessons(session: nox.Session) -> None:
    """Run the lessons with nbval, and compare what they print."""
    _pytest(session, *WORKERS, "--dist=loadfile", "notebooks")


@nox.session
def browser(session: nox.Session) -> None:
    """Build the website, and click through it and the lessons in Chromium."""
    _pytest(session, *WORKERS, "--dist=loadfile", "--no-loadscope-reorder", "tests/browser")


@nox.session
def summary(session: nox.Session) -> None:
    """List what failed, each with the command that runs only that."""
    for line in failures[:SHOWN]:
        session.log(line)
    if len(failures) > SHOWN:
        session.log(f"{len(failures) - SHOWN} more failed: see above. To run one step again: uv run nox -s STEP")


@nox.session(default=False)
def slow(session: nox.Session) -> None:
    """Run the long searches: many seeds, every table split in turn, every reference page, and damaged submissions."""
    _pytest(session, *WORKERS, "--dist=loadfile", "-m", "slow", "tests")
    session.run("python", "tests/fuzz.py", "--hypothesis", "20000")


def _pytest(session: nox.Session, *arguments: str) -> None:
    cache = Path(".pytest_cache") / session.name
    failed = cache / "v" / "cache" / "lastfailed"
    failed.unlink(missing_ok=True)
    try:
        session.run("pytest", "-o", f"cache_dir={cache}", *arguments, *session.posargs)
    except CommandFailed:
        names = json.loads(failed.read_text(encoding="utf-8")) if failed.exists() else []
        failures.extend(f"{session.name}: uv run pytest {shlex.quote(name)}" for name in names)
        if not names:  # pytest could not start
            failures.append(f"{session.name}: uv run nox -s {session.name}")
        raise
