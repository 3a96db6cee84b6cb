"""Ports for test servers: find a free one, so that two test runs do not collide, and wait until its server answers."""

import socket
import time
from urllib.parse import urlsplit


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
