"""Messages between the parent and a reading process: four bytes of length, then a pickle of plain values.

Comes in: a binary stream. Goes out: one message at a time. Unpickling knows two classes of our own and nothing else,
so that even a reading process that a hostile file had taken over could not make the parent run anything.
"""

from __future__ import annotations

import io
import pickle
import struct
from enum import StrEnum
from typing import IO, Any

from pipeline.model.cells import CellKind
from pipeline.workbook.outcome import FileRule

_LENGTH = struct.Struct("<I")
_PLAIN_CLASSES = {("pipeline.model.cells", "CellKind"): CellKind, ("pipeline.workbook.outcome", "FileRule"): FileRule}


def _by_value(member: StrEnum) -> tuple[type[StrEnum], tuple[str]]:
    return type(member), (str(member.value),)


class _PlainPickler(pickle.Pickler):
    """Writes our classes by their values: some Pythons would name ``getattr`` for a member, which is no plain value."""

    dispatch_table = dict.fromkeys(_PLAIN_CLASSES.values(), _by_value)


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN_CLASSES:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
        return _PLAIN_CLASSES[module, name]


def packed(message: object) -> bytes:
    """A message of plain values, as ``unpacked`` takes it."""
    payload = io.BytesIO()
    _PlainPickler(payload, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    return payload.getvalue()


def send(stream: IO[bytes], message: object) -> None:
    """Write one message and flush it. Raises OSError where nobody reads any more."""
    payload = packed(message)
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, still packed; None at the end of the stream, also where it ends inside a message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None


def unpacked(payload: bytes) -> Any:
    """The plain values in a message. Raises pickle.UnpicklingError for anything else."""
    return _PlainUnpickler(io.BytesIO(payload)).load()
