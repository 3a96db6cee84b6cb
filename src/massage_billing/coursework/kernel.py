"""The kernel in which a command runs a notebook."""

import subprocess
from typing import Any

from jupyter_client.manager import AsyncKernelManager


class Kernel(AsyncKernelManager):
    """A kernel that writes nothing to the terminal.

    The notebook still gets what a cell prints and the errors it raises. The rest is noise: for example, a kernel sometimes
    fails when it closes its sockets after its work is done ("Assertion failed", from libzmq).
    """

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # as Jupyter's own class does
        """Start the kernel without output to the terminal."""
        await super().start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
