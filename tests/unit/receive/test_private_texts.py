"""Personal data in texts outside the cells and in sheet names: reported with its place, masked everywhere."""

from __future__ import annotations

import pytest

from pipeline.model.cells import Cell, CellKind, SheetReading, TextBeside, TextPlace, WorkbookReading
from pipeline.model.findings import Finding
from pipeline.receive.private_data import private_cells, private_name, private_texts, with_shown_names

PHONE, RESIDENT, MAIL = "010-2345-6789", "880101-1234567", "a1@example.com"
MASKED = "***-****-****"


def texts(*beside: tuple[TextPlace, str, str, str]) -> list[Finding]:
    workbook = WorkbookReading((SheetReading("가"),), beside=tuple(TextBeside(*text) for text in beside))
    return list(private_texts(workbook, "가.xlsx"))


@pytest.mark.parametrize(
    ("place", "begins", "how"),
    [
        (TextPlace.COMMENT, "메모(댓글)에 ", ""),
        (TextPlace.HEADER_FOOTER, "인쇄할 때 나오는 머리글이나 바닥글에 ", "머리글/바닥글'에 있습니다. "),
        (TextPlace.PIVOT, "피벗 표가 보이지 않게 저장해 둔 자료에 ", "피벗 표를 지우고 저장하면 함께 지워집니다. "),
    ],
)
def test_a_text_beside_the_cells_is_told_with_where_it_is_and_how_to_get_there(
    place: TextPlace, begins: str, how: str
) -> None:
    (found,) = texts((place, "가", "B2", f"문의 {PHONE}"))
    assert (found.rule, found.place.file, found.place.sheet, found.place.cell) == ("PRIV-002", "가.xlsx", "가", "B2")
    assert found.value == f"문의 {MASKED}"
    assert found.message.startswith(f"{begins}개인 휴대전화 번호로 보이는 값(문의 {MASKED})이 있습니다.")
    assert f"{how}연락처가 필요하면" in found.advice


def test_the_same_kind_at_the_same_place_is_told_once_and_every_other_again() -> None:
    number, other = (TextPlace.COMMENT, "가", "B2", PHONE), (TextPlace.COMMENT, "가", "B2", "010-9999-8888")
    assert len(texts(number, other)) == 1
    for again in (
        (TextPlace.DRAWING, "가", "B2", PHONE),
        (TextPlace.COMMENT, "나", "B2", PHONE),
        (TextPlace.COMMENT, "가", "B3", PHONE),
        (TextPlace.COMMENT, "가", "B2", RESIDENT),
    ):
        assert len(texts(number, again)) == 2


def test_the_gravest_kind_of_a_text_decides_and_a_text_without_any_says_nothing() -> None:
    (found,) = texts((TextPlace.COMMENT, "가", "B2", f"{MAIL}, {PHONE}, {RESIDENT}"))
    assert found.rule == "PRIV-001"
    assert [item.rule for item in texts((TextPlace.COMMENT, "가", "", "6명"), (TextPlace.COMMENT, "가", "", MAIL))] == [
        "PRIV-006"
    ]


def test_an_e_mail_address_is_told_where_people_write_and_not_where_programs_do() -> None:
    assert [item.rule for item in texts((TextPlace.COMMENT, "가", "B2", MAIL))] == ["PRIV-006"]
    assert texts((TextPlace.PROPERTY, "", "", MAIL)) == []
    assert [item.rule for item in texts((TextPlace.PROPERTY, "", "", f"{MAIL} {PHONE}"))] == ["PRIV-002"]


@pytest.mark.parametrize(
    ("kind", "value", "rule"),
    [
        (CellKind.TEXT, "a@b.kr", "PRIV-006"),
        (CellKind.TEXT, "1-2호", ""),
        (CellKind.NUMBER, 8801011234567, "PRIV-001"),
        (CellKind.NUMBER, 1023456789, "PRIV-002"),  # Excel has taken the first 0 of the number away
        (CellKind.NUMBER, 999_999_999, ""),
        (CellKind.BOOLEAN, True, ""),
    ],
)
def test_a_cell_may_hold_it_as_a_text_or_as_a_number(kind: CellKind, value: str | int, rule: str) -> None:
    cells = {(2, 2): Cell(2, 2, kind, value)}
    found = private_cells(WorkbookReading((SheetReading("가", cells=cells),)), "가.xlsx")
    assert [(item.rule, item.place.cell) for item in found] == ([(rule, "B2")] if rule else [])


def test_a_file_name_is_told_by_the_kind_of_what_it_holds() -> None:
    (found,) = private_name(f"받은 것/{RESIDENT} {PHONE}.xlsx", "보이는 이름.xlsx")
    assert found.message.startswith("파일이나 폴더의 이름에 주민등록번호로 보이는 값이 있습니다.")
    assert (found.value, found.place.file) == (f"받은 것/******-******* {MASKED}.xlsx", "보이는 이름.xlsx")
    assert private_name("1권역.xlsx", "1권역.xlsx") == []


def test_a_workbook_without_such_sheet_names_is_left_as_it_is() -> None:
    workbook = WorkbookReading((SheetReading("가"), SheetReading("나")))
    assert with_shown_names(workbook) is workbook


def test_sheet_names_are_masked_wherever_they_are_named_and_stay_apart() -> None:
    one, two, odd = f"'{PHONE}'", "'010-2345-6780'", "가 '나'"
    formula = {(1, 1): Cell(1, 1, CellKind.NUMBER, 3, formula=f"'{one.replace(chr(39), chr(39) * 2)}'!A1+'{odd}'!A1")}
    workbook = WorkbookReading(
        (SheetReading(one, cells=formula), SheetReading(two), SheetReading(odd)),
        disagreements=((one, "A1", "3", "4"), (odd, "B1", "5", "6"), (f"없음 {PHONE}", "C1", "7", "8")),
        beside=(TextBeside(TextPlace.COMMENT, two, "A1", "6명"), TextBeside(TextPlace.PROPERTY, "", "", "나")),
    )
    shown = with_shown_names(workbook)
    first, second = f"'{MASKED}'", f"'{MASKED}' (2)"
    assert [sheet.name for sheet in shown.sheets] == [first, second, odd]
    assert shown.sheets[0].cells[1, 1].formula == f"'''{MASKED}'''!A1+'{odd}'!A1"
    assert shown.disagreements == (
        (first, "A1", "3", "4"),
        (odd, "B1", "5", "6"),
        (f"없음 {MASKED}", "C1", "7", "8"),
    )
    assert [text.sheet for text in shown.beside] == [second, ""]
