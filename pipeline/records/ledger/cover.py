"""The 표지 sheet: what this workbook is, whether the run is final, and how to read the workbook.

Comes in: the run and the proof. Goes out: a sheet of two columns, a heading and its text.
"""

from __future__ import annotations

from pipeline.korean import korean_date
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.records.ledger.proof import verdict_cell
from pipeline.records.ledger.totals import GLANCE
from pipeline.sheets.drawing import CONTENTS, Column, Link, Sheet, Value
from pipeline.sheets.fitting import quoted

SHEET = "표지"
_HOW = (
    (
        "보고서의 수가 어디서 왔는지 찾기",
        "'검산' 시트에서 수를 찾아 '자료의 자리'를 누르면 보낸 파일의 그 칸이 열립니다. "
        "더한 칸 모두는 '자료' 시트에서 항목이나 월로 거르면 나옵니다.",
    ),
    (
        "합계가 맞는지 보기",
        "'집계' 시트의 수는 모두 '자료' 시트를 더하는 수식입니다. "
        "칸을 누르면 어떤 줄을 더했는지 수식으로 볼 수 있습니다.",
    ),
    (
        "받은 내용을 그대로 보기",
        "서식 이름으로 시작하는 시트에 받은 줄이 모두 있습니다. '자리'를 누르면 보낸 파일의 그 줄이 열립니다. "
        "이 통합 문서만 따로 옮기면 열리지 않으니, 그때는 적힌 파일 › 시트 › 셀로 찾아 주세요.",
    ),
    (
        "합계에서 뺀 것 보기",
        "서식 시트에서 '처리'를 '합계에서 뺌'으로 거르면 까닭과 함께 나옵니다. 고칠 내용은 검증결과 파일에 있습니다.",
    ),
)
_WORDS = (
    ("미제출", "아직 받지 못한 자료입니다. 0이 아닙니다."),
    ("확인 중", "보냈으나 고칠 곳이 있어 아직 셀 수 없는 자료입니다. 0이 아닙니다."),
    ("해당없음", "보낸 곳에서 해당되지 않는다고 적은 칸입니다. 더하지 않습니다."),
    ("0", "보낸 곳에서 0이라고 적었거나, 한 일이 없다고 알린 것입니다."),
    ("빈칸", "보낸 파일에서도 비어 있는 칸, 또는 그 수에 없는 갈래입니다."),
    ("* (수 뒤)", "아직 들어오지 않았거나 확인 중인 자료를 뺀 합계입니다."),
    ("–", "그 갈래로 받은 수가 없습니다."),
)


def build_cover(result: RunResult, proof: Sheet) -> Sheet:
    """The sheet; the verdict on it is a live link to that of the proof."""
    config = result.config
    due = [entry for entry in result.board if entry.is_due]
    used = sum(1 for item in result.returns if item.state is ReturnState.USED)
    received = sum(1 for entry in due if entry.files)
    rows: list[list[Value]] = [
        ["사업", config.programme_name],
        ["부서", f"{config.settings.office.district} {config.settings.office.department}"],
        ["상태", status_of(result)],
        ["기준일", korean_date(result.as_of)],
        [
            "받은 자료",
            f"받을 자료 {len(due):,}건 가운데 {received:,}건을 받음 "
            f"(파일 {len(result.returns):,}개 가운데 {used:,}개를 씀)",
        ],
        ["검산", verdict_cell(proof)],
        ["한눈에 보기", Link(f"모든 합계를 {config.unit.each}로 한 장에서 보기", f"internal:{quoted(GLANCE)}!A1")],
        ["차례", Link("이 통합 문서에 든 시트를 모두 보기", f"internal:{quoted(CONTENTS)}!A1")],
    ]
    rows += [[f"쓰는 법: {title}", text] for title, text in _HOW]
    rows += [[f"낱말: {word}", text] for word, text in _WORDS]
    return Sheet(
        SHEET,
        f"{config.year}년 {config.programme_name} 집계대장",
        [Column("구분", "wrap", 34), Column("내용", "wrap", 84)],
        rows,
        about="이 통합 문서의 상태와 읽는 법",
        note="받은 수를 빠짐없이 모으고, 보고서의 모든 수를 보낸 파일의 칸까지 따라갈 수 있게 했습니다.",
        filtered=False,
    )


def status_of(result: RunResult) -> str:
    """A sentence that says whether the run is final or provisional, and why."""
    if result.is_final:
        return "확정: 받을 자료를 모두 받았고 고칠 곳이 없습니다."
    return f"잠정: 고칠 곳 {len(result.open_errors):,}건, 아직 받지 못한 자료 {len(result.owed):,}건이 남아 있습니다."
