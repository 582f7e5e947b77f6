"""One row for every number that was handed in: what, where, when, how much, from which cell, and whether it counts.

Each fact is written as one line here; the numbers are those of ``tests/support/faultless_forms.py``, cell by cell.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.count.fact_frame import FACT_COLUMNS
from tests.support.markdown_book import CONFIG_PATH, book, run

PLACES = ["region", "dong", "month", "round", "project", "activity", "item"]
NUMBERS = ["region", "month", "round", "value", "return_number", "row"]


def line(fact: dict[str, object]) -> str:
    where = " ".join(f"{name}={fact[name]}" for name in PLACES if not pd.isna(fact[name]))
    value = "" if pd.isna(fact["value"]) else f" {fact['value']}"
    remarks = ["" if fact["counted"] else "left out", "repeats" if fact["repeats"] else "", str(fact["unread"]).strip()]
    told = "".join(f" ({remark})" for remark in remarks if remark)
    return f"{fact['measure']}{value} {fact['unit']} {fact['state']}, {where}, {fact['sheet']}!{fact['cell']}{told}"


def lines(frame: pd.DataFrame, form: str) -> list[str]:
    return [line(fact) for fact in frame[frame["form"] == form].to_dict("records")]


def test_the_numbers_of_a_month() -> None:
    facts = run(book("monthly_results")).facts
    at = "region=1 month=4"
    assert lines(facts, "monthly_results") == [
        f"attendance 3 명 value, {at} item=찾동 수퍼바이저, 회의결과!E7",
        f"attendance 2 명 value, {at} item=대표기관 실무자, 회의결과!F7",
        f"attendance 0 명 zero, {at} item=기타, 회의결과!G7",
        f"regional_meetings 1 회 value, {at}, 회의결과!A7",
        f"project_cases 14 건 value, {at} project=이웃 살핌 activity=안부 전화, 공동사업실적!C2",
        f"project_people 6 명 value, {at} project=이웃 살핌 activity=안부 전화, 공동사업실적!D2",
        "households_found 0 가구 zero, region=1 dong=녹번동 month=4, 위기가구!B2",
        "households_found 1 가구 value, region=1 dong=불광1동 month=4, 위기가구!B3",
        "households_found 2 가구 value, region=1 dong=응암1동 month=4, 위기가구!B4",
        "supports 0 건 zero, region=1 dong=녹번동 month=4, 위기가구!C2",
        "supports 1 건 value, region=1 dong=불광1동 month=4, 위기가구!C3",
        "supports 2 건 value, region=1 dong=응암1동 month=4, 위기가구!C4",
        f"newsletter_items 1 건 value, {at} item=행사, 소식지!B2",
    ]


def test_the_amounts_of_a_settlement_and_which_of_them_only_repeat_others() -> None:
    facts = run(book("settlement")).facts
    assert lines(facts, "settlement") == [
        "granted_won 1270000 원 value, region=1 item=사무관리비, 정산총괄!B7 (repeats)",
        "granted_won 500000 원 value, region=1 item=업무추진비, 정산총괄!B8 (repeats)",
        "spent_won 400000 원 value, region=1 item=사무관리비, 정산총괄!C7 (repeats)",
        "spent_won 200000 원 value, region=1 item=업무추진비, 정산총괄!C8 (repeats)",
        "remaining_won 870000 원 value, region=1 item=사무관리비, 정산총괄!D7",
        "remaining_won 300000 원 value, region=1 item=업무추진비, 정산총괄!D8",
        "returned_won 870000 원 value, region=1 item=사무관리비, 정산총괄!E7",
        "returned_won 300000 원 value, region=1 item=업무추진비, 정산총괄!E8",
        "spent_won 400000 원 value, region=1 month=5 item=사무관리비, 집행내역!E2",
        "spent_won 200000 원 value, region=1 month=6 item=업무추진비, 집행내역!E3",
    ]


def test_the_head_offices_own_numbers_and_the_budget_of_the_settings() -> None:
    """The day gives the month of an activity; a plenary meeting is counted once without its kind and once with it."""
    facts = run(book("head_office")).facts
    told = lines(facts, "head_office")
    assert told[0] == "event_attendance 18 명 value, month=3 item=전체회의, 추진실적!D7"
    assert told[4:9:4] == [
        "plenary_meetings 1 회 value, month=3, 추진실적!A7",
        "head_office_activities 1 건 value, month=3 item=전체회의, 추진실적!A7",
    ]
    assert told[12] == "granted_won 1270000 원 value, region=1 item=사무관리비, 교부내역!D2"
    settings = facts[facts["form"] == "config"]
    assert {line(fact).partition(", 예산!")[0] for fact in settings.to_dict("records")} == {
        f"budget_won {won} 원 value, region={region} item={item}"
        for region in range(1, 6)
        for item, won in (("사무관리비", 1270000), ("업무추진비", 500000))
    }
    assert {(fact["file"], fact["table"]) for fact in settings.to_dict("records")} == {("config.yaml", "budget")}
    written = CONFIG_PATH.read_text(encoding="utf-8").splitlines()
    for fact in settings.to_dict("records"):  # the last of these lines, as the year's own settings come last
        own = [number for number, text in enumerate(written, start=1) if fact["item"] in text and "권역별_원" in text]
        assert line(fact).partition("!")[2] == f"{own[-1]}행"


def test_a_fact_names_its_file_its_row_and_its_form() -> None:
    facts = run(book("phone_monitoring").with_cells("모니터링", {"F8": "해당없음", "E9": "9999999"})).facts
    assert list(facts.columns) == FACT_COLUMNS
    assert {str(facts[name].dtype) for name in NUMBERS} == {"Int64"}
    assert {str(facts[name].dtype) for name in ("counted", "repeats")} == {"bool"}
    own = facts[facts["form"] == "phone_monitoring"]
    assert [tuple(row) for row in own[["table", "file", "row"]].to_numpy()] == [
        ("monitoring", "1권역_전화모니터링_1차.xlsx", row) for row in (7, 8, 7, 8, 9)
    ]
    assert lines(facts, "phone_monitoring")[2:] == [
        "consultations 100 건 value, region=1 dong=녹번동 round=1, 모니터링!F7",
        "consultations 건 not_applicable, region=1 dong=불광1동 round=1, 모니터링!F8",
        "consultations 102 건 value, region=1 dong=응암1동 round=1, 모니터링!F9 (left out)",
    ]


def test_a_number_that_cannot_be_read_is_a_gap_at_its_cell() -> None:
    households = book("monthly_results").with_cells("위기가구", {"B2": "약 3", "A3": "모름동"})
    erased = book("settlement").with_cells("정산총괄", {"D7": ""})
    gaps = run(households, erased).gaps
    assert gaps is not None
    assert lines(gaps, "monthly_results") == [
        "households_found 가구 unreadable, region=1 dong=녹번동 month=4, 위기가구!B2 (left out)"
    ]
    assert lines(gaps, "settlement") == [
        "remaining_won 원 blank, region=1 item=사무관리비, 정산총괄!D7 (left out)",
    ]
    facts = run(households).facts
    assert "supports 1 건 value, region=1 month=4, 위기가구!C3 (left out) (dong)" in lines(facts, "monthly_results")


def test_what_nobody_wrote_is_a_gap_where_it_was_asked_for() -> None:
    forgotten = {f"{column}7": "" for column in "ABCDEF"}
    gaps = run(book("phone_monitoring").with_cells("모니터링", forgotten)).gaps
    assert gaps is not None
    told = [text for text in lines(gaps, "phone_monitoring") if "missing" in text]
    assert told == [
        f"{measure} missing, region=1 dong=녹번동 round=1, 모니터링!B9 (left out)"
        for measure in ("people 명", "consultations 건", "supported_people 명")
    ]


def test_a_kind_of_meeting_that_cannot_be_read_may_be_any_that_is_counted() -> None:
    gaps = run(book("monthly_results").with_cells("회의결과", {"A7": "모임"})).gaps
    assert gaps is not None
    assert lines(gaps, "monthly_results") == [
        f"{measure} 회 unreadable, region=1 month=4, 회의결과!A7 (left out)"
        for measure in ("regional_meetings", "plenary_meetings")
    ]


def test_people_of_one_kind_that_cannot_be_read_are_lacking_from_that_kind() -> None:
    gaps = run(book("monthly_results").with_cells("회의결과", {"E7": "서넛"})).gaps
    assert gaps is not None
    assert lines(gaps, "monthly_results") == [
        "attendance 명 unreadable, region=1 month=4 item=찾동 수퍼바이저, 회의결과!E7 (left out)"
    ]


def test_what_happens_after_the_reference_day_is_no_fact_yet() -> None:
    facts = run(book("head_office"), book("settlement"), as_of=date(2021, 6, 10)).facts
    told = [*lines(facts, "head_office"), *lines(facts, "settlement")]
    assert {text for text in told if "month=" in text and "meetings" in text} == {
        "plenary_meetings 1 회 value, month=3, 추진실적!A7"
    }
