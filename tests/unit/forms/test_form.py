"""The six declarations keep the contract with the people who fill in the forms, and do not contradict themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.forms.form import Column, load_forms

# Sheet -> labels, copied by hand from the contract. More columns may be there; none of these may be renamed or dropped.
CONTRACT = {
    "operating_plan": {
        "기본현황": ["구분*", "기관명*", "담당부서", "담당자 수(명)*"],
        "지역문제": ["연번", "지역 문제*", "현황·근거", "협력 방향*"],
        "단계별계획": ["단계*", "시작일*", "종료일*", "추진내용*", "담당기관"],
        "회의계획": ["월*", "예정일", "장소", "주요안건*"],
    },
    "joint_project_plan": {
        "사업개요": ["사업명*", "사업목적*", "사업대상*", "사업내용*", "시작일*", "종료일*", "참여기관", "기대효과"],
        "세부사업": ["사업명*", "세부사업명*", "목표 건수(건)", "목표 인원(명)", "목표 횟수(회)"],
        "추진일정": ["사업명*", "세부사업명", "시작월*", "종료월*", "내용*"],
        "소요예산": ["사업명*", "예산과목*", "산출내역*", "단가(원)*", "수량*", "금액(원)*"],
    },
    "monthly_results": {
        "회의결과": [
            "회의구분*",
            "회의일*",
            "장소",
            "구 총괄담당자 참석*",
            "찾동 수퍼바이저(명)*",
            "대표기관 실무자(명)*",
            "기타(명)",
            "주요안건*",
            "회의결과*",
        ],
        "공동사업실적": ["사업명*", "세부사업명*", "실적 건수(건)", "실적 인원(명)", "실적 횟수(회)", "내용"],
        "위기가구": ["동*", "발굴(가구)*", "지원(건)*", "사례공유(건)"],
        "소식지": ["기관명*", "구분*", "제목*", "내용", "일자"],
    },
    "phone_monitoring": {
        "모니터링": [
            "회차*",
            "동*",
            "시작일*",
            "종료일*",
            "대상자(명)*",
            "상담(건)*",
            "지원기관",
            "지원 대상자(명)",
            "비고",
        ],
    },
    "settlement": {
        "정산총괄": ["예산과목*", "교부액(원)*", "집행액(원)", "잔액(원)", "반납액(원)"],
        "집행내역": ["집행일*", "예산과목*", "적요*", "거래처", "금액(원)*", "증빙번호*"],
    },
    "head_office": {
        "추진실적": ["구분*", "일자*", "장소", "참석(명)", "내용*", "결과"],
        "교부내역": ["권역*", "예산과목*", "교부일*", "교부액(원)*"],
    },
}


@pytest.mark.parametrize("form_id", CONTRACT)
def test_sheets_and_labels_are_those_of_the_contract(form_id: str) -> None:
    form = load_forms()[form_id]
    declared = {sheet.name: {c.label: c.required for t in sheet.tables for c in t.columns} for sheet in form.sheets}
    assert list(declared) == list(CONTRACT[form_id])
    for sheet, labels in CONTRACT[form_id].items():
        for label in labels:
            assert declared[sheet][label.rstrip("*")] or not label.endswith("*"), label


def test_header_blocks_are_those_of_the_contract() -> None:
    forms = load_forms()
    common = ["사업연도", "권역", "대표기관", "작성자", "작성일"]
    assert [field.label for field in forms.header(forms["settlement"])] == common
    assert [field.label for field in forms.header(forms["monthly_results"])][:6] == [*common, "해당월"]
    assert [field.label for field in forms.header(forms["head_office"])] == ["사업연도", "작성자", "작성일"]


def test_people_are_never_added_over_rounds_and_consultations_are() -> None:
    measures = load_forms().measures
    assert "round" not in measures["people"].add_over
    assert {"region", "dong"} <= set(measures["people"].add_over)
    assert {"region", "dong", "round"} <= set(measures["consultations"].add_over)


def test_every_way_of_showing_a_measure_adds_only_what_may_be_added() -> None:
    """A grouping keeps each dimension over which its measure may not be added."""
    forms = load_forms()
    for form in forms:
        for _, table in form.tables():
            present = {column.dimension for column in table.columns if column.dimension}
            present |= {"month"} if form.period == "month" else set()
            for name in table.measures:
                measure = forms.measures[name]
                for grouping in measure.figures:
                    lost = present - set(grouping.by) - set(measure.add_over) - {"region"}
                    own = {c.dimension for c in table.columns if c.dimension == "item"}
                    assert lost <= own, (name, grouping.by, lost)


def test_every_number_asked_for_is_a_measure_or_part_of_one() -> None:
    """No column of numbers is read and then unused: it is a measure, a dimension, or a factor of a formula."""
    for form in load_forms():
        for _, table in form.tables():
            formulas = " ".join(column.formula for column in table.columns)
            for column in table.columns:
                if column.is_number and not column.prefilled:
                    assert column.measure or column.dimension or "{" + column.id + "}" in formulas, column.label


DECLARATION = """
id: training_log
version: 2021-1
name: 교육일지
purpose: 시험용 서식
header: [year, region, lead, author, date]
sheets:
  - name: 교육
    tables:
      - id: trainings
        title: 교육
        columns:
          - {id: title, label: 교육명, required: true}
          - {id: people_count, label: 수료(명), type: count, unit: 명, measure: trained_people}
measures:
  trained_people: {name: 수료, unit: 명, add_over: [region]}
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("type: count", "type: number", "쓸 수 있는 값"),
        ("measure: trained_people", "measure: unknown_people", "선언되지 않은 측정값"),
        ("id: training_log", "id: settlement", "두 번 선언"),
        ("label: 교육명", "lable: 교육명", "'label'의 오타인가요?"),
        ("header: [year,", "header: [jahr,", "머리글 항목"),
        (
            "label: 교육명",
            "label: 교육명, type: choice, choices: [안전 교육, 인권교육, 안전교육]",
            "13행 51열: '안전 교육'과 '안전교육'은 같은 이름으로 읽힙니다. 하나만 남겨 주세요.",
        ),
        (
            "label: 교육명",
            "label: 교육명, type: choice, choices: [안전, 안전]",
            "'안전'과 '안전'은 같은 이름으로 읽힙니다.",
        ),
        ("trained_people: {name", "people: {name", "다른 서식에서 이미 선언"),
    ],
)
def test_a_wrong_declaration_is_a_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "training_log.yaml").write_text(DECLARATION.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_forms(tmp_path)
    assert words in "\n".join([caught.value.message, *caught.value.details])


def test_a_list_whose_only_item_is_wrong_is_not_called_empty_besides(tmp_path: Path) -> None:
    (tmp_path / "training_log.yaml").write_text(DECLARATION.replace("label: 교육명", "lable: 교육명"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_forms(tmp_path)
    assert [detail.partition(":")[0] for detail in caught.value.details] == ["13행 13열", "13행 25열"]


@pytest.mark.parametrize(
    ("column", "units"),
    [
        ({"type": "amount"}, ("원",)),
        ({"type": "amount", "unit": "천원"}, ("천원",)),
        ({"type": "count", "unit": "명"}, ("명",)),
        ({"type": "count", "unit": "명", "units": ["명", "인"]}, ("명", "인")),
        ({"type": "count"}, ()),
    ],
)
def test_which_units_a_line_below_the_labels_may_name(column: dict[str, object], units: tuple[str, ...]) -> None:
    assert Column.model_validate({"id": "a", "label": "가", "help": "나", **column}).accepted_units == units


def test_a_form_is_added_by_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "training_log.yaml").write_text(DECLARATION, encoding="utf-8")
    forms = load_forms(tmp_path)
    assert forms["training_log"].table("trainings").measures == ("trained_people",)
    assert len(forms.forms) == 7
