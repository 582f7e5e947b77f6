"""Phone monitoring: what its rows say about each other, and about the region's dongs and the year's rounds."""

from __future__ import annotations

from tests.support.markdown_book import Book, book, told

LABELS = "회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명)"
BULGWANG = "1 | 불광1동 | 2021-04-01 | 2021-06-30 | 30 | 40 | |"
EUNGAM = "1 | 응암1동 | 2021-04-01 | 2021-06-30 | 30 | 40 | |"


def monitoring(*rows: str, round_number: int = 1) -> Book:
    """Region 1's monitoring with these rows from row 7 on."""
    lines = "\n".join(f"| {row} |" for row in (LABELS, *rows))
    return book("phone_monitoring", f"## 모니터링\n{lines}", round_number=round_number)


def test_mon_001_fewer_consultations_than_people__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 120 | 119 | |", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-001 warning kept 모니터링!F7 '119'"
    assert line.sentence == (
        "상담(건) 119가 대상자(명) 120보다 적습니다. 대상자마다 한 번 이상 통화했다면 상담은 대상자보다 적을 수 "
        "없습니다. 두 수를 바꾸어 적지 않았는지 확인해 주세요."
    )


def test_mon_001_one_consultation_for_each_person__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 120 | 120 | |", BULGWANG, EUNGAM)) == []


def test_mon_012_consultations_with_nobody__warning() -> None:
    (line,) = told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 0 | 787 | |", BULGWANG, EUNGAM))
    assert line == "MON-012 warning kept 모니터링!F7 '787'"
    assert line.sentence == (
        "대상자(명)가 0인데 상담(건)이 787입니다. 대상자(명)가 빠졌으면 그 수를 적어 주세요. 대상자가 없었으면 "
        "상담(건) 칸을 0으로 고쳐 주세요."
    )


def test_mon_012_nobody_and_no_consultation__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 0 | 0 | |", BULGWANG, EUNGAM)) == []


def test_mon_002_more_supported_than_people__error() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 120 | 500 | 노인복지관 | 121", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-002 error row_left_out 모니터링!H7 '121'"
    assert line.sentence == (
        "지원 대상자(명) 121이 대상자(명) 120보다 많습니다. 지원 대상자는 대상자에 포함된 수입니다. 두 수 가운데 "
        "잘못 적은 것을 고쳐 주세요."
    )


def test_mon_002_all_people_supported_for_another__ok() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 120 | 500 | 노인복지관 | 120", BULGWANG, EUNGAM)
    assert told(odd) == []


def test_mon_003_same_dong_twice_with_other_numbers__error() -> None:
    first = "1 | 녹번동 | 2021-04-01 | 2021-06-30 | 120 | 500 | |"
    second = "1 | 녹번동 | 2021-04-01 | 2021-06-30 | 121 | 500 | |"
    assert told(monitoring(first, second, BULGWANG, EUNGAM)) == [
        "MON-003 error row_left_out 모니터링!B7 '녹번동'",
        "MON-003 error row_left_out 모니터링!B8 '녹번동'",
    ]


def test_mon_003_same_row_copied__error() -> None:
    row = "1 | 녹번동 | 2021-04-01 | 2021-06-30 | 120 | 500 | |"
    (line,) = told(monitoring(row, row, BULGWANG, EUNGAM))
    assert line == "MON-003 error row_left_out 모니터링!B8 '녹번동'"
    assert line.sentence == (
        "같은 회차와 동(1 · 녹번동)이 7행에도 있습니다. 한 줄로 합치거나 잘못 적은 줄을 지워 주세요. 두 줄의 "
        "수가 다르면 어느 쪽도 합계에 넣지 않습니다."
    )


def test_mon_003_same_dong_in_two_rounds__ok() -> None:
    first = [f"1 | {dong} | 2021-04-01 | 2021-06-30 | 20 | 50 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    second = [f"2 | {dong} | 2021-09-01 | 2021-11-30 | 20 | 50 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    assert told(monitoring(*first, *second)) == []


def test_mon_004_whole_region_that_is_the_sum_of_its_dongs__error() -> None:
    dongs = [f"1 | {dong} | 2021-04-01 | 2021-06-30 | 20 | 50 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    whole = "1 | 권역 전체 | 2021-04-01 | 2021-06-30 | 60 | 150 | |"
    (line,) = told(monitoring(*dongs, whole))
    assert line == "MON-004 error row_left_out 모니터링!B10 '권역 전체'"
    assert line.sentence == (
        "1회차에 '권역 전체'와 개별 동이 함께 적혀 있어 두 번 더해질 수 있습니다. 동별 수를 알면 '권역 전체' "
        "줄을, 모르면 개별 동의 줄을 지워 주세요."
    )


def test_mon_004_whole_region_and_other_dongs__error() -> None:
    dong = "1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |"
    whole = "1 | 권역 전체 | 2021-04-01 | 2021-06-30 | 60 | 150 | |"
    assert told(monitoring(whole, dong)) == [
        "MON-004 error row_left_out 모니터링!B7 '권역 전체'",
        "MON-004 error row_left_out 모니터링!B8 '녹번동'",
    ]


def test_mon_004_only_the_whole_region__ok() -> None:
    assert told(monitoring("1 | 권역 전체 | 2021-04-01 | 2021-06-30 | 60 | 150 | |")) == []


def test_mon_005_dong_of_another_region__error() -> None:
    odd = monitoring("1 | 역촌동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-005 error row_left_out 모니터링!B7 '역촌동'"
    assert line.sentence == (
        "'역촌동'은 2권역의 동입니다. 이 자료는 1권역의 것입니다. 1권역의 동(녹번동, 불광1동, 응암1동) 가운데 "
        "골라 주세요. 2권역의 실적이면 2권역 자료에 적어 주세요."
    )


def test_mon_005_dong_of_the_region__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)) == []


def test_mon_006_dong_without_a_row__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG)
    (line,) = told(odd)
    assert line == "MON-006 warning kept 모니터링!B8 '불광1동'"
    assert line.sentence == (
        "1회차에 응암1동의 줄이 없거나 비어 있습니다. 실적이 있으면 줄을 채워 주시고, 없었으면 0을 적어 주세요."
    )


def test_mon_006_dong_whose_prefilled_row_is_empty__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, "1 | 응암1동 | | | | | |")
    assert told(odd) == ["MON-006 warning kept 모니터링!B8 '불광1동'"]


def test_mon_006_typed_zero__ok() -> None:
    rows = [f"1 | {dong} | 2021-04-01 | 2021-06-30 | 0 | 0 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    assert told(monitoring(*rows)) == []


def test_mon_006_dong_that_cannot_be_read_may_be_the_one__ok() -> None:
    odd = monitoring("1 | | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)
    assert told(odd) == ["CELL-001 error row_left_out 모니터링!B7"]


def test_mon_007_organisation_without_its_people__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | 노인복지관 |", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-007 warning kept 모니터링!H7"
    assert line.sentence == (
        "지원기관에는 '노인복지관'이 적혀 있는데 지원 대상자(명) 칸이 비어 있습니다. 지원기관과 지원 대상자는 "
        "함께 적거나 함께 비워 두세요."
    )


def test_mon_007_people_without_their_organisation__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | | 5", BULGWANG, EUNGAM)
    assert told(odd) == ["MON-007 warning kept 모니터링!G7"]


def test_mon_007_both__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | 노인복지관 | 5", BULGWANG, EUNGAM)) == []


def test_mon_008_two_dongs_in_one_cell__error() -> None:
    odd = monitoring("1 | 녹번동, 불광1동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", EUNGAM)
    (line,) = told(odd)
    assert line == "MON-008 error row_left_out 모니터링!B7 '녹번동, 불광1동'"
    assert line.sentence == (
        "'녹번동, 불광1동'에는 동이 여럿(녹번동, 불광1동) 들어 있어 수를 나눌 수 없습니다. 동마다 한 줄씩 나누어 "
        "적어 주세요. 예: 녹번동"
    )


def test_mon_008_dong_with_an_odd_space__ok() -> None:
    odd = monitoring(
        "1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG.replace("불광1동", "불광 1동"), EUNGAM
    )
    assert told(odd) == ["CELL-104 note kept 모니터링!B8 '불광 1동'"]


def test_mon_009_misspelt_dong__error() -> None:
    odd = monitoring("1 | 녹본동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-009 error row_left_out 모니터링!B7 '녹본동'"
    assert line.sentence == (
        "'녹본동'은 모르는 동입니다. '녹번동'인가요? 녹번동, 불광1동, 응암1동, 권역 전체 가운데 골라 주세요."
    )


def test_mon_009_right_dong__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)) == []


def test_mon_010_unknown_dong__error() -> None:
    odd = monitoring("1 | 서울숲 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-010 error row_left_out 모니터링!B7 '서울숲'"
    assert line.sentence == "'서울숲'은 모르는 동입니다. 녹번동, 불광1동, 응암1동, 권역 전체 가운데 골라 주세요."


def test_mon_010_the_entry_for_the_whole_region_in_another_spelling__ok() -> None:
    assert told(monitoring("1 | 권역전체 | 2021-04-01 | 2021-06-30 | 60 | 150 | |")) == [
        "CELL-104 note kept 모니터링!B7 '권역전체'"
    ]


def test_mon_011_day_outside_the_round__warning() -> None:
    odd = monitoring("1 | 녹번동 | 2021-03-31 | 2021-07-01 | 20 | 50 | |", BULGWANG, EUNGAM)
    (line,) = told(odd)
    assert line == "MON-011 warning kept 모니터링!C7 '2021-03-31'"
    assert line.sentence == (
        "시작일 '2021-03-31'은 1회차 기간(2021-04-01 ~ 2021-06-30) 밖의 날짜입니다. 날짜나 회차 번호를 잘못 적지 "
        "않았는지 확인해 주세요."
    )


def test_mon_011_first_and_last_day_of_the_round__ok() -> None:
    assert told(monitoring("1 | 녹번동 | 2021-04-01 | 2021-06-30 | 20 | 50 | |", BULGWANG, EUNGAM)) == []


def test_int_007_round_that_the_settings_do_not_have__error() -> None:
    rows = [f"3 | {dong} | 2021-04-01 | 2021-06-30 | 20 | 50 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    assert told(monitoring(*rows)) == [
        "INT-007 error kept 모니터링!A7 '3'",
        "INT-007 error kept 모니터링!A8 '3'",
        "INT-007 error kept 모니터링!A9 '3'",
    ]


def test_int_007_round_of_the_settings__ok() -> None:
    rows = [f"2 | {dong} | 2021-09-01 | 2021-11-30 | 20 | 50 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    assert told(monitoring(*rows, round_number=2)) == []
