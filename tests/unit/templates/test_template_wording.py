"""The sentences about a cell, and the check that Excel makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.forms.form import Column
from pipeline.templates.rule_wording import rule_sentence
from pipeline.templates.validation import MESSAGE_LIMIT, TITLE_LIMIT, Wording, check_of, cut
from tests.unit.templates.making import FORM_IDS, FORMS, PLAN, REGION, context_of

WORDING = Wording(FORMS["monthly_results"], replace(REGION, month=4, projects=PLAN))
PEOPLE = Column(
    id="n", label="대상자(명)", type="count", unit="명", required=True, help="전화를 받은 사람 수입니다.", example=120
)
MEASURED = PEOPLE.model_copy(update={"measure": "people"})


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        (PEOPLE, "0 이상의 정수를 숫자로만 적습니다."),
        (Column(id="a", label="회차", type="count", minimum=1, maximum=12), "1부터 12까지의 정수를 숫자로만 적습니다."),
        (
            Column(id="a", label="증감", type="count", allow_negative=True, maximum=9),
            "9 이하의 정수를 숫자로만 적습니다.",
        ),
        (Column(id="a", label="증감", type="count", allow_negative=True), "정수를 숫자로만 적습니다(음수도 됩니다)."),
        (Column(id="a", label="금액(원)", type="amount", unit="원"), "원 단위로 0 이상의 정수를 숫자로만 적습니다."),
        (Column(id="a", label="월", type="month"), "1부터 12까지의 숫자로 적습니다."),
        (Column(id="a", label="집행일", type="date"), "2021-01-01부터 2021-12-31까지의 날짜를 적습니다."),
        (
            Column(id="a", label="회의일", type="date", within="month"),
            "2021-04-01부터 2021-04-30까지의 날짜를 적습니다.",
        ),
        (Column(id="a", label="작성일", type="date", within="any"), "날짜를 적습니다."),
        (Column(id="a", label="참석", type="yes_no"), "목록에서 고릅니다: 예, 아니오."),
        (Column(id="a", label="동", choices_from="dongs"), "목록에서 고릅니다: 응암2동, 응암3동, 증산동, 수색동."),
        (Column(id="a", label="긴", choices=tuple(f"{n}번" for n in range(9))), "목록에서 고릅니다."),
        (Column(id="a", label="합", type="count", formula="{b}*2"), "직접 적지 않습니다."),
        (Column(id="a", label="장소"), ""),
    ],
)
def test_what_is_allowed_is_said_in_one_sentence(column: Column, sentence: str) -> None:
    assert WORDING.allowed(column) == sentence


def test_a_name_from_another_sheet_says_which_sheet() -> None:
    form = FORMS["joint_project_plan"]
    column = form.table("budget").column("project")
    assert Wording(form, REGION).allowed(column) == "'사업개요' 시트에 적은 사업명 가운데에서 고릅니다."


def test_hint_and_refusal_of_a_count_say_what_it_is_what_is_allowed_and_an_example() -> None:
    assert WORDING.hint(PEOPLE) == (
        "대상자(명) (필수)",
        "전화를 받은 사람 수입니다. 0 이상의 정수를 숫자로만 적습니다. 예: 120",
    )
    assert WORDING.refusal(PEOPLE) == (
        "대상자(명): 다시 적어 주세요",
        "여기에 쓸 수 없는 값입니다. 0 이상의 정수를 숫자로만 적습니다. 120처럼 적어 주세요.",
    )


def test_a_refusal_always_shows_a_value_that_would_do() -> None:
    column = Column(id="a", label="일자", type="date")
    assert WORDING.refusal(column)[1].endswith("날짜를 적습니다. 2021-04-15처럼 적어 주세요.")


def test_a_field_that_says_what_the_workbook_is_for_keeps_its_value() -> None:
    month = next(column for column in FORMS.header(WORDING.form) if column.id == "month")
    assert check_of(WORDING, month, (), in_header=True) | {"input_message": ""} == {
        "validate": "integer",
        "criteria": "==",
        "value": 4,
        "input_title": "해당월 (필수)",
        "input_message": "",
        "error_title": "해당월: 다시 적어 주세요",
        "error_message": "이 파일은 '2021년 3권역 월별실적 (4월)' 서식입니다. '4'를 그대로 두세요. "
        "다른 달이나 권역의 내용은 그 서식 파일에 적습니다.",
        "error_type": "stop",
    }


def test_a_workbook_for_the_whole_year_offers_only_the_whole_year() -> None:
    wording = Wording(FORMS["monthly_results"], replace(REGION, annual=True))
    month = next(column for column in FORMS.header(wording.form) if column.id == "month")
    assert wording.offered(month, in_header=True) == ("연간",)
    assert check_of(wording, month, ("연간",), in_header=True)["source"] == ["연간"]


def test_the_month_is_open_where_no_one_knows_it() -> None:
    wording = Wording(FORMS["monthly_results"], REGION)
    month = next(column for column in FORMS.header(wording.form) if column.id == "month")
    check = check_of(wording, month, (), in_header=True)
    assert (check["minimum"], check["maximum"]) == (1, 12)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Column(id="a", label="연번", type="count"), {"validate": "integer", "criteria": ">=", "value": 0}),
        (
            Column(id="a", label="회차", type="count", minimum=1, maximum=12),
            {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12},
        ),
        (
            Column(id="a", label="증감", type="count", allow_negative=True),
            {"validate": "integer", "criteria": ">=", "value": -(10**15)},
        ),
        (
            Column(id="a", label="증감", type="count", allow_negative=True, maximum=9),
            {"validate": "integer", "criteria": "<=", "value": 9},
        ),
        (
            Column(id="a", label="집행일", type="date"),
            {"validate": "date", "criteria": "between", "minimum": date(2021, 1, 1), "maximum": date(2021, 12, 31)},
        ),
        (
            Column(id="a", label="작성일", type="date", within="any"),
            {"validate": "date", "criteria": "between", "minimum": date(2016, 1, 1), "maximum": date(2026, 12, 31)},
        ),
        (Column(id="a", label="장소"), {"validate": "any"}),
    ],
)
def test_the_check_is_what_the_sentence_says(column: Column, expected: dict[str, object]) -> None:
    check = check_of(WORDING, column, ())
    assert {key: value for key, value in check.items() if not key.startswith(("input", "error"))} == expected


@pytest.mark.parametrize(
    ("column", "formula"),
    [
        (MEASURED, '=IF(ISNUMBER(E9),AND(E9=INT(E9),E9>=0),E9="해당없음")'),
        (
            MEASURED.model_copy(update={"minimum": 1, "maximum": 9}),
            '=IF(ISNUMBER(E9),AND(E9=INT(E9),E9>=1,E9<=9),E9="해당없음")',
        ),
    ],
)
def test_where_people_are_counted_a_cell_takes_a_number_or_that_it_does_not_matter(
    column: Column, formula: str
) -> None:
    check = check_of(WORDING, column, (), first_cell="E9")
    assert (check["validate"], check["value"], check["error_type"]) == ("custom", formula, "stop")
    assert str(check["error_message"]).endswith("우리와 상관없으면 해당없음이라고 적습니다.")


def test_where_money_is_told_nothing_but_a_number_will_do() -> None:
    amount = Column(id="a", label="금액(원)", type="amount", unit="원", measure="spent_won")
    assert check_of(WORDING, amount, ())["validate"] == "integer"


def test_names_from_a_plan_only_warn_as_the_plan_may_have_changed() -> None:
    project = WORDING.form.table("project_results").column("project")
    kind = WORDING.form.table("meetings").column("kind")
    assert check_of(WORDING, project, WORDING.offered(project))["error_type"] == "warning"
    assert check_of(WORDING, kind, WORDING.offered(kind))["error_type"] == "stop"


@pytest.mark.parametrize(
    ("declared", "month", "within", "shown"),
    [
        ("2021-04-15", 4, "month", "2022-04-15"),
        ("2021-03-31", 2, "month", "2022-02-28"),
        ("2021-09-10", 4, "year", "2022-09-10"),
        ("2020-02-29", 4, "any", "2022-02-28"),
    ],
)
def test_an_example_date_lies_where_the_workbook_would_accept_it(
    declared: str, month: int, within: str, shown: str
) -> None:
    wording = Wording(FORMS["monthly_results"], replace(REGION, year=2022, month=month))
    column = Column.model_validate({"id": "a", "label": "일자", "type": "date", "within": within, "example": declared})
    assert wording.example(column) == shown


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_column_of_every_form_can_be_explained_within_excels_limits(form_id: str) -> None:
    form = FORMS[form_id]
    wording = Wording(form, context_of(form))
    cells = [(column, True) for column in FORMS.header(form)]
    cells += [(column, False) for _, table in form.tables() for column in table.columns]
    for column, in_header in cells:
        title, message = wording.hint(column, in_header=in_header)
        assert title.startswith(column.label[:20])
        assert message.startswith(column.help[:100])
        for text, limit in ((title, TITLE_LIMIT), (message, MESSAGE_LIMIT)):
            assert 0 < len(text) <= limit
            assert "{" not in text
            assert "None" not in text


def test_long_texts_are_cut_in_excels_own_units() -> None:
    assert cut("가나다", 3) == "가나다"
    assert cut("가나다라", 3) == "가나…"
    assert cut("가😀😀", 4) == "가😀…"


def test_every_rule_of_every_form_reads_as_a_sentence() -> None:
    sentences = [rule_sentence(form, t, rule) for form in FORMS for _, t in form.tables() for rule in t.rules]
    assert set(sentences) >= {
        "상담(건)은 대상자(명)보다 작을 수 없습니다.",
        "지원 대상자(명)는 대상자(명)보다 클 수 없습니다.",
        "종료일은 시작일보다 빠를 수 없습니다.",
        "회차와 동이 같은 줄을 두 번 적지 않습니다.",
        "권역, 예산과목, 교부일이 같은 줄을 두 번 적지 않습니다.",
        "지원기관과 지원 대상자(명)는 함께 적거나 함께 비워 둡니다.",
        "실적 건수(건), 실적 인원(명) 또는 실적 횟수(회) 가운데 하나 이상을 적습니다.",
        "사업명은 '사업개요' 시트에 적은 이름과 똑같이 적습니다.",
        "회의구분이 '전체회의'면 구 총괄담당자 참석은 '예'로 적습니다.",
        "회의구분이 '전체회의'면 대표기관 실무자(명)는 1 이상이어야 합니다.",
        "금액(원)은 단가(원) × 수량과 같아야 합니다.",
        "잔액(원)은 교부액(원)에서 집행액(원)을 뺀 값과 같아야 합니다.",
        "반납액(원)은 잔액(원)과 같아야 합니다.",
    }
    assert not any("{" in sentence or "(이)" in sentence for sentence in sentences)
