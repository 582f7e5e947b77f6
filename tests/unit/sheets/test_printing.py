"""How many lines fit on the first page of a sheet: calculated by hand for A4."""

from __future__ import annotations

import pytest

from pipeline.sheets.printing import last_row_of_first_page


@pytest.mark.parametrize(
    ("widths", "portrait", "last"),
    [
        # landscape A4: 595 - 79.2 points high, 94 % of that is 484; 29 lines of 16.5 points take 478.5
        ([20.0], False, 28),
        # 842 - 57.6 points wide; 261.5 units of 6 points are twice as wide: 58 lines at half the size
        ([130.0, 130.125], False, 57),
        # portrait: 842 - 79.2, 94 % of that is 717; 43 lines take 709.5
        ([20.0], True, 42),
    ],
)
def test_the_first_page_holds_what_fits_when_it_is_shrunk_to_its_width(
    widths: list[float], portrait: bool, last: int
) -> None:
    assert last_row_of_first_page(widths, {}, 1000, portrait=portrait) == last


def test_higher_lines_leave_room_for_fewer_and_a_short_sheet_is_whole() -> None:
    """The first line takes 400 of the 484 points; five of 16.5 fit below it."""
    assert last_row_of_first_page([20.0], {0: 400.0}, 1000, portrait=False) == 5
    assert last_row_of_first_page([20.0], {}, 7, portrait=False) == 7
