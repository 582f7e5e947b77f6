"""How a table will look on paper: widths that add up, header lines, the words of each cell, where digits line up.

Comes in: a ``TableBlock`` and the text width in twips. Goes out: plain data that ``docx`` and ``hwpx`` make their
elements from. It must not know a file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.count.derived import MARKS, PARTIAL_MARK
from pipeline.model.figures import State
from pipeline.model.words import IN_QUESTION, STATE_WORDS
from pipeline.report.blocks import Align, Inline, Run, TableBlock, TableCell, TableColumn, TableRow, text_of
from pipeline.report.layout.breaks import kept_with_next, with_labels_repeated
from pipeline.report.layout.column_widths import breakable, pieces, share_out, text_width, wrap
from pipeline.report.layout.plain_text import clean_text
from pipeline.report.layout.styles import CELL_MARGIN_TWIPS, NORMAL_TABLE, SMALL_TABLE, Style, TableLook

WITHOUT_NUMBER = (State.MISSING, State.NOT_APPLICABLE)

_INNER = 2 * CELL_MARGIN_TWIPS
_LONGEST_WORD = 6  # em: a longer Hangul word in a body cell may be broken
_LONGEST_HEADER = 4  # the same for a header, where the columns would not fit otherwise
_ROOM = 1.18  # extra width where there is room: on a computer without our fonts the digits may be this much wider
BULLET = "- "
_NUMBER = re.compile(rf"△?[\d,]+(\.\d+)?(?P<unit>[가-힣%]{{0,2}})[{re.escape(MARKS)}]{{0,2}}")
_NO_NUMBERS = frozenset(("", "–", IN_QUESTION, *map(STATE_WORDS.get, WITHOUT_NUMBER)))


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """What every cell of one column shares. ``indent`` moves right-aligned digits under the middle of the header."""

    width: int
    align: Align
    indent: int
    total: bool


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table fitted to the page. ``block`` has long labels repeated; ``lines`` and ``kept`` have one entry per row:
    the number of printed lines, and whether the row stays with the row below.
    """

    block: TableBlock
    look: TableLook
    columns: tuple[PlacedColumn, ...]
    lines: tuple[int, ...]
    kept: tuple[bool, ...]

    @property
    def has_header(self) -> bool:
        return any(column.header for column in self.block.columns)

    def header_lines(self, index: int) -> list[str]:
        """The lines of a column's header."""
        return header_lines(self.block.columns[index], self.columns[index].width, self.look)

    def is_total(self, row: TableRow, index: int) -> bool:
        return row.total or self.columns[index].total

    def style_of(self, row: TableRow, index: int, cell: TableCell | None) -> Style:
        """The paragraph style of a cell; labels and totals are bold."""
        label = index < self.block.header_columns and self.look is not SMALL_TABLE
        strong = self.is_total(row, index) or (cell is not None and (cell.bold or label))
        return self.look.total if strong else self.look.body


def place_table(block: TableBlock, width: int, *, keep_last: bool = False) -> PlacedTable:
    """The table fitted to ``width`` twips. ``keep_last`` keeps the last row on the page of the note that follows.

    Raises ``ValueError`` for a row whose cells do not fill the columns, or where a merge and the rows below disagree.
    """
    _check_shape(block)
    look, widths = _fitted(block, width)
    lines = _printed_lines(block, widths, look)
    block = with_labels_repeated(block, lines)
    columns = tuple(_placed_column(block, index, widths[index], look) for index in range(len(widths)))
    return PlacedTable(block, look, columns, tuple(lines), tuple(kept_with_next(block, lines, keep_last=keep_last)))


def has_partial(block: TableBlock) -> bool:
    """Whether any cell prints a sum over an incomplete set."""
    return any(cell is not None and cell.state is State.PARTIAL for row in block.rows for cell in row.cells)


def header_lines(column: TableColumn, width: int, look: TableLook) -> list[str]:
    """A column's header as the lines that fit into ``width`` twips."""
    return wrap(clean_text(column.header), width - _INNER, look.size, bold=True)


def _check_shape(block: TableBlock) -> None:
    below = [0] * len(block.columns)
    for number, row in enumerate(block.rows, start=1):
        if len(row.cells) != len(block.columns):
            raise ValueError(f"{block.key}: row {number} has {len(row.cells)} cells for {len(block.columns)} columns")
        for index, cell in enumerate(row.cells):
            if (cell is None) != (below[index] > 0):
                raise ValueError(f"{block.key}: row {number}, column {index + 1} does not fit the merge above it")
            below[index] = below[index] - 1 if cell is None else cell.rows - 1
    if any(below):
        raise ValueError(f"{block.key}: a merged cell reaches below the last row")


def _printed_lines(block: TableBlock, widths: Sequence[int], look: TableLook) -> list[int]:
    """How many lines each row takes when printed; a label over several rows does not make any of them higher."""
    lines = []
    for row in block.rows:
        heights = [
            sum(max(1, -(-text_width(text_of(line), look.size) // (width - _INNER))) for line in lines_of(cell))
            for cell, width in zip(row.cells, widths, strict=True)
            if cell is not None and cell.rows == 1 and width > _INNER
        ]
        lines.append(max(heights, default=1))
    return lines


# --- widths ---------------------------------------------------------------------------------------------------------


def _fitted(block: TableBlock, width: int) -> tuple[TableLook, list[int]]:
    """The look and the column widths: as asked for, or by looser rules where that does not fit."""
    weights = [max(column.width, 0.01) for column in block.columns]
    first = SMALL_TABLE if block.small else NORMAL_TABLE
    look, minimums = first, [0] * len(weights)
    for look, strict, room in (
        (first, True, _ROOM),
        (first, True, 1.0),
        (first, False, 1.0),
        (SMALL_TABLE, False, 1.0),
    ):
        minimums = [_least_width(block, index, look, room, strict=strict) for index in range(len(weights))]
        if sum(minimums) <= width:
            break
    return look, share_out(width, weights, minimums)


def _least_width(block: TableBlock, index: int, look: TableLook, room: float, *, strict: bool) -> int:
    header_cap = None if strict else _LONGEST_HEADER
    widest = max(
        (_piece_width(piece, look, room, bold=True, cap=header_cap) for piece in pieces(block.columns[index].header)),
        default=0,
    )
    for row in block.rows:
        cell = row.cells[index]
        for line in lines_of(cell) if cell is not None else ():
            bold = row.total or index in block.total_columns
            for piece in pieces(text_of(line)):
                widest = max(widest, _piece_width(piece, look, room, bold=bold, cap=_LONGEST_WORD))
    return widest + _INNER


def _piece_width(piece: str, look: TableLook, room: float, *, bold: bool, cap: int | None) -> int:
    """Width of what must stay on one line. A piece that cannot be broken gets ``room`` times its width, for wider
    fonts.
    """
    if not breakable(piece):
        return round(text_width(piece, look.size, bold=bold) * room)
    return text_width(piece[:cap], look.size, bold=bold)


def align_of(block: TableBlock, index: int) -> Align:
    """The alignment of a column: right for a centred column of numbers, so that digits line up; otherwise as it
    asks.
    """
    column = block.columns[index]
    return Align.RIGHT if column.align is Align.CENTER and _holds_numbers(block, index) else column.align


def _holds_numbers(block: TableBlock, index: int) -> bool:
    """Whether it is no label column and each cell holds one number, a word for a state or a dash; at least one
    number.
    """
    if index < block.header_columns:
        return False
    texts = [text_of(lines_of(cell)[0]) for row in block.rows if (cell := row.cells[index]) is not None]
    single = all(cell is None or len(lines_of(cell)) == 1 for cell in (row.cells[index] for row in block.rows))
    numbers = [bool(_NUMBER.fullmatch(text)) for text in texts]
    return single and any(numbers) and all(map(_is_number_or_none, numbers, texts))


def _is_number_or_none(is_number: bool, text: str) -> bool:
    return is_number or text in _NO_NUMBERS


def _placed_column(block: TableBlock, index: int, width: int, look: TableLook) -> PlacedColumn:
    align, indent = align_of(block, index), 0
    if align is Align.RIGHT:
        widest = max((text_width(text, look.size, bold=True) for text in _texts(block, index)), default=0)
        # A little room is kept, so that a number edited by hand to have one digit more still fits on its line.
        indent = max(0, (width - _INNER - round(widest * 1.15)) // 2)
    return PlacedColumn(width, align, indent, index in block.total_columns)


def _texts(block: TableBlock, index: int) -> Iterator[str]:
    for row in block.rows:
        cell = row.cells[index]
        if cell is not None and cell.align in (None, Align.RIGHT) and cell.state not in WITHOUT_NUMBER:
            yield from (text_of(line).rstrip(MARKS) for line in lines_of(cell))


def lines_of(cell: TableCell) -> Sequence[Inline]:
    """The paragraphs to print: a state without text gets its word, a partial sum its mark; at least one paragraph."""
    if cell.state in WITHOUT_NUMBER and not any(text_of(line).strip() for line in cell.lines):
        return ((Run(STATE_WORDS[cell.state]),),)
    if cell.state is State.PARTIAL and cell.lines and not text_of(cell.lines[0]).endswith(PARTIAL_MARK):
        return ((*cell.lines[0], Run(PARTIAL_MARK)), *cell.lines[1:])
    return cell.lines or ((),)


def alignment(cell: TableCell, column: PlacedColumn) -> tuple[Align, int]:
    """A cell's alignment, and the indent from the right in twips that centres the digits under the header."""
    shown = cell.align or (Align.CENTER if _is_word_among_digits(cell, column.align) else column.align)
    indent = column.indent if shown is Align.RIGHT else 0
    if shown is Align.RIGHT and (marks := _marks_behind(cell)):
        # Marks hang to the right of the digits, so that the digits still line up with those above and below.
        indent -= text_width(marks, NORMAL_TABLE.size)
    return shown, indent


def _marks_behind(cell: TableCell) -> str:
    text = text_of(lines_of(cell)[0])
    return text[len(text.rstrip(MARKS)) :]


def _is_word_among_digits(cell: TableCell, align: Align) -> bool:
    """Whether the cell prints 미제출, 해당없음 or a dash in a column of right-aligned numbers."""
    return align is Align.RIGHT and (cell.state in WITHOUT_NUMBER or text_of(lines_of(cell)[0]) in _NO_NUMBERS)
