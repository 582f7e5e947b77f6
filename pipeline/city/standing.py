"""The state of the offices: what they handed in, who is late, who has no result, how much they differ.

Comes in: the city's results. Goes out: tables and a chart. Nothing is judged here.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from pipeline.city.offices import OfficeRun
from pipeline.city.result import CityResult
from pipeline.city.totals import NO_RESULT, Spread
from pipeline.korean import some_of
from pipeline.model.figures import State
from pipeline.model.findings import Severity
from pipeline.model.returns import SlotState
from pipeline.model.words import SEVERITY_WORDS
from pipeline.report.blocks import Align, ChartBlock, Panel, Point, Series, TableBlock, TableCell, TableColumn, TableRow
from pipeline.report.sections.parts import NOTHING, rounded, text_cell
from pipeline.report.sections.scale import MOST_BARS, drawn, drawn_words
from pipeline.settings.schema import Unit

MOST_LATE = 40
LARGE = 1000
STATES = (SlotState.SUBMITTED, SlotState.LATE, SlotState.TO_MEND, SlotState.MISSING)
LACKING = (SlotState.MISSING, SlotState.LATE, SlotState.TO_MEND)
FINDINGS = {each.value: SEVERITY_WORDS[each] for each in (Severity.ERROR, Severity.WARNING)}


def failed_table(result: CityResult) -> TableBlock:
    """Offices without a result, and why."""
    rows = [
        TableRow((text_cell(run.name), text_cell(str(run.code)), text_cell(run.reason, align=Align.LEFT)))
        for run in result.failed
    ]
    columns = (TableColumn("자치구"), TableColumn("끝난 번호", 0.6), TableColumn("까닭", 4))
    return TableBlock("failed", "결과가 없는 자치구", columns, tuple(rows))


def board_table(result: CityResult) -> TableBlock:
    """What each office's regions had to hand in and did; last, the sum over the offices that have a result."""
    rows, sums = [], [0] * (1 + len(STATES) + len(FINDINGS))
    for run in result.runs:
        if not run.is_written:
            rows.append(TableRow((text_cell(run.name), _no_result(), *(text_cell(NOTHING) for _ in sums))))
            continue
        counts = Counter(entry["state"] for entry in run.expected)
        own = [
            len(run.expected),
            *(counts[state] for state in STATES),
            *(run.findings.get(kind, 0) for kind in FINDINGS),
        ]
        sums = [a + b for a, b in zip(sums, own, strict=True)]
        rows.append(TableRow((text_cell(run.name), text_cell(run.status), *_numbers(own))))
    mark = "*" if result.failed else ""
    rows.append(TableRow((text_cell("계"), text_cell(""), *_numbers(sums, mark)), total=True))
    heads = ("낼 것", *(state.value for state in STATES), *FINDINGS.values())
    columns = (
        TableColumn("자치구", 1.4),
        TableColumn("상태"),
        *(TableColumn(head, 0.8, Align.RIGHT) for head in heads),
    )
    notes = (f"* 결과가 없는 자치구를 뺀 합계: {', '.join(run.name for run in result.failed)}",) if mark else ()
    return TableBlock("board", "자치구별 제출 현황", columns, tuple(rows), unit="건", notes=notes)


def on_time_chart(result: CityResult) -> ChartBlock | None:
    """The share of its returns that each office has on time; None where that is known for fewer than two offices."""
    points = [_on_time(run) for run in result.runs]
    if sum(point.value is not None for point in points) < 2:
        return None
    listed = some_of([f"{point.label} {point.text}" for point in points], MOST_BARS)
    caption = f"자치구별 기한 안 제출률{drawn_words(len(points), Unit(word='자치구', counter='곳'), '낮은')}"
    panel = Panel("기한 안에 낸 것 ÷ 낼 것", (Series("제출률", drawn(points, lowest=True)),))
    return ChartBlock("on_time", "rates", caption, f"막대그래프. {listed}.", (panel,))


def _on_time(run: OfficeRun) -> Point:
    if not run.is_written:
        return Point(run.name, None, NO_RESULT, state=State.MISSING)
    if not run.expected:
        return Point(run.name, None, NOTHING, state=State.NOT_APPLICABLE)
    handed_in = sum(entry["state"] == SlotState.SUBMITTED for entry in run.expected)
    percent = Decimal(100 * handed_in) / len(run.expected)
    return Point(run.name, float(percent), f"{rounded(percent)}%")


def late_table(result: CityResult) -> TableBlock | None:
    """Who owes most or was late, the worst first; None where everybody was on time."""
    lines = []
    for run in result.runs:
        counts: dict[int | None, Counter[str]] = {}
        for entry in run.expected:
            counts.setdefault(entry["region"], Counter())[entry["state"]] += 1
        for region, states in counts.items():
            own = [states[state] for state in LACKING]
            if any(own):
                lines.append((own, run.name, run.called(region)))
    lines.sort(key=lambda entry: [-count for count in entry[0]])
    if not lines:
        return None
    rows = [TableRow((text_cell(name), text_cell(unit), *_numbers(own))) for own, name, unit in lines[:MOST_LATE]]
    heads = (TableColumn(state.value, 0.8, Align.RIGHT) for state in LACKING)
    columns = (TableColumn("자치구", 1.4), TableColumn(result.unit.word, 1.2), *heads)
    more = len(lines) - MOST_LATE
    notes = (f"나머지 {more}곳은 종합대장의 '제출 현황'에 있음",) if more > 0 else ()
    return TableBlock(
        "late", "늦거나 내지 않거나 보완할 곳", columns, tuple(rows), unit="건", notes=notes, header_columns=2
    )


def spread_table(result: CityResult) -> TableBlock:
    """Lowest, median and highest of the offices' means per region, and the offices far from the median."""
    rows = [_spread_row(spread) for spread in result.spreads]
    columns = (
        TableColumn("측정 항목", 1.9, Align.LEFT),
        TableColumn("견준 곳", 0.6),
        TableColumn("가장 작은 값", 1.8),
        TableColumn("가운데 값", 1.1),
        TableColumn("가장 큰 값", 1.8),
        TableColumn("크게 다른 곳", 1.3),
    )
    left_out = list(dict.fromkeys(name for spread in result.spreads for name in spread.left_out))
    notes = [f"{result.unit.word} 하나의 평균끼리 견줌. 크게 다른 곳은 가운데 값의 3배를 넘거나 3분의 1에 못 미치는 곳"]
    if left_out:
        notes.append(f"덜 모였거나 확인 중이거나 결과가 없어 견주지 않은 수가 있는 자치구: {', '.join(left_out)}")
    return TableBlock(
        "spread", f"자치구 사이의 차이({result.unit.word}당 평균)", columns, tuple(rows), notes=tuple(notes), small=True
    )


def _spread_row(spread: Spread) -> TableRow:
    unusual = [f"{name} {_mean(mean)}" for name, mean in spread.unusual] or [NOTHING]
    return TableRow(
        (
            text_cell(spread.slice.words),
            text_cell(str(spread.compared)),
            _whose(*spread.least),
            text_cell(_mean(spread.middle)),
            _whose(*spread.most),
            text_cell(*unusual),
        )
    )


def _whose(name: str, mean: Decimal) -> TableCell:
    return text_cell(f"{_mean(mean)} ({name})")


def _mean(mean: Decimal) -> str:
    """The mean with one decimal, except for large numbers."""
    return rounded(mean, 0 if abs(mean) >= LARGE else 1)


def _numbers(counts: list[int], mark: str = "") -> list[TableCell]:
    return [text_cell(f"{count:,}{mark}", align=Align.RIGHT) for count in counts]


def _no_result() -> TableCell:
    return TableCell(text_cell(NO_RESULT).lines, State.MISSING)
