"""A reading process: takes one path after the other from its parent and answers each with an outcome.

Comes in on stdin: first the limits, then (path, name) pairs. Goes out on stdout: "ready", then one ``RawOutcome`` as
a tuple per pair. A message is four bytes of length, then a pickle of plain values. Unpickling accepts two classes of
our own and no others, so that even a reading process under the control of a hostile file could not make the parent run
code. The process ends when its stdin ends, when its memory is used up, or when one file takes far longer than allowed,
so that none is left behind even where the parent was killed. It imports nothing beyond lxml and calamine.
"""

from __future__ import annotations

import faulthandler
import gc
import io
import os
import pickle
import signal
import struct
import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from pipeline.model.cells import CellKind
from pipeline.workbook.outcome import FileRule, ReadingLimits
from pipeline.workbook.reading import file_outcome

if sys.platform == "linux":
    import resource

READY = "ready"
OUT_OF_MEMORY = "out of memory"
_GRACE_SECONDS = 15  # the parent stops a slow process at the limit; without a parent it ends itself so much later
_LENGTH = struct.Struct("<I")
_PLAIN_CLASSES = {("pipeline.model.cells", "CellKind"): CellKind, ("pipeline.workbook.outcome", "FileRule"): FileRule}


def main() -> None:
    """Read the limits, report "ready" and serve until stdin ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may write between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent decides
    first = receive(requests)
    if first is None:
        return
    limits = ReadingLimits(*unpacked(first))
    _limit_memory(limits.memory_bytes)
    gc.freeze()  # imported modules stay; the garbage collector need not look through them again and again
    send(answers, READY)
    serve(requests, answers, limits)


def serve(requests: IO[bytes], answers: IO[bytes], limits: ReadingLimits) -> None:
    """Answer every request until there is none, or until the memory is used up."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while (request := receive(requests)) is not None:
            path, name = unpacked(request)
            faulthandler.dump_traceback_later(limits.seconds_per_file + _GRACE_SECONDS, exit=True, file=nowhere)
            try:
                outcome = file_outcome(Path(path), name, limits)
                answer = (outcome.sha256, outcome.size, outcome.values, outcome.problem, outcome.words, outcome.notes)
                send(answers, answer)
            except MemoryError:
                send(answers, OUT_OF_MEMORY)
                return  # memory that this file still holds must not affect the next
            except Exception as error:  # a bug of ours: only this file is refused, and the answer says where the bug is
                send(answers, ("", 0, None, FileRule.CRASHED, {"detail": _whereabouts(error)}, []))
            finally:
                faulthandler.cancel_dump_traceback_later()


def _whereabouts(error: Exception) -> str:
    """The kind and place of an error, without its text, because that may quote a cell."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _limit_memory(most: int) -> None:
    """Limit the address space where the system enforces a limit (Windows has none, macOS ignores it)."""
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


# -- messages between the parent and a reading process ---------------------------------------------------------------


def _by_value(member: StrEnum) -> tuple[type[StrEnum], tuple[str]]:
    return type(member), (str(member.value),)


class _PlainPickler(pickle.Pickler):
    """Writes members of our classes as class and value: some Pythons would write a call of ``getattr``, which is not
    plain.
    """

    dispatch_table = dict.fromkeys(_PLAIN_CLASSES.values(), _by_value)


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN_CLASSES:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
        return _PLAIN_CLASSES[module, name]


def packed(message: object) -> bytes:
    """The bytes of a message of plain values; ``unpacked`` reverses it."""
    payload = io.BytesIO()
    _PlainPickler(payload, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    return payload.getvalue()


def send(stream: IO[bytes], message: object) -> None:
    """Write one message and flush it. Raises OSError where the reader is gone."""
    payload = packed(message)
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, still packed; None at the end of the stream, even where that cuts a message off."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None


def unpacked(payload: bytes) -> Any:
    """The plain values in a message. Raises pickle.UnpicklingError for anything else."""
    return _PlainUnpickler(io.BytesIO(payload)).load()
