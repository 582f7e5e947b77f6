"""What the settings name and forms, report or rules declare: an unknown name is a mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings.declared import Declared, DeclaredForm, DutyProofs, check_names
from tests.support.settings_file import mistakes

TEXT = """\
기관: {자치구: 은평구, 총괄부서: 복지정책과, 부서장: 복지정책과장}
사업: {이름: 사업}
권역: [{번호: 1, 약칭: 가나}]
보고서: {절: [요약]}
연도:
  2021:
    시작: 2021-01-01
    끝: 2021-12-31
    서식:
      settlement: {마감: 2021-12-31}
      results: {월: [1], 다음달_마감일: 10}
      calls:
        회차: [{번호: 1, 이름: 상반기, 시작: 2021-04-01, 끝: 2021-06-30, 마감: 2021-07-15}]
      office: {마감: 2021-12-31}
    총괄부서_할_일:
      - {내용: 실무자 교육, 구분: 교육}
      - {내용: 교부, 표: grants}
      - {내용: 협약 지원}
    예외:
      - {규칙: MON-001, 까닭: 확인함, 허용한_사람: 담당, 날짜: 2021-12-20}
"""
DECLARED = Declared(
    forms={
        "settlement": DeclaredForm(["summary"], "year"),
        "results": DeclaredForm(["meetings"], "month"),
        "calls": DeclaredForm(["calls"], "round"),
        "office": DeclaredForm(["activities", "grants"], "year"),
    },
    sections=["요약", "회의"],
    rules=["MON-001", "HSH-002"],
    duties=DutyProofs("office", "activities", ["교육", "전체회의"], ["grants"]),
)


def told(tmp_path: Path, old: str = "", new: str = "", declared: Declared = DECLARED) -> list[str]:
    return mistakes(tmp_path, TEXT, old, new, lambda config: check_names(config, declared))


def test_settings_that_name_only_what_is_declared_have_no_mistake(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("[요약]", "[요악]", "4행 11열: '요악'은(는) 없는 절입니다. '요약'의 오타인가요?"),
        ("settlement:", "settlements:", "10행 7열: 'settlements'은(는) 없는 서식입니다. 'settlement'의 오타인가요?"),
        (
            "settlement:",
            "diary:",
            "10행 7열: 'diary'은(는) 없는 서식입니다. 쓸 수 있는 서식: settlement, results, calls, office",
        ),
        (
            "settlement: {마감",
            "settlement: {표: [sums], 마감",
            "10행 20열: 서식 'settlement'에는 'sums' 표가 없습니다. 있는 표: summary",
        ),
        (
            "구분: 교육",
            "구분: 교욱",
            "16행 22열: '실무자 교육'의 구분 '교욱'은(는) 없는 구분입니다. '교육'의 오타인가요?",
        ),
        (
            "구분: 교육",
            "구분: 견학",
            "16행 22열: '실무자 교육'의 구분 '견학'은(는) 없는 구분입니다. 쓸 수 있는 구분: 교육, 전체회의",
        ),
        (
            "표: grants",
            "표: grant",
            "17행 18열: '교부'의 표 'grant'은(는) 할 일을 보여 주지 않습니다. 'grants'의 오타인가요?",
        ),
        (
            "표: grants",
            "표: activities",
            "17행 18열: '교부'의 표 'activities'은(는) 할 일을 보여 주지 않습니다. 쓸 수 있는 표: grants",
        ),
        (
            "office: {마감",
            "office: {표: [activities], 마감",
            "15행 5열: 총괄부서의 할 일을 확인할 'grants' 표(서식 'office')를 이 해에 받지 않습니다. '서식'에 더하거나 "
            "그 표로 확인할 할 일의 '구분'과 '표'를 지워 주세요.",
        ),
        ("MON-001", "MON-999", "20행 10열: 'MON-999'은(는) 없는 규칙입니다. 쓸 수 있는 규칙: MON-001, HSH-002"),
        (
            "settlement: {마감: 2021-12-31}",
            "settlement: {월: [3], 다음달_마감일: 10}",
            "10행 7열: 서식 'settlement'을(를) 언제 받는지 알 수 없습니다. '마감'을 적어 주세요.",
        ),
        (
            "{월: [1], 다음달_마감일: 10}",
            "{마감: 2021-12-31}",
            "11행 7열: 서식 'results'을(를) 언제 받는지 알 수 없습니다. '월'과 '다음달_마감일'을, 한 해의 합계만 받는 "
            "해에는 '연간: true'와 '마감'을 적어 주세요.",
        ),
    ],
)
def test_a_name_that_nothing_declares_is_told_with_its_line(tmp_path: Path, old: str, new: str, mistake: str) -> None:
    assert told(tmp_path, old, new) == [mistake]


def test_duties_in_a_year_without_the_return_that_shows_them_are_told(tmp_path: Path) -> None:
    mistakes = told(tmp_path, "      office: {마감: 2021-12-31}\n")
    assert [mistake.partition("를 이 해에")[0] for mistake in mistakes] == [
        "14행 5열: 총괄부서의 할 일을 확인할 'activities' 표(서식 'office')",
        "14행 5열: 총괄부서의 할 일을 확인할 'grants' 표(서식 'office')",
    ]


def test_a_monthly_form_may_be_asked_for_once_a_year(tmp_path: Path) -> None:
    assert told(tmp_path, "{월: [1], 다음달_마감일: 10}", "{연간: true, 마감: 2021-12-31}") == []
