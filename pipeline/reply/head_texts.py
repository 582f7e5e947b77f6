"""What the letter to the head of the department says: the report's key figures, what is missing, what has to be
decided.

Comes in: the run (of the office, or of the region that the report is about) and the report that goes with the letter.
Goes out: subject and plain text. The key figures are those of the report's first page, in the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.count.derived import DOUBT_MARK, PARTIAL_MARK
from pipeline.korean import attach, korean_date
from pipeline.model.result import RunResult
from pipeline.model.returns import SlotState
from pipeline.reply.mail_texts import attachment_lines, grouped, named_entry, signature
from pipeline.report.blocks import KeyFigure, KeyFigures, Report, TitleBox
from pipeline.report.sections.budget import spending_rate
from pipeline.report.sections.compare import is_whole_year
from pipeline.report.sections.first_page import doubts_of, finding_owner
from pipeline.report.sections.parts import NO_BREAK, figure_run

RATE = "예산 집행률"
MEANINGS = (
    (PARTIAL_MARK, "아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임"),
    (DOUBT_MARK, "확인 중인 수를 넣은 합계임"),
)


def report_subject(result: RunResult, report: Report) -> str:
    """ "[복지정책과] 2021년 … 성과보고 (잠정, 2021. 7. 31. 기준)"; while the year runs the title has the day."""
    day = [f"{korean_date(result.as_of)} 기준"] if is_whole_year(result) else []
    words = ", ".join(["확정" if result.is_final else "잠정", *day])
    return f"[{result.config.settings.office.department}] {_plain(report.title)} ({words})"


def report_text(result: RunResult, report: Report, attached: Sequence[str], region: int | None = None) -> list[str]:
    """The letter's lines, short enough for one screen. ``region`` is the one that the report is about."""
    lines = [
        f"{result.config.settings.office.head}님께",
        "",
        f"{attach(_plain(report.title), '을/를')} 붙임과 같이 보고드립니다.",
        *(block.status for block in report.blocks if isinstance(block, TitleBox)),
    ]
    sections = (
        ("주요 수치", _figures(result, report, region)),
        ("아직 없거나 고칠 자료", [*_missing(result)] or ["  - 없음"]),
        ("정해 주실 것", [*_decisions(result)]),
    )
    for number, (title, body) in enumerate(((title, body) for title, body in sections if body), 1):
        lines += ["", f"{number}. {title}", *body]
    return [*lines, "", signature(result.config), *attachment_lines(attached)]


def _figures(result: RunResult, report: Report, region: int | None) -> list[str]:
    """The cards of the first page, the spending rate even where that page had no room for it, and what the marks
    mean.
    """
    keys = [key for block in report.blocks if isinstance(block, KeyFigures) for key in block.items]
    rate = spending_rate(result, region)
    if rate.value is not None and result.config.plan.budget and not any(key.label.startswith(RATE) for key in keys):
        keys.append(KeyFigure(figure_run(rate), RATE))
    lines = [_figure_line(key) for key in keys]
    lines += [f"  ※ {mark} 표는 {meaning}" for mark, meaning in MEANINGS if any(mark in key.value.text for key in keys)]
    return lines + ([f"  ※ {result.previous_note}"] if keys and result.previous_note else [])


def _figure_line(key: KeyFigure) -> str:
    """ "  - 전화 상담 17,502건 (1회차, 4. 1. ~ 6. 30.), 전년보다 2,142건 감소(10.9%)"."""
    name, _, note = _plain(key.label).partition("\n")
    return f"  - {' '.join(part for part in (name, key.value.text, note) if part)}" + (
        f", {key.change}" if key.change else ""
    )


def _plain(text: str) -> str:
    """The text without the report's no-break spaces."""
    return text.replace(NO_BREAK, " ")


def _missing(result: RunResult) -> Iterator[str]:
    """By sender: what is owed and what has to be corrected."""
    due = [entry for entry in result.board if entry.is_due]
    for region in (*result.config.regions, None):
        owner = result.config.regions[region].name if region is not None else result.config.settings.office.department
        for state, word in ((SlotState.MISSING, "미제출"), (SlotState.TO_MEND, "보완 중")):
            named = [
                named_entry(result.forms, entry)
                for entry in due
                if entry.slot.region == region and entry.state is state
            ]
            if named:
                yield f"  - {owner} {word} {len(named)}건: {', '.join(grouped(named))}"


def _decisions(result: RunResult) -> Iterator[str]:
    """What only the head of the department can decide: whether to wait for what is missing, and for answers."""
    if not result.is_final:
        yield "  - 지금 '잠정'으로 쓰실지, 위의 자료가 들어온 뒤 '확정'으로 다시 보고드릴지"
    doubts = doubts_of(result.findings)
    if doubts:
        owners = Counter(
            finding_owner(result.config, result.forms, item.region, item.form, item.month) for item in doubts
        )
        named = ", ".join(f"{owner} {count}건" for owner, count in owners.items())
        empty = sum(1 for item in doubts if item.gaps)
        counted = f"{empty}건은 적힌 수가 없음" if empty else "숫자에는 넣었음"
        asked = result.config.unit.word
        yield f"  - 확인할 곳 {len(doubts)}건({counted})은 {asked}의 답을 기다릴지, 그대로 인정하실지: {named}"
