"""What all drawn charts share: where panels stand, their titles, the words where there is nothing to draw.

Comes in: a chart's panels and the canvas. Goes out: rectangles in mm, titles. It must not draw data.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.assets.palette import NAVY
from pipeline.report.charts.canvas import Box, Canvas, Lettering
from pipeline.report.charts.fitting import GAP, VALUE_SIZE, fit_titles, panel_width, title_height
from pipeline.report.charts.labels import draw
from pipeline.report.charts.prepared import PreparedPanel

HATCH = "////"
NO_DATA = "자료 없음"


def panel_boxes(canvas: Canvas, count: int, in_a_row: int) -> list[Box]:
    """One box per panel, row by row from the top left; an incomplete last row leaves its right side empty."""
    rows = math.ceil(count / in_a_row)
    width = panel_width(canvas.box.width, in_a_row)
    height = (canvas.box.height - GAP * (rows - 1)) / rows
    boxes = []
    for index in range(count):
        row, column = divmod(index, in_a_row)
        boxes.append(Box(column * (width + GAP), canvas.box.height - (row + 1) * height - row * GAP, width, height))
    return boxes


def draw_titles(canvas: Canvas, panels: Sequence[PreparedPanel], boxes: Sequence[Box]) -> list[Box]:
    """Write each panel's title at its top left, all at one size; returns the boxes that remain below the titles."""
    if not boxes:
        return []
    titles = fit_titles(canvas, panels, boxes[0].width)
    for title, box in zip(titles, boxes, strict=True):
        draw(canvas, title, box.left, box.top, Lettering(title.size, bold=True, color=NAVY, align="left"))
    return [box.less(top=title_height(canvas, panels, box.width)) for box in boxes]


def draw_no_data(canvas: Canvas, box: Box) -> None:
    """Say in the middle of the box that there is nothing to draw."""
    x, y = box.middle
    canvas.text(x, y, NO_DATA, Lettering(VALUE_SIZE))
