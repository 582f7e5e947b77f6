"""The budget section: amounts that add up, rates from won, and regions without a settlement so far."""

from __future__ import annotations

from datetime import date

from pipeline.model.figures import State
from pipeline.report.blocks import TableBlock
from pipeline.report.sections.budget import budget_headline, spending_rate
from pipeline.report.sections.parts import figure_text
from pipeline.report.sections.region_report import build_region_report
from tests.support.run_in_memory import NOT_APPLICABLE, Sent, a_run, section, sent, the_year
from tests.support.told_blocks import row, sentences, table

GRANTED = {"사무관리비": 1_270_000, "업무추진비": 500_000}


def grants() -> Sent:
    rows = [
        {"region": region, "item": item, "grant_date": date(2021, 3, 25), "granted_won": amount}
        for region in range(1, 6)
        for item, amount in GRANTED.items()
    ]
    return sent("head_office", activities=[], grants=rows)


def settlement(region: int, office: int, business: int, returned: tuple[int, int] | None = None) -> Sent:
    """What a region spent of 사무관리비 and 업무추진비; unless given, it returns everything that is left."""
    spent = {"사무관리비": office, "업무추진비": business}
    left = {item: GRANTED[item] - amount for item, amount in spent.items()}
    back = dict(zip(spent, returned, strict=True)) if returned else left
    return sent(
        "settlement",
        region,
        summary=[
            {"item": i, "granted_won": GRANTED[i], "spent_won": a, "remaining_won": left[i], "returned_won": back[i]}
            for i, a in spent.items()
        ],
        spending=[
            {"spending_date": date(2021, 9, 1), "item": item, "amount_won": amount, "voucher": item}
            for item, amount in spent.items()
        ],
    )


def settled() -> list[Sent]:
    """Region r spends 1,200,340 + 5,000r of 사무관리비 and all of 업무추진비."""
    return [grants(), *(settlement(region, 1_200_340 + 5_000 * region, 500_000) for region in range(1, 6))]


def amounts(found: TableBlock, label: str) -> dict[str, str]:
    """The cells of a row by their column's header; the joint projects' plans, which nobody sent here, apart."""
    heads = [column.header for column in found.columns[1:]]
    return {head: text for head, text in zip(heads, row(found, label), strict=True) if head != "계획"}


def test_amounts_are_printed_in_thousands_that_add_up() -> None:
    blocks = section("예산", a_run(*settled()))
    found = table(blocks, "budget_regions")
    # Spent: 1,705,340 … 1,725,340, together 8,576,700 -> 8,577; of equal remainders the first two are rounded up.
    labels = ("1권역(녹번)", "2권역(신사)", "3권역(은평)")
    assert [amounts(found, label)["집행"] for label in labels] == ["1,706", "1,711", "1,715"]
    assert list(amounts(found, "계").values()) == ["8,850", "8,850", "8,577", "273", "273", "96.9"]
    assert found.unit == "천원, %"
    assert found.notes == ()  # the table above has said it
    items = table(blocks, "budget_items")
    assert items.notes[1].startswith("천원 미만은 합계에 맞추어 반올림함. 원 단위 금액은 ")
    assert list(amounts(items, "사무관리비").values()) == ["6,350", "6,350", "6,077", "273", "273", "95.7"]
    assert list(amounts(items, "업무추진비").values()) == ["2,500", "2,500", "2,500", "0", "0", "100.0"]


def test_the_regions_own_page_has_the_won() -> None:
    found = table(build_region_report(a_run(*settled()), 1, ("예산",)), "region_1_budget_items")
    shown = list(amounts(found, "사무관리비").values())
    assert (found.unit, shown[2:]) == ("원, %", ["1,205,340", "64,660", "64,660", "94.9"])


def test_a_small_rest_turns_the_whole_table_to_won() -> None:
    rest = [grants(), *(settlement(region, 1_269_650, 500_000) for region in range(1, 6))]
    found = table(section("예산", a_run(*rest)), "budget_regions")
    whole = amounts(found, "계")
    assert (found.unit, whole["집행"], whole["잔액"]) == ("원, %", "8,848,250", "1,750")


def test_sentences_tell_the_money_in_won() -> None:
    result = a_run(*settled())
    assert sentences(section("예산", result)) == [
        "편성액 8,850,000원 가운데 8,850,000원을 교부하고 8,576,700원을 집행함(교부액의 96.9%)",
        "잔액 273,300원은 모두 반납함",
        "집행률은 5권역이 97.5%로 가장 높고, 1권역이 96.3%로 가장 낮음",
    ]
    assert sentences(budget_headline(result)) == ["예산: 교부 8,850,000원 가운데 8,576,700원 집행(교부액의 96.9%)"]


def test_an_unreturned_rest_is_told() -> None:
    returns = [grants(), settlement(1, 1_200_000, 500_000, returned=(0, 0)), *settled()[2:]]
    # Left: 70,000 of region 1 and 59,660 + 54,660 + 49,660 + 44,660 of the others, who gave it back.
    told = sentences(section("예산", a_run(*returns)))[1]
    assert told == "잔액 278,640원은 208,640원을 반납하여 차이를 확인하여야 함"


def test_a_budget_spent_to_the_last_won() -> None:
    returns = [grants(), *(settlement(region, 1_270_000, 500_000) for region in range(1, 6))]
    assert "잔액 없이 모두 집행함" in sentences(section("예산", a_run(*returns)))


def test_a_region_that_has_not_settled_is_missing_and_its_grant_does_not_lower_the_rate() -> None:
    result = a_run(*(one for one in settled() if one.region != 2))
    found = table(section("예산", result), "budget_regions")
    assert list(amounts(found, "2권역(신사)").values()) == ["1,770", "1,770", "미제출", "미제출", "미제출", "미제출"]
    assert amounts(found, "계")["집행"] == "6,866*"
    assert "5개 권역 중 4개 제출" in found.notes
    # 6,866,360 of the 7,080,000 granted to the four that settled.
    assert figure_text(spending_rate(result)) == "97.0%*"
    assert "정산서를 낸 권역 교부액의 97.0%*" in sentences(section("예산", result))[0]


def test_before_any_settlement_is_due_there_is_neither_spending_nor_a_rate() -> None:
    blocks = section("예산", a_run(grants(), as_of=date(2021, 6, 30)))
    found = table(blocks, "budget_regions")
    assert list(amounts(found, "계")) == ["편성", "교부"]
    assert sentences(blocks) == ["편성액 8,850,000원 가운데 8,850,000원을 교부함"]


def test_an_item_without_any_plan_is_a_dash_and_no_missing_return() -> None:
    found = table(section("예산", the_year()), "budget_items")
    assert [column.header for column in found.columns][2] == "계획"
    assert row(found, "업무추진비")[1] == "–"


def test_an_amount_that_does_not_apply_is_no_zero() -> None:
    one = settlement(1, 1_200_000, 500_000)
    for line in one.tables["summary"]:
        line["returned_won"] = NOT_APPLICABLE
    found = table(build_region_report(a_run(grants(), one), 1, ("예산",)), "region_1_budget_items")
    assert amounts(found, "계")["반납"] == "해당없음"
    assert [cell.state for cell in found.rows[-1].cells if cell][6] is State.NOT_APPLICABLE


def test_a_year_without_a_budget_has_no_section() -> None:
    assert section("예산", a_run(sent("phone_monitoring", 1), year=2020)) == []
    assert budget_headline(a_run(sent("phone_monitoring", 1), year=2020)) == []
