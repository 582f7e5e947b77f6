"""A whole report as blocks: the real figures of 2020, complete and final.

Comes in: nothing. Goes out: a ``Report`` for tests that examine finished documents. Nothing is computed here; every
printed number is written here as it is printed.
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
    Paragraph,
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


def cell(*lines: str, state: State = State.VALUE, rows: int = 1, align: Align | None = None) -> TableCell:
    """A cell of plain paragraphs."""
    return TableCell(tuple(line(text) for text in lines), state=state, rows=rows, align=align)


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
        Heading(1, "Ⅰ. 주요사업 추진실적"),
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
                Panel("대상자(명)  계 3,364명", (bars("대상자", SHORT, PEOPLE),)),
                Panel("상담(건)  계 19,644건", (bars("상담", SHORT, CONSULTATIONS),)),
            ),
        ),
    )  # fmt: skip


def bars(name: str, labels: tuple[str, ...], values: tuple[int, ...]) -> Series:
    """One series of whole numbers."""
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
        Heading(1, "Ⅱ. 2021년 운영계획"),
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
