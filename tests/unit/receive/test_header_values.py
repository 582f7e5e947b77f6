"""What is kept of the header block: unreadable values that the stamp replaces, notes, looks, names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model.returns import Return, ReturnState
from pipeline.receive.header_block import KnownNames
from pipeline.receive.reader import Reader
from pipeline.settings.load import YearConfig
from tests.support.markdown_book import Book, book, line_of, reading_of, settings, told

LEAD_1, LEAD_2 = "녹번종합사회복지관", "신사종합사회복지관"


def april(**header: str | None) -> Book:
    return book("monthly_results", month=4, header=header, file="가.xlsx")


def read(odd: Book, config: YearConfig | None = None) -> Return:
    year, forms = settings()
    return Reader(forms, config or year).read(0, reading_of(odd))


def lines(odd: Book) -> list[str]:
    return [line_of(item) for item in read(odd).findings]


def annual() -> YearConfig:
    """The settings of a year that has only sums over all months."""
    config = settings()[0]
    forms = dict(config.plan.forms)
    forms["monthly_results"] = forms["monthly_results"].model_copy(update={"annual": True, "months": ()})
    return replace(config, plan=config.plan.model_copy(update={"forms": forms}))


# -- a field that cannot be read ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "told_as"),
    [
        ("해당월", "13월", "CELL-051 error kept 회의결과!D3 '13월'"),
        ("사업연도", "이천이십일", "CELL-013 error kept 회의결과!B1 '이천이십일'"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_stamp_stands_in(field: str, typed: str, told_as: str) -> None:
    result = read(april(**{field: typed}))
    assert [line_of(item) for item in result.findings] == [told_as]
    assert (result.year, result.region, result.month, result.state) == (2021, 1, 4, ReturnState.USED)
    assert {item.month for item in result.findings} == {4}


def test_a_blank_field_that_the_stamp_tells_is_filled_in() -> None:
    result = read(april(사업연도="", 권역="", 해당월="", 대표기관=LEAD_1))
    assert (result.findings, result.year, result.region, result.month) == ([], 2021, 1, 4)


def test_a_stamp_of_a_region_that_there_is_not_refuses_the_return() -> None:
    for header in ({}, {"권역": ""}):
        made = april(**header)
        assert made.stamp is not None
        result = read(made.stamped(replace(made.stamp, region=9)))
        assert [line_of(item) for item in result.findings] == ["BOOK-024 error return_refused 회의결과!D1 '9권역'"]
        assert (result.region, result.state) == (None, ReturnState.REFUSED)


def test_without_a_stamp_the_lead_organisation_tells_the_region() -> None:
    result = read(april(권역="", 대표기관=LEAD_2).stamped(None))
    assert (result.region, result.state) == (2, ReturnState.USED)
    assert [line_of(item) for item in result.findings] == [
        "BOOK-033 note kept -",
        "BOOK-022 error kept 회의결과!D1",
    ]


def test_with_a_stamp_the_lead_organisation_of_another_region_changes_nothing() -> None:
    result = read(april(권역="", 대표기관=LEAD_2))
    assert ([line_of(item) for item in result.findings], result.region) == (
        [f"BOOK-026 error kept 회의결과!B2 '{LEAD_2}'"],
        1,
    )


# -- months and whole years -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "is_annual", "month", "rules"),
    [
        ("연간", True, None, []),
        (" 연간 ", True, None, []),
        ("", True, None, ["BOOK-022"]),
        ("4", False, 4, ["BOOK-034"]),
    ],
)
def test_in_a_year_of_sums_a_return_is_of_the_whole_year(
    typed: str, is_annual: bool, month: int | None, rules: list[str]
) -> None:
    made = april(해당월=typed)
    assert made.stamp is not None
    result = read(made.stamped(replace(made.stamp, month=None)), annual())
    assert (result.annual, result.month, [item.rule for item in result.findings]) == (is_annual, month, rules)


def test_in_a_year_of_sums_a_month_that_cannot_be_read_is_asked_for() -> None:
    result = read(april(해당월="13월").stamped(None), annual())
    assert (result.annual, [line_of(item) for item in result.findings]) == (
        True,
        ["BOOK-033 note kept -", "CELL-051 error return_refused 회의결과!D3 '13월'"],
    )


def test_a_whole_year_where_months_are_asked_for_is_marked_as_such() -> None:
    result = read(april(해당월="연간").stamped(None))
    assert (result.annual, result.state, [item.rule for item in result.findings]) == (
        True,
        ReturnState.REFUSED,
        ["BOOK-033", "BOOK-032"],
    )


# -- notes and looks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("권역", "제1권역", "권역 칸의 '제1권역'을 1권역으로 읽었습니다. 맞게 읽었으면 그대로 두셔도 됩니다. "),
        ("작성일", "5월 9일", "작성일 칸의 '5월 9일'을 2021-05-09로 읽었습니다. 맞게 읽었으면 그대로 두셔도 됩니다. "),
        ("해당월 실적", "실적없음", "해당월 실적 칸의 '실적없음'을 '실적 없음'으로 읽었습니다. "),
    ],
)
def test_how_a_field_was_read_is_told_with_its_label(field: str, typed: str, sentence: str) -> None:
    first = read(april(**{field: typed})).findings[0]
    assert (first.severity.value, first.effect.value) == ("note", "kept")
    assert f"{first.message} {first.advice}".startswith(sentence)


@pytest.mark.parametrize(
    ("field", "typed"), [("권역", "1"), ("대표기관", "녹번종합\\n사회복지관"), ("사업연도", "2021년")]
)
def test_what_everybody_reads_in_one_way_needs_no_note(field: str, typed: str) -> None:
    assert lines(april(**{field: typed})) == []


def test_the_day_of_writing_and_a_month_without_activity_are_kept() -> None:
    assert read(april(작성일="2021-05-09")).written_on == date(2021, 5, 9)
    assert read(april(작성일="곧")).written_on is None
    assert (read(april()).no_activity, read(april(**{"해당월 실적": "실적 없음"})).no_activity) == (False, True)


def test_a_telephone_number_beside_the_name_of_the_author_is_kept_nowhere() -> None:
    result = read(april(작성자="담당 010-2345-6789"))
    author = result.header["author"]
    assert (author.value, author.typed, author.place.cell) == ("담당 ***-****-****", "담당 ***-****-****", "D2")
    assert [line_of(item) for item in result.findings] == ["PRIV-002 error kept 회의결과!D2 '담당 ***-****-****'"]


def test_book_060_a_struck_out_field_of_the_header_block__warning() -> None:
    assert lines(april(작성자="담당 {struck}")) == ["BOOK-060 warning kept 회의결과!D2 '담당'"]


def test_book_060_struck_out_fields_are_named_in_one_sentence_and_a_label_is_none() -> None:
    odd = april(작성자="담당 {struck}", **{"해당월 실적": "있음 {struck}"})
    (line,) = told(odd.with_cells("회의결과", {"C1": "권역 {struck}"}))
    assert line == "BOOK-060 warning kept 회의결과!D2 '담당'"
    assert "(D2, B4)" in line.sentence


def test_book_062_a_raised_mark_at_a_field_costs_no_row() -> None:
    (found,) = [item for item in read(april(해당월="4^^1)^^")).findings if item.rule == "BOOK-062"]
    assert line_of(found) == "BOOK-062 error kept 회의결과!D3 '41)'"
    assert "해당월 칸의 '41)' 가운데 '1)'" in found.message
    assert found.table == ""


def test_book_064_a_number_that_changes_by_itself_in_the_header_block__warning() -> None:
    odd = april(사업연도="=YEAR(TODAY()) -> 2021", 작성일="=TODAY() -> 44325 {yyyy-mm-dd}")
    assert lines(odd) == [
        "BOOK-064 warning kept 회의결과!B1 '2021'",
        "BOOK-064 warning kept 회의결과!B3 '2021-05-09'",
    ]


# -- names ----------------------------------------------------------------------------------------------------------


def test_other_names_of_a_lead_organisation_are_those_of_its_own_region() -> None:
    config = settings()[0]
    names = KnownNames.of(config)
    assert list(names.leads.names) == [region.lead for region in config.regions.values()]
    for region in config.regions.values():
        for alias in region.aliases:
            assert names.leads.match(alias).name == region.lead
