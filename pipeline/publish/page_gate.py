"""The page read back: every line of the report in its order, every button's number, every value in its data, and each
of our numbers that is shown beside one of the officer's own.

Comes in: the run, the report's blocks and the file. Goes out: sentences about what differs. The page is read with
lxml's HTML parser, not with the code that wrote it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.count.derived import marks_of
from pipeline.model.result import RunResult
from pipeline.publish.report_lines import plain, points_of, runs_of, texts_of
from pipeline.report.blocks import ChartBlock, Report
from pipeline.report.page.alongside import ALONGSIDE

_Text = Any  # always text, although the parser's types allow bytes too
_LINES = frozenset({"p", "h1", "h2", "h3", "h4"})


class _Reading:
    """The lines inside ``main``, the buttons with the number of the key that each opens, the number of pictures, and
    the data. The parser calls it for each tag and text.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.buttons: list[tuple[int, str]] = []  # of the report
        self.alongside: list[tuple[int, str]] = []  # beside the officer's own totals
        self.pictures = 0
        self.written = ""
        self._in_main = self._in_data = False
        self._key: int | None = None
        self._told = self.buttons

    def start(self, tag: _Text, attrib: Mapping[_Text, _Text]) -> None:
        self._in_main = self._in_main or tag == "main"
        self._in_data = tag == "script" and attrib.get("id") == "data"
        self.pictures += tag == "img"
        if tag == "section":
            self._told = self.alongside if attrib.get("id") == ALONGSIDE else self.buttons
        if tag in _LINES:
            self.lines.append("")
        if tag == "button" and "data-k" in attrib:
            self._key = int(attrib["data-k"])
            self._told.append((self._key, ""))

    def end(self, tag: _Text) -> None:
        self._in_main = self._in_main and tag != "main"
        self._in_data = False
        if tag == "button":
            self._key = None

    def data(self, data: _Text) -> None:
        if self._in_data:
            self.written += data
        if self._in_main and self.lines:
            self.lines[-1] += data
        if self._key is not None:
            self._told[-1] = (self._key, self._told[-1][1] + data)

    def comment(self, text: _Text) -> None:
        """Comments are ignored."""

    def close(self) -> None:
        """The parser calls this at the end; there is nothing to do."""


def page_faults(result: RunResult, report: Report, path: Path) -> Iterator[str]:
    """A sentence for each line, button or value that differs, and one where pictures are missing."""
    reading = _Reading()
    parser = etree.HTMLParser(target=reading, huge_tree=True)  # a picture is one long attribute
    etree.HTML(path.read_text(encoding="utf-8"), parser)
    written = [plain(line).rstrip("*") for line in reading.lines]
    at = 0
    for text in texts_of(report):
        try:
            at = written.index(text, at) + 1
        except ValueError:
            yield f"근거보기의 제자리에 '{text}'이(가) 적히지 않음"
    charts = sum(isinstance(block, ChartBlock) for block in report.blocks)
    if reading.pictures != charts:
        yield f"근거보기에 그림 {charts}개 가운데 {reading.pictures}개만 실림"
    data = json.loads(reading.written)
    keys = [told["key"] for told in (*data["figures"], *data["worked"])]
    wanted = Counter((run.figure, plain(run.text)) for run in runs_of(report) if run.figure)
    wanted.update((point.figure, plain(point.text)) for point in points_of(report) if point.figure)
    found = Counter((keys[number], plain(text)) for number, text in reading.buttons)
    for key, text in (wanted - found) + (found - wanted):
        yield f"{key}: 보고서의 수 '{text}'와(과) 근거보기의 단추가 다름"
    for number, text in reading.alongside:
        figure = result.figures.by_key(keys[number])
        if text != f"{figure.value:,}{figure.unit}{marks_of(figure)}":
            yield f"{figure.key}: 근거보기의 대조에 '{text}'(으)로 적힘"
    for told in data["figures"]:
        value = result.figures.by_key(told["key"]).value
        if told.get("value") != value:
            yield f"{told['key']}: 근거보기 {told.get('value')} ≠ 계산 {value}"
