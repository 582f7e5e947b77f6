"""총괄부서 추진사항: the head office's duties with what it did for each, and what else it did.

Comes in: the run. Goes out: blocks; empty where the year neither names duties nor asks the head office for a return.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.forms.ids import HEAD_OFFICE_RESULTS
from pipeline.joints.duties import DutyRecord, Fulfilment, activities_of, duty_records, when_words
from pipeline.korean import short_date
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.result import RunResult
from pipeline.report.blocks import (
    Align,
    Block,
    Heading,
    Inline,
    Item,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    line,
)
from pipeline.report.sections.parts import NOTHING, figure_run, text_cell

MOST_ACTIVITIES = 20
_KEPT = (Fulfilment.DONE, Fulfilment.LATE)
_BROKEN = (Fulfilment.NOT_DONE, Fulfilment.PARTLY)


def build_head_office(result: RunResult) -> list[Block]:
    """The section's blocks."""
    records = duty_records(result)
    if result.config.expected(HEAD_OFFICE_RESULTS) is None or not records:
        return []
    return [
        Heading(1, "총괄부서 추진사항"),
        *_sentences(result.figures, records),
        _duty_table(result, records),
        *_others(result, records),
    ]


def head_office_headline(result: RunResult) -> list[Item]:
    """How many duties the head office carried out, in one line for the first page."""
    records = duty_records(result)
    if result.config.expected(HEAD_OFFICE_RESULTS) is None or not records:
        return []
    broken = _named(records, _BROKEN)
    return [Item(1, line(f"총괄부서: {_kept_words(records)}" + (f"({broken})" if broken else "")))]


def _named(records: Sequence[DutyRecord], kinds: Sequence[Fulfilment]) -> str:
    """ "미이행: 협약 체결 지원; 일부 이행: 분기별 전체회의"."""
    listed = []
    for kind in kinds:
        names = [record.duty.what for record in records if record.fulfilment is kind]
        listed += [f"{kind.value}: {', '.join(names)}"] if names else []
    return "; ".join(listed)


def _kept_words(records: Sequence[DutyRecord]) -> str:
    """ "할 일 7가지 가운데 5가지를 이행함". A duty that the head office did not report on is unknown, not undone."""
    every, standings = f"할 일 {len(records)}가지", [record.fulfilment for record in records]
    kept = sum(1 for standing in standings if standing in _KEPT)
    if kept:
        return f"{every}를 모두 이행함" if kept == len(records) else f"{every} 가운데 {kept}가지를 이행함"
    if Fulfilment.UNHEARD in standings:
        return f"총괄부서실적이 들어오지 않아 {every}의 이행 여부를 알 수 없음"
    if all(standing is Fulfilment.COMING for standing in standings):
        return f"{every}가 모두 예정임"
    return f"{every} 가운데 이행한 것은 없음"


def _sentences(figures: Figures, records: Sequence[DutyRecord]) -> list[Block]:
    blocks: list[Block] = [Item(1, line(_kept_words(records)))]
    rest = _named(records, [kind for kind in Fulfilment if kind not in (*_KEPT, Fulfilment.UNHEARD)])
    blocks += [Item(2, line(rest))] if rest else []
    total, people = figures.get("head_office_activities"), figures.get("event_attendance")
    if total.value is None:
        return blocks
    parts: list[str | Run] = ["추진실적 ", figure_run(total, bold=True)]
    parts += [", 참석 연인원 ", figure_run(people, bold=True)] if people.value is not None else []
    return [*blocks, Item(1, line(*parts, *_by_kind(figures)))]


def _by_kind(figures: Figures) -> list[str | Run]:
    """ "(전체회의 4건 81명, 교육 1건 19명)": the activities and their attendance by kind."""
    parts: list[str | Run] = []
    for figure in figures.of("head_office_activities"):
        if figure.item is None or not figure.value:
            continue
        people = figures.get("event_attendance", item=figure.item)
        parts += [", " if parts else "(", f"{figure.item} ", figure_run(figure)]
        parts += [" ", figure_run(people)] if people.value is not None else []
    return [*parts, ")"] if parts else []


def _duty_table(result: RunResult, records: Sequence[DutyRecord]) -> TableBlock:
    columns = (
        TableColumn("할 일", 2.1, Align.LEFT),
        TableColumn("계획", 0.9),
        TableColumn("실적", 2.9, Align.LEFT),
        TableColumn("이행", 0.9),
    )
    rows = []
    for record in records:
        evidence = tuple(_told(parts) for parts in record.lines) or (line(NOTHING),)
        what, when = text_cell(record.duty.what), text_cell(when_words(record.duty))
        rows.append(TableRow((what, when, TableCell(evidence), _standing(record.fulfilment))))
    return TableBlock("duties", "총괄부서 할 일과 이행", columns, tuple(rows), small=True)


def _standing(fulfilment: Fulfilment) -> TableCell:
    state = (
        State.MISSING if fulfilment in (Fulfilment.UNHEARD, Fulfilment.UNKNOWN, Fulfilment.IN_QUESTION) else State.VALUE
    )
    bold = fulfilment in _BROKEN
    return TableCell((line(Run(fulfilment.value, bold=bold)),), state=state, bold=bold)


def _told(parts: Sequence[str | Figure]) -> Inline:
    return line(*(figure_run(part) if isinstance(part, Figure) else part for part in parts))


def _others(result: RunResult, records: Sequence[DutyRecord]) -> list[Block]:
    """What the head office did beyond its duties."""
    kinds = {record.duty.kind for record in records}
    others = [activity for activity in activities_of(result) if activity.kind not in kinds]
    if not others:
        return []
    columns = (
        TableColumn("일자", 0.8),
        TableColumn("구분", 1.0),
        TableColumn("내용", 3.4, Align.LEFT),
        TableColumn("장소", 1.4),
    )
    rows = tuple(
        TableRow((text_cell(short_date(a.day)), text_cell(a.kind), text_cell(a.content), text_cell(a.place or NOTHING)))
        for a in others[:MOST_ACTIVITIES]
    )
    cut = len(others) > len(rows)
    notes = (f"모두 {len(others)}건 가운데 {len(rows)}건. 전체는 집계대장에 있음",) if cut else ()
    return [TableBlock("activities", "그 밖의 추진실적", columns, rows, notes=notes, small=True)]
