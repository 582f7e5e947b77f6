"""What became of the last run's requests: mended, still open, new, or not to be told.

Comes in: the findings of an earlier results.json and today's run. Goes out: one item per request. It matches the same
request across versions of a return, also where rows have moved; it opens no file and words nothing but the states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.findings import Finding, Place, Severity
from pipeline.model import Return, ReturnState
from pipeline.result import RunResult
from pipeline.rules.catalogue import asks_region


class FollowUpState(StrEnum):
    """What became of a request; the words are printed as they are."""

    FIXED = "고쳐짐"
    OPEN = "아직"
    NEW = "새로 생김"
    ANSWERED = "답을 받음"
    ALLOWED = "예외로 둠"
    UNCHECKED = "확인 못 함"


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    """One request. ``place`` is where it stands now, or where it stood; ``cell_before`` its cell in the earlier run."""

    state: FollowUpState
    rule: str
    severity: str
    form: str | None
    region: int | None
    month: int | None
    place: Place
    cell_before: str
    value: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class RequestFollowUp:
    """All items: the earlier requests in their order, then what is new."""

    items: tuple[FollowUpItem, ...]

    @property
    def counts(self) -> Counter[FollowUpState]:
        """How many items are in each state; 0 for a state that none is in."""
        return Counter(item.state for item in self.items)

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """(state, region, form, month, sheet, cell, message) of every item, as the 검증결과 workbook lists them."""
        return [
            (item.state.value, item.region, item.form, item.month, item.place.sheet, item.place.cell, item.message)
            for item in self.items
        ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request of either run in the same words, so that the two can be compared."""

    rule: str
    severity: str
    slot: tuple[object, ...]
    place: Place
    value: str
    message: str
    advice: str
    allowed: bool
    answered: bool

    @property
    def closed(self) -> bool:
        """Whether nobody has to do anything about it."""
        return self.allowed or self.answered

    @property
    def words(self) -> str:
        """What the sentence is about, without the rows that it names: they move when a line is added."""
        return f"{self.value}|{_without_numbers(self.message) if not self.value else ''}"

    @property
    def column(self) -> str:
        return self.place.cell.rstrip("0123456789")


_Key = Callable[[_Asked], tuple[object, ...]]
# From the surest match to the loosest: nothing moved; rows moved; the value changed and is still wrong.
_MATCHES: tuple[_Key, ...] = (
    lambda item: (item.rule, item.slot, item.place, item.value),
    lambda item: (item.rule, item.slot, item.place.sheet, item.place.cell, item.value),
    lambda item: (item.rule, item.slot, item.place.sheet, item.column, item.words),
    lambda item: (item.rule, item.slot, item.place.sheet, item.place.cell),
)


def compare_requests(previous_findings: Sequence[Mapping[str, object]], result: RunResult) -> RequestFollowUp:
    """What became of everything that an earlier run asked of the regions, and what is asked for the first time.

    ``previous_findings`` are the entries of results.json. 고쳐짐 is only said where the return is there today and was
    read: a request about a return that is missing or refused now is 확인 못 함, one that was allowed since 예외로 둠, a
    doubt whose reason the region has written 답을 받음. What was answered before the earlier run is not told again.
    """
    before = [item for entry in previous_findings if (item := _earlier(entry)) is not None and not item.closed]
    now = [_today(item) for item in result.findings if asks_region(item.rule, item.severity)]
    partner = _partners(before, now)
    read = _Read(result)
    items = [_followed(item, now[partner[n]] if n in partner else None, read) for n, item in enumerate(before)]
    taken = set(partner.values())
    fresh = [item for number, item in enumerate(now) if number not in taken and not item.closed]
    return RequestFollowUp((*items, *(_item(FollowUpState.NEW, item, "") for item in fresh)))


def _partners(before: Sequence[_Asked], now: Sequence[_Asked]) -> dict[int, int]:
    """Place in ``before`` -> place in ``now``, each used once; among equals the first goes with the first."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for key in _MATCHES:
        free: dict[tuple[object, ...], list[int]] = {}
        for number, item in enumerate(now):
            if number not in taken:
                free.setdefault(key(item), []).append(number)
        for number, item in enumerate(before):
            if number not in partner and (candidates := free.get(key(item))):
                partner[number] = candidates.pop(0)
                taken.add(partner[number])
    return partner


def _followed(item: _Asked, today: _Asked | None, read: _Read) -> FollowUpItem:
    if today is not None:
        answered = FollowUpState.ANSWERED if today.answered else FollowUpState.OPEN
        state = FollowUpState.ALLOWED if today.allowed else answered
        return _item(state, today, item.place.cell)
    return _item(FollowUpState.FIXED if read.covers(item) else FollowUpState.UNCHECKED, item, item.place.cell)


class _Read:
    """What was read today, so that a request which is gone may be called mended."""

    def __init__(self, result: RunResult) -> None:
        used = [source for source in result.returns if source.state is ReturnState.USED]
        self._files = {source.file for source in used}
        self._files |= {source.file for source in result.returns if source.superseded_by in self._files}
        self._slots = {
            _slot(source.form, source.region, source.month, source.file)
            for source in used
            if source.form is not None and (result.forms[source.form].period != "round" or _came_back(source))
        }

    def covers(self, item: _Asked) -> bool:
        """Whether the return that the request was about is there, in whatever version, and counts.

        Rounds of one region share a slot here, as findings do not say their round: there the file has to be the same
        one, or its successor, or one that came back from us.
        """
        return item.place.file in self._files or item.slot in self._slots


def _came_back(source: Return) -> bool:
    return source.stamp is not None and source.stamp.revision > 0


def _slot(form: object, region: object, month: object, file: str) -> tuple[object, ...]:
    return (form, region, month) if form is not None else (file,)


def _earlier(entry: Mapping[str, object]) -> _Asked | None:
    """An entry of results.json; None for a note, or for what is no finding at all."""
    names = ("rule", "severity", "file", "sheet", "cell", "value", "message", "advice")
    texts = {name: _text(entry, name) for name in names}
    if not texts["rule"] or not asks_region(texts["rule"], texts["severity"]):
        return None
    return _Asked(
        rule=texts["rule"],
        severity=texts["severity"],
        slot=_slot(entry.get("form"), entry.get("region"), entry.get("month"), texts["file"]),
        place=Place(texts["file"], texts["sheet"], texts["cell"]),
        value=texts["value"],
        message=texts["message"],
        advice=texts["advice"],
        allowed=bool(entry.get("exception")),
        answered=bool(entry.get("answer")) and texts["severity"] != Severity.ERROR.value,
    )


def _today(item: Finding) -> _Asked:
    return _Asked(
        rule=item.rule,
        severity=item.severity.value,
        slot=_slot(item.form, item.region, item.month, item.place.file),
        place=item.place,
        value=item.value,
        message=item.message,
        advice=item.advice,
        allowed=bool(item.exception),
        answered=item.is_settled,
    )


def _item(state: FollowUpState, item: _Asked, cell_before: str) -> FollowUpItem:
    form, region, month = item.slot if len(item.slot) == 3 else (None, None, None)
    return FollowUpItem(
        state=state,
        rule=item.rule,
        severity=item.severity,
        form=form if isinstance(form, str) else None,
        region=region if isinstance(region, int) else None,
        month=month if isinstance(month, int) else None,
        place=item.place,
        cell_before=cell_before,
        value=item.value,
        message=item.message,
        advice=item.advice,
    )


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _without_numbers(text: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in text)
