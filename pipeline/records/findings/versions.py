"""What changed and what was allowed: versions of a return side by side, exceptions, and how earlier requests turned
out. Comes in: the run, and the follow-up of earlier requests. Goes out: one sheet each. It compares nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.earlier.follow_up import FollowUpState, RequestFollowUp
from pipeline.forms.form import FormSet
from pipeline.korean import attach
from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from pipeline.model.returns import Difference
from pipeline.model.words import HEAD_OFFICE, SEVERITY_WORDS, form_name, region_label
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import Column, Said, Sheet, Value
from pipeline.sheets.file_links import FileLinks

COMPARISON, EXCEPTIONS, FOLLOW_UP = "제출본 비교", "예외", "요청 후속"
FOLLOW_UP_TONES = {
    FollowUpState.FIXED: "good",
    FollowUpState.ANSWERED: "good",
    FollowUpState.OPEN: "bad",
    FollowUpState.NEW: "doubt",
    FollowUpState.ALLOWED: "grey",
    FollowUpState.UNCHECKED: "grey",
}


def answers_name(config: YearConfig) -> str:
    """ "권역의 답"."""
    return f"{config.unit.word}의 답"


def comparison_sheet(differences: Sequence[Difference], links: FileLinks) -> Sheet:
    """Every cell that differs between two versions of the same return."""
    rows: list[list[Value]] = [
        [
            links.file(item.older),
            links.file(item.newer),
            item.place.sheet,
            links.cell(item.place.file, item.place.sheet, item.place.cell, item.place.cell),
            item.old_value or Said("빈칸", "grey"),
            item.new_value or Said("빈칸", "grey"),
        ]
        for item in differences
    ]
    columns = [
        Column("이전 파일", "text", 40),
        Column("새 파일", "text", 40),
        Column("시트", "center"),
        Column("셀", "center", 8),
        Column("이전 값", "wrap", 34),
        Column("새 값", "wrap", 34),
    ]
    return Sheet(
        COMPARISON,
        "제출본 비교: 다시 낸 자료에서 달라진 칸",
        columns,
        rows,
        "같은 자료를 두 번 이상 낸 경우, 달라진 칸",
        note="줄을 위에서부터 하나씩 짝지어 견줍니다. 줄을 끼워 넣었으면 그 아래 줄이 모두 달라진 것으로 나옵니다.",
    )


def exceptions_sheet(config: YearConfig, findings: Sequence[Finding], links: FileLinks) -> Sheet:
    """The settings' exceptions with the findings that each allows; one that matches nothing is marked."""
    columns = [
        Column("규칙", "center"),
        Column("허용한 까닭", "wrap", 40),
        Column("허용한 사람", "center", 20),
        Column("날짜", "date", 13),
        Column(config.unit.word, "center"),
        Column("파일", "wrap", 40),
        Column("시트", "center"),
        Column("셀", "center", 8),
        Column("허용한 지적", "wrap", 50),
    ]
    return Sheet(
        EXCEPTIONS,
        "예외: 설정 파일에 적어 허용한 지적",
        columns,
        list(_exception_rows(config, findings, links)),
        "허용한 지적과 그 까닭",
        note="설정 파일의 '예외'에 적은 것과 그에 맞는 지적입니다. 허용한 지적의 수는 합계에 들어갑니다.",
        verdict="숫자로 읽을 수 없는 값은 허용해도 더할 수 없습니다. 그 값이 빠진 합계에는 * 표가 남습니다.",
    )


def _exception_rows(config: YearConfig, findings: Sequence[Finding], links: FileLinks) -> Iterator[list[Value]]:
    left = [item for item in findings if item.exception]
    for entry in config.plan.exceptions:
        note = f"{entry.reason} ({entry.allowed_by}, {entry.allowed_on})"
        own = [item for item in left if item.rule == entry.rule and item.exception == note]
        left = [item for item in left if item not in own]
        allowed: list[Value] = [entry.rule, entry.reason, entry.allowed_by, entry.allowed_on]
        for item in own:
            yield [*allowed, *_allowed_place(config, item, links)]
        if not own:
            where: list[Value] = [
                region_label(config, entry.region, "모두"),
                entry.file,
                entry.sheet,
                entry.cell,
            ]
            yield [*allowed, *where, Said("맞는 지적이 없음", "doubt")]
    for item in left:
        yield [item.rule, item.exception, "–", "–", *_allowed_place(config, item, links)]


def answers_sheet(result: RunResult, links: FileLinks) -> Sheet:
    """What the regions answered to our requests, for the officer to read: the program does not judge it."""
    rows: list[list[Value]] = [
        [
            region_label(result.config, item.region),
            form_name(result.forms, item.form) if item.form else "–",
            item.month if item.month is not None else "–",
            item.place.sheet,
            links.cell(item.place.file, item.place.sheet, item.place.cell, item.place.cell),
            item.value,
            item.message,
            Said(item.answer, "good" if item.is_settled else "bad"),
            SEVERITY_WORDS[item.severity],
        ]
        for item in result.findings
        if item.answer
    ]
    columns = [
        Column(result.config.unit.word, "center"),
        Column("서식", "center"),
        Column("월", "month"),
        Column("시트", "center"),
        Column("셀", "center", 8),
        Column("현재 값", "wrap", 15),
        Column("무엇을 여쭈었는지", "wrap", 48),
        Column(answers_name(result.config), "wrap", 48),
        Column("구분", "center", 12),
    ]
    return Sheet(
        answers_name(result.config),
        f"{answers_name(result.config)}: 맞는 값이라며 적어 보낸 까닭",
        columns,
        rows,
        f"수정요청 시트에 {attach(result.config.unit.word, '이/가')} 적어 보낸 답",
        note="답을 받은 확인할 곳과 알림은 보낸 곳에 다시 묻지 않습니다. 까닭이 맞지 않으면 따로 알려 주세요.",
        verdict="고칠 곳은 답만으로 풀리지 않습니다. 그대로 두어야 하면 설정 파일의 '예외'에 까닭을 적어 주세요.",
    )


def _allowed_place(config: YearConfig, item: Finding, links: FileLinks) -> list[Value]:
    place = item.place
    cell = links.cell(place.file, place.sheet, place.cell, place.cell)
    return [region_label(config, item.region), place.file, place.sheet, cell, item.message]


def follow_up_sheet(follow_up: RequestFollowUp, config: YearConfig, forms: FormSet) -> Sheet:
    """How the office's requests of last time turned out."""
    rows: list[list[Value]] = [
        [
            Said(item.state.value, FOLLOW_UP_TONES[item.state]),
            region_label(config, item.region, HEAD_OFFICE if item.form else "–"),
            form_name(forms, item.form) if item.form else "–",
            item.month if item.month is not None else "–",
            item.place.file,
            item.place.sheet,
            item.place.cell,
            item.message,
        ]
        for item in follow_up.items
    ]
    columns = [
        Column("상태", "center", 16),
        Column(config.unit.word, "center"),
        Column("서식", "center"),
        Column("월", "month"),
        Column("파일", "wrap", 34),
        Column("시트", "center"),
        Column("셀", "center", 8),
        Column("무엇을 부탁했는지", "wrap", 64),
    ]
    note = "지난번에 고쳐 달라고 부탁한 곳이 이번 자료에서 어떻게 되었는지 보여 줍니다."
    if follow_up.only is not None:
        only = config.called(follow_up.only)
        note += f" 지난번이나 이번이 {only}만의 결과라 {attach(only, '이/가')} 아닌 곳은 견주지 않았습니다."
    return Sheet(
        FOLLOW_UP,
        "요청 후속: 지난번에 부탁한 곳",
        columns,
        rows,
        "지난번 수정 요청의 결과",
        note=note,
        verdict="확인 못 함: 그 파일이 이번에는 없거나 쓸 수 없어, 고쳤는지 알 수 없음",
    )
