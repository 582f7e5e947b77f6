"""A finding knows its table, its row, and what the row lacks, because sums, letters and the ledger need that."""

from __future__ import annotations

import pytest

from pipeline.model.findings import Gap
from tests.support.markdown_book import Book, book, check

LABELS = "| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) |"
DAYS = "2021-04-01 | 2021-06-30"
ROWS = (f"| 1 | 녹번동 | {DAYS} | 20 | 30 | | |", f"| 1 | 불광1동 | {DAYS} | 21 | 31 | | |")
LAST = f"| 1 | 응암1동 | {DAYS} | 22 | 32 | | |"


def monitoring(*rows: str) -> Book:
    return book("phone_monitoring", "\n".join(["## 모니터링", LABELS, *rows]))


@pytest.mark.parametrize(
    ("rule", "odd", "place"),
    [
        ("CELL-011", monitoring(*ROWS, LAST.replace("22", "약 22")), ("monitoring", 9)),
        ("MON-003", monitoring(*ROWS, LAST, LAST), ("monitoring", 10)),
        ("MON-007", monitoring(*ROWS, LAST.replace("32 | |", "32 | 복지관 |")), ("monitoring", 9)),
        ("ROW-005", monitoring(*ROWS, LAST, "| 합계 | | | | 64 | 93 | | |"), ("monitoring", None)),
        ("BUD-002", book("joint_project_plan").with_cells("소요예산", {"F2": "59999"}), ("budget", 2)),
        ("SET-006", book("settlement").with_cells("정산총괄", {"E8": "1"}), ("summary", 8)),
        (
            "HSH-001",
            book("monthly_results").with_cells("위기가구", {"A3": "녹번동"}),
            ("households", 2),
        ),  # of two rows that differ, neither counts
    ],
)
def test_a_finding_names_its_table_and_its_row(rule: str, odd: Book, place: tuple[str, int | None]) -> None:
    found = [item for item in check(odd) if item.rule == rule]
    assert [(item.table, item.row) for item in found][:1] == [place]
    assert {(item.form, item.region) for item in found} == {(odd.form, 1)}


@pytest.mark.parametrize(
    ("rule", "odd", "gap"),
    [
        (
            "MON-007",
            monitoring(*ROWS, LAST.replace("32 | |", "32 | 복지관 |")),
            Gap("monitoring", ("supported_people_count",), dong="응암1동", round=1, item="복지관"),
        ),
        (
            "MON-006",
            monitoring(*ROWS),
            Gap(
                "monitoring",
                ("people_count", "consultation_count", "supported_people_count"),
                dong="응암1동",
                round=1,
            ),
        ),
        (
            "PRJ-002",
            book("monthly_results").with_cells("공동사업실적", {"C2": "", "D2": ""}),
            Gap(
                "project_results",
                ("case_count", "people_count", "time_count"),
                project="이웃 살핌",
                activity="안부 전화",
            ),
        ),
    ],
)
def test_a_finding_says_which_numbers_of_the_row_are_lacking(rule: str, odd: Book, gap: Gap) -> None:
    (found,) = [item for item in check(odd) if item.rule == rule]
    assert found.gaps == (gap,)
