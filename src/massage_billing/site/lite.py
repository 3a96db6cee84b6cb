"""Build the practice view: JupyterLite with the Pyodide kernel and the lessons, in one folder, for a browser with nothing installed."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import massage_billing
from massage_billing.base.files import printable
from massage_billing.base.tables import packaged

OURS = "massage-billing"
PYODIDE = "314.0.7"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# pyodide-lock reads this Pyodide's list of packages from Python 3.12 on, so JupyterLite is built in its own environment.
PYTHON = ">=3.12"
TOOLS = (
    "jupyterlite-core==0.8.6",
    "jupyterlite-pyodide-kernel[lock]==0.8.6",
    "anywidget>=0.9.21",
    "ipywidgets>=8.1",
    "jupyter-server",
)
# Where micropip installs from: what the kernel installs by itself, piplite included, comes with these.
SPECS = ("ipywidgets", "micropip")
# Loaded while Python starts. The kernel would otherwise load the first three later, one by one.
AT_ONCE = ("micropip", "piplite", "jedi", OURS)
# An empty wheel in place of jedi, the largest package of all (5 MB, 5,000 files). With jedi a completion took more than 20 seconds in a
# browser; without it, IPython completes by itself in 0.2. JupyterLite has no setting for this: its kernel loads jedi by name.
JEDI, NO_JEDI = "jedi", "0.20+left.out"
NOT_NEEDED = ("jupyterlab-widgets", "widgetsnbextension")  # these serve widgets to other front ends
NEEDED = ("lsp", "docmanager")  # in the names of what JupyterLab can do without, but JupyterLite cannot
# A service worker would come between the page and its server.
NOT_IN_BROWSER = ("@jupyterlite/application-extension:service-worker-manager",)
NOT_IN_WHEEL = ("cli.py", "site", "labextensions", "book", "notebooks", "datasets", "*.md", "__pycache__")
PROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{version}"
requires-python = ">=3.11"
dependencies = {needs}

[tool.hatch.build.targets.wheel]
packages = {packages}
bypass-selection = true
"""
NEEDS = ("anywidget>=0.9.21", "ipywidgets>=8.1", "python-stdnum>=2.2")
DIGITS = 10  # of a content hash in an address
BUILD_TIME = 900  # seconds
LEAST_FREE = 10_000_000  # bytes; if less is free when a program fails, the disk is full


class LiteError(ValueError):
    """The practice view cannot be built; the message says what is missing and what to do."""


def build(out: Path, notebooks: Iterable[Path], work: Path) -> None:
    """Write JupyterLite with the lessons into a folder.

    Args:
        out: the folder to write.
        notebooks: the lessons as learners open them.
        work: a folder for temporary files.

    Raises:
        LiteError: npm, uv, or a package is missing, or JupyterLite cannot be built.
        OSError: a folder cannot be written.
    """
    lite = work / "lite"
    files = lite / "files"
    files.mkdir(parents=True)
    package = Path(massage_billing.__file__).parent
    wheel(lite / "wheels", work)
    (work / JEDI).mkdir()
    _build_wheel(lite / "wheels", work / JEDI, JEDI, NO_JEDI)
    for path in notebooks:
        shutil.copy(path, files)
    jupyterlite(out, lite, _settings(lite, package))
    # Files that no page requests.
    for name in ("package.json", "rspack.config.js", "rspack.config.analyze.js", "rspack.config.watch.js"):
        (out / name).unlink(missing_ok=True)


def wheel(out: Path, work: Path) -> Path:
    """Build the wheel for the kernel in the browser: the modules and tables that lessons and handouts need. Return its path.

    Its version has a hash of its content, so its address changes whenever it does, and a browser never uses an old copy.

    Args:
        out: the folder to write.
        work: a folder for temporary files.

    Raises:
        LiteError: uv is missing, or the wheel cannot be built.
        OSError: a folder cannot be written.
    """
    project = work / "wheel"
    code = project / "massage_billing"
    leave_out = shutil.ignore_patterns(*NOT_IN_WHEEL)
    shutil.copytree(Path(massage_billing.__file__).parent, code, ignore=leave_out)
    shutil.copytree(packaged("datasets"), code / "datasets")
    full = f"{version(OURS)}+{_content_hash(code)}"
    _build_wheel(out, project, OURS, full, NEEDS, ("massage_billing",))
    return out / f"massage_billing-{full}-py3-none-any.whl"


def _build_wheel(
    out: Path, project: Path, name: str, version: str, needs: Sequence[str] = (), packages: Sequence[str] = ()
) -> None:
    """Build a wheel from the packages in a folder."""
    text = PROJECT.format(name=name, version=version, needs=json.dumps(needs), packages=json.dumps(packages))
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    command = [
        tools()["uv"],
        "build",
        "--quiet",
        "--wheel",
        f"--python={sys.executable}",
        f"--out-dir={out.absolute()}",
    ]
    _run(f"The wheel of {name}", command, project)


def jupyterlite(out: Path, lite: Path, config: dict[str, Any]) -> None:
    """Build JupyterLite with Pyodide from the contents of a folder.

    Args:
        out: the folder to write.
        lite: a folder; its folder `files` contains what learners find.
        config: the settings of the build (jupyter_lite_config.json).

    Raises:
        LiteError: npm, uv, or a package is missing, or JupyterLite cannot be built.
        OSError: a folder cannot be written.
    """
    programs = tools()
    runtime = lite / "static" / "pyodide"
    runtime.mkdir(parents=True)
    _pyodide(runtime, programs["npm"], lite)
    _write(lite / "jupyter_lite_config.json", config)
    command = [programs["uv"], "run", "--quiet", "--isolated", "--no-project", "--python", PYTHON]
    command += [part for one in TOOLS for part in ("--with", one)]
    command += ["jupyter", "lite", "build", f"--output-dir={out.absolute()}", "--contents=files"]
    _run("JupyterLite", command, lite)
    _name_versions(out)


def tools() -> dict[str, str]:
    """Return the paths of the programs that building needs.

    Raises:
        LiteError: a program is not on this machine.
    """
    found = {}
    for name, remedy in (("npm", "install Node.js (nodejs.org)"), ("uv", "type: pip install uv")):
        found[name] = shutil.which(name) or ""
        if not found[name]:
            msg = f"Building the site needs the program {name}, which is not on this machine; {remedy}, and try again."
            raise LiteError(msg)
    return found


def _pyodide(folder: Path, npm: str, work: Path) -> None:
    """Write Pyodide into a folder, without packages: ours come from PyPI."""
    command = [npm, "pack", f"pyodide@{PYODIDE}", "--loglevel=error", f"--pack-destination={work}"]
    packed = _run("Pyodide", command, work)
    with tarfile.open(work / packed.split()[-1]) as file:
        for member in file:
            member.name = member.name.removeprefix("package/")
            if member.name in RUNTIME:
                file.extract(member, folder, filter="data")
    path = folder / "pyodide-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    _write(path, lock | {"packages": {}})


def _name_versions(out: Path) -> None:
    """Put a version or a hash into the address of files whose content can change in a new build but whose names cannot."""
    (out / "static" / "pyodide").rename(out / "static" / f"pyodide-{PYODIDE}")
    path = out / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    page = config["jupyter-config-data"]
    kernel = page["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    kernel["pyodideUrl"] = f"./static/pyodide-{PYODIDE}/pyodide.mjs"
    options = kernel["loadPyodideOptions"]
    options["lockFileURL"] += f"?v={_content_hash(out / options['lockFileURL'])}"
    _write(path, config)


def _content_hash(place: Path) -> str:
    """Return a hash of a file, or of the names and contents of all files in a folder."""
    found = hashlib.sha256()
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if path.is_file():
            found.update(f"{path.relative_to(place).as_posix()}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:DIGITS]


def _settings(lite: Path, package: Path) -> dict[str, Any]:
    """Write JupyterLite's settings, which hide the same parts as `massage-billing start`; return the configuration of the build."""
    quiet = package / "lessons" / "jupyter" / "labconfig"
    off = json.loads((quiet / "page_config.json").read_text(encoding="utf-8"))["disabledExtensions"]
    page = {
        "appName": "Massage billing", "contentsStorageName": "massage-billing", "settingsStorageName": "massage-billing settings",
        "enableMemoryStorage": True,
        "workspacesStorageDrivers": ["memoryStorageDriver"],  # each visit opens the requested lesson, not the one that was open last
        "disabledExtensions": [one for one in off if not any(part in one for part in NEEDED)] + [*NOT_IN_BROWSER],
    }  # fmt: skip
    _write(lite / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": page})
    shutil.copy(quiet / "default_setting_overrides.json", lite / "overrides.json")
    return {
        "LiteBuildConfig": {
            "apps": ["lab"], "no_sourcemaps": True,
            "federated_extensions": [str(package / "labextensions" / OURS)],
        },
        "PyodideLockAddon": {
            "enabled": True, "wheels": ["wheels"], "specs": [OURS, *SPECS], "prefetch_extra": AT_ONCE,
            "excludes_extra": NOT_NEEDED,
        },
    }  # fmt: skip


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


def _run(what: str, command: Sequence[str], folder: Path) -> str:
    """Run a program in a folder, without the user's own Jupyter settings, and return what it prints.

    Raises:
        LiteError: the program fails; the message has its error.
    """
    own_folders = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    left_out = ("PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH")
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | own_folders
    try:
        done = subprocess.run(  # noqa: S603  (our own command)
            command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace",
            timeout=BUILD_TIME, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        msg = f"{what} could not be built in {BUILD_TIME // 60} minutes. Check the network, and try again."
        raise LiteError(msg) from None
    if done.returncode:
        lines = [printable(line).strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        full = shutil.disk_usage(folder).free < LEAST_FREE or shutil.disk_usage(tempfile.gettempdir()).free < LEAST_FREE
        errors = ["the disk is full"] if full else []
        errors += [line for line in lines if re.match(r"(npm )?error", line, re.IGNORECASE)]
        reason = (errors or lines or ["no reason was given"])[0 if errors else -1]
        if reason.startswith("error"):  # uv names the cause on a later line
            reason = " ".join([reason, *[line for line in lines if re.match(r"cause", line, re.IGNORECASE)][:1]])
        msg = f"{what} could not be built: {reason.rstrip('.')}."
        raise LiteError(msg)
    return done.stdout
