"""Which version of a return counts, where several came for the same slot.

Comes in: the returns that were read. Goes out: their states, with findings, and how a version differs from the one that
it replaces. File names and time stamps never decide which version is newer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from pipeline.forms.form import Form, FormSet
from pipeline.forms.slots import Slot
from pipeline.korean import some_of
from pipeline.model.findings import Effect, Place
from pipeline.model.returns import Difference, Return, ReturnState
from pipeline.receive.board import slots_of
from pipeline.receive.differences import differences_of, only_in
from pipeline.rules.catalogue import finding
from pipeline.settings.load import YearConfig

MOST_TOLD = 5
_LOOKS = frozenset({"BOOK-013", "BOOK-060", "BOOK-061", "BOOK-062", "BOOK-063", "BOOK-069"})
_CORRECTED = re.compile(
    r"수정|최종|정정|재제출|재송부|보완|고침|변경|개정|final|revised|(?<![a-z])(?:v|ver|rev)\.? ?[2-9]", re.I
)


def choose_versions(returns: Sequence[Return], forms: FormSet) -> list[Difference]:
    """Mark every return that does not count (state, ``superseded_by``, findings) and list what changed between
    versions.

    The return with the higher stamp revision is newer, then the one with the later 작성일; a day that is blank or
    cannot be read decides nothing. Equal bytes or equal values are copies. Where neither decides which is newer, or the
    newer one lacks a round that the older one holds, none of them counts.
    """
    _ignore_copies(returns)
    differences: list[Difference] = []
    for group in _same_slot(returns, forms):
        differences += _choose(group, forms[group[0].form or ""])
    return differences


def _ignore_copies(returns: Sequence[Return]) -> None:
    first: dict[str, Return] = {}
    for result in sorted(returns, key=_copies_last):
        if result.state is not ReturnState.USED or not result.sha256:
            continue
        original = first.setdefault(result.sha256, result)
        if original is not result:
            result.state = ReturnState.IGNORED
            result.superseded_by = original.file
            result.add(finding("INT-001", Place(result.file), other=original.file))


def _copies_last(result: Return) -> tuple[int, int]:
    """Sort key. Copying lengthens a file's name (" - 복사본", " (1)"), so among equals the one with the shorter name is
    the original.
    """
    return len(PurePosixPath(result.file).name), result.number


def _same_slot(returns: Sequence[Return], forms: FormSet) -> list[list[Return]]:
    """Groups of two or more used returns that claim the same slot."""
    groups: dict[Slot, list[Return]] = {}
    for result in returns:
        if result.state is ReturnState.USED:
            for slot in slots_of(result, forms):
                groups.setdefault(slot, []).append(result)
    unique = {tuple(result.number for result in group): group for group in groups.values() if len(group) > 1}
    return list(unique.values())


def _rank(result: Return) -> tuple[int, date]:
    return (result.stamp.revision if result.stamp else 0, result.written_on or date.min)


def _choose(group: list[Return], form: Form) -> list[Difference]:
    live = [result for result in group if result.state is ReturnState.USED]
    by_age = sorted(live, key=lambda result: (_rank(result), [-part for part in _copies_last(result)]))
    ordered, differences = list(by_age), list[Difference]()
    while len(ordered) > 1:
        older, newer = ordered[-2], ordered[-1]
        changed = differences_of(older, newer, form)
        if not changed:
            older.state, older.superseded_by = ReturnState.IGNORED, newer.file
            older.add(finding("INT-002", Place(older.file), other=newer.file))
            if marked := _marked_only_in(older, newer):
                older.add(finding("INT-025", marked[0], other=newer.file, listed=_listed(marked)))
        elif only := _left_behind(older, newer):
            shared = _rounds_text(set(older.rounds) & set(newer.rounds))
            words = {"older": older.file, "newer": newer.file, "shared": shared, "only": _rounds_text(only)}
            _refuse_all(ordered, "INT-008", Place(), **words)
            return differences
        elif torn := _torn_rounds(older, newer, form):
            words = {"older": older.file, "newer": newer.file, "listed": _listed(torn)}
            _refuse_all(ordered, "INT-023", torn[0], **words)
            return differences
        elif not _is_older(older, newer):
            rivals = [result for result in ordered if result is newer or not _is_older(result, newer)]
            names = ", ".join(result.file for result in rivals[:5]) + (" 등" if len(rivals) > 5 else "")
            _refuse_all(rivals, "INT-004", changed[0].place, files=names, count=len(changed))
            for result in ordered[: -len(rivals)]:  # any rival may be the right one, but these are certainly older
                _supersede(result, newer, form)
            return differences + changed
        else:
            differences += _supersede(older, newer, form)
        ordered.remove(older)
    for number, result in enumerate((result for result in by_age if result.state is not ReturnState.IGNORED), 1):
        result.version_number = number
    return differences


def _is_older(result: Return, newer: Return) -> bool:
    """Whether ``result`` is certainly older: by the stamp, else by two days that can both be read."""
    first, second = _rank(result), _rank(newer)
    return first[0] < second[0] or (first < second and None not in (result.written_on, newer.written_on))


def _supersede(older: Return, newer: Return, form: Form) -> list[Difference]:
    changed = differences_of(older, newer, form)
    older.state, older.superseded_by = ReturnState.SUPERSEDED, newer.file
    older.add(finding("INT-003", Place(older.file), other=newer.file, count=len(changed)))
    never_counted = {(item.place.sheet, item.row) for item in older.findings if item.effect is Effect.ROW_LEFT_OUT}
    lost = [place for place in only_in(older, newer, form) if (place.sheet, _row_of(place)) not in never_counted]
    if lost:
        older.add(finding("INT-021", lost[0], other=newer.file, listed=_listed(lost)))
    if why := _may_be_the_later_one(older, newer):
        older.add(finding("INT-022", Place(older.file), other=newer.file, why=why))
    if _is_called_newer(older, newer):
        older.add(finding("INT-024", Place(older.file), other=newer.file, written=older.written_on))
    if older.written_on and newer.written_on and older.written_on > newer.written_on:  # the stamp says otherwise
        place = newer.header["date"].place if "date" in newer.header else Place(newer.file)
        words = {"written": older.written_on, "other": older.file}
        newer.add(finding("INT-010", place, value=newer.written_on, **words))
    return changed


def _row_of(place: Place) -> int:
    return int(place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)


def _marked_only_in(older: Return, newer: Return) -> list[Place]:
    """Where cells of ``older`` are struck out, raised or hidden and those of ``newer`` are not. The values are the
    same, but one file may have been marked since.
    """
    places = {
        (item.rule, item.place.sheet, item.place.cell): item.place for item in older.findings if item.rule in _LOOKS
    }
    others = {(item.rule, item.place.sheet, item.place.cell) for item in newer.findings}
    return [place for key, place in places.items() if key not in others]


def _may_be_the_later_one(older: Return, newer: Return) -> str:
    """Why ``older`` may in fact be later than the return copy ``newer``; "" where it is not, or where ``newer`` was
    made from ``older``.
    """
    sent_back = newer.stamp.returned_sha256 if newer.stamp else ""
    if older.sha256 == sent_back or _rank(older)[0] == _rank(newer)[0]:
        return ""
    if None in (older.written_on, newer.written_on):
        return "작성일을 알 수 없어"
    return "작성일이 같아" if older.written_on == newer.written_on else ""


def _is_called_newer(older: Return, newer: Return) -> bool:
    """Whether only the file with the earlier day is named as a correction: its day may never have been updated."""
    old, new = (bool(_CORRECTED.search(PurePosixPath(result.file).stem)) for result in (older, newer))
    return old and not new and _rank(older)[0] == _rank(newer)[0]


def _left_behind(older: Return, newer: Return) -> set[int]:
    """The rounds that would be lost if ``newer`` took the place of ``older``; none where neither is newer and ``newer``
    has no other rounds, for then the question is which of the two counts, not what they hold.
    """
    lost = set(older.rounds) - set(newer.rounds)
    return lost if _rank(older) != _rank(newer) or set(newer.rounds) - set(older.rounds) else set()


def _torn_rounds(older: Return, newer: Return, form: Form) -> list[Place]:
    """Rows of ``older`` that are lost if ``newer`` replaces it although ``newer`` holds other rounds as well: its round
    numbers may come from dragging a cell down (1, 2, 3 for a single round).
    """
    return only_in(older, newer, form) if set(newer.rounds) - set(older.rounds) else []


def _listed(places: Sequence[Place]) -> str:
    return some_of([f"{place.sheet} {place.cell}" for place in places], MOST_TOLD, "곳")


def _rounds_text(rounds: Iterable[int]) -> str:
    return ", ".join(f"{number}회차" for number in sorted(rounds))


def _refuse_all(group: Sequence[Return], rule: str, where: Place, **words: object) -> None:
    """Refuse every return of the group, with a finding in each at the sheet and cell of ``where``."""
    for result in group:
        result.state = ReturnState.REFUSED
        result.add(finding(rule, replace(where, file=result.file), **words))


def ignore_after(returns: Sequence[Return], forms: FormSet, config: YearConfig, as_of: date) -> None:
    """Ignore returns that belong to the time after ``as_of``: later months and rounds, and plans, settlements or months
    not yet over that were written later.
    """
    for result in returns:
        if result.state is not ReturnState.USED or result.form is None:
            continue
        form = forms[result.form]
        if form.period == "month" and result.month is not None:
            first = date(config.year, result.month, 1)
            is_over = first.replace(day=monthrange(first.year, first.month)[1]) <= as_of
            late = first > as_of or (not is_over and _is_written_after(result, as_of))
        elif form.period == "round":
            ends = {r.number: r.end for r in config.plan.forms[form.id].rounds} if config.expected(form.id) else {}
            late = bool(result.rounds) and all(ends.get(number, date.min) > as_of for number in result.rounds)
        else:
            late = form.sender == "region" and _is_written_after(result, as_of)
        if late:
            result.state = ReturnState.IGNORED
            result.add(finding("INT-005", Place(result.file), as_of=as_of))


def _is_written_after(result: Return, as_of: date) -> bool:
    return result.written_on is not None and result.written_on > as_of
