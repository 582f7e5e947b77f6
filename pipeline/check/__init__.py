"""The checks: pure functions that return findings, in gates. Nothing about data is raised.

Comes in: returns that passed the workbook gate. Goes out: frames of values, and every finding about cells, rows and
forms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from pipeline.check.across_rules import check_across
from pipeline.check.answers import place_answers
from pipeline.check.budget import check_budget
from pipeline.check.called_off import check_called_off, check_remarks
from pipeline.check.cell_gate import CellGate
from pipeline.check.context import CheckContext
from pipeline.check.exceptions import apply_exceptions
from pipeline.check.listed import check_listed
from pipeline.check.meetings import check_meetings
from pipeline.check.monitoring import check_dongs
from pipeline.check.projects import check_given_rows, check_projects, check_stages
from pipeline.check.published import check_published
from pipeline.check.rounds import check_rounds, rounds_of
from pipeline.check.row_gate import check_rows
from pipeline.check.spellings import check_spellings, unify_spellings
from pipeline.check.trends import check_trends
from pipeline.forms.form import FormSet
from pipeline.model.findings import Effect, Finding, Gate
from pipeline.model.returns import Return, ReturnState
from pipeline.model.tables import TableFrames, ValueTable, build_frames

__all__ = [
    "CHECKS",
    "CellGate",
    "CheckContext",
    "TableKey",
    "apply_exceptions",
    "check_published",
    "check_rounds",
    "check_tables",
    "frames_of",
    "leave_out",
    "place_answers",
    "rounds_of",
]

TableKey = tuple[str, str]


def frames_of(
    forms: FormSet, returns: Sequence[Return], tables: Mapping[int, Sequence[tuple[str, ValueTable]]]
) -> dict[TableKey, TableFrames]:
    """The frames of every table of every form, over all returns that count. Key: (form id, table id)."""
    frames: dict[TableKey, TableFrames] = {}
    used = {result.number: result for result in returns if result.state is ReturnState.USED}
    for form in forms:
        numbers = [number for number, result in used.items() if result.form == form.id]
        for _, table in form.tables():
            parts = [part for number in numbers for table_id, part in tables.get(number, ()) if table_id == table.id]
            columns = [column.id for column in table.columns]
            integers = [c.id for c in table.columns if c.is_number or c.type == "month" or c.choices_from == "regions"]
            frames[(form.id, table.id)] = build_frames(form.id, table.id, columns, integers, parts)
    unify_spellings(forms, frames)
    return frames


def check_declared(context: CheckContext) -> Iterator[Finding]:
    """The findings of the rules that the forms declare, and of the checks on dongs, rounds and prefilled rows."""
    for form in context.forms:
        own = {table.id: context.frames[(form.id, table.id)] for _, table in form.tables()}
        for _, table in form.tables():
            yield from check_rows(form, table, own[table.id])
            yield from check_called_off(table, own[table.id])
            yield from check_remarks(table, own[table.id])
            yield from check_given_rows(form, table, context)
            if context.config.asks_for(form.id, table.id):
                yield from check_dongs(form, table, own[table.id], context.config, context.used(form.id))
        yield from check_listed(form, own)


# The gates in order: rows and tables first (declared in the forms), then across forms and months.
CHECKS: tuple[Callable[[CheckContext], Iterable[Finding]], ...] = (
    check_spellings,
    check_declared,
    check_across,
    check_stages,
    check_projects,
    check_meetings,
    check_budget,
    check_trends,
)


# Rule -> the rules whose findings explain it, and whether both must be in the same row (else: in the same table).
EXPLAINED_BY: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "SET-001": (("SET-003",), True),  # a typed sum that is wrong is not reported again as more than was granted
    "SET-006": (("SET-003", "SET-008"), True),  # money returned, against a remaining amount that is wrong
    "BUD-001": (("BUD-002",), False),  # a plan above its ceiling because a product in it is wrong
    "TRD-001": (("TRD-005",), True),  # far from the usual, and also from all other returns
    "MTG-006": (("ROW-012",), True),  # twice on one day, because a line was copied
    "MON-011": (("ROW-002",), True),  # a day outside the round that is also before its start day or after its end day
}


def check_tables(context: CheckContext) -> list[Finding]:
    """Every finding of the row gate and of the checks across rows, tables and forms, in the order of ``CHECKS``.

    A finding that only follows from another one is left out: one mistake is reported once.
    """
    found = [item for check in CHECKS for item in check(context)]
    causes = {rule for rules, _ in EXPLAINED_BY.values() for rule in rules}
    rows = {(item.rule, item.place.file, item.table, item.row) for item in found if item.rule in causes}
    tables = {(rule, file, table) for rule, file, table, _ in rows}
    return [item for item in found if not _is_explained(item, rows, tables)]


def _is_explained(
    item: Finding, rows: Collection[tuple[str, str, str, int | None]], tables: Collection[tuple[str, str, str]]
) -> bool:
    causes, in_row = EXPLAINED_BY.get(item.rule, ((), False))
    file, table = item.place.file, item.table
    if in_row:
        return any((cause, file, table, item.row) in rows for cause in causes)
    return any((cause, file, table) in tables for cause in causes)


def leave_out(frames: Mapping[TableKey, TableFrames], findings: Sequence[Finding], returns: Sequence[Return]) -> None:
    """Mark the rows that findings leave out, so that no total counts them; also the other rows that a finding of the
    workbook gate (such as a merge) is about.
    """
    result_of = {result.file: result for result in returns}
    for item in findings:
        result = result_of.get(item.place.file)
        if item.effect is not Effect.ROW_LEFT_OUT or item.row is None or result is None or result.form is None:
            continue
        table = frames.get((result.form, item.table))
        if table is None:
            continue
        raw = result.tables.get(item.table)
        reported = raw.reported if raw is not None else frozenset()
        is_of_several = item.gate is Gate.WORKBOOK  # a formula or a look is reported once for all rows that share it
        columns = {column for row, column in reported if row == item.row and is_of_several}
        rows = {item.row} | {row for row, column in reported if column in columns}
        table.left_out |= {(result.number, row) for row in rows}
