"""A workbook in which people have moved things reads the same: rows inserted, columns swapped, another name or folder.

Inserting rows, moving columns or renaming a file changes only the address of a finding, and no figure. Where columns of
numbers are in another order, the sender is asked, because perhaps only their labels were swapped.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from tests.support.markdown_book import Book, book, place_of, run, run_without_figures

pytestmark = pytest.mark.thorough

MOVED = "BOOK-081"

# Form, the sheet that is moved, its row of labels, its columns, and mistakes to be found again.
MISTAKEN = {
    "phone_monitoring": ("모니터링", 6, "ABCDEFGHI", {"E7": "약 20", "F8": "3", "D9": "2021-03-01", "B9": "역촌동"}),
    "monthly_results": ("위기가구", 1, "ABCD", {"B2": "#REF!", "C3": "", "A4": "녹번동", "D4": "세 건"}),
    "settlement": ("집행내역", 1, "ABCDEF", {"A2": "2020-05-11", "E3": "200000원", "F3": "사무-01", "C2": ""}),
    "joint_project_plan": ("소요예산", 1, "ABCDEF", {"F2": "=D2*E2 -> 7", "D3": "", "A3": "이웃살핌", "B2": "사무비"}),
    "operating_plan": ("단계별계획", 1, "ABCDE", {"A2": "첫 단계", "B3": "3/5", "C4": "2021-06-30", "D3": ""}),
    "head_office": ("교부내역", 1, "ABCD", {"A2": "9권역", "D3": "1270", "C4": "미정", "D5": "-5"}),
}


def mistaken(form: str) -> Book:
    sheet, _, _, cells = MISTAKEN[form]
    return book(form, file="제출.xlsx").with_cells(sheet, cells)


def told(result: RunResult, file: str) -> list[Finding]:
    return [item for item in result.findings if item.place.file == file]


def as_seen(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    """What the sender is told, without addresses: some sentences name rows and formulas by their addresses."""
    return sorted(
        (item.rule, item.value, item.effect.value, item.message if "행에도" not in item.message else "")
        for item in findings
        if item.rule not in ("BOOK-040", MOVED)
    )


def addresses(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return sorted((item.rule, item.place.sheet, item.place.cell) for item in findings)


def moved_address(form: str, sheet: str, cell: str, rows: int, above: int, swapped: tuple[str, str]) -> str:
    if sheet != MISTAKEN[form][0] or not cell:
        return cell
    row = place_of(cell)[0]
    letters = cell.rstrip("0123456789")
    if row >= MISTAKEN[form][1]:
        letters = {swapped[0]: swapped[1], swapped[1]: swapped[0]}.get(letters, letters)
    return f"{letters}{row + rows if row >= above else row}"


@pytest.mark.parametrize("form", MISTAKEN)
@settings(max_examples=8)
@given(data=st.data())
def test_moving_things_changes_no_finding_but_its_address(form: str, data: st.DataObject) -> None:
    sheet, label_row, letters, _ = MISTAKEN[form]
    rows = data.draw(st.integers(0, 20), label="rows inserted")
    above = data.draw(st.integers(1, label_row), label="above row")
    first, second = data.draw(st.permutations(letters), label="columns swapped")[:2]
    folder = data.draw(st.sampled_from(["", "받은 것/", "4월/다시/"]))
    name = data.draw(st.text("가나다라abc 0_-", min_size=1, max_size=12).map(str.strip).filter(bool))
    file = f"{folder}{name}.xlsx"
    before = mistaken(form)
    after = before.columns_swapped(sheet, first, second, label_row).rows_inserted(sheet, rows, above).renamed(file)
    found = told(run_without_figures(before), "제출.xlsx")
    again = told(run_without_figures(after), file)
    assert found
    assert as_seen(again) == as_seen(found)
    shifted = sorted(
        (
            item.rule,
            item.place.sheet,
            moved_address(form, item.place.sheet, item.place.cell, rows, above, (first, second)),
        )
        for item in found
        if not names_the_first_column(item)
    )
    assert [entry for entry in addresses(again) if entry in shifted] == shifted


def names_the_first_column(item: Finding) -> bool:
    """Findings about a whole row or table are at its first column, whichever that is."""
    return item.rule in ("BOOK-013", "BOOK-017", "BOOK-035")


@pytest.mark.parametrize("form", MISTAKEN)
def test_three_rows_above_the_labels_and_two_columns_swapped_change_no_figure(form: str) -> None:
    sheet, label_row, letters, _ = MISTAKEN[form]
    plain = book(form)
    moved = (
        plain.columns_swapped(sheet, letters[1], letters[-1], label_row)
        .rows_inserted(sheet, 3, above=label_row)
        .renamed("하위 폴더/아무 이름.xlsx")
    )
    before, after = run(plain), run(moved)
    values = {figure.key: (figure.value, figure.state) for figure in before.figures}
    assert {figure.key: (figure.value, figure.state) for figure in after.figures} == values
    assert any(value for value, _ in values.values())
    asked = [item.rule for item in told(after, moved.file)]
    assert asked == ([MOVED] if form == "monthly_results" else [])  # 발굴 behind 사례공유


@pytest.mark.parametrize("form", MISTAKEN)
def test_without_its_stamp_a_form_reads_the_same(form: str) -> None:
    plain = mistaken(form)
    found = as_seen(told(run_without_figures(plain), "제출.xlsx"))
    again = as_seen(told(run_without_figures(replace(plain, stamp=None)), "제출.xlsx"))
    assert [entry for entry in again if entry[0] != "BOOK-033"] == found


@pytest.mark.parametrize("rows", [1, 5, 30])
def test_rows_above_the_header_block_move_it_as_well(rows: int) -> None:
    moved = mistaken("phone_monitoring").rows_inserted("모니터링", rows)
    plain = told(run_without_figures(mistaken("phone_monitoring")), "제출.xlsx")
    assert as_seen(told(run_without_figures(moved), "제출.xlsx")) == as_seen(plain)
