"""Batches of work handed to the cores of this machine or to a Dask cluster. What comes back is the same, and in the same order."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from massage_billing.coursework.grade_class import Run, here

FEW = 5  # batches that are done here, one after the other
WAIT = 20  # seconds until a scheduler is taken not to be there


class ClusterError(ValueError):
    """The cluster cannot be used; the message says what to do."""


def _on_cores(cores: int, function: Callable[..., Any], jobs: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    if len(jobs) < FEW:  # starting a process takes longer than a small class
        yield from here(function, jobs)
        return
    with ProcessPoolExecutor(cores) as pool:
        yield from pool.map(function, *zip(*jobs, strict=True))


@contextmanager
def runner(address: str, cores: int = 1) -> Iterator[Run]:
    """Give what works through batches: the workers of a Dask scheduler, or where no address is given this machine's cores.

    The workers need this package, and the folders under the same names. A worker that dies is made up for by the others.

    Raises:
        ClusterError: Dask is not installed, or no scheduler answers at the address.
    """
    if not address:
        yield partial(_on_cores, cores) if cores > 1 else here
        return
    try:
        from distributed import Client  # noqa: PLC0415  (an extra)
    except ImportError:
        msg = 'A cluster needs one more part; install it with: pip install "massage-billing[cluster]".'
        raise ClusterError(msg) from None
    try:
        client = Client(address, timeout=WAIT)
    except (OSError, ValueError, TypeError):
        msg = f"No Dask scheduler answers at {address}; start one, or leave --dask out."
        raise ClusterError(msg) from None
    with client:

        def run(function: Callable[..., Any], jobs: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
            futures = [client.submit(function, *job, pure=False) for job in jobs]
            for future in futures:
                yield future.result()
                future.release()

        yield run
