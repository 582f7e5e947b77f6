"""`new-programme`: a small working start for another programme, in a folder of its own.

Comes in: a folder that is not there yet, and a year. Goes out: settings, two forms, a report and one filled example.
Nothing that exists is ever overwritten.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pipeline.assets import NEW_PROGRAMME
from pipeline.errors import ConfigError
from pipeline.forms.form import Column, Form, load_forms
from pipeline.forms.slots import expected_slots
from pipeline.settings.load import load_config
from pipeline.templates import Filling, workbook_name, write_workbook
from pipeline.templates.year import context_of_slot

WRITTEN_FOR = "2021"  # the year written in the files


def new_programme(folder: Path, year: int) -> list[str]:
    """Create it; returns the lines that say what there is and what comes next. Raises ConfigError where ``folder``
    holds something already, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(f"'{folder}' 폴더가 비어 있지 않습니다. 새 폴더의 이름을 적어 주세요.")
    try:
        shutil.copytree(NEW_PROGRAMME, folder, dirs_exist_ok=True)
        for path in folder.rglob("*.yaml"):
            path.write_text(path.read_text(encoding="utf-8").replace(WRITTEN_FOR, str(year)), encoding="utf-8")
        example = _write_example(folder, year)
    except OSError:
        raise ConfigError(
            f"'{folder}'에 쓸 수 없습니다. 폴더에 쓸 수 있는지, 디스크에 남은 자리가 있는지 확인해 주세요."
        ) from None
    config, given, made = folder / "config.yaml", folder / "input", folder / "output"
    return [
        f"새 사업의 본보기를 만들었습니다: {folder}",
        f"  설정 {config.name} · 서식 서식/*.yaml · 보고서 report.yaml · 채운 본보기 {example.relative_to(folder)}",
        "다음:",
        f'  python run.py templates --year {year} --config "{config}" --output "{folder / "빈서식"}"   (빈 서식)',
        f'  python run.py --year {year} --config "{config}" --input "{given}" --output "{made}"',
        "  고칠 곳과 차례는 docs/새_사업.md에 있습니다.",
    ]


def _write_example(folder: Path, year: int) -> Path:
    """The first return that the year expects, filled in with the examples of its columns."""
    config = load_config(folder / "config.yaml", year)
    forms = load_forms(folder=folder / config.settings.form_folder, report=folder / config.settings.report.file)
    slot, _ = next(entry for entry in expected_slots(forms, config) if forms[entry[0].form].period == "year")
    form = forms[slot.form]
    context = context_of_slot(slot, form, config, mark="예시")
    header: dict[str, object] = {c.id: _example(c, year) for c in forms.header(form) if c.id in ("author", "date")}
    path = folder / "input" / workbook_name(form, context)
    return write_workbook(form, forms.header(form), context, path, Filling(header, _rows(form, year)))


def _rows(form: Form, year: int) -> dict[str, list[dict[str, object]]]:
    return {
        table.id: [{column.id: _example(column, year) for column in table.columns if column.example != ""}]
        for _, table in form.tables()
    }


def _example(column: Column, year: int) -> object:
    return date.fromisoformat(str(column.example)).replace(year=year) if column.type == "date" else column.example
