"""The lessons in a browser with nothing to install: JupyterLite with the Pyodide kernel, all of it in one folder."""

import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import massage_billing
from massage_billing.base.files import printable
from massage_billing.base.tables import packaged
from massage_billing.site import wheel

PYODIDE = "pyodide@314.0.7"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# Where the packages lie that only the Pyodide project builds. Nothing is fetched from there before a learner asks for it.
HOST = "cdn.jsdelivr.net"
BUILT_BY_PYODIDE = f"https://{HOST}/pyodide/v314.0.7/full/"
COMPILED = ("contourpy", "cycler", "fonttools", "kiwisolver", "matplotlib", "numpy", "pillow")
# pyodide-lock reads this Pyodide's list of packages from Python 3.12 on, so JupyterLite is built in an environment of its own.
PYTHON = ">=3.12"
TOOLS = (
    "jupyterlite-core==0.8.6",
    "jupyterlite-pyodide-kernel[lock]==0.8.6",
    "ipywidgets>=8.1",
    "jupyter-server",
    "wheel",
)
FETCHED = ("ipywidgets", "micropip", "python-dateutil", "pytz", "pyparsing", "packaging", "six")
AT_ONCE = (
    "micropip",
    "piplite",
    "jedi",
    wheel.OURS,
)  # fetched while Python starts; the kernel would fetch them later, one by one
# Put in the place of a wheel that is larger than what the lessons need of it. IPython completes what somebody types with
# jedi, 5 MB of 2,000 files, and by itself where jedi is not there; JupyterLite asks for it by name all the same.
SMALLER = {"jedi": "nothing", "markupsafe": "markupsafe/*.py", "python-stdnum": "stdnum/*.py"}
NOT_NEEDED = ("jupyterlab-widgets", "widgetsnbextension")  # what serves widgets to other front ends
# no worker that stands between the page and its server
NOT_IN_BROWSER = ("@jupyterlite/application-extension:service-worker-manager",)
BUILD_TIME = 900  # seconds
LEAST_FREE = 10_000_000  # bytes; with less left, a program that failed did so for want of room


class PracticeError(ValueError):
    """The practice view cannot be built; the message says what is missing and what to do."""


def build(out: Path, notebooks: Iterable[Path], work: Path, pyodide: Path | None = None) -> None:
    """Write JupyterLite with the lessons into a folder.

    Args:
        out: the folder to write.
        notebooks: the lessons as they are to be opened.
        work: a folder for what is made on the way.
        pyodide: an archive of the whole Pyodide distribution (pyodide-VERSION.tar.bz2), so that pictures are drawn with
            nothing fetched from another host; without it, a learner may fetch the drawing program from Pyodide's host.

    Raises:
        PracticeError: npm, uv or a package is missing, or JupyterLite cannot be built.
        OSError: a folder cannot be written.
    """
    lite = work / "lite"
    wheels, files = lite / "wheels", lite / "files"
    for folder in (wheels, files):
        folder.mkdir(parents=True)
    package = Path(massage_billing.__file__).parent
    wheel.ours(wheels, package, packaged("datasets"))
    for name, only in SMALLER.items():
        wheel.pure(wheels, name, only)
    for path in notebooks:
        shutil.copy(path, files)
    jupyterlite(out, lite, _settings(lite, package, "" if pyodide else HOST), pyodide)
    _compile(out, lite)
    # What no page asks for.
    for name in ("package.json", "rspack.config.js", "rspack.config.analyze.js", "rspack.config.watch.js"):
        (out / name).unlink(missing_ok=True)


def jupyterlite(out: Path, lite: Path, config: dict[str, Any], pyodide: Path | None = None) -> None:
    """Build JupyterLite with Pyodide from what lies in a folder.

    Args:
        out: the folder to write.
        lite: a folder, in which `files` has what learners find.
        config: how JupyterLite is built (jupyter_lite_config.json).
        pyodide: as for `build`.

    Raises:
        PracticeError: npm, uv or a package is missing, or JupyterLite cannot be built.
        OSError: a folder cannot be written.
    """
    programs = tools()
    runtime = lite / "static" / "pyodide"
    runtime.mkdir(parents=True)
    _runtime(runtime, programs["npm"], lite, pyodide)
    _write(lite / "jupyter_lite_config.json", config)
    command = [programs["uv"], "run", "--quiet", "--isolated", "--no-project", "--python", PYTHON]
    command += [part for one in TOOLS for part in ("--with", one)]
    command += ["jupyter", "lite", "build", f"--output-dir={out.absolute()}", "--contents=files"]
    _run("JupyterLite", command, lite)


def tools() -> dict[str, str]:
    """Return the paths of node, npm and uv.

    Raises:
        PracticeError: a program is not on this machine.
    """
    node = "install Node.js (nodejs.org)"
    found = {}
    for name, remedy in (("node", node), ("npm", node), ("uv", "type: pip install uv")):
        found[name] = shutil.which(name) or ""
        if not found[name]:
            msg = f"Building the site needs the program {name}, which is not on this machine; {remedy}, and try again."
            raise PracticeError(msg)
    return found


def check(pyodide: Path) -> None:
    """Raise PracticeError where a file is no archive of a whole Pyodide distribution.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with tarfile.open(pyodide) as file:
            names = {member.name for member in file}
    except (tarfile.TarError, EOFError):
        names = set()
    if not {f"pyodide/{name}" for name in RUNTIME} <= names:
        msg = f"{pyodide} is no Pyodide distribution; take pyodide-VERSION.tar.bz2."
        raise PracticeError(msg)


def _runtime(folder: Path, npm: str, work: Path, pyodide: Path | None) -> None:
    """Lay Pyodide into a folder, with a list of only the packages that nobody else builds."""
    archive, top = pyodide, "pyodide"
    if archive is None:
        packed = _run("Pyodide", [npm, "pack", PYODIDE, "--loglevel=error", f"--pack-destination={work}"], work)
        archive, top = work / packed.split()[-1], "package"
    compiled = tuple(f"{name}-" for name in COMPILED)
    with tarfile.open(archive) as file:
        for member in file:
            name = member.name.removeprefix(f"{top}/")
            if name in RUNTIME or (name.startswith(compiled) and name.endswith(".whl")):
                member.name = name
                file.extract(member, folder, filter="data")
    path = folder / "pyodide-lock.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    listed["packages"] = {
        name: row if pyodide else row | {"file_name": BUILT_BY_PYODIDE + row["file_name"]}
        for name, row in listed["packages"].items()
        if name in COMPILED
    }
    path.write_text(json.dumps(listed), encoding="utf-8")


def _compile(out: Path, work: Path) -> None:
    """Compile what Python loads when a lesson opens."""
    starter, program = (str(Path(__file__).with_name(f"bytecode.{kind}")) for kind in ("mjs", "py"))
    _run("The lessons' Python", [tools()["node"], starter, str(out.absolute()), program], work)


def _settings(lite: Path, package: Path, host: str) -> dict[str, Any]:
    """Write what JupyterLite is started with, the same quiet JupyterLab as `massage-billing start`; return how it is built."""
    quiet = package / "lessons" / "jupyter" / "labconfig"
    off = json.loads((quiet / "page_config.json").read_text(encoding="utf-8"))["disabledExtensions"]
    page = {
        "appName": "Massage billing", "contentsStorageName": "massage-billing", "settingsStorageName": "massage-billing settings",
        "enableMemoryStorage": True,
        "workspacesStorageDrivers": ["memoryStorageDriver"],  # each visit opens what was asked for, not what was open last
        "disabledExtensions": [one for one in off if "lsp" not in one] + [*NOT_IN_BROWSER],
        "massageBillingPictures": host,
    }  # fmt: skip
    _write(lite / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": page})
    shutil.copy(quiet / "default_setting_overrides.json", lite / "overrides.json")
    return {
        "LiteBuildConfig": {
            "apps": ["lab"], "no_sourcemaps": True,
            "federated_extensions": [str(package / "labextensions" / "massage-billing")],
        },
        "PyodideLockAddon": {
            "enabled": True, "wheels": ["wheels"], "specs": [wheel.OURS, *FETCHED], "prefetch_extra": AT_ONCE,
            "excludes_extra": NOT_NEEDED,
        },
    }  # fmt: skip


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


def _run(what: str, command: Sequence[str], folder: Path) -> str:
    """Run a program in a folder, apart from the user's own Jupyter, and return what it prints.

    Raises:
        PracticeError: it fails; the message has its last line.
    """
    apart = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    left_out = ("PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH")
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | apart
    try:
        done = subprocess.run(  # noqa: S603  (our own command)
            command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace",
            timeout=BUILD_TIME, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        msg = f"{what} could not be made ready in {BUILD_TIME // 60} minutes; look at the network, and try again."
        raise PracticeError(msg) from None
    if done.returncode:
        lines = [printable(line).strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        full = shutil.disk_usage(folder).free < LEAST_FREE or shutil.disk_usage(tempfile.gettempdir()).free < LEAST_FREE
        telling = ["the disk is full"] if full else []
        telling += [line for line in lines if re.match(r"(npm )?error", line, re.IGNORECASE)]
        reason = (telling or lines or ["no reason was given"])[0 if telling else -1]
        if reason.startswith("error"):  # uv's, which names in the next line what it could not have
            reason = " ".join([reason, *[line for line in lines if re.match(r"cause", line, re.IGNORECASE)][:1]])
        msg = f"{what} could not be made ready: {reason.rstrip('.')}."
        raise PracticeError(msg)
    return done.stdout
