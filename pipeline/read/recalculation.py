"""What a formula comes to when it is worked out again from the cells that it names.

Comes in: a workbook as read and a formula's text. Goes out: the result, or ``UNKNOWN`` where the formula uses anything
beyond +, -, *, /, comparisons and a few functions, or a cell without a usable value. It never guesses: what cannot be
worked out here is no reason to doubt the stored result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from pipeline.cells import Cell, CellKind, SheetReading, WorkbookReading, column_number

LONGEST_FORMULA = 2_000
DEEPEST = 40
MOST_CELLS = 2_000_000  # looked at in one workbook; beyond it formulas are believed
TOLERANCE = 1e-9  # relative: what the order of additions may change, far below one won of the largest amount


class _Unknown(Enum):
    UNKNOWN = "unknown"


UNKNOWN = _Unknown.UNKNOWN
Value = int | float | str | bool | None | _Unknown  # None is a blank cell
Area = list[list[Value]]
Operand = Value | Area

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.:])
    | (?P<sheet>(?:'(?:[^'\[\]]|'')+'|[^\W0-9][\w.]*)!)?
      \$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})(?![\w.(!])
      (?::\$?(?P<last_column>[A-Za-z]{1,3})\$?(?P<last_row>[1-9][0-9]{0,6})(?![\w.(!]))?
    | (?P<function>[A-Z]+)\(
    | (?P<sign><=|>=|<>|[-+*/(),<>=])
    )""",
    re.VERBOSE,
)
_PATTERN = re.compile(r"[*?~]|^[<>=]")


class Recalculation:
    """Works out formulas over the stored values of one workbook."""

    def __init__(self, workbook: WorkbookReading) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
        self._last_rows = {name: sheet.last_row for name, sheet in self._sheets.items()}
        self._cells_left = MOST_CELLS

    def result(self, sheet: str, formula: str) -> Value:
        """What ``formula`` (without its "=") gives in a cell of ``sheet``; UNKNOWN where that cannot be told."""
        tokens = _tokens(formula)
        home = self._sheets.get(sheet.casefold())
        if tokens is None or home is None:
            return UNKNOWN
        parser = _Parser(tokens, self, home)
        value = _single(parser.comparison())
        return value if parser.at_end else UNKNOWN

    def area(self, home: SheetReading, token: re.Match[str]) -> Operand:
        """The value of one cell, or the values of a range row by row."""
        sheet = home
        if token["sheet"]:
            name = token["sheet"][:-1]
            name = name[1:-1].replace("''", "'") if name.startswith("'") else name
            found = self._sheets.get(name.casefold())
            if found is None:
                return UNKNOWN
            sheet = found
        top, left = int(token["row"]), column_number(token["column"])
        if not token["last_row"]:
            return _stored(sheet.cells.get((top, left)))
        bottom, right = int(token["last_row"]), column_number(token["last_column"])
        last = min(bottom, self._last_rows[sheet.name.casefold()])
        self._cells_left -= max(0, last - top + 1) * max(0, right - left + 1)
        if self._cells_left < 0:
            return UNKNOWN
        return [[_stored(sheet.cells.get((r, c))) for c in range(left, right + 1)] for r in range(top, last + 1)]


def is_same(stored: Value, result: Value) -> bool:
    """Whether a formula's stored value is what it comes to; a result of nothing shows as 0 or as nothing."""
    if stored is UNKNOWN or result is UNKNOWN:
        return True
    if result is None:
        return stored in (None, "", 0)
    if isinstance(stored, str) or isinstance(result, str):
        return (stored or "") == result if not isinstance(stored, int | float) else False
    if isinstance(stored, bool) or isinstance(result, bool) or stored is None:
        return stored is result
    return abs(stored - result) <= TOLERANCE * max(1, abs(stored), abs(result))


def stored_value(cell: Cell) -> Value:
    """A cell's stored value; UNKNOWN for an error and for a formula that was never calculated."""
    return _stored(cell)


def _stored(cell: Cell | None) -> Value:
    if cell is None:
        return None
    return UNKNOWN if cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED) else cell.value


def _tokens(formula: str) -> list[re.Match[str]] | None:
    if len(formula) > LONGEST_FORMULA:
        return None
    found: list[re.Match[str]] = []
    position = 0
    text = formula.rstrip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or token.end() == position:
            return None
        found.append(token)
        position = token.end()
    return found


class _Parser:
    """Works out while it reads: comparison -> sum -> product -> sign -> atom."""

    def __init__(self, tokens: list[re.Match[str]], book: Recalculation, home: SheetReading) -> None:
        self.tokens, self.book, self.home = tokens, book, home
        self.position = 0
        self.depth = 0

    @property
    def at_end(self) -> bool:
        return self.position == len(self.tokens)

    def _take(self, *signs: str) -> str:
        if not self.at_end and self.tokens[self.position]["sign"] in signs:
            self.position += 1
            return str(self.tokens[self.position - 1]["sign"])
        return ""

    def comparison(self) -> Operand:
        value = self._sum()
        while sign := self._take("=", "<>", "<", ">", "<=", ">="):
            value = _compared(sign, _single(value), _single(self._sum()))
        return value

    def _sum(self) -> Operand:
        value = self._product()
        while sign := self._take("+", "-"):
            value = _computed(sign, _single(value), _single(self._product()))
        return value

    def _product(self) -> Operand:
        value = self._signed()
        while sign := self._take("*", "/"):
            value = _computed(sign, _single(value), _single(self._signed()))
        return value

    def _signed(self) -> Operand:
        negative = signed = False
        while sign := self._take("-", "+"):
            negative, signed = negative != (sign == "-"), True
        value = self._atom()
        return _computed("-" if negative else "+", 0, _single(value)) if signed else value

    def _atom(self) -> Operand:
        self.depth += 1
        if self.at_end or self.depth > DEEPEST:
            return UNKNOWN
        token = self.tokens[self.position]
        self.position += 1
        value: Operand = UNKNOWN
        if token["text"] is not None:
            value = token["text"][1:-1].replace('""', '"')
        elif token["number"] is not None:
            value = float(token["number"]) if "." in token["number"] else int(token["number"])
        elif token["row"] is not None:
            value = self.book.area(self.home, token)
        elif token["function"] is not None:
            value = self._call(token["function"])
        elif token["sign"] == "(":
            value = self.comparison()
            value = value if self._take(")") else UNKNOWN
        self.depth -= 1
        return value

    def _call(self, name: str) -> Operand:
        arguments: list[Operand] = []
        if not self._take(")"):
            arguments.append(self.comparison())
            while self._take(","):
                arguments.append(self.comparison())
            if not self._take(")"):
                return UNKNOWN
        function = _FUNCTIONS.get(name)
        return UNKNOWN if function is None else function(arguments)


def _single(value: Operand) -> Value:
    if isinstance(value, list):
        return value[0][0] if len(value) == 1 and len(value[0]) == 1 else UNKNOWN
    return value


def _number(value: Value) -> int | float | None:
    """A value in arithmetic: a blank is 0; None for text, which other programs treat differently."""
    if value is None:
        return 0
    return None if isinstance(value, str | _Unknown) else value


def _computed(sign: str, left: Value, right: Value) -> Value:
    a, b = _number(left), _number(right)
    if a is None or b is None or (sign == "/" and b == 0):
        return UNKNOWN
    if sign == "/":
        return a / b
    return a * b if sign == "*" else a + b if sign == "+" else a - b


def _compared(sign: str, left: Value, right: Value) -> Value:
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if sign in ("=", "<>"):
        return _equal(left, right) is (sign == "=")
    a, b = _number(left), _number(right)
    if a is None or b is None:
        return UNKNOWN
    return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _equal(left: Value, right: Value) -> bool:
    """As Excel compares: letters of any case, a blank equal to 0 and to nothing, text never equal to a number."""
    if left is None or right is None:
        other = right if left is None else left
        return other in (None, "", 0)
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return not isinstance(left, str) and not isinstance(right, str) and left == right


def _flat(arguments: Sequence[Operand]) -> Iterator[tuple[Value, bool]]:
    """(value, whether it stands in a cell) of every argument."""
    for argument in arguments:
        if isinstance(argument, list):
            yield from ((value, True) for line in argument for value in line)
        else:
            yield argument, False


def _numbers(arguments: Sequence[Operand]) -> list[int | float] | None:
    """The numbers of all arguments, text in cells left aside as Excel does; None where one of them is unknown."""
    found: list[int | float] = []
    for value, in_cell in _flat(arguments):
        if value is UNKNOWN or (isinstance(value, str) and not in_cell):
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(value)
    return found


def _sum_of(arguments: Sequence[Operand]) -> Value:
    numbers = _numbers(arguments)
    return UNKNOWN if numbers is None else sum(numbers)


def _product_of(arguments: Sequence[Operand]) -> Value:
    numbers = _numbers(arguments)
    if not numbers:
        return UNKNOWN
    product: int | float = 1
    for number in numbers:
        product *= number
    return product


def _count_of(arguments: Sequence[Operand]) -> Value:
    """How many numbers there are; errors in cells count as none, as in Excel."""
    values = [value for value, in_cell in _flat(arguments) if not isinstance(value, _Unknown)]
    if len(values) < sum(1 for _ in _flat(arguments)):
        return UNKNOWN
    return sum(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _sum_if(arguments: Sequence[Operand]) -> Value:
    """SUMIF over equal values; patterns and comparisons in the criterion are left alone."""
    if len(arguments) not in (2, 3) or not isinstance(arguments[0], list):
        return UNKNOWN
    wanted = _single(arguments[1])
    amounts = arguments[-1] if len(arguments) == 3 else arguments[0]
    if wanted in (UNKNOWN, None, "") or not isinstance(amounts, list):
        return UNKNOWN
    if isinstance(wanted, str) and _PATTERN.search(wanted):
        return UNKNOWN
    total: int | float = 0
    for names, values in zip(arguments[0], amounts, strict=False):
        for name, value in zip(names, values, strict=False):
            if name is UNKNOWN or not _equal(name, wanted) or name is None:
                continue
            if value is UNKNOWN:
                return UNKNOWN
            total += value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    return total


def _if(arguments: Sequence[Operand]) -> Operand:
    if len(arguments) not in (2, 3):
        return UNKNOWN
    condition = _number(_single(arguments[0]))
    if condition is None:
        return UNKNOWN
    if condition:
        return arguments[1]
    return arguments[2] if len(arguments) == 3 else False


def _logical(decide: Callable[[Iterator[bool]], bool]) -> Callable[[Sequence[Operand]], Value]:
    def function(arguments: Sequence[Operand]) -> Value:
        values = [_number(_single(argument)) for argument in arguments]
        known = [value for value in values if value is not None]
        return decide(bool(value) for value in known) if values and len(known) == len(values) else UNKNOWN

    return function


def _round(arguments: Sequence[Operand]) -> Value:
    """Halves go away from zero, as in Excel."""
    numbers = [_number(_single(argument)) for argument in arguments]
    if len(numbers) != 2 or numbers[0] is None or not isinstance(numbers[1], int) or abs(numbers[1]) > 9:
        return UNKNOWN
    rounded = Decimal(str(numbers[0])).quantize(Decimal(1).scaleb(-numbers[1]), rounding=ROUND_HALF_UP)
    return int(rounded) if numbers[1] <= 0 else float(rounded)


_FUNCTIONS: dict[str, Callable[[Sequence[Operand]], Operand]] = {
    "SUM": _sum_of,
    "PRODUCT": _product_of,
    "COUNT": _count_of,
    "SUMIF": _sum_if,
    "IF": _if,
    "AND": _logical(all),
    "OR": _logical(any),
    "ROUND": _round,
}
