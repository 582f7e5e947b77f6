"""How the parts of a chart fit the space it has: panels in a row, the height, the sizes of titles, names and numbers.

Comes in: a prepared chart, and a canvas to measure with. Goes out: sizes in mm and points, which pictures and Word
charts share. It must not draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.report.charts.canvas import Canvas
from pipeline.report.charts.labels import SMALLEST, Label, digit_height, fit_all, line_step, size_for
from pipeline.report.charts.prepared import MATRIX, PreparedChart, PreparedPanel

WIDTH_MM = 170.0
GAP = 6.0  # mm between two panels
TITLE_SIZE = 10.0
LABEL_SIZE = 8.0
VALUE_SIZE = 9.0
UPRIGHT_SIZE = 7.0  # pt of numbers turned by 90°; where these do not fit either, panels are stacked
SINGLE_SHARE, GROUP_SHARE = 0.62, 0.78  # of a slot's width
NAME_SHARE = 0.93  # of a slot, at most
WIDEST_BAR = 15.0
LABEL_GAP = 1.4
VALUE_GAP = 1.2
LEGEND_HEIGHT = 5.0
ROW_NAME_GAP = 2.0  # between the names of horizontal bars, or of a matrix, and what they name
FULL_SHARE, _LONGEST_SHARE = 100.0, 200.0  # per cent
SCALE_HEIGHT = digit_height(LABEL_SIZE) + 1.2
KEY_HEIGHT = 5.0
_MOST_IN_A_ROW = {"rates": 2, MATRIX: 1}
_TITLE_GAP = 1.6
_LEAST_BARS = 16.0
_LYING_NAME_SHARE = 0.34  # of the panel's width, at most
_THINNEST = 4.6  # mm for one horizontal bar and the space around it
_LEAST_GAP = 0.6
_WIDEST_ROW_NAME = 34.0
_LEAST_ROW_GAP = 1.2


@dataclass(frozen=True, slots=True)
class FittedColumns:
    """The space that vertical bars need around them. Names share one size; the lists have one entry per panel."""

    names: list[list[Label]]
    number_sizes: list[float | None]  # None: the numbers are turned by 90°
    number_heights: list[float]
    legend_height: float

    @property
    def names_height(self) -> float:
        """From the zero line to the foot of the panels, in mm."""
        return max((label.height for row in self.names for label in row), default=0.0) + LABEL_GAP


def panel_width(whole: float, in_a_row: int) -> float:
    """The width in mm of each of ``in_a_row`` panels on a picture ``whole`` mm wide."""
    return (whole - GAP * (in_a_row - 1)) / in_a_row


def panels_in_a_row(ruler: Canvas, chart: PreparedChart) -> int:
    """As many side by side as leave room for every number; 1 where even the full width is too narrow."""
    count = len(chart.panels)
    if chart.kind in _MOST_IN_A_ROW:
        return min(count, _MOST_IN_A_ROW[chart.kind])
    for in_a_row in range(2 if count == 4 else min(count, 3), 1, -1):
        width = panel_width(WIDTH_MM, in_a_row)
        if all(_has_room(ruler, panel, width) for panel in chart.panels):
            return in_a_row
    return 1


def height_of(ruler: Canvas, chart: PreparedChart, in_a_row: int) -> float:
    """The height in mm that the chart asks for, or more where its rows of panels need more."""
    rows = -(-len(chart.panels) // in_a_row)
    least = _LEAST_HEIGHTS.get(chart.kind, _least_columns)(ruler, chart.panels, panel_width(WIDTH_MM, in_a_row))
    return max(chart.height_mm, rows * least + (rows - 1) * GAP)


def fit_titles(ruler: Canvas, panels: Sequence[PreparedPanel], width: float) -> list[Label]:
    """The panels' titles, all at one size."""
    return fit_all(ruler, [panel.title for panel in panels], width, TITLE_SIZE, least=7.5, bold=True)


def title_height(ruler: Canvas, panels: Sequence[PreparedPanel], width: float) -> float:
    """How many mm the titles take at the top of panels ``width`` mm wide; 0 where no panel has one."""
    if not any(panel.title for panel in panels):
        return 0.0
    return max(title.height for title in fit_titles(ruler, panels, width)) + _TITLE_GAP


# --- vertical bars --------------------------------------------------------------------------------------------------


def slot_room(panel: PreparedPanel, width: float) -> float:
    """The width in mm that one number may take between its neighbours, in a panel ``width`` mm wide."""
    slot = width / max(panel.slots, 1)
    if len(panel.series) <= 1:
        return slot * 0.94
    return min(slot * GROUP_SHARE / len(panel.series), WIDEST_BAR)


def fit_columns(
    ruler: Canvas, panels: Sequence[PreparedPanel], width: float, name_share: float = NAME_SHARE
) -> FittedColumns:
    """The room for names, numbers and a legend. Names are made smaller to fit ``name_share`` of a slot; where they
    would get as small as possible, they may use ``NAME_SHARE`` instead of breaking inside a word.
    """
    sizes = [size_for(ruler, panel.numbers, slot_room(panel, width), VALUE_SIZE, bold=True) for panel in panels]
    heights = [_number_height(ruler, panel, size) for panel, size in zip(panels, sizes, strict=True)]
    legend = LEGEND_HEIGHT if any(len(panel.series) > 1 for panel in panels) else 0.0
    names = _column_names(ruler, panels, width * name_share)
    if any(label.size <= SMALLEST for row in names for label in row):
        names = _column_names(ruler, panels, width * NAME_SHARE)
    return FittedColumns(names, sizes, heights, legend)


def _column_names(ruler: Canvas, panels: Sequence[PreparedPanel], room: float) -> list[list[Label]]:
    def fitted(size: float) -> list[list[Label]]:
        return [fit_all(ruler, panel.names, room / max(len(panel.names), 1), size) for panel in panels]

    return fitted(min((label.size for row in fitted(LABEL_SIZE) for label in row), default=LABEL_SIZE))


def _number_height(ruler: Canvas, panel: PreparedPanel, size: float | None) -> float:
    """The height that the numbers take above the bars: a line, or their length where they are turned by 90°."""
    longest = max((ruler.text_width(number, UPRIGHT_SIZE, bold=True) for number in panel.numbers), default=0.0)
    return (digit_height(size) if size else longest) + 2 * VALUE_GAP


def _has_room(ruler: Canvas, panel: PreparedPanel, width: float) -> bool:
    widest = max((ruler.text_width(text, UPRIGHT_SIZE, bold=True) for text in panel.numbers), default=0.0)
    return widest <= slot_room(panel, width)


def _least_columns(ruler: Canvas, panels: Sequence[PreparedPanel], width: float) -> float:
    """The least height for title, legend, numbers and names, with some left for the bars."""
    fitted = fit_columns(ruler, panels, width)
    head = max(fitted.number_heights, default=0.0)
    return title_height(ruler, panels, width) + fitted.legend_height + head + fitted.names_height + _LEAST_BARS


# --- horizontal bars ------------------------------------------------------------------------------------------------


def bar_names(ruler: Canvas, panel: PreparedPanel, width: float) -> list[Label]:
    """The names to the left of horizontal bars."""
    return fit_all(ruler, panel.names, width * _LYING_NAME_SHARE, LABEL_SIZE + 0.5)


def scale_end(panel: PreparedPanel) -> float:
    """Where the scale of shares ends, in per cent: at 100, or as far as the bars reach, but not beyond 200."""
    return min(max([FULL_SHARE, *panel.values]), _LONGEST_SHARE)


def names_width(ruler: Canvas, names: Sequence[Label]) -> float:
    """The width in mm for names at the left, with the gap after them."""
    return max(ruler.text_width(line, name.size) for name in names for line in name.lines) + ROW_NAME_GAP


def written_width(ruler: Canvas, texts: Sequence[str]) -> float:
    """The width in mm for the numbers at the right of horizontal bars."""
    return max(ruler.text_width(text, VALUE_SIZE, bold=True) for text in texts) + ROW_NAME_GAP


def _least_rates(ruler: Canvas, panels: Sequence[PreparedPanel], width: float) -> float:
    """The least height at which neither bars nor two-line names touch."""
    needed = 0.0
    for panel in panels:
        names = bar_names(ruler, panel, width)
        tallest = max((name.height for name in names), default=0.0)
        needed = max(needed, len(names) * max(len(panel.series) * _THINNEST, tallest + _LEAST_GAP))
    return title_height(ruler, panels, width) + needed + SCALE_HEIGHT


# --- matrices -------------------------------------------------------------------------------------------------------


def row_names(ruler: Canvas, panel: PreparedPanel) -> list[Label]:
    """The names to the left of a matrix."""
    return fit_all(ruler, [series.name for series in panel.series], _WIDEST_ROW_NAME, LABEL_SIZE)


def _least_matrix(ruler: Canvas, panels: Sequence[PreparedPanel], width: float) -> float:
    """The least height at which every row is at least as high as its name."""
    needed = 0.0
    for panel in panels:
        names = row_names(ruler, panel)
        row = max((name.height for name in names), default=0.0) + _LEAST_ROW_GAP
        head = max((name.count("\n") + 1 for name in panel.names), default=0) * line_step(LABEL_SIZE)
        needed = max(needed, len(names) * row + head + KEY_HEIGHT)
    return title_height(ruler, panels, width) + needed


_LEAST_HEIGHTS: dict[str, Callable[[Canvas, Sequence[PreparedPanel], float], float]] = {
    "rates": _least_rates,
    MATRIX: _least_matrix,
}
