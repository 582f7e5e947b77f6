"""근거보기.html of a run, written at its place beside the input, and its parts made by hand for hostile texts.

Comes in: a run, or texts. Goes out: the path of a page.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.explain.evidence import build_evidence
from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.report.blocks import ChartBlock, Item, Report, Run, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.charts import write_charts
from pipeline.report.page.document import write_page
from pipeline.report.page.evidence import Board, Evidence, Explained, PrintedNumber, SourceCell, Words
from pipeline.report.sections import build_report


def page_of_run(result: RunResult, folder: Path) -> Path:
    """The page of a run in ``folder``."""
    report = build_report(result)
    pictures = write_charts([block for block in report.blocks if isinstance(block, ChartBlock)], folder / "차트")
    return write_page(report, pictures, build_evidence(result, report, None, folder), folder / "근거보기.html")


def page_of_text(text: str, folder: Path) -> Path:
    """A page on which every text that could come from a cell is ``text``."""
    table = TableBlock(text, text, (TableColumn(text),), (TableRow((TableCell((line(text),)),)),), text, (text,))
    report = Report(text, (Item(1, (Run(text, False, text), Run(text))), table))
    figure = Explained(
        text, text, 1, text, text, 1, (text,), (SourceCell(text, text, text, text),), (text,), (text,), text, text
    )
    evidence = Evidence(
        (figure,), (), (PrintedNumber(text, text, text, text),), ((1, text),), Board(((1, text),), ((text, (text,)),)),
        {text: "./a.xlsx"}, Words({text: (text,)}, (text,), (text,), "가$"), _own_totals_of(text),
    )  # fmt: skip
    return write_page(report, {}, evidence, folder / "근거보기.html")


def _own_totals_of(text: str) -> Comparison:
    """The officer's own totals, with the text in every place that comes from her file."""
    item = Compared(
        place=Place(text, text, "A1"),
        name=text,
        typed=text,
        verdict=Verdict.SEVERAL,
        candidates=(text,),
        remarks=(text,),
    )
    return Comparison(Path("a.xlsx"), text, (item,), (text,))


def page_of_many(count: int, folder: Path) -> Path:
    """A page with ``count`` figures, each printed once."""
    keys = [f"수{number}" for number in range(count)]
    rows = tuple(
        TableRow(tuple(TableCell((line(Run(f"{at:,}명", False, keys[at])),)) for at in range(start, start + 10)))
        for start in range(0, count, 10)
    )
    columns = tuple(TableColumn(f"{number}열") for number in range(10))
    report = Report("많은 수", (TableBlock("many", "많은 수", columns, rows, header_columns=0),))
    figures = tuple(
        Explained(key, f"{at % 5 + 1}권역 {key}", at, f"{at:,}명", "모두 더함", at % 5 + 1, (f"region={at % 5 + 1}",))
        for at, key in enumerate(keys)
    )
    printed = tuple(PrintedNumber(key, key, f"표 1 '{key}'", key) for key in keys)
    regions = tuple((number, f"{number}권역") for number in range(1, 6))
    words = Words({f"{number}권역": (f"region={number}",) for number in range(1, 6)})
    evidence = Evidence(figures, (), printed, regions, Board((), ()), {}, words)
    return write_page(report, {}, evidence, folder / "근거보기.html")
