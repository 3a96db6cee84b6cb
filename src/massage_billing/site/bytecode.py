"""What Python loads when a lesson opens in a browser, compiled beforehand: there, compiling takes longer than all the rest.

Bytecode fits the one version of Python that made it. So this runs in the practice view's own Pyodide, under Node
(bytecode.mjs), while the site is built.
"""

import hashlib
import importlib
import json
import pkgutil
import py_compile
import sys
import tempfile
import zipfile
from collections.abc import Collection
from importlib.util import cache_from_source
from pathlib import Path

OURS = "massage_billing"
# What a question or a handout loads, not the lesson itself.
LATER = ("jinja2", "stdnum.luhn", f"{OURS}.coursework.hand_in")


def main(practise: Path) -> None:
    """Compile what lies in the practice view.

    Args:
        practise: its folder.
    """
    wanted = loaded()
    runtime = practise / "static" / "pyodide"
    lock = practise / "static" / "pyodide-lock" / "pyodide-lock.json"
    for path in [runtime / "python_stdlib.zip", *lock.parent.glob("*.whl")]:
        compile_archive(path, wanted)
    listed = json.loads(lock.read_text(encoding="utf-8"))
    for package in listed["packages"].values():
        wheel = lock.parent / Path(package["file_name"]).name
        if wheel.exists():
            package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(json.dumps(listed), encoding="utf-8")


def loaded() -> set[str]:
    """Load what a lesson loads, and return the paths of the files within their wheels, or within the standard library."""
    importlib.import_module("pyodide_kernel")
    package = importlib.import_module(f"{OURS}.lessons")
    for module in [*(found.name for found in pkgutil.walk_packages(package.__path__, f"{OURS}.lessons.")), *LATER]:
        importlib.import_module(module)
    places = sorted(filter(None, sys.path), key=len, reverse=True)
    files = {str(getattr(module, "__file__", None)) for module in sys.modules.values()}
    within = {file: next((place for place in places if file.startswith(f"{place}/")), None) for file in files}
    return {file.removeprefix(f"{place}/") for file, place in within.items() if place}


def compile_archive(path: Path, wanted: Collection[str]) -> None:
    """Put bytecode into a wheel, or a zip file from which Python imports, in place of the source of the wanted files.

    Our own files keep their source beside it, so that an error shows the line, and `??` the code.
    """
    new = path.with_suffix(".new")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for entry in old.infolist():
            name, source, ours = entry.filename, old.read(entry), entry.filename.startswith(f"{OURS}/")
            if name in wanted:
                made.writestr(_entry(cache_from_source(name) if ours else f"{name}c", entry), _bytecode(name, source))
            if ours or name not in wanted:
                made.writestr(_entry(name, entry), source)
    new.replace(path)


def _bytecode(name: str, source: bytes) -> bytes:
    """Return the bytecode of a file, which says that its source need not be looked at."""
    with tempfile.TemporaryDirectory() as folder:
        file, made = Path(folder, "source.py"), Path(folder, "bytecode.pyc")
        file.write_bytes(source)
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(file), str(made), dfile=name, doraise=True, invalidation_mode=unchecked)
        return made.read_bytes()


def _entry(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, like.date_time)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, like.external_attr
    return entry


if __name__ == "__main__":
    main(Path("/practise"))
