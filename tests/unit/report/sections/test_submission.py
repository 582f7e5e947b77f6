"""What came and what is missing; what has to be corrected; comparisons of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model.figures import State
from pipeline.model.findings import Effect, Finding, Place, Severity
from pipeline.report.sections.submission import build_region_submission, build_submission, submission_tables
from tests.support.run_in_memory import a_run, the_year, whole_year
from tests.support.told_blocks import cells, headings, row, sentences, table


def finding(region: int, effect: Effect, *, exception: str = "", severity: Severity = Severity.ERROR) -> Finding:
    place = Place(f"{region}권역.xlsx", "위기가구", "A6")
    message, advice = f"{region}권역 {effect.value}", "고쳐 주세요."
    return Finding(
        "MON-001", severity, effect, place, message, advice, region=region, form="monthly_results", exception=exception
    )


def test_a_complete_year_says_so() -> None:
    blocks = build_submission(the_year())
    assert sentences(blocks) == [
        "받을 자료 86건을 모두 받음",
        "받은 파일 86개 가운데 86개를 사용함",
        "받은 파일의 모든 칸을 점검하였고 고칠 곳이 없음",
        "서식끼리 대조한 10가지: 맞음 9, 다름 1(계획한 세부사업과 실적)",
    ]
    assert row(table(submission_tables(the_year()), "board"), "월별실적") == ["12/12"] * 5 + ["–", "60/60"]


def test_what_is_owed_is_listed_with_its_due_day() -> None:
    result = a_run(*whole_year([("monthly_results", 5, 11), ("settlement", 2, None)]))
    blocks = submission_tables(result)
    assert cells(table(blocks, "owed")) == [
        ["5권역 월별실적 11월", "1", "2021. 12. 10."],
        ["2권역 정산서", "1", "2021. 12. 31."],
    ]
    assert row(table(blocks, "board"), "월별실적")[4:] == ["11/12 / 미제출 1", "–", "59/60"]


def test_errors_come_with_what_they_did_to_the_numbers_the_gravest_first() -> None:
    kept, gone, refused = (
        finding(n, e) for n, e in ((1, Effect.KEPT), (2, Effect.ROW_LEFT_OUT), (3, Effect.RETURN_REFUSED))
    )
    warned = finding(4, Effect.KEPT, severity=Severity.WARNING)
    result = a_run(*whole_year(), findings=[kept, gone, refused, warned])
    listed = cells(table(submission_tables(result), "to_mend"))
    assert [line[2] for line in listed] == ["파일 반려", "줄 제외", "합계에 넣음"]
    assert listed[0][0] == "3권역.xlsx › 위기가구 › A6"
    assert "고칠 곳 3건, 확인할 곳 1건을 찾음" in sentences(build_submission(result))


def test_what_was_not_found_is_not_counted() -> None:
    told = sentences(build_submission(a_run(*whole_year(), findings=[finding(2, Effect.KEPT)])))
    assert "고칠 곳 1건을 찾음" in told


def test_warnings_alone_are_told_as_such() -> None:
    blocks = build_submission(a_run(*whole_year(), findings=[finding(4, Effect.KEPT, severity=Severity.WARNING)]))
    assert "고칠 곳은 없고, 확인할 곳 1건을 찾음" in sentences(blocks)


def test_months_that_are_owed_stand_in_one_line_with_their_first_and_last_day() -> None:
    """What is due on 10 July falls on a Saturday and waits for Monday."""
    blocks = submission_tables(a_run(*whole_year([("monthly_results", 5, month) for month in (3, 6, 9)])))
    assert cells(table(blocks, "owed")) == [["5권역 월별실적 3월·6월·9월", "3", "2021. 4. 12. ~ 10. 12."]]


def test_an_allowed_exception_is_printed_with_its_reason() -> None:
    allowed = finding(2, Effect.KEPT, exception="단체 통화로 확인함(복지정책과 담당, 2021. 12. 20.)")
    blocks = submission_tables(a_run(*whole_year(), findings=[allowed]))
    assert cells(table(blocks, "exceptions"))[0][2].startswith("단체 통화로 확인함")
    assert "to_mend" not in [getattr(block, "key", "") for block in blocks]


def test_a_region_sees_only_its_own() -> None:
    result = a_run(
        *whole_year([("settlement", 2, None), ("settlement", 3, None)]),
        findings=[finding(2, Effect.KEPT), finding(3, Effect.KEPT)],
    )
    blocks = build_region_submission(result, 2)
    assert headings(blocks) == ["자료 제출·검증 현황"]
    assert sentences(blocks) == ["받을 자료 17건 가운데 16건을 받음(미제출 1건)", "고칠 곳 1건"]
    assert cells(table(blocks, "owed")) == [["2권역 정산서", "1", "2021. 12. 31."]]
    assert [line[1] for line in cells(table(blocks, "to_mend"))] == ["2권역 kept"]


def test_a_single_pair_is_told_in_a_sentence() -> None:
    plans = [
        one for one in whole_year() if one.form in ("operating_plan", "monthly_results") and one.month in (None, 1)
    ]
    blocks = build_submission(a_run(*plans, as_of=date(2021, 3, 20)))
    assert "계획한 권역회의와 개최(운영계획서 ↔ 월별실적) 대조: 맞음" in sentences(blocks)
    assert not [block for block in blocks if getattr(block, "key", "") == "comparisons"]


def test_doubts_are_listed_with_what_was_done() -> None:
    warned, answered = (finding(n, Effect.KEPT, severity=Severity.WARNING) for n in (4, 5))
    blocks = submission_tables(a_run(*whole_year(), findings=[warned, replace(answered, answer="맞는 값임")]))
    assert [line[2] for line in cells(table(blocks, "doubts"))] == ["합계에 넣음"]


def test_a_pair_that_could_not_be_compared_at_all_looks_missing() -> None:
    result = a_run(*whole_year([("settlement", region, None) for region in range(1, 6)]))
    found = table(submission_tables(result), "comparisons")
    states = {line[0]: r.cells[2].state for line, r in zip(cells(found), found.rows, strict=True) if r.cells[2]}
    assert states["반납액과 잔액"] is State.MISSING
