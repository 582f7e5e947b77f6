"""The 요약 sheet of 검증결과: the state of the run in numbers, with the meaning of each.

Comes in: the run. Goes out: one sheet. It counts only what another sheet shows line by line.
"""

from __future__ import annotations

from collections import Counter

from pipeline.korean import korean_date
from pipeline.model.findings import Effect, Severity
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState, SlotState
from pipeline.model.words import RETURN_WORDS, SEVERITY_WORDS
from pipeline.records.findings.lists import BOARD, FILES, FINDINGS
from pipeline.records.findings.versions import EXCEPTIONS, answers_name
from pipeline.sheets.drawing import Column, Link, Said, Sheet, Value
from pipeline.sheets.fitting import quoted

SUMMARY = "요약"
_SLOT_MEANING = {
    SlotState.SUBMITTED: "기한 안에 받았고 고칠 곳이 없습니다.",
    SlotState.LATE: "작성일이 마감 뒤입니다. 수는 합계에 넣었습니다.",
    SlotState.TO_MEND: "받았으나 고칠 곳이 있습니다.",
    SlotState.MISSING: "아직 받지 못했습니다.",
}
_RETURN_MEANING = {
    ReturnState.USED: "합계에 쓴 파일입니다.",
    ReturnState.REFUSED: "읽을 수 없거나 쓸 수 없어 돌려보낼 파일입니다.",
    ReturnState.SUPERSEDED: "같은 자료를 다시 낸 새 파일이 있어 쓰지 않았습니다.",
    ReturnState.IGNORED: "사본이거나 이번 보고에 쓰지 않는 파일입니다.",
}
_SEVERITY_MEANING = {
    Severity.ERROR: "고쳐서 다시 내야 합니다. 남아 있는 동안 보고서는 잠정입니다.",
    Severity.WARNING: "맞는지 한 번 더 보아 주십시오. 맞으면 그대로 두어도 됩니다.",
    Severity.NOTE: "다듬어 읽은 값, 평소와 많이 다른 값의 기록입니다.",
}


def summary_sheet(result: RunResult, title: str) -> Sheet:
    """The 요약 sheet: every count with what it means and the sheet that has it in full."""
    due = [entry for entry in result.board if entry.is_due]
    states = Counter(entry.state for entry in due)
    files = Counter(item.state for item in result.returns)
    severities = Counter(item.severity for item in result.findings if not item.exception)
    effects = Counter(item.effect for item in result.findings)
    status = "확정" if result.is_final else "잠정"
    rows: list[list[Value]] = [
        ["상태", Said(status, "good" if result.is_final else "doubt"), _status_reason(result), ""],
        ["기준일", korean_date(result.as_of), "이날까지 마감인 자료를 받을 자료로 셉니다.", ""],
        ["받을 자료", len(due), "기준일까지 마감인 서식의 수입니다.", _to(BOARD)],
    ]
    rows += [[state.value, states[state], _SLOT_MEANING[state], _to(BOARD)] for state in SlotState]
    rows.append(["입력 폴더의 파일", len(result.returns), "폴더에서 찾은 파일 모두의 수입니다.", _to(FILES)])
    rows += [[f"파일: {RETURN_WORDS[s]}", files[s], _RETURN_MEANING[s], _to(FILES)] for s in ReturnState]
    rows += [[SEVERITY_WORDS[s], severities[s], _SEVERITY_MEANING[s], _to(FINDINGS)] for s in Severity]
    left_out, refused = effects[Effect.ROW_LEFT_OUT], effects[Effect.RETURN_REFUSED]
    allowed = sum(1 for item in result.findings if item.exception)
    rows += [
        ["줄을 합계에서 뺀 지적", left_out, "고쳐서 다시 내면 합계에 들어갑니다.", _to(FINDINGS)],
        ["파일을 반려한 지적", refused, "그 파일의 수는 하나도 쓰지 않았습니다.", _to(FINDINGS)],
        ["예외로 허용한 지적", allowed, "설정 파일에 까닭을 적어 허용한 것입니다.", _to(EXCEPTIONS)],
    ]
    answered = sum(1 for item in result.findings if item.answer)
    if answered:
        place = _to(answers_name(result.config))
        rows.append(["까닭을 적어 보낸 지적", answered, "고칠 곳이 아니면 보낸 곳에 다시 묻지 않습니다.", place])
    columns = [
        Column("항목", "text", 30),
        Column("수", "center", 16),
        Column("뜻", "wrap", 66),
        Column("보는 곳", "text", 16),
    ]
    note = "고칠 곳이 남아 있거나 받지 못한 자료가 있으면 보고서는 잠정입니다."
    return Sheet(SUMMARY, title, columns, rows, "한눈에 보는 결과", note=note, filtered=False)


def _status_reason(result: RunResult) -> str:
    if result.is_final:
        return "받을 자료를 모두 받았고 고칠 곳이 없습니다."
    reasons = []
    if result.open_errors:
        reasons.append(f"고칠 곳 {len(result.open_errors):,}건")
    if result.owed:
        reasons.append(f"받지 못한 자료 {len(result.owed):,}건")
    return f"{', '.join(reasons) or '다시 받을 자료'}이 남아 있습니다."


def _to(sheet: str) -> Link:
    return Link(sheet, f"internal:{quoted(sheet)}!A1")
