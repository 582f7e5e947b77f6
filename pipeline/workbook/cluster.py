"""The same reading, spread over a Dask cluster whose machines see the input folder under the same path.

Comes in: paths, limits, the scheduler's address. Goes out: one ``FileReading`` per path, in the order given. Each
machine reads in processes of its own, as ``pool`` does, so that a bad file costs itself only.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.cluster import Task, cluster_at
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.pool import read_files

FILES_A_TASK = 50
TASKS_AHEAD = 16  # so that the outcomes of a large folder never lie in memory together


def read_files_on_cluster(
    files: Sequence[tuple[Path, str]], limits: ReadingLimits, address: str, processes: int = 1
) -> Generator[FileReading, None, None]:
    """One reading per (path, name), in the order given; ``processes`` are those of a cluster of this computer's own.

    Raises ConfigError as ``cluster_at`` does, and where the cluster cannot carry out what it was asked.
    """
    if not files:
        return
    there = [(path.absolute(), name) for path, name in files]  # a worker has a working folder of its own
    with cluster_at(address, Path(os.path.commonpath([path.parent for path, _ in there])), processes) as cluster:
        running: deque[tuple[int, Task]] = deque()
        for start in range(0, len(files), FILES_A_TASK):
            running.append((start, cluster.submit(read_batch, there[start : start + FILES_A_TASK], limits)))
            if len(running) >= TASKS_AHEAD:
                yield from _outcomes(files, *running.popleft())
        while running:
            yield from _outcomes(files, *running.popleft())


def _outcomes(files: Sequence[tuple[Path, str]], start: int, task: Task) -> Generator[FileReading, None, None]:
    """What a task read, under the paths that were asked for."""
    for number, reading in enumerate(task.result(), start=start):
        yield replace(reading, path=files[number][0])


def read_batch(files: Sequence[tuple[Path, str]], limits: ReadingLimits) -> list[FileReading]:
    """What one task does on its machine."""
    return list(read_files(files, limits))
