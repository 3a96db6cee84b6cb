"""The site is built completely or not at all, and a problem is reported in one sentence."""

import os
import re
import resource
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from massage_billing.base import tables
from massage_billing.site import lite

TOOLS = ("npm", "uv")


def site(out: Path, path: Path | None = None, size_limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command, optionally with only the programs in the folder `path`, or with a limit in bytes on the size of files."""

    def limit_file_size() -> None:
        if size_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size_limit, size_limit))

    environment = {name: value for name, value in os.environ.items() if name != "UV"}
    environment |= {"PATH": str(path)} if path else {}
    if size_limit:  # Python 3.11 would keep half of a module's bytecode, and every later process would fail
        environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "massage_billing", "site", str(out)]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, preexec_fn=limit_file_size
    )


@pytest.mark.parametrize("missing", TOOLS)
def test_a_missing_program_is_reported_with_what_to_do(tmp_path: Path, missing: str) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in (*TOOLS, "node"):
        if name != missing:
            (programs / name).symlink_to(shutil.which(name) or "")
    done = site(tmp_path / "out", programs)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"needs the program {missing}, which is not on this machine;" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["programs"]


def test_a_full_disk_is_reported_and_the_earlier_site_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".massage-billing-site").touch()
    (out / "index.html").write_text("the earlier site", encoding="utf-8")
    done = site(out, size_limit=50_000)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert (
        line == f"massage-billing: {out} cannot be written: File too large. What {out} contained before is unchanged."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (out / "index.html").read_text(encoding="utf-8") == "the earlier site"


def test_a_failed_download_is_reported(tmp_path: Path) -> None:
    """The output is what uv prints when it does not find the Python that it needs, and cannot download it."""
    printed = "error: Request failed after 3 retries\n  cause: Failed to download `https://host/cpython-3.15.2`\n  cause: dns error"
    with pytest.raises(lite.LiteError) as refused:
        lite._run("JupyterLite", [sys.executable, "-c", f"import sys; sys.exit({printed!r})"], tmp_path)
    assert str(refused.value) == (
        "JupyterLite could not be built: error: Request failed after 3 retries "
        "cause: Failed to download `https://host/cpython-3.15.2`."
    )


def test_a_folder_that_is_not_a_site_is_reported_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    done = site(tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr == (
        f"massage-billing: {tmp_path / 'out'} already exists and is not an earlier site. Name another folder, or empty this one.\n"
    )
    assert "book" not in done.stdout
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return lite.wheel(folder / "out", folder)


def test_the_browser_wheel_contains_what_lessons_import_but_not_the_command_or_the_site(wheel: Path) -> None:
    names = {Path(name).relative_to("massage_billing").parts[0] for name in contents(wheel)}
    assert {"__init__.py", "base", "rules", "questions", "lessons", "coursework", "datasets"} <= names
    assert not names & {"cli.py", "site", "book", "notebooks", "labextensions"}
    with zipfile.ZipFile(wheel) as file:
        (path,) = (name for name in file.namelist() if name.endswith("/METADATA"))
        metadata = file.read(path).decode()
    assert re.findall(r"^Requires-Dist: ([\w-]+)", metadata, re.MULTILINE) == [
        "anywidget",
        "ipywidgets",
        "python-stdnum",
    ]


def test_the_name_of_the_wheel_changes_only_with_its_content(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert re.fullmatch(
        rf"massage_billing-{re.escape(version('massage-billing'))}\+[0-9a-f]{{10}}-py3-none-any.whl", wheel.name
    )
    (tmp_path / "same").mkdir()
    assert lite.wheel(tmp_path / "same" / "out", tmp_path / "same").name == wheel.name
    changed = tmp_path / "datasets"
    shutil.copytree(tables.packaged("datasets"), changed)
    with (changed / "glossary.csv").open("a", encoding="utf-8") as file:
        file.write("ICD,Codes for diagnoses.,05_claims\n")
    monkeypatch.setattr(lite, "packaged", lambda _: changed)
    assert lite.wheel(tmp_path / "out", tmp_path).name != wheel.name


def test_an_installed_package_builds_the_same_wheel(tmp_path: Path, wheel: Path) -> None:
    """In an installed package, datasets, notebooks, and the book are inside the package."""
    root = Path(lite.__file__).parents[3]
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (packed,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(packed) as file:
        file.extractall(tmp_path / "installed")
    code = "from pathlib import Path; from massage_billing.site import lite; lite.wheel(Path('out'), Path('work'))"
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    (tmp_path / "work").mkdir()
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    (built,) = (tmp_path / "out").glob("*.whl")
    assert contents(built) == contents(wheel)
    assert built.name == wheel.name


def contents(path: Path) -> dict[str, int]:
    """Return the names of the package files in a wheel, with their checksums."""
    with zipfile.ZipFile(path) as file:
        return {one.filename: one.CRC for one in file.infolist() if one.filename.startswith("massage_billing/")}
