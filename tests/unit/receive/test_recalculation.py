"""Formulas recalculated: like Excel, or not at all."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.cells import Cell, CellKind, SheetReading, WorkbookReading
from pipeline.receive.functions import UNKNOWN, Value
from pipeline.receive.recalculation import DEEPEST, LONGEST_FORMULA, Recalculation, is_same

SHEET = {
    (1, 1): Cell(1, 1, CellKind.NUMBER, 25),
    (2, 1): Cell(2, 1, CellKind.NUMBER, 45),
    (3, 1): Cell(3, 1, CellKind.TEXT, "말"),
    (4, 1): Cell(4, 1, CellKind.ERROR, "#REF!"),
    (5, 1): Cell(5, 1, CellKind.UNCALCULATED, None, formula="A1"),
    (6, 1): Cell(6, 1, CellKind.BOOLEAN, True),
    (7, 1): Cell(7, 1, CellKind.NUMBER, 0.5),
    (8, 1): Cell(8, 1, CellKind.NUMBER, 1e30),
    (9, 4): Cell(9, 4, CellKind.NUMBER, 10**400),
    (1, 2): Cell(1, 2, CellKind.TEXT, "사무관리비"),
    (2, 2): Cell(2, 2, CellKind.TEXT, "업무추진비"),
    (1, 3): Cell(1, 3, CellKind.TEXT, "사무관리비"),
}
BOOK = WorkbookReading((SheetReading("집행내역", cells=SHEET), SheetReading("정산 총괄", cells={})))


def worked_out(formula: str, sheet: str = "집행내역") -> Value:
    return Recalculation(BOOK).result(sheet, formula)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("A1+A2", 70),
        ("A1-A2", -20),
        ("A1*A2/A1", 45),
        ("-A1+2*(A2-5)", 55),
        ("-" * 1_997 + "A1", -25),
        ("A1-A2-5", -25),
        ("100/8", 12.5),
        ("SUM(A1,A2)", 70),
        ("SUM(A1:A3)", 70),  # a word in a range counts nothing
        ("SUM(A1:A2,B1:B2,5)", 75),
        ("SUM(A10:A99)", 0),
        ("A10+A1", 25),  # a blank is 0
        ("SUM(A1,A3)", 25),  # in a cell of its own as well
        ('SUM(A1,"말")', UNKNOWN),
        ("PRODUCT(A1:A2)", 1125),
        ("COUNT(A1:A3)", 2),
        ("ROUND(A7,0)", 1),
        ("ROUND(0-A7,0)", -1),
        ("ROUND(A1/7,2)", 3.57),
        ("ROUNDUP(A1/7,1)", 3.6),
        ("ROUNDDOWN(0-A1/7,1)", -3.5),
        ("INT(A1/7)", 3),
        ("INT(0-A7)", -1),
        ("MAX(A1:A3)", 45),
        ("MIN(A1,A2,A9)", 25),  # a blank counts nothing
        ("AVERAGE(A1:A3)", 35),
        ("SUMPRODUCT(A1:A2,A1:A2)", 2650),
        ("A5*2", 50),  # never calculated, but what it leads to is there
        ("IF(A1<A2,A2,A1)", 45),
        ('IF(COUNT(A1,A2)<2,"",A1*A2)', 1125),
        ('IF(OR(B1="",COUNT(A1)<1),"",SUMIF($B$1:$B$2,C1,$A$1:$A$2))', 25),
        ('IF(A9="","",A9)', ""),
        ("IF(A4=1,2,3)", UNKNOWN),
        ('SUMIF(B1:B2,"업무추진비",A1:A2)', 45),
        ('SUMIF(B1:B2,"없는 과목",A1:A2)', 0),
        ("AND(A1=25,A2=45)", True),
        ('A3="말"', True),
        ('"가"&"나"', UNKNOWN),
        ("IF(A1>A2,1)", False),
        ("IF(A9,1,2)", 2),  # a blank is no
        ("A1<=25", True),
        ("A1<=24", False),
        ("A1>=25", True),
        ("A1>=26", False),
        ("A1<25", False),
        ("A1>25", False),
        ("A1<>25", False),
        ("A1<>A2", True),
        ('B1<>"사무관리비"', False),
        ('"Abc"="aBC"', True),
        ("A9=0", True),
        ('A9=""', True),
        ("A9=A1", False),
        ('A1="25"', False),
        ("A6+A6", 2),
        ("A9-A1", -25),
        ("A1/A2*A2", 25),
        ("COUNT(A1:A2,A9,5)", 3),
        ("COUNT(A6,A7)", 1),
        ("SUM(A6,A7)", 0.5),  # a truth value in a cell counts nothing
        ("AND(A1=25,A2=1)", False),
        ("OR(A1=1,A2=1)", False),
        ("OR(A1=1,A2=45)", True),
        ("ROUND(A1/7,9)", 3.571428571),
        ("ROUND(1234567890,-9)", 1_000_000_000),
        ("ROUND(25,-1)", 30),
        ("ROUND(999999999999999,0)", 999_999_999_999_999),
        ("ROUNDUP(0-A1/7,0)", -4),
        ("ROUNDDOWN(29,-1)", 20),
        ("INT(999999999999999)", 999_999_999_999_999),
        ("SUMIF(A1:A2,45)", 45),
        ('SUMIF(B1:C1,"사무관리비",A1:B1)', 25),
        ("SUMPRODUCT(A1:A2)", 70),
        ("SUMPRODUCT(A1:A2,D1:D2)", 0),
        ("B1", "사무관리비"),
        ("ROUND(A6,0)", 1),
        ("INT(A6)", 1),
        ("0.1+0.2=0.3", True),  # 0.30000000000000004 in binary, 0.3 in a spreadsheet
        ("0.1+0.2<>0.3", False),
        ("0.1+0.2<=0.3", True),
        ("0.1+0.2>0.3", False),
        ("0.8-0.5>=0.3", True),
        ("0.30001=0.3", False),
        ("집행내역!A1+A2", 70),
        ("'정산 총괄'!A1", None),
        ("'없는 시트'!A1", UNKNOWN),
    ],
)
def test_a_formula_comes_to_what_excel_would_show(formula: str, result: Value) -> None:
    assert worked_out(formula) == result
    assert type(worked_out(formula)) is type(result) or isinstance(result, int | float)


@pytest.mark.parametrize(
    "formula",
    [
        "A1/0",
        "A3+1",
        "A4+1",
        "SUM(A1:A4)",
        "SUM(A1:A5)",
        "ROUND(A8,0)",
        "INT(A8)",
        "INT(A1,A2)",
        "MAX(A10:A99)",
        "SUMPRODUCT(A1:A2,A1:A3)",
        "SUMPRODUCT(A1:A3,B1:B3)",
        'SUMPRODUCT(A1,"말")',
        "VLOOKUP(A1,A1:B2,2,0)",
        "A1^2",
        "A1%",
        "SUM(A:A)",
        "[1]Sheet1!A1",
        "Table1[금액]",
        'INDIRECT("A1")',
        "TODAY()",
        "A1:A2",
        "A1+",
        "(A1",
        "SUM(A1",
        "",
        "IF(A1)",
        'SUMIF(B1:B2,"사무*",A1:A2)',
        'SUMIF(A1:A2,">30")',
        "LOG10(A1)",
        "IF(A3,1,2)",
        "IF(1,2,3,4)",
        "A3<A1",
        "A1<A3",
        "A4=A1",
        "A4<>A1",
        "AND(A3)",
        "OR(A1=25,A4)",
        "AND()",
        "COUNT(A1,A4)",
        "ROUND(A1,10)",
        "ROUND(A1,0-10)",
        "ROUND(A1,A7)",
        "ROUND(A1)",
        "ROUND(A1,1,1)",
        "ROUND(A3,1)",
        "ROUND(1000000000000000,0)",
        "INT(1000000000000000)",
        "INT()",
        "SUMIF(A1:A2)",
        "SUMIF(A1,25,A1:A2,A1)",
        'SUMIF(B1:B2,"",A1:A2)',
        "SUMIF(B1:B2,A9,A1:A2)",
        "SUMIF(B1:B2,B1,5)",
        'SUMIF(C1,"사무관리비",A4)',
        "SUMPRODUCT()",
        "SUMPRODUCT(A1:A2,A1:B1)",
        "SUMPRODUCT(5)",
        "PRODUCT(A3)",
        "A1:A2+1",
        "Sheet1:Sheet3!A1",
        "*".join(["999999999999999"] * 25),  # more than 10 to the power of 308, which no program holds
        "*".join(["999999999999999"] * 25) + "/3",
        "*".join(["999999999999999"] * 25) + "*0.5",
        "1" + "0" * 400,
        "0.3-0.2-0.1=0",  # Excel: -2.8E-17, LibreOffice: 0
        "INT(0.3-0.2-0.1)",
        "ROUNDUP(0.3-0.2-0.1,0)",
        "ROUNDUP(3857654*(1-0.975),3)",  # 96441.3500000001: what the subtraction left would decide
        "ROUND(277500*0.0338,0)",  # 9379.5, but a little less in binary, which LibreOffice rounds
        "A6=1",  # a truth value: only LibreOffice takes it for 1
        "A6<2",
        "A6>A1",
        "D9",
        "D9*0.5",
        "SUM(D9,0.5)",
    ],
)
def test_anything_else_is_left_alone(formula: str) -> None:
    assert worked_out(formula) is UNKNOWN


# The exact products end on the digit that is rounded; in binary each is a little less or more.
@pytest.mark.parametrize(
    ("formula", "exact"),
    [
        ("INT(2875*0.088)", 253),
        ("ROUNDDOWN(11250*0.088,-1)", 990),
        ("ROUNDDOWN(2875*0.088,0)", 253),
        ("ROUNDUP(30*1.1,0)", 33),
        ("ROUNDUP(11000*0.07,-1)", 770),
        ("INT(0-30*1.1)", -33),
        ("INT((0.1+0.7)*10)", 8),
        ("ROUNDDOWN(0.1*3,1)", 0.3),
        ("ROUND(1.005,2)", 1.01),
        ("ROUND(35*0.15,1)", 5.3),
        ("INT(2875.5*0.088)", 253),
        ("INT(2874*0.088)", 252),
        ("ROUNDUP(2876*0.088,0)", 254),
    ],
)
def test_a_product_is_rounded_as_its_decimal_digits_ask_not_its_binary_ones(formula: str, exact: float) -> None:
    assert worked_out(formula) == exact


@given(st.integers(1, 3_000_000), st.integers(1, 2_000), st.integers(-3, 2))
def test_rounding_down_and_up_is_that_of_exact_decimals(amount: int, thousandths: int, places: int) -> None:
    exact = Decimal(amount * thousandths).scaleb(-3)
    argument = f"{amount}*{Decimal(thousandths).scaleb(-3)},{places}".replace(",-", ",0-")
    unit = Decimal(1).scaleb(-places)
    assert worked_out(f"ROUNDDOWN({argument})") == float(exact.quantize(unit, ROUND_DOWN))
    assert worked_out(f"ROUNDUP({argument})") == float(exact.quantize(unit, ROUND_UP))


NAMES: tuple[Value, ...] = ("역촌", "역촌", "녹번", "1", 1, "01", True, "2021-03-01", "1월", "2월", 0.3, None)
NAMED = {
    **{(row, 1): Cell(row, 1, CellKind.NUMBER, name) for row, name in enumerate(NAMES, 1)},
    **{(row, 2): Cell(row, 2, CellKind.NUMBER, 2**row) for row in range(1, 13)},
    (1, 3): Cell(1, 3, CellKind.UNCALCULATED, None, formula="NOW()"),
    (1, 4): Cell(1, 4, CellKind.NUMBER, 7),
    (2, 4): Cell(2, 4, CellKind.ERROR, "#N/A"),
    (13, 5): Cell(13, 5, CellKind.TEXT, "역촌"),
}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ('SUMIF(A1:A3,"역촌",B1:B3)', 2 + 4),
        ('SUMIF(A1:A3,"역촌",B1)', 2 + 4),  # a sum range of another size is as large as the range that is searched
        ('SUMIF(A1:A3,"역촌",B1:B2)', 2 + 4),
        ('SUMIF(A1:A3,"녹번",B1:B2)', 8),
        ('SUMIF(A1:A2,"역촌",B1:B9)', 2 + 4),
        ('SUMIF(A1:A3,"역촌",$B$2:B3)', 4 + 8),
        ('SUMIF(A1:B3,"역촌",A1:A3)', 0),
        ('SUMIF(A1:A3,"역촌",E12)', 0),  # E13 is text
        ('SUMIF(E12:E20,"역촌",B11:B12)', 4096),
        ("SUMIF(E1:E20,\"역촌\",'나'!A1)", 5),
        ('SUMIF(E1:E20,"역촌",나!A1:A2)', 5),
        ('SUMIF(A1:A3,"역촌",(B1:B3))', UNKNOWN),
        ('SUMIF(A1:A3,"역촌",IF(1,B1:B3))', UNKNOWN),
        ('SUMIF(A1:A3,"역촌",B1+1)', UNKNOWN),
        ('SUMIF(A1:A3,"역촌",없음!B1:B3)', UNKNOWN),
        ("SUMIF(A1:A3,1,B1:B3)", 0),
        ("SUMIF(A1:A4,1,B1:B4)", UNKNOWN),  # text "1": Excel counts it, LibreOffice does not
        ("SUMIF(A1:A4,2,B1:B4)", 0),
        ("SUMIF(A5,1,B5)", 32),
        ('SUMIF(A4,"1",B4)', 16),
        ('SUMIF(A5,"1",B5)', UNKNOWN),
        ('SUMIF(A5,"2",B5)', 0),
        ('SUMIF(A4:A6,"1",B4:B6)', UNKNOWN),
        ('SUMIF(A4:A6,"2",B4:B6)', 0),
        ('SUMIF(A4,"1차",B4)', 0),
        ("SUMIF(A7,1,B7)", UNKNOWN),  # a truth value: LibreOffice counts it, Excel does not
        ("SUMIF(A7,2,B7)", 0),
        ("SUMIF(A8,44256,B8)", UNKNOWN),  # a day as text
        ('SUMIF(A8,"2021-03-01",B8)', 256),
        ('SUMIF(A9:A10,"1월",B9:B10)', 512),
        ("SUMIF(A9:A10,1,B9:B10)", 0),
        ("SUMIF(A11,0.1+0.2,B11)", 2048),
        ("SUMIF(A12,0,B12)", 0),  # a blank is no 0 here
        ('SUMIF(C1,"역촌",B1)', UNKNOWN),  # what is not known may be the name
        ('SUMIF(A1:A2,"역촌",D1:D2)', UNKNOWN),
        ('SUMIF(A2:A3,"녹번",D1:D2)', UNKNOWN),
        ('SUMIF(A2:A3,"녹번",D2:D3)', 0),
    ],
)
def test_a_conditional_sum_is_known_where_all_programs_agree(formula: str, result: Value) -> None:
    other = SheetReading("나", cells={(13, 1): Cell(13, 1, CellKind.NUMBER, 5)})
    book = WorkbookReading((SheetReading("가", cells=NAMED), other))
    assert Recalculation(book).result("가", formula) == result


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30))
def test_a_sum_of_a_column_is_the_sum_of_its_numbers(numbers: list[int]) -> None:
    cells = {(row, 1): Cell(row, 1, CellKind.NUMBER, number) for row, number in enumerate(numbers, 1)}
    book = Recalculation(WorkbookReading((SheetReading("가", cells=cells),)))
    assert book.result("가", f"SUM(A1:A{len(numbers)})") == sum(numbers)
    assert book.result("가", "+".join(f"A{row}" for row in range(1, len(numbers) + 1))) == sum(numbers)


@given(st.text("A1:2(),+-*/\"'!$= <>SUMIF가", max_size=60))
def test_no_text_breaks_it(formula: str) -> None:
    result = worked_out(formula)
    assert result is UNKNOWN or result is None or isinstance(result, int | float | str | bool)


@pytest.mark.parametrize(
    "formula",
    ["(" * 500 + "A1" + ")" * 500, "A1+" * LONGEST_FORMULA + "A1", "IF(1," * 200 + "A1" + ")" * 200],
)
def test_a_formula_made_to_hurt_is_left_alone(formula: str) -> None:
    assert worked_out(formula) is UNKNOWN


def test_a_formula_may_be_as_long_and_as_deep_as_the_limits_say_and_no_more() -> None:
    longest = "1+" * ((LONGEST_FORMULA - 2) // 2)
    assert worked_out(f"{longest}25") == len(longest) // 2 + 25
    assert worked_out(f"{longest}025") is UNKNOWN
    assert worked_out("(" * (DEEPEST - 1) + "A1" + ")" * (DEEPEST - 1)) == 25
    assert worked_out("(" * DEEPEST + "A1" + ")" * DEEPEST) is UNKNOWN


def test_of_many_ranges_so_many_cells_are_looked_at_and_the_rest_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.receive.recalculation.MOST_CELLS", 100)
    cells = {(row, 1): Cell(row, 1, CellKind.NUMBER, 2) for row in (1, 20)}
    book = Recalculation(WorkbookReading((SheetReading("가", cells=cells),)))
    results = [book.result("가", formula) for formula in 4 * ["SUM(A1:A20)"] + ["SUM(B1:C10)", "A1+A20", "SUM(A1:A2)"]]
    assert results == [4, 4, 4, 4, 0, 4, UNKNOWN]


@pytest.mark.parametrize(
    ("stored", "result", "same"),
    [
        (70, 70.0, True),
        (0.30000000000000004, 0.3, True),
        (123_456_789.12, 123_456_789.12000001, True),  # of a large number the last digits that are kept
        (-123_456_789.12, -123_456_790.12, False),
        (200_000_000, 200_000_001, False),
        (70, 71, False),
        (0, 70, False),
        ("", "", True),
        ("", 70, False),
        (0, "", False),
        (0, None, True),
        ("", None, True),
        (5, None, False),
        ("가", "가", True),
        ("가", "나", False),
        (True, True, True),
        (1, True, False),
        (5, UNKNOWN, True),
        (UNKNOWN, 5, True),
    ],
)
def test_when_a_stored_result_is_still_true(stored: Value, result: Value, same: bool) -> None:
    assert is_same(stored, result) is same
