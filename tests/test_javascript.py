"""The JavaScript passes its checks and tests, and the committed files match a fresh build."""

import gzip
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
REBUILD = "cd js && npm ci && npm run build"


@pytest.fixture(scope="session")
def npm() -> str:
    """Return the path of npm, after installing the tools in js/package-lock.json. CI must have npm."""
    found = shutil.which("npm")
    if not found:
        assert not os.environ.get("CI"), "CI must run the JavaScript tests: install Node.js"
        pytest.skip("npm was not found: install Node.js to check the JavaScript")
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
def test_the_javascript_passes_its_type_checks_and_tests(npm: str, script: str) -> None:
    run(npm, "run", script)


def test_the_committed_files_match_a_fresh_build(npm: str, tmp_path: Path) -> None:
    run(npm, "run", "build", "--", str(tmp_path))
    built = contents(tmp_path / "labextension")
    assert set(built) == {"remoteEntry.js", "lesson.css", "tables.css", "tokens.css"}
    committed = contents(labextension_static())
    assert [name for name, data in built.items() if data != committed[name]] == [], REBUILD
    assert contents(tmp_path / "static") == contents(ROOT / "src" / "massage_billing" / "static"), REBUILD


def test_a_lesson_loads_less_than_60_kb_of_our_javascript() -> None:
    scripts = [labextension_static() / "remoteEntry.js", *(ROOT / "src/massage_billing/static").glob("*.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) < 60_000


def test_the_assets_are_in_one_folder_named_after_their_hash() -> None:
    static = labextension_static()
    assert static.name == content_hash(static), "run: uv run python tests/stamp_assets.py"
    assert (static / "remoteEntry.js").is_file()
    assert list((EXTENSION / "static").iterdir()) == [static], "delete the folders from older versions"


def test_the_extension_has_the_same_version_as_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))["version"] == project["version"]


def test_changing_or_renaming_an_asset_renames_the_folder(tmp_path: Path) -> None:
    extension = tmp_path / "extension"
    shutil.copytree(EXTENSION, extension)
    first = stamp(extension)
    assert first.name == labextension_static().name
    (first / "lesson.css").write_bytes(b".changed {}")
    second = stamp(extension)
    (second / "cards" / "codes_light.png").rename(second / "cards" / "other.png")
    third = stamp(extension)
    assert len({first.name, second.name, third.name}) == 3
    assert list((extension / "static").iterdir()) == [third]
    package = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    assert package["jupyterlab"]["_build"]["load"] == f"static/{third.name}/remoteEntry.js"
    before = contents(extension)
    assert stamp(extension) == third
    assert contents(extension) == before


def test_the_lock_file_contains_no_hosts_and_no_local_paths() -> None:
    text = (JS / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "file:" not in text
