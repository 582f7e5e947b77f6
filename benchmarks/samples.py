"""Filled forms for measuring: the examples where there are any, else forms made here.

Comes in: a folder. Goes out: the bytes of some two dozen workbooks.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SAMPLES = 24
MONITORING = ["회차", "동", "시작일", "종료일", "대상자(명)", "상담(건)", "지원기관", "비고"]
PROJECTS = ["사업명", "세부사업명", "실적(건)", "실적(명)", "실적(회)", "내용"]


def sample_files(folder: Path) -> list[bytes]:
    """Filled forms, chosen evenly from the folder, or made here where it has none."""
    paths = sorted(folder.rglob("*.xlsx")) if folder.is_dir() else []
    if not paths:
        print(f"samples: {SAMPLES} forms made here with XlsxWriter")
        return [made_form(number) for number in range(SAMPLES)]
    chosen = paths[:: max(1, len(paths) // SAMPLES)][:SAMPLES]
    print(f"samples: {len(chosen)} of {len(paths)} files in {folder.name}/")
    return [path.read_bytes() for path in chosen]


def made_form(number: int) -> bytes:
    """A filled form of four sheets: two tables of 40 rows (one full, one with 12 filled), a guide, a hidden stamp."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        add_table(book, "모니터링", MONITORING, "nlddnntt", 40, number)
        add_table(book, "공동사업실적", PROJECTS, "ttnnnt", 12, number)
        guide = book.add_worksheet("작성요령")
        wrapped = book.add_format({"text_wrap": True, "border": 1})
        for row in range(25):
            for column in range(4):
                guide.write_string(row, column, f"{row + 1}번째 칸은 이렇게 적습니다 ({column + 1})", wrapped)
        stamp = book.add_worksheet("_form")
        stamp.very_hidden()
        stamp.write_row(0, 0, ["phone_monitoring", "2021-v1", 2021, number % 5 + 1])
    return file.getvalue()


def add_table(book: xlsxwriter.Workbook, name: str, heads: list[str], kinds: str, filled: int, number: int) -> None:
    """Add a locked sheet with a title, headers, 40 input rows with drop-downs and limits, and a row of totals."""
    sheet = book.add_worksheet(name)
    sheet.protect()
    usual = {"font_name": "맑은 고딕", "border": 1, "locked": False}
    formats = {
        "t": book.add_format(usual | {"text_wrap": True}),
        "n": book.add_format(usual | {"num_format": "#,##0"}),
        "d": book.add_format(usual | {"num_format": "yyyy-mm-dd"}),
    }
    formats["l"] = formats["t"]
    head = book.add_format({"bold": True, "bg_color": "#DFE6F7", "border": 1, "text_wrap": True})
    sheet.merge_range(0, 0, 0, len(heads) - 1, name, head)
    sheet.write_row(2, 0, heads, head)
    sheet.set_column(0, len(heads) - 1, 14)
    checks = {
        "n": {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "0 이상의 수를 적어 주세요."},
        "d": {"validate": "date", "criteria": ">=", "value": date(2021, 1, 1)},
        "l": {"validate": "list", "source": ["신사1동", "신사2동", "녹번동"]},
    }
    for column, kind in enumerate(kinds):
        if kind in checks:
            sheet.data_validation(3, column, 42, column, checks[kind])
        for row in range(40):
            value = {"n": (row + 1) * (column + 3) + number, "d": date(2021, 3, 1) + timedelta(row)}.get(
                kind, f"{heads[column]} {row % 9}"
            )
            sheet.write(row + 3, column, value if row < filled else None, formats[kind])
        if kind == "n":
            letter = chr(65 + column)
            sheet.write_formula(43, column, f"=SUM({letter}4:{letter}43)", formats["n"], filled * 10)
