"""Small OLE compound files with given stream names, written from [MS-CFB] and independently of the code under test."""

from __future__ import annotations

import struct

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def ole_file(*names: str, inside: bytes = b"") -> bytes:
    """A compound file whose directory holds ``names`` (four to a sector, sectors chained) and, last, raw ``inside``."""
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = b"".join(entries)
    sectors = len(directory) // _SECTOR
    chain = [*range(2, sectors + 1), _END]  # the directory starts in sector 1, after the table
    table = [_TABLE, *chain] + [_FREE] * (128 - 1 - sectors)
    header = bytearray(_SECTOR)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)  # one table sector; the directory begins in sector 1
    struct.pack_into("<109I", header, 76, 0, *[_FREE] * 108)
    return bytes(header) + struct.pack("<128I", *table) + directory + inside.ljust(_SECTOR, b"\0")


def _entry(name: str, kind: int) -> bytes:
    entry = bytearray(128)
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBB", entry, 64, len(encoded), kind, 1)
    struct.pack_into("<III", entry, 68, _FREE, _FREE, _FREE)
    return bytes(entry)
