"""The last pass: parts are numbered, attachments named by their numbers, parts listed, and a mark explained in full
only once.
"""

from __future__ import annotations

from pipeline.report.blocks import (
    Block,
    ChartBlock,
    Heading,
    Item,
    Panel,
    Paragraph,
    Point,
    Series,
    TableBlock,
    TitleBox,
    line,
    text_of,
)
from pipeline.report.sections import build_report
from pipeline.report.sections.finishing import LONG, LOW_MM, OFFICER, attached, finished, regions_title
from pipeline.settings.schema import Unit
from tests.support.run_in_memory import the_year

WHOLE = "* 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임: 정산서 미제출(2권역)"
MONTHS = "월별·동별 실적"
TITLES = (MONTHS, "권역별 실적")
REGIONS = attached(regions_title(Unit()))
ATTACHED = (Heading(1, "[붙임 1] 권역별 실적"), TableBlock("own", "표", (), ()))


def noted(*notes: str) -> TableBlock:
    return TableBlock("some", "표", (), (), notes=notes)


def notes_in(blocks: list[Block]) -> list[str]:
    return [note for block in blocks if isinstance(block, TableBlock) for note in block.notes]


def test_a_reference_has_the_number_of_its_attachment() -> None:
    made = finished([Item(1, line(f"나머지는 {REGIONS}에 있음")), noted(f"{REGIONS}에 있음"), *ATTACHED], TITLES)
    assert [text_of(block.runs) for block in made if isinstance(block, Item)] == ["나머지는 붙임 1에 있음"]
    assert notes_in(made) == ["붙임 1에 있음"]


def test_without_the_attachment_the_ledger_is_named() -> None:
    assert notes_in(finished([noted(f"동별 실적은 {attached(MONTHS)}에 있음"), *ATTACHED], TITLES)) == [
        "동별 실적은 집계대장에 있음"
    ]


def test_a_whole_report_leaves_no_reference_open() -> None:
    words = repr(build_report(the_year()).blocks)
    assert [title for title in (MONTHS, regions_title(Unit()), OFFICER) if attached(title) in words] == []


def test_what_a_mark_stands_for_is_told_in_full_where_it_stands_first() -> None:
    made = finished(
        [noted(WHOLE, "† 확인 중: 1권역 5건"), noted("△는 감소", WHOLE), noted("* 전년의 합계에서 빠진 자료: 1권역")],
    )
    assert notes_in(made) == [
        WHOLE, "† 확인 중: 1권역 5건", "△는 감소", "* 미제출·확인 중 제외", "* 전년의 합계에서 빠진 자료: 1권역",
    ]  # fmt: skip


def test_a_long_report_lists_its_parts_below_the_title() -> None:
    """Each part leads to its heading; a report of a few pages needs no list."""
    title = TitleBox("성과보고", "확정", provisional=False)
    blocks: list[Block] = [title, Heading(1, "결과"), *[noted()] * LONG]
    assert not any(isinstance(block, Paragraph) for block in finished(blocks))
    made = finished([*blocks, *ATTACHED], TITLES)
    assert isinstance(made[1], Paragraph)
    assert text_of(made[1].runs) == "차례  Ⅰ. 결과 · [붙임 1] 권역별 실적"
    assert [run.target for run in made[1].runs if run.target] == ["Ⅰ. 결과", "[붙임 1] 권역별 실적"]


def test_a_picture_with_little_to_show_is_lower() -> None:
    def drawn(*values: float | None) -> ChartBlock:
        points = tuple(Point(f"{month}월", value, "") for month, value in enumerate(values, start=1))
        return ChartBlock("some", "trend", "월별", "글", (Panel("건", (Series("건", points),)),))

    heights = [
        block.height_mm
        for block in finished([drawn(1, 2, None, None), drawn(1, None, None)])
        if isinstance(block, ChartBlock)
    ]
    assert heights == [50.0, LOW_MM]
