"""Personal data in free text: where it is, and the text with it masked.

Comes in: any text, or a cell. Goes out: kinds and positions, never the digits themselves. It must not miss a resident
number because its check digit is wrong (since October 2020 the last six digits are random), must not take an office
landline, a business number, a date or a voucher number for personal data, and must stay linear on a pasted page: every
quantifier below is bounded and every pattern starts at the beginning of a run of letters or digits.

A home address is recognised only down to the door: a flat's building and door number (101동 1203호), or the door in a
block of flats (빌라 302호). A road and a house number alone may be an office, a hall or a shop.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model.cells import Cell, CellKind

RESIDENT_NUMBER = "주민등록번호"
MOBILE_NUMBER = "휴대전화"
CARD_NUMBER = "카드번호"
ACCOUNT_NUMBER = "계좌번호"
HOME_ADDRESS = "집 주소"
EMAIL = "전자우편 주소"
_BY_GRAVITY = (RESIDENT_NUMBER, MOBILE_NUMBER, CARD_NUMBER, ACCOUNT_NUMBER, HOME_ADDRESS, EMAIL)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data: ``text[start:end]`` is what must not be shown."""

    kind: str
    start: int
    end: int


_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "‐‑‒–—―−ㅡ-"
_PLAIN_SIGNS = {ord(wide): plain for wide, plain in zip("－（）．／＠", "-()./@", strict=True)}
_GAP = rf"[\s._·․/{_ZERO_WIDTH}{_DASHES}]"
_RESIDENT = re.compile(rf"(?<![0-9])([0-9]{{2}})([01][0-9])([0-3][0-9]){_GAP}{{0,4}}([1-8])[0-9]{{6}}(?![0-9])")
# The same with gaps inside the last seven digits, behind a dash: 800101-1 234567. With a lookahead, because what only
# looks like one may end in a real one: 240305-1 800101-1234567.
_SPLIT_RESIDENT = re.compile(
    rf"(?<![0-9])(?=(([0-9]{{2}})([01][0-9])([0-3][0-9]){_GAP}{{0,2}}[{_DASHES}]{_GAP}{{0,2}}"
    rf"(([1-8])(?:{_GAP}{{0,2}}[0-9]){{6}}))(?![0-9]))"
)
_MOST_PARTS = 3  # of the last seven digits; more are a row of small numbers
_DAYS_OF_VOUCHERS = range(10, 40)  # years of a century: 240305-1 is also a voucher's number, with an amount behind it
_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:82{_GAP}{{0,2}}\(?0?\)?{_GAP}{{0,2}}|0)1[016789]\)?{_GAP}{{0,3}}[0-9]{{3,4}}{_GAP}{{0,3}}[0-9]{{4}}"
    rf"|10[{_DASHES}][0-9]{{4}}[{_DASHES}][0-9]{{4}})(?![0-9])"
)
# Searched at every group (the lookahead consumes nothing), because a row of groups may start before the card number
# does.
_CARD = re.compile(rf"(?<![0-9])(?=(([0-9]{{4}})({_GAP}{{0,3}})[0-9]{{4}}\3[0-9]{{4}}\3[0-9]{{4}})(?![0-9]))")
_CARD_15 = re.compile(rf"(?<![0-9])3[47][0-9]{{2}}{_GAP}{{0,3}}[0-9]{{6}}{_GAP}{{0,3}}[0-9]{{5}}(?![0-9])")
_GROUPS = re.compile(r"(?<![0-9-])[0-9]{1,14}(?:-[0-9]{1,7}){0,4}(?![0-9-])")
_SPACED_GROUPS = re.compile(r"(?<![0-9-])(?<![0-9] )[0-9]{3,6}(?: [0-9]{1,7}){2,3}(?! ?[0-9-])")

# Houses are counted in 호 too (임대주택 100호), branches and rooms are numbered (2호점, 203호실): those are not doors.
_DOOR = r"[0-9]{3,4}\s?호(?![가-힣])|[0-9]{3,4}\s?호(?:에|로|의|와|과|은|는|이|가|을|를|입|거주|어르신|세대|가구|댁)"
_HOME = re.compile(
    rf"(?<![0-9])[0-9]{{2,4}}\s?동,?\s{{0,2}}(?:{_DOOR})"
    rf"|(?:빌라|빌리지|맨션|고시원)\s{{0,2}}(?:[0-9A-Za-z가나다라]{{1,4}}\s?동,?\s{{0,2}})?(?:{_DOOR})"
)
_MAIL_NAME = "A-Za-z0-9._%+-"
_EMAIL = re.compile(
    rf"(?<![{_MAIL_NAME}])[A-Za-z0-9][{_MAIL_NAME}]{{0,63}}@(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}[A-Za-z]{{2,24}}(?![A-Za-z])"
)

# Digits after a decimal point or an exponent are measurements and identify nobody: 0.6282051282051282, 6.28E-02.
_MEASURED = re.compile(
    r"(?<![0-9.,_/-])(?:(?:0|[1-9][0-9]{0,14})\.[0-9]{1,40}(?:[eE][+-]?[0-9]{1,3})?|[0-9]{1,15}[eE][+-]?[0-9]{1,3})"
    r"(?![0-9A-Za-z/_-]|\.[0-9])"
)
_BANK_WORDS = re.compile("계좌|은행|뱅크|농협|수협|신협|새마을금고|우체국|예금주|통장|입금|송금")
_CORPORATE = re.compile(r"법인\s?(?:등록)?\s?번호")
# Lengths of the dashed groups that banks print; 4-4-4 is left out, vouchers are numbered like that.
_BANK_SHAPES = frozenset(
    ((6, 2, 6), (3, 3, 6), (4, 3, 6), (3, 6, 5), (3, 6, 2, 3), (3, 4, 4, 2), (3, 2, 6), (4, 2, 7), (5, 2, 6), (3, 6, 3))
)
_LANDLINE = re.compile(r"(?:0[0-9]{1,2}-)?[0-9]{3,4}-[0-9]{4}|1[0-9]{3}-[0-9]{4}|0[0-9]{9,10}")
_BUSINESS_NUMBER = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{5}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_EXCEL_ATE_THE_ZERO = re.compile(r"10[0-9]{8}")
_FEWEST_DIGITS = 10  # in the shortest number searched for; most cells hold fewer and need no search
_SIGNS_OF_MORE = ("@", "＠", "호")  # without one of these there is neither an e-mail nor a home address
_BEFORE, _AFTER = 20, 14  # how many characters before or after an account number a bank's name is looked for


@lru_cache(maxsize=2_000)  # labels, names and answers stand in one return after the other
def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """Every resident, mobile, card and account number, home and e-mail address in ``text``, in order; where two
    overlap, the graver kind.

    Digits of any script and width count. A resident number needs a possible date and then a first digit of 1–8, but no
    valid check digit; a number introduced as 법인등록번호 is a company's. Sixteen digits are a card where they are
    grouped by dashes or pass the Luhn check. Digits are an account near a bank's name, or in a bank's own grouping.
    """
    numbers = sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS
    if not numbers and not any(sign in text for sign in _SIGNS_OF_MORE):
        return ()
    plain = _with_plain_digits(text)
    spans = _numbers(_MEASURED.sub(_blanked, plain)) if numbers else []
    spans += [(*match.span(), HOME_ADDRESS) for match in _HOME.finditer(plain)]
    spans += [(*match.span(), EMAIL) for match in _EMAIL.finditer(plain)]
    found: list[PersonalData] = []
    for start, end, kind in sorted(spans):
        if found and start < found[-1].end:
            kinds = (found[-1].kind, kind)
            graver = min(kinds, key=_BY_GRAVITY.index)
            found[-1] = PersonalData(graver, found[-1].start, max(end, found[-1].end))
        else:
            found.append(PersonalData(kind, start, end))
    return tuple(found)


def _numbers(plain: str) -> list[tuple[int, int, str]]:
    return [
        *((start, end, RESIDENT_NUMBER) for start, end in (*_resident_numbers(plain), *_split_residents(plain))),
        *((*match.span(), MOBILE_NUMBER) for match in _MOBILE.finditer(plain)),
        *((start, end, CARD_NUMBER) for start, end in _card_numbers(plain)),
        *((start, end, ACCOUNT_NUMBER) for start, end in _account_numbers(plain)),
    ]


def _blanked(match: re.Match[str]) -> str:
    """Blanks of the same length; a resident number split by a dot stays."""
    return match[0] if _RESIDENT.fullmatch(match[0]) else " " * len(match[0])


def find_in_cell(cell: Cell | None) -> tuple[PersonalData, ...]:
    """The personal data in a cell's stored value; positions are those in ``stored_text``.

    A plain number 1012345678 is a mobile number whose leading 0 Excel dropped.
    """
    text = stored_text(cell)
    if cell is not None and cell.kind is CellKind.NUMBER:
        if _EXCEL_ATE_THE_ZERO.fullmatch(text) and "," not in cell.number_format:
            return (PersonalData(MOBILE_NUMBER, 0, len(text)),)
        return find_personal_data(text) if text.isdigit() else ()
    return find_personal_data(text)


def stored_text(cell: Cell | None) -> str:
    """A cell's stored value as text: a whole number as its digits, "" for a blank or an uncalculated formula."""
    if cell is None or cell.value is None:
        return ""
    value = cell.value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else f"{value:.15g}"
    if isinstance(value, int) and value.bit_length() > 200:  # Python refuses to convert very long ones
        return cell.raw or "60자리가 넘는 수"
    return str(value)


def mask(text: str) -> str:
    """``text`` with every digit of its personal data (in an e-mail address every letter too) replaced by "*"; length
    and dashes stay.
    """
    return mask_spans(text, find_personal_data(text))


def mask_spans(text: str, found: Sequence[PersonalData]) -> str:
    """``text`` with the digits (in an e-mail address the letters too) of the pieces ``found`` replaced by "*"."""
    pieces, done = [], 0
    for data in found:
        pieces.append(text[done : data.start])
        letters = data.kind == EMAIL
        pieces += ("*" if ch.isdecimal() or (letters and ch.isalnum()) else ch for ch in text[data.start : data.end])
        done = data.end
    return "".join(pieces) + text[done:]


def _with_plain_digits(text: str) -> str:
    """Character for character the same text with ASCII digits and dashes, so that positions stay true."""
    if text.isascii():
        return text
    odd = {ch for ch in text if not ch.isascii()}
    table = {ord(ch): str(unicodedata.decimal(ch)) for ch in odd if ch.isdecimal()}
    return text.translate(table | _PLAIN_SIGNS)


def _resident_numbers(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _RESIDENT.finditer(text) if _is_born(text, match.start(), *match.groups())]


def _split_residents(text: str) -> list[tuple[int, int]]:
    """Resident numbers with gaps inside the last seven digits. In a year of vouchers only those with a right check
    digit: everybody who was born before October 2020 has one.
    """
    spans = []
    for match in _SPLIT_RESIDENT.finditer(text):
        number, year, month, day, last_seven, century = match.groups()
        parts = len(re.findall("[0-9]+", last_seven))
        if not 1 < parts <= _MOST_PARTS or not _is_born(text, match.start(), year, month, day, century):
            continue
        if int(year) not in _DAYS_OF_VOUCHERS or _has_check_digit(number):
            spans.append(match.span(1))
    return spans


def _is_born(text: str, start: int, year: str, month: str, day: str, century: str) -> bool:
    """Whether it begins with a possible day of birth and is not introduced as a company's number."""
    years = 1900 if century in "1256" else 2000
    possible = 1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(years + int(year), int(month))[1]
    return possible and not _CORPORATE.search(text, max(start - _BEFORE, 0), start)


def _has_check_digit(number: str) -> bool:
    """Whether the last digit follows from the others; foreigners' (5 to 8) is two more."""
    *digits, last = (int(ch) for ch in number if ch.isdecimal())
    total = sum(digit * weight for digit, weight in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    return last == ((13 if digits[6] >= 5 else 11) - total % 11) % 10


def _card_numbers(text: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in _CARD_15.finditer(text) if _passes_luhn(match[0])]
    for match in _CARD.finditer(text):
        number, first, gap = match.groups()
        if _YEAR.fullmatch(first):  # no card number begins like this, but rows of years and voucher numbers do
            continue
        dashed = bool(gap) and not gap.strip(_DASHES)
        grouped = bool(gap) and first[0] in "34569"
        if dashed or grouped or (first[0] in "234569" and _passes_luhn(number)):
            spans.append(match.span(1))
    return spans


def _passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(int(ch) for ch in reversed(number) if ch.isdecimal()):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _account_numbers(text: str) -> list[tuple[int, int]]:
    dashed = re.sub(f"[{_DASHES}]", "-", text)
    spans = [match.span() for match in _GROUPS.finditer(dashed) if _is_account(match, dashed)]
    for match in _SPACED_GROUPS.finditer(dashed):
        if _shape(match[0]) in _BANK_SHAPES and _near_a_bank(match, dashed):
            spans.append(match.span())
    return spans


def _is_account(match: re.Match[str], text: str) -> bool:
    number, shape = match[0], _shape(match[0])
    if _LANDLINE.fullmatch(number) or _BUSINESS_NUMBER.fullmatch(number) or (len(shape) > 1 and _YEAR.match(number)):
        return False
    return shape in _BANK_SHAPES or (10 <= sum(shape) <= 16 and _near_a_bank(match, text))


def _shape(number: str) -> tuple[int, ...]:
    return tuple(len(group) for group in re.split("[ -]", number))


def _near_a_bank(match: re.Match[str], text: str) -> bool:
    before, after = text[max(match.start() - _BEFORE, 0) : match.start()], text[match.end() : match.end() + _AFTER]
    return bool(_BANK_WORDS.search(before) or _BANK_WORDS.search(after))
