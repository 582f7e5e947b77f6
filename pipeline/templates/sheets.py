"""The input sheets: title lines, header block, tables, totals, and the checks behind their cells.

Comes in: the layout of a form and the values of its cells. Goes out: written worksheets. It calculates nothing: results
come from ``Results``, addresses from the layout, sentences from ``Wording``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.forms.form import Column, Form, RowRule
from pipeline.forms.stamp import GUIDE_SHEET
from pipeline.sheets.fitting import checked, put_text
from pipeline.templates.completeness import BELOW, LACKING, completeness, completeness_formula
from pipeline.templates.context import note_line, title_line
from pipeline.templates.formulas import Results, excel_formula, parse_formula, total_formula
from pipeline.templates.layout import (
    GAP_ROW,
    LEGEND_ROW,
    NOTE_ROW,
    TITLE_ROW,
    FormLayout,
    HeaderPlace,
    SheetLayout,
    TableLayout,
    lines_needed,
    quoted_sheet,
    shown_label,
)
from pipeline.templates.printed_page import page_setup
from pipeline.templates.styles import LINE_POINTS, Styles
from pipeline.templates.validation import Wording, check_of

TOTAL_LABEL = "합계"
TITLE_POINTS, NOTE_POINTS, LEGEND_POINTS, GAP_POINTS, HEADER_POINTS, CAPTION_POINTS = 22, 14, 15, 5, 18, 19
ROW_AIR_POINTS, CLOSING_POINTS = 6, 7
MORE_ROWS = "줄이 모자라면: 맨 아래 회색 줄에서 [삽입]"
MORE_ROWS_WITH_FORMULAS = f"줄이 모자라면: '{GUIDE_SHEET}'의 '줄 늘리기'를 보세요"

Source = Callable[[Column, tuple[str, ...]], str | tuple[str, ...]]


class _EmptyResult(str):
    """The cached result "" of a formula. XlsxWriter treats a plain "" as "never calculated" and stores no type."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


EMPTY_RESULT = _EmptyResult()


class InputSheet:
    """Writes one input sheet. ``source`` gives a drop-down's texts, or the name of the list that holds them."""

    def __init__(
        self, sheet: Worksheet, layout: FormLayout, place: SheetLayout, styles: Styles, wording: Wording, source: Source
    ) -> None:
        self.sheet, self.layout, self.place = sheet, layout, place
        self.styles, self.wording, self.source = styles, wording, source
        self.form: Form = wording.form

    def write(self, header: Mapping[str, object], results: Results) -> None:
        """Write everything on the sheet; ``header`` holds the header block's values by field id."""
        for column, width in enumerate(self.place.widths):
            checked(self.sheet.set_column(column, column, width))
        self._top()
        self._completeness(header, results)
        for field in self.place.header:
            self._field(field, header.get(field.field.id))
        for table in self.place.tables:
            self._table(table, results)
        if self.place.frozen_rows:
            self.sheet.freeze_panes(self.place.frozen_rows, 0)
            header_row = self.place.frozen_rows - 1
            checked(self.sheet.repeat_rows(header_row, header_row))
        page_setup(
            self.sheet, self.form, self.place.name,
            landscape=self.place.landscape, last_row=self.place.last_row, last_column=self._last_column(),
        )  # fmt: skip

    def _last_column(self) -> int:
        """The last column that holds anything: of a table, or of the legend and the cell beside it."""
        return max(len(self.place.widths), len(self._legend()) + 2) - 1

    # -- above the tables ---------------------------------------------------------------------------------------------

    def _top(self) -> None:
        context = self.wording.context
        put_text(self.sheet, TITLE_ROW, 0, title_line(self.form, context), self.styles.part("title"))
        put_text(self.sheet, NOTE_ROW, 0, note_line(self.form, context), self.styles.part("note"))
        checked(self.sheet.set_row(TITLE_ROW, TITLE_POINTS))
        checked(self.sheet.set_row(NOTE_ROW, NOTE_POINTS))
        checked(self.sheet.set_row(LEGEND_ROW, LEGEND_POINTS))
        if self.place.header:
            checked(self.sheet.set_row(GAP_ROW, GAP_POINTS))
        legend = self._legend()
        for column, (name, text) in enumerate(legend.items()):
            put_text(self.sheet, LEGEND_ROW, column, text, self.styles.legend(name))
        target = f"internal:{quoted_sheet(GUIDE_SHEET)}!A1"
        checked(self.sheet.write_url(LEGEND_ROW, len(legend), target, self.styles.part("link"), f"{GUIDE_SHEET} 보기"))

    def _completeness(self, header: Mapping[str, object], results: Results) -> None:
        """Write beside the legend whether the sheet is complete; red as long as something is missing."""
        formula, column = completeness_formula(self.place), len(self._legend()) + 1
        if formula:
            told = completeness(self.place, header, results)
            checked(self.sheet.write_formula(LEGEND_ROW, column, formula, self.styles.part("status"), told))
            cell = xl_rowcol_to_cell(LEGEND_ROW, column)
            criteria = f'=OR(LEFT({cell},2)="{LACKING[:2]}",LEFT({cell},2)="{BELOW[:2]}")'
            options = {"type": "formula", "criteria": criteria, "format": self.styles.doubt()}
            checked(self.sheet.conditional_format(cell, options))

    def _legend(self) -> dict[str, str]:
        computed = any(
            table.table.total_of or any(c.formula for c in table.table.columns) for table in self.place.tables
        )
        names = {"required": "필수 *", "optional": "선택", "computed": "자동 계산", "doubt": "확인할 칸"}
        return {name: text for name, text in names.items() if computed or name != "computed"}

    def _field(self, place: HeaderPlace, value: object) -> None:
        put_text(self.sheet, place.row, place.column, shown_label(place.field), self.styles.label(place.field))
        self._put(place.row, place.column + 1, place.field, value, in_header=True)
        self._check(place.field, place.row, place.row, place.column + 1, in_header=True)
        checked(self.sheet.set_row(place.row, HEADER_POINTS))
        if place.field.required:  # everything that the count at the top includes must be visible
            cell = xl_rowcol_to_cell(place.row, place.column + 1)
            options = {"type": "formula", "criteria": f'={cell}=""', "format": self.styles.doubt()}
            checked(self.sheet.conditional_format(cell, options))

    # -- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: TableLayout, results: Results) -> None:
        labels = {column.label for column in table.table.columns}
        caption = "" if table.table.title in labels else table.table.title  # only one row may look like the header
        put_text(self.sheet, table.caption_row, 0, caption, self.styles.part("caption"))
        checked(self.sheet.set_row(table.caption_row, CAPTION_POINTS))
        self._more_rows(table)
        self._labels(table)
        for number, column in enumerate(table.table.columns):
            for row in range(table.first_row, table.last_row + 1):
                self._table_cell(table, column, row, results)
            if not column.formula:
                self._check(column, table.first_row, table.closing_row, number)
                self._mark_missing(table, column)
        for rule in table.table.rules:
            self._mark_doubt(table, rule)
        for index in range(results.count(table.table.id)):
            self._grow_row(table, index, results)
        self._totals(table, results)

    def _more_rows(self, table: TableLayout) -> None:
        """Write how to insert more rows, at the right end above the table, and the line above which they go."""
        columns = table.table.columns
        for number in range(len(columns)):
            put_text(self.sheet, table.closing_row, number, "", self.styles.part("closing"))
        checked(self.sheet.set_row(table.closing_row, CLOSING_POINTS))
        text = MORE_ROWS_WITH_FORMULAS if any(column.formula for column in columns) else MORE_ROWS
        put_text(self.sheet, table.caption_row, self._last_column(), text, self.styles.part("aside"))

    def _labels(self, table: TableLayout) -> None:
        lines = 1
        for number, column in enumerate(table.table.columns):
            label = shown_label(column)
            put_text(self.sheet, table.header_row, number, label, self.styles.label(column))
            lines = max(lines, lines_needed(label, self.place.widths[number]))
        checked(self.sheet.set_row(table.header_row, ROW_AIR_POINTS + lines * LINE_POINTS))

    def _table_cell(self, table: TableLayout, column: Column, row: int, results: Results) -> None:
        index, table_id = row - table.first_row, table.table.id
        value = results.value(table_id, index, column.id)
        if not column.formula or value != results.formula_value(table_id, index, column.id):
            self._put(row, table.column_of(column.id), column, value)
            return
        node = parse_formula(column.formula)
        text = excel_formula(node, table.table, lambda part: self.layout.reference(part, self.place, table, row))
        cached = EMPTY_RESULT if value == "" else value
        checked(self.sheet.write_formula(row, table.column_of(column.id), text, self.styles.cell(column), cached))

    def _totals(self, table: TableLayout, results: Results) -> None:
        if table.total_row is None:
            return
        for number, column in enumerate(table.table.columns):
            style = self.styles.cell(column, total=True)
            if column.id in table.table.total_of:
                total = results.total(table.table.id, column.id)
                cached = EMPTY_RESULT if total == "" else total
                checked(
                    self.sheet.write_formula(
                        table.total_row, number, total_formula(table.inputs(column.id)), style, cached
                    )
                )
            elif number == table.total_label_column:
                put_text(self.sheet, table.total_row, number, TOTAL_LABEL, self.styles.part("total", align="center"))
            else:
                put_text(self.sheet, table.total_row, number, "", style)

    def _grow_row(self, table: TableLayout, index: int, results: Results) -> None:
        """Gives a filled row the height of its longest text. An empty row can grow while someone types."""
        texts = [str(results.value(table.table.id, index, column.id) or "") for column in table.table.columns]
        lines = max(lines_needed(text, width) for text, width in zip(texts, self.place.widths, strict=False))
        if lines > 1:
            checked(self.sheet.set_row(table.first_row + index, ROW_AIR_POINTS + lines * LINE_POINTS))

    # -- cells --------------------------------------------------------------------------------------------------------

    def _put(self, row: int, number: int, column: Column, value: object, *, in_header: bool = False) -> None:
        """Write a value by its type. Raises TypeError for a value that no cell can hold."""
        style = self.styles.cell(column, in_header=in_header)
        if value is None or isinstance(value, str):
            put_text(self.sheet, row, number, value or "", style)
        elif isinstance(value, bool):
            checked(self.sheet.write_boolean(row, number, value, style))
        elif isinstance(value, int | float):
            checked(self.sheet.write_number(row, number, value, style))
        elif isinstance(value, date):
            checked(self.sheet.write_datetime(row, number, value, style))
        else:
            raise TypeError(f"a cell cannot hold {type(value).__name__}")

    def _check(self, column: Column, first_row: int, last_row: int, number: int, *, in_header: bool = False) -> None:
        source = self.source(column, self.wording.offered(column, in_header=in_header))
        first_cell = str(xl_rowcol_to_cell(first_row, number))
        options = check_of(self.wording, column, source, in_header=in_header, first_cell=first_cell)
        checked(self.sheet.data_validation(first_row, number, last_row, number, options))

    def _mark_missing(self, table: TableLayout, column: Column) -> None:
        """Make a required cell turn red once something else was written into its row."""
        if not column.required or column.carry_down:
            return
        others = [c for c in table.table.columns if not c.formula and not c.prefilled and c.id != column.id]
        if not others:
            return
        first = table.first_row
        cells = ",".join(table.cell(other.id, first, fixed_column=True) for other in others)
        blank = f'{table.cell(column.id, first, fixed_column=True)}=""'
        self._mark(table, column.id, f"=AND({blank},COUNTA({cells})>0)")

    def _mark_doubt(self, table: TableLayout, rule: RowRule) -> None:
        """Make a cell turn red at once where it contradicts another cell of its row."""
        sign = {"not_below": "<", "not_before": "<", "not_above": ">"}.get(rule.kind)
        if sign is None or table.table.column(rule.column).formula:
            return
        cell, other = (table.cell(name, table.first_row, fixed_column=True) for name in (rule.column, rule.other))
        self._mark(table, rule.column, f"=AND(COUNT({cell},{other})=2,{cell}{sign}{other})")

    def _mark(self, table: TableLayout, column_id: str, criteria: str) -> None:
        name = xl_col_to_name(table.column_of(column_id))
        cells = f"{name}{table.first_row + 1}:{name}{table.closing_row + 1}"
        options = {"type": "formula", "criteria": criteria, "format": self.styles.doubt()}
        checked(self.sheet.conditional_format(cells, options))
