"""What was due and what came, looked up by form, region and month.

Comes in: the run's board. Goes out: entries, months, words. Nothing here decides whether a report is final.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from pipeline.forms.ids import MONTHLY_RESULTS
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn

PROJECT_RESULTS = "project_results"  # a table of MONTHLY_RESULTS
LAST_MONTH = 12


def entries_of(result: RunResult, form: str, region: int | None) -> list[ExpectedReturn]:
    """The due entries of a form from a region (None: the head office), in the order of the board."""
    return result.once(_due_entries).get((form, region), [])


def _due_entries(result: RunResult) -> dict[tuple[str, int | None], list[ExpectedReturn]]:
    found: dict[tuple[str, int | None], list[ExpectedReturn]] = {}
    for entry in result.board:
        if entry.is_due:
            found.setdefault((entry.slot.form, entry.slot.region), []).append(entry)
    return found


def is_due(board: Sequence[ExpectedReturn], form: str) -> bool:
    """Whether any return of the form is due by now (or there already)."""
    return any(entry.is_due and entry.slot.form == form for entry in board)


def has_come(result: RunResult, form: str, region: int | None) -> bool:
    """Whether at least one usable file of the form came from the region."""
    return any(entry.files for entry in entries_of(result, form, region))


def is_owed(result: RunResult, form: str, region: int | None) -> bool:
    """Whether a due return of the form is not there (missing, or refused and not corrected yet)."""
    return any(not entry.files for entry in entries_of(result, form, region))


def months_due(result: RunResult, form: str = MONTHLY_RESULTS) -> list[int]:
    """The months whose returns are due (or already there), ascending; [] where the form is not asked for by month."""
    return result.once(_due_months).get(form, [])


def _due_months(result: RunResult) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for (form, _), entries in result.once(_due_entries).items():
        found.setdefault(form, set()).update(e.slot.month for e in entries if e.slot.month is not None)
    return {form: sorted(months) for form, months in found.items()}


def months_absent(result: RunResult, region: int, months: Iterable[int]) -> list[int]:
    """Those of ``months`` for which the region's monthly return is due but not there."""
    absent = {entry.slot.month for entry in entries_of(result, MONTHLY_RESULTS, region) if not entry.files}
    return [month for month in months if month in absent]


def owes_results(result: RunResult, region: int) -> bool:
    """Whether a month is absent in which the region's joint projects can have had results. Months before the projects
    begin by their plan are not waited for.
    """
    begun = result.begun.get((MONTHLY_RESULTS, PROJECT_RESULTS), {}).get(region)
    first = 1 if begun is None else begun.of_region
    return any(
        not entry.files and (entry.slot.month is None or entry.slot.month >= first)
        for entry in entries_of(result, MONTHLY_RESULTS, region)
    )


def last_day_of(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // LAST_MONTH, month % LAST_MONTH + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def is_over(result: RunResult, month: int) -> bool:
    """Whether a month of the year had ended by the run's reference day."""
    return last_day_of(result.config.year, month) <= result.as_of


def month_words(months: Iterable[int]) -> str:
    """Months as they are listed: "3월, 8월"; three or more in a row as "3~5월"."""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    words: list[str] = []
    for run in runs:
        words += [f"{run[0]}~{run[-1]}월"] if len(run) > 2 else [f"{month}월" for month in run]
    return ", ".join(words)


def dated_rows(result: RunResult, form: str, table: str, kind: str, day: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a table whose kind and day can be read, and the rows where one of the two cannot.

    Rows that no sum counts are included: a meeting took place even if a number beside it cannot be read. A day in
    another year counts as unreadable.
    """
    frames = result.frames.get((form, table))
    if frames is None or frames.values.empty:
        return pd.DataFrame(), pd.DataFrame()
    values, year = frames.values, result.config.year
    told = [
        isinstance(what, str) and isinstance(when, date) and when.year == year
        for what, when in zip(values[kind], values[day], strict=True)
    ]
    return values[told], values[[not one for one in told]]
