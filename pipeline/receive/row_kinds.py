"""Lines in a table that are not rows of it: a line of units, "해당없음" alone, closing words, a continued text.

Comes in: the cells of one row by column id, and the table's declaration. Goes out: what kind of line it is. No findings
and no values are made here; a doubtful line counts as a row of the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.forms.form import Column, TableForm
from pipeline.model.cells import Cell, CellKind
from pipeline.normalise import clean_text, fold_width

_FRAME = re.compile(r"[\s()\[\]<>〈〉「」.·:※*~=_]+")
_NOTHING = re.compile(
    "(?:이번달|이달|금월|당월|해당월|본월|[0-9]{1,2}월)?(?:은|는|의|에는)?"
    "(?:소식지?|실적|회의|사업|집행|활동|자료|게재|위기가구|특이사항|변동사항|행사|사항|내용|내역|건)*(?:은|는|이|가)?"
    "(?:해당(?:사항)?(?:없음|무)|미해당|비해당|없음|없습니다|없었음|없었습니다|미실시|미개최|무|n/a|-+|[–—―−ㅡ])",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"이상(?:입니다|임)?(?:$|[.,!\s])|끝[.!]|.*(?:문의|연락처|담당자) ?[:：]"
    r"|.*감사합니다|.*수고하|.*(?:바랍|드립|부탁합|하겠습)니다"
    r"|.*(?:붙임|첨부)(?: ?[:：]| ?[0-9]|.*참[고조])|.*참[고조] ?(?:바람|하세요|해 ?주)"
)
_NUMBER = re.compile(r"\s*[0-9][0-9,]*\s*(?:명|건|회|원|가구)?\s*")
_UNITS = frozenset("명인건회차번개호동곳부권장매원") | {
    *("가구", "세대", "개소", "시간", "천원", "만원", "백만원", "억원", "회차", "건수", "인원", "백만", "천", "%")
}


def is_typed_number(cell: Cell) -> bool:
    """A number that someone typed, as a number or as text; a formula beside the table only calculates from the
    table.
    """
    if cell.formula or cell.is_date:
        return False
    return cell.kind is CellKind.NUMBER or (cell.kind is CellKind.TEXT and bool(_NUMBER.fullmatch(str(cell.value))))


def line(cell: Cell) -> str:
    """The cell's text on one line in half-width characters; "" where it holds no text."""
    return " ".join(fold_width(clean_text(str(cell.value)).text).split()) if cell.kind is CellKind.TEXT else ""


def says_nothing(cells: Mapping[str, Cell], form: TableForm) -> bool:
    """Whether the row only says that there is nothing to report ("이번 달 소식 없음", or a dash in each cell)."""
    typed = [cell for name, cell in cells.items() if not form.column(name).formula]
    return bool(typed) and all(_NOTHING.fullmatch(_FRAME.sub("", line(cell))) for cell in typed)


def units_of(cells: Mapping[str, Cell], form: TableForm) -> dict[str, str]:
    """Column id -> the unit written in it, where the row is a line of units below the labels ("(가구) | (건)"); empty
    for any other row.
    """
    units: dict[str, str] = {}
    for name, cell in cells.items():
        text = line(cell)
        word = _FRAME.sub("", text).removeprefix("단위")
        if form.column(name).is_number and word in _UNITS:
            units[name] = word
        elif form.column(name).is_number or not (text.startswith(("(", "[", "<")) or _FRAME.sub("", text) == "단위"):
            return {}
    return units


def closes(column: Column, cell: Cell, form: TableForm) -> bool:
    """Whether a lone cell of a row is a sentence that closes the sheet ("이상입니다. 문의: 담당자")."""
    return column is form.columns[0] and is_free_text(column) and bool(_CLOSING.match(line(cell)))


def goes_on(cells: Mapping[str, Cell], above: Mapping[str, Cell], form: TableForm) -> bool:
    """Whether the row only continues the texts of the row above: it holds nothing else, and it cannot be a row of its
    own because it lacks most of what a row must have. Never in a table with amounts: there it may be a row whose amount
    was forgotten.
    """
    if any(column.type == "amount" for column in form.columns):
        return False
    texts = [form.column(name) for name, cell in cells.items() if line(cell) or cell.kind is not CellKind.TEXT]
    asked = [column for column in form.columns if column.required and not column.formula]
    telling = [column for column in asked if column.is_number or column.type == "date"]
    return (
        all(is_free_text(column) and column.id in above for column in texts)
        and all(cells[column.id].kind is CellKind.TEXT for column in texts)
        and (bool(telling) or not any(column.required for column in texts))
        and 2 * sum(column.id in cells for column in asked) < len(asked)
    )


def is_free_text(column: Column) -> bool:
    """Whether it is a text that does not decide where numbers belong (no dimension and no list of choices)."""
    return column.type == "text" and not (column.dimension or column.choices or column.choices_from or column.listed_in)
