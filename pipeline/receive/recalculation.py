"""The result of a formula when it is calculated again from the cells that it names.

Comes in: a workbook as read and a formula's text. Goes out: the result, or ``UNKNOWN`` where the formula uses anything
beyond +, -, *, /, comparisons and a few functions, or a cell without a usable value. It never guesses: a formula that
cannot be calculated here is no reason to doubt the stored result. Formulas that it refers to are calculated too, unless
they stand in a cell that is judged on its own (one mistake is reported once, where it is).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.model.cells import Cell, CellKind, SheetReading, WorkbookReading, column_number
from pipeline.receive.functions import FUNCTIONS, UNKNOWN, Operand, Value, compared, computed, single

LONGEST_FORMULA = 2_000
DEEPEST = 40
LONGEST_CHAIN = 20  # formulas that refer to formulas; beyond this, stored results are trusted
MOST_CELLS = 2_000_000  # looked at in one workbook; beyond this, stored results are trusted
LARGEST = 10**307  # no spreadsheet program holds larger numbers
TOLERANCE = 1e-9  # relative: what the order of additions may change; far below one won in the largest amount


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


class Recalculation:
    """Calculates formulas over the values of one workbook. The stored results of cells in ``judged`` (sheet, row,
    column) are taken as they are.
    """

    def __init__(self, workbook: WorkbookReading, judged: Collection[tuple[str, int, int]] = ()) -> None:
        self.workbook = workbook
        self._sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
        self._last_rows = {name: sheet.last_row for name, sheet in self._sheets.items()}
        self._cells_left = MOST_CELLS
        self._judged = judged
        self._worked_out: dict[tuple[str, int, int], Value] = {}
        self._chain = 0

    def result(self, sheet: str, formula: str) -> Value:
        """What ``formula`` (without its "=") gives in a cell of ``sheet``; UNKNOWN where it cannot be calculated."""
        tokens = _tokens(formula)
        home = self._sheets.get(sheet.casefold())
        if tokens is None or home is None:
            return UNKNOWN
        parser = _Parser(tokens, self, home)
        try:
            value = single(parser.comparison())
        except OverflowError:
            return UNKNOWN
        return _held(value) if parser.at_end else UNKNOWN

    def area(self, home: SheetReading, token: re.Match[str], shape: tuple[int, int] | None = None) -> Operand:
        """The values of a cell or a range, row by row; functions treat text from cells differently from text written in
        the formula. With ``shape`` so many rows and columns from its top left cell, whatever its own size.
        """
        sheet = home
        if token["sheet"]:
            name = token["sheet"][:-1]
            name = name[1:-1].replace("''", "'") if name.startswith("'") else name
            found = self._sheets.get(name.casefold())
            if found is None:
                return UNKNOWN
            sheet = found
        top, left = int(token["row"]), column_number(token["column"])
        if shape is not None:
            bottom, right = top + shape[0] - 1, left + shape[1] - 1
        elif not token["last_row"]:
            return [[self._value(sheet, top, left)]]
        else:
            bottom, right = int(token["last_row"]), column_number(token["last_column"])
        last = min(bottom, self._last_rows[sheet.name.casefold()])
        self._cells_left -= max(0, last - top + 1) * max(0, right - left + 1)
        if self._cells_left < 0:
            return UNKNOWN
        return [[self._value(sheet, r, c) for c in range(left, right + 1)] for r in range(top, last + 1)]

    def _value(self, sheet: SheetReading, row: int, column: int) -> Value:
        """A cell's value; for a formula its calculated result, or the stored one where it cannot be calculated."""
        cell = sheet.cells.get((row, column))
        place = sheet.name, row, column
        if cell is None or not cell.formula or place in self._judged:
            return stored_value(cell)
        if place not in self._worked_out:
            self._worked_out[place] = stored_value(cell)  # what a formula finds where it refers back to itself
            if self._chain < LONGEST_CHAIN:
                self._chain += 1
                result = self.result(sheet.name, cell.formula)
                self._chain -= 1
                if result is not UNKNOWN:
                    self._worked_out[place] = result
        return self._worked_out[place]


def is_same(stored: Value, result: Value) -> bool:
    """Whether a formula's stored value is its calculated result; a blank result may be stored as 0 or as blank."""
    if stored is UNKNOWN or result is UNKNOWN:
        return True
    if result is None:
        return stored in (None, "", 0)
    if isinstance(stored, str) or isinstance(result, str):
        return (stored or "") == result if not isinstance(stored, int | float) else False
    if isinstance(stored, bool) or isinstance(result, bool) or stored is None:
        return stored is result
    return abs(stored - result) <= TOLERANCE * max(1, abs(stored), abs(result))


def stored_value(cell: Cell | None) -> Value:
    """A cell's stored value, None for a blank; UNKNOWN for an error, for a formula that was never calculated and for a
    number that no program holds.
    """
    if cell is None:
        return None
    return UNKNOWN if cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED) else _held(cell.value)


def _held(value: Value) -> Value:
    """The value, UNKNOWN for a number that is too large for every spreadsheet program."""
    return UNKNOWN if isinstance(value, int | float) and not abs(value) < LARGEST else value


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
    """Calculates while it parses: comparison -> sum -> product -> sign -> atom."""

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
            value = compared(sign, single(value), single(self._sum()))
        return value

    def _sum(self) -> Operand:
        value = self._product()
        while sign := self._take("+", "-"):
            value = computed(sign, single(value), single(self._product()))
        return value

    def _product(self) -> Operand:
        value = self._signed()
        while sign := self._take("*", "/"):
            value = computed(sign, single(value), single(self._signed()))
        return value

    def _signed(self) -> Operand:
        negative = signed = False
        while sign := self._take("-", "+"):
            negative, signed = negative != (sign == "-"), True
        value = self._atom()
        return computed("-" if negative else "+", 0, single(value)) if signed else value

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
        last = self.position
        if not self._take(")"):
            arguments.append(self.comparison())
            while self._take(","):
                last = self.position
                arguments.append(self.comparison())
            if not self._take(")"):
                return UNKNOWN
        if name == "SUMIF" and len(arguments) == 3:
            arguments[2] = self._as_large_as(arguments[0], last)
        function = FUNCTIONS.get(name)
        return UNKNOWN if function is None else function(arguments)

    def _as_large_as(self, searched: Operand, start: int) -> Operand:
        """The range written at ``start``, with the size of the range that a SUMIF searches, as spreadsheet programs
        take it; UNKNOWN where the argument that has just been read is more than a range.
        """
        token = self.tokens[start]
        if not isinstance(searched, list) or token["row"] is None or self.position > start + 2:
            return UNKNOWN
        return self.book.area(self.home, token, (len(searched), len(searched[0]) if searched else 0))
