"""What has changed since the run before: how its requests turned out, and which numbers of the last report changed.

Comes in: a run, its results.json and the output folder that it will replace. Goes out: both comparisons, and copies of
the results.json files used for them.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.earlier.follow_up import RequestFollowUp, compare_requests
from pipeline.earlier.results import EarlierRun, earlier_run, found_the_same, read_results
from pipeline.earlier.revision import Revision, compare_figures
from pipeline.earlier.year_before import RESULTS
from pipeline.errors import ConfigError
from pipeline.forms.form import FormSet
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig

REPORT = "성과보고"
RESULTS_BEFORE, RESULTS_REPORTED = "results_before.json", "results_reported.json"


@dataclass(frozen=True, slots=True)
class Since:
    """How the earlier run's requests turned out, and which numbers of the last report (or, without a report, of that
    run) changed; None where there is nothing to compare with.
    """

    requests: RequestFollowUp | None = None
    numbers: Revision | None = None


def since_last_run(
    result: RunResult, results: Path, before: Path, *, check_only: bool, region: int | None = None
) -> Since:
    """What has changed since the run before and since the report before, both found in the folder ``before``. Their
    results.json files are kept beside ``results``, the one of this run. A run with the same result, even on a later
    day, is compared with the same earlier files, so that running twice loses nothing. A mere check never replaces the
    report as the basis, because the report is what people have in hand; nor does the run of one ``region`` (of which
    this run is, or None) replace that of the whole office.
    """
    same = found_the_same(before / RESULTS, results)
    has_report = any(before.glob(f"{REPORT}_{result.config.year}*.docx"))
    is_report_again = same and has_report and not check_only
    asked = before / (RESULTS_BEFORE if same or _stands_aside(before, RESULTS_BEFORE, region) else RESULTS)
    is_basis = has_report and not is_report_again and not _stands_aside(before, RESULTS_REPORTED, region)
    printed = before / (RESULTS if is_basis else RESULTS_REPORTED)
    run = _kept(asked, results.with_name(RESULTS_BEFORE), result.config, result.forms)
    report = _kept(printed, results.with_name(RESULTS_REPORTED), result.config, result.forms) or run
    if run is None or report is None:
        return Since()
    numbers = compare_figures(report.figures, report.returns, result, as_of=report.as_of, is_final=report.is_final)
    return Since(compare_requests(run.findings, result, run.returns, (run.region, region)), numbers)


def _stands_aside(before: Path, kept: str, region: int | None) -> bool:
    """Whether the last run in ``before`` is no basis because it was of one region: neither beside an earlier run of the
    whole office, of which the file ``kept`` is the copy, nor for a run of all or of another region.
    """
    last = _region_of(before / RESULTS)
    return last is not None and (last != region or _region_of(before / kept) is None)


def _region_of(path: Path) -> int | None:
    """The region of the run that wrote a results.json; None for the whole office, 0 where there is no such file."""
    try:
        region = read_results(path).get("of_region")
    except ConfigError:
        return 0
    return region if isinstance(region, int) else None


def _kept(path: Path, copy: Path, config: YearConfig, forms: FormSet) -> EarlierRun | None:
    """Copies a results.json and returns the run of this year that wrote it; None where there is none that can be
    read.
    """
    run = earlier_run(path, config.year, forms)
    if run is not None:
        shutil.copyfile(path, copy)
    return run
