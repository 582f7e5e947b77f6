"""A sentence names only as many places as people can check at once, and says how many there are in total."""

from __future__ import annotations

import pytest

from tests.support.markdown_book import Book, book, check

FIVE, SIX = "{0}2, {0}3, {0}4, {0}5, {0}6", "{0}2, {0}3, {0}4, {0}5, {0}6 등 6개 칸"


def spending(count: int) -> Book:
    """A settlement with that many payments: 1,000, 2,000, 3,000 … won."""
    rows = [f"| 2021-05-{n:02} | 사무관리비 | 재료 | 가게 | {1000 * n} | 사무-{n:02} |" for n in range(1, count + 1)]
    labels = "| 집행일 | 예산과목 | 적요 | 거래처 | 금액(원) | 증빙번호 |"
    return book("settlement", "\n".join(["## 집행내역", labels, *rows]))


def with_all(item: Book, column: str, rows: range, typed: str) -> Book:
    return item.with_cells("집행내역", {f"{column}{row}": typed for row in rows})


def message(rule: str, item: Book) -> str:
    (found,) = [finding for finding in check(item) if finding.rule == rule]
    return found.message


@pytest.mark.parametrize(("count", "listed"), [(5, FIVE), (6, SIX)])
def test_of_more_than_five_cells_five_are_named(count: int, listed: str) -> None:
    rows = range(2, 2 + count)
    assert message("BOOK-037", with_all(spending(2), "L", rows, "#REF!")) == (
        f"표로 읽지 않는 칸({listed.format('L')})에 오류 값 '#REF!'가 있습니다. 합계에는 영향이 없습니다."
    )
    assert message("BOOK-047", with_all(spending(7), "L", rows, "7")) == (
        f"표의 열이 아닌 칸({listed.format('L')})에 적힌 수는 무엇의 수인지 알 수 없어 읽지 않았습니다."
    )
    labels = "| 사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원) |"
    typed = [f"| 이웃 살핌 | 사무관리비 | 재료 {n} | 1000 | {n} | {1000 * n} |" for n in range(1, count + 1)]
    assert message("BOOK-043", book("joint_project_plan", "\n".join(["## 소요예산", labels, *typed]))) == (
        f"금액(원) 칸({listed.format('F')})의 수식이 숫자로 덮여 있습니다. 적힌 수는 계산한 값과 같습니다."
    )


def test_of_more_than_five_hidden_rows_five_are_named_and_all_are_added_up() -> None:
    assert message("BOOK-013", spending(5).hiding("집행내역", rows=range(2, 7))) == (
        "숨은 곳(2행, 3행, 4행, 5행, 6행)에 적힌 값도 함께 읽었습니다(금액(원) 15,000)."
    )
    assert message("BOOK-013", spending(6).hiding("집행내역", rows=range(2, 8))) == (
        "숨은 곳(2행, 3행, 4행, 5행, 6행 등 6개 행)에 적힌 값도 함께 읽었습니다(금액(원) 21,000)."
    )
    assert message("BOOK-013", spending(3).hiding("집행내역", columns=("E", "C", "K"))) == (
        "숨은 곳(C열, E열)에 적힌 값도 함께 읽었습니다."
    )


def test_of_more_than_eight_cells_that_are_struck_out_eight_are_named() -> None:
    eight = ", ".join(f"C{row}" for row in range(2, 10))
    for count, listed in ((8, eight), (9, f"{eight} 등 9개 칸")):
        assert message("BOOK-060", with_all(spending(12), "C", range(2, 2 + count), "재료 {struck}")) == (
            f"취소선이나 대각선이 그어진 칸({listed})의 값도 지우지 않은 값으로 보고 함께 읽었습니다."
        )


def test_of_the_rows_on_a_sheet_of_the_senders_own_the_first_five_are_named() -> None:
    rows = [("이웃살핌", "안부 확인", str(number), "20") for number in range(1, 8)]
    cells = {
        f"{column}{row}": text for row, line in enumerate(rows, 1) for column, text in zip("ABCD", line, strict=True)
    }
    assert message("BOOK-071", book("monthly_results").with_sheet("추가분", cells)) == (
        "서식에 없는 '추가분' 시트에 서식의 자료로 보이는 줄(1행, 2행, 3행, 4행, 5행)이 있습니다. 이 시트는 읽지 않아 "
        "합계에 들어가지 않았습니다."
    )


def test_of_the_rows_above_the_labels_or_in_a_block_of_their_own_the_first_five_are_named() -> None:
    lines, family, news = range(1, 8), ("녹번동", "7", "8"), ("녹번복지관", "행사", "나눔 잔치")
    above = {f"{column}{row}": text for row in lines for column, text in zip("ABC", family, strict=True)}
    inserted = book("monthly_results").rows_inserted("위기가구", 8, above=1)
    assert message("BOOK-070", inserted.with_cells("위기가구", above)) == (
        "표의 제목 줄보다 위에 자료로 보이는 줄(1행, 2행, 3행, 4행, 5행)이 있습니다. 제목 줄 아래만 읽으므로 합계에 "
        "들어가지 않았습니다."
    )
    block = {f"{column}{row + 20}": text for row in lines for column, text in zip("GHI", news, strict=True)}
    assert message("BOOK-080", book("monthly_results").with_cells("소식지", block)) == (
        "표의 오른쪽에 자료로 보이는 줄(21행, 22행, 23행, 24행, 25행)이 따로 있습니다. 표의 열만 읽으므로 합계에 "
        "들어가지 않았습니다."
    )


@pytest.mark.parametrize(
    ("count", "names"),
    [(5, "5.xlsx, 4.xlsx, 3.xlsx, 2.xlsx, 1.xlsx"), (6, "6.xlsx, 5.xlsx, 4.xlsx, 3.xlsx, 2.xlsx 등")],
)
def test_of_more_than_five_versions_that_nothing_tells_apart_five_are_named(count: int, names: str) -> None:
    rivals = [
        book("settlement", file=f"{number}.xlsx").with_cells("집행내역", {"C2": f"재료 {number}"})
        for number in range(1, count + 1)
    ]
    assert [item.message for item in check(*rivals) if item.rule == "INT-004"] == count * [
        f"같은 자료가 둘 이상이고({names}) 값이 다른 칸이 1개인데, 어느 것이 새것인지 알 수 없습니다. 그래서 모두 "
        "합계에 넣지 않았습니다."
    ]


@pytest.mark.parametrize(("count", "listed"), [(5, FIVE), (6, SIX)])
def test_of_more_than_five_numbers_in_a_column_of_the_senders_own_five_are_named(count: int, listed: str) -> None:
    odd = with_all(spending(count).with_cells("집행내역", {"G1": "추가 집행(원)"}), "G", range(2, 2 + count), "7")
    assert message("BOOK-068", odd) == (
        f"서식에 없는 열 '추가 집행(원)'에 수가 적혀 있습니다({listed.format('G')}). 이 열의 수는 읽지 않았습니다."
    )


@pytest.mark.parametrize(("count", "listed"), [(5, "A3, A4, A5, A6, A7"), (6, "A3, A4, A5, A6, A7 등 6개 칸")])
def test_of_more_than_five_names_that_stand_once_five_are_named(count: int, listed: str) -> None:
    labels = "| 사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용 |"
    rows = ["| 이웃 살핌 | 안부 전화 | 3 | | | |", *(f"| | 나눔 {number} | 2 | | | |" for number in range(count))]
    assert message("BOOK-076", book("monthly_results", "\n".join(["## 공동사업실적", labels, *rows]))) == (
        f"비어 있는 사업명 칸({listed})을 바로 위에 적힌 '이웃 살핌'으로 읽었습니다."
    )


@pytest.mark.parametrize(
    ("label", "meant"), [("추가 대상자", "대상자(명)"), ("온라인", "대상자(명)', '상담(건)', '지원 대상자(명)")]
)
def test_a_column_that_is_like_one_of_ours_names_it_and_another_names_them_all(label: str, meant: str) -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"J6": label, "J7": "5"})
    (found,) = [item for item in check(odd) if item.rule == "BOOK-068"]
    assert found.advice.startswith(f"'{meant}'에 들어가야 할 수이면")
    assert (found.table, found.value) == ("monitoring", label)
