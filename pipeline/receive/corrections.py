"""Texts outside the cells of a table that seem to correct its numbers: "실제 7가구", "이 줄은 빼 주세요".

Comes in: the tables of a return and the workbook. Goes out: findings. Nothing of these texts is read and the numbers
count as they stand, so somebody has to look at them. A text without such a word is a remark and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from pipeline.forms.form import Form, TableForm
from pipeline.forms.stamp import OWN_NOTE
from pipeline.model.cells import CellKind, SheetReading, TextPlace, WorkbookReading, cell_address
from pipeline.model.findings import Finding, Place
from pipeline.model.returns import RawTable
from pipeline.normalise import shortened, shows_anything
from pipeline.receive.beside_values import numbers_in_unit
from pipeline.rules.catalogue import worded_finding

BESIDE, ABOVE, COMMENT, DRAWING = "표의 오른쪽", "표의 위", "메모", "글상자나 도형"
# Words alone say little ("오류 없음", "점심 제외", 김수정). Looked for: a request, a number that is right or wrong,
# parts of other months.
_START = r"(?:(?<![가-힣])|(?<=로)|(?<=을)|(?<=를))"
_REQUEST = re.compile(
    rf"{_START}(?:수정|정정|삭제|변경|추가|제외) ?(?:해|하여|하였|함|했|합니다|할|된|됨|되었"
    r"|바랍|바람|요망|요청|부탁|처리|[:：])"
    r"|(?:고쳐|바꿔|빼) ?(?:주|야|고)|로 ?(?:변경|정정|수정)|누락(?! ?(?:예방|방지|없))|착오|틀[림렸립]"
    r"|잘못 ?(?:적|기재|입력|집계|센|셈)|(?<![가-힣])오류(?! ?없|동)(?=[^0-9]*[0-9])|취소(?:됨|함|된|했|분| ?$)"
)
_OTHER_NUMBER = re.compile(
    r"오타|오기(?![가-힣])|(?<![가-힣])(?:실제|원래)(?:로|로는|는|은)? ?[0-9]|아니라 ?[0-9]|다시 ?(?:세|집계)"
    r"|[0-9][^\s0-9]{0,4}(?:이|가)? ?(?:맞음|맞습니다|아님|아닙니다)|[0-9][^\s0-9]{0,3} ?(?:→|->) ?[0-9]"
    r"|중복(?:임|됨|입력|집계|기재| ?$)|[이본] ?줄[^.]{0,20}(?:빼|제외|삭제)|(?:합계|집계)에(?:서| ?넣지)"
    r"|(?:합계|누계)(?:임|입니다)|[0-9] ?월 ?분(?:임|입니다|이|까지|도|을| ?포함| ?합)|[0-9] ?개월 ?[치분]"
    r"|[0-9]{1,2} ?월? ?[+~] ?[0-9]{1,2} ?월|(?:지난 ?달|지난 ?해|작년|전월|전년)[^.]{0,12}(?:까지|포함|합)"
)
_AUTHOR = re.compile(r"^[^\n:]{1,20}:\n")  # Excel begins a comment with the name of who writes it
_LINES_ABOVE, _OWN_LINES = 3, 2  # a table's title, its notes and a gap; a sheet's first two lines are the form's own
_Found = tuple[str, str, str]  # where, the cell's address, the text


def corrects(text: str) -> bool:
    """Whether a text seems to say that a number is another one, holds more, or should not count."""
    return tells_another_number(text) or _REQUEST.search(text) is not None


def tells_another_number(text: str) -> bool:
    """The same for a remark within a row, where a mere request may be about anything."""
    return _OTHER_NUMBER.search(text) is not None


def check_corrections(
    form: Form,
    tables: Mapping[str, RawTable],
    workbook: WorkbookReading,
    file: str,
    header: Collection[tuple[str, str]],
) -> Iterator[Finding]:
    """One finding per text, in the order of the tables; those in shapes come last. ``header`` are the (sheet, cell) of
    the header block: a name there is no remark.
    """
    counted = {table.id: table for _, table in form.tables() if table.measures}
    for table_id, raw in tables.items():
        sheet = workbook.sheet(raw.sheet)
        if sheet is None or table_id not in counted:
            continue
        for where, address, text in (*_in_cells(raw, sheet), *_in_comments(counted[table_id], raw, sheet)):
            if (raw.sheet, address) in header:
                continue
            yield _said(Place(file, raw.sheet, address), where, text, table_id)
    sheets = {raw.sheet for raw in tables.values()}
    for beside in workbook.beside:
        if beside.place is TextPlace.DRAWING and beside.sheet in sheets and corrects(beside.text):
            yield _said(Place(file, beside.sheet, beside.cell), DRAWING, beside.text, "")


def _said(place: Place, where: str, text: str, table: str) -> Finding:
    return worded_finding("BOOK-083", place, {"where": where, "value": shortened(text)}, table=table)


def _in_cells(raw: RawTable, sheet: SheetReading) -> Iterator[_Found]:
    """Right of a row with data, unless the sender gave that column a label of its own; and above the labels."""
    edge, rows = max(raw.columns.values(), default=0), {row.row for row in raw.rows}
    for (row, column), cell in sheet.cells.items():
        if cell.kind is not CellKind.TEXT or not corrects(str(cell.value)):
            continue
        if row in rows and column > edge and (raw.header_row, column) not in sheet.cells:
            yield BESIDE, cell.address, str(cell.value)
        elif max(raw.header_row - _LINES_ABOVE, _OWN_LINES + 1) <= row < raw.header_row:
            yield ABOVE, cell.address, str(cell.value)


def _in_comments(table: TableForm, raw: RawTable, sheet: SheetReading) -> Iterator[_Found]:
    """On a cell of a row with data. A comment that ``beside_values`` reports is left to it: one on a blank cell, or
    with a number in the unit of its column.
    """
    rows, ids = {row.row: row for row in raw.rows}, {number: column_id for column_id, number in raw.columns.items()}
    for (row, column), comment in sheet.comments.items():
        text = _AUTHOR.sub("", OWN_NOTE.sub("", comment))
        if row not in rows or column not in ids or not corrects(text):
            continue
        own, cell = table.column(ids[column]), rows[row].cells.get(ids[column])
        is_told = own.is_number and (cell is None or not shows_anything(cell) or bool(numbers_in_unit(text, own)))
        if any(map(str.isdecimal, text)) and not is_told:
            yield COMMENT, cell_address(row, column), text
