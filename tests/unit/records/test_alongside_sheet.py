"""검증결과, sheet 손으로 센 수와 대조: each of the officer's own totals beside ours, and the cells behind ours."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.records.findings import write_checks
from tests.support.small_run import output_folder, small_run

SHEET = "손으로 센 수와 대조"
HOSTILE = '=HYPERLINK("http://a.example")<b>\''


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


@pytest.fixture(scope="module")
def sheet(result: RunResult) -> Worksheet:
    figure = result.figures.get("consultations", region=1)
    cells = tuple((Place("1권역.xlsx", "모니터링", f"F{row}"), "1건") for row in range(1, 24))
    different = Compared(
        place=Place("장부.xlsx", "장부", "B2"), name="1권역 상담", typed="800", verdict=Verdict.DIFFERENT, hers=800,
        figure=figure, title="1권역 상담(건)", cells=cells, remarks=("살펴볼 말",),
    )  # fmt: skip
    hostile = Compared(
        place=Place("장부.xlsx", "장부", "B3"),
        name=HOSTILE,
        typed=HOSTILE,
        verdict=Verdict.SEVERAL,
        candidates=(HOSTILE,),
    )
    missing = replace(different, figure=result.figures.get("regional_meetings", region=5, month=5), cells=())
    folder = output_folder(result)
    own = folder.parent / "장부.xlsx"
    compared = Comparison(own, "장부.xlsx", (different, hostile, missing), ("알릴 것",))
    path = write_checks(result, folder / "대조.xlsx", compared=compared)
    return openpyxl.load_workbook(path)[SHEET]


def row(sheet: Worksheet, number: int) -> dict[str, object]:
    heads, values = ([cell.value for cell in sheet[at]] for at in (5, number))
    return dict(zip(map(str, heads), values, strict=True))


def test_a_difference_stands_beside_ours_with_its_cells(sheet: Worksheet) -> None:
    told = row(sheet, 6)
    assert (told["손으로 센 수"], told["우리 수"], told["차이"], told["결과"]) == (800, 828, -28, "다름")
    assert sheet["D6"].number_format == '#,##0"†"'
    lines = str(told["우리 수의 칸"]).split("\n")
    assert lines[0] == "1권역.xlsx › 모니터링 › F1: 1건"
    assert lines[20:] == ["… 나머지 3칸은 집계대장과 근거보기에 있습니다."]


def test_her_cell_is_a_link_into_her_file(sheet: Worksheet) -> None:
    assert sheet["A6"].value == "장부 › B2"
    assert sheet["A6"].hyperlink.target.replace("\\", "/") == "../장부.xlsx"
    assert sheet["A6"].hyperlink.location == "'장부'!B2"


def test_what_her_file_says_is_never_a_formula_or_a_link(sheet: Worksheet) -> None:
    told = row(sheet, 7)
    assert told["적은 이름"] == told["손으로 센 수"] == told["살펴볼 것"] == HOSTILE
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in (sheet["B7"], sheet["C7"], sheet["H7"]))


def test_a_number_that_we_lack_is_a_word_and_no_zero(sheet: Worksheet) -> None:
    told = row(sheet, 8)
    assert (told["우리 수"], told["차이"]) == ("미제출", None)


def test_the_title_sums_up_and_the_notes_stand_below_it(sheet: Worksheet) -> None:
    assert sheet["A1"].value == "손으로 센 수와 대조: 다름 2 · 여러 수에 맞음 1"
    assert sheet["A3"].value == "알릴 것"


def test_without_her_file_there_is_no_such_sheet(result: RunResult) -> None:
    path = write_checks(result, output_folder(result) / "대조없음.xlsx")
    assert SHEET not in openpyxl.load_workbook(path, read_only=True).sheetnames
