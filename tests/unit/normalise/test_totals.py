"""Labels of total rows: what they add up, and names that only look like such labels."""

from __future__ import annotations

import pytest

from pipeline.normalise import TotalKind, total_kind

ALL = "계|합계|합 계|총계|총합계|(합계)|합계(명)|계 (3개 동)|Total|합|TOTAL|∑|［합계］| 총 계 |합계 [명]|총 5개 기관|"
ALL += "총합|합산|4월 합계|이달 합계|■ 계|1. 합계|合計|총인원|총 건수|월계"
PART = "소계|[소계]|소 계|중간합계|중간 계|1권역 소계|2권역 계|권역 합계|3개동 계|Subtotal|小計"
RUNNING = "누계|총누계|누적|누계(1~3월)"
OTHERS = (
    "|회계|다과비 합계|가계|계획|합동|녹번동|평균|1,234|세계|(명)|관계|총무팀|5개 기관|합산동|월계동|4월|총합복지관"
)


@pytest.mark.parametrize(
    ("kind", "labels"),
    [(TotalKind.ALL, ALL), (TotalKind.PART, PART), (TotalKind.RUNNING, RUNNING), (None, OTHERS)],
)
def test_a_total_is_known_by_its_label_and_nothing_else_is_one(kind: TotalKind | None, labels: str) -> None:
    assert {label: total_kind(label) for label in labels.split("|")} == dict.fromkeys(labels.split("|"), kind)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("실적 합계", TotalKind.ALL),
        ("사업 합계", TotalKind.ALL),
        ("4월 실적 계", TotalKind.ALL),
        ("전체 합", TotalKind.ALL),
        ("총 실적", TotalKind.ALL),
        ("합계 금액", TotalKind.ALL),
        ("합계 20명", TotalKind.ALL),
        ("토탈", TotalKind.ALL),
        ("상반기 소계", TotalKind.PART),
        ("소계1", TotalKind.PART),
        ("4월까지 누계", TotalKind.RUNNING),
        ("누적 합계", TotalKind.RUNNING),
        ("전체", None),
        ("권역 전체", None),
        ("실적", None),
        ("사업", None),
        ("사업계", None),
        ("동계", None),
        ("인원계", None),
    ],
)
def test_more_words_by_which_a_total_is_called(label: str, kind: TotalKind | None) -> None:
    assert total_kind(label) == kind
