"""What the letters to the regions say: what came, what to correct, what is owed, by when to answer and whom to ask.

Comes in: the run and its requests. Goes out: subjects and plain text, ready to be sent or pasted. Courteous, specific;
no value that was masked is shown, and nothing here is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.forms.form import FormSet
from pipeline.forms.stamp import ANSWER_HEAD
from pipeline.korean import attach, korean_date
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn, Return, ReturnState
from pipeline.reply.marked import ERROR_CELLS, WARNING_CELLS, Request, RequestLine, cells_text, period_of
from pipeline.settings.load import YearConfig

MOST_ITEMS = 5  # per file; the rest is in the attached workbook
MOST_OWED = 15
TO_THE_CELLS = "  - 붙임 파일의 첫 시트 '수정요청'에서 셀을 누르면 고칠 칸으로 갑니다."
REASON_IN_SHEET = (
    f"  - 확인할 칸이 맞는 값이면 '수정요청' 시트의 '{ANSWER_HEAD}'에 까닭을 한 줄 적어 주세요. 다시 여쭙지 않습니다."
)
REASON_IN_ANSWER = "  - 확인할 곳이 맞는 값이면 까닭을 답장에 한 줄 적어 주세요."
SENDING_BACK = "  - 다 고치시면 '작성일'을 고친 날로 바꾸고, 파일을 그대로 저장해 이 메일에 답장으로 보내 주세요."
MENDING_THE_OWN = "  - '목록' 파일에는 고칠 곳만 적혀 있습니다. 가지고 계신 원본을 고쳐 답장으로 보내 주세요."
UNKNOWN_SENDER = "보낸 곳을 알 수 없는 파일"


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything to be said to one receiver. ``region`` is None for the head office and for unknown senders."""

    region: int | None
    is_placed: bool
    requests: tuple[Request, ...]
    owed: tuple[ExpectedReturn, ...]


def letters_of(result: RunResult, requests: Sequence[Request]) -> list[Letter]:
    """A letter for each region that has something to correct or owes something, then for the head office, then for
    unknown senders.
    """
    owed = result.owed
    letters = []
    for region in (*result.config.regions, None):
        own = tuple(request for request in requests if request.is_placed and request.region == region)
        letters.append(Letter(region, True, own, tuple(entry for entry in owed if entry.slot.region == region)))
    letters.append(Letter(None, False, tuple(request for request in requests if not request.is_placed), ()))
    return [letter for letter in letters if letter.requests or letter.owed]


def letter_subject(config: YearConfig, forms: FormSet, letter: Letter) -> str:
    """ "[복지정책과] 3권역 자료 보완 요청 (월별실적 4월 등 2건)"."""
    named = [request.subject for request in letter.requests] + [slot_text(forms, entry) for entry in letter.owed]
    shown = named[0] + (f" 등 {len(named)}건" if len(named) > 1 else "")
    demand = "자료 보완 요청" if letter.requests else "자료 제출 요청"
    if not letter.is_placed:
        shown, demand = f"{len(letter.requests)}건", f"{UNKNOWN_SENDER} 확인"
    department = config.settings.office.department
    owner = f"{config.regions[letter.region].name} " if letter.region is not None else ""
    return f"[{department}] {owner}{demand} ({shown})"


def slot_text(forms: FormSet, entry: ExpectedReturn) -> str:
    """ "월별실적 4월", "전화모니터링 2회차"."""
    parts = [forms[entry.slot.form].name]
    if entry.slot.month is not None:
        parts.append(f"{entry.slot.month}월")
    if entry.slot.round is not None:
        parts.append(f"{entry.slot.round}회차")
    return " ".join(parts)


def named_entry(forms: FormSet, entry: ExpectedReturn) -> tuple[str, int | None, str]:
    """(form, month, period in words) of what is expected, as ``grouped`` takes it."""
    words = f"{entry.slot.round}회차" if entry.slot.round is not None else ""
    return forms[entry.slot.form].name, entry.slot.month, words


def letter_text(result: RunResult, letter: Letter, attached: Sequence[str]) -> list[str]:
    """The letter's lines; ``attached`` names the workbooks that go with it."""
    sections = (
        _received(result.forms, result.returns, letter),
        _to_mend(letter, attached),
        _owed(result.forms, letter),
        _how_to(result, letter, attached),
    )
    numbered = [section for section in sections if section]
    lines = _greeting(result, letter)
    for number, (title, *body) in enumerate(numbered, 1):
        lines += ["", f"{number}. {title}", *body]
    lines += ["", "바쁘신 가운데 살펴 주셔서 고맙습니다.", signature(result.config)]
    return [*lines, *attachment_lines(attached)]


def signature(config: YearConfig) -> str:
    """ "복지정책과 담당 주무관 드림", as far as the settings name the officer."""
    return f"{officer_of(config)} 드림"


def officer_of(config: YearConfig) -> str:
    """The department, and its officer where the settings name one."""
    office = config.settings.office
    return " ".join(word for word in (office.department, office.officer) if word)


def _greeting(result: RunResult, letter: Letter) -> list[str]:
    office = result.config.settings.office
    if letter.region is None:
        lines = [f"{office.department} 담당자님께", ""]
    else:
        region = result.config.regions[letter.region]
        lines = [
            f"{region.lead or region.name} 담당자님, 안녕하십니까.",
            f"{officer_of(result.config)}입니다.",
            "",
        ]
    subject = f"{result.config.year}년 {result.config.programme_name} 자료"
    when = f"{korean_date(result.as_of)} 기준으로 {attach(subject, '을/를')} 살펴보았습니다."
    if not letter.is_placed:
        return [
            *lines,
            when,
            f"아래 파일은 어느 {result.config.unit.word}에서 온 것인지 알 수 없었습니다. "
            "온 곳을 찾아 전해 주시기 바랍니다.",
        ]
    asked = (
        "아래와 같이 보완해 주시기를 부탁드립니다." if letter.requests else "아래 자료를 보내 주시기를 부탁드립니다."
    )
    thanked = f"보내 주신 자료 고맙게 받았습니다. {asked}" if _sent(result.returns, letter) else asked
    return [*lines, when, thanked, *_answering(result.config, letter)]


def _answering(config: YearConfig, letter: Letter) -> list[str]:
    """By when to answer and whom to ask. No date is calculated, because nobody knows yet on which day the letter will
    be sent.
    """
    if letter.region is None:
        return []
    office = config.settings.office
    lines = ["", f"  회신 기한: 이 메일을 받으신 날부터 근무일로 {office.reply_days}일 안"]
    phone = f" (전화 {office.officer_phone})" if office.officer_phone else ""
    return lines + ([f"  문의: {officer_of(config)}{phone}"] if office.officer or phone else [])


def _sent(returns: Sequence[Return], letter: Letter) -> list[Return]:
    """The region's returns that count and need no correction."""
    asked = {request.source.file for request in letter.requests}
    used = [source for source in returns if source.state is ReturnState.USED and source.file not in asked]
    return [source for source in used if source.form is not None and source.region == letter.region]


def _received(forms: FormSet, returns: Sequence[Return], letter: Letter) -> list[str]:
    sent = _sent(returns, letter) if letter.is_placed else []
    if not sent:
        return []
    named = [
        (forms[source.form or ""].name, None if source.annual else source.month, period_of(source)) for source in sent
    ]
    return [f"잘 받은 자료 {len(sent)}건", f"  - {', '.join(grouped(named))}", "  - 고치실 것이 없습니다."]


def grouped(named: Iterable[tuple[str, int | None, str]]) -> list[str]:
    """(form, month, period in words) of many returns in few words: "월별실적 1~2월·7~11월", "전화모니터링 1회차"."""
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


def _to_mend(letter: Letter, attached: Sequence[str]) -> list[str]:
    if not letter.requests:
        return []
    section = [f"고치거나 확인해 주실 자료 {len(letter.requests)}건"]
    for place, request in zip("가나다라마바사아자차카타파하", letter.requests, strict=False):
        section += _request_lines(place, request, attached)
    if len(letter.requests) > 14:
        section.append(f"  그 밖의 {len(letter.requests) - 14}건은 붙임 파일에 있습니다.")
    return section


def _request_lines(place: str, request: Request, attached: Sequence[str]) -> list[str]:
    counts = [f"꼭 고칠 곳 {len(request.errors)}건"] if request.errors else []
    counts += [f"확인할 곳 {len(request.warnings)}건"] if request.warnings else []
    lines = [f"  {place}. {request.subject} - {', '.join(counts)}", f"     받은 파일: {request.shown_file}"]
    lines += [f"     붙임 파일: {name}" for name in (request.file_name, request.list_name) if name in attached]
    for line in request.lines[:MOST_ITEMS]:
        lines += [f"     - {_where(line)}: {line.message}", f"       → {line.advice}"]
    if len(request.lines) > MOST_ITEMS:
        lines.append(f"     - 그 밖의 {len(request.lines) - MOST_ITEMS}건은 붙임 파일의 '수정요청' 시트에 있습니다.")
    return lines


def _where(line: RequestLine) -> str:
    where = " ".join(part for part in (f"'{line.sheet}' 시트" if line.sheet else "", cells_text(line.cells)) if part)
    return where or "파일 전체"


def _owed(forms: FormSet, letter: Letter) -> list[str]:
    if not letter.owed:
        return []
    lines = [f"아직 받지 못한 자료 {len(letter.owed)}건"]
    shown = letter.owed[:MOST_OWED]
    lines += [f"  - {slot_text(forms, entry)} (마감 {korean_date(entry.due, weekday=True)})" for entry in shown]
    if len(letter.owed) > MOST_OWED:
        lines.append(f"  - 그 밖에 {len(letter.owed) - MOST_OWED}건")
    return lines


def _how_to(result: RunResult, letter: Letter, attached: Sequence[str]) -> list[str]:
    if not letter.is_placed:
        return []
    if letter.region is None:
        return ["보내시는 방법", "  - 고친 파일을 취합 폴더에 넣고 프로그램을 다시 실행해 주세요."]
    lines = ["보내시는 방법", *_mending(letter, attached)]
    if letter.owed:
        lines.append("  - 아직 내지 않은 자료는 붙임의 빈 서식에 적어 보내 주세요.")
        activity = any(entry.slot.month is not None for entry in letter.owed)
        lines += ["  - 활동이 없었던 달도 '해당월 실적'에서 '실적 없음'을 골라 내 주세요."] if activity else []
    return lines


def _mending(letter: Letter, attached: Sequence[str]) -> list[str]:
    """How to work with the copies. A mark is explained only where a copy has cells with it."""
    marked = [request for request in letter.requests if request.file_name in attached]
    listed = [request for request in letter.requests if request.list_name in attached]
    lines = [TO_THE_CELLS] if marked else []
    lines += [f"  - {ERROR_CELLS}"] if any(request.errors for request in marked) else []
    lines += [f"  - {WARNING_CELLS}"] if any(request.warnings for request in marked) else []
    lines += [REASON_IN_SHEET] if any(request.warnings for request in marked) else []
    lines += [REASON_IN_ANSWER] if any(request.warnings for request in listed) else []
    lines += [SENDING_BACK] if marked else []
    return lines + ([MENDING_THE_OWN] if listed else [])


def attachment_lines(names: Sequence[str]) -> list[str]:
    """The closing lines of an official letter; "" without attachments."""
    if not names:
        return []
    if len(names) == 1:
        return ["", f"붙임  {names[0]} 1부.  끝."]
    listed = [f"      {number}. {name} 1부." for number, name in enumerate(names, 1)]
    return ["", f"붙임  {listed[0].lstrip()}", *listed[1:-1], f"{listed[-1]}  끝."]
