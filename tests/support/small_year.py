"""A small, believable year of returns: all six forms, five regions, not everything handed in, no person named.

Comes in: an empty folder. Goes out: filled workbooks for 2021, made from the forms' own declarations, the same bytes
every time. Everything is invented by simple arithmetic that a test can repeat; nothing is taken from a real return.

What is there (41 files): operating plans of regions 1, 2, 3 and 5; joint project plans and the first monitoring round
of all five; the second round of regions 1 to 4; monthly results of March to June (region 5 only March and April,
region 4 says in April that nothing happened); settlements of regions 1 to 4; the head office's own workbook. With
``slips`` come the mistakes that people make: see ``SLIPS``.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pipeline.forms.form import FormSet, load_forms
from pipeline.settings.load import YearConfig, load_config
from pipeline.settings.schema import Region
from pipeline.templates import Filling, TemplateContext, workbook_name, write_workbook
from tests.support.small_year_forms import (
    PROJECTS,
    YEAR,
    head_office,
    header_of,
    households,
    meetings,
    monitoring_round,
    newsletter,
    operating_plan,
    project_plan,
    project_results,
    settlement,
)

CONFIG = Path(__file__).resolve().parents[2] / "config.yaml"
MONTHS = (3, 4, 5, 6)
PLANS_FROM = (1, 2, 3, 5)
SETTLEMENTS_FROM = (1, 2, 3, 4)
SECOND_ROUND_FROM = (1, 2, 3, 4)
LAST_MONTH = {5: 4}  # region 5 stopped sending monthly results after April
QUIET = {(4, 4)}  # (region, month) in which nothing happened
SLIPS = {
    "3권역 3월 위기가구": "a dong of another region: the row is left out",
    "2권역 5월 소식지": "a title that begins with '=' must stay text everywhere",
    "1권역 2차 모니터링": "fewer consultations than people: a warning",
    "2권역 정산서": "handed in twice, the later one corrects the payment",
    "1권역 3월 월별실적": "the same file twice under another name",
    "4권역 정산서": "a typed grant that is not what the head office paid",
    "메모.txt": "a file that is no form at all",
}


def build_small_year(folder: Path, *, slips: bool = False) -> None:
    """Write the year's workbooks into ``folder``, one sub-folder for each region and one for the head office."""
    _Year(folder, slips=slips).write()


class _Year:
    def __init__(self, folder: Path, *, slips: bool) -> None:
        self.folder = folder
        self.slips = slips
        self.config: YearConfig = load_config(CONFIG, YEAR)
        self.forms: FormSet = load_forms()

    def write(self) -> None:
        for region in self.config.regions.values():
            if region.number in PLANS_FROM:
                self._put("operating_plan", region, operating_plan(region))
            self._put("joint_project_plan", region, project_plan(region))
            for month in MONTHS:
                if month <= LAST_MONTH.get(region.number, month):
                    self._put("monthly_results", region, self._month(region, month), month=month)
            self._put("phone_monitoring", region, self._round(region, 1), round_number=1)
            if region.number in SECOND_ROUND_FROM:
                self._put("phone_monitoring", region, self._round(region, 2), round_number=2)
            if region.number in SETTLEMENTS_FROM:
                self._put("settlement", region, self._settlement(region))
        self._put("head_office", None, head_office(self.config))
        if self.slips:
            self._more_files()

    def _more_files(self) -> None:
        again = self._path("settlement", self.config.regions[2]).with_stem("정산서 최종")
        self._put("settlement", self.config.regions[2], settlement(2, corrected=True), path=again)
        first = self._path("monthly_results", self.config.regions[1], month=3)
        shutil.copyfile(first, first.with_stem(f"{first.stem} 사본"))
        (self.folder / "메모.txt").write_text("5권역 자료는 다음 주에 오기로 함\n", encoding="utf-8", newline="\n")

    # -- files ------------------------------------------------------------------------------------------------------

    def _context(
        self, form_id: str, region: Region | None, month: int | None, round_number: int | None
    ) -> TemplateContext:
        project, activities = PROJECTS[region.number] if region else ("", {})
        return TemplateContext(
            year=YEAR,
            region=region.number if region else None,
            region_name=region.name if region else "",
            lead=region.lead if region else "",
            dongs=region.dongs if region else (),
            regions=tuple(r.name for r in self.config.regions.values()),
            leads=tuple(r.lead for r in self.config.regions.values()),
            budget_items=self.config.budget_items,
            projects=((project, tuple(activities)),) if form_id == "monthly_results" else (),
            month=month,
            round=round_number,
            programme=self.config.programme_name,
            department=self.config.settings.office.department,
        )

    def _path(
        self, form_id: str, region: Region | None, month: int | None = None, round_number: int | None = None
    ) -> Path:
        context = self._context(form_id, region, month, round_number)
        parent = self.folder / (region.name if region else "총괄부서")
        return parent / workbook_name(self.forms[form_id], context)

    def _put(
        self,
        form_id: str,
        region: Region | None,
        filling: Filling,
        *,
        month: int | None = None,
        round_number: int | None = None,
        path: Path | None = None,
    ) -> None:
        form = self.forms[form_id]
        target = path or self._path(form_id, region, month, round_number)
        context = self._context(form_id, region, month, round_number)
        write_workbook(form, self.forms.header(form), context, target, filling)

    # -- what the slips touch ---------------------------------------------------------------------------------------

    def _month(self, region: Region, month: int) -> Filling:
        written = date(YEAR, month + 1, 8)
        if (region.number, month) in QUIET:
            return Filling(
                {**header_of(region, written), "activity_state": "실적 없음"}, {"project_results": [], "households": []}
            )
        tables = {
            "meetings": meetings(region, month),
            "project_results": project_results(region, month),
            "households": households(region, month),
            "newsletter": newsletter(region, month),
        }
        if self.slips and (region.number, month) == (3, 3):
            tables["households"][0]["dong"] = self.config.regions[1].dongs[0]
        if self.slips and (region.number, month) == (2, 5):
            tables["newsletter"][0]["title"] = '=HYPERLINK("http://example.com","누르기")'
        return Filling({**header_of(region, written), "activity_state": "있음"}, tables)

    def _round(self, region: Region, number: int) -> Filling:
        filling = monitoring_round(region, number)
        if self.slips and (region.number, number) == (1, 2):
            filling.tables["monitoring"][0]["consultation_count"] = 7
        return filling

    def _settlement(self, region: Region) -> Filling:
        filling = settlement(region.number)
        if self.slips and region.number == 4:
            filling.tables["summary"][0]["granted_won"] = 1_200_000
            filling.tables["summary"][0]["returned_won"] = 1_200_000 - 910_000
        return filling
