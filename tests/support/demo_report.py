"""Two whole reports as blocks: one of the real figures of 2020, one made to try every kind of block and state.

Comes in: nothing. Goes out: ``Report`` values for tests that look at finished documents. The second report's figures are
invented and its title says so. Nothing here computes; every printed number stands here as it is printed.
"""

from __future__ import annotations

from pipeline.blocks import (
    Align,
    Block,
    ChartBlock,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Panel,
    Paragraph,
    Point,
    Report,
    Run,
    Series,
    State,
    TableBlock,
    TableCell,
    TableColumn,
    TableRow,
    TitleBox,
    line,
)

REGIONS = (
    ("1권역", "녹번종합\n사회복지관"),
    ("2권역", "신사종합\n사회복지관"),
    ("3권역", "은평종합\n사회복지관"),
    ("4권역", "서부장애인\n종합복지관"),
    ("5권역", "시립은평노인\n종합복지관"),
)
SHORT = ("1권역\n녹번", "2권역\n신사", "3권역\n은평", "4권역\n서부장애인", "5권역\n시립은평노인")
PEOPLE = (632, 390, 611, 945, 786)
CONSULTATIONS = (3839, 3309, 4256, 3700, 4540)
PER_PERSON = ("6.1", "8.5", "7.0", "3.9", "5.8")
MONTHS = tuple(f"{month}월" for month in range(1, 13))

BUDGET = (
    ("사무관리비", "1,270,000", "5", "6,350,000"),
    ("업무추진비", "500,000", "5", "2,500,000"),
)

PROJECTS = (
    (
        "1", "나눔서포터즈 운영",
        "주민 인적망을 찾아 복지서비스로 이어 주어 복지사각지대를 줄임",
        ("- 생활모니터링 136건·165명", "- 역량강화 1건·9명"),
        ("녹번종합사회복지관", "녹번동, 불광1동, 응암1동"),
    ),
    (
        "2", "우리동네 복지사 사회적 네트워크 ‘동이랑 민이랑’",
        "사회복지사 자격이 있는 주민을 찾아 교육하고 위기가정과 자원 발굴을 맡김",
        ("- 반찬나눔 활동 18건",),
        ("신사종합사회복지관", "역촌동, 신사1동, 신사2동"),
    ),
    (
        "3", "고독사 예방 『함께 다시서기』 프로젝트",
        "고독사 위험가구의 일상 활동과 자조모임을 꾸준히 지원",
        ("- 요리교실 2회", "- 목공예교실 2회"),
        ("은평종합사회복지관", "응암2동, 응암3동, 증산동, 수색동"),
    ),
    (
        "4", "서-대갈구와 함께 나눔릴레이 기증",
        "콩나물을 길러 정서 안정을 돕고 이웃과 나눔",
        ("- 콩나물키트 프로그램 참여 110명",),
        ("서부장애인종합복지관", "갈현2동, 구산동, 대조동"),
    ),
    (
        "5", "우리동네 잔손지원 사업",
        "저소득 가구의 세탁과 집수리를 협약업체와 함께 지원",
        ("- 잔손지원 36건",),
        ("시립은평노인종합복지관", "갈현1동, 불광2동, 진관동"),
    ),
)  # fmt: skip


def number(value: int, unit: str = "") -> str:
    """A number as the report prints it."""
    return f"{value:,}{unit}"


def cell(*lines: str, **options: object) -> TableCell:
    """A cell of plain paragraphs."""
    return TableCell(tuple(line(text) for text in lines), **options)  # pyright: ignore


def demo_report() -> Report:
    """The 2020 report: what was reported, complete and final."""
    return Report(
        title="2020년 찾동 동단위 민관협력 네트워크 성과보고",
        blocks=(*_opening(), *_first_half(), *_second_half(), *_plan(), *_closing()),
        properties={
            "subject": "2020년 사업 성과",
            "author": "복지정책과",
            "keywords": "찾동, 민관협력, 권역",
            "created": "2020-12-31T18:00:00",
        },
        header_text="2020년 찾동 동단위 민관협력 네트워크 성과보고",
        footer_text="복지정책과",
    )


def _opening() -> tuple[Block, ...]:
    return (
        TitleBox(
            "2020년 찾동 동단위 민관협력 네트워크 성과보고",
            "확정 · 자료 기준일 2020. 12. 31. · 제출 15/15건 · 복지정책과",
            provisional=False,
        ),
        KeyFigures(
            (
                KeyFigure(Run("3,364명", figure="people"), "모니터링 대상자 (5개 권역)"),
                KeyFigure(Run("19,644건", figure="consultations"), "상담 (4. 20. ~ 6. 13.)"),
                KeyFigure(Run("5.8건", figure="per_person"), "1인당 상담 (권역별 3.9~8.5건)"),
                KeyFigure(Run("5개", figure="projects"), "공동사업 (권역마다 1개)"),
            )
        ),
    )


def _first_half() -> tuple[Block, ...]:
    def row(label: str, total: str, values: tuple[str, ...]) -> TableRow:
        return TableRow((cell(*label.split("\n")), cell(total), *(cell(value) for value in values)))

    columns = (TableColumn("구 분", 1.1), TableColumn("계", 1.0), *(TableColumn("\n".join(names)) for names in REGIONS))
    return (
        Heading(1, "주요사업 추진실적"),
        Heading(2, "상반기: 취약계층 집중관리 전화 모니터링"),
        Item(
            1,
            line(
                "5개 권역에서 ", Run("3,364명", bold=True), "을 대상으로 ", Run("19,644건", bold=True),
                "을 상담하였으며, 1인당 평균 5.8건임",
            ),
        ),
        Item(2, line("대상자는 4권역이 945명(28.1%)으로 가장 많고, 상담은 5권역이 4,540건(23.1%)으로 가장 많음")),
        TableBlock(
            "phone_monitoring",
            "권역별 전화 모니터링 실적",
            columns,
            (
                row("대상자", "3,364명", tuple(number(value, "명") for value in PEOPLE)),
                row("상담\n(4.20~6.13)", "19,644건", tuple(number(value, "건") for value in CONSULTATIONS)),
                row("1인당", "5.8건", tuple(f"{value}건" for value in PER_PERSON)),
            ),
            unit="명, 건",
            notes=("1권역 대상자에는 응암노인복지관 지원 163명이 포함됨",),
            total_columns=(1,),
        ),
        ChartBlock(
            "권역별_대상자와_상담",
            "bars",
            "권역별 대상자와 상담",
            "권역별 막대그래프 두 개. 대상자는 4권역이 945명으로, 상담은 5권역이 4,540건으로 가장 많음.",
            (
                Panel("대상자(명)  계 3,364명", (_bars("대상자", SHORT, PEOPLE),)),
                Panel("상담(건)  계 19,644건", (_bars("상담", SHORT, CONSULTATIONS),)),
            ),
        ),
    )  # fmt: skip


def _bars(name: str, labels: tuple[str, ...], values: tuple[int, ...]) -> Series:
    return Series(name, tuple(Point(label, value, number(value)) for label, value in zip(labels, values, strict=True)))


def _second_half() -> tuple[Block, ...]:
    rows = tuple(
        TableRow((cell(region), cell(name), cell(content), cell(*results), cell(*partners)))
        for region, name, content, results, partners in PROJECTS
    )
    return (
        Heading(2, "하반기: 권역별 공동사업"),
        Item(1, line("권역마다 공동사업 1개씩 모두 5개를 추진하였으며, 은평구마을공동체지원센터가 전 권역에 함께함")),
        TableBlock(
            "joint_projects",
            "권역별 공동사업 추진실적",
            (
                TableColumn("권역", 0.5),
                TableColumn("사 업 명", 1.5, Align.LEFT),
                TableColumn("사 업 내 용", 2.1, Align.LEFT),
                TableColumn("’20년 실적", 1.7, Align.LEFT),
                TableColumn("비 고", 1.7, Align.LEFT),
            ),
            rows,
            notes=("비고는 대표기관과 참여 동임",),
        ),
    )


def _plan() -> tuple[Block, ...]:
    rows = tuple(
        TableRow((cell(item), cell(price), cell(regions), cell(total))) for item, price, regions, total in BUDGET
    )
    return (
        Heading(1, "2021년 운영계획"),
        Heading(2, "소요예산: 8,850,000원(구비 100%)"),
        Item(1, line("권역마다 사무관리비 1,270,000원, 업무추진비 500,000원을 교부")),
        Item(3, line("예산과목: 복지정책과, 지역복지역량강화, 찾아가는 동주민센터 운영")),
        TableBlock(
            "budget",
            "예산과목별 소요예산",
            (
                TableColumn("예산과목", 1.4),
                TableColumn("권역당 금액", 1.2, Align.RIGHT),
                TableColumn("권역 수", 0.8, Align.RIGHT),
                TableColumn("금액", 1.2, Align.RIGHT),
            ),
            (*rows, TableRow((cell("계"), cell("1,770,000"), cell("5"), cell("8,850,000")), total=True)),
            unit="원, 개",
        ),
        Heading(2, "권역별 제출 일정"),
        Item(1, line("네트워크 운영계획서: 3월")),
        Item(1, line("네트워크 회의 결과 및 소식지: 매월")),
        Item(2, line("구 찾동 총괄담당자는 반기별 첫 회의에 참석함")),
    )


def _closing() -> tuple[Block, ...]:
    return (
        Paragraph(line("붙임  1. 집계대장 1부.\n         2. 검증결과 1부.  끝."), "closing"),
        PageBreak(),
        Heading(3, "부록: 수치의 출처"),
        Paragraph(line("본문의 수치는 모두 아래 파일과 셀에서 왔음")),
        TableBlock(
            "sources",
            "수치의 출처",
            (
                TableColumn("권역", 0.7),
                TableColumn("항목", 1.0),
                TableColumn("값", 0.9, Align.RIGHT),
                TableColumn("파일 › 시트 › 셀", 4.0, Align.LEFT),
            ),
            tuple(_source_rows()),
            small=True,
        ),
    )


def _source_rows() -> list[TableRow]:
    rows: list[TableRow] = []
    for region, people, consultations in zip(range(1, 6), PEOPLE, CONSULTATIONS, strict=True):
        place = f"{region}권역_전화모니터링_2020.xlsx › 모니터링"
        rows.append(
            TableRow((cell(f"{region}권역", rows=2), cell("대상자"), cell(number(people)), cell(f"{place} › E12")))
        )
        rows.append(TableRow((None, cell("상담"), cell(number(consultations)), cell(f"{place} › F12"))))
    return rows


# --- every block and state ------------------------------------------------------------------------------------------


def states_report() -> Report:
    """A provisional report of invented figures with every kind of chart, cell state and a table of many pages."""
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
        Item(1, line("제출 기한(매월 10일)을 넘긴 3권역에는 수정요청 파일을 보냈으며, 제출되는 대로 다시 집계할 예정임")),
        Item(2, line("상담은 5권역이 4,120건으로 가장 많으며, 8월 방역 강화로 대면 상담을 전화 상담으로 바꾼 영향이 있음")),
        Item(3, line("전년과 견줄 때에는 제출한 권역끼리만 견주어야 하며, 합계끼리 견주면 실제보다 크게 줄어든 것으로 보임")),
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
                    TableCell((), State.MISSING) if share is None else cell(f"{round(share * 40)}", shade=share)
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
    people = (690, 402, None, 880, 668)
    this_year = Series(
        "2021년",
        tuple(
            Point(label, value, number(value)) if value is not None else Point(label, None, "", state=State.MISSING)
            for label, value in zip(SHORT, people, strict=True)
        ),
    )
    with_states = Series(
        "발굴",
        (
            Point(SHORT[0], 12, "12"),
            Point(SHORT[1], 0, "0", state=State.ZERO),
            Point(SHORT[2], None, "", state=State.MISSING),
            Point(SHORT[3], 18, "18", state=State.PARTIAL),
            Point(SHORT[4], None, "", state=State.NOT_APPLICABLE),
        ),
    )
    return (
        Heading(2, "그래프"),
        ChartBlock(
            "states_bars", "bars", "권역별 위기가구 발굴과 지원", "3권역은 제출하지 않음.",
            (Panel("발굴(가구)  계 30가구*", (with_states,)), Panel("지원(건)  계 90건", (_bars("지원", SHORT, (31, 12, 8, 24, 15)),))),
        ),
        ChartBlock(
            "last_year", "grouped", "권역별 대상자, 전년 비교", "3권역은 올해 자료가 없음.",
            (Panel("대상자(명)  2021년 2,640명*, 2020년 3,364명", (_bars("2020년", SHORT, PEOPLE), this_year)),),
        ),
        ChartBlock(
            "months", "trend", "월별 상담", "상담은 5월에 2,010건으로 가장 많고, 7월은 제출되지 않음.",
            (Panel("상담(건)  계 18,102건*", (_monthly(_MONTHLY),)),),
        ),
        ChartBlock("lines", "trend", "권역별 월별 상담", "다섯 권역의 월별 상담.", (Panel("상담(건)", _region_lines()),), 74),
        ChartBlock(
            "two_lines", "trend", "월별 상담, 전년 비교", "7월까지는 작년보다 많음.",
            (
                Panel(
                    "상담(건)",
                    (
                        _monthly(tuple(round(value * 0.8) if value else 1400 for value in _MONTHLY), "2020년"),
                        _monthly(_MONTHLY, "2021년"),
                    ),
                ),
            ),
        ),
        ChartBlock("matrix", "heatmap", "권역별 월별 상담", "권역과 월의 표.", (Panel("상담(건)", _region_lines()),), 52),
        ChartBlock(
            "spending", "rates", "권역별 집행률", "2권역의 집행률이 104.2%로 교부액을 넘음.",
            (
                Panel("사무관리비(%)", (_rates((84.5, 104.2, None, 100.0, 0.0)),)),
                Panel("업무추진비(%)", (_rates((61.0, 90.0, 45.5, 99.9, 72.4)),)),
            ),
            48, notes=("집행률은 교부액에 대한 집행액의 비율임",),
        ),
    )  # fmt: skip


def _region_lines() -> tuple[Series, ...]:
    return tuple(
        _monthly(
            tuple(None if value is None or (order, month) == (2, 8) else value // 5 + (order * 37 + month * order * 7) % 90
                  for month, value in enumerate(_MONTHLY)),
            name,
        )
        for order, (name, _) in enumerate(REGIONS)
    )  # fmt: skip


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
