"""Servers for the tests: find a free port, so that two test runs do not collide, run a server, and wait until it answers."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import massage_billing

# JupyterLab finds the extension here, and not the copy that was installed with an earlier version.
OURS_FIRST = {"JUPYTER_PATH": str(Path(massage_billing.__file__).parent)}


def free_port() -> int:
    """Return a port on this machine that is not in use."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


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


def served(command: list[str], pattern: str = r"http://localhost:\S+token=\S+") -> Iterator[str]:
    """Run a server, yield the address that it prints, and stop it."""
    command = [*command, f"--port={free_port()}"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | OURS_FIRST
    )
    found = (re.search(pattern, line) for line in process.stdout or ())
    address = next(filter(None, found)).group(0)
    wait_for(address)
    yield address
    process.kill()  # faster than SIGTERM, after which the server stops its kernels one by one
    process.wait(20)
    if process.stdout:
        process.stdout.close()
