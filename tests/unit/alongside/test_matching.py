"""What an officer calls a number, which of our figures it is, and what she is told where the two differ.

The small year's numbers are made by arithmetic (``tests.support.small_year_forms``): region 1 counted 453 consultations
in round 1 and 375 in round 2, which somebody still has to confirm; region 3 found 24 households, of which 2 are in a
row that is left out; region 2 spent 1,362,000 won, 20,000 of it only according to its second settlement.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.alongside import compare
from pipeline.alongside.own_file import own_file_of
from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.result import RunResult
from pipeline.workbook.outcome import ReadingLimits
from pipeline.workbook.reading import read_bytes
from tests.support.own_totals import Rows, own_book
from tests.support.small_run import run_2020, small_run

Compare = Callable[..., Comparison]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


@pytest.fixture
def compared(result: RunResult) -> Compare:
    """The comparison of her rows with the small year (or another run)."""

    def run(
        rows: Rows,
        run: RunResult = result,
        region: int | None = None,
        change: Callable[[Workbook], None] = lambda book: None,
    ) -> Comparison:
        workbook = read_bytes(own_book({"장부": rows}, change), ReadingLimits(), "장부.xlsx").workbook
        assert workbook is not None
        return compare(own_file_of(Path("장부.xlsx"), "장부.xlsx", workbook), run, region)

    return run


def only(comparison: Comparison) -> Compared:
    (item,) = comparison.items
    return item


def verdicts(comparison: Comparison) -> dict[str, Verdict]:
    return {item.name: item.verdict for item in comparison.items}


# -- which figure -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2권역 1회차 상담", "consultations region=2 round=1"),
        ("제2권역 상담건수", "consultations region=2"),
        ("상담 실적", "consultations"),
        ("1. 상담 (건)", "consultations"),
        ("전체 상담 합계", "consultations"),
        ("지원 대상자 1권역 1회차", "supported_people region=1 round=1"),
        ("공동사업 실적(명)", "project_people"),
        ("공동사업 실적 횟수", "project_times"),
        ("3월 권역회의 현황", "regional_meetings month=3"),
        ("1권역 집행액(천원)", "spent_won region=1"),
        ("위기가구 발굴 건수", "households_found"),
        ("[1권역] 상담", "consultations region=1"),
        ("1권역/상담", "consultations region=1"),
        ("대상자수(1회차)", "people round=1"),
        ("사무관리비 집행액", "spent_won item=사무관리비"),
    ],
)
def test_her_words_lead_to_one_number_of_ours(compared: Compare, name: str, key: str) -> None:
    figure = only(compared([[name, 1]])).figure
    assert figure is not None
    assert figure.key == key


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("1권역 대상자", ["1권역 1회차 대상자: 90명 (모두 더함)", "1권역 2회차 대상자: 99명 (모두 더함)"]),
        ("1권역 공동사업 실적", ["1권역 공동사업 실적: 98건", "1권역 공동사업 실적: 50명", "1권역 공동사업 실적: 2회"]),
        ("1권역 지원", ["1권역 위기가구 지원: 36건", "1권역 1회차 타 기관 지원 대상자: 16명"]),
    ],
)
def test_words_that_fit_several_numbers_are_never_guessed(compared: Compare, name: str, candidates: list[str]) -> None:
    item = only(compared([[name, 90]]))
    assert (item.verdict, item.figure, item.difference) == (Verdict.SEVERAL, None, None)
    assert item.remarks == ("이름에 권역, 달, 회차나 단위를 더 적어 하나로 정해 주세요.",)
    for candidate in candidates:
        assert any(told.startswith(candidate) for told in item.candidates)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("상담담", "이번 보고에 없는 말입니다: 담."),
        ("전년 상담", "이번 보고에 없는 말입니다: 전년."),
        ("2019년 상담", "이번 보고에 없는 말입니다: 년, 2,019."),
        ("65세 이상 상담", "65"),
        ("3월 상담", "'3월', '상담'을 모두 갖춘 수가 없습니다."),
        ("9권역 상담", "이번 보고에 없는 말입니다: 9권역."),
        ("합계", "무엇의 수인지 적혀 있지 않습니다."),
        ("표 3", "이번 보고에 없는 말입니다: 표 번호."),
    ],
)
def test_words_that_name_no_number_of_ours_are_told(compared: Compare, name: str, why: str) -> None:
    item = only(compared([[name, 9795]]))
    assert item.verdict is Verdict.NOT_FOUND
    assert why in item.remarks[0]


def test_a_rate_is_not_compared_and_says_so(compared: Compare) -> None:
    item = only(compared([["집행률", "87.6%"]]))
    assert item.verdict is Verdict.NOT_FOUND
    assert "비율과 증감처럼 계산한 수는 견주지 않습니다." in item.remarks


def test_a_column_of_another_kind_is_left_alone_and_told_once(compared: Compare) -> None:
    """Last year's numbers beside this year's would all differ."""
    comparison = compared([["구분", "올해", "전년"], ["1권역 상담", 828, 700], ["2권역 상담", 1551, 600]])
    assert comparison.summary == "같음 2"
    (note,) = comparison.notes
    assert note.startswith("'장부' 시트의 '전년' 열은 어떤 수인지 알 수 없어 2칸을 견주지 않았습니다.")


def test_measures_against_regions_and_the_other_way_round(compared: Compare) -> None:
    head = ["구분", "1권역", "2권역(녹번)", "3권역", "계"]
    rows = [head, ["1회차 상담", 453, 753, 1476, 5688], ["1회차 대상자", 90, 150, 294, 1134]]
    for table in (rows, [list(column) for column in zip(*rows, strict=True)]):
        comparison = compared(table)
        assert [item.verdict for item in comparison.items if "녹번" not in item.name] == [Verdict.SAME] * 6
        assert {item.verdict for item in comparison.items if "녹번" in item.name} == {Verdict.NOT_FOUND}


# -- equal or not -------------------------------------------------------------


@pytest.mark.parametrize("typed", [1551, "1,551", "1,551건", " １５５１ 건 ", "1551."])
def test_the_same_number_in_any_writing_is_the_same(compared: Compare, typed: object) -> None:
    item = only(compared([["2권역 상담", typed]]))
    assert (item.verdict, item.hers, item.cells) == (Verdict.SAME, 1551, ())


def test_a_difference_is_told_with_every_cell_behind_ours(compared: Compare) -> None:
    item = only(compared([["2권역 1회차 상담", 800]]))
    assert (item.verdict, item.difference) == (Verdict.DIFFERENT, 800 - 753)
    assert len(item.cells) == 3
    assert all(place.file.startswith("2권역/") and place.sheet == "모니터링" for place, _ in item.cells)
    assert sum(int(told.removesuffix("건").replace(",", "")) for _, told in item.cells) == 753


@pytest.mark.parametrize(
    ("name", "typed", "verdict"),
    [
        ("1권역 집행액(천원)", 1341, Verdict.SAME),
        ("1권역 집행액(천원)", 1340, Verdict.DIFFERENT),
        ("1권역 집행액(천원)", "1,341", Verdict.SAME),
        ("1권역 집행액(천원)", 1341.0, Verdict.SAME),
        ("1권역 집행액", "1,341천원", Verdict.SAME),
        ("1권역 집행액(백만원)", 1, Verdict.SAME),
        ("1권역 집행액(백만원)", 2, Verdict.DIFFERENT),
        ("1권역 집행액(천원)", "1,341,000원", Verdict.SAME),
        ("1권역 집행액", 1341, Verdict.DIFFERENT),
        ("1권역 집행액", "134만 1천원", Verdict.UNREAD),
    ],
)
def test_money_is_compared_in_the_unit_in_which_she_writes_it(
    compared: Compare, name: str, typed: object, verdict: Verdict
) -> None:
    assert only(compared([[name, typed]])).verdict is verdict


def test_what_lies_below_her_unit_is_told(compared: Compare) -> None:
    """1 백만원 agrees with 1,341,000 won, which it rounds down."""
    item = only(compared([["1권역 집행액(백만원)", 1]]))
    assert "적힌 단위 아래에서 341,000원 다릅니다." in item.remarks


def test_won_that_a_format_shows_in_thousands_count_as_stored(compared: Compare) -> None:
    def show(book: Workbook) -> None:
        book.worksheets[0]["B2"].number_format = "#,##0,"

    rows = [["(단위: 천원)"], ["1권역 집행액", 1341000]]
    assert only(compared(rows, change=show)).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("#N/A", "오류값 '#N/A'"),
        ("약 1,500", "어림수"),
        ("1,551명", "다른 단위 '명'"),
        (True, "참/거짓"),
        ("아직", "숫자로 읽을 수 없습니다"),
        ("15,51", "쉼표 자리"),
        (15.5, "소수로 셀 수 없습니다"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(compared: Compare, typed: object, said: str) -> None:
    item = only(compared([["이름", "값"], ["2권역 상담", typed]]))
    assert (item.verdict, item.hers) == (Verdict.UNREAD, None)
    assert said in item.remarks[0]


def test_a_formula_that_was_never_worked_out_is_no_number(compared: Compare) -> None:
    item = only(compared([["2권역 상담", "=700+851"]]))
    assert item.verdict is Verdict.UNREAD
    assert "계산된 값이 저장되어 있지 않습니다" in item.remarks[0]


def test_nothing_and_a_number_are_not_the_same(compared: Compare) -> None:
    """Region 3 plans no people; region 5 has not reported its meetings of May; "-" is no number."""
    comparison = compared([["3권역 목표 인원", 0], ["3권역 목표 인원", "-"], ["1권역 상담", "-"], ["5월 전체회의", 0]])
    assert [item.verdict for item in comparison.items] == [
        Verdict.NO_NUMBER, Verdict.SAME, Verdict.DIFFERENT, Verdict.SAME,
    ]  # fmt: skip
    assert comparison.items[0].remarks == ("우리 수가 없습니다(적은 수 없음).",)


# -- what is told beside it ---------------------------------------------------


def test_a_number_of_ours_that_is_incomplete_or_in_doubt_says_so_even_where_it_is_the_same(compared: Compare) -> None:
    partial, doubted = compared([["권역회의", 17], ["1권역 상담", 828]]).items
    assert (partial.verdict, doubted.verdict) == (Verdict.SAME, Verdict.SAME)
    assert partial.remarks[0].startswith("우리 수는 일부만 더한 것(*)입니다. 빠진 것: 월별실적 미제출")
    assert doubted.remarks[0].startswith("우리 수에 확인 중인 수(†)가 들어 있습니다: 1권역 2회차")


@pytest.mark.parametrize(
    ("name", "hers", "hint"),
    [
        (
            "3권역 위기가구 발굴",
            24,
            "차이 2가구는 확인이 필요해 합계에서 뺀 '3권역/3권역_월별실적_2021년_03월.xlsx › 위기가구 › B6' "
            "칸의 값과 같습니다.",
        ),
        (
            "2권역 집행액",
            1_342_000,
            "차이 20,000원은 새 제출본으로 바뀐 '2권역/2권역_정산서_2021년.xlsx' 파일로 세면 나오는 차이와 같습니다.",
        ),
        (
            "1권역 상담",
            453,
            "차이 375건은 우리가 더한 '1권역/1권역_전화모니터링_2021년_2차.xlsx' 파일의 합과 같습니다.",
        ),
    ],
)
def test_one_thing_as_large_as_the_difference_is_named(compared: Compare, name: str, hers: int, hint: str) -> None:
    assert only(compared([[name, hers]])).remarks[0] == hint


def test_where_several_things_are_as_large_nothing_is_claimed(compared: Compare) -> None:
    """Each meeting of region 1 counts one, so it is unknown which of the four she left out."""
    item = only(compared([["1권역 권역회의", 3]]))
    assert (item.verdict, item.difference) == (Verdict.DIFFERENT, -1)
    assert not any("차이" in remark for remark in item.remarks)


def test_a_name_with_another_unit_is_told(compared: Compare) -> None:
    item = only(compared([["2권역 상담(명)", 1551]]))
    assert item.remarks[0] == "이름의 단위는 '명'인데 우리 수의 단위는 '건'입니다."


def test_a_regions_own_run_compares_its_own_numbers(compared: Compare) -> None:
    comparison = compared([["1권역 상담", 828], ["2권역 상담", 1551], ["상담", 9795]], region=2)
    assert verdicts(comparison) == {"2권역 상담": Verdict.SAME}
    assert comparison.notes == ("2권역만의 결과여서 다른 권역이나 전체의 수 2개는 견주지 않았습니다.",)


def test_what_her_file_says_is_shown_without_private_numbers(compared: Compare) -> None:
    item = only(compared([["상담 010-1234-5678", 5]]))
    assert "1234-5678" not in f"{item}"


def test_the_real_year_of_2020_is_found_by_the_names_of_its_report(compared: Compare) -> None:
    rows = [["구분", "1권역", "2권역", "3권역", "4권역", "5권역", "계"], ["상담", 3839, 3309, 4256, 3700, 4540, 19644]]
    assert compared(rows, run_2020()).summary == "같음 6"
