"""The workbook gate: whether it is one of our forms, and whether its sheets can be found."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest

from tests.support.markdown_book import Book, book, counted, told

STRANGE = {"A1": "받는 사람", "B1": "물품", "A2": "구청", "B2": "연필"}


def monitoring() -> Book:
    return book("phone_monitoring")


def with_version(version: str) -> Book:
    made = monitoring()
    assert made.stamp is not None
    return made.stamped(replace(made.stamp, version=version))


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
    assert told(monitoring().sheet_renamed("모니터링", normalize("NFD", "모니터링"))) == []


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
    """A form with only its labels and what a template itself writes."""
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
    """A region sends its whole folder, with the forms of the months to come."""
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
