"""A late or corrected file after a report was issued: which numbers changed, and which requests are settled."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import ROOT, Outcome, run_here
from tests.support.few_returns import monitoring_rows, write_monitoring

AS_OF = "2021-07-31"
CHANGED, REQUESTS = "바뀐 수", "요청 후속"


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office")
    (root / "config.yaml").write_bytes((ROOT / "config.yaml").read_bytes())
    for region in (1, 3):
        write_monitoring(root / "input" / "2021" / f"{region}권역.xlsx", monitoring_rows(region), region=region)
    first = check(root)
    assert "달라진 수" not in first.screen
    assert CHANGED not in openpyxl.load_workbook(first.output / "검증결과_2021.xlsx").sheetnames
    return root


@pytest.fixture
def office(first_run: Path, tmp_path: Path) -> Path:
    """A program folder whose input holds the monitoring of regions 1 and 3, run once: 70, 77, 84 … people."""
    return Path(shutil.copytree(first_run, tmp_path / "office"))


def check(root: Path, *, as_of: str = AS_OF) -> Outcome:
    return run_here("check", "--year", 2021, "--as-of", as_of, root=root, output=root / "output" / "2021")


def report(root: Path) -> Outcome:
    return run_here("--year", 2021, "--as-of", AS_OF, root=root, output=root / "output" / "2021")


def changed(root: Path) -> dict[str, tuple[object, ...]]:
    """The changed numbers: name -> (before, now, difference, why)."""
    sheet = openpyxl.load_workbook(root / "output" / "2021" / "검증결과_2021.xlsx")[CHANGED]
    return {str(row[0]): tuple(row[1:]) for row in sheet.iter_rows(min_row=6, values_only=True)}


def late_and_corrected(root: Path) -> Path:
    """Region 2's file comes late, and region 3 sends its file again with ten more people in its first dong."""
    folder = root / "input" / "2021"
    write_monitoring(folder / "2권역.xlsx", monitoring_rows(2), region=2)
    rows = monitoring_rows(3)
    rows[0]["people_count"] = 80
    return write_monitoring(folder / "3권역 고침.xlsx", rows, header={"date": date(2021, 7, 20)})


def test_every_number_that_changed_is_told_with_the_file_behind_it(office: Path) -> None:
    late_and_corrected(office)
    outcome = check(office)
    numbers = changed(office)
    # 70 + 77 + 84 in regions of three dongs, 70 + 77 + 84 + 91 in region 3
    why = "새로 쓴 파일: 2권역.xlsx, 3권역 고침.xlsx\n쓰지 않게 된 파일: 3권역.xlsx"
    assert numbers["전체 1회차 대상자(명)"] == (553, 794, 241, why)
    assert numbers["3권역 1회차 대상자(명)"][:3] == (322, 332, 10)
    assert numbers["2권역 1회차 대상자(명)"] == ("없음", 231, 231, "새로 쓴 파일: 2권역.xlsx")
    assert not [name for name in numbers if name.startswith("1권역")]
    assert next(iter(numbers)).startswith("전체")
    sheet = openpyxl.load_workbook(outcome.output / "검증결과_2021.xlsx")[CHANGED]
    assert any(str(row[0]).startswith("지난번은 기준일 2021. 7. 31.의 잠정 결과입니다") for row in sheet.values)
    assert f"지난번 결과와 달라진 수: {len(numbers)}개 (새로 쓰거나 뺀 파일 3개)" in outcome.out


def test_a_file_mended_under_its_own_name_is_one_file_with_other_content(office: Path) -> None:
    rows = monitoring_rows(3)
    rows[0]["people_count"] = 80
    write_monitoring(office / "input" / "2021" / "3권역.xlsx", rows)
    check(office)
    assert changed(office)["3권역 1회차 대상자(명)"] == (322, 332, 10, "내용이 바뀐 파일: 3권역.xlsx")


def test_a_file_with_another_name_changes_no_number(office: Path) -> None:
    path = office / "input" / "2021" / "3권역.xlsx"
    path.rename(path.with_name("3권역 전화모니터링.xlsx"))
    assert "달라진 수" not in check(office).screen
    assert set(changed(office)) == {"실을 줄이 없습니다"}


def test_a_file_that_is_gone_takes_its_numbers_with_it(office: Path) -> None:
    (office / "input" / "2021" / "1권역.xlsx").unlink()
    check(office)
    assert changed(office)["1권역 1회차 대상자(명)"] == (231, "없음", -231, "쓰지 않게 된 파일: 1권역.xlsx")


def test_running_again_tells_the_same(office: Path) -> None:
    """A second start of the program must not lose the list of changes: the same input gives the same folder."""
    late_and_corrected(office)
    first = check(office)
    before = {path.name: path.read_bytes() for path in first.output.rglob("*") if path.is_file()}
    second = check(office)
    assert second.out == first.out
    assert {path.name: path.read_bytes() for path in second.output.rglob("*") if path.is_file()} == before


def test_checks_in_between_do_not_hide_what_has_changed_since_the_report(office: Path) -> None:
    """Report, late file, check, corrected file, check, report: the new report lists all changes since the first one."""
    report(office)
    check(office)
    folder = office / "input" / "2021"
    write_monitoring(folder / "2권역.xlsx", monitoring_rows(2), region=2)
    check(office)
    rows = monitoring_rows(3)
    rows[0]["people_count"] = 80
    write_monitoring(folder / "3권역.xlsx", rows)
    check(office)
    assert changed(office)["전체 1회차 대상자(명)"][:2] == (553, 794)
    report(office)
    assert changed(office)["전체 1회차 대상자(명)"][:2] == (553, 794)
    assert changed(office)["2권역 1회차 대상자(명)"][:2] == ("없음", 231)
    first = changed(office)
    report(office)
    assert changed(office) == first


def test_the_next_report_is_held_against_the_one_before(office: Path) -> None:
    report(office)
    late_and_corrected(office)
    report(office)
    (office / "input" / "2021" / "1권역.xlsx").unlink()
    report(office)
    assert changed(office)["전체 1회차 대상자(명)"][:2] == (794, 563)


def test_running_again_on_another_day_loses_nothing_either(office: Path) -> None:
    """Nothing becomes due between the two days; in a running year the as-of day is another one every day."""
    late_and_corrected(office)
    check(office)
    first = changed(office)
    check(office, as_of="2021-08-01")
    assert changed(office) == first
    assert first["전체 1회차 대상자(명)"][:2] == (553, 794)


@pytest.mark.parametrize("broken", ["{", "[]", '{"year": 2021}', '{"year": 2020, "figures": [], "findings": []}'])
def test_what_is_no_earlier_run_of_the_year_is_passed_over(office: Path, broken: str) -> None:
    (office / "output" / "2021" / "results.json").write_text(broken, encoding="utf-8")
    late_and_corrected(office)
    outcome = check(office)
    assert outcome.code == 20
    assert "지난번" not in outcome.screen
    names = openpyxl.load_workbook(outcome.output / "검증결과_2021.xlsx").sheetnames
    assert not {CHANGED, REQUESTS} & set(names)


def test_a_row_that_counts_again_without_a_new_file_says_so(office: Path) -> None:
    """An exception in the settings allows the row with ten people over the limit, so that it counts again."""
    rows = monitoring_rows(3)
    rows[0] |= {"supported_people_count": 75, "supported_organisation": "노인복지관"}
    write_monitoring(office / "input" / "2021" / "3권역.xlsx", rows)
    check(office)
    config = office / "config.yaml"
    allowed = "{규칙: MON-002, 권역: 3, 까닭: 전화로 확인함, 허용한_사람: 담당, 날짜: 2021-07-30}"
    head, _, tail = config.read_text(encoding="utf-8").rpartition("    예외: []")
    config.write_text(f"{head}    예외: [{allowed}]{tail}", encoding="utf-8")
    assert "(파일은 그대로이고 합계에 넣는 줄이나 설정이 바뀜)" in check(office).out
    # 77 + 84 + 91 without the row
    assert changed(office)["3권역 1회차 대상자(명)"] == (
        252,
        322,
        70,
        "파일은 그대로이고, 합계에 넣거나 뺀 줄이나 설정이 바뀜",
    )


def test_the_earlier_results_stay_beside_the_new_ones(office: Path) -> None:
    output = office / "output" / "2021"
    earlier = json.loads((output / "results.json").read_text(encoding="utf-8"))
    late_and_corrected(office)
    check(office)
    assert json.loads((output / "results_before.json").read_text(encoding="utf-8")) == earlier
    assert "results_before.json" in json.loads((output / "manifest.json").read_text(encoding="utf-8"))["outputs"]
