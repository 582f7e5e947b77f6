"""The header block of the first input sheet -> whose return it is, and its year and month.

Comes in: a sheet with its labels, the hidden stamp, the settings. Goes out: ``Return.header`` and the return's year,
region and month, with findings. Whose return it is is decided here and nowhere else: the stamp counts unless the header
contradicts it. One mistake in the header is one finding.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from pipeline.forms.form import Column, Form, FormSet
from pipeline.korean import some_of
from pipeline.model.cells import Cell, cell_address
from pipeline.model.findings import Effect, Place
from pipeline.model.returns import HeaderValue, Return
from pipeline.model.words import ANNUAL
from pipeline.normalise import (
    NameList,
    Reading,
    RegionList,
    ValueState,
    display_of,
    mask,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_text,
    regions_of,
)
from pipeline.normalise.reading import NAME_NOTE, change_note
from pipeline.receive.labels import find_fields, labels_of_no_field
from pipeline.receive.periods_told import PeriodsTold, months_told
from pipeline.receive.recognise import SheetMatch
from pipeline.rules.catalogue import worded_finding
from pipeline.settings.load import YearConfig

NO_ACTIVITY = "실적 없음"
EMPTY, NO_LABEL = "BOOK-022", "BOOK-049"  # a field with nothing in it, and one whose label is not there
Words = dict[str, object]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of the year's regions and their lead organisations, prepared once for all returns."""

    regions: RegionList
    leads: NameList

    @classmethod
    def of(cls, config: YearConfig) -> KnownNames:
        regions = [region for region in config.regions.values() if region.lead]
        return cls(
            regions_of(config),
            NameList(
                [region.lead for region in regions],
                {alias: region.lead for region in regions for alias in region.aliases},
            ),
        )


def read_header(
    result: Return,
    form: Form,
    forms: FormSet,
    match: SheetMatch,
    config: YearConfig,
    names: KnownNames,
    private: Collection[str],
) -> set[str]:
    """Fill ``result`` from its header; returns the addresses of the cells that were read. ``private`` holds the
    addresses of cells already reported for personal data: nothing more is reported about them.
    """
    fields = forms.header(form)
    months = months_told(result, form, match, config)
    block = _HeaderBlock(result, form, forms.header_fields, config, names, private, months)
    before = min((header.row for header in match.headers.values()), default=match.sheet.last_row + 1)
    places = find_fields(match.rows, fields, before, match.sheet)
    if any(column.required and column.id not in places for column in fields):
        others = labels_of_no_field(match.rows, fields, before, match.sheet)
        block.other_labels = [cell for cell in others if cell.address not in private]
    used = set()
    for column in fields:
        where = places.get(column.id)
        cell = match.rows[where[0]].get(where[1]) if where else None
        address = cell_address(*where) if where else ""
        used |= {address} - {""}
        block.read_field(column, cell, Place(result.file, match.sheet.name, address))
    block.identify()
    return used


@dataclass(slots=True)
class _HeaderBlock:
    result: Return
    form: Form
    fields: Mapping[str, Column]  # of all forms
    config: YearConfig
    names: KnownNames
    private: Collection[str]
    months: PeriodsTold
    open: dict[str, tuple[str, Words]] = field(default_factory=dict)  # what is wrong with the year, region or month
    other_labels: Sequence[Cell] = ()

    def say(self, rule: str, place: Place, effect: Effect | None = None, **words: object) -> None:
        self.result.add(worded_finding(rule, place, {"unit": self.config.unit.word, **words}, effect=effect))

    def place(self, name: str) -> Place:
        value = self.result.header.get(name)
        return value.place if value else Place(self.result.file)

    # -- one field ----------------------------------------------------------------------------------------------------

    def read_field(self, column: Column, cell: Cell | None, place: Place) -> None:
        """Keep a field and report what is wrong with it; for year, region and month, ``identify`` reports that."""
        reading = self._reading(column, cell)
        self.result.header[column.id] = HeaderValue(reading.value, reading.typed, place)
        wrong = self._wrong(column, reading, place)
        if wrong is None or place.cell in self.private:
            self._note(column, reading, place)
        elif column.id in ("year", "region", "month"):
            self.open[column.id] = wrong
        else:
            self.say(wrong[0], place, Effect.KEPT, **wrong[1])
        if column.id == "date" and isinstance(reading.value, date):
            self.result.written_on = reading.value
            if abs(reading.value.year - self.config.year) > 1:
                self.say("BOOK-044", place, value=reading.typed, label=column.label, year=self.config.year)
        if column.id == "activity_state":
            self.result.no_activity = reading.value == NO_ACTIVITY

    def _wrong(self, column: Column, reading: Reading, place: Place) -> tuple[str, Words] | None:
        if reading.problem:
            return reading.problem, {**reading.words, "value": reading.typed, "label": column.label}
        if reading.value is not None or not column.required:
            return None
        rule, words = _blank(column, reading.typed)
        if place.cell:
            return rule, words
        others = some_of([f"{cell.address} '{display_of(cell)}'" for cell in self.other_labels])
        return NO_LABEL, {**words, "others": f" 이름을 알 수 없는 칸: {others}." if others else ""}

    def _note(self, column: Column, reading: Reading, place: Place) -> None:
        if reading.note and column.id not in ("year", "lead"):
            self.say(reading.note_rule, place, value=reading.typed, label=column.label, note=reading.note)

    def _reading(self, column: Column, cell: Cell | None) -> Reading:
        date_1904 = self.result.date_1904
        if column.type == "count":
            return read_count(cell, units=("년", "년도"), date_1904=date_1904)
        if column.type == "date":
            return read_date(cell, year=self.config.year, month=None, date_1904=date_1904)
        if column.type == "month" and cell is not None and str(cell.value).strip() == ANNUAL:
            return read_text(cell)
        if column.type == "month":
            return read_month(cell, year=self.config.year, date_1904=date_1904)
        if column.choices:
            return _in_our_words(read_choice(cell, column.choices), column)
        reading = read_text(cell, date_1904=date_1904)
        return replace(reading, value=mask(reading.value)) if isinstance(reading.value, str) else reading

    # -- whose return it is -------------------------------------------------------------------------------------------

    def identify(self) -> None:
        """Decide year, region and month from header and stamp; a contradiction refuses the return."""
        self._year()
        if self.form.sender == "region":
            self._region()
        if self.form.period == "month":
            self._month()

    def _unknown(self, name: str, blank_rule: str = EMPTY) -> None:
        """Report what is wrong with a year, region or month that is not known from elsewhere: the return is refused.
        That is so too where the cell holds a personal number, which is already reported: it does not say whose return
        it is.
        """
        wrong, words = self.open.get(name) or _blank(self.fields[name])
        self.say(blank_rule if wrong == EMPTY else wrong, self.place(name), Effect.RETURN_REFUSED, **words)

    def _stands_in(self, name: str, source: object) -> None:
        """Report what is wrong with a year, region or month that is known from elsewhere; a blank is fine where the
        stamp has it.
        """
        wrong = self.open.get(name)
        if wrong is not None and not (wrong[0] in (EMPTY, NO_LABEL) and source is self.result.stamp):
            self.say(wrong[0], self.place(name), Effect.KEPT, **wrong[1])

    def _year(self) -> None:
        result, stamp = self.result, self.result.stamp
        header = result.header.get("year")
        typed = header.value if header and isinstance(header.value, int) else None
        result.year = typed if typed is not None else stamp.year if stamp else None
        if result.year is None:
            self._unknown("year")
        elif typed is None:
            self._stands_in("year", stamp)
        if stamp is not None and typed is not None and stamp.year != typed:
            self.say("BOOK-023", self.place("year"), value=f"{typed}년", label="사업연도", stamped=f"{stamp.year}년")
        elif result.year is not None and result.year != self.config.year:
            self.say("BOOK-002", self.place("year"), value=result.year, year=self.config.year)

    def _region(self) -> None:
        result = self.result
        header, lead = result.header.get("region"), result.header.get("lead")
        stamped = result.stamp.region if result.stamp else None
        typed = self._typed_region(header)
        result.region = stamped if stamped in self.config.regions else None
        if header is not None and header.value is not None and typed is None:
            self._not_a_region(header.place, header.typed)
        elif stamped is not None and result.region is None:
            self._not_a_region(self.place("region"), self.config.called(stamped))
        elif stamped is not None and typed is not None and stamped != typed:
            called = self.config.called
            words: Words = {"value": called(typed), "label": self.config.unit.word, "stamped": called(stamped)}
            self.say("BOOK-023", self.place("region"), None, **words)
        else:
            self._region_with_lead(typed, stamped, lead)

    def _region_with_lead(self, typed: int | None, stamped: int | None, lead: HeaderValue | None) -> None:
        by_lead = self._region_of_lead(lead)
        known = [number for number in (typed, stamped, by_lead) if number is not None]
        self.result.region = known[0] if known else None
        if not known:
            self._unknown("region", "BOOK-025")
        elif typed is None:
            self._stands_in("region", self.result.stamp if stamped is not None else lead)
        if lead is not None and by_lead is not None and by_lead != self.result.region:
            self._other_lead(lead, by_lead, is_sure=stamped is not None)

    def _typed_region(self, header: HeaderValue | None) -> int | None:
        if header is None or header.value is None:
            return None
        match = self.names.regions.match(str(header.value))
        if match.number is not None and match.how != "exact" and header.typed != str(match.number):
            note = change_note(header.typed, self.config.called(match.number))
            self.say(NAME_NOTE, header.place, value=header.typed, label=self.config.unit.word, note=note)
        return match.number

    def _not_a_region(self, place: Place, value: str) -> None:
        names = ", ".join(region.name for region in self.config.regions.values())
        self.say("BOOK-024", place, value=value, names=names)

    def _other_lead(self, lead: HeaderValue, by_lead: int, *, is_sure: bool) -> None:
        """Report that region and lead organisation contradict each other; only with a stamp is it certain which one is
        right.
        """
        region = self.config.regions[self.result.region or 0]
        other = self.config.called(by_lead)
        words: Words = {"value": lead.typed, "region": region.name, "lead": region.lead, "other": other}
        self.say("BOOK-026" if is_sure else "BOOK-027", lead.place, None, **words)

    def _region_of_lead(self, lead: HeaderValue | None) -> int | None:
        if lead is None or lead.value is None:
            return None
        match = self.names.leads.match(str(lead.value))
        if match.name is None:
            near = match.nearest[0] if match.nearest else ""
            names = ", ".join(self.names.leads.names)
            self.say("BOOK-028" if near else "BOOK-029", lead.place, value=lead.typed, near=near, names=names)
            return None
        if match.how == "alias":
            self.say("BOOK-030", lead.place, value=lead.typed, lead=match.name)
        return next(region.number for region in self.config.regions.values() if region.lead == match.name)

    def _month(self) -> None:
        result, stamp = self.result, self.result.stamp
        header = result.header.get("month")
        expected = self.config.expected(self.form.id)
        annual_asked = bool(expected and expected.annual)
        value = header.value if header else None
        say = partial(self.say, place=self.place("month"))
        is_blank = value is None and self.open.get("month", (EMPTY, {}))[0] in (EMPTY, NO_LABEL)
        if value == ANNUAL or (annual_asked and is_blank):
            result.annual = True
            if not annual_asked:
                say("BOOK-032", value=ANNUAL)
            elif is_blank:
                self._stands_in("month", self.config)
            return
        typed = value if isinstance(value, int) else None
        stamped = stamp.month if stamp else None
        if typed is not None and stamped is not None and typed != stamped:
            is_meant = self.months.tell(typed, stamped)
            result.month = typed if is_meant else stamped
            say("BOOK-079" if is_meant else "BOOK-023", value=f"{typed}월", label="해당월", stamped=f"{stamped}월")
            if not is_meant:
                return
        result.month = typed if typed is not None else stamped
        if result.month is None:
            result.annual = annual_asked
            self._unknown("month", "BOOK-031")
        elif annual_asked:
            say("BOOK-034", value=f"{result.month}월")
        elif typed is None:
            self._stands_in("month", stamp)


def _blank(column: Column, typed: str = "") -> tuple[str, Words]:
    example = f"예: {column.example}." if column.example != "" else column.help
    return EMPTY, {"value": typed, "label": column.label, "example": example}


def _in_our_words(reading: Reading, column: Column) -> Reading:
    """Reads 없음 or 해당없음 as 실적 없음, where that is a choice of the column."""
    if NO_ACTIVITY not in column.choices or reading.state is not ValueState.NOT_APPLICABLE:
        return reading
    note = change_note(reading.typed, f"'{NO_ACTIVITY}'")
    return replace(reading, value=NO_ACTIVITY, state=ValueState.VALUE, note=note, note_rule=NAME_NOTE)
