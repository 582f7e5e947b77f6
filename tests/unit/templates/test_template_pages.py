"""How many pages a sheet needs, calculated by hand for A4."""

from __future__ import annotations

import pytest

from pipeline.templates.printed_page import pages_needed


@pytest.mark.parametrize(
    ("width", "height", "landscape", "pages"),
    [
        (50.0, 748.4, False, 1.0),  # 842 - 93.6 points high; 310 points are no wider than 595 - 72
        (50.0, 501.4, True, 1.0),  # 595 - 93.6
        (2 * 523 / 6.2, 748.4, False, 0.5),  # twice as wide as the page: all at half the size
    ],
)
def test_a_sheet_is_shrunk_to_the_width_and_counted_in_heights(
    width: float, height: float, landscape: bool, pages: float
) -> None:
    assert pages_needed(width, height, landscape=landscape) == pytest.approx(pages, abs=0.001)
