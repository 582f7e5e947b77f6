"""The three long lists of 검증결과: what was expected, what was found, what was in the input folder.

Comes in: the run. Goes out: one sheet each. Every line links to the file (and cell) that it is about.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.forms.form import FormSet
from pipeline.model.findings import Finding, Severity
from pipeline.model.result import RunResult
from pipeline.model.returns import Return, ReturnState
from pipeline.model.words import (
    HEAD_OFFICE,
    RETURN_WORDS,
    SEVERITY_WORDS,
    form_name,
    period_words,
    region_label,
    return_period,
    verdict_words,
)
from pipeline.rules.request_words import reason_of
from pipeline.settings.load import YearConfig
from pipeline.sheets.cell_styles import SEVERITY_TONES, SLOT_TONES
from pipeline.sheets.drawing import Column, Said, Sheet, Value
from pipeline.sheets.file_links import FileLinks

BOARD, FINDINGS, FILES = "제출현황", "지적사항", "파일"
NOT_DUE = "기한 전"
SETTINGS = "설정 파일"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_SEVERITIES = list(SEVERITY_WORDS)
_RETURN_TONES = {
    ReturnState.USED: "good",
    ReturnState.REFUSED: "bad",
    ReturnState.SUPERSEDED: "grey",
    ReturnState.IGNORED: "grey",
}


def board_sheet(result: RunResult, links: FileLinks) -> Sheet:
    """Every expected return with its due day, its state and the file that was used for it."""
    rows: list[list[Value]] = []
    for entry in result.board:
        state = entry.state
        rows.append(
            [
                form_name(result.forms, entry.slot.form),
                region_label(result.config, entry.slot.region),
                period_words(entry.slot),
                entry.due,
                Said(state.value, SLOT_TONES[state]) if entry.is_due else Said(NOT_DUE, "grey"),
                links.file(entry.files[0]) if len(entry.files) == 1 else ", ".join(entry.files),
            ]
        )
    columns = [
        Column("서식", "text", 18),
        Column(result.config.unit.word, "center"),
        Column("월·회차", "center"),
        Column("마감", "date", 13),
        Column("상태", "center", 10),
        Column("파일", "text", 60),
    ]
    due = [entry for entry in result.board if entry.is_due]
    received = sum(1 for entry in due if entry.files)
    return Sheet(
        BOARD,
        "제출 현황: 받을 자료와 받은 자료",
        columns,
        rows,
        "받을 자료 하나하나의 마감과 상태",
        note=f"받을 자료 {len(due):,}건 가운데 {received:,}건을 받았습니다. 마감은 쉬는 날을 피해 미룬 날입니다.",
        verdict="제출: 기한 안에 받음 · 지연: 작성일이 마감 뒤임 · 보완: 고칠 곳이 있음 · 미제출: 받지 못함",
        portrait=True,
        grouped_by=0,
    )


def findings_sheet(result: RunResult, links: FileLinks) -> Sheet:
    """Every finding of the run, errors first; allowed ones at the end."""
    rows = [
        _finding_row(item, result.config, result.forms, links) for item in sorted(result.findings, key=_finding_order)
    ]
    columns = [
        Column("구분", "center", 12),
        Column("처리", "center", 14),
        Column(result.config.unit.word, "center"),
        Column("서식", "center"),
        Column("월", "month"),
        Column("파일", "wrap", 28),
        Column("시트", "center"),
        Column("셀", "center", 8),
        Column("현재 값", "wrap", 15),
        Column("무엇이 문제인지", "wrap", 44),
        Column("어떻게 고치는지", "wrap", 44),
        Column("규칙", "center"),
    ]
    counts = Counter(item.severity for item in result.findings if not item.exception)
    words = " · ".join(f"{SEVERITY_WORDS[s]} {counts[s]:,}건" for s in Severity)
    return Sheet(
        FINDINGS,
        "지적사항: 고칠 곳, 확인할 곳, 알림",
        columns,
        rows,
        "찾은 것 모두와 고치는 방법. 보낸 곳이나 서식으로 걸러 볼 수 있습니다.",
        note=f"{words}. 셀을 누르면 보낸 파일의 그 칸이 열립니다.",
        verdict="합계에 넣음: 수를 그대로 씀 · 줄 제외: 그 줄만 합계에서 뺌 · "
        "적힌 수 없음: 있어야 할 수가 비어 있음 · 파일 반려: 그 파일을 쓰지 않음",
    )


def _finding_order(item: Finding) -> tuple[object, ...]:
    found = _CELL.fullmatch(item.place.cell)
    cell = (int(found[2]), len(found[1]), found[1]) if found else (0, 0, "")
    region = item.region if item.region is not None else 0
    return (
        bool(item.exception),
        _SEVERITIES.index(item.severity),
        item.region is None,
        region,
        item.place.file,
        item.place.sheet,
        cell,
    )


def _finding_row(item: Finding, config: YearConfig, forms: FormSet, links: FileLinks) -> list[Value]:
    place = item.place
    from_settings = place.file == config.path.name
    return [
        Said(SEVERITY_WORDS[item.severity], "grey" if item.exception else SEVERITY_TONES[item.severity]),
        verdict_words(item),
        SETTINGS if from_settings else region_label(config, item.region, HEAD_OFFICE if item.form else "–"),
        form_name(forms, item.form) if item.form else "–",
        item.month,
        place.file,
        place.sheet,
        links.cell(place.file, place.sheet, place.cell, place.cell),
        item.value,
        item.message,
        item.advice,
        item.rule,
    ]


def files_sheet(result: RunResult, links: FileLinks) -> Sheet:
    """Every file of the input folder exactly once, with how it was handled."""
    columns = [
        Column("파일", "text", 50),
        Column("상태", "center", 18),
        Column("까닭", "wrap", 44),
        Column("서식", "center"),
        Column(result.config.unit.word, "center"),
        Column("월·회차", "center"),
        Column("몇 번째 제출본", "plain_number", 14),
        Column("작성일", "date", 13),
        Column("기한 안", "center"),
        Column("크기(바이트)", "number"),
        Column("sha256", "text", 66),
    ]
    return Sheet(
        FILES,
        "파일: 입력 폴더에서 찾은 모든 파일",
        columns,
        [_file_row(item, result.config, result.forms, links) for item in result.returns],
        "입력 폴더의 파일 하나하나가 어떻게 쓰였는지",
        note="입력 폴더의 모든 파일이 한 번씩 나옵니다. 파일 이름을 누르면 열립니다.",
        verdict="sha256은 파일의 지문입니다. 같으면 한 글자도 다르지 않은 파일입니다.",
        printed=10,
    )


def _file_row(item: Return, config: YearConfig, forms: FormSet, links: FileLinks) -> list[Value]:
    known = item.form is not None
    return [
        links.file(item.file),
        Said(RETURN_WORDS[item.state], _RETURN_TONES[item.state]),
        reason_of(item),
        form_name(forms, item.form) if item.form else "–",
        region_label(
            config,
            item.region,
            HEAD_OFFICE if known and item.region is None and _is_office(forms, item) else "–",
        ),
        return_period(item) if known else "–",
        item.version_number if known else "–",
        item.written_on if item.written_on is not None else "–",
        {True: "예", False: "아니오", None: "–"}[item.on_time],
        item.size if item.size else "–",
        item.sha256 or "–",
    ]


def _is_office(forms: FormSet, item: Return) -> bool:
    return item.form in forms and forms[str(item.form)].sender == "head_office"
