"""Reads many files in separate processes: a file that crashes, hangs or uses up memory affects no other file.

Comes in: paths with their names, limits, a number of processes or the address of a cluster. Goes out: one
``FileReading`` per path, in the order given. A process reads many files, also of several folders in turn; it is
replaced when it dies or takes too long. On a cluster each machine reads a share of the files in processes of its own.
The parent holds a few packed outcomes at a time, however many files there are. The clock is used as a stop-watch only,
never to tell the time.
"""

from __future__ import annotations

import hashlib
import os
import queue
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from threading import Thread
from typing import IO

from pipeline.cluster import Task, cluster_at
from pipeline.workbook.gate import file_bytes
from pipeline.workbook.outcome import FileReading, FileRule, ReadingLimits, Refused, Words
from pipeline.workbook.reading import RawOutcome, file_reading
from pipeline.workbook.worker import OUT_OF_MEMORY, packed, receive, send, unpacked

_PROJECT = Path(__file__).resolve().parents[2]
# The child finds the same modules as the parent, whatever folder it is started in, and none that lie in that folder.
_START = "import sys; sys.path[:] = sys.argv[1:]; from pipeline.workbook.worker import main; main()"
_SECONDS_TO_START = 60.0
_OUTCOMES_AHEAD = 4  # per process: how far reading may run ahead of the caller
_LONGEST_WAIT = 1.0  # seconds; Windows notices Ctrl+C only between waits
FILES_A_TASK = 50
TASKS_AHEAD = 16  # so that the outcomes of a large folder are never in memory all at once
_OUT_OF_MEMORY_ANSWER = packed(OUT_OF_MEMORY)


def read_files(
    files: Sequence[tuple[Path, str]], limits: ReadingLimits, workers: int = 1
) -> Generator[FileReading, None, None]:
    """As ``ReadingProcesses.read``, with processes that are started for this call and ended after it."""
    with ReadingProcesses() as processes:
        yield from processes.read(files, limits, workers)


@dataclass(slots=True)
class _Child:
    """One reading process. ``index`` is the position of the file that it reads, None while it starts or waits;
    ``limits`` is None until they were sent to it. ``answers`` counts the files that it has read.
    """

    number: int
    process: subprocess.Popen[bytes]
    listener: Thread
    limits: ReadingLimits | None = None
    deadline: float = 0.0
    ready: bool = False
    index: int | None = None
    answers: int = 0

    @property
    def idle(self) -> bool:
        return self.ready and self.index is None


class ReadingProcesses:
    """The reading processes of a run. The end of the ``with`` block, or ``close``, ends them even while they read."""

    def __init__(self) -> None:
        self._children: dict[int, _Child] = {}
        self._started = 0
        self._events: queue.SimpleQueue[tuple[int, bytes | None]] = queue.SimpleQueue()
        self._begin([], ReadingLimits(), 1)

    def __enter__(self) -> ReadingProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start a process ahead of its first file: it loads its modules while the caller does something else."""
        self._start()

    def read(
        self, files: Sequence[tuple[Path, str]], limits: ReadingLimits, workers: int = 1
    ) -> Generator[FileReading, None, None]:
        """One reading per (path, name in messages), in the order given, by ``workers`` processes, which read a few
        files ahead. Exhaust this generator before the next call.

        Where a process dies that has read other files before, the file is tried again in a fresh process: an earlier
        file may be to blame. Raises RuntimeError where a process cannot be started at all.
        """
        self._begin([(str(path), name) for path, name in files], limits, max(1, min(workers, len(files))))
        for index, (path, name) in enumerate(files):
            yield file_reading(path, name, self._outcome(index))

    def close(self) -> None:
        for child in list(self._children.values()):
            self._end(child)

    def _begin(self, files: list[tuple[str, str]], limits: ReadingLimits, workers: int) -> None:
        self._files, self._limits, self._workers = files, limits, workers
        self._next = 0
        self._again: deque[int] = deque()  # files to try once more, in a fresh process
        self._done: dict[int, bytes | RawOutcome] = {}
        for child in list(self._children.values()):
            if child.limits is None:
                self._tell_limits(child)
            elif child.index is not None or child.limits != limits:  # still busy with a file, or has other limits
                self._end(child)

    def _outcome(self, index: int) -> RawOutcome:
        end = min(len(self._files), index + self._workers * _OUTCOMES_AHEAD)
        self._hand_out(end)
        while index not in self._done:
            self._take_event()
            self._hand_out(end)  # at once, so that the processes work while the caller does
        done = self._done.pop(index)
        return done if isinstance(done, RawOutcome) else RawOutcome(*unpacked(done))

    def _hand_out(self, end: int) -> None:
        """Give every idle process a file with an index below ``end``; start more processes if there is enough work."""
        for child in [child for child in self._children.values() if child.idle]:
            if self._again and not child.answers:
                self._ask(child, self._again.popleft())
            elif self._next < end:
                self._ask(child, self._next)
                self._next += 1
        busy = len(self._children)
        waiting = len(self._again) + end - self._next - sum(not child.ready for child in self._children.values())
        for _ in range(min(self._workers - busy, waiting)):
            self._tell_limits(self._start())

    def _start(self) -> _Child:
        self._started += 1
        paths = [str(_PROJECT), *(entry for entry in sys.path if entry and entry != str(_PROJECT))]
        process = subprocess.Popen(
            [sys.executable, "-c", _START, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert process.stdout is not None
        listener = Thread(target=_listen, args=(self._started, process.stdout, self._events), daemon=True)
        child = _Child(self._started, process, listener)
        self._children[child.number] = child
        listener.start()
        return child

    def _tell_limits(self, child: _Child) -> None:
        child.limits, child.deadline = self._limits, time.monotonic() + _SECONDS_TO_START
        assert child.process.stdin is not None
        with suppress(OSError):  # dead already: the listener reports its end
            send(child.process.stdin, astuple(self._limits))

    def _ask(self, child: _Child, index: int) -> None:
        child.index, child.deadline = index, time.monotonic() + self._limits.seconds_per_file
        assert child.process.stdin is not None
        with suppress(OSError):  # dead already: the listener reports its end, and the file is tried again
            send(child.process.stdin, self._files[index])

    def _take_event(self) -> None:
        now = time.monotonic()
        deadline = min((child.deadline for child in self._children.values() if not child.idle), default=now)
        try:
            number, payload = self._events.get(timeout=min(max(0.0, deadline - now), _LONGEST_WAIT))
        except queue.Empty:
            self._stop_overdue()
            return
        child = self._children.get(number)
        if child is None:  # we have ended it in the meantime
            return
        if payload is None:
            self._report_end(child)
        elif not child.ready:
            child.ready = True
        elif payload == _OUT_OF_MEMORY_ANSWER:
            self._end(child)
            self._lose(child, FileRule.TOO_MUCH_MEMORY, {"limit": f"{self._limits.memory_bytes // 1_000_000:,}MB"})
        elif child.index is not None:
            self._done[child.index] = payload
            child.index, child.answers = None, child.answers + 1

    def _stop_overdue(self) -> None:
        now = time.monotonic()
        for child in [child for child in self._children.values() if not child.idle and child.deadline <= now]:
            self._end(child)
            if child.index is None:
                raise RuntimeError("a reading process did not start in time")
            self._done[child.index] = self._refused(
                child.index, FileRule.TOO_SLOW, {"seconds": self._limits.seconds_per_file}
            )

    def _report_end(self, child: _Child) -> None:
        self._end(child)
        code = child.process.returncode
        if not child.ready:
            raise RuntimeError(f"a reading process could not be started (exit code {code})")
        name = signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else str(code)
        self._lose(child, FileRule.CRASHED, {"detail": name})

    def _lose(self, child: _Child, rule: FileRule, words: Words) -> None:
        """Deal with the file whose process has died: refuse it where the process had read no other file, since then
        only this file can be to blame; else try it again in a fresh process.
        """
        if child.index is None:
            return
        if child.answers:
            self._again.append(child.index)
        else:
            self._done[child.index] = self._refused(child.index, rule, words)

    def _refused(self, index: int, rule: FileRule, words: Words) -> RawOutcome:
        try:
            data = file_bytes(Path(self._files[index][0]), self._limits)
        except Refused:
            data = b""
        sha256 = hashlib.sha256(data).hexdigest() if data else ""
        return RawOutcome(sha256=sha256, size=len(data), problem=rule, words=words)

    def _end(self, child: _Child) -> None:
        del self._children[child.number]
        child.process.kill()
        child.process.wait()
        child.listener.join()
        for stream in (child.process.stdin, child.process.stdout):
            if stream is not None:
                with suppress(OSError):  # closing flushes what was not yet sent, but nobody reads it any more
                    stream.close()


def _listen(number: int, stream: IO[bytes], events: queue.SimpleQueue[tuple[int, bytes | None]]) -> None:
    """Put each message of a process into the queue, and None when it has ended. It runs in a thread of its own, because
    Windows cannot wait for several pipes at once.
    """
    while (payload := receive(stream)) is not None:
        events.put((number, payload))
    events.put((number, None))


# -- on a cluster ----------------------------------------------------------------------------------------------------


def read_files_on_cluster(
    files: Sequence[tuple[Path, str]], limits: ReadingLimits, address: str, processes: int = 1
) -> Generator[FileReading, None, None]:
    """One reading per (path, name), in the order given; ``processes`` is the size of a cluster on this computer.

    The cluster's machines must see the files under the same paths. Raises ConfigError as ``cluster_at`` does, and where
    the cluster cannot carry out a task.
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
    """The readings of a task, with the paths as the caller gave them."""
    for number, reading in enumerate(task.result(), start=start):
        yield replace(reading, path=files[number][0])


def read_batch(files: Sequence[tuple[Path, str]], limits: ReadingLimits) -> list[FileReading]:
    """The work of one task, on its machine: the readings of its files."""
    return list(read_files(files, limits))
