"""SUMIFS and SUMPRODUCT calculated like Excel: the second opinion on the ledger's sums, without an office program.

Comes in: a formula of the ledger and its workbook. Goes out: its value. Texts are compared the way Excel does it:
SUMIFS ignores case and reads ``* ? ~`` and a leading ``= < >`` as patterns, EXACT does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from openpyxl.workbook import Workbook

Column = list[object]
_PIECES = re.compile(r"~[*?~]|.", re.DOTALL)
_PATTERNS = {"*": ".*", "?": "."}
_FLAGS = re.IGNORECASE | re.DOTALL


def named_columns(book: Workbook) -> dict[str, Column]:
    """The values of every named range of one column."""
    columns = {}
    for name, defined in book.defined_names.items():
        (sheet, cells), *_ = defined.destinations
        columns[name] = [row[0].value for row in book[sheet][cells]]
    return columns


def value_of(formula: str, columns: dict[str, Column], cell: Callable[[str], object]) -> float:
    """The value of the formula; ``cell`` gives the value at an address of its own sheet."""
    inside = re.fullmatch(r"=(SUMIFS|SUMPRODUCT)\((.*)\)", formula)
    if inside is None:
        raise ValueError(f"no sum of the ledger: {formula}")
    if inside[1] == "SUMIFS":
        total, *rest = _parts(inside[2])
        tests = [_like(columns[name], _wanted(text, cell)) for name, text in zip(rest[::2], rest[1::2], strict=True)]
    else:
        total, flag, *exact = inside[2].split("*")
        name, text = flag.strip("()").split("=")
        tests = [_like(columns[name], _wanted(text, cell))]
        for part in exact:
            name, text = part.removeprefix("EXACT(").removesuffix(")").split(",")
            tests.append([_text(value) == _text(_wanted(text, cell)) for value in columns[name]])
    return sum(
        float(str(value)) for value, *met in zip(columns[total], *tests, strict=True) if value is not None and all(met)
    )


def _parts(arguments: str) -> list[str]:
    return re.findall(r'"[^"]*"|[^,]+', arguments)


def _wanted(text: str, cell: Callable[[str], object]) -> object:
    return text.strip('"') if text.startswith('"') else cell(text.replace("$", ""))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _like(values: Column, wanted: object) -> list[bool]:
    """Which values meet a criterion of SUMIFS."""
    if isinstance(wanted, int | float):
        return [value == wanted for value in values]
    text = str(wanted)
    if re.match(r"[=<>]", text) or re.fullmatch(r"[-+.,0-9eE%:/ ]+", text):
        raise AssertionError(f"Excel would not read {text!r} as a plain text")
    if len(text) > 255:
        raise AssertionError("Excel takes no criterion of more than 255 characters")
    pattern = re.compile("".join(_PATTERNS.get(part, re.escape(part[-1])) for part in _PIECES.findall(text)), _FLAGS)
    return [isinstance(value, str) and bool(pattern.fullmatch(value)) for value in values]
