"""The round of a return: rows, stamp and file name must agree, for a wrong round takes the place of the right one."""

from __future__ import annotations

from tests.support.markdown_book import Book, book, told

LABELS = "회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명)"
SPRING, AUTUMN = "2021-04-01 | 2021-06-30", "2021-09-01 | 2021-11-30"


def monitoring(typed: int, days: str, stamped: int, file: str) -> Book:
    """Region 1's monitoring of the round ``stamped``, with another round in its rows."""
    rows = [f"| {typed} | {dong} | {days} | 20 | 50 | |" for dong in ("녹번동", "불광1동", "응암1동")]
    lines = "\n".join([f"| {LABELS} |", *rows])
    return book("phone_monitoring", f"## 모니터링\n{lines}", round_number=stamped).renamed(file)


def test_book_023_another_round_than_that_of_the_form__error() -> None:
    (line,) = told(monitoring(1, AUTUMN, 2, "1권역_전화모니터링_2차.xlsx"))
    assert line == "BOOK-023 error return_refused 모니터링!A7 '1회차'"
    assert line.sentence == (
        "'회차' 칸은 '1회차'인데 이 서식은 2회차용으로 보내 드린 것입니다. 2회차가 맞으면 '회차' 칸을 2회차로 고쳐 "
        "주세요. 아니면 알맞은 서식에 옮겨 적어 다시 내 주세요."
    )


def test_book_023_nothing_says_which_round_is_meant__error() -> None:
    days_of_both = monitoring(1, "2021-04-01 | 2021-11-30", 2, "받은 파일.xlsx")
    assert told(days_of_both)[0] == "BOOK-023 error return_refused 모니터링!A7 '1회차'"


def test_book_023_the_true_round_still_counts() -> None:
    true = monitoring(1, SPRING, 1, "1권역_전화모니터링_1차.xlsx")
    wrong = monitoring(1, SPRING, 2, "1권역_전화모니터링_2차.xlsx")
    assert told(true, wrong) == [
        "1권역_전화모니터링_2차.xlsx: BOOK-023 error return_refused 모니터링!A7 '1회차'",
    ]


def test_book_079_the_form_of_another_round_filled_in_on_purpose__warning() -> None:
    (line,) = told(monitoring(2, AUTUMN, 1, "1권역 모니터링.xlsx"))
    assert line == "BOOK-079 warning kept 모니터링!A7 '2회차'"
    assert line.sentence == (
        "'회차' 칸은 '2회차'인데 이 서식은 1회차용으로 보내 드린 것입니다. 적힌 날짜나 파일 이름도 2회차여서 2회차 "
        "자료로 읽었습니다. 2회차 자료가 맞으면 그대로 두셔도 됩니다. 1회차 자료이면 '회차' 칸을 1회차로 고쳐 다시 내 "
        "주세요."
    )


def test_book_039_a_file_name_of_another_round_where_there_is_no_stamp__warning() -> None:
    (unknown, line) = told(monitoring(1, SPRING, 1, "1권역_전화모니터링_2차.xlsx").stamped(None))
    assert unknown.startswith("BOOK-033")
    assert line == "BOOK-039 warning kept 모니터링!A7 '2회차'"


def test_book_039_a_second_version_is_no_second_round__ok() -> None:
    assert told(monitoring(1, SPRING, 1, "1권역_전화모니터링_2차 수정.xlsx")) == []
    assert len(told(monitoring(1, SPRING, 1, "1권역_전화모니터링_2차수정본.xlsx").stamped(None))) == 1
