"""Mistakes in a report.yaml: each is reported with its place, in Korean, with what would be right, before any return is
read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.forms.declared_report import CODE_BLOCKS
from pipeline.forms.form import load_forms
from pipeline.report.sections.code_blocks import CODE
from pipeline.report.sections.first_page import KEYS

REPORT = """\
keys:
  - {number: {measure: households_found}, name: 발굴}
sections:
  - name: 위기가구
    title: 위기가구
    headline: "{supports:을/를} 지원함"
    blocks:
      - text: "{households_found:을/를} 찾음"
      - highest: {number: {measure: supports}, over: region, name: 지원}
      - rounds:
          of: people
          title: "{round_name}"
          blocks:
            - text: "{people} {consultations/people}"
      - table:
          key: months
          caption: "{each} 실적"
          rows: month
          columns: [{measure: supports}, {ratio: [supports, households_found], name: 비}]
      - chart:
          key: months
          question: follow
          caption: 월별
          panels: [{measure: supports}]
order: [supports]
"""


def mistakes(tmp_path: Path, old: str, new: str) -> list[str]:
    assert old in REPORT
    path = tmp_path / "report.yaml"
    path.write_text(REPORT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_forms(report=path)
    assert caught.value.exit_code == 10
    return list(caught.value.details)


def test_a_report_without_a_mistake_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(REPORT, encoding="utf-8")
    assert [section.name for section in load_forms(report=path).report.sections] == ["위기가구"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "measure: households_found",
            "measure: housholds_found",
            "2행 6열",
            "'housholds_found'은(는) 없는 측정값입니다. 'households_found'의 오타인가요?",
        ),
        (
            "{supports:을/를} 지",
            "{suports:을/를} 지",
            "6행 5열",
            "'suports'은(는) 없는 측정값입니다. 'supports'의 오타인가요?",
        ),
        ("{supports:을/를} 지", "{supports:를/을} 지", "6행 5열", "조사 '를/을'을(를) 알 수 없습니다."),
        ("{supports:을/를} 지", "{supports 지", "6행 5열", "중괄호가 짝이 맞지 않습니다."),
        (
            "{households_found:을/를} 찾음",
            "{people:을/를} 찾음",
            "8행 9열",
            "'people'(대상자)는 회차끼리 더할 수 없는 값입니다. 회차마다 따로 보여 주세요",
        ),
        (
            "over: region, name",
            "over: regoin, name",
            "9행 48열",
            "'over'의 값 'regoin'을(를) 쓸 수 없습니다. 쓸 수 있는 값: ",
        ),
        (
            "- highest: {number",
            "- higest: {number",
            "9행 9열",
            "'higest'은(는) 알 수 없는 항목입니다. 'highest'의 오타인가요?",
        ),
        ('title: "{round_name}"', 'title: "{round_nam}"', "12행 11열", "'round_nam'은(는) 없는 측정값입니다."),
        (
            'caption: "{each} 실적"',
            'caption: "{each} {round} 실적"',
            "17행 11열",
            "'{round}'은(는) rounds 안에서만 쓸 수 있습니다.",
        ),
        ('caption: "{each} 실적"', 'caption: "{supports} 실적"', "17행 11열", "제목과 주석에는 수를 적을 수 없습니다."),
        (
            "rows: month",
            "rows: round",
            "19행 21열",
            "'supports'(위기가구 지원)는 갈래(round)로 나눈 전체의 수가 서식에 없습니다.",
        ),
        ("[{measure: supports}, {ratio", "[{measure: people}, {ratio", "19행 21열", "'people'(대상자)"),
        (
            "ratio: [supports, households_found]",
            "percent: [supports, households_found]",
            "19행 42열",
            "단위가 다른 값(가구, 건)의 백분율은 낼 수 없습니다.",
        ),
        ("ratio: [supports, households_found]", "ratio: [supports]", "19행 42열", "측정값 두 개를 적어 주세요."),
        ("rows: month\n", "rows: month\n          unit: 천원\n", "20행 21열", "'천원' 표에는 단위가 '원'인 측정값만"),
        (
            "columns: [{measure: supports}, {ratio: [supports, households_found], name: 비}]",
            "columns: region",
            "15행 9열",
            "measure는 rows와 columns가 모두 갈래일 때",
        ),
        (
            "question: follow",
            "question: target",
            "24행 20열",
            "question: target에는 percent: [실적, 목표]를 적어 주세요.",
        ),
        ("name: 위기가구\n", "name: 회의\n", "4행 5열", "'회의' 절이 이미 있습니다."),
        (
            "order: [supports]",
            "order: [support]",
            "25행 9열",
            "'support'은(는) 없는 측정값입니다. 'supports'의 오타인가요?",
        ),
        (
            '- text: "{households',
            '- block: 예산 문장들\n      - text: "{households',
            "8행 9열",
            "'예산 문장들'은(는) 없는 블록입니다. '예산 문장'의 오타인가요?",
        ),
        (
            "      - chart:\n          key: months",
            "      - missing: {form: settlment}\n      - chart:\n          key: months",
            "20행 19열",
            "'settlment'은(는) 없는 서식입니다. 'settlement'의 오타인가요?",
        ),
    ],
)
def test_a_mistake_is_told_with_line_column_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    told = mistakes(tmp_path, old, new)
    assert [one for one in told if one.startswith(f"{place}: ") and words in one], told


def test_a_sum_along_a_dimension_that_may_not_be_added_needs_no_total_asked_for(tmp_path: Path) -> None:
    table = "      - table: {key: rounds, caption: 회차, rows: round, columns: [{measure: people}]}\n"
    told = mistakes(tmp_path, "      - chart:\n", table + "      - chart:\n")
    (sentence,) = told
    assert sentence.startswith("20행 66열: 'people'(대상자)는 회차끼리 더할 수 없는 값입니다.")
    assert sentence.endswith("이 표에는 total: none을 적어 주세요.")


def test_thousands_stand_in_columns_only(tmp_path: Path) -> None:
    table = "      - table: {key: won, caption: 돈, rows: [{measure: spent_won}], columns: region, unit: 천원}\n"
    (told,) = mistakes(tmp_path, "      - chart:\n", table + "      - chart:\n")
    assert told.startswith("20행 ")
    assert told.endswith("unit: 천원은 columns에 측정값을 적은 표에만 쓸 수 있습니다.")


def test_every_mistake_of_the_file_is_told_at_once_and_in_its_order(tmp_path: Path) -> None:
    told = mistakes(tmp_path, 'headline: "{supports:을/를} 지원함"', 'headline: "{x} {y:을/를}"')
    assert [one.split(":")[0] for one in told] == ["6행 5열", "6행 5열"]


def test_the_blocks_that_can_be_placed_are_those_that_code_makes() -> None:
    assert sorted(CODE_BLOCKS) == sorted([*CODE, *KEYS])
