"""How many cells of a sheet still have to be filled: told on top of it, before anybody sends it in.

Comes in: a sheet's layout and what is filled. Goes out: the formula that counts, and what it comes to now. It has only
functions that every program for workbooks has. A row counts once something was written into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.forms.form import Column
from pipeline.templates.formulas import Results
from pipeline.templates.layout import SheetLayout, TableLayout

DONE, LACKING, NOTHING = "다 채움", "빠진 칸", "적은 줄 없음"


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
    return f'=IF({count}=0,{done},"{LACKING} "&({count})&"개")'


def completeness(place: SheetLayout, header: Mapping[str, object], results: Results) -> str:
    """What the formula comes to."""
    lacking = sum(1 for field in place.header if field.field.required and header.get(field.field.id) in (None, ""))
    counts = [_counted(table, results) for table in place.tables if _typed(table)]
    lacking += sum(blank for _, blank in counts)
    if lacking:
        return f"{LACKING} {lacking}개"
    return NOTHING if counts and not any(begun for begun, _ in counts) else DONE


def _typed(table: TableLayout) -> list[Column]:
    """The columns that begin a row: neither worked out nor filled in beforehand."""
    return [column for column in table.table.columns if not column.formula and not column.prefilled]


def _required(table: TableLayout) -> list[Column]:
    return [c for c in table.table.columns if c.required and not c.formula and not c.carry_down]


def _is_begun(table: TableLayout) -> str:
    return "+".join(f'({table.inputs(column.id)}<>"")' for column in _typed(table))


def _begun(table: TableLayout) -> str:
    """How many rows something was written into."""
    return f"SUMPRODUCT(1*(({_is_begun(table)})>0))"


def _terms(table: TableLayout) -> Iterator[str]:
    """What counts the blank cells of each column that must be filled, and the rows that are too few."""
    if not _typed(table):
        return
    for column in _required(table):
        yield f'SUMPRODUCT((({_is_begun(table)})>0)*({table.inputs(column.id)}=""))'
    if table.table.min_rows:
        yield f"MAX(0,{table.table.min_rows}-{_begun(table)})"


def _counted(table: TableLayout, results: Results) -> tuple[int, int]:
    """(rows that were begun, cells and rows that lack)."""
    begun = blank = 0
    for index in range(results.count(table.table.id)):
        cells = {column.id: results.value(table.table.id, index, column.id) for column in table.table.columns}
        if any(cells[column.id] not in (None, "") for column in _typed(table)):
            begun += 1
            blank += sum(cells[column.id] in (None, "") for column in _required(table))
    return begun, blank + max(0, table.table.min_rows - begun)
