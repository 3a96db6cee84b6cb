"""What the practice view loads comes compiled, and runs as its source would."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from zipimport import zipimporter

import pytest

from massage_billing.site import bytecode, lite
from massage_billing.site.bytecode import OURS, compile_archive

MODULES = {
    "wanted.py": "VALUE = 1",
    "nobody.py": "VALUE = 2",
    "some/__init__.py": "",
    "some/data.txt": "words",
    f"{OURS}/rules.py": "VALUE = 3",
    f"{OURS}/unused.py": "VALUE = 4",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a wheel of which Python loads three files."""
    path = tmp_path / "some.whl"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in MODULES.items():
            file.writestr(name, text)
    compile_archive(path, {"wanted.py", "some/__init__.py", f"{OURS}/rules.py"})
    return path


def test_what_is_loaded_is_bytecode_and_our_own_source_stays(archive: Path) -> None:
    version = sys.implementation.cache_tag
    with zipfile.ZipFile(archive) as file:
        assert sorted(file.namelist()) == [
            f"{OURS}/__pycache__/rules.{version}.pyc", f"{OURS}/rules.py", f"{OURS}/unused.py", "nobody.py",
            "some/__init__.pyc", "some/data.txt", "wanted.pyc",
        ]  # fmt: skip
        assert file.read("some/data.txt") == b"words"


def test_a_module_is_imported_from_the_archive_with_or_without_its_source(archive: Path) -> None:
    found = zipimporter(str(archive))
    for name, value in (("wanted", 1), ("nobody", 2)):
        spec = found.find_spec(name)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        found.exec_module(module)
        assert value == module.VALUE


def test_the_source_beside_bytecode_is_not_compiled_again(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path / "site")
    source = tmp_path / "site" / OURS / "rules.py"
    source.write_text("VALUE = 'compiled anew'", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("rules", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.VALUE == 3


def test_what_stands_in_the_way_is_told_in_one_line(tmp_path: Path) -> None:
    starter, program = (Path(bytecode.__file__).with_suffix(kind) for kind in (".mjs", ".py"))
    done = subprocess.run(
        [lite.tools()["node"], starter, tmp_path, program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "Cannot find module" in line
    assert "pyodide.mjs" in line
