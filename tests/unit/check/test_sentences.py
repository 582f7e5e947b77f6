"""What a region reads about its numbers: whole sentences with the words of the case; and which numbers they make
missing.
"""

from __future__ import annotations

import pytest

from pipeline.check import CheckContext, check_published
from pipeline.check.trends import check_trends
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.findings import Finding, Gap
from tests.support.markdown_book import Book, book, check, run, settings

MEASURES = settings()[1].measures


def only(rule: str, *books: Book) -> Finding:
    """The first finding of a rule."""
    return next(item for item in check(*books) if item.rule == rule)


def sentence(item: Finding) -> str:
    return f"{item.message} {item.advice}"


def changed(form: str, sheet: str, **cells: str) -> Book:
    return book(form).with_cells(sheet, cells)


MONEY = {
    "BUD-004": (
        changed("head_office", "교부내역", D2="1270"),
        "1권역의 사무관리비 교부액이 모두 1,270원으로, 예산 1,270,000원과 다릅니다. 천원 단위로 적은 것 같습니다. "
        "교부내역의 금액을 확인해 주세요. 예산이 바뀌었으면 설정 파일의 예산을 고쳐 주세요.",
    ),
    "SET-002": (
        changed("settlement", "정산총괄", B7="1270", D7="=B7-C7 -> -398730"),
        "사무관리비 교부액이 1,270원인데 설정 파일의 예산에는 1,270,000원으로 되어 있습니다. 천원 단위로 적은 것 "
        "같습니다. 받은 금액을 확인해 원 단위로 고쳐 주세요(예: 1,270,000).",
    ),
    "SET-003": (
        changed("settlement", "정산총괄", C7="410000", D7="=B7-C7 -> 860000", E7="860000"),
        "사무관리비 집행액이 410,000원으로 되어 있으나 집행내역을 더하면 400,000원입니다(차이 +10,000원). 집행액 칸의 "
        "수식을 되살리거나 집행내역에서 빠지거나 잘못 적은 줄을 고쳐 주세요. 보고서에는 집행내역을 더한 값을 씁니다.",
    ),
    "SET-011": (
        changed("settlement", "정산총괄", E7=""),
        "잔액이 870,000원인데 반납액(원) 칸에 금액이 없습니다. 구에 돌려준 금액을 적어 주세요. 아직 돌려주지 않았으면 "
        "0을 적습니다.",
    ),
}
NAMES_AND_DAYS = {
    "INT-007": (
        changed("phone_monitoring", "모니터링", A7="7", A8="7", A9="7"),
        "7회차는 설정 파일에 없는 회차입니다. 수는 합계에 넣었습니다. 회차 번호가 맞는지 확인해 주세요. 맞으면 설정 "
        "파일의 '회차'에 적어 주세요.",
    ),
    "PRJ-006": (
        changed("joint_project_plan", "세부사업", A2="이웃 살림"),
        "사업명 '이웃 살림'이 '사업개요' 시트에 없습니다. '이웃 살핌'인가요? '사업개요' 시트에 적은 사업명과 똑같이 "
        "적어 주세요(적힌 사업명: 이웃 살핌).",
    ),
    "ROW-002": (
        changed("operating_plan", "단계별계획", B2="2021-05-01"),
        "종료일 2021-04-30이 시작일 2021-05-01보다 빠릅니다. 두 날짜 가운데 잘못 적은 것을 고쳐 주세요.",
    ),
    "ROW-003": (
        changed("joint_project_plan", "추진일정", C2="12", D2="3"),
        "종료월 3월이 시작월 12월보다 빠릅니다. 두 달 가운데 잘못 적은 것을 고쳐 주세요.",
    ),
}
CELLS = {
    "CELL-001": (
        changed("settlement", "집행내역", E2=""),
        "금액(원) 칸이 비어 있습니다. 꼭 적어야 하는 칸입니다. 금액(원)을 적어 주세요. 예: 85000. 없으면 0을 적습니다.",
    ),
    "CELL-001 where people are counted": (
        changed("phone_monitoring", "모니터링", E7=""),
        "대상자(명) 칸이 비어 있습니다. 꼭 적어야 하는 칸입니다. 대상자(명)를 적어 주세요. 예: 120. 실적이 없으면 0을, "
        "해당되지 않으면 '해당없음'을 적습니다.",
    ),
    "CELL-001 in a text": (
        changed("settlement", "집행내역", C2=""),
        "적요 칸이 비어 있습니다. 꼭 적어야 하는 칸입니다. 적요를 적어 주세요. 예: 요리교실 재료 구입.",
    ),
    "CELL-003": (
        changed("phone_monitoring", "모니터링", A7="13"),
        "회차 칸의 '13'은 적을 수 있는 범위(1 ~ 12)를 벗어났습니다. 잘못 입력한 자릿수나 단위가 없는지 보시고 범위 "
        "안의 수로 고쳐 주세요.",
    ),
    "CELL-004": (
        changed("settlement", "집행내역", E2="해당없음"),
        "금액(원) 칸에 '해당없음'이라고 적혀 있습니다. 이 칸은 값이 꼭 있어야 합니다. 금액(원)을 적어 주세요. 예: "
        "85000. 없으면 0을 적습니다. 이 줄 전체가 해당되지 않으면 줄을 비워 주세요.",
    ),
    "ROW-008": (
        changed("phone_monitoring", "모니터링", A10="합계", E10="약 90"),
        "합계 줄의 대상자(명) '약 90'을 숫자로 읽을 수 없어 줄의 합과 견주지 못했습니다. 합계 칸의 수식을 되살려 "
        "주세요. 보고서에는 줄을 더한 값을 씁니다.",
    ),
    "ROW-013": (
        changed("monthly_results", "위기가구", B2="2", B3="'3", B4="4", A5="합계", B5="=SUM(B2:B4) -> 6"),
        "발굴(가구)의 합계 수식은 글자로 적힌 수를 빼고 6으로 계산되어 있습니다. 줄을 모두 더하면 9입니다(차이 -3). "
        "보고서에는 줄을 모두 더한 값을 쓰므로 그대로 두셔도 됩니다. 글자로 적힌 칸을 숫자만으로 고치시면 합계도 "
        "맞습니다.",
    ),
}


@pytest.mark.parametrize("case", [*MONEY, *NAMES_AND_DAYS, *CELLS])
def test_a_sentence_with_the_words_of_its_case(case: str) -> None:
    odd, expected = (MONEY | NAMES_AND_DAYS | CELLS)[case]
    assert sentence(only(case.split(maxsplit=1)[0], odd)) == expected


def test_row_014_names_the_row_and_what_stands_first_in_it() -> None:
    labels = "| 사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용 |"
    rows = ("| 이웃 살핌 | 요리교실 | 2 | 20 | | |", "| 이웃 살핌 | 안부 전화 | 10 | 5 | | |")
    odd = book("monthly_results", "\n".join(["## 공동사업실적", labels, *rows, "| 전체 | 모두 | 12 | 25 | | |"]))
    found = only("ROW-014", odd)
    assert found.message == (
        "4행('전체')의 수가 위의 줄을 모두 더한 것과 같습니다. 합계 줄이면 두 번 더해집니다. 우선 자료로 보고 합계에 "
        "넣었습니다."
    )
    assert (found.table, found.row, found.place.cell) == ("project_results", 4, "A4")


def test_prj_003_and_prj_009_name_what_was_planned() -> None:
    plan = book("joint_project_plan", file="계획.xlsx")
    april = book("monthly_results", file="4월.xlsx")
    strange = april.with_cells("공동사업실적", {"A2": "꽃 가꾸기"})
    assert sentence(only("PRJ-003", plan, strange)) == (
        "사업명 '꽃 가꾸기'가 공동사업계획서에 없습니다. 계획서의 사업명과 똑같이 적어 주세요(계획한 사업: 이웃 살핌). "
        "새 사업이면 계획서를 먼저 고쳐 다시 내 주세요."
    )
    unplanned = plan.with_cells("세부사업", {f"{column}2": "" for column in "ABCDE"})
    assert sentence(only("PRJ-009", unplanned, april)) == (
        "세부사업명 '안부 전화'가 공동사업계획서의 '이웃 살핌'에 없습니다. 계획서의 세부사업명과 똑같이 적어 "
        "주세요(계획한 세부사업: 없음). 새 세부사업이면 계획서를 먼저 고쳐 다시 내 주세요."
    )


# -- beside another year --------------------------------------------------------------------------------------------


def test_trd_003_tells_both_sums_of_the_month() -> None:
    april = book("monthly_results").with_cells("위기가구", {"B2": "1000", "B3": "30", "B4": "1"})
    result = run(april)
    last_year = Figures([Figure("households_found", "가구", 1300, State.VALUE, region=1, month=4)], MEASURES)
    context = CheckContext(result.config, result.forms, result.frames, result.returns, None, last_year)
    assert list(check_trends(context)) == []
    less = Figures([Figure("households_found", "가구", 300, State.VALUE, region=1, month=4)], MEASURES)
    context = CheckContext(result.config, result.forms, result.frames, result.returns, None, less)
    (found,) = check_trends(context)
    assert sentence(found) == (
        "4월의 발굴(가구) 합이 1,031로, 지난해 같은 달의 300과 많이 다릅니다. 잘못 적었으면 고쳐 주세요. 맞는 값이면 "
        "그대로 두고 까닭을 한 줄 적어 주세요."
    )


def test_trd_004_tells_the_number_of_today_and_the_published_one() -> None:
    again, before = (
        Figures([Figure("people", "명", number, State.VALUE, region=1, round=1)], MEASURES) for number in (1632, 1631)
    )
    (found,) = check_published(again, before, settings()[1], settings()[0], "results.json")
    assert sentence(found) == (
        "1권역 1회차 대상자(명)는 다시 세면 1,632인데, 그해 보고서에는 1,631로 실려 있습니다. 자료가 바뀐 까닭을 "
        "확인해 주세요. 바로잡은 값이 맞으면 설정 파일의 '예외'에 까닭을 적어 주세요."
    )
    assert (found.place.file, found.place.sheet, found.place.cell) == ("results.json", "", "1권역 1회차 대상자(명)")


# -- what is lacking ------------------------------------------------------------------------------------------------

SUMMARY = ("granted_won", "spent_won", "remaining_won", "returned_won")
OFFICE, MEETING = "사무관리비", "업무추진비"


def without_rows(form: str, sheet: str, first_row: int) -> Book:
    made = book(form)
    erased = [place for place in made.sheets[sheet].cells if place[0] >= first_row]
    return made.with_cells(sheet, {f"{'ABCDEFGHI'[column - 1]}{row}": "" for row, column in erased})


@pytest.mark.parametrize(
    ("rule", "odd", "gaps"),
    [
        (
            "ROW-001",
            without_rows("settlement", "정산총괄", 7),
            [Gap("summary", SUMMARY, item=item) for item in (OFFICE, MEETING)],
        ),
        (
            "ROW-001",
            without_rows("joint_project_plan", "세부사업", 2),
            [
                Gap("activities", ("target_cases", "target_people", "target_times")),
            ],
        ),
        ("ROW-009", changed("joint_project_plan", "소요예산", F2=""), [Gap("budget", ())]),
        (
            "SET-010",
            changed("settlement", "정산총괄", A8="", B8="", C8="", D8="", E8=""),
            [
                Gap("summary", SUMMARY, item=MEETING),
            ],
        ),
        ("SET-011", changed("settlement", "정산총괄", E7=""), [Gap("summary", ("returned_won",), item=OFFICE)]),
        (
            "BUD-005",
            changed("head_office", "교부내역", A2="", B2="", C2="", D2=""),
            [
                Gap("grants", ("granted_won",), region=1, item=OFFICE),
            ],
        ),
        (
            "HSH-002",
            changed("monthly_results", "위기가구", A3="", B3="", C3=""),
            [
                Gap("households", ("found_count", "support_count", "shared_count"), dong="불광1동"),
            ],
        ),
    ],
)
def test_a_finding_says_which_numbers_stand_nowhere(rule: str, odd: Book, gaps: list[Gap]) -> None:
    assert list(only(rule, odd).gaps) == gaps
