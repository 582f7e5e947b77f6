"""A few returns in a folder and the run over them, for tests of what is sent back.

Comes in: a folder and the contents of its workbooks. Goes out: workbooks made from the forms' own declarations, and the
``RunResult`` over the folder. Nothing is taken from a real return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.forms.form import FormSet, load_forms
from pipeline.main import collect
from pipeline.model.result import RunResult
from pipeline.settings.load import YearConfig, load_config
from pipeline.templates import Filling, TemplateContext, write_workbook

YEAR = 2021
CONFIG = Path(__file__).resolve().parents[2] / "config.yaml"
WRITTEN_ON = date(YEAR, 7, 12)
START, END = date(YEAR, 4, 1), date(YEAR, 6, 30)
Rows = Sequence[Mapping[str, object]]


@cache
def settings() -> tuple[YearConfig, FormSet]:
    """The settings of the year and the forms."""
    return load_config(CONFIG, YEAR), load_forms()


def monitoring_rows(region: int = 3) -> list[dict[str, object]]:
    """A row without a fault for each dong of the region: 70, 77, 84 … people, five calls each, from row 9 on."""
    config, _ = settings()
    return [
        {
            "round": 1,
            "dong": dong,
            "start_date": START,
            "end_date": END,
            "people_count": 70 + 7 * place,
            "consultation_count": 5 * (70 + 7 * place),
        }
        for place, dong in enumerate(config.regions[region].dongs)
    ]


def write_monitoring(
    path: Path, rows: Rows, *, region: int = 3, round_number: int = 1, header: Mapping[str, object] | None = None
) -> Path:
    """The phone monitoring of one region and round at ``path``."""
    tables = {"monitoring": [dict(row) for row in rows]}
    return write_form(path, "phone_monitoring", tables, region=region, round_number=round_number, header=header)


def write_form(
    path: Path,
    form_id: str,
    tables: Mapping[str, list[dict[str, object]]],
    *,
    region: int | None = 3,
    month: int | None = None,
    round_number: int | None = None,
    header: Mapping[str, object] | None = None,
) -> Path:
    """Any form, filled with ``tables``."""
    config, forms = settings()
    owner = config.regions[region] if region is not None else None
    context = TemplateContext(
        year=YEAR,
        region=region,
        region_name=owner.name if owner else "",
        lead=owner.lead if owner else "",
        dongs=owner.dongs if owner else (),
        regions=tuple(entry.name for entry in config.regions.values()),
        leads=tuple(entry.lead for entry in config.regions.values()),
        budget_items=config.budget_items,
        month=month,
        round=round_number,
        programme=config.programme_name,
        department=config.settings.office.department,
    )
    filled = {"author": "담당 사회복지사", "date": WRITTEN_ON, **(header or {})}
    form = forms[form_id]
    return write_workbook(form, forms.header(form), context, path, Filling(filled, dict(tables)))


def run_over(folder: Path, *, as_of: date = date(YEAR, 7, 31)) -> RunResult:
    """The run over the folder, in this process as far as possible."""
    config, forms = settings()
    return collect(config, forms, folder, as_of=as_of)
