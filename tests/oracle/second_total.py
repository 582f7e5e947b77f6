"""A second total of returns, as a careful clerk makes it: openpyxl and plain additions, nothing of the program.

Comes in: returned workbooks and the office's budget. Goes out: every figure that results.json must have, by its key. It
knows labels as people see them in the sheets and which numbers may be added, and nothing of how the program works.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

# measure, region, dong, month, round, project, activity, item
Key = tuple[str, int | None, str | None, int | None, int | None, str | None, str | None, str | None]
DIMENSIONS = ("region", "dong", "month", "round", "project", "activity", "item")


class Number(NamedTuple):
    """One number of a row, with everything that the row says about it."""

    measure: str
    value: int
    region: int | None
    dong: str | None = None
    month: int | None = None
    round: int | None = None
    project: str | None = None
    activity: str | None = None
    item: str | None = None


# How each measure is told: the groupings, and whether each is also told for the whole office (by, by region, in all).
BOTH, REGIONS, OFFICE = (True, True), (True, False), (False, True)
Ways = list[tuple[tuple[str, ...], tuple[bool, bool]]]
TOLD: dict[str, Ways] = {
    "people": [(("round",), BOTH), (("round", "dong"), REGIONS)],
    "supported_people": [(("round",), BOTH), (("round", "item"), REGIONS)],
    "consultations": [((), BOTH), (("round",), BOTH), (("round", "dong"), REGIONS)],
    "attendance": [((), BOTH), (("item",), BOTH), (("month",), BOTH)],
    "newsletter_items": [((), BOTH), (("month",), BOTH), (("item",), BOTH)],
    "head_office_activities": [((), OFFICE), (("item",), OFFICE)],
    "event_attendance": [((), OFFICE), (("item",), OFFICE)],
    "projects_planned": [((), BOTH)],
}
BY_MONTH: Ways = [((), BOTH), (("month",), BOTH)]
BY_ITEM: Ways = [((), BOTH), (("item",), BOTH)]
BY_ACTIVITY: Ways = [(("project", "activity"), REGIONS)]
MEASURES_TOLD = [
    (("regional_meetings", "plenary_meetings", "meetings_planned"), BY_MONTH),
    (("project_cases", "project_people", "project_times"), BY_MONTH + BY_ACTIVITY),
    (("households_found", "supports", "cases_shared"), [*BY_MONTH, (("dong",), REGIONS)]),
    (("planned_cases", "planned_people", "planned_times"), [((), BOTH), *BY_ACTIVITY]),
    (("planned_won", "budget_won", "granted_won", "spent_won", "remaining_won", "returned_won"), BY_ITEM),
    (("network_staff", "organisations", "stage_steps_planned"), BY_ITEM),
]
TOLD |= {measure: ways for measures, ways in MEASURES_TOLD for measure in measures}
# Attendance: three columns of the meetings, one for each kind of people.
CAME = {"찾동수퍼바이저": "찾동 수퍼바이저", "대표기관실무자": "대표기관 실무자", "기타": "기타"}


class Book:
    """One workbook: its header block, and rows under any row of labels."""

    def __init__(self, path: Path) -> None:
        book = load_workbook(path, data_only=True)
        self.sheets: list[Worksheet] = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]

    def beside(self, label: str) -> object:
        """The value to the right of a label, anywhere in the sheet; None without such a label."""
        for sheet in self.sheets:
            for row in sheet.iter_rows():
                for cell, right in pairwise(row):
                    if plain(cell.value) == label and right.value is not None:
                        return right.value
        return None

    def rows(self, *labels: str) -> Iterator[dict[str, object]]:
        """The filled rows below the row that has all these labels, by label; up to a total or the sheet's end."""
        for sheet in self.sheets:
            heads: dict[int, str] = {}
            for row in sheet.iter_rows():
                said = {cell.column: plain(cell.value) for cell in row if cell.value is not None}
                if not heads:
                    heads = said if set(labels) <= set(said.values()) else {}
                    continue
                if "합계" in said.values():
                    break
                values = {heads[cell.column]: cell.value for cell in row if cell.column in heads}
                if any(value not in (None, "") for value in values.values()):
                    yield values


def plain(value: object) -> str:
    """A label without its star, its unit in brackets and its spaces."""
    return re.sub(r"\(.{1,3}\)|[\s*]", "", str(value))


def number(value: object) -> int | None:
    """A whole number as people write it; None for an empty cell. Raises ValueError for other texts."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value):
        return int(value)
    return int(re.sub(r"[,\s]|건$|명$|회$|가구$|원$", "", str(value)))


def text(value: object) -> str | None:
    """A name without the spaces around it; None for an empty cell."""
    return str(value).strip() or None if value is not None else None


def month_of(value: object) -> int:
    """The month of a day."""
    if not isinstance(value, (date, datetime)):
        raise ValueError(f"not a day: {value!r}")
    return value.month


def numbers_of(path: Path) -> Iterator[Number]:
    """Every number of one return."""
    book = Book(path)
    said = text(book.beside("권역"))
    region = int(re.sub(r"\D", "", said)) if said and re.fullmatch(r"\d+권역", said) else None
    if month := number(book.beside("해당월")):
        yield from _month(book, region, month)
    elif region is None:
        yield from _office(book)
    else:
        yield from (*_plans(book, region), *_calls(book, region), *_money(book, region))


def _month(book: Book, region: int | None, month: int) -> Iterator[Number]:
    for row in book.rows("회의구분", "회의일"):
        kind = "regional_meetings" if row["회의구분"] == "권역회의" else "plenary_meetings"
        yield Number(kind, 1, region, month=month)
        for label, who in CAME.items():
            yield from _if_told("attendance", row[label], region, month=month, item=who)
    for row in book.rows("사업명", "세부사업명", "실적건수"):
        at = {"month": month, "project": text(row["사업명"]), "activity": text(row["세부사업명"])}
        for label, measure in {"실적건수": "cases", "실적인원": "people", "실적횟수": "times"}.items():
            yield from _if_told(f"project_{measure}", row[label], region, **at)
    for row in book.rows("동", "발굴"):
        at = {"month": month, "dong": text(row["동"])}
        for label, measure in {"발굴": "households_found", "지원": "supports", "사례공유": "cases_shared"}.items():
            yield from _if_told(measure, row[label], region, **at)
    for row in book.rows("기관명", "구분", "제목"):
        yield Number("newsletter_items", 1, region, month=month, item=text(row["구분"]))


def _plans(book: Book, region: int) -> Iterator[Number]:
    for row in book.rows("구분", "기관명", "담당자수"):
        yield Number("organisations", 1, region, item=text(row["구분"]))
        yield from _if_told("network_staff", row["담당자수"], region, item=text(row["구분"]))
    for row in book.rows("단계", "추진내용"):
        yield Number("stage_steps_planned", 1, region, item=text(row["단계"]))
    for row in book.rows("월", "예정일"):
        yield Number("meetings_planned", 1, region, month=number(row["월"]))
    for row in book.rows("사업명", "사업목적"):
        yield Number("projects_planned", 1, region, project=text(row["사업명"]))
    for row in book.rows("사업명", "세부사업명", "목표건수"):
        at = {"project": text(row["사업명"]), "activity": text(row["세부사업명"])}
        for label, measure in {"목표건수": "cases", "목표인원": "people", "목표횟수": "times"}.items():
            yield from _if_told(f"planned_{measure}", row[label], region, **at)
    for row in book.rows("사업명", "단가", "수량"):
        cost = (number(row["단가"]) or 0) * (number(row["수량"]) or 0)
        yield Number("planned_won", cost, region, project=text(row["사업명"]), item=text(row["예산과목"]))


def _calls(book: Book, region: int) -> Iterator[Number]:
    for row in book.rows("회차", "대상자", "상담"):
        at = {"round": number(row["회차"]), "dong": text(row["동"])}
        helped = text(row["지원기관"])
        yield from _if_told("people", row["대상자"], region, **at)
        yield from _if_told("consultations", row["상담"], region, **at)
        yield from _if_told("supported_people", row["지원대상자"], region, item=helped, **at)


def _money(book: Book, region: int) -> Iterator[Number]:
    spent: dict[str | None, int] = defaultdict(int)
    for row in book.rows("집행일", "금액"):
        item = text(row["예산과목"])
        spent[item] += number(row["금액"]) or 0
        yield from _if_told("spent_won", row["금액"], region, item=item, month=month_of(row["집행일"]))
    for row in book.rows("예산과목", "교부액", "반납액"):
        item = text(row["예산과목"])
        yield Number("remaining_won", (number(row["교부액"]) or 0) - spent[item], region, item=item)
        yield from _if_told("returned_won", row["반납액"], region, item=item)


def _office(book: Book) -> Iterator[Number]:
    for row in book.rows("구분", "일자", "참석"):
        kind, month = text(row["구분"]), month_of(row["일자"])
        yield Number("head_office_activities", 1, None, item=kind, month=month)
        if kind == "전체회의":
            yield Number("plenary_meetings", 1, None, month=month)
        yield from _if_told("event_attendance", row["참석"], None, item=kind, month=month)
    for row in book.rows("권역", "예산과목", "교부액"):
        region = int(re.sub(r"\D", "", str(row["권역"])))
        yield from _if_told("granted_won", row["교부액"], region, item=text(row["예산과목"]))


def _if_told(measure: str, value: object, region: int | None, **at: int | str | None) -> Iterator[Number]:
    """The number, where its cell has one."""
    if (read := number(value)) is not None:
        yield Number(measure, read, region, **at)


def second_total(numbers: Iterable[Number], budget: Mapping[tuple[int, str], int]) -> dict[Key, int]:
    """Each figure by its key. ``budget`` is won by (region, budget item)."""
    numbers = list(numbers)
    numbers += [Number("budget_won", won, region, item=item) for (region, item), won in budget.items()]
    sums: dict[Key, int] = {}
    for told in numbers:
        for by, (for_regions, for_office) in TOLD[told.measure]:
            if any(getattr(told, name) is None for name in by):
                continue
            at = {name: getattr(told, name) for name in by}
            if for_regions and told.region is not None:
                _add(sums, told, at | {"region": told.region})
            if for_office and (told.measure != "plenary_meetings" or told.region is None):
                _add(sums, told, at)
    return sums


def _add(sums: dict[Key, int], told: Number, at: Mapping[str, int | str | None]) -> None:
    region, *others = (at.get(name) for name in DIMENSIONS)
    key: Key = (told.measure, region, *others)
    sums[key] = sums.get(key, 0) + told.value
