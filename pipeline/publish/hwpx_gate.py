"""The HWPX read back: it must have every line of the report, in the report's order, and every picture.

Comes in: the report's blocks and the file. Goes out: sentences about what differs. The file is read as plain XML, not
with the code that wrote it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.model.result import RunResult
from pipeline.publish.report_lines import plain, texts_of
from pipeline.report.blocks import ChartBlock, Report

P = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"


def hwpx_faults(_result: RunResult, report: Report, path: Path) -> Iterator[str]:
    """As ``missing_lines``, with the parameters that the other gates have; this one does not need the run."""
    return missing_lines(report, path)


def missing_lines(report: Report, path: Path) -> Iterator[str]:
    """A sentence for each line that is not at its place, and one where pictures are missing. A line found too far down
    makes those after it seem missing too.
    """
    with zipfile.ZipFile(path) as package:
        section = etree.fromstring(package.read("Contents/section0.xml"))
    written = [
        plain("".join("".join(map(str, text.itertext())) for text in paragraph.iterfind(f"{P}run/{P}t"))).rstrip("*")
        for paragraph in section.iter(f"{P}p")
    ]
    at = 0
    for text in texts_of(report):
        try:
            at = written.index(text, at) + 1
        except ValueError:
            yield f"한글 문서의 제자리에 '{text}'이(가) 적히지 않음"
    pictures = sum(1 for _ in section.iter(f"{P}pic"))
    charts = sum(isinstance(block, ChartBlock) for block in report.blocks)
    if pictures != charts:
        yield f"한글 문서에 그림 {charts}개 가운데 {pictures}개만 실림"
