"""Findings -> what each sender is asked to correct: one request per file, in the order in which a person works through
it.

Comes in: the run. Goes out: ``Request`` records: numbered lines, merged and capped, and the name of the file to write.
Notes and allowed exceptions ask for nothing, except notes for which a reason is wanted. No file is opened here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import PurePosixPath

from pipeline.forms.form import FormSet
from pipeline.forms.stamp import BLANK_VALUE, MORE_VALUES
from pipeline.korean import some_of
from pipeline.model.cells import column_letters
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.model.returns import Return, ReturnState
from pipeline.model.words import ANNUAL
from pipeline.normalise import regions_of
from pipeline.reply.marked.sheet_part import Position, position_of
from pipeline.reply.marked.texts import clean, file_stem
from pipeline.rules.catalogue import asks_region
from pipeline.settings.load import YearConfig

MOST_VALUES, MOST_CELLS = 4, 12


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One thing to correct, at one cell or at several cells of a column. ``cells`` is empty for a sheet or a whole
    file.

    ``notes`` says for each cell what is wrong there; in a merged line ``message`` is only that of the first cell.
    ``answer`` is what the region wrote about it before.
    """

    number: int
    severity: Severity
    sheet: str
    cells: tuple[str, ...]
    notes: tuple[str, ...]
    value: str
    message: str
    advice: str
    rule: str
    answer: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that one return copy says. ``unlisted`` counts the cells with warnings that are left for next time;
    ``answered`` holds lines that ask for nothing more and only carry the region's answers into the next version.

    ``region`` is None for the head office's own form and, with ``is_placed`` False, for a file whose sender is unknown.
    """

    source: Return
    file_name: str
    region: int | None
    is_placed: bool
    subject: str
    sender: str
    department: str
    as_of: date
    lines: tuple[RequestLine, ...]
    answered: tuple[RequestLine, ...]
    unlisted: int
    leaves_rows_out: bool
    is_refused: bool
    date_place: Place | None

    @property
    def shown_file(self) -> str:
        """The name of the received file, fit to be shown."""
        return clean(self.source.file)

    @property
    def list_name(self) -> str:
        """The name of the list that replaces a copy where the file cannot be marked."""
        return f"{self.file_name.removesuffix('.xlsx')}_목록.xlsx"

    @property
    def errors(self) -> list[RequestLine]:
        return [line for line in self.lines if line.is_error]

    @property
    def warnings(self) -> list[RequestLine]:
        return [line for line in self.lines if not line.is_error]

    @property
    def takes_answers(self) -> bool:
        """Whether anything may stay as it is if the region gives a reason."""
        return bool(self.warnings or self.answered or any(line.answer for line in self.lines))


def plan_requests(result: RunResult) -> list[Request]:
    """One request for every file that counts or was refused and has something to correct, by region, form and month."""
    asked: dict[str, list[Finding]] = {}
    for item in result.findings:
        if asks_region(item.rule, item.severity) and not item.exception and item.place.file:
            asked.setdefault(item.place.file, []).append(item)
    open_files = {file for file, items in asked.items() if not all(item.is_settled for item in items)}
    chosen = [
        source
        for source in result.returns
        if source.state in (ReturnState.USED, ReturnState.REFUSED) and source.file in open_files
    ]
    order = list(result.forms.forms)
    chosen.sort(key=lambda source: _order(source, order))
    names: set[str] = set()
    return [_request(result, source, asked[source.file], names) for source in chosen]


def _order(source: Return, forms: Sequence[str]) -> tuple[int, int, int, int]:
    region = 1_000 if source.region is None else source.region
    form = forms.index(source.form) if source.form in forms else len(forms)
    return region, form, source.month or 0, source.number


def _request(result: RunResult, source: Return, findings: list[Finding], names: set[str]) -> Request:
    region, is_placed = _region_of(result.config, result.forms, source)
    most = result.config.settings.thresholds.warnings_per_region
    lines, answered, unlisted = _lines(findings, _sheet_order(result.forms, source), most)
    written = source.header.get("date")
    return Request(
        source=source,
        file_name=_file_name(result.config, result.forms, source, names),
        region=region,
        is_placed=is_placed,
        subject=subject_of(result.forms, source),
        sender=_sender(result.config, region, is_placed),
        department=result.config.settings.office.department,
        as_of=result.as_of,
        lines=lines,
        answered=answered,
        unlisted=unlisted,
        leaves_rows_out=any(item.effect is Effect.ROW_LEFT_OUT for item in findings),
        is_refused=source.is_refused,
        date_place=written.place if written and written.place.cell else None,
    )


def _region_of(config: YearConfig, forms: FormSet, source: Return) -> tuple[int | None, bool]:
    """Whom to ask: (region, whether the sender is known). The file's name is used only where its content gave no
    region; a person checks before sending.
    """
    if source.form is not None and forms[source.form].sender != "region":
        return None, True
    if source.region is not None:
        return source.region, True
    hints = regions_of(config).named_in(source.file)
    known = [number for number in hints if number in config.regions]
    return (known[-1], True) if known else (None, False)


def _sender(config: YearConfig, region: int | None, is_placed: bool) -> str:
    if region is not None:
        return config.regions[region].full_name
    return config.settings.office.department if is_placed else "보낸 곳을 알 수 없음"


def subject_of(forms: FormSet, source: Return) -> str:
    """ "월별실적 4월": what was handed in, as people call it; the file's name where the form was not recognised."""
    if source.form is None:
        return clean(PurePosixPath(source.file).name)
    return " ".join(part for part in (forms[source.form].name, period_of(source)) if part)


def period_of(source: Return) -> str:
    """ "4월", "연간", "1회차", "1회차·2회차"; "" for the whole year."""
    if source.annual:
        return ANNUAL
    if source.month is not None:
        return f"{source.month}월"
    return "·".join(f"{number}회차" for number in source.rounds)


def _file_name(config: YearConfig, forms: FormSet, source: Return, names: set[str]) -> str:
    """A name made only from settings and forms, never from a cell; from the file's own name where it was not
    recognised.
    """
    region = config.regions.get(source.region or 0)
    if source.form is None or (region is None and forms[source.form].sender == "region"):
        parts = [PurePosixPath(source.file).stem]
    else:
        owner = region.name if region else config.settings.office.department
        month = f"{source.month:02d}월" if source.month is not None and not source.annual else period_of(source)
        parts = [owner, forms[source.form].name, *([month] if month else [])]
    stem = "_".join(file_stem(part) for part in (*parts, "수정요청"))
    name, number = stem, 2
    while name.casefold() in names:
        name, number = f"{stem}_{number}", number + 1
    names.add(name.casefold())
    return f"{name}.xlsx"


def _sheet_order(forms: FormSet, source: Return) -> list[str]:
    return [sheet.name for sheet in forms[source.form].sheets] if source.form else []


# -- lines ----------------------------------------------------------------------------------------------------------


def _lines(
    findings: Iterable[Finding], sheets: Sequence[str], most_warnings: int
) -> tuple[tuple[RequestLine, ...], tuple[RequestLine, ...], int]:
    """The lines to ask, the answered lines, and how many cells are left for next time."""
    ordered = sorted(findings, key=lambda item: _reading_order(item, sheets))
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in ordered:
        groups.setdefault(_group_key(item), []).append(item)
    lines: dict[Severity | None, list[RequestLine]] = {severity: [] for severity in (*Severity, None)}
    for group in groups.values():
        lines[None if group[0].is_settled else group[0].severity].append(_merged(group))
    doubts = [*lines[Severity.WARNING], *lines[Severity.NOTE]]  # what looks wrong comes before what is merely unusual
    unlisted = sum(max(1, len(line.cells)) for line in doubts[most_warnings:])
    asked = [*lines[Severity.ERROR], *doubts[:most_warnings]]
    numbered = [replace(line, number=number) for number, line in enumerate((*asked, *lines[None]), 1)]
    return tuple(numbered[: len(asked)]), tuple(numbered[len(asked) :]), unlisted


def _reading_order(item: Finding, sheets: Sequence[str]) -> tuple[object, ...]:
    """The whole file first, then sheet by sheet, from the top down and from left to right."""
    sheet = item.place.sheet
    place = sheets.index(sheet) if sheet in sheets else len(sheets)
    return bool(sheet), place, sheet, *(position_of(item.place.cell) or (0, 0)), item.rule


def _group_key(item: Finding) -> tuple[object, ...]:
    """Findings with the same key in one column become one line: errors with the same words, warnings of the same rule.
    Findings about missing numbers are merged only with the same words.
    """
    position = position_of(item.place.cell)
    if position is None:
        return item.rule, item.place.sheet, item.message, item.answer
    words = (item.message, item.advice) if item.gaps or item.severity is Severity.ERROR else ()
    return item.severity, item.rule, item.place.sheet, position[1], item.answer, *words


def _merged(group: Sequence[Finding]) -> RequestLine:
    first = group[0]
    notes: dict[str, list[str]] = {}
    for item in group:
        if position_of(item.place.cell):
            notes.setdefault(item.place.cell, []).append(clean(item.message))
    values = list(dict.fromkeys(clean(item.value) or (BLANK_VALUE if item.place.cell else "") for item in group))
    shown = some_of(values, MOST_VALUES, MORE_VALUES)
    others = len({item.message for item in group}) > 1
    message = clean(first.message) + (f" (같은 점을 확인할 칸이 모두 {len(notes)}개입니다.)" if others else "")
    return RequestLine(
        number=0,
        severity=Severity.ERROR if first.severity is Severity.ERROR else Severity.WARNING,  # a note asks like a warning
        sheet=first.place.sheet,
        cells=tuple(notes),
        notes=tuple(" ".join(dict.fromkeys(said)) for said in notes.values()),
        value=shown,
        message=message,
        advice=clean(first.advice),
        rule=first.rule,
        answer=clean(first.answer),
    )


def cells_text(cells: Sequence[str]) -> str:
    """ "E12~E15, E20": neighbours in a column joined, at most a dozen pieces."""
    places = {position for cell in cells if (position := position_of(cell))}
    runs: list[list[tuple[int, int]]] = []
    for position in sorted(places, key=lambda place: (place[1], place[0])):
        if runs and runs[-1][-1] == (position[0] - 1, position[1]):
            runs[-1].append(position)
        else:
            runs.append([position])
    pieces = ["~".join(dict.fromkeys(f"{column_letters(c)}{r}" for r, c in (run[0], run[-1]))) for run in runs]
    return ", ".join(pieces[:MOST_CELLS]) + (f" 외 {len(pieces) - MOST_CELLS}곳" if len(pieces) > MOST_CELLS else "")


def cell_to_mend(source: Return, sheet: str, position: Position) -> Position:
    """The cell where the correction belongs. A finding about something missing from a table is at a label: the
    correction belongs into the first empty cell below it.
    """
    row, column = position
    table = next((t for t in source.tables.values() if t.sheet == sheet and t.header_row == row), None)
    if table is None:
        return position
    taken = {line.row for line in table.rows if any(table.columns[name] == column for name in line.cells)}
    taken |= {line.row for line in table.totals}
    return next(below for below in count(row + 1) if below not in taken), column
