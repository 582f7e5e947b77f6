"""The head of the report: level labels, values that stay on their line."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.report.blocks import KeyFigures
from tests.support.docx_writing import W, key_figures, part, write_blocks


def key_cells(path: Path) -> list[list[ElementTree.Element]]:
    return [list(cell.iter(f"{W}p")) for cell in part(path).iter(f"{W}tc")]


def test_a_short_label_makes_up_for_the_lines_of_a_long_one(tmp_path: Path) -> None:
    cells = key_cells(
        write_blocks(tmp_path, key_figures("모니터링 대상자\n(5개 권역)", "상담", change="전년보다 많음"))
    )
    spacing = [label.find(f"{W}pPr/{W}spacing") for _, label, _ in cells]
    assert [None if one is None else one.get(f"{W}after") for one in spacing] == [None, "280"]


def test_the_unit_of_a_key_figure_is_smaller_than_its_digits(tmp_path: Path) -> None:
    ((value, _),) = key_cells(write_blocks(tmp_path, key_figures("대상", value="3,364명")))
    runs = list(value.iter(f"{W}r"))
    assert ["".join(run.itertext()) for run in runs] == ["3,364", "명"]
    assert [None if run.find(f".//{W}sz") is None else run.find(f".//{W}sz").get(f"{W}val") for run in runs] == [
        None,
        "24",
    ]


@pytest.mark.parametrize(
    ("value", "parts"),
    [("▼ 724명(21.5%)", ["▼ 724", "명(21.5%)"]), ("미제출", ["미제출"]), ("2,732명*", ["2,732", "명*"])],
)
def test_a_key_figure_is_never_cut(tmp_path: Path, value: str, parts: list[str]) -> None:
    ((shown, _),) = key_cells(write_blocks(tmp_path, key_figures("대상", value=value)))
    assert ["".join(run.itertext()) for run in shown.iter(f"{W}r")] == parts


def test_a_long_amount_is_set_smaller_so_that_it_stays_on_its_line(tmp_path: Path) -> None:
    cells = key_cells(write_blocks(tmp_path, key_figures("가", "나", "다", "라", value="1,234,567,890원")))
    sizes = {
        int(run.find(f".//{W}sz").get(f"{W}val")) / 2 for value, _ in cells for run in list(value.iter(f"{W}r"))[:1]
    }
    assert len(sizes) == 1
    assert 10 <= sizes.pop() < 20


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (4, [4]), (5, [3, 3]), (8, [4, 4])])
def test_more_than_four_key_figures_make_even_rows(tmp_path: Path, count: int, rows: list[int]) -> None:
    path = write_blocks(tmp_path, key_figures(*[f"항목{index}" for index in range(count)]))
    assert [len(list(row.iter(f"{W}tc"))) for row in part(path).iter(f"{W}tr")] == rows


def test_no_key_figures_make_no_table(tmp_path: Path) -> None:
    assert list(part(write_blocks(tmp_path, KeyFigures(()))).iter(f"{W}tbl")) == []
