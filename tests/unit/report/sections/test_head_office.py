"""The head office's duties: done, late, partly done, not done, still to come, or not known."""

from __future__ import annotations

from datetime import date

from pipeline.report.sections.head_office import build_head_office, head_office_headline
from tests.support.run_in_memory import Sent, a_run, sent, the_year
from tests.support.told_blocks import cells, row, sentences, table


def office(*events: tuple[str, date]) -> Sent:
    rows = [{"kind": kind, "activity_date": day, "content": f"{kind} 실시", "place": ""} for kind, day in events]
    return sent("head_office", activities=rows)


MAY, SEPTEMBER = date(2021, 5, 4), date(2021, 9, 9)


def test_grants_are_told_with_their_days_and_their_sum() -> None:
    found = table(build_head_office(the_year()), "duties")
    assert row(found, "공동사업비 교부") == ["3월", "2021. 3. 25. / 교부 8,850,000원", "이행"]


def test_a_year_with_every_duty_done() -> None:
    result = the_year()
    assert sentences(build_head_office(result))[0] == "할 일 7가지를 모두 이행함"
    assert sentences(head_office_headline(result)) == ["총괄부서: 할 일 7가지를 모두 이행함"]


def test_what_was_not_done_is_named_and_what_was_done_beyond_the_duties_is_listed() -> None:
    result = a_run(office(("교육", MAY), ("기타", SEPTEMBER)))
    told = sentences(build_head_office(result))
    assert told[0] == "할 일 7가지 가운데 1가지를 이행함"
    assert "미이행: 공동사업비 교부, 분기별 전체회의, 현장 모니터링" in told[1]
    assert told[2] == "추진실적 2건(교육 1건, 기타 1건)"
    assert cells(table(build_head_office(result), "activities")) == [["9. 9.", "기타", "기타 실시", "–"]]


def test_attendance_stands_beside_each_kind() -> None:
    told = sentences(build_head_office(the_year()))
    # 45 + 18 + 17 + 16 + 19 + 12 + 9 + 38 + 70 = 244 people at nine events, 70 of them at four plenaries.
    assert told[1].startswith("추진실적 9건, 참석 연인원 244명(교육 1건 45명, 전체회의 4건 70명,")


def test_a_year_without_duties_has_no_section() -> None:
    assert build_head_office(a_run(sent("phone_monitoring", 1), year=2020)) == []
    assert head_office_headline(a_run(sent("phone_monitoring", 1), year=2020)) == []


def test_what_the_head_office_did_not_report_is_not_called_undone() -> None:
    told = "총괄부서실적이 들어오지 않아 할 일 7가지의 이행 여부를 알 수 없음"
    assert sentences(head_office_headline(a_run(sent("operating_plan", 1)))) == [f"총괄부서: {told}"]


def test_what_is_not_due_yet_is_still_to_come() -> None:
    result = a_run(sent("operating_plan", 1), as_of=date(2021, 2, 1))
    assert sentences(head_office_headline(result)) == ["총괄부서: 할 일 7가지가 모두 예정임"]
