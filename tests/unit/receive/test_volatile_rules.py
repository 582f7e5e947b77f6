"""Values that change the next time the file is opened: the sender has to say which value is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.cells import Cell, CellKind, SheetReading, WorkbookReading
from pipeline.receive.volatile import LONGEST_CHAIN, MOST_CELLS, changes_by_itself
from tests.support.markdown_book import book, check, told


@pytest.mark.parametrize("formula", ["=TODAY()", "=NOW()-0.2", "=H20", "=IF(TODAY()>1,H21,0)"])
def test_book_064_day_that_is_always_today__warning(formula: str) -> None:
    odd = book("settlement").with_cells(
        "집행내역", {"A2": f"{formula} -> 44386 {{yyyy-mm-dd}}", "H20": "=TODAY() -> 44386"}
    )
    lines = [line for line in told(odd) if not line.startswith("CELL-1")]
    assert lines == ["BOOK-064 warning kept 집행내역!A2 '2021-07-09'"]


def test_book_064_number_drawn_by_lot__warning() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"E8": "=RANDBETWEEN(20,30) -> 21"})
    assert [line for line in told(odd) if line.startswith("BOOK-")] == ["BOOK-064 warning kept 모니터링!E8 '21'"]


def test_book_064_day_of_writing_that_is_always_today__warning() -> None:
    odd = book("phone_monitoring", header={"작성일": "=TODAY() -> 44543 {yyyy-mm-dd}"})
    (line,) = told(odd)
    assert line == "BOOK-064 warning kept 모니터링!B3 '2021-12-13'"
    assert line.sentence == (
        "작성일 칸의 '2021-12-13'은 파일을 열 때마다 값이 바뀌는 수식(=TODAY())의 결과입니다. 저장된 값으로 "
        "읽었습니다. 수식을 지우고 맞는 날짜나 수를 직접 적어 주세요(예: 2021-07-09)."
    )


def test_book_064_day_of_writing_that_leads_to_today__warning() -> None:
    odd = book("phone_monitoring", header={"작성일": "=K1 -> 44543 {yyyy-mm-dd}"})
    lines = told(odd.with_cells("모니터링", {"K1": "=TODAY() -> 44543 {yyyy-mm-dd}"}))
    assert "BOOK-064 warning kept 모니터링!B3 '2021-12-13'" in lines


def test_book_064_a_name_that_changes_by_itself__ok() -> None:
    """The author's name does not matter."""
    odd = book("phone_monitoring", header={"작성자": '=IF(TODAY()>1,"담당","") -> 담당'})
    assert not [line for line in told(odd) if line.startswith("BOOK-064")]


@pytest.mark.parametrize("formula", ["=DATE(2021,7,9)", '=IF("TODAY()"="",0,H20)', "=H20"])
def test_book_064_day_that_stays_the_same__ok(formula: str) -> None:
    fine = book("settlement").with_cells("집행내역", {"A2": f"{formula} -> 44386 {{yyyy-mm-dd}}", "H20": "44386"})
    assert not [line for line in told(fine) if line.startswith("BOOK-064")]


def column_of(name: str, **formulas: str) -> SheetReading:
    """A sheet with these formulas in column A ("A7")."""
    rows = {int(address[1:]): text for address, text in formulas.items()}
    return SheetReading(name, cells={(r, 1): Cell(r, 1, CellKind.NUMBER, 1, formula=text) for r, text in rows.items()})


@pytest.mark.parametrize(("links", "is_found"), [(LONGEST_CHAIN - 1, True), (LONGEST_CHAIN, False)])
def test_a_chain_of_formulas_is_followed_so_far(links: int, is_found: bool) -> None:
    chain = {f"A{row}": f"A{row + 1}" for row in range(1, links)} | {f"A{links}": "TODAY()"}
    assert changes_by_itself(WorkbookReading((column_of("가", **chain),)), "가", "A1") is is_found


@pytest.mark.parametrize(
    ("formula", "is_found"),
    [
        (f"SUM(A1:A{MOST_CELLS})", True),
        (f"SUM(A1:B{MOST_CELLS})", False),  # too many to look at
        (f"SUM(A1:B{MOST_CELLS // 2},A{MOST_CELLS})", True),
        ("SUM('나 ''다'' 라'!A1:B9)", True),
        ("SUM('나 ''다'' 라'!A2:B9)", False),
        ("마!A1", False),
        ("$A$2000", True),
        ("TODAY2000+MYRAND()", False),
        ("today ()", True),
    ],
)
def test_the_cells_that_a_formula_names_are_looked_at(formula: str, is_found: bool) -> None:
    last = column_of("가", **{f"A{MOST_CELLS}": "NOW()"})
    other = column_of("나 '다' 라", A1="RAND()")
    assert changes_by_itself(WorkbookReading((last, other)), "가", formula) is is_found


def test_formulas_that_lead_to_each_other_come_to_an_end() -> None:
    assert not changes_by_itself(WorkbookReading((column_of("가", A1="A2", A2="A1"),)), "가", "A1")


def test_a_formula_of_days_is_told_in_days() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"D7": "=C7+29 -> 44530 {yyyy-mm-dd}", "C7": "2021-04-01"})
    found = next(item for item in check(odd) if item.rule == "BOOK-040")
    assert "2021-11-30" in found.message
    assert "2021-04-30" in found.message
    assert "44" not in found.message


def test_a_formula_of_days_is_told_in_the_days_of_its_own_calendar() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"D7": "=C7+29 -> 44530 {yyyy-mm-dd}", "C7": "2021-04-01"})
    found = next(item for item in check(replace(odd, date_1904=True)) if item.rule == "BOOK-040")
    assert "2025-12-01" in found.message
    assert found.value == "2025-12-01"
    assert "2021-04-30" in found.message


@pytest.mark.parametrize(
    ("form", "sheet", "cell", "typed", "asked"),
    [
        ("settlement", "집행내역", "E1", "금액(천원)", "'원'"),
        ("settlement", "집행내역", "E1", "금액(단위: 천원)*", "12,000"),
        ("phone_monitoring", "모니터링", "E6", "대상자(가구)", "'명'"),
    ],
)
def test_book_065_label_with_another_unit__error(form: str, sheet: str, cell: str, typed: str, asked: str) -> None:
    found = check(book(form).with_cells(sheet, {cell: typed}))
    refusals = [item for item in found if item.effect.value == "return_refused"]
    assert [(item.rule, item.place.cell, item.value) for item in refusals] == [("BOOK-065", cell, typed)]
    assert asked in refusals[0].advice
    assert "고쳐 적고" in refusals[0].advice


def test_book_065_label_without_its_star__ok() -> None:
    assert told(book("settlement").with_cells("집행내역", {"E1": "금액(원)"})) == told(book("settlement"))
