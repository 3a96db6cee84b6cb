"""Start JupyterLab for a learner: at the start page, without log output, and separate from the learner's own Jupyter."""

import contextlib
import json
import os
import shutil
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from massage_billing.lessons import progress, start_page
from massage_billing.lessons.workspace import PRIVATE, read_state, write_whole

PORT = 8888
LAST_PORT = "port"  # the file in PRIVATE with the port that was used last
PATIENCE = 20  # seconds for a server to start
# A kernel logs errors only, and keeps no history.
KERNEL = {
    "IPKernelApp": {"log_level": 40, "exec_lines": ["import massage_billing.lessons.practice"]},
    "HistoryManager": {"enabled": False},
}
SETTINGS = user_data_path("massage-billing", appauthor=False)  # of JupyterLab, for all folders of lessons
RUNTIME = SETTINGS / "data" / "runtime"
OLD_SETTINGS = ("config", "data", "ipython")  # where version 0.1 kept them, in PRIVATE
EXTENSIONS = {"jupyterlab": True, "jupyter_lsp": False, "jupyter_server_terminals": False, "notebook_shim": False}


class HangingError(ValueError):
    """The lessons are open already, but do not answer; the message says what to do."""


def serve(folder: Path, port: int | None, *, browser: bool, tell: Callable[[str], None]) -> bool:
    """Serve the lessons in `folder` until the process is stopped. If another process serves them already, open those.

    Args:
        folder: the learner's folder, prepared.
        port: where to listen; if it is taken, a free one near it. None: where the lessons of this folder were served last, so
            that a page that is still open connects again.
        browser: whether to open a browser.
        tell: called with each message for the learner.

    Returns:
        Whether this process served the lessons.

    Raises:
        HangingError: another process serves them, but does not answer.
    """
    _apart(folder)
    lock = FileLock(folder / PRIVATE / "server.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        address = _running(folder)
        tell(f"The lessons are already open at {address}")
        if browser:
            _open(address, tell)
        return False
    except (OSError, NotImplementedError):
        pass  # some network folders have no locks; then a second start serves the lessons a second time
    _serve(folder, port or _last_port(folder), browser=browser, tell=tell)
    lock.release()
    return True


def _last_port(folder: Path) -> int:
    try:
        port = int((folder / PRIVATE / LAST_PORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return PORT
    return port if port in range(1, 65536) else PORT


def _running(folder: Path) -> str:
    """Return the address of the start page on the server that serves a folder. It may still be starting."""
    from jupyter_server.serverapp import list_running_servers  # noqa: PLC0415  (reads the environment when it is imported)

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for server in list_running_servers():
            url, token = f"http://localhost:{server['port']}{server['base_url']}", server["token"]
            with contextlib.suppress(OSError):
                if folder.samefile(server["root_dir"]):
                    urlopen(f"{url}api/status?token={token}", timeout=2).close()  # noqa: S310  (this computer)
                    return _address(folder, url, token)
        time.sleep(0.2)
    msg = f"The lessons in {folder} are already running in another window, but they are not responding. Close that window, and try again."
    raise HangingError(msg)


def _address(folder: Path, url: str, token: str) -> str:
    page = quote(read_state(folder).placed[start_page.NOTEBOOK])
    return f"{url}doc/tree/{page}?{urlencode({'token': token})}"


def _serve(folder: Path, port: int, *, browser: bool, tell: Callable[[str], None]) -> None:
    with contextlib.suppress(OSError):  # if this fails, the page's kernel draws the cards
        start_page.draw(folder)
    # Without this, JupyterLab spends two seconds on a grammar for international addresses, which no lesson uses.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from jupyterlab.labapp import LabApp  # noqa: PLC0415  (reads the environment when it is imported)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as layouts:
        _run(LabApp.initialize_server(argv=_settings(folder, port, layouts)), folder, port, browser=browser, tell=tell)


def _run(app: Any, folder: Path, port: int, *, browser: bool, tell: Callable[[str], None]) -> None:
    async def ready() -> None:
        if app.port != port:
            tell(f"Another program is using port {port}, so the lessons use port {app.port}.")
        with contextlib.suppress(OSError):
            write_whole(folder / PRIVATE / LAST_PORT, str(app.port))
        address = _address(folder, f"http://localhost:{app.port}{app.base_url}", app.identity_provider.token)
        tell(f"The lessons are open at {address}")
        tell("Keep this window open while you use the lessons. To stop, press Ctrl+C here.")
        if browser:
            # In a thread, because some browsers do not return until they are closed.
            threading.Thread(target=_open, args=(address, tell), daemon=True).start()
        # While the browser loads, start the kernel of the lesson that the learner will most likely open.
        lesson = start_page.next_lesson(folder)
        await app.session_manager.create_session(path=lesson, name=lesson, type="notebook", kernel_name="python3")

    app.io_loop.add_callback(ready)
    app.start()


def _apart(folder: Path) -> None:
    """Keep the lessons and the learner's own Jupyter from affecting each other.

    Nothing of Jupyter's is in the learner's folder: a folder that came from somebody else must not bring code that runs, and a
    folder that was moved away must not be created again when JupyterLab saves its settings.
    """
    for old in OLD_SETTINGS:
        shutil.rmtree(folder / PRIVATE / old, ignore_errors=True)
    os.environ |= {
        progress.FOLDER: str(folder),
        "JUPYTER_CONFIG_DIR": str(SETTINGS / "config"),
        "JUPYTER_CONFIG_PATH": str(Path(__file__).with_name("jupyter")),
        "JUPYTER_DATA_DIR": str(SETTINGS / "data"),
        "JUPYTER_RUNTIME_DIR": str(RUNTIME),
        "IPYTHONDIR": str(SETTINGS / "ipython"),
        # A lesson runs automatically, so it must not import a file in its folder that has the name of a library.
        "PYTHONSAFEPATH": "1",
    }
    profile = SETTINGS / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    write_whole(profile / "ipython_kernel_config.json", json.dumps(KERNEL))


def _settings(folder: Path, port: int, layouts: str) -> list[str]:
    file = {
        "class": "logging.FileHandler",
        "filename": str(folder / PRIVATE / "server.log"),
        "encoding": "utf-8",
        "level": "WARNING",
    }
    loggers = {name: {"handlers": ["file"]} for name in ("ServerApp", "LabApp", "ExtensionApp")}
    log = {"handlers": {"file": file}, "loggers": loggers}
    return [
        f"--Application.logging_config={log!r}",
        f"--LabApp.extra_labextensions_path={Path(__file__).parents[1] / 'labextensions'}",
        f"--LabApp.workspaces_dir={layouts}",  # not kept, so that the start page opens, and not what was open last time
        f"--ServerApp.root_dir={folder}",
        f"--port={port}",
        "--no-browser",
        "--ServerApp.answer_yes=True",  # Ctrl+C stops at once; everything is saved already
        "--ServerApp.allow_root=True",
        f"--ServerApp.jpserver_extensions={EXTENSIONS!r}",
        "--LabApp.extension_manager=readonly",
    ]


def _open(address: str, tell: Callable[[str], None]) -> None:
    try:
        opened = webbrowser.get().open(address)
    except webbrowser.Error:
        opened = False
    if not opened:
        tell("No web browser was found. Open the address above in a browser on this computer.")
