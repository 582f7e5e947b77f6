"""A return that came but cannot be counted yet is called neither undone nor unsent: the report says that it is in
question.
"""

from __future__ import annotations

from datetime import date

from pipeline.report.sections.first_page import build_first_page
from pipeline.report.sections.projects import build_projects
from pipeline.report.sections.region_tables import dong_table
from tests.support.markdown_book import Book, book, run
from tests.support.run_in_memory import section
from tests.support.told_blocks import cells, sentences, table

LABELS = "| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) |"


def months(**changes: str) -> list[Book]:
    """Every month of region 1; the project's only activity has results in April alone, as given."""
    nothing = {"C2": "0", "D2": "0"}
    return [
        book("monthly_results", month=month).with_cells("공동사업실적", changes if month == 4 else nothing)
        for month in range(1, 13)
    ]


def test_results_that_cannot_be_read_are_not_called_missing() -> None:
    result = run(book("joint_project_plan"), *months(C2="약 14", D2="약 6"))
    told = sentences(build_projects(result))
    assert not [text for text in told if "미달: 1권역" in text]
    assert [text for text in told if text.startswith("들어온 자료로는 목표를 정한 세부사업")]


def test_a_target_that_cannot_be_read_is_told_beside_the_others() -> None:
    plan = book("joint_project_plan")
    grid = plan.sheets["세부사업"].cells
    numbers = {f"{'ABCDE'[column - 1]}{row}": "약 9" for row, column in grid if row == 2 and column > 2}
    result = run(plan.with_cells("세부사업", numbers), *months(C2="14", D2="6"))
    told = [text for text in sentences(build_projects(result)) if "목표를 정한 세부사업" in text]
    assert all("목표를 확인 중인 1개는 뺌" in text for text in told)


def test_a_region_whose_rows_are_all_in_question_did_send_them() -> None:
    rows = "\n".join(
        f"| 1 | {dong} | 2021-04-01 | 2021-06-30 | 약 20 | 100 | | |" for dong in ("녹번동", "불광1동", "응암1동")
    )
    blocks = section(
        "전화모니터링",
        run(book("phone_monitoring", f"## 모니터링\n{LABELS}\n{rows}"), book("phone_monitoring", region=2)),
    )
    assert any("자료를 셀 수 있는 1개 권역" in text for text in sentences(blocks))
    assert "5개 권역 중 2개 제출" in table(blocks, "monitoring_1").notes


def test_a_dong_that_an_unreadable_row_may_mean_is_in_question() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"B7": "모름동"})
    found = dong_table(run(odd), [1])
    assert found is not None
    assert cells(found)[0][1:4] == ["녹번동", "확인 중", "확인 중"]
    assert "동별로 나누어 내지 않은 수는 –로 적음" not in found.notes


def test_money_that_is_not_all_told_is_not_said_to_be_returned() -> None:
    """870,000 and 300,000 are left; nothing is said about the first amount."""
    result = run(book("head_office"), book("settlement").with_cells("정산총괄", {"E7": ""}))
    told = " ".join(sentences(section("예산", result)))
    assert "모두 반납함" not in told
    assert "300,000원*을 반납함(자료가 다 모이지 않아 견주지 않음)" in told


def test_what_others_have_not_sent_yet_is_lacking_from_a_sum_that_has_begun() -> None:
    """The first round is due in July. In June only region 1 has sent it: nobody is late, and the sum is partial."""
    result = run(book("phone_monitoring"), as_of=date(2021, 6, 30))
    assert result.figures.get("people", round=1).missing_words
    assert not [entry for entry in result.owed if entry.slot.form == "phone_monitoring"]
    assert not any("전년" in text for text in sentences(build_first_page(result)) if "대상" in text)
