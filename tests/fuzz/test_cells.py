"""Numbers and dates as people may type them: never an exception, and never a number with other digits than the text."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import decimal, normalize

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.cells import Cell, CellKind
from pipeline.normalise.dates import read_date, read_month
from pipeline.normalise.numbers import read_amount, read_count

PIECES = [
    "0",
    "1",
    "7",
    "10",
    "2021",
    "３",
    "²",
    "①",
    "٣",
    ".",
    ",",
    "/",
    "-",
    "−",
    "~",
    " ",
    "\u200b",
    "\n",
    "(",
    ")",
    "'",
]
PIECES += ["명", "건", "약", "여", "총", "일", "월", "년", "말", "수", "없음", "E", "e", "O", "l", "%", "#", "=", "?"]
TYPED = st.one_of(st.text(max_size=12), st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
SCALES = st.sampled_from(["", "천", "만", "백만", "억"])


def typed(text: str) -> Cell:
    return Cell(7, 4, CellKind.TEXT, text)


def digits_of(text: str) -> str:
    """Every digit in order, up to a decimal point: "1,234명" gives "1234"."""
    whole = re.split(r"[.．](?=\d)", text, maxsplit=1)[0]
    return "".join(str(decimal(sign)) for sign in whole if sign.isdecimal())


@given(TYPED)
def test_a_count_is_the_digits_that_stand_there(text: str) -> None:
    reading = read_count(typed(text), units=("명", "건"), allow_negative=True)
    if reading.value is not None:
        assert str(abs(int(reading.value))) == (digits_of(text).lstrip("0") or "0")


@given(st.integers(0, 99_999), SCALES, st.sampled_from(["원", " 원"]))
def test_an_amount_is_its_digits_times_its_scale(number: int, scale: str, unit: str) -> None:
    factor = {"": 1, "천": 1_000, "만": 10_000, "백만": 1_000_000, "억": 100_000_000}[scale]
    reading = read_amount(typed(f"{number}{scale}{unit}"))
    assert reading.value in (None, number * factor)


@given(TYPED)
def test_a_date_has_no_number_that_does_not_stand_there(text: str) -> None:
    value = read_date(typed(text), year=2021, month=3).value
    read_month(typed(text), year=2021)
    if isinstance(value, date):
        groups = "".join(
            re.findall(r"\d+", "".join(str(decimal(s)) if s.isdecimal() else s for s in normalize("NFKC", text)))
        )
        assert f"{value.day}" in groups or "말" in text
        assert value.year in (2020, 2021, 2022) or str(value.year) in groups or value.year == 1900 + int(groups[:2])


@given(
    st.floats(allow_nan=False), st.sampled_from(["General", "0", "yyyy-mm-dd", "#,##0,", '0"명"', "[h]:mm", "0.0", "@"])
)
def test_a_stored_number_is_itself_or_nothing(value: float, code: str) -> None:
    cell = Cell(7, 4, CellKind.NUMBER, value, number_format=code, is_date=code == "yyyy-mm-dd")
    reading = read_count(cell, units=("명",), allow_negative=True)
    assert reading.value is None or abs(reading.value - value) < 1e-6
    read_date(cell, year=2021)
    read_month(cell, year=2021)
