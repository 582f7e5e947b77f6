"""How the last run's requests turned out: corrected, still open, new, or unknown.

Comes in: the findings of an earlier results.json and today's run. Goes out: one item per request. It matches the same
request across versions of a return, even where rows have moved; it opens no file and has no words but those of the
states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.model.result import RunResult
from pipeline.model.returns import ReturnState
from pipeline.rules.catalogue import asks_region

OF_A_COLUMN = ("ROW-005",)  # rules that compare nothing while a cell of the column cannot be counted
# Rule -> the tables whose amounts it adds up; it compares nothing while one of their rows cannot be counted.
OF_A_TABLE = {
    "SET-003": ("spending",),
    "SET-004": ("spending",),
    "BUD-001": ("budget",),
    "BUD-003": ("spending", "budget"),
}


class FollowUpState(StrEnum):
    """How a request turned out; the words are printed as they are."""

    FIXED = "고쳐짐"
    OPEN = "아직"
    NEW = "새로 생김"
    ANSWERED = "답을 받음"
    ALLOWED = "예외로 둠"
    UNCHECKED = "확인 못 함"


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    """One request. ``place`` is where it is now, or where it was; ``cell_before`` its cell in the earlier run."""

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
    """All items: the earlier requests in their order, then the new ones. Where one of the two runs was of one region,
    ``only`` is that region, and no other region's requests are among the items.
    """

    items: tuple[FollowUpItem, ...]
    only: int | None = None

    @property
    def counts(self) -> Counter[FollowUpState]:
        """How many items are in each state; 0 for a state without items."""
        return Counter(item.state for item in self.items)


class _Slot(NamedTuple):
    """The slot that a request was about, whatever its file is called now; ``file`` is set only where the slot is
    unknown.
    """

    form: str | None = None
    region: int | None = None
    month: int | None = None
    rounds: tuple[int, ...] = ()
    file: str = ""

    def parts(self) -> list[_Slot]:
        """One slot for each round, because rounds may come back in separate files or together."""
        return [self._replace(rounds=(number,)) for number in self.rounds] or [self]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request of either run in one form, so that the two runs can be compared."""

    rule: str
    severity: str
    slot: _Slot
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
        """The words of the finding without the row numbers in them, which change when a line is added."""
        return f"{self.value}|{_without_numbers(self.message) if not self.value else ''}"

    @property
    def column(self) -> str:
        return _column(self.place.cell)


_Key = Callable[[_Asked], tuple[object, ...]]
# From the surest match to the loosest: nothing moved; rows moved; the value changed and is still wrong.
_MATCHES: tuple[_Key, ...] = (
    lambda item: (item.rule, item.slot, item.place, item.value),
    lambda item: (item.rule, item.slot, item.place.sheet, item.place.cell, item.value),
    lambda item: (item.rule, item.slot, item.place.sheet, item.column, item.words),
    lambda item: (item.rule, item.slot, item.place.sheet, item.place.cell),
)


def compare_requests(
    previous_findings: Sequence[Mapping[str, object]],
    result: RunResult,
    previous_returns: Sequence[Mapping[str, object]],
    regions: tuple[int | None, int | None] = (None, None),
) -> RequestFollowUp:
    """How everything that an earlier run asked of the regions turned out, and what is asked for the first time.
    ``previous_findings`` and ``previous_returns`` are the entries of results.json. 고쳐짐 is only used where the return
    is there today and was read: a request about a return that is now missing or refused is 확인 못 함, one that has
    been allowed since is 예외로 둠, and a doubt for which the region gave a reason is 답을 받음. Requests that were
    already answered in the earlier run are left out.

    ``regions`` says which region the earlier run and this one were of (None: of all). What only one of them looked at
    cannot be compared and is left out.
    """
    limits = [region for region in reversed(regions) if region is not None]
    previous_findings = [entry for entry in previous_findings if all(entry.get("region") == each for each in limits)]
    findings = [item for item in result.findings if all(item.region == each for each in limits)]
    rounds = {_text(entry, "file"): entry.get("rounds") for entry in previous_returns}
    rounds_now = {source.file: source.rounds for source in result.returns}
    asked = (_earlier(entry, rounds.get(_text(entry, "file"))) for entry in previous_findings)
    before = [item for item in asked if item is not None and not item.closed]
    now = [
        _today(item, rounds_now.get(item.place.file, ())) for item in findings if asks_region(item.rule, item.severity)
    ]
    partner = _partners(before, now)
    read = _Read(result)
    items = [_followed(item, now[partner[n]] if n in partner else None, read) for n, item in enumerate(before)]
    taken = set(partner.values())
    fresh = [item for number, item in enumerate(now) if number not in taken and not item.closed]
    return RequestFollowUp((*items, *(_item(FollowUpState.NEW, item, "") for item in fresh)), next(iter(limits), None))


def _partners(before: Sequence[_Asked], now: Sequence[_Asked]) -> dict[int, int]:
    """Index in ``before`` -> index in ``now``, each used once; equal requests are matched in order."""
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
    is_mended = read.covers(item) and read.compares(item)
    return _item(FollowUpState.FIXED if is_mended else FollowUpState.UNCHECKED, item, item.place.cell)


class _Read:
    """What was read today; decides whether a request that is gone may be called corrected."""

    def __init__(self, result: RunResult) -> None:
        used = [source for source in result.returns if source.state is ReturnState.USED]
        self._files = {source.file for source in used}
        self._files |= {source.file for source in result.returns if source.superseded_by in self._files}
        left_out = [item for item in result.findings if item.effect is Effect.ROW_LEFT_OUT]
        self._unread = {(item.place.file, item.place.sheet, _column(item.place.cell)) for item in left_out}
        self._tables = {(item.place.file, item.table) for item in left_out}
        self._file_of = {
            part: s.file for s in used for part in _slot(s.form, s.region, s.month, s.rounds, s.file).parts()
        }
        self._slots = {part for s in used for part in _slot(s.form, s.region, s.month, s.rounds, s.file).parts()}

    def covers(self, item: _Asked) -> bool:
        """Whether the return that the request was about is there, in any version, and counts."""
        return item.place.file in self._files or self._slots.issuperset(item.slot.parts())

    def compares(self, item: _Asked) -> bool:
        """Whether the rule of the request could be checked today: a sum only where everything that it adds up
        counts.
        """
        files = {self._file_of.get(part, item.place.file) for part in item.slot.parts()}
        if item.rule in OF_A_COLUMN:
            return not any((file, item.place.sheet, item.column) in self._unread for file in files)
        return not any((file, table) in self._tables for table in OF_A_TABLE.get(item.rule, ()) for file in files)


def _slot(form: object, region: object, month: object, rounds: object, file: str) -> _Slot:
    """The slot; values of the wrong type in an old results.json count as missing."""
    if not isinstance(form, str):
        return _Slot(file=file)
    numbers = rounds if isinstance(rounds, list | tuple) else ()
    return _Slot(
        form,
        region if isinstance(region, int) else None,
        month if isinstance(month, int) else None,
        tuple(number for number in numbers if isinstance(number, int)),
    )


def _earlier(entry: Mapping[str, object], rounds: object) -> _Asked | None:
    """An entry of results.json; None for a note, or for something that is no finding."""
    names = ("rule", "severity", "file", "sheet", "cell", "value", "message", "advice")
    texts = {name: _text(entry, name) for name in names}
    if not texts["rule"] or not asks_region(texts["rule"], texts["severity"]):
        return None
    return _Asked(
        rule=texts["rule"],
        severity=texts["severity"],
        slot=_slot(entry.get("form"), entry.get("region"), entry.get("month"), rounds, texts["file"]),
        place=Place(texts["file"], texts["sheet"], texts["cell"]),
        value=texts["value"],
        message=texts["message"],
        advice=texts["advice"],
        allowed=bool(entry.get("exception")),
        answered=bool(entry.get("answer")) and texts["severity"] != Severity.ERROR.value,
    )


def _today(item: Finding, rounds: tuple[int, ...]) -> _Asked:
    return _Asked(
        rule=item.rule,
        severity=item.severity.value,
        slot=_slot(item.form, item.region, item.month, rounds, item.place.file),
        place=item.place,
        value=item.value,
        message=item.message,
        advice=item.advice,
        allowed=bool(item.exception),
        answered=item.is_settled,
    )


def _item(state: FollowUpState, item: _Asked, cell_before: str) -> FollowUpItem:
    return FollowUpItem(
        state=state,
        rule=item.rule,
        severity=item.severity,
        form=item.slot.form,
        region=item.slot.region,
        month=item.slot.month,
        place=item.place,
        cell_before=cell_before,
        value=item.value,
        message=item.message,
        advice=item.advice,
    )


def _column(cell: str) -> str:
    return cell.rstrip("0123456789")


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _without_numbers(text: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in text)
