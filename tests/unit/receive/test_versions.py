"""Which version of a return counts, what is due, what came late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.forms.form import load_forms
from pipeline.forms.stamp import Stamp
from pipeline.model.findings import Place
from pipeline.model.result import RunResult
from pipeline.model.returns import HeaderValue, Return, ReturnState, SlotState
from pipeline.receive.versions import choose_versions
from tests.support.markdown_book import Book, book, check, run, settings, told


def states(result: RunResult, *names: str) -> dict[str, str]:
    return {item.file: item.state.value for item in result.returns if item.file in names}


def slot(result: RunResult, form: str, region: int, **at: int) -> SlotState:
    wanted = {"form": form, "region": region, "month": None, "round": None, **at}
    return next(
        entry.state
        for entry in result.board
        if all(getattr(entry.slot, name) == value for name, value in wanted.items())
    )


def settlement(file: str, *, spent_on: str = "재료 구입", written: str = "2021-12-20", revision: int = 0) -> Book:
    """Region 1's settlement; the versions differ in the purpose of a spending."""
    made = book("settlement", header={"작성일": written}, file=file).with_cells("집행내역", {"C2": spent_on})
    assert made.stamp is not None
    return made.stamped(replace(made.stamp, revision=revision))


# -- versions -------------------------------------------------------------------------------------------------------


def test_int_001_same_file_under_another_name__note() -> None:
    copies = settlement("정산.xlsx"), settlement("정산 (1).xlsx")
    (line,) = told(*copies)
    assert line == "정산 (1).xlsx: INT-001 note kept -"
    assert line.sentence == "'정산.xlsx'와 내용이 완전히 같은 사본입니다. 하나만 썼습니다. 하나를 지우셔도 됩니다."
    assert states(run(*copies), "정산.xlsx", "정산 (1).xlsx") == {"정산.xlsx": "used", "정산 (1).xlsx": "ignored"}


def test_int_001_same_form_of_two_regions__ok() -> None:
    assert told(book("settlement", region=1), book("settlement", region=2)) == []


def test_int_002_same_values_saved_anew__note() -> None:
    early, late = settlement("1.xlsx"), settlement("2.xlsx", written="2021-12-21")
    (line,) = told(early, late)
    assert line == "1.xlsx: INT-002 note kept -"
    assert line.sentence == "'2.xlsx'와 적힌 값이 모두 같습니다. 하나만 썼습니다. 하나를 지우셔도 됩니다."


def test_int_002_one_value_differs__ok() -> None:
    early, late = settlement("1.xlsx"), settlement("2.xlsx", spent_on="다과", written="2021-12-21")
    assert [line.split()[1] for line in told(early, late)] == ["INT-003"]


def test_int_003_later_version_replaces_the_earlier__note() -> None:
    early, late = settlement("가.xlsx"), settlement("나.xlsx", spent_on="다과", written="2021-12-21")
    result = run(late, early)
    (line,) = told(late, early)
    assert line == "가.xlsx: INT-003 note kept -"
    assert line.sentence == (
        "더 새로운 '나.xlsx'가 있어 이 파일은 쓰지 않았습니다. 달라진 칸은 1개입니다. 달라진 칸은 검증결과의 "
        "'제출본 비교' 시트에서 볼 수 있습니다."
    )
    assert states(result, "가.xlsx", "나.xlsx") == {"가.xlsx": "superseded", "나.xlsx": "used"}
    assert [(d.older, d.newer, d.place.cell, d.old_value, d.new_value) for d in result.differences] == [
        ("가.xlsx", "나.xlsx", "C2", "재료 구입", "다과")
    ]


def a_version(file: str, author: str, *, sha256: str, copy_of: str = "") -> Return:
    """A settlement of region 1 of 20 December; ``copy_of`` is the sha256 of the version that was sent back."""
    stamp = Stamp("settlement", "2021-1", 2021, 1, revision=1 if copy_of else 0, returned_sha256=copy_of)
    header = {"author": HeaderValue(author, author, Place(file))}
    more = {"form": "settlement", "region": 1, "written_on": date(2021, 12, 20), "stamp": stamp, "header": header}
    return Return(1, file, Path(file), sha256=sha256, **more)


def test_int_022_the_version_that_was_sent_back__ok() -> None:
    """A copy whose day of writing was not changed is newer all the same."""
    first, second = a_version("1차.xlsx", "가", sha256="a1"), a_version("2차.xlsx", "나", sha256="b2", copy_of="a1")
    choose_versions([first, second], load_forms())
    assert [item.rule for item in first.findings] == ["INT-003"]
    assert (first.state, second.state) == (ReturnState.SUPERSEDED, ReturnState.USED)


def test_int_022_another_file_with_the_day_of_the_copy_that_came_back__warning() -> None:
    sent_back = settlement("2차.xlsx", spent_on="다과", revision=1)
    assert told(settlement("우리 파일.xlsx", spent_on="식비"), sent_back) == [
        "우리 파일.xlsx: INT-003 note kept -",
        "우리 파일.xlsx: INT-022 warning kept -",
    ]


def test_int_021_a_row_that_only_the_earlier_file_has__warning() -> None:
    """As when two people each write a part: a row with another date is another row, not a correction."""
    early = settlement("가.xlsx").with_cells("집행내역", {"A2": "2021-11-11"})
    assert told(early, settlement("나.xlsx", written="2021-12-21")) == [
        "가.xlsx: INT-003 note kept -",
        "가.xlsx: INT-021 warning kept 집행내역!A2",
    ]


def test_int_021_a_row_that_was_only_corrected__ok() -> None:
    late = settlement("나.xlsx", spent_on="다과", written="2021-12-21")
    assert told(settlement("가.xlsx"), late) == ["가.xlsx: INT-003 note kept -"]


@pytest.mark.parametrize("written", ["", "미정", "7/8 무렵"])
def test_int_004_a_day_that_cannot_be_read_does_not_tell_which_is_newer__error(written: str) -> None:
    result = run(settlement("가.xlsx"), settlement("나.xlsx", spent_on="다과", written=written))
    assert states(result, "가.xlsx", "나.xlsx") == {"가.xlsx": "refused", "나.xlsx": "refused"}


def test_int_002_a_number_typed_with_its_commas_is_the_same_value__note() -> None:
    two = settlement("1.xlsx"), settlement("2.xlsx", written="2021-12-21").with_cells("집행내역", {"E2": "'200,000"})
    first = settlement("1.xlsx").with_cells("집행내역", {"E2": "200000"})
    assert told(first, two[1])[0] == "1.xlsx: INT-002 note kept -"


@pytest.mark.parametrize("on_old_mac", [False, True])
def test_int_002_a_month_typed_as_a_day_of_it_is_the_same_value__note(on_old_mac: bool) -> None:
    late = book("joint_project_plan", header={"작성일": "2021-06-25"}, file="2.xlsx")
    early = replace(book("joint_project_plan", file="1.xlsx"), date_1904=on_old_mac)
    lines = told(early.with_cells("추진일정", {"C2": "2021-03-01"}), late)
    assert [line.split(" ", 2)[1] for line in lines if line.startswith("1.xlsx: INT-")] == ["INT-002"]


def test_int_010_stamp_and_day_contradict_each_other__warning() -> None:
    """After the corrected copy someone sent their own file again: they must be told that it is not used."""
    sent_back = settlement("2차.xlsx", spent_on="다과", written="2021-12-20", revision=1)
    again = settlement("우리 파일.xlsx", spent_on="식비", written="2021-12-22")
    assert told(again, sent_back) == [
        "2차.xlsx: INT-010 warning kept 정산총괄!B3 '2021-12-20'",
        "우리 파일.xlsx: INT-003 note kept -",
    ]


def test_int_010_corrected_copy_with_a_later_day__ok() -> None:
    sent_back = settlement("2차.xlsx", spent_on="다과", written="2021-12-21", revision=1)
    assert told(settlement("1차.xlsx"), sent_back) == ["1차.xlsx: INT-003 note kept -"]


def test_int_003_mistakes_of_the_earlier_version_are_nobodys_work__ok() -> None:
    early = settlement("1차.xlsx").with_cells("집행내역", {"E2": "약 40만원"})
    assert told(early, settlement("2차.xlsx", written="2021-12-21")) == ["1차.xlsx: INT-003 note kept -"]


def test_int_003_later_version_of_files_that_lost_their_hidden_sheet__note() -> None:
    early = settlement("가.xlsx").stamped(None)
    late = settlement("나.xlsx", spent_on="다과", written="2021-12-21").stamped(None)
    assert "가.xlsx: INT-003 note kept -" in told(late, early)
    assert states(run(late, early), "가.xlsx", "나.xlsx") == {"가.xlsx": "superseded", "나.xlsx": "used"}


def test_int_003_only_one_version__ok() -> None:
    assert told(settlement("1차.xlsx")) == []


def test_int_004_nothing_tells_which_is_newer__error() -> None:
    two = settlement("가.xlsx"), settlement("나.xlsx", spent_on="다과")
    result = run(*two)
    assert told(*two) == [
        "가.xlsx: INT-004 error return_refused 집행내역!C2",
        "나.xlsx: INT-004 error return_refused 집행내역!C2",
    ]
    assert slot(result, "settlement", 1) is SlotState.TO_MEND
    assert result.figures.get("spent_won", region=1).value is None


def test_int_004_two_people_correct_the_same_copy_and_the_first_version_is_still_there__error() -> None:
    """Only the two copies are in question: the first version is certainly older than both."""
    first, by_one, by_other = (
        settlement("1차.xlsx"),
        settlement("가.xlsx", spent_on="다과", revision=1),
        settlement("나.xlsx", spent_on="식비", revision=1),
    )
    result = run(first, by_one, by_other)
    assert states(result, "1차.xlsx", "가.xlsx", "나.xlsx") == {
        "1차.xlsx": "superseded",
        "가.xlsx": "refused",
        "나.xlsx": "refused",
    }
    assert not any("1차.xlsx" in message for message in rule_of(result, "INT-004"))
    assert slot(result, "settlement", 1) is SlotState.TO_MEND


def test_every_version_knows_which_it_is() -> None:
    books = [
        settlement(f"{day}일.xlsx", spent_on=f"{day}일의 것", written=f"2021-12-{day}") for day in (20, 21, 22, 23)
    ]
    numbers = {item.file: item.version_number for item in run(*books).returns if item.form == "settlement"}
    assert numbers == {"20일.xlsx": 1, "21일.xlsx": 2, "22일.xlsx": 3, "23일.xlsx": 4}


def test_int_004_later_day_decides__ok() -> None:
    two = settlement("가.xlsx"), settlement("나.xlsx", spent_on="다과", written="2021-12-21")
    assert not any("INT-004" in line for line in told(*two))


def monitoring_of(file: str, written: str, *rounds: int) -> Book:
    """Region 1's monitoring return with these rounds; the consultations differ from file to file."""
    days = {1: "2021-04-01 | 2021-06-30", 2: "2021-09-01 | 2021-11-30", 3: "2021-12-01 | 2021-12-20"}
    more = len(file)
    lines = ["| 회차 | 동 | 시작일 | 종료일 | 대상자(명) | 상담(건) | 지원기관 | 지원 대상자(명) |"]
    lines += [
        f"| {number} | {dong} | {days[number]} | 20 | {50 + more} | | |"
        for number in rounds
        for dong in ("녹번동", "불광1동", "응암1동")
    ]
    text = "\n".join(["## 모니터링", *lines])
    return book("phone_monitoring", text, header={"작성일": written}, round_number=rounds[0], file=file)


def rule_of(result: RunResult, rule: str) -> set[str]:
    return {item.message for item in result.findings if item.rule == rule}


@pytest.mark.parametrize("written", ["2021-12-21", "2021-12-22"])
def test_int_008_rounds_that_overlap_in_part__error(written: str) -> None:
    """It may well be known which file is newer, but neither can replace the other, and the sentence says so."""
    two = monitoring_of("가.xlsx", "2021-12-21", 1, 2), monitoring_of("나나.xlsx", written, 2, 3)
    result = run(*two)
    assert states(result, "가.xlsx", "나나.xlsx") == {"가.xlsx": "refused", "나나.xlsx": "refused"}
    assert not rule_of(result, "INT-004")
    (message,) = rule_of(result, "INT-008")
    assert "2회차가 함께 들어 있는데" in message
    assert ("'나나.xlsx'에는 1회차가 없어" in message) or ("'가.xlsx'에는 3회차가 없어" in message)


def test_int_008_newer_file_without_a_round_of_the_older__error() -> None:
    two = monitoring_of("가.xlsx", "2021-12-21", 1, 2), monitoring_of("나나.xlsx", "2021-12-22", 2)
    result = run(*two)
    (message,) = rule_of(result, "INT-008")
    assert message.startswith("'가.xlsx'와 '나나.xlsx'에 2회차가 함께")
    assert "'나나.xlsx'에는 1회차가 없어" in message


def test_int_008_advice_followed__ok() -> None:
    """All rounds are in one newer file, and the other two files are still in the folder: the new one replaces both."""
    mended = monitoring_of("모아서.xlsx", "2021-12-23", 1, 2, 3)
    result = run(monitoring_of("가.xlsx", "2021-12-21", 1, 2), monitoring_of("나나.xlsx", "2021-12-22", 2, 3), mended)
    assert states(result, "가.xlsx", "나나.xlsx", "모아서.xlsx") == {
        "가.xlsx": "superseded",
        "나나.xlsx": "superseded",
        "모아서.xlsx": "used",
    }


def test_int_008_one_file_for_each_round__ok() -> None:
    result = run(monitoring_of("가.xlsx", "2021-12-21", 1), monitoring_of("나나.xlsx", "2021-12-22", 2))
    assert not rule_of(result, "INT-008") | rule_of(result, "INT-004")


# -- what the year asks for -----------------------------------------------------------------------------------------


def test_int_005_month_after_the_day_of_the_report__note() -> None:
    months = [book("monthly_results", month=number, file=f"{number}월.xlsx") for number in (3, 5)]
    (line,) = told(*months, as_of=date(2021, 4, 30))
    assert line == "5월.xlsx: INT-005 note kept -"
    assert line.sentence == (
        "기준일(2021-04-30) 뒤의 자료여서 이번 보고서에는 넣지 않았습니다. 기준일을 늦추면 들어갑니다."
    )


def test_int_005_month_that_has_begun__ok() -> None:
    months = [book("monthly_results", month=number, file=f"{number}월.xlsx") for number in (3, 5)]
    assert told(*months, as_of=date(2021, 5, 31)) == []


def test_int_006_form_that_the_year_does_not_ask_for__warning() -> None:
    config = settings()[0]
    asked = {form: entry for form, entry in config.plan.forms.items() if form != "settlement"}
    narrowed = replace(config, plan=config.plan.model_copy(update={"forms": asked}))
    (line,) = told(book("settlement"), config=narrowed)
    assert line == "INT-006 warning kept -"
    assert line.sentence == (
        "정산서는 2021년에 받기로 한 서식이 아니어서 쓰지 않았습니다. 받아야 하는 서식이면 설정 파일의 '서식'에 "
        "적어 주세요."
    )


def test_int_006_form_that_is_asked_for__ok() -> None:
    assert told(book("settlement")) == []


# -- the board ------------------------------------------------------------------------------------------------------


def test_a_month_is_due_on_the_tenth_of_the_next_or_the_next_working_day() -> None:
    due = {
        entry.slot.month: entry.due for entry in run(book("settlement")).board if entry.slot.form == "monthly_results"
    }
    assert (due[4], due[6], due[9]) == (date(2021, 5, 10), date(2021, 7, 12), date(2021, 10, 12))


def test_a_return_written_after_its_day_is_late_and_one_with_an_error_is_to_mend() -> None:
    late = book("monthly_results", month=3, header={"작성일": "2021-04-13"}, file="3월.xlsx")
    on_time = book("monthly_results", month=4, file="4월.xlsx")
    odd = book("monthly_results", month=5, file="5월.xlsx").with_cells("위기가구", {"B2": "약 3"})
    result = run(late, on_time, odd)
    assert [slot(result, "monthly_results", 1, month=number) for number in (3, 4, 5, 6)] == [
        SlotState.LATE,
        SlotState.SUBMITTED,
        SlotState.TO_MEND,
        SlotState.MISSING,
    ]


def test_a_refused_return_stands_for_its_region_as_one_to_mend() -> None:
    refused = book("settlement").with_cells("정산총괄", {"B6": "받은 돈"})
    assert slot(run(refused), "settlement", 1) is SlotState.TO_MEND


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        (date(2021, 5, 9), {3: True, 4: False, 5: True, 6: False}),
        (date(2021, 5, 10), {3: True, 4: True, 5: True, 6: False}),
        (None, {3: True, 4: True, 5: True, 6: True}),
    ],
)
def test_on_a_day_within_the_year_only_what_was_to_come_by_then_or_came_is_due(
    as_of: date | None, due: dict[int, bool]
) -> None:
    """March was due in April and did not come; April was due on 10 May; May came early."""
    early = book("monthly_results", month=5, header={"작성일": "2021-05-07"}, file="5월.xlsx")
    board = [entry for entry in run(early, as_of=as_of).board if entry.slot.form == "monthly_results"]
    assert {
        entry.slot.month: entry.is_due for entry in board if entry.slot.region == 1 and entry.slot.month in due
    } == due


def test_a_day_of_writing_without_its_year_is_one_of_the_reports_year() -> None:
    result = run(book("settlement", header={"작성일": "12월 20일"}))
    assert {item.written_on for item in result.returns if item.form == "settlement"} == {date(2021, 12, 20)}


def received(*books: Book, as_of: date) -> set[str]:
    return {item.file for item in run(*books, as_of=as_of).returns if item.state is ReturnState.USED}


@pytest.mark.parametrize(
    ("odd", "last_day_before"),
    [
        (
            book("monthly_results", month=5, file="가.xlsx"),
            date(2021, 5, 30),
        ),  # written in June
        (book("phone_monitoring", file="가.xlsx"), date(2021, 6, 29)),  # from the last day of its round on
        (book("settlement", header={"작성일": "2021-12-20"}, file="가.xlsx"), date(2021, 12, 19)),
    ],
)
def test_int_005_from_its_own_day_on_a_return_belongs_to_the_time__ok(odd: Book, last_day_before: date) -> None:
    assert "가.xlsx" not in received(odd, as_of=last_day_before)
    assert "가.xlsx" in received(odd, as_of=last_day_before + timedelta(days=1))


def test_int_005_the_office_keeps_one_file_all_year__ok() -> None:
    """Its rows count by their own dates, whenever the file was written."""
    office = book("head_office", header={"작성일": "2021-12-20"}, file="가.xlsx")
    assert "가.xlsx" in received(office, as_of=date(2021, 4, 30))


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, " 등 6곳")])
def test_int_021_of_more_than_five_lost_rows_five_are_named(count: int, more: str) -> None:
    labels = "| 집행일 | 예산과목 | 적요 | 거래처 | 금액(원) | 증빙번호 |"
    rows = [f"| 2021-05-{n:02} | 사무관리비 | 재료 {n} | 가게 | {1000 * n} | 사무-{n:02} |" for n in range(1, 9)]
    early, late = (
        book("settlement", "\n".join(["## 집행내역", labels, *own]), header={"작성일": day}, file=f"{day}.xlsx")
        for own, day in ((rows[: count + 1], "2021-12-20"), (rows[:1], "2021-12-21"))
    )
    (message,) = [item.message for item in check(early, late) if item.rule == "INT-021"]
    places = ", ".join(f"집행내역 A{row}" for row in range(3, 8))
    assert f"적힌 줄이나 수가 있습니다({places}{more}). " in message
