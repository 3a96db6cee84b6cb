"""The JavaScript: its types, its tests, and whether the committed files match a fresh build."""

import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from massage_billing.base.tables import labextension_static
from stamp_assets import EXTENSION, ROOT, content_hash, stamp

JS = ROOT / "js"
BUILT = "cd js && npm ci && npm run build"


@pytest.fixture(scope="session")
def npm() -> str:
    """Return the path of npm, after installing the tools in js/package-lock.json. CI must have npm."""
    found = shutil.which("npm")
    if not found:
        assert not os.environ.get("CI"), "CI runs the tests of the JavaScript: install Node.js"
        pytest.skip("no npm on this machine: install Node.js to check the JavaScript")
    installed, locked = JS / "node_modules" / ".package-lock.json", JS / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
        run(found, "ci")
    return found


def run(npm: str, *arguments: str) -> None:
    done = subprocess.run(
        [npm, *arguments], cwd=JS, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_sources_pass_their_checks_and_tests(npm: str, script: str) -> None:
    run(npm, "run", script)


def test_the_committed_files_are_what_the_sources_build(npm: str, tmp_path: Path) -> None:
    run(npm, "run", "build", "--", str(tmp_path))
    built = contents(tmp_path / "labextension")
    assert set(built) == {"remoteEntry.js", "lesson.css", "tables.css"}
    committed = contents(labextension_static())
    assert [name for name, data in built.items() if data != committed[name]] == [], BUILT
    assert contents(tmp_path / "static") == contents(ROOT / "src" / "massage_billing" / "static"), BUILT


def test_the_assets_are_in_one_folder_that_is_named_after_their_content() -> None:
    static = labextension_static()
    assert static.name == content_hash(static), "run: uv run python tests/stamp_assets.py"
    assert (static / "remoteEntry.js").is_file()
    assert list((EXTENSION / "static").iterdir()) == [static], "delete the folders of older versions"


def test_the_extension_has_the_version_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))["version"] == project["version"]


def test_a_changed_or_renamed_asset_gives_the_folder_another_name(tmp_path: Path) -> None:
    extension = tmp_path / "extension"
    shutil.copytree(EXTENSION, extension)
    first = stamp(extension)
    assert first.name == labextension_static().name
    (first / "lesson.css").write_bytes(b".changed {}")
    second = stamp(extension)
    (second / "cards" / "codes.png").rename(second / "cards" / "other.png")
    third = stamp(extension)
    assert len({first.name, second.name, third.name}) == 3
    assert list((extension / "static").iterdir()) == [third]
    package = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    assert package["jupyterlab"]["_build"]["load"] == f"static/{third.name}/remoteEntry.js"
    before = contents(extension)
    assert stamp(extension) == third
    assert contents(extension) == before


def test_the_lock_file_names_no_host_and_no_path() -> None:
    text = (JS / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "file:" not in text
