"""The boxes in which Excel shows notes: a VML drawing, edited as text, because not every drawing that Excel writes is
valid XML.

Comes in: the bytes of a drawing (or none) and where notes stand. Goes out: the drawing with boxes added, made larger or
removed. Boxes are large enough for their text to be read without dragging. Other shapes are not touched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from pipeline.korean import text_width
from pipeline.reply.marked.sheet_part import Position, SheetPart

EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NAMESPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
BLOCK = 1024  # shape numbers come in blocks of this size; a block belongs to one sheet of the workbook
WIDTH_PX, LINE_PX, AIR_PX, CHARACTER_PX, LEAST_PX = 330, 16, 18, 6.2, 60
OFFSET_COLUMN_PX, OFFSET_ROW_PX = 12, 2
MOST_STEPS = 500
FILL = "#fffde7"

# Any prefix: Excel's own are v, o and x, other programs number theirs.
_SHAPE = re.compile(rb"<(\w+):shape\b.*?</\1:shape>", re.DOTALL)
_ROW = re.compile(rb"<\w+:Row>\s*([0-9]+)\s*</")
_COLUMN = re.compile(rb"<\w+:Column>\s*([0-9]+)\s*</")
_ANCHOR = re.compile(rb"(<\w+:Anchor>)[^<]*(</\w+:Anchor>)")
_NUMBERS = re.compile(rb"_x0000_s([0-9]{1,9})")
_MAP = re.compile(rb"""(<\w+:idmap\b[^>]*?\bdata=)(["'])([0-9, ]*)\2""")


def first_block(drawings: Iterable[bytes]) -> int:
    """The first block of shape numbers that no drawing of the workbook uses."""
    lists = [found[2] for drawing in drawings for found in _MAP.findall(drawing)]
    return max((int(number) for blocks in lists for number in re.findall(rb"[0-9]+", blocks)), default=0) + 1


class NoteShapes:
    """The drawing of one sheet."""

    def __init__(self, drawing: bytes, sheet: SheetPart) -> None:
        self._drawing, self._sheet = drawing, sheet
        self._added: list[tuple[Position, str]] = []

    def add(self, position: Position, text: str) -> None:
        self._added.append((position, text))

    def resize(self, position: Position, text: str) -> None:
        """Make room for a longer text in the box that a note has."""
        shape = self._find(position)
        if shape:
            anchor = self._anchor(position, text).encode()
            changed = _ANCHOR.sub(rb"\g<1>" + anchor + rb"\g<2>", shape, count=1)
            self._drawing = self._drawing.replace(shape, changed, 1)

    def remove(self, position: Position) -> None:
        shape = self._find(position)
        if shape:
            self._drawing = self._drawing.replace(shape, b"", 1)

    def to_bytes(self, free_block: int) -> bytes:
        """The drawing with its new boxes; ``free_block`` is the first block of numbers that may be taken."""
        if not self._added:
            return self._drawing
        head, end, tail = self._drawing.rpartition(b"</xml>")
        if not end:  # not Excel's prefix: the rest may be unusual too
            return self._drawing
        numbers, blocks = self._free_numbers(head, free_block)
        new = b"".join(self._shape(number, place) for place, number in enumerate(numbers))
        kind = b"" if b'id="_x0000_t202"' in head else _declared(_SHAPE_TYPE, head)
        drawing = head + kind + b"".join((new, end, tail))
        return _MAP.sub(lambda found: found[1] + found[2] + blocks.encode() + found[2], drawing, count=1)

    def _free_numbers(self, head: bytes, free_block: int) -> tuple[list[int], str]:
        """The numbers for the new boxes, and the list of all blocks of the drawing."""
        used = {int(number) for number in _NUMBERS.findall(head)}
        known = _MAP.search(head)
        blocks = [int(number) for number in re.findall(rb"[0-9]+", known[3])] if known else []
        next_block = max([free_block, *(block + 1 for block in blocks)])
        numbers: list[int] = []
        for block in blocks:
            numbers += (number for number in _block_numbers(block) if number not in used)
        while len(numbers) < len(self._added):
            blocks.append(next_block)
            numbers += (number for number in _block_numbers(next_block) if number not in used)
            next_block += 1
        return numbers[: len(self._added)], ",".join(map(str, blocks))

    def _shape(self, number: int, place: int) -> bytes:
        position, text = self._added[place]
        row, column = position
        height = _height(text)
        shape = (
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
            f"style='position:absolute;margin-left:60pt;margin-top:2pt;width:{WIDTH_PX * 0.75:g}pt;"
            f"height:{height * 0.75:g}pt;z-index:{place + 1};visibility:hidden' "
            f'fillcolor="{FILL}" o:insetmode="auto"><v:fill color2="{FILL}"/>'
            '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{self._anchor(position, text)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
        return _declared(shape.encode(), self._drawing)

    def _find(self, position: Position) -> bytes:
        """The box of the note at a cell; empty where the drawing is written differently."""
        row, column = (str(number - 1).encode() for number in position)
        for found in _SHAPE.finditer(self._drawing):
            shape = found[0]
            rows, columns = _ROW.search(shape), _COLUMN.search(shape)
            if b'ObjectType="Note"' in shape and rows and columns and (rows[1], columns[1]) == (row, column):
                return shape
        return b""

    def _anchor(self, position: Position, text: str) -> str:
        """The box as Excel wants it: column, offset, row, offset of the upper left and of the lower right corner."""
        row, column = position
        top = max(row - 1, 1)
        right = _walk(column + 1, OFFSET_COLUMN_PX + WIDTH_PX, self._sheet.column_px)
        bottom = _walk(top, OFFSET_ROW_PX + _height(text), self._sheet.row_px)
        numbers = (column, OFFSET_COLUMN_PX, top - 1, OFFSET_ROW_PX, right[0] - 1, right[1], bottom[0] - 1, bottom[1])
        return ", ".join(map(str, numbers))


def _block_numbers(block: int) -> range:
    """The numbers of a block; its first one stands for the drawing itself."""
    return range(block * BLOCK + 1, (block + 1) * BLOCK)


def _walk(first: int, distance: int, size_of: Callable[[int], int]) -> tuple[int, int]:
    """The column (row) at a distance from the start of the first one, and how far into it. Hidden columns (rows) have
    no size.
    """
    place = first
    while place < first + MOST_STEPS and distance >= (size := size_of(place)):
        distance -= size
        place += 1
    return place, distance


def _height(text: str) -> int:
    """The height in pixels that a note with this text needs."""
    characters = (WIDTH_PX - AIR_PX) / CHARACTER_PX
    lines = sum(max(1, math.ceil(text_width(line) / characters)) for line in text.split("\n"))
    return max(LEAST_PX, lines * LINE_PX + AIR_PX)


def _declared(element: bytes, drawing: bytes) -> bytes:
    """The element, with declarations for the prefixes that the drawing itself does not declare."""
    missing = b"".join(b" " + namespace for namespace in _NAMESPACES if namespace not in drawing)
    name, space, rest = element.partition(b" ")
    return name + missing + space + rest
