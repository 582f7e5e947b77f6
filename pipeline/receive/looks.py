"""Cells whose look changes what they say: struck out, a raised footnote mark, text in the colour of its background.

Comes in: the tables and header of a return, and the looks that the workbook room noted. Goes out: findings, and the
cells whose value cannot be used. A value that is struck out as a whole still counts, and somebody has to look at it;
where only part of it is struck out or raised, nobody knows which digits are meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.forms.form import Column, Form, TableForm
from pipeline.korean import some_of
from pipeline.model.cells import Cell, Look, SheetReading, WorkbookReading, cell_address
from pipeline.model.findings import Effect, Finding, Place
from pipeline.model.returns import HeaderValue, RawTable
from pipeline.normalise import clean_text, display_of, shortened
from pipeline.rules.catalogue import worded_finding

STRUCK, PARTLY_STRUCK, RAISED, UNSEEN, CONDITIONAL = "BOOK-060", "BOOK-061", "BOOK-062", "BOOK-063", "BOOK-069"
_NOTHING_ODD = Look()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A cell with an odd look, and the column or header field that it belongs to."""

    column: Column
    cell: Cell
    look: Look
    table: TableForm | None = None

    @property
    def must_be_exact(self) -> bool:
        """Whether one extra character would make it a different value."""
        return self.column.type != "text" or bool(self.column.dimension or self.column.choices_from)

    @property
    def rule(self) -> str:
        """The rule about this one cell; "" where it is listed with others, or need not be reported."""
        if not self.must_be_exact:
            return ""
        if self.look.struck and not self.look.all_struck:
            return PARTLY_STRUCK
        return RAISED if self.look.raised and not self.look.all_struck else ""


def check_looks(
    form: Form, tables: Mapping[str, RawTable], workbook: WorkbookReading, file: str
) -> tuple[dict[str, RawTable], list[Finding]]:
    """The tables with the cells of doubtful digits marked as reported, and the findings about looks."""
    checked: dict[str, RawTable] = {}
    findings: list[Finding] = []
    for table_id, raw in tables.items():
        place = partial(Place, file, raw.sheet)
        seen = list(_seen_in(form.table(table_id), raw, workbook))
        doubtful = [item for item in seen if item.rule]
        findings += [_doubt(item, place(item.cell.address)) for item in doubtful]
        findings += _listed(seen, place)
        reported = {(item.cell.row, item.column.id) for item in doubtful}
        checked[table_id] = replace(raw, reported=raw.reported | reported)
    return checked, findings


def check_header_looks(
    fields: Sequence[Column], header: Mapping[str, HeaderValue], sheet: SheetReading
) -> Iterator[Finding]:
    """The findings about the looks of the header block's values, which stand in ``sheet``."""
    odd = {cell_address(*at): (sheet.cells[at], look) for at, look in sheet.looks.items() if at in sheet.cells}
    fields = [column for column in fields if header[column.id].place.cell in odd]
    seen = [_Seen(column, *odd[header[column.id].place.cell]) for column in fields]
    for item in (item for item in seen if item.rule):
        yield replace(_doubt(item, header[item.column.id].place), effect=Effect.KEPT)
    if seen:
        first = header[seen[0].column.id].place
        yield from _listed(seen, partial(Place, first.file, first.sheet))


def _seen_in(table: TableForm, raw: RawTable, workbook: WorkbookReading) -> Iterator[_Seen]:
    """The odd cells in rows where the sender wrote something, unless they are already reported."""
    sheet = workbook.sheet(raw.sheet)
    if sheet is None or not sheet.looks:
        return
    given = {column.id for column in table.columns if column.prefilled or column.formula}
    for row in raw.rows:
        if not any(name not in given and display_of(cell) for name, cell in row.cells.items()):
            continue
        for name, cell in row.cells.items():
            look = sheet.looks.get((cell.row, cell.column), _NOTHING_ODD)
            if look is not _NOTHING_ODD and cell.row == row.row and (row.row, name) not in raw.reported:
                yield _Seen(table.column(name), cell, look, table)


def _doubt(item: _Seen, place: Place) -> Finding:
    shown = display_of(item.cell)
    words: dict[str, object] = {
        "label": item.column.label,
        "value": shown,
        "struck": shortened(item.look.struck),
        "raised": shortened(item.look.raised),
    }
    decides = item.table is not None and item.table.decides_numbers(item.column)
    effect = Effect.ROW_LEFT_OUT if decides else Effect.KEPT
    table = item.table.id if item.table is not None else ""
    return worded_finding(item.rule, place, words, effect=effect, table=table, row=item.cell.row)


def _listed(seen: Sequence[_Seen], place: partial[Place]) -> Iterator[Finding]:
    """One finding for all cells of a table with the same rule that are read as they stand."""
    struck = [item for item in seen if item.look.struck and item.rule != PARTLY_STRUCK]
    unseen = [item for item in seen if item.look.unseen and not item.rule]
    changed = [item for item in seen if item.look.conditional and item.must_be_exact and not item.rule]
    for rule, found in ((STRUCK, struck), (UNSEEN, unseen), (CONDITIONAL, changed)):
        items = [item for item in found if clean_text(display_of(item.cell)).text]
        if items:
            cells = [item.cell.address for item in items]
            words: dict[str, object] = {
                "listed": some_of(cells, counter="개 칸"),
                "sums": _sums(items),
                "value": display_of(items[0].cell),
            }
            yield worded_finding(rule, place(cells[0]), words)


def _sums(items: Sequence[_Seen]) -> str:
    """The numbers among the cells, by column: "(실적 인원(명) 235)"; "" where there are none."""
    sums: dict[str, int | float] = {}
    for item in items:
        value = item.cell.value
        if item.column.measure and isinstance(value, int | float) and not item.cell.is_date:
            sums[item.column.label] = sums.get(item.column.label, 0) + value
    return f"({', '.join(f'{label} {value:,}' for label, value in sums.items())})" if sums else ""
