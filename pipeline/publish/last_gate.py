"""The last gate before publishing: every number in the written files is read again and compared with its figure.

Comes in: the run, the report's blocks and the folder as written. Goes out: nothing, or ``SelfCheckError`` naming
the first numbers that differ. The files are opened with other means than those that wrote them.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.errors import SelfCheckError
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Inline,
    Item,
    KeyFigures,
    Paragraph,
    Point,
    Report,
    Run,
    TableBlock,
    TitleBox,
    text_of,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INVISIBLE = re.compile(r"[\s\u2060\u200b\u00ad]+")
LEADING_NUMBER = re.compile(r"([△-]?)([0-9][0-9,]*)")
MOST_TOLD = 5


def check_outputs(result: RunResult, report: Report | None, document: Path | None, folder: Path) -> None:
    """Raise SelfCheckError unless results.json, the report's words and charts and the written DOCX say the same."""
    faults = list(_results_faults(result, folder / "results.json"))
    if report is not None and document is not None:
        faults += _wording_faults(result, report)
        faults += _drawing_faults(result, report)
        faults += _document_faults(report, document)
    if faults:
        raise SelfCheckError(
            f"내부 검산에서 서로 다른 수 {len(faults)}곳을 찾아 아무것도 발행하지 않았습니다. "
            "이전 결과는 그대로입니다.",
            details=tuple(faults[:MOST_TOLD]),
        )


def _results_faults(result: RunResult, path: Path) -> Iterator[str]:
    written = json.loads(path.read_text(encoding="utf-8"))["figures"]
    figures = list(result.figures)
    if len(written) != len(figures):
        yield f"results.json의 수 {len(written)}개와 계산한 수 {len(figures)}개가 다름"
    for entry, figure in zip(written, figures, strict=False):
        if entry["value"] != figure.value or entry["measure"] != figure.measure:
            yield f"{figure.key}: results.json {entry['value']} ≠ 계산 {figure.value}"


def _wording_faults(result: RunResult, report: Report) -> Iterator[str]:
    """Every run that prints a figure as a plain number prints that figure's own value."""
    for run in runs_of(report):
        if not run.figure or run.figure not in result.figures:
            continue
        value = result.figures.by_key(run.figure).value
        printed = _printed_number(run.text)
        if printed != value and not _in_thousands(printed, value):
            yield f"{run.figure}: 보고서 '{run.text}' ≠ 계산 {value}"


def _drawing_faults(result: RunResult, report: Report) -> Iterator[str]:
    """Every point of a chart has its figure's own value and prints it; one without a value draws none."""
    for point in points_of(report):
        if point.figure not in result.figures:
            continue
        value = result.figures.by_key(point.figure).value
        printed = None if value is None else _printed_number(point.text)
        if point.value != value or printed != value:
            yield f"{point.figure}: 그림 '{point.text}'({point.value}) ≠ 계산 {value}"


def _printed_number(text: str) -> int | None:
    """The whole number that a text begins with; △ is how offices write a minus."""
    match = LEADING_NUMBER.match(text)
    if match is None:
        return None
    number = int(match[2].replace(",", ""))
    return -number if match[1] else number


def _in_thousands(printed: int | None, value: int | None) -> bool:
    """Money is printed in thousands of won: within one of the value, as rounding that must add up may differ by one."""
    return printed is not None and value is not None and abs(printed - value / 1000) <= 1


def points_of(report: Report) -> Iterator[Point]:
    """Every point of every chart of a report, in order."""
    for block in report.blocks:
        if isinstance(block, ChartBlock):
            yield from (point for panel in block.panels for series in panel.series for point in series.points)


def runs_of(report: Report) -> Iterator[Run]:
    """Every run of text of a report, in order: sentences, tables, key figures."""
    for block in report.blocks:
        for line in _lines(block):
            yield from line


def _lines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Item | Paragraph):
        yield block.runs
    elif isinstance(block, KeyFigures):
        yield from ((item.value,) for item in block.items)
    elif isinstance(block, TableBlock):
        yield from (line for row in block.rows for cell in row.cells if cell is not None for line in cell.lines)
    elif isinstance(block, Heading):
        yield (Run(block.text),)
    elif isinstance(block, TitleBox):
        yield (Run(block.title),)
        yield (Run(block.status),)


def _document_faults(report: Report, path: Path) -> Iterator[str]:
    """Every line of the report stands in the DOCX, as often as it should; every picture is there."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    written = Counter(_plain("".join(part.text or "" for part in p.iter(f"{W}t"))) for p in body.iter(f"{W}p"))
    wanted: Counter[str] = Counter()
    for block in report.blocks:
        wanted.update(_plain(text_of(line)) for line in _lines(block) if text_of(line).strip())
    for text, count in wanted.items():
        if written[text] < count and not any(text in other for other in written):
            yield f"보고서에 '{text}'이(가) 적히지 않음"
    pictures = sum(1 for _ in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"))
    charts = sum(isinstance(block, ChartBlock) for block in report.blocks)
    if pictures != charts:
        yield f"그림 {charts}개 가운데 {pictures}개만 실림"


def _plain(text: str) -> str:
    return INVISIBLE.sub("", text)
