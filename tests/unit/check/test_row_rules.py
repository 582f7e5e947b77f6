"""What the cells of one row, or the rows of one table, say about each other: dates, totals, formulas, doubles."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, counted, told


def monitoring(*rows: str) -> Book:
    labels = "회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건)"
    return book("phone_monitoring", "## 모니터링\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


def plan_budget(*rows: str) -> Book:
    labels = "사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원)"
    return book("joint_project_plan", "## 소요예산\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


NOKBEON = "1 | 녹번동 | 2021-04-01 | 2021-06-30 | 30 | 40"
BULGWANG = "1 | 불광1동 | 2021-04-01 | 2021-06-30 | 31 | 41"
EUNGAM = "1 | 응암1동 | 2021-04-01 | 2021-06-30 | 32 | 42"
DONGS = (NOKBEON, BULGWANG, EUNGAM)


def test_row_001_table_without_rows__error() -> None:
    empty = book("joint_project_plan", "## 세부사업\n| 사업명 | 세부사업명 | 목표 건수(건) |")
    (line,) = told(empty)
    assert line == "ROW-001 error kept 세부사업!A1"
    assert line.sentence == (
        "'세부사업' 시트의 표(세부사업과 목표)에 적힌 줄이 없습니다. 한 줄 이상 적어 다시 내 주세요."
    )


def test_row_001_one_row__ok() -> None:
    assert told(monitoring("1 | 권역 전체 | 2021-04-01 | 2021-06-30 | 93 | 123")) == []


def test_row_001_table_that_may_stay_empty__ok() -> None:
    assert told(book("monthly_results", "## 소식지\n| 기관명 | 구분 | 제목 | 내용 | 일자 |")) == []


def test_row_002_end_before_start__error() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-02 | 2021-04-01 | 30 | 40", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "ROW-002 error kept 모니터링!D7 '2021-04-01'"
    assert line.sentence == (
        "종료일 2021-04-01이 시작일 2021-04-02보다 빠릅니다. 두 날짜 가운데 잘못 적은 것을 고쳐 주세요."
    )


def test_row_002_one_day__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-02 | 2021-04-02 | 30 | 40", BULGWANG, EUNGAM)) == []


def schedule(start: str, end: str) -> Book:
    return book(
        "joint_project_plan",
        f"""
        ## 추진일정
        | 사업명    | 세부사업명 | 시작월  | 종료월 | 내용      |
        | 이웃 살핌 | 안부 전화  | {start} | {end}  | 매월 진행 |
        """,
    )


def test_row_003_last_month_before_the_first__error() -> None:
    (line,) = told(schedule("9", "8"))
    assert line == "ROW-003 error kept 추진일정!D2 '8'"
    assert line.sentence == "종료월 8월이 시작월 9월보다 빠릅니다. 두 달 가운데 잘못 적은 것을 고쳐 주세요."


def test_row_003_one_month__ok() -> None:
    assert told(schedule("9", "9")) == []


def test_row_004_day_of_another_year__error() -> None:
    odd = monitoring("1 | 녹번동 | 2020-12-31 | 2021-04-30 | 30 | 40", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "ROW-004 error row_left_out 모니터링!C7 '2020-12-31'"
    assert line.sentence == (
        "시작일 '2020-12-31'은 2021년이 아닙니다. 2021년 1월 1일부터 12월 31일 사이의 날짜를 적어 주세요. 예: "
        "2021-03-05"
    )


def test_row_004_first_day_of_the_year__ok() -> None:
    plan = book("operating_plan").with_cells("단계별계획", {"B2": "2021-01-01"})
    assert told(plan) == []


def total_of(*rows: str) -> list[str]:
    return told(monitoring(*DONGS, *rows))


def test_row_005_total_that_is_not_the_sum__error() -> None:
    assert total_of("합계 | | | | 94 | 123") == ["ROW-005 error kept 모니터링!E10 '94'"]


def test_row_005_right_total__ok() -> None:
    assert total_of("합 계 | | | | 93 | 123") == []


def test_row_005_right_total_on_top_of_all_rows__ok() -> None:
    assert told(monitoring("총계 | | | | 93 | 123", *DONGS)) == []


def test_row_005_wrong_total_on_top_of_all_rows__error() -> None:
    (line,) = told(monitoring("총계 | | | | 94 | 123", *DONGS))
    assert line == "ROW-005 error kept 모니터링!E7 '94'"
    assert "대상자(명)의 합계가 94로 적혀 있으나 줄을 더하면 93입니다(차이 +1)." in line.sentence


def test_row_005_stale_formula_of_the_total__error() -> None:
    assert total_of("합계 | | | | =SUM(E7:E9) -> 0 | 123") == ["ROW-005 error kept 모니터링!E10 '0'"]


def test_row_005_subtotal_counts_from_the_total_before__ok() -> None:
    rows = [NOKBEON, "소계 | | | | 30 | 40", BULGWANG, EUNGAM, "소계 | | | | 63 | 83", "총계 | | | | 93 | 123"]
    assert told(monitoring(*rows)) == []


def test_row_005_subtotal_of_all_rows__error() -> None:
    rows = [NOKBEON, "소계 | | | | 30 | 40", BULGWANG, EUNGAM, "소계 | | | | 93 | 83", "총계 | | | | 93 | 123"]
    (line,) = told(monitoring(*rows))
    assert line == "ROW-005 error kept 모니터링!E11 '93'"
    assert line.sentence == (
        "대상자(명)의 합계가 93으로 적혀 있으나 줄을 더하면 63입니다(차이 +30). 합계 칸의 수식을 되살리거나, "
        "빠지거나 잘못 적은 줄을 고쳐 주세요. 보고서에는 줄을 더한 값을 씁니다."
    )


@pytest.mark.parametrize("label", ["합계(명)", "총 계", "Total", "1권역 계", "[소계]"])
def test_row_005_total_under_another_name__ok(label: str) -> None:
    assert total_of(f"{label} | | | | 93 | 123") == []


def test_row_005_subtotals_in_brackets__ok() -> None:
    rows = [NOKBEON, "(소계) | | | | 30 | 40", BULGWANG, EUNGAM, "(소계) | | | | 63 | 83"]
    assert told(monitoring(*rows)) == []


def test_row_011_total_typed_among_the_rows_of_a_table_that_adds_itself__error() -> None:
    """The table's own total is twice the sum; the row to delete is named once, not each column of the total."""
    assert total_of("합계 | | | | 93 | 123", "합계 | | | | 186 | 246") == ["ROW-011 error kept 모니터링!E10 '93'"]


def test_row_011_subtotals_that_the_tables_own_total_adds_too__error() -> None:
    rows = [NOKBEON, "소계 | | | | 30 | 40", BULGWANG, EUNGAM, "소계 | | | | 63 | 83", "합계 | | | | 186 | 246"]
    (line,) = told(monitoring(*rows))
    assert line == "ROW-011 error kept 모니터링!E11 '63'"
    assert line.sentence == (
        "표 안에 따로 적은 합계가 12행의 합계에 한 번 더 더해졌습니다(대상자(명) 93이 186으로 보임). 이 줄을 "
        "지워 주세요. 표의 합계는 저절로 계산됩니다. 보고서에는 한 번만 셌습니다."
    )


def test_row_011_wrong_total_among_the_rows_is_told_beside_it__error() -> None:
    assert total_of("합계 | | | | 94 | 123", "합계 | | | | 187 | 246") == [
        "ROW-005 error kept 모니터링!E10 '94'",
        "ROW-011 error kept 모니터링!E10 '94'",
    ]


def test_row_011_total_typed_among_the_rows_that_the_tables_own_total_leaves_out__ok() -> None:
    assert total_of("합계 | | | | 93 | 123", "합계 | | | | 93 | 123") == []


def test_row_005_item_whose_description_is_a_word_for_totals__ok() -> None:
    named = book("settlement").with_cells("집행내역", {"C2": "합계"})
    assert told(named) == told(book("settlement"))
    assert counted("spent_won", named) == counted("spent_won", book("settlement"))


def test_row_005_running_total_also_holds_other_files__ok() -> None:
    assert total_of("누계 | | | | 500 | 900") == []


def test_row_005_unreadable_row_is_told_once__error() -> None:
    rows = ["1 | 녹번동 | 2021-04-01 | 2021-06-30 | 약 30 | 40", BULGWANG, EUNGAM, "합계 | | | | 93 | 123"]
    assert told(monitoring(*rows)) == ["CELL-011 error row_left_out 모니터링!E7 '약 30'"]


def meeting_on(day: str) -> Book:
    return book("monthly_results").with_cells("회의결과", {"B7": day})


def test_row_006_day_of_another_month__error() -> None:
    (line,) = told(meeting_on("2021-03-31"))
    assert line == "ROW-006 error kept 회의결과!B7 '2021-03-31'"
    assert line.sentence == (
        "회의일 '2021-03-31'은 4월 자료에 들어갈 수 없는 날짜입니다. 줄은 합계에 넣었습니다. 4월의 날짜로 "
        "고치거나, 그 달의 서식에 옮겨 적어 주세요."
    )


@pytest.mark.parametrize("day", ["2021-04-01", "2021-04-30"])
def test_row_006_day_of_the_month__ok(day: str) -> None:
    assert told(meeting_on(day)) == []


def test_row_007_day_after_the_form_was_written__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 30 | 40", BULGWANG, EUNGAM)
    early = book("phone_monitoring", header={"작성일": "2021-06-29"})
    (line,) = told(early)
    assert line == "ROW-007 warning kept 모니터링!D7 '2021-06-30'"
    assert line.sentence == (
        "작성일(2021-06-29) 뒤의 날짜가 적혀 있습니다(종료일 '2021-06-30' 등 3개 칸). 아직 하지 않은 일이면 빼 "
        "주세요. 날짜나 작성일을 잘못 적었으면 고쳐 주세요."
    )
    assert told(odd) == []


def test_row_007_written_on_the_last_day__ok() -> None:
    assert told(book("phone_monitoring", header={"작성일": "2021-06-30"})) == []


def test_row_007_plans_lie_ahead__ok() -> None:
    assert told(book("joint_project_plan", header={"작성일": "2021-01-05"})) == []


def test_row_008_total_that_is_no_number__warning() -> None:
    assert total_of("합계 | | | | 약 90 | 123") == ["ROW-008 warning kept 모니터링!E10 '약 90'"]


def test_row_008_error_in_the_total__warning() -> None:
    assert total_of("합계 | | | | #REF! | 123") == ["ROW-008 warning kept 모니터링!E10 '#REF!'"]


@pytest.mark.parametrize(
    "formula", ["=SUM(E7:E9) ->", '=IF(COUNT(E7:E9)=0,"",SUM(E7:E9)) ->', '=IF(COUNT(A99)=0,"",1) ->']
)
def test_row_008_total_saved_by_a_program_that_does_not_calculate__ok(formula: str) -> None:
    assert total_of(f"합계 | | | | {formula} | 123") == []


def test_row_008_uncalculated_total_that_cannot_be_worked_out__warning() -> None:
    found = total_of("합계 | | | | =VLOOKUP(1,A1:B2,2) -> | 123")
    assert [line.split(" ", 1)[0] for line in found] == ["ROW-008"]


def test_row_008_blank_total__ok() -> None:
    assert total_of("합계 | | | | | 123") == []


def test_row_009_erased_formula__error() -> None:
    odd = plan_budget("이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 |")
    (line,) = told(odd)
    assert line == "ROW-009 error row_left_out 소요예산!F2"
    assert line.sentence == (
        "금액(원) 칸이 비어 있습니다. '단가(원)', '수량'은 적혀 있으니, 수식이 지워졌거나 값을 내지 못한 것 "
        "같습니다. 금액(원) 칸의 수식을 되살려 주세요(위아래 칸에서 복사. 잠겨 있으면 [검토] - [시트 보호 해제] "
        "먼저, 암호는 없음). 수식에 쓰이는 칸이 글자로 저장되어 있으면 숫자로 다시 적어 주세요."
    )


def test_row_009_formula_that_shows_nothing_beside_numbers_typed_as_text__error() -> None:
    odd = plan_budget('이웃 살핌 | 사무관리비 | 재료비 | \'15000 | 4 | =IF(COUNT(D2,E2)<2,"",D2*E2) -> ""')
    assert told(odd) == [
        "CELL-101 note kept 소요예산!D2 '15000'",
        "ROW-009 error row_left_out 소요예산!F2",
    ]


def test_row_009_formula_that_waits_for_a_blank_cell_is_told_there__ok() -> None:
    odd = plan_budget('이웃 살핌 | 사무관리비 | 재료비 | | 4 | =IF(COUNT(D2,E2)<2,"",D2*E2) -> ""')
    assert told(odd) == ["CELL-001 error kept 소요예산!D2"]


def test_row_009_formula_that_fails_because_of_a_word_is_told_there__ok() -> None:
    odd = plan_budget("이웃 살핌 | 사무관리비 | 재료비 | 만오천 | 4 | =D2*E2 -> #VALUE!")
    assert told(odd) == ["CELL-013 error kept 소요예산!D2 '만오천'"]


def test_row_009_a_formula_of_their_own_needs_no_other_cell__ok() -> None:
    odd = plan_budget("이웃 살핌 | 사무관리비 | 재료비 | | 4 | =15000*4 -> 60000")
    assert told(odd) == ["CELL-001 error kept 소요예산!D2"]
    assert counted("planned_won", odd) == [60_000]


def test_row_009_formula_with_its_result__ok() -> None:
    assert told(plan_budget("이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | =D2*E2 -> 60000")) == []


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


def test_row_014_a_dong_with_the_sum_of_the_others_is_a_dong__ok() -> None:
    rows = (NOKBEON, BULGWANG, "1 | 응암1동 | 2021-04-01 | 2021-06-30 | 61 | 81")
    assert told(monitoring(*rows)) == []


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
