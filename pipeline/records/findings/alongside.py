"""The sheet 손으로 센 수와 대조 of 검증결과: each of the officer's own totals beside ours.

Comes in: the comparison. Goes out: one sheet in the order of her file. It compares nothing itself.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.count.derived import marks_of
from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.words import none_word
from pipeline.sheets.drawing import Column, Number, Said, Sheet, Value
from pipeline.sheets.file_links import FileLinks

ALONGSIDE = "손으로 센 수와 대조"
MOST_CELLS = 20
TONES = {Verdict.SAME: "good", Verdict.DIFFERENT: "bad"}


def alongside_sheet(compared: Comparison, folder: Path) -> Sheet:
    """Her number, ours, the difference, the cells behind ours. ``folder`` is where the workbook will lie."""
    links = FileLinks([(compared.file, compared.path)], folder)
    columns = [
        Column("칸", "text", 20),
        Column("적은 이름", "wrap", 30),
        Column("손으로 센 수", "number", 15),
        Column("우리 수", "number", 15),
        Column("차이", "number", 13),
        Column("결과", "center", 16),
        Column("우리 수의 이름", "wrap", 34),
        Column("살펴볼 것", "wrap", 56),
        Column("우리 수의 칸", "wrap", 64),
    ]
    return Sheet(
        ALONGSIDE,
        f"손으로 센 수와 대조: {compared.summary}",
        columns,
        [_row(item, links) for item in compared.items],
        "담당자가 따로 센 합계와 이 결과의 합계",
        note=f"'{compared.file}'의 수입니다. 이름이 뜻하는 수가 하나로 정해질 때만 견주었고, 이 대조는 다른 결과를 "
        "바꾸지 않습니다.",
        verdict=" ".join(compared.notes),
    )


def _row(item: Compared, links: FileLinks) -> list[Value]:
    place = item.place
    return [
        links.cell(place.file, place.sheet, place.cell, f"{place.sheet} › {place.cell}"),
        item.name,
        Said(item.typed, "grey") if item.hers is None else item.hers,
        _ours(item),
        "" if item.difference is None else item.difference,
        Said(item.verdict.value, TONES.get(item.verdict, "doubt")),
        item.title,
        "\n".join((*item.remarks, *item.candidates)),
        _cells(item),
    ]


def _ours(item: Compared) -> Value:
    figure = item.figure
    if figure is None:
        return ""
    return Said(none_word(figure), "missing") if figure.value is None else Number(figure.value, marks_of(figure))


def _cells(item: Compared) -> str:
    lines = [f"{place}: {value}" for place, value in item.cells[:MOST_CELLS]]
    if len(item.cells) > MOST_CELLS:
        lines.append(f"… 나머지 {len(item.cells) - MOST_CELLS:,}칸은 집계대장과 근거보기에 있습니다.")
    return "\n".join(lines)
