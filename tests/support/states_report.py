"""A provisional report of invented figures: every kind of chart, every cell state, a table of many pages.

Comes in: nothing. Goes out: a ``Report`` for tests that examine finished documents. Its title says that its figures are
invented.
"""

from __future__ import annotations

from pipeline.model.figures import State
from pipeline.report.blocks import (
    Align,
    Block,
    ChartBlock,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Panel,
    Point,
    Report,
    Run,
    Series,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    TitleBox,
    line,
)
from tests.support.demo_report import PEOPLE, REGIONS, SHORT, bars, cell, number

MONTHS = tuple(f"{month}월" for month in range(1, 13))


def states_report() -> Report:
    """The whole report."""
    return Report(
        title="2021년 민관협력 네트워크 성과보고(가상 자료)",
        blocks=(*_provisional_opening(), *_states(), *_all_charts(), *_long_table()),
        properties={"author": "복지정책과", "created": "2021-10-15"},
        header_text="2021년 민관협력 네트워크 성과보고(가상 자료)",
    )


def _provisional_opening() -> tuple[Block, ...]:
    return (
        TitleBox(
            "2021년 찾동 동단위 민관협력 네트워크 성과보고\n(가상 자료)",
            "잠정 · 자료 기준일 2021. 9. 30. · 제출 41/45건 · 복지정책과",
            provisional=True,
        ),
        KeyFigures(
            (
                KeyFigure(Run("2,640명"), "모니터링 대상자 (5개 권역 중 4개)", "전년 대비 ▼ 724명(21.5%)"),
                KeyFigure(Run("16,102건"), "상담", "전년 대비 ▼ 3,542건(18.0%)"),
                KeyFigure(Run("38회"), "권역회의", "전년 자료 없음"),
                KeyFigure(Run("7,104,500원"), "집행액 (교부액의 80.3%)", "전년 자료 없음"),
            )
        ),
        Heading(1, "제출 현황과 월별 실적"),
        Heading(2, "3권역 9월 실적이 아직 제출되지 않아 관련 합계는 4개 권역의 합계임"),
        Item(
            1, line("제출 기한(매월 10일)을 넘긴 3권역에는 수정요청 파일을 보냈으며, 제출되는 대로 다시 집계할 예정임")
        ),
        Item(
            2,
            line("상담은 5권역이 4,120건으로 가장 많으며, 8월 방역 강화로 대면 상담을 전화 상담으로 바꾼 영향이 있음"),
        ),
        Item(
            3,
            line(
                "전년과 견줄 때에는 제출한 권역끼리만 견주어야 하며, 합계끼리 견주면 실제보다 크게 줄어든 것으로 보임"
            ),
        ),
    )


def _states() -> tuple[Block, ...]:
    def region_row(label: str, *values: TableCell, total: bool = False) -> TableRow:
        return TableRow((cell(label), *values), total=total)

    missing = TableCell((), State.MISSING)
    absent = TableCell((), State.NOT_APPLICABLE)
    columns = ("구 분", "계", "1권역", "2권역", "3권역", "4권역", "5권역")
    return (
        TableBlock(
            "states",
            "권역별 9월 실적",
            tuple(TableColumn(header, 1.0, Align.RIGHT if header != "구 분" else Align.CENTER) for header in columns),
            (
                region_row(
                    "권역회의", cell("4", state=State.PARTIAL), cell("1"), cell("1"), missing, cell("1"), cell("1")
                ),
                region_row(
                    "위기가구 발굴", cell("41", state=State.PARTIAL), cell("12"), cell("0", state=State.ZERO),
                    missing, cell("18"), cell("11"),
                ),
                region_row("공동사업", cell("36"), cell("20"), cell("16"), absent, absent, absent),
                region_row(
                    "소식지", cell("1,204", state=State.PARTIAL), cell("310"), cell("275"), missing, cell("318"),
                    cell("301"), total=True,
                ),
            ),
            unit="회, 가구, 건",
            notes=("3권역은 9월 실적을 제출하지 않음(기한 2021. 10. 10.)", "* 5개 권역 중 4개 권역의 합계임"),
            total_columns=(1,),
        ),
        _board(),
    )  # fmt: skip


def _board() -> TableBlock:
    shares = (0.2, 0.5, 0.0, 1.0, 0.7, 0.3, 0.9, 0.4, None)
    rows = tuple(
        TableRow(
            (
                cell(name.replace("\n", " ")),
                *(
                    TableCell((), State.MISSING) if share is None else cell(f"{round(share * 40)}")
                    for share in (*shares[region:], *shares[:region])
                ),
            )
        )
        for region, (name, _) in enumerate(REGIONS)
    )
    return TableBlock(
        "board",
        "권역별 월별 위기가구 발굴",
        (TableColumn("권역", 1.2), *(TableColumn(month, 1.0, Align.RIGHT) for month in MONTHS[:9])),
        rows,
        unit="가구",
        small=True,
    )


def _monthly(values: tuple[int | None, ...], name: str = "상담") -> Series:
    return Series(
        name,
        tuple(
            Point(month, None, "", state=State.MISSING) if value is None else Point(month, value, number(value))
            for month, value in zip(MONTHS, values, strict=True)
        ),
    )


_MONTHLY = (1204, 1310, 1522, 1833, 2010, 1644, None, 1480, 1702, 1950, 1822, 1625)


def _all_charts() -> tuple[Block, ...]:
    lines = _region_lines()
    return (
        Heading(2, "그래프"),
        _bars_with_states(),
        _beside_last_year(),
        _chart("months", "trend", "월별 상담", Panel("상담(건)  계 18,102건*", (_monthly(_MONTHLY),))),
        _chart("lines", "trend", "권역별 월별 상담 추이", Panel("상담(건)", lines), height_mm=74),
        _chart("two_lines", "trend", "월별 상담, 전년 비교", Panel("상담(건)", _two_years())),
        _chart("matrix", "heatmap", "권역별 월별 상담", Panel("상담(건)", lines), height_mm=52),
        _chart(
            "spending",
            "rates",
            "권역별 집행률",
            Panel("사무관리비(%)", (_rates((84.5, 104.2, None, 100.0, 0.0)),)),
            Panel("업무추진비(%)", (_rates((61.0, 90.0, 45.5, 99.9, 72.4)),)),
            height_mm=48,
            notes=("집행률은 교부액에 대한 집행액의 비율임",),
        ),
    )


def _chart(
    key: str, kind: str, caption: str, *panels: Panel, height_mm: float = 62.0, notes: tuple[str, ...] = ()
) -> ChartBlock:
    return ChartBlock(key, kind, caption, f"{caption} 그래프(가상 자료)", panels, height_mm, notes)


def _bars_with_states() -> ChartBlock:
    found = Series(
        "발굴",
        (
            Point(SHORT[0], 12, "12"),
            Point(SHORT[1], 0, "0", state=State.ZERO),
            Point(SHORT[2], None, "", state=State.MISSING),
            Point(SHORT[3], 18, "18", state=State.PARTIAL),
            Point(SHORT[4], None, "", state=State.NOT_APPLICABLE),
        ),
    )
    supports = bars("지원", SHORT, (31, 12, 8, 24, 15))
    caption = "권역별 위기가구 발굴과 지원"
    return _chart(
        "states_bars",
        "bars",
        caption,
        Panel("발굴(가구)  계 30가구*", (found,)),
        Panel("지원(건)  계 90건", (supports,)),
    )


def _beside_last_year() -> ChartBlock:
    this_year = Series(
        "2021년",
        tuple(
            Point(label, None, "", state=State.MISSING) if value is None else Point(label, value, number(value))
            for label, value in zip(SHORT, (690, 402, None, 880, 668), strict=True)
        ),
    )
    title = "대상자(명)  2021년 2,640명*, 2020년 3,364명"
    return _chart(
        "last_year", "grouped", "권역별 대상자, 전년 비교", Panel(title, (bars("2020년", SHORT, PEOPLE), this_year))
    )


def _two_years() -> tuple[Series, Series]:
    before = tuple(1400 if value is None else value * 4 // 5 for value in _MONTHLY)
    return _monthly(before, "2020년"), _monthly(_MONTHLY, "2021년")


def _region_lines() -> tuple[Series, ...]:
    def value(order: int, month: int) -> int | None:
        whole = _MONTHLY[month]
        missing = whole is None or (order, month) == (2, 8)
        return None if missing else whole // 5 + (order * 37 + month * order * 7) % 90

    return tuple(
        _monthly(tuple(value(order, month) for month in range(12)), name) for order, (name, _) in enumerate(REGIONS)
    )


def _rates(values: tuple[float | None, ...]) -> Series:
    return Series(
        "집행률",
        tuple(
            Point(label.replace("\n", " "), None, "", state=State.MISSING)
            if value is None
            else Point(label.replace("\n", " "), value, f"{value:.1f}%")
            for label, value in zip(SHORT, values, strict=True)
        ),
    )


def _long_table() -> tuple[Block, ...]:
    rows = [
        TableRow(
            (
                cell(f"{index}"),
                cell(f"{index % 5 + 1}권역"),
                cell(f"2021. {index % 12 + 1}. {index % 28 + 1}."),
                cell("프로그램 재료 구입" if index % 3 else "자원봉사자 간담회 다과 및 회의자료 인쇄, 현수막 제작"),
                cell(number(12_000 + index * 137)),
            )
        )
        for index in range(1, 131)
    ]
    rows.append(TableRow((cell("계"), cell(""), cell(""), cell("130건"), cell("2,726,455")), total=True))
    return (
        PageBreak(),
        Heading(1, "집행내역"),
        TableBlock(
            "spending_rows",
            "공동사업비 집행내역",
            (
                TableColumn("연번", 0.5, Align.RIGHT),
                TableColumn("권역", 0.7),
                TableColumn("집행일", 1.1),
                TableColumn("적요", 3.6, Align.LEFT),
                TableColumn("금액(원)", 1.1, Align.RIGHT),
            ),
            tuple(rows),
            unit="원",
            small=True,
        ),
    )
