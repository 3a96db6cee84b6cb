"""Free ports for test servers, so that two test runs on one machine do not collide."""

import socket


def free_port() -> int:
    """Return a port on this machine that is not in use."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
