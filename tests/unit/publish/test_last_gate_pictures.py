"""The last gate: a picture that shows another number than its figure is not published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import SelfCheckError
from pipeline.model.result import RunResult
from pipeline.publish.last_gate import check_outputs
from pipeline.records.results import write_results
from pipeline.report.blocks import Block, ChartBlock, Point, Report
from pipeline.report.sections.attendance import attendance_chart
from tests.support.docx_writing import write_blocks
from tests.support.run_in_memory import a_run, whole_year


@pytest.fixture(scope="module")
def result() -> RunResult:
    """The whole year without November of region 5."""
    return a_run(*whole_year([("monthly_results", 5, 11)]))


def checked(result: RunResult, block: Block, folder: Path) -> None:
    """Check a report of one block whose file is written from the same block."""
    write_results(result, folder / "results.json")
    check_outputs(result, Report("성과보고", (block,)), [write_blocks(folder, block)], folder)


def with_point(block: ChartBlock, row: int, column: int, change: Callable[[Point], Point]) -> ChartBlock:
    """The chart with one of its points changed."""
    panel = block.panels[0]
    points = list(panel.series[row].points)
    points[column] = change(points[column])
    series = [replace(one, points=tuple(points)) if index == row else one for index, one in enumerate(panel.series)]
    return replace(block, panels=(replace(panel, series=tuple(series)),))


def picture_of(result: RunResult) -> ChartBlock:
    found = attendance_chart(result)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "column", "change"),
    [
        (0, 0, lambda point: replace(point, value=7.0)),
        (0, 0, lambda point: replace(point, text="7")),
        (4, 10, lambda point: replace(point, value=0.0)),
        (0, 0, lambda point: replace(point, value=None)),
    ],
    ids=["another height", "another number", "0 for what was not submitted", "nothing for a value"],
)
def test_a_picture_of_the_figures_passes_and_one_of_anything_else_stops_the_run(
    result: RunResult, tmp_path: Path, row: int, column: int, change: Callable[[Point], Point]
) -> None:
    checked(result, picture_of(result), tmp_path)
    with pytest.raises(SelfCheckError) as stopped:
        checked(result, with_point(picture_of(result), row, column, change), tmp_path)
    assert len(stopped.value.details) == 1
    assert "attendance" in stopped.value.details[0]
