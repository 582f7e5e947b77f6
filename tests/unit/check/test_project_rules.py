"""Joint projects: names of the plan in all its sheets and in the results, targets, results, activities never done."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, run, told


def plan(activities: str = "안부 전화", project: str = "이웃 살핌") -> Book:
    """Region 1's plan of one project with these activities (one per line)."""
    rows = "\n".join(f"| {project} | {name.strip()} | 12 | | |" for name in activities.split("\n"))
    return book(
        "joint_project_plan",
        f"""
        ## 사업개요
        | 사업명    | 사업목적    | 사업대상 | 사업내용  | 시작일     | 종료일     |
        | {project} | 고립 줄이기 | 이웃     | 안부 묻기 | 2021-03-02 | 2021-12-15 |
        ## 세부사업
        | 사업명 | 세부사업명 | 목표 건수(건) | 목표 인원(명) | 목표 횟수(회) |
        {rows}
        ## 추진일정
        | 사업명 | 세부사업명 | 시작월 | 종료월 | 내용 |
        ## 소요예산
        | 사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원) |
        """,
        file="계획.xlsx",
    )


def results(*rows: str, month: int = 4) -> Book:
    labels = "사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회)"
    text = "## 공동사업실적\n" + "\n".join(f"| {row} |" for row in (labels, *rows))
    return book("monthly_results", text, month=month, file=f"{month}월.xlsx")


def with_targets(*rows: str) -> Book:
    labels = "사업명 | 세부사업명 | 목표 건수(건) | 목표 인원(명) | 목표 횟수(회)"
    return book("joint_project_plan", "## 세부사업\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


def whole_year(activity: str, count: str) -> list[Book]:
    return [results(f"이웃 살핌 | {activity} | {count} | |", month=month) for month in range(1, 13)]


def test_prj_001_activity_without_a_target__error() -> None:
    (line,) = told(with_targets("이웃 살핌 | 안부 전화 | | |"))
    assert line == "PRJ-001 error kept 세부사업!C2"
    assert line.sentence == (
        "세부사업의 목표가 없습니다. 목표 건수(건), 목표 인원(명), 목표 횟수(회) 가운데 맞는 칸에 목표를 하나 "
        "이상 적어 주세요. 정하지 않은 것이 맞으면 '해당없음'이라고 적어 주세요."
    )


@pytest.mark.parametrize("target", ["| | 6", "0 | |", "해당없음 | |"])
def test_prj_001_one_target__ok(target: str) -> None:
    assert told(with_targets(f"이웃 살핌 | 안부 전화 | {target}")) == []


def test_prj_002_activity_without_a_result__error() -> None:
    odd = results("이웃 살핌 | 안부 전화 | | |").with_cells("공동사업실적", {"F1": "내용", "F2": "전화함"})
    (line,) = told(odd)
    assert line == "PRJ-002 error kept 공동사업실적!C2"
    assert line.sentence == (
        "세부사업의 실적이 없습니다. 실적 건수(건), 실적 인원(명), 실적 횟수(회) 가운데 맞는 칸에 실적을 하나 "
        "이상 적어 주세요. 하지 않았으면 0을 적어 주세요."
    )


def test_prj_002_typed_zero__ok() -> None:
    assert told(results("이웃 살핌 | 안부 전화 | 0 | |")) == []


def test_prj_003_project_that_the_plan_lacks__error() -> None:
    odd = results("이웃 살림 | 안부 전화 | 3 | |")
    (line,) = told(plan(), odd)
    assert line == "4월.xlsx: PRJ-003 error kept 공동사업실적!A2 '이웃 살림'"
    assert line.sentence == (
        "사업명 '이웃 살림'이 공동사업계획서에 없습니다. '이웃 살핌'인가요? 계획서의 사업명과 똑같이 적어 "
        "주세요(계획한 사업: 이웃 살핌). 새 사업이면 계획서를 먼저 고쳐 다시 내 주세요."
    )


def test_prj_003_planned_project__ok() -> None:
    assert told(plan(), results("이웃 살핌 | 안부 전화 | 3 | |")) == []


def test_prj_003_region_whose_plan_did_not_come__ok() -> None:
    assert told(results("다른 사업 | 안부 전화 | 3 | |")) == []


@pytest.mark.parametrize("name", ["1. 이웃 살핌", "① 이웃살핌", "(1) 이웃 살핌", "■ 이웃 살핌"])
def test_prj_003_a_number_before_the_name_is_the_same_project__ok(name: str) -> None:
    numbered = results(f"{name} | 안부 전화 | 3 | |")
    lines = told(book("joint_project_plan", file="계획.xlsx"), numbered.renamed("4월.xlsx"))
    assert [line.partition(" '")[0] for line in lines] == ["4월.xlsx: CELL-104 note kept 공동사업실적!A2"]


def test_prj_003_another_number_is_another_project__error() -> None:
    plan = book("joint_project_plan", file="계획.xlsx")
    for sheet, cell in (
        ("사업개요", "A7"),
        ("세부사업", "A2"),
        ("추진일정", "A2"),
        ("소요예산", "A2"),
        ("소요예산", "A3"),
    ):
        plan = plan.with_cells(sheet, {cell: "1. 이웃 살핌"})
    other = results("2. 이웃 살핌 | 안부 전화 | 3 | |").renamed("4월.xlsx")
    assert not any("CELL-104" in line for line in told(plan, other))
    assert any("error" in line and "공동사업실적!A2" in line for line in told(plan, other))


def test_prj_003_another_spelling_is_the_same_project__ok() -> None:
    spelt = results("이웃살핌 | 안부ㆍ전화 | 3 | |")
    planned = plan("안부·전화")
    assert told(planned, spelt) == [
        "4월.xlsx: CELL-104 note kept 공동사업실적!A2 '이웃살핌'",
        "4월.xlsx: CELL-104 note kept 공동사업실적!B2 '안부ㆍ전화'",
    ]
    figures = run(planned, spelt).figures
    assert figures.get("project_cases", region=1, project="이웃 살핌", activity="안부·전화").value == 3


def test_a_project_and_an_activity_of_one_name_keep_each_its_own_spelling__ok() -> None:
    odd = results("이웃 살핌 | 이웃살핌 | 3 | |")
    assert told(odd) == []
    assert run(odd).figures.get("project_cases", region=1, project="이웃 살핌", activity="이웃살핌").value == 3


def test_each_region_keeps_its_own_spelling__ok() -> None:
    rows = "## 공동사업실적\n| 사업명 | 세부사업명 | 실적 건수(건) |\n| {} | 안부 전화 | 3 |"
    two = [
        book("monthly_results", rows.format(name), region=region, file=f"{region}.xlsx")
        for region, name in ((1, "이웃 살핌"), (2, "이웃살핌"))
    ]
    assert [line for line in told(*two) if "CELL-104" in line] == []
    figures = run(*two).figures
    assert figures.get("project_cases", region=1, project="이웃 살핌", activity="안부 전화").value == 3
    assert figures.get("project_cases", region=2, project="이웃살핌", activity="안부 전화").value == 3


def test_prj_004_same_project_twice__error() -> None:
    odd = book("joint_project_plan").with_cells(
        "사업개요",
        {"A8": "이웃 살핌", "B8": "고립", "C8": "이웃", "D8": "안부", "E8": "2021-03-02", "F8": "2021-12-15"},
    )
    (line,) = told(odd)
    assert line == "PRJ-004 error kept 사업개요!A8 '이웃 살핌'"
    assert line.sentence == "사업명 '이웃 살핌'이 7행에도 있습니다. 사업마다 한 줄만 적어 주세요."


def test_prj_004_two_projects__ok() -> None:
    fine = book("joint_project_plan").with_cells(
        "사업개요",
        {"A8": "반찬 나눔", "B8": "고립", "C8": "이웃", "D8": "안부", "E8": "2021-03-02", "F8": "2021-12-15"},
    )
    assert told(fine) == []


def test_prj_005_same_activity_twice_with_other_targets__error() -> None:
    assert told(with_targets("이웃 살핌 | 안부 전화 | 3 | |", "이웃 살핌 | 안부전화 | 4 | |")) == [
        "PRJ-005 error row_left_out 세부사업!B2 '안부 전화'",
        "PRJ-005 error row_left_out 세부사업!B3 '안부전화'",
    ]


def test_prj_005_two_activities__ok() -> None:
    assert told(with_targets("이웃 살핌 | 안부 전화 | 3 | |", "이웃 살핌 | 안부 방문 | 4 | |")) == []


@pytest.mark.parametrize("sheet", ["세부사업", "추진일정", "소요예산"])
def test_prj_006_project_that_the_overview_lacks__error(sheet: str) -> None:
    odd = book("joint_project_plan").with_cells(sheet, {"A2": "이웃 살핌이"})
    assert told(odd) == [f"PRJ-006 error kept {sheet}!A2 '이웃 살핌이'"]


def test_prj_006_another_spelling__ok() -> None:
    assert told(book("joint_project_plan").with_cells("추진일정", {"A2": "이웃살핌"})) == []


def test_prj_006_overview_with_a_blank_name__ok() -> None:
    odd = book("joint_project_plan").with_cells("사업개요", {"A7": ""})
    assert told(odd) == ["CELL-001 error row_left_out 사업개요!A7"]


def test_prj_007_same_activity_twice_in_a_month__error() -> None:
    odd = results("이웃 살핌 | 안부 전화 | 3 | |", "이웃 살핌 | 안부 전화 | 4 | |")
    assert told(odd) == [
        "PRJ-007 error row_left_out 공동사업실적!B2 '안부 전화'",
        "PRJ-007 error row_left_out 공동사업실적!B3 '안부 전화'",
    ]


def test_prj_007_two_activities__ok() -> None:
    assert told(results("이웃 살핌 | 안부 전화 | 3 | |", "이웃 살핌 | 안부 방문 | 4 | |")) == []


def test_prj_008_planned_and_never_done__warning() -> None:
    year = whole_year("안부 전화", "0")
    (line,) = told(plan(), *year)
    assert line == "계획.xlsx: PRJ-008 warning kept 세부사업!B2 '안부 전화'"
    assert line.sentence == (
        "계획한 세부사업 '안부 전화'의 실적이 한 해 동안 없습니다. 실적을 빠뜨리지 않았는지 확인해 주세요. 하지 "
        "않았으면 그 까닭을 알려 주세요."
    )


def test_prj_008_done_once__ok() -> None:
    year = [*whole_year("안부 전화", "0")[:-1], results("이웃 살핌 | 안부 전화 | | 1 |", month=12)]
    assert told(plan(), *year) == []


def test_prj_008_a_month_is_still_missing__ok() -> None:
    assert told(plan(), *whole_year("안부 전화", "0")[:-1]) == []


def test_prj_008_done_under_a_wrong_name_is_told_there__ok() -> None:
    year = [*whole_year("안부 전화", "0")[:-1], results("이웃 살핌 | 안보 전화 | 5 | |", month=12)]
    assert told(plan(), *year) == ["12월.xlsx: PRJ-009 error kept 공동사업실적!B2 '안보 전화'"]


def test_prj_008_result_that_cannot_be_read_is_told_there__ok() -> None:
    year = [*whole_year("안부 전화", "0")[:-1], results("이웃 살핌 | 안부 전화 | 여럿 | |", month=12)]
    assert told(plan(), *year) == ["12월.xlsx: CELL-010 error row_left_out 공동사업실적!C2 '여럿'"]


def test_prj_009_activity_that_the_plan_lacks__error() -> None:
    odd = results("이웃 살핌 | 안부 전하 | 3 | |")
    (line,) = told(plan(), odd)
    assert line == "4월.xlsx: PRJ-009 error kept 공동사업실적!B2 '안부 전하'"
    assert line.sentence == (
        "세부사업명 '안부 전하'가 공동사업계획서의 '이웃 살핌'에 없습니다. '안부 전화'인가요? 계획서의 "
        "세부사업명과 똑같이 적어 주세요(계획한 세부사업: 안부 전화). 새 세부사업이면 계획서를 먼저 고쳐 다시 내 "
        "주세요."
    )


def test_prj_009_planned_activity__ok() -> None:
    assert told(plan("안부 전화\n안부 방문"), results("이웃 살핌 | 안부 방문 | 3 | |")) == []
