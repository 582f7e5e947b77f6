"""The last gate before publishing: every number in the written files is read back and compared with its figure.

Comes in: the run, the report's blocks and the folder as written. Goes out: nothing, or ``SelfCheckError`` naming
the first numbers that differ. The files are not read with the code that wrote them.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from pipeline.errors import SelfCheckError
from pipeline.model.result import RunResult
from pipeline.publish.chart_gate import W, chart_faults
from pipeline.publish.hwpx_gate import hwpx_faults
from pipeline.publish.page_gate import page_faults
from pipeline.publish.recomputed import is_printed_as, is_won, recomputed
from pipeline.publish.report_lines import lines_of, plain, points_of
from pipeline.report.blocks import Report, Run, text_of

LEADING_NUMBER = re.compile(r"([△-]?)([0-9][0-9,]*)")
MOST_TOLD = 5


def check_outputs(result: RunResult, report: Report | None, documents: Sequence[Path], folder: Path) -> None:
    """Raise SelfCheckError unless results.json, the report's text and charts and its written files have the same
    numbers.
    """
    faults = list(_results_faults(result, folder / "results.json"))
    if report is not None:
        faults += _wording_faults(result, report)
        faults += _drawing_faults(result, report)
        for path in documents:
            faults += _READERS[path.suffix](result, report, path)
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
    """A sentence for each run of text whose number is not the value of its figure, or, for a key composed of several
    figures, not the value calculated from them.
    """
    for run, alone in _printed_runs(report):
        if run.figure not in result.figures:
            yield from _derived_faults(result, run.figure, run.text, alone=alone)
            continue
        value = result.figures.by_key(run.figure).value
        printed = _printed_number(run.text)
        if printed != value and not (is_won(run.figure) and _in_thousands(printed, value)):
            yield f"{run.figure}: 보고서 '{run.text}' ≠ 계산 {value}"


def _printed_runs(report: Report) -> Iterator[tuple[Run, bool]]:
    """Every run of text that prints a figure, and whether it is alone on its line, as in a table."""
    for block in report.blocks:
        for parts in lines_of(block):
            yield from ((run, len(parts) == 1) for run in parts if run.figure)


def _drawing_faults(result: RunResult, report: Report) -> Iterator[str]:
    """A sentence for each point of a chart that does not have and print the value of its figure, or that has a number
    although its figure has none.
    """
    for point in points_of(report):
        if point.figure not in result.figures:
            yield from _derived_faults(result, point.figure, point.text, point.value) if point.figure else ()
            continue
        value = result.figures.by_key(point.figure).value
        printed = None if value is None else _printed_number(point.text)
        if point.value != value or printed != value:
            yield f"{point.figure}: 그림 '{point.text}'({point.value}) ≠ 계산 {value}"


def _derived_faults(
    result: RunResult, key: str, text: str, drawn: float | None = None, *, alone: bool = True
) -> Iterator[str]:
    value = recomputed(result, key)
    if value is None:
        wrong = LEADING_NUMBER.match(text) is not None or drawn is not None
    else:
        wrong = not is_printed_as(text, key, value, drawn=drawn, alone=alone)
    if wrong:
        yield f"{key}: 보고서 '{text}' ≠ 계산 {'없음' if value is None else f'{float(value):g}'}"


def _printed_number(text: str) -> int | None:
    """The whole number at the beginning of a text, None without one; offices write △ for minus."""
    match = LEADING_NUMBER.match(text)
    if match is None:
        return None
    number = int(match[2].replace(",", ""))
    return -number if match[1] else number


def _in_thousands(printed: int | None, value: int | None) -> bool:
    """Whether a number is the value in thousands of won, as money is printed. It may differ by one, because numbers are
    rounded so that they add up.
    """
    return printed is not None and value is not None and abs(printed - value / 1000) <= 1


def _document_faults(result: RunResult, report: Report, path: Path) -> Iterator[str]:
    """A sentence for each line that the DOCX has less often than the report, and for each fault of its charts."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        yield from chart_faults(result, report, package, body)
    written = Counter(plain("".join(part.text or "" for part in p.iter(f"{W}t"))) for p in body.iter(f"{W}p"))
    wanted: Counter[str] = Counter()
    for block in report.blocks:
        wanted.update(plain(text_of(line)) for line in lines_of(block) if text_of(line).strip())
    for text, count in wanted.items():
        if written[text] < count and not any(text in other for other in written):
            yield f"보고서에 '{text}'이(가) 적히지 않음"


_READERS = {".docx": _document_faults, ".hwpx": hwpx_faults, ".html": page_faults}
