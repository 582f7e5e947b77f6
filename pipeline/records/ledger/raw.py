"""The 원자료 sheets: every row that was handed in, table by table, with its place and whether it was summed.

Comes in: the frames of the tables that the year asks for. Goes out: one sheet per table, with the form's own labels.
Rows that were left out of the sums are there too, with the reason. A cell that could not be read shows what was
typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.count.fact_frame import dating_column
from pipeline.forms.form import Column as FormColumn
from pipeline.forms.form import Form, SheetForm, TableForm
from pipeline.model.figures import State
from pipeline.model.findings import Effect
from pipeline.model.result import RunResult
from pipeline.model.tables import Key, TableFrames
from pipeline.model.words import ANNUAL, NOT_APPLICABLE, region_label
from pipeline.records.ledger.totals import forms_in_order
from pipeline.rules.catalogue import rules
from pipeline.sheets.drawing import Book, Column, Kind, Said, Sheet, Value
from pipeline.sheets.file_links import FileLinks

FILE, SHEET, PLACE, MONTH = "파일", "시트", "자리", "해당월"
TREATMENT, REASON = "처리", "까닭"
COUNTED, NOT_COUNTED, TEXT_ONLY = "합계에 넣음", "합계에서 뺌", "글만 있는 줄"
AFTER = "기준일 뒤의 자료"
UNREADABLE = "unreadable"
TAB = "BFBFBF"
_KINDS: dict[str, Kind] = {
    "count": "number",
    "amount": "number",
    "date": "date",
    "month": "plain_number",
    "choice": "center",
    "yes_no": "center",
}
_WIDE_TEXT = 30


def build_raw(result: RunResult, links: FileLinks, book: Book) -> list[Sheet]:
    """The sheets, in the order of the forms; tables that the year does not ask for have none."""
    counted = _counted_rows(result)
    return [
        _RawTable(result, form, sheet, table, links, counted.get((form.id, table.id), {})).build(book)
        for form in forms_in_order(result)
        for sheet, table in form.tables()
        if result.config.asks_for(form.id, table.id)
    ]


class _RawTable:
    def __init__(
        self,
        result: RunResult,
        form: Form,
        sheet: SheetForm,
        table: TableForm,
        links: FileLinks,
        counted: Mapping[Key, bool],
    ) -> None:
        self.result, self.form, self.sheet, self.table, self.links = result, form, sheet, table, links
        self.frames: TableFrames = result.frames[(form.id, table.id)]
        self.rows = {(number, row.row): row for number, part in self.frames.parts.items() for row in part.rows}
        self.reasons = _reasons(result, form, table)
        self.counted = counted
        self.regional = form.sender == "region"
        self.monthly = form.period == "month"

    def build(self, book: Book) -> Sheet:
        several = len(self.sheet.tables) > 1
        name = book.new_name(f"{self.form.name}_{self.table.title if several else self.sheet.name}")
        rows = [self._row(key) for key in self.rows]
        out = sum(1 for key in self.rows if self._treatment(key)[0] == NOT_COUNTED)
        about = f"{self.form.name} '{self.sheet.name}' 시트에서 받은 모든 줄" + (
            f"(합계에서 뺀 줄 {out}개)" if out else ""
        )
        return Sheet(
            name,
            f"원자료: {self.form.name} › {self.table.title}",
            self._columns(),
            rows,
            about,
            note="받은 줄을 그대로 옮겼습니다. '자리'를 누르면 보낸 파일의 그 줄이 열립니다. "
            "빈칸은 보낸 파일에서도 빈칸입니다.",
            verdict=self._second_note(),
            tab=TAB,
            on_screen=True,
        )

    def _second_note(self) -> str:
        note = "합계에서 뺀 줄도 남겨 두고 까닭을 적었습니다. 읽지 못한 칸은 적힌 그대로 붉게 보입니다."
        repeats = [column.label for column in self.table.columns if column.repeats]
        if not repeats:
            return note
        return f"{note} {', '.join(repeats)}: 다른 표에 같은 수가 있으면 그 표의 수를 더합니다."

    def _columns(self) -> list[Column]:
        labels = {column.label for column in self.table.columns}
        own = [
            FILE,
            SHEET,
            PLACE,
            *([f"제출 {self.result.config.unit.word}"] if self.regional else []),
            *([MONTH] if self.monthly else []),
        ]
        widths = {FILE: 40.0, PLACE: 8.0}
        head = [Column(_free(name, labels), "text" if name == FILE else "center", widths.get(name)) for name in own]
        body = [Column(column.label, _kind(column), _width(column)) for column in self.table.columns]
        return [*head, *body, Column(_free(TREATMENT, labels), "center"), Column(_free(REASON, labels), "wrap", 40)]

    def _row(self, key: Key) -> list[Value]:
        part = self.frames.parts[key[0]]
        address = part.place(self.table.columns[0].id, key[1]).cell
        row: list[Value] = [part.file, part.sheet, self.links.cell(part.file, part.sheet, address, address)]
        if self.regional:
            row.append(region_label(self.result.config, part.region, "알 수 없음"))
        if self.monthly:
            row.append(f"{part.month}월" if part.month is not None else ANNUAL)
        row += [self._cell(key, column) for column in self.table.columns]
        treatment, reason = self._treatment(key)
        return [*row, Said(treatment, "bad") if treatment == NOT_COUNTED else treatment, reason]

    def _cell(self, key: Key, column: FormColumn) -> Value:
        row = self.rows[key]
        state = row.states.get(column.id, "blank")
        if state == State.NOT_APPLICABLE.value:
            return Said(NOT_APPLICABLE, "grey")
        if state == UNREADABLE:
            return Said(self.frames.typed(key, column.id), "bad")
        if state not in (State.VALUE.value, State.ZERO.value):
            return None
        value = row.values[column.id]
        if column.choices_from == "regions":
            return region_label(self.result.config, int(str(value)))
        if isinstance(value, date):
            return value
        return int(str(value)) if column.is_number or column.type == "month" else str(value)

    def _treatment(self, key: Key) -> tuple[str, str]:
        """Whether the row's numbers were summed, and the reason where they were left out."""
        if not self.table.measures:
            return TEXT_ONLY, ""
        reasons = "; ".join(dict.fromkeys(self.reasons.get(key, ())))
        if key in self.frames.left_out:
            return NOT_COUNTED, reasons
        # Of what may be later than the as-of day (its date cannot be read) no fact counts; what is later gave none.
        return (COUNTED, "") if self.counted.get(key, not self._is_later(key)) else (NOT_COUNTED, AFTER)

    def _is_later(self, key: Key) -> bool:
        dated = dating_column(self.table)
        day = self.rows[key].values.get(dated.id) if dated is not None else None
        return isinstance(day, date) and day > self.result.as_of


def _counted_rows(result: RunResult) -> dict[tuple[str, str], dict[Key, bool]]:
    """For each (form, table), the rows that gave facts, and whether all of these count."""
    facts = result.facts
    found: dict[tuple[str, str], dict[Key, bool]] = {}
    names = ("form", "table", "return_number", "row", "counted")
    for form, table, number, row, counts in zip(*(facts[name] for name in names), strict=True):
        rows = found.setdefault((form, table), {})
        rows[number, row] = rows.get((number, row), True) and bool(counts)
    return found


def _reasons(result: RunResult, form: Form, table: TableForm) -> dict[Key, list[str]]:
    """The titles of the rules that left a row out, by the row's key."""
    numbers = {item.file: item.number for item in result.returns}
    found: dict[Key, list[str]] = {}
    for item in result.findings:
        if (
            item.effect is Effect.ROW_LEFT_OUT
            and item.table == table.id
            and item.form == form.id
            and item.row is not None
        ):
            found.setdefault((numbers[item.place.file], item.row), []).append(
                f"{rules()[item.rule].title} ({item.place.cell})"
            )
    return found


def _free(name: str, labels: set[str]) -> str:
    """One of our own headers, with "(대장)" where the form has the same label: a table's headers must be unique."""
    return f"{name}(대장)" if name.casefold() in {label.casefold() for label in labels} else name


def _kind(column: FormColumn) -> Kind:
    if column.type == "text" and column.width >= _WIDE_TEXT:
        return "wrap"
    return _KINDS.get(column.type, "text")


def _width(column: FormColumn) -> float | None:
    return min(column.width, 40.0) if column.type == "text" else None
