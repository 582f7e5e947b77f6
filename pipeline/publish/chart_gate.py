"""The charts of the DOCX read back: what Word draws, what "데이터 편집" opens, and the numbers in heatmap tables.

Comes in: the run, the report's blocks, the file's package and its body. Goes out: sentences about what differs. The
workbooks are read with calamine and the charts as plain XML, not with the libraries that wrote them.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from lxml import etree
from lxml.etree import _Element as Element
from python_calamine import CalamineWorkbook

from pipeline.count.derived import PARTIAL_MARK
from pipeline.model.result import RunResult
from pipeline.publish.report_lines import plain
from pipeline.report.blocks import ChartBlock, Panel, Point, Report, Series

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMAT = re.compile(r'#,##0(?:\.(0+))?(?:"([^"]*)")?')
Sheets = Mapping[str, Sequence[Sequence[object]]]
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class _Column:
    """A series as one place has it: its name, the labels along the axis, and the values (None: no value)."""

    name: str
    names: list[str]
    values: list[float | None]


def chart_faults(result: RunResult, report: Report, package: zipfile.ZipFile, body: Element) -> Iterator[str]:
    """A sentence for each chart that is missing above its caption, and for each name or number in it that differs."""
    captions = list(_above_captions(body))
    blocks = [block for block in report.blocks if isinstance(block, ChartBlock)]
    shown = sum(1 for above in captions if above[-1:] and _shows(above[-1]))
    if shown != len(blocks) or len(captions) != len(blocks):
        yield f"그림 {len(blocks)}개 가운데 {shown}개만 실림"
        return
    for block, above in zip(blocks, captions, strict=True):
        faults: Iterator[str] = iter(())
        if above[-1].tag == f"{W}tbl":
            tables = [made for made in above if made.tag == f"{W}tbl"][-len(block.panels) :]
            faults = (
                fault for panel, table in zip(block.panels, tables, strict=True) for fault in _cells(panel, table)
            )
        elif parts := [_part(package, "word/document.xml", made) for made in above[-1].iter(f"{C}chart")]:
            faults = _charts(result, block, package, parts)
        yield from (f"{block.caption}: {fault}" for fault in faults)


def _above_captions(body: Element) -> Iterator[list[Element]]:
    """For each chart's caption, in order, all elements above it in the body, the nearest last."""
    children, number = list(next(body.iter(f"{W}body"))), 1
    for index, child in enumerate(children):
        text = plain("".join(part.text or "" for part in child.iter(f"{W}t"))) if child.tag == f"{W}p" else ""
        if text.startswith(f"<그림{number}>"):
            yield children[:index]
            number += 1


def _shows(made: Element) -> bool:
    return made.tag == f"{W}tbl" or any(True for _ in made.iter(_PICTURE))


# --- heatmaps as tables ---------------------------------------------------------------------------------------------


def _cells(panel: Panel, table: Element) -> Iterator[str]:
    rows = [
        ["".join(part.text or "" for part in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]
    for series, row in zip_longest(panel.series, rows[1:]):
        if series is None or row is None or plain(row[0]) != plain(series.name):
            yield "그림표의 줄이 다름"
            return
        for point, head, cell in zip_longest(series.points, rows[0][1:], row[1:]):
            if point is None or plain(head or "") != plain(point.label) or not _says(point, cell or ""):
                yield f"그림표의 칸 '{cell}' ≠ '{'' if point is None else point.text}'"


def _says(point: Point, text: str) -> bool:
    """Whether a printed text is that of the point, up to the mark of a partial sum; where the point has no value, any
    text without a digit will do.
    """
    if point.value is None:
        return not _DIGIT.search(text)
    return plain(text).rstrip(PARTIAL_MARK) == plain(point.text).rstrip(PARTIAL_MARK)


# --- charts ---------------------------------------------------------------------------------------------------------


def _charts(result: RunResult, block: ChartBlock, package: zipfile.ZipFile, parts: Sequence[str]) -> Iterator[str]:
    if len(parts) != len(block.panels):
        yield f"워드 그래프 {len(block.panels)}개 가운데 {len(parts)}개만 실림"
        return
    for panel, part in zip(block.panels, parts, strict=True):
        root = etree.fromstring(package.read(part))
        (link,) = root.iter(f"{C}externalData")
        book = CalamineWorkbook.from_filelike(io.BytesIO(package.read(_part(package, part, link))))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
        for series, drawn in zip_longest(panel.series, root.iter(f"{C}ser")):
            if series is None or drawn is None:
                yield "그래프의 계열 수가 다름"
                return
            names = [point.label for point in panel.series[0].points]
            wanted = _Column(series.name, names, _wanted(result, series))
            yield from _differences("워드 그래프", wanted, _cached(drawn))
            yield from _differences("그래프의 엑셀 자료", wanted, _in_cells(drawn, sheets))
            yield from _label_faults(series, wanted.values, drawn)


def _wanted(result: RunResult, series: Series) -> list[float | None]:
    figures = result.figures
    return [figures.by_key(point.figure).value if point.figure in figures else point.value for point in series.points]


def _differences(where: str, wanted: _Column, found: _Column) -> Iterator[str]:
    if plain(found.name) != plain(wanted.name):
        yield f"{where}의 이름 '{found.name}' ≠ '{wanted.name}'"
    for name, told, value, number in zip_longest(wanted.names, found.names, wanted.values, found.values):
        if name is None or told is None or not plain(told).startswith(plain(name)):
            yield f"{where}의 이름 '{told}' ≠ '{name}'"
        if not _same(value, number):
            yield f"{where}의 '{' '.join((name or '').split())}' {number} ≠ 계산 {value}"


def _same(value: float | None, number: float | None) -> bool:
    """Whether both are the same number. A workbook holds 16 digits and a ratio may have 17, so the last may differ."""
    return value == number if value is None or number is None else math.isclose(value, number, rel_tol=1e-15)


def _cached(series: Element) -> _Column:
    """The copy of the data in the chart itself, which Word draws until somebody opens the workbook."""

    def texts(tag: str) -> list[str | None]:
        cache = next(_first(series, tag).iter(f"{C}strCache", f"{C}numCache"))
        told = {point.get("idx"): point.findtext(f"{C}v") for point in cache.iter(f"{C}pt")}
        return [told.get(str(index)) for index in range(int(_first(cache, "ptCount").get("val", "")))]

    values = [None if text is None else float(text) for text in texts("val")]
    return _Column(texts("tx")[0] or "", [text or "" for text in texts("cat")], values)


def _in_cells(series: Element, sheets: Sheets) -> _Column:
    """The data in those cells of the workbook that the chart refers to."""
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415 - slow, and few reports have such a chart

    def cells(tag: str) -> list[object]:
        sheet, _, area = (_first(_first(series, tag), "f").text or "").rpartition("!")
        left, top, _, bottom = (number or 0 for number in range_boundaries(area))
        rows = sheets[sheet.strip("'")]
        return [rows[row][left - 1] if row < len(rows) else "" for row in range(top - 1, bottom)]

    values = [None if value == "" else float(str(value)) for value in cells("val")]
    return _Column(str(cells("tx")[0]), [str(name) for name in cells("cat")], values)


def _label_faults(series: Series, values: Sequence[float | None], drawn: Element) -> Iterator[str]:
    """A sentence for each bar whose label, a formatted number or a text, does not print the bar's own number."""
    labels = {_first(label, "idx").get("val"): label for label in drawn.iter(f"{C}dLbl")}
    for index, (point, value) in enumerate(zip(series.points, values, strict=True)):
        label = labels.get(str(index))
        printed = "" if label is None or value is None else _printed(label, value)
        if value is not None and not _says(point, printed):
            yield f"워드 그래프에 적힌 '{printed}' ≠ '{point.text}'"


def _printed(label: Element, value: float) -> str:
    if label.find(f"{C}tx") is not None:
        return "".join(map(str, _first(label, "tx").itertext()))
    found = _FORMAT.fullmatch(_first(label, "numFmt").get("formatCode", ""))
    if found is None or _first(label, "showVal").get("val") != "1":
        return ""
    decimals = len(found[1] or "")
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,.{decimals}f}{found[2] or ''}"


def _first(parent: Element, tag: str) -> Element:
    return next(parent.iter(f"{C}{tag}"))


def _part(package: zipfile.ZipFile, source: str, link: Element) -> str:
    """The name of the part that ``link``, an element of the part ``source``, refers to."""
    folder, name = posixpath.split(source)
    links = etree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    target = next(one.get("Target", "") for one in links if one.get("Id") == link.get(_ID))
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
