"""What an officer may type, and which figure is explained. The numbers of 2020 are the office's own."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.explain import explain
from pipeline.main import collect, load
from pipeline.model.result import RunResult
from pipeline.report.blocks import Report
from pipeline.report.sections import build_report
from tests.support.small_run import run_2020, small_run
from tests.support.small_year import CONFIG

MONITORING = "권역_전화모니터링_2020년_1차.xlsx › 모니터링"


@cache
def report_2020() -> Report:
    return build_report(run_2020())


def lines(words: str, region: int | None = None) -> list[str]:
    return explain(run_2020(), words, report_2020(), region)


def answers(words: str, region: int | None = None) -> list[str]:
    """The figures that are explained, each with its value."""
    return [line.removeprefix("■ ") for line in lines(words, region) if line.startswith("■")]


@pytest.mark.parametrize(
    "words",
    [
        "3권역 상담",
        "상담 3권역",
        "3 권역 상담",
        "３권역상담",
        "제3권역의 상담은 몇 건인가요",
        "은평종합사회복지관 상담건수",
        "4,256",
        "4256건",
    ],
)
def test_a_region_and_a_measure_lead_to_one_number(words: str) -> None:
    assert answers(words) == ["3권역 상담: 4,256건 (모두 더함)"]
    assert f"  - 3권역/3{MONITORING} › F9: 4,256건" in lines(words)


@pytest.mark.parametrize(
    "words", ["상담", "전체 상담", "상담 합계", "상담 총계는", "은평구 상담", "2020년 상담", "19,644"]
)
def test_without_a_region_the_whole_office_is_meant(words: str) -> None:
    assert answers(words)[0] == "전체 상담: 19,644건 (모두 더함)"


def test_a_sum_names_each_of_its_cells_with_what_stands_there() -> None:
    told = lines("대상자")
    assert told[:2] == ["■ 전체 1회차 대상자: 3,364명 (모두 더함)", "  5개 칸을 더한 값입니다."]
    by_region = {1: 632, 2: 390, 3: 611, 4: 945, 5: 786}
    assert told[2:7] == [f"  - {n}권역/{n}{MONITORING} › E9: {people}명" for n, people in by_region.items()]


def test_the_longer_name_is_meant() -> None:
    """지원 대상자 is a measure of its own, although it contains 대상자."""
    assert answers("지원 대상자 1권역") == ["1권역 1회차 타 기관 지원 대상자: 163명 (모두 더함)"]
    assert not any("지원 대상자" in answer for answer in answers("대상자 1권역"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("나눔서포터즈 생활모니터링 실적 인원", "165명"),
        ("나눔서포터즈의 역량강화 실적 건수", "1건"),
        ("함께 다시서기 요리교실은 몇 번", "2회"),
        ("반찬나눔 실적", "18건"),
        ("콩나물키트 인원", "110명"),
        ("잔손지원", "36건"),
    ],
)
def test_a_part_of_a_projects_name_is_enough(words: str, answer: str) -> None:
    found = answers(words)
    assert len(found) == 1
    assert found[0].endswith(f"공동사업 실적: {answer} (모두 더함)")


def test_where_several_fit_alike_all_are_explained_and_the_rest_is_listed() -> None:
    """The two kinds of result of one project; and the office's sum before those of the regions."""
    assert {answer.rpartition(": ")[2] for answer in answers("나눔서포터즈 생활모니터링")} == {
        "136건 (모두 더함)",
        "165명 (모두 더함)",
    }
    told = lines("대상자")
    assert "  · 4권역 1회차 대상자: 945명 (모두 더함)" in told[told.index(next(x for x in told if x[0] == "□")) :]


def test_a_rate_is_led_back_to_the_two_numbers_that_make_it() -> None:
    """19,644 ÷ 3,364 = 5.84."""
    told = lines("5.8건 계")
    assert any(line.endswith(": 5.8건") for line in told)
    assert "  = 전체 1회차 상담 19,644건 ÷ 전체 1회차 대상자 3,364명" in told
    assert f"    - 3권역/3{MONITORING} › F9: 4,256건" in told


def test_a_region_asked_for_is_the_region_answered_also_for_rates() -> None:
    """3,700 ÷ 945 = 3.92."""
    assert "  = 4권역 1회차 상담 3,700건 ÷ 4권역 1회차 대상자 945명" in lines("4권역 1인당 상담")


def test_a_table_is_told_number_by_number() -> None:
    told = lines("표 2 3권역")
    assert told[0].startswith("■ 표 2 '권역별 전화 모니터링 실적': ")
    assert any(line.endswith("611명 = 3권역 1회차 대상자 611명") for line in told)
    assert not any("945" in line for line in told)


def test_a_table_that_is_not_there_says_which_are() -> None:
    assert lines("표 99")[0].startswith("보고서에 '표 99'이(가) 없습니다. 표 1부터 표 ")


def test_a_number_says_where_it_is_printed() -> None:
    assert any(line.startswith("  보고서에 실린 곳: ") and "표 2" in line for line in lines("3권역 대상자"))


@pytest.mark.parametrize(
    ("words", "unknown", "near"), [("상땀", "상땀", "상담"), ("나눔서포터스", "나눔서포터스", None)]
)
def test_a_word_that_names_nothing_is_told_and_never_guessed(words: str, unknown: str, near: str | None) -> None:
    told = "\n".join(lines(words))
    assert not answers(words)
    assert f"보고서에 없는 말: {unknown}" in told
    assert near is None or f"혹시 이것인가요: {near}" in told


@pytest.mark.parametrize("words", ["9권역 상담", "녹번동 상담", "7월 상담", "?"])
def test_what_was_not_asked_of_the_regions_has_no_number(words: str) -> None:
    assert lines(words)[0] == f"'{words}'에 맞는 수를 찾지 못했습니다."


def test_a_part_of_a_name_that_fits_nothing_is_left_aside_and_told() -> None:
    """There are 공동사업 실적 and 추진실적, but 상담 has no 실적."""
    assert lines("상담실적")[:2] == [
        "'실적'은(는) 맞는 것이 없어 빼고 찾았습니다.",
        "■ 전체 상담: 19,644건 (모두 더함)",
    ]


def test_words_that_do_not_go_together_are_told_with_what_would_fit() -> None:
    assert "  · '녹번동'을(를) 빼면: 전체 상담: 19,644건 (모두 더함)" in lines("녹번동 상담")


def test_the_region_of_the_command_is_meant_where_the_words_name_none() -> None:
    assert answers("상담", region=3) == ["3권역 상담: 4,256건 (모두 더함)"]
    assert answers("1권역 상담", region=3) == ["1권역 상담: 3,839건 (모두 더함)"]


@pytest.fixture(scope="module")
def run_of_examples() -> RunResult:
    config, forms = load(CONFIG, 2021)
    return collect(config, forms, CONFIG.parent / "examples" / "2021")


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


def test_what_was_left_out_is_told_with_its_reason(slips: RunResult) -> None:
    """Region 3's March has a dong of region 1."""
    told = explain(slips, "3권역 3월 위기가구 발굴", build_report(slips))
    assert told[0].startswith("■ 3권역 3월 위기가구 발굴: ")
    assert "(일부만 더함)" in told[0]
    assert any(line.startswith("  ※ 뺀 줄 ") and "1권역의 동입니다" in line for line in told)


def test_a_cell_that_nobody_can_read_is_told_where_its_own_column_is_summed(run_of_examples: RunResult) -> None:
    """Region 1's October says 약 30 people; the other months have 216."""
    told = explain(run_of_examples, "1권역 동네 함께 걷기 공동사업 실적 명", build_report(run_of_examples))
    assert any("216명 (일부만 더함)" in line for line in told)
    assert sum("10월.xlsx › 공동사업실적 › D6: " in line and "약 30" in line for line in told) == 1


def test_a_month_is_not_found_in_another_that_ends_like_it(run_of_examples: RunResult) -> None:
    told = explain(run_of_examples, "1월 권역회의", build_report(run_of_examples))
    assert told[0] == "■ 전체 1월 권역회의: 5회 (모두 더함)"
    assert not any("11월" in line for line in told)


def test_a_word_of_several_measures_explains_them_all(run_of_examples: RunResult) -> None:
    told = explain(run_of_examples, "회의는", build_report(run_of_examples))
    names = {line.partition(":")[0] for line in told if line.startswith("■")}
    assert {"■ 전체 권역회의", "■ 전체 전체회의", "■ 전체 회의 참석"} <= names


def test_a_return_that_is_owed_is_named(slips: RunResult) -> None:
    told = explain(slips, "5권역 5월 권역회의", build_report(slips))
    assert told[0] == "■ 5권역 5월 권역회의: 없음 (미제출)"
    assert "  ※ 빠진 것: 월별실적 미제출(5권역 5월)" in told


def test_the_budget_by_its_everyday_name_is_what_the_settings_give(run_of_examples: RunResult) -> None:
    """Five regions with 1,270,000 and 500,000 won each; not the amounts that the regions planned to spend."""
    told = explain(run_of_examples, "총 예산은 얼마인가요", build_report(run_of_examples))
    assert told[0] == "■ 전체 편성액: 8,850,000원 (모두 더함)"
