"""One file becomes one return: what is known about it even if it is refused, and which parts of it are not used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.cells import CellKind
from pipeline.model.returns import Return, ReturnState
from pipeline.receive.reader import Reader
from pipeline.workbook.outcome import FileReading
from tests.support.markdown_book import Book, book, counted, line_of, reading_of, settings, told

PHONE = "010-2345-6789"
MEETINGS = (
    "## 회의결과\n| 회의구분 | 회의일 | 장소 | 구 총괄담당자 참석 | 찾동 수퍼바이저(명) | 대표기관 실무자(명)"
    " | 기타(명) | 주요안건 | 회의결과 |\n"
)


def read(reading: FileReading, number: int = 0) -> Return:
    config, forms = settings()
    return Reader(forms, config).read(number, reading)


def monitoring(**cells: str) -> Book:
    return book("phone_monitoring").with_cells("모니터링", cells)


# -- the file -------------------------------------------------------------------------------------------------------


def test_a_return_keeps_its_number_and_what_identifies_its_file() -> None:
    reading = reading_of(monitoring())
    result = read(reading, 7)
    assert (result.number, result.file, result.path) == (7, reading.file, reading.path)
    assert (result.sha256, result.size) == (reading.sha256, reading.size)
    assert (len(result.sha256), result.size > 1000, result.state) == (64, True, ReturnState.USED)


def test_a_file_that_cannot_be_read_is_refused_with_the_numbers_of_the_case() -> None:
    words = {"count": 1_500, "limit": 1_000}
    unread = replace(reading_of(monitoring()), workbook=None, problem="FILE-054", words=words)
    result = read(unread)
    assert (result.state, [line_of(item) for item in result.findings]) == (
        ReturnState.REFUSED,
        ["FILE-054 error return_refused -"],
    )
    assert result.findings[0].message == "파일 안의 구성 요소가 1,500개로, 받을 수 있는 수(1,000개)를 넘습니다."
    assert result.findings[0].place.file == unread.file


def test_a_remark_about_a_file_masks_a_number_in_its_words() -> None:
    remarked = replace(reading_of(monitoring()), notes=(("FILE-074", {"extension": f".{PHONE}"}),))
    (found,) = read(remarked).findings
    assert line_of(found) == "FILE-074 note kept -"
    assert found.message.startswith("이름은 ‘.***-****-****’이지만 내용은 엑셀 통합 문서(.xlsx)여서")
    assert found.place.file == remarked.file


# -- which form, whose ----------------------------------------------------------------------------------------------


def test_a_form_of_an_unknown_version_is_still_the_return_of_its_region_and_time() -> None:
    monthly = book("monthly_results", region=2, month=5)
    assert monthly.stamp is not None
    result = read(reading_of(monthly.stamped(replace(monthly.stamp, version="2019-1"))))
    assert (result.form, result.version, result.region, result.month, result.rounds) == (
        "monthly_results",
        "2019-1",
        2,
        5,
        (),
    )
    rounds = book("phone_monitoring", region=3, round_number=2)
    assert rounds.stamp is not None
    result = read(reading_of(rounds.stamped(replace(rounds.stamp, version="2019-1", region=9))))
    assert (result.form, result.region, result.month, result.rounds) == ("phone_monitoring", None, None, (2,))


def test_a_form_known_by_its_labels_has_the_version_that_is_taken_now() -> None:
    result = read(reading_of(monitoring().stamped(None)))
    assert (result.form, result.version, result.stamp) == ("phone_monitoring", "2021-1", None)


def test_a_workbook_that_is_no_form_names_all_its_sheets() -> None:
    strange = Book("phone_monitoring", "가.xlsx", {}, None).with_sheet("주문서", {"A1": "연필"})
    (line,) = told(strange.with_sheet("명단", {"A1": "공책"}))
    assert "(시트: 주문서, 명단)" in line.sentence


def test_two_forms_in_one_workbook_without_a_stamp_are_neither() -> None:
    """It has all labels of both, so it is unknown which of the two it is meant to be."""
    both = replace(book("settlement"), sheets={**monitoring().sheets, **book("settlement").sheets}, stamp=None)
    assert told(both) == ["BOOK-020 error return_refused -"]


@pytest.mark.parametrize(
    ("left", "rules"), [("ABCDEF", ["BOOK-033", "BOOK-004"]), ("ABCDE", ["BOOK-020"])], ids=["six of ten", "five"]
)
def test_six_of_ten_labels_are_enough_to_know_a_form(left: str, rules: list[str]) -> None:
    """The office's own form has six labels on its first sheet and four on the other, which is gone."""
    office = book("head_office").without_sheet("교부내역").stamped(None)
    gone = {f"{column}6": "" for column in "ABCDEF" if column not in left}
    found = told(office.with_cells("추진실적", gone))
    assert [line.split(maxsplit=1)[0] for line in found if line.startswith("BOOK-0")] == rules


@pytest.mark.parametrize(("gone", "rules"), [("DE", ["BOOK-005"]), ("CDE", ["BOOK-004", "BOOK-010"])])
def test_a_renamed_sheet_is_known_by_three_of_its_five_labels(gone: str, rules: list[str]) -> None:
    odd = book("monthly_results").with_cells("소식지", {f"{column}{row}": "" for column in gone for row in (1, 2)})
    found = told(odd.sheet_renamed("소식지", "알림"))
    assert [line.split(maxsplit=1)[0] for line in found] == rules


# -- a form that came back as it was handed out ---------------------------------------------------------------------


def untouched() -> Book:
    """A form of April with only its labels and the dongs."""
    made = book("monthly_results", header={"작성자": "", "작성일": ""})
    for number, (name, grid) in enumerate(made.sheets.items()):
        labels = {place: text for place, text in grid.cells.items() if place[0] <= (1 if number else 6)}
        made = made.with_grid(name, lambda grid, cells=labels: replace(grid, cells=cells))
    return made.with_cells("위기가구", {"A2": "녹번동", "A3": "불광1동"})


def test_the_guide_and_the_hidden_lists_of_a_form_are_ours() -> None:
    """The lists are there where the names of a drop-down are too long for Excel to keep them in the cell."""
    guide, lists = {"A1": "이렇게 적습니다"}, {"A1": "녹번동", "A2": "불광1동"}
    for made, rules in ((untouched(), ["INT-011 note kept -"]), (monitoring(), [])):
        assert told(made.with_sheet("작성요령", guide).with_sheet("_목록", lists, "veryHidden")) == rules


@pytest.mark.parametrize(
    "odd",
    [
        untouched().stamped(None),
        untouched().with_cells("위기가구", {"F2": "3"}),  # a number beside the table
        untouched().with_cells("소식지", {"B2": "' "}).with_cells("소식지", {"L9": "#REF!", "L8": "4", "M8": "5"}),
    ],
    ids=["without its stamp", "a number beside the table", "numbers lower down"],
)
def test_a_form_with_anything_odd_about_it_is_asked_about(odd: Book) -> None:
    assert "BOOK-045" in {line.split(maxsplit=1)[0] for line in told(odd)}


def test_a_month_without_activity_points_at_the_first_row_in_which_somebody_wrote() -> None:
    odd = untouched().with_cells("위기가구", {"B3": "4", "C3": "1"})
    odd = odd.with_cells("회의결과", {"B4": "실적 없음"})
    lines = [line for line in told(odd) if "BOOK-035" in line]
    assert lines == ["BOOK-035 error kept 위기가구!A3"]
    assert "적힌 줄이 1개" in lines[0].sentence


# -- personal data in a cell of the table ---------------------------------------------------------------------------


def test_a_telephone_number_in_the_place_of_a_count_leaves_the_row_out_and_is_told_once() -> None:
    odd = monitoring(E8=PHONE)
    (found,) = read(reading_of(odd)).findings
    assert line_of(found) == "PRIV-002 error row_left_out 모니터링!E8 '***-****-****'"
    assert (found.table, found.row) == ("monitoring", 8)
    assert counted("people", odd) == [20, 22]


def test_a_telephone_number_in_the_place_of_a_day_on_which_no_sum_hangs_is_told_once() -> None:
    row = f"| 권역회의 | {PHONE} | 회의실 | 예 | 3 | 2 | 1 | 안건 | 결과 |"
    odd = book("monthly_results", MEETINGS + row)
    assert told(odd) == ["PRIV-002 error kept 회의결과!B7 '***-****-****'"]
    assert counted("attendance", odd) == [3, 2, 1]


def test_an_email_address_in_a_number_cell_gets_its_warning_and_the_error_of_the_cell() -> None:
    assert told(monitoring(E8="a1@example.com"))[0].startswith("PRIV-006 warning kept 모니터링!E8")
    assert [line.partition(" ")[0] for line in told(monitoring(E8="a1@example.com"))] == ["PRIV-006", "CELL-010"]


# -- two readings, and what is broken elsewhere ---------------------------------------------------------------------


def disagreeing(first: str, second: str, *, cell: str = "C7", odd: Book | None = None) -> list[str]:
    """The sentences of a return whose second reading saw something else in a cell."""
    reading = reading_of(odd or monitoring())
    assert reading.workbook is not None
    workbook = replace(reading.workbook, disagreements=(("모니터링", cell, first, second),))
    return [item.message for item in read(replace(reading, workbook=workbook)).findings if item.rule == "BOOK-036"]


@pytest.mark.parametrize(
    ("cell", "first", "second", "shown"),
    [
        ("E7", "20", "21", "'20'과 '21'"),
        ("C7", "44287", "44288.5", "'2021-04-01'과 '2021-04-02'"),
        ("C7", "44287", "4월 2일", "'2021-04-01'과 '4월 2일'"),
        ("C7", "44287", "9999999999", "'2021-04-01'과 '9999999999'"),  # a date that no calendar has
        ("B3", "44543", "44544", "'2021-12-13'과 '2021-12-14'"),  # of the header block
    ],
)
def test_book_036_shows_what_both_readings_saw_and_days_as_days(cell: str, first: str, second: str, shown: str) -> None:
    (message,) = disagreeing(first, second, cell=cell)
    assert message == f"이 칸을 두 가지 방법으로 읽은 값이 서로 다릅니다({shown})."


def test_book_036_shows_days_of_an_old_mac_in_its_own_calendar() -> None:
    (message,) = disagreeing("42825", "42826", odd=replace(monitoring(), date_1904=True))
    assert "('2021-04-01'과 '2021-04-02')" in message


def test_book_037_neither_our_own_sheets_nor_a_picture_in_a_cell_is_a_broken_formula() -> None:
    own = monitoring().with_sheet("작성요령", {"A1": "#REF!"}).with_sheet("_목록", {"A1": "#REF!"}, "veryHidden")
    assert told(own) == []
    pictured = reading_of(monitoring(L3="(그림)"))
    assert pictured.workbook is not None
    cells = pictured.workbook.sheets[0].cells
    assert cells[3, 12].kind is CellKind.ERROR
    assert [item.rule for item in read(pictured).findings] == []


# -- what a file name says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("5월.xlsx", "파일 이름에는 해당월이 '5월'인데 안에는 '4월'로 적혀 있습니다."),
        (
            "정산서.xlsx",
            "파일 이름에는 서식이 '정산서'인데 안에는 '월별실적'으로 적혀 있습니다.",
        ),
        ("정산서 월별실적.xlsx", ""),
        ("3권역 1권역.xlsx", ""),
        ("정산서/월별실적.xlsx", ""),
    ],
)
def test_book_039_says_what_the_name_says_and_what_the_workbook_says(file: str, sentence: str) -> None:
    found = read(reading_of(book("monthly_results", file=file))).findings
    assert [item.message.removesuffix(" 안에 적힌 대로 읽었습니다.") for item in found] == (
        [sentence] if sentence else []
    )
