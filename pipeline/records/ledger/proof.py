"""The 검산 sheet: every number of the report beside the ledger's own sum, and whether the two agree.

Comes in: the figures and the 자료 sheet. Goes out: one line per figure, with a live difference. Raises SelfCheckError
where the sum of the rows differs from the figure: such a ledger must not be published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.errors import SelfCheckError
from pipeline.model.cells import column_letters
from pipeline.model.figures import Figure
from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.model.words import DIMENSION_WORDS, HEAD_OFFICE, WHOLE, region_label, state_words
from pipeline.records.ledger.fact_rows import FactSheet
from pipeline.records.ledger.totals import criteria_of, dimension_kind
from pipeline.sheets.drawing import FIRST_ROW, VERDICT_ROW, Column, Formula, Link, Sheet, Value
from pipeline.sheets.file_links import FileLinks
from pipeline.sheets.fitting import quoted

SHEET = "검산"
ALL_AGREE, SOME_DIFFER = "모두 일치", "다른 곳이 있습니다"
_LEDGER, _REPORT, _DIFFERENCE, _MEASURE = 1, 2, 3, 7  # 0-based columns
_DIMENSION_COLUMN = {d: _MEASURE + 1 + index for index, d in enumerate(DIMENSION_WORDS)}


def build_proof(result: RunResult, facts: FactSheet, labels: Mapping[str, str], links: FileLinks) -> Sheet:
    """The sheet. Figures without a value (미제출, 해당없음) have nothing to prove and are left out."""
    shown = [figure for figure in result.figures if figure.value is not None]
    rows = [_row(FIRST_ROW + index, figure, result, facts, labels, links) for index, figure in enumerate(shown)]
    words = DIMENSION_WORDS | {"region": result.config.unit.word}
    columns = [
        Column("수의 이름", "wrap", 50),
        Column("집계대장", "number", 13),
        Column("보고서", "number", 13),
        Column("차이", "number", 9),
        Column("상태", "center"),
        Column("더한 칸", "number", 11),
        Column("자료의 자리", "wrap", 62),
        Column("항목"),
        *(Column(word, dimension_kind(dimension)) for dimension, word in words.items()),
    ]
    sheet = Sheet(
        SHEET,
        "검산: 보고서의 수와 집계대장의 합이 같은가",
        columns,
        rows,
        about="보고서와 results.json에 쓰인 모든 수를 '자료'에서 다시 더해 견준 것",
        note="'집계대장'은 '자료' 시트를 더하는 수식, '보고서'는 보고서에 쓴 수입니다. 차이는 모두 0이어야 합니다. "
        "자리를 누르면 보낸 파일의 그 칸이 열리고, 오른쪽 갈래 칸으로 걸러 볼 수 있습니다.",
        printed=len(columns) - len(DIMENSION_WORDS) - 1,
        on_screen=True,
    )
    sheet.verdict = verdict_of(sheet)
    return sheet


def verdict_of(sheet: Sheet) -> Formula:
    """Whether every difference is 0, as a live formula."""
    cells = sheet.range_of(_DIFFERENCE).rpartition("!")[2]
    formula = (
        f'=IF(SUMPRODUCT(--({cells}<>0))=0,"검산 결과: {ALL_AGREE} ("&COUNT({cells})&"개)","검산 결과: {SOME_DIFFER}")'
    )
    return Formula(formula, f"검산 결과: {ALL_AGREE} ({len(sheet.rows)}개)")


def verdict_cell(sheet: Sheet) -> Formula:
    """A formula that shows the verdict of the proof on another sheet."""
    assert isinstance(sheet.verdict, Formula)
    return Formula(f"={quoted(sheet.name)}!$A${VERDICT_ROW}", sheet.verdict.value)


def _row(
    row: int, figure: Figure, result: RunResult, facts: FactSheet, labels: Mapping[str, str], links: FileLinks
) -> list[Value]:
    label = labels[figure.measure]
    adds = "region" in result.forms.measures[figure.measure].add_over
    cells = {"measure": f"${column_letters(_MEASURE + 1)}{row}"}
    cells |= {d: f"${column_letters(column + 1)}{row}" for d, column in _DIMENSION_COLUMN.items()}
    criteria = criteria_of(result.config, figure, label, cells, added_over_regions=adds)
    value = facts.value(criteria)
    if value != figure.value:
        raise SelfCheckError(
            f"집계대장의 합({value:,})이 보고서의 수({figure.value or 0:,})와 달라 발행하지 않았습니다: "
            f"{figure.words(label, result.config.called)}"
        )
    office = WHOLE if adds else HEAD_OFFICE
    ledger, report = (f"{column_letters(column + 1)}{row}" for column in (_LEDGER, _REPORT))
    return [
        figure.words(label, result.config.called, office),
        Formula(facts.formula(criteria), value),
        figure.value,
        Formula(f"={ledger}-{report}", 0),
        state_words(figure),
        len(figure.sources),
        _places(figure.sources, links),
        label,
        region_label(result.config, figure.region, office),
        *(getattr(figure, d) for d in DIMENSION_WORDS if d != "region"),
    ]


def _places(places: Sequence[Place], links: FileLinks) -> Link | str:
    """A link to the first cell of a sum, with the number of its other cells; the 자료 sheet lists all of them."""
    if not places:
        return "더한 칸 없음(한 일이 없어 0)"
    first = places[0]
    text = f"{first}" + (f" 외 {len(places) - 1:,}곳" if len(places) > 1 else "")
    return links.cell(first.file, first.sheet, first.cell, text)
