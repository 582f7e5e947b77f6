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
    (line,) = told(strange)
    assert line == "BOOK-001 error return_refused -"
    assert line.sentence == (
        "이 파일에서 우리 서식의 제목 칸을 찾지 못했습니다(시트: 주문서). 보내 드린 서식 파일에 내용을 옮겨 적어 "
        "다시 내 주세요. 서식과 관계없는 파일이면 폴더에서 빼 주세요."
    )


def test_book_001_form_without_its_stamp__ok() -> None:
    assert told(monitoring().stamped(None)) == ["BOOK-033 note kept -"]


def test_book_003_unknown_version__error() -> None:
    (line,) = told(with_version("2019-1"))
    assert line == "BOOK-003 error return_refused - '2019-1'"
    assert line.sentence == (
        "'전화모니터링' 서식의 판이 '2019-1'입니다. 지금 받는 판은 '2021-1'입니다. 새로 보내 드린 서식에 내용을 "
        "옮겨 적어 다시 내 주세요."
    )


def test_book_003_earlier_version_that_is_still_taken__ok() -> None:
    assert told(with_version("2020-1")) == []


def test_book_020_too_little_left_of_the_form__error() -> None:
    odd = book("monthly_results").stamped(None)
    for sheet in ("공동사업실적", "위기가구", "소식지"):
        odd = odd.without_sheet(sheet)
    (line,) = told(odd)
    assert line == "BOOK-020 error return_refused -"
    assert line.sentence == (
        "'월별실적' 서식과 비슷하지만 다른 점이 많아 읽지 않았습니다(찾지 못한 것: '공동사업실적' 시트, "
        "'위기가구' 시트, '소식지' 시트). 보내 드린 '월별실적' 서식에 값을 옮겨 적어 다시 내 주세요."
    )


def test_book_020_all_of_the_form__ok() -> None:
    assert told(book("monthly_results").stamped(None)) == ["BOOK-033 note kept -"]


def test_book_033_recognised_by_its_labels__note() -> None:
    (line,) = told(monitoring().stamped(None))
    assert line == "BOOK-033 note kept -"
    assert line.sentence == (
        "서식의 숨은 정보가 없어 제목 칸을 보고 '전화모니터링' 서식으로 읽었습니다. 다음에는 보내 드린 서식 "
        "파일을 그대로 써 주세요."
    )


def test_book_033_with_its_stamp__ok() -> None:
    assert told(monitoring()) == []


# -- sheets ---------------------------------------------------------------------------------------------------------


def test_book_004_sheet_missing__error() -> None:
    (line,) = told(book("settlement").without_sheet("집행내역"))
    assert line == "BOOK-004 error return_refused -"
    assert line.sentence == (
        "'집행내역' 시트를 찾지 못했습니다(있는 시트: 정산총괄). '집행내역' 시트를 지우지 않은 서식에 옮겨 적어 "
        "다시 내 주세요. 이름을 바꾸었으면 '집행내역'으로 되돌려 주세요."
    )


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
    (line,) = told(doubled)
    assert line == "BOOK-006 error return_refused 모니터링 (2)"
    assert line.sentence == (
        "'모니터링' 시트로 보이는 것이 둘 이상입니다('모니터링', '모니터링 (2)'). 어느 것이 맞는지 알 수 없어 "
        "읽지 않았습니다. 맞는 시트 하나만 남겨 다시 내 주세요."
    )


def test_book_078_a_copy_of_a_sheet_with_the_same_values__note() -> None:
    made = monitoring()
    doubled = replace(made, sheets={**made.sheets, "모니터링 (2)": made.sheets["모니터링"]})
    (line,) = told(doubled)
    assert line == "BOOK-078 note kept 모니터링 (2)"
    assert line.sentence == (
        "'모니터링 (2)' 시트는 '모니터링' 시트와 적힌 값이 모두 같아 한 번만 읽었습니다. '모니터링 (2)' 시트를 "
        "지우셔도 됩니다."
    )
    assert counted("people", doubled) == counted("people", made)


def test_book_078_only_one_sheet_of_the_name__ok() -> None:
    assert told(monitoring()) == []


@pytest.mark.parametrize("label", ["1. 동", "① 동", "(2) 동", "가. 동"])
def test_a_label_behind_a_number_of_its_own_is_known(label: str) -> None:
    assert told(monitoring().with_cells("모니터링", {"B6": label})) == []


def test_book_006_one_sheet__ok() -> None:
    assert told(monitoring()) == []


def test_book_010_sheet_of_the_senders_own__note() -> None:
    (line,) = told(monitoring().with_sheet("메모", STRANGE))
    assert line == "BOOK-010 note kept 메모"
    assert line.sentence == (
        "서식에 없는 '메모' 시트는 읽지 않았습니다. 보고할 내용이 있으면 서식의 시트에 적어 주세요."
    )


def test_book_010_empty_sheet__ok() -> None:
    assert told(monitoring().with_sheet("Sheet2", {})) == []


def test_book_012_hidden_data_sheet__error() -> None:
    hidden = monitoring().with_sheet("메모", {}).hiding("모니터링", state="hidden")
    (line,) = told(hidden)
    assert line == "BOOK-012 error return_refused 모니터링"
    assert line.sentence == (
        "'모니터링' 시트가 숨겨져 있습니다. 시트 이름을 오른쪽 단추로 눌러 '숨기기 취소'를 한 뒤, 내용을 "
        "확인하고 다시 내 주세요."
    )


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
    blank = untouched("monthly_results").with_cells("위기가구", {"A2": "녹번동"})
    (line,) = told(blank)
    assert line == "BOOK-045 error return_refused -"
    assert line.sentence == (
        "'월별실적' 서식에 적힌 것이 없어 제출한 것으로 보지 않았습니다. 서식을 채워 다시 내 주세요. 아무 활동이 "
        "없던 달이면 '해당월 실적'에서 '실적 없음'을 골라 다시 내 주세요."
    )


def test_int_011_a_form_that_came_back_as_it_was_handed_out__note() -> None:
    """A region sends its whole folder: the months to come are in it."""
    blank = untouched("monthly_results", 작성자="", 작성일="").with_cells("위기가구", {"A2": "녹번동"})
    (line,) = told(blank)
    assert line == "INT-011 note kept -"
    assert line.sentence == (
        "아무것도 적지 않은 '월별실적' 서식이어서, 아직 내지 않은 것으로 두었습니다. 하실 일은 없습니다. 낼 때가 되면 "
        "작성자와 내용을 적어 내 주세요."
    )


@pytest.mark.parametrize(
    "header", [{"작성자": "담당 사회복지사", "작성일": ""}, {"작성자": "", "작성일": "2021-05-03"}]
)
def test_int_011_somebody_who_signed_meant_to_send_it__ok(header: dict[str, str | None]) -> None:
    assert [line.split()[0] for line in told(untouched("monthly_results", **header))] == ["BOOK-045"]


def test_int_011_data_on_a_sheet_of_the_senders_own__ok() -> None:
    beside = untouched("monthly_results", 작성자="", 작성일="").with_sheet("Sheet1", STRANGE)
    assert "INT-011" not in {line.split()[0] for line in told(beside)}


def test_book_045_the_name_of_an_empty_form_is_not_doubted_besides__error() -> None:
    blank = untouched("monthly_results", 작성일="").renamed("3권역 월별실적.xlsx")
    assert told(blank) == ["BOOK-045 error return_refused -"]


def test_book_045_month_in_which_nothing_happened__ok() -> None:
    quiet = untouched("monthly_results", **{"해당월 실적": "실적 없음"})
    assert told(quiet) == ["MTG-001 warning kept 회의결과!A6"]


# -- columns --------------------------------------------------------------------------------------------------------


def test_book_007_required_column_missing__error() -> None:
    gone = monitoring().with_cells("모니터링", {f"F{row}": "" for row in range(6, 10)})
    (line,) = told(gone)
    assert line == "BOOK-007 error return_refused 모니터링!A6"
    assert line.sentence == (
        "'상담(건)' 열을 찾지 못했습니다. 제목 줄에 '상담(건)' 칸이 있어야 합니다. 지운 열을 되살리거나 서식을 "
        "새로 받아 옮겨 적은 뒤 다시 내 주세요."
    )


def test_book_007_column_that_need_not_be_there__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"I6": ""})) == []


def test_book_008_misspelt_label__error() -> None:
    (line,) = told(relabelled("상담건수(회)"))
    assert line == "BOOK-008 error return_refused 모니터링!F6 '상담건수(회)'"
    assert line.sentence == (
        "제목 칸 '상담건수(회)'를 알 수 없습니다. '상담(건)'의 오타인가요? 제목을 '상담(건)'으로 고쳐 다시 내 주세요."
    )


def test_book_008_misspelt_label_of_numbers_that_may_be_left_out__error() -> None:
    assert told(relabelled("지원 대상지(명)", "H6")) == ["BOOK-008 error return_refused 모니터링!H6 '지원 대상지(명)'"]


@pytest.mark.parametrize("label", ["상담(건)*", "상담 (건)", "상담\\n(건)", "상담건수", "상담（건）", "상담 건수(건)"])
def test_book_008_known_spelling__ok(label: str) -> None:
    assert told(relabelled(label)) == []


def test_book_008_misspelt_label_of_a_text_that_may_be_left_out__ok() -> None:
    """It is a column of the sender's own: no number is lost with it."""
    lines = told(relabelled("지원기간", "G6"))
    assert [line.split(" ", 1)[0] for line in lines] == ["BOOK-011"]


def test_book_009_same_label_twice__error() -> None:
    (line,) = told(relabelled("상담(건)", "J6"))
    assert line == "BOOK-009 error return_refused 모니터링!J6 '상담(건)'"
    assert line.sentence == (
        "'상담(건)' 제목이 F6 칸과 J6 칸에 두 번 있습니다. 어느 열이 맞는지 알 수 없어 읽지 않았습니다. 맞는 열 "
        "하나만 남겨 다시 내 주세요."
    )


def test_book_009_each_label_once__ok() -> None:
    assert told(monitoring()) == []


def test_book_011_column_of_the_senders_own__note() -> None:
    own = monitoring().with_cells("모니터링", {"J6": "우리 기관 메모", "J7": "확인함"})
    (line,) = told(own)
    assert line == "BOOK-011 note kept 모니터링!J6 '우리 기관 메모'"
    assert line.sentence == (
        "서식에 없는 '우리 기관 메모' 열은 읽지 않았습니다. 보고할 내용이 있으면 서식에 있는 열이나 비고에 적어 주세요."
    )


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
    (line,) = told(monitoring().with_cells("모니터링", labels))
    assert line == "BOOK-021 error return_refused 모니터링"
    assert line.sentence == (
        "표의 제목 줄을 찾지 못했습니다(있어야 할 제목: 회차, 동, 시작일, 종료일, 대상자(명), 상담(건)). 지운 "
        "제목 줄을 되살리거나 서식을 새로 받아 옮겨 적은 뒤 다시 내 주세요."
    )


def test_book_021_label_row_further_down__ok() -> None:
    assert told(monitoring().rows_inserted("모니터링", 20, above=6)) == []


# -- what is not read -----------------------------------------------------------------------------------------------


def test_book_013_hidden_row__warning() -> None:
    (line,) = told(monitoring().hiding("모니터링", rows=[8]))
    assert line == "BOOK-013 warning kept 모니터링!A8"
    assert line.sentence == (
        "숨은 곳(8행)에 적힌 값도 함께 읽었습니다(대상자(명) 21, 상담(건) 101). 필터나 숨기기를 풀어 맞는 값인지 "
        "확인해 주세요. 넣지 않을 값이면 지워 주세요."
    )


def test_book_013_hidden_column__warning() -> None:
    assert told(monitoring().hiding("모니터링", columns=["F"])) == ["BOOK-013 warning kept 모니터링!F6"]


def test_book_013_hidden_rows_and_columns_without_values__ok() -> None:
    assert told(monitoring().hiding("모니터링", rows=[20], columns=["H", "K"])) == []


def test_book_016_remark_below_the_table__warning() -> None:
    noted = monitoring().with_cells("모니터링", {"A11": "※ 응암1동은 6월에 시작함"})
    (line,) = told(noted)
    assert line == "BOOK-016 warning kept 모니터링!A11 '※ 응암1동은 6월에 시작함'"
    assert line.sentence == (
        "표에 따로 적힌 글('※ 응암1동은 6월에 시작함')은 표의 줄이 아니어서 읽지 않았습니다. 실적이면 표 안의 빈 "
        "줄에 옮겨 적어 주세요. 아니면 그대로 두셔도 됩니다."
    )


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


def test_book_016_below_a_closed_table_labels_open_it_no_more__warning() -> None:
    made = monitoring()
    again = {f"{letter}12": str(made.sheets["모니터링"].cells[place_of(f"{letter}6")]) for letter in "ABCDEF"}
    odd = made.with_cells("모니터링", {"A11": "- 이하 여백 -", **again, "B13": "녹번동"})
    assert told(odd) == ["BOOK-016 warning kept 모니터링!B13 '녹번동'"]


@pytest.mark.parametrize(("typed", "rules"), [("내년에 다시", ["BOOK-016"]), ("5월", [])])
def test_book_016_words_alone_where_a_month_belongs__warning(typed: str, rules: list[str]) -> None:
    lines = told(book("operating_plan").with_cells("회의계획", {"A15": typed}))
    assert [line.split()[0] for line in lines] == rules


def test_book_017_row_below_the_total__warning() -> None:
    total = {"A9": "합계", "B9": "", "C9": "", "D9": "", "E9": "41", "F9": "201"}
    below = {"A10": "1", "B10": "응암1동", "C10": "2021-04-01", "D10": "2021-06-30", "E10": "22", "F10": "102"}
    odd = monitoring().with_cells("모니터링", {**total, **below})
    (line,) = told(odd)
    assert line == "BOOK-017 warning kept 모니터링!A10"
    assert line.sentence == (
        "9행의 합계 아래에 적힌 줄도 함께 읽었습니다. 합계에 들어가야 하는 줄이면 합계 위로 옮겨 주시고, 아니면 "
        "지워 주세요."
    )
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
    (line,) = told(odd)
    assert line == "BOOK-037 warning kept 모니터링!L3 '#REF!'"
    assert line.sentence == (
        "표로 읽지 않는 칸(L3, L4)에 오류 값 '#REF!'가 있습니다. 합계에는 영향이 없습니다. 필요 없는 수식이면 "
        "지워 주세요."
    )


def test_book_037_working_formula_outside_the_table__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"L3": "=E7+E8 -> 41"})) == []


def test_book_039_file_name_of_another_region__warning() -> None:
    odd = monitoring().renamed("3권역 모니터링.xlsx")
    (line,) = told(odd)
    assert line == "BOOK-039 warning kept - '3권역'"
    assert line.sentence == (
        "파일 이름에는 권역이 '3권역'인데 안에는 '1권역'으로 적혀 있습니다. 안에 적힌 대로 읽었습니다. 파일을 "
        "잘못 붙이지 않았는지 확인해 주세요. 내용이 맞으면 파일 이름만 고치시면 됩니다."
    )


def test_book_039_file_name_of_another_month__warning() -> None:
    assert told(book("monthly_results", file="5월.xlsx")) == ["BOOK-039 warning kept - '5월'"]


def test_book_039_file_name_of_another_form__warning() -> None:
    assert told(monitoring().renamed("정산서.xlsx")) == ["BOOK-039 warning kept - '정산서'"]


@pytest.mark.parametrize(
    "name", ["자료.xlsx", "최종_수정본(2).xlsx", "5월 10일 제출 4월 실적.xlsx", "하위/2021/4월.xlsx"]
)
def test_book_039_name_that_contradicts_nothing__ok(name: str) -> None:
    assert told(book("monthly_results", file=name)) == []


def test_book_081_columns_of_numbers_that_changed_places__warning() -> None:
    (line,) = told(book("monthly_results").columns_swapped("위기가구", "B", "C", 1))
    assert line == "BOOK-081 warning kept 위기가구!B1 '지원(건)'"
    assert line.sentence == (
        "수를 적는 열의 차례가 서식과 다릅니다(지원(건) · 발굴(가구)). 차례가 아니라 열 제목대로 읽었습니다. 열을 "
        "통째로 옮기셨으면 그대로 두고 그렇다고 알려 주세요. 제목만 바뀌었으면 제목을 서식대로 되돌려 주세요."
    )


def test_book_081_a_column_of_words_that_moved__ok() -> None:
    assert told(book("monthly_results").columns_swapped("소식지", "C", "D", 1)) == []
