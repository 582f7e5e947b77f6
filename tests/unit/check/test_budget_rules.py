"""Money in several forms: plan and limit, grants and settlement, spending and its total."""

from __future__ import annotations

from tests.support.markdown_book import Book, book, check, told

SPENT = "=SUMIF('집행내역'!B2:B9,A{row},'집행내역'!E2:E9) -> {won}"


def plan(*rows: str) -> Book:
    labels = "사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원)"
    return book("joint_project_plan", "## 소요예산\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


def settlement(summary: list[str], spending: list[str]) -> Book:
    """Region 1's settlement: the summary from row 7 on, the spending from row 2 on."""
    first = ["예산과목 | 교부액(원) | 집행액(원) | 잔액(원) | 반납액(원)", *summary]
    second = ["집행일 | 예산과목 | 적요 | 금액(원) | 증빙번호", *spending]
    text = "## 정산총괄\n" + "\n".join(f"| {row} |" for row in first)
    return book("settlement", text + "\n## 집행내역\n" + "\n".join(f"| {row} |" for row in second))


OFFICE = "사무관리비 | 1270000 | 400000 | =B7-C7 -> 870000 | 870000"
MEETING = "업무추진비 | 500000 | 200000 | =B8-C8 -> 300000 | 300000"
BOUGHT = "2021-05-11 | 사무관리비 | 재료 구입 | 400000 | 사무-01"
SERVED = "2021-06-11 | 업무추진비 | 회의 다과 | 200000 | 업무-01"
TYPED_OVER = ["BOOK-043 warning kept 정산총괄!C7 '400000'"]  # both sums are right but typed


def grants(*changes: tuple[str, str]) -> Book:
    return book("head_office").with_cells("교부내역", dict(changes))


def test_bud_001_plan_above_the_ceiling__error() -> None:
    odd = plan(
        "이웃 살핌 | 사무관리비 | 재료비 | 1000000 | 1 | =D2*E2 -> 1000000",
        "이웃 살핌 | 사무관리비 | 인쇄비 | 270001 | 1 | =D3*E3 -> 270001",
    )
    (line,) = told(odd)
    assert line == "BUD-001 error kept 소요예산!F3 '270001'"
    assert line.sentence == (
        "1권역의 사무관리비 계획이 모두 1,270,001원으로, 한도 1,270,000원보다 1원 많습니다. 사무관리비의 금액을 "
        "한도 안으로 고쳐 주세요."
    )


def test_bud_001_plan_at_the_ceiling__ok() -> None:
    assert told(plan("이웃 살핌 | 사무관리비 | 재료비 | 1270000 | 1 | =D2*E2 -> 1270000")) == []


def test_bud_002_amount_that_is_not_the_product__error() -> None:
    (line,) = told(plan("이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | 59999"))
    assert line == "BUD-002 error kept 소요예산!F2 '59999'"
    assert line.sentence == (
        "금액(원) 59999가 단가(원) × 수량 = 60,000과 다릅니다. 금액 칸의 수식을 되살리거나 단가와 수량을 확인해 주세요."
    )


def test_bud_002_product__ok() -> None:
    assert told(plan("이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | =D2*E2 -> 60000")) == []


def test_bud_003_plan_in_thousands__warning() -> None:
    odd = plan("이웃 살핌 | 사무관리비 | 재료비 | 127 | 10 | =D2*E2 -> 1270")
    (line,) = told(odd)
    assert line == "BUD-003 warning kept 소요예산!F2 '1270'"
    assert line.sentence == (
        "사무관리비 금액이 모두 1,270원으로, 기준 금액 1,270,000원의 천분의 일쯤입니다. 천원 단위로 적은 것 "
        "같습니다. 금액은 원 단위로 적어 주세요. 예: 1,270,000"
    )


def test_bud_003_small_plan__ok() -> None:
    assert told(plan("이웃 살핌 | 사무관리비 | 재료비 | 1271 | 1 | =D2*E2 -> 1271")) == []


def test_bud_003_spending_in_thousands__warning() -> None:
    odd = settlement(
        ["사무관리비 | 1270000 | =SUM('집행내역'!D2) -> 400 | =B7-C7 -> 1269600 | 1269600", MEETING],
        ["2021-05-11 | 사무관리비 | 재료 구입 | 400 | 사무-01", SERVED],
    )
    assert told(odd) == ["BOOK-043 warning kept 정산총괄!C8 '200000'", "BUD-003 warning kept 정산총괄!C7 '400'"]


def test_bud_004_grant_that_is_not_the_budget__error() -> None:
    (line,) = told(grants(("D2", "1270001")))
    assert line == "BUD-004 error kept 교부내역!D2 '1270001'"
    assert line.sentence == (
        "1권역의 사무관리비 교부액이 모두 1,270,001원으로, 예산 1,270,000원과 다릅니다. 교부내역의 금액을 확인해 "
        "주세요. 예산이 바뀌었으면 설정 파일의 예산을 고쳐 주세요."
    )


def test_bud_004_grant_in_two_parts__ok() -> None:
    more = {"A12": "1권역", "B12": "사무관리비", "C12": "2021-05-26", "D12": "270000"}
    assert told(grants(("D2", "1000000")).with_cells("교부내역", more)) == []


def test_bud_004_grant_in_thousands__error() -> None:
    assert told(grants(("D2", "1270"))) == ["BUD-004 error kept 교부내역!D2 '1270'"]


def test_bud_005_region_without_a_grant__warning() -> None:
    (line,) = told(grants(("C2", ""), ("D2", "")))
    assert line == "BUD-005 warning kept 교부내역!A1"
    assert line.sentence == (
        "교부내역에 1권역 사무관리비의 교부액이 없습니다. 교부했으면 교부일과 교부액을 적어 주세요."
    )


def test_bud_005_grant_that_cannot_be_read_is_told_there__ok() -> None:
    assert told(grants(("D2", "백만원쯤"))) == ["CELL-011 error row_left_out 교부내역!D2 '백만원쯤'"]


def test_bud_005_all_regions_granted__ok() -> None:
    assert told(book("head_office")) == []


def test_set_001_spent_more_than_granted__error() -> None:
    odd = settlement(
        ["사무관리비 | 1270000 | =SUM('집행내역'!D2) -> 1270001 | =B7-C7 -> -1 | -1", MEETING],
        ["2021-05-11 | 사무관리비 | 재료 구입 | 1270001 | 사무-01", SERVED],
    ).with_cells("정산총괄", {"E7": "0", "C8": "=SUM('집행내역'!D3) -> 200000"})
    assert told(odd) == [
        "SET-001 error kept 정산총괄!C7 '1270001'",
        "SET-006 warning kept 정산총괄!E7 '0'",
    ]


def test_set_001_spent_all__ok() -> None:
    fine = settlement(
        ["사무관리비 | 1270000 | =SUM('집행내역'!D2) -> 1270000 | =B7-C7 -> 0 | 0", MEETING],
        ["2021-05-11 | 사무관리비 | 재료 구입 | 1270000 | 사무-01", SERVED],
    ).with_cells("정산총괄", {"C8": "=SUM('집행내역'!D3) -> 200000"})
    assert told(fine) == []


def test_set_002_grant_other_than_the_budget__error() -> None:
    odd = book("settlement").with_cells("정산총괄", {"B7": "1200000", "D7": "=B7-C7 -> 800000", "E7": "800000"})
    (line,) = told(odd)
    assert line == "SET-002 error kept 정산총괄!B7 '1200000'"
    assert line.sentence == (
        "사무관리비 교부액이 1,200,000원인데 설정 파일의 예산에는 1,270,000원으로 되어 있습니다. 받은 금액을 "
        "확인해 원 단위로 고쳐 주세요(예: 1,270,000)."
    )


def test_set_002_grant_other_than_the_head_offices_list__error() -> None:
    office = grants(("D2", "1200000")).renamed("구.xlsx")
    assert told(office, book("settlement", file="정산.xlsx")) == [
        "구.xlsx: BUD-004 error kept 교부내역!D2 '1200000'",
        "정산.xlsx: SET-002 error kept 정산총괄!B7 '1270000'",
    ]


def test_set_002_head_offices_list_in_thousands__ok() -> None:
    """The region has written the right amount; only the head office has something to correct."""
    office = grants(("D2", "1270")).renamed("구.xlsx")
    assert told(office, book("settlement", file="정산.xlsx")) == ["구.xlsx: BUD-004 error kept 교부내역!D2 '1270'"]


def test_set_002_grant_in_thousands__error() -> None:
    odd = settlement(["사무관리비 | 1270 | 0 | =B7-C7 -> 1270 | 1270", MEETING], [SERVED])
    assert told(odd) == [
        "BOOK-043 warning kept 정산총괄!C7 '0'",
        "SET-002 error kept 정산총괄!B7 '1270'",
    ]


def test_set_002_grant_of_the_budget__ok() -> None:
    assert told(book("settlement")) == []


def test_set_003_spending_other_than_its_lines__error() -> None:
    odd = settlement([OFFICE.replace("400000", "410000").replace("870000", "860000"), MEETING], [BOUGHT, SERVED])
    assert told(odd) == [
        "BOOK-043 warning kept 정산총괄!C8 '200000'",
        "SET-003 error kept 정산총괄!C7 '410000'",
    ]


def test_set_003_spending_of_its_lines__ok() -> None:
    assert told(settlement([OFFICE, MEETING], [BOUGHT, SERVED])) == TYPED_OVER


def test_set_003_line_that_cannot_be_read_is_told_there__ok() -> None:
    odd = settlement(
        ["사무관리비 | 1270000 | =SUM('집행내역'!D2) -> 0 | =B7-C7 -> 1270000 | 1270000", MEETING],
        [
            BOUGHT.replace("400000", "약 40만원"),
            SERVED,
        ],
    )
    assert told(odd) == [
        "BOOK-043 warning kept 정산총괄!C8 '200000'",
        "CELL-011 error row_left_out 집행내역!D2 '약 40만원'",
    ]


def test_a_sum_that_lacks_an_amount_is_held_against_nothing__ok() -> None:
    lines = [BOUGHT.replace("400000", "100000"), BOUGHT.replace("400000", "약 30만원").replace("-01", "-02"), SERVED]
    told_of = told(settlement([OFFICE, MEETING], lines))
    assert [line.split()[0] for line in told_of if not line.startswith("BOOK")] == ["CELL-011"]
    above = plan(
        "이웃 살핌 | 사무관리비 | 재료비 | 1300000 | 1 | =D2*E2 -> 1300000",
        "이웃 살핌 | 사무관리비 | 인쇄비 | 약 3만원 | 1 | =D3*E3 -> #VALUE!",
    )
    assert [line.split()[0] for line in told(above)] == ["CELL-011"]


def test_set_004_more_than_planned__warning() -> None:
    planned = plan("이웃 살핌 | 사무관리비 | 재료비 | 399999 | 1 | =D2*E2 -> 399999").renamed("계획.xlsx")
    (line,) = told(planned, book("settlement", file="정산.xlsx"))
    assert line == "정산.xlsx: SET-004 warning kept 정산총괄!C7 '400000'"
    assert line.sentence == (
        "사무관리비 집행액이 모두 400,000원으로, 공동사업계획서의 399,999원보다 많습니다. 집행내역의 예산과목이 "
        "맞는지 확인해 주세요. 계획을 바꾸었으면 바꾼 계획서를 다시 내 주세요."
    )


def test_set_004_as_planned__ok() -> None:
    planned = plan("이웃 살핌 | 사무관리비 | 재료비 | 400000 | 1 | =D2*E2 -> 400000")
    assert told(planned, book("settlement")) == []


def test_set_005_same_voucher_twice__error() -> None:
    odd = book("settlement").with_cells("집행내역", {"F3": "사무-01"})
    (line,) = told(odd)
    assert line == "SET-005 error kept 집행내역!F3 '사무-01'"
    assert line.sentence == (
        "증빙번호 '사무-01'이 2행에도 있습니다. 수는 합계에 넣었습니다. 증빙번호는 영수증마다 다르게 적어 "
        "주세요. 같은 영수증을 두 번 적었으면 한 줄을 지워 주세요."
    )


def test_set_005_each_voucher_once__ok() -> None:
    assert told(book("settlement").with_cells("집행내역", {"F3": "사무-02"})) == []


def test_set_006_returned_less_than_what_remains__warning() -> None:
    (line,) = told(book("settlement").with_cells("정산총괄", {"E7": "869999"}))
    assert line == "SET-006 warning kept 정산총괄!E7 '869999'"
    assert line.sentence == "반납액(원) 869999가 잔액(원) 870000과 다릅니다. 남은 돈을 모두 반납했는지 확인해 주세요."


def test_set_006_returned_what_remains__ok() -> None:
    assert told(book("settlement")) == []


def test_set_007_same_item_twice__error() -> None:
    odd = settlement([OFFICE, OFFICE.replace("B7-C7", "B8-C8"), MEETING.replace("B8-C8", "B9-C9")], [BOUGHT, SERVED])
    assert [line for line in told(odd) if "BOOK-043" not in line] == [
        "SET-007 error row_left_out 정산총괄!A8 '사무관리비'"
    ]


def test_set_007_each_item_once__ok() -> None:
    assert told(book("settlement")) == []


def test_set_008_rest_that_is_not_the_difference__error() -> None:
    odd = book("settlement").with_cells("정산총괄", {"D7": "870001", "E7": "870001"})
    (line,) = told(odd)
    assert line == "SET-008 error kept 정산총괄!D7 '870001'"
    assert line.sentence == (
        "잔액(원) 870001이 교부액(원) − 집행액(원) = 870,000과 다릅니다. 잔액 칸의 수식을 되살려 주세요."
    )


def test_set_008_rest_by_formula__ok() -> None:
    assert told(book("settlement").with_cells("정산총괄", {"D7": "=B7-C7 -> 870000"})) == []


def test_set_009_same_grant_twice__error() -> None:
    more = {"A12": "1권역", "B12": "사무관리비", "C12": "2021-03-26", "D12": "1270000"}
    (line,) = told(book("head_office").with_cells("교부내역", more))
    assert line == "SET-009 error row_left_out 교부내역!C12 '2021-03-26'"
    assert line.sentence == (
        "같은 교부(1권역 · 사무관리비 · 2021-03-26)가 2행에도 있습니다. 한 번 교부한 것은 한 줄에 적어 주세요."
    )


def test_set_009_grants_on_two_days__ok() -> None:
    more = {"D2": "1000000", "A12": "1권역", "B12": "사무관리비", "C12": "2021-03-27", "D12": "270000"}
    assert told(book("head_office").with_cells("교부내역", more)) == []


def test_set_010_item_left_out__error() -> None:
    assert told(settlement([OFFICE], [BOUGHT])) == [*TYPED_OVER, "SET-010 error kept 정산총괄!A6"]


def test_set_010_prefilled_item_left_empty__error() -> None:
    odd = book("settlement").with_cells("정산총괄", {"B8": "", "E8": "", "D8": '=IF(COUNT(B8,C8)<2,"",B8-C8) -> ""'})
    (line,) = told(odd)
    assert line == "SET-010 error kept 정산총괄!A6"
    assert line.sentence == (
        "정산총괄에 업무추진비의 줄이 없거나 비어 있습니다. 예산과목마다 교부액과 반납액을 적어 주세요. 한 푼도 "
        "쓰지 않았으면 반납액에 교부액을 그대로 적습니다."
    )


def test_set_011_money_left_and_nothing_said_of_it__warning() -> None:
    odd = settlement([OFFICE.replace("| 870000", "|"), MEETING], [BOUGHT, SERVED])
    assert [line for line in told(odd) if "BOOK-043" not in line] == ["SET-011 warning kept 정산총괄!E7"]


def test_set_011_nothing_left__ok() -> None:
    spent = settlement(["사무관리비 | 1270000 | 1270000 | =B7-C7 -> 0 |", MEETING], [BOUGHT, SERVED])
    assert [line for line in told(spent.with_cells("집행내역", {"D2": "1270000"})) if "SET-011" in line] == []


def test_set_010_every_item__ok() -> None:
    assert told(book("settlement")) == []


def test_set_011_money_left_and_not_applicable_said_of_it__warning() -> None:
    odd = settlement([OFFICE.replace("| 870000", "| 해당없음"), MEETING], [BOUGHT, SERVED])
    assert [line for line in told(odd) if "BOOK-043" not in line] == ["SET-011 warning kept 정산총괄!E7 '해당없음'"]


def test_of_more_than_six_missing_grants_six_are_named() -> None:
    def missing(count: int) -> str:
        erased = {f"{column}{row}": "" for column in "ABCD" for row in range(12 - count, 12)}
        found = check(book("head_office").with_cells("교부내역", erased))
        (message,) = [finding.message for finding in found if finding.rule == "BUD-005"]
        return message

    six = "4권역 사무관리비, 4권역 업무추진비, 5권역 사무관리비, 5권역 업무추진비"
    assert missing(6) == f"교부내역에 3권역 사무관리비, 3권역 업무추진비, {six}의 교부액이 없습니다."
    listed = (
        "2권역 업무추진비, 3권역 사무관리비, 3권역 업무추진비, 4권역 사무관리비, 4권역 업무추진비, 5권역 사무관리비"
    )
    assert missing(7) == f"교부내역에 {listed} 등 7건의 교부액이 없습니다."
