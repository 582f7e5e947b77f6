"""The head office's duties: done, late, partly done, not done, still to come, or not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.joints.duties import Fulfilment, duty_records, when_words
from pipeline.model.result import RunResult
from pipeline.report.sections.head_office import build_head_office, head_office_headline
from pipeline.settings.schema import Duty
from tests.unit.report.sections.making import Sent, a_run, cells, config, row, sent, sentences, table, the_year


def duty(what: str, **more: object) -> Duty:
    return Duty.model_validate({"내용": what, **more})


def office(*events: tuple[str, date], grants: tuple[int, ...] = ()) -> Sent:
    rows = [{"kind": kind, "activity_date": day, "content": f"{kind} 실시", "place": ""} for kind, day in events]
    paid = [
        {"region": region, "item": "사무관리비", "grant_date": date(2021, 3, 20 + region), "granted_won": 1_270_000}
        for region in grants
    ]
    return sent("head_office", activities=rows, grants=paid)


def run_with(own: Duty, *returns: Sent, as_of: date | None = None) -> RunResult:
    plan = config().plan.model_copy(update={"duties": (own,)})
    return a_run(*returns, settings=replace(config(), plan=plan), as_of=as_of)


MAY, JUNE, SEPTEMBER = date(2021, 5, 4), date(2021, 6, 15), date(2021, 9, 9)
VISIT = duty("현장 모니터링", 월=[6], 구분="현장모니터링")
MEETINGS = duty("전체회의", 구분="전체회의", 횟수=2)


@pytest.mark.parametrize(
    ("own", "events", "as_of", "fulfilment"),
    [
        (VISIT, [("현장모니터링", JUNE)], None, Fulfilment.DONE),
        (VISIT, [("현장모니터링", SEPTEMBER)], None, Fulfilment.LATE),
        (VISIT, [("교육", JUNE)], None, Fulfilment.NOT_DONE),
        (VISIT, [], date(2021, 6, 29), Fulfilment.COMING),
        (VISIT, [], date(2021, 6, 30), Fulfilment.NOT_DONE),
        (MEETINGS, [("전체회의", MAY)], None, Fulfilment.PARTLY),
        (MEETINGS, [("전체회의", MAY)], date(2021, 10, 1), Fulfilment.COMING),
        (MEETINGS, [("전체회의", MAY), ("전체회의", SEPTEMBER)], None, Fulfilment.DONE),
        (duty("협약 지원"), [("MOU", MAY)], None, Fulfilment.UNKNOWN),
    ],
)
def test_a_duty_stands_as_its_evidence_says(
    own: Duty, events: list[tuple[str, date]], as_of: date | None, fulfilment: Fulfilment
) -> None:
    (record,) = duty_records(run_with(own, office(*events), as_of=as_of))
    assert record.fulfilment is fulfilment


def test_what_happened_after_the_reference_day_proves_nothing_yet() -> None:
    (record,) = duty_records(run_with(VISIT, office(("현장모니터링", JUNE)), as_of=date(2021, 6, 10)))
    assert (record.fulfilment, record.lines) == (Fulfilment.COMING, ())


def test_without_the_head_offices_return_nothing_is_said_to_be_undone() -> None:
    (record,) = duty_records(run_with(VISIT, sent("settlement", 1)))
    assert record.fulfilment is Fulfilment.UNHEARD


GRANT = duty("교부", 월=[3], 표="grants")


@pytest.mark.parametrize(("regions", "fulfilment"), [((), Fulfilment.NOT_DONE), ((1, 2), Fulfilment.PARTLY)])
def test_grants_must_reach_the_whole_budget(regions: tuple[int, ...], fulfilment: Fulfilment) -> None:
    (record,) = duty_records(run_with(GRANT, office(grants=regions)))
    assert record.fulfilment is fulfilment


def test_grants_are_told_with_their_days_and_their_sum() -> None:
    found = table(build_head_office(the_year()), "duties")
    assert row(found, "공동사업비 교부") == ["3월", "2021. 3. 25. / 교부 8,850,000원", "이행"]


@pytest.mark.parametrize(
    ("own", "words"),
    [(VISIT, "6월"), (MEETINGS, "연중(2회)"), (duty("워크숍", 월=[7, 8, 9, 10, 11, 12]), "7~12월")],
)
def test_when_a_duty_is_due(own: Duty, words: str) -> None:
    assert when_words(own) == words


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
