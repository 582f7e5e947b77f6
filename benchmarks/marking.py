"""How fast returns are marked, compared with openpyxl's load and save: ``python -m benchmarks.marking``.

Comes in: filled monitoring forms made here with every fifth cell wrong. Goes out: a table on the screen, and exit code
1 where a copy takes longer than the target. Our time is for all steps: reading the file again, the check for personal
data, marks, notes, list, stamp, zip, and reading the copy back to compare it. openpyxl only loads, colours and saves.
Times are processor times, so that a busy computer gives the same result.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill

from pipeline.main import collect, load
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.reply.marked import write_return_copies
from pipeline.templates import Filling, TemplateContext, write_workbook

CONFIG = Path(__file__).resolve().parents[1] / "config.yaml"
YEAR, TARGET_MS, ROWS = 2021, 50.0, 40
COLUMNS = "ABCDEF"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; the exit code, 1 where the median time of a marked copy is longer than the target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=100)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        return 0 if beside_openpyxl(Path(home), options.files) <= TARGET_MS else 1


def beside_openpyxl(home: Path, count: int) -> float:
    """Our median milliseconds for one copy; we and openpyxl take turns, file by file."""
    result, data = _one_return(home / "in")
    findings = _findings(result.returns[0].file)
    ours, theirs = [], []
    for _ in range(count):
        start = time.process_time()
        write_return_copies(replace(result, findings=findings), home / "out")
        middle = time.process_time()
        _colour_with_openpyxl(data, findings)
        ours.append(1000 * (middle - start))
        theirs.append(1000 * (time.process_time() - middle))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"{count} returns of {len(data) / 1000:.0f} kB, {len(findings)} wrong cells each; processor milliseconds")
    print(f"  marked copy             median {mine:6.1f}   90th percentile {_late(ours):6.1f}")
    print(f"  openpyxl load and save  median {other:6.1f}   90th percentile {_late(theirs):6.1f}")
    print(f"  {other / mine:.1f} times as fast; target {TARGET_MS:.0f} ms: {'met' if mine <= TARGET_MS else 'MISSED'}")
    return mine


def _late(times: list[float]) -> float:
    return statistics.quantiles(times, n=10)[-1] if len(times) > 1 else times[0]


def _one_return(folder: Path) -> tuple[RunResult, bytes]:
    config, forms = load(CONFIG, YEAR)
    region = next(iter(config.regions.values()))
    form = forms["phone_monitoring"]
    context = TemplateContext(
        year=YEAR, region=region.number, region_name=region.name, lead=region.lead, dongs=region.dongs, round=1
    )
    row = {
        "round": 1,
        "start_date": date(YEAR, 4, 1),
        "end_date": date(YEAR, 6, 30),
        "people_count": 70,
        "consultation_count": 350,
    }
    rows = [{**row, "dong": region.dongs[place % len(region.dongs)]} for place in range(ROWS)]
    header = {"author": "담당자", "date": date(YEAR, 7, 12)}
    path = write_workbook(
        form, forms.header(form), context, folder / "1권역.xlsx", Filling(header, {"monitoring": rows})
    )
    return collect(config, forms, folder), path.read_bytes()


def _findings(file: str) -> list[Finding]:
    cells = [f"{letter}{row}" for row in range(9, 9 + ROWS) for letter in COLUMNS][::5]
    return [
        Finding(
            "CELL-010",
            Severity.ERROR if number % 2 else Severity.WARNING,
            Effect.KEPT,
            Place(file, "모니터링", cell),
            f"{cell} 칸의 값은 숫자로 읽을 수 없습니다.",
            "설명이나 빈칸 없이 숫자만 적어 주세요(예: 30).",
            value="서른",
        )
        for number, cell in enumerate(cells)
    ]


def _colour_with_openpyxl(data: bytes, findings: Sequence[Finding]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    fill = PatternFill("solid", fgColor="FFF9C9C4")
    for item in findings:
        book[item.place.sheet][item.place.cell].fill = fill
    content = BytesIO()
    book.save(content)
    return content.getvalue()


if __name__ == "__main__":
    sys.exit(main())
