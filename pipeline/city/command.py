"""``python run.py city``: each office's run, then their roll-up, which is written, checked and swapped in as a whole.

Comes in: checked flags. Goes out: the roll-up's folder and the exit code: that of the office that needs attention most.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import console
from pipeline.city.gate import check_document, check_hwpx
from pipeline.city.offices import OfficeRun, list_offices, run_offices, run_offices_on_cluster, worst_code
from pipeline.city.records import write_ledger, write_manifest, write_results
from pipeline.city.report import build_report
from pipeline.city.result import CityResult
from pipeline.city.totals import add_up, spreads_of
from pipeline.errors import EXIT_PROVISIONAL, ConfigError
from pipeline.model.progress import Progress, unwatched
from pipeline.publish.swap import staging
from pipeline.report.blocks import ChartBlock
from pipeline.report.charts import write_charts
from pipeline.report.docx.document import write_document
from pipeline.report.hwpx.document import write_hwpx

REPORT, LEDGER = "종합보고", "종합대장"


@dataclass(frozen=True, slots=True)
class CityOptions:
    """``output`` is the roll-up's folder; ``flags`` are passed to every office's run."""

    year: int
    offices: Path
    output: Path
    workers: int
    scheduler: str = ""  # of the cluster on which the offices run; "" for this computer
    flags: tuple[str, ...] = ()


def run_city(options: CityOptions) -> int:
    """Every office's report and the roll-up. Returns the worst of the offices' exit codes.

    Raises ConfigError where there is no office, OutputLockedError or SelfCheckError where there can be no roll-up.
    """
    offices = list_offices(options.offices)
    _keep_apart(options.offices, options.output)
    progress, runs = console.Progress(), []
    with closing(_runs(options, offices)) as ended:
        for run in ended:
            runs.append(run)
            progress("자치구", len(runs), len(offices))
    result = roll_up(options.year, sorted(runs, key=lambda run: run.name))
    with staging(options.output, console.tell_kept) as folder:
        write_roll_up(result, folder, progress)
    _tell(result, options.output)
    return worst_code([run.code for run in runs])


def _runs(options: CityOptions, offices: Sequence[Path]) -> Generator[OfficeRun, None, None]:
    if options.scheduler:
        return run_offices_on_cluster(offices, options.year, options.flags, options.scheduler, options.workers)
    return run_offices(offices, options.year, options.flags, options.workers)


def roll_up(year: int, runs: Sequence[OfficeRun]) -> CityResult:
    """The offices' results combined."""
    days = [run.as_of for run in runs if run.as_of is not None]
    as_of = max(days, default=date(year, 12, 31))
    return CityResult(year, as_of, tuple(runs), tuple(add_up(runs)), tuple(spreads_of(runs)))


def write_roll_up(result: CityResult, folder: Path, progress: Progress = unwatched) -> None:
    """Every file of the roll-up, the manifest last. Raises SelfCheckError where a document lacks a number."""
    report = build_report(result)
    charts = [block for block in report.blocks if isinstance(block, ChartBlock)]
    pictures = write_charts(charts, folder / "차트") if charts else {}
    path = write_document(report, pictures, folder / f"{REPORT}_{result.year}.docx")
    check_document(report, path)
    check_hwpx(report, write_hwpx(report, pictures, path.with_suffix(".hwpx")))
    progress("종합 쓰기", 1, 2)
    write_ledger(result, folder / f"{LEDGER}_{result.year}.xlsx")
    write_results(result, folder / "results.json")
    write_manifest(result, folder)
    progress("종합 쓰기", 2, 2)


def _keep_apart(offices: Path, target: Path) -> None:
    """Refuse a target among the offices: the next run would read the roll-up as one of them."""
    a, b = offices.resolve(), target.resolve()
    if a == b or a in b.parents or b in a.parents:
        raise ConfigError(f"자치구 폴더({offices})와 결과 폴더({target})가 겹칩니다. 서로 다른 폴더를 알려 주세요.")


def _tell(result: CityResult, target: Path) -> None:
    for run in result.runs:
        if not run.is_written:
            console.tell(f"{run.name}: 결과 없음({run.code}) {run.reason}")
        elif run.code == EXIT_PROVISIONAL:
            console.tell(f"{run.name}: {run.status} (고칠 곳 {run.findings.get('error', 0)}건)")
        else:
            console.tell(f"{run.name}: {run.status}")
    worst = worst_code([run.code for run in result.runs])
    named = ", ".join(run.name for run in result.runs if run.code == worst)
    console.tell(f"\n상태: {'확정' if result.is_final else '잠정'} (자치구 {len(result.runs)}곳)")
    if worst:
        console.tell(f"끝난 번호 {worst}: {named}")
    console.tell(f"결과: {target}")
