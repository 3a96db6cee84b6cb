"""The kernel in which a command runs a notebook."""

import subprocess
from typing import Any

from jupyter_client.manager import AsyncKernelManager


class Kernel(AsyncKernelManager):
    """A kernel that writes nothing at the terminal of the person who gave the command.

    What a cell prints or what error it raises reaches the notebook all the same. The rest is no concern of theirs:
    now and then a kernel that has done its work fails as it closes its sockets ("Assertion failed", libzmq says).
    """

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # as Jupyter's own class does
        """Start it."""
        await super().start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
