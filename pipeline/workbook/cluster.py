"""The same reading, spread over a Dask cluster whose machines see the input folder under the same path.

Comes in: paths, limits, the scheduler's address. Goes out: one ``FileReading`` per path, in the order given. Each
machine reads in processes of its own, as ``pool`` does, so that a bad file costs itself only. Dask is an optional
extra: without it one sentence says so.
"""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.pool import read_files

FILES_A_TASK = 50
TASKS_AHEAD = 16  # so that the outcomes of a large folder never lie in memory together


def read_files_on_cluster(
    files: Sequence[tuple[Path, str]], limits: ReadingLimits, address: str
) -> Generator[FileReading, None, None]:
    """One reading per (path, name), in the order given. Raises ConfigError without Dask, without a cluster there, or
    where the cluster cannot carry out what it was asked.
    """
    client = _connect(address)
    try:
        batches = (files[start : start + FILES_A_TASK] for start in range(0, len(files), FILES_A_TASK))
        running: deque[Any] = deque()
        for batch in batches:
            running.append(client.submit(read_batch, batch, limits, pure=False))
            if len(running) >= TASKS_AHEAD:
                yield from _outcomes(running.popleft())
        while running:
            yield from _outcomes(running.popleft())
    finally:
        client.close()


def _outcomes(task: Any) -> list[FileReading]:
    """What a task read. A bad file is an outcome like any other: what is raised here is about the cluster."""
    try:
        return list(task.result())
    except Exception as error:
        raise ConfigError(
            "클러스터가 파일을 읽지 못했습니다. 스케줄러와 작업자를 모두 이 프로그램과 같은 판의 폴더에서 시작했는지,"
            " 입력 폴더가 그 컴퓨터에서도 같은 경로로 보이는지 확인해 주세요.",
            details=(type(error).__name__,),
        ) from error


def read_batch(files: Sequence[tuple[Path, str]], limits: ReadingLimits) -> list[FileReading]:
    """What one task does on its machine."""
    return list(read_files(files, limits))


def _connect(address: str) -> Any:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise ConfigError(
            "--scheduler를 쓰려면 Dask가 필요합니다. README.md의 'Cluster'를 보고 먼저 설치해 주세요."
        ) from None
    try:
        return distributed.Client(address, timeout="10s")
    except (OSError, TimeoutError, ValueError):
        raise ConfigError(f"클러스터 '{address}'에 연결하지 못했습니다. 주소와 방화벽을 확인해 주세요.") from None
