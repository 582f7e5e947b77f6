"""The rules that a form declares without naming one: in a row, in a table, and between forms of another programme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.made_programme import Programme

FORM = """
id: log
version: 2021-1
name: 기록지
purpose: 시험
header: [year, region, author, date]
sheets:
  - name: 기록
    tables:
      - id: lines
        title: 기록
        rows: 6
        columns:
          - {id: kind, label: 구분, type: choice, choices: [방문, 전화], required: true, dimension: item}
          - {id: all_count, label: 전체(명), type: count, unit: 명, measure: seen}
          - {id: own_count, label: 회원(명), type: count, unit: 명}
          - {id: other_count, label: 비회원(명), type: count, unit: 명}
          - {id: note, label: 비고, type: text}
        rules:
          - %s
measures:
  seen: {name: 이용, unit: 명, add_over: [region, item], figures: [{by: []}, {by: [item]}]}
"""
NAMES = """
  - name: 명단
    tables:
      - id: names
        title: 명단
        rows: 3
        columns:
          - {id: name, label: 이름, type: text}
measures:"""
Row = dict[str, object]


def told(tmp_path: Path, rule: str, *rows: Row, names: tuple[str, ...] = ()) -> list[str]:
    """The rule, cell and sentence of each finding about these rows."""
    text = FORM % rule
    text = text.replace("measures:", NAMES.lstrip("\n"), 1) if names else text
    programme = Programme(tmp_path / "office", {"log": text}, "{log: {마감: 2021-12-31}}")
    listed = {"names": [{"name": name} for name in names]} if names else {}
    programme.fill("log", lines=[{"kind": "방문", **row} for row in rows], **listed)
    return [
        f"{item.rule} {item.place.cell} {item.message}" for item in programme.run().findings if item.rule[:3] == "GEN"
    ]


NOT_BELOW = "{kind: not_below, column: all_count, other: own_count}"


def test_gen_001_a_number_below_another__error(tmp_path: Path) -> None:
    assert told(tmp_path, NOT_BELOW, {"all_count": 2, "own_count": 3}) == [
        "GEN-001 B9 전체(명) 2가 회원(명) 3보다 작습니다."
    ]


def test_gen_001_both_alike__ok(tmp_path: Path) -> None:
    assert told(tmp_path, NOT_BELOW, {"all_count": 3, "own_count": 3}) == []


NOT_ABOVE = "{kind: not_above, column: own_count, other: all_count}"


def test_gen_002_a_number_above_another__error(tmp_path: Path) -> None:
    assert told(tmp_path, NOT_ABOVE, {"all_count": 2, "own_count": 3}) == [
        "GEN-002 C9 회원(명) 3이 전체(명) 2보다 큽니다."
    ]


def test_gen_002_both_alike__ok(tmp_path: Path) -> None:
    assert told(tmp_path, NOT_ABOVE, {"all_count": 3, "own_count": 3}) == []


EQUAL = "{kind: equal, column: own_count, other: other_count}"


def test_gen_003_numbers_that_differ__error(tmp_path: Path) -> None:
    assert told(tmp_path, EQUAL, {"own_count": 3, "other_count": 4}) == [
        "GEN-003 C9 회원(명) 3이 비회원(명) 4와 다릅니다."
    ]


def test_gen_003_equal_numbers__ok(tmp_path: Path) -> None:
    assert told(tmp_path, EQUAL, {"own_count": 4, "other_count": 4}) == []


@pytest.mark.parametrize(
    ("kind", "row", "formula"),
    [
        ("sum", (7, 3, 5), "회원(명) + 비회원(명) = 8과"),
        ("difference", (7, 9, 3), "회원(명) − 비회원(명) = 6과"),
        ("product", (7, 2, 4), "회원(명) × 비회원(명) = 8과"),
    ],
)
def test_gen_004_a_number_that_is_not_worked_out_so__error(
    tmp_path: Path, kind: str, row: tuple[int, int, int], formula: str
) -> None:
    rule = f"{{kind: {kind}, column: all_count, columns: [own_count, other_count]}}"
    values = dict(zip(("all_count", "own_count", "other_count"), row, strict=True))
    assert told(tmp_path, rule, values) == [f"GEN-004 B9 전체(명) 7이 {formula} 다릅니다."]


@pytest.mark.parametrize(("kind", "row"), [("sum", (8, 3, 5)), ("difference", (6, 9, 3)), ("product", (8, 2, 4))])
def test_gen_004_worked_out__ok(tmp_path: Path, kind: str, row: tuple[int, int, int]) -> None:
    rule = f"{{kind: {kind}, column: all_count, columns: [own_count, other_count]}}"
    assert told(tmp_path, rule, dict(zip(("all_count", "own_count", "other_count"), row, strict=True))) == []


UNIQUE = "{kind: unique, columns: [kind]}"


def test_gen_005_one_kind_twice__error(tmp_path: Path) -> None:
    assert told(tmp_path, UNIQUE, {"all_count": 2}, {"all_count": 3}) == [
        "GEN-005 A9 '방문'이 10행에도 있습니다.",
        "GEN-005 A10 '방문'이 9행에도 있습니다.",
    ]


def test_gen_005_two_kinds__ok(tmp_path: Path) -> None:
    assert told(tmp_path, UNIQUE, {"all_count": 2}, {"kind": "전화", "all_count": 3}) == []


TOGETHER = "{kind: together, columns: [own_count, note]}"


def test_gen_006_one_without_the_other__error(tmp_path: Path) -> None:
    assert told(tmp_path, TOGETHER, {"all_count": 2, "own_count": 3}) == [
        "GEN-006 E9 회원(명)은 '3'으로 적혀 있는데 비고 칸이 비어 있습니다."
    ]


def test_gen_006_both__ok(tmp_path: Path) -> None:
    assert told(tmp_path, TOGETHER, {"all_count": 2, "own_count": 3, "note": "새로 옴"}) == []


ONE_OF = "{kind: at_least_one, columns: [own_count, other_count]}"


def test_gen_007_none_of_them__error(tmp_path: Path) -> None:
    assert told(tmp_path, ONE_OF, {"all_count": 2}) == ["GEN-007 C9 회원(명), 비회원(명) 칸이 모두 비어 있습니다."]


def test_gen_007_one_of_them__ok(tmp_path: Path) -> None:
    assert told(tmp_path, ONE_OF, {"all_count": 2, "other_count": 0}) == []


LISTED = "{kind: listed, column: note, other: names.name}"


def test_gen_008_a_name_that_is_not_listed__error(tmp_path: Path) -> None:
    row = {"all_count": 1, "note": "해바라기반"}
    assert told(tmp_path, LISTED, row, names=("해바라기방", "민들레방")) == [
        "GEN-008 E9 비고 '해바라기반'이 '명단'에 없습니다. '해바라기방'인가요?"
    ]


def test_gen_008_a_listed_name__ok(tmp_path: Path) -> None:
    assert told(tmp_path, LISTED, {"all_count": 1, "note": "민들레방"}, names=("해바라기방", "민들레방")) == []


WHEN = "{kind: when_at_least, column: own_count, other: kind, value: 방문, minimum: 1}"


def test_gen_009_too_few_in_that_case__error(tmp_path: Path) -> None:
    assert told(tmp_path, WHEN, {"all_count": 1, "own_count": 0}) == [
        "GEN-009 C9 구분이 '방문'인데 회원(명)이 '0'으로 적혀 있습니다."
    ]


def test_gen_009_another_case__ok(tmp_path: Path) -> None:
    assert told(tmp_path, WHEN, {"kind": "전화", "all_count": 1, "own_count": 0}) == []


# -- between forms --------------------------------------------------------------------------------------------------

PLAN = """
id: plan
version: 2021-1
name: 계획서
purpose: 시험
header: [year, region, author, date]
sheets:
  - name: 계획
    tables:
      - id: plans
        title: 계획
        rows: 4
        columns:
          - {id: kind, label: 활동, type: text, required: true, dimension: item}
          - {id: planned, label: 계획(회), type: count, required: true, unit: 회, measure: planned}
measures:
  planned: {name: 계획한 활동, unit: 회, add_over: [region, item], figures: [{by: []}, {by: [item]}]}
"""
RESULTS = """
id: results
version: 2021-1
name: 실적
period: month
purpose: 시험
header: [year, region, author, date, month]
sheets:
  - name: 실적
    tables:
      - id: done
        title: 실적
        rows: 4
        columns:
          - {id: kind, label: 활동, type: text, required: true, dimension: item}
          - {id: times, label: 실적(회), type: count, required: true, unit: 회, measure: times}
across:
  - %s
measures:
  times: {name: 한 활동, unit: 회, add_over: [region, item, month], figures: [{by: []}, {by: [item]}, {by: [month]}]}
"""
DUE = "{plan: {마감: 2021-02-26}, results: {월: [3, 6], 다음달_마감일: 10}}"


def across(tmp_path: Path, rule: str, plan: dict[str, Any], *months: dict[str, Any] | None) -> list[str]:
    """The findings of a year in which centre 1 planned and did these numbers; None is a month whose return did not
    come.
    """
    programme = Programme(tmp_path / "office", {"plan": PLAN, "results": RESULTS % rule}, DUE)
    if plan:
        programme.fill("plan", plans=[{"kind": kind, "planned": count} for kind, count in plan.items()])
    for month, done in zip((3, 6), months, strict=True):
        if done is not None:
            programme.fill("results", month=month, done=[{"kind": k, "times": n} for k, n in done.items()])
    found = [item for item in programme.run().findings if item.rule[:3] == "GEN"]
    return [f"{item.rule} {item.place.file[:2]} {item.place.cell} {item.message}" for item in found]


NOT_MORE = "{kind: not_above, measure: times, other: planned, by: [item]}"


def test_a_sum_over_the_months_is_held_against_the_plan(tmp_path: Path) -> None:
    assert across(tmp_path, NOT_MORE, {"체조": 5}, {"체조": 3}, {"체조": 3}) == [
        "GEN-002 가람 B12 체조 한 활동 6이 계획한 활동 5보다 큽니다."
    ]


def test_a_sum_is_not_judged_before_all_of_it_came(tmp_path: Path) -> None:
    assert across(tmp_path, NOT_MORE, {"체조": 5}, {"체조": 6}, None) == []
    assert across(tmp_path / "no plan", NOT_MORE, {}, {"체조": 6}, {"체조": 6}) == []


EQUAL_SUMS = "{kind: equal, measure: times, other: planned}"


def test_two_sums_must_be_equal_where_the_form_says_so(tmp_path: Path) -> None:
    plan = {"체조": 5, "노래": 2}
    assert across(tmp_path / "less", EQUAL_SUMS, plan, {"체조": 3}, {"노래": 3}) == [
        "GEN-003 가람 B12 한 활동 6이 계획한 활동 7과 다릅니다."
    ]
    assert across(tmp_path / "equal", EQUAL_SUMS, plan, {"체조": 3}, {"노래": 4}) == []


DONE = "{kind: done, measure: times, other: planned, by: [item]}"


def test_gen_010_planned_and_never_done__warning(tmp_path: Path) -> None:
    assert across(tmp_path, DONE, {"체조": 5, "노래": 2}, {"체조": 3}, {"체조": 1}) == [
        "GEN-010 가람 B12 노래 계획한 활동을 2회 계획하였으나 실적이 없습니다."
    ]


def test_gen_010_a_month_is_still_to_come__ok(tmp_path: Path) -> None:
    assert across(tmp_path, DONE, {"체조": 5, "노래": 2}, {"체조": 3}, None) == []


def test_gen_011_done_without_a_plan__warning(tmp_path: Path) -> None:
    assert across(tmp_path, DONE, {"체조": 5}, {"체조": 3, "노래": 2}, {"체조": 1}) == [
        "GEN-011 가람 B13 노래는 계획에 없는데 한 활동이 2회 적혀 있습니다."
    ]


def test_gen_011_done_as_planned__ok(tmp_path: Path) -> None:
    assert across(tmp_path, DONE, {"체조": 5}, {"체조": 3}, {"체조": 1}) == []


def test_a_name_must_stand_in_the_other_form(tmp_path: Path) -> None:
    listed = "{kind: listed, column: done.kind, other: plan.plans.kind}"
    found = across(tmp_path, listed, {"건강체조": 5}, {"건강체조": 3}, {"건강체초": 1, "건강체조": 2})
    assert found == ["GEN-008 가람 A12 활동 '건강체초'가 '계획서 › 계획'에 없습니다. '건강체조'인가요?"]


@pytest.mark.parametrize(
    ("rule", "plan", "months", "found"),
    [
        (NOT_MORE, {"체조": 6}, ({"체조": 3}, {"체조": 3}), []),  # as many as were planned
        (
            NOT_MORE,
            {"체조": 1000},
            ({"체조": 600}, {"체조": 600}),
            ["GEN-002 B12 체조 한 활동 1,200이 계획한 활동 1,000보다 큽니다."],
        ),
        (
            NOT_MORE,
            {"체조": 5, "노래": 2},
            ({"체조": 3, "노래": 2}, {"체조": 3}),
            ["GEN-002 B12 체조 한 활동 6이 계획한 활동 5보다 큽니다."],
        ),
        (NOT_MORE, {"체조": 5}, ({"체조": 6}, {"체조": "서너 번"}), []),  # the number is unknown
        (NOT_MORE, {"체조": "몇 번"}, ({"체조": 6}, {"체조": 6}), []),
        (
            NOT_MORE.replace("above", "below"),
            {"체조": 5},
            ({"체조": 2}, {"체조": 2}),
            ["GEN-001 B12 체조 한 활동 4가 계획한 활동 5보다 작습니다."],
        ),
        (NOT_MORE.replace("above", "below"), {"체조": 5}, ({"체조": 2}, {"체조": 3}), []),
        (DONE, {"체조": 0}, ({"노래": 0}, {"노래": 0}), []),  # nothing was planned and nothing done
        (DONE, {"체조": 5, "노래": 2}, ({"체조": 3}, {"체조": "서너 번"}), []),
        (DONE, {"체조": "몇 번"}, ({"노래": 3}, {"노래": 3}), []),
        (
            DONE,
            {"체조": 1000},
            ({"노래": 1}, {"노래": 1}),
            [
                "GEN-010 B11 체조 계획한 활동을 1,000회 계획하였으나 실적이 없습니다.",
                "GEN-011 B12 노래는 계획에 없는데 한 활동이 2회 적혀 있습니다.",
            ],
        ),
    ],
    ids=range(11),
)
def test_sums_are_held_against_each_other_kind_by_kind(
    tmp_path: Path, rule: str, plan: dict[str, Any], months: tuple[dict[str, Any], ...], found: list[str]
) -> None:
    told_of = across(tmp_path, rule, plan, *months)
    assert [f"{line[:7]} {line[11:]}" for line in told_of] == found


def test_a_name_that_stands_in_no_other_form_is_told_once_for_each_return(tmp_path: Path) -> None:
    listed = "{kind: listed, column: done.kind, other: plan.plans.kind}"
    found = across(tmp_path, listed, {"체조": 5}, {"바둑": 3, "체조": 1}, {"바둑": 1, "노래": 2})
    assert [line[:15] for line in found] == ["GEN-008 가람 A12 ", "GEN-008 가람 A12 ", "GEN-008 가람 A13 "]


GRANTED = """
id: granted
version: 2021-1
name: 교부
sender: head_office
purpose: 시험
header: [year, author, date]
sheets:
  - name: 교부
    tables:
      - id: grants
        title: 교부
        rows: 4
        columns:
          - {id: region, label: 쉼터, type: choice, choices_from: regions, required: true, dimension: region}
          - {id: amount, label: 교부액(원), type: amount, required: true, unit: 원, measure: granted}
across:
  - {kind: equal, measure: granted, other: received}
measures:
  granted: {name: 준 돈, unit: 원, add_over: [region], figures: [{by: []}]}
"""
RECEIVED = """
id: received
version: 2021-1
name: 수령
purpose: 시험
header: [year, region, author, date]
sheets:
  - name: 수령
    tables:
      - id: receipts
        title: 수령
        rows: 4
        columns:
          - {id: amount, label: 받은 돈(원), type: amount, required: true, unit: 원, measure: received}
measures:
  received: {name: 받은 돈, unit: 원, add_over: [region], figures: [{by: []}]}
"""


def test_what_the_office_lists_by_centre_is_held_against_what_each_centre_says(tmp_path: Path) -> None:
    due = "{granted: {마감: 2021-02-26}, received: {마감: 2021-02-26}}"
    programme = Programme(tmp_path / "office", {"granted": GRANTED, "received": RECEIVED}, due)
    listed = [("가람쉼터", 3000), ("나래쉼터", 5000), ("가람쉼터", 4000), ("다솜쉼터", 9000)]
    programme.fill("granted", None, grants=[{"region": name, "amount": won} for name, won in listed])
    programme.fill("received", 1, receipts=[{"amount": 7000}])
    programme.fill("received", 2, receipts=[{"amount": 5001}])
    found = [item for item in programme.run().findings if item.rule == "GEN-003"]
    assert [item.message for item in found] == ["준 돈 5,000이 받은 돈 5,001과 다릅니다."]
