"""자료 제출·검증 현황: what came, what is owed, what was left out of the numbers and what was allowed.

Comes in: the run. Goes out: blocks. The report states its own limits here, so that no reader has to guess them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.forms.form import FormSet
from pipeline.joints.comparisons import Comparison, comparisons
from pipeline.korean import period
from pipeline.model.figures import State
from pipeline.model.findings import Effect, Finding
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn, ReturnState, SlotState
from pipeline.model.words import effect_words
from pipeline.report.blocks import Align, Block, Heading, Item, Run, TableBlock, TableCell, TableColumn, TableRow, line
from pipeline.report.sections.parts import text_cell
from pipeline.report.sections.scale import fitted
from pipeline.report.sections.slots import slot_groups
from pipeline.settings.load import YearConfig

EFFECTS = (Effect.RETURN_REFUSED, Effect.ROW_LEFT_OUT, Effect.KEPT)
STATES = (SlotState.SUBMITTED, SlotState.LATE, SlotState.TO_MEND, SlotState.MISSING)
MOST_ROWS = 30


def build_submission(result: RunResult) -> list[Block]:
    """What came and what the checks found, in a few lines; the tables stand in the officer's part."""
    return [
        Heading(1, "자료 제출·검증 현황"),
        _received(_due(result.board)),
        *_checked(result),
        *_compared_words(result),
    ]


def submission_tables(result: RunResult) -> list[TableBlock]:
    """The board by form and region, what is owed, what was left out of the sums, comparisons of documents, the
    exceptions.
    """
    due = _due(result.board)
    owed = [entry for entry in due if entry.state is SlotState.MISSING]
    doubts = [item for item in result.findings if item.is_doubt]
    return [
        _board_table(result.config, result.forms, due),
        *([_owed_table(result.config, result.forms, owed)] if owed else []),
        *_to_mend(result.open_errors),
        *_doubts(doubts),
        *_compared(comparisons(result)),
        *_exceptions(result.findings),
    ]


def _due(board: Sequence[ExpectedReturn]) -> list[ExpectedReturn]:
    return [entry for entry in board if entry.is_due]


def _compared_words(result: RunResult) -> list[Item]:
    """How many comparisons between documents agree, and which do not; a single comparison is named."""
    found = comparisons(result)
    if len(found) < 2:
        return [Item(2, line(f"{one.what}({one.sides}) 대조: {one.words}")) for one in found]
    differ = [one.what for one in found if one.differ]
    vague = [one.what for one in found if one.unknown and not one.differ]
    told = [f"맞음 {len(found) - len(differ) - len(vague)}"]
    told += [f"다름 {len(differ)}({', '.join(differ)})"] if differ else []
    told += [f"대조 못함 {len(vague)}({', '.join(vague)})"] if vague else []
    return [Item(2, line(f"서식끼리 대조한 {len(found)}가지: {', '.join(told)}"))]


def build_region_submission(result: RunResult, region: int) -> list[Block]:
    """What one region owes, what it has to correct and how, and its exceptions."""
    due = [entry for entry in result.board if entry.is_due and entry.slot.region == region]
    owed = [entry for entry in due if entry.state is SlotState.MISSING]
    own = [item for item in result.findings if item.region == region]
    errors = [item for item in own if item.is_error]
    blocks: list[Block] = [
        Heading(1, "자료 제출·검증 현황"),
        _received(due),
        Item(2, line(f"고칠 곳 {len(errors)}건" if errors else "받은 자료에 고칠 곳이 없음")),
    ]
    blocks += [_owed_table(result.config, result.forms, owed)] if owed else []
    return [*blocks, *_to_mend(errors), *_doubts([item for item in own if item.is_doubt]), *_exceptions(own)]


def _received(due: Sequence[ExpectedReturn]) -> Item:
    """ "받을 자료 86건 가운데 85건을 받음(지연 1건, 미제출 1건)"."""
    came, counts = sum(1 for entry in due if entry.files), Counter(entry.state for entry in due)
    listed = ", ".join(f"{state} {counts[state]}건" for state in STATES[1:] if counts[state])
    told = "을 모두 받음" if came == len(due) else f" 가운데 {came}건을 받음"
    return Item(1, line("받을 자료 ", Run(f"{len(due)}건", bold=True), told, f"({listed})" if listed else ""))


def _checked(result: RunResult) -> list[Block]:
    errors = len(result.open_errors)
    warnings = sum(1 for item in result.findings if item.is_doubt)
    used = sum(1 for item in result.returns if item.state is ReturnState.USED)
    refused = sum(1 for item in result.returns if item.state is ReturnState.REFUSED)
    parts = [f"받은 파일 {len(result.returns)}개 가운데 {used}개를 사용함"]
    if refused:
        parts.append(f"반려 {refused}개")
    found = [f"{word} {count}건" for word, count in (("고칠 곳", errors), ("확인할 곳", warnings)) if count]
    text = f"{', '.join(found)}을 찾음" if found else "받은 파일의 모든 칸을 점검하였고 고칠 곳이 없음"
    text = f"고칠 곳은 없고, {text}" if warnings and not errors else text
    return [Item(2, line(", ".join(parts))), Item(2, line(text))]


def _board_table(config: YearConfig, forms: FormSet, due: list[ExpectedReturn]) -> TableBlock:
    """Forms by region: how much came of what was due; what is late, to be corrected or missing is said in words."""
    regions = list(config.regions.values())
    columns = (
        TableColumn("서식", 1.7, Align.LEFT),
        *(TableColumn(r.name) for r in regions),
        TableColumn("총괄부서"),
        TableColumn("계"),
    )
    rows = []
    for form in forms:
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
    return fitted(
        TableBlock(
            "board",
            f"서식별·{config.unit.each} 제출 현황",
            columns,
            tuple(rows),
            "건, 제출/받을 것",
            total_columns=(len(columns) - 1,),
        ),
        config.unit,
    )


def _board_words(entries: list[ExpectedReturn]) -> list[str]:
    if not entries:
        return ["–"]
    if len(entries) == 1:
        return [entries[0].state.value]
    words = [f"{sum(1 for entry in entries if entry.files)}/{len(entries)}"]
    counts = Counter(entry.state for entry in entries)
    words += [f"{state} {counts[state]}" for state in STATES[1:] if counts[state]]
    return words


def _owed_table(config: YearConfig, forms: FormSet, owed: list[ExpectedReturn]) -> TableBlock:
    """A line for each sender and form; for several months or rounds, the first and the last due day."""
    columns = (TableColumn("받지 못한 자료", 3, Align.LEFT), TableColumn("건수", 0.6), TableColumn("마감", 1.6))
    groups = slot_groups(config, forms, owed)
    rows = tuple(
        TableRow(
            (
                text_cell(group.name),
                text_cell(f"{len(group.entries)}"),
                text_cell(period(min(e.due for e in group.entries), max(e.due for e in group.entries))),
            )
        )
        for group in groups[:MOST_ROWS]
    )
    rest = sum(len(group.entries) for group in groups[MOST_ROWS:])
    notes = (f"모두 {len(owed)}건 가운데 {len(owed) - rest}건. 전체는 검증결과에 있음",) if rest else ()
    return TableBlock("owed", "미제출 자료", columns, rows, "건", notes=notes, small=True)


def _to_mend(errors: Sequence[Finding]) -> list[TableBlock]:
    """What still has to be corrected, and the effect of each error on the numbers."""
    return _listed(errors, "to_mend", "고칠 곳과 합계에서의 처리")


def _doubts(doubts: Sequence[Finding]) -> list[TableBlock]:
    """What looks wrong and nobody has confirmed yet; these numbers are in the sums unchanged."""
    return _listed(doubts, "doubts", "확인할 곳과 합계에서의 처리")


def _listed(found: Sequence[Finding], key: str, caption: str) -> list[TableBlock]:
    if not found:
        return []
    columns = (
        TableColumn("자료의 자리", 2.2, Align.LEFT),
        TableColumn("까닭", 3, Align.LEFT),
        TableColumn("처리", 0.9),
    )
    shown = sorted(found, key=lambda item: EFFECTS.index(item.effect))[:MOST_ROWS]
    rows = tuple(
        TableRow((text_cell(str(item.place)), text_cell(item.message), text_cell(effect_words(item)))) for item in shown
    )
    notes = (f"모두 {len(found)}건 가운데 {len(rows)}건. 전체는 검증결과에 있음",) if len(found) > len(rows) else ()
    return [TableBlock(key, caption, columns, rows, notes=notes, small=True)]


def _compared(found: Sequence[Comparison]) -> list[TableBlock]:
    """The comparisons of documents; [] for fewer than two, which a sentence tells."""
    if len(found) < 2:
        return []
    columns = (
        TableColumn("대조한 것", 1.5, Align.LEFT),
        TableColumn("자료", 1.8, Align.LEFT),
        TableColumn("결과", 2.6, Align.LEFT),
    )
    rows = tuple(TableRow((text_cell(one.what), text_cell(one.sides), _outcome(one))) for one in found)
    return [TableBlock("comparisons", "자료 대조 결과", columns, rows, small=True)]


def _outcome(one: Comparison) -> TableCell:
    state = State.MISSING if one.unknown and not one.agree and not one.differ else State.VALUE
    return TableCell((line(Run(one.words, bold=bool(one.differ))),), state, bold=bool(one.differ))


def _exceptions(findings: Sequence[Finding]) -> list[TableBlock]:
    allowed = [item for item in findings if item.exception]
    if not allowed:
        return []
    columns = (
        TableColumn("자료의 자리", 2.2, Align.LEFT),
        TableColumn("지적", 2.4, Align.LEFT),
        TableColumn("허용한 까닭", 2.2, Align.LEFT),
    )
    rows = tuple(
        TableRow((text_cell(str(item.place)), text_cell(item.message), text_cell(item.exception))) for item in allowed
    )
    return [TableBlock("exceptions", "허용한 예외", columns, rows, small=True)]
