"""Something that is in order, or reported already, hides nothing after it: the next row, return, region or form is
checked.
"""

from __future__ import annotations

from tests.support.faultless_forms import MEETING_LABELS
from tests.support.markdown_book import Book, book, run, told

RESULTS = "| 사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) |"


def month(number: int, *meetings: str, region: int = 1) -> Book:
    lines = "\n".join(f"| {row} |" for row in (" | ".join(MEETING_LABELS), *meetings))
    return book(
        "monthly_results", f"## 회의결과\n{lines}", month=number, region=region, file=f"{region}권역 {number}월.xlsx"
    )


def meeting(day: str, *, kind: str = "권역회의", coordinator: str = "예") -> str:
    return f"{kind} | {day} | 회의실 | {coordinator} | 3 | 2 | 0 | 사례 나눔 | 일정 정함"


def of_rule(rule: str, *books: Book) -> list[str]:
    return [line for line in told(*books) if f"{rule} " in line]


# -- meetings -------------------------------------------------------------------------------------------------------


def test_mtg_002_another_region_is_judged_beside_one_with_a_day_that_cannot_be_read() -> None:
    unread = month(1, meeting("곧", coordinator="아니오"))
    other_year = month(1, meeting("2020-01-15", coordinator="아니오"), region=2)
    absent = month(1, meeting("2021-01-15", coordinator="아니오"), region=3)
    assert of_rule("MTG-002", unread, other_year, absent) == [
        "3권역 1월.xlsx: MTG-002 warning kept 회의결과!D7 '아니오'"
    ]


def test_mtg_001_the_next_month_is_judged_beside_one_that_has_its_meeting() -> None:
    plenary = [month(number, meeting(f"2021-0{number}-24", kind="전체회의")) for number in (5, 6)]
    assert of_rule("MTG-001", month(4, meeting("2021-04-15")), *plenary) == [
        "1권역 5월.xlsx: MTG-001 warning kept 회의결과!A6",
        "1권역 6월.xlsx: MTG-001 warning kept 회의결과!A6",
    ]


# -- dongs and rounds -----------------------------------------------------------------------------------------------


def test_hsh_002_a_return_is_judged_beside_one_in_which_nothing_happened() -> None:
    quiet = book("monthly_results", month=3, header={"해당월 실적": "실적 없음"}, file="3월.xlsx")
    quiet = quiet.with_cells("위기가구", {f"{column}{row}": "" for column in "ABC" for row in (2, 3, 4)})
    lacking = book("monthly_results", month=4, file="4월.xlsx").with_cells("위기가구", {"A3": "", "B3": "", "C3": ""})
    assert of_rule("HSH-002", quiet, lacking) == ["4월.xlsx: HSH-002 warning kept 위기가구!A1"]


def test_mon_011_a_round_is_judged_beside_one_that_nobody_planned_and_each_once() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"A7": "7", "C8": "2021-03-31", "D9": "2021-07-01"})
    assert of_rule("MON-011", odd) == ["MON-011 warning kept 모니터링!C8 '2021-03-31'"]
    second = book("phone_monitoring", region=2, file="나.xlsx").with_cells("모니터링", {"C7": "2021-03-31"})
    assert [line.partition(" '")[0] for line in of_rule("MON-011", odd.renamed("가.xlsx"), second)] == [
        "가.xlsx: MON-011 warning kept 모니터링!C8",
        "나.xlsx: MON-011 warning kept 모니터링!C7",
    ]


def test_mon_006_is_told_for_each_round_of_a_return() -> None:
    days = {1: "2021-04-01 | 2021-06-30", 2: "2021-09-01 | 2021-11-30"}
    labels = "| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) |"
    rows = [f"| {number} | 녹번동 | {days[number]} | 20 | 30 | | |" for number in (1, 2)]
    odd = book("phone_monitoring", "\n".join(["## 모니터링", labels, *rows]))
    assert of_rule("MON-006", odd) == [
        "MON-006 warning kept 모니터링!B7 '녹번동'",
        "MON-006 warning kept 모니터링!B8 '녹번동'",
    ]


# -- projects and money ---------------------------------------------------------------------------------------------


def results(number: int, *rows: str) -> Book:
    text = "\n".join(["## 공동사업실적", RESULTS, *(f"| {row} |" for row in rows)])
    return book("monthly_results", text, month=number, file=f"{number}월.xlsx")


def test_prj_008_the_next_activity_is_judged_beside_one_that_cannot_be_read_or_was_done() -> None:
    plan = book("joint_project_plan", file="계획.xlsx").with_cells(
        "세부사업",
        {"A3": "이웃 살핌", "B3": "", "C3": "5", "A4": "이웃 살핌", "B4": "반찬 나눔", "C4": "7"},
    )
    year = [results(number, f"이웃 살핌 | 안부 전화 | {number} | |") for number in range(1, 13)]
    assert of_rule("PRJ-008", plan, *year) == ["계획.xlsx: PRJ-008 warning kept 세부사업!B4 '반찬 나눔'"]


def test_prj_003_a_row_is_judged_beside_one_without_its_project() -> None:
    odd = results(4, "| 안부 전화 | 3 | |", "꽃 가꾸기 | 물 주기 | 3 | |", "숲 걷기 | 걷기 | 4 | |")
    assert of_rule("PRJ-003", book("joint_project_plan", file="계획.xlsx"), odd) == [
        "4월.xlsx: PRJ-003 error kept 공동사업실적!A3 '꽃 가꾸기'",
        "4월.xlsx: PRJ-003 error kept 공동사업실적!A4 '숲 걷기'",
    ]


def test_set_002_an_item_is_judged_beside_one_that_cannot_be_read() -> None:
    odd = book("settlement").with_cells("정산총괄", {"A7": "사무비", "B8": "500001"})
    assert of_rule("SET-002", odd) == ["SET-002 error kept 정산총괄!B8 '500001'"]


def test_set_010_and_set_011_are_told_for_each_settlement() -> None:
    lacking = {"A8": "", "B8": "", "C8": "", "D8": "", "E8": "", "E7": ""}
    two = [
        book("settlement", region=region, file=f"{region}.xlsx").with_cells("정산총괄", lacking) for region in (1, 2)
    ]
    assert of_rule("SET-010", *two) == [f"{region}.xlsx: SET-010 error kept 정산총괄!A6" for region in (1, 2)]
    assert of_rule("SET-011", *two) == [f"{region}.xlsx: SET-011 warning kept 정산총괄!E7" for region in (1, 2)]


# -- spellings and trends -------------------------------------------------------------------------------------------


def test_a_name_in_another_spelling_is_told_beside_one_with_another_space() -> None:
    first = results(3, "이웃 살핌 | 안부 전화 | 3 | |")
    odd = results(4, "이웃  살핌 | 안부전화 | 3 | |", "이웃살핌 | 안부 전화 방문 | 4 | |")
    assert [line for line in of_rule("CELL-104", first, odd) if line.startswith("4월")] == [
        "4월.xlsx: CELL-104 note kept 공동사업실적!A3 '이웃살핌'",
        "4월.xlsx: CELL-104 note kept 공동사업실적!B2 '안부전화'",
    ]


def test_trd_001_an_activity_of_many_months_is_judged_beside_one_of_few() -> None:
    year = [
        results(3, "이웃 살핌 | 반찬 나눔 | 900 | |", "이웃 살핌 | 안부 전화 | 20 | |"),
        results(4, "이웃 살핌 | 반찬 나눔 | 9 | |", "이웃 살핌 | 안부 전화 | 21 | |"),
        results(5, "이웃 살핌 | 안부 전화 | 22 | |"),
        results(6, "이웃 살핌 | 안부 전화 | 90 | |"),
    ]
    assert of_rule("TRD-001", *year) == ["6월.xlsx: TRD-001 note kept 공동사업실적!C2 '90'"]


def test_rows_of_several_returns_are_left_out_of_the_sums() -> None:
    odd = [
        book("phone_monitoring", region=region, file=f"{region}.xlsx").with_cells("모니터링", {"E7": "약 20"})
        for region in (1, 2)
    ]
    figures = run(*odd).figures
    assert [figures.get("people", region=region, round=1).value for region in (1, 2)] == [21 + 22, 21 + 22]
