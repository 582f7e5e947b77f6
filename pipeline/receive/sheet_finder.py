"""Which worksheet is which sheet of the form, and whether its columns can be found.

Comes in: a workbook as read and its form. Goes out: the matching worksheets, or nothing where one cannot be used, with
findings. Everything that is wrong with the sheets is reported together; their cells are not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pipeline.forms.form import Column, Form, SheetForm, TableForm
from pipeline.model.cells import SheetReading, WorkbookReading, cell_address
from pipeline.model.findings import Finding, Place
from pipeline.normalise import clean_text, shortened
from pipeline.receive.labels import HeaderMatch, changed_unit, find_header, fold_label, rows_of
from pipeline.receive.recognise import OWN_SHEETS, SheetMatch, candidates
from pipeline.receive.unread_rows import is_same_sheet, rows_like
from pipeline.rules.catalogue import worded_finding

_GOES_ON = re.compile("계속|추가|이어|나머지|이후|뒷장")
_OF_ONE_WON = {"천원": 1_000, "만원": 10_000, "백만원": 1_000_000, "억원": 100_000_000}


class SheetFinder:
    """Finds the sheets of one return. ``findings`` collects what is wrong."""

    def __init__(self, workbook: WorkbookReading, form: Form, file: str, asked: Collection[str]) -> None:
        self._workbook, self._form, self._file, self._asked = workbook, form, file, asked
        self.found: dict[str, SheetMatch] = {}
        self.findings: list[Finding] = []
        self._copies: set[str] = set()  # copies of sheets that are read, reported as copies

    def find(self) -> dict[str, SheetMatch]:
        """Sheet name of the form -> its worksheet. Sheets of tables that the year does not ask for are left alone."""
        for sheet in self._form.sheets:
            asked = not self._asked or any(table.id in self._asked for table in sheet.tables)
            if asked or sheet is self._form.sheets[0]:
                self._sheet(sheet)
        self._other_sheets()
        return self.found

    def _at(self, sheet: str = "", cell: str = "") -> Place:
        return Place(self._file, sheet, cell)

    def _say(self, rule: str, place: Place, **words: object) -> None:
        self.findings.append(worded_finding(rule, place, words))

    def _sheet(self, form: SheetForm) -> None:
        taken = {match.sheet.name for match in self.found.values()}
        matches = [match for match in candidates(self._workbook, form) if match.sheet.name not in taken]
        if not matches:
            present = ", ".join(sheet.name for sheet in self._workbook.sheets if not sheet.name.startswith("_"))
            self._say("BOOK-004", self._at(), sheet=form.name, present=present)
            return
        match = matches[0]
        name = match.sheet.name
        copies = [m for m in matches[1:] if is_same_sheet(m.sheet.cells.values(), match.sheet.cells.values())]
        matches = [other for other in matches if other not in copies]
        if len(matches) > 1:
            names = ", ".join(f"'{other.sheet.name}'" for other in matches)
            self._say("BOOK-006", self._at(matches[1].sheet.name), sheet=form.name, names=names)
            return
        self.found[form.name] = match
        if match.sheet.state != "visible":
            self._say("BOOK-012", self._at(name), sheet=name)
            return
        for copy in copies:
            self._say("BOOK-078", self._at(copy.sheet.name), sheet=name, copy=copy.sheet.name)
        self._copies |= {copy.sheet.name for copy in copies}
        if clean_text(name).text != form.name:
            self._say("BOOK-005", self._at(name), value=name, sheet=form.name)
        for table in form.tables:
            header = match.headers.get(table.id)
            if header is None:
                labels = ", ".join(column.label for column in table.columns if column.required)
                self._say("BOOK-021", self._at(name), labels=labels)
            else:
                self._header(name, table, header)

    def _header(self, sheet: str, table: TableForm, header: HeaderMatch) -> None:
        def at(column: int) -> Place:
            return self._at(sheet, cell_address(header.row, column))

        misspelt = header.misspelt()
        for column_id, (number, text) in misspelt.items():
            label = table.column(column_id).label
            units = changed_unit(label, text)
            if units is not None:
                self._say("BOOK-065", at(number), value=shortened(text), label=label, **_unit_words(*units))
            else:
                self._say("BOOK-008", at(number), value=shortened(text), label=label)
        for column in header.missing:
            if column.id not in misspelt:
                self._say("BOOK-007", at(min(header.columns.values())), label=column.label)
        for column_id, text, first, second in header.duplicates:
            words = {"label": table.column(column_id).label, "first": at(first).cell, "second": at(second).cell}
            self._say("BOOK-009", at(second), value=text, **words)
        moved = _moved(table, header)
        if moved:  # in the order of the columns
            listed = " · ".join(column.label for column in moved)
            self._say("BOOK-081", at(header.columns[moved[0].id]), value=moved[0].label, listed=listed)
        if header.is_complete and not misspelt:
            for number, text in header.unknown:
                self._say("BOOK-011", at(number), value=shortened(text))

    def _other_sheets(self) -> None:
        for sheet in self._unused_sheets():
            rows = self._rows_like_ours(sheet)
            if rows is not None:
                words = {"sheet": sheet.name, "listed": ", ".join(f"{number}행" for number in rows[:5])}
                self._say("BOOK-071", self._at(sheet.name, f"A{rows[0]}"), **words)
            elif sheet.state != "visible":
                self._say("BOOK-041", self._at(sheet.name), sheet=sheet.name)
            elif not sheet.name.startswith("_"):
                self._say("BOOK-010", self._at(sheet.name), sheet=sheet.name)

    def _unused_sheets(self) -> Iterator[SheetReading]:
        """Sheets that hold something but are not read; without sheets of the form that this year does not ask for."""
        used = {match.sheet.name for match in self.found.values()} | OWN_SHEETS | self._copies
        own = {fold_label(sheet.name) for sheet in self._form.sheets}
        told = {fold_label(sheet.name) for sheet in self._form.sheets if sheet.name not in self.found}
        for sheet in self._workbook.sheets:
            name = fold_label(sheet.name)
            if sheet.cells and sheet.name not in used and name not in own and name.partition("(")[0] not in told:
                yield sheet

    def _rows_like_ours(self, sheet: SheetReading) -> list[int] | None:
        """The rows, on a sheet that the sender added, that look like rows of the form: below the form's labels, or in
        its columns where the sheet is named after it ("공동사업실적(계속)"). None for a mere copy, and where there are
        no such rows.
        """
        rows = rows_of(sheet)
        for form in self._form.sheets:
            match = self.found.get(form.name)
            if match is None or is_same_sheet(sheet.cells.values(), match.sheet.cells.values()):
                continue
            name = fold_label(sheet.name)
            is_named = fold_label(form.name) in name or bool(_GOES_ON.search(name))
            for table in form.tables:
                header, own = find_header(rows, table), match.headers.get(table.id)
                if header is not None and not header.missing:
                    below = {number: cells for number, cells in rows.items() if number > header.row}
                    found = rows_like(below, header.columns, table)
                else:
                    found = rows_like(rows, own.columns, table) if own is not None and is_named else []
                if found:
                    return found
        return None


def _unit_words(unit: str, typed: str) -> dict[str, object]:
    """The words for a changed unit: the form's unit and, where possible, an example of how it changes a number."""
    factor = _OF_ONE_WON.get(typed) if unit == "원" else None
    example = f" 예: 12{typed}이면 {12 * factor:,}으로 적습니다." if factor else ""
    return {"unit": unit, "example": example}


def _moved(table: TableForm, header: HeaderMatch) -> list[Column]:
    """The counted columns in the order of the sheet, if that differs from the form's order: either labels or whole
    columns were swapped, and nobody can see which.
    """
    own = [c for c in table.columns if c.measure and c.is_number and c.id in header.columns]
    found = sorted(own, key=lambda column: header.columns[column.id])
    return [column for column, here in zip(found, own, strict=True) if column is not here]
