"""A number that cannot be read, or that nobody wrote, is missing from its own sums, and these say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.explain import explain
from pipeline.forms.stamp import ANSWER_HEAD, CELL_HEAD, RETURN_SHEET, RETURN_TITLE, RULE_HEAD, SHEET_HEAD
from pipeline.model.figures import Figure, State
from pipeline.model.result import RunResult
from pipeline.model.words import verdict_words
from pipeline.reply.head_texts import report_text
from pipeline.report.sections import build_report
from pipeline.report.sections.parts import figure_text
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import AllowedException
from tests.support.markdown_book import Book, book, run, settings

LEFT_OUT = ("확인이 필요해 뺀 줄 1개",)
LABELS = "| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) |"
DAYS = "2021-04-01 | 2021-06-30"


def monitoring(people: str, consultations: str = "100", supported: str = "") -> Book:
    """Region 1's first round: 20 people and 100 consultations in two of its dongs; the first dong as given."""
    rows = [
        f"| 1 | 녹번동 | {DAYS} | {people} | {consultations} | {'노인복지관' if supported else ''} | {supported} |",
        f"| 1 | 불광1동 | {DAYS} | 20 | 100 | | |",
        f"| 1 | 응암1동 | {DAYS} | 20 | 100 | | |",
    ]
    return book("phone_monitoring", "\n".join(["## 모니터링", LABELS, *rows]))


def figure(result: RunResult, measure: str, **at: object) -> Figure:
    return result.figures.get(measure, region=1, round=1, **at)


@pytest.mark.parametrize("people", ["약 30", "", "-3"])
def test_the_sum_of_the_column_itself_is_marked(people: str) -> None:
    result = run(monitoring(people))
    for measure, rest in (("people", 40), ("consultations", 200)):
        found = figure(result, measure)
        assert (found.value, found.state, found.missing_words) == (rest, State.PARTIAL, LEFT_OUT), measure


def test_a_dong_whose_only_number_cannot_be_read_is_missing_and_not_without_numbers() -> None:
    found = figure(run(monitoring("약 30")), "people", dong="녹번동")
    assert (found.value, found.state, found.missing_words) == (None, State.MISSING, LEFT_OUT)


def test_a_blank_that_may_stay_blank_leaves_the_sum_whole() -> None:
    result = run(monitoring("약 30", supported=""))
    assert figure(result, "supported_people").missing_words == ()


def test_the_other_dongs_are_whole() -> None:
    found = figure(run(monitoring("약 30")), "people", dong="불광1동")
    assert (found.value, found.state) == (20, State.VALUE)


def test_an_exception_cannot_make_a_number_readable() -> None:
    """The officer has allowed the row, so it counts; the number that nobody can read is still missing from its sum."""
    config = settings()[0]
    allowed = AllowedException(규칙="CELL-011", 까닭="어림수", 허용한_사람="담당", 날짜=date(2021, 7, 1))
    plan = config.plan.model_copy(update={"exceptions": (allowed,)})
    result = run(monitoring("약 30"), config=replace(config, plan=plan))
    assert (figure(result, "consultations").value, figure(result, "consultations").state) == (300, State.VALUE)
    people = figure(result, "people")
    assert (people.value, people.state, people.missing_words) == (40, State.PARTIAL, LEFT_OUT)


# -- what nobody wrote ----------------------------------------------------------------------------------------------

FIRST_DONG = {f"{column}7": "" for column in "ABCDEF"}
FORGOTTEN = ("전화모니터링 미기재(1권역 1회차 녹번동)",)


def allowing(rule: str) -> YearConfig:
    """The settings with an exception for the rule."""
    config = settings()[0]
    allowed = AllowedException(규칙=rule, 까닭="확인함", 허용한_사람="담당", 날짜=date(2021, 7, 1))
    return replace(config, plan=config.plan.model_copy(update={"exceptions": (allowed,)}))


def shown(found: Figure) -> tuple[int | None, State, tuple[str, ...]]:
    return found.value, found.state, found.missing_words


def test_the_sums_of_a_round_lack_the_dong_that_was_forgotten() -> None:
    """Of 20, 21 and 22 people the row of the first dong is empty."""
    result = run(book("phone_monitoring").with_cells("모니터링", FIRST_DONG))
    assert shown(figure(result, "people")) == (43, State.PARTIAL, FORGOTTEN)
    assert shown(figure(result, "consultations")) == (203, State.PARTIAL, FORGOTTEN)
    assert figure(result, "people", dong="불광1동").state is State.VALUE
    assert shown(figure(result, "people", dong="녹번동")) == (None, State.MISSING, FORGOTTEN)
    assert figure_text(figure(result, "people", dong="녹번동")) == "확인 중", "it came: nobody owes it"
    assert FORGOTTEN[0] in result.figures.get("people", round=1).missing_words, "the office's sum lacks it too"


def test_a_typed_zero_lacks_nothing() -> None:
    result = run(book("phone_monitoring").with_cells("모니터링", {"E7": "0", "F7": "0"}))
    assert shown(figure(result, "people")) == (43, State.VALUE, ())


def test_the_whole_region_in_one_row_lacks_no_dong() -> None:
    rows = f"## 모니터링\n{LABELS}\n| 1 | 권역 전체 | {DAYS} | 70 | 100 | | |"
    assert shown(figure(run(book("phone_monitoring", rows)), "people")) == (70, State.VALUE, ())


def test_a_dong_that_was_allowed_to_be_absent_is_not_lacking() -> None:
    forgotten = book("phone_monitoring").with_cells("모니터링", FIRST_DONG)
    assert shown(figure(run(forgotten, config=allowing("MON-006")), "people")) == (43, State.VALUE, ())


def test_the_regions_answer_that_there_was_nothing_to_count_settles_it() -> None:
    """The request is about B9, the last filled row."""
    heads = (SHEET_HEAD, CELL_HEAD, ANSWER_HEAD, RULE_HEAD)
    said = ("모니터링", "B9", "이번 회차에는 대상자가 없었음", "MON-006")
    answer = {"A1": f"{RETURN_TITLE} 3건", **dict(zip(("A3", "B3", "C3", "D3"), heads, strict=True))}
    answer |= dict(zip(("A4", "B4", "C4", "D4"), said, strict=True))
    answered = book("phone_monitoring").with_cells("모니터링", FIRST_DONG).with_sheet(RETURN_SHEET, answer)
    result = run(answered)
    assert [item.answer for item in result.findings if item.rule == "MON-006"] == ["이번 회차에는 대상자가 없었음"]
    assert shown(figure(result, "people")) == (43, State.VALUE, ())


def test_the_sums_of_a_month_lack_the_dong_whose_row_of_households_is_empty() -> None:
    """April has 0, 1 and 2 households found and 0, 1 and 2 supported; the second dong's numbers are erased."""
    lacks = ("월별실적 미기재(1권역 4월 불광1동)",)
    figures = run(book("monthly_results").with_cells("위기가구", {"B3": "", "C3": ""})).figures
    assert shown(figures.get("households_found", region=1, month=4)) == (2, State.PARTIAL, lacks)
    assert shown(figures.get("supports", region=1, month=4)) == (2, State.PARTIAL, lacks)
    assert lacks[0] in figures.get("supports", region=1, dong="불광1동").missing_words
    assert lacks[0] not in figures.get("supports", region=1, dong="응암1동").missing_words


def test_money_that_is_left_and_not_said_to_be_returned_is_lacking_from_what_was_returned() -> None:
    lacks = ("정산서 미기재(1권역 사무관리비)",)
    figures = run(book("settlement").with_cells("정산총괄", {"E7": ""})).figures
    assert shown(figures.get("returned_won", region=1)) == (300_000, State.PARTIAL, lacks)
    assert shown(figures.get("returned_won", region=1, item="사무관리비")) == (None, State.MISSING, lacks)
    assert shown(figures.get("returned_won", region=1, item="업무추진비")) == (300_000, State.VALUE, ())
    assert figures.get("remaining_won", region=1).value == 1_170_000


def test_a_settlement_lacks_the_item_that_it_leaves_out_but_not_what_its_lines_say() -> None:
    lacks = ("정산서 미기재(1권역 업무추진비)",)
    figures = run(book("settlement").with_cells("정산총괄", {f"{column}8": "" for column in "ABCDE"})).figures
    for measure, rest in (("remaining_won", 870_000), ("returned_won", 870_000)):
        assert shown(figures.get(measure, region=1)) == (rest, State.PARTIAL, lacks), measure
    assert shown(figures.get("spent_won", region=1)) == (600_000, State.VALUE, ()), "200,000 of it in 집행내역 alone"


def test_grants_lack_the_region_that_the_head_office_left_out() -> None:
    """The last row of the list is the last region's 업무추진비."""
    last = {f"{column}11": "" for column in "ABCD"}
    figures = run(book("head_office").with_cells("교부내역", last)).figures
    lacks = ("총괄부서실적 미기재(5권역 업무추진비)",)
    assert shown(figures.get("granted_won", region=5)) == (1_270_000, State.PARTIAL, lacks)
    assert shown(figures.get("granted_won")) == (8_350_000, State.PARTIAL, lacks)
    assert figures.get("granted_won", region=4).state is State.VALUE


def test_a_grant_that_only_the_region_tells_is_not_lacking() -> None:
    last = {f"{column}11": "" for column in "ABCD"}
    result = run(book("head_office").with_cells("교부내역", last), book("settlement", region=5))
    assert shown(result.figures.get("granted_won", region=5)) == (1_770_000, State.VALUE, ())


def test_a_settlement_whose_summary_is_empty_lacks_everything_but_its_lines() -> None:
    """Its sums must not become 해당없음 only because the file came."""
    empty = {f"{column}{row}": "" for column in "ABCDE" for row in (7, 8)}
    figures = run(book("settlement").with_cells("정산총괄", empty)).figures
    lacks = ("정산서 미기재(1권역 사무관리비, 1권역 업무추진비)",)
    for measure in ("remaining_won", "returned_won"):
        assert shown(figures.get(measure, region=1)) == (None, State.MISSING, lacks), measure
    assert shown(figures.get("spent_won", region=1)) == (600_000, State.VALUE, ())


def test_every_view_says_that_there_is_no_number() -> None:
    """One warning about a dong without a number, and one about a number that stays in the sum."""
    odd = book("phone_monitoring").with_cells("모니터링", {**FIRST_DONG, "F8": "5"})
    result = run(odd)
    by_rule = {item.rule: verdict_words(item) for item in result.findings if item.is_doubt}
    assert by_rule == {"MON-001": "합계에 넣음", "MON-006": "적힌 수 없음"}
    letter = report_text(result, build_report(result), [])
    assert any(line.startswith("  - 확인할 곳 2건(1건은 적힌 수가 없음)은 ") for line in letter)
    told = explain(result, "1권역 1회차 대상자", build_report(result))
    place = "1권역_전화모니터링_1차.xlsx › 모니터링 › B9"
    assert f"  ※ 적히지 않은 곳 {place}: 1회차에 녹번동의 줄이 없거나 비어 있습니다." in told


# -- what may belong anywhere ---------------------------------------------------------------------------------------


def test_a_row_of_another_regions_dong_is_missing_from_the_dong_that_it_may_have_meant() -> None:
    """녹번동 is replaced by a dong of region 2; the other two dongs have rows of their own."""
    figures = run(book("monthly_results").with_cells("위기가구", {"A2": "역촌동"})).figures
    assert LEFT_OUT[0] in figures.get("supports", region=1, month=4).missing_words
    assert LEFT_OUT[0] not in figures.get("supports", region=1, dong="불광1동").missing_words
    figures = run(
        book("monthly_results").with_cells("위기가구", {"A2": "역촌동"}),
        book("monthly_results", month=5),
    ).figures
    assert LEFT_OUT[0] in figures.get("supports", region=1, dong="녹번동").missing_words
    assert LEFT_OUT[0] not in figures.get("supports", region=1, dong="불광1동").missing_words


def test_a_meeting_of_no_readable_kind_may_be_either() -> None:
    figures = run(book("monthly_results").with_cells("회의결과", {"A7": "모임"})).figures
    for measure in ("regional_meetings", "plenary_meetings"):
        found = figures.get(measure, region=1, month=4)
        assert shown(found) == (None, State.MISSING, LEFT_OUT), measure


def test_an_activity_of_the_head_office_on_an_unreadable_day_may_belong_to_any_month() -> None:
    """There are four plenary meetings; the date of the first, in March, is unreadable."""
    figures = run(book("head_office").with_cells("추진실적", {"B7": "언젠가"})).figures
    assert shown(figures.get("plenary_meetings")) == (3, State.PARTIAL, LEFT_OUT)
    assert shown(figures.get("plenary_meetings", month=6)) == (1, State.PARTIAL, LEFT_OUT)


def test_a_grant_without_a_known_region_may_belong_to_any_region() -> None:
    """Only the first row of 사무관리비 names a region that does not exist."""
    figures = run(book("head_office").with_cells("교부내역", {"A2": "9권역"})).figures
    assert shown(figures.get("granted_won", region=1)) == (500_000, State.PARTIAL, LEFT_OUT)
    assert shown(figures.get("granted_won")) == (7_580_000, State.PARTIAL, LEFT_OUT)


def test_three_numbers_of_one_row_are_one_row() -> None:
    figures = run(book("monthly_results").with_cells("회의결과", {"E7": "약 3", "F7": "약 2"})).figures
    assert figures.get("attendance", region=1, month=4).missing_words == LEFT_OUT


# -- what a defect elsewhere in the row takes along -----------------------------------------------------------------


def test_a_formula_that_gives_nothing_lacks_its_number() -> None:
    """The grant is blank, so the template's own formula shows nothing: 870,000 of 1,170,000 are unknown."""
    empty = '=IF(OR(B7="",C7=""),"",B7-C7) -> ""'
    figures = run(book("settlement").with_cells("정산총괄", {"B7": "", "D7": empty})).figures
    assert shown(figures.get("remaining_won", region=1)) == (300_000, State.PARTIAL, LEFT_OUT)


def test_an_erased_formula_lacks_its_number_and_is_not_said_to_be_added() -> None:
    result = run(book("settlement").with_cells("정산총괄", {"D7": ""}))
    assert shown(result.figures.get("remaining_won", region=1)) == (300_000, State.PARTIAL, LEFT_OUT)
    assert [verdict_words(item) for item in result.findings if item.rule == "ROW-009"] == ["적힌 수 없음"]


def test_an_activity_with_no_number_at_all_lacks_one_of_three() -> None:
    """The 14 cases of April and the people beside them are erased: nobody knows which of three numbers there was."""
    figures = run(book("monthly_results").with_cells("공동사업실적", {"C2": "", "D2": ""})).figures
    (lacks,) = figures.get("project_cases", region=1, month=4).missing_words
    assert lacks.startswith("월별실적 미기재(1권역 4월")
    assert figures.get("project_cases", region=1, month=4).state is State.MISSING


def test_an_organisation_without_its_people_lacks_them() -> None:
    found = figure(run(monitoring("20", supported="")), "supported_people")
    assert found.missing_words == ()
    result = run(book("phone_monitoring").with_cells("모니터링", {"G7": "노인복지관", "G8": "복지관", "H8": "6"}))
    found = figure(result, "supported_people")
    assert (found.value, found.state) == (6, State.PARTIAL)


def test_a_forgotten_row_lacks_what_was_optional_in_it_too() -> None:
    erased = {"B3": "", "C3": "", "D2": "4", "D4": "3"}
    found = run(book("monthly_results").with_cells("위기가구", erased)).figures.get("cases_shared", region=1, month=4)
    assert (found.value, found.state) == (7, State.PARTIAL)


def test_a_task_of_no_readable_stage_may_be_of_any() -> None:
    figures = run(book("operating_plan").with_cells("단계별계획", {"A2": "모름"})).figures
    stages = [f for f in figures if f.region == 1 and f.item is not None and "단계" in f.item]
    assert len(stages) == 3
    assert all(LEFT_OUT[0] in found.missing_words for found in stages)


def test_a_grant_of_an_unknown_day_is_not_added_before_the_year_is_over() -> None:
    """Until the end of June it is unknown whether the 1,270,000 of the first row were granted by then."""
    result = run(book("head_office").with_cells("교부내역", {"C2": ""}), as_of=date(2021, 6, 30))
    assert shown(result.figures.get("granted_won", region=1)) == (500_000, State.PARTIAL, LEFT_OUT)


def test_a_row_that_is_left_out_stays_so_whatever_its_day() -> None:
    """Of the first of four plenary meetings the attendance cannot be read, but the date can."""
    office = book("head_office").with_cells("추진실적", {"D7": "약 18"})
    for day in (None, date(2021, 12, 31)):
        assert shown(run(office, as_of=day).figures.get("plenary_meetings")) == (3, State.PARTIAL, LEFT_OUT)


def test_a_grant_of_a_later_day_lacks_nothing_yet() -> None:
    """Until the end of June: the amount granted in July cannot be read, but it is not due before."""
    later = book("head_office").with_cells("교부내역", {"C2": "2021-07-15", "D2": "약 백만"})
    assert shown(run(later, as_of=date(2021, 6, 30)).figures.get("granted_won", region=1)) == (500_000, State.VALUE, ())
    assert shown(run(later).figures.get("granted_won", region=1)) == (500_000, State.PARTIAL, LEFT_OUT)


def test_the_row_of_a_whole_region_in_a_round_that_cannot_be_read_lacks_no_dong() -> None:
    """It may belong to the first round, so the sum of that round lacks it; but it belongs to no dong."""
    rows = [f"| 1 | {dong} | {DAYS} | 20 | 100 | | |" for dong in ("녹번동", "불광1동", "응암1동")]
    result = run(
        book("phone_monitoring", "\n".join(["## 모니터링", LABELS, *rows, f"| 봄 | 권역 전체 | {DAYS} | 9 | 9 | | |"]))
    )
    assert figure(result, "people", dong="녹번동").state is State.VALUE
    assert (figure(result, "people").value, figure(result, "people").state) == (60, State.PARTIAL)


def test_a_dong_that_cannot_be_read_hides_no_dong_of_another_round() -> None:
    rows = [f"| {number} | {dong} | {DAYS} | 20 | 100 | | |" for number, dong in ((1, "모름동"), (1, "불광1동"))]
    rows += [f"| 2 | {dong} | 2021-09-01 | 2021-11-30 | 20 | 100 | | |" for dong in ("녹번동", "불광1동")]
    result = run(book("phone_monitoring", "\n".join(["## 모니터링", LABELS, *rows])))
    found = result.figures.get("people", region=1, round=2)
    assert (found.value, found.state) == (40, State.PARTIAL)
    assert "전화모니터링 미기재(1권역 2회차 응암1동)" in found.missing_words


def test_an_amount_that_cannot_be_read_hides_no_grant_that_was_left_out() -> None:
    changes = {"D10": "약 백만", **{f"{column}11": "" for column in "ABCD"}}
    figures = run(book("head_office").with_cells("교부내역", changes)).figures
    lacks = figures.get("granted_won", region=5).missing_words
    assert set(lacks) == {"총괄부서실적 미기재(5권역 업무추진비)", *LEFT_OUT}


def test_a_return_of_money_for_no_readable_item_may_be_of_any() -> None:
    figures = run(book("settlement").with_cells("정산총괄", {"A7": "", "E7": ""})).figures
    for item in ("사무관리비", None):
        assert figures.get("returned_won", region=1, item=item).state is not State.VALUE, item


def test_what_two_tables_state_is_added_once_though_an_item_is_blank_and_allowed() -> None:
    """Region 1 was granted 1,270,000 and 500,000; in the head office's list the name of the first item is blank."""
    grants = book("head_office").with_cells("교부내역", {"B2": ""})
    figures = run(grants, book("settlement"), config=allowing("CELL-001")).figures
    assert figures.get("granted_won", region=1).value == 1_770_000


def test_an_item_that_only_the_repetition_cannot_name_leaves_the_first_statement_whole() -> None:
    figures = run(book("head_office"), book("settlement").with_cells("정산총괄", {"A7": "모름"})).figures
    assert shown(figures.get("granted_won", region=1)) == (1_770_000, State.VALUE, ())
    assert shown(figures.get("spent_won", region=1)) == (600_000, State.VALUE, ())


@pytest.mark.parametrize(
    ("form", "sheet", "cell", "measure", "rest"),
    [
        ("head_office", "교부내역", "D2", "granted_won", 500_000),
        ("settlement", "정산총괄", "D7", "remaining_won", 300_000),
        ("settlement", "집행내역", "E2", "spent_won", 200_000),
        ("joint_project_plan", "소요예산", "F2", "planned_won", 250_000),
    ],
)
def test_not_applicable_is_no_answer_where_money_is_told(
    form: str, sheet: str, cell: str, measure: str, rest: int
) -> None:
    result = run(book(form).with_cells(sheet, {cell: "해당없음"}))
    assert [item.place.cell for item in result.findings if item.rule == "CELL-004"] == [cell]
    found = result.figures.get(measure, region=1)
    assert (found.value, found.state) == (rest, State.PARTIAL)
