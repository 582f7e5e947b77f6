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

DONE, LACKING = "다 채움", "빠진 칸"


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
    count = "+".join(terms)
    return f'=IF({count}=0,"{DONE}","{LACKING} "&({count})&"개")' if terms else ""


def completeness(place: SheetLayout, header: Mapping[str, object], results: Results) -> str:
    """What the formula comes to."""
    lacking = sum(1 for field in place.header if field.field.required and header.get(field.field.id) in (None, ""))
    lacking += sum(_lacking(table, results) for table in place.tables)
    return f"{LACKING} {lacking}개" if lacking else DONE


def _typed(table: TableLayout) -> list[Column]:
    """The columns that begin a row: neither worked out nor filled in beforehand."""
    return [column for column in table.table.columns if not column.formula and not column.prefilled]


def _required(table: TableLayout) -> list[Column]:
    return [c for c in table.table.columns if c.required and not c.formula and not c.carry_down]


def _terms(table: TableLayout) -> Iterator[str]:
    typed = "+".join(f'({table.inputs(column.id)}<>"")' for column in _typed(table))
    if not typed:
        return
    for column in _required(table):
        yield f'SUMPRODUCT((({typed})>0)*({table.inputs(column.id)}=""))'
    if table.table.min_rows:
        yield f"MAX(0,{table.table.min_rows}-SUMPRODUCT(1*(({typed})>0)))"


def _lacking(table: TableLayout, results: Results) -> int:
    typed, begun, blank = _typed(table), 0, 0
    for index in range(results.count(table.table.id) if typed else 0):
        if any(results.value(table.table.id, index, column.id) not in (None, "") for column in typed):
            begun += 1
            blank += sum(results.value(table.table.id, index, column.id) in (None, "") for column in _required(table))
    return blank + (max(0, table.table.min_rows - begun) if typed else 0)
