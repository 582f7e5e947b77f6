"""A Dask scheduler and worker processes on this computer, and which processes of them and of offices are still alive.

Comes in: the number of workers. Goes out: the cluster; when the block ends, none of its processes is left.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from distributed import Client, LocalCluster

SECONDS_TO_END = 20


@contextmanager
def real_cluster(workers: int = 2) -> Iterator[LocalCluster]:
    """A scheduler on loopback with worker processes of one thread each."""
    before = set(psutil.Process().children(recursive=True))
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL + 1,
    ) as cluster:
        yield cluster
    left = set(psutil.Process().children(recursive=True)) - before
    _, alive = psutil.wait_procs([process for process in left if not _is_python_s_own(process)], SECONDS_TO_END)
    assert not alive


def kill_a_busy_worker(cluster: LocalCluster) -> bool:
    """Kill a worker that has a task, as if its machine lost power."""
    with Client(cluster.scheduler_address) as client:
        pids = client.run(os.getpid)
        busy = next(worker for worker, tasks in client.processing().items() if tasks)
    psutil.Process(pids[busy]).kill()
    return True


def processes_in(folder: Path) -> list[psutil.Process]:
    """The processes that run in a folder below this one, whoever started them."""
    found = []
    for process in psutil.process_iter():
        try:
            if folder in Path(process.cwd()).parents:
                found.append(process)
        except psutil.Error:  # it ended in the meantime, or we may not look at it
            continue
    return found


def _is_python_s_own(process: psutil.Process) -> bool:
    """Whether it is multiprocessing's resource tracker, which stays as long as the process that started it."""
    return any("resource_tracker" in word for word in process.cmdline())
