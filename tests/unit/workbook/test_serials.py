"""Day numbers of Excel in both calendars, against dates worked out by hand and against openpyxl."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, to_excel

from pipeline.workbook.serials import serial_of, serial_of_iso


@pytest.mark.parametrize(
    ("moment", "date_1904", "serial"),
    [
        (date(2021, 3, 5), False, 44260),
        (date(2021, 3, 5), True, 42798),
        (datetime(2021, 3, 5, 6), False, 44260.25),
        (date(1900, 1, 1), False, 1),
        (date(1900, 2, 28), False, 59),
        (date(1900, 3, 1), False, 61),
        (date(1904, 1, 1), True, 0),
        (time(18, 0), False, 0.75),
        (timedelta(hours=36), False, 1.5),
    ],
)
def test_a_moment_has_the_number_that_excel_stores(
    moment: date | time | timedelta, date_1904: bool, serial: float
) -> None:
    assert serial_of(moment, date_1904) == serial


@given(moment=st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 31)), date_1904=st.booleans())
def test_numbers_agree_with_openpyxl(moment: datetime, date_1904: bool) -> None:
    moment = moment.replace(microsecond=0)
    expected = to_excel(moment, MAC_EPOCH if date_1904 else WINDOWS_EPOCH)

    assert serial_of(moment, date_1904) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("text", ["", "3월 5일", "2021-13-01", "2021-02-29", "25:00:00", "21-3-5", "2021/03/05"])
def test_what_is_no_iso_date_has_no_number(text: str) -> None:
    assert serial_of_iso(text, date_1904=False) is None
