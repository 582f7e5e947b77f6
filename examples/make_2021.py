"""examples/2021: a fictional year, complete but for what goes wrong in every real one; every file says 예시.

Comes in: the settings, the forms and the seed. Goes out: the year's returns in the folders of an officer. One is late,
one is missing, one was handed in twice, one was copied, in one month nothing happened, and three hold a mistake.
examples/README.md says for the officer what is hidden where.

Run: ``python -m examples.make_2021`` from the project's root, or ``make examples``.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from examples.generator import Submission, build_year, write_submissions
from examples.generator.days import not_after
from pipeline.forms.form import load_forms
from pipeline.forms.slots import Slot, expected_slots
from pipeline.settings.load import YearConfig, load_config
from pipeline.templates import Filling

YEAR = 2021
SEED = 2021_01
ROOT = Path(__file__).resolve().parent

MONTHLY, MONITORING = "monthly_results", "phone_monitoring"
# Which return each thing happens to: (form, the region's place in the settings, month or round).
LATE = (MONTHLY, 1, 5)
MISSING = (MONTHLY, 4, 11)
RESUBMITTED = (MONTHLY, 2, 9)
COPIED = (MONTHLY, 2, 4)
QUIET = (MONTHLY, 3, 8)
APPROXIMATE = (MONTHLY, 0, 10)
FOREIGN_DONG = (MONTHLY, 1, 7)
TOO_FEW_CALLS = (MONITORING, 2, 2)

DAYS_LATE = 5
FIRST_VERSION_FOLDER = "먼저 낸 것"
COPY_SUFFIX = " - 복사본"


def main(folder: Path = ROOT / str(YEAR), config_path: Path = ROOT.parent / "config.yaml") -> list[Path]:
    """Write the year into ``folder`` (emptied first) and return the paths of its workbooks."""
    config, forms = load_config(config_path, YEAR), load_forms()
    shutil.rmtree(folder, ignore_errors=True)
    due_by = dict(expected_slots(forms, config))
    year = Year(config, build_year(config, forms, SEED), due_by)
    paths = list(write_submissions(forms, year.with_slips(), folder))
    original = folder / year.at(COPIED).file
    paths.append(Path(shutil.copyfile(original, original.with_stem(original.stem + COPY_SUFFIX))))
    return paths


class Year:
    """The faultless year, and the same with what went wrong."""

    def __init__(self, config: YearConfig, submissions: Sequence[Submission], due_by: dict[Slot, date]) -> None:
        self.config = config
        self.due_by = due_by
        self.regions = list(config.regions)
        self.by_slot = {submission.slot: submission for submission in submissions}

    def at(self, where: tuple[str, int, int]) -> Submission:
        """The return that ``where`` means."""
        form, position, period = where
        monthly = form == MONTHLY
        return self.by_slot[
            Slot(form, self.regions[position], period if monthly else None, None if monthly else period)
        ]

    def with_slips(self) -> list[Submission]:
        """Every file of the folder but the copy."""
        first_version = self._first_version()
        changed = [self._late(), self._quiet(), self._approximate(), self._foreign_dong(), self._too_few_calls()]
        by_slot = {**self.by_slot, **{submission.slot: submission for submission in changed}}
        del by_slot[self.at(MISSING).slot]
        return [*by_slot.values(), first_version]

    def _late(self) -> Submission:
        submission = self.at(LATE)
        written = self.config.working_day(self.due_by[submission.slot] + timedelta(days=DAYS_LATE))
        return with_header(submission, date=written)

    def _quiet(self) -> Submission:
        """Nothing happened: chosen in the header block, and not a line in any table."""
        submission = with_header(self.at(QUIET), activity_state="실적 없음")
        empty: dict[str, list[dict[str, object]]] = {table: [] for table in submission.filling.tables}
        return replace(submission, filling=Filling(submission.filling.header, empty))

    def _first_version(self) -> Submission:
        """What was handed in before: written earlier, one household less found, one project's result not yet there."""
        submission = self.at(RESUBMITTED)
        written = submission.filling.header["date"]
        assert isinstance(written, date)
        earlier = with_header(submission, date=not_after(self.config, written - timedelta(days=1)))
        found = submission.filling.tables["households"][0]["found_count"]
        earlier = with_cell(earlier, "households", 0, found_count=_number(found) + 1)
        rows = list(earlier.filling.tables["project_results"][:-1])
        tables = {**earlier.filling.tables, "project_results": rows}
        path = PurePosixPath(submission.file)
        file = str(path.parent / FIRST_VERSION_FOLDER / path.name)
        return replace(earlier, filling=Filling(earlier.filling.header, tables), file=file)

    def _approximate(self) -> Submission:
        return with_cell(self.at(APPROXIMATE), "project_results", 0, people_count="약 30")

    def _foreign_dong(self) -> Submission:
        neighbour = self.config.regions[self.regions[0]].dongs[0]
        return with_cell(self.at(FOREIGN_DONG), "households", 0, dong=neighbour)

    def _too_few_calls(self) -> Submission:
        """A digit forgotten: fewer consultations than people."""
        submission = self.at(TOO_FEW_CALLS)
        count = submission.filling.tables["monitoring"][0]["consultation_count"]
        return with_cell(submission, "monitoring", 0, consultation_count=_number(count) // 10)


def with_header(submission: Submission, **values: object) -> Submission:
    """The same return with other values in its header block."""
    filling = submission.filling
    return replace(submission, filling=Filling({**filling.header, **values}, filling.tables))


def with_cell(submission: Submission, table: str, row: int, **values: object) -> Submission:
    """The same return with other values in one row (counted from 0) of a table."""
    filling = submission.filling
    rows = [dict(each) for each in filling.tables[table]]
    rows[row] = {**rows[row], **values}
    return replace(submission, filling=Filling(filling.header, {**filling.tables, table: rows}))


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not a number: {value!r}")
    return value


if __name__ == "__main__":
    for written_path in main():
        print(written_path.relative_to(ROOT.parent))
