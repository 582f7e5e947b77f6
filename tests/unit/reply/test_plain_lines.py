"""Lines of 76 columns that break at places where a reader would break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.korean import text_width
from pipeline.reply.plain_lines import COLUMNS, folded


def test_a_line_of_76_columns_stays_and_one_more_letter_breaks_it() -> None:
    exactly = " ".join(["가나다라"] * 8 + ["가나"])  # 8 times 8 columns, 8 spaces, 4 columns
    assert text_width(exactly) == COLUMNS == 76
    assert folded([exactly]) == [exactly]
    assert folded([f"{exactly}."]) == [" ".join(["가나다라"] * 8), "가나."]


@pytest.mark.parametrize(
    ("start", "indent"),
    [("  - ", 4), ("       → ", 9), ("  ※ ", 4), ("  가. ", 6), ("붙임  1. ", 9), ("     파일: ", 5), ("", 0)],
)
def test_what_goes_on_below_stands_under_its_first_word(start: str, indent: int) -> None:
    first, second = folded([start + " ".join(["다섯글자씩"] * 8)])
    assert first.startswith(start + "다섯글자씩")
    assert second.startswith(" " * indent + "다섯글자씩")


@pytest.mark.parametrize("kept", ["2021. 12. 31.(금)", "1,552,170 원", "30 명은", "12.5 %"])
def test_a_date_and_a_number_with_its_unit_are_never_parted(kept: str) -> None:
    for before in range(60, 76):
        lines = folded([f"{'a' * before} {kept} 끝"])
        assert any(kept in line for line in lines), lines


def test_the_name_of_a_file_is_never_parted() -> None:
    name = "2권역/정산서 최종 (고친 것).xlsx"
    lines = folded([f"     - 더 새로운 파일이 있어 이 파일은 쓰지 않았습니다. 새로운 파일: {name}"], [name, "정산서"])
    assert lines[-1] == f"       {name}"
    assert all(text_width(line) <= COLUMNS for line in lines)


def test_a_name_wider_than_a_line_stands_alone() -> None:
    name = "아주 긴 이름 " * 8 + ".xlsx"
    assert folded([f"  - 파일: {name} 1부."], [name]) == ["  - 파일:", f"    {name}", "    1부."]


@given(st.lists(st.text(alphabet="가나a1. -→", max_size=120), max_size=4))
def test_no_word_is_lost_and_no_line_is_too_wide_without_need(lines: list[str]) -> None:
    made = folded(lines)
    assert " ".join(made).split() == " ".join(lines).split()
    assert all(text_width(line) <= COLUMNS or len(line.split()) == 1 for line in made if "1" not in line)
