"""File names, titles and the values that are known before anyone fills a form in."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from pipeline.forms.form import Column
from pipeline.templates import TemplateContext, choices_of, workbook_name
from pipeline.templates.context import date_bounds, note_line, title_line
from tests.unit.templates.making import FORMS, PLAN, REGION

OFFICE = TemplateContext(year=2022, region=None)


@pytest.mark.parametrize(
    ("form_id", "context", "name", "title"),
    [
        ("operating_plan", REGION, "3권역_운영계획서_2021년.xlsx", "2021년 3권역 운영계획서"),
        ("monthly_results", replace(REGION, month=4), "3권역_월별실적_2021년_04월.xlsx", "2021년 3권역 월별실적 (4월)"),
        (
            "monthly_results",
            replace(REGION, month=12),
            "3권역_월별실적_2021년_12월.xlsx",
            "2021년 3권역 월별실적 (12월)",
        ),
        (
            "monthly_results",
            replace(REGION, annual=True),
            "3권역_월별실적_2021년_연간.xlsx",
            "2021년 3권역 월별실적 (연간)",
        ),
        (
            "phone_monitoring",
            replace(REGION, round=1),
            "3권역_전화모니터링_2021년_1차.xlsx",
            "2021년 3권역 전화모니터링 (1차)",
        ),
        ("phone_monitoring", REGION, "3권역_전화모니터링_2021년.xlsx", "2021년 3권역 전화모니터링"),
        ("settlement", replace(REGION, month=4, round=1), "3권역_정산서_2021년.xlsx", "2021년 3권역 정산서"),
        ("head_office", OFFICE, "총괄부서실적_2022년.xlsx", "2022년 총괄부서실적"),
        ("head_office", replace(OFFICE, mark="예시"), "총괄부서실적_2022년.xlsx", "2022년 총괄부서실적 [예시]"),
    ],
)
def test_file_name_and_title_say_region_form_year_and_period(
    form_id: str, context: TemplateContext, name: str, title: str
) -> None:
    assert workbook_name(FORMS[form_id], context) == name
    assert title_line(FORMS[form_id], context) == title


def test_file_name_never_holds_what_windows_refuses() -> None:
    name = workbook_name(FORMS["settlement"], replace(REGION, region_name='3/권역: "남쪽"?'))
    assert name == "3_권역_ _남쪽___정산서_2021년.xlsx"


def test_file_name_is_composed_even_where_the_region_is_written_in_single_letters() -> None:
    apart = unicodedata.normalize("NFD", "3권역")
    assert workbook_name(FORMS["settlement"], replace(REGION, region_name=apart)) == "3권역_정산서_2021년.xlsx"


@pytest.mark.parametrize(
    ("column", "choices"),
    [
        (Column(id="a", label="동", choices_from="dongs"), ("응암2동", "응암3동", "증산동", "수색동")),
        (
            Column(id="a", label="동", choices_from="dongs", extra_choices=("권역 전체",)),
            ("응암2동", "응암3동", "증산동", "수색동", "권역 전체"),
        ),
        (Column(id="a", label="참석", type="yes_no"), ("예", "아니오")),
        (Column(id="a", label="구분", type="choice", choices=("행사", "모집")), ("행사", "모집")),
        (Column(id="a", label="사업명", choices_from="projects"), ("함께 다시서기", "이웃 나눔")),
        (Column(id="a", label="세부사업명", choices_from="activities"), ("요리교실", "목공예교실", "반찬 나눔")),
        (Column(id="a", label="권역", choices_from="regions"), ("1권역", "2권역", "3권역")),
        (Column(id="a", label="내용"), ()),
    ],
)
def test_choices_come_from_the_declaration_and_from_what_is_known(column: Column, choices: tuple[str, ...]) -> None:
    assert choices_of(column, replace(REGION, projects=PLAN)) == choices


def test_extra_choices_alone_are_no_list() -> None:
    column = Column(id="a", label="동", choices_from="dongs", extra_choices=("권역 전체",))
    assert choices_of(column, replace(REGION, dongs=())) == ()


def test_a_name_that_two_projects_share_is_offered_once() -> None:
    column = Column(id="a", label="세부사업명", choices_from="activities")
    shared = (("가 사업", ("홍보", "교육")), ("나 사업", ("홍보",)))
    assert choices_of(column, replace(REGION, projects=shared)) == ("홍보", "교육")


@pytest.mark.parametrize(
    ("within", "month", "annual", "first", "last"),
    [
        ("month", 2, False, date(2021, 2, 1), date(2021, 2, 28)),
        ("month", 12, False, date(2021, 12, 1), date(2021, 12, 31)),
        ("month", None, False, date(2021, 1, 1), date(2021, 12, 31)),
        ("month", 4, True, date(2021, 1, 1), date(2021, 12, 31)),
        ("year", 4, False, date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_dates_stay_in_the_month_or_the_year(
    within: str, month: int | None, annual: bool, first: date, last: date
) -> None:
    column = Column.model_validate({"id": "a", "label": "회의일", "type": "date", "within": within})
    assert date_bounds(column, replace(REGION, month=month, annual=annual)) == (first, last)


def test_a_date_without_limits_has_no_bounds() -> None:
    assert date_bounds(Column(id="a", label="작성일", type="date", within="any"), REGION) is None


def test_the_note_tells_programme_deadline_and_where_to_send_it() -> None:
    assert note_line(FORMS["settlement"], replace(REGION, due="2021. 12. 31.까지")) == (
        "찾동 동단위 민관협력 네트워크  ·  기한: 2021. 12. 31.까지  ·  보낼 곳: 복지정책과"
    )
    assert (
        note_line(FORMS["settlement"], replace(REGION, programme="", department=""))
        == "기한: 12월 말까지  ·  보낼 곳: 총괄부서"
    )
    assert "보낼 곳" not in note_line(FORMS["head_office"], OFFICE)
