"""The duties that the settings give the head office, and what it did: done, late, partly, not yet, or not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.joints.duties import Fulfilment, duty_records, proofs_of, when_words
from pipeline.model.result import RunResult
from pipeline.settings.declared import DutyProofs
from pipeline.settings.schema import Duty
from tests.support.run_in_memory import Sent, a_run, config, forms, sent


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


@pytest.mark.parametrize(
    ("own", "words"),
    [(VISIT, "6월"), (MEETINGS, "연중(2회)"), (duty("워크숍", 월=[7, 8, 9, 10, 11, 12]), "7~12월")],
)
def test_when_a_duty_is_due(own: Duty, words: str) -> None:
    assert when_words(own) == words


def test_a_duty_may_name_the_kinds_of_the_head_offices_return_and_its_grants() -> None:
    kinds = ("교육", "전체회의", "전체워크숍", "현장모니터링", "MOU", "성과공유회", "기타")
    assert proofs_of(forms()) == DutyProofs("head_office", "activities", kinds, ("grants",))
