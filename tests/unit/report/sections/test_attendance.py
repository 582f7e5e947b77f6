"""Who attended the meetings: by kind of people in a table, by month in a picture with its alternative text."""

from __future__ import annotations

from datetime import date

from pipeline.model.figures import State
from pipeline.report.sections.attendance import attendance_chart, build_attendance
from tests.support.run_in_memory import a_run, meeting, sent, the_year, whole_year
from tests.support.told_blocks import chart, row, sentences, table

ORDINARY, WITH_PLENARY = 6.0, 11.0  # 3 + 2 + 1 people; in the last month of a quarter also a plenary with 3 + 1 + 1
A_REGIONS_YEAR = [ORDINARY, ORDINARY, WITH_PLENARY] * 4


def test_attendance_is_listed_by_kind_of_people() -> None:
    # Region 1: 16 meetings (12 regional with 3 + 2 + 1 people, 4 plenary with 3 + 1 + 1).
    blocks = build_attendance(the_year())
    assert row(table(blocks, "attendance"), "1권역") == ["12", "4", "48", "28", "16", "92"]
    assert row(table(blocks, "attendance"), "계")[2:] == ["240", "140", "80", "460"]
    assert "회의에 참석한 연인원은 460명임(찾동 수퍼바이저 240명, 대표기관 실무자 140명, 기타 80명)" in sentences(
        blocks
    )


def test_the_picture_has_every_month_of_every_region() -> None:
    found = chart(build_attendance(the_year()), "attendance_by_month")
    assert [series.name for series in found.panels[0].series] == [
        "1권역\n녹번", "2권역\n신사", "3권역\n은평", "4권역\n서부장애인", "5권역\n시립은평노인",
    ]  # fmt: skip
    for series in found.panels[0].series:
        assert [point.value for point in series.points] == A_REGIONS_YEAR
    assert found.panels[0].title.endswith("계 460명")


def test_every_cell_of_the_picture_is_the_figure_that_it_names() -> None:
    result = the_year()
    points = [p for s in chart(build_attendance(result), "attendance_by_month").panels[0].series for p in s.points]
    assert [result.figures.by_key(point.figure).value for point in points] == [point.value for point in points]


def test_a_month_that_was_not_submitted_is_no_zero_and_the_alternative_text_names_both() -> None:
    returns = whole_year([("monthly_results", 4, 8), ("monthly_results", 5, 11)])
    nothing = sent("monthly_results", 4, month=8, no_activity=True)
    found = attendance_chart(a_run(*returns, nothing))
    assert found is not None
    fourth, fifth = (found.panels[0].series[index].points for index in (3, 4))
    assert (fourth[7].state, fourth[7].text) == (State.ZERO, "0")
    assert (fifth[10].state, fifth[10].text, fifth[10].value) == (State.MISSING, "미제출", None)
    assert found.alt_text.endswith("참석 없음: 4권역 8월. 미제출: 5권역 11월.")


def test_the_alternative_text_says_where_most_came() -> None:
    big = sent("monthly_results", 2, month=3, meetings=[meeting(date(2021, 3, 9), staff=30)])
    small = sent("monthly_results", 2, month=2, meetings=[meeting(date(2021, 2, 9))])
    found = attendance_chart(a_run(small, big))
    assert found is not None
    assert "들어온 자료로는 2권역의 3월이" in found.alt_text


def test_a_single_month_is_no_picture() -> None:
    january = sent("monthly_results", 1, month=1, meetings=[meeting(date(2021, 1, 14))])
    assert attendance_chart(a_run(january, as_of=date(2021, 2, 15))) is None


def test_where_nobody_came_there_is_no_picture() -> None:
    assert attendance_chart(a_run(*(sent("monthly_results", 1, month=month, meetings=[]) for month in (1, 2)))) is None


def test_one_return_among_many_is_no_picture() -> None:
    april = sent("monthly_results", 3, month=4, meetings=[meeting(date(2021, 4, 14))])
    assert attendance_chart(a_run(april)) is None
