"""The same year as an analyst would do it in an afternoon: ``python -m benchmarks.analyst_script FOLDER OUTPUT``.

Comes in: the returns of a year. Goes out: six charts and a document with seven tables. Written the usual way: every
workbook read with pandas and openpyxl, grouped, drawn with pyplot at 200 dpi, put into Word cell by cell. It checks
nothing: a return handed in twice counts twice, "약 30" counts as 0. We compare the time of our run with it.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from docx import Document
from docx.shared import Cm
from matplotlib import font_manager

FONTS = Path(__file__).resolve().parents[1] / "pipeline" / "assets" / "fonts"


def read(folder, pattern, sheet, header, first):
    """The sheets of that name of all returns in one frame, with region and month from the file's name and without rows
    that are blank or a total in column ``first``.
    """
    frames = []
    for path in sorted(folder.rglob(pattern)):
        frame = pd.read_excel(path, sheet_name=sheet, header=header - 1, engine="openpyxl")
        frame.columns = [str(column).strip("*").replace("\n", "") for column in frame.columns]
        frame = frame.dropna(subset=[first])
        frame = frame[frame[first] != "합계"]
        frame["권역"] = path.name.split("_")[0]
        frame["월"] = path.stem.split("_")[3] if "월별실적" in path.name else ""
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def numbers(frame, *columns):
    """The frame, with 0 for everything in these columns that is not a number."""
    for column in columns:
        frame[column] = pd.to_numeric(frame[column], errors="coerce").fillna(0)
    return frame


def bar_chart(table, title, path, kind="bar"):
    """Draw one chart and save it as a picture."""
    figure, axis = plt.subplots(figsize=(7, 3.2))
    table.plot(kind=kind, ax=axis, title=title, rot=0)
    for container in axis.containers:
        axis.bar_label(container, fmt="%.0f", fontsize=7)
    axis.set_xlabel("")
    figure.tight_layout()
    figure.savefig(path, dpi=200)
    plt.close(figure)


def add_table(document, title, table):
    """Write one table into the document, cell by cell."""
    document.add_heading(title, level=2)
    table = table.reset_index()
    word = document.add_table(rows=len(table) + 1, cols=len(table.columns))
    word.style = "Table Grid"
    for c, name in enumerate(table.columns):
        word.cell(0, c).text = str(name)
    for r in range(len(table)):
        for c in range(len(table.columns)):
            value = table.iloc[r, c]
            word.cell(r + 1, c).text = value if isinstance(value, str) else f"{value:,.0f}"


def main(folder, output):
    """Make the whole report of a folder."""
    for font in FONTS.glob("*.ttf"):
        font_manager.fontManager.addfont(str(font))
    plt.rcParams["font.family"] = "NanumGothic"

    calls = numbers(read(folder, "*전화모니터링*.xlsx", "모니터링", 8, "동"), "대상자(명)", "상담(건)")
    results = numbers(
        read(folder, "*월별실적*.xlsx", "공동사업실적", 5, "사업명"), "실적 건수(건)", "실적 인원(명)", "실적 횟수(회)"
    )
    meetings = read(folder, "*월별실적*.xlsx", "회의결과", 8, "회의구분")
    people = ["찾동 수퍼바이저(명)", "대표기관 실무자(명)", "기타(명)"]
    meetings = numbers(meetings, *people)
    homes = numbers(read(folder, "*월별실적*.xlsx", "위기가구", 5, "동"), "발굴(가구)", "지원(건)", "사례공유(건)")
    news = read(folder, "*월별실적*.xlsx", "소식지", 5, "제목")
    won = ["교부액(원)", "집행액(원)", "잔액(원)", "반납액(원)"]
    money = numbers(read(folder, "*정산서*.xlsx", "정산총괄", 9, "예산과목"), *won)

    by_round = calls.groupby(["권역", "회차"])[["대상자(명)", "상담(건)"]].sum()
    by_dong = calls.groupby(["권역", "동"])[["대상자(명)", "상담(건)"]].sum()
    projects = results.groupby(["권역", "사업명"])[["실적 건수(건)", "실적 인원(명)", "실적 횟수(회)"]].sum()
    meetings["참석(명)"] = meetings[people].sum(axis=1)
    held = meetings.groupby(["권역", "회의구분"]).agg(회의=("회의구분", "size"), 참석=("참석(명)", "sum"))
    found = homes.groupby("권역")[["발굴(가구)", "지원(건)", "사례공유(건)"]].sum()
    spent = money.groupby(["권역", "예산과목"])[won].sum()
    items = news.groupby(["권역", "구분"]).size().rename("소식").to_frame()

    charts = [
        (calls.groupby("권역")["상담(건)"].sum(), "권역별 상담(건)", "bar"),
        (calls.pivot_table(index="권역", columns="회차", values="대상자(명)", aggfunc="sum"), "대상자(명)", "bar"),
        (results.groupby("권역")["실적 인원(명)"].sum(), "공동사업 실적 인원(명)", "bar"),
        (homes.groupby("월")["발굴(가구)"].sum(), "월별 위기가구 발굴(가구)", "line"),
        (meetings.groupby("권역")["참석(명)"].sum(), "회의 참석(명)", "bar"),
        (money.groupby("권역")[["교부액(원)", "집행액(원)"]].sum(), "교부와 집행(원)", "bar"),
    ]
    document = Document()
    document.add_heading("성과보고", level=1)
    tables = [
        ("전화 모니터링", by_round),
        ("동별 모니터링", by_dong),
        ("공동사업", projects),
        ("회의", held),
        ("위기가구", found),
        ("정산", spent),
        ("소식지", items),
    ]
    for title, table in tables:
        add_table(document, title, table)
    for number, (table, title, kind) in enumerate(charts, start=1):
        path = output / f"chart{number}.png"
        bar_chart(table, title, path, kind)
        document.add_picture(str(path), width=Cm(16))
    document.save(output / "report.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
