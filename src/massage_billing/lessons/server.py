"""JupyterLab, started for a learner: at the start page, quiet, and apart from the learner's own Jupyter."""

import contextlib
import json
import os
import shutil
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from massage_billing.lessons import progress, start_page
from massage_billing.lessons.workspace import PRIVATE, read_state, write_whole

PORT = 8888
# A kernel says only what went wrong, and keeps no history of its own.
KERNEL = {
    "IPKernelApp": {"log_level": 40, "exec_lines": ["import massage_billing.lessons.practice"]},
    "HistoryManager": {"enabled": False},
}
EXTENSIONS = {"jupyterlab": True, "jupyter_lsp": False, "jupyter_server_terminals": False, "notebook_shim": False}


def serve(folder: Path, port: int, *, browser: bool, tell: Callable[[str], None]) -> None:
    """Serve the lessons in `folder` until the process is stopped.

    Args:
        folder: the learner's folder, prepared.
        port: where to listen; when it is taken, the next free one.
        browser: whether to open a browser.
        tell: called with each sentence for the learner.
    """
    _apart(folder)
    with contextlib.suppress(OSError):  # then the page's own kernel draws it
        start_page.draw(folder)
    # JupyterLab would spend two seconds on a grammar of addresses in other scripts, of which a lesson has none.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from jupyterlab.labapp import LabApp  # noqa: PLC0415  (reads the environment when it is imported)

    app = LabApp.initialize_server(argv=_settings(folder, port))

    async def ready() -> None:
        if app.port != port:
            tell(f"Port {port} is taken by another program, so the lessons use port {app.port}.")
        page = quote(read_state(folder).placed[start_page.NOTEBOOK])
        query = urlencode({"token": app.identity_provider.token})
        address = f"http://localhost:{app.port}{app.base_url}doc/tree/{page}?{query}"
        tell(f"The lessons are open at {address}")
        tell("Leave this window open while you learn. To stop, press Ctrl+C here.")
        if browser:
            # In a thread: some browsers keep hold of the program that opened them.
            threading.Thread(target=_open, args=(address, tell), daemon=True).start()
        # While the browser loads, make ready what the learner will most likely open.
        lesson = start_page.next_lesson(folder)
        await app.session_manager.create_session(path=lesson, name=lesson, type="notebook", kernel_name="python3")

    app.io_loop.add_callback(ready)
    app.start()


def _apart(folder: Path) -> None:
    """Keep the learner's own Jupyter out of the lessons, and the lessons out of it."""
    private = folder / PRIVATE
    os.environ |= {
        progress.FOLDER: str(folder),
        "JUPYTER_CONFIG_DIR": str(private / "config"),
        "JUPYTER_CONFIG_PATH": str(Path(__file__).with_name("jupyter")),
        "JUPYTER_DATA_DIR": str(private / "data"),
        "IPYTHONDIR": str(private / "ipython"),
        # A lesson runs by itself, so a file named like a library beside it must not be imported in its place.
        "PYTHONSAFEPATH": "1",
    }
    # Each start begins at the start page, and does not open and run anew whatever was open last time.
    shutil.rmtree(private / "config" / "lab" / "workspaces", ignore_errors=True)
    profile = private / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    write_whole(profile / "ipython_kernel_config.json", json.dumps(KERNEL))


def _settings(folder: Path, port: int) -> list[str]:
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
        tell("No web browser was found here. Open the address above in a browser on this machine.")
