"""The time of each output of a year, compared with the least time that its library needs for the same content.

Comes in: examples/2021. Goes out: a table in Markdown with processor times. "The least" writes the same texts and
numbers into a file of that kind in the shortest way, without widths, links, notes, live formulas or alternative texts:
XlsxWriter writes every value in one format, python-docx every paragraph and cell, pyplot one bar for every number, lxml
and zip the same parts. Both take turns; a ratio is the median of all rounds.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import openpyxl
from docx import Document
from docx.table import Table
from lxml import etree
from matplotlib import pyplot
from xlsxwriter import Workbook

from pipeline.explain.evidence import build_evidence
from pipeline.main import collect, load
from pipeline.model.result import RunResult
from pipeline.records.findings import write_checks
from pipeline.records.ledger import write_ledger
from pipeline.records.results import write_results
from pipeline.report.blocks import ChartBlock, Report
from pipeline.report.charts import write_charts
from pipeline.report.docx.document import write_document
from pipeline.report.hwpx.document import write_hwpx
from pipeline.report.page.document import write_page
from pipeline.report.sections import build_report

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2021
DPI = 200

Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Year:
    """What every step needs: the result of the run, its report and pictures, and the folder that all is written to."""

    result: RunResult
    report: Report
    pictures: dict[str, Path]
    folder: Path

    @property
    def charts(self) -> list[ChartBlock]:
        return [block for block in self.report.blocks if isinstance(block, ChartBlock)]


def outputs(rounds: int) -> str:
    """The table, in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        steps = _steps(_year(Path(name)))
        times: dict[str, list[tuple[float, float]]] = {each: [] for each in steps}
        for _ in range(rounds):
            for each, (ours, least) in steps.items():
                times[each].append((_seconds(ours), _seconds(least)))
    rows = []
    for each, pairs in times.items():
        own, other = (statistics.median(pair[which] for pair in pairs) for which in (0, 1))
        rows.append(f"| {each} | {own:.2f} | {other:.2f} | {statistics.median(a / b for a, b in pairs):.1f} |")
    return "\n".join(
        [
            f"## Each output compared with the least time that its library needs (median of {rounds} rounds)",
            "",
            "| | ours, processor (s) | the least (s) | times the least |",
            "|---|---|---|---|",
            *rows,
        ]
    )


def _seconds(step: Step) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


def _year(folder: Path) -> _Year:
    config, forms = load(ROOT / "config.yaml", YEAR)
    result = collect(config, forms, ROOT / "examples" / str(YEAR))
    report = build_report(result, None)
    charts = [block for block in report.blocks if isinstance(block, ChartBlock)]
    return _Year(result, report, write_charts(charts, folder / "차트"), folder)


def _steps(year: _Year) -> dict[str, tuple[Step, Step]]:
    """For each output our step and the least one. All outputs are written once here, because the least ones copy their
    content.
    """
    result, report, pictures, folder = year.result, year.report, year.pictures, year.folder
    paths = {kind: folder / f"ours.{kind}" for kind in ("docx", "hwpx", "json")}
    ledger, checks = folder / "ledger.xlsx", folder / "checks.xlsx"
    written: dict[str, Step] = {
        "report as DOCX": lambda: write_document(report, pictures, paths["docx"], None, None),
        "charts": lambda: write_charts(year.charts, folder / "차트"),
        "ledger (집계대장)": lambda: write_ledger(result, ledger),
        "findings (검증결과)": lambda: write_checks(result, checks),
        "report as HWPX": lambda: write_hwpx(report, pictures, paths["hwpx"]),
        "page (근거보기), with its evidence": lambda: _page(year),
        "results.json": lambda: write_results(result, paths["json"]),
    }
    for write in written.values():
        write()
    evidence, texts, numbers = _data_of(year), _document_texts(paths["docx"]), _numbers(year)
    sheets = {path: _sheet_values(path) for path in (ledger, checks)}
    parts, results = _parts(paths["hwpx"]), json.loads(paths["json"].read_text(encoding="utf-8"))
    least: list[Step] = [
        lambda: _plain_document(texts, list(pictures.values()), folder / "least.docx"),
        lambda: _plain_charts(numbers, folder),
        lambda: _plain_workbook(sheets[ledger], folder / "least.xlsx"),
        lambda: _plain_workbook(sheets[checks], folder / "least.xlsx"),
        lambda: _plain_package(parts, folder / "least.hwpx"),
        lambda: (folder / "least.html").write_text(json.dumps(evidence, ensure_ascii=False), encoding="utf-8"),
        lambda: (folder / "least.json").write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8"),
    ]
    return dict(zip(written, zip(written.values(), least, strict=True), strict=True))


def _page(year: _Year) -> Path:
    evidence = build_evidence(year.result, year.report, None, year.folder, None, None)
    return write_page(year.report, year.pictures, evidence, year.folder / "page.html")


def _data_of(year: _Year) -> object:
    evidence = build_evidence(year.result, year.report, None, year.folder, None, None)
    return json.loads(json.dumps(asdict(evidence), default=str))


# -- the same content ------------------------------------------------------------------------------------------------


def _document_texts(path: Path) -> list[str | list[list[str]]]:
    """The texts of paragraphs and (as rows of cells) of tables, in their order."""
    content = Document(str(path)).iter_inner_content()
    return [
        [[cell.text for cell in row.cells] for row in each.rows] if isinstance(each, Table) else each.text
        for each in content
    ]


def _numbers(year: _Year) -> list[list[list[float]]]:
    """By chart and panel, the numbers of all series."""
    return [
        [[point.value or 0 for series in panel.series for point in series.points] for panel in block.panels]
        for block in year.charts
    ]


def _sheet_values(path: Path) -> list[list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


# -- the least -------------------------------------------------------------------------------------------------------


def _plain_document(texts: list[str | list[list[str]]], pictures: list[Path], path: Path) -> None:
    document = Document()
    for each in texts:
        if isinstance(each, str):
            document.add_paragraph(each)
            continue
        table = document.add_table(len(each), max(map(len, each)))
        for row, cells in zip(table.rows, each, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
    for picture in pictures:
        document.add_picture(str(picture))
    document.save(str(path))


def _plain_charts(charts: list[list[list[float]]], folder: Path) -> None:
    for number, panels in enumerate(charts):
        figure, axes = pyplot.subplots(1, len(panels), figsize=(6.7, 2.4), squeeze=False)
        for axis, values in zip(axes[0], panels, strict=True):
            axis.bar_label(axis.bar(range(len(values)), values))
        figure.savefig(folder / f"least{number}.png", dpi=DPI)
        pyplot.close(figure)


def _plain_workbook(sheets: list[list[list[object]]], path: Path) -> None:
    with Workbook(str(path)) as book:
        style = book.add_format({"border": 1})
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value, style)
                    elif value is not None:
                        sheet.write(number, column, value, style)


def _plain_package(parts: dict[str, bytes], path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            is_xml = data.lstrip().startswith(b"<")
            package.writestr(name, etree.tostring(etree.fromstring(data)) if is_xml else data)
    path.write_bytes(content.getvalue())
