"""Widths of text, columns that add up, and lines that do not end inside a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.layout.column_widths import breakable, pieces, share_out, text_width, wrap

PAGE = 9638  # twips: A4 without 20 mm at each side


def test_ten_hangul_are_ten_times_as_wide_as_one_within_rounding() -> None:
    assert abs(text_width("가" * 10, 10) - 10 * text_width("가", 10)) <= 10


def test_a_hangul_syllable_at_10_points_is_a_little_under_10_points() -> None:
    assert 9.0 <= text_width("가", 10) / 20 <= 10.0


def test_digits_beside_hangul_leave_room_for_the_gap_of_libreoffice() -> None:
    assert text_width("3명", 10) > text_width("3", 10) + text_width("명", 10)


def test_pieces_keep_numbers_and_spaced_out_words_whole() -> None:
    assert pieces("상담\n(4.20~6.13)") == ["상담", "(4.20~6.13)"]
    assert pieces("구 분") == ["구 분"]
    assert pieces("사업 내용") == ["사업", "내용"]
    assert pieces("") == []


def test_only_a_word_of_hangul_alone_may_be_broken() -> None:
    assert breakable("시립은평노인종합복지관")
    assert not breakable("(4.20~6.13)")
    assert not breakable("136건")


def test_lines_break_at_spaces_only() -> None:
    width = text_width("권역별 공동사업", 9)
    assert wrap("권역별 공동사업 추진실적", width, 9) == ["권역별 공동사업", "추진실적"]


def test_brackets_stay_together_where_they_fit() -> None:
    width = text_width("모니터링 대상자 (5개", 9)
    assert wrap("모니터링 대상자 (5개 권역)", width, 9) == ["모니터링 대상자", "(5개 권역)"]


def test_brackets_wider_than_the_line_are_broken_like_other_words() -> None:
    width = text_width("(권역마다", 9)
    assert wrap("합계 (권역마다 하나씩)", width, 9) == ["합계", "(권역마다", "하나씩)"]


def test_a_lone_sign_stays_with_its_number() -> None:
    width = text_width("전년 대비 ▼", 9)
    assert wrap("전년 대비 ▼ 724명", width, 9) == ["전년 대비", "▼ 724명"]


def test_given_line_ends_are_kept() -> None:
    assert wrap("1권역\n녹번종합\n사회복지관", PAGE, 9) == ["1권역", "녹번종합", "사회복지관"]


def test_widths_follow_the_weights() -> None:
    assert share_out(1000, [1, 3], [0, 0]) == [250, 750]


def test_a_column_below_its_least_width_takes_from_the_others() -> None:
    assert share_out(1000, [1, 4.5, 4.5], [300, 0, 0]) == [300, 350, 350]


def test_where_the_least_widths_do_not_fit_they_are_scaled() -> None:
    assert share_out(1000, [1, 1], [1500, 500]) == [750, 250]


columns = st.lists(st.tuples(st.floats(0.01, 50), st.integers(0, 6000)), min_size=1, max_size=30)


@given(columns, st.integers(100, 20000))
def test_widths_always_add_up_and_keep_their_least(given_columns: list[tuple[float, int]], total: int) -> None:
    weights, minimums = [list(values) for values in zip(*given_columns, strict=True)]
    widths = share_out(total, weights, minimums)
    assert sum(widths) == total
    if sum(minimums) <= total:
        assert all(width >= least - 1 for width, least in zip(widths, minimums, strict=True))
