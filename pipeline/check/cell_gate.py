"""The cell gate: raw cells -> values, with at most one finding per cell.

Comes in: a return with its raw tables. Goes out: ``ValueTable`` rows (value, state, text as typed) and findings. Blank
beats type beats range: only the first thing wrong with a cell is reported. A row whose number or place cannot be read
is left out of the totals; a row with a missing remark is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from pipeline.forms.form import Column, Form, FormSet, TableForm
from pipeline.model.cells import Cell, CellKind
from pipeline.model.findings import Effect, Finding, Gap, Place, Severity
from pipeline.model.returns import RawRow, RawTable, Return
from pipeline.model.tables import ValueRow, ValueTable
from pipeline.normalise import (
    LARGEST_AMOUNT_WON,
    LARGEST_COUNT,
    NameList,
    Reading,
    ValueState,
    display_of,
    mask,
    match_dong,
    read_amount,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_name,
    read_region,
    read_text,
    read_yes_no,
    regions_of,
    shows_anything,
    split_dongs,
)
from pipeline.normalise.reading import IN_CELL_PICTURE, NAME_NOTE, change_note
from pipeline.rules.catalogue import finding, rules, worded_finding
from pipeline.settings.load import YearConfig

NOTHING = Reading(None, ValueState.BLANK)
OUT_OF_RANGE, NO_ANSWER, LATER, PICTURE_NOTE = "CELL-003", "CELL-004", "ROW-007", "CELL-113"
_ROW_CELL = re.compile(r"\{(\w+)\}")


class CellGate:
    """Turns the cells of every return of one year into values. Holds the lists of names from the settings."""

    def __init__(self, forms: FormSet, config: YearConfig) -> None:
        self.forms = forms
        self.config = config
        self.all_dongs = NameList(config.region_of_dong)
        self.items = NameList(config.budget_items)
        self.region_names = regions_of(config)
        self.region_dongs = {number: NameList(region.dongs) for number, region in config.regions.items()}

    def check(self, result: Return) -> tuple[list[ValueTable], list[Finding]]:
        """The value tables of a return that was not refused, and the findings of its cells."""
        form = self.forms[result.form or ""]
        tables, findings = [], []
        for raw in result.tables.values():
            table, found = self._table(form.table(raw.table), raw, result)
            tables.append(table)
            findings += found
        return tables, _later_reported_once(form, findings, result)

    def _table(self, table: TableForm, raw: RawTable, result: Return) -> tuple[ValueTable, list[Finding]]:
        findings: list[Finding] = []
        columns = sorted(table.columns, key=lambda column: bool(column.formula))  # columns with formulas come last
        filled = [row for row in raw.rows if _is_filled(table, row)]
        rows = [self._row(table, columns, raw, row, result, findings) for row in filled]
        totals = [self._total(table, row, result) for row in raw.totals]
        if len(rows) < table.min_rows and not result.no_activity:
            place = Place(result.file, raw.sheet, raw.address(table.columns[0].id, raw.header_row))
            found = finding("ROW-001", place, sheet=raw.sheet, title=table.title)
            findings.append(replace(found, gaps=self._all_of(table, result)))
        owner = (result.number, result.file, raw.sheet, result.region, result.month)
        as_text = _cells_where(filled, lambda cell: cell.kind is CellKind.TEXT)
        worked_out = _cells_where(raw.totals, lambda cell: bool(cell.formula))
        return ValueTable(*owner, raw.columns, rows, totals, as_text, worked_out), findings

    def _all_of(self, table: TableForm, result: Return) -> tuple[Gap, ...]:
        """The gaps of a table without rows: everything that was asked for in it."""
        column = table.dimension_column("item")
        by_item = column is not None and column.choices_from == "budget_items"
        number = result.stamp.round if result.stamp is not None else None
        items = (by_item and self.config.budget_items) or (None,)
        return tuple(Gap(table.id, table.numbers, round=number, item=item) for item in items)

    def _row(
        self,
        table: TableForm,
        columns: Sequence[Column],
        raw: RawTable,
        row: RawRow,
        result: Return,
        findings: list[Finding],
    ) -> ValueRow:
        readings: dict[str, Reading] = {}
        for column in columns:
            cell = row.cells.get(column.id)
            reading = readings[column.id] = self._read(column, cell, result)
            if (row.row, column.id) in raw.reported:
                readings[column.id] = Reading(None, ValueState.UNREADABLE, display_of(cell))
                continue
            if cell is None and not column.required and not column.formula:
                continue
            place = Place(result.file, raw.sheet, raw.address(column.id, row.row))
            if column.formula and _gives_nothing(cell, reading) and not self._has_inputs(table, column, readings):
                state = ValueState.UNREADABLE if reading.problem else ValueState.BLANK
                readings[column.id] = Reading(None, state, reading.typed)
                continue  # the missing inputs are reported at their own cells
            found: Finding | None
            if column.formula and reading.state is ValueState.BLANK:
                found = _formula_gap(table, column, reading, place, row.row)
            else:
                found = self._judge(table, column, reading, place, row.row, result)
            if found is not None:
                findings.append(found)
            if found is not None and found.rule == PICTURE_NOTE:
                readings[column.id] = replace(NOTHING, typed=reading.typed)
            if found is not None and found.rule in (OUT_OF_RANGE, NO_ANSWER):
                readings[column.id] = Reading(None, ValueState.UNREADABLE, reading.typed)  # no check may use the value
        ordered = {column.id: readings[column.id] for column in table.columns}
        return _value_row(row.row, ordered)

    def _has_inputs(self, table: TableForm, column: Column, readings: Mapping[str, Reading]) -> bool:
        """Whether the row has every value that the column's formula needs."""
        states = [readings[name].state for name in _inputs(column, table)]
        return all(state in (ValueState.VALUE, ValueState.ZERO) for state in states)

    def _total(self, table: TableForm, row: RawRow, result: Return) -> ValueRow:
        """A total row: its numbers are read only to be compared; of the other cells it keeps what the sender sees."""
        readings = {}
        for column in table.columns:
            cell = row.cells.get(column.id)
            plain = Reading(None, ValueState.BLANK, display_of(cell))
            readings[column.id] = self._read(column, cell, result) if column.measure else plain
        return _value_row(row.row, readings)

    def _judge(
        self, table: TableForm, column: Column, reading: Reading, place: Place, row: int, result: Return
    ) -> Finding | None:
        """The one thing wrong with a cell: unreadable, else missing, else out of range. If nothing is wrong, the note
        about how it was read, if any.
        """
        about: dict[str, object] = {"label": column.label, "value": reading.typed}
        say = partial(_say, place, table.id, row, about)
        if reading.problem == IN_CELL_PICTURE and _may_be_blank(table, column):
            return say(PICTURE_NOTE, {})
        if reading.problem:
            effect = _effect_of_unreadable(table, column, reading.problem)
            return say(reading.problem, reading.words, effect)
        missing = _missing_rule(column, reading)
        if missing:
            effect = Effect.ROW_LEFT_OUT if table.decides_numbers(column) else Effect.KEPT
            return say(missing, {"example": _example(column)}, effect)
        found = self._out_of_range(table, column, reading.value, result, say)
        if found is None and reading.note:
            return say(reading.note_rule, {"note": reading.note})
        return found

    def _out_of_range(
        self, table: TableForm, column: Column, value: object, result: Return, say: Callable[..., Finding]
    ) -> Finding | None:
        if isinstance(value, int) and column.is_number:
            low, high = column.minimum, column.maximum
            if (low is not None and value < low) or (high is not None and value > high):
                most = LARGEST_AMOUNT_WON if column.type == "amount" else LARGEST_COUNT
                words = {"minimum": f"{low or 0:,}", "maximum": f"{most if high is None else high:,}"}
                return say(OUT_OF_RANGE, words, _effect_of_unreadable(table, column, OUT_OF_RANGE))
        if isinstance(value, date) and column.within != "any":
            if value.year != self.config.year:
                effect = Effect.ROW_LEFT_OUT if table.decides_numbers(column) or column.required else Effect.KEPT
                return say("ROW-004", {"year": self.config.year}, effect)
            if column.within == "month" and result.month is not None and value.month != result.month:
                return say("ROW-006", {"month": result.month})
            if _reports(table) and result.written_on is not None and value > result.written_on:
                return say(LATER, {"written_on": result.written_on, "more": ""})
        return None

    # -- reading one cell by the column's kind ----------------------------------------------------------------------

    def _read(self, column: Column, cell: Cell | None, result: Return) -> Reading:
        if cell is None:
            return NOTHING
        if column.choices:
            return read_choice(cell, column.choices)
        if column.choices_from == "dongs":
            return self._read_dong(column, cell, result)
        if column.choices_from == "regions":
            return read_region(cell, self.region_names)
        if column.choices_from == "budget_items" and self.config.budget_items:
            return read_name(cell, self.items)
        return self._read_typed(column, cell, result)

    def _read_typed(self, column: Column, cell: Cell, result: Return) -> Reading:
        year, date_1904, negative = self.config.year, result.date_1904, column.allow_negative
        match column.type:
            case "count":
                return read_count(cell, units=column.accepted_units, allow_negative=negative, date_1904=date_1904)
            case "amount":
                return read_amount(cell, allow_negative=negative, date_1904=date_1904)
            case "date":
                return read_date(cell, year=year, month=result.month, date_1904=date_1904)
            case "month":
                return read_month(cell, year=year, date_1904=date_1904)
            case "yes_no":
                return read_yes_no(cell)
            case _:
                return _masked(cell)

    def _read_dong(self, column: Column, cell: Cell | None, result: Return) -> Reading:
        """A dong of the return's region, or the entry for the whole region; for another region's dong the problem names
        that region.
        """
        text = read_text(cell)
        if not isinstance(text.value, str):
            return text
        whole = NameList(column.extra_choices).match(text.value)
        if whole.name is not None:
            return _named(text, whole.name)
        district = self.config.settings.office.district
        dongs = self.region_dongs.get(result.region or 0)
        own = match_dong(dongs, text.value, district) if dongs is not None else None
        if own is not None and own.name is not None:
            return _named(text, own.name)
        parts = split_dongs(text.value)
        if len(parts) > 1 and all(self.all_dongs.match(part).name for part in parts):
            return _unreadable(text, "MON-008", first=parts[0], listed=", ".join(parts))
        anywhere = match_dong(self.all_dongs, text.value, district)
        if anywhere.name is not None:
            owner = self.config.region_of_dong[anywhere.name]
            listed = ", ".join(self.config.regions[result.region].dongs) if result.region else ""
            called = self.config.called
            return _unreadable(text, "MON-005", owner=called(owner), region=called(result.region or 0), listed=listed)
        listed = ", ".join(
            [*(self.config.regions[result.region].dongs if result.region else ()), *column.extra_choices]
        )
        near = anywhere.nearest[0] if anywhere.nearest else ""
        return _unreadable(text, "MON-009" if near else "MON-010", near=near, listed=listed)


def _cells_where(rows: Sequence[RawRow], holds: Callable[[Cell], bool]) -> frozenset[tuple[int, str]]:
    return frozenset((row.row, name) for row in rows for name, cell in row.cells.items() if holds(cell))


def _masked(cell: Cell | None) -> Reading:
    """Free text with personal data masked, because texts go into outputs and personal data must not."""
    reading = read_text(cell)
    if not isinstance(reading.value, str) or mask(reading.value) == reading.value:
        return reading
    return replace(reading, value=mask(reading.value))


def _missing_rule(column: Column, reading: Reading) -> str:
    """The rule for a required cell without a value, else "". 해당없음 is an answer where people or cases are counted,
    but not for amounts or where a formula belongs.
    """
    is_answer = not column.formula and (not column.required or (bool(column.measure) and column.type != "amount"))
    if reading.state is ValueState.NOT_APPLICABLE and not is_answer:
        return NO_ANSWER
    return "CELL-001" if column.required and reading.state is ValueState.BLANK else ""


def _example(column: Column) -> str:
    """What to write into the column, in a sentence or two."""
    example = f"예: {column.example}." if column.example != "" else column.help
    if not column.measure or column.formula:
        return example
    is_money = column.type == "amount"
    return example + (
        " 없으면 0을 적습니다." if is_money else " 실적이 없으면 0을, 해당되지 않으면 '해당없음'을 적습니다."
    )


def _is_filled(table: TableForm, row: RawRow) -> bool:
    """Whether the sender wrote anything: a row with only prefilled cells and formulas was not filled in."""
    given = {column.id for column in table.columns if column.prefilled or column.formula}
    written = {column_id for column_id, cell in row.cells.items() if shows_anything(cell)}
    if written - given:
        return True
    fills = any(not column.prefilled and not column.formula for column in table.columns)
    return not fills and bool(written)


def _later_reported_once(form: Form, findings: list[Finding], result: Return) -> list[Finding]:
    """Merges the findings about days later than 작성일 into one, because 작성일 may be the only mistake."""
    later = [item for item in findings if item.rule == LATER]
    if len(later) < 2:
        return findings
    first = later[0]
    raw = result.tables[first.table]
    column = next(name for name in raw.columns if raw.address(name, first.row or 0) == first.place.cell)
    words: dict[str, object] = {
        "label": form.table(first.table).column(column).label,
        "value": first.value,
        "more": f" 등 {len(later)}개 칸",
        "written_on": result.written_on,
    }
    merged = worded_finding(LATER, first.place, words, table=first.table, row=first.row)
    return [merged if item is first else item for item in findings if item is first or item.rule != LATER]


def _formula_gap(table: TableForm, column: Column, reading: Reading, place: Place, row: int) -> Finding:
    """The finding for a formula that was erased, or that gives no result although its row is complete."""
    labels = ", ".join(f"'{table.column(name).label}'" for name in _inputs(column, table))
    words: dict[str, object] = {"label": column.label, "inputs": labels, "value": reading.typed}
    effect = Effect.ROW_LEFT_OUT if column.required else Effect.KEPT
    found = worded_finding("ROW-009", place, words, effect=effect, table=table.id, row=row)
    return replace(found, gaps=(Gap(table.id, ()),))  # the row itself shows which numbers these are


def _gives_nothing(cell: Cell | None, reading: Reading) -> bool:
    """Whether a formula's column shows no result: an erased formula, or one that gives "" or an error."""
    if cell is None or reading.state is ValueState.BLANK:
        return True
    return bool(cell.formula) and cell.kind is CellKind.ERROR


def _inputs(column: Column, table: TableForm) -> list[str]:
    """The columns of the same row that the column's formula needs."""
    named = [name for name in _ROW_CELL.findall(column.formula) if any(c.id == name for c in table.columns)]
    return list(dict.fromkeys(named))


def _reports(table: TableForm) -> bool:
    """Whether the table reports what has happened. Plans have dates too, but no measures."""
    return any(column.measure for column in table.columns)


def _value_row(row: int, readings: Mapping[str, Reading]) -> ValueRow:
    return ValueRow(
        row,
        {name: reading.value for name, reading in readings.items()},
        {name: reading.state.value for name, reading in readings.items()},
        {name: reading.typed for name, reading in readings.items()},
    )


def _say(
    place: Place,
    table: str,
    row: int,
    about: dict[str, object],
    rule: str,
    words: dict[str, object],
    effect: Effect | None = None,
) -> Finding:
    return worded_finding(rule, place, {**words, **about}, effect=effect, table=table, row=row)


def _may_be_blank(table: TableForm, column: Column) -> bool:
    """Whether it is an optional text that no number depends on."""
    return column.type == "text" and not column.required and not table.decides_numbers(column)


def _effect_of_unreadable(table: TableForm, column: Column, rule_id: str) -> Effect:
    rule = rules()[rule_id]
    if rule.severity is not Severity.ERROR or rule.effect is Effect.RETURN_REFUSED:
        return rule.effect
    return Effect.ROW_LEFT_OUT if table.decides_numbers(column) else Effect.KEPT


def _named(text: Reading, name: str) -> Reading:
    """The listed name, with a note where it was spelt differently."""
    note = "" if text.typed == name else change_note(text.typed, f"'{name}'")
    return Reading(name, ValueState.VALUE, text.typed, note, note_rule=NAME_NOTE if note else "")


def _unreadable(text: Reading, rule: str, **words: object) -> Reading:
    return Reading(None, ValueState.UNREADABLE, text.typed, problem=rule, words=dict(words))
