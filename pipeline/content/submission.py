"""자료 제출·검증 현황: what came, what is owed, what was left out of the numbers and what was allowed.

Comes in: the run. Goes out: blocks. The report says its own limits here, so that no reader has to guess them.
"""

from __future__ import annotations

from collections import Counter

from pipeline.blocks import Align, Block, Heading, Item, Run, TableBlock, TableColumn, TableRow, line
from pipeline.content.first_page import submitted_text
from pipeline.content.parts import text_cell
from pipeline.findings import Effect, Finding, Severity
from pipeline.model import ExpectedReturn, ReturnState, SlotState
from pipeline.result import RunResult

STATES = (SlotState.SUBMITTED, SlotState.LATE, SlotState.TO_MEND, SlotState.MISSING)
MOST_ROWS = 30


def build_submission(result: RunResult) -> list[Block]:
    """The board by form and region, what is owed, what was left out, the exceptions."""
    due = [entry for entry in result.board if entry.is_due]
    counts = Counter(entry.state for entry in due)
    listed = ", ".join(f"{state} {counts[state]}건" for state in STATES if counts[state])
    blocks: list[Block] = [
        Heading(1, "자료 제출·검증 현황"),
        Item(1, line("받을 자료 ", Run(f"{len(due)}건", bold=True), f" 가운데 {submitted_text(result)}({listed})")),
    ]
    blocks += _checked(result)
    blocks.append(_board_table(result, due))
    owed = [entry for entry in due if entry.state is SlotState.MISSING]
    if owed:
        blocks.append(_owed_table(result, owed))
    blocks += _left_out(result)
    blocks += _exceptions(result)
    return blocks


def _checked(result: RunResult) -> list[Block]:
    errors = len(result.open_errors)
    warnings = sum(1 for item in result.findings if item.severity is Severity.WARNING and not item.exception)
    used = sum(1 for item in result.returns if item.state is ReturnState.USED)
    refused = sum(1 for item in result.returns if item.state is ReturnState.REFUSED)
    parts = [f"받은 파일 {len(result.returns)}개 가운데 {used}개를 사용함"]
    if refused:
        parts.append(f"반려 {refused}개")
    text = f"고칠 곳 {errors}건, 확인할 곳 {warnings}건을 찾음" if errors or warnings else "모든 칸을 점검하였고 고칠 곳이 없음"
    return [Item(2, line(", ".join(parts))), Item(2, line(text))]


def _board_table(result: RunResult, due: list[ExpectedReturn]) -> TableBlock:
    """Forms by region: what came of what was due, with what is late, to mend or missing said in words."""
    regions = list(result.config.regions.values())
    columns = (TableColumn("서식", 1.7, Align.LEFT), *(TableColumn(r.name) for r in regions), TableColumn("총괄부서"), TableColumn("계"))
    rows = []
    for form in result.forms:
        own = [entry for entry in due if entry.slot.form == form.id]
        if not own:
            continue
        cells = [text_cell(form.name)]
        for region in [*(r.number for r in regions), None]:
            entries = [entry for entry in own if entry.slot.region == region]
            cells.append(text_cell(*_board_words(entries)))
        cells.append(text_cell(f"{sum(1 for e in own if e.files)}/{len(own)}", bold=True))
        rows.append(TableRow(tuple(cells)))
    has_office = any(entry.slot.region is None for entry in due)
    if not has_office:
        columns = (*columns[:-2], columns[-1])
        rows = [TableRow((*row.cells[:-2], row.cells[-1])) for row in rows]
    return TableBlock("board", "서식별·권역별 제출 현황", columns, tuple(rows), "건, 제출/받을 것", total_columns=(len(columns) - 1,))


def _board_words(entries: list[ExpectedReturn]) -> list[str]:
    if not entries:
        return ["–"]
    if len(entries) == 1:
        return [entries[0].state.value]
    words = [f"{sum(1 for entry in entries if entry.files)}/{len(entries)}"]
    counts = Counter(entry.state for entry in entries)
    words += [f"{state} {counts[state]}" for state in STATES[1:] if counts[state]]
    return words


def slot_name(result: RunResult, entry: ExpectedReturn) -> str:
    """ "3권역 월별실적 4월": how an expected return is called."""
    slot = entry.slot
    parts = [f"{slot.region}권역" if slot.region is not None else result.config.settings.office.department]
    parts.append(result.forms[slot.form].name)
    if slot.month is not None:
        parts.append(f"{slot.month}월")
    if slot.round is not None:
        parts.append(f"{slot.round}회차")
    return " ".join(parts)


def _owed_table(result: RunResult, owed: list[ExpectedReturn]) -> TableBlock:
    columns = (TableColumn("받지 못한 자료", 3, Align.LEFT), TableColumn("마감", 1.2))
    shown = owed[:MOST_ROWS]
    rows = tuple(
        TableRow((text_cell(slot_name(result, entry)), text_cell(f"{entry.due.year}. {entry.due.month}. {entry.due.day}.")))
        for entry in shown
    )
    notes = (f"모두 {len(owed)}건 가운데 {len(shown)}건. 전체는 검증결과에 있음",) if len(owed) > len(shown) else ()
    return TableBlock("owed", "미제출 자료", columns, rows, notes=notes, small=True)


def _left_out(result: RunResult) -> list[Block]:
    gone = [item for item in result.open_errors if item.effect is not Effect.KEPT]
    if not gone:
        return []
    columns = (TableColumn("자료의 자리", 2.2, Align.LEFT), TableColumn("까닭", 3, Align.LEFT), TableColumn("처리", 0.8))
    rows = tuple(
        TableRow((text_cell(str(item.place)), text_cell(item.message), text_cell(_effect_word(item)))) for item in gone[:MOST_ROWS]
    )
    notes = (f"모두 {len(gone)}건 가운데 {len(rows)}건. 전체는 검증결과에 있음",) if len(gone) > len(rows) else ()
    return [TableBlock("left_out", "합계에서 뺀 자료", columns, rows, notes=notes, small=True)]


def _effect_word(item: Finding) -> str:
    return "파일 반려" if item.effect is Effect.RETURN_REFUSED else "줄 제외"


def _exceptions(result: RunResult) -> list[Block]:
    allowed = [item for item in result.findings if item.exception]
    if not allowed:
        return []
    columns = (TableColumn("자료의 자리", 2.2, Align.LEFT), TableColumn("지적", 2.4, Align.LEFT), TableColumn("허용한 까닭", 2.2, Align.LEFT))
    rows = tuple(TableRow((text_cell(str(item.place)), text_cell(item.message), text_cell(item.exception))) for item in allowed)
    return [TableBlock("exceptions", "허용한 예외", columns, rows, small=True)]
