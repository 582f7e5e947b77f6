"""Names inside an OLE compound file (.xls, .hwp, .msg, password-protected .xlsx all share this container).

Comes in: the file's bytes. Goes out: the set of stream and storage names in its directory. Streams are never read.
Layout: [MS-CFB] 2.2 (header), 2.3 (sector chains), 2.6 (directory entries).
"""

from __future__ import annotations

import struct

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128
_HEADER_TABLE = struct.Struct("<109I")  # the sector numbers of the allocation table that fit into the header
_HEADER_BYTES = 512


def ole_names(data: bytes) -> frozenset[str]:
    """Names in the directory of an OLE file; whatever could be reached where the file is cut short."""
    if len(data) < _HEADER_BYTES:
        return frozenset()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return frozenset()
    sector_bytes = 1 << shift
    table = _allocation_table(data, sector_bytes)
    names: set[str] = set()
    sector, seen = struct.unpack_from("<I", data, 48)[0], set[int]()
    while sector not in seen and sector < len(data) // sector_bytes:
        seen.add(sector)
        start = (sector + 1) * sector_bytes
        names |= _entry_names(data[start : start + sector_bytes])
        sector = table[sector] if sector < len(table) else 0xFFFFFFFE
    return frozenset(names)


def _allocation_table(data: bytes, sector_bytes: int) -> list[int]:
    table: list[int] = []
    for sector in _HEADER_TABLE.unpack_from(data, 76):
        block = data[(sector + 1) * sector_bytes : (sector + 2) * sector_bytes]
        if len(block) < sector_bytes:  # unused slots hold 0xFFFFFFFF
            break
        table.extend(struct.unpack(f"<{sector_bytes // 4}I", block))
    return table


def _entry_names(block: bytes) -> set[str]:
    names = set()
    for start in range(0, len(block) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        length, kind = struct.unpack_from("<HB", block, start + 64)
        if kind and 2 < length <= 64:
            names.add(block[start : start + length - 2].decode("utf-16-le", errors="replace"))
    return names
