"""The checks: pure functions that return findings, in gates. Nothing about data is raised.

Comes in: returns that the workbook gate let through. Goes out: frames of values, and every finding of cells, rows and forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.config.load import YearConfig
from pipeline.findings import Effect, Finding
from pipeline.forms.form import FormSet
from pipeline.model import Return, ReturnState
from pipeline.tables import TableFrames, ValueTable, build_frames
from pipeline.validate.cells import CellGate
from pipeline.validate.exceptions import apply_exceptions
from pipeline.validate.listed import check_listed
from pipeline.validate.monitoring import check_rounds
from pipeline.validate.rows import check_rows

__all__ = ["CellGate", "TableKey", "apply_exceptions", "check_tables", "frames_of", "leave_out"]

TableKey = tuple[str, str]


def frames_of(
    forms: FormSet, returns: Sequence[Return], tables: Mapping[int, Sequence[tuple[str, ValueTable]]]
) -> dict[TableKey, TableFrames]:
    """The frames of every table of every form, over the returns that are used. Key: (form id, table id)."""
    frames: dict[TableKey, TableFrames] = {}
    used = {result.number: result for result in returns if result.state is ReturnState.USED}
    for form in forms:
        numbers = [number for number, result in used.items() if result.form == form.id]
        for _, table in form.tables():
            parts = [part for number in numbers for table_id, part in tables.get(number, ()) if table_id == table.id]
            columns = [column.id for column in table.columns]
            integers = [c.id for c in table.columns if c.is_number or c.type == "month" or c.choices_from == "regions"]
            frames[(form.id, table.id)] = build_frames(form.id, table.id, columns, integers, parts)
    return frames


def check_tables(forms: FormSet, frames: Mapping[TableKey, TableFrames], config: YearConfig) -> list[Finding]:
    """Every finding of the row gate and of the checks across rows, tables and forms."""
    found: list[Finding] = []
    for form in forms:
        own = {table.id: frames[(form.id, table.id)] for _, table in form.tables()}
        for _, table in form.tables():
            found += check_rows(form, table, own[table.id])
            found += check_rounds(form, table, own[table.id], config)
        found += check_listed(form, own)
    return found


def leave_out(frames: Mapping[TableKey, TableFrames], findings: Sequence[Finding], returns: Sequence[Return]) -> None:
    """Mark the rows that findings leave out, so that no total counts them."""
    number_of = {result.file: result for result in returns}
    for item in findings:
        result = number_of.get(item.place.file)
        if item.effect is not Effect.ROW_LEFT_OUT or item.row is None or result is None or result.form is None:
            continue
        table = frames.get((result.form, item.table))
        if table is not None:
            table.left_out.add((result.number, item.row))
