"""One file as read -> one ``Return``: recognised, its header block understood, its tables found.

Comes in: a ``FileReading`` (or its refusal), the forms, the year's settings. Goes out: a ``Return`` with findings
of the workbook gate. A wrong workbook is one finding and stops here; a wrong cell is left to the checks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from pipeline.cells import Cell, CellKind, WorkbookReading, cell_address
from pipeline.config.load import YearConfig
from pipeline.findings import Finding, Place, Severity
from pipeline.forms.form import Column, Form, FormSet, SheetForm
from pipeline.model import HeaderValue, Return, ReturnState
from pipeline.normalise import (
    NameList,
    Reading,
    display_of,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_text,
    region_number,
)
from pipeline.read.labels import find_fields
from pipeline.read.private import private_data
from pipeline.read.recognise import (
    OWN_SHEETS,
    SheetMatch,
    candidates,
    form_by_labels,
    nearest_form,
    stamp_of,
)
from pipeline.read.tables import read_table
from pipeline.rules.catalogue import worded_finding
from pipeline.workbook.pool import FileReading

ANNUAL = "연간"
NO_ACTIVITY = "실적 없음"


class Reader:
    """Turns files into returns for one year. Holds what is the same for every file: forms, settings, lists of names."""

    def __init__(self, forms: FormSet, config: YearConfig) -> None:
        self.forms = forms
        self.config = config
        self.leads = NameList(
            [region.lead for region in config.regions.values()],
            {alias: region.lead for region in config.regions.values() for alias in region.aliases},
        )

    def read(self, number: int, reading: FileReading) -> Return:
        """The return in one file. It is refused (state and findings say so) rather than raised about."""
        result = Return(number, reading.file, reading.path, reading.sha256, reading.size)
        for rule, words in reading.notes:
            result.add(worded_finding(rule, Place(reading.file), {"file": reading.file, **words}))
        if reading.workbook is None:
            result.add(worded_finding(reading.problem, Place(reading.file), {"file": reading.file, **reading.words}))
            result.state = ReturnState.REFUSED
            return result
        _WorkbookToReturn(self, reading.workbook, result).run()
        if any(item.effect == "return_refused" for item in result.findings):
            result.state = ReturnState.REFUSED
        return result


class _WorkbookToReturn:
    """The steps for one workbook; each may stop the rest by refusing."""

    def __init__(self, reader: Reader, workbook: WorkbookReading, result: Return) -> None:
        self.reader = reader
        self.config = reader.config
        self.workbook = workbook
        self.result = result
        self.used: set[tuple[str, str]] = set()

    def run(self) -> None:
        self.result.date_1904 = self.workbook.date_1904
        form = self._recognise()
        if form is None:
            return
        matches = self._sheets(form)
        if matches is None:
            return
        self._header(form, matches)
        if self.result.year is not None and self.result.year != self.config.year:
            self._say("BOOK-002", self._header_place("year"), value=self.result.year, year=self.config.year)
            return
        self._tables(form, matches)
        self._no_activity(form)
        self._file_name(form)
        self._disagreements()
        self._elsewhere()
        self.result.add(*private_data(self.workbook, self.result.file))

    def _say(self, rule: str, place: Place, **words: object) -> None:
        self.result.add(worded_finding(rule, place, words))

    def _place(self, sheet: str, cell: str = "") -> Place:
        return Place(self.result.file, sheet, cell)

    def _header_place(self, field: str) -> Place:
        value = self.result.header.get(field)
        return value.place if value else Place(self.result.file)

    # -- which form -------------------------------------------------------------------------------------------------

    def _recognise(self) -> Form | None:
        stamp = stamp_of(self.workbook)
        self.result.stamp = stamp
        if stamp is not None and stamp.form in self.reader.forms:
            form = self.reader.forms[stamp.form]
            self.result.form, self.result.version = form.id, stamp.version
            if stamp.version not in (form.version, *form.accepts):
                self._say("BOOK-003", Place(self.result.file), value=stamp.version, wanted=form.version, form=form.name)
                return None
            return form
        found = form_by_labels(self.workbook, self.reader.forms)
        if found is None:
            near = nearest_form(self.workbook, self.reader.forms)
            if near is None:
                self._say("BOOK-001", Place(self.result.file), sheets=", ".join(s.name for s in self.workbook.sheets))
            else:
                lacking = [name for name, count in near[1].items() if count == 0]
                self._say(
                    "BOOK-020",
                    Place(self.result.file),
                    form=near[0].name,
                    lacking=", ".join(lacking) if lacking else "제목 칸 일부",
                )
            return None
        self.result.form, self.result.version = found.id, found.version
        self._say("BOOK-033", Place(self.result.file), form=found.name)
        return found

    def _sheets(self, form: Form) -> dict[str, SheetMatch] | None:
        """Sheet name of the form -> its worksheet; None where one is missing, doubled or hidden (all are told)."""
        asked = self._asked_tables(form)
        found: dict[str, SheetMatch] = {}
        refused = False
        for sheet_form in form.sheets:
            if asked and not any(table.id in asked for table in sheet_form.tables) and sheet_form is not form.sheets[0]:
                continue
            refused |= not self._sheet(sheet_form, found)
        used = {match.sheet.name for match in found.values()}
        for sheet in self.workbook.sheets:
            if sheet.name not in used | OWN_SHEETS and not sheet.name.startswith("_") and sheet.cells:
                known = any(sheet_form.name == sheet.name for sheet_form in form.sheets)
                if not known:
                    self._say("BOOK-010", self._place(sheet.name), sheet=sheet.name)
        return None if refused else found

    def _asked_tables(self, form: Form) -> tuple[str, ...]:
        expected = self.config.expected(form.id)
        return expected.tables if expected else ()

    def _sheet(self, sheet_form: SheetForm, found: dict[str, SheetMatch]) -> bool:
        taken = {match.sheet.name for match in found.values()}
        matches = [match for match in candidates(self.workbook, sheet_form) if match.sheet.name not in taken]
        if not matches:
            present = ", ".join(sheet.name for sheet in self.workbook.sheets if not sheet.name.startswith("_"))
            self._say("BOOK-004", Place(self.result.file), sheet=sheet_form.name, present=present)
            return False
        if len(matches) > 1:
            names = ", ".join(f"'{match.sheet.name}'" for match in matches)
            self._say("BOOK-006", self._place(matches[1].sheet.name), sheet=sheet_form.name, names=names)
            return False
        match = matches[0]
        if match.sheet.name != sheet_form.name:
            self._say("BOOK-005", self._place(match.sheet.name), value=match.sheet.name, sheet=sheet_form.name)
        if match.sheet.state != "visible":
            self._say("BOOK-012", self._place(match.sheet.name), sheet=match.sheet.name)
            return False
        found[sheet_form.name] = match
        return self._headers_complete(sheet_form, match)

    def _headers_complete(self, sheet_form: SheetForm, match: SheetMatch) -> bool:
        complete = True
        sheet = match.sheet.name
        for table in sheet_form.tables:
            header = match.headers.get(table.id)
            if header is None:
                labels = ", ".join(column.label for column in table.columns if column.required)
                self._say("BOOK-021", self._place(sheet), labels=labels)
                complete = False
                continue
            for column in header.missing:
                near = header.nearest_to(column)
                rule = "BOOK-008" if near else "BOOK-007"
                place = self._place(
                    sheet, next((cell_address(header.row, n) for n, t in header.unknown if t == near), f"A{header.row}")
                )
                self._say(rule, place, value=near, label=column.label)
            for column_id, text, first, second in header.duplicates:
                self._say(
                    "BOOK-009",
                    self._place(sheet, cell_address(header.row, second)),
                    value=text,
                    label=table.column(column_id).label,
                    first=cell_address(header.row, first),
                    second=cell_address(header.row, second),
                )
            for number, text in header.unknown if header.is_complete else ():
                self._say("BOOK-011", self._place(sheet, cell_address(header.row, number)), value=text)
            complete &= header.is_complete
        return complete

    # -- the header block -------------------------------------------------------------------------------------------

    def _header(self, form: Form, matches: dict[str, SheetMatch]) -> None:
        match = matches[form.sheets[0].name]
        before = min((header.row for header in match.headers.values()), default=match.sheet.last_row + 1)
        fields = self.reader.forms.header(form)
        places = find_fields(match.rows, fields, before, match.sheet)
        for column in fields:
            where = places.get(column.id)
            cell = match.rows.get(where[0], {}).get(where[1]) if where else None
            address = cell_address(*where) if where else ""
            place = self._place(match.sheet.name, address)
            if where:
                self.used.add((match.sheet.name, address))
            self._field(column, cell, place)
        self._identity(form)

    def _field(self, column: Column, cell: Cell | None, place: Place) -> None:
        """One field: kept in ``result.header``; blank or unreadable ones are findings."""
        reading = self._reading(column, cell)
        self.result.header[column.id] = HeaderValue(reading.value, reading.typed, place)
        if reading.problem:
            self._say(reading.problem, place, value=reading.typed, label=column.label, **_without_value(reading.words))
        elif reading.value is None and column.required and not self._stamped(column.id):
            self._say("BOOK-022", place, label=column.label)
        value = reading.value
        if column.id == "date" and isinstance(value, date):
            self.result.written_on = value
        if column.id == "year" and isinstance(value, int):
            self.result.year = value

    def _stamped(self, field: str) -> bool:
        """Whether the stamp tells what the blank field should have said."""
        return self.result.stamp is not None and getattr(self.result.stamp, field, None) is not None

    def _reading(self, column: Column, cell: Cell | None) -> Reading:
        year = self.config.year
        if column.type == "count":
            return read_count(cell, units=("년", "년도"))
        if column.type == "date":
            return read_date(cell, year=year, month=None, date_1904=self.workbook.date_1904)
        if column.id == "month" and cell is not None and str(cell.value).strip() == ANNUAL:
            return read_text(cell)
        if column.type == "month":
            return read_month(cell)
        if column.choices:
            return read_choice(cell, column.choices, {})
        return read_text(cell)

    def _identity(self, form: Form) -> None:
        result, stamp = self.result, self.result.stamp
        if result.year is None and stamp is not None:
            result.year = stamp.year
        if stamp is not None and result.year is not None and stamp.year != result.year:
            self._say("BOOK-023", self._header_place("year"), value=result.year, label="사업연도", stamped=stamp.year)
        if form.sender == "region":
            self._region()
        if form.period == "month":
            self._month(form)
        activity = result.header.get("activity_state")
        result.no_activity = activity is not None and activity.value == NO_ACTIVITY
        if result.region is None and form.sender == "region":
            return
        for position, item in enumerate(result.findings):
            result.findings[position] = item.of_return(form=result.form, region=result.region, month=result.month)

    def _region(self) -> None:
        result, stamp = self.result, self.result.stamp
        header, lead = result.header.get("region"), result.header.get("lead")
        typed = region_number(str(header.value)) if header and header.value is not None else None
        by_lead = self._region_of_lead(lead)
        stamped = stamp.region if stamp else None
        known = self.config.regions
        if header and header.value is not None and typed not in known:
            names = ", ".join(region.name for region in known.values())
            self._say("BOOK-024", header.place, value=header.typed, names=names)
            return
        if stamped is not None and typed is not None and stamped != typed:
            self._say(
                "BOOK-023",
                header.place if header else Place(result.file),
                value=f"{typed}권역",
                label="권역",
                stamped=f"{stamped}권역",
            )
            return
        result.region = typed if typed is not None else stamped
        if result.region is None:
            result.region = by_lead
        if result.region is None:
            self._say("BOOK-025", header.place if header else Place(result.file))
        elif by_lead is not None and lead is not None and by_lead != result.region:
            rule = "BOOK-026" if stamped is not None else "BOOK-027"
            self._say(
                rule,
                lead.place,
                value=lead.typed,
                region=f"{result.region}권역",
                lead=known[result.region].lead,
                other=f"{by_lead}권역",
            )

    def _region_of_lead(self, lead: HeaderValue | None) -> int | None:
        if lead is None or lead.value is None:
            return None
        match = self.reader.leads.match(str(lead.value))
        if match.name is None:
            near = match.nearest[0] if match.nearest else ""
            rule = "BOOK-028" if near else "BOOK-029"
            names = ", ".join(region.lead for region in self.config.regions.values())
            self._say(rule, lead.place, value=lead.typed, near=near, names=names)
            return None
        if match.how == "alias":
            self._say("BOOK-030", lead.place, value=lead.typed, lead=match.name)
        return next(region.number for region in self.config.regions.values() if region.lead == match.name)

    def _month(self, form: Form) -> None:
        result, stamp = self.result, self.result.stamp
        header = result.header.get("month")
        expected = self.config.expected(form.id)
        annual_asked = bool(expected and expected.annual)
        value = header.value if header else None
        place = header.place if header else Place(result.file)
        if value == ANNUAL or (annual_asked and value is None):
            result.annual = True
            if not annual_asked:
                self._say("BOOK-032", place, value=ANNUAL)
            return
        typed = value if isinstance(value, int) else None
        stamped = stamp.month if stamp else None
        if typed is not None and stamped is not None and typed != stamped:
            self._say("BOOK-023", place, value=f"{typed}월", label="해당월", stamped=f"{stamped}월")
            return
        result.month = typed if typed is not None else stamped
        if result.month is None:
            self._say("BOOK-031", place)
        elif annual_asked:
            self._say("BOOK-034", place, value=f"{result.month}월")

    # -- tables -----------------------------------------------------------------------------------------------------

    def _tables(self, form: Form, matches: dict[str, SheetMatch]) -> None:
        asked = self._asked_tables(form)
        for sheet_form in form.sheets:
            match = matches.get(sheet_form.name)
            if match is None:
                continue
            starts = sorted(header.row for header in match.headers.values())
            for table in sheet_form.tables:
                if asked and table.id not in asked:
                    continue
                header = match.headers[table.id]
                end = next((row for row in starts if row > header.row), match.sheet.last_row + 1)
                reading = read_table(match.sheet, match.rows, table, header, end, self._place)
                self.result.tables[table.id] = reading.table
                self.result.add(*reading.findings)
                for row in (*reading.table.rows, *reading.table.totals):
                    self.used.update((match.sheet.name, cell.address) for cell in row.cells.values())

    def _no_activity(self, form: Form) -> None:
        if not self.result.no_activity:
            return
        for table in self.result.tables.values():
            asked = {column.id for column in form.table(table.table).columns if not column.prefilled}
            rows = [row.row for row in table.rows if asked & set(row.cells)]
            if rows:
                where = self._place(table.sheet, table.address(next(iter(table.columns)), rows[0]))
                self._say("BOOK-035", where, sheet=table.sheet, count=len(rows))

    # -- doubts -----------------------------------------------------------------------------------------------------

    def _file_name(self, form: Form) -> None:
        """A file name is only a hint, but one that says another region, month or form deserves a look."""
        stem = unicodedata.normalize("NFC", PurePosixPath(self.result.file).stem)
        for rule, label, told, real in _hints(stem, self.result, self.reader.forms, form):
            self._say(rule, Place(self.result.file), value=told, label=label, real=real)

    def _disagreements(self) -> None:
        for sheet, address, first, second in self.workbook.disagreements:
            if (sheet, address) in self.used:
                self._say("BOOK-036", self._place(sheet, address), value=first, second=second)

    def _elsewhere(self) -> None:
        """Broken formulas outside the cells that are read: told, without harm to the numbers."""
        for sheet in self.workbook.sheets:
            if sheet.name in OWN_SHEETS or sheet.name.startswith("_"):
                continue
            for cell in sheet.cells.values():
                if cell.kind is CellKind.ERROR and (sheet.name, cell.address) not in self.used:
                    self._say("BOOK-037", self._place(sheet.name, cell.address), value=display_of(cell))
        if self.workbook.date_1904:
            self._say("BOOK-038", Place(self.result.file))


def _without_value(words: dict[str, object]) -> dict[str, object]:
    return {name: word for name, word in words.items() if name not in ("value", "label")}


def _hints(stem: str, result: Return, forms: FormSet, form: Form) -> Iterator[tuple[str, str, str, str]]:
    """(rule, what, what the file name says, what the workbook says) for every contradiction."""
    region = re.search(r"(?<!\d)(\d{1,2})\s*권역", stem)
    if region and result.region is not None and int(region[1]) != result.region:
        yield "BOOK-039", "권역", f"{int(region[1])}권역", f"{result.region}권역"
    month = re.search(r"(?<!\d)(\d{1,2})\s*월(?!별)", stem)
    if month and result.month is not None and int(month[1]) != result.month:
        yield "BOOK-039", "해당월", f"{int(month[1])}월", f"{result.month}월"
    named = [other for other in forms if other.name in stem]
    if named and form not in named:
        yield "BOOK-039", "서식", named[0].name, form.name


def errors_of(result: Return) -> list[Finding]:
    """The return's findings that need mending."""
    return [item for item in result.findings if item.severity is Severity.ERROR and not item.exception]
