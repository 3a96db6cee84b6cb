"""What stands in the way of a site is told in one sentence, and nothing half built is left."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from massage_billing.site import lite

TOOLS = ("node", "npm", "uv")


def site(out: Path, path: Path | None = None, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command, with only the programs of a folder at hand, or with no room for a file above a size."""

    def small() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    environment = {name: value for name, value in os.environ.items() if name != "UV"}
    environment |= {"PATH": str(path)} if path else {}
    command = [sys.executable, "-m", "massage_billing", "site", str(out)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, preexec_fn=small)


@pytest.mark.parametrize("missing", TOOLS)
def test_a_missing_program_is_named_with_what_to_do(tmp_path: Path, missing: str) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in TOOLS:
        if name != missing:
            (programs / name).symlink_to(shutil.which(name) or "")
    done = site(tmp_path / "out", programs)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"needs the program {missing}, which is not on this machine;" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["programs"]


def test_a_disk_without_room_is_told_and_what_was_there_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".massage-billing-site").touch()
    (out / "index.html").write_text("the old one", encoding="utf-8")
    done = site(out, largest=50_000)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert (
        line
        == f"massage-billing: The site cannot be written to {out}, and what was there before is kept: File too large."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (out / "index.html").read_text(encoding="utf-8") == "the old one"


def test_what_could_not_be_had_is_named(tmp_path: Path) -> None:
    """As uv tells it where no Python of 3.12 is found, and none can be fetched."""
    told = "error: Request failed after 3 retries\n  cause: Failed to download `https://host/cpython-3.15.2`\n  cause: dns error"
    with pytest.raises(lite.PracticeError) as refused:
        lite._run("JupyterLite", [sys.executable, "-c", f"import sys; sys.exit({told!r})"], tmp_path)
    assert str(refused.value) == (
        "JupyterLite could not be made ready: error: Request failed after 3 retries "
        "cause: Failed to download `https://host/cpython-3.15.2`."
    )


def test_a_folder_that_is_no_site_is_left_alone_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    done = site(tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr == (
        f"massage-billing: {tmp_path / 'out'} already exists and is not an earlier site. Name another folder, or empty this one.\n"
    )
    assert "book" not in done.stdout
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_archive_that_is_no_pyodide_is_told(tmp_path: Path) -> None:
    (tmp_path / "some.tar.bz2").write_bytes(b"no archive")
    command = [
        sys.executable,
        "-m",
        "massage_billing",
        "site",
        str(tmp_path / "out"),
        "--pyodide",
        str(tmp_path / "some.tar.bz2"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"massage-billing: {tmp_path / 'some.tar.bz2'} is no Pyodide distribution; take pyodide-VERSION.tar.bz2.\n"
    )
    assert not (tmp_path / "out").exists()
