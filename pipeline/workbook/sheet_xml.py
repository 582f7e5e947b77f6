"""The first reading: one pass over a sheet's XML, keeping every cell's address, type, formula, cached value and format.

Comes in: the bytes of a worksheet part. Goes out: a ``RawSheet`` of plain values, which are far cheaper to send between
processes than cells. What a stored cell means is decided in ``stored_values``; this module finds the cells. Rows
written as plainly as Excel writes them are read by regular expressions, about three times as fast as a tree; everything
else is parsed as XML. The two paths must never give different cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from pipeline.model.cells import PICTURE, column_letters, column_number
from pipeline.workbook.outcome import FileRule, ReadingLimits, Refused
from pipeline.workbook.package_parts import (
    MAIN,
    PLAIN_TEXT,
    SMALL_PART_BYTES,
    letters_of,
    main_tag,
    parse_part,
    stream_elements,
)
from pipeline.workbook.stored_values import (
    LAST_COLUMN,
    LAST_ROW,
    RawCell,
    StoredCell,
    ValueReader,
    check_ascending,
    moved_formula,
)
from pipeline.workbook.styles import RawLook, Run, runs_of
from pipeline.workbook.workbook_parts import SheetPart, WorkbookParts, has_password, item_text

_WORKSHEET, _SHEET_DATA, _ROW, _COLUMN, _MERGE, _PROTECTION, _CONDITIONAL = map(
    main_tag, ("worksheet", "sheetData", "row", "col", "mergeCell", "sheetProtection", "conditionalFormatting")
)
_CELL, _VALUE, _FORMULA, _INLINE = map(main_tag, ("c", "v", "f", "is"))
_ANY_ROW, _ANY_SHEET_DATA, _ANY_CELL = "{*}row", "{*}sheetData", "{*}c"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_CORNER = re.compile(r"([A-Z]{1,3})?([1-9][0-9]{0,6})?")
_FLAT, _NARROW = re.compile(r"[01](?:\.[0-9]+)?"), re.compile(r"0(?:\.[0-9]+)?")  # too flat or narrow for a digit
_HIDDEN_ROW = re.compile(rf' hidden="(?:1|true)"| ht="{_FLAT.pattern}"')
_TRUE = ("1", "true")
_LARGEST_KEPT = 50_000  # bytes of a sheet without its rows that are kept for the next workbook

# The fast path is taken only where *every* character of the rows fits a grammar so narrow (no comment, no CDATA, no
# prefix, no nesting, each cell in its own row) that matching it and parsing it as XML give the same result. The "+"
# after a quantifier makes it possessive (no backtracking): that keeps the match linear and saves a third of its time.
_CELL_HEAD = r'(?: s="[0-9]++")?+(?: t="[a-z]++")?+'
_CELL_BODY = rf'(?:/>|>(?:<f(?: aca="false")?+>{PLAIN_TEXT}++</f>)?+<v>{PLAIN_TEXT}*+</v></c>)'
_PLAIN_ROWS = re.compile(
    r'(?:<row r="(?P<row>[1-9][0-9]{0,6})"(?: [A-Za-z0-9:]+="[^"<&]*")*+'
    rf'(?:/>|>(?:<c r="[A-Z]{{1,3}}+(?P=row)"{_CELL_HEAD}{_CELL_BODY})*+</row>))*+'
)
_PLAIN_ROW = re.compile(r'<row r="([0-9]+)"([^>]*)>')
_PLAIN_CELL = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="([a-z]++)")?+(?:/>|>(?:<f[^>]*+>([^<]*+)</f>)?+<v>([^<]*+)<)'
)


@dataclass(slots=True)
class RawSheet:
    """One worksheet as read. ``cells`` are in the order of the file. ``empty_rows`` counts rows without a value."""

    name: str
    state: str
    cells: list[RawCell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    looks: list[RawLook] = field(default_factory=list)
    conditional: list[tuple[int, int, int, int]] = field(default_factory=list)
    empty_rows: int = 0
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """``rows`` are (row digits, attributes as written); ``frame`` is the part with its rows taken out."""

    rows: list[tuple[str, str]]
    cells: list[StoredCell]
    frame: bytes


@dataclass(slots=True)
class _Met:
    """What cells of a sheet say besides their own values: shared formulas by group, runs of rich texts by place.

    ``has_pictures``: an error without a formula may be a picture that was placed in the cell.
    """

    formulas: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    runs: dict[tuple[str, str], tuple[Run, ...]] = field(default_factory=dict)
    has_pictures: bool = False


class SheetReader:
    """Reads the worksheets of one workbook, counting their cells against one limit."""

    def __init__(self, parts: WorkbookParts, limits: ReadingLimits) -> None:
        self._limits = limits
        self._looks, self._has_pictures = parts.looks, parts.has_cell_pictures
        self._values = ValueReader(parts.strings, parts.formats, parts.date_1904, limits)

    def read(self, entry: SheetPart) -> RawSheet | None:
        """The sheet of an entry in the list of sheets; None for a chart or dialog sheet.

        Raises ``Refused`` for a cell stored twice, one far outside, or a part that is not a sheet.
        """
        xml = entry.part
        if xml is None:
            return None
        sheet, met = RawSheet(entry.name, entry.state), _Met(has_pictures=self._has_pictures)
        plain = self._plain_cells(sheet, xml) if len(xml) <= SMALL_PART_BYTES else None
        stored: Iterable[StoredCell] = self._parsed_cells(sheet, xml, met) if plain is None else plain
        if plain is None or self._looks.odd or self._looks.rich:
            stored = self._noting_looks(sheet, stored, met)
        sheet.cells = self._values.cells(sheet.name, stored, escaped=plain is not None)
        _note_conditional(sheet)
        sheet.empty_rows -= len({cell[0] for cell in sheet.cells})
        return sheet

    def _plain_cells(self, sheet: RawSheet, xml: bytes) -> list[StoredCell] | None:
        """The cells by the fast path; None where the rows, or the frame around them, do not allow it."""
        plain = plain_sheet(xml)
        if plain is None:
            return None
        read = _kept_frame if len(plain.frame) <= _LARGEST_KEPT else _read_frame
        frame = read(plain.frame, self._looks.odd_rules, self._limits.max_columns)
        if frame is None:
            return None
        rows = [int(digits) for digits, _ in plain.rows]
        check_ascending(sheet.name, rows)
        sheet.empty_rows = len(rows)
        sheet.hidden_rows = [row for row, (_, rest) in zip(rows, plain.rows, strict=True) if _HIDDEN_ROW.search(rest)]
        sheet.merged, sheet.hidden_columns = list(frame.merged), list(frame.hidden_columns)
        sheet.conditional, sheet.has_password = list(frame.conditional), frame.has_password
        return plain.cells

    def _parsed_cells(self, sheet: RawSheet, xml: bytes, met: _Met) -> Iterator[StoredCell]:
        """The cells by parsing the XML; also notes in ``sheet`` and ``met`` what else the sheet says."""
        rows: list[int] = []
        behind_rows = False
        tags = (_ANY_ROW, _ANY_SHEET_DATA, _COLUMN, _MERGE, _PROTECTION, _CONDITIONAL)
        for element in stream_elements(xml, _WORKSHEET, tags):
            if behind_rows and _is_foreign(element):
                continue
            if not _in_place(element):
                raise Refused(FileRule.DAMAGED)
            behind_rows |= element.tag == _SHEET_DATA
            if element.tag != _ROW:
                _add_feature(sheet, element, self._looks.odd_rules, self._limits.max_columns)
                continue
            row = _row_number(element, rows[-1] if rows else 0)
            rows.append(row)
            if element.get("hidden") in _TRUE or _FLAT.fullmatch(element.get("ht", "")):
                sheet.hidden_rows.append(row)
            if any(map(len, element)):  # skip rows without a value: there may be a million
                yield from _row_cells(sheet.name, element, row, met)
        check_ascending(sheet.name, rows)
        sheet.empty_rows = len(rows)

    def _noting_looks(self, sheet: RawSheet, stored: Iterable[StoredCell], met: _Met) -> Iterator[StoredCell]:
        """The same cells; also notes the odd looks among them in ``sheet``."""
        odd, rich = self._looks.odd, self._looks.rich
        for cell in stored:
            yield cell
            letters, digits, style, kind, _, value = cell
            runs = rich.get(value or "", ()) if kind == "s" else met.runs.get((letters, digits), ())
            if value and (runs or style in odd):
                look = self._looks.of(style, value, runs)
                if look is not None:
                    sheet.looks.append((int(digits), column_number(letters), *look))


def plain_sheet(xml: bytes) -> PlainSheet | None:
    """The rows of a plainly written sheet, or None where they must be parsed as XML. The caller must check that
    ``frame`` has exactly one empty <sheetData> of the main namespace right below the root; only that proves that the
    rows were not in a comment or under another name.
    """
    text = letters_of(xml)
    start, end = text.find("<sheetData>") + len("<sheetData>"), text.rfind("</sheetData>")
    if start < len("<sheetData>") or end < start:
        return None
    rows = text[start:end]
    if _PLAIN_ROWS.fullmatch(rows) is None:
        return None
    return PlainSheet(_PLAIN_ROW.findall(rows), _PLAIN_CELL.findall(rows), (text[:start] + text[end:]).encode())


def _read_frame(frame: bytes, odd_rules: frozenset[str], most_columns: int) -> RawSheet | None:
    """A sheet without its rows; None where the rows that were taken out were not where rows belong."""
    try:
        root = parse_part(frame)
    except Refused:
        return None
    data = list(root.iter(_ANY_SHEET_DATA))
    if root.tag != _WORKSHEET or len(data) != 1 or data[0].getparent() is not root:
        return None
    if data[0].tag != _SHEET_DATA or len(data[0]) or data[0].text:
        return None
    sheet = RawSheet("", "")
    for element in root.iter(_COLUMN, _MERGE, _PROTECTION, _CONDITIONAL):
        _add_feature(sheet, element, odd_rules, most_columns)
    return sheet


# Returns of the same form share many frames, so each process parses a frame only once.
_kept_frame = lru_cache(maxsize=64)(_read_frame)


def _add_feature(sheet: RawSheet, element: etree._Element, odd_rules: frozenset[str], most_columns: int) -> None:
    tag = element.tag
    if tag == _COLUMN:
        if element.get("hidden") in _TRUE or _NARROW.fullmatch(element.get("width", "")):
            sheet.hidden_columns.extend(_span(element, most_columns))
    elif tag == _MERGE:
        sheet.merged.append(_area_of(element.get("ref", "")))
    elif tag == _CONDITIONAL:
        if any(rule.get("dxfId") in odd_rules for rule in element):
            sheet.conditional.extend(_areas(element.get("sqref", "")))
    elif tag == _PROTECTION:
        sheet.has_password = has_password(element)


def _is_foreign(element: etree._Element) -> bool:
    """Whether it is an element of another namespace outside the rows, such as the <xdr:row> in the anchor of a check
    box: the second reader has stopped reading the sheet by then.
    """
    foreign = etree.QName(element).namespace != MAIN
    return foreign and all(above.tag != _SHEET_DATA for above in element.iterancestors())


def _in_place(element: etree._Element) -> bool:
    """False for rows and cells that are not where they belong. The second reader looks only at local names: it would
    read a foreign <c> anywhere as a cell, and a foreign <sheetData> as the sheet.
    """
    tag, parent = element.tag, element.getparent()
    above = None if parent is None else parent.tag
    if tag == _ROW:
        before = element.getprevious()
        return above == _SHEET_DATA and (before is None or before.tag == _ROW)
    if tag == _SHEET_DATA:
        return above == _WORKSHEET and all(child.tag == _ROW for child in element)
    return etree.QName(element).localname not in ("row", "sheetData")


def _row_number(row: etree._Element, previous: int) -> int:
    text = row.get("r")
    if text is None:  # some programs leave it out: it is the row after the previous one
        return previous + 1
    if not (text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= 7):
        raise Refused(FileRule.DAMAGED)
    return int(text)


def _row_cells(sheet: str, row: etree._Element, number: int, met: _Met) -> Iterator[StoredCell]:
    if any(cell.tag != _CELL or cell.getparent() is not row for cell in row.iter(_ANY_CELL)):
        raise Refused(FileRule.DAMAGED)
    digits, column = str(number), 0
    for cell in row.iterchildren(_CELL):
        reference = cell.get("r")
        if reference is None:  # it is the cell after the previous one
            column += 1
            letters = column_letters(column)
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise Refused(FileRule.DAMAGED)
            letters = match[1]
            column = column_number(letters)
            if match[2] != digits:
                raise Refused(FileRule.REPEATED_CELL, sheet=sheet, cell=reference)
        yield _stored_cell(cell, letters, digits, (number, column), met)


def _stored_cell(cell: etree._Element, letters: str, digits: str, place: tuple[int, int], met: _Met) -> StoredCell:
    kind, formula, value = cell.get("t", ""), "", None
    for child in cell:
        if child.tag == _VALUE:
            value = child.text or ""
        elif child.tag == _FORMULA:
            formula = _formula(child, place, met.formulas)
        elif child.tag == _INLINE:
            kind, value = "inlineStr", item_text(child)
            if runs := runs_of(child):
                met.runs[letters, digits] = runs
    if met.has_pictures and kind == "e" and cell.get("vm") and not formula:
        value = PICTURE
    return letters, digits, cell.get("s", ""), kind, formula, value


def _formula(element: etree._Element, place: tuple[int, int], shared: dict[str, tuple[int, int, str]]) -> str:
    text, group = element.text or "", element.get("si", "")
    if element.get("t") == "shared":
        if text:
            shared[group] = (*place, text)
        elif group in shared:
            row, column, first = shared[group]
            return moved_formula(first, place[0] - row, place[1] - column)
    return text or "?"  # a data table or a lost shared formula: still a formula, although its text is not here


def _area_of(reference: str) -> tuple[int, int, int, int]:
    """(top, left, bottom, right) of "A1:B2", of whole rows ("1:1") and whole columns ("A:C"). Raises ``Refused``."""
    usual = _AREA.fullmatch(reference)
    if usual is not None:
        return int(usual[2]), column_number(usual[1]), int(usual[4]), column_number(usual[3])
    corners = [_CORNER.fullmatch(corner) for corner in reference.replace("$", "").split(":")]
    first, last = corners[0], corners[-1]
    if len(corners) > 2 or first is None or last is None or not (first[0] and last[0]):
        raise Refused(FileRule.DAMAGED)
    top, left = int(first[2] or 1), column_number(first[1] or "A")
    return top, left, int(last[2] or LAST_ROW), column_number(last[1]) if last[1] else LAST_COLUMN


def _areas(references: str) -> Iterator[tuple[int, int, int, int]]:
    """The areas of a list; entries that are not areas of cells are skipped."""
    for reference in references.split():
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        first, last = corners[0], corners[-1]
        if first is not None and last is not None:
            yield int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])


def _note_conditional(sheet: RawSheet) -> None:
    """Mark, in the looks of a sheet, the cells that an odd conditional format covers."""
    if not sheet.conditional:
        return
    known = {(look[0], look[1]): look for look in sheet.looks}
    for row, column, *_ in sheet.cells:
        if any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in sheet.conditional):
            look = known.get((row, column), (row, column, False, "", "", False, False))
            known[row, column] = (*look[:5], True, look[6])
    sheet.looks = list(known.values())


def _span(column: etree._Element, most: int) -> Iterable[int]:
    first, last = column.get("min", ""), column.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        raise Refused(FileRule.DAMAGED)
    return range(int(first), min(int(last), most) + 1)
