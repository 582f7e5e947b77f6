"""A form's formulas: as Excel writes them, and their results.

Comes in: ``Column.formula`` ({id} is the cell of the same row, {table.id:column} a whole column of inputs; numbers, the
signs + - *, SUM and SUMIF) and the rows of a workbook. Goes out: formula texts, and results calculated without Excel. A
formula gives "" until its inputs are there, so that a blank form shows no zeros; text in place of a number never
becomes 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from pipeline.errors import ConfigError
from pipeline.forms.form import Column, Form, TableForm

Numeric = int | float
Result = Numeric | str


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number written in the formula."""

    value: int


@dataclass(frozen=True, slots=True)
class RowCell:
    """The cell of another column in the same row."""

    column: str


@dataclass(frozen=True, slots=True)
class WholeColumn:
    """All input cells of a table's column."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts with "+", "-" or "*" between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """SUM(whole column) or SUMIF(whole column, cell, whole column)."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | RowCell | WholeColumn | Operation | Call
Shape = tuple[type[Node], ...]

FUNCTIONS: dict[str, Shape] = {"SUM": (WholeColumn,), "SUMIF": (WholeColumn, RowCell, WholeColumn)}
_TOKEN = re.compile(r"\s*(?:\{(\w+)\}|\{(\w+)\.(\w+):column\}|([0-9]+)|([A-Z]+)(?=\()|([-+*(),]))")
_PATTERN_CHARACTERS = re.compile(r"[*?~]|^[<>=]")


@cache
def parse_formula(text: str) -> Node:
    """The formula as a tree. Raises ConfigError where it uses anything that a form may not use."""
    return _Parser(text).whole()


class _Parser:
    """Recursive descent: sum -> product -> atom."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, ...]] = []
        position = 0
        while position < len(text.rstrip()):
            match = _TOKEN.match(text, position)
            if match is None:
                raise self._refused()
            self.tokens.append(tuple(part or "" for part in match.groups()))
            position = match.end()

    def whole(self) -> Node:
        node = self._sum()
        if self.tokens:
            raise self._refused()
        return node

    def _refused(self) -> ConfigError:
        return ConfigError(
            f"서식의 수식 '{self.text}'을(를) 읽을 수 없습니다.",
            details=("{열}, {표.열:column}, 정수, +, -, *, 괄호, SUM, SUMIF만 쓸 수 있습니다.",),
        )

    def _sign(self, signs: str) -> str:
        """Consumes and returns the next token if it is one of ``signs``; else ""."""
        if self.tokens and self.tokens[0][5] and self.tokens[0][5] in signs:
            return self.tokens.pop(0)[5]
        return ""

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._sign("+-"):
            node = Operation(sign, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._atom()
        while self._sign("*"):
            node = Operation("*", node, self._atom())
        return node

    def _atom(self) -> Node:
        if self._sign("("):
            node = self._sum()
            if not self._sign(")"):
                raise self._refused()
            return node
        if not self.tokens:
            raise self._refused()
        cell, table, column, digits, function, _ = self.tokens.pop(0)
        if function:
            return self._call(function)
        if cell:
            return RowCell(cell)
        if table:
            return WholeColumn(table, column)
        if digits:
            return Number(int(digits))
        raise self._refused()

    def _call(self, function: str) -> Node:
        arguments: list[Node] = []
        while self._sign("(" if not arguments else ","):
            arguments.append(self._sum())
        shape = FUNCTIONS.get(function, ())
        if not self._sign(")") or tuple(type(argument) for argument in arguments) != shape:
            raise self._refused()
        return Call(function, tuple(arguments))


def nodes(node: Node) -> Iterator[Node]:
    """The node and everything below it, left to right."""
    yield node
    parts = (node.left, node.right) if isinstance(node, Operation) else node.arguments if isinstance(node, Call) else ()
    for part in parts:
        yield from nodes(part)


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be there before a formula shows anything.

    Every one of ``names`` (cells that hold text) must be filled, and every one of ``numbers``. A formula that only adds
    up whole columns uses no numbers of its own row; then one of ``any_of`` (its row's inputs and the columns) is
    enough.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    any_of: tuple[RowCell | WholeColumn, ...]


def needs_of(node: Node, table: TableForm) -> Needs:
    """What a formula in the rows of that table needs."""
    cells = tuple(dict.fromkeys(part.column for part in nodes(node) if isinstance(part, RowCell)))
    numbers = tuple(cell for cell in cells if table.column(cell).is_number)
    own = [
        RowCell(column.id)
        for column in table.columns
        if column.is_number and not column.formula and not column.prefilled
    ]
    sums = [call.arguments[-1] for call in nodes(node) if isinstance(call, Call)]
    columns = [argument for argument in sums if isinstance(argument, WholeColumn)]
    return Needs(tuple(cell for cell in cells if cell not in numbers), numbers, (*own, *columns))


Locate = Callable[[RowCell | WholeColumn], str]


def excel_formula(node: Node, table: TableForm, locate: Locate) -> str:
    """The formula for one row, with its "="; ``locate`` gives the address of a cell or a whole column."""
    needs = needs_of(node, table)
    blank = [f'{locate(RowCell(name))}=""' for name in needs.names]
    if needs.numbers:
        blank.append(f"COUNT({','.join(locate(RowCell(name)) for name in needs.numbers)})<{len(needs.numbers)}")
    elif needs.any_of:
        blank.append(f"COUNT({','.join(locate(part) for part in needs.any_of)})=0")
    text = _excel(node, locate)
    if not blank:
        return f"={text}"
    return f'=IF({blank[0] if len(blank) == 1 else "OR(" + ",".join(blank) + ")"},"",{text})'


def _excel(node: Node, locate: Locate) -> str:
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, RowCell | WholeColumn):
        return locate(node)
    if isinstance(node, Call):
        return f"{node.function}({','.join(_excel(argument, locate) for argument in node.arguments)})"
    left = _operand(node.left, locate, bracketed=node.sign == "*")
    return f"{left}{node.sign}{_operand(node.right, locate, bracketed=node.sign in '*-')}"


def _operand(node: Node, locate: Locate, *, bracketed: bool) -> str:
    text = _excel(node, locate)
    return f"({text})" if bracketed and isinstance(node, Operation) and node.sign != "*" else text


def total_formula(column_range: str) -> str:
    """The formula of a totals row: "" while nothing is filled in."""
    return f'=IF(COUNT({column_range})=0,"",SUM({column_range}))'


class Results:
    """The values of a workbook's cells, with formulas calculated here and not by Excel. ``rows`` holds the filled rows
    of each table; the input rows below them are blank. Numbers are ints or floats; "" means a formula that shows
    nothing, None a blank cell.
    """

    def __init__(self, form: Form, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        self._form = form
        self._rows = rows
        self._known: dict[tuple[str, int, str], object] = {}
        self._open: set[tuple[str, int, str]] = set()

    def count(self, table_id: str) -> int:
        """How many rows of the table are filled."""
        return len(self._rows.get(table_id, ()))

    def value(self, table_id: str, index: int, column_id: str) -> object:
        """The value of the cell in input row ``index`` (from 0). Raises ConfigError for formulas that depend on each
        other.
        """
        typed = self._typed(table_id, index, column_id)
        column = self._form.table(table_id).column(column_id)
        if not column.formula or typed not in (None, ""):
            return typed
        return self.formula_value(table_id, index, column_id)

    def formula_value(self, table_id: str, index: int, column_id: str) -> Result:
        """The result of a cell's formula, whatever was typed over it."""
        key = (table_id, index, column_id)
        if key not in self._known:
            if key in self._open:
                raise ConfigError(f"서식 '{self._form.id}'의 '{table_id}.{column_id}' 수식이 자기 자신을 다시 씁니다.")
            self._open.add(key)
            table = self._form.table(table_id)
            self._known[key] = self._formula(table, index, parse_formula(table.column(column_id).formula))
            self._open.remove(key)
        known = self._known[key]
        return known if isinstance(known, int | float | str) else ""

    def total(self, table_id: str, column_id: str) -> Result:
        """The sum of a column's numbers; "" where it has none."""
        numbers = self._numbers(WholeColumn(table_id, column_id))
        return sum(numbers) if numbers else ""

    def _typed(self, table_id: str, index: int, column_id: str) -> object:
        rows = self._rows.get(table_id, ())
        return rows[index].get(column_id) if index < len(rows) else None

    def _cells(self, place: WholeColumn) -> list[object]:
        return [self.value(place.table, index, place.column) for index in range(len(self._rows.get(place.table, ())))]

    def _numbers(self, place: WholeColumn) -> list[Numeric]:
        return [value for value in self._cells(place) if _is_number(value)]

    def _formula(self, table: TableForm, index: int, node: Node) -> Result:
        def cell(name: str) -> object:
            return self.value(table.id, index, name)

        needs = needs_of(node, table)
        if any(cell(name) in (None, "") for name in needs.names):
            return ""
        if needs.numbers and not all(_is_number(cell(name)) for name in needs.numbers):
            return ""
        if not needs.numbers and needs.any_of and not any(self._holds_number(part, cell) for part in needs.any_of):
            return ""
        return self._number(node, cell)

    def _holds_number(self, part: RowCell | WholeColumn, cell: Callable[[str], object]) -> bool:
        return bool(self._numbers(part)) if isinstance(part, WholeColumn) else _is_number(cell(part.column))

    def _number(self, node: Node, cell: Callable[[str], object]) -> Numeric:
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Operation):
            left, right = self._number(node.left, cell), self._number(node.right, cell)
            return left + right if node.sign == "+" else left - right if node.sign == "-" else left * right
        if isinstance(node, Call) and node.function == "SUMIF":
            return self._sum_where(node, cell)
        if isinstance(node, Call) and isinstance(node.arguments[0], WholeColumn):
            return sum(self._numbers(node.arguments[0]))
        value = cell(node.column) if isinstance(node, RowCell) else None
        if not _is_number(value):
            raise ConfigError(f"서식 '{self._form.id}'의 수식이 숫자가 아닌 열로 계산하려 합니다.")
        return value

    def _sum_where(self, call: Call, cell: Callable[[str], object]) -> Numeric:
        """SUMIF over equal text, ignoring case. Patterns, which Excel would match differently, are refused."""
        names, wanted, amounts = call.arguments
        if not (isinstance(names, WholeColumn) and isinstance(wanted, RowCell) and isinstance(amounts, WholeColumn)):
            raise TypeError("SUMIF takes a whole column, a cell and a whole column")
        text = str(cell(wanted.column))
        if _PATTERN_CHARACTERS.search(text):
            raise ConfigError(
                f"'{text}'에는 *, ?, ~와 맨 앞의 <, >, =를 쓸 수 없습니다. 엑셀이 다른 이름까지 더하게 됩니다."
            )
        pairs = zip(self._cells(names), self._cells(amounts), strict=True)
        return sum(amount for name, amount in pairs if _is_number(amount) and str(name).casefold() == text.casefold())


def _is_number(value: object) -> TypeGuard[Numeric]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_formula(form: Form, table: TableForm, column: Column) -> Node:
    """The column's formula as a tree. Raises ConfigError where it names a table or a column that the form lacks."""
    node = parse_formula(column.formula)
    for call in nodes(node):
        if isinstance(call, Call) and len({part.table for part in call.arguments if isinstance(part, WholeColumn)}) > 1:
            raise ConfigError(
                f"서식 '{form.id}'의 '{table.id}.{column.id}' 수식은 한 표의 열만 견주어 더할 수 있습니다."
            )
    for part in nodes(node):
        home = table.id if isinstance(part, RowCell) else part.table if isinstance(part, WholeColumn) else None
        if home is None or not isinstance(part, RowCell | WholeColumn):
            continue
        if not any(other.id == home and any(c.id == part.column for c in other.columns) for _, other in form.tables()):
            raise ConfigError(
                f"서식 '{form.id}'의 '{table.id}.{column.id}' 수식이 없는 열 '{home}.{part.column}'을(를) 씁니다."
            )
    return node
