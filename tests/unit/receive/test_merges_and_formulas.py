"""Merged cells and formulas: what is shown, what is stored, and the result of recalculation."""

from __future__ import annotations

import pytest

from pipeline.forms.form import Form, FormSet
from pipeline.model.findings import Finding
from pipeline.receive.reader import Reader
from tests.support.markdown_book import Book, book, check, counted, line_of, reading_of, run, settings, told


def monitoring() -> Book:
    """Region 1, rows 7 to 9; column E holds the people, F the consultations."""
    return book("phone_monitoring")


def people(odd: Book) -> int:
    """The numbers of people that count."""
    return sum(counted("people", odd))


def plan(*rows: str) -> Book:
    labels = "사업명 | 예산과목 | 산출내역 | 단가(원) | 수량 | 금액(원)"
    return book("joint_project_plan", "## 소요예산\n" + "\n".join(f"| {row} |" for row in (labels, *rows)))


# -- merges ---------------------------------------------------------------------------------------------------------


def test_book_014_number_merged_over_rows__error() -> None:
    odd = monitoring().with_cells("모니터링", {"E8": "", "E9": ""}).merging("모니터링", "E7:E9")
    (line,) = told(odd)
    assert line == "BOOK-014 error row_left_out 모니터링!E7 '20'"
    assert line.sentence == (
        "E7:E9 칸이 하나로 합쳐져 있어 20이 어느 칸의 수인지 알 수 없습니다. 셀 병합을 풀고 칸마다 수를 적어 주세요."
    )
    assert people(odd) == 0


def test_book_014_number_merged_over_columns__error() -> None:
    odd = monitoring().with_cells("모니터링", {"F7": ""}).merging("모니터링", "E7:F7")
    assert told(odd) == ["BOOK-014 error row_left_out 모니터링!E7 '20'"]
    assert people(odd) == 21 + 22


def test_book_014_number_stored_as_text_merged_over_rows__error() -> None:
    odd = monitoring().with_cells("모니터링", {"E7": "'20", "E8": "", "E9": ""}).merging("모니터링", "E7:E9")
    assert told(odd) == ["BOOK-014 error row_left_out 모니터링!E7 '20'"]


def test_book_014_label_of_the_total_merged_over_columns__ok() -> None:
    fine = (
        monitoring().with_cells("모니터링", {"A10": "합계", "E10": "63", "F10": "303"}).merging("모니터링", "A10:D10")
    )
    assert told(fine) == []


def test_book_014_remark_merged_below_the_table__ok() -> None:
    noted = monitoring().with_cells("모니터링", {"A11": "※ 응암1동은 6월에 시작"}).merging("모니터링", "A11:I11")
    assert told(noted) == ["BOOK-016 warning kept 모니터링!A11 '※ 응암1동은 6월에 시작'"]


def test_book_015_names_and_days_merged_over_rows__note() -> None:
    blanks = {f"{letter}{row}": "" for letter in "ACD" for row in (8, 9)}
    merged = monitoring().with_cells("모니터링", blanks).merging("모니터링", "A7:A9", "C7:C9", "D7:D9")
    assert told(merged) == [
        "BOOK-015 note kept 모니터링!A7 '1'",
        "BOOK-015 note kept 모니터링!C7 '2021-04-01'",
        "BOOK-015 note kept 모니터링!D7 '2021-06-30'",
    ]
    assert people(merged) == 20 + 21 + 22


def test_book_015_nothing_merged__ok() -> None:
    assert told(monitoring()) == []


@pytest.mark.parametrize("rows", [["E8"], ["E8", "E9"]])
def test_book_019_number_under_a_merge__error(rows: list[str]) -> None:
    area = f"E7:{rows[-1]}"
    odd = monitoring().with_cells("모니터링", dict.fromkeys(rows, "7")).merging("모니터링", area)
    assert told(odd) == ["BOOK-019 error row_left_out 모니터링!E8 '7'"]
    assert people(odd) == (22 if len(rows) == 1 else 0)


def test_book_019_text_under_a_merge__error() -> None:
    odd = monitoring().with_cells("모니터링", {"I7": "위", "I8": "아래"}).merging("모니터링", "I7:I8")
    (line,) = told(odd)
    assert line == "BOOK-019 error kept 모니터링!I8 '아래'"
    assert line.sentence == (
        "I7:I8 칸이 합쳐져 있는데 그 아래에 보이지 않는 값 '아래'가 남아 있어 어느 값이 맞는지 알 수 없습니다. "
        "셀 병합을 풀고 칸마다 맞는 값을 적어 주세요."
    )
    assert people(odd) == 20 + 21 + 22


def test_book_019_nothing_under_the_merge__ok() -> None:
    fine = monitoring().with_cells("모니터링", {"I7": "두 동 함께"}).merging("모니터링", "I7:I8")
    assert told(fine) == ["BOOK-015 note kept 모니터링!I7 '두 동 함께'"]


# -- formulas -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "formula",
    [
        "=10+10 -> 0",
        "=SUM(E8,E9) -> 0",
        "=E8+E9-23 -> 21",
        "=(E8+E9)/2 -> 20",
        "=2*E8 -> 40",
        "=IF(E8>20,E9,0) -> 0",
        "=SUMIF(B8:B9,B8,E8:E9) -> 22",
    ],
)
def test_book_040_stored_result_that_is_not_the_formulas__error(formula: str) -> None:
    odd = monitoring().with_cells("모니터링", {"E7": formula})
    assert told(odd) == [f"BOOK-040 error row_left_out 모니터링!E7 '{formula.rpartition(' ')[2]}'"]
    assert people(odd) == 21 + 22


def test_book_040_formula_of_a_remark__error() -> None:
    odd = monitoring().with_cells("모니터링", {"I7": "=E7*2 -> 3"})
    (line,) = told(odd)
    assert line == "BOOK-040 error kept 모니터링!I7 '3'"
    assert line.sentence == (
        "비고 칸에 3이 저장되어 있으나 수식(=E7*2)을 다시 계산하면 40입니다. 엑셀에서 '수식 → 계산 옵션 → "
        "자동'을 고르고 F9를 눌러 저장한 뒤 다시 내 주세요. 수식이 틀렸으면 맞는 값을 직접 적어 주세요."
    )


def test_book_040_stale_amount_is_told_once__error() -> None:
    odd = plan("이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | =D2*E2 -> 0")
    assert told(odd) == ["BOOK-040 error row_left_out 소요예산!F2 '0'"]


@pytest.mark.parametrize(
    "formula",
    [
        "=10+10 -> 20",
        "=SUM(E8:E9) -> 43",
        "=(E8+E9)/2 -> 21.5",
        "=ROUND((E8+E9)/2,0) -> 22",
        '=IF(OR(E8="",E9=""),"",E8+E9) -> 43',
        "=VLOOKUP(B7,B8:E9,4,0) -> 5",
        "=SUM('다른 시트'!A1) -> 5",
        '=INDIRECT("E8") -> 5',
    ],
)
def test_book_040_right_result_or_one_that_cannot_be_worked_out__ok(formula: str) -> None:
    lines = told(monitoring().with_cells("모니터링", {"E7": formula}))
    assert [line for line in lines if "BOOK-040" in line] == []


def test_book_040_formula_over_another_formula_that_was_not_calculated__error() -> None:
    odd = monitoring().with_cells("모니터링", {"E7": "=N30 -> 20", "N30": "=10+11 -> 20"})
    assert told(odd) == ["BOOK-040 error row_left_out 모니터링!E7 '20'"]


@pytest.mark.parametrize("formula", ["=VLOOKUP(B7,B8:E9,4,0) -> 20", '=COUNTIF(B7:B9,"*동") -> 20'])
def test_book_046_number_of_a_formula_that_cannot_be_worked_out__warning(formula: str) -> None:
    odd = monitoring().with_cells("모니터링", {"E7": formula})
    assert told(odd) == ["BOOK-046 warning kept 모니터링!E7 '20'"]
    assert people(odd) == 20 + 21 + 22


def test_book_046_dong_of_a_formula_that_cannot_be_worked_out__warning() -> None:
    odd = monitoring().with_cells("모니터링", {"B7": "=VLOOKUP(1,K7:L9,2,0) -> 녹번동"})
    (line,) = told(odd)
    assert line == "BOOK-046 warning kept 모니터링!B7 '녹번동'"
    assert line.sentence == (
        "동 칸의 '녹번동'은 수식(=VLOOKUP(1,K7:L9,2,0))의 결과인데, 이 프로그램이 다시 계산하지 못하는 "
        "수식이어서 맞는지 보지 못했습니다. 저장된 값으로 읽었습니다. 값이 맞는지 확인하고, 칸을 복사해 '값으로 "
        "붙여넣기' 해 주세요."
    )


@pytest.mark.parametrize("cells", [{"E7": "=10+10 -> 20"}, {"I7": "=UPPER(B7) -> 녹번동"}, {"P7": "=TODAY() -> 44287"}])
def test_book_046_formula_that_can_be_or_gives_no_number_that_counts__ok(cells: dict[str, str]) -> None:
    assert told(monitoring().with_cells("모니터링", cells)) == []


def read_without_the_rule(amount: str) -> list[Finding]:
    """The findings of reading about a typed amount where the form declares the formula but no rule that compares it."""
    config, forms = settings()
    declared = forms["joint_project_plan"].model_dump()
    budget = declared["sheets"][3]["tables"][0]
    budget["rules"] = [rule for rule in budget["rules"] if rule["kind"] != "product"]
    plan_form = Form.model_validate(declared)
    fields = {column.id: column for form in forms for column in forms.header(form)}
    reader = Reader(FormSet([*(form for form in forms if form.id != plan_form.id), plan_form], fields), config)
    reading = reading_of(plan(f"이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | {amount}"))
    return reader.read(0, reading).findings


def test_book_042_other_number_over_a_formula_that_no_rule_compares__error() -> None:
    (found,) = read_without_the_rule("59999")
    line = line_of(found, with_file=True)
    assert line == "1권역_공동사업계획서.xlsx: BOOK-042 error kept 소요예산!F2 '59999'"
    assert line.sentence == (
        "금액(원) 칸에 59999가 적혀 있으나 서식의 수식으로 계산하면 60,000입니다. 칸의 수식을 되살리거나(위아래 칸에서 "
        "복사) 계산에 쓰이는 칸을 확인해 주세요."
    )
    assert (found.table, found.row) == ("budget", 2)


def test_book_042_formula_in_its_place__ok() -> None:
    assert read_without_the_rule("=D2*E2 -> 60000") == []


def test_book_043_right_numbers_over_the_formulas__warning() -> None:
    odd = plan(
        "이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | 60000", "이웃 살핌 | 업무추진비 | 다과 | 5000 | 2 | 10000"
    )
    (line,) = told(odd)
    assert line == "BOOK-043 warning kept 소요예산!F2 '60000'"
    assert line.sentence == (
        "금액(원) 칸(F2, F3)의 수식이 숫자로 덮여 있습니다. 적힌 수는 계산한 값과 같습니다. 다음에 값을 고치면 "
        "자동으로 계산되지 않으니, 수식이 있는 칸은 그대로 두어 주세요."
    )


def test_book_043_formula_left_in_place__ok() -> None:
    assert told(plan("이웃 살핌 | 사무관리비 | 재료비 | 15000 | 4 | =E2*D2 -> 60000")) == []


@pytest.mark.parametrize(
    ("formula", "value"),
    [("=SUM(E7:E9) ->", 63), ("=VLOOKUP(1,A1:B2,2) ->", None), ("=SUM(E7:E8) -> 40", 40), ('=IF(1=1,"") ->', "blank")],
)
def test_a_total_that_was_not_calculated_is_what_its_formula_comes_to(formula: str, value: object) -> None:
    odd = monitoring().with_cells("모니터링", {"A10": "합계", "E10": formula})
    (result,) = [item for item in run(odd).returns if item.form == "phone_monitoring"]
    (total,) = next(iter(result.tables.values())).totals
    assert (total.cells["people_count"].value if "people_count" in total.cells else "blank") == value


@pytest.mark.parametrize(
    ("rule", "typed", "merged"),
    [
        ("BOOK-014", {"E9": ""}, "E8:E9"),
        ("BOOK-015", {"B9": ""}, "B8:B9"),
        ("BOOK-019", {}, "B8:B9"),
        ("BOOK-040", {"E8": "=10+10 -> 0"}, ""),
        ("BOOK-046", {"E8": "=VLOOKUP(B7,B8:E9,4,0) -> 20"}, ""),
        ("BOOK-061", {"E8": "~~12~~15"}, ""),
        ("BOOK-062", {"E8": "28^^1^^"}, ""),
        ("BOOK-064", {"E8": "=RANDBETWEEN(20,30) -> 21"}, ""),
    ],
)
def test_a_finding_about_a_cell_names_its_table_and_its_row(rule: str, typed: dict[str, str], merged: str) -> None:
    odd = monitoring().with_cells("모니터링", typed)
    found = [item for item in check(odd.merging("모니터링", merged) if merged else odd) if item.rule == rule]
    assert [(item.table, item.row) for item in found] == [("monitoring", 9 if rule == "BOOK-019" else 8)]


@pytest.mark.parametrize("name", ["집행내역", "집행 '내역"])
def test_book_043_a_sum_over_another_sheet_that_was_typed__warning(name: str) -> None:
    """400,000 won were spent on the first item, in the first row of the other sheet."""
    typed = book("settlement").with_cells("정산총괄", {"C7": "400000", "D7": "870000"})
    lines = told(typed.sheet_renamed("집행내역", name))
    assert [line for line in lines if line.startswith("BOOK-04") and "C8" not in line] == [
        "BOOK-043 warning kept 정산총괄!C7 '400000'",
        "BOOK-043 warning kept 정산총괄!D7 '870000'",
    ]


def test_book_043_a_sum_over_a_table_without_a_row_is_nothing__warning() -> None:
    empty = {f"{column}{row}": "" for column in "ABCDEF" for row in range(2, 9)}
    typed = book("settlement").with_cells("정산총괄", {"C7": "0", "D7": "1270000"}).with_cells("집행내역", empty)
    assert "BOOK-043 warning kept 정산총괄!C7 '0'" in told(typed)
