"""The report, declared as data: which sections it has, and which tables, charts and sentences are in each.

Comes in: a report.yaml. Goes out: frozen models. It is a file of its own and not part of a form's file, because a
section may hold numbers from several forms; a form says what its numbers are and how they may be added, and nothing
about pages. ``report_check`` checks what the sections name against the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from pipeline.korean import PAIRS
from pipeline.settings.yaml_model import StrictModel, read_with_positions
from pipeline.settings.yaml_tree import NodePath, Position

TITLE = "보고서 선언 파일"
REPORT_FILE = Path(__file__).parents[1] / "report" / "report.yaml"  # used where the settings name no other
# Made by code because they need judgement: whole sections, and blocks that a declared section can place.
CODE_SECTIONS = (
    "요약", "추진개요", "공동사업", "회의", "단계별이행", "총괄부서", "평가", "제출현황", "다음해계획", "붙임",
)  # fmt: skip
CODE_BLOCKS = (
    "전화모니터링 한 해", "전화모니터링 회차", "전화모니터링 주요 수치", "공동사업 주요 수치", "예산 문장",
    "예산 주요 수치", "소식 목록",
)  # fmt: skip

Axis = Literal["region", "dong", "month", "round", "item"]
Question = Literal["compare", "follow", "share", "target"]
Where = Literal["everywhere", "office", "region"]
Pair = Annotated[tuple[str, ...], Field(strict=False, max_length=2)]
Lines = Annotated[tuple[str, ...], Field(strict=False)]
Level = Annotated[int, Field(ge=1, le=3)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

AXIS_OF_QUESTION: dict[str, Axis] = {"compare": "region", "follow": "month", "share": "item", "target": "region"}
BLOCK_KINDS = (
    "text", "highest", "change", "empty", "target", "missing", "table", "chart", "rounds", "heading", "block",
)  # fmt: skip
# What may be in braces in a caption, a note or a title besides numbers.
WORDS = frozenset(
    ("unit", "each", "year", "year_before", "regions", "months", "round", "round_name", "period", "calls_name")
)
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"(?P<top>\w+)(?:(?P<sign>[/%])(?P<bottom>\w+))?(?::(?P<pair>[^:]+))?")


class Number(StrictModel):
    """What a column, a row or a picture shows: a measure, or a number derived from measures. ``ratio`` is a ÷ b in the
    unit of a, ``percent`` the same in %, ``share`` a measure's part of its total along the rows. ``year`` chooses last
    year's number of the measure, or its change since. ``difference`` names the two amounts of which an amount in
    thousands is printed as the difference; ``note`` is printed below the table.
    """

    measure: str = ""
    ratio: Pair = ()
    percent: Pair = ()
    share: str = ""
    year: Literal["this", "before", "change", "rate"] = "this"
    name: str = ""
    width: float = Field(default=1.0, gt=0, strict=False)
    difference: Pair = ()
    note: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Number:
        if sum(map(bool, (self.measure, self.ratio, self.percent, self.share))) != 1:
            raise ValueError("measure, ratio, percent, share 가운데 하나만 적어 주세요.")
        if any(len(pair) == 1 for pair in (self.ratio, self.percent, self.difference)):
            raise ValueError(
                "ratio, percent, difference에는 측정값 두 개를 적어 주세요. 예: [supports, households_found]"
            )
        if self.year != "this" and not self.measure:
            raise ValueError("year는 measure와 함께만 쓸 수 있습니다.")
        return self

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(name for name in (self.measure, self.share, *self.ratio, *self.percent) if name)


Numbers = Annotated[tuple[Number, ...], Field(strict=False, min_length=1)]
# Tags in brackets are left out of error messages.
Side = Annotated[
    Annotated[Numbers, Tag("(numbers)")] | Annotated[Axis, Tag("(axis)")],
    Discriminator(lambda value: "(axis)" if isinstance(value, str) else "(numbers)"),
]


class Included(StrictModel):
    """ "1권역 대상자에는 응암노인복지관 지원 163명이 포함됨": by kind, what a region's number includes for others."""

    measure: str
    of: str
    name: str = Field(alias="as")


class Table(StrictModel):
    """Rows by columns. Each side is a dimension or a list of numbers; with two dimensions, the cells hold one
    ``measure``. ``total`` says where the sum along a dimension goes; it is "–" where the form does not let the measure
    be added. ``unit: 천원`` prints amounts in thousands where that loses nothing. ``cell_units`` writes the unit after
    each number. ``needs: comparison`` leaves the table out where nothing can be compared with the year before.
    """

    key: Key
    caption: str
    rows: Side
    columns: Side
    measure: str = ""
    total: Literal["last", "first", "none"] = "last"
    unit: Literal["", "천원"] = ""
    cell_units: bool = False
    needs: Literal["", "comparison"] = ""
    included: Included | None = None
    notes: Lines = ()
    small: bool = False

    @model_validator(mode="after")
    def _has_two_sides(self) -> Table:
        axes = sum(isinstance(side, str) for side in (self.rows, self.columns))
        if axes == 0:
            raise ValueError("rows와 columns 가운데 하나에는 region, month 같은 갈래를 적어 주세요.")
        if (axes == 2) != bool(self.measure):
            raise ValueError("measure는 rows와 columns가 모두 갈래일 때, 그리고 그때만 적어 주세요.")
        return self

    @property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(side for side in (self.rows, self.columns) if isinstance(side, str))

    @property
    def numbers(self) -> tuple[Number, ...]:
        sides = [side for side in (self.rows, self.columns) if not isinstance(side, str)]
        return sides[0] if sides else (Number(measure=self.measure),)


class Chart(StrictModel):
    """A picture. ``question`` decides its form: compare (bars), follow (a column per month), share (parts of the whole
    in %), target (how far a plan is reached, in %). ``over`` is the dimension shown; a compare chart may show last year
    too. ``by_round`` draws a panel for each round.
    """

    key: Key
    question: Question
    caption: str
    panels: Annotated[tuple[Number, ...], Field(strict=False, min_length=1)]
    over: Axis | None = None
    beside_last_year: bool = False
    by_round: bool = False
    notes: Lines = ()

    @property
    def axis(self) -> Axis:
        return self.over or AXIS_OF_QUESTION[self.question]


class Extreme(StrictModel):
    """ "발굴은 3권역이 53가구(28.1%)로 가장 많음"; with ``least`` both ends, for three or more places ("높고",
    "낮음").
    """

    number: Number
    over: Axis
    name: str
    most: str = "많음"
    least: str = ""


class Change(StrictModel):
    """ "발굴은 전년(180가구)보다 9가구(5.0%) 증가"; nothing where the years cannot be compared."""

    measure: str
    name: str


class Empty(StrictModel):
    """ "소식이 없던 달: 1권역 3월": where a measure is zero, by region and along ``over``."""

    measure: str
    over: Literal["month", "round"]
    name: str


class Target(StrictModel):
    """ "방문은 목표 120회 가운데 118회(98.3%)를 함": what was planned and what was done."""

    planned: str
    done: str
    name: str


class Missing(StrictModel):
    """ "아직 들어오지 않은 자료: 3권역 정산서": which returns of a form are missing."""

    form: str


class Block(StrictModel):
    """One block of a section; exactly one of its kinds. ``where`` limits it to the office's or to a region's own
    report.

    ``text`` is a sentence with numbers in braces: ``{supports}``, with its particle ``{supports:을/를}``, divided
    ``{consultations/people}``, in percent ``{spent_won%granted_won}``. ``block`` names one that needs judgement and is
    made by code.
    """

    text: str | None = None
    highest: Extreme | None = None
    change: Change | None = None
    empty: Empty | None = None
    target: Target | None = None
    missing: Missing | None = None
    table: Table | None = None
    chart: Chart | None = None
    rounds: Rounds | None = None
    heading: str | None = None
    block: str | None = None
    level: Level | None = None
    where: Where = "everywhere"

    @model_validator(mode="after")
    def _is_one_kind(self) -> Block:
        if sum(getattr(self, kind) is not None for kind in BLOCK_KINDS) != 1:
            raise ValueError(f"한 칸에는 {', '.join(BLOCK_KINDS)} 가운데 하나만 적어 주세요.")
        return self


Blocks = Annotated[tuple[Block, ...], Field(strict=False, min_length=1)]


class Rounds(StrictModel):
    """The same blocks for every round for which the office has a value of ``of``, each under a heading."""

    of: str
    title: str = "{round_name}"
    blocks: Blocks


Block.model_rebuild()


class Section(StrictModel):
    """A part of the report. ``name`` is what config.yaml's 절 calls it; ``headline`` its line on the first page,
    followed by the change from last year that ``compared`` asks for.
    """

    name: str
    title: str
    headline: str = ""
    compared: Change | None = None
    blocks: Blocks


class KeyFigure(StrictModel):
    """A large number of the first page, or (``block``) several chosen by code; ``where`` as for a block."""

    number: Number | None = None
    block: str = ""
    name: str = ""
    where: Where = "everywhere"

    @model_validator(mode="after")
    def _is_one_kind(self) -> KeyFigure:
        if (self.number is None) == (not self.block):
            raise ValueError("number와 block 가운데 하나만 적어 주세요.")
        return self


class DeclaredReport(StrictModel):
    """A report.yaml. ``order`` is that of the tables that show all measures (others follow). ``by_month`` are the
    columns of the table of months (empty: all that have months). ``in_detail`` are plans and lists, which are shown
    with what they consist of; ``not_of_regions`` are amounts that are not results of a region.
    """

    keys: Annotated[tuple[KeyFigure, ...], Field(strict=False)] = ()
    sections: Annotated[tuple[Section, ...], Field(strict=False)] = ()
    order: Lines = ()
    by_month: Lines = ()
    in_detail: Lines = ()
    not_of_regions: Lines = ()

    def section(self, name: str) -> Section | None:
        return next((section for section in self.sections if section.name == name), None)


class NumberInText(StrictModel):
    """``{consultations/people:을/를}``, parsed. ``word`` is set instead where the braces hold a word ("unit")."""

    number: Number | None = None
    word: str = ""
    pair: str = ""


def pieces_of(text: str) -> Iterator[str | NumberInText]:
    """A text as plain pieces and the contents of braces. Raises ValueError, in Korean, for braces without meaning."""
    for position, piece in enumerate(_IN_BRACES.split(text)):
        if position % 2 == 0:
            if "{" in piece or "}" in piece:
                raise ValueError(f"'{text}'의 중괄호가 짝이 맞지 않습니다.")
            if piece:
                yield piece
        else:
            yield _in_braces(piece)


def _in_braces(piece: str) -> NumberInText:
    if piece in WORDS:
        return NumberInText(word=piece)
    found = _NUMBER.fullmatch(piece)
    if found is None:
        raise ValueError(
            f"'{{{piece}}}'을(를) 알 수 없습니다. 예: {{supports}}, {{supports:을/를}}, {{supports/households_found}}"
        )
    pair = found["pair"] or ""
    if pair and pair not in PAIRS:
        raise ValueError(f"'{{{piece}}}'의 조사 '{pair}'을(를) 알 수 없습니다. 예: 은/는, 이/가, 을/를, 으로/로")
    top, sign, bottom = found["top"], found["sign"], found["bottom"]
    both = (top, bottom)
    numbers = {"/": Number(ratio=both), "%": Number(percent=both)} if sign else {}
    return NumberInText(number=numbers.get(sign) or Number(measure=top), pair=pair)


def load_report(path: Path) -> tuple[DeclaredReport, dict[NodePath, Position]]:
    """The declaration, and the position of each entry. Raises ConfigError with every mistake of the file."""
    return read_with_positions(path, DeclaredReport, TITLE)
