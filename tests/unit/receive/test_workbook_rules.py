"""The workbook gate: is it one of our forms, and are its sheets and columns where they can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.receive.reader import Reader
from tests.support.markdown_book import Book, book, counted, line_of, place_of, reading_of, run, settings, told

STRANGE = {"A1": "받는 사람", "B1": "물품", "A2": "구청", "B2": "연필"}


def monitoring() -> Book:
    return book("phone_monitoring")


def with_version(version: str) -> Book:
    made = monitoring()
    assert made.stamp is not None
    return made.stamped(replace(made.stamp, version=version))


def relabelled(label: str, address: str = "F6") -> Book:
    return monitoring().with_cells("모니터링", {address: label})


# -- which form -----------------------------------------------------------------------------------------------------


def test_book_001_workbook_that_is_no_form__error() -> None:
    strange = replace(monitoring().stamped(None), sheets={}).with_sheet("주문서", STRANGE)
    assert told(strange) == ["BOOK-001 error return_refused -"]


def test_book_001_form_without_its_stamp__ok() -> None:
    assert told(monitoring().stamped(None)) == ["BOOK-033 note kept -"]


def test_book_003_unknown_version__error() -> None:
    assert told(with_version("2019-1")) == ["BOOK-003 error return_refused - '2019-1'"]


def test_book_003_earlier_version_that_is_still_taken__ok() -> None:
    assert told(with_version("2020-1")) == []


def test_book_020_too_little_left_of_the_form__error() -> None:
    odd = book("monthly_results").stamped(None)
    for sheet in ("공동사업실적", "위기가구", "소식지"):
        odd = odd.without_sheet(sheet)
    assert told(odd) == ["BOOK-020 error return_refused -"]


def test_book_020_all_of_the_form__ok() -> None:
    assert told(book("monthly_results").stamped(None)) == ["BOOK-033 note kept -"]


def test_book_033_recognised_by_its_labels__note() -> None:
    assert told(monitoring().stamped(None)) == ["BOOK-033 note kept -"]


def test_book_033_with_its_stamp__ok() -> None:
    assert told(monitoring()) == []


# -- sheets ---------------------------------------------------------------------------------------------------------


def test_book_004_sheet_missing__error() -> None:
    assert told(book("settlement").without_sheet("집행내역")) == ["BOOK-004 error return_refused -"]


def test_book_004_all_sheets__ok() -> None:
    assert told(book("settlement")) == []


@pytest.mark.parametrize("name", ["Sheet1", "결과"])
def test_book_005_renamed_sheet__note(name: str) -> None:
    renamed = monitoring().sheet_renamed("모니터링", name)
    assert told(renamed) == [f"BOOK-005 note kept {name} '{name}'"]


def test_book_005_name_of_the_form__ok() -> None:
    assert told(monitoring()) == []


def test_book_006_two_sheets_that_could_be_the_one__error() -> None:
    made = monitoring()
    other = made.with_cells("모니터링", {"E7": "19"})
    doubled = replace(made, sheets={**made.sheets, "모니터링 (2)": other.sheets["모니터링"]})
    assert told(doubled) == ["BOOK-006 error return_refused 모니터링 (2)"]


def test_book_078_a_copy_of_a_sheet_with_the_same_values__note() -> None:
    made = monitoring()
    doubled = replace(made, sheets={**made.sheets, "모니터링 (2)": made.sheets["모니터링"]})
    assert told(doubled) == ["BOOK-078 note kept 모니터링 (2)"]
    assert counted("people", doubled) == counted("people", made)


def test_book_078_only_one_sheet_of_the_name__ok() -> None:
    assert told(monitoring()) == []


@pytest.mark.parametrize("label", ["1. 동", "① 동", "(2) 동", "가. 동"])
def test_a_label_behind_a_number_of_its_own_is_known(label: str) -> None:
    assert told(monitoring().with_cells("모니터링", {"B6": label})) == []


def test_book_006_one_sheet__ok() -> None:
    assert told(monitoring()) == []


def test_book_010_sheet_of_the_senders_own__note() -> None:
    assert told(monitoring().with_sheet("메모", STRANGE)) == ["BOOK-010 note kept 메모"]


def test_book_010_empty_sheet__ok() -> None:
    assert told(monitoring().with_sheet("Sheet2", {})) == []


def test_book_012_hidden_data_sheet__error() -> None:
    hidden = monitoring().with_sheet("메모", {}).hiding("모니터링", state="hidden")
    assert told(hidden) == ["BOOK-012 error return_refused 모니터링"]


def test_book_012_visible_data_sheet__ok() -> None:
    assert told(monitoring()) == []


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_book_041_hidden_sheet_of_the_senders_own__warning(state: str) -> None:
    assert told(monitoring().with_sheet("옛자료", STRANGE, state)) == ["BOOK-041 warning kept 옛자료"]


def test_book_041_hidden_and_empty__ok() -> None:
    assert told(monitoring().with_sheet("Sheet2", {}, "hidden")) == []


def untouched(form: str, **header: str | None) -> Book:
    """A form of which only the labels are left, and what a template writes by itself."""
    made = book(form, header=header)
    for name, first_row in zip(made.sheets, (6, 1, 1, 1), strict=False):
        labels_only = {place: text for place, text in made.sheets[name].cells.items() if place[0] <= first_row}
        made = made.with_grid(name, lambda grid, cells=labels_only: replace(grid, cells=cells))
    return made


def test_book_045_nothing_written_into_any_table__error() -> None:
    blank = untouched("monthly_results", 작성자="", 작성일="").with_cells("위기가구", {"A2": "녹번동"})
    assert told(blank) == ["BOOK-045 error return_refused -"]


def test_book_045_month_in_which_nothing_happened__ok() -> None:
    quiet = untouched("monthly_results", **{"해당월 실적": "실적 없음"})
    assert told(quiet) == ["MTG-001 warning kept 회의결과!A6"]


# -- columns --------------------------------------------------------------------------------------------------------


def test_book_007_required_column_missing__error() -> None:
    gone = monitoring().with_cells("모니터링", {f"F{row}": "" for row in range(6, 10)})
    assert told(gone) == ["BOOK-007 error return_refused 모니터링!A6"]


def test_book_007_column_that_need_not_be_there__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"I6": ""})) == []


def test_book_008_misspelt_label__error() -> None:
    assert told(relabelled("상담건수(회)")) == ["BOOK-008 error return_refused 모니터링!F6 '상담건수(회)'"]


def test_book_008_misspelt_label_of_numbers_that_may_be_left_out__error() -> None:
    assert told(relabelled("지원 대상지(명)", "H6")) == ["BOOK-008 error return_refused 모니터링!H6 '지원 대상지(명)'"]


@pytest.mark.parametrize("label", ["상담(건)*", "상담 (건)", "상담\\n(건)", "상담건수", "상담（건）", "상담 건수(건)"])
def test_book_008_known_spelling__ok(label: str) -> None:
    assert told(relabelled(label)) == []


def test_book_009_same_label_twice__error() -> None:
    assert told(relabelled("상담(건)", "J6")) == ["BOOK-009 error return_refused 모니터링!J6 '상담(건)'"]


def test_book_009_each_label_once__ok() -> None:
    assert told(monitoring()) == []


def test_book_011_column_of_the_senders_own__note() -> None:
    own = monitoring().with_cells("모니터링", {"J6": "우리 기관 메모", "J7": "확인함"})
    assert told(own) == ["BOOK-011 note kept 모니터링!J6 '우리 기관 메모'"]


def test_book_011_labels_of_the_form__ok() -> None:
    assert told(monitoring()) == []


@pytest.mark.parametrize("cells", [{"J8": "55"}, {"P7": "55명"}, {"J7": "1,055"}])
def test_book_047_number_beside_the_table__warning(cells: dict[str, str]) -> None:
    (address, typed), *_ = cells.items()
    assert told(monitoring().with_cells("모니터링", cells)) == [f"BOOK-047 warning kept 모니터링!{address} '{typed}'"]


@pytest.mark.parametrize(
    "cells",
    [
        {"J7": "확인함"},
        {"J7": "=E7+F7 -> 121"},  # worked out from the table
        {"J6": "우리 기관 번호", "J7": "55"},  # a column of the sender's own
        {"P30": "55"},  # far below the rows
    ],
)
def test_book_047_what_is_no_number_of_the_table__ok(cells: dict[str, str]) -> None:
    lines = told(monitoring().with_cells("모니터링", cells))
    assert [line for line in lines if not line.startswith("BOOK-011")] == []


@pytest.mark.parametrize("label", ["", "공유한 사례"])
def test_book_048_numbers_under_a_label_that_is_gone__error(label: str) -> None:
    odd = book("monthly_results").with_cells("위기가구", {"D1": label, "D2": "3"})
    lines = [line for line in told(odd) if not line.startswith("BOOK-011")]
    assert lines == ["BOOK-048 error kept 위기가구!D1"]
    assert "cases_shared" not in run(odd).facts["measure"].tolist()


def test_book_048_column_that_is_gone_with_its_numbers__ok() -> None:
    rows = {f"D{row}": "" for row in range(1, 20)}
    assert told(book("monthly_results").with_cells("위기가구", rows)) == []


def test_book_021_label_row_missing__error() -> None:
    labels = {f"{letter}6": "" for letter in "ABCDEFGHI"}
    assert told(monitoring().with_cells("모니터링", labels)) == ["BOOK-021 error return_refused 모니터링"]


def test_book_021_label_row_further_down__ok() -> None:
    assert told(monitoring().rows_inserted("모니터링", 20, above=6)) == []


# -- what is not read -----------------------------------------------------------------------------------------------


def test_book_013_hidden_row__warning() -> None:
    assert told(monitoring().hiding("모니터링", rows=[8])) == ["BOOK-013 warning kept 모니터링!A8"]


def test_book_013_hidden_column__warning() -> None:
    assert told(monitoring().hiding("모니터링", columns=["F"])) == ["BOOK-013 warning kept 모니터링!F6"]


def test_book_013_hidden_rows_and_columns_without_values__ok() -> None:
    assert told(monitoring().hiding("모니터링", rows=[20], columns=["H", "K"])) == []


def test_book_016_remark_below_the_table__warning() -> None:
    noted = monitoring().with_cells("모니터링", {"A11": "※ 응암1동은 6월에 시작함"})
    assert told(noted) == ["BOOK-016 warning kept 모니터링!A11 '※ 응암1동은 6월에 시작함'"]


def test_book_016_other_table_below_the_total__warning() -> None:
    below = {"A10": "합계", "E10": "63", "F10": "303", "B12": "작년", "E12": "50"}
    assert told(monitoring().with_cells("모니터링", below)) == ["BOOK-016 warning kept 모니터링!B12 '작년'"]


@pytest.mark.parametrize("mark", ["- 이하 여백 -", "끝.", "이상"])
def test_book_016_mark_that_closes_the_table__ok(mark: str) -> None:
    assert told(monitoring().with_cells("모니터링", {"A10": mark})) == []


def test_book_016_labels_repeated_on_the_next_page__ok() -> None:
    made = monitoring()
    again = {f"{letter}8": str(made.sheets["모니터링"].cells[place_of(f"{letter}6")]) for letter in "ABCDEF"}
    assert told(made.rows_inserted("모니터링", 1, above=8).with_cells("모니터링", again)) == []


def test_book_017_row_below_the_total__warning() -> None:
    total = {"A9": "합계", "B9": "", "C9": "", "D9": "", "E9": "41", "F9": "201"}
    below = {"A10": "1", "B10": "응암1동", "C10": "2021-04-01", "D10": "2021-06-30", "E10": "22", "F10": "102"}
    odd = monitoring().with_cells("모니터링", {**total, **below})
    assert told(odd) == ["BOOK-017 warning kept 모니터링!A10"]
    assert run(odd).figures.get("people", region=1, round=1).value == 20 + 21 + 22


def test_book_017_rows_above_the_total__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"A10": "합계", "E10": "63", "F10": "303"})) == []


def test_book_017_blank_row_between_rows__ok() -> None:
    assert told(monitoring().rows_inserted("모니터링", 2, above=8)) == []


def doubted(address: str) -> list[str]:
    """What is said of a workbook when the second reading saw another value in a cell."""
    config, forms = settings()
    reading = reading_of(monitoring())
    assert reading.workbook is not None
    workbook = replace(reading.workbook, disagreements=(("모니터링", address, "20", "21"),))
    result = Reader(forms, config).read(0, replace(reading, workbook=workbook))
    return [line_of(item) for item in result.findings]


def test_book_036_cell_that_two_readings_see_differently__error() -> None:
    assert doubted("E7") == ["BOOK-036 error return_refused 모니터링!E7 '20'"]


def test_book_036_cell_that_is_not_read__ok() -> None:
    assert doubted("K40") == []


def test_book_037_broken_formula_outside_the_table__warning() -> None:
    odd = monitoring().with_cells("모니터링", {"L3": "#REF!", "L4": "#DIV/0!"})
    assert told(odd) == ["BOOK-037 warning kept 모니터링!L3 '#REF!'"]


def test_book_037_working_formula_outside_the_table__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"L3": "=E7+E8 -> 41"})) == []


def test_book_039_file_name_of_another_region__warning() -> None:
    odd = monitoring().renamed("3권역 모니터링.xlsx")
    assert told(odd) == ["BOOK-039 warning kept - '3권역'"]


def test_book_039_file_name_of_another_month__warning() -> None:
    assert told(book("monthly_results", file="5월.xlsx")) == ["BOOK-039 warning kept - '5월'"]


def test_book_039_file_name_of_another_form__warning() -> None:
    assert told(monitoring().renamed("정산서.xlsx")) == ["BOOK-039 warning kept - '정산서'"]


@pytest.mark.parametrize(
    "name", ["자료.xlsx", "최종_수정본(2).xlsx", "5월 10일 제출 4월 실적.xlsx", "하위/2021/4월.xlsx"]
)
def test_book_039_name_that_contradicts_nothing__ok(name: str) -> None:
    assert told(book("monthly_results", file=name)) == []
