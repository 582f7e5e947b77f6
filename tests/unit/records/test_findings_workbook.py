"""검증결과: the board, the findings, the files, the versions, the exceptions and the comparisons of documents, each
line by line.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from pipeline.check import apply_exceptions
from pipeline.earlier.follow_up import FollowUpItem, FollowUpState, RequestFollowUp
from pipeline.model.figures import Figures, State
from pipeline.model.findings import Place, Severity
from pipeline.model.result import RunResult
from pipeline.records.findings import write_checks
from pipeline.settings.schema import AllowedException
from tests.support.small_run import input_folder, output_folder, run_2020, small_run

HEADER, FIRST = 5, 6
JOINTS = ["대조_공동사업", "대조_계획예산", "대조_교부", "대조_정산", "대조_회의", "대조_모니터링동"]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return small_run(tmp_path_factory, slips=True)


@pytest.fixture(scope="module")
def path(result: RunResult) -> Path:
    return write_checks(result, output_folder(result) / "검증결과_2021.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    header = [cell.value for cell in sheet[HEADER]]
    return [dict(zip(header, [c.value for c in row], strict=True)) for row in sheet.iter_rows(min_row=FIRST)]


def only(rows: list[dict[str, object]], **wanted: object) -> dict[str, object]:
    (row,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return row


# -- the board, the findings, the files ----------------------------------------


def test_every_expected_return_is_on_the_board(result: RunResult, book: Workbook) -> None:
    rows = rows_of(book["제출현황"])
    assert [row["상태"] for row in rows] == [entry.state.value for entry in result.board]
    assert only(rows, 서식="월별실적", 권역="3권역", **{"월·회차": "3월"})["상태"] == "보완"
    missing = only(rows, 서식="정산서", 권역="5권역")
    assert (missing["상태"], missing["파일"]) == ("미제출", None)
    # 10 April 2021 is a Saturday: the March results are due on Monday the 12th
    assert only(rows, 서식="월별실적", 권역="1권역", **{"월·회차": "3월"})["마감"].date() == date(2021, 4, 12)


def test_what_is_not_due_yet_is_not_called_missing(result: RunResult, tmp_path: Path) -> None:
    early = replace(result, board=[replace(entry, is_due=bool(entry.files)) for entry in result.board])
    rows = rows_of(openpyxl.load_workbook(write_checks(early, tmp_path / "검증결과.xlsx"))["제출현황"])
    assert only(rows, 서식="정산서", 권역="5권역")["상태"] == "기한 전"


def test_every_finding_is_listed_once_errors_first(result: RunResult, book: Workbook) -> None:
    rows = rows_of(book["지적사항"])
    known = Counter(
        (f.rule, f.place.file, f.place.sheet or None, f.place.cell or None, f.message) for f in result.findings
    )
    assert Counter((r["규칙"], r["파일"], r["시트"], r["셀"], r["무엇이 문제인지"]) for r in rows) == known
    kinds = [str(row["구분"]) for row in rows]
    assert kinds == sorted(kinds, key=["고칠 곳", "확인할 곳", "알림"].index)
    left_out = only(rows, 규칙="MON-005")
    assert (left_out["처리"], left_out["권역"], left_out["월"], left_out["현재 값"]) == (
        "줄 제외",
        "3권역",
        3,
        "녹번동",
    )
    assert str(left_out["어떻게 고치는지"]).startswith("3권역의 동(응암2동")


def test_a_finding_leads_to_its_cell(result: RunResult, book: Workbook) -> None:
    sheet = book["지적사항"]
    links = [cell.hyperlink for row in sheet.iter_rows(min_row=FIRST) for cell in row if cell.hyperlink]
    assert "'위기가구'!A6" in [link.location for link in links]
    assert len(links) == sum(1 for item in result.findings if item.place.cell)


def test_every_file_of_the_folder_is_there_exactly_once(result: RunResult, book: Workbook) -> None:
    rows = rows_of(book["파일"])
    folder = input_folder(result)
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert sorted(str(row["파일"]) for row in rows) == sorted(on_disk)
    for row in rows:
        content = (folder / str(row["파일"])).read_bytes()
        assert (row["sha256"], row["크기(바이트)"]) == (hashlib.sha256(content).hexdigest(), len(content))
    memo = only(rows, 파일="메모.txt")
    assert (memo["상태"], memo["서식"], memo["작성일"]) == ("반려", "–", "–")
    assert "글만 든 파일" in str(memo["까닭"])
    again = only(rows, 파일="2권역/정산서 최종.xlsx")
    assert (again["상태"], again["몇 번째 제출본"], again["기한 안"]) == ("씀", 2, "예")
    assert only(rows, 파일="2권역/2권역_정산서_2021년.xlsx")["상태"] == "새 제출본으로 바뀜"


def test_the_summary_counts_what_the_other_sheets_list(result: RunResult, book: Workbook) -> None:
    counts = {row["항목"]: row["수"] for row in rows_of(book["요약"])}
    assert counts["상태"] == "잠정"
    assert counts["받을 자료"] == len(result.board)
    assert counts["미제출"] == len(result.owed)
    assert counts["입력 폴더의 파일"] == len(result.returns)
    assert counts["고칠 곳"] == sum(1 for item in result.findings if item.severity is Severity.ERROR)
    assert counts["파일: 반려"] == 1


# -- versions, exceptions, earlier requests ----------------------------------------


def test_what_a_second_version_changed_is_told_cell_by_cell(result: RunResult, book: Workbook) -> None:
    rows = rows_of(book["제출본 비교"])
    assert len(rows) == len(result.differences) > 0
    assert {(row["이전 파일"], row["새 파일"]) for row in rows} == {
        ("2권역/2권역_정산서_2021년.xlsx", "2권역/정산서 최종.xlsx")
    }
    added = only(rows, 시트="집행내역", **{"새 값": "20,000"})
    assert added["이전 값"] == "빈칸"


def with_exception(result: RunResult, *entries: AllowedException) -> RunResult:
    plan = result.config.plan.model_copy(update={"exceptions": entries})
    config = replace(result.config, plan=plan)
    return replace(result, config=config, findings=apply_exceptions(result.findings, config))


def test_an_allowed_finding_says_why_and_by_whom(result: RunResult, tmp_path: Path) -> None:
    allowed = AllowedException(
        규칙="MON-001", 권역=1, 까닭="단체 통화로 확인함", 허용한_사람="복지정책과 담당", 날짜=date(2021, 12, 20)
    )
    unused = AllowedException(규칙="HSH-001", 까닭="지난해의 것", 허용한_사람="복지정책과 담당", 날짜=date(2021, 1, 4))
    changed = with_exception(result, allowed, unused)
    book = openpyxl.load_workbook(write_checks(changed, tmp_path / "검증결과.xlsx"), data_only=True)
    rows = rows_of(book["예외"])
    assert len(rows) == 2
    assert (rows[0]["규칙"], rows[0]["권역"], rows[0]["허용한 까닭"]) == ("MON-001", "1권역", "단체 통화로 확인함")
    assert str(rows[0]["허용한 지적"]).startswith("상담(건) 7이 대상자(명) 26보다")
    assert (rows[1]["규칙"], rows[1]["허용한 지적"]) == ("HSH-001", "맞는 지적이 없음")
    listed = only(rows_of(book["지적사항"]), 규칙="MON-001")
    assert listed["처리"] == "예외로 허용"


def earlier_request(state: FollowUpState, place: Place, message: str, **about: Any) -> FollowUpItem:
    known: dict[str, Any] = {"form": None, "region": None, "month": None, **about}
    return FollowUpItem(
        state, "X-001", "error", place=place, cell_before=place.cell, value="", message=message, advice="", **known
    )


def test_earlier_requests_are_shown_where_they_are_known(result: RunResult, book: Workbook, tmp_path: Path) -> None:
    assert "요청 후속" not in book.sheetnames
    strange, fixed, still = "'녹번동'은 1권역의 동입니다.", FollowUpState.FIXED, FollowUpState.OPEN
    items = (
        earlier_request(fixed, Place("3월.xlsx", "위기가구", "A6"), strange, form="monthly_results", region=3, month=3),
        earlier_request(still, Place("구.xlsx", "교부내역"), "=1+1", form="head_office"),
        earlier_request(FollowUpState.UNCHECKED, Place("암호.xlsx"), "열 수 없습니다."),
    )
    written = openpyxl.load_workbook(write_checks(result, tmp_path / "검증결과.xlsx", RequestFollowUp(items)))
    shown = rows_of(written["요청 후속"])
    assert [row["상태"] for row in shown] == ["고쳐짐", "아직", "확인 못 함"]
    assert (shown[2]["권역"], shown[2]["파일"]) == ("–", "암호.xlsx")
    assert (shown[0]["권역"], shown[0]["서식"], shown[0]["월"]) == ("3권역", "월별실적", 3)
    assert (shown[1]["권역"], shown[1]["무엇을 부탁했는지"]) == ("총괄부서", "=1+1")
    assert written["요청 후속"]["H7"].data_type == "s"


# -- the joints: expected values worked out by hand from the small year's arithmetic ------------------------------


def complete(result: RunResult) -> RunResult:
    """The run as if the months that have not come held nothing more."""
    figures = [
        replace(figure, state=State.VALUE if figure.value else State.ZERO, value=figure.value or 0, missing=())
        if figure.measure.startswith("project_") and figure.state in (State.PARTIAL, State.MISSING)
        else figure
        for figure in result.figures
    ]
    return replace(result, figures=Figures(figures, result.forms.measures))


def test_plan_and_results_meet_activity_by_activity(book: Workbook, result: RunResult, tmp_path: Path) -> None:
    """While months are missing, it is unknown whether too little was done."""
    rows = rows_of(book["대조_공동사업"])
    assert only(rows, 세부사업명="생활모니터링", 단위="건")["판정"] == "아직 알 수 없음"
    assert only(rows, 세부사업명="목공교실")["판정"] == "아직 알 수 없음"
    assert only(rows, 세부사업명="주민교육", 단위="회")["판정"] == "계획대로 함"
    ended = replace(complete(result), board=[entry for entry in result.board if entry.files])
    whole = openpyxl.load_workbook(write_checks(ended, tmp_path / "검증결과.xlsx"), data_only=True)
    rows = rows_of(whole["대조_공동사업"])
    # a fifth of 120 is 24 a month, one more in April and June: 24 + 25 + 24 + 25
    watch = only(rows, 세부사업명="생활모니터링", 단위="건")
    assert (watch["계획"], watch["실적"], watch["판정"]) == (120, 98, "계획보다 적음")
    assert watch["이행률"] == pytest.approx(98 / 120)
    wood = only(rows, 세부사업명="목공교실")
    assert (wood["계획"], wood["판정"]) == (4, "계획하고 하지 않음")
    assert only(rows, 세부사업명="주민교육", 단위="회")["판정"] == "계획대로 함"


def test_a_result_without_a_plan_is_told(result: RunResult, tmp_path: Path) -> None:
    """Region 1's plan names its activity differently: its results then have no plan, and its plan has no results."""
    renamed = [
        replace(figure, activity="생활 모니터링(가)")
        if figure.measure.startswith("planned_") and figure.activity == "생활모니터링"
        else figure
        for figure in result.figures
    ]
    key = ("joint_project_plan", "activities")
    plan = result.frames[key]
    values = plan.values.assign(activity=plan.values["activity"].replace("생활모니터링", "생활 모니터링(가)"))
    frames = {**result.frames, key: replace(plan, values=values)}
    changed = replace(result, figures=Figures(renamed, result.forms.measures), frames=frames)
    book = openpyxl.load_workbook(write_checks(changed, tmp_path / "검증결과.xlsx"), data_only=True)
    rows = rows_of(book["대조_공동사업"])
    assert only(rows, 세부사업명="생활모니터링", 단위="건")["판정"] == "계획에 없던 실적"
    assert only(rows, 세부사업명="생활 모니터링(가)", 단위="건")["판정"] == "아직 알 수 없음", "months are owed"


def test_a_planned_activity_may_be_counted_in_a_unit_without_a_target(result: RunResult, tmp_path: Path) -> None:
    """It is planned in 건 and 명: its number of times (회) is no activity without a plan."""
    watch = next(f for f in result.figures if f.measure == "project_cases" and f.activity == "생활모니터링")
    times = replace(watch, measure="project_times", unit="회", value=31)
    changed = replace(result, figures=Figures([*result.figures, times], result.forms.measures))
    book = openpyxl.load_workbook(write_checks(changed, tmp_path / "검증결과.xlsx"), data_only=True)
    told = only(rows_of(book["대조_공동사업"]), 세부사업명="생활모니터링", 단위="회")
    assert (told["계획"], told["실적"], told["판정"]) == ("–", 31, "목표를 정하지 않음")


def test_the_planned_money_is_held_against_the_ceiling(book: Workbook) -> None:
    rows = rows_of(book["대조_계획예산"])
    # 25,000 won × 43 pieces of 1,270,000 won
    row = only(rows, 권역="3권역", 예산과목="사무관리비")
    assert (row["한도(원)"], row["계획 예산(원)"]) == (1_270_000, 1_075_000)
    assert (row["한도 − 계획(원)"], row["판정"]) == (195_000, "한도 안")


def test_a_grant_is_the_same_in_three_places_or_not(book: Workbook) -> None:
    rows = rows_of(book["대조_교부"])
    wrong = only(rows, 권역="4권역", 예산과목="사무관리비")
    assert (wrong["총괄부서 교부내역(원)"], wrong["정산서 교부액(원)"]) == (1_270_000, 1_200_000)
    assert (wrong["정산서 − 교부내역(원)"], wrong["판정"]) == (-70_000, "다름")
    assert only(rows, 권역="1권역", 예산과목="업무추진비")["판정"] == "같음"
    absent = only(rows, 권역="5권역", 예산과목="업무추진비")
    assert (absent["정산서 교부액(원)"], absent["판정"]) == ("미제출", "견줄 수 없음")


def test_the_payments_make_the_settlement(book: Workbook) -> None:
    row = only(rows_of(book["대조_정산"]), 권역="2권역", 예산과목="업무추진비")
    # the corrected version: 432,000 + 20,000 of 500,000
    assert (row["집행내역 합(원)"], row["적힌 집행액(원)"], row["집행액 − 내역(원)"]) == (452_000, 452_000, 0)
    assert (row["교부 − 내역(원)"], row["반납액(원)"], row["반납 − 남은 돈(원)"]) == (48_000, 48_000, 0)
    assert row["판정"] == "같음"


def test_meetings_by_month_and_region(book: Workbook) -> None:
    rows = rows_of(book["대조_회의"])
    assert len(rows) == 5 * 12
    march = only(rows, 권역="1권역", 월=3)
    assert (march["계획한 회의(회)"], march["권역회의(회)"], march["전체회의(회)"]) == (1, 1, 1)
    assert (march["구 총괄담당자 참석(회)"], march["판정"]) == (2, "열었음")
    assert only(rows, 권역="4권역", 월=4)["판정"] == "열지 않음"
    later = only(rows, 권역="5권역", 월=9)
    assert (later["권역회의(회)"], later["판정"]) == ("미제출", "미제출")


def test_dongs_of_every_round(result: RunResult, book: Workbook) -> None:
    rows = rows_of(book["대조_모니터링동"])
    assert len(rows) == 2 * len(result.config.region_of_dong)
    assert only(rows, 회차=1, 동="수색동")["대상자(명)"] == 20 * 3 + 7 * 3 + 3
    assert only(rows, 회차=2, 동="진관동")["판정"] == "미제출"


def test_only_the_joints_of_the_year_are_there(book: Workbook, tmp_path: Path) -> None:
    assert [name for name in book.sheetnames if name.startswith("대조_")] == JOINTS
    written = openpyxl.load_workbook(write_checks(run_2020(), tmp_path / "검증결과_2020.xlsx"), data_only=True)
    assert [name for name in written.sheetnames if name.startswith("대조_")] == ["대조_공동사업", "대조_모니터링동"]
    assert {row["판정"] for row in rows_of(written["대조_공동사업"])} == {"목표를 정하지 않음"}
    assert {row["판정"] for row in rows_of(written["대조_모니터링동"])} == {"권역 전체로 적음"}


# -- the file ----------------------------------------


def test_nothing_that_was_typed_is_a_formula(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    live = {sheet.title for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert live <= set(JOINTS)


def test_it_is_a_sound_workbook_and_the_same_every_time(result: RunResult, path: Path) -> None:
    assert OpenXmlValidator().validate(path).errors == []
    again = write_checks(result, path.with_name("다시.xlsx"))
    assert again.read_bytes() == path.read_bytes()
