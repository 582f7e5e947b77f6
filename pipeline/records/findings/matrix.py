"""현황판: what was expected from whom and its state, on one page: a line for each form and period, a column per region.

Comes in: the run. Goes out: one sheet, the first of 검증결과. It counts only what the later sheets show line by line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot
from pipeline.korean import attach, korean_date
from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn, SlotState
from pipeline.model.words import NO_NUMBER, form_name, period_words, region_label
from pipeline.records.findings.lists import NOT_DUE
from pipeline.settings.load import YearConfig
from pipeline.sheets.cell_styles import SLOT_TONES
from pipeline.sheets.drawing import Column, Said, Sheet, Value

MATRIX = "현황판"
RECEIVED = "받은 자료"

_Line = tuple[str, int | None, int | None]


def matrix_sheet(result: RunResult, title: str) -> Sheet:
    """The board as a table of forms by regions, with the state of the run above it."""
    owners = _owners(result.config, result.board)
    lines: dict[_Line, dict[int | None, ExpectedReturn]] = {}
    for entry in result.board:
        lines.setdefault(_line_of(entry.slot), {})[entry.slot.region] = entry
    rows = [
        _row(result.forms, result.findings, list(by_owner.values()), by_owner, owners) for by_owner in lines.values()
    ]
    if rows:
        rows.append([RECEIVED, "", None, *(_received(result.board, owner) for owner in owners)])
    names = [region_label(result.config, owner) for owner in owners]
    columns = [
        Column("서식", "text", 18),
        Column("월·회차", "center", 10),
        Column("마감", "date", 13),
        *(Column(name, "center", 15) for name in names),
    ]
    return Sheet(
        MATRIX,
        title,
        columns,
        rows,
        f"서식마다 어느 {attach(result.config.unit.word, '이/가')} 냈고 무엇이 남았는지 한 쪽에",
        note=_standing(result),
        verdict="지연: 작성일이 마감 뒤임 · 보완: 고칠 곳이 있음 · 확인: 맞는지 물어보는 곳 · –: 받지 않는 자료",
        grouped_by=0,
        one_page=True,
        filtered=False,
    )


def _owners(config: YearConfig, board: Sequence[ExpectedReturn]) -> list[int | None]:
    """The regions, and None for the head office where something is asked of it."""
    asked = {entry.slot.region for entry in board}
    return [*config.regions, *([None] if None in asked else [])]


def _line_of(slot: Slot) -> _Line:
    return slot.form, slot.month, slot.round


def _row(
    forms: FormSet,
    findings: Sequence[Finding],
    entries: Sequence[ExpectedReturn],
    by_owner: dict[int | None, ExpectedReturn],
    owners: Iterable[int | None],
) -> list[Value]:
    slot = entries[0].slot
    stands = [_stands(findings, by_owner[owner]) if owner in by_owner else Said(NO_NUMBER, "grey") for owner in owners]
    return [form_name(forms, slot.form), period_words(slot), entries[0].due, *stands]


def _stands(findings: Sequence[Finding], entry: ExpectedReturn) -> Said:
    """ "제출", "보완 2곳", "제출 · 확인 1곳": the state of one return and how many open places it has."""
    if not entry.is_due:
        return Said(NOT_DUE, "grey")
    own = [item for item in findings if item.place.file in entry.files]
    errors, doubts = sum(1 for item in own if item.is_error), sum(1 for item in own if item.is_doubt)
    state = f"{entry.state.value} {errors}곳" if entry.state is SlotState.TO_MEND and errors else entry.state.value
    tone = SLOT_TONES[entry.state]
    if not doubts:
        return Said(state, tone)
    return Said(f"{state} · 확인 {doubts}곳", "doubt" if tone == "good" else tone)


def _received(board: Iterable[ExpectedReturn], owner: int | None) -> str:
    """ "17/17": how many of the returns that are due are there."""
    due = [entry for entry in board if entry.is_due and entry.slot.region == owner]
    return f"{sum(1 for entry in due if entry.files)}/{len(due)}"


def _standing(result: RunResult) -> str:
    due = [entry for entry in result.board if entry.is_due]
    counts = Counter(entry.state for entry in due)
    parts = [
        "확정" if result.is_final else "잠정",
        f"{korean_date(result.as_of)} 기준",
        f"받은 자료 {sum(1 for entry in due if entry.files):,}/{len(due):,}건",
        f"미제출 {counts[SlotState.MISSING]:,}건",
        f"고칠 곳 {len(result.open_errors):,}곳",
        f"확인할 곳 {sum(1 for item in result.findings if item.is_doubt):,}곳",
    ]
    return " · ".join(parts)
