"""Rows that a blank table already has, because they are known."""

from __future__ import annotations

from dataclasses import replace

from pipeline.forms.form import TableForm
from pipeline.templates.known_rows import known_rows
from tests.unit.templates.making import FORMS, PLAN, REGION


def table_with(*columns: dict[str, object], rows: int = 5) -> TableForm:
    return TableForm.model_validate({"id": "t", "title": "표", "rows": rows, "columns": columns})


def test_every_dong_of_the_region_stands_in_the_monitoring_round() -> None:
    rows = known_rows(FORMS["phone_monitoring"].table("monitoring"), replace(REGION, round=2))
    assert rows == [{"round": 2, "dong": dong} for dong in ("응암2동", "응암3동", "증산동", "수색동")]


def test_an_unknown_round_leaves_the_rows_to_the_person() -> None:
    assert known_rows(FORMS["phone_monitoring"].table("monitoring"), REGION) == []


def test_households_have_a_row_for_every_dong() -> None:
    rows = known_rows(FORMS["monthly_results"].table("households"), REGION)
    assert [row["dong"] for row in rows] == ["응암2동", "응암3동", "증산동", "수색동"]


def test_results_have_a_row_for_every_planned_activity_of_its_own_project() -> None:
    rows = known_rows(FORMS["monthly_results"].table("project_results"), replace(REGION, projects=PLAN))
    assert rows == [
        {"project": "함께 다시서기", "activity": "요리교실"},
        {"project": "함께 다시서기", "activity": "목공예교실"},
        {"project": "이웃 나눔", "activity": "반찬 나눔"},
    ]
    assert known_rows(FORMS["monthly_results"].table("project_results"), REGION) == []


def test_the_lead_and_the_dong_offices_are_the_known_organisations() -> None:
    rows = known_rows(FORMS["operating_plan"].table("organisations"), replace(REGION, dongs=("증산동", "수색동")))
    assert rows == [
        {"kind": "대표기관", "organisation": "은평종합사회복지관"},
        {"kind": "동주민센터", "organisation": "증산동주민센터"},
        {"kind": "동주민센터", "organisation": "수색동주민센터"},
    ]


def test_three_stages_and_twelve_months_are_given() -> None:
    form = FORMS["operating_plan"]
    stages = [row["stage"] for row in known_rows(form.table("stages"), REGION)]
    assert stages == ["1단계 협력 필요성", "2단계 협력 환경조성", "3단계 협력 도전"]
    assert [row["month"] for row in known_rows(form.table("meeting_plan"), REGION)] == list(range(1, 13))


def test_grants_have_a_row_for_every_region_and_budget_item() -> None:
    rows = known_rows(FORMS["head_office"].table("grants"), replace(REGION, regions=("1권역", "2권역")))
    assert [(row["region"], row["item"]) for row in rows] == [
        ("1권역", "사무관리비"),
        ("1권역", "업무추진비"),
        ("2권역", "사무관리비"),
        ("2권역", "업무추진비"),
    ]


def test_settlement_has_a_row_for_every_budget_item() -> None:
    rows = known_rows(FORMS["settlement"].table("summary"), REGION)
    assert rows == [{"item": "사무관리비"}, {"item": "업무추진비"}]


def test_a_numbering_column_counts_the_rows_that_the_form_offers() -> None:
    assert known_rows(FORMS["operating_plan"].table("problems"), REGION) == [{"number": n} for n in range(1, 11)]


def test_a_numbering_column_beside_known_names_counts_the_names() -> None:
    number = {"id": "number", "label": "연번", "type": "count", "prefilled": True}
    dong = {"id": "dong", "label": "동", "type": "choice", "choices_from": "dongs", "prefilled": True}
    rows = known_rows(table_with(number, dong), replace(REGION, dongs=("증산동", "수색동")))
    assert [(row["number"], row["dong"]) for row in rows] == [(1, "증산동"), (2, "수색동")]


def test_extra_choices_are_offered_but_not_prefilled() -> None:
    dong = {
        "id": "d",
        "label": "동",
        "type": "choice",
        "choices_from": "dongs",
        "extra_choices": ["권역 전체"],
        "prefilled": True,
    }
    assert [row["d"] for row in known_rows(table_with(dong), replace(REGION, dongs=("증산동",)))] == ["증산동"]


def test_a_prefilled_text_that_nothing_is_known_of_gives_no_rows() -> None:
    assert known_rows(table_with({"id": "a", "label": "이름", "prefilled": True}), REGION) == []


def test_tables_without_prefilled_columns_start_empty() -> None:
    assert known_rows(FORMS["settlement"].table("spending"), REGION) == []
