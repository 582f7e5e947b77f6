"""Meetings: counted by region and month, and what is said of the rules of the network."""

from __future__ import annotations

from datetime import date

from pipeline.model.figures import State
from pipeline.report.sections.meetings import build_meetings, matrix_table, meetings_headline
from tests.support.run_in_memory import Sent, a_run, meeting, sent, the_year, whole_year
from tests.support.told_blocks import row, sentences, table


def month(number: int) -> Sent:
    return sent("monthly_results", 1, month=number, meetings=[meeting(date(2021, number, 14))])


def test_a_quarter_without_a_plenary_is_named_in_the_headline() -> None:
    held = [
        {"kind": "전체회의", "activity_date": date(2021, number, 20), "content": "공유", "place": ""}
        for number in (3, 6, 12)
    ]
    result = a_run(sent("head_office", activities=held), *(month(number) for number in range(1, 13)))
    assert "3분기 전체회의 미개최" in sentences(meetings_headline(result))[1]


def test_the_matrix_holds_every_month_and_its_sums() -> None:
    found = matrix_table(a_run(*whole_year([("monthly_results", 3, 9)])))
    assert row(found, "1권역") == ["1"] * 12 + ["12", "12"]
    assert row(found, "3권역")[8:] == ["미제출", "1", "1", "1", "11*", "12"]
    assert row(found, "계")[8:] == ["4*", "5", "5", "5", "59*", "60"]
    assert row(found, "계획") == ["5"] * 12 + ["–", "60"]
    third = [cell for cell in found.rows[2].cells if cell]
    assert (third[9].state, third[8].state, third[8].bold) == (State.MISSING, State.VALUE, False)


def test_in_the_middle_of_the_year_only_the_months_so_far_are_planned() -> None:
    early = [one for one in whole_year() if one.form != "monthly_results" or (one.month or 0) <= 6]
    result = a_run(*early, as_of=date(2021, 7, 31))
    # Five regions planned a meeting a month: 30 by June, 60 in the year.
    assert sentences(build_meetings(result))[0] == ("1~6월에 권역회의를 모두 30회 개최함(운영계획서의 회의 계획 30회)")
    found = matrix_table(result)
    assert row(found, "1권역")[-2:] == ["6", "6"]
    assert row(found, "계")[-2:] == row(found, "계획")[-1:] * 2 == ["30", "30"]


def test_a_quarter_that_runs_is_neither_counted_nor_incomplete() -> None:
    early = [one for one in whole_year() if one.form != "monthly_results" or (one.month or 0) <= 10]
    blocks = build_meetings(a_run(*early, as_of=date(2021, 10, 31)))
    assert "전체회의를 3회 개최함(3개 분기 모두)" in sentences(blocks)
    assert row(table(blocks, "plenary"), "4분기")[:3] == ["0", "–", "기한 전"]


def test_a_month_without_a_meeting_stands_out_in_the_matrix() -> None:
    returns = [month(1), sent("monthly_results", 1, month=2, meetings=[])]
    cells = matrix_table(a_run(*returns)).rows[0].cells
    assert [cell.bold for cell in cells[1:3] if cell] == [False, True]


def test_a_year_with_every_rule_kept_says_so_once() -> None:
    result = the_year()
    told = sentences(build_meetings(result))
    assert "5개 권역이 모두 매월 1회 이상 개최함" in told
    assert sentences(meetings_headline(result)) == ["네트워크 회의: 권역회의 60회, 전체회의 4회를 개최함"]


def test_without_monthly_returns_there_is_no_section() -> None:
    assert build_meetings(a_run(sent("settlement", 1))) == []
    assert build_meetings(a_run(sent("monthly_results", 1), year=2020)) == []
    assert meetings_headline(a_run(sent("settlement", 1))) == []
