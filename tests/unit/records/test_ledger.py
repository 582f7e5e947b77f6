"""집계대장: every number can be traced to its cell, and every sum is live and right.

It is opened with openpyxl, which did not write it; ``tests.support.excel_sums`` calculates the sums a second time.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import SelfCheckError
from pipeline.model.figures import Figures, State
from pipeline.model.result import RunResult
from pipeline.records.ledger import write_ledger
from tests.support.excel_sums import named_columns, value_of
from tests.support.ledger_book import FIRST, HEADER, path_of, rows_of
from tests.support.small_run import output_folder

INTERNAL = re.compile(r"'[^']+'!\$?[A-Z]+\$?[0-9]+")


def formulas_of(book: Workbook) -> Iterator[tuple[Worksheet, str, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet, cell.coordinate, str(cell.value)


# -- every number ----------------------------------------


def test_every_figure_of_the_report_is_proved(result: RunResult, values: Workbook) -> None:
    shown = [figure for figure in result.figures if figure.value is not None]
    rows = rows_of(values["검산"])
    assert [row["집계대장"] for row in rows] == [figure.value for figure in shown]
    assert [row["보고서"] for row in rows] == [figure.value for figure in shown]
    assert {row["차이"] for row in rows} == {0}
    assert [row["더한 칸"] for row in rows] == [len(figure.sources) for figure in shown]
    assert len({row["수의 이름"] for row in rows}) == len(rows)
    assert values["검산"]["A3"].value == f"검산 결과: 모두 일치 ({len(shown)}개)"
    assert values["표지"]["B11"].value == values["검산"]["A3"].value


def test_every_number_handed_in_is_in_the_ledger_with_its_cell(result: RunResult, values: Workbook) -> None:
    rows = rows_of(values["자료"])
    shown = Counter((row["파일"], row["시트"], row["셀"], row["값"]) for row in rows)
    known = Counter(
        (fact["file"], fact["sheet"], fact["cell"], int(fact["value"]) if fact["state"] != "not_applicable" else None)
        for fact in result.facts.to_dict("records")
    )
    assert shown == known
    assert len(rows) == len(result.facts)


def test_what_a_figure_adds_up_is_what_counts_as_summed(result: RunResult, values: Workbook) -> None:
    """A cell behind any figure is marked 합산: 예, and a cell with this mark is behind some figure."""
    summed = {(row["파일"], row["시트"], row["셀"]) for row in rows_of(values["자료"]) if row["합산"] == "예"}
    behind = {
        (place.file, place.sheet, place.cell)
        for figure in result.figures
        for place in figure.sources
        if figure.value is not None
    }
    assert summed == behind


def test_every_sum_says_the_same_as_its_formula(book: Workbook, values: Workbook) -> None:
    """The value is calculated from the formula's own text, the way Excel reads it."""
    columns = named_columns(values)
    sums = 0
    for sheet, address, formula in formulas_of(book):
        shown = values[sheet.title]
        if formula.startswith(("=SUMIFS", "=SUMPRODUCT")):
            sums += 1
            assert value_of(formula, columns, lambda cell, shown=shown: shown[cell].value) == shown[address].value
        elif sheet.title == "그림":
            name, _, cell = formula.removeprefix("=").rpartition("!")
            assert shown[address].value == values[name.strip("'")][cell].value
        elif sheet.title == "검산" and address != "A3":
            first, second = formula.removeprefix("=").split("-")
            assert shown[address].value == shown[first].value - shown[second].value == 0
        else:
            assert (sheet.title, address) in {("검산", "A3"), ("표지", "B11")}
    assert sums >= 90


def test_formulas_call_only_functions_that_every_excel_has(book: Workbook) -> None:
    """Those of newer Excels would need a prefix in the file, and we write none."""
    called = {name for _, _, formula in formulas_of(book) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)}
    assert "SUMIFS" in called
    assert called <= {"SUMIFS", "SUMPRODUCT", "EXACT", "IF", "COUNT"}


def test_the_cell_behind_a_number_holds_that_number(slips: RunResult, slips_values: Workbook) -> None:
    """Every link of the 자료 sheet is followed into the file that was handed in."""
    sheet, opened, followed = slips_values["자료"], {}, 0
    for row in range(FIRST, sheet.max_row + 1):
        link, value = sheet[f"R{row}"].hyperlink, sheet[f"K{row}"].value
        file = _linked(output_folder(slips), link.target)
        if file.suffix != ".xlsx":
            assert file == slips.config.path.resolve()
            continue
        if file not in opened:
            opened[file] = openpyxl.load_workbook(file, data_only=True)
        name, _, address = link.location.rpartition("!")
        found = opened[file][name.strip("'")][address].value
        assert found == value or (isinstance(found, str | date) and value in (1, None)) or (value == 1 and found)
        followed += 1
    assert followed > 500


# -- what may not be added, and what is not there ----------------------------------------


def test_people_are_never_added_over_rounds(slips_values: Workbook) -> None:
    rows = rows_of(slips_values["집계_전화모니터링"])
    assert [row["회차"] for row in rows if row["항목"] == "대상자(명)"] == [1, 2]
    assert [row["회차"] for row in rows if row["항목"] == "상담(건)"] == ["전체", 1, 2]
    assert "회차끼리 더하지 않습니다" in str(slips_values["집계_전화모니터링"]["A3"].value)


def test_the_whole_year_is_on_one_sheet(slips_values: Workbook) -> None:
    rows = {(row["항목"], row["회차"]): row for row in rows_of(slips_values["집계_한눈에"])}
    assert rows["교부액(원)", "전체"]["계"] == 8_850_000
    assert rows["대상자(명)", 1]["계"] == 1_134
    assert ("대상자(명)", "전체") not in rows
    assert len({name for name, _ in rows}) == len(rows) - 4  # 대상자 and 지원 대상자 twice, 상담 three times


def test_what_was_not_handed_in_is_said_and_a_partial_sum_is_marked(slips_values: Workbook) -> None:
    sheet = slips_values["집계_전화모니터링"]
    rows = rows_of(sheet)
    second = next(index for index, row in enumerate(rows) if row["항목"] == "대상자(명)" and row["회차"] == 2)
    # 2회차: 26+33+40, 46+53+60, 66+73+80+87, 86+93+100; region 5 sent nothing
    assert [rows[second][name] for name in ("1권역", "2권역", "3권역", "4권역", "5권역")] == [
        99,
        159,
        306,
        279,
        "미제출",
    ]
    assert rows[second]["계"] == 843
    assert sheet.cell(FIRST + second, 3).number_format == '#,##0"*"'
    assert "5권역 2회차" in str(rows[second]["* 아직 없는 자료"])


def test_numbers_that_repeat_another_table_are_shown_and_not_added(slips_values: Workbook) -> None:
    granted = [row for row in rows_of(slips_values["자료"]) if row["항목"] == "교부액(원)"]
    by_form = Counter((row["서식"], row["합산"]) for row in granted)
    assert by_form == {("총괄부서실적", "예"): 10, ("정산서", "아니오"): 8}
    assert sum(int(str(row["값"])) for row in granted if row["합산"] == "예") == 8_850_000
    total = next(row for row in rows_of(slips_values["집계_총괄부서실적"]) if row["항목"] == "교부액(원)")
    assert total["계"] == 8_850_000


def test_a_row_left_out_stays_visible_with_its_reason(slips_values: Workbook) -> None:
    rows = rows_of(slips_values["월별실적_위기가구"])
    out = [row for row in rows if row["처리"] == "합계에서 뺌"]
    assert len(out) == 1
    assert (out[0]["제출 권역"], out[0]["해당월"], out[0]["동"]) == ("3권역", "3월", "녹번동")
    assert out[0]["까닭"] == "다른 곳의 동 (A6)"


def test_a_line_of_the_head_office_is_not_added_to_the_regions(slips_values: Workbook) -> None:
    rows = [row for row in rows_of(slips_values["집계_월별실적"]) if row["항목"] == "전체회의(회)"]
    whole = next(row for row in rows if row["월"] == "전체")
    assert whole["계"] == "더하지 않음"
    assert whole["총괄부서"] == 4
    assert [whole[f"{region}권역"] for region in range(1, 6)] == [2, 2, 2, 2, 1]


def test_the_parts_make_the_whole(result: RunResult, values: Workbook) -> None:
    """In every line in which all regions have a number, they add up to 계."""
    regions, lines = [region.name for region in result.config.regions.values()], 0
    for sheet in values:
        if not sheet.title.startswith("집계_") or "계" not in [cell.value for cell in sheet[HEADER]]:
            continue
        for row in rows_of(sheet):
            parts = [row[name] for name in regions if isinstance(row[name], int)]
            if isinstance(row["계"], int):
                assert sum(parts) == row["계"]
                lines += 1
    assert lines >= 5


# -- raw rows ----------------------------------------


def test_every_row_of_every_table_that_was_asked_for_is_there(result: RunResult, values: Workbook) -> None:
    for (form_id, table_id), frames in result.frames.items():
        form = result.forms[form_id]
        asked = result.config.expected(form_id)
        name = f"{form.name}_{form.sheet_of(table_id).name}"
        if asked is None or (asked.tables and table_id not in asked.tables):
            assert name not in values.sheetnames
            continue
        rows = rows_of(values[name])
        assert len(rows) == len(frames.values)
        assert {column.label for column in form.table(table_id).columns} <= set(rows[0])
        assert [row["파일"] for row in rows] == [frames.parts[key[0]].file for key in frames.values.index]


def test_what_was_typed_is_text_and_never_a_formula_or_a_link(slips: RunResult, slips_values: Workbook) -> None:
    sheet = slips_values["월별실적_소식지"]
    rows = rows_of(sheet)
    title = '=HYPERLINK("http://example.com","누르기")'
    assert [row["제목"] for row in rows].count(title) == 1
    formulas = {name.title for name, _, _ in formulas_of(openpyxl.load_workbook(path_of(slips)))}
    assert formulas <= {name for name in slips_values.sheetnames if name.startswith(("집계_", "검산", "그림", "표지"))}
    for row in sheet.iter_rows(min_row=FIRST):
        assert [cell.column_letter for cell in row if cell.hyperlink] == ["C"]


def _linked(folder: Path, target: str) -> Path:
    """The file that a relative link leads to, as Excel reads it."""
    return (folder / unquote(target.replace("\\", "/"))).resolve()


def test_a_proved_number_opens_its_first_cell(result: RunResult, book: Workbook, path: Path) -> None:
    paths = {item.file: item.path.resolve() for item in result.returns}
    shown = [figure for figure in result.figures if figure.value is not None]
    led = 0
    for row, figure in enumerate(shown, start=FIRST):
        link = book["검산"].cell(row, 7).hyperlink
        if figure.sources and (place := figure.sources[0]).file in paths:
            assert _linked(path.parent, link.target) == paths[place.file]
            assert link.location == f"'{place.sheet}'!{place.cell}"
            led += 1
    assert led > 40


def test_every_link_leads_into_this_workbook_or_to_a_file_of_the_run(result: RunResult, path: Path) -> None:
    known = {item.path.resolve() for item in result.returns} | {result.config.path.resolve()}
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    targets = [t for part in parts for t in re.findall(r'Target="([^"]*)" TargetMode="External"', part)]
    assert targets
    for target in set(targets):
        assert _linked(path.parent, target) in known
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and not cell.hyperlink.target:
                    assert INTERNAL.fullmatch(cell.hyperlink.location)


# -- it cannot be silently wrong ----------------------------------------


def test_a_figure_that_is_not_the_sum_of_its_cells_stops_everything(slips: RunResult, tmp_path: Path) -> None:
    wrong = [
        replace(figure, value=(figure.value or 0) + 1) if figure.key == "people region=1 round=1" else figure
        for figure in slips.figures
    ]
    falsified = replace(slips, figures=Figures(wrong, slips.forms.measures))
    with pytest.raises(SelfCheckError, match="1권역 1회차 대상자"):
        write_ledger(falsified, tmp_path / "집계대장.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_any_figure_still_gives_a_readable_workbook(slips: RunResult, tmp_path: Path) -> None:
    nothing = replace(slips, facts=slips.facts.iloc[0:0], figures=Figures([], slips.forms.measures))
    book = openpyxl.load_workbook(write_ledger(nothing, tmp_path / "집계대장.xlsx"), data_only=True)
    assert book["자료"]["A6"].value == "실을 줄이 없습니다"
    assert book["검산"]["A3"].value == "검산 결과: 모두 일치 (0개)"


def test_states_stay_apart(slips: RunResult, slips_values: Workbook) -> None:
    """A typed zero, 해당없음 and a value look different in the 자료 sheet."""
    states = Counter(row["상태"] for row in rows_of(slips_values["자료"]))
    expected = Counter(slips.facts["state"])
    assert states["0으로 적음"] == expected[State.ZERO.value]
    assert states["해당없음"] == expected[State.NOT_APPLICABLE.value]
    assert states["값 있음"] == expected[State.VALUE.value]
