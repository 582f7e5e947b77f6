"""The guide sheet says what the form's declaration says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.forms.stamp import GUIDE_SHEET
from pipeline.templates.guide import ALWAYS, HEADINGS
from tests.unit.templates.making import FORM_IDS, FORMS, REGION, context_of, make

every_form = pytest.mark.parametrize("form_id", FORM_IDS)


def guide_of(form_id: str, folder: Path, **changes: object) -> list[tuple[object, ...]]:
    form = FORMS[form_id]
    path = make(folder, form, replace(context_of(form), **changes))
    return list(load_workbook(path)[GUIDE_SHEET].iter_rows(values_only=True))


def cells_of(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The lines of the table of cells."""
    start = rows.index(HEADINGS) + 1
    end = next(number for number in range(start, len(rows)) if rows[number][1] is None)
    return rows[start:end]


@every_form
def test_every_cell_is_listed_in_the_order_of_the_sheets(form_id: str, tmp_path: Path) -> None:
    form = FORMS[form_id]
    expected = [(form.sheets[0].name, column.label) for column in FORMS.header(form)]
    expected += [(sheet.name, column.label) for sheet, table in form.tables() for column in table.columns]
    rows = cells_of(guide_of(form_id, tmp_path))
    assert [(sheet, label) for sheet, label, *_ in rows] == expected
    columns = [*FORMS.header(form), *(column for _, table in form.tables() for column in table.columns)]
    for (_, _, required, how, _), column in zip(rows, columns, strict=True):
        assert required == ("자동" if column.formula else "필수" if column.required else None)
        assert str(how).startswith(column.help)


@every_form
def test_purpose_deadline_and_the_forms_own_advice_are_there(form_id: str, tmp_path: Path) -> None:
    form = FORMS[form_id]
    answers = {row[0]: row[1] for row in guide_of(form_id, tmp_path)}
    assert answers["무엇인가요"] == form.purpose
    assert answers["언제까지"] == form.due
    assert answers["누가 적나요"] == ("복지정책과" if form.sender == "head_office" else "각 권역의 대표기관")
    assert {f"{n}. {sentence}" for n, sentence in enumerate((*form.guide, *ALWAYS), 1)} <= set(answers)


def test_the_settings_deadline_and_department_go_before_the_forms_own_words(tmp_path: Path) -> None:
    answers = {row[0]: row[1] for row in guide_of("settlement", tmp_path, due="2021. 12. 20.까지", department="복지과")}
    assert answers["언제까지"] == "2021. 12. 20.까지"
    assert "복지과에 보내 주세요" in answers["다 적으면"]


def test_what_must_fit_together_is_said_with_its_sheet(tmp_path: Path) -> None:
    rows = guide_of("settlement", tmp_path)
    assert ("정산총괄", "반납액(원)은 잔액(원)과 같아야 합니다.") in [row[:2] for row in rows]
    assert ("집행내역", "증빙번호가 같은 줄을 두 번 적지 않습니다.") in [row[:2] for row in rows]


def test_the_guide_says_of_a_cell_what_its_hint_says(tmp_path: Path) -> None:
    path = make(tmp_path, FORMS["phone_monitoring"], replace(REGION, round=1))
    book = load_workbook(path)
    prompts = {check.prompt.partition(" 예: ")[0] for check in book["모니터링"].data_validations.dataValidation}
    how = {row[3] for row in cells_of(list(book[GUIDE_SHEET].iter_rows(values_only=True)))}
    assert how == prompts


@every_form
def test_every_text_of_the_guide_has_room(form_id: str, tmp_path: Path) -> None:
    form = FORMS[form_id]
    guide = load_workbook(make(tmp_path, form))[GUIDE_SHEET]
    for row in guide.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.alignment.wrap_text:
                merged = next((r for r in guide.merged_cells.ranges if cell.coordinate in r), None)
                letters = "ABCDE"[cell.column - 1 : merged.max_col if merged else cell.column]
                width = sum(guide.column_dimensions[letter].width for letter in letters)
                lines = guide.row_dimensions[cell.row].height / 16.5
                assert len(cell.value) * 1.6 / width <= lines * 1.2


@pytest.mark.parametrize(("form_id", "orientation"), [("settlement", "portrait"), ("monthly_results", "landscape")])
def test_a_guide_of_one_page_stands_upright_and_a_longer_one_is_printed_large(
    form_id: str, orientation: str, tmp_path: Path
) -> None:
    setup = load_workbook(make(tmp_path, FORMS[form_id]))[GUIDE_SHEET].page_setup
    assert setup.orientation == orientation
    assert setup.fitToHeight == (3 if orientation == "landscape" else None)  # None is one page
