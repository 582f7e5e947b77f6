"""The roll-up's files, read back: what they say about complete, incomplete and failed offices."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

import docx
import openpyxl
import pytest

from pipeline.city.command import CityOptions, roll_up, run_city, write_roll_up
from pipeline.city.gate import check_document, check_hwpx
from pipeline.city.report import build_report
from pipeline.errors import ConfigError, SelfCheckError
from pipeline.report.blocks import ChartBlock, TableBlock
from tests.support.made_offices import failed_office, office

LATE = {"form": "phone_monitoring", "name": "전화모니터링", "region": 2, "month": None, "round": 1, "due": "2021-06-30"}
RUNS = [
    office("가구", [10, 20], items={"물품": 7}),
    office("나구", [3], code=20, missing=["2권역 미제출"], expected=[{**LATE, "state": "미제출"}]),
    failed_office("다구", version="1"),
    office("라구", [40]),
    office("마구", [50]),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("roll-up")
    write_roll_up(roll_up(2021, RUNS), made)
    return made


def tables_of(folder: Path) -> list[list[list[str]]]:
    document = docx.Document(str(folder / "종합보고_2021.docx"))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def sheet_rows(folder: Path, name: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(folder / "종합대장_2021.xlsx")
    return [list(row) for row in book[name].iter_rows(min_row=6, values_only=True)]


def test_the_report_shows_every_office_with_its_number_and_the_marked_sum(folder: Path) -> None:
    (table,) = (table for table in tables_of(folder) if table[0] == ["자치구", "상담\n(건)"])
    assert table[1:] == [
        ["가구", "30"],
        ["나구", "3*"],
        ["다구", "결과 없음"],
        ["라구", "40"],
        ["마구", "50"],
        ["계", "123*"],
    ]


def test_the_report_shows_every_region_of_every_office(folder: Path) -> None:
    (table,) = (table for table in tables_of(folder) if table[0][:2] == ["자치구", "권역"] and "상담" in table[0][2])
    assert ["가구", "2권역", "20"] in table
    assert ["마구", "1권역", "50"] in table


def test_an_office_whose_folder_was_named_on_a_mac_is_in_the_roll_up(tmp_path: Path) -> None:
    write_roll_up(roll_up(2021, [office(normalize("NFD", "가구"), [10, 20]), *RUNS[1:]]), tmp_path)
    assert ["가구", "30"] in [row for table in tables_of(tmp_path) for row in table]


def test_the_report_says_why_an_office_has_no_result(folder: Path) -> None:
    assert ["다구", "10", "설정 파일을 고쳐 주세요."] in [row for table in tables_of(folder) for row in table]


def test_a_chart_shows_what_each_office_has_on_time(tmp_path: Path) -> None:
    def due(*states: str) -> list[dict[str, object]]:
        return [{**LATE, "state": state} for state in states]

    runs = [
        office("가구", [1], expected=due("제출", "제출", "지연")),
        office("나구", [1], expected=due("제출")),
        failed_office("다구"),
        office("라구", [1]),
    ]
    (chart,) = (block for block in build_report(roll_up(2021, runs)).blocks if isinstance(block, ChartBlock))
    assert [(point.label, point.text) for point in chart.panels[0].series[0].points] == [
        ("가구", "66.7%"),
        ("나구", "100.0%"),
        ("다구", "결과 없음"),
        ("라구", "–"),
    ]
    write_roll_up(roll_up(2021, runs), tmp_path)
    for name in ("종합보고_2021.docx", "종합보고_2021.hwpx"):
        with zipfile.ZipFile(tmp_path / name) as package:
            assert any(part.endswith(".png") for part in package.namelist())


def test_one_office_alone_has_no_chart() -> None:
    report = build_report(
        roll_up(2021, [office("가구", [1], expected=[{**LATE, "state": "제출"}]), failed_office("나구")])
    )
    assert not [block for block in report.blocks if isinstance(block, ChartBlock)]


def test_the_hwpx_says_what_the_docx_says(folder: Path) -> None:
    report = build_report(roll_up(2021, RUNS))
    check_hwpx(report, folder / "종합보고_2021.hwpx")
    other = replace(RUNS[0], name="바구")
    with pytest.raises(SelfCheckError) as told:
        check_hwpx(build_report(roll_up(2021, [other, *RUNS[1:]])), folder / "종합보고_2021.hwpx")
    assert "바구" in str(told.value.details)


def test_the_report_says_who_owes_what(folder: Path) -> None:
    (table,) = (table for table in tables_of(folder) if table[0] == ["자치구", "권역", "미제출", "지연", "보완"])
    assert table[1:] == [["나구", "2권역", "1", "0", "0"]]


def test_the_ledgers_totals_are_live_sums_over_the_rows_of_their_group(folder: Path) -> None:
    figures = sheet_rows(folder, "자치구별 수")
    totals = sheet_rows(folder, "합계")
    assert [row[7] for row in totals] == [
        f"=SUMIFS('자치구별 수'!$J$6:$J${5 + len(figures)},'자치구별 수'!$A$6:$A${5 + len(figures)},{number})"
        for number in (1, 2)
    ]
    assert [sum(row[9] for row in figures if row[0] == number) for number in (1, 2)] == [123, 7]


def test_results_say_the_same_for_machines(folder: Path) -> None:
    content = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert (content["year"], content["as_of"], content["status"]) == (2021, "2021-12-31", "잠정")
    assert [(entry["office"], entry["exit_code"]) for entry in content["offices"]] == [
        ("가구", 0),
        ("나구", 20),
        ("다구", 10),
        ("라구", 0),
        ("마구", 0),
    ]
    total = content["totals"][0]
    assert (total["value"], total["state"]) == (123, "partial")
    assert total["missing"] == ["나구: 2권역 미제출", "다구: 결과 없음"]
    assert content["expected"] == [{"office": "나구", **LATE, "state": "미제출"}]


def test_the_same_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_roll_up(roll_up(2021, RUNS), tmp_path)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_a_city_of_final_offices_is_final(tmp_path: Path) -> None:
    write_roll_up(roll_up(2021, [RUNS[0], RUNS[3]]), tmp_path)
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["status"] == "확정"


def test_a_city_without_any_result_has_a_roll_up_that_says_so(tmp_path: Path) -> None:
    write_roll_up(roll_up(2021, [failed_office("가구")]), tmp_path)
    assert ["가구", "10", "설정 파일을 고쳐 주세요."] in [row for table in tables_of(tmp_path) for row in table]


def test_a_number_that_the_document_does_not_hold_stops_the_roll_up(folder: Path) -> None:
    report = build_report(roll_up(2021, [replace(RUNS[0], name="하구"), *RUNS[1:]]))
    assert any(isinstance(block, TableBlock) for block in report.blocks)
    with pytest.raises(SelfCheckError) as raised:
        check_document(report, folder / "종합보고_2021.docx")
    assert any("하구" in detail for detail in raised.value.details)


def test_the_roll_up_cannot_lie_among_the_offices(tmp_path: Path) -> None:
    (tmp_path / "가구").mkdir()
    with pytest.raises(ConfigError, match="겹칩니다"):
        run_city(CityOptions(2021, tmp_path, tmp_path / "종합", 1))
