"""Names in the settings that people may write for each other are a mistake, told with both of its places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.settings_file import mistakes

TEXT = """\
기관: {자치구: 은평구, 총괄부서: 복지정책과, 부서장: 복지정책과장}
사업: {이름: 사업}
권역:
  - 번호: 1
    대표기관: 가나복지관
    약칭: 가나
    동: [불광1동]
    다른_이름: [가나센터]
  - 번호: 2
    대표기관: 다라복지관
    약칭: 다라
    동: [신사1동]
    다른_이름: [다라센터]
모든_동: [불광1동, 신사1동]
보고서: {절: [요약]}
연도:
  2021:
    시작: 2021-01-01
    끝: 2021-12-31
    서식: {settlement: {마감: 2021-12-31}}
    예산:
      총액_원: 400
      과목:
        - {이름: 사무관리비, 권역별_원: 100, 합계_원: 200}
        - {이름: 업무추진비, 권역별_원: 100, 합계_원: 200}
"""
ALIKE = " 같은 이름으로 읽힙니다."
SAME = " 같은 이름으로 읽힙니다(띄어쓰기, 따옴표, 가운뎃점의 모양, 영문 대소문자는 가리지 않음)."


def told(tmp_path: Path, old: str, new: str) -> list[str]:
    return mistakes(tmp_path, TEXT, old, new)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "[다라센터]",
            "[가나센터]",
            f"13행 13열: 2권역의 다른_이름 '가나센터'가 1권역의 다른_이름 '가나센터'(8행)와{ALIKE}",
        ),
        (
            "[다라센터]",
            "[다라센터, 가나 센터]",
            f"13행 19열: 2권역의 다른_이름 '가나 센터'가 1권역의 다른_이름 '가나센터'(8행)와{SAME}",
        ),
        (
            "[가나센터]",
            "[다라복지관]",
            f"8행 13열: 1권역의 다른_이름 '다라복지관'이 2권역의 대표기관 '다라복지관'(10행)과{ALIKE}",
        ),
        (
            "[가나센터]",
            "[2권역]",
            f"8행 13열: 1권역의 다른_이름 '2권역'이 2권역의 이름 '2권역'(9행)과{ALIKE}",
        ),
        (
            "[가나센터]",
            "[제2 권역]",
            f"8행 13열: 1권역의 다른_이름 '제2 권역'이 2권역의 이름 '제2권역'(9행)과{SAME}",
        ),
        (
            "다라복지관",
            "가나 복지관",
            f"10행 5열: 2권역의 대표기관 '가나 복지관'이 1권역의 대표기관 '가나복지관'(5행)과{SAME}",
        ),
        (
            "약칭: 다라",
            "이름: 1 권역\n    약칭: 다라",
            f"11행 5열: 1 권역의 이름 '1 권역'이 1권역의 이름 '1권역'(4행)과{SAME}",
        ),
        (
            "모든_동: [불광1동, 신사1동]",
            '모든_동: [불광1동, 신사1동, "불광 1동"]',
            f"14행 20열: 모든_동의 '불광 1동'이 모든_동의 '불광1동'(14행)과{SAME}",
        ),
        (
            "이름: 업무추진비",
            "이름: 사무 관리비",
            f"25행 11열: 예산과목 '사무 관리비'가 예산과목 '사무관리비'(24행)와{SAME}",
        ),
        (
            "이름: 업무추진비",
            "이름: 사무관리비",
            f"25행 11열: 예산과목 '사무관리비'가 예산과목 '사무관리비'(24행)와{ALIKE}",
        ),
    ],
)
def test_two_names_that_are_read_as_one_are_told_with_both_places(
    tmp_path: Path, old: str, new: str, mistake: str
) -> None:
    assert f"{mistake} 한쪽을 고치거나 지워 주세요." in told(tmp_path, old, new)


def test_two_spellings_of_one_region_are_no_mistake(tmp_path: Path) -> None:
    assert told(tmp_path, "[가나센터]", "[가나센터, 가나 센터, 1권역, 가나복지관]") == []


def test_an_empty_name_is_a_mistake_wherever_names_are_listed(tmp_path: Path) -> None:
    assert told(tmp_path, "[가나센터]", '[가나센터, ""]') == [
        "8행 19열: '다른_이름'이(가) 비어 있습니다. 값을 적어 주세요."
    ]


def test_a_years_own_regions_are_compared_with_each_other_only(tmp_path: Path) -> None:
    own = """    권역:
      - {번호: 1, 대표기관: 다라복지관, 약칭: 다라, 동: [불광1동, 신사1동]}
      - {번호: 2, 대표기관: 가나복지관, 약칭: 가나, 동: [신사2동], 다른_이름: [다라 복지관]}
    모든_동: [불광1동, 신사1동, 신사2동]
    예산:
"""
    assert told(tmp_path, "    예산:\n", own) == [
        f"23행 57열: 2권역의 다른_이름 '다라 복지관'이 1권역의 대표기관 '다라복지관'(22행)과{SAME} "
        "한쪽을 고치거나 지워 주세요."
    ]
