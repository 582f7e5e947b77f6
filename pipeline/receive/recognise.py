"""Which form a workbook is: by its hidden stamp, else by the labels in its sheets; never by its file name.

Comes in: a workbook as read and the declared forms. Goes out: the form, the stamp, and for every sheet of the form the
worksheet that holds it, with the headers found there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.forms.form import Form, FormSet, SheetForm
from pipeline.forms.stamp import GUIDE_SHEET, LIST_SHEET, RETURN_SHEET, STAMP_SHEET, Stamp, read_stamp
from pipeline.model.cells import Cell, SheetReading, WorkbookReading
from pipeline.receive.labels import HeaderMatch, find_header, fold_label, rows_of

OWN_SHEETS = frozenset({STAMP_SHEET, RETURN_SHEET, GUIDE_SHEET, LIST_SHEET})
SURE_SHARE = 0.6  # share of a form's labels that must be there before a workbook without a stamp counts as that form


@dataclass(slots=True)
class SheetMatch:
    """A sheet of the form in the sender's workbook: the worksheet, its cells by row, the header of each table."""

    sheet: SheetReading
    rows: dict[int, dict[int, Cell]]
    headers: dict[str, HeaderMatch] = field(default_factory=dict)

    @property
    def matched_labels(self) -> int:
        return sum(len(header.columns) for header in self.headers.values())


def stamp_of(workbook: WorkbookReading) -> Stamp | None:
    """The workbook's stamp; None where it has none or it cannot be read."""
    sheet = workbook.sheet(STAMP_SHEET)
    if sheet is None:
        return None
    pairs: dict[str, str] = {}
    for (row, column), cell in sheet.cells.items():
        if column == 1:
            value = sheet.cells.get((row, 2))
            pairs[str(cell.value)] = "" if value is None else str(value.value)
    return read_stamp(pairs)


def input_sheets(workbook: WorkbookReading) -> list[SheetReading]:
    """The sheets that may hold data: all but the stamp, the guide, the list of requests and hidden lists of our own."""
    return [sheet for sheet in workbook.sheets if sheet.name not in OWN_SHEETS and not sheet.name.startswith("_")]


def match_sheet(sheet: SheetReading, form: SheetForm) -> SheetMatch:
    """The headers of the sheet's tables in this worksheet, each searched for below the one before."""
    match = SheetMatch(sheet, rows_of(sheet))
    first_row = 1
    for table in form.tables:
        header = find_header(match.rows, table, first_row)
        if header is not None:
            match.headers[table.id] = header
            first_row = header.row + 1
    return match


def candidates(workbook: WorkbookReading, form: SheetForm) -> list[SheetMatch]:
    """The worksheets that may be this sheet of the form: the one with its name, else those with enough of its labels.

    Excel's own copies ("회의결과 (2)") count as well: where both hold data, only one can be right.
    """
    sheets = input_sheets(workbook)
    name = fold_label(form.name)
    named = [match_sheet(sheet, form) for sheet in sheets if fold_label(sheet.name) == name]
    copies = [match_sheet(sheet, form) for sheet in sheets if fold_label(sheet.name).startswith(name + "(")]
    if named:
        return named + [match for match in copies if match.headers]
    labels = sum(len(table.columns) for table in form.tables)
    others = [match_sheet(sheet, form) for sheet in sheets]
    return [match for match in others if match.matched_labels >= SURE_SHARE * labels]


def form_by_labels(workbook: WorkbookReading, forms: FormSet) -> Form | None:
    """The form whose labels the workbook carries; None where none fits well or two fit equally."""
    scores: list[tuple[float, Form]] = []
    for form in forms:
        labels = sum(len(table.columns) for _, table in form.tables())
        found = sum(max((m.matched_labels for m in candidates(workbook, sheet)), default=0) for sheet in form.sheets)
        scores.append((found / labels, form))
    scores.sort(key=lambda score: -score[0])
    if not scores or scores[0][0] < SURE_SHARE or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return scores[0][1]


def nearest_form(workbook: WorkbookReading, forms: FormSet) -> tuple[Form, Mapping[str, int]] | None:
    """The form that fits best, however badly, with the number of labels found for each sheet; used to word the
    refusal.
    """
    found = [
        (form, {s.name: max((m.matched_labels for m in candidates(workbook, s)), default=0) for s in form.sheets})
        for form in forms
    ]
    best = max(found, key=lambda item: sum(item[1].values()))
    return best if any(best[1].values()) else None
