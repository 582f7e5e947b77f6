"""Mistakes in one cell: a text where a number belongs, a date that is none, a choice that is not on the list.

Comes in: columns as the forms declare them, so that a new form is covered without a line here. Goes out: kinds of
mistakes, each with the rule of ``pipeline/rules/cell.yaml`` that has to find it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from examples.generator.mistakes.scene import Change, Mistake, Scene, Spot
from examples.generator.submission import Submission
from pipeline.forms.form import Column, TableForm

Wanted = Callable[[TableForm, Column], bool]

WEEKDAYS = "월화수목금토일"
LONGER_THAN_ALLOWED = 2_001
PRIVATE = {
    "a resident number": ("900101-1234567", "PRIV-001"),
    "a mobile number": ("문의 010-1234-5678", "PRIV-002"),
    "a card number": ("카드 4000-1234-5678-9010", "PRIV-003"),
    "an account number": ("국민은행 123456-12-123456", "PRIV-004"),
}
NUMBER_TEXTS: tuple[tuple[str, object, str], ...] = (
    ("a word for a number", "많음", "CELL-010"),
    ("a number with about", "약 30", "CELL-011"),
    ("a range", "20~25", "CELL-011"),
    ("a letter in a number", "3O", "CELL-012"),
    ("a circled number", "③", "CELL-013"),
    ("an exponent", "1E+03", "CELL-014"),
    ("true", True, "CELL-015"),
    ("too many digits", "1234567890123456", "CELL-017"),
    ("a negative number", -3, "CELL-019"),
    ("a day in a number", "3월 5일", "CELL-020"),
    ("a percentage", "85%", "CELL-021"),
    ("another unit", "30개", "CELL-022"),
    ("commas astray", "12,34", "CELL-023"),
    ("a long vowel for a dash", "ㅡ", "CELL-024"),
    ("a number too big", "999999999999", "CELL-025"),
    ("a sum as text", "25+45", "CELL-027"),
)
DATE_TEXTS: tuple[tuple[str, Callable[[int], str], str], ...] = (
    ("a word for a date", lambda year: "언젠가", "CELL-040"),
    ("day and month only by strokes", lambda year: "3/5", "CELL-041"),
    ("a day that is none", lambda year: f"{year}-02-30", "CELL-042"),
    ("a wrong weekday", lambda year: f"{year}.03.05({WEEKDAYS[date(year, 3, 6).weekday()]})", "CELL-043"),
    ("a month for a day", lambda year: "5월", "CELL-046"),
    ("a period for a day", lambda year: f"{year}-03-02~{year}-03-05", "CELL-047"),
    ("a date not fixed", lambda year: "미정", "CELL-049"),
)


def is_number(table: TableForm, column: Column) -> bool:
    """A number that people type."""
    return column.is_number and not column.formula


def _type(kind: str) -> Wanted:
    return lambda table, column: column.type == kind


def _cells(wanted: Wanted) -> Callable[[Scene, Submission], Iterable[Spot]]:
    return lambda scene, submission: scene.cells(submission, wanted)


def _amounts_of_no_formula(scene: Scene, submission: Submission) -> Iterable[Spot]:
    """Amounts that no formula of the form uses: elsewhere the formula shows the mistake as well."""
    form = scene.forms[submission.slot.form]
    formulas = " ".join(column.formula for _, table in form.tables() for column in table.columns)

    def wanted(table: TableForm, column: Column) -> bool:
        used = f"{{{column.id}}}" in formulas or f"{{{table.id}.{column.id}:column}}" in formulas
        return column.type == "amount" and not column.formula and not used

    return scene.cells(submission, wanted)


def typed(spot: Spot, value: object, rule: str) -> Change:
    """The cell with another value in it, which a rule has to find."""
    return Change(spot.with_row(**{spot.column.id: value}), (spot.found(rule),))


def _always(value: object, rule: str) -> Callable[[Spot, Random], Change]:
    return lambda spot, chance: typed(spot, value, rule)


def _of_year(text: Callable[[int], str], rule: str) -> Callable[[Spot, Random], Change]:
    return lambda spot, chance: typed(spot, text(spot.scene.config.year), rule)


def cell_mistakes() -> list[Mistake]:
    """Every kind of mistake that one cell can hold."""
    return [*_numbers(), *_dates(), *_choices_and_texts(), *_dongs(), *_private()]


def _kind(name: str, rule: str, wanted: Wanted, change: Callable[[Spot, Random], Change] | object) -> Mistake:
    """A mistake that is felt in its row; ``change`` is what is typed, or how the return is changed."""
    make = change if callable(change) else _always(change, rule)
    return Mistake(name, (rule,), _cells(wanted), make, "row")


def _numbers() -> list[Mistake]:
    return [
        *(_kind(name, rule, is_number, value) for name, value, rule in NUMBER_TEXTS),
        _kind("half a person", "CELL-018", _type("count"), 12.5),
        Mistake("half a won", ("CELL-035",), _amounts_of_no_formula, _half_a_won, "row"),
    ]


def _dates() -> list[Mistake]:
    return [
        *(_kind(name, rule, _type("date"), _of_year(text, rule)) for name, text, rule in DATE_TEXTS),
        _kind("a date of another year", "ROW-004", _dated, _another_year),
        _kind("a date of another month", "ROW-006", lambda table, column: column.within == "month", _another_month),
        _kind("a thirteenth month", "CELL-051", _type("month"), 13),
    ]


def _choices_and_texts() -> list[Mistake]:
    return [
        Mistake(
            "a required cell left blank", ("CELL-001",), _cells(_required), _always(None, "CELL-001"), also=_others
        ),
        _kind("not applicable where a word is needed", "CELL-004", _text_needed, "해당없음"),
        _kind("a text too long", "CELL-060", _free_text, "가" * LONGER_THAN_ALLOWED),
        _kind("a choice not listed", "CELL-002", lambda table, column: bool(column.choices), "그 밖"),
        _kind("neither yes nor no", "CELL-050", _type("yes_no"), "반만"),
        _kind("an unknown budget item", "CELL-070", _choices("budget_items"), "시설비"),
        _kind("a grant to an unknown region", "CELL-071", _choices("regions"), "먼 곳"),
    ]


def _dongs() -> list[Mistake]:
    return [
        _kind("another region's dong", "MON-005", _choices("dongs"), _foreign_dong),
        _kind("two dongs in a cell", "MON-008", _choices("dongs"), _two_dongs),
        _kind("a dong misspelt", "MON-009", _choices("dongs"), _misspelt_dong),
        _kind("an unknown dong", "MON-010", _choices("dongs"), "먼마을"),
    ]


def _private() -> list[Mistake]:
    return [
        Mistake(name, (rule,), _cells(_remark), _always(text, rule), "file" if rule == "PRIV-001" else "row")
        for name, (text, rule) in PRIVATE.items()
    ]


# -- which columns --------------------------------------------------------------------------------------------------


def _required(table: TableForm, column: Column) -> bool:
    return column.required and not column.formula


def _names_things(column: Column) -> bool:
    """Whether other cells refer to the text of this one."""
    return column.dimension in ("project", "activity") or bool(column.listed_in)


def _free_text(table: TableForm, column: Column) -> bool:
    return column.type == "text" and not _names_things(column)


def _text_needed(table: TableForm, column: Column) -> bool:
    return _free_text(table, column) and column.required


def _remark(table: TableForm, column: Column) -> bool:
    """A text that nothing else depends on."""
    return _free_text(table, column) and not column.dimension and column.id not in ("organisation", "voucher")


def _dated(table: TableForm, column: Column) -> bool:
    return column.type == "date" and column.within != "any"


def _choices(source: str) -> Wanted:
    return lambda table, column: column.choices_from == source


def _others(spot: Spot) -> Iterable[Submission]:
    """Where a plan's names are used again: in every return of the region."""
    if not _names_things(spot.column) or spot.form.period != "year":
        return ()
    region = spot.submission.slot.region
    return [submission for submission in spot.scene.submissions if submission.slot.region == region]


# -- what is typed --------------------------------------------------------------------------------------------------


def _half_a_won(spot: Spot, chance: Random) -> Change:
    value = spot.value if isinstance(spot.value, int) else 1000
    return typed(spot, value + 0.5, "CELL-035")


def _another_year(spot: Spot, chance: Random) -> Change:
    day = spot.value if isinstance(spot.value, date) else date(spot.scene.config.year, 5, 3)
    return typed(spot, day.replace(year=day.year - 1, day=min(day.day, 28)), "ROW-004")


def _another_month(spot: Spot, chance: Random) -> Change:
    """A month on where the year allows it: the meeting must not come before one that is judged."""
    month = spot.submission.slot.month or 1
    year = spot.scene.config.year
    day = date(year, month, 28) + timedelta(days=15) if month < 12 else date(year, month - 1, 15)
    return typed(spot, day, "ROW-006")


def _foreign_dong(spot: Spot, chance: Random) -> Change:
    regions = spot.scene.config.regions
    other = chance.choice([number for number in regions if number != spot.submission.slot.region])
    return typed(spot, chance.choice(regions[other].dongs), "MON-005")


def _two_dongs(spot: Spot, chance: Random) -> Change:
    dongs = spot.scene.config.regions[spot.submission.slot.region or 0].dongs
    return typed(spot, "․".join(dongs[:2]), "MON-008")


def _misspelt_dong(spot: Spot, chance: Random) -> Change:
    return typed(spot, str(spot.value).replace("동", "둥"), "MON-009")
