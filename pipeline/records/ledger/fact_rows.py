"""The 자료 sheet: one row for every number ever handed in, and the named ranges that all sums of the ledger run over.

Comes in: the facts of a run. Goes out: rows with what, where, when, how much, whether it is summed and why not, and
the cell it came from; and the formula (with its value) of any sum over them. The value is calculated here from the
same rows that the formula adds up, independently of ``pipeline.count.figures``: the two must agree.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.forms.form import FormSet
from pipeline.model.figures import State
from pipeline.model.words import DIMENSION_WORDS, FACT_WORDS, HEAD_OFFICE, NO, YES, region_label
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import Column, Sheet, Value
from pipeline.sheets.file_links import FileLinks

SHEET = "자료"
SETTINGS = "설정 파일"
UNKNOWN_REGION = "알 수 없음"
SUMMED, LEFT_OUT, REPEATED, NOT_APPLICABLE = (
    "합계에 넣음",
    "합계에서 뺌",
    "다른 표의 수와 같은 것이라 더하지 않음",
    "해당없음이라 더할 수 없음",
)
# Dimension -> (name of its range, its column in the sheet, 0-based); "measure" and "summed" are columns like them.
COLUMNS = {
    "measure": ("자료_항목", 1),
    "region": ("자료_권역", 3),
    "dong": ("자료_동", 4),
    "month": ("자료_월", 5),
    "round": ("자료_회차", 6),
    "project": ("자료_사업명", 7),
    "activity": ("자료_세부사업명", 8),
    "item": ("자료_구분", 9),
    "value": ("자료_값", 10),
    "summed": ("자료_합산", 12),
}
TEXT_DIMENSIONS = ("dong", "project", "activity", "item")
_PLAIN = re.compile(r"[^\W\d_][^*?~\"\r\n]{0,180}")  # texts that SUMIFS compares literally
Record = Mapping[Hashable, object]
Stated = tuple[str, str | None, str | None]  # measure, region, item
_CONSTANTS = frozenset(("TRUE", "FALSE"))


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as the sheet shows it. ``at`` maps each dimension that the fact has to the value that the sheet shows."""

    measure: str
    at: Mapping[str, str | int]
    value: int | None
    summed: bool
    treatment: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a sum: a dimension, the value wanted and the cell (or quoted text) that holds it."""

    dimension: str
    wanted: str | int
    cell: str


class FactSheet:
    """The sheet's rows, and sums over them."""

    def __init__(
        self, facts: pd.DataFrame, forms: FormSet, config: YearConfig, labels: Mapping[str, str], links: FileLinks
    ) -> None:
        self.name = SHEET
        self._labels, self._config = labels, config
        self._fact_rows: list[FactRow] = []
        self._sums: dict[tuple[str, ...], Counter[tuple[str | int | None, ...]]] = {}
        self.rows: list[list[Value]] = []
        self.left_out = 0
        office_regions = _office_tables(forms)
        stated = _stated(facts)
        for number, fact in enumerate(facts.to_dict("records"), start=1):
            row = _fact_row(fact, labels, office_regions, stated, config)
            self._fact_rows.append(row)
            self.rows.append(_sheet_row(number, fact, row, forms, links))
        self._unlike = _look_alikes(self._fact_rows)

    def sheet(self) -> Sheet:
        columns = [
            Column("번호", "plain_number"),
            Column("항목"),
            Column("단위", "center"),
            Column(self._config.unit.word, "center"),
            Column("동", "center"),
            Column("월", "month"),
            Column("회차", "round"),
            Column("사업명"),
            Column("세부사업명"),
            Column("구분", "center"),
            Column("값", "number"),
            Column("상태", "center"),
            Column("합산", "center", 8),
            Column("처리"),
            Column("서식", "center"),
            Column("파일", "text", 44),
            Column("시트", "center"),
            Column("셀", "center", 9),
        ]
        return Sheet(
            SHEET,
            "자료: 받은 수를 한 줄에 하나씩",
            columns,
            self.rows,
            about="받은 수 하나하나와 그 자리(파일·시트·셀). 집계와 검산의 모든 수식이 이 시트를 더합니다.",
            note="'합산'이 '예'인 줄만 합계에 들어갑니다. 넣지 않은 까닭은 '처리'에 있습니다. "
            "셀 주소를 누르면 보낸 파일의 그 칸이 열립니다.",
            verdict="빈칸은 그 수에 없는 갈래입니다(예: 동별로 나누지 않은 수는 '동'이 비어 있음).",
            on_screen=True,
        )

    def ranges(self, sheet: Sheet) -> dict[str, str]:
        """Name -> cells: the named ranges that the formulas use."""
        return {self._range(dimension): sheet.range_of(column) for dimension, (_, column) in COLUMNS.items()}

    def _range(self, dimension: str) -> str:
        """The name of a dimension's range; the range of the senders is named with the settings' word for them."""
        own = re.sub(r"\W", "_", self._config.unit.word)
        return f"자료_{own}" if dimension == "region" else COLUMNS[dimension][0]

    def formula(self, criteria: Sequence[Criterion]) -> str:
        """The formula that adds up the rows that count and meet the criteria.

        SUMIFS where it compares every text literally. With other texts it would add up the wrong rows, because of its
        patterns (``*?~``), numbers in texts, letter case or its limit of 255 characters; these are compared exactly,
        row by row.
        """
        if all(self._is_plain(item) for item in criteria):
            parts = [f"{self._range(item.dimension)},{item.cell}" for item in criteria]
            return f'=SUMIFS(자료_값,자료_합산,"{YES}",{",".join(parts)})'
        tests = [f"EXACT({self._range(item.dimension)},{item.cell})" for item in criteria]
        return f'=SUMPRODUCT(자료_값*(자료_합산="{YES}")*{"*".join(tests)})'

    def value(self, criteria: Sequence[Criterion]) -> int:
        """The value of the formula."""
        wanted = {item.dimension: item.wanted for item in criteria}
        names = tuple(sorted(wanted))
        if names not in self._sums:
            self._sums[names] = self._sums_over(names)
        return self._sums[names][tuple(wanted[name] for name in names)]

    def _sums_over(self, names: Sequence[str]) -> Counter[tuple[str | int | None, ...]]:
        """The sum for every combination of values of these dimensions, from one pass over the rows: a folder has
        thousands of rows and of sums.
        """
        sums: Counter[tuple[str | int | None, ...]] = Counter()
        for row in self._fact_rows:
            if row.summed:
                at = {**row.at, "measure": row.measure}
                sums[tuple(at.get(name) for name in names)] += row.value or 0
        return sums

    def _is_plain(self, item: Criterion) -> bool:
        if item.dimension not in (*TEXT_DIMENSIONS, "region"):
            return True
        text = str(item.wanted).lstrip("0123456789") if item.dimension == "region" else str(item.wanted)
        return bool(_PLAIN.fullmatch(text)) and text.upper() not in _CONSTANTS and text not in self._unlike


def _office_tables(forms: FormSet) -> set[tuple[str, str]]:
    """Tables of the head office that are not about regions: their rows belong to no region."""
    return {
        (form.id, table.id)
        for form in forms
        if form.sender == "head_office"
        for _, table in form.tables()
        if table.dimension_column("region") is None
    }


def _stated(facts: pd.DataFrame) -> set[Stated]:
    """The (measure, region, item) that some table states at first hand: numbers that only repeat one are not summed."""
    own = facts[~facts["repeats"]] if len(facts) else facts
    return {_stated_key(fact) for fact in own[["measure", "region", "item"]].to_dict("records")}


def _stated_key(fact: Record) -> Stated:
    region, item = (None if _is_missing(fact[name]) else str(fact[name]) for name in ("region", "item"))
    return str(fact["measure"]), region, item


def _fact_row(
    fact: Record,
    labels: Mapping[str, str],
    office: set[tuple[str, str]],
    stated: set[Stated],
    config: YearConfig,
) -> FactRow:
    at: dict[str, str | int] = {}
    for dimension in DIMENSION_WORDS:
        value = fact[dimension]
        if dimension == "region":
            at[dimension] = _region(config, value, (str(fact["form"]), str(fact["table"])) in office)
        elif not _is_missing(value):
            at[dimension] = int(str(value)) if dimension in ("month", "round") else str(value)
    value = None if _is_missing(fact["value"]) else int(str(fact["value"]))
    repeated = bool(fact["repeats"]) and _stated_key(fact) in stated
    if not fact["counted"]:
        treatment = LEFT_OUT
    elif repeated:
        treatment = REPEATED
    else:
        treatment = NOT_APPLICABLE if value is None else SUMMED
    return FactRow(labels[str(fact["measure"])], at, value, treatment == SUMMED, treatment)


def _region(config: YearConfig, value: object, is_office: bool) -> str:
    if _is_missing(value):
        return HEAD_OFFICE if is_office else UNKNOWN_REGION
    return region_label(config, int(str(value)))


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _sheet_row(number: int, fact: Record, row: FactRow, forms: FormSet, links: FileLinks) -> list[Value]:
    form = str(fact["form"])
    file, sheet, cell = str(fact["file"]), str(fact["sheet"]), str(fact["cell"])
    state = State(str(fact["state"]))
    return [
        number,
        row.measure,
        str(fact["unit"]),
        *(row.at.get(dimension) for dimension in DIMENSION_WORDS),
        row.value,
        FACT_WORDS[state],
        YES if row.summed else NO,
        row.treatment,
        forms[form].name if form in forms else SETTINGS,
        file,
        sheet,
        links.cell(file, sheet, cell, cell),
    ]


def _look_alikes(rows: Iterable[FactRow]) -> frozenset[str]:
    """Texts that Excel may confuse with each other: equal except for letter case, width or Unicode form."""
    seen: dict[str, set[str]] = {}
    for row in rows:
        for dimension in TEXT_DIMENSIONS:
            text = row.at.get(dimension)
            if text is not None:
                seen.setdefault(unicodedata.normalize("NFKC", str(text)).casefold().strip(), set()).add(str(text))
    return frozenset(text for texts in seen.values() if len(texts) > 1 for text in texts)
