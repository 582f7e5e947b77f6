"""Where a table may continue on the next page: never between a label and its rows, and never with a single line left
alone.
"""

from __future__ import annotations

from pipeline.report.blocks import TableBlock, TableCell, TableColumn, TableRow, line, text_of
from pipeline.report.layout.breaks import kept_with_next, with_labels_repeated


def a_cell(text: str, rows: int = 1) -> TableCell:
    return TableCell((line(text),), rows=rows)


def a_block(*rows: tuple[TableCell | None, ...]) -> TableBlock:
    columns = tuple(TableColumn(f"열{number}") for number in range(len(rows[0])))
    return TableBlock("t", "표", columns, tuple(TableRow(row) for row in rows))


def grouped(*sizes: int) -> TableBlock:
    """A table of two columns whose first is merged over ``sizes`` rows at a time: "1권역", "2권역" …"""
    rows = []
    for group, size in enumerate(sizes, start=1):
        rows += [(a_cell(f"{group}권역", size) if member == 0 else None, a_cell("값")) for member in range(size)]
    return a_block(*rows)


def labels(block: TableBlock, column: int = 0) -> list[tuple[str, int]]:
    """The label cells of a column, each with the rows it spans."""
    cells = [row.cells[column] for row in block.rows]
    return [(text_of(cell.lines[0]), cell.rows) for cell in cells if cell is not None]


def test_rows_under_one_label_stay_on_one_page() -> None:
    kept = kept_with_next(grouped(4, 4, 4), [1] * 12, keep_last=False)
    assert kept == [True, True, True, False, True, True, True, False, True, True, True, False]


def test_one_high_row_is_company_enough_for_the_header() -> None:
    assert kept_with_next(grouped(1, 1, 1), [4, 4, 4], keep_last=False) == [False, False, False]


def test_short_groups_keep_their_single_label() -> None:
    assert with_labels_repeated(grouped(3, 12), [1] * 15) == grouped(3, 12)


def test_a_group_too_long_for_one_page_says_its_label_again() -> None:
    found = with_labels_repeated(grouped(2, 30), [1] * 32)
    assert labels(found) == [("1권역", 2), ("2권역", 12), ("2권역", 12), ("2권역", 6)]


def test_a_long_group_is_never_cut_inside_the_group_of_another_label() -> None:
    # One region with seven activities of two rows each: 12 lines are six activities.
    rows = [
        (a_cell("3권역", 14) if member == 0 else None, a_cell(f"사업{member // 2}", 2) if member % 2 == 0 else None)
        for member in range(14)
    ]
    found = with_labels_repeated(a_block(*((*row, a_cell("값")) for row in rows)), [1] * 14)
    assert labels(found) == [("3권역", 12), ("3권역", 2)]
    assert labels(found, 1) == [(f"사업{number}", 2) for number in range(7)]


def test_rows_higher_than_a_part_stand_alone_under_the_label() -> None:
    assert labels(with_labels_repeated(grouped(3), [20, 20, 1])) == [("1권역", 1), ("1권역", 1), ("1권역", 1)]
