"""How many cells of a sheet still have to be filled in: shown at its top before anybody sends it in.

Comes in: a sheet's layout and what is filled. Goes out: the formula that counts, and its current result. The formula
uses only functions that every spreadsheet program has. A row counts once something was written into it. Cells below the
line that closes a table are in no total; the formula says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from pipeline.forms.form import Column
from pipeline.templates.formulas import Results, needs_of, parse_formula
from pipeline.templates.layout import SheetLayout, TableLayout

DONE, LACKING, NOTHING, BELOW = "다 채움", "빠진 칸", "적은 줄 없음", "회색 줄 아래에 적음"
_LOOKED_AT_BELOW = 50  # rows: nobody continues further down


def completeness_formula(place: SheetLayout) -> str:
    """The formula of the cell; "" for a sheet on which nothing must be filled."""
    terms = [
        *(
            f'IF({xl_rowcol_to_cell(field.row, field.column + 1)}="",1,0)'
            for field in place.header
            if field.field.required
        ),
        *(term for table in place.tables for term in _terms(table)),
    ]
    if not terms:
        return ""
    count, begun = "+".join(terms), "+".join(_begun(table) for table in place.tables if _typed(table))
    done = f'IF({begun}=0,"{NOTHING}","{DONE}")' if begun else f'"{DONE}"'
    told = f'IF({count}=0,{done},"{LACKING} "&({count})&"개")'
    return f'=IF({"+".join(_written_below(place))}>0,"{BELOW}",{told})'


def completeness(place: SheetLayout, header: Mapping[str, object], results: Results) -> str:
    """The result of the formula."""
    lacking = sum(1 for field in place.header if field.field.required and header.get(field.field.id) in (None, ""))
    counts = [_counted(table, results) for table in place.tables if _typed(table)]
    lacking += sum(blank for _, blank in counts)
    if lacking:
        return f"{LACKING} {lacking}개"
    return NOTHING if counts and not any(begun for begun, _ in counts) else DONE


def _written_below(place: SheetLayout) -> Iterator[str]:
    """Terms that count the cells between the closing line of each table and the next table, without the table's own
    total. The line itself is included, so that a row inserted right below it is included too.
    """
    ends = [table.caption_row - 1 for table in place.tables[1:]] + [place.last_row + _LOOKED_AT_BELOW]
    for table, end in zip(place.tables, ends, strict=True):
        own = 1 + len(table.table.total_of) if table.total_row is not None else 0
        yield f"COUNTA({xl_range(table.closing_row, 0, end, len(table.table.columns) - 1)})-{own}"


def _typed(table: TableLayout) -> list[Column]:
    """The columns that show that a row was begun: neither calculated nor prefilled."""
    return [column for column in table.table.columns if not column.formula and not column.prefilled]


def _required(table: TableLayout) -> list[Column]:
    return [c for c in table.table.columns if c.required and not c.formula and not c.carry_down]


def _computed(table: TableLayout) -> list[tuple[Column, tuple[str, ...]]]:
    """The columns that are calculated from numbers of their row, with the ids of these numbers."""
    worked_out = [column for column in table.table.columns if column.formula]
    needed = [(column, needs_of(parse_formula(column.formula), table.table).numbers) for column in worked_out]
    return [(column, numbers) for column, numbers in needed if numbers]


def _is_begun(table: TableLayout) -> str:
    return "+".join(f'({table.inputs(column.id)}<>"")' for column in _typed(table))


def _begun(table: TableLayout) -> str:
    """The term that counts the rows with something written into them."""
    return f"SUMPRODUCT(1*(({_is_begun(table)})>0))"


def _terms(table: TableLayout) -> Iterator[str]:
    """Terms that count the blank cells of each required column, missing results whose inputs are all there, and the
    rows still needed to reach the least number.
    """
    if not _typed(table):
        return
    for column in _required(table):
        yield f'SUMPRODUCT((({_is_begun(table)})>0)*({table.inputs(column.id)}=""))'
    for column, numbers in _computed(table):  # a row that somebody inserted may lack the formula
        given = "*".join(f'({table.inputs(name)}<>"")' for name in numbers)
        yield f'SUMPRODUCT({given}*({table.inputs(column.id)}=""))'
    if table.table.min_rows:
        yield f"MAX(0,{table.table.min_rows}-{_begun(table)})"


def _counted(table: TableLayout, results: Results) -> tuple[int, int]:
    """(rows begun, cells and rows missing)."""
    begun = blank = 0
    for index in range(results.count(table.table.id)):
        cells = {column.id: results.value(table.table.id, index, column.id) for column in table.table.columns}
        if any(cells[column.id] not in (None, "") for column in _typed(table)):
            begun += 1
            blank += sum(cells[column.id] in (None, "") for column in _required(table))
        for column, numbers in _computed(table):
            blank += cells[column.id] in (None, "") and all(cells[name] not in (None, "") for name in numbers)
    return begun, blank + max(0, table.table.min_rows - begun)
