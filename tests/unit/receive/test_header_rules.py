"""The header block: whose return it is, of which year and month; one mistake there is one finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.returns import SlotState
from pipeline.settings.load import YearConfig
from tests.support.markdown_book import Book, book, check, run, settings, told

LEAD_1, LEAD_2 = "녹번종합사회복지관", "신사종합사회복지관"


def monitoring(**header: str | None) -> Book:
    return book("phone_monitoring", header=header)


def without_stamp(form: str = "phone_monitoring", **header: str | None) -> list[str]:
    """The findings besides the note that there is no stamp."""
    lines = told(book(form, header=header).stamped(None))
    assert lines[0] == "BOOK-033 note kept -"
    return lines[1:]


def annual() -> YearConfig:
    """The settings of a year that has only sums over all months."""
    config = settings()[0]
    forms = dict(config.plan.forms)
    forms["monthly_results"] = forms["monthly_results"].model_copy(update={"annual": True, "months": ()})
    return replace(config, plan=config.plan.model_copy(update={"forms": forms}))


def yearly(month: str, region: int = 1) -> Book:
    made = book("monthly_results", region=region, header={"해당월": month}, file="연간.xlsx")
    assert made.stamp is not None
    return made.stamped(replace(made.stamp, month=None))


# -- year -----------------------------------------------------------------------------------------------------------


def test_book_002_form_of_another_year__error() -> None:
    assert without_stamp(사업연도="2020") == ["BOOK-002 error return_refused 모니터링!B1 '2020'"]


@pytest.mark.parametrize("year", ["2021", "2021년", "'2021"])
def test_book_002_year_of_the_report__ok(year: str) -> None:
    assert without_stamp(사업연도=year) == []


def test_book_022_blank_field__error() -> None:
    (line,) = told(monitoring(작성자=""))
    assert line == "BOOK-022 error kept 모니터링!D2"
    assert line.sentence == "'작성자' 칸이 비어 있습니다. '작성자' 옆 칸에 적어 주세요. 예: 담당 사회복지사."


def test_book_022_blank_field_without_an_example__error() -> None:
    (line,) = told(monitoring(대표기관=""))
    assert line.sentence == (
        "'대표기관' 칸이 비어 있습니다. '대표기관' 옆 칸에 적어 주세요. 권역의 대표기관(복지관) 이름입니다."
    )


def test_book_049_label_and_value_gone__error() -> None:
    (line,) = told(monitoring(작성일=None))
    assert line == "BOOK-049 error kept 모니터링"
    assert line.sentence == (
        "'작성일'이라고 적힌 칸을 찾지 못했습니다. 칸의 이름 '작성일'을 서식대로 되살리고 그 옆 칸에 적어 주세요. "
        "예: 2021-04-09."
    )


def test_book_049_label_renamed_beside_its_value__error() -> None:
    (line,) = told(monitoring().with_cells("모니터링", {"A3": "제출일*"}))
    assert line == "BOOK-049 error kept 모니터링"
    assert line.sentence.startswith(
        "'작성일'이라고 적힌 칸을 찾지 못했습니다. 이름을 알 수 없는 칸: A3 '제출일*'. 칸의 이름"
    )


def test_book_049_label_of_the_year_renamed_where_nothing_else_tells_it__error() -> None:
    (line,) = told(monitoring().stamped(None).with_cells("모니터링", {"A1": "해"}))[1:]
    assert line == "BOOK-049 error return_refused 모니터링"
    assert "이름을 알 수 없는 칸: A1 '해'." in line.sentence


def test_book_049_label_renamed_whose_field_the_stamp_tells__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"A1": "해"})) == []


def test_book_049_label_with_another_mark__ok() -> None:
    assert told(monitoring().with_cells("모니터링", {"A3": "작성일*:"})) == []


def test_book_022_year_that_nothing_tells__error() -> None:
    assert without_stamp(사업연도="") == ["BOOK-022 error return_refused 모니터링!B1"]


@pytest.mark.parametrize(
    ("form", "field", "told_as"),
    [
        ("phone_monitoring", "사업연도", "BOOK-022 error return_refused 모니터링!B1"),
        ("phone_monitoring", "권역", "BOOK-024 error return_refused 모니터링!D1 '***-****-****'"),
        ("monthly_results", "해당월", "BOOK-031 error return_refused 회의결과!D3"),
    ],
)
def test_a_personal_number_where_the_return_says_whose_it_is__error(form: str, field: str, told_as: str) -> None:
    """The number is reported as personal data, and the field as one that says nothing."""
    lines = without_stamp(form, **{field: "010-2345-6789"})
    assert told_as in lines
    assert any(line.startswith("PRIV-002 ") for line in lines)


def test_book_022_blank_field_that_the_stamp_tells__ok() -> None:
    assert told(monitoring(사업연도="", 권역="")) == []


def test_book_022_field_that_may_stay_blank__ok() -> None:
    assert told(book("monthly_results", header={"해당월 실적": ""})) == []


def test_book_023_year_of_another_form__error() -> None:
    (line,) = told(monitoring(사업연도="2020"))
    assert line == "BOOK-023 error return_refused 모니터링!B1 '2020년'"
    assert line.sentence == (
        "'사업연도' 칸은 '2020년'인데 이 서식은 2021년용으로 보내 드린 것입니다. 2021년이 맞으면 '사업연도' 칸을 "
        "2021년으로 고쳐 주세요. 아니면 알맞은 서식에 옮겨 적어 다시 내 주세요."
    )


def test_book_023_region_of_another_form__error() -> None:
    odd = monitoring(권역="2권역", 대표기관=LEAD_2)
    assert told(odd) == ["BOOK-023 error return_refused 모니터링!D1 '2권역'"]
    region_1 = [e.state for e in run(odd).board if e.slot.form == "phone_monitoring" and e.slot.region == 1]
    assert region_1 == [SlotState.TO_MEND, SlotState.MISSING]


def test_book_023_month_of_another_form__error() -> None:
    assert told(book("monthly_results", header={"해당월": "5"})) == ["BOOK-023 error return_refused 회의결과!D3 '5월'"]


def test_book_023_what_the_form_was_made_for__ok() -> None:
    assert told(book("monthly_results", header={"해당월": "4월"})) == []


# -- region ---------------------------------------------------------------------------------------------------------


def test_book_024_unknown_region__error() -> None:
    (line,) = told(monitoring(권역="9권역"))
    assert line == "BOOK-024 error return_refused 모니터링!D1 '9권역'"
    assert line.sentence == (
        "'9권역'은 등록된 권역이 아닙니다. 1권역, 2권역, 3권역, 4권역, 5권역 가운데 하나를 골라 다시 내 주세요."
    )


@pytest.mark.parametrize("typed", ["제1권역", "１권역", "1", LEAD_1])
def test_book_024_region_in_another_spelling__ok(typed: str) -> None:
    rules = [line.split()[0] for line in told(monitoring(권역=typed))]
    assert rules in ([], ["CELL-104"])


def test_book_025_nothing_tells_the_region__error() -> None:
    assert without_stamp(권역="", 대표기관="") == [
        "BOOK-022 error kept 모니터링!B2",
        "BOOK-025 error return_refused 모니터링!D1",
    ]


def test_book_025_the_lead_organisation_tells_it__ok() -> None:
    assert without_stamp(권역="") == ["BOOK-022 error kept 모니터링!D1"]


def test_book_026_lead_of_another_region_in_a_stamped_form__error() -> None:
    assert told(monitoring(대표기관=LEAD_2)) == [f"BOOK-026 error kept 모니터링!B2 '{LEAD_2}'"]


def test_book_026_own_lead__ok() -> None:
    assert told(monitoring(대표기관=LEAD_1)) == []


def test_book_027_region_and_lead_contradict_each_other__error() -> None:
    assert without_stamp(대표기관=LEAD_2) == [f"BOOK-027 error return_refused 모니터링!B2 '{LEAD_2}'"]


def test_book_027_region_and_lead_agree__ok() -> None:
    assert without_stamp(대표기관=LEAD_1) == []


def test_book_028_misspelt_lead__error() -> None:
    (line,) = told(monitoring(대표기관="녹번종합사회복지간"))
    assert line == "BOOK-028 error kept 모니터링!B2 '녹번종합사회복지간'"
    assert line.sentence == (
        "대표기관 '녹번종합사회복지간'은 등록된 이름이 아닙니다. '녹번종합사회복지관'인가요? 대표기관 칸을 "
        "'녹번종합사회복지관'으로 고쳐 주세요."
    )


def test_book_028_line_break_in_the_name__ok() -> None:
    assert told(monitoring(대표기관="녹번종합\\n사회복지관")) == []


def test_book_029_unknown_lead__error() -> None:
    (line,) = told(monitoring(대표기관="한강문화재단"))
    assert line == "BOOK-029 error kept 모니터링!B2 '한강문화재단'"
    assert line.sentence == (
        "대표기관 '한강문화재단'은 등록된 이름이 아닙니다. 녹번종합사회복지관, 신사종합사회복지관, "
        "은평종합사회복지관, 서부장애인종합복지관, 시립은평노인종합복지관 가운데 하나를 적어 주세요."
    )


def test_book_029_known_lead__ok() -> None:
    assert told(monitoring(대표기관=LEAD_1)) == []


def test_book_030_other_name_of_the_lead__note() -> None:
    (line,) = told(monitoring(대표기관="녹번복지관"))
    assert line == "BOOK-030 note kept 모니터링!B2 '녹번복지관'"
    assert line.sentence == "대표기관 '녹번복지관'을 '녹번종합사회복지관'으로 읽었습니다. 그대로 두셔도 됩니다."


def test_book_030_registered_name__ok() -> None:
    assert told(monitoring(대표기관=LEAD_1)) == []


# -- month ----------------------------------------------------------------------------------------------------------


def test_book_031_nothing_tells_the_month__error() -> None:
    assert without_stamp("monthly_results", 해당월="") == ["BOOK-031 error return_refused 회의결과!D3"]


def test_book_031_month_that_is_none__error() -> None:
    assert without_stamp("monthly_results", 해당월="13월") == ["CELL-051 error return_refused 회의결과!D3 '13월'"]


def test_book_031_the_stamp_tells_it__ok() -> None:
    assert told(book("monthly_results", header={"해당월": ""})) == []


def test_book_032_whole_year_where_months_are_asked__error() -> None:
    (line,) = told(yearly("연간"))
    assert line == "BOOK-032 error return_refused 회의결과!D3 '연간'"
    assert line.sentence == (
        "해당월이 '연간'입니다. 이 해는 달마다 따로 받습니다. 달마다 한 파일로 나누어 다시 내 주세요."
    )


def test_book_032_month_where_months_are_asked__ok() -> None:
    assert told(book("monthly_results")) == []


def test_book_034_month_where_the_whole_year_is_asked__error() -> None:
    (line,) = told(yearly("4"), config=annual())
    assert line == "BOOK-034 error return_refused 회의결과!D3 '4월'"
    assert line.sentence == (
        "해당월이 '4월'입니다. 이 해는 '연간' 합계로만 받습니다. '해당월' 칸을 '연간'으로 하고 한 해의 합계를 "
        "적어 다시 내 주세요."
    )


def test_book_034_whole_year_where_it_is_asked__ok() -> None:
    assert told(yearly("연간"), config=annual()) == []


def test_book_034_blank_month_can_only_mean_the_whole_year__ok() -> None:
    assert told(yearly(""), config=annual()) == ["BOOK-022 error kept 회의결과!D3"]


# -- what else the header says --------------------------------------------------------------------------------------


def test_book_035_rows_in_a_month_without_activity__error() -> None:
    odd = book("monthly_results", header={"해당월 실적": "실적 없음"})
    assert told(odd) == [
        "BOOK-035 error kept 회의결과!A7",
        "BOOK-035 error kept 공동사업실적!A2",
        "BOOK-035 error kept 위기가구!A2",
        "BOOK-035 error kept 소식지!A2",
    ]


@pytest.mark.parametrize("typed", ["없음", "해당없음"])
def test_book_035_no_activity_in_other_words__error(typed: str) -> None:
    lines = told(book("monthly_results", header={"해당월 실적": typed}))
    assert lines[0] == f"CELL-104 note kept 회의결과!B4 '{typed}'"
    assert lines[0].sentence.startswith(f"해당월 실적 칸의 '{typed}'을 '실적 없음'으로 읽었습니다.")
    assert [line.split()[0] for line in lines[1:]] == ["BOOK-035"] * 4


def test_book_035_rows_in_a_month_with_activity__ok() -> None:
    assert told(book("monthly_results", header={"해당월 실적": "있음"})) == []


@pytest.mark.parametrize("written", ["2012-04-09", "2031-04-09"])
def test_book_044_written_in_another_year__warning(written: str) -> None:
    lines = told(book("operating_plan", header={"작성일": written}))
    assert lines == [f"BOOK-044 warning kept 기본현황!B3 '{written}'"]


def test_book_044_written_in_january_of_the_next_year__ok() -> None:
    assert told(book("monthly_results", month=12)) == []


def test_a_day_that_cannot_be_read_is_told_at_its_cell_and_costs_no_row() -> None:
    assert told(monitoring(작성일="7/12")) == ["CELL-041 error kept 모니터링!B3 '7/12'"]


def test_a_day_in_another_notation_is_read_with_a_note() -> None:
    assert told(monitoring(작성일="'2021. 12. 13.")) == ["CELL-102 note kept 모니터링!B3 '2021. 12. 13.'"]


def test_a_label_in_merged_cells_has_its_value_behind_the_merge() -> None:
    moved = book("phone_monitoring", header={"작성일": None})
    moved = moved.with_cells("모니터링", {"A4": "작성일", "C4": "2021-12-13"}).merging("모니터링", "A4:B4")
    assert told(moved) == []


def test_every_finding_knows_whose_it_is() -> None:
    odd = book("monthly_results", region=2, month=5, header={"작성자": ""}).with_cells("위기가구", {"B2": "약 3"})
    whose = {(item.form, item.region, item.month) for item in check(odd)}
    assert whose == {("monthly_results", 2, 5)}


def test_a_refused_return_still_belongs_to_its_region() -> None:
    refused = book("monthly_results", region=2, month=5).without_sheet("소식지")
    assert [(item.rule, item.region, item.month) for item in check(refused)] == [("BOOK-004", 2, 5)]


def may_in_the_april_form(file: str, day: str) -> Book:
    made = book("monthly_results", month=4, header={"해당월": "5", "작성일": "2021-06-05"}, file=file)
    return made.with_cells("회의결과", {"B7": day})


@pytest.mark.parametrize("file", ["받은 파일.xlsx", "1권역_월별실적_5월.xlsx"])
def test_book_079_the_form_of_april_filled_in_for_may__warning(file: str) -> None:
    odd = may_in_the_april_form(file, "2021-05-15")
    assert told(odd) == ["BOOK-079 warning kept 회의결과!D3 '5월'"]
    assert {(item.form, item.month) for item in run(odd).returns if item.file == file} == {("monthly_results", 5)}


def test_book_079_a_month_of_its_own_form__ok() -> None:
    assert told(book("monthly_results", month=5)) == []


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("받은 파일.xlsx", "2021-04-15"),  # the days say April
        ("1권역_월별실적_4월.xlsx", "2021-05-15"),  # the name says April
        ("5월.xlsx", "2021-04-15"),
        ("받은 파일.xlsx", ""),  # nothing gives a month
    ],
)
def test_a_month_that_days_or_name_contradict_is_refused(file: str, day: str) -> None:
    assert "BOOK-023 error return_refused 회의결과!D3 '5월'" in told(may_in_the_april_form(file, day))


# -- the calendar of an old Mac --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["phone_monitoring", "monthly_results", "settlement", "head_office"])
def test_a_form_saved_by_an_old_mac_is_read_in_its_own_calendar(form: str) -> None:
    usual, old = (replace(book(form, file="가.xlsx"), date_1904=on_mac) for on_mac in (False, True))
    assert told(old) == ["FILE-075 warning kept -"]
    written = [{item.written_on for item in run(made).returns if item.file == "가.xlsx"} for made in (usual, old)]
    assert written[0] == written[1] != {None}


def test_fields_typed_as_days_on_an_old_mac_are_the_days_that_were_typed() -> None:
    odd = replace(book("monthly_results", header={"해당월": "2021-04-01", "작성자": "2021-04-01"}), date_1904=True)
    assert told(odd) == [
        "FILE-075 warning kept -",
        "CELL-107 warning kept 회의결과!D2 '2021-04-01'",
        "CELL-102 note kept 회의결과!D3 '2021-04-01'",
    ]


def test_book_079_the_days_of_an_old_mac_speak_for_their_month__warning() -> None:
    odd = replace(may_in_the_april_form("받은 파일.xlsx", "2021-05-01"), date_1904=True)
    assert told(odd) == ["FILE-075 warning kept -", "BOOK-079 warning kept 회의결과!D3 '5월'"]
