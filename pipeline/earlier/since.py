"""What has changed since the run before: what became of what was asked, and of the numbers of the last report.

Comes in: a run, its results.json and the output folder that it will take the place of. Goes out: both comparisons, and
copies of the results.json that they were made with.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.earlier.follow_up import RequestFollowUp, compare_requests
from pipeline.earlier.results import EarlierRun, earlier_run, found_the_same
from pipeline.earlier.revision import Revision, compare_figures
from pipeline.earlier.year_before import RESULTS
from pipeline.model.result import RunResult

REPORT = "성과보고"
RESULTS_BEFORE, RESULTS_REPORTED = "results_before.json", "results_reported.json"


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the earlier run's requests, and of the numbers of the last report (without one, of that run);
    None where there is nothing to be held against.
    """

    requests: RequestFollowUp | None = None
    numbers: Revision | None = None


def since_last_run(result: RunResult, results: Path, before: Path, *, check_only: bool) -> Since:
    """What has changed since the run before, and since the report before, both found in the folder ``before``.

    Their results.json stay beside ``results``, that of this run. A run that finds the same again, also on a later day,
    is held against the same ones, so that running twice loses nothing; and mere checks never take the place of the
    report, which is what people hold in their hands.
    """
    same = found_the_same(before / RESULTS, results)
    has_report = any(before.glob(f"{REPORT}_{result.config.year}*.docx"))
    is_report_again = same and has_report and not check_only
    asked = before / (RESULTS_BEFORE if same else RESULTS)
    printed = before / (RESULTS if has_report and not is_report_again else RESULTS_REPORTED)
    run = _kept(asked, results.with_name(RESULTS_BEFORE), result)
    report = _kept(printed, results.with_name(RESULTS_REPORTED), result) or run
    if run is None or report is None:
        return Since()
    numbers = compare_figures(report.figures, report.returns, result, as_of=report.as_of, is_final=report.is_final)
    return Since(compare_requests(run.findings, result, run.returns), numbers)


def _kept(path: Path, copy: Path, result: RunResult) -> EarlierRun | None:
    """The run of this year that wrote a results.json, which is copied; None where there is none that can be read."""
    run = earlier_run(path, result.config.year, result.forms)
    if run is not None:
        shutil.copyfile(path, copy)
    return run
