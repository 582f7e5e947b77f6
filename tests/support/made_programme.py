"""A programme that a test defines: settings, forms and a report written into a folder, its forms filled and read.

Comes in: YAML texts and rows. Goes out: a folder that the program runs on, and what it finds there. It uses only the
code of the program, and nothing of the program's own programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot
from pipeline.main import collect, load
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig
from pipeline.templates import Filling, workbook_name, write_workbook
from pipeline.templates.year import context_of_slot

YEAR = 2021
SETTINGS = """
기관: {{자치구: 은평구, 총괄부서: 어르신복지과, 부서장: 어르신복지과장}}
사업: {{이름: 쉼터 지원}}
보내는_곳: {{이름: 쉼터, 세는_말: 곳}}
쉼터:
{centres}
서식_폴더: 서식
보고서: {{내용_파일: report.yaml, 절: [요약, {sections}, 붙임], 형식: [docx]}}
연도:
  2021:
    시작: 2021-01-01
    끝: 2021-12-31
    서식: {forms}
"""
HEADER = """
header_fields:
  year: {label: 사업연도, type: count, required: true}
  region: {label: 쉼터, type: choice, choices_from: regions, required: true}
  author: {label: 작성자, type: text, required: true}
  date: {label: 작성일, type: date, required: true, within: any}
  month: {label: 해당월, type: month, required: true}
"""
CENTRES = ("가람", "나래", "다솜")
Rows = Sequence[Mapping[str, object]]


class Programme:
    """A folder with settings, forms and a report; ``fill`` puts returns into its input."""

    def __init__(self, folder: Path, forms: Mapping[str, str], due: str, report: str = "", sections: str = "") -> None:
        self.folder, self.config_path = folder, folder / "config.yaml"
        (folder / "서식").mkdir(parents=True)
        (folder / "서식" / "common.yaml").write_text(HEADER, encoding="utf-8")
        for name, text in forms.items():
            (folder / "서식" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (folder / "report.yaml").write_text(report or "sections: []\n", encoding="utf-8")
        centres = "\n".join(f"  - {{번호: {n}, 이름: {name}쉼터, 약칭: {name}}}" for n, name in enumerate(CENTRES, 1))
        text = SETTINGS.format(centres=centres, sections=sections or "제출현황", forms=due)
        self.config_path.write_text(text, encoding="utf-8")

    def load(self) -> tuple[YearConfig, FormSet]:
        """The settings and forms. Raises ConfigError with every mistake."""
        return load(self.config_path, YEAR)

    def fill(self, form_id: str, centre: int | None = 1, *, month: int | None = None, **tables: Rows) -> None:
        """Write a return without a fault except for what ``tables`` hold; ``centre`` None is the office itself."""
        config, forms = self.load()
        form = forms[form_id]
        context = context_of_slot(Slot(form_id, centre, month), form, config)
        rows = {name: [dict(row) for row in own] for name, own in tables.items()}
        filling = Filling({"author": "담당", "date": date(YEAR, 2, 1)}, rows)
        path = self.folder / "input" / workbook_name(form, context)
        write_workbook(form, forms.header(form), context, path, filling)

    def run(self, as_of: date | None = None) -> RunResult:
        return collect(*self.load(), self.folder / "input", as_of=as_of)
