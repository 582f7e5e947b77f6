"""One file as read -> one ``Return``: recognised, its header block understood, its tables found.

Comes in: a ``FileReading`` (or its refusal), the forms, the year's settings. Goes out: a ``Return`` with findings of
the workbook gate. A wrong workbook gives one finding and goes no further; wrong cells are left to the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.forms.form import Column, Form, FormSet
from pipeline.korean import MOST_CELLS, some_of
from pipeline.model.cells import PICTURE, CellKind, SheetReading, WorkbookReading
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.returns import RawTable, Return, ReturnState
from pipeline.normalise import date_of_serial, display_of, mask, shortened, shows_anything
from pipeline.receive.answers import answers_of, is_request_list
from pipeline.receive.beside_values import check_beside_values
from pipeline.receive.corrections import check_corrections
from pipeline.receive.formulas import check_formulas
from pipeline.receive.header_block import EMPTY, NO_LABEL, KnownNames, read_header
from pipeline.receive.looks import check_header_looks, check_looks
from pipeline.receive.periods_told import named_months
from pipeline.receive.private_data import private_cells, private_texts, with_shown_names
from pipeline.receive.recognise import OWN_SHEETS, SheetMatch, form_by_labels, nearest_form, stamp_of
from pipeline.receive.sheet_finder import SheetFinder
from pipeline.receive.table_rows import read_table
from pipeline.receive.volatile import volatile_finding
from pipeline.rules.catalogue import worded_finding
from pipeline.settings.load import YearConfig
from pipeline.workbook.outcome import FileReading, ReadingLimits

SIGNED = ("author", "date")  # fields of the header block that only the person filling in the form can know
_SERIAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def reading_limits(config: YearConfig) -> ReadingLimits:
    """The gate's limits from the settings."""
    limits = config.settings.limits
    return ReadingLimits(
        max_file_bytes=limits.file_mb * 1_000_000,
        max_inflated_bytes=limits.inflated_mb * 1_000_000,
        max_ratio=limits.ratio,
        max_parts=limits.parts,
        max_rows=limits.rows,
        max_columns=limits.columns,
        seconds_per_file=limits.seconds,
        memory_bytes=limits.memory_mb * 1_000_000,
    )


class Reader:
    """Turns files into returns for one year. Holds what is the same for every file: forms, settings, lists of names."""

    def __init__(self, forms: FormSet, config: YearConfig) -> None:
        self.forms = forms
        self.config = config
        self.names = KnownNames.of(config)

    def read(self, number: int, reading: FileReading) -> Return:
        """The return in one file. A bad file is refused (in its state and findings); nothing is raised."""
        result = Return(number, reading.file, reading.path, reading.sha256, reading.size)
        for rule, words in reading.notes:
            result.add(worded_finding(rule, Place(reading.file), _masked(words)))
        if reading.workbook is None:
            result.add(worded_finding(reading.problem, Place(reading.file), _masked(reading.words)))
            result.state = ReturnState.REFUSED
            return result
        _WorkbookToReturn(self, with_shown_names(reading.workbook), result).run()
        if any(item.effect is Effect.RETURN_REFUSED for item in result.findings):
            result.state = ReturnState.REFUSED
        return result


class _WorkbookToReturn:
    """The steps for one workbook; each may stop the rest by refusing the return."""

    def __init__(self, reader: Reader, workbook: WorkbookReading, result: Return) -> None:
        self.reader = reader
        self.config = reader.config
        self.workbook = workbook
        self.result = result
        self.used: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Run the steps until one refuses the return; personal data is looked for in any case."""
        self.result.date_1904 = self.workbook.date_1904
        file = self.result.file
        private = {(item.place.sheet, item.place.cell): item for item in private_cells(self.workbook, file)}
        self._steps(private)
        self.result.answers = answers_of(self.workbook)
        self.result.add(*private.values(), *private_texts(self.workbook, file))
        found, self.result.findings = self.result.findings, []
        self.result.add(*found)  # added again, to be marked with the region and month that only the header gave

    def _steps(self, private: dict[tuple[str, str], Finding]) -> None:
        form = self._recognise()
        if form is None:
            return
        finder = SheetFinder(self.workbook, form, self.result.file, self._asked_tables(form))
        matches = finder.find()
        self.result.add(*finder.findings)
        first = matches.get(form.sheets[0].name)
        if first is not None:
            cells = {cell for sheet, cell in private if sheet == first.sheet.name}
            fields = self.reader.forms.header(form)
            used = read_header(self.result, form, self.reader.forms, first, self.config, self.reader.names, cells)
            self.used |= {(first.sheet.name, cell) for cell in used}
            self.result.add(*check_header_looks(fields, self.result.header, first.sheet))
            self._volatile_header(fields, first)
        if any(item.effect is Effect.RETURN_REFUSED for item in self.result.findings):
            return
        self._tables(form, matches, private)
        if self._is_untouched(form):
            return
        self._no_activity(form)
        self._file_name(form)
        self._disagreements()
        for sheet in self.workbook.sheets:
            self._elsewhere(sheet)

    def _say(self, rule: str, place: Place, **words: object) -> None:
        self.result.add(worded_finding(rule, place, words))

    def _place(self, sheet: str, cell: str = "") -> Place:
        return Place(self.result.file, sheet, cell)

    def _volatile_header(self, fields: Sequence[Column], match: SheetMatch) -> None:
        """Report a 작성일 that is always today: it decides which version is newer, and tomorrow it would decide
        differently.
        """
        formulas = {cell.address: cell for cell in match.sheet.cells.values() if cell.formula}
        for column in fields:
            place = self.result.header[column.id].place
            cell = formulas.get(place.cell) if column.type != "text" else None
            found = volatile_finding(self.workbook, cell, column.label, place)
            self.result.add(*([] if found is None else [found]))

    # -- which form -------------------------------------------------------------------------------------------------

    def _recognise(self) -> Form | None:
        stamp = stamp_of(self.workbook)
        self.result.stamp = stamp
        if stamp is not None and stamp.form in self.reader.forms:
            form = self.reader.forms[stamp.form]
            self.result.form, self.result.version = form.id, stamp.version
            self.result.region = stamp.region if stamp.region in self.config.regions else None
            self.result.month = stamp.month
            self.result.rounds = () if stamp.round is None else (stamp.round,)
            if stamp.version not in (form.version, *form.accepts):
                self._say("BOOK-003", Place(self.result.file), value=stamp.version, wanted=form.version, form=form.name)
                return None
            return form
        found = form_by_labels(self.workbook, self.reader.forms)
        if found is None:
            self._unknown_workbook()
            return None
        self.result.form, self.result.version = found.id, found.version
        self._say("BOOK-033", Place(self.result.file), form=found.name)
        return found

    def _unknown_workbook(self) -> None:
        if is_request_list(self.workbook):
            self.result.state = ReturnState.IGNORED
            self._say("INT-009", Place(self.result.file))
            return
        near = nearest_form(self.workbook, self.reader.forms)
        if near is None:
            sheets = ", ".join(shortened(sheet.name) for sheet in self.workbook.sheets)
            self._say("BOOK-001", Place(self.result.file), sheets=sheets)
            return
        lacking = ", ".join(f"'{name}' 시트" for name, count in near[1].items() if count == 0)
        self._say("BOOK-020", Place(self.result.file), form=near[0].name, lacking=lacking or "제목 칸 여럿")

    def _asked_tables(self, form: Form) -> tuple[str, ...]:
        expected = self.config.expected(form.id)
        return expected.tables if expected else ()

    # -- tables -----------------------------------------------------------------------------------------------------

    def _tables(self, form: Form, matches: dict[str, SheetMatch], private: dict[tuple[str, str], Finding]) -> None:
        asked = self._asked_tables(form)
        tables: dict[str, RawTable] = {}
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
                first = self._below_header_block(match.sheet.name) if header.row == starts[0] else header.row
                reading = read_table(match.sheet, match.rows, table, header, (first, end), self._place)
                tables[table.id] = self._without_private(form, reading.table, private)
                self.result.add(*reading.findings)
        tables, looks = check_looks(form, tables, self.workbook, self.result.file)
        self.result.tables, findings = check_formulas(form, tables, self.workbook, self.result.file)
        beside = check_beside_values(form, self.result.tables, self.workbook, self.result.file)
        corrections = check_corrections(form, self.result.tables, self.workbook, self.result.file, self.used)
        self.result.add(*looks, *findings, *beside, *corrections)
        for raw in self.result.tables.values():
            for row in (*raw.rows, *raw.totals):
                self.used.update((raw.sheet, cell.address) for cell in row.cells.values())

    def _below_header_block(self, sheet: str) -> int:
        """The first row of the sheet below the fields of the header block."""
        cells = [value.place.cell for value in self.result.header.values() if value.place.sheet == sheet]
        return 1 + max((int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells if cell), default=0)

    def _without_private(self, form: Form, table: RawTable, private: dict[tuple[str, str], Finding]) -> RawTable:
        """The table with its cells of personal data marked as reported, except in text columns: a telephone number is
        no count, and one mistake is one finding. A row whose numbers depend on such a cell is left out.
        """
        reported, declared = set(table.reported), form.table(table.table)
        for row in table.rows if private else ():
            for column_id, cell in row.cells.items():
                column, place = declared.column(column_id), (table.sheet, cell.address)
                if place not in private or column.type == "text" or not private[place].is_error:
                    continue  # with a mere warning the cell is read all the same
                reported.add((row.row, column_id))
                if private[place].effect is Effect.KEPT and declared.decides_numbers(column):
                    private[place] = replace(private[place], effect=Effect.ROW_LEFT_OUT, table=table.table, row=row.row)
        return replace(table, reported=frozenset(reported)) if len(reported) > len(table.reported) else table

    def _filled_rows(self, form: Form, table: RawTable) -> list[int]:
        """The rows in which someone wrote something: cells that the template fills in do not count."""
        given = {column.id for column in form.table(table.table).columns if column.prefilled or column.formula}
        return [
            row.row for row in table.rows if any(c not in given and shows_anything(v) for c, v in row.cells.items())
        ]

    def _is_untouched(self, form: Form) -> bool:
        """Whether nothing was written into any table. That gives one finding and no return, because empty is not zero.
        A form that has no name or day either was only handed out and came back among the others; it is ignored.
        """
        if self.result.no_activity or any(self._filled_rows(form, table) for table in self.result.tables.values()):
            return False
        self.result.findings = [item for item in self.result.findings if item.rule not in (EMPTY, NO_LABEL)]
        if self._is_as_handed_out(form):
            self.result.state = ReturnState.IGNORED
            self._say("INT-011", Place(self.result.file), form=form.name)
            return True
        hint = (
            " 아무 활동이 없던 달이면 '해당월 실적'에서 '실적 없음'을 골라 다시 내 주세요."
            if form.period == "month"
            else ""
        )
        self._say("BOOK-045", Place(self.result.file), form=form.name, hint=hint)
        return True

    def _is_as_handed_out(self, form: Form) -> bool:
        """Whether a form without data has a stamp, no name, no day, nothing odd about it, and no sheet that the sender
        added.
        """
        header = self.result.header
        own = {sheet.name for sheet in form.sheets} | OWN_SHEETS
        return (
            self.result.stamp is not None
            and not any(header[name].typed for name in SIGNED if name in header)
            and all(item.severity is Severity.NOTE for item in self.result.findings)
            and all(sheet.name in own or sheet.name.startswith("_") for sheet in self.workbook.sheets)
        )

    def _no_activity(self, form: Form) -> None:
        if not self.result.no_activity:
            return
        for table in self.result.tables.values():
            rows = self._filled_rows(form, table)
            if rows:
                where = self._place(table.sheet, table.first_cell(rows[0]))
                self._say("BOOK-035", where, sheet=table.sheet, count=len(rows))

    # -- doubts -----------------------------------------------------------------------------------------------------

    def _file_name(self, form: Form) -> None:
        """Report a file name that names another region, month or form: it is only a hint, but worth a look."""
        for rule, label, told, real in _hints(self.result, self.reader, form):
            self._say(rule, Place(self.result.file), value=told, label=label, real=real)

    def _disagreements(self) -> None:
        for sheet, address, first, second in self.workbook.disagreements:
            if (sheet, address) in self.used:
                shown, other = (self._as_shown(sheet, address, value) for value in (first, second))
                self._say("BOOK-036", self._place(sheet, address), value=shown, second=other)

    def _as_shown(self, sheet: str, address: str, value: str) -> str:
        """A value of a reading as people would write it: a date as a date."""
        found = self.workbook.sheet(sheet)
        cell = next((cell for cell in found.cells.values() if cell.address == address), None) if found else None
        if cell is not None and (cell.is_date or "-" in cell.raw[1:]) and _SERIAL.fullmatch(value):
            day = date_of_serial(float(value), date_1904=self.workbook.date_1904)
            return shortened(value) if day is None else str(day)
        return shortened(value)

    def _elsewhere(self, sheet: SheetReading) -> None:
        """Report broken formulas outside the cells that are read, once per sheet; they do not affect the numbers."""
        if sheet.name in OWN_SHEETS or sheet.name.startswith("_"):
            return
        errors = [
            cell
            for cell in sheet.cells.values()
            if cell.kind is CellKind.ERROR and cell.value != PICTURE and (sheet.name, cell.address) not in self.used
        ]
        if errors:
            listed = some_of([cell.address for cell in errors], MOST_CELLS, "개 칸")
            place = self._place(sheet.name, errors[0].address)
            self._say("BOOK-037", place, value=display_of(errors[0]), listed=listed)


def _masked(words: Mapping[str, object]) -> dict[str, object]:
    """The words of a finding about the whole file, masked: they may contain names of sheets or parts that the sender
    chose.
    """
    return {name: mask(word) if isinstance(word, str) else word for name, word in words.items()}


def _hints(result: Return, reader: Reader, form: Form) -> Iterator[tuple[str, str, str, str]]:
    """(rule, what, what the file name says, what the workbook says) for every contradiction.

    A file name that mentions the right one as well ("3월 제출 2월 실적") is no contradiction.
    """
    stem = PurePosixPath(result.file).stem
    regions = reader.names.regions.named_in(stem)
    if regions and result.region is not None and result.region not in regions:
        called = reader.config.called
        yield "BOOK-039", reader.config.unit.word, called(regions[0]), called(result.region)
    months = named_months(result.file)
    if months and result.month is not None and result.month not in months:
        yield "BOOK-039", "해당월", f"{months[0]}월", f"{result.month}월"
    named = [other for other in reader.forms if other.name in stem]
    if named and form not in named:
        yield "BOOK-039", "서식", named[0].name, form.name
