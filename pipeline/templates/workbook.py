"""A whole form workbook: input sheets, the guide, hidden lists, the hidden stamp.

Comes in: a form, its header fields, what is known, and (for an example or a test) the values to fill in. Goes out: one
.xlsx file or its bytes, the same for the same input. It never reads a workbook or the clock.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from pipeline.disk.whole_file import whole_file, why_not_written
from pipeline.errors import OutputLockedError
from pipeline.forms.form import Column, Form
from pipeline.forms.stamp import GUIDE_SHEET, LIST_SHEET, STAMP_SHEET, Stamp
from pipeline.model.cells import column_letters
from pipeline.sheets.fitting import checked, put_text
from pipeline.templates.context import Filling, TemplateContext, department_of, known_header, title_line
from pipeline.templates.formulas import Results, check_formula
from pipeline.templates.guide import GuideSheet
from pipeline.templates.known_rows import Row, known_rows
from pipeline.templates.layout import FormLayout, build_layout, quoted_sheet
from pipeline.templates.sheets import InputSheet
from pipeline.templates.styles import WORKBOOK_OPTIONS, Styles
from pipeline.templates.validation import Wording

LIST_NAME = "목록"
INLINE_LIMIT = 255  # Excel's limit for the texts of a drop-down with their commas
GUIDE_TAB = "#6B7FB3"


def write_workbook(
    form: Form, header: tuple[Column, ...], context: TemplateContext, path: Path, filling: Filling | None = None
) -> Path:
    """Writes the workbook and returns its path; makes the folder where it is missing. Raises what ``workbook_bytes``
    raises, and OutputLockedError where the file cannot be written; what was there before is still there then.
    """
    content = workbook_bytes(form, header, context, filling)
    try:
        with whole_file(path) as draft:
            draft.write_bytes(content)
    except OSError as error:
        message = f"'{path.name}' 파일을 쓸 수 없습니다. 엑셀에서 열려 있으면 닫고, 폴더에 쓸 수 있는지 확인해 주세요."
        raise OutputLockedError(why_not_written(error, f"'{path.name}' 파일을", message)) from None
    return path


def workbook_bytes(
    form: Form, header: tuple[Column, ...], context: TemplateContext, filling: Filling | None = None
) -> bytes:
    """The workbook, the same bytes for the same arguments.

    Without ``filling`` it is blank except for what is known. Raises ConfigError where the form's formulas cannot be
    used, ValueError where ``filling`` names a field, table or column that the form lacks.
    """
    given = filling or Filling()
    _refuse_unknown(form, header, given)
    for _, table in form.tables():
        for column in table.columns:
            if column.formula:
                check_formula(form, table, column)
    rows = {table.id: list(given.tables.get(table.id, known_rows(table, context))) for _, table in form.tables()}
    values: dict[str, object] = {**known_header(form, context), **given.header}
    wording = Wording(form, context)
    counts = {table_id: len(filled) for table_id, filled in rows.items()}
    layout = build_layout(form, header, counts, _contents(form, header, wording, values, rows))
    content = BytesIO()
    with Workbook(content, copy.deepcopy(WORKBOOK_OPTIONS)) as workbook:  # XlsxWriter modifies its options
        _properties(workbook, form, context)
        _write_sheets(workbook, layout, wording, header, values, Results(form, rows))
    return content.getvalue()


def _write_sheets(
    workbook: Workbook,
    layout: FormLayout,
    wording: Wording,
    header: tuple[Column, ...],
    values: Mapping[str, object],
    results: Results,
) -> None:
    styles = Styles(workbook)
    lists = Lists(workbook, layout)
    for place in layout.sheets:
        sheet = workbook.add_worksheet(place.name)
        InputSheet(sheet, layout, place, styles, wording, lists.source).write(values, results)
    guide = workbook.add_worksheet(GUIDE_SHEET)
    guide.set_tab_color(GUIDE_TAB)
    GuideSheet(guide, styles, wording).write(wording.form, header)
    lists.write(styles)
    _write_stamp(workbook, styles, wording.form, wording.context)
    workbook.get_worksheet_by_name(layout.sheets[0].name).activate()


class Lists:
    """The texts of drop-downs: short lists in the cell's own validation, long ones on a very hidden sheet under a
    defined name.
    """

    def __init__(self, workbook: Workbook, layout: FormLayout) -> None:
        self._workbook, self._layout = workbook, layout
        self._long: list[tuple[str, ...]] = []
        self._columns: dict[str, str] = {}

    def source(self, column: Column, texts: tuple[str, ...]) -> str | tuple[str, ...]:
        """Where the validation of a cell takes its choices from: the texts, a name that refers to them, or () for
        none.
        """
        if column.listed_in:
            return self._typed_elsewhere(column.listed_in)
        fits = len(",".join(texts).encode("utf-16-le")) // 2 <= INLINE_LIMIT
        if fits and not any(mark in text for text in texts for mark in ',"') and not any(t.strip() != t for t in texts):
            return texts
        if texts not in self._long:
            self._long.append(texts)
        return f"={LIST_NAME}_{self._long.index(texts) + 1}"

    def _typed_elsewhere(self, listed_in: str) -> str:
        """A list that grows with what is typed into another table's column."""
        if listed_in not in self._columns:
            table_id, _, column_id = listed_in.partition(".")
            sheet, table = self._layout.find(table_id)
            cells = table.inputs(column_id, fixed=True)
            first = cells.partition(":")[0]
            home = quoted_sheet(sheet.name)
            name = f"{LIST_NAME}_{table_id}_{column_id}"
            formula = f"=OFFSET({home}!{first},0,0,MAX(1,COUNTA({home}!{cells})),1)"
            checked(self._workbook.define_name(name, formula))
            self._columns[listed_in] = f"={name}"
        return self._columns[listed_in]

    def write(self, styles: Styles) -> None:
        """The hidden sheet, where there is a long list."""
        if not self._long:
            return
        sheet = self._workbook.add_worksheet(LIST_SHEET)
        for column, texts in enumerate(self._long):
            for row, text in enumerate(texts):
                put_text(sheet, row, column, text, styles.part("note"))
            letters = column_letters(column + 1)
            name = f"{LIST_NAME}_{column + 1}"
            checked(
                self._workbook.define_name(name, f"={quoted_sheet(LIST_SHEET)}!${letters}$1:${letters}${len(texts)}")
            )
        sheet.protect()
        sheet.very_hidden()


def _write_stamp(workbook: Workbook, styles: Styles, form: Form, context: TemplateContext) -> None:
    stamp = Stamp(
        form=form.id,
        version=form.version,
        year=context.year,
        region=context.region if form.sender == "region" else None,
        month=context.month if form.period == "month" and not context.annual else None,
        round=context.round if form.period == "round" else None,
    )
    sheet = workbook.add_worksheet(STAMP_SHEET)
    for row, texts in enumerate(stamp.rows()):
        for column, text in enumerate(texts):
            put_text(sheet, row, column, text, styles.part("note", number_format="@"))
    sheet.protect()
    sheet.very_hidden()


def _properties(workbook: Workbook, form: Form, context: TemplateContext) -> None:
    workbook.set_properties(
        {
            "title": title_line(form, context),
            "subject": f"{form.title} ({form.version})",
            "author": department_of(context),
            "company": context.department,
            "keywords": context.programme,
            "created": context.created,
        }
    )


def _refuse_unknown(form: Form, header: tuple[Column, ...], filling: Filling) -> None:
    """Raise ValueError for any value that would be left out."""
    unknown = set(filling.header) - {column.id for column in header}
    tables = {table.id: {column.id for column in table.columns} for _, table in form.tables()}
    for table_id, rows in filling.tables.items():
        named = {name for row in rows for name in row}
        unknown |= {f"{table_id}.{name}" for name in named - tables.get(table_id, set())}
        unknown |= {table_id} - set(tables)
    if unknown:
        raise ValueError(f"form {form.id} has no {', '.join(sorted(unknown))}")


def _contents(
    form: Form,
    header: tuple[Column, ...],
    wording: Wording,
    values: Mapping[str, object],
    rows: Mapping[str, list[Row]],
) -> dict[str, list[str]]:
    """The texts for which cells must have room: drop-down choices, examples, values of dates, names and numbers."""
    texts: dict[str, list[str]] = {}
    for column in header:
        typed = values.get(column.id)
        texts[column.id] = [*wording.offered(column, in_header=True), wording.example(column), *_short([typed])]
    for _, table in form.tables():
        for column in table.columns:
            typed_rows = (
                [row.get(column.id) for row in rows[table.id]] if column.type != "text" or column.prefilled else []
            )
            texts[f"{table.id}.{column.id}"] = [*wording.offered(column), *_short(typed_rows)]
    return texts


def _short(values: list[object]) -> list[str]:
    shown = [value.isoformat() if isinstance(value, date) else str(value) for value in values if value is not None]
    return [text.partition("\n")[0] for text in shown]
