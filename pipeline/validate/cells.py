"""The cell gate: raw cells -> values, with at most one finding per cell.

Comes in: a return with its raw tables. Goes out: ``ValueTable`` rows (value, state, text as typed) and findings. Blank beats
type beats range: the first thing wrong with a cell is the only one told. A row whose number or place cannot be read is left
out of the totals; one whose remark is missing is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from pipeline.cells import Cell
from pipeline.config.load import YearConfig
from pipeline.findings import Effect, Finding, Place, Severity
from pipeline.forms.form import Column, Form, FormSet, TableForm
from pipeline.model import RawRow, RawTable, Return
from pipeline.normalise import (
    NameList,
    Reading,
    ValueState,
    mask,
    read_amount,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_text,
    read_yes_no,
    region_number,
    split_dongs,
)
from pipeline.rules.catalogue import finding, rules
from pipeline.tables import ValueRow, ValueTable

Reader = Callable[[Column, Cell | None, Return], Reading]


class CellGate:
    """Normalises the cells of every return of one year. Holds the lists of names that the settings give."""

    def __init__(self, forms: FormSet, config: YearConfig) -> None:
        self.forms = forms
        self.config = config
        self.all_dongs = NameList(list(config.region_of_dong), {})
        self.items = NameList(list(config.budget_items), {})
        self.region_dongs = {
            number: NameList(list(region.dongs), {}) for number, region in config.regions.items()
        }

    def check(self, result: Return) -> tuple[list[ValueTable], list[Finding]]:
        """The value tables of a return that was not refused, and the findings of its cells."""
        form = self.forms[result.form or ""]
        tables, findings = [], []
        for raw in result.tables.values():
            table, found = self._table(form, form.table(raw.table), raw, result)
            tables.append(table)
            findings += found
        return tables, findings

    def _table(self, form: Form, table: TableForm, raw: RawTable, result: Return) -> tuple[ValueTable, list[Finding]]:
        findings: list[Finding] = []
        rows = [self._row(table, raw, row, result, findings) for row in raw.rows if _is_filled(table, row)]
        totals = [self._total(table, row, result) for row in raw.totals]
        if len(rows) < table.min_rows and not result.no_activity:
            place = Place(result.file, raw.sheet, raw.address(table.columns[0].id, raw.header_row))
            findings.append(finding("ROW-001", place, sheet=raw.sheet, title=table.title))
        value_table = ValueTable(
            result.number, result.file, raw.sheet, result.region, result.month, raw.columns, rows, totals
        )
        return value_table, findings

    def _row(
        self, table: TableForm, raw: RawTable, row: RawRow, result: Return, findings: list[Finding]
    ) -> ValueRow:
        values: dict[str, object] = {}
        states: dict[str, str] = {}
        typed: dict[str, str] = {}
        for column in table.columns:
            reading = self._read(column, row.cells.get(column.id), result)
            values[column.id], states[column.id], typed[column.id] = reading.value, reading.state.value, reading.typed
            place = Place(result.file, raw.sheet, raw.address(column.id, row.row))
            found = self._judge(column, reading, place, row.row, table.id)
            if found is not None:
                findings.append(found)
        return ValueRow(row.row, values, states, typed)

    def _total(self, table: TableForm, row: RawRow, result: Return) -> ValueRow:
        """A total row: only its numbers are read, and only to be compared."""
        readings = {c.id: self._read(c, row.cells.get(c.id), result) for c in table.columns if c.is_number}
        return ValueRow(
            row.row,
            {name: reading.value for name, reading in readings.items()},
            {name: reading.state.value for name, reading in readings.items()},
            {name: reading.typed for name, reading in readings.items()},
        )

    def _judge(self, column: Column, reading: Reading, place: Place, row: int, table: str) -> Finding | None:
        about = {"label": column.label, "value": reading.typed}
        say = partial(finding, place=place, table=table, row=row)
        if reading.problem:
            effect = _effect_of_unreadable(column, reading.problem)
            return say(reading.problem, effect=effect, **{**reading.words, **about})
        if reading.state is ValueState.BLANK:
            if not column.required:
                return None
            effect = Effect.ROW_LEFT_OUT if _decides_numbers(column) else Effect.KEPT
            example = column.example if column.example != "" else column.help
            return say("CELL-001", effect=effect, **{**about, "example": example})
        if isinstance(reading.value, int) and column.is_number:
            if column.minimum is not None and reading.value < column.minimum or (
                column.maximum is not None and reading.value > column.maximum
            ):
                limits = {"minimum": column.minimum or 0, "maximum": column.maximum or ""}
                return say("CELL-003", **{**about, **limits})
        if isinstance(reading.value, date) and column.within != "any":
            found = self._outside(column, reading.value, say, about)
            if found is not None:
                return found
        if reading.note:
            return say(reading.note_rule, **{**about, "note": reading.note})
        return None

    def _outside(
        self, column: Column, day: date, say: Callable[..., Finding], about: dict[str, object]
    ) -> Finding | None:
        if day.year != self.config.year:
            return say("ROW-004", **{**about, "year": self.config.year, "day": day})
        return None

    # -- reading one cell by the column's kind ----------------------------------------------------------------------

    def _read(self, column: Column, cell: Cell | None, result: Return) -> Reading:
        if column.type == "count":
            return read_count(cell, units=column.accepted_units, allow_negative=column.allow_negative)
        if column.type == "amount":
            return read_amount(cell, allow_negative=column.allow_negative)
        if column.type == "date":
            return read_date(cell, year=self.config.year, month=result.month, date_1904=result.date_1904)
        if column.type == "month":
            return read_month(cell)
        if column.type == "yes_no":
            return read_yes_no(cell)
        if column.type == "choice" and column.choices:
            return read_choice(cell, column.choices, {})
        if column.choices_from == "dongs":
            return self._read_dong(column, cell, result)
        if column.choices_from == "regions":
            return self._read_region(cell)
        if column.choices_from == "budget_items" and self.config.budget_items:
            return read_choice(cell, self.config.budget_items, {})
        reading = read_text(cell)
        if isinstance(reading.value, str):
            masked = mask(reading.value)
            if masked != reading.value:
                return Reading(masked, reading.state, masked, reading.note, reading.problem, reading.words, reading.note_rule)
        return reading

    def _read_dong(self, column: Column, cell: Cell | None, result: Return) -> Reading:
        """A dong of the return's region, or the entry for the whole region; another region's dong is told with its region."""
        text = read_text(cell)
        if not isinstance(text.value, str):
            return text
        whole = NameList(list(column.extra_choices), {}).match(text.value)
        if whole.name is not None:
            return _named(text, whole.name)
        own = self.region_dongs[result.region].match(text.value) if result.region in self.region_dongs else None
        if own is not None and own.name is not None:
            return _named(text, own.name)
        parts = split_dongs(text.value)
        if len(parts) > 1 and all(self.all_dongs.match(part).name for part in parts):
            return _unreadable(text, "MON-008", first=parts[0], listed=", ".join(parts))
        anywhere = self.all_dongs.match(text.value)
        if anywhere.name is not None:
            owner = self.config.region_of_dong[anywhere.name]
            listed = ", ".join(self.config.regions[result.region].dongs) if result.region else ""
            return _unreadable(text, "MON-005", owner=f"{owner}권역", region=f"{result.region}권역", listed=listed)
        listed = ", ".join([*(self.config.regions[result.region].dongs if result.region else ()), *column.extra_choices])
        near = anywhere.nearest[0] if anywhere.nearest else ""
        return _unreadable(text, "MON-009" if near else "MON-010", near=near, listed=listed)

    def _read_region(self, cell: Cell | None) -> Reading:
        text = read_text(cell)
        if text.value is None:
            return text
        number = region_number(str(text.value))
        if number in self.config.regions:
            return Reading(number, ValueState.VALUE, text.typed)
        listed = ", ".join(region.name for region in self.config.regions.values())
        return _unreadable(text, "CELL-002", choices=listed, hint="")


def _is_filled(table: TableForm, row: RawRow) -> bool:
    """Whether the sender wrote anything: a row that holds only what the template wrote (or formulas) was not filled in."""
    given = {column.id for column in table.columns if column.prefilled or column.formula}
    asked = set(row.cells) - given
    if asked:
        return True
    fills = any(not column.prefilled and not column.formula for column in table.columns)
    return not fills and bool(row.cells)


def _decides_numbers(column: Column) -> bool:
    """Whether the numbers of a row mean nothing without this column."""
    return bool(column.measure or column.dimension)


def _effect_of_unreadable(column: Column, rule_id: str) -> Effect:
    rule = rules()[rule_id]
    if rule.severity is not Severity.ERROR or rule.effect is Effect.RETURN_REFUSED:
        return rule.effect
    return Effect.ROW_LEFT_OUT if _decides_numbers(column) else Effect.KEPT


def _named(text: Reading, name: str) -> Reading:
    return Reading(name, ValueState.VALUE, text.typed)


def _unreadable(text: Reading, rule: str, **words: object) -> Reading:
    return Reading(None, ValueState.UNREADABLE, text.typed, problem=rule, words=dict(words))


