"""What the drafts say: to each region what came, what to mend and what is owed; to the head the result of the run.

Comes in: the run and its requests. Goes out: subjects and plain text, ready to be sent or pasted. Courteous, specific;
no value that was masked is shown, and nothing here is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.count.derived import DOUBT_MARK, PARTIAL_MARK, marks_of
from pipeline.forms.stamp import ANSWER_HEAD
from pipeline.korean import attach, count_text, korean_date
from pipeline.model.figures import Figure
from pipeline.model.findings import Finding
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn, Return, ReturnState, SlotState
from pipeline.reply.marked import Request, RequestLine, cells_text, period_of

MOST_ITEMS = 5  # per file; the rest stands in the attached workbook
MOST_OWED = 15
MOST_FIGURES = 12
FINDING_CELLS = (
    "  - 붙임 파일의 첫 시트 '수정요청'에서 셀을 누르면 고칠 칸으로 갑니다.",
    "  - 붉은 칸은 꼭 고쳐 주시고, 노란 칸은 맞는지 확인해 주세요.",
)
GIVING_REASONS = (
    f"  - 노란 칸이 맞는 값이면 '수정요청' 시트의 '{ANSWER_HEAD}'에 까닭을 한 줄 적어 주세요. 다시 여쭙지 않습니다.",
)
SENDING_BACK = (
    "  - 다 고치시면 '작성일'을 고친 날로 바꾸고, 파일을 그대로 저장해 이 메일에 답장으로 보내 주세요.",
    "  - 붙임 파일에 목록만 있으면, 가지고 계신 원본을 고쳐 보내 주세요.",
)
UNKNOWN_SENDER = "보낸 곳을 알 수 없는 파일"


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that is to be said to one receiver. ``region`` is None for the head office and for unknown senders."""

    region: int | None
    is_placed: bool
    requests: tuple[Request, ...]
    owed: tuple[ExpectedReturn, ...]


def letters_of(result: RunResult, requests: Sequence[Request]) -> list[Letter]:
    """A letter for each region that has something to mend or owes something, then the head office, then the unknown."""
    owed = result.owed
    letters = []
    for region in (*result.config.regions, None):
        own = tuple(request for request in requests if request.is_placed and request.region == region)
        letters.append(Letter(region, True, own, tuple(entry for entry in owed if entry.slot.region == region)))
    letters.append(Letter(None, False, tuple(request for request in requests if not request.is_placed), ()))
    return [letter for letter in letters if letter.requests or letter.owed]


def letter_subject(result: RunResult, letter: Letter) -> str:
    """ "[복지정책과] 3권역 자료 보완 요청 (월별실적 4월 등 2건)"."""
    named = [request.subject for request in letter.requests] + [slot_text(result, entry) for entry in letter.owed]
    shown = named[0] + (f" 등 {len(named)}건" if len(named) > 1 else "")
    demand = "자료 보완 요청" if letter.requests else "자료 제출 요청"
    if not letter.is_placed:
        shown, demand = f"{len(letter.requests)}건", f"{UNKNOWN_SENDER} 확인"
    department = result.config.settings.office.department
    owner = f"{result.config.regions[letter.region].name} " if letter.region is not None else ""
    return f"[{department}] {owner}{demand} ({shown})"


def slot_text(result: RunResult, entry: ExpectedReturn) -> str:
    """ "월별실적 4월", "전화모니터링 2회차"."""
    parts = [result.forms[entry.slot.form].name]
    if entry.slot.month is not None:
        parts.append(f"{entry.slot.month}월")
    if entry.slot.round is not None:
        parts.append(f"{entry.slot.round}회차")
    return " ".join(parts)


def _named(result: RunResult, entry: ExpectedReturn) -> tuple[str, int | None, str]:
    words = f"{entry.slot.round}회차" if entry.slot.round is not None else ""
    return result.forms[entry.slot.form].name, entry.slot.month, words


def letter_text(result: RunResult, letter: Letter, attached: Sequence[str]) -> str:
    """The letter; ``attached`` names the workbooks that go with it."""
    sections = [_received(result, letter), *_to_mend(letter, attached), _owed(result, letter), _how_to(result, letter)]
    numbered = [section for section in sections if section]
    lines = _greeting(result, letter)
    for number, (title, *body) in enumerate(numbered, 1):
        lines += ["", f"{number}. {title}", *body]
    lines += ["", "바쁘신 가운데 살펴 주셔서 고맙습니다.", f"{result.config.settings.office.department} 드림"]
    return "\n".join([*lines, *attachment_lines(attached)]) + "\n"


def _greeting(result: RunResult, letter: Letter) -> list[str]:
    office = result.config.settings.office
    if letter.region is None:
        lines = [f"{office.department} 담당자님께", ""]
    else:
        lines = [
            f"{result.config.regions[letter.region].lead} 담당자님, 안녕하십니까.",
            f"{office.department}입니다.",
            "",
        ]
    subject = f"{result.config.year}년 {result.config.programme_name} 자료"
    when = f"{korean_date(result.as_of)} 기준으로 {attach(subject, '을/를')} 살펴보았습니다."
    if not letter.is_placed:
        return [
            *lines,
            when,
            "아래 파일은 어느 권역에서 온 것인지 알 수 없었습니다. 온 곳을 찾아 전해 주시기 바랍니다.",
        ]
    asked = (
        "아래와 같이 보완해 주시기를 부탁드립니다." if letter.requests else "아래 자료를 보내 주시기를 부탁드립니다."
    )
    return [*lines, when, f"보내 주신 자료 고맙게 받았습니다. {asked}" if _sent(result, letter) else asked]


def _sent(result: RunResult, letter: Letter) -> list[Return]:
    """What came from the region and counts, without anything to mend."""
    asked = {request.source.file for request in letter.requests}
    used = [source for source in result.returns if source.state is ReturnState.USED and source.file not in asked]
    return [source for source in used if source.form is not None and source.region == letter.region]


def _received(result: RunResult, letter: Letter) -> list[str]:
    sent = _sent(result, letter) if letter.is_placed else []
    if not sent:
        return []
    named = [
        (result.forms[source.form or ""].name, None if source.annual else source.month, period_of(source))
        for source in sent
    ]
    return [f"잘 받은 자료 {len(sent)}건", f"  - {', '.join(grouped(named))}", "  - 고치실 것이 없습니다."]


def grouped(named: Iterable[tuple[str, int | None, str]]) -> list[str]:
    """(form, month, period in words) of many returns as few words: "월별실적 1~2월·7~11월", "전화모니터링 1회차"."""
    months: dict[str, list[int]] = {}
    texts: dict[str, None] = {}
    for form, month, words in named:
        if month is None:
            texts[" ".join(part for part in (form, words) if part)] = None
        else:
            months.setdefault(form, []).append(month)
            texts[form] = None
    return [f"{text} {_months(months[text])}" if text in months else text for text in texts]


def _months(months: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "·".join(f"{run[0]}~{run[-1]}월" if len(run) > 1 else f"{run[0]}월" for run in runs)


def _to_mend(letter: Letter, attached: Sequence[str]) -> list[list[str]]:
    if not letter.requests:
        return []
    section = [f"고치거나 확인해 주실 자료 {len(letter.requests)}건"]
    for place, request in zip("가나다라마바사아자차카타파하", letter.requests, strict=False):
        section += _request_lines(place, request, attached)
    if len(letter.requests) > 14:
        section.append(f"  그 밖의 {len(letter.requests) - 14}건은 붙임 파일에 있습니다.")
    return [section]


def _request_lines(place: str, request: Request, attached: Sequence[str]) -> list[str]:
    counts = [f"꼭 고칠 곳 {len(request.errors)}건"] if request.errors else []
    counts += [f"확인할 곳 {len(request.warnings)}건"] if request.warnings else []
    lines = [f"  {place}. {request.subject} - {', '.join(counts)}", f"     받은 파일: {request.shown_file}"]
    if request.file_name in attached:
        lines.append(f"     붙임 파일: {request.file_name}")
    for line in request.lines[:MOST_ITEMS]:
        lines += [f"     - {_where(line)}: {line.message}", f"       → {line.advice}"]
    if len(request.lines) > MOST_ITEMS:
        lines.append(f"     - 그 밖의 {len(request.lines) - MOST_ITEMS}건은 붙임 파일의 '수정요청' 시트에 있습니다.")
    return lines


def _where(line: RequestLine) -> str:
    where = " ".join(part for part in (f"'{line.sheet}' 시트" if line.sheet else "", cells_text(line.cells)) if part)
    return where or "파일 전체"


def _owed(result: RunResult, letter: Letter) -> list[str]:
    if not letter.owed:
        return []
    lines = [f"아직 받지 못한 자료 {len(letter.owed)}건"]
    shown = letter.owed[:MOST_OWED]
    lines += [f"  - {slot_text(result, entry)} (마감 {korean_date(entry.due, weekday=True)})" for entry in shown]
    if len(letter.owed) > MOST_OWED:
        lines.append(f"  - 그 밖에 {len(letter.owed) - MOST_OWED}건")
    return lines


def _how_to(result: RunResult, letter: Letter) -> list[str]:
    if not letter.is_placed:
        return []
    lines = ["보내시는 방법"]
    if letter.requests:
        asks_reasons = any(request.warnings for request in letter.requests)
        lines += [*FINDING_CELLS, *(GIVING_REASONS if asks_reasons else ()), *SENDING_BACK]
    if letter.owed:
        activity = any(entry.slot.month is not None for entry in letter.owed)
        lines.append("  - 아직 내지 않은 자료는 보내 드린 서식에 적어 보내 주세요.")
        lines += ["  - 활동이 없었던 달도 '해당월 실적'에서 '실적 없음'을 골라 내 주세요."] if activity else []
    if letter.region is None:
        lines = [lines[0], "  - 고친 파일을 취합 폴더에 넣고 프로그램을 다시 실행해 주세요."]
    return lines


def attachment_lines(names: Sequence[str]) -> list[str]:
    """The closing lines of an official letter; "" without attachments."""
    if not names:
        return []
    if len(names) == 1:
        return ["", f"붙임  {names[0]} 1부.  끝."]
    listed = [f"      {number}. {name} 1부." for number, name in enumerate(names, 1)]
    return ["", f"붙임  {listed[0].lstrip()}", *listed[1:-1], f"{listed[-1]}  끝."]


# -- to the head of the department ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reported:
    """What a report is about: the office, or (``region``) one of its regions."""

    result: RunResult
    region: int | None

    @property
    def title(self) -> str:
        config = self.result.config
        whose = "" if self.region is None else f"{config.regions[self.region].name} "
        return f"{config.year}년 {whose}{config.programme_name} 성과보고"

    @property
    def due(self) -> list[ExpectedReturn]:
        return [e for e in self.result.board if e.is_due and self.region in (None, e.slot.region)]

    @property
    def findings(self) -> list[Finding]:
        return [item for item in self.result.findings if self.region in (None, item.region)]

    @property
    def status(self) -> str:
        return "확정" if self.result.is_final_of(self.region) else "잠정"


def report_subject(result: RunResult, region: int | None = None) -> str:
    """ "[복지정책과] 2021년 … 성과보고 (잠정, 2021. 7. 31. 기준)"; of one region's report its own status."""
    one = _Reported(result, region)
    return f"[{result.config.settings.office.department}] {one.title} ({one.status}, {korean_date(result.as_of)} 기준)"


def report_text(result: RunResult, attached: Sequence[str], region: int | None = None) -> str:
    """Status, key figures and what is missing, on one screen; of one region where the report is that region's."""
    office, one = result.config.settings.office, _Reported(result, region)
    title = one.title
    bring = "붙임과 같이 보고드립니다." if attached else "아래와 같이 보고드립니다."
    lines = [f"{office.head}님께", "", f"{attach(title, '을/를')} {bring}", "", "1. 상태", *_status(one)]
    figures = _figures(one)
    if figures:
        lines += ["", "2. 주요 실적", *figures]
    missing = _missing(one)
    if missing:
        lines += ["", f"{3 if figures else 2}. 아직 없거나 고칠 자료", *missing]
    return "\n".join([*lines, "", f"{office.department} 드림", *attachment_lines(attached)]) + "\n"


def _status(one: _Reported) -> list[str]:
    came = sum(1 for entry in one.due if entry.files)
    owed = sum(1 for entry in one.due if entry.state is SlotState.MISSING)
    errors = sum(1 for item in one.findings if item.is_error)
    lines = [f"  - {one.status} (자료 기준일 {korean_date(one.result.as_of)})"]
    lines.append(f"  - 제출 {came}/{len(one.due)}건, 미제출 {owed}건, 고칠 곳 {errors}건")
    doubts = [item for item in one.findings if item.is_doubt]
    empty = sum(1 for item in doubts if item.gaps)
    if empty:
        lines.append(f"  - 확인할 곳 {len(doubts)}건({empty}건은 적힌 수가 없음)은 권역에 확인을 부탁함")
    elif doubts:
        lines.append(f"  - 확인할 곳 {len(doubts)}건은 숫자에 넣은 채 권역에 확인을 부탁함")
    return lines


def _figures(one: _Reported) -> list[str]:
    """The office's totals, or the region's; by round only what may not be added over rounds. Several units of one
    thing share a line.
    """
    result, order = one.result, _measure_order(one.result)
    totals = [figure for figure in result.figures if _is_total(figure, one.region)]
    whole = {figure.measure for figure in totals if figure.round is None}
    shown = [figure for figure in totals if figure.round is None or figure.measure not in whole]
    values: dict[str, list[str]] = {}
    for figure in sorted(shown, key=lambda figure: order[figure.measure]):
        when = f" ({figure.round}회차)" if figure.round is not None else ""
        name = f"{result.forms.measures[figure.measure].name}{when}"
        values.setdefault(name, []).append(f"{count_text(figure.value or 0, figure.unit)}{marks_of(figure)}")
    lines = [f"  - {name}: {', '.join(texts)}" for name, texts in values.items()][:MOST_FIGURES]
    if any(PARTIAL_MARK in line for line in lines):
        lines.append(f"  ※ {PARTIAL_MARK} 표는 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임")
    if any(DOUBT_MARK in line for line in lines):
        doubts = dict.fromkeys(doubt.words for figure in shown for doubt in figure.doubts)
        lines.append(f"  ※ {DOUBT_MARK} 표는 확인 중인 수를 넣은 합계임: {', '.join(doubts)}")
    return lines


def _measure_order(result: RunResult) -> dict[str, int]:
    """What the regions did before what they planned, and the head office's own numbers last."""
    periods = ("round", "month", "year")
    forms = sorted(result.forms, key=lambda form: (form.sender != "region", periods.index(form.period)))
    return {measure: place for place, form in enumerate(forms) for measure in form.measures}


def _is_total(figure: Figure, region: int | None) -> bool:
    narrower = (figure.dong, figure.month, figure.project, figure.activity, figure.item)
    return figure.value is not None and figure.region == region and all(value is None for value in narrower)


def _missing(one: _Reported) -> list[str]:
    """By sender: what is owed and what has to be mended."""
    lines, result = [], one.result
    for region in (*result.config.regions, None):
        own = [entry for entry in one.due if entry.slot.region == region]
        owner = result.config.regions[region].name if region is not None else result.config.settings.office.department
        for state, word in ((SlotState.MISSING, "미제출"), (SlotState.TO_MEND, "보완 중")):
            named = [_named(result, entry) for entry in own if entry.state is state]
            if named:
                lines.append(f"  - {owner} {word} {len(named)}건: {', '.join(grouped(named))}")
    return lines
