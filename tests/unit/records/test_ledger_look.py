"""집계대장 in any office program: one table per sheet, charts that draw the values of the sheets, a valid workbook."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.workbook import Workbook
from openxml_audit import OpenXmlValidator

from pipeline.model.figures import Doubt, Figures
from pipeline.model.result import RunResult
from pipeline.records.ledger import write_ledger
from tests.support.excel_sums import named_columns
from tests.support.ledger_book import FIRST, HEADER, path_of, rows_of
from tests.support.small_run import output_folder

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


# -- a workbook that anyone can read ----------------------------------------


def test_each_sheet_holds_one_table_that_anyone_can_read(book: Workbook) -> None:
    for sheet in book:
        assert isinstance(sheet["A1"].value, str)
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert table.ref.startswith(f"A{HEADER}:")
        last = int(re.findall(r"[0-9]+", table.ref)[1])
        assert last == sheet.max_row
        header = [cell.value for cell in sheet[HEADER]][: len(table.tableColumns)]
        assert [column.name for column in table.tableColumns] == header
        assert len({str(name).casefold() for name in header}) == len(header)
        for row in sheet.iter_rows(min_row=FIRST, max_row=last):
            assert any(cell.value is not None for cell in row)
        assert sheet.page_setup.paperSize == 9
        if sheet.title != "그림":
            assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
            assert sheet.page_setup.fitToHeight == (None if sheet.title == "집계_한눈에" else 0)  # None is one page
        if table.autoFilter:
            assert sheet.freeze_panes == f"A{FIRST}"


def test_columns_are_wide_enough_for_hangul(book: Workbook) -> None:
    """A column that does not wrap has room for its longest word; Hangul is one and a half digits wide."""
    sheet = book["자료"]
    longest = max(len(str(row["항목"])) for row in rows_of(sheet))
    assert sheet.column_dimensions["B"].width >= longest * 1.3


def test_every_sheet_is_in_the_contents(book: Workbook) -> None:
    listed = [row["시트"] for row in rows_of(book["차례"])]
    assert listed == [name for name in book.sheetnames if name != "차례"]
    assert all(book["차례"].cell(FIRST + index, 1).hyperlink for index in range(len(listed)))


def test_it_opens_with_the_year_at_a_glance_and_the_proof_stands_behind_the_totals(book: Workbook) -> None:
    names = book.sheetnames
    assert names[:3] == ["집계_한눈에", "표지", "차례"]
    assert book.active.title == "집계_한눈에"
    assert book["집계_한눈에"]["A1"].value.endswith("집계대장 · 한눈에 보기")
    assert book["집계_한눈에"]["A2"].value.startswith(("확정: ", "잠정: "))
    last_total = max(place for place, name in enumerate(names) if name.startswith("집계_"))
    assert last_total < names.index("그림") < names.index("검산") < names.index("자료")


def test_the_charts_are_printed_and_not_the_table_behind_them(values: Workbook) -> None:
    sheet = values["그림"]
    if sheet._charts:
        assert str(sheet.print_area).startswith("'그림'!$F$5:")
        assert sheet.page_setup.orientation != "landscape"


def test_the_names_of_the_columns_reach_all_facts(result: RunResult, book: Workbook) -> None:
    assert {len(column) for column in named_columns(book).values()} == {len(result.facts)}


def test_charts_draw_what_the_sheets_hold(slips_values: Workbook, slips: RunResult) -> None:
    charts = openpyxl.load_workbook(path_of(slips))["그림"]._charts
    titles = {row["그림"] for row in rows_of(slips_values["그림"])}
    assert len(charts) == len(titles)
    assert {"대상자(명) 1회차", "상담(건) 2회차", "위기가구 발굴(가구) 월별"} <= titles
    gap = next(r for r in rows_of(slips_values["그림"]) if (r["그림"], r["이름"]) == ("대상자(명) 2회차", "5권역"))
    assert (gap["값"], gap["상태"]) == (None, "미제출")


def test_charts_hatch_incomplete_sums_and_mark_their_labels(slips: RunResult, slips_values: Workbook) -> None:
    """Region 3's March lacks a row. Exactly the sums that the table calls incomplete are hatched and have a star."""
    title = "위기가구 발굴(가구) 월별"
    rows = [row for row in rows_of(slips_values["그림"]) if row["그림"] == title]
    chart = chart_of(path_of(slips), title)
    hatched = {number_of(p) for p in chart.iter(f"{CHART}dPt") if p.find(f".//{DRAWING}pattFill") is not None}
    labels = {number_of(label): "".join(label.itertext(f"{DRAWING}t")) for label in chart.iter(f"{CHART}dLbl")}
    partial = {index for index, row in enumerate(rows) if row["상태"] == "일부만 더함"}
    march = next(index for index, row in enumerate(rows) if row["이름"] == "3월")
    assert march in hatched == partial == set(labels)
    assert len(partial) < len(rows)
    assert all(labels[index] == f"{rows[index]['값']:,}*" for index in partial)


def test_a_number_in_doubt_is_marked_in_its_chart_and_not_hatched(slips: RunResult, tmp_path: Path) -> None:
    doubted = [
        replace(figure, doubts=(Doubt("1권역 1회차", 1),)) if figure.key == "people region=1 round=1" else figure
        for figure in slips.figures
    ]
    marked = replace(slips, figures=Figures(doubted, slips.forms.measures))
    chart = chart_of(write_ledger(marked, tmp_path / "집계대장.xlsx"), "대상자(명) 1회차")
    labels = {number_of(label): "".join(label.itertext(f"{DRAWING}t")) for label in chart.iter(f"{CHART}dLbl")}
    assert labels[0] == f"{slips.figures.get('people', region=1, round=1).value:,}†"
    assert 0 not in {number_of(point) for point in chart.iter(f"{CHART}dPt")}


def chart_of(path: Path, title: str) -> etree._Element:
    with zipfile.ZipFile(path) as book:
        charts = [etree.fromstring(book.read(name)) for name in book.namelist() if name.startswith("xl/charts/chart")]
    (found,) = [chart for chart in charts if title in "".join(chart.itertext(f"{CHART}v", f"{DRAWING}t"))]
    return found


def number_of(point: etree._Element) -> int:
    return int(point[0].get("val", ""))


def test_it_is_a_sound_workbook(path: Path) -> None:
    assert OpenXmlValidator().validate(path).errors == []


def test_the_same_run_gives_the_same_bytes(slips: RunResult) -> None:
    folder = output_folder(slips)
    digests = {
        hashlib.sha256(write_ledger(slips, folder / name).read_bytes()).hexdigest() for name in ("가.xlsx", "나.xlsx")
    }
    assert len(digests) == 1


def test_its_properties_say_what_it_is(result: RunResult, book: Workbook) -> None:
    assert book.properties.title == f"{result.config.year}년 {result.config.programme_name} 집계대장"
    assert book.properties.creator == result.config.settings.office.department
    assert book.properties.created.date() == result.as_of
