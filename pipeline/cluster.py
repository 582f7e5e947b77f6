"""Runs work on a Dask cluster: on the workers of a scheduler, or on processes of this computer.

Comes in: the scheduler's address (``LOCAL`` for a cluster on this computer) and a folder that every worker must see.
Goes out: a ``Cluster`` that carries out functions of this program. Dask is an optional extra: without it one sentence
says so. It must not know what the functions do.
"""

from __future__ import annotations

import importlib
import logging
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import VERSION
from pipeline.errors import ConfigError
from pipeline.korean import some_of

LOCAL = "local"
SECONDS_TO_CONNECT = 10
SAME_PROGRAM = "스케줄러와 작업자를 모두 이 프로그램과 같은 판의 폴더에서 시작해 주세요."


@dataclass(frozen=True, slots=True)
class Task:
    """A call that was given to the cluster."""

    future: Any
    lost: type[Exception]
    call: Callable[..., Any]
    words: tuple[Any, ...]

    def result(self) -> Any:
        """The result of the call. If worker after worker was lost over it, the call is made here, since it may not be
        the cause. Raises ConfigError where the cluster cannot carry it out.
        """
        try:
            found = self.future.result()
            self.future.release()  # so that the results do not pile up on the workers
            return found
        except self.lost:
            return self.call(*self.words)
        except Exception as error:
            raise ConfigError(
                f"클러스터와 연결이 끊겼거나 작업자가 일을 하지 못했습니다. {SAME_PROGRAM}",
                details=(type(error).__name__,),
            ) from error


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection to a scheduler, whose workers have this program and see the folder."""

    client: Any
    lost: type[Exception]

    @property
    def id(self) -> str:
        """An id that differs for every connection."""
        return str(self.client.id)

    def submit(self, call: Callable[..., Any], *words: Any) -> Task:
        """Have a function of this program called on some worker, and on another one if that worker is lost."""
        future = self.client.submit(_carry_out, _edition(), call, *words, pure=False)
        return Task(future, self.lost, call, words)

    def as_finished(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The tasks in the order in which they end."""
        by_key = {task.future.key: task for task in tasks}
        finished = importlib.import_module("distributed").as_completed([task.future for task in by_key.values()])
        yield from (by_key[future.key] for future in finished)

    def end(self, tasks: Sequence[Task], call: Callable[..., Any], *words: Any) -> None:
        """Cancel the tasks that have not begun, and run ``call`` on every worker to end those at work."""
        with suppress(Exception):  # if the scheduler is gone, its workers end by themselves
            self.client.cancel([task.future for task in tasks])
            self.client.run(call, *words, on_error="ignore")


@contextmanager
def cluster_at(address: str, folder: Path, processes: int = 1) -> Iterator[Cluster]:
    """The cluster at an address, until the block ends; ``LOCAL`` starts one with ``processes`` worker processes.

    Raises ConfigError without Dask, without a scheduler or a worker there, and where a worker has another version of
    the program or of Python, or does not see the folder.
    """
    distributed = _distributed()
    with ExitStack() as stack:
        is_ours = address == LOCAL
        if is_ours:
            address = stack.enter_context(_own_cluster(distributed, processes)).scheduler_address
        client = stack.enter_context(_connected(distributed, address))
        _refuse_others(client, folder)
        if is_ours:
            client.run(_leave_interrupts_to_us)
        yield Cluster(client, distributed.KilledWorker)


def _distributed() -> Any:
    try:
        found = importlib.import_module("distributed")
    except ImportError:
        raise ConfigError(
            "--scheduler를 쓰려면 Dask가 필요합니다. "
            f"먼저 설치해 주세요: {sys.executable} -m pip install --require-hashes -r requirements-cluster.txt"
        ) from None
    for name in ("distributed", *(name for name in logging.root.manager.loggerDict if name.startswith("distributed."))):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # anything that matters is reported in Korean
    return found


def _own_cluster(distributed: Any, processes: int) -> Any:
    return distributed.LocalCluster(
        n_workers=max(1, processes),
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        memory_limit=0,  # the work runs in processes of its own, which Dask does not see
        silence_logs=logging.CRITICAL,
    )


def _connected(distributed: Any, address: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about other versions of Dask's libraries; a real mismatch is reported
            client = distributed.Client(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, TimeoutError, ValueError):
        raise ConfigError(f"클러스터 '{address}'에 연결하지 못했습니다. 주소와 방화벽을 확인해 주세요.") from None
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
    except TimeoutError:
        client.close()
        raise ConfigError(f"클러스터 '{address}'에 작업자가 하나도 없습니다. 작업자를 먼저 시작해 주세요.") from None
    return client


def _refuse_others(client: Any, folder: Path) -> None:
    """Raise ConfigError where a worker would not do the same as this computer."""
    try:
        told: dict[str, tuple[str, bool]] = client.run(_look_around, str(folder))
    except Exception as error:  # anything that prevents a worker from loading a module of ours
        raise ConfigError(
            f"작업자가 이 프로그램을 불러오지 못했습니다. {SAME_PROGRAM}", details=(type(error).__name__,)
        ) from error
    others = [f"{worker}({edition})" for worker, (edition, _) in told.items() if edition != _edition()]
    if others:
        raise ConfigError(f"판이 다른 작업자가 있습니다: {some_of(others)}. 여기는 {_edition()}입니다. {SAME_PROGRAM}")
    blind = [worker for worker, (_, is_there) in told.items() if not is_there]
    if blind:
        raise ConfigError(f"폴더 '{folder}'이(가) 이 작업자에서는 같은 경로로 보이지 않습니다: {some_of(blind)}.")


def _edition() -> str:
    return f"프로그램 {VERSION}, 파이썬 {sys.version_info.major}.{sys.version_info.minor}"


# -- what runs on a worker ------------------------------------------------------------------------------------------


def _look_around(folder: str) -> tuple[str, bool]:
    return _edition(), Path(folder).is_dir()


def _leave_interrupts_to_us() -> None:
    """Make a worker ignore Ctrl+C, which reaches every process of a terminal. A handler, because SIG_IGN would be
    inherited by the processes that the worker starts.
    """
    signal.signal(signal.SIGINT, lambda *_: None)


def _carry_out(edition: str, call: Callable[..., Any], *words: Any) -> Any:
    """Checks the edition again for every task, because workers may join during a run."""
    if edition != _edition():
        raise RuntimeError(_edition())
    return call(*words)
