"""What the cells of one row, or the rows of one table, say about each other: dates, totals, formulas, duplicates."""

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
    """The table's own total is twice the sum. The row to delete is named once, and not each column of the total."""
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


def test_row_014_a_dong_with_the_sum_of_the_others_is_a_dong__ok() -> None:
    rows = (NOKBEON, BULGWANG, "1 | 응암1동 | 2021-04-01 | 2021-06-30 | 61 | 81")
    assert told(monitoring(*rows)) == []
