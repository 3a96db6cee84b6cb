"""Run batches of work one by one, on the cores of this machine, or on a Dask cluster. The results and their order are the same."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

Jobs = Sequence[tuple[Any, ...]]
Run = Callable[[Callable[..., Any], Jobs], Iterator[Any]]  # a function, and the arguments of each batch

FEW = 5  # batches that are run one by one, since starting a process takes longer
WAIT = 20  # seconds to wait for a scheduler


class ClusterError(ValueError):
    """The cluster cannot be used; the message says what to do."""


def one_by_one(function: Callable[..., Any], jobs: Jobs) -> Iterator[Any]:
    """Run the batches in this process."""
    return (function(*job) for job in jobs)


def _on_cores(cores: int, function: Callable[..., Any], jobs: Jobs) -> Iterator[Any]:
    if len(jobs) < FEW:
        yield from one_by_one(function, jobs)
        return
    with ProcessPoolExecutor(cores) as pool:
        yield from pool.map(function, *zip(*jobs, strict=True))


@contextmanager
def runner(address: str, cores: int = 1) -> Iterator[Run]:
    """Yield a function that runs batches: on the workers of a Dask scheduler, or without an address on this machine's cores.

    The workers need this package, and the folders at the same paths. If a worker dies, the others do its work.

    Raises:
        ClusterError: Dask is not installed, or no scheduler answers at the address.
    """
    if not address:
        yield partial(_on_cores, cores) if cores > 1 else one_by_one
        return
    try:
        from distributed import Client  # noqa: PLC0415  (an extra)
    except ImportError:
        msg = 'Dask is not installed. Install it with: pip install "massage-billing[cluster]".'
        raise ClusterError(msg) from None
    try:
        client = Client(address, timeout=WAIT)
    except (OSError, ValueError, TypeError):
        msg = f"No Dask scheduler answers at {address}. Start one, or leave out --dask."
        raise ClusterError(msg) from None
    with client:
        yield partial(_on_cluster, client)


def _on_cluster(client: Any, function: Callable[..., Any], jobs: Jobs) -> Iterator[Any]:
    for future in [client.submit(function, *job, pure=False) for job in jobs]:
        yield future.result()
        future.release()
