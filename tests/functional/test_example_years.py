"""The two example years: up to date, run as the README says, and with exactly the findings that were hidden in 2021.

The sums are calculated from the committed workbooks with openpyxl, independently of the program.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from examples import make_2020, make_2021
from pipeline.cli import main as program
from tests.support.command import ROOT, Outcome
from tests.support.independent_sums import FilledForm, Row

EXAMPLES = ROOT / "examples"
YEAR = EXAMPLES / "2021"
COPY = "월별실적/04월/3권역_월별실적_2021년_04월 - 복사본.xlsx"
FIRST_VERSION = "월별실적/09월/먼저 낸 것/3권역_월별실적_2021년_09월.xlsx"
APPROXIMATE = "월별실적/10월/1권역_월별실적_2021년_10월.xlsx"
FOREIGN_DONG = "월별실적/07월/2권역_월별실적_2021년_07월.xlsx"
TOO_FEW_CALLS = "3권역/3권역_전화모니터링_2021년_2차.xlsx"
QUIET = "월별실적/08월/4권역_월별실적_2021년_08월.xlsx"
# Rows that must not be added up: (file, sheet, how many rows come before it).
LEFT_OUT = {(APPROXIMATE, "공동사업실적", 0), (FOREIGN_DONG, "위기가구", 0)}
REGIONS = range(1, 6)


# -- the committed folders are what the makers make -----------------------------------------------------------------


def _parts(folder: Path) -> dict[str, dict[str, bytes]]:
    """Every workbook by its path, as its unpacked parts: another zip library may compress the same content to other
    bytes.
    """
    return {path.relative_to(folder).as_posix(): _unpacked(path) for path in sorted(folder.rglob("*.xlsx"))}


def _unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _assert_same(made: Path, committed: Path) -> None:
    new, old = _parts(made), _parts(committed)
    assert list(new) == list(old)
    assert [name for name, parts in new.items() if parts != old[name]] == []


def test_the_committed_2020_is_current(tmp_path: Path) -> None:
    make_2020.main(tmp_path / "2020")
    _assert_same(tmp_path / "2020", EXAMPLES / "2020")


def test_the_committed_2021_is_current(tmp_path: Path) -> None:
    make_2021.main(tmp_path / "2021")
    _assert_same(tmp_path / "2021", YEAR)


def test_the_committed_blank_workbooks_are_current(tmp_path: Path) -> None:
    arguments = [
        "templates",
        "--year",
        "2021",
        "--input",
        str(tmp_path / "nothing"),
        "--output",
        str(tmp_path / "blank"),
    ]
    assert program(arguments, root=ROOT) == 0
    _assert_same(tmp_path / "blank", ROOT / "input_templates" / "2021")


def test_every_file_of_the_fictional_year_says_so_on_every_sheet() -> None:
    for path in sorted(YEAR.rglob("*.xlsx")):
        form = FilledForm(path)
        assert all(form.title(sheet).endswith("[예시]") for sheet in form.sheets), path.name


# -- how the runs end -----------------------------------------------------------------------------------------------


def test_2020_is_final(run_of_2020: Outcome) -> None:
    assert (run_of_2020.code, run_of_2020.results["status"]) == (0, "확정")
    assert run_of_2020.results["findings"] == []
    assert "확정" in run_of_2020.out


def test_2020_shows_the_real_sums_of_the_first_half(run_of_2020: Outcome) -> None:
    assert run_of_2020.figure("people", round=1)["value"] == 3364
    assert run_of_2020.figure("consultations", round=1)["value"] == 19644
    assert [run_of_2020.figure("people", round=1, region=n)["value"] for n in REGIONS] == [632, 390, 611, 945, 786]


def test_2021_is_provisional_and_says_so(run_of_2021: Outcome) -> None:
    assert (run_of_2021.code, run_of_2021.results["status"]) == (20, "잠정")
    assert "잠정" in run_of_2021.out
    assert "Traceback" not in run_of_2021.screen


# -- what was hidden is found, and nothing else ---------------------------------------------------------------------


def _said(run: Outcome, *severities: str) -> list[tuple[str, str, str, str, str, str]]:
    names = ("rule", "effect", "file", "sheet", "cell", "value")
    return [tuple(found[name] for name in names) for found in run.findings(*severities)]


def test_the_two_mistakes_of_2021_are_the_only_errors(run_of_2021: Outcome) -> None:
    assert _said(run_of_2021, "error") == [
        ("MON-005", "row_left_out", FOREIGN_DONG, "위기가구", "A6", "녹번동"),
        ("CELL-011", "row_left_out", APPROXIMATE, "공동사업실적", "D6", "약 30"),
    ]


def test_the_doubtful_numbers_of_2021_are_warnings_and_stay_in_the_sums(run_of_2021: Outcome) -> None:
    few = FilledForm(YEAR / TOO_FEW_CALLS).rows("모니터링", "회차", "동")[0]
    assert _said(run_of_2021, "warning") == [
        ("MON-001", "kept", TOO_FEW_CALLS, "모니터링", "F9", str(few["상담(건)"])),
        ("MTG-001", "kept", QUIET, "회의결과", "A8", ""),
    ]


def test_the_copy_and_the_earlier_version_of_2021_are_noted(run_of_2021: Outcome) -> None:
    notes = [(found["rule"], found["file"]) for found in run_of_2021.findings("note")]
    assert sorted(notes) == [("INT-001", COPY), ("INT-003", FIRST_VERSION)]


def test_every_file_of_2021_has_one_row_and_the_right_state(run_of_2021: Outcome) -> None:
    files = sorted(path.relative_to(YEAR).as_posix() for path in YEAR.rglob("*.xlsx"))
    states = {item["file"]: item["state"] for item in run_of_2021.results["returns"]}
    assert sorted(item["file"] for item in run_of_2021.results["returns"]) == files
    assert len(files) == 87
    assert Counter(states.values()) == {"used": 85, "superseded": 1, "ignored": 1}
    assert states[FIRST_VERSION] == "superseded"
    assert states[COPY] == "ignored"


def test_the_board_of_2021_shows_what_is_late_missing_and_to_be_mended(run_of_2021: Outcome) -> None:
    expected = run_of_2021.results["expected"]
    assert len(expected) == 86
    odd = {(e["form"], e["region"], e["month"]): e["state"] for e in expected if e["state"] != "제출"}
    assert odd == {
        ("monthly_results", 2, 5): "지연",
        ("monthly_results", 5, 11): "미제출",
        ("monthly_results", 1, 10): "보완",
        ("monthly_results", 2, 7): "보완",
    }


def test_requests_go_to_those_who_have_something_to_mend_or_to_hand_in(run_of_2021: Outcome) -> None:
    """Region 5 did not send one return at all: it gets a letter, but it has no workbook to mark."""
    marked = sorted(path.name.partition("_")[0] for path in (run_of_2021.output / "수정요청").iterdir())
    assert marked == ["1권역", "2권역", "3권역", "4권역"]
    letters = {path.name.partition("_")[0] for path in (run_of_2021.output / "메일").glob("*.eml")}
    assert letters == {"1권역", "2권역", "3권역", "4권역", "5권역", "부서장"}


# -- the sums, by an independent path -------------------------------------------------------------------------------


@cache
def _form(file: str) -> FilledForm:
    return FilledForm(YEAR / file)


def _files(name: str) -> list[str]:
    """The files of a form that count: no copies, no earlier versions."""
    files = sorted(path.relative_to(YEAR).as_posix() for path in YEAR.rglob(f"*{name}*.xlsx"))
    return [file for file in files if file not in (COPY, FIRST_VERSION)]


def _rows(name: str, sheet: str, *labels: str) -> Iterator[tuple[int, int, Row]]:
    """(region, month or 0, row) for each row of one table in all files that count, without rows that are left out."""
    for file in _files(name):
        form = _form(file)
        region = int(str(form.header("권역")).removesuffix("권역"))
        month = form.header("해당월") if name == "월별실적" else 0
        for position, row in enumerate(form.rows(sheet, *labels)):
            if (file, sheet, position) not in LEFT_OUT:
                yield region, int(str(month)), row


def _sums(name: str, sheet: str, label: str, measure: str) -> dict[tuple[str, int, int], int]:
    """(measure, region or 0 for all, month or 0 for all) -> the sum of a column."""
    sums: Counter[tuple[str, int, int]] = Counter()
    for region, month, row in _rows(name, sheet, label):
        if isinstance(row.get(label), int):
            for key in {(region, month), (region, 0), (0, month), (0, 0)}:
                sums[(measure, *key)] += int(str(row[label]))
    return dict(sums)


COLUMNS = (
    ("월별실적", "위기가구", "발굴(가구)", "households_found"),
    ("월별실적", "위기가구", "지원(건)", "supports"),
    ("월별실적", "위기가구", "사례공유(건)", "cases_shared"),
    ("월별실적", "공동사업실적", "실적 건수(건)", "project_cases"),
    ("월별실적", "공동사업실적", "실적 인원(명)", "project_people"),
    ("월별실적", "공동사업실적", "실적 횟수(회)", "project_times"),
    ("전화모니터링", "모니터링", "상담(건)", "consultations"),
    ("공동사업계획서", "소요예산", "금액(원)", "planned_won"),
    ("정산서", "집행내역", "금액(원)", "spent_won"),
    ("정산서", "정산총괄", "잔액(원)", "remaining_won"),
    ("정산서", "정산총괄", "반납액(원)", "returned_won"),
)


@pytest.mark.parametrize(("name", "sheet", "label", "measure"), COLUMNS, ids=[column[3] for column in COLUMNS])
def test_sums_over_regions_and_months(run_of_2021: Outcome, name: str, sheet: str, label: str, measure: str) -> None:
    sums = _sums(name, sheet, label, measure)
    assert len(sums) > len(REGIONS)
    for (_, region, month), total in sums.items():
        figure = run_of_2021.figure(measure, region=region or None, month=month or None)
        assert figure["value"] == total, (region, month)


def test_people_are_added_over_dongs_and_regions_and_never_over_rounds(run_of_2021: Outcome) -> None:
    sums: Counter[tuple[int, int]] = Counter()
    for region, _, row in _rows("전화모니터링", "모니터링", "회차", "동"):
        for key in (region, 0):
            sums[(key, int(str(row["회차"])))] += int(str(row["대상자(명)"]))
    assert len(sums) == 2 * 6
    for (region, number), total in sums.items():
        assert run_of_2021.figure("people", region=region or None, round=number)["value"] == total
    assert not [f for f in run_of_2021.results["figures"] if f["measure"] == "people" and f["round"] is None]


def test_meetings_and_news_are_counted_by_their_lines(run_of_2021: Outcome) -> None:
    held = Counter(
        region for region, _, row in _rows("월별실적", "회의결과", "회의구분") if row["회의구분"] == "권역회의"
    )
    news = Counter(region for region, _, _ in _rows("월별실적", "소식지", "기관명"))
    assert held == {1: 12, 2: 12, 3: 12, 4: 11, 5: 11}
    for region in REGIONS:
        assert run_of_2021.figure("regional_meetings", region=region)["value"] == held[region]
        assert run_of_2021.figure("newsletter_items", region=region)["value"] == news[region]
    assert run_of_2021.figure("newsletter_items")["value"] == sum(news.values())


def test_attendance_is_added_over_everybody_who_came(run_of_2021: Outcome) -> None:
    labels = ("찾동 수퍼바이저(명)", "대표기관 실무자(명)", "기타(명)")
    total = sum(int(str(row[label])) for _, _, row in _rows("월별실적", "회의결과", "회의구분") for label in labels)
    assert run_of_2021.figure("attendance")["value"] == total


def test_plenary_meetings_are_those_of_the_head_office_and_not_once_more_for_each_region(run_of_2021: Outcome) -> None:
    form = FilledForm(YEAR / "복지정책과/총괄부서실적_2021년.xlsx")
    held = [row for row in form.rows("추진실적", "구분", "일자") if row["구분"] == "전체회의"]
    assert len(held) == 4
    assert run_of_2021.figure("plenary_meetings")["value"] == 4


def test_grants_are_those_of_the_head_office(run_of_2021: Outcome) -> None:
    rows = FilledForm(YEAR / "복지정책과/총괄부서실적_2021년.xlsx").rows("교부내역", "권역", "교부액(원)")
    assert run_of_2021.figure("granted_won")["value"] == sum(int(str(row["교부액(원)"])) for row in rows) == 8_850_000


def test_a_sum_without_the_missing_month_says_so_and_the_quiet_month_is_zero(run_of_2021: Outcome) -> None:
    total = run_of_2021.figure("households_found")
    assert total["state"] == "partial"
    assert any("5권역 11월" in words for words in total["missing"])
    missing = run_of_2021.figure("households_found", region=5, month=11)
    assert (missing["value"], missing["state"]) == (None, "missing")
    quiet = run_of_2021.figure("households_found", region=4, month=8)
    assert (quiet["value"], quiet["state"]) == (0, "zero")


def test_every_cell_behind_a_figure_of_2021_adds_up_to_it(run_of_2021: Outcome) -> None:
    """The source cells of each figure, opened with openpyxl, add up to it; for the measures that are sums of cells."""
    sheets: dict[tuple[str, str], dict[str, object]] = {}
    summed = {column[3] for column in COLUMNS} | {"people", "attendance"}
    checked = 0
    for figure in run_of_2021.results["figures"]:
        if figure["measure"] not in summed or not figure["sources"]:
            continue
        total = 0
        for source in figure["sources"]:
            key = (source["file"], source["sheet"])
            if key not in sheets:
                sheets[key] = _form(source["file"]).cells(source["sheet"])
            total += int(str(sheets[key][source["cell"]]))
        assert total == figure["value"], figure
        checked += 1
    assert checked > 300
