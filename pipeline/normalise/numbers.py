"""Counts and amounts as people type them -> whole numbers, by a closed grammar.

Comes in: a raw cell (None for a blank one) and the units its column allows. Goes out: a ``Reading``. It must not guess:
anything but a whole number with an allowed unit is refused with the rule that names the reason. The length of a text is
checked before anything is converted (the text 1e3000000 would take minutes to convert).
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.korean import attach, join_korean
from pipeline.model.cells import Cell
from pipeline.normalise.display import NumberFormat, date_of_serial, display_of, number_format, shortened
from pipeline.normalise.reading import (
    BOOLEAN,
    FORMAT_WORDS,
    HIDDEN,
    NUMBER_NOTE,
    SCALED,
    Line,
    Reading,
    accepted,
    blank,
    change_note,
    line_of,
    not_applicable,
    refused,
    unusable,
)

LARGEST_COUNT = 999_999
LARGEST_AMOUNT_WON = 99_999_999_999

(NOT_A_NUMBER, APPROXIMATE, LETTER_FOR_DIGIT, FOREIGN_DIGIT, EXPONENT) = (f"CELL-01{n}" for n in range(5))
(NOT_FINITE, TOO_MANY_DIGITS, FRACTION, NEGATIVE) = (f"CELL-01{n}" for n in range(6, 10))
(IS_A_DATE, PERCENT, WRONG_UNIT, COMMAS, DASH_OR_NOTHING, TOO_LARGE) = (f"CELL-02{n}" for n in range(6))
EXPRESSION = "CELL-027"
LOOKS_LIKE_A_DATE, FRACTION_OF_WON, POINT = "CELL-034", "CELL-035", "CELL-036"

_HIDDEN_MINUS = "셀 서식이 빼기 표시를 보이지 않게 함"
_MINUS_SIGNS = "-−–△▲"
_ZERO_WORDS = frozenset(("", "0", "영", "없음", "-", "–", "—", "−"))
_USUAL_BEFORE = frozenset(("", "₩", "￦", "\\", "제", "총", "계", "금", "일금", "+"))
_USUAL_AFTER = frozenset(("", "원정", "회차", "차", "."))
_LONGEST_TEXT = 40
_MOST_DIGITS = 15  # Excel stores no more
_NOISE = Decimal("1e-9")  # the rounding error of floating point, far below any typed fraction
_SERIALS_2000_2100 = range(36526, 73416)

_NUMBER = re.compile(r"([+-]?) ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))? ?([^0-9\s.,+-][^0-9]*)?")
_AMOUNT_UNITS = {"": 1, "원": 1, "천원": 1000, "만원": 10_000, "백만원": 1_000_000, "억원": 100_000_000}
_ONE_LETTER_UNITS = "명인건회차번개호동곳부권장매분일월년주팀쌍세살원만천억㎡mgL"
_LONGER_UNITS = (
    "가구",
    "세대",
    "개소",
    "시간",
    "박스",
    "세트",
    "차례",
    "년도",
    "천원",
    "만원",
    "백만원",
    "억원",
    "kg",
    "km",
)
_KNOWN_UNITS = frozenset(_ONE_LETTER_UNITS).union(_LONGER_UNITS)

_DATE_LIKE = re.compile(
    r"['’‘]?[0-9]{2,4} ?[.년/-] ?[0-9]{1,2} ?[.월/-] ?[0-9]{1,2} ?[.일]?"
    r"|[0-9]{1,2}월 ?[0-9]{1,2}일|[0-9]{1,2}\. [0-9]{1,2}\."
)
_ROUGH_WORD = re.compile(
    "약|대략|정도|가량|내외|안팎|쯤|남짓|이상|이하|미만|초과|수십|수백|여러|다수|소수|몇|[0-9] ?여|[?±~∼〜]"
)
_RANGE = re.compile("[0-9,]{1,9} ?[가-힣]{0,3} ?[–-] ?[0-9,]{1,9} ?[가-힣]{0,3}")
_POINT = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")  # 2.000 is two thousand to many people
_POINT_AT_END = re.compile(r"[+-]?[0-9,]{1,20} ?[가-힣]{0,3}\.")
_DIGITS_AND_LETTERS = re.compile("[0-9OoIl|,]{1,20}")
_LETTER_DIGITS = str.maketrans("OoIl|", "00111")
_EXPONENT = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+|0[xX][0-9A-Fa-f]+")
_EXPRESSION = re.compile(r"=.*|[0-9(). ]+(?: ?[+*/x×÷] ?[0-9(). ]+)+", re.I)
_WORDS_FOR_NUMBERS = re.compile(
    "[一二三四五六七八九十百千萬億〇零]+|(?:[일이삼사오육칠팔구]?[십백천만억])+[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]"
    "|(?:열|스물|서른|마흔|쉰)?(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|한|두|세|네)|열|스물|서른|마흔|쉰"
)
_DASH_OR_DOT = re.compile(r"[ㅡ–—―.·ㆍ․…_~-]{1,3}|[ㅡ–—―] ?[0-9][0-9,.]*[^0-9]{0,3}")
_NOT_FINITE_WORDS = frozenset(("nan", "inf", "infinity", "-inf", "+inf", "-infinity", "무한", "∞"))


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column of numbers allows; ``units`` maps an accepted suffix to its factor."""

    units: dict[str, int]
    allow_negative: bool
    maximum: int
    money: bool = False
    date_1904: bool = False

    @property
    def words(self) -> dict[str, object]:
        named = join_korean((f"'{unit}'" for unit in self.units if unit), "또는")
        return {"allowed": f"숫자만 적거나 숫자 뒤에 {attach(named, '을/를')} 붙여" if named else "단위 없이 숫자만"}


def read_count(
    cell: Cell | None,
    *,
    units: tuple[str, ...] = (),
    allow_negative: bool = False,
    maximum: int = LARGEST_COUNT,
    date_1904: bool = False,
) -> Reading:
    """A whole number of people, cases, times …; ``units`` are the suffixes that the column allows ("명",).

    Words such as 해당없음, 없음, 미실시 and a lone dash are NOT_APPLICABLE, never 0; a typed zero is ZERO; nothing is
    BLANK. A whole number 36526–73415 in the General format is refused because it may be a date that lost its format
    (44260 is 2021-03-05); such a count is accepted as "44,260" or "44260명".
    """
    return _read(cell, _Column({"": 1} | dict.fromkeys(units, 1), allow_negative, maximum, date_1904=date_1904))


def read_amount(
    cell: Cell | None, *, allow_negative: bool = False, maximum: int = LARGEST_AMOUNT_WON, date_1904: bool = False
) -> Reading:
    """An amount in won. "635만원" and "6,350천원" are read exactly, with a note; a fraction of a won is refused.

    A number format that shows a different number than the stored one (``#,##0,``, ``0"천원"``) is refused: the sender
    saw 6,350.
    """
    return _read(cell, _Column(_AMOUNT_UNITS, allow_negative, maximum, money=True, date_1904=date_1904))


def _read(cell: Cell | None, column: _Column) -> Reading:
    if cell is None:
        return blank()
    if (refusal := unusable(cell)) is not None:
        return refusal
    if isinstance(cell.value, int | float):
        return _read_stored(cell, cell.value, column)
    line = line_of(cell)
    return line if isinstance(line, Reading) else _read_typed(line, column)


def _read_stored(cell: Cell, value: int | float, column: _Column) -> Reading:
    """The reading of a cell that Excel stores as a number: the display may still show something else."""
    typed = display_of(cell, date_1904=column.date_1904)
    code = number_format(cell)
    if cell.is_date or code.clock:
        return refused(IS_A_DATE, typed)
    if isinstance(value, float) and not math.isfinite(value):
        return refused(NOT_FINITE, typed)
    if not abs(value) < 10**_MOST_DIGITS:
        return refused(TOO_MANY_DIGITS, typed)
    if (refusal := _format_refusal(code, value, typed, column)) is not None:
        return refusal
    if not column.money and not cell.formula and cell.number_format == "General" and _may_be_a_serial(value):
        day = date_of_serial(value, date_1904=column.date_1904)
        return refused(LOOKS_LIKE_A_DATE, typed, date=str(day))
    words = _format_words(code, value, column)
    reading = _whole(Decimal(str(value)), typed, words, column)
    return replace(reading, note_rule=FORMAT_WORDS) if words and reading.note else reading


def _format_words(code: NumberFormat, value: int | float, column: _Column) -> tuple[str, ...]:
    """The words in the number's format that are neither unit nor currency; the sender sees them, and reading drops
    them.
    """
    if value == 0 and code.literal:
        return () if code.prefix.strip() in _ZERO_WORDS else ("셀 서식이 0을 다르게 보이게 함",)
    if code.decimals == 3 and not code.exponent and value >= 1:
        return ("소수점 아래가 세 자리라 천 단위 쉼표로 보일 수 있음",)
    before, after = code.prefix.strip(), code.suffix.strip()
    if value < 0:  # ways in which a section shows a minus
        before, after = before.lstrip(f"({_MINUS_SIGNS} "), after.rstrip(") ")
        if code.own_sign and not any(sign in code.prefix + code.suffix for sign in f"({_MINUS_SIGNS}"):
            return (_HIDDEN_MINUS,)
    usual = before in _USUAL_BEFORE and (after in _USUAL_AFTER or after in column.units or after in _KNOWN_UNITS)
    return () if usual or code.hidden else ("셀 서식이 붙인 글자를 뺌",)


def _may_be_a_serial(value: int | float) -> bool:
    return value == int(value) and int(value) in _SERIALS_2000_2100


def _format_refusal(code: NumberFormat, value: int | float, typed: str, column: _Column) -> Reading | None:
    stored = f"{value:,}"
    if code.percent:
        return refused(PERCENT, typed)
    other = code.shows_another_number or (value != 0 and code.literal and not code.hidden)
    other |= value > 0 and code.prefix.strip()[-1:] in _MINUS_SIGNS and bool(code.prefix.strip())
    other |= code.exponent and Decimal(f"{value:.{code.decimals}E}") != Decimal(str(value))
    if other:
        return refused(SCALED, typed, stored=stored)
    if value != 0 and code.hidden:
        return refused(HIDDEN, typed, stored=stored)
    if _ROUGH_WORD.search(f"{code.prefix}0{code.suffix}"):
        return refused(APPROXIMATE, typed)
    unit = code.suffix.strip()
    if unit in _KNOWN_UNITS and unit not in column.units and len(column.units) > 1:
        return refused(WRONG_UNIT, typed, unit=unit, **column.words)
    return None


def _read_typed(line: Line, column: _Column) -> Reading:
    """The reading of a text cell: the exact grammar, or the rule that says why it does not fit."""
    if (other := not_applicable(line.text, line.typed)) is not None:
        return other
    if len(line.text) > _LONGEST_TEXT:
        return refused(TOO_MANY_DIGITS if not line.text.strip("0123456789,.+-") else NOT_A_NUMBER, line.typed)
    if sum(ch.isdecimal() for ch in line.text) > _MOST_DIGITS:
        return refused(TOO_MANY_DIGITS, line.typed)
    sign, text = _sign_mark(line.text)
    if column.money:
        text = text.removeprefix("₩").lstrip()
    point = "끝의 점을 뗌" if _POINT_AT_END.fullmatch(text) else ""
    number = _NUMBER.fullmatch(text.rstrip(".") if point else text)
    unit = (number[4] or "").replace(" ", "") if number else ""
    if number is None or unit not in column.units or (sign and number[1]):
        return _why_not(line, column, unit)
    if _POINT.fullmatch(text[: number.start(4)].rstrip() if number[4] else text) and column.units[unit] <= 1000:
        return refused(POINT, line.typed)
    plain = number[2].replace(",", "") + (f".{number[3]}" if number[3] else "")
    value = Decimal(f"{sign or number[1]}{plain}") * column.units[unit]
    named = attach(f"단위 '{unit}'", "을/를")
    changes = (
        line.changes
        + ((point,) if point else ())
        + ((f"{named} {'환산' if column.units[unit] > 1 else '뗌'}",) if unit else ())
    )
    return _whole(value, line.typed, changes or ("글자로 저장된 숫자",), column)


def _sign_mark(text: str) -> tuple[str, str]:
    """The sign that a look-alike mark before a number stands for (accounts print △ for a minus), and the rest."""
    return ("-", text[1:].lstrip()) if len(text) > 1 and text[0] in "−△▲" else ("", text)


def _whole(value: Decimal, typed: str, changes: tuple[str, ...], column: _Column) -> Reading:
    whole = int(value.to_integral_value())
    if abs(value - whole) > _NOISE:
        stored = f"{value.normalize():,f}"
        quoted = f"'{typed}'"
        seen = "" if stored in typed else f" 화면에는 {attach(quoted, '으로/로')} 보입니다."
        return refused(FRACTION_OF_WON if column.money else FRACTION, typed, stored=stored, seen=seen)
    if whole < 0 and not column.allow_negative:
        hidden = (
            f" 저장된 값은 {whole:,}인데 셀 서식이 빼기 표시(-)를 보이지 않게 합니다."
            if _HIDDEN_MINUS in changes
            else ""
        )
        return refused(NEGATIVE, typed, hidden=hidden)
    if abs(whole) > column.maximum:
        return refused(TOO_LARGE, typed, maximum=column.maximum)
    if value != whole:
        changes += ("소수점 아래의 계산 오차를 없앰",)
    result = f"{whole:,}{'원' if column.money else ''}"
    return accepted(whole, typed, change_note(typed, result, changes) if changes else "", NUMBER_NOTE)


def _why_not(line: Line, column: _Column, unit: str) -> Reading:
    """The refusal that best explains why a text is no number, tried from the most specific reason to the most
    general.
    """
    text, bare = line.text, _without_unit(line.text, column)
    odd_letters = _DIGITS_AND_LETTERS.fullmatch(bare) and bare.strip("0123456789,")
    in_words = _WORDS_FOR_NUMBERS.fullmatch(bare.replace(" ", "")) or any(_foreign(ch) for ch in text)
    for problem, applies in (
        (NOT_FINITE, text.lower() in _NOT_FINITE_WORDS),
        (BOOLEAN, text.lower() in ("true", "false", "참", "거짓")),
        (PERCENT, unit in ("%", "퍼센트", "프로")),
        (DASH_OR_NOTHING, _DASH_OR_DOT.fullmatch(text)),
        (IS_A_DATE, _DATE_LIKE.fullmatch(text)),
        (POINT, _POINT.fullmatch(bare)),
        (EXPONENT, _EXPONENT.fullmatch(text)),
        (EXPRESSION, _EXPRESSION.fullmatch(text)),
        (APPROXIMATE, _RANGE.fullmatch(text) or _ROUGH_WORD.search(text)),
        (WRONG_UNIT, unit in _KNOWN_UNITS),
        (LETTER_FOR_DIGIT, odd_letters),
        (FOREIGN_DIGIT, in_words),
        (COMMAS, "," in bare and re.fullmatch("[+-]?[0-9,]+", bare)),
    ):
        if applies:
            meant = shortened(bare.translate(_LETTER_DIGITS))
            return refused(problem, line.typed, unit=unit, meant=meant, **column.words)
    return refused(NOT_A_NUMBER, line.typed)


def _without_unit(text: str, column: _Column) -> str:
    for unit in sorted(column.units, key=len, reverse=True):
        if unit and text.endswith(unit):
            return text[: -len(unit)].rstrip()
    return text


def _foreign(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in ("Nd", "Nl", "No")
