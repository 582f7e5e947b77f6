"""The row gate: what the rows of one table say about each other, and about the rows that the form already had."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, counted, told


def results(*rows: str) -> Book:
    labels = "사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용"
    return book("monthly_results", "## 공동사업실적\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


def test_row_010_prefilled_row_left_empty__note() -> None:
    odd = results("이웃 살핌 | 안부 전화 | 3 | | |", "이웃 살핌 | 반찬 나눔 | | | |")
    (line,) = told(odd)
    assert line == "ROW-010 note kept 공동사업실적!B3"
    assert line.sentence == (
        "미리 적어 드린 줄(반찬 나눔)에 적힌 것이 없습니다. 실적이 없었으면 0을 적어 주세요. 해당하지 않는 "
        "줄이면 그대로 두셔도 됩니다."
    )


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, " 등 6개")])
def test_row_010_of_more_than_five_rows_five_are_named(count: int, more: str) -> None:
    empty = [f"이웃 살핌 | 나눔 {number} | | | |" for number in range(1, count + 1)]
    (line,) = told(results("이웃 살핌 | 안부 전화 | 3 | | |", *empty))
    assert line.sentence.startswith(
        f"미리 적어 드린 줄(나눔 1, 나눔 2, 나눔 3, 나눔 4, 나눔 5{more})에 적힌 것이 없습니다."
    )


def test_row_010_typed_zero__ok() -> None:
    assert told(results("이웃 살핌 | 안부 전화 | 3 | | |", "이웃 살핌 | 반찬 나눔 | 0 | | |")) == []


def test_row_010_month_without_activity__ok() -> None:
    quiet = book(
        "monthly_results",
        """
        ## 회의결과
        | 회의구분 | 회의일 | 구 총괄담당자 참석 | 찾동 수퍼바이저(명) | 대표기관 실무자(명) | 주요안건 | 회의결과 |
        ## 공동사업실적
        | 사업명    | 세부사업명 | 실적 건수(건) |
        | 이웃 살핌 | 안부 전화  |               |
        ## 위기가구
        | 동     | 발굴(가구) | 지원(건) |
        | 녹번동 |            |          |
        ## 소식지
        | 기관명 | 구분 | 제목 |
        """,
        header={"해당월 실적": "실적 없음"},
    )
    assert told(quiet) == ["MTG-001 warning kept 회의결과!A6"]


def test_hsh_001_same_dong_twice__error() -> None:
    odd = book(
        "monthly_results",
        """
        ## 위기가구
        | 동      | 발굴(가구) | 지원(건) |
        | 녹번동  | 1          | 2        |
        | 녹번동  | 1          | 2        |
        | 불광1동 | 0          | 0        |
        | 응암1동 | 0          | 0        |
        """,
    )
    (line,) = told(odd)
    assert line == "HSH-001 error row_left_out 위기가구!A3 '녹번동'"
    assert line.sentence == (
        "'녹번동'이 2행에도 있습니다. 동마다 한 줄만 적어 주세요. 두 줄의 수가 다르면 어느 쪽도 합계에 넣지 않습니다."
    )


def test_hsh_001_each_dong_once__ok() -> None:
    assert told(book("monthly_results")) == []


def test_hsh_002_dong_without_numbers__warning() -> None:
    odd = book(
        "monthly_results",
        """
        ## 위기가구
        | 동      | 발굴(가구) | 지원(건) |
        | 녹번동  | 1          | 2        |
        | 불광1동 |            |          |
        """,
    )
    (line,) = told(odd)
    assert line == "HSH-002 warning kept 위기가구!A1"
    assert line.sentence == (
        "위기가구 표에 불광1동, 응암1동의 줄이 없거나 비어 있습니다. 새로 찾거나 지원한 가구가 없었으면 0을 적어 "
        "주세요."
    )


def test_hsh_002_a_dong_beside_which_only_blanks_were_typed__warning() -> None:
    odd = book("monthly_results").with_cells("위기가구", {"B3": "' ", "C3": "' "})
    assert told(odd) == ["HSH-002 warning kept 위기가구!A1"]


def test_hsh_002_typed_zero_and_not_applicable__ok() -> None:
    fine = book(
        "monthly_results",
        """
        ## 위기가구
        | 동      | 발굴(가구) | 지원(건) |
        | 녹번동  | 0          | 0        |
        | 불광1동 | 해당없음   | 해당없음 |
        | 응암1동 | 1          | 0        |
        """,
    )
    assert told(fine) == []


def test_org_001_same_organisation_twice__warning() -> None:
    odd = book("operating_plan").with_cells("기본현황", {"A11": "참여기관", "B11": "녹번동 주민센터", "D11": "1"})
    (line,) = told(odd)
    assert line == "ORG-001 warning kept 기본현황!B11 '녹번동 주민센터'"
    assert line.sentence == "기관 '녹번동 주민센터'가 8행에도 있습니다. 한 기관은 한 줄에 적어 주세요."


def test_org_001_another_organisation__ok() -> None:
    fine = book("operating_plan").with_cells("기본현황", {"A11": "참여기관", "B11": "마을공동체", "D11": "1"})
    assert told(fine) == []


def test_pln_001_stage_left_out__warning() -> None:
    odd = book(
        "operating_plan",
        """
        ## 단계별계획
        | 단계                | 시작일     | 종료일     | 추진내용  |
        | 1단계 협력 필요성   | 2021-01-04 | 2021-04-30 | 문제 찾기 |
        | 3단계 협력 도전     | 2021-07-01 | 2021-12-15 | 공동사업  |
        """,
    )
    (line,) = told(odd)
    assert line == "PLN-001 warning kept 단계별계획!A3"
    assert line.sentence == "단계별계획에 2단계 협력 환경조성이 없습니다. 세 단계를 모두 적어 주세요."


def test_pln_001_unreadable_stage_may_be_the_one__ok() -> None:
    odd = book("operating_plan").with_cells("단계별계획", {"A3": "둘째 단계"})
    assert told(odd) == ["CELL-002 error row_left_out 단계별계획!A3 '둘째 단계'"]


def test_pln_001_all_stages__ok() -> None:
    assert told(book("operating_plan")) == []


def test_pln_002_month_without_a_planned_meeting__warning() -> None:
    odd = book("operating_plan").with_cells("회의계획", {"D13": "", "C13": ""})
    (line,) = told(odd)
    assert line == "PLN-002 warning kept 회의계획!A1"
    assert line.sentence == (
        "회의계획에 12월의 줄이 없거나 비어 있습니다. 권역회의는 매월 엽니다. 달마다 한 줄씩 적어 주세요."
    )


def test_pln_002_every_month_planned__ok() -> None:
    assert told(book("operating_plan")) == []


MEETING = "권역회의 | 2021-04-15 | 회의실 | 예 | 3 | 2 | 0 | 사례 나눔 | 일정 정함"


def meetings(*rows: str) -> Book:
    labels = "회의구분 | 회의일 | 장소 | 구 총괄담당자 참석 | 찾동 수퍼바이저(명) | 대표기관 실무자(명) | 기타(명)"
    labels += " | 주요안건 | 회의결과"
    return book("monthly_results", "## 회의결과\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


def test_row_012_the_same_meeting_twice__warning() -> None:
    (line,) = told(meetings(MEETING, MEETING))
    assert line == "ROW-012 warning kept 회의결과!A8 '권역회의'"
    assert line.sentence == (
        "7행과 똑같은 줄이 있습니다. 두 줄 모두 합계에 넣었습니다. 같은 것을 두 번 적었으면 한 줄을 지워 주세요."
    )


def test_row_012_two_meetings_on_one_day__ok() -> None:
    lines = told(meetings(MEETING, MEETING.replace("사례 나눔", "성과 나눔")))
    assert [line.split()[0] for line in lines] == ["MTG-006"]  # no copy, and still asked about


def test_row_012_news_and_activities_are_looked_at_too__warning() -> None:
    news = {"A3": "녹번종합사회복지관", "B3": "행사", "C3": "나눔의 날", "D3": "함께해요", "E3": "2021-04-20"}
    assert told(book("monthly_results").with_cells("소식지", news)) == [
        "ROW-012 warning kept 소식지!A3 '녹번종합사회복지관'"
    ]


def households(found: str, stated: str) -> Book:
    return book(
        "monthly_results",
        f"""
        ## 위기가구
        | 동      | 발굴(가구) | 지원(건) | 사례공유(건) |
        | 녹번동  | 2          | 4        | 1            |
        | 불광1동 | {found}    | 4        | 1            |
        | 응암1동 | 4          | 4        | 1            |
        | 합계    | {stated}   | 12       | 3            |
        """,
    )


def test_row_013_a_formula_that_left_out_a_number_typed_as_text__note() -> None:
    odd = households("3가구", "=SUM(B2:B4) -> 6")
    assert [line.partition(" '")[0] for line in told(odd)] == [
        "CELL-101 note kept 위기가구!B3",
        "ROW-013 note kept 위기가구!B5",
    ]
    assert counted("households_found", odd) == [2, 3, 4]


@pytest.mark.parametrize(("found", "stated"), [("3", "=SUM(B2:B4) -> 9"), ("'3", "9")])
def test_row_013_a_total_that_holds_every_number__ok(found: str, stated: str) -> None:
    assert not any(line.startswith(("ROW-0", "BOOK")) for line in told(households(found, stated)))


def test_row_005_a_typed_total_without_a_number_typed_as_text__error() -> None:
    assert "ROW-005 error kept 위기가구!B5 '6'" in told(households("3가구", "6"))


def projects(*rows: str) -> Book:
    labels = "사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용"
    return book("monthly_results", "## 공동사업실적\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


COOKING, CALLS = "이웃 살핌 | 요리교실 | 2 | 20 | |", "이웃 살핌 | 안부 전화 | 10 | 5 | |"


def test_row_014_the_last_row_is_the_sum_of_those_above__warning() -> None:
    odd = projects(COOKING, CALLS, "전체 | 모두 | 12 | 25 | |")
    assert "ROW-014 warning kept 공동사업실적!A4 '전체'" in told(odd)


@pytest.mark.parametrize("last", ["이웃 살핌 | 말벗 | 12 | 24 | |", "이웃 살핌 | 말벗 | 12 | | |"])
def test_row_014_a_last_row_that_is_no_sum_or_only_by_chance__ok(last: str) -> None:
    assert not any(line.startswith("ROW-014") for line in told(projects(COOKING, CALLS, last)))


@pytest.mark.parametrize("name", ["총합 | 전체", "실적 합계 | ", "총 실적 | ", "합계 25명 | ", "4월 사업 합계 | "])
def test_a_total_row_under_these_names_is_not_counted(name: str) -> None:
    assert counted("project_people", projects(COOKING, CALLS, f"{name} | 12 | 25 | |")) == [20, 5]


def organisations(*rows: str) -> Book:
    labels = "구분 | 기관명 | 담당부서 | 담당자 수(명)"
    return book("operating_plan", "## 기본현황\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


def test_row_015_partner_written_by_the_region_with_its_number_left_blank__warning() -> None:
    odd = organisations("대표기관 | 녹번종합사회복지관 | | 3", "참여기관 | 주민 살핌단 | |")
    (line,) = told(odd)
    assert line == "ROW-015 warning kept 기본현황!B8"
    assert line.sentence == (
        "이름만 적히고 다른 칸이 비어 있어(주민 살핌단) 세지 않았습니다. 나머지 칸을 채워 주세요. 세지 않을 "
        "줄이면 이름도 지워 주세요."
    )


def test_row_015_dong_centre_that_the_office_wrote_into_the_form__ok() -> None:
    odd = organisations("참여기관 | 주민 살핌단 | | 2", "동주민센터 | 녹번동 주민센터 | |")
    assert told(odd) == ["ROW-010 note kept 기본현황!B8"]
