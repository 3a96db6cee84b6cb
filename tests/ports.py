"""Servers for the tests: find a free port, so that two test runs do not collide, run a server, and wait until it answers."""

import json
import os
import random
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import massage_billing

# JupyterLab finds the extension here, and not the copy that was installed with an earlier version.
OURS_FIRST = {"JUPYTER_PATH": str(Path(massage_billing.__file__).parent)}
ADDRESS = r"http://localhost:\S+token=\S+"  # as Jupyter servers print it


def free_port() -> int:
    """Return a free port below the range that the system assigns, so that a kernel cannot take it."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def wait_for(address: str) -> None:
    """Wait until a server accepts connections, which can be a moment after it has printed its address.

    Raises:
        TimeoutError: it does not accept any within half a minute.
    """
    parts = urlsplit(address)
    for _ in range(300):
        try:
            socket.create_connection((parts.hostname or "localhost", parts.port or 80), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    msg = f"No server accepts connections at {address}."
    raise TimeoutError(msg)


def started(command: list[str], pattern: str = ADDRESS) -> tuple[subprocess.Popen[str], str]:
    """Run a server, and return its process and the address that it prints once it answers there."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | OURS_FIRST
    )
    found = (re.search(pattern, line) for line in process.stdout or ())
    address = next(filter(None, found)).group(0)
    wait_for(address)
    return process, address


def ended(process: subprocess.Popen[str]) -> None:
    """Kill a server. SIGTERM is slower, because the server then stops its kernels one by one."""
    process.kill()
    process.wait(20)
    if process.stdout:
        process.stdout.close()


def sessions(address: str) -> list[dict[str, Any]]:
    """Return the sessions of a server for learners, each with its notebook and its kernel."""
    base, _, token = address.partition("?token=")
    with urlopen(f"{base.partition('/doc/')[0]}/api/sessions?token={token}") as answer:  # noqa: S310  (this computer)
        return list(json.load(answer))


def served(command: list[str], pattern: str = ADDRESS) -> Iterator[str]:
    """Run a server, yield the address that it prints, and stop it."""
    process, address = started([*command, f"--port={free_port()}"], pattern)
    yield address
    ended(process)
