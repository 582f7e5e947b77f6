"""An officer's own spreadsheet in any shape: each number on it is compared, or the reason why not is given; none is
lost.
"""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.alongside import compare
from pipeline.alongside.own_file import own_file_of
from pipeline.model.alongside import Verdict
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.support.own_totals import own_book
from tests.support.small_run import run_2020

NAMES = [
    "1권역", "계", "상담", "대상자", "1회차", "구분", "전년", "집행액(천원)", "3월", "표 3", "1. 상담", "①",
    "권역", "단위: 천원", "공동사업 실적", "녹번동", "상담 010-1234-5678", "=상담", "[", "가" * 300, "1권역~5권역",
]  # fmt: skip
NUMBERS = [0, 7, -3, 3.5, 19_644, 44_260, 1e14, 1e-9, "1,234건", "5천원", "-", "해당없음"]
CELLS = st.sampled_from([None, *NAMES, *NUMBERS])


_TOLD = re.compile(r"([0-9]+)(?:개는|칸을) 견주지 않았습니다")


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=10), st.sampled_from(["장부", "1회차"]))
def test_any_sheet_is_compared_or_told_why_not(rows: list[list[object]], name: str) -> None:
    workbook = read_bytes(own_book({name: rows}), ReadingLimits(), "장부.xlsx").workbook
    assert workbook is not None
    comparison = compare(own_file_of(Path("장부.xlsx"), "장부.xlsx", workbook), run_2020())
    numbers = sum(isinstance(value, int | float) for row in rows for value in row)
    told = sum(int(count) for note in comparison.notes for count in _TOLD.findall(note))
    assert len(comparison.items) + told >= numbers
    for item in comparison.items:
        assert (item.figure is None) == (item.verdict in (Verdict.SEVERAL, Verdict.NOT_FOUND))
        assert "1234-5678" not in f"{item.name}{item.typed}{item.remarks}"
        if item.verdict is Verdict.SAME and item.hers is not None:
            assert item.figure is not None
            assert item.figure.unit == "원" or item.difference == 0
