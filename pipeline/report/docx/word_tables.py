"""A table block as a Word table: open at the sides, heavy rules above and below, header repeated, rows never split.

Comes in: a ``TableBlock`` and the text width. Goes out: a ``w:tbl`` element, built row by row so that the time grows
with the cells. It must not write captions or notes, and it must not decide what a cell says beyond the words for
states that carry no text of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipeline.assets.palette import GREY, HEADER_FILL, LINE, NAVY, TOTAL_FILL
from pipeline.model.figures import State
from pipeline.report.blocks import Align, Inline, Run, TableBlock, TableCell, TableColumn, TableRow, text_of
from pipeline.report.docx.breaks import kept_with_next, with_labels_repeated
from pipeline.report.docx.column_widths import breakable, pieces, share_out, text_width, wrap
from pipeline.report.docx.elements import PLAIN, Layout, add_shading, child, clean_text, element, paragraph
from pipeline.report.docx.word_styles import CELL_MARGIN_TWIPS, NORMAL_TABLE, SMALL_TABLE, TABLE_STYLE, TableLook

PARTIAL_MARK = "*"
PARTIAL_NOTE = "* 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임"
STATE_WORDS = {State.MISSING: "미제출", State.NOT_APPLICABLE: "해당없음"}

_INNER = 2 * CELL_MARGIN_TWIPS
_LONGEST_WORD = 6  # em: a longer Hangul word in a body cell may be broken
_LONGEST_HEADER = 4  # the same for a header, where the columns would not fit otherwise
_ROOM = 1.18  # where there is room, for a computer that has none of our fonts: its digits may be this much wider
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class _Column:
    """What every cell of one column shares. ``indent`` moves right-aligned digits under the middle of the header."""

    width: int
    align: Align
    indent: int
    total: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table being written: its block, look, columns and the ids of the styles by name."""

    block: TableBlock
    look: TableLook
    columns: tuple[_Column, ...]
    ids: Callable[[str], str]

    def style(self, total: bool) -> str:
        return self.ids(self.look.total if total else self.look.body)


def has_partial(block: TableBlock) -> bool:
    """Whether any cell prints a sum over an incomplete set."""
    return any(cell is not None and cell.state is State.PARTIAL for row in block.rows for cell in row.cells)


def build_table(block: TableBlock, width: int, ids: Callable[[str], str], *, keep_last: bool = False) -> Element:
    """The table as a ``w:tbl`` whose columns add up to exactly ``width`` twips.

    ``ids`` gives the id of a style by its name. ``keep_last`` holds the last row together with the note that follows.
    Raises ``ValueError`` for a row whose cells do not fill the columns, or where a merge and the rows below disagree.
    """
    _check_shape(block)
    look, widths = _fitted(block, width)
    lines = _printed_lines(block, widths, look)
    block = with_labels_repeated(block, lines)
    columns = tuple(_column(block, index, widths[index], look) for index in range(len(widths)))
    sheet = _Sheet(block, look, columns, ids)
    table = element("tbl")
    _add_table_properties(table, block, width, ids)
    grid = child(table, "tblGrid")
    for column_width in widths:
        child(grid, "gridCol", w=column_width)
    if any(column.header for column in block.columns):
        table.append(_header_row(sheet))
    for row, keep in zip(block.rows, kept_with_next(block, lines, keep_last=keep_last), strict=False):
        table.append(_body_row(sheet, row, keep_next=keep))
    return table


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
    """How many lines each row is printed with; a label over several rows does not make any of them higher."""
    lines = []
    for row in block.rows:
        heights = [
            sum(max(1, -(-text_width(text_of(line), look.size) // (width - _INNER))) for line in _lines_of(cell))
            for cell, width in zip(row.cells, widths, strict=True)
            if cell is not None and cell.rows == 1 and width > _INNER
        ]
        lines.append(max(heights, default=1))
    return lines


# --- widths ---------------------------------------------------------------------------------------------------------


def _fitted(block: TableBlock, width: int) -> tuple[TableLook, list[int]]:
    """The look and the column widths: what was asked for, and only where that cannot fit, softer rules."""
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
        for line in _lines_of(cell) if cell is not None else ():
            bold = row.total or index in block.total_columns
            for piece in pieces(text_of(line)):
                widest = max(widest, _piece_width(piece, look, room, bold=bold, cap=_LONGEST_WORD))
    return widest + _INNER


def _piece_width(piece: str, look: TableLook, room: float, *, bold: bool, cap: int | None) -> int:
    """Width of what must stay on one line; ``room`` is kept for a wider font where no line may end inside it."""
    if not breakable(piece):
        return round(text_width(piece, look.size, bold=bold) * room)
    return text_width(piece[:cap], look.size, bold=bold)


def _column(block: TableBlock, index: int, width: int, look: TableLook) -> _Column:
    column = block.columns[index]
    indent = 0
    if column.align is Align.RIGHT:
        widest = max((text_width(text, look.size, bold=True) for text in _texts(block, index)), default=0)
        # A little is kept back, so that a number edited by hand to one more digit still fits on its line.
        indent = max(0, (width - _INNER - round(widest * 1.15)) // 2)
    return _Column(width, column.align, indent, index in block.total_columns)


def _texts(block: TableBlock, index: int) -> Iterator[str]:
    for row in block.rows:
        cell = row.cells[index]
        if cell is not None and cell.align in (None, Align.RIGHT) and cell.state not in STATE_WORDS:
            yield from (text_of(line).removesuffix(PARTIAL_MARK) for line in _lines_of(cell))


# --- rows and cells -------------------------------------------------------------------------------------------------


def _add_table_properties(table: Element, block: TableBlock, width: int, ids: Callable[[str], str]) -> None:
    properties = child(table, "tblPr")
    child(properties, "tblStyle", val=ids(TABLE_STYLE))
    child(properties, "tblW", w=width, type="dxa")
    child(properties, "tblInd", w=0, type="dxa")
    # Said here as well as in the table's style, for programs that leave table styles aside.
    borders = child(properties, "tblBorders")
    for side, color, eighths in (("top", NAVY, 12), ("bottom", NAVY, 12), ("insideH", LINE, 4), ("insideV", LINE, 4)):
        child(borders, side, val="single", sz=eighths, space=0, color=color)
    child(properties, "tblLayout", type="fixed")
    first_column = 1 if block.header_columns else 0
    child(
        properties, "tblLook", val="04A0" if first_column else "0420", firstRow=1, lastRow=0, firstColumn=first_column,
        lastColumn=0, noHBand=0, noVBand=1,
    )  # fmt: skip
    headers = ", ".join(" ".join(clean_text(column.header).split()) for column in block.columns)
    unit = f" 단위: {block.unit}." if block.unit else ""
    child(properties, "tblCaption", val=clean_text(block.caption))
    child(
        properties,
        "tblDescription",
        val=f"자료 {len(block.rows)}행, 열 {len(block.columns)}개({headers}).{clean_text(unit)}",
    )


def _row(*, header: bool = False) -> Element:
    row = element("tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    if header:
        child(properties, "tblHeader")
    return row


def _cell(row: Element, width: int, *, fill: str = "", merge: str = "", rule_above: bool = False) -> Element:
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=width, type="dxa")
    if merge:
        child(properties, "vMerge", val=merge)
    if rule_above:
        child(child(properties, "tcBorders"), "top", val="single", sz=6, space=0, color=NAVY)
    if fill:
        add_shading(properties, fill)
    child(properties, "vAlign", val="center")
    return cell


def _header_row(sheet: _Sheet) -> Element:
    row = _row(header=True)
    style_id = sheet.ids(sheet.look.head)
    for column, place in zip(sheet.block.columns, sheet.columns, strict=True):
        cell = _cell(row, place.width, fill=HEADER_FILL)
        cell.append(paragraph(style_id, (Run("\n".join(_header_lines(column, place.width, sheet.look))),)))
    return row


def _header_lines(column: TableColumn, width: int, look: TableLook) -> list[str]:
    return wrap(clean_text(column.header), width - _INNER, look.size, bold=True)


def _body_row(sheet: _Sheet, row: TableRow, *, keep_next: bool) -> Element:
    made = _row()
    for index, (cell, column) in enumerate(zip(row.cells, sheet.columns, strict=True)):
        total = row.total or column.total
        fill = TOTAL_FILL if total else ""
        if cell is None:
            below = _cell(made, column.width, fill=fill, merge="continue")
            below.append(paragraph(sheet.style(total), layout=Layout(keep_next=keep_next or None)))
            continue
        merge = "restart" if cell.rows > 1 else ""
        target = _cell(made, column.width, fill=fill, merge=merge, rule_above=row.total)
        label = index < sheet.block.header_columns and sheet.look is not SMALL_TABLE
        _fill_cell(target, cell, column, sheet.style(total or cell.bold or label), keep_next)
    return made


def _fill_cell(target: Element, cell: TableCell, column: _Column, style_id: str, keep_next: bool) -> None:
    color = GREY if cell.state in STATE_WORDS else ""
    for line in _lines_of(cell):
        layout = _layout(keep_next, column, cell)
        if text_of(line).startswith(_BULLET):
            hanging = text_width(_BULLET, NORMAL_TABLE.size)
            layout = Layout(keep_next=keep_next or None, left=hanging, hanging=hanging, align=Align.LEFT)
        target.append(paragraph(style_id, line, layout, color=color))


def _lines_of(cell: TableCell) -> Sequence[Inline]:
    """The paragraphs to print: a state without text gets its word, a partial sum its mark; at least one paragraph."""
    if cell.state in STATE_WORDS and not any(text_of(line).strip() for line in cell.lines):
        return ((Run(STATE_WORDS[cell.state]),),)
    if cell.state is State.PARTIAL and cell.lines and not text_of(cell.lines[0]).endswith(PARTIAL_MARK):
        return ((*cell.lines[0], Run(PARTIAL_MARK)), *cell.lines[1:])
    return cell.lines or ((),)


def _layout(keep_next: bool, column: _Column, cell: TableCell) -> Layout:
    shown = cell.align or (Align.CENTER if _is_word_among_digits(cell, column.align) else column.align)
    indent = column.indent if shown is Align.RIGHT else 0
    if shown is Align.RIGHT and cell.state is State.PARTIAL:
        # The mark hangs out to the right, so that the digits still line up with those above and below.
        indent -= text_width(PARTIAL_MARK, NORMAL_TABLE.size)
    if not (keep_next or indent) and shown is Align.LEFT:
        return PLAIN
    return Layout(keep_next=keep_next or None, right=indent or None, align=shown)


def _is_word_among_digits(cell: TableCell, align: Align) -> bool:
    """Whether the cell prints 미제출 or 해당없음 in a column of right-aligned numbers."""
    return align is Align.RIGHT and cell.state in STATE_WORDS
