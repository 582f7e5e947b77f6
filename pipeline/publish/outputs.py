"""Writes every file of an output folder, each after those that it needs; last come the last gate and the manifest.

Comes in: a run, a folder to write into, and which outputs are wanted. Goes out: the files, and what has changed since
the run before. The rooms that write are imported only when they are needed: a mere check draws no charts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from pipeline import VERSION
from pipeline.earlier.since import REPORT, Since, since_last_run
from pipeline.earlier.year_before import RESULTS
from pipeline.model.alongside import Comparison
from pipeline.model.progress import Progress, unwatched
from pipeline.model.result import RunResult
from pipeline.publish.last_gate import check_outputs
from pipeline.publish.side_by_side import side_by_side
from pipeline.records.results import write_log, write_manifest, write_results
from pipeline.report.blocks import ChartBlock, Report

EVIDENCE_PAGE = "근거보기.html"
LIBRARIES = ("pandas", "openpyxl", "XlsxWriter", "python-docx", "matplotlib", "python-calamine", "lxml")
_STEPS = 3  # the report and what goes to the regions; findings and ledger; the last gate


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wanted outputs: the report of one ``region`` or (None) of the office; with ``check_only`` no report.

    ``before`` is the output folder of the run before this one; ``compared`` is the comparison with the officer's own
    totals. Up to ``processes`` processes write side by side, which changes no byte.
    """

    region: int | None = None
    check_only: bool = False
    before: Path | None = None
    compared: Comparison | None = None
    processes: int = 1


def write_outputs(result: RunResult, folder: Path, wanted: Wanted = Wanted(), progress: Progress = unwatched) -> Since:
    """Write every file into ``folder`` and check them against each other; returns what has changed since the run before
    in requests and printed numbers. Raises SelfCheckError where two outputs disagree.
    """
    own = result if wanted.region is None else result.of_region(wanted.region)
    shown = replace(own, returns=result.returns)  # its figures are those of all regions and refer to every file
    results = write_results(shown, folder / RESULTS, wanted.region)
    since = Since()
    if wanted.before is not None:
        since = since_last_run(shown, results, wanted.before, check_only=wanted.check_only, region=wanted.region)
    writing = _Writing(result, own, folder, wanted, since, progress)
    processes = 1 if wanted.check_only else wanted.processes  # the findings alone are not worth a second process
    report, paths, bugs = side_by_side(writing.report_and_replies, writing.findings_and_ledger, processes=processes)
    progress("결과 쓰기", 2, _STEPS)
    write_log(own, folder / "run.log", bugs)
    check_outputs(result, report, paths, folder)
    write_manifest(result, folder, {"program": VERSION} | {name: version(name) for name in LIBRARIES})
    progress("결과 쓰기", _STEPS, _STEPS)
    return since


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the files of one run; ``own`` is the part of the run that its readers are shown (one region's, or all)."""

    result: RunResult
    own: RunResult
    folder: Path
    wanted: Wanted
    since: Since
    progress: Progress

    def findings_and_ledger(self) -> None:
        from pipeline.records.findings import write_checks
        from pipeline.records.ledger import write_ledger

        year, since = self.result.config.year, self.since
        write_checks(
            self.own, self.folder / f"검증결과_{year}.xlsx", since.requests, since.numbers, self.wanted.compared
        )
        if not self.wanted.check_only:
            write_ledger(self.result, self.folder / f"집계대장_{year}.xlsx")

    def report_and_replies(self) -> tuple[Report | None, list[Path], list[str]]:
        """The report, its files with the DOCX first, and, for the log, the errors that kept a return copy from being
        marked.
        """
        from pipeline.reply.mail import write_mail_drafts
        from pipeline.reply.marked import write_return_copies
        from pipeline.reply.receipts import write_receipts

        report, paths = (None, []) if self.wanted.check_only else self._report()
        bugs: list[str] = []
        copies = write_return_copies(self.own, self.folder / "수정요청", bugs, self.progress)
        reported = (report, paths[0]) if report else None
        write_mail_drafts(self.own, self.folder / "메일", copies, reported, self.wanted.region)
        write_receipts(self.own, self.folder / "접수증")
        self.progress("결과 쓰기", 1, _STEPS)
        return report, paths, bugs

    def _report(self) -> tuple[Report, list[Path]]:
        from pipeline.report.charts import write_charts
        from pipeline.report.sections import build_report

        region, config = self.wanted.region, self.result.config
        report = build_report(self.result, region)
        pictures = write_charts(_charts(report), self.folder / "차트")
        suffix = "" if region is None else f"_{config.called(region)}"
        document = self.folder / f"{REPORT}_{config.year}{suffix}.docx"
        paths = {"docx": document, "hwpx": document.with_suffix(".hwpx"), "html": self.folder / EVIDENCE_PAGE}
        files = {kind: path for kind, path in paths.items() if kind in ("docx", *config.settings.report.formats)}

        def document_and_page() -> None:
            self._document(report, pictures, document)
            if "html" in files:
                self._page(report, pictures, files["html"])

        def hwpx() -> None:
            from pipeline.report.hwpx.document import write_hwpx

            write_hwpx(report, pictures, files["hwpx"])

        side_by_side(document_and_page, *([hwpx] if "hwpx" in files else []), processes=self.wanted.processes)
        return report, list(files.values())

    def _document(self, report: Report, pictures: Mapping[str, Path], path: Path) -> None:
        from pipeline.report.charts.native import native_charts
        from pipeline.report.docx.document import write_document

        config, settings = self.result.config, self.result.config.settings.report
        charts = native_charts(_charts(report)) if settings.charts == "워드" else None
        base = config.path.parent / settings.base_document if settings.base_document else None
        write_document(report, pictures, path, base, charts)

    def _page(self, report: Report, pictures: Mapping[str, Path], path: Path) -> None:
        from pipeline.explain.evidence import build_evidence
        from pipeline.report.page.document import write_page

        wanted = self.wanted
        evidence = build_evidence(self.result, report, self.since.numbers, self.folder, wanted.region, wanted.compared)
        write_page(report, pictures, evidence, path)


def _charts(report: Report) -> list[ChartBlock]:
    return [block for block in report.blocks if isinstance(block, ChartBlock)]
