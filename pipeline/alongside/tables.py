"""One sheet of the officer's own workbook -> every number on it, with the words for it.

Comes in: a ``SheetReading``. Goes out: ``OwnTotal`` records, and how many numbers have no words. Two columns, measures
against regions, several such tables below each other, headers on two lines, merged cells: the words for a number are
those to its left and those above it. What the words mean is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.model.cells import Cell, CellKind, SheetReading
from pipeline.normalise import (
    LARGEST_AMOUNT_WON,
    NUMBERING,
    ValueState,
    display_of,
    fold_name,
    fold_width,
    read_count,
    shortened,
)

SCALES = {"천원": 1_000, "만원": 10_000, "백만원": 1_000_000, "억원": 100_000_000}
_UNITS = ("명", "건", "회", "번", "가구", "세대", "곳", "개", "개소", "원", "%", *SCALES)
_UNIT_LINE = re.compile(r"\W*단위\W*(.{1,30}?)\W*")
_UNIT_TOLD = re.compile(r"단위\W*[^()\[\]]{1,30}")
_SCALE_WORD = re.compile("|".join(sorted(SCALES, key=len, reverse=True)))
_BEGINS_AS_NUMBER = re.compile(r"(?:약\s*)?[△▲−+₩(-]?\s*[0-9][0-9.,\s~OolI|%천만백억-]*\D{0,3}")
_GENERIC = frozenset({"구분", "항목", "이름", "내용", "지표", "측정항목", "사업", "동", "월", "회차", "no", "번호"})
_PASSED_OVER = frozenset({"연번", "순번", "번호", "no", "no.", "비고", "메모", "확인", "출처"})
_YEARS = range(1990, 2101)
_MOST_NUMBERED = 1_000  # regions, months or rounds that a column may number
_LARGEST_MERGE = 2_000  # cells; a larger merged area is a background, not a label


class Signs:
    """Patterns for places and times in her tables, with the word for a sender of forms ("3권역", "2회차")."""

    def __init__(self, unit: str) -> None:
        own = re.escape(fold_name(unit))
        spot = rf"제?[0-9]{{1,3}}(?:{own}|월|회차|차)"
        self.kind = re.compile(f"{own}|월|회차")
        self.place_or_time = re.compile(rf"\W*((?:{spot})+)분?(?:실적|현황|결과|집계|합계)?\W*")
        self.in_title = re.compile(rf"제?[0-9]{{1,3}}(?P<kind>{own}|회차)")
        self.names_a_number = re.compile(rf".*[0-9](?:{own}|월|회차|차|분기|동|년)")
        self.generic = _GENERIC | {fold_name(unit)}
        self.numbered = {fold_name(unit): unit, "월": "월", "회차": "회차"}  # headers of columns of plain numbers


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """A number of hers: its cell, the words to its left, those above it, and the unit of money used there ("천원").
    ``context`` holds words from the sheet's name or from a line above that say where or when.
    """

    sheet: str
    cell: Cell
    label: str
    header: str = ""
    context: str = ""
    scale: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _State:
    """What the lines read so far mean for the next one."""

    headers: dict[int, str] = field(default_factory=dict)
    context: str = ""
    is_new_context: bool = False  # set since the last number
    titles: list[str] = field(default_factory=list)
    scale: str = ""
    carried: dict[int, str] = field(default_factory=dict)
    last_row: int = 0
    in_table: bool = False  # the line above belongs to a table
    after_header: bool = False
    has_header: bool = False


class SheetTables:
    """The numbers of one sheet. ``unnamed`` counts the numbers without words, once ``totals`` has been read."""

    def __init__(self, sheet: SheetReading, unit: str = "권역") -> None:
        self.sheet, self.signs = sheet, Signs(unit)
        self.unnamed = 0
        self._rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            self._rows.setdefault(row, {})[column] = cell
        self._merged = _merged_words(sheet, self.signs)
        self._state = _State(context=place_or_time(sheet.name, self.signs))

    def totals(self) -> Iterator[OwnTotal]:
        """Every number, in the order of the sheet."""
        for row, cells in self._rows.items():
            texts = {column: words for column, cell in cells.items() if (words := _words_of(cell, self.signs))}
            values = {column: cell for column, cell in cells.items() if column not in texts and _is_written(cell)}
            texts = {column: words for column, words in texts.items() if not self._is_unit(words)}
            if texts or values:
                yield from self._line(row, texts, values, cells)

    def _is_unit(self, words: str) -> bool:
        """Whether a text only gives the unit of the numbers below it."""
        found = _UNIT_LINE.fullmatch(words)
        if found:
            scale = _SCALE_WORD.search(found[1])
            self._state.scale = scale[0] if scale else ""
        return bool(found)

    def _line(
        self, row: int, texts: dict[int, str], values: dict[int, Cell], cells: Mapping[int, Cell]
    ) -> Iterator[OwnTotal]:
        state = self._state
        if row > state.last_row + 1:
            state.in_table = state.after_header = False
        state.last_row = row
        if _is_line_of_years(texts, values, self.signs):
            texts |= {column: f"{cell.value}년" for column, cell in values.items()}
            values = {}
        if values:
            state.in_table, state.after_header, state.is_new_context, state.titles = True, False, False, []
            yield from self._values(row, texts, values)
        elif len(texts) == 1:
            self._lone_text(next(iter(texts.values())))
        elif self._is_header(row, texts):
            self._header(row, texts)
        else:  # words where numbers would be
            first = min(texts)
            odd = {column: cells[column] for column in texts if column != first}
            yield from self._values(row, {first: texts[first]}, odd)

    def _lone_text(self, words: str) -> None:
        """Handle a title, the line of a section ("2권역"), or a name whose number is not filled in."""
        state = self._state
        if said := place_or_time(words, self.signs):
            state.context, state.is_new_context = self._with_sheet(said), True
        elif not state.in_table:
            state.titles.append(words)
            if told := _UNIT_TOLD.search(words):
                self._is_unit(told[0])

    def _is_header(self, row: int, texts: Mapping[int, str]) -> bool:
        state = self._state
        first = fold_name(texts[min(texts)])
        is_blank_corner = bool(state.headers) and min(texts) > 1 and 1 not in self._merged.get(row, {})
        is_second_line = state.after_header and min(texts) > min(state.headers)
        return (
            not (state.has_header and state.in_table)
            or is_second_line
            or first in self.signs.generic
            or is_blank_corner
        )

    def _header(self, row: int, texts: Mapping[int, str]) -> None:
        state = self._state
        if not state.after_header:
            state.headers, state.carried = {}, {}
            if said := _of_titles(state.titles, self.signs):
                state.context = self._with_sheet(said)
            elif not state.is_new_context:
                state.context = self._with_sheet("")
            state.titles = []
        for column, words in (self._merged.get(row, {}) | dict(texts)).items():
            above = state.headers.get(column, "")
            state.headers[column] = words if above in ("", words) else f"{above} {words}"
        state.in_table = state.after_header = state.has_header = True

    def _with_sheet(self, said: str) -> str:
        """The place or time of a line, together with one of another kind in the sheet's name ("1회차", "2권역")."""
        of_sheet, kind = place_or_time(self.sheet.name, self.signs), self.signs.kind
        return said if set(kind.findall(said)) & set(kind.findall(of_sheet)) else f"{of_sheet} {said}".strip()

    def _values(self, row: int, texts: dict[int, str], values: Mapping[int, Cell]) -> Iterator[OwnTotal]:
        passed = {at for at, header in self._state.headers.items() if fold_name(header) in _PASSED_OVER}
        named = dict(self._named(values))
        texts = texts | named
        values = {column: cell for column, cell in values.items() if column not in passed and column not in named}
        labels = self._with_carried(
            row, {at: said for at, said in texts.items() if at not in passed}, max(values, default=0)
        )
        for column, cell in values.items():
            header = self._state.headers.get(column, "")
            label = " ".join(dict.fromkeys(map(_without_number, _left_of(column, labels, values, header))))
            if not (label or header):
                self.unnamed += 1
                continue
            own_scale = _SCALE_WORD.search(f"{label} {header}")
            scale = own_scale[0] if own_scale else self._state.scale
            yield OwnTotal(
                self.sheet.name, cell, label, header, self._state.context, scale, tuple(self._remarks(row, column))
            )

    def _named(self, values: Mapping[int, Cell]) -> Iterator[tuple[int, str]]:
        """The cells of a line that only number a region, month or round, as words: 3 below 권역 is "3권역"."""
        for column, cell in values.items():
            word = self.signs.numbered.get(fold_name(self._state.headers.get(column, "")))
            if word is not None and isinstance(cell.value, int) and 0 < cell.value < _MOST_NUMBERED:
                yield column, f"{cell.value}{word}"

    def _with_carried(self, row: int, texts: Mapping[int, str], before: int) -> dict[int, str]:
        """The words of a line, with the name of its group, which is written once for several lines, further up and to
        the left.
        """
        labels = {column: words for column, words in self._merged.get(row, {}).items() if column < before}
        labels |= texts
        own = [column for column in labels if column < before]
        carried = self._state.carried
        if own:
            first = min(own)
            carried = {column: words for column, words in carried.items() if column < first}
            self._state.carried = carried | {column: labels[column] for column in own}
            labels |= carried
        return dict(sorted(labels.items()))

    def _remarks(self, row: int, column: int) -> Iterator[str]:
        if row in self.sheet.hidden_rows or column in self.sheet.hidden_columns:
            yield "숨긴 줄이나 열에 있는 수입니다."
        look = self.sheet.looks.get((row, column))
        if look is not None and (look.all_struck or look.struck):
            yield "취소선이 그어져 있습니다."


def place_or_time(words: str, signs: Signs) -> str:
    """The regions, months and rounds that a line, title or sheet's name consists of; "" where it contains anything
    else.
    """
    found = signs.place_or_time.fullmatch(fold_name(words))
    return found[1] if found else ""


def _of_titles(titles: Iterable[str], signs: Signs) -> str:
    """The region and the round named in the lines above a table, each only where there is just one."""
    said: dict[str, set[str]] = {}
    for found in signs.in_title.finditer(" ".join(fold_name(title) for title in titles)):
        said.setdefault(found["kind"], set()).add(found[0])
    return " ".join(next(iter(names)) for names in said.values() if len(names) == 1)


def _left_of(column: int, labels: Mapping[int, str], values: Mapping[int, Cell], header: str) -> list[str]:
    """The words for a number: all to its left in its line; without a header, only those after the previous number."""
    left = [at for at in labels if at < column]
    before = max((at for at in values if at < column), default=0)
    since = [at for at in left if at > before]
    if since and not header:
        return [labels[at] for at in since]
    leading = min((at for at in values if any(label < at for label in labels)), default=column)
    return [labels[at] for at in left if at < leading]


def _without_number(words: str) -> str:
    """A name without the number or sign before it: "1. 상담", "○ 상담"."""
    found = NUMBERING.match(words)
    return words[found.end() :] if found else words


def _words_of(cell: Cell, signs: Signs) -> str:
    """A cell's text where it is words and not a number; "" otherwise."""
    shown = shortened(display_of(cell))
    if cell.kind is CellKind.NUMBER:
        return shown if not cell.is_date and signs.names_a_number.fullmatch(fold_name(shown)) else ""
    if cell.kind is not CellKind.TEXT or not _is_written(cell):
        return ""
    reading = read_count(cell, units=_UNITS, allow_negative=True, maximum=LARGEST_AMOUNT_WON)
    if reading.state is not ValueState.UNREADABLE:
        return ""
    plain = fold_width(shown)
    is_number = _BEGINS_AS_NUMBER.fullmatch(plain) and not NUMBERING.match(plain)
    return "" if is_number and not signs.names_a_number.fullmatch(fold_name(shown)) else shown


def _is_written(cell: Cell) -> bool:
    return cell.kind is not CellKind.TEXT or bool(display_of(cell).strip())


def _is_line_of_years(texts: Mapping[int, str], values: Mapping[int, Cell], signs: Signs) -> bool:
    """Whether the numbers of a line are years above columns: "구분 | 2020 | 2021"."""
    is_generic = len(texts) == 1 and fold_name(next(iter(texts.values()))) in signs.generic
    return is_generic and all(cell.value in _YEARS for cell in values.values() if cell.kind is CellKind.NUMBER)


def _merged_words(sheet: SheetReading, signs: Signs) -> dict[int, dict[int, str]]:
    """The words that each merged cell after the first one takes over, by row and column."""
    words: dict[int, dict[int, str]] = {}
    for top, left, bottom, right in sheet.merged:
        first = sheet.cells.get((top, left))
        said = _words_of(first, signs) if first is not None else ""
        if not said or (bottom - top + 1) * (right - left + 1) > _LARGEST_MERGE:
            continue
        for row in range(top, bottom + 1):
            words.setdefault(row, {}).update(dict.fromkeys(range(left + (row == top), right + 1), said))
    return words
